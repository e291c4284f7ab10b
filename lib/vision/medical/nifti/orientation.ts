/** Which axis of a volume runs along which of the patient, as nibabel's `io_orientation`. */

import type { Affine } from "./header.ts";

/** For each axis of the file: which of the patient's it runs along most, and whether against it. */
export interface AxisPlace {
  axis: 0 | 1 | 2;
  flipped: boolean;
}

/** The nearest axes of an affine; each of the patient's is taken once. Throws Error where voxels have no extent. */
export function nearestAxes(affine: Affine): AxisPlace[] {
  const columns = [0, 1, 2].map((i) => affine.slice(0, 3).map((row) => row[i] as number));
  const lengths = columns.map((column) => Math.hypot(...column));
  if (lengths.some((length) => !(length > 0)))
    throw new Error("its affine has an axis of no length; it is damaged");
  const scaled = [0, 1, 2].map((row) =>
    columns.map((column, i) => (column[row] as number) / (lengths[i] as number)),
  );
  const turned = nearestRotation(scaled);
  // The axis that is clearest chooses first.
  const order = [0, 1, 2].sort((a, b) => clarity(turned, b) - clarity(turned, a));
  const places: AxisPlace[] = [];
  const free = new Set([0, 1, 2]);
  for (const column of order) {
    const axis = [...free].reduce((best, row) =>
      Math.abs(turned[row]?.[column] as number) > Math.abs(turned[best]?.[column] as number) ? row : best,
    );
    free.delete(axis);
    places[column] = { axis: axis as AxisPlace["axis"], flipped: (turned[axis]?.[column] as number) < 0 };
  }
  return places;
}

function clarity(matrix: readonly (readonly number[])[], column: number): number {
  return Math.max(...matrix.map((row) => (row[column] as number) ** 2));
}

/** The orthogonal factor of the polar decomposition, by Newton's iteration; a singular matrix stays as it is. */
function nearestRotation(matrix: number[][]): number[][] {
  let current = matrix;
  for (let round = 0; round < 50; round++) {
    const inverse = inverseOf(current);
    if (inverse === null) return matrix;
    const next = current.map((row, r) => row.map((value, c) => (value + (inverse[c]?.[r] as number)) / 2));
    const change = Math.max(
      ...next.flatMap((row, r) => row.map((v, c) => Math.abs(v - (current[r]?.[c] as number)))),
    );
    current = next;
    if (change < 1e-12) break;
  }
  return current;
}

/** The inverse of a matrix of three rows; null where it has none. */
export function inverseOf(m: readonly (readonly number[])[]): number[][] | null {
  const at = (r: number, c: number) => m[r % 3]?.[c % 3] as number;
  // Cofactors, with rows and columns taken round.
  const cofactor = (r: number, c: number) =>
    at(r + 1, c + 1) * at(r + 2, c + 2) - at(r + 1, c + 2) * at(r + 2, c + 1);
  const determinant = at(0, 0) * cofactor(0, 0) + at(0, 1) * cofactor(0, 1) + at(0, 2) * cofactor(0, 2);
  if (!(Math.abs(determinant) > 1e-9)) return null;
  return [0, 1, 2].map((r) => [0, 1, 2].map((c) => cofactor(c, r) / determinant));
}
