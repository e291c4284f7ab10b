/** Downloads: resumed, retried, checked, locked, aborted; servers that answer nonsense. */
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { tryFileLock } from "../../lib/io/file-lock.ts";
import {
  cacheDir,
  type DownloadProgress,
  download,
  downloadWeights,
  weightsDir,
} from "../../lib/io/index.ts";
import { AbortError, ArgumentError, DownloadError } from "../../lib/native/errors.ts";
import { sendFile, serve, type TestServer } from "./server.ts";
import { errorOf, seeded, temporaryFolder } from "./support.ts";

const below = seeded(7);
const CONTENT = Uint8Array.from({ length: 300_000 }, () => below(256));
const SHA256 = createHash("sha256").update(CONTENT).digest("hex");
/** Retries at once, so that tests are quick. */
const QUICK = { retryDelay: 1 };

let server: TestServer | undefined;

async function serving(...handle: Parameters<typeof serve>): Promise<TestServer> {
  server = await serve(...handle);
  return server;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
  vi.unstubAllEnvs();
});

const target = (name = "weights.pth") => path.join(temporaryFolder(), name);
const names = (given: string) => readdirSync(path.dirname(given)).sort();

describe("a good server", () => {
  test("the file arrives, hashed and reported, and nothing lies beside it", async () => {
    const { url } = await serving((request, response) =>
      sendFile(request, response, CONTENT, { etag: '"1"' }),
    );
    const dest = target();
    const seen: DownloadProgress[] = [];
    const result = await download(`${url}/weights.pth`, dest, {
      sha256: SHA256,
      onProgress: (p) => seen.push(p),
    });
    expect(result).toEqual({ path: dest, bytes: CONTENT.length, sha256: SHA256, downloaded: true });
    expect(readFileSync(dest).equals(CONTENT)).toBe(true);
    expect(seen.at(-1)).toEqual({
      url: `${url}/weights.pth`,
      received: CONTENT.length,
      total: CONTENT.length,
    });
    expect(names(dest)).toEqual(["weights.pth"]);
  });

  test("a file that is there with the right hash is not fetched", async () => {
    const { url, requests } = await serving((request, response) => sendFile(request, response, CONTENT));
    const dest = target();
    writeFileSync(dest, CONTENT);
    expect((await download(url, dest, { sha256: SHA256 })).downloaded).toBe(false);
    expect((await download(url, dest, { sha256Prefix: SHA256.slice(0, 8) })).downloaded).toBe(false);
    expect(requests).toHaveLength(0);
  });

  test("a file that is there with another hash is replaced", async () => {
    const { url } = await serving((request, response) => sendFile(request, response, CONTENT));
    const dest = target();
    writeFileSync(dest, "old");
    expect((await download(url, dest, { sha256: SHA256 })).downloaded).toBe(true);
    expect(readFileSync(dest).equals(CONTENT)).toBe(true);
  });

  test("redirects are followed, also relative ones", async () => {
    const { url, requests } = await serving((request, response, count) => {
      if (count === 1) response.writeHead(302, { location: "/b" }).end();
      else if (count === 2) response.writeHead(308, { location: `${url}/c` }).end();
      else sendFile(request, response, CONTENT);
    });
    await download(`${url}/a`, target(), { sha256: SHA256 });
    expect(requests.map((request) => request.path)).toEqual(["/a", "/b", "/c"]);
  });

  test("an answer without a length is taken to its end", async () => {
    const { url } = await serving((_, response) => response.end(CONTENT.subarray(0, 10)));
    expect((await download(url, target())).bytes).toBe(10);
  });
});

