/**
 * numpy's .npy files: one array with a short text header.
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { FileFormatError } from "../native/errors.ts";
import type { ParsedFile, ParseOptions } from "./checkpoint.ts";
import { clip } from "./clip.ts";
import { DTYPE_BY_NPY, type FileDType } from "./dtypes.ts";
import { type OpenFile, readExactly } from "./file-bytes.ts";
import { PickledTensor } from "./pickle-values.ts";
import { contiguousStride, MAX_DIMS, numelOf } from "./strided.ts";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Longest header: numpy itself reads no longer one. */
const MAX_HEADER = 10_000;

/** Whether these first bytes are those of a .npy file. */
export function isNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/** What the header of an array says. */
export interface NpyArray {
  dtype: FileDType;
  bigEndian: boolean;
  shape: number[];
  stride: number[];
  /** Bytes of the header, behind which the array begins, and of the array. */
  start: number;
  nbytes: number;
}

/**
 * Reads and checks the header of an array of `size` bytes, which `read` gives piece by piece.
 *
 * @throws FileFormatError, by `fail`, for arrays of objects or records, and damaged ones
 */
export async function readNpyHeader(
  size: number,
  read: (at: number, length: number) => Promise<Uint8Array>,
  fail: (message: string) => never,
): Promise<NpyArray> {
  const head = Uint8Array.from(await read(0, Math.min(12, size)));
  if (!isNpy(head) || head.length < 12) fail("it is no .npy file, or its header is cut off.");
  const view = new DataView(head.buffer);
  const version = head[6] as number; // 12 bytes are there
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = version === 1 ? 10 : 12;
  if (version < 1 || version > 3 || length > MAX_HEADER)
    fail(`its .npy version ${version} or header is not known.`);
  if (start + length > size) fail("its header is cut off.");
  const text = Buffer.from(await read(start, length)).toString("utf8");
  const { dtype, bigEndian, fortran, shape } = parseHeader(text, fail);
  const nbytes = numelOf(shape) * dtype.size;
  if (!Number.isSafeInteger(nbytes) || start + length + nbytes > size) {
    fail(
      `shape [${clip(String(shape))}] of ${dtype.name} needs ${nbytes} bytes, ${size - start - length} follow. It is truncated.`,
    );
  }
  const stride = fortran ? contiguousStride([...shape].reverse()).reverse() : contiguousStride(shape);
  return { dtype, bigEndian, shape, stride, start: start + length, nbytes };
}

/** An array as what becomes a tensor, with the storage `key`. */
export function npyTensor(key: string, { dtype, shape, stride, nbytes }: NpyArray): PickledTensor {
  const storage = { key, dtype, nbytes, location: "cpu", viewOffset: 0, viewBytes: nbytes };
  return new PickledTensor({
    storage,
    dtype,
    shape,
    stride,
    offset: 0,
    requiresGrad: false,
    conjugate: false,
    negative: false,
  });
}

/** Reads and checks a .npy header. @throws FileFormatError for arrays of objects or records, and damaged files */
export async function parseNpy(source: OpenFile, { signal }: ParseOptions): Promise<ParsedFile> {
  const { file, handle, size } = source;
  const fail = (message: string): never => {
    throw new FileFormatError(`${file}: ${message}`, { file, operation: "load" });
  };
  const array = await readNpyHeader(
    size,
    (at, length) => readExactly(handle, file, at, length, signal),
    fail,
  );
  const { start: fileOffset, nbytes, bigEndian } = array;
  const read = (readSignal?: AbortSignal) => readExactly(handle, file, fileOffset, nbytes, readSignal);
  return {
    format: "npy",
    root: npyTensor("array", array),
    storages: new Map([["array", { nbytes, fileOffset, read }]]),
    bigEndian,
    metadata: new Map(),
    source,
  };
}

function parseHeader(
  text: string,
  fail: (message: string) => never,
): { dtype: FileDType; bigEndian: boolean; fortran: boolean; shape: number[] } {
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  if (order === undefined || sizes === undefined) return fail("its .npy header is damaged.");
  if (descr === undefined) return fail("it holds records; save plain arrays of numbers.");
  const dtype = DTYPE_BY_NPY.get(descr.replace(/^[<>=|]/, ""));
  if (dtype === undefined)
    return fail(`its dtype ${clip(descr)} has no tensor dtype; save numbers or booleans.`);
  const shape = sizes
    .split(",")
    .map((size) => size.trim().replace(/L$/, ""))
    .filter((size) => size !== "")
    .map((size) => (/^\d+$/.test(size) ? Number(size) : Number.NaN));
  if (shape.length > MAX_DIMS || !shape.every(Number.isSafeInteger))
    return fail(`its shape is (${sizes.slice(0, 80)}).`);
  return { dtype, bigEndian: descr.startsWith(">") && dtype.unit > 1, fortran: order === "True", shape };
}

/** The header of a C-ordered little-endian array, padded so that the data starts at a multiple of 64. */
export function npyHeader(dtype: FileDType, shape: readonly number[]): Uint8Array {
  const descr = `${dtype.size === 1 ? "|" : "<"}${dtype.npy}`;
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const padding = 64 - ((10 + text.length + 1) % 64);
  const body = Buffer.from(`${text}${" ".repeat(padding % 64)}\n`, "latin1");
  const head = Buffer.from([...MAGIC, 1, 0, body.length & 255, body.length >> 8]);
  return Buffer.concat([head, body]);
}
