/** TORCHTS_MIRROR: a base URL or a folder in place of the hosts that files come from. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { download } from "../../lib/io/index.ts";
import { mirrored } from "../../lib/io/mirror.ts";
import { temporaryFolder } from "./support.ts";

afterEach(() => vi.unstubAllEnvs());

const URL_OF_WEIGHTS = "https://download.pytorch.org/models/net-1.pth";

describe("mirrored", () => {
  test.each([
    ["https://example.org/m/", URL_OF_WEIGHTS, "https://example.org/m/models/net-1.pth"],
    [
      "http://example.org",
      "https://huggingface.co/a/b/resolve/main/x",
      "http://example.org/a/b/resolve/main/x",
    ],
    ["/srv/my mirror", URL_OF_WEIGHTS, "file:///srv/my%20mirror/models/net-1.pth"],
    ["/srv/m/", "https://huggingface.co/a/b/resolve/main/x?download=1", "file:///srv/m/a/b/resolve/main/x"],
    ["file:///srv/m", URL_OF_WEIGHTS, "file:///srv/m/models/net-1.pth"],
    ["", URL_OF_WEIGHTS, URL_OF_WEIGHTS],
    ["/srv/m", "https://example.org/models/net-1.pth", "https://example.org/models/net-1.pth"],
  ])("with %j, %s is %s", { skip: process.platform === "win32" }, (mirror, url, expected) => {
    expect(mirrored(url, { TORCHTS_MIRROR: mirror })).toBe(expected);
  });
});

describe("a folder as mirror", () => {
  const content = Buffer.from("the weights of a network");
  const sha256 = createHash("sha256").update(content).digest("hex");

  function setUp(bytes: Buffer | string = content): { mirror: string; dest: string } {
    const folder = temporaryFolder();
    const mirror = path.join(folder, "mirror");
    mkdirSync(path.join(mirror, "models"), { recursive: true });
    writeFileSync(path.join(mirror, "models", "net-1.pth"), bytes);
    vi.stubEnv("TORCHTS_MIRROR", mirror);
    return { mirror, dest: path.join(folder, "cache", "net-1.pth") };
  }

  test("is copied from, offline too, with hash and progress", async () => {
    const { dest } = setUp();
    vi.stubEnv("TORCHTS_OFFLINE", "1");
    const seen: number[] = [];
    const result = await download(URL_OF_WEIGHTS, dest, {
      sha256,
      onProgress: ({ received }) => seen.push(received),
    });
    expect(result).toEqual({ path: dest, bytes: content.length, sha256, downloaded: true });
    expect(readFileSync(dest).equals(content)).toBe(true);
    expect(seen.at(-1)).toBe(content.length);
    expect(existsSync(`${dest}.part`)).toBe(false);
  });

  test("without the file names where it should lie", async () => {
    const { mirror, dest } = setUp();
    await expect(download("https://download.pytorch.org/models/other.pth", dest)).rejects.toMatchObject({
      code: "ERR_TORCHTS_MIRROR",
      message: expect.stringContaining(path.join(mirror, "models", "other.pth")),
    });
  });

  test("with a wrong file is refused, and nothing is left", async () => {
    const { dest } = setUp("other weights");
    await expect(download(URL_OF_WEIGHTS, dest, { sha256 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_HASH",
    });
    expect([existsSync(dest), existsSync(`${dest}.part`)]).toEqual([false, false]);
  });

  test("may be given as a file: URL, and a signal stops it", async () => {
    const { mirror, dest } = setUp();
    vi.stubEnv("TORCHTS_MIRROR", pathToFileURL(mirror).href);
    const signal = AbortSignal.abort();
    await expect(download(URL_OF_WEIGHTS, dest, { signal })).rejects.toMatchObject({ name: "AbortError" });
    expect((await download(URL_OF_WEIGHTS, dest)).sha256).toBe(sha256);
  });
});
