/** Cohen's kappa. */
import { integerFrom, nullable, oneOf, type Rest, signature } from "../edge/index.ts";
import { type Confusion, countDecisions, decisions } from "./confusion.ts";
import { type Values, valuesKind } from "./shared/values.ts";

/** How much disagreements count: all alike, by how far apart two grades are, or by the square of it. */
export type KappaWeights = "linear" | "quadratic" | null;

/** Options of {@link cohensKappa}. */
export interface KappaOptions {
  /** Default null: all disagreements count alike. */
  weights?: KappaWeights;
  /** Number of grades. Default: one more than the greatest; a grade that nobody gave changes nothing. */
  classes?: number;
}

const TAKES = signature<KappaOptions>("metrics.cohensKappa", {
  takes: { a: valuesKind, b: valuesKind },
  options: { weights: nullable(oneOf("linear", "quadratic")), classes: integerFrom(1) },
  positional: ["weights"],
});

/**
 * Agreement beyond chance of two raters, or of predictions and labels: Cohen 1960 (https://doi.org/10.1177/001316446002000104), with
 * weights 1968 (https://doi.org/10.1037/h0026256), as scikit-learn's `cohen_kappa_score`.
 *
 * @param a (N) class indices; for weights grades in order
 * @param b (N)
 * @returns at most 1, 0 by chance; NaN where both name one class only
 * @throws ArgumentError for lists of several lengths, none, and what are no class indices
 */
export function cohensKappa(
  a: Values,
  b: Values,
  ...rest: Rest<KappaOptions, [weights: KappaWeights]>
): number {
  const { weights = null, classes } = TAKES.read(rest);
  TAKES.check(a, b);
  return kappaOf(countDecisions(decisions(TAKES, a, b, classes)), weights);
}

/** Of a confusion matrix. */
export function kappaOf(confusion: Confusion, weights: KappaWeights): number {
  const rows = confusion.map((row) => row.reduce((sum, n) => sum + n, 0));
  const columns = confusion.map((_, k) => confusion.reduce((sum, row) => sum + (row[k] as number), 0));
  const total = rows.reduce((sum, n) => sum + n, 0);
  let [seen, expected] = [0, 0];
  for (const [i, row] of confusion.entries()) {
    for (const [j, n] of row.entries()) {
      const apart = Math.abs(i - j);
      const cost = weights === null ? Math.min(apart, 1) : weights === "linear" ? apart : apart ** 2;
      seen += cost * n;
      expected += (cost * (rows[i] as number) * (columns[j] as number)) / total;
    }
  }
  return 1 - seen / expected; // 0 / 0 is NaN
}
