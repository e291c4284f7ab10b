/** Roundings of widths that several families share. */

/**
 * The multiple of `divisor` nearest to `value`, at least `least` (one `divisor` if not given) and never more than a
 * tenth below `value`: how the MobileNets and their kin round scaled widths.
 */
export function makeDivisible(value: number, divisor: number, least: number = divisor): number {
  const nearest = Math.max(least, Math.floor(Math.trunc(value + divisor / 2) / divisor) * divisor);
  return nearest < 0.9 * value ? nearest + divisor : nearest;
}
