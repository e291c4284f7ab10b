/** Decision curves: what acting on a model gains over acting on all or on none. */
import { listOf, type Rest, signature } from "../edge/index.ts";
import { betweenKind, probable, type Values, valuesKind } from "./shared/values.ts";

/** Net benefit at one threshold of probability. */
export interface DecisionPoint {
  threshold: number;
  /** Of acting where the model says at least the threshold. */
  model: number;
  /** Of acting on all; of acting on none it is 0. */
  all: number;
  /** Unnecessary acts avoided for each 100 samples beside acting on all, with as many found. */
  avoidedPer100: number;
}

const TAKES = signature<{ thresholds?: readonly number[] }>("metrics.decisionCurve", {
  takes: { probabilities: valuesKind, labels: valuesKind },
  options: { thresholds: listOf(betweenKind) },
  positional: ["thresholds"],
});

const USUAL = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

/**
 * Net benefit over thresholds: TP / n - FP / n x p / (1 - p) (Vickers & Elkin 2006, https://doi.org/10.1177/0272989X06295361).
 *
 * @param probabilities (N) of class 1; calibrated ones, or the thresholds mean nothing
 * @param labels (N) 0 and 1, or booleans
 * @param rest `thresholds` between 0 and 1; default 0.01 to 0.99
 * @throws ArgumentError for lists of several lengths, none, NaN, what are no probabilities, other labels
 */
export function decisionCurve(
  probabilities: Values,
  labels: Values,
  ...rest: Rest<{ thresholds?: readonly number[] }, [thresholds: readonly number[]]>
): DecisionPoint[] {
  const { thresholds = USUAL } = TAKES.read(rest);
  TAKES.check(probabilities, labels);
  const { scores, positives, count } = probable(TAKES, probabilities, labels);
  const n = scores.length;
  return thresholds.map((threshold) => {
    let [tp, fp] = [0, 0];
    for (let i = 0; i < n; i++) {
      if ((scores[i] as number) < threshold) continue;
      if (positives[i] === 1) tp++;
      else fp++;
    }
    const odds = threshold / (1 - threshold);
    const model = tp / n - (fp / n) * odds;
    const all = count / n - ((n - count) / n) * odds;
    return { threshold, model, all, avoidedPer100: ((model - all) / odds) * 100 };
  });
}
