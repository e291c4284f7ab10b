/**
 * The central directory of a zip archive: names, sizes and places of its entries, as the file claims them.
 *
 * Every number is checked against the file before it is used. What lies at an entry's place is zip-reader.ts.
 * Source: PKWARE's APPNOTE 6.3.
 */
import { FileFormatError } from "../native/errors.ts";
import { clip } from "./clip.ts";
import { checkAborted, type OpenFile, readExactly, yieldToEventLoop } from "./file-bytes.ts";

/** What the directory says of one entry. */
export interface ZipEntry {
  readonly name: string;
  /** Unpacked and packed length in bytes. */
  readonly size: number;
  readonly packedSize: number;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  /** Where its local header starts in the file. */
  readonly headerOffset: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
const MAX16 = 0xffff;
const MAX32 = 0xffffffff;
/** Id of the extra field with 64-bit sizes and offsets. */
const EXTRA64 = 1;
/** Flags of entries that are encrypted, or whose header is. */
const ENCRYPTED = 1 | (1 << 13);

/** Entries beyond this are refused; a state dict has one per tensor. */
const MAX_ENTRIES = 1_000_000;
/** Longest directory that is read: so many entries with long names. */
const MAX_DIRECTORY_BYTES = 256 << 20;
/** Entries between two looks at the event loop: a few milliseconds. */
const ENTRIES_PER_TURN = 10_000;

/** Refuses a damaged file. */
export function damaged(file: string, message: string, cause?: unknown): never {
  throw new FileFormatError(
    `${file}: ${clip(message, 400)}. The file is truncated or corrupt: fetch or copy it again.`,
    {
      file,
      operation: "load",
      cause,
    },
  );
}

/** Where the directory lies. */
interface Place {
  count: number;
  start: number;
  length: number;
}

/**
 * Reads the directory of a zip file.
 *
 * @returns its entries by name, in order
 * @throws FileFormatError if it is damaged, names an entry twice or is absurdly long; AbortError
 */
export async function readZipDirectory(
  source: OpenFile,
  signal?: AbortSignal,
): Promise<Map<string, ZipEntry>> {
  const { file, handle, size } = source;
  const tailBytes = Math.min(size, LONGEST_COMMENT + END_BYTES + LOCATOR64_BYTES);
  const tailStart = size - tailBytes;
  const tail = buffer(await readExactly(handle, file, tailStart, tailBytes, signal));
  const end = findEnd(source, tail);
  const place = (await findEnd64(source, tail, end)) ?? {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    start: tail.readUInt32LE(end + 16),
  };
  const { count, start, length } = place;
  if (count > MAX_ENTRIES) broken(file, `it claims ${count} entries`);
  if (start + length > tailStart + end)
    broken(file, `its directory of ${length} bytes at ${start} does not lie before byte ${tailStart + end}`);
  if (length > MAX_DIRECTORY_BYTES) broken(file, `its directory claims ${length} bytes`);
  if (count * CENTRAL_BYTES > length) broken(file, `its directory is too short for ${count} entries`);

  const directory =
    start >= tailStart
      ? tail.subarray(start - tailStart, start - tailStart + length)
      : buffer(await readExactly(handle, file, start, length, signal));
  return readEntries(source, directory, count, signal);
}

/** Position in `tail` of the last record that ends the file with its comment. */
function findEnd({ file }: OpenFile, tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const disk = tail.readUInt16LE(at + 4);
    if (disk !== 0 && disk !== MAX16) broken(file, `it is part ${disk} of an archive in several files`);
    return at;
  }
  return broken(file, "it has no end-of-directory record");
}

