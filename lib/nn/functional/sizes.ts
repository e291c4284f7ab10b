/** Sizes of windows: one number for all dimensions, or one for each. */
import { either, integer, type Kind, listOf } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { checkInteger } from "../checks.ts";

/** A size along one dimension. */
export type Size1 = number | readonly [number];

/** One size for all three spatial dimensions, or `[depth, height, width]`. */
export type Size3 = number | readonly [number, number, number];

// Lists of one and three, which their types say and `listOf` counts.
/** `Size1` as options take it. */
export const size1: Kind<Size1> = either(integer, listOf(integer, 1) as unknown as Kind<readonly [number]>);

/** `Size3` as options take it. */
export const size3: Kind<Size3> = either(
  integer,
  listOf(integer, 3) as unknown as Kind<readonly [number, number, number]>,
);

/** A size for each of `dims` dimensions; throws ArgumentError unless all are integers of at least `least`. */
export function sizes(
  operation: string,
  name: string,
  value: number | readonly number[],
  dims: number,
  least: number,
): number[] {
  const list: unknown[] = Array.isArray(value) ? value : new Array(dims).fill(value);
  if (list.length !== dims) {
    throw new ArgumentError(
      `${operation}: ${name} must be one integer or a list of ${dims}, got a list of ${list.length}.`,
      { operation },
    );
  }
  for (const one of list) checkInteger(operation, name, one, least);
  return [...list] as number[]; // checked one by one
}
