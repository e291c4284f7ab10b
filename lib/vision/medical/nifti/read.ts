/** NIfTI volumes as values, turned so that their axes run as the patient's. */

import { promisify } from "node:util";
import { constants, gunzip, gunzipSync } from "node:zlib";
import { abortSignal, numberAbove, oneOf, type Rest, signature } from "../../../edge/index.ts";
import { paced } from "../../../io/pace.ts";
import { throwIfAborted } from "../../../native/abort.ts";
import { fromBytes, type Tensor } from "../../../tensor/index.ts";
import { DEFAULT_MAX_PIXELS, sourceKind } from "../../source.ts";
import { opened } from "../dicom/read.ts";
import { reversed, turnedGeometry, turnTo, type VolumeGeometry } from "../volume/geometry.ts";
import { turned } from "../volume/voxels.ts";
import { type Affine, HEADER_BYTES, type NiftiHeader, niftiHeader } from "./header.ts";

/** Options of {@link readNifti}. */
export interface ReadNiftiOptions {
  /**
   * "canonical": axes as near to the patient's as turning and mirroring whole axes brings them, columns to his right, rows to
   * his front, slices to his head, as nibabel's `as_closest_canonical`; "stored": as they lie in the file. Default "canonical".
   */
  orientation?: "canonical" | "stored";
  /** Volumes with more voxels are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

/** A volume in values. */
export interface NiftiVolume {
  /** (D, H, W) float32, nibabel's axes in reverse; with time (T, D, H, W), and further dimensions before it. */
  volume: Tensor;
  /** Distances of slices, rows and columns in millimetres. */
  spacing: readonly [slice: number, row: number, column: number];
  /** From column, row, slice and 1 to millimetres: to the patient's right, front and head. Four rows. */
  affine: Affine;
}

const READ = signature<ReadNiftiOptions>("medical.readNifti", {
  takes: { source: sourceKind },
  options: { orientation: oneOf("canonical", "stored"), maxPixels: numberAbove(0), signal: abortSignal },
});

/** What deflate shrinks most: 1032 to 1. */
const DEFLATE_LIMIT = 1032;
const unzip = promisify(gunzip);

/**
 * Reads a NIfTI file (.nii, .nii.gz; versions 1 and 2), or its bytes, to values: integers of 8 to 64 bits and floating
 * numbers, with their slope and intercept. Throws FileFormatError naming the file when it is missing, no such file, damaged
 * or truncated, and for complex numbers and colours.
 *
 * @example
 * const { volume, spacing } = await medical.readNifti("brain.nii.gz");
 * const sagittal = volume.select(2, 90); // (D, H)
 */
export async function readNifti(
  source: string | Uint8Array,
  ...rest: Rest<ReadNiftiOptions>
): Promise<NiftiVolume> {
  const { orientation = "canonical", maxPixels = DEFAULT_MAX_PIXELS, signal } = READ.read(rest);
  READ.check(source);
  return opened("medical.readNifti", source, signal, async (file) => {
    const { header, bytes } = await unpacked(file, maxPixels);
    throwIfAborted(signal, "medical.readNifti");
    return paced(volumeOf(header, bytes, orientation === "canonical"), "medical.readNifti", signal);
  });
}

/** The header, and the bytes of the whole file, which are set aside when the header has said how many there are. */
export async function unpacked(
  file: Uint8Array,
  maxPixels: number,
): Promise<{ header: NiftiHeader; bytes: Uint8Array }> {
  const isPacked = file[0] === 0x1f && file[1] === 0x8b;
  const header = niftiHeader(isPacked ? beginning(file) : file);
  const count = header.shape.reduce((product, size) => product * size, 1);
  if (!(count <= maxPixels)) {
    throw new Error(
      `its shape [${header.shape}] exceeds the limit of ${maxPixels}; where it is to be trusted, give a larger maxPixels`,
    );
  }
  const needs = header.offset + count * header.type.bytes;
  const short = (have: number) =>
    new Error(`it is truncated: ${have} bytes are there, its shape [${header.shape}] needs ${needs}`);
  if (!isPacked) {
    if (file.length < needs) throw short(file.length);
    return { header, bytes: file };
  }
  if (needs > DEFLATE_LIMIT * file.length) throw short(file.length);
  let bytes: Uint8Array;
  try {
    // What follows the voxels is nobody's.
    bytes = await unzip(file, { maxOutputLength: 2 * needs });
  } catch (cause) {
    throw new Error("its packed part is damaged, cut off, or longer than its header says", { cause });
  }
  if (bytes.length < needs) throw short(bytes.length);
  return { header, bytes };
}

/** The beginning of a packed file, unpacked: its header, and more. */
export function beginning(file: Uint8Array): Uint8Array {
  try {
    const piece = file.subarray(0, 8 * HEADER_BYTES);
    return gunzipSync(piece, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: DEFLATE_LIMIT * piece.length,
    });
  } catch (cause) {
    throw new Error("its packed part is damaged", { cause });
  }
}