/** What the 64-bit end record says, if the archive has one. */
async function findEnd64(source: OpenFile, tail: Buffer, end: number): Promise<Place | null> {
  const { file, handle, size } = source;
  const needed =
    tail.readUInt16LE(end + 10) === MAX16 ||
    tail.readUInt32LE(end + 12) === MAX32 ||
    tail.readUInt32LE(end + 16) === MAX32;
  const locator = end - LOCATOR64_BYTES;
  if (!needed || locator < 0 || tail.readUInt32LE(locator) !== LOCATOR64) return null;

  const at = uint64(source, tail, locator + 8);
  if (at + END64_BYTES > size - tail.length + locator)
    broken(file, `its 64-bit end record at ${at} does not lie before its locator`);
  const record = buffer(await readExactly(handle, file, at, END64_BYTES));
  if (record.readUInt32LE(0) !== END64) broken(file, `there is no 64-bit end record at ${at}`);
  return {
    count: uint64(source, record, 32),
    length: uint64(source, record, 40),
    start: uint64(source, record, 48),
  };
}

async function readEntries(
  source: OpenFile,
  directory: Buffer,
  count: number,
  signal: AbortSignal | undefined,
): Promise<Map<string, ZipEntry>> {
  const { file } = source;
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (i % ENTRIES_PER_TURN === ENTRIES_PER_TURN - 1) {
      checkAborted(signal, "load");
      await yieldToEventLoop();
    }
    if (at + CENTRAL_BYTES > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      broken(file, `there is no directory entry ${i} of ${count}`);
    const nameEnd = at + CENTRAL_BYTES + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const next = extraEnd + directory.readUInt16LE(at + 32);
    if (next > directory.length) broken(file, `directory entry ${i} is longer than the directory`);

    const entry = readEntry(source, directory, at, nameEnd, extraEnd);
    if (entries.has(entry.name)) damaged(file, `it holds ${clip(entry.name)} twice`);
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

/** The entry whose record starts at `at`; its name and extra fields end inside the directory. */
function readEntry(
  source: OpenFile,
  directory: Buffer,
  at: number,
  nameEnd: number,
  extraEnd: number,
): ZipEntry {
  let packedSize = directory.readUInt32LE(at + 20);
  let size = directory.readUInt32LE(at + 24);
  let headerOffset = directory.readUInt32LE(at + 42);
  const name = directory.toString("utf8", at + CENTRAL_BYTES, nameEnd);
  if (size === MAX32 || packedSize === MAX32 || headerOffset === MAX32) {
    // the extra field holds those of the three that did not fit, in this order
    let [field, end] = extra64(source, directory, nameEnd, extraEnd);
    const wide = (): number => {
      if (field + 8 > end) broken(source.file, `${clip(name)} lacks a 64-bit size or offset`);
      field += 8;
      return uint64(source, directory, field - 8);
    };
    if (size === MAX32) size = wide();
    if (packedSize === MAX32) packedSize = wide();
    if (headerOffset === MAX32) headerOffset = wide();
  }
  return {
    name,
    size,
    packedSize,
    method: directory.readUInt16LE(at + 10),
    encrypted: (directory.readUInt16LE(at + 8) & ENCRYPTED) !== 0,
    crc: directory.readUInt32LE(at + 16),
    headerOffset,
  };
}

/** Start and end of the 64-bit extra field between two positions; empty if there is none. */
function extra64({ file }: OpenFile, directory: Buffer, start: number, end: number): [number, number] {
  let at = start;
  while (at + 4 <= end) {
    const fieldEnd = at + 4 + directory.readUInt16LE(at + 2);
    if (fieldEnd > end) broken(file, "an extra field is longer than its entry");
    if (directory.readUInt16LE(at) === EXTRA64) return [at + 4, fieldEnd];
    at = fieldEnd;
  }
  return [end, end];
}

function uint64({ file }: OpenFile, bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) broken(file, `it refers to byte ${value}`);
  return Number(value);
}

/** The same bytes with Node's readers of numbers. */
function buffer(bytes: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function broken(file: string, message: string): never {
  return damaged(file, `its zip archive is damaged: ${message}`);
}
