/**
 * Unpacks zip archives (wheels are such) into a folder, trusting nothing in them: no entry leaves the folder, no
 * file is written through a link, and every byte is checked against the archive's CRC-32.
 *
 * Atomicity is the caller's: it gives a folder that counts for nothing until it is renamed.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, statfs, symlink } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { FileFormatError, LibtorchError } from "../../native/errors.ts";
import { CheckedReader } from "./checked-reader.ts";

/** Options of `unpackZip`. */
export interface UnpackOptions {
  /** Path below the folder for an entry's name, or null to leave it out. */
  select(name: string): string | null;
  /** Called after each piece with the bytes written so far and those to write. */
  onProgress?: (written: number, total: number) => void;
  signal?: AbortSignal;
}

const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const LONGEST_LINK = 4096;

interface Planned {
  entry: Entry;
  path: string;
  mode: number;
}

/**
 * Unpacks the selected entries of a zip file.
 *
 * @returns SHA-256 in hex of each file written, by its name in the archive
 * @throws FileFormatError for a damaged or hostile archive; LibtorchError `ERR_TORCHTS_CACHE` where the disk has
 *   not enough room; errors of the file system
 */
export async function unpackZip(
  file: string,
  folder: string,
  options: UnpackOptions,
): Promise<Map<string, string>> {
  const { zip, close } = await openZip(file);
  try {
    const planned = await plan(zip, file, folder, options);
    const total = planned.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    await checkRoom(folder, total);

    const hashes = new Map<string, string>();
    let written = 0;
    const count = (bytes: number): void => {
      written += bytes;
      options.onProgress?.(written, total);
    };
    const links = planned.filter(({ mode }) => (mode & FILE_TYPE) === SYMLINK);
    for (const item of planned) {
      options.signal?.throwIfAborted();
      if (links.includes(item)) continue;
      hashes.set(item.entry.fileName, await writeEntry(zip, file, item, count, options.signal));
    }
    // Links come last, so that no file can be written through one.
    for (const item of links) await writeLink(zip, file, folder, item);
    return hashes;
  } finally {
    await close();
  }
}

/** The text of one entry of a zip file, or null. */
export async function readZipText(file: string, matches: (name: string) => boolean): Promise<string | null> {
  const { zip, close } = await openZip(file);
  try {
    for await (const entry of entries(zip, file)) {
      if (!matches(entry.fileName)) continue;
      const chunks: Uint8Array[] = [];
      for await (const chunk of await openEntry(zip, entry, file)) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks).toString("utf8");
    }
    return null;
  } finally {
    await close();
  }
}

/** Streams entries as well, from positions that lie within the file. */
class StreamingReader extends CheckedReader {
  readonly #file: string;
  readonly #length: number;

  constructor(handle: FileHandle, file: string, length: number) {
    super(handle, length);
    this.#file = file;
    this.#length = length;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (!(start >= 0 && end >= start && end <= this.#length)) {
      return Readable.from(
        failing(new Error(`it refers to bytes ${start} to ${end}, but ends at ${this.#length}`)),
      );
    }
    return start === end ? Readable.from([]) : createReadStream(this.#file, { start, end: end - 1 });
  }
}

// biome-ignore lint/correctness/useYield: it is an iterator that fails at its first step
async function* failing(error: Error): AsyncGenerator<never> {
  throw error;
}

interface OpenZip {
  zip: ZipFile;
  close(): Promise<void>;
}

async function openZip(file: string): Promise<OpenZip> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const reader = new StreamingReader(handle, file, size);
    const zip = await fromRandomAccessReaderPromise(reader, size, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
    });
    return { zip, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? damaged(file, (error as Error).message, error)
      : error;
  }
}

async function* entries(zip: ZipFile, file: string): AsyncGenerator<Entry> {
  for (let left = zip.entryCount; left > 0; left--) {
    yield await new Promise<Entry>((fulfil, reject) => {
      const onEntry = (entry: Entry): void => {
        zip.removeListener("error", onError);
        fulfil(entry);
      };
      const onError = (error: Error): void => {
        zip.removeListener("entry", onEntry);
        reject(damaged(file, error.message, error));
      };
      zip.once("entry", onEntry);
      zip.once("error", onError);
      zip.readEntry();
    });
  }
}

