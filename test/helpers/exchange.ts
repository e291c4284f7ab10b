/**
 * Tensors from and to files, for tests only: a plain safetensors reader and writer and a .npy reader.
 *
 * Deliberately not lib/io: expected numbers must not pass through the code under test.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { type DType, fromBytes, type Tensor } from "../../lib/tensor/index.ts";
import { fixturePath } from "./data.ts";

const NAMES: Record<string, DType> = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
  C64: "complex64",
};
const CODES = new Map(Object.entries(NAMES).map(([code, dtype]) => [dtype, code]));

/** Reads a safetensors file: tensors by name, in file order, and the metadata strings. */
export function readSafetensors(file: string): {
  tensors: Record<string, Tensor>;
  metadata: Record<string, string>;
} {
  const raw = readFileSync(file);
  const length = Number(raw.readBigUInt64LE(0));
  const header = JSON.parse(raw.toString("utf8", 8, 8 + length)) as Record<string, never>;
  const { __metadata__: metadata = {}, ...entries } = header as {
    __metadata__?: Record<string, string>;
  } & Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  const tensors: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const [begin, end] = entry.data_offsets;
    const dtype = NAMES[entry.dtype];
    if (dtype === undefined) throw new Error(`${file}: ${name} has the dtype ${entry.dtype}`);
    // A copy, so that the bytes are aligned for any dtype.
    tensors[name] = fromBytes(
      Uint8Array.from(raw.subarray(8 + length + begin, 8 + length + end)),
      dtype,
      entry.shape,
    );
  }
  return { tensors, metadata };
}

/** Writes tensors as safetensors. */
export function writeSafetensors(file: string, tensors: Record<string, Tensor>): void {
  const header: Record<string, unknown> = {};
  const chunks: Uint8Array[] = [];
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const bytes = tensor.detach().cpu().bytes();
    const code = CODES.get(tensor.dtype);
    if (code === undefined) throw new Error(`${name}: no safetensors code for ${tensor.dtype}`);
    header[name] = { dtype: code, shape: tensor.shape, data_offsets: [offset, offset + bytes.byteLength] };
    chunks.push(bytes);
    offset += bytes.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, " ")]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(padded.length));
  writeFileSync(file, Buffer.concat([size, padded, ...chunks]));
}

/** Tensors and metadata of `test/fixtures/<area>.safetensors`. */
export function fixtureTensors(area: string): ReturnType<typeof readSafetensors> {
  return readSafetensors(fixturePath(`${area}.safetensors`));
}

/** Value of `test/fixtures/<area>.json`; the caller says what it holds. */
export function fixtureJson<T>(area: string): T {
  return JSON.parse(readFileSync(fixturePath(`${area}.json`), "utf8")) as T;
}

const NPY: Record<string, DType> = {
  "<f8": "float64",
  "<f4": "float32",
  "<f2": "float16",
  "<i8": "int64",
  "<i4": "int32",
  "<i2": "int16",
  "|i1": "int8",
  "|u1": "uint8",
  "|b1": "bool",
};

/** Reads a C-ordered little-endian .npy file, format version 1 to 3. */
export function readNpy(file: string): Tensor {
  const raw = readFileSync(file);
  if (raw.toString("latin1", 1, 6) !== "NUMPY") throw new Error(`${file} is no .npy file`);
  const wide = (raw[6] ?? 1) >= 2;
  const start = wide ? 12 : 10;
  const length = wide ? raw.readUInt32LE(8) : raw.readUInt16LE(8);
  const header = raw.toString("latin1", start, start + length);
  const dtype = NPY[/'descr':\s*'([^']+)'/.exec(header)?.[1] ?? ""];
  if (dtype === undefined || !/'fortran_order':\s*False/.test(header)) {
    throw new Error(`${file}: cannot read ${header}`);
  }
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? "")
    .split(",")
    .filter((part) => part.trim() !== "")
    .map(Number);
  return fromBytes(Uint8Array.from(raw.subarray(start + length)), dtype, shape);
}
