/** Sizes of windows: one number for all spatial dimensions, or one for each. */
import { either, integer, type Kind, listOf } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkInteger } from "./checks.ts";

/** A number for each spatial dimension, by how many there are. */
export interface Tuples {
  1: [number];
  2: [number, number];
  3: [number, number, number];
}

/** How many spatial dimensions there are. */
export type Dims = keyof Tuples;

/** One size for all dimensions, or one for each: `[depth, height, width]`. */
export type Size<D extends Dims> = number | Readonly<Tuples[D]>;

/** A size along one dimension. */
export type Size1 = Size<1>;

/** One size for both spatial dimensions, or `[height, width]`. */
export type Size2 = Size<2>;

/** One size for all three spatial dimensions, or `[depth, height, width]`. */
export type Size3 = Size<3>;

/** A size of `dims` dimensions as options take it. */
function sizeKind<D extends Dims>(dims: D): Kind<Size<D>> {
  // `listOf` counts what the type says.
  return either(integer, listOf(integer, dims)) as unknown as Kind<Size<D>>;
}

/** The kinds of sizes by their dimensions. */
export const SIZES: { readonly [D in Dims]: Kind<Size<D>> } = {
  1: sizeKind(1),
  2: sizeKind(2),
  3: sizeKind(3),
};

const [size1, size2, size3] = [SIZES[1], SIZES[2], SIZES[3]];

export { size1, size2, size3 };

/** A size for each of `dims` dimensions; throws ArgumentError unless all are integers of at least `least`. */
export function sizes<D extends Dims>(
  operation: string,
  name: string,
  value: number | readonly number[],
  dims: D,
  least: number,
): Tuples[D] {
  const list: unknown[] = Array.isArray(value) ? value : new Array(dims).fill(value);
  if (list.length !== dims) {
    throw new ArgumentError(
      `${operation}: ${name} must be one integer or a list of ${dims}, got a list of ${list.length}.`,
      { operation },
    );
  }
  for (const one of list) checkInteger(operation, name, one, least);
  return [...list] as Tuples[D]; // checked one by one
}