async function plan(zip: ZipFile, file: string, folder: string, options: UnpackOptions): Promise<Planned[]> {
  const planned: Planned[] = [];
  const taken = new Set<string>();
  for await (const entry of entries(zip, file)) {
    if (entry.fileName.endsWith("/")) continue;
    const target = options.select(entry.fileName);
    if (target === null) continue;
    const path = inside(folder, target);
    if (path === null)
      throw damaged(file, `its entry ${JSON.stringify(entry.fileName)} would leave the folder`);
    // Two names that differ in case only are one file on macOS and Windows.
    const key = process.platform === "linux" ? path : path.toLowerCase();
    if (taken.has(key)) throw damaged(file, `it holds ${JSON.stringify(entry.fileName)} twice`);
    taken.add(key);
    planned.push({ entry, path, mode: entry.externalFileAttributes >>> 16 });
  }
  return planned;
}

/** A path below a folder, or null if it would lie outside. */
function inside(folder: string, target: string): string | null {
  const path = resolve(folder, target);
  const way = relative(resolve(folder), path);
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way ? null : path;
}

function openEntry(zip: ZipFile, entry: Entry, file: string): Promise<NodeJS.ReadableStream> {
  return new Promise((fulfil, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) reject(damaged(file, error?.message ?? "an entry cannot be read", error));
      else fulfil(stream);
    });
  });
}

async function writeEntry(
  zip: ZipFile,
  file: string,
  { entry, path, mode }: Planned,
  count: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const source = await openEntry(zip, entry, file);
  const hash = createHash("sha256");
  let crc = 0;
  const check = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      crc = crc32(chunk, crc);
      count(chunk.length);
      done(null, chunk);
    },
  });
  try {
    const permissions = (mode & 0o111) === 0 ? 0o644 : 0o755;
    await pipeline(source, check, createWriteStream(path, { flags: "wx", mode: permissions }), { signal });
  } catch (error) {
    // What is neither the file system's nor an abort comes from inflating the archive's bytes.
    const { syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined && !signal?.aborted) {
      throw damaged(file, `${entry.fileName}: ${(error as Error).message}`, error);
    }
    throw error;
  }
  if (crc >>> 0 !== entry.crc32 >>> 0) throw damaged(file, `the checksum of ${entry.fileName} is wrong`);
  return hash.digest("hex");
}

async function writeLink(
  zip: ZipFile,
  file: string,
  folder: string,
  { entry, path }: Planned,
): Promise<void> {
  if (entry.uncompressedSize > LONGEST_LINK)
    throw damaged(file, `${entry.fileName} is a link of impossible length`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of await openEntry(zip, entry, file)) chunks.push(chunk as Uint8Array);
  const target = Buffer.concat(chunks).toString("utf8");
  if (inside(folder, relative(folder, resolve(dirname(path), target))) === null) {
    throw damaged(file, `its link ${entry.fileName} leads out of the folder`);
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  await symlink(target, path);
}

/**
 * Stops before the first byte where a disk has less room than is needed.
 *
 * @throws LibtorchError `ERR_TORCHTS_CACHE`
 */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  if (free >= bytes) return;
  const mb = (n: number): string => `${Math.ceil(n / 1e6).toLocaleString("en")} MB`;
  throw new LibtorchError(
    `The disk is full: unpacking libtorch needs ${mb(bytes)} in ${folder}, and ${mb(free)} are free. ` +
      "Free some space, or set TORCHTS_HOME to a folder on another disk.",
    { code: "ERR_TORCHTS_CACHE", file: folder },
  );
}

/**
 * Checks what was unpacked of a wheel against its RECORD, which lists each file's SHA-256.
 *
 * @throws FileFormatError
 */
export async function checkAgainstRecord(wheel: string, hashes: ReadonlyMap<string, string>): Promise<void> {
  const record = await readZipText(wheel, (name) => name.endsWith(".dist-info/RECORD"));
  if (record === null) throw damaged(wheel, "it has no RECORD, so it is not a wheel");
  const listed = new Map<string, string>();
  for (const line of record.split(/\r?\n/)) {
    const match = /^"?(.+?)"?,sha256=([\w-]+)=*,/.exec(line);
    if (match?.[1] && match[2]) listed.set(match[1], Buffer.from(match[2], "base64url").toString("hex"));
  }
  for (const [name, hash] of hashes) {
    if (name.endsWith(".dist-info/RECORD")) continue;
    if (listed.get(name) !== hash) throw damaged(wheel, `${name} is not the file that its RECORD names`);
  }
}

function damaged(file: string, why: string, cause?: unknown): FileFormatError {
  return new FileFormatError(
    `${file} cannot be unpacked: ${why}. It may be truncated or altered: fetch it again.`,
    { file, cause, operation: "installLibtorch" },
  );
}
