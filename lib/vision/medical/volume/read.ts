/** Volumes as tensors: read from whatever holds them, turned and resampled. */

import {
  abortSignal,
  boolean,
  integerFrom,
  type Kind,
  type Kinds,
  kind,
  listOf,
  numberAbove,
  oneOf,
  type Rest,
  signature,
  string,
} from "../../../edge/index.ts";
import { paced } from "../../../io/pace.ts";
import { ShapeError } from "../../../native/errors.ts";
import { fromBytes, scope, Tensor } from "../../../tensor/index.ts";
import type { Affine } from "../nifti/header.ts";
import { orientationKind, type Triple, turnTo, type VolumeGeometry } from "./geometry.ts";
import { openVolume, type VolumeOptions } from "./source.ts";
import { isPlane, type Resampling, type ViewOptions, VolumeView } from "./view.ts";
import { type Interpolation, type RawVolume, resampled, turned } from "./voxels.ts";

/** A volume with its places, as `readVolume` and `readNifti` give it. */
export interface PlacedVolume {
  /** (D, H, W): slices, rows and columns. */
  volume: Tensor;
  /** Distances of slices, rows and columns in millimetres. */
  spacing: Triple;
  /** From column, row, slice and 1 to millimetres: to the patient's right, front and head. Four rows. */
  affine: Affine;
}

/** What {@link readVolume} gives. */
export interface ReadVolume extends PlacedVolume {
  /** Whether the file says how the volume lies in the patient; else `affine` has the distances alone. */
  isPlaced: boolean;
}

/** Options of {@link readVolume}. */
export interface ReadVolumeOptions extends VolumeOptions, ViewOptions {
  /** How voxels between others get their values: "nearest" for masks. Default "linear". */
  interpolation?: Interpolation;
  signal?: AbortSignal;
}

const isPositive = numberAbove(0);

/** Distances of slices, rows and columns. */
export const tripleKind: Kind<Triple> = kind(
  "[slice, row, column], three distances in millimetres above 0",
  listOf(isPositive, 3).accepts,
);

/** Distances to resample to. */
export const resamplingKind: Kind<Resampling> = kind(
  "a distance in millimetres above 0, or [slice, row, column] with null for those that stay",
  (v) =>
    isPositive.accepts(v) ||
    (Array.isArray(v) && v.length === 3 && v.every((one) => one === null || isPositive.accepts(one))),
);

/** Kinds of {@link VolumeOptions}. */
export const VOLUME: Kinds<VolumeOptions> = {
  spacing: tripleKind,
  orientation: orientationKind,
  array: string,
  series: string,
  time: integerFrom(0),
  allowGaps: boolean,
  maxPixels: isPositive,
};

/** Kinds of {@link ViewOptions}. */
export const VIEW: Kinds<ViewOptions> = {
  plane: kind(
    '"axial", "coronal", "sagittal", "stored", or three letters for columns, rows and slices, as "RAS"',
    isPlane,
  ),
  resample: resamplingKind,
};

const interpolationKind = oneOf("linear", "nearest");
const pathKind = kind<string>("the path of a file or a folder", (v) => string.accepts(v) && v !== "");
const READ = signature<ReadVolumeOptions>("medical.readVolume", {
  takes: { path: pathKind },
  options: { ...VOLUME, ...VIEW, interpolation: interpolationKind, signal: abortSignal },
  advice: { mode: "it is called interpolation", names: "it is called array", frame: "it is called time" },
});

/**
 * Reads a volume: a NIfTI file, a folder with a DICOM series or with a gray picture for each slice (in the order of the numbers
 * in their names), a DICOM file of several frames, `.npy`, `.npz` or HDF5. Bytes that stand for themselves stay uint8, other
 * values are float32, as Hounsfield units.
 *
 * Axes are turned as `plane` says, as nibabel's `as_reoriented`, and voxels resampled to `resample` millimetres, as
 * `torch.nn.functional.interpolate` does with `scale_factor`, "trilinear" or "nearest-exact"; nothing is smoothed before. Throws
 * FileFormatError for a file that is damaged or of another kind, DatasetError for a series that is not whole and for options
 * that contradict the file.
 *
 * @example
 * const { volume, spacing } = await medical.readVolume("./ct/patient1", { plane: "coronal", resample: 1 });
 */
