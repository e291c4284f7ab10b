/**
 * The container that `torch.save` wrote before PyTorch 1.6 (and `_use_new_zipfile_serialization=False` since).
 *
 * Five pickles in a row (magic number, protocol version, system facts, the values, the keys of the storages), then
 * each storage in the order of the keys: its number of elements as int64, its raw bytes.
 */
import type { FileHandle } from "node:fs/promises";
import { FileFormatError } from "../native/errors.ts";
import { Budget } from "./budget.ts";
import type { ParsedFile, ParseOptions, StoredBytes } from "./checkpoint.ts";
import { clip } from "./clip.ts";
import { checkAborted, type OpenFile, readExactly, yieldToEventLoop } from "./file-bytes.ts";
import { allowListHost, GlobalContext, notReadError } from "./pickle-globals.ts";
import type { PickleHost } from "./pickle-host.ts";
import { asText } from "./pickle-text.ts";
import { PickledDict, type StorageRef } from "./pickle-values.ts";
import { parseStorageId } from "./storage-id.ts";
import { unpickle } from "./unpickle.ts";

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
/** First piece that is read of the pickles; doubled until they end. */
const FIRST_PIECE = 1 << 20;

/** Storages located between two looks at the event loop: a few milliseconds. */
const STORAGES_PER_TURN = 1000;

/** Whether these first bytes are those of a legacy container. */
export function isPthLegacy(head: Uint8Array): boolean {
  // PROTO n, LONG1 10, the magic number little-endian
  const magic = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];
  return (
    head[0] === 0x80 && head[2] === 0x8a && head[3] === 10 && magic.every((byte, i) => head[4 + i] === byte)
  );
}

/**
 * Reads the structure of a legacy `.pth` file: its values, and where each storage lies.
 *
 * @throws FileFormatError if it is truncated, damaged or hostile
 */
export async function parsePthLegacy(source: OpenFile, options: ParseOptions): Promise<ParsedFile> {
  const { signal } = options;
  const { file, handle, size } = source;
  const reader = new PickleSequence(handle, file, size, signal);
  const refs = new Map<string, StorageRef>();
  const context = new GlobalContext(file, new Budget(file, size), options.unknown);
  const host = allowListHost(context, (id) => {
    const ref = parseStorageId(file, id);
    const known = refs.get(ref.key);
    if (known !== undefined && (known.nbytes !== ref.nbytes || known.dtype !== ref.dtype)) {
      fail(file, `storage ${ref.key} is described in two ways`);
    }
    refs.set(ref.key, ref);
    return ref;
  });

  if ((await reader.next(host)) !== MAGIC) fail(file, "its magic number is wrong");
  const protocol = await reader.next(host);
  if (protocol !== PROTOCOL)
    fail(file, `its format version is ${clip(String(protocol), 20)}, not ${PROTOCOL}`);
  const facts = await reader.next(host);
  const bigEndian = facts instanceof PickledDict && facts.entries.get("little_endian") === false;
  const root = await reader.next(host);
  const keys = await reader.next(host);
  // how long such a storage is, and so where the next one starts, is not known
  if (context.refused !== null) throw notReadError(file, context.refused);
  if (!Array.isArray(keys)) fail(file, "its list of storages is missing");

  const storages = await locateStorages({
    handle,
    file,
    size,
    position: reader.position,
    keys,
    refs,
    signal,
  });
  return {
    format: "pth-legacy",
    root,
    storages,
    bigEndian,
    metadata: new Map(),
    source,
  };
}

function fail(file: string, message: string): never {
  throw new FileFormatError(
    `${file}: ${message}. The file is truncated or corrupt: fetch or copy it again.`,
    {
      file,
      operation: "load",
    },
  );
}

/** Reads pickles that follow one another from the start of a file. */
class PickleSequence {
  readonly #handle: FileHandle;
  readonly #file: string;
  readonly #size: number;
  readonly #signal: AbortSignal | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  #position = 0;

  constructor(handle: FileHandle, file: string, size: number, signal: AbortSignal | undefined) {
    this.#handle = handle;
    this.#file = file;
    this.#size = size;
    this.#signal = signal;
  }

  /** Offset in the file after the last pickle. */
  get position(): number {
    return this.#position;
  }

  async next(host: PickleHost): Promise<unknown> {
    const source = {
      bytes: this.#bytes,
      position: this.#position,
      more: async (current: Uint8Array) => {
        if (current.length >= this.#size) return null;
        const length = Math.min(this.#size, Math.max(FIRST_PIECE, 2 * current.length));
        return readExactly(this.#handle, this.#file, 0, length, this.#signal);
      },
    };
    const { value, end, bytes } = await unpickle(host, source, this.#signal);
    this.#bytes = bytes;
    this.#position = end;
    return value;
  }
}

async function locateStorages(about: {
  handle: FileHandle;
  file: string;
  size: number;
  position: number;
  keys: readonly unknown[];
  refs: ReadonlyMap<string, StorageRef>;
  signal: AbortSignal | undefined;
}): Promise<Map<string, StoredBytes>> {
  const { handle, file, size, keys, refs } = about;
  const storages = new Map<string, StoredBytes>();
  let position = about.position;
  for (const rawKey of keys) {
    const key = asText(rawKey);
    const ref = key === null ? undefined : refs.get(key);
    if (key === null || ref === undefined)
      return fail(file, `storage ${String(rawKey).slice(0, 80)} is not described`);
    if (storages.has(key)) fail(file, `storage ${key} occurs twice`);
    if (storages.size % STORAGES_PER_TURN === STORAGES_PER_TURN - 1) {
      checkAborted(about.signal, "load");
      await yieldToEventLoop();
    }

    const head = await readExactly(handle, file, position, 8);
    const numel = new DataView(head.buffer).getBigInt64(0, true); // always little-endian, whatever the data is
    const elementSize = BigInt(ref.dtype?.size ?? 1);
    if (numel * elementSize !== BigInt(ref.nbytes)) {
      fail(file, `storage ${key} should have ${ref.nbytes} bytes, but has ${numel * elementSize}`);
    }
    const fileOffset = position + 8;
    position = fileOffset + ref.nbytes;
    if (position > size) fail(file, `storage ${key} ends at byte ${position}, the file at ${size}`);
    const { nbytes } = ref;
    storages.set(key, {
      nbytes,
      fileOffset,
      read: (signal) => readExactly(handle, file, fileOffset, nbytes, signal),
    });
  }
  for (const key of refs.keys()) if (!storages.has(key)) fail(file, `storage ${key} is missing`);
  return storages;
}
