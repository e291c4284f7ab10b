/** Checks and roundings of widths that several families share. */

import { ArgumentError } from "../native/errors.ts";

/** Throws ArgumentError unless `numClasses` is a positive integer. */
export function checkNumClasses(network: string, numClasses: number): void {
  if (Number.isInteger(numClasses) && numClasses >= 1) return;
  throw new ArgumentError(`${network}: expected numClasses to be a positive integer, got ${numClasses}`);
}

/**
 * The multiple of `divisor` nearest to `value`, at least `least` (one `divisor` if not given) and never more than a
 * tenth below `value`: how the MobileNets and their kin round scaled widths.
 */
export function makeDivisible(value: number, divisor: number, least: number = divisor): number {
  const nearest = Math.max(least, Math.floor(Math.trunc(value + divisor / 2) / divisor) * divisor);
  return nearest < 0.9 * value ? nearest + divisor : nearest;
}
