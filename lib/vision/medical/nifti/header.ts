/**
 * Headers of NIfTI files, both versions and both byte orders.
 *
 * Source: https://nifti.nimh.nih.gov/nifti-1 and https://nifti.nimh.nih.gov/nifti-2
 */

/** Four rows of four. */
export type Affine = readonly (readonly number[])[];

/** What a header says. */
export interface NiftiHeader {
  little: boolean;
  /** Sizes of i, j, k, time and what follows; i runs fastest. */
  shape: number[];
  type: NiftiType;
  /** Where the voxels begin. */
  offset: number;
  /** Values are slope times what is stored, plus inter. */
  slope: number;
  inter: number;
  /** From i, j, k to millimetres: to the patient's right, front and head. */
  affine: Affine;
  /** Distances along i, j and k, in millimetres. */
  zooms: readonly [number, number, number];
}

/** How voxels are stored. */
export interface NiftiType {
  bytes: number;
  read: keyof DataView;
}

const TYPES: ReadonlyMap<number, NiftiType> = new Map([
  [2, { bytes: 1, read: "getUint8" }],
  [4, { bytes: 2, read: "getInt16" }],
  [8, { bytes: 4, read: "getInt32" }],
  [16, { bytes: 4, read: "getFloat32" }],
  [64, { bytes: 8, read: "getFloat64" }],
  [256, { bytes: 1, read: "getInt8" }],
  [512, { bytes: 2, read: "getUint16" }],
  [768, { bytes: 4, read: "getUint32" }],
  [1024, { bytes: 8, read: "getBigInt64" }],
  [1280, { bytes: 8, read: "getBigUint64" }],
]);
const OTHERS: ReadonlyMap<number, string> = new Map([
  [1, "bits"],
  [32, "complex numbers"],
  [128, "colours"],
  [1536, "floating numbers of 128 bits"],
  [1792, "complex numbers"],
  [2048, "complex numbers"],
  [2304, "colours"],
]);
/** Of millimetres in a metre, a millimetre and a micrometre, as xyzt_units has them. */
const MILLIMETRES: Readonly<Record<number, number>> = { 0: 1, 1: 1000, 2: 1, 3: 0.001 };

/** Bytes of the longer header. */
export const HEADER_BYTES = 540;

/** Which version a file is, and in which order its bytes are; null for no NIfTI file. */
export function niftiVersion(bytes: Uint8Array): { version: 1 | 2; little: boolean } | null {
  if (bytes.length < 348) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const little of [true, false]) {
    const size = view.getInt32(0, little);
    const letters = String.fromCharCode(...bytes.subarray(size === 348 ? 344 : 4, size === 348 ? 347 : 7));
    if (size === 348 && /^n(\+|i)1$/.test(letters)) return { version: 1, little };
    if (size === HEADER_BYTES && /^n(\+|i)2$/.test(letters)) return { version: 2, little };
  }
  return null;
}

