/** What a table of predictions has of each image that was classified. */
import { COLUMNS, PROBABILITY, type PredictionRow } from "../../metrics/predictions/rows.ts";
import { noGrad, type Tensor } from "../../tensor/index.ts";
import { sampleLosses } from "./sample-losses.ts";
import { type Criterion, type Forwarded, numbered } from "./task.ts";

/**
 * Label, called class, the probability of each class and the loss, of logits (N, C). Probabilities are those of the logits in
 * float64, so that samples which the network tells apart do not become equal.
 */
export async function classRows(
  { output, targets }: Forwarded,
  names: readonly string[] | undefined,
  criterion: Criterion,
): Promise<PredictionRow[]> {
  const [logits, labels] = [output as Tensor, targets as Tensor]; // as the task's forward made them
  const [wide, classes] = noGrad(() => [
    logits.detach().float(),
    labels.ndim === 2 ? labels.argmax(1) : labels.detach(),
  ]);
  const [values, truth, losses] = await Promise.all([
    wide.dataAsync() as Promise<Float32Array>,
    classes.dataAsync() as Promise<BigInt64Array>,
    sampleLosses(logits, labels, criterion),
  ]);
  const [samples = 0, count = 0] = logits.shape;
  const labelled = names ?? numbered(count);
  return Array.from({ length: samples }, (_, i) => {
    const probabilities = softmax(values.subarray(i * count, (i + 1) * count));
    const highest = probabilities.indexOf(Math.max(...probabilities));
    const shares = labelled.map((name, k) => [`${PROBABILITY}${name}`, probabilities[k] as number] as const);
    return {
      [COLUMNS.label]: labelled[Number(truth[i])] as string,
      [COLUMNS.predicted]: labelled[highest] as string,
      ...Object.fromEntries(shares),
      [COLUMNS.loss]: losses[i] as number,
    };
  });
}

function softmax(logits: Float32Array): number[] {
  const top = logits.reduce((a, b) => Math.max(a, b));
  const shares = Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}
