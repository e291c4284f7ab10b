/** Shares whose draws do not vary. */
import { type Interval, proportion } from "../../../metrics/index.ts";

/** Draws of samples that are all right, or all wrong, do not vary; then Wilson's interval of `n` says how little is known. */
export function shareOf(one: Interval | undefined, n: number, level: number): Interval | null {
  if (one === undefined) return null;
  const isSpread = one.low !== one.high || (one.value > 0 && one.value < 1) || Number.isNaN(one.value);
  return isSpread || n < 1 ? one : proportion(Math.round(one.value * n), n, { level });
}