export async function readVolume(path: string, ...rest: Rest<ReadVolumeOptions>): Promise<ReadVolume> {
  const options = READ.read(rest);
  READ.check(path);
  const { interpolation = "linear", signal } = options;
  const source = await openVolume("medical.readVolume", path, options);
  const view = new VolumeView("medical.readVolume", source, options, interpolation);
  const raw = await view.read(signal);
  return { ...asTensor(raw), isPlaced: raw.isPlaced };
}

const placedKind = kind<PlacedVolume>(
  "a volume { volume, spacing, affine }, as medical.readVolume and readNifti give it",
  (v) => {
    const { volume, spacing, affine } = (typeof v === "object" && v !== null ? v : {}) as Record<
      string,
      unknown
    >;
    return (
      volume instanceof Tensor && tripleKind.accepts(spacing) && Array.isArray(affine) && affine.length === 4
    );
  },
);

const REORIENT = signature<{ signal?: AbortSignal }>("medical.reorient", {
  takes: { volume: placedKind, orientation: orientationKind },
  options: { signal: abortSignal },
});

/**
 * A volume with its axes as near to an orientation as turning and mirroring whole axes brings them, as nibabel's
 * `as_reoriented`: "RAS" has columns to the patient's right, rows to his front, slices to his head. The volume given stays.
 *
 * @example
 * const seen = await medical.reorient(await medical.readNifti("brain.nii.gz"), "LPS"); // as axial slices are looked at
 */
export async function reorient(
  volume: PlacedVolume,
  orientation: string,
  ...rest: Rest<{ signal?: AbortSignal }>
): Promise<PlacedVolume> {
  const { signal } = REORIENT.read(rest);
  REORIENT.check(volume, orientation);
  const raw = inMemory(volume, "medical.reorient");
  return asTensor(await paced(turned(raw, turnTo(raw.affine, orientation)), "medical.reorient", signal));
}

/** Options of {@link resample}. */
export interface ResampleOptions {
  /** How voxels between others get their values: "nearest" for masks. Default "linear". */
  interpolation?: Interpolation;
  signal?: AbortSignal;
}

const RESAMPLE = signature<ResampleOptions>("medical.resample", {
  takes: { volume: placedKind, spacing: resamplingKind },
  options: { interpolation: interpolationKind, signal: abortSignal },
  advice: { mode: "it is called interpolation" },
});

/**
 * A volume with other distances of its voxels, in millimetres: one for all axes, or [slice, row, column] with null for those
 * that stay. It begins at the same border and has as many voxels as fit wholly; values as of
 * `torch.nn.functional.interpolate` with `scale_factor` and "trilinear" or "nearest-exact". The volume given stays.
 */
export async function resample(
  volume: PlacedVolume,
  spacing: Resampling,
  ...rest: Rest<ResampleOptions>
): Promise<PlacedVolume> {
  const { interpolation = "linear", signal } = RESAMPLE.read(rest);
  RESAMPLE.check(volume, spacing);
  const raw = inMemory(volume, "medical.resample");
  const asked = typeof spacing === "number" ? [spacing, spacing, spacing] : spacing;
  const now = asked.map((one, at) => one ?? raw.spacing[at]) as unknown as Triple;
  return asTensor(await paced(resampled(raw, now, interpolation), "medical.resample", signal));
}

function inMemory({ volume, spacing, affine }: PlacedVolume, operation: string): RawVolume {
  if (volume.ndim !== 3) {
    throw new ShapeError(`${operation}: expected a volume (D, H, W), got [${volume.shape}]`, { operation });
  }
  const geometry: VolumeGeometry = {
    shape: volume.shape as unknown as Triple,
    spacing,
    affine,
    isPlaced: true,
  };
  const isBytes = volume.dtype === "uint8";
  const bytes = scope(() => {
    const held = volume.detach().to({ device: "cpu", dtype: isBytes ? "uint8" : "float32" });
    return Uint8Array.from(held.contiguous().bytes());
  });
  return { ...geometry, data: isBytes ? bytes : new Float32Array(bytes.buffer) };
}

/** A volume whose voxels are bytes or float32 as a tensor. */
function asTensor({ data, shape, spacing, affine }: RawVolume): PlacedVolume {
  const dtype = data instanceof Uint8Array ? "uint8" : "float32";
  return {
    volume: fromBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dtype, [...shape]),
    spacing,
    affine,
  };
}