describe("a connection that breaks", () => {
  test("is gone on with where it broke, with If-Range", async () => {
    const { url, requests } = await serving((request, response, count) =>
      sendFile(request, response, CONTENT, { etag: '"1"', cutAfter: count < 3 ? 100_000 : undefined }),
    );
    const dest = target();
    expect((await download(url, dest, { sha256: SHA256, ...QUICK })).sha256).toBe(SHA256);
    expect(requests.map((request) => request.range)).toEqual([undefined, "bytes=100000-", "bytes=200000-"]);
    expect(requests[1]?.headers["if-range"]).toBe('"1"');
  });

  test("is gone on with by a later call", async () => {
    const { url, requests } = await serving((request, response, count) =>
      sendFile(request, response, CONTENT, { etag: '"1"', cutAfter: count === 1 ? 100_000 : undefined }),
    );
    const dest = target();
    const error = await errorOf(download(url, dest, { retries: 0 }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.code).toBe("ERR_TORCHTS_NETWORK");
    expect(error.message).toContain("100000 of 300000");
    expect(names(dest)).toEqual(["weights.pth.part", "weights.pth.part.json"]);
    await download(url, dest, QUICK);
    expect(requests[1]?.range).toBe("bytes=100000-");
    expect(readFileSync(dest).equals(CONTENT)).toBe(true);
  });

  test("starts anew where the file on the server has changed", async () => {
    const { url } = await serving((request, response, count) =>
      sendFile(request, response, count === 1 ? CONTENT.map((byte) => byte ^ 1) : CONTENT, {
        etag: `"${count}"`,
        cutAfter: count === 1 ? 100_000 : undefined,
      }),
    );
    const dest = target();
    await download(url, dest, QUICK);
    expect(readFileSync(dest).equals(CONTENT)).toBe(true);
  });

  test("starts anew where the server knows no ranges", async () => {
    const { url } = await serving((request, response, count) =>
      sendFile(request, response, CONTENT, {
        etag: '"1"',
        ranges: false,
        cutAfter: count === 1 ? 50_000 : undefined,
      }),
    );
    const dest = target();
    await download(url, dest, QUICK);
    expect(readFileSync(dest).equals(CONTENT)).toBe(true);
  });

  test("with resume: false starts anew", async () => {
    const { url, requests } = await serving((request, response) =>
      sendFile(request, response, CONTENT, { etag: '"1"' }),
    );
    const dest = target();
    writeFileSync(`${dest}.part`, CONTENT.subarray(0, 10));
    writeFileSync(`${dest}.part.json`, JSON.stringify({ url, validator: '"1"' }));
    await download(url, dest, { resume: false });
    expect(requests[0]?.range).toBeUndefined();
  });

  test("a part that was complete is only checked", async () => {
    const { url } = await serving((request, response) =>
      sendFile(request, response, CONTENT, { etag: '"1"' }),
    );
    const dest = target();
    writeFileSync(`${dest}.part`, CONTENT);
    writeFileSync(`${dest}.part.json`, JSON.stringify({ url, validator: '"1"' }));
    expect((await download(url, dest, { sha256: SHA256 })).bytes).toBe(CONTENT.length);
  });

  test("a part with damage is thrown away and fetched again", async () => {
    const { url, requests } = await serving((request, response) =>
      sendFile(request, response, CONTENT, { etag: '"1"' }),
    );
    const dest = target();
    writeFileSync(`${dest}.part`, new Uint8Array(1000));
    writeFileSync(`${dest}.part.json`, JSON.stringify({ url, validator: '"1"' }));
    expect((await download(url, dest, { sha256: SHA256 })).sha256).toBe(SHA256);
    expect(requests.map((request) => request.range)).toEqual(["bytes=1000-", undefined]);
  });

  test("a server that says nothing counts as broken", async () => {
    const { url } = await serving(() => {});
    const error = await errorOf(download(url, target(), { idleTimeout: 50, retries: 1, ...QUICK }));
    expect(error.code).toBe("ERR_TORCHTS_NETWORK");
    expect(error.message).toContain("no answer");
  });

  test("a server that is not there", async () => {
    const { url, close } = await serving(() => {});
    await close();
    server = undefined;
    const error = await errorOf(download(url, target(), { retries: 1, ...QUICK }));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(/failed 2 times.*HTTPS_PROXY/);
  });
});

describe("answers that are not the file", () => {
  test.each([
    [404, "Check the address"],
    [403, "refused"],
  ])("status %i is not retried", async (status, words) => {
    const { url, requests } = await serving((_, response) => response.writeHead(status).end("no"));
    const dest = target();
    const error = await errorOf(download(url, dest, QUICK));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.code).toBe("ERR_TORCHTS_HTTP_STATUS");
    expect(error.message).toContain(String(status));
    expect(error.message).toContain(words);
    expect(requests).toHaveLength(1);
    expect(names(dest)).toEqual([]);
  });

  test("status 503 is retried", async () => {
    const { url, requests } = await serving((request, response, count) =>
      count < 3 ? response.writeHead(503).end() : sendFile(request, response, CONTENT),
    );
    await download(url, target(), { sha256: SHA256, ...QUICK });
    expect(requests).toHaveLength(3);
  });

  test("an HTML page is recognized, whatever it is called", async () => {
    const { url } = await serving((_, response) =>
      response
        .writeHead(200, { "content-type": "application/octet-stream" })
        .end("<!DOCTYPE html><title>Sign in</title>"),
    );
    const dest = target();
    const error = await errorOf(download(`${url}/weights.pth`, dest, QUICK));
    expect(error.code).toBe("ERR_TORCHTS_HTML");
    expect(existsSync(dest)).toBe(false);
  });

  test("a wrong hash throws the file away", async () => {
    const { url, requests } = await serving((request, response) => sendFile(request, response, CONTENT));
    const dest = target();
    const error = await errorOf(download(url, dest, { sha256Prefix: "00000000" }));
    expect(error.code).toBe("ERR_TORCHTS_HASH");
    expect(error.message).toContain(SHA256);
    expect(requests).toHaveLength(1);
    expect(names(dest)).toEqual([]);
  });

  test("redirects without end", async () => {
    const { url } = await serving((_, response) => response.writeHead(302, { location: "/again" }).end());
    expect((await errorOf(download(url, target()))).message).toContain("redirects");
  });

  test.each([
    ["ftp://example.org/x", DownloadError],
    ["not a url", ArgumentError],
  ])("%s is no address to fetch", async (given, expected) => {
    expect(await errorOf(download(given, target(), { retries: 0 }))).toBeInstanceOf(expected);
  });
});

