/**
 * The matrices of Winograd's minimal filtering for filters of three taps, from the points of their polynomials.
 *
 * Toom and Cook: a product of polynomials is found from its values at as many points as it has coefficients, one of
 * them at infinity; filtering is that product's transpose. Points one and zero come first: winograd.ts puts the bias
 * where both axes are at the point one.
 */

/** Outputs along an edge that are computed together. */
export type Tile = 2 | 4;

type Matrix = readonly (readonly number[])[];

/** `output (filter g * input d)` filters the n values d with the three taps g; n = tile + 2. */
export interface Transform {
  /** (n, n) */
  input: Matrix;
  /** (n, 3) */
  filter: Matrix;
  /** (tile, n) */
  output: Matrix;
}

const TAPS = 3;

/** Coefficients, the lowest first, of the product of `x - point`. */
function polynomial(points: readonly number[]): number[] {
  let coefficients = [1];
  for (const point of points) {
    const next = new Array<number>(coefficients.length + 1).fill(0);
    for (const [i, value] of coefficients.entries()) {
      next[i] = (next[i] as number) - point * value;
      next[i + 1] = (next[i + 1] as number) + value;
    }
    coefficients = next;
  }
  return coefficients;
}

/** The transform of some finite points, as many as outputs and taps less two. */
function transformOf(points: readonly number[]): Transform {
  const size = points.length + 1;
  const tile = size - TAPS + 1;
  const others = (i: number): number[] => points.filter((_, k) => k !== i);
  const powers = (point: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) => point ** i);
  const atInfinity = (count: number): number[] =>
    Array.from({ length: count }, (_, i) => (i === count - 1 ? 1 : 0));
  const input = points.map((_, i) => [...polynomial(others(i)), 0]);
  const filter = points.map((point, i) => {
    const divisor = others(i).reduce((product, other) => product * (point - other), 1);
    return powers(point, TAPS).map((power) => power / divisor);
  });
  const columns = [...points.map((point) => powers(point, tile)), atInfinity(tile)];
  return {
    input: [...input, polynomial(points)],
    filter: [...filter, atInfinity(TAPS)],
    output: Array.from({ length: tile }, (_, i) => columns.map((column) => column[i] as number)),
  };
}

/** By tile. */
export const TRANSFORMS: Readonly<Record<Tile, Transform>> = {
  2: transformOf([0, 1, -1]),
  4: transformOf([0, 1, -1, 0.5, -2]),
};
