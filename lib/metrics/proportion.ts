/** Intervals of proportions. */
import { integerFrom, oneOf, type Rest, signature } from "../edge/index.ts";
import { betaQuantile, normalSpan } from "./shared/distributions.ts";
import { type Interval, LEVEL } from "./shared/interval.ts";
import { betweenKind } from "./shared/values.ts";

/** Options of {@link proportion}. */
export interface ProportionOptions {
  /** Default 0.95. */
  level?: number;
  /** "wilson" (default), or "exact": Clopper and Pearson's, never too narrow and mostly too wide. */
  method?: "wilson" | "exact";
}

const TAKES = signature<ProportionOptions>("metrics.proportion", {
  takes: { successes: integerFrom(0), total: integerFrom(0) },
  options: { level: betweenKind, method: oneOf("wilson", "exact") },
  positional: ["level", "method"],
});

/**
 * A proportion with its interval: Wilson's score interval (1927, https://doi.org/10.1080/01621459.1927.10502953), or Clopper and
 * Pearson's (1934).
 *
 * @param successes how many
 * @param total of how many; of none all is NaN
 * @throws ArgumentError for more successes than there are
 */
export function proportion(
  successes: number,
  total: number,
  ...rest: Rest<ProportionOptions, [level: number, method: "wilson" | "exact"]>
): Interval {
  const { level = LEVEL, method = "wilson" } = TAKES.read(rest);
  TAKES.check(successes, total);
  if (successes > total) throw TAKES.error(`${successes} of ${total} is more than all.`);
  return proportionOf(successes, total, level, method);
}

/** As {@link proportion}. */
export function proportionOf(
  k: number,
  n: number,
  level: number,
  method: "wilson" | "exact" = "wilson",
): Interval {
  const value = k / n; // 0 / 0 is NaN
  if (n === 0) return { value, low: Number.NaN, high: Number.NaN };
  if (method === "exact") {
    const tail = (1 - level) / 2;
    return {
      value,
      low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
      high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
    };
  }
  const z = normalSpan(level);
  const centre = (k + (z * z) / 2) / (n + z * z);
  const half = (z / (n + z * z)) * Math.sqrt((k * (n - k)) / n + (z * z) / 4);
  return {
    value,
    low: k === 0 ? 0 : centre - half,
    high: k === n ? 1 : centre + half,
  };
}