/** The geometry of one volume of a file, as it is stored. */
export function storedGeometry({ shape, zooms, affine }: NiftiHeader): VolumeGeometry {
  const [wide = 1, high = 1, deep = 1] = shape;
  return { shape: [deep, high, wide], spacing: reversed(zooms), affine, isPlaced: true };
}

function* volumeOf(header: NiftiHeader, bytes: Uint8Array, canonical: boolean): Generator<void, NiftiVolume> {
  const geometry = storedGeometry(header);
  const size = geometry.shape.reduce((product, one) => product * one, 1);
  const count = header.shape.slice(3).reduce((product, one) => product * one, 1);
  const turn = canonical ? turnTo(header.affine, "RAS") : null;
  const made = turn === null ? geometry : turnedGeometry(geometry, turn);
  const out = new Float32Array(size * count);
  for (let i = 0; i < count; i++) {
    const data = yield* niftiValues(header, bytes, i * size, size);
    const volume = turn === null ? { data } : yield* turned({ ...geometry, data }, turn);
    out.set(volume.data, i * size);
  }
  const outer = header.shape.slice(3).reverse();
  return {
    volume: fromBytes(new Uint8Array(out.buffer), "float32", [...outer, ...made.shape]),
    spacing: made.spacing,
    affine: made.affine,
  };
}

/** Voxels between two looks at the clock. */
const PIECE = 2 ** 16;

/** Values in the order of the file, from voxel `first` on; `bytes` are those of the whole file. */
export function* niftiValues(
  { offset, type, little, slope, inter }: NiftiHeader,
  bytes: Uint8Array,
  first: number,
  count: number,
): Generator<void, Float32Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset + first * type.bytes, count * type.bytes);
  const values = new Float32Array(count);
  for (let from = 0; from < count; from += PIECE) {
    readPiece(view, { type, little, slope, inter }, values, from, Math.min(from + PIECE, count));
    yield;
  }
  return values;
}

/** A function of its own, and a loop for the usual kinds: within a generator, or over a method by its name, none is compiled. */
function readPiece(
  view: DataView,
  { type, little, slope, inter }: Pick<NiftiHeader, "type" | "little" | "slope" | "inter">,
  values: Float32Array,
  from: number,
  to: number,
): void {
  if (type.read === "getInt16") {
    for (let i = from; i < to; i++) values[i] = view.getInt16(2 * i, little) * slope + inter;
  } else if (type.read === "getFloat32") {
    for (let i = from; i < to; i++) values[i] = view.getFloat32(4 * i, little) * slope + inter;
  } else {
    const read = view[type.read] as (at: number, little: boolean) => number | bigint;
    for (let i = from; i < to; i++) {
      values[i] = Number(read.call(view, i * type.bytes, little)) * slope + inter;
    }
  }
}
