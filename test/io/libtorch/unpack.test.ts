// Archives that lie: nothing of them may land outside the folder, and no damaged byte may pass.
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileFormatError } from "../../../lib/index.ts";
import { unpackZip } from "../../../lib/io/libtorch/unpack.ts";
import { type FakeEntry, makeZip, scratch } from "./fakes.ts";

const everything = { select: (name: string) => name };

function archiveOf(entries: readonly FakeEntry[]): { file: string; folder: string } {
  const file = join(scratch(), "a.zip");
  writeFileSync(file, makeZip(entries));
  return { file, folder: scratch() };
}

test.each([
  ["leads up", "../outside"],
  ["leads up from within", "a/../../outside"],
  ["is absolute", "/tmp/torchts-outside"],
  ["is absolute on Windows", "C:/outside"],
  ["leads up with backslashes", "..\\outside"],
])("a name that %s is refused", async (_kind, name) => {
  const { file, folder } = archiveOf([{ name, text: "x" }]);
  await expect(unpackZip(file, folder, everything)).rejects.toThrow(FileFormatError);
  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync(join(folder, "..", "outside"))).toBe(false);
});

test("a selection that leads out of the folder is refused too", async () => {
  const { file, folder } = archiveOf([{ name: "a", text: "x" }]);
  await expect(unpackZip(file, folder, { select: () => "../outside" })).rejects.toThrow(/leave the folder/);
});

test.each(["../../secret", "/etc/passwd"])("a link to %s is refused", async (target) => {
  const { file, folder } = archiveOf([{ name: "lib/link", text: target, mode: 0o120777 }]);
  await expect(unpackZip(file, folder, everything)).rejects.toThrow(/leads out of the folder/);
  expect(existsSync(join(folder, "lib", "link"))).toBe(false);
});

test.runIf(process.platform !== "win32")("a link within the folder is made", async () => {
  const { file, folder } = archiveOf([
    { name: "lib/link.so", text: "real.so.1", mode: 0o120777 },
    { name: "lib/real.so.1", text: "content" },
  ]);
  await unpackZip(file, folder, everything);
  expect(lstatSync(join(folder, "lib/link.so")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "lib/link.so"), "utf8")).toBe("content");
});

test("no file is written through a link", async () => {
  const { file, folder } = archiveOf([
    { name: "lib", text: ".", mode: 0o120777 },
    { name: "lib/file", text: "x" },
  ]);
  // The file comes first and makes a folder of that name, so that the link cannot take its place.
  await expect(unpackZip(file, folder, everything)).rejects.toThrow();
  expect(lstatSync(join(folder, "lib")).isDirectory()).toBe(true);
});

test("the same name twice is refused", async () => {
  const { file, folder } = archiveOf([
    { name: "a", text: "1" },
    { name: "a", text: "2" },
  ]);
  await expect(unpackZip(file, folder, everything)).rejects.toThrow(/twice/);
});

test("a byte that does not fit its checksum is noticed", async () => {
  const { file, folder } = archiveOf([{ name: "a", text: "content", crc: 1 }]);
  await expect(unpackZip(file, folder, everything)).rejects.toThrow(/checksum of a is wrong/);
});

test.each([
  ["local header", 42],
  ["size", 20],
])("a %s beyond the file's end is an error, not a crash", async (_what, field) => {
  const bytes = makeZip([{ name: "a", text: "content" }]);
  bytes.writeUInt32LE(0xfffffff0, bytes.indexOf("PK\x01\x02", 0, "latin1") + field);
  const file = join(scratch(), "a.zip");
  writeFileSync(file, bytes);
  await expect(unpackZip(file, scratch(), everything)).rejects.toThrow();
});

test("a zip64 offset beyond what numbers hold is an error, not a crash", async () => {
  const bytes = makeZip([{ name: "a", text: "content" }]);
  const end = bytes.indexOf("PK\x05\x06", 0, "latin1");
  const locator = Buffer.alloc(20);
  locator.write("PK\x06\x07", "latin1");
  locator.writeBigUInt64LE(0xfffffffffffffff0n, 8);
  locator.writeUInt32LE(1, 16);
  bytes.writeUInt16LE(0xffff, end + 8);
  bytes.writeUInt16LE(0xffff, end + 10);
  const file = join(scratch(), "a.zip");
  writeFileSync(file, Buffer.concat([bytes.subarray(0, end), locator, bytes.subarray(end)]));
  await expect(unpackZip(file, scratch(), everything)).rejects.toThrow(FileFormatError);
});

test("a file that is no archive is named", async () => {
  const file = join(scratch(), "page.zip");
  writeFileSync(file, "<html>sign in</html>");
  await expect(unpackZip(file, scratch(), everything)).rejects.toMatchObject({ file });
});

test("an abort stops it", async () => {
  const { file, folder } = archiveOf([{ name: "a", text: "x" }]);
  const signal = AbortSignal.abort();
  await expect(unpackZip(file, folder, { ...everything, signal })).rejects.toThrow(/abort/i);
});
