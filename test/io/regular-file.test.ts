/** Files that are read are regular ones; nothing else is waited for. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRegular, readRegular } from "../../lib/io/regular-file.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "torchts-regular-"));
});
afterAll(() => rm(folder, { recursive: true }));

const refusal = (text: string) =>
  expect.objectContaining({ code: "ERR_TORCHTS_FILE_FORMAT", message: expect.stringContaining(text) });

describe.skipIf(process.platform === "win32")("what is no regular file is refused at once", () => {
  test("a named pipe, also through a link", async () => {
    const pipe = join(folder, "image.png");
    execFileSync("mkfifo", [pipe]);
    await symlink(pipe, join(folder, "link.png"));
    for (const path of [pipe, join(folder, "link.png")]) {
      await expect(openRegular(path)).rejects.toEqual(refusal("is a named pipe, not a regular file"));
      await expect(readRegular(path)).rejects.toEqual(refusal(path));
    }
  });

  test("a socket", async () => {
    const path = join(folder, "socket");
    const server = createServer().listen(path);
    await new Promise((resolve) => server.once("listening", resolve));
    await expect(openRegular(path)).rejects.toEqual(refusal("is a socket"));
    await new Promise((resolve) => server.close(resolve));
  });

  test("a device and a folder", async () => {
    await mkdir(join(folder, "sub"));
    await expect(readRegular("/dev/zero")).rejects.toEqual(refusal("is a device"));
    await expect(readRegular(join(folder, "sub"))).rejects.toEqual(refusal("is a folder"));
  });
});

test("a regular file gives its bytes, also through a link; a missing one Node's error", async () => {
  const path = join(folder, "bytes");
  await writeFile(path, Uint8Array.of(1, 2, 3));
  await symlink(path, join(folder, "link"));
  expect([...(await readRegular(join(folder, "link")))]).toEqual([1, 2, 3]);
  await expect(readRegular(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("an aborted signal stops the reading", async () => {
  const path = join(folder, "signal");
  await writeFile(path, "text");
  await expect(readRegular(path, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
});