/** Reads a header. Throws Error for damaged ones, and for voxels that are no numbers. */
export function niftiHeader(bytes: Uint8Array): NiftiHeader {
  const found = niftiVersion(bytes);
  if (found === null)
    throw new Error("it is no NIfTI file: it does not begin with a header of version 1 or 2");
  const { version, little } = found;
  if (version === 2 && bytes.length < HEADER_BYTES) throw new Error("it is truncated within its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[version === 1 ? 345 : 5] === 0x69) {
    throw new Error("its voxels lie in a second file (.img); save both as one .nii");
  }
  const isOld = version === 1;
  const whole = (at: number, size: number) =>
    isOld ? view.getInt16(at, little) : Number(view.getBigInt64(size, little));
  const real = (old: number, now: number, i = 0) =>
    isOld ? view.getFloat32(old + 4 * i, little) : view.getFloat64(now + 8 * i, little);
  const count = whole(40, 16);
  if (count < 1 || count > 7) throw new Error(`it has ${count} dimensions; it is damaged`);
  const shape = Array.from({ length: count }, (_, i) => whole(42 + 2 * i, 24 + 8 * i));
  if (shape.some((size) => size < 1))
    throw new Error(`its shape [${shape}] is that of no volume; it is damaged`);
  const code = view.getInt16(isOld ? 70 : 12, little);
  const type = TYPES.get(code);
  if (type === undefined) {
    throw new Error(
      `its voxels are ${OTHERS.get(code) ?? `of the unknown type ${code}`}, which are not supported`,
    );
  }
  const offset = isOld ? view.getFloat32(108, little) : Number(view.getBigInt64(168, little));
  if (!(offset >= (isOld ? 348 : HEADER_BYTES)) || !Number.isSafeInteger(offset)) {
    throw new Error("its voxels begin within its header; it is damaged");
  }
  const [slope, inter] = [real(112, 176), real(116, 184)];
  const isScaled = Number.isFinite(slope) && slope !== 0;
  const unit = MILLIMETRES[(isOld ? (bytes[123] as number) : view.getInt32(500, little)) & 7] ?? 1;
  const affine = affineOf(
    {
      sform: (isOld ? view.getInt16(254, little) : view.getInt32(348, little)) > 0,
      qform: (isOld ? view.getInt16(252, little) : view.getInt32(344, little)) > 0,
      rows: (row, i) => real([280, 296, 312][row] as number, [400, 432, 464][row] as number, i),
      quaternion: [0, 1, 2].map((i) => real(256, 352, i)),
      shift: [0, 1, 2].map((i) => real(268, 376, i)),
      pixdim: [0, 1, 2, 3].map((i) => real(76, 104, i)),
    },
    shape,
  ).map((row, at) => (at < 3 ? row.map((value) => value * unit) : row));
  if (!affine.flat().every(Number.isFinite))
    throw new Error("its affine holds numbers that are none; it is damaged");
  const zooms = [0, 1, 2].map((i) => Math.hypot(...affine.slice(0, 3).map((row) => row[i] as number)));
  return {
    little,
    shape,
    type,
    offset,
    slope: isScaled ? slope : 1,
    inter: isScaled && Number.isFinite(inter) ? inter : 0,
    affine,
    zooms: zooms as [number, number, number],
  };
}

interface Placing {
  sform: boolean;
  qform: boolean;
  rows(row: number, i: number): number;
  quaternion: number[];
  shift: number[];
  pixdim: number[];
}

const LAST = [0, 0, 0, 1];
/** By what a quaternion in float32 may be longer than one, or a half turn seem to be none, as nibabel has it. */
const ROUNDING = 3 * 2 ** -23;

/** The sform, else the qform, else the distances alone with the middle at zero, as nibabel. */
function affineOf(
  { sform, qform, rows, quaternion, shift, pixdim }: Placing,
  shape: readonly number[],
): number[][] {
  if (sform) return [...[0, 1, 2].map((row) => [0, 1, 2, 3].map((i) => rows(row, i))), LAST];
  const sizes = pixdim.slice(1).map((size) => (size === 0 ? 1 : Math.abs(size)));
  if (!qform) {
    const middle = (i: number) => -(((shape[i] ?? 1) - 1) / 2) * (sizes[i] as number);
    const [dx, dy, dz] = sizes as [number, number, number];
    return [[-dx, 0, 0, -middle(0)], [0, dy, 0, middle(1)], [0, 0, dz, middle(2)], LAST];
  }
  const [b, c, d] = quaternion as [number, number, number];
  const rest = 1 - (b * b + c * c + d * d);
  if (rest < -ROUNDING) throw new Error("its qform is no rotation; it is damaged");
  const a = Math.abs(rest) < ROUNDING ? 0 : Math.sqrt(rest);
  const flip = (pixdim[0] as number) < 0 ? -1 : 1;
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  const scale = [sizes[0] as number, sizes[1] as number, (sizes[2] as number) * flip];
  return [
    ...rotation.map((row, at) => [
      ...row.map((value, i) => value * (scale[i] as number)),
      shift[at] as number,
    ]),
    LAST,
  ];
}
