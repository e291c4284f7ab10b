/**
 * Where a volume lies, and what turning its axes and another spacing make of that, without its voxels.
 *
 * An orientation is three letters, as nibabel's: where columns, rows and slices run, to the patient's R(ight) or L(eft),
 * A(nterior) or P(osterior), S(uperior) or I(nferior).
 */

import { type Kind, kind } from "../../../edge/index.ts";
import type { Affine } from "../nifti/header.ts";
import { inverseOf, nearestAxes } from "../nifti/orientation.ts";

/** Three numbers, of slices, rows and columns. */
export type Triple = readonly [slice: number, row: number, column: number];

/** A place: x, y, z in millimetres, or column, row and slice. */
export type Place = readonly [number, number, number];

/** Where the voxels of a volume lie. */
export interface VolumeGeometry {
  /** How many slices, rows and columns. */
  shape: Triple;
  /** Distances of slices, rows and columns in millimetres. */
  spacing: Triple;
  /** From column, row, slice and 1 to millimetres: to the patient's right, front and head. */
  affine: Affine;
  /** Whether the file says how the volume lies in the patient; else `affine` has the distances alone. */
  isPlaced: boolean;
}

/** The planes of anatomy, as radiologists look at them, and the orientation of a volume whose slices they are. */
export const PLANES = { axial: "LPS", coronal: "LIP", sagittal: "PIL" } as const;

/** A plane of anatomy. */
export type Plane = keyof typeof PLANES;

const LETTERS: Readonly<Record<string, readonly [axis: 0 | 1 | 2, isNegative: boolean]>> = {
  R: [0, false],
  L: [0, true],
  A: [1, false],
  P: [1, true],
  S: [2, false],
  I: [2, true],
};

/** Whether a text is an orientation: one letter for each axis of the patient. */
export function isOrientation(text: unknown): text is string {
  if (typeof text !== "string" || text.length !== 3) return false;
  const axes = [...text].map((letter) => LETTERS[letter]?.[0]);
  return [0, 1, 2].every((axis) => axes.includes(axis as 0));
}

/** An orientation. */
export const orientationKind: Kind<string> = kind(
  'an orientation of columns, rows and slices in three letters, as "RAS" or "LPS"',
  isOrientation,
);

/** For each of column, row and slice of what is wanted: which axis of the volume it is, and whether it runs against it. */
export type Turn = readonly { from: 0 | 1 | 2; flipped: boolean }[];

/** The turn that brings a volume as near to an orientation as whole axes allow. Throws Error where voxels have no extent. */
export function turnTo(affine: Affine, orientation: string): Turn {
  const places = nearestAxes(affine);
  return [...orientation].map((letter) => {
    const [axis, isNegative] = LETTERS[letter] as readonly [0 | 1 | 2, boolean]; // checked by its kind
    const from = places.findIndex((place) => place.axis === axis) as 0 | 1 | 2;
    return { from, flipped: places[from]?.flipped !== isNegative };
  });
}

/** Whether a turn leaves everything in its place. */
export function isNoTurn(turn: Turn): boolean {
  return turn.every(({ from, flipped }, at) => from === at && !flipped);
}

/** Slices, rows and columns as columns, rows and slices, and back. */
export function reversed([a, b, c]: readonly [number, number, number]): [number, number, number] {
  return [c, b, a];
}

/** The geometry of a volume that was turned. */
export function turnedGeometry(geometry: VolumeGeometry, turn: Turn): VolumeGeometry {
  const { affine, isPlaced } = geometry;
  const lengths = reversed(geometry.shape);
  const distances = reversed(geometry.spacing);
  const pick = (values: Place) => reversed(turn.map(({ from }) => values[from]) as unknown as Place);
  const rows = affine.slice(0, 3).map((row) => {
    const shift = turn.reduce(
      (sum, { from, flipped }) => sum + (flipped ? (lengths[from] - 1) * (row[from] as number) : 0),
      row[3] as number,
    );
    return [...turn.map(({ from, flipped }) => (flipped ? -1 : 1) * (row[from] as number)), shift];
  });
  return { shape: pick(lengths), spacing: pick(distances), affine: [...rows, [0, 0, 0, 1]], isPlaced };
}

/** By what a quotient of distances may be less than a whole number and count as one: they are written with few digits. */
const ROUNDING = 1e-6;

/**
 * The geometry with other distances: the volume begins at the same border, and has as many voxels as fit wholly, as
 * `torch.nn.functional.interpolate` has with `scale_factor`.
 */
export function resampledGeometry(geometry: VolumeGeometry, spacing: Triple): VolumeGeometry {
  const scale = spacing.map((now, at) => now / (geometry.spacing[at] as number));
  const shape = geometry.shape.map((length, at) =>
    Math.max(1, Math.floor(length / (scale[at] as number) + ROUNDING)),
  ) as unknown as Triple;
  const byColumn = [...scale].reverse();
  const rows = geometry.affine.slice(0, 3).map((row) => {
    const shift = byColumn.reduce((sum, s, i) => sum + ((s - 1) / 2) * (row[i] as number), row[3] as number);
    return [...byColumn.map((s, i) => s * (row[i] as number)), shift];
  });
  return { shape, spacing, affine: [...rows, [0, 0, 0, 1]], isPlaced: geometry.isPlaced };
}

/** Where a place given in millimetres, to the patient's right, front and head, lies: column, row and slice, with fractions. */
export function voxelOf({ affine }: VolumeGeometry, place: Place): Place {
  const inverse = inverseOf(affine) as number[][]; // of axes with an extent
  const from = place.map((value, i) => value - (affine[i]?.[3] as number));
  return inverse.map((row) => row.reduce((sum, value, i) => sum + value * (from[i] as number), 0)) as never;
}

/** Where column, row and slice lie in millimetres. */
export function placeOf({ affine }: VolumeGeometry, voxel: Place): Place {
  return affine
    .slice(0, 3)
    .map((row) =>
      voxel.reduce((sum, value, i) => sum + value * (row[i] as number), row[3] as number),
    ) as never;
}

/** An affine that has distances alone, or along an orientation. */
export function plainAffine(spacing: Triple, orientation?: string): Affine {
  const distances = reversed(spacing);
  const rows = [0, 1, 2].map(() => [0, 0, 0, 0]);
  for (const [at, distance] of distances.entries()) {
    const [axis, isNegative] = LETTERS[orientation?.[at] ?? ("RAS"[at] as string)] as readonly [
      0 | 1 | 2,
      boolean,
    ];
    (rows[axis] as number[])[at] = isNegative ? -distance : distance;
  }
  return [...rows, [0, 0, 0, 1]];
}
