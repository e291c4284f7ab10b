/**
 * One byte tensor over each storage of a parsed file, with a storage of its own as in the file: read into memory, or
 * where that is asked for, mapped.
 *
 * A mapped storage is copy-on-write: changing the tensor never changes the file, and nothing is read until it is used.
 * The file is mapped once, so that a thousand storages are still one mapping.
 */
import { FileFormatError, OutOfMemoryError } from "../native/errors.ts";
import { canReadParts, type FilePart, readParts } from "../tensor/file-parts.ts";
import { type Device, type DType, empty, fromBytes, mapFile, type Tensor } from "../tensor/index.ts";
import { storagePart } from "../tensor/mapped.ts";
import type { ParsedFile, StoredBytes } from "./checkpoint.ts";
import { type FileDType, swapBytes } from "./dtypes.ts";
import { checkAborted, endsEarly, noMemory, readExactly, yieldToEventLoop } from "./file-bytes.ts";

/** How storages become tensors. */
export interface StorageOptions {
  device: Device;
  /** Map storages that lie uncompressed and aligned in the file. */
  mmap: boolean;
  signal: AbortSignal | undefined;
}

/** A storage that tensors are to be made over. */
export interface NeededStorage {
  key: string;
  /** Element type the bytes will be seen as: it decides the alignment and the byte order. */
  dtype: FileDType;
}

/** Storages that lie close together are read together, up to so many bytes. */
const READ_TOGETHER = 8 << 20;
/** Bytes that are read into tensors at once. */
const READ_AT_ONCE = 16 << 20;
/** Bytes between two storages that are read along rather than asked for anew. */
const LARGEST_GAP = 4096;

interface Planned extends NeededStorage {
  stored: StoredBytes;
}

function allocated(file: string, nbytes: number): Tensor {
  try {
    return empty([nbytes], { dtype: "uint8" });
  } catch (cause) {
    if (!(cause instanceof OutOfMemoryError)) throw cause;
    throw noMemory(file, nbytes, cause);
  }
}

/** The memory behind a file's storages; `dispose` lets go of it, tensors made over it keep it alive. */
export class StorageTensors {
  readonly #parsed: ParsedFile;
  readonly #options: StorageOptions;
  /** Bytes of each storage, by key. */
  readonly #bytes = new Map<string, Tensor>();
  /** The same as elements of a dtype, by dtype and key. */
  readonly #typed = new Map<string, Tensor>();
  #mapping: Tensor | null = null;
  /** Where bytes lie on their way into a tensor. */
  #scratch: Uint8Array<ArrayBuffer> | null = null;

  constructor(parsed: ParsedFile, options: StorageOptions) {
    this.#parsed = parsed;
    this.#options = options;
  }