describe("aborting", () => {
  test("keeps what came, and the next call goes on with it", async () => {
    const controller = new AbortController();
    const { url, requests } = await serving((request, response, count) => {
      if (count > 1) sendFile(request, response, CONTENT, { etag: '"1"' });
      else {
        response.writeHead(200, { "content-length": CONTENT.length, etag: '"1"' });
        response.write(CONTENT.subarray(0, 64_000));
      }
    });
    const dest = target();
    const work = errorOf(download(url, dest, { signal: controller.signal }));
    await vi.waitFor(() => expect(statSync(`${dest}.part`).size).toBe(64_000), { timeout: 10_000 });
    controller.abort();
    expect(await work).toBeInstanceOf(AbortError);
    expect(names(dest)).toEqual(["weights.pth.part", "weights.pth.part.json"]);
    await download(url, dest, { sha256: SHA256 });
    expect(requests[1]?.range).toBe("bytes=64000-");
  });

  test("while waiting for a retry or for another process", async () => {
    const { url } = await serving((_, response) => response.writeHead(503).end());
    const signal = () => AbortSignal.timeout(50);
    expect(await errorOf(download(url, target(), { signal: signal(), retryDelay: 60_000 }))).toBeInstanceOf(
      AbortError,
    );
    const dest = target();
    const release = await tryFileLock(dest);
    expect(await errorOf(download(url, dest, { signal: signal() }))).toBeInstanceOf(AbortError);
    await release?.();
  });
});

describe("several at once", () => {
  test("two calls for one file fetch it once", async () => {
    const { url, requests } = await serving((request, response) => sendFile(request, response, CONTENT));
    const dest = target();
    const results = await Promise.all([1, 2, 3].map(() => download(url, dest, { sha256: SHA256 })));
    expect(requests).toHaveLength(1);
    expect(results.filter((result) => result.downloaded)).toHaveLength(1);
    expect(names(dest)).toEqual(["weights.pth"]);
  });

  test("the lock of a process that died is taken over", async () => {
    const { url } = await serving((request, response) => sendFile(request, response, CONTENT));
    const dest = target();
    const child = fork("-e", [], { execArgv: ["-e", ""], stdio: "ignore" });
    await new Promise((resolve) => child.on("exit", resolve));
    const release = await tryFileLock(dest);
    const [claim = ""] = names(dest);
    await release?.();
    writeFileSync(path.join(path.dirname(dest), claim.replace(`.${process.pid}.`, `.${child.pid}.`)), "");
    expect((await download(url, dest)).downloaded).toBe(true);
    expect(names(dest)).toEqual(["weights.pth"]);
  });
});

