/** Where a frame lies in the patient, and how far apart its pixels are, in millimetres (PS3.3, C.7.6.2 and C.7.6.16.2). */

import { type FrameSets, setWith } from "./values.ts";

/** x, y, z in millimetres: to the patient's left, back and head. */
export type Point = readonly [number, number, number];

/** Geometry of a frame. */
export interface FrameGeometry {
  /** Distances of rows and of columns in millimetres; null where the file does not say them. */
  spacing: readonly [row: number, column: number] | null;
  /**
   * What the distances are: of the patient; of the detector, behind him, as in X-rays; of a scan, as of film.
   */
  spacingOf: "patient" | "detector" | "scan" | null;
  /** The centre of the first pixel; null where the file does not say it. */
  position: Point | null;
  /** Where to columns and rows run, two unit vectors; null where the file does not say it. */
  orientation: readonly [row: Point, column: Point] | null;
  /** How much higher than wide a pixel is, where only that is said. Default 1. */
  aspect: number;
}

const SPACINGS = [
  [0x00280030, "patient"],
  [0x00181164, "detector"],
  [0x00182010, "scan"],
] as const;
const [ASPECT, POSITION, ORIENTATION] = [0x00280034, 0x00200032, 0x00200037];

/** Reads the geometry of a frame; what is damaged counts as not said. */
export function geometryOf(sets: FrameSets): FrameGeometry {
  const numbers = (tag: number, count: number): number[] | null => {
    const found = setWith(sets, tag)?.numbers(tag) ?? [];
    return found.length === count && found.every(Number.isFinite) ? found : null;
  };
  const position = numbers(POSITION, 3) as Point | null;
  const axes = numbers(ORIENTATION, 6);
  const orientation =
    axes === null ? null : ([unit(axes.slice(0, 3)), unit(axes.slice(3))] as [Point | null, Point | null]);
  const isWhole = orientation !== null && orientation[0] !== null && orientation[1] !== null;
  const aspect = numbers(ASPECT, 2) as [number, number] | null;
  const where = { position, orientation: isWhole ? (orientation as [Point, Point]) : null };
  for (const [tag, spacingOf] of SPACINGS) {
    const spacing = numbers(tag, 2) as [number, number] | null;
    if (spacing === null || !spacing.every((one) => one > 0)) continue;
    return { ...where, spacing, spacingOf, aspect: spacing[0] / spacing[1] };
  }
  const ratio = aspect !== null && aspect[0] > 0 && aspect[1] > 0 ? aspect[0] / aspect[1] : 1;
  return { ...where, spacing: null, spacingOf: null, aspect: ratio };
}

function unit(vector: readonly number[]): Point | null {
  const length = Math.hypot(...vector);
  return length < 1e-6 ? null : (vector.map((one) => one / length) as unknown as Point);
}

/** The vector across two others. */
export function cross([a, b, c]: Point, [x, y, z]: Point): Point {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

/** How far one vector reaches along another. */
export function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
