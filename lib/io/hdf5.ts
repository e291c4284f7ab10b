/** HDF5 files by h5wasm, the HDF5 library compiled to WebAssembly, which is loaded when the first such file is read. */

import { copyFile, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { abortSignal, listed, listOf, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError, FileFormatError, TorchtsError } from "../native/errors.ts";
import { type DType, fromBytes, type Tensor } from "../tensor/index.ts";
import { clip } from "./clip.ts";
import { pathKind } from "./entries.ts";
import { checkAborted, openForReading, readExactly } from "./file-bytes.ts";

/** Options of {@link loadHdf5}. */
export interface LoadHdf5Options {
  /** Paths of the arrays to read, as "images" or "study/volume". Default: all that hold numbers. */
  names?: readonly string[];
  signal?: AbortSignal;
}

const LOAD = signature<LoadHdf5Options>("io.loadHdf5", {
  takes: { path: pathKind },
  options: { names: listOf(string), signal: abortSignal },
  advice: {
    keys: "they are called names",
    datasets: "they are called names",
    device: "move the tensors afterwards",
  },
});

/** "\x89HDF", with which such files begin, but for those with a block of the user's before it. */
const MAGIC = [0x89, 0x48, 0x44, 0x46];
/** What a file's arrays may unpack to in all: so much, and so many times its size. */
const UNPACKED_BASE = 2 ** 26;
const UNPACKED_RATIO = 100;
/** Groups within groups. */
const MOST_LEVELS = 32;
const [INTEGER, FLOATING, ENUMERATION] = [0, 1, 8];

type H5 = typeof import("h5wasm/node");
type H5Dataset = InstanceType<H5["Dataset"]>;

const INTEGERS: Readonly<
  Record<string, [DType, new (length: number) => ArrayBufferView & { set(from: never): void }]>
> = {
  int8: ["int8", Int8Array],
  int16: ["int16", Int16Array],
  int32: ["int32", Int32Array],
  int64: ["int64", BigInt64Array],
  uint8: ["uint8", Uint8Array],
  uint16: ["uint16", Uint16Array],
  uint32: ["uint32", Uint32Array],
  uint64: ["uint64", BigUint64Array],
};

/**
 * Files that the library holds open for good, because it was stopped within them; it knows them by this. Were one mended in its
 * place, it would be read as it was: so it is read as a copy.
 */
const stuck = new Set<string>();

let loaded: Promise<H5> | undefined;

async function library(): Promise<H5> {
  loaded ??= import("h5wasm/node").then(async (h5) => {
    const module = await h5.ready;
    // Else what cannot be read would be whatever lay in memory, and a report on the console.
    (module as unknown as { activate_throwing_error_handler(): void }).activate_throwing_error_handler();
    return h5;
  });
  return loaded;
}

/**
 * Reads the arrays of numbers in an HDF5 file, by their paths: integers, float32, float64 and h5py's booleans, packed with gzip or
 * not, in either byte order. Links that lead out of the file are not followed.
 *
 * Texts and records are passed over, and refused where `names` has them. Throws FileFormatError if the file is of another format,
 * damaged, packed with a filter that is not part of HDF5 (LZF, Blosc), holds float16, or unpacks to far more than it has; ArgumentError for a name that it does not have or where it cannot be opened.
 *
 * @example
 * const arrays = await io.loadHdf5("camelyonpatch_train_x.h5", { names: ["x"] });
 */
export async function loadHdf5(path: string, ...rest: Rest<LoadHdf5Options>): Promise<Map<string, Tensor>> {
  const { names, signal } = LOAD.read(rest);
  LOAD.check(path);
  const fail = (message: string, cause?: unknown): never => {
    throw new FileFormatError(`io.loadHdf5: ${path}: ${message}`, {
      cause,
      file: path,
      operation: "io.loadHdf5",
    });
  };
  const { handle, size } = await openForReading(path);
  const [head, { dev, ino }] = await Promise.all([
    readExactly(handle, path, 0, Math.min(4, size), signal),
    handle.stat({ bigint: true }),
  ]).finally(() => handle.close());
  if (!MAGIC.every((byte, i) => head[i] === byte)) fail("it is no HDF5 file.");
  const h5 = await library();
  const made = new Map<string, Tensor>();
  const key = `${dev}:${ino}`;
  let file: InstanceType<H5["File"]> | undefined;
  let folder: string | undefined;
  try {
    let real = await realpath(path);
    if (stuck.has(key)) {
      folder = await mkdtemp(join(tmpdir(), "torchts-hdf5-"));
      await copyFile(real, join(folder, "copy.h5"));
      real = join(folder, "copy.h5");
    }
    file = new h5.File(real, "r");
    const found = new Map<string, H5Dataset>();
    collect(h5, file, "", found, 0);
    const wanted =
      names ?? [...found].filter(([, { metadata }]) => isNumeric(metadata)).map(([name]) => name);
    let left = UNPACKED_BASE + UNPACKED_RATIO * size;
    for (const name of wanted) {
      checkAborted(signal, "io.loadHdf5");
      const dataset = found.get(name.replace(/^\//, ""));
      if (dataset === undefined) {
        const text = `io.loadHdf5: ${path} has no array ${clip(name)}; it has ${listed([...found.keys()], 10)}`;
        throw new ArgumentError(text, { operation: "io.loadHdf5" });
      }
      const { metadata, shape } = dataset;
      if (!isNumeric(metadata)) fail(`${clip(name)} holds texts or records, not numbers.`);
      if (shape === null) {
        fail(`${clip(name)} is empty, without a shape.`);
        continue;
      }
      left -= shape.reduce((product, length) => product * length, metadata.size);
      if (!(left >= 0)) fail("it unpacks to far more than is in it. It is corrupt or unsafe.");
      made.set(
        name,
        tensorOf(dataset, shape, (why) => fail(`${clip(name)} ${why}`)),
      );
    }
    return made;
  } catch (cause) {
    for (const tensor of made.values()) tensor.dispose();
    if (cause instanceof TorchtsError) throw cause;
    // Not what is in it: it went away, or there is no room for its copy.
    if ((cause as NodeJS.ErrnoException | null)?.syscall !== undefined) {
      return fail(`it cannot be read: ${(cause as Error).message}`, cause);
    }
    if (folder === undefined) stuck.add(key);
    const text = cause instanceof Error ? cause.message : String(cause);
    const filter = /required filter '([\w -]+)' is not registered/.exec(text)?.[1];
    return fail(
      filter === undefined
        ? "it is damaged, or truncated."
        : `it is packed with ${filter}; pack it with gzip instead.`,
      cause,
    );
  } finally {
    try {
      file?.close();
    } catch {
      // What broke it has been said.
    }
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

type Metadata = H5Dataset["metadata"];

function isNumeric({ type, enum_type }: Metadata): boolean {
  return type === INTEGER || type === FLOATING || (type === ENUMERATION && isBoolean(enum_type?.members));
}

/** As h5py writes them. */
function isBoolean(members: Readonly<Record<string, number>> | undefined): boolean {
  return members?.FALSE === 0 && members.TRUE === 1 && Object.keys(members).length === 2;
}

/** All arrays below a group, by their paths. */
function collect(
  h5: H5,
  group: InstanceType<H5["Group"]>,
  prefix: string,
  found: Map<string, H5Dataset>,
  level: number,
): void {
  if (level > MOST_LEVELS) throw new Error("its groups lie in each other");
  for (const key of group.keys()) {
    const entity = group.get(key);
    if (entity instanceof h5.Dataset) found.set(`${prefix}${key}`, entity);
    else if (entity instanceof h5.Group) collect(h5, entity, `${prefix}${key}/`, found, level + 1);
  }
}

function tensorOf(dataset: H5Dataset, shape: readonly number[], fail: (why: string) => never): Tensor {
  const { metadata } = dataset;
  if (metadata.type === FLOATING && metadata.size === 2) fail("holds float16; save it as float32.");
  const value = dataset.value as unknown;
  const values = (ArrayBuffer.isView(value) ? value : [value]) as ArrayLike<number>;
  if (metadata.type === ENUMERATION) return made(Uint8Array.from(values), "bool", shape);
  if (metadata.type === FLOATING) {
    return metadata.size === 4
      ? made(Float32Array.from(values), "float32", shape)
      : made(Float64Array.from(values), "float64", shape);
  }
  const of = INTEGERS[`${metadata.signed ? "" : "u"}int${8 * metadata.size}`];
  if (of === undefined) return fail(`holds integers of ${8 * metadata.size} bits.`);
  const [dtype, kind] = of;
  const copy = new kind(values.length);
  copy.set(values as never);
  return made(copy, dtype, shape);
}

function made(values: ArrayBufferView, dtype: DType, shape: readonly number[]): Tensor {
  return fromBytes(
    new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength),
    dtype,
    [...shape],
  );
}