  /** Makes the bytes of storages available on the device. @throws FileFormatError, AbortError */
  async prepare(needed: readonly NeededStorage[]): Promise<void> {
    const plain: Planned[] = [];
    for (const one of needed) {
      checkAborted(this.#options.signal, "load");
      const stored = this.#parsed.storages.get(one.key);
      if (stored === undefined) throw new Error(`storage ${one.key} was not located`); // readers locate every storage
      if (this.#canMap(stored, one.dtype)) this.#keep(one.key, this.#mapped(stored));
      else if (stored.fileOffset === null || this.#isSwapped(one.dtype))
        await this.#readAlone({ ...one, stored });
      else plain.push({ ...one, stored });
    }
    plain.sort((a, b) => offsetOf(a) - offsetOf(b));
    if (canReadParts()) return this.#readDirectly(plain);
    for (let at = 0; at < plain.length; ) {
      const end = endOfRun(plain, at);
      await this.#readTogether(plain.slice(at, end));
      at = end;
    }
    this.#scratch = null;
  }

  /** A prepared storage as elements of the dtype; owned by this object. */
  typed(key: string, dtype: FileDType): Tensor {
    const name = `${dtype.name} ${key}`;
    const known = this.#typed.get(name);
    if (known !== undefined) return known;
    const bytes = this.#bytes.get(key);
    if (bytes === undefined) throw new Error(`storage ${key} was not prepared`); // materialize prepares all
    const whole = bytes.narrow(0, 0, bytes.numel() - (bytes.numel() % dtype.size));
    const typed = whole.view(dtype.name as DType); // materialize has refused dtypes that are none
    whole.dispose();
    this.#typed.set(name, typed);
    return typed;
  }

  /** Lets go of the memory. */
  dispose(): void {
    for (const tensor of [...this.#bytes.values(), ...this.#typed.values()]) tensor.dispose();
    this.#mapping?.dispose();
    this.#bytes.clear();
    this.#typed.clear();
    this.#mapping = null;
  }

  #keep(key: string, tensor: Tensor): void {
    const { device } = this.#options;
    this.#bytes.set(key, device === "cpu" ? tensor : tensor.to(device));
    if (device !== "cpu") tensor.dispose();
  }

  async #readAlone({ key, dtype, stored }: Planned): Promise<void> {
    const bytes = await stored.read(this.#options.signal);
    if (this.#isSwapped(dtype)) swapBytes(bytes, dtype.unit);
    this.#keep(key, fromBytes(bytes, "uint8", [bytes.length]));
  }

  /** Reads storages straight into their tensors, so much at once that a signal is heard and nothing else waits long. */
  async #readDirectly(plain: readonly Planned[]): Promise<void> {
    const { handle, file } = this.#parsed.source;
    let parts: FilePart[] = [];
    let held = 0;
    const read = async (): Promise<void> => {
      checkAborted(this.#options.signal, "load");
      const short = await readParts(handle.fd, parts);
      if (short !== null) throw endsEarly(file, short.position, short.length);
      [parts, held] = [[], 0];
    };
    const made: [string, Tensor][] = [];
    try {
      for (const one of plain) {
        const { nbytes } = one.stored;
        const tensor = allocated(file, nbytes);
        made.push([one.key, tensor]);
        for (let offset = 0; offset < nbytes; ) {
          const length = Math.min(nbytes - offset, READ_AT_ONCE - held);
          parts.push({ tensor, offset, position: offsetOf(one) + offset, length });
          [offset, held] = [offset + length, held + length];
          if (held === READ_AT_ONCE) await read();
        }
      }
      if (parts.length > 0) await read();
    } catch (error) {
      for (const [, tensor] of made) tensor.dispose();
      throw error;
    }
    for (const [key, tensor] of made) this.#keep(key, tensor);
  }

  /** Reads storages that lie one after another in the file. */
  async #readTogether(run: readonly Planned[]): Promise<void> {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return;
    const start = offsetOf(first);
    const length = offsetOf(last) + last.stored.nbytes - start;
    if (length > READ_TOGETHER) return this.#readAlone(first); // a run of one
    this.#scratch ??= new Uint8Array(READ_TOGETHER);
    const { handle, file } = this.#parsed.source;
    const bytes = await readExactly(handle, file, start, length, this.#options.signal, this.#scratch);
    for (const { key, stored } of run) {
      const at = (stored.fileOffset ?? 0) - start;
      this.#keep(key, fromBytes(bytes.subarray(at, at + stored.nbytes), "uint8", [stored.nbytes]));
    }
    await yieldToEventLoop();
  }

  #isSwapped(dtype: FileDType): boolean {
    return this.#parsed.bigEndian && dtype.unit > 1;
  }

  #canMap({ fileOffset, nbytes }: StoredBytes, dtype: FileDType): boolean {
    if (!this.#options.mmap || fileOffset === null || nbytes === 0) return false;
    return fileOffset % dtype.size === 0 && !this.#isSwapped(dtype);
  }

  #mapped(stored: StoredBytes): Tensor {
    const { file, size, handle } = this.#parsed.source;
    // By its descriptor, so that it is the file that was checked even where another took its name meanwhile.
    this.#mapping ??= mapFile(process.platform === "linux" ? `/proc/self/fd/${handle.fd}` : file);
    if (this.#mapping.numel() !== size) {
      const text = `${file}: the file changed its size while it was read. Load it again when it is complete.`;
      throw new FileFormatError(text, { file, operation: "load" });
    }
    return storagePart(this.#mapping, stored.fileOffset ?? 0, stored.nbytes);
  }
}

function offsetOf({ stored }: Planned): number {
  return stored.fileOffset ?? 0; // those without one are read alone
}

/** Where the storages that are read with the one at `from` end: at least one. */
function endOfRun(plain: readonly Planned[], from: number): number {
  const start = offsetOf(plain[from] as Planned);
  let reached = start;
  let at = from;
  for (; at < plain.length; at++) {
    const next = plain[at] as Planned;
    const end = Math.max(reached, offsetOf(next) + next.stored.nbytes);
    if (at > from && (offsetOf(next) - reached > LARGEST_GAP || end - start > READ_TOGETHER)) break;
    reached = end;
  }
  return at;
}
