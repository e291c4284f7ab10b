/** Figures with an interval. */

/** A figure and an interval around it; NaN where it is not defined. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** The share of intervals that hold the true figure, where nothing is said. */
export const LEVEL = 0.95;

/** Value plus and minus a span, within bounds. */
export function around(
  value: number,
  span: number,
  [least, most]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Interval {
  return { value, low: Math.max(least, value - span), high: Math.min(most, value + span) };
}

/** A quantile of ascending numbers, in proportion between two of them, as NumPy's default. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] as number;
  const high = ascending[Math.ceil(at)] as number;
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}
