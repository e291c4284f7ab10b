/**
 * One-dimensional byte tensors over the storages of a parsed file: mapped where possible, else read.
 *
 * A mapped storage is copy-on-write: changing the tensor never changes the file, and nothing is read until it
 * is used. The whole file is mapped once, so that a thousand storages are still one mapping.
 */
import { FileFormatError } from "../native/errors.ts";
import { type Device, type DType, fromBytes, mapFile, type Tensor } from "../tensor/index.ts";
import type { ParsedFile, StoredBytes } from "./checkpoint.ts";
import { type FileDType, swapBytes } from "./dtypes.ts";
import { checkAborted } from "./file-bytes.ts";

/** How storages become tensors. */
export interface StorageOptions {
  device: Device;
  /** Map storages that lie uncompressed and aligned in the file. */
  mmap: boolean;
  signal: AbortSignal | undefined;
}

/** A stretch of a 1-D tensor, in its elements. */
export interface TypedStorage {
  /** Owned by the StorageTensors it came from. */
  base: Tensor;
  /** Where the storage starts in `base`. */
  offset: number;
}

/** The memory behind a file's storages; `dispose` lets go of it, tensors made over it keep it alive. */
export class StorageTensors {
  readonly #parsed: ParsedFile;
  readonly #options: StorageOptions;
  /** Bytes of storages that are not mapped, by key. */
  readonly #read = new Map<string, Tensor>();
  readonly #mapped = new Map<string, StoredBytes>();
  /** Typed views of the whole mapping and of storages that were read. */
  readonly #typed = new Map<string, Tensor>();
  #mapping: Tensor | null = null;

  constructor(parsed: ParsedFile, options: StorageOptions) {
    this.#parsed = parsed;
    this.#options = options;
  }

  /**
   * Makes a storage's bytes available on the device.
   *
   * @param dtype element type the bytes will be seen as: it decides the alignment and the byte order
   */
  async prepare(key: string, dtype: FileDType): Promise<void> {
    const { signal, device } = this.#options;
    checkAborted(signal, "load");
    const stored = this.#parsed.storages.get(key);
    if (stored === undefined) throw new Error(`storage ${key} was not located`); // readers locate every storage
    const mappable = this.#canMap(stored, dtype);
    if (mappable && device === "cpu") {
      this.#mapped.set(key, stored);
      return;
    }
    let tensor: Tensor;
    if (mappable) tensor = this.#map().narrow(0, stored.fileOffset ?? 0, stored.nbytes);
    else {
      const bytes = await stored.read(signal);
      if (this.#parsed.bigEndian && dtype.unit > 1) swapBytes(bytes, dtype.unit);
      tensor = fromBytes(bytes, "uint8", [bytes.length]);
    }
    if (device !== "cpu") {
      const onHost = tensor;
      tensor = onHost.to(device);
      onHost.dispose();
    }
    this.#read.set(key, tensor);
  }

  /** A prepared storage as elements of the dtype. */
  typed(key: string, dtype: FileDType): TypedStorage {
    const stored = this.#mapped.get(key);
    if (stored?.fileOffset != null) {
      const base = this.#view(dtype.name, this.#map(), dtype);
      return { base, offset: stored.fileOffset / dtype.size };
    }
    const bytes = this.#read.get(key);
    if (bytes === undefined) throw new Error(`storage ${key} was not prepared`); // materialize prepares all
    return { base: this.#view(`${dtype.name} ${key}`, bytes, dtype), offset: 0 };
  }

  /** Lets go of the memory. */
  dispose(): void {
    for (const tensor of [...this.#read.values(), ...this.#typed.values()]) tensor.dispose();
    this.#mapping?.dispose();
    this.#read.clear();
    this.#mapped.clear();
    this.#typed.clear();
    this.#mapping = null;
  }

  /** Bytes as whole elements of a dtype, made once per name. */
  #view(name: string, bytes: Tensor, dtype: FileDType): Tensor {
    const known = this.#typed.get(name);
    if (known !== undefined) return known;
    const whole = bytes.narrow(0, 0, bytes.numel() - (bytes.numel() % dtype.size));
    const typed = whole.view(dtype.name as DType); // materialize has refused dtypes that are none
    whole.dispose();
    this.#typed.set(name, typed);
    return typed;
  }

  #canMap({ fileOffset, nbytes }: StoredBytes, dtype: FileDType): boolean {
    if (!this.#options.mmap || fileOffset === null || nbytes === 0) return false;
    return fileOffset % dtype.size === 0 && !(this.#parsed.bigEndian && dtype.unit > 1);
  }

  #map(): Tensor {
    const { file, fileSize } = this.#parsed;
    this.#mapping ??= mapFile(file);
    if (this.#mapping.numel() !== fileSize) {
      const text = `${file}: the file changed its size while it was read. Load it again when it is complete.`;
      throw new FileFormatError(text, { file, operation: "load" });
    }
    return this.#mapping;
  }
}