describe("the environment", () => {
  test("TORCHTS_OFFLINE forbids the network but not what is there", async () => {
    const { url, requests } = await serving((request, response) => sendFile(request, response, CONTENT));
    vi.stubEnv("TORCHTS_OFFLINE", "1");
    const dest = target();
    const error = await errorOf(download(url, dest));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.code).toBe("ERR_TORCHTS_OFFLINE");
    writeFileSync(dest, CONTENT);
    expect((await download(url, dest, { sha256: SHA256 })).downloaded).toBe(false);
    expect(requests).toHaveLength(0);
  });

  test("TORCHTS_MIRROR stands in for download.pytorch.org", async () => {
    const { url, requests } = await serving((request, response) => sendFile(request, response, CONTENT));
    vi.stubEnv("TORCHTS_MIRROR", `${url}/mirror/`);
    await download("https://download.pytorch.org/models/resnet18.pth", target(), { sha256: SHA256 });
    expect(requests[0]?.path).toBe("/mirror/models/resnet18.pth");
  });

  test("TORCHTS_HOME is where weights are kept; the second time they are found", async () => {
    const { url, requests } = await serving((request, response) => sendFile(request, response, CONTENT));
    vi.stubEnv("TORCHTS_HOME", temporaryFolder());
    vi.stubEnv("TORCH_HOME", temporaryFolder());
    const name = `net-${SHA256.slice(0, 8)}.pth`;
    const first = await downloadWeights(`${url}/${name}`);
    expect(first).toBe(path.join(cacheDir(), "weights", name));
    expect(path.dirname(first)).toBe(weightsDir());
    expect(await downloadWeights(`${url}/${name}`)).toBe(first);
    expect(requests).toHaveLength(1);
    writeFileSync(first, "damaged");
    expect(readFileSync(await downloadWeights(`${url}/${name}`)).equals(CONTENT)).toBe(true);
    expect(requests).toHaveLength(2);
  });

  test("the hash in a file's name is checked", async () => {
    const { url } = await serving((request, response) => sendFile(request, response, CONTENT));
    vi.stubEnv("TORCHTS_HOME", temporaryFolder());
    vi.stubEnv("TORCH_HOME", temporaryFolder());
    expect((await errorOf(downloadWeights(`${url}/net-0123abcd.pth`))).code).toBe("ERR_TORCHTS_HASH");
  });

  test("what Python's torch.hub has fetched is used where it lies", async () => {
    const home = temporaryFolder();
    vi.stubEnv("TORCH_HOME", home);
    vi.stubEnv("TORCHTS_HOME", temporaryFolder());
    vi.stubEnv("TORCHTS_OFFLINE", "1");
    const name = `net-${SHA256.slice(0, 8)}.pth`;
    const there = path.join(home, "hub", "checkpoints", name);
    mkdirSync(path.dirname(there), { recursive: true });
    writeFileSync(there, CONTENT);
    expect(await downloadWeights(`https://download.pytorch.org/models/${name}`)).toBe(there);
    writeFileSync(there, "other");
    expect((await errorOf(downloadWeights(`https://download.pytorch.org/models/${name}`))).code).toBe(
      "ERR_TORCHTS_OFFLINE",
    );
  });

  test("a cache that cannot be written is named", async () => {
    const { url } = await serving((request, response) => sendFile(request, response, CONTENT));
    const blocked = target("file");
    writeFileSync(blocked, "");
    const error = await errorOf(download(url, path.join(blocked, "inside", "w.pth")));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain("TORCHTS_HOME");
  });
});
