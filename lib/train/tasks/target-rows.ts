/** What a table of predictions has of each image of several labels, of numbers and of grades. */
import { gradesOf } from "../../inference/cumulative.ts";
import { COLUMNS, columnOf, PROBABILITY, type PredictionRow } from "../../metrics/predictions/rows.ts";
import { noGrad, type Tensor } from "../../tensor/index.ts";
import { sampleLosses } from "./sample-losses.ts";
import { type Criterion, type Forwarded, numbered } from "./task.ts";

/** Target and probability of each label, and the loss; a cell of what is not known is empty. */
export async function labelRows(
  { output, targets }: Forwarded,
  names: readonly string[] | undefined,
  criterion: Criterion,
): Promise<PredictionRow[]> {
  const [logits, labels] = [output as Tensor, targets as Tensor]; // as the task's forward made them
  const [rows, truths, losses] = await Promise.all([
    rowsOf(logits),
    rowsOf(labels),
    sampleLosses(logits, labels, criterion),
  ]);
  const named = names ?? numbered(logits.shape[1] ?? 0);
  return rows.map((row, i) => {
    const truth = truths[i] as number[];
    return {
      ...cells(named, (k) => [columnOf.label, truth[k] as number]),
      ...cells(named, (k) => [columnOf.probability, 1 / (1 + Math.exp(-(row[k] as number)))]),
      [COLUMNS.loss]: lossOf(losses[i] as number, truth),
    };
  });
}

/** True and predicted value of each number, both in units, and the loss; a cell of what is not known is empty. */
export async function numberRows(
  values: { predicted: Tensor; truth: Tensor },
  scaled: { output: Tensor; targets: Tensor },
  names: readonly string[],
  criterion: Criterion,
): Promise<PredictionRow[]> {
  const [predicted, truths, losses] = await Promise.all([
    rowsOf(values.predicted),
    rowsOf(values.truth),
    sampleLosses(scaled.output, scaled.targets, criterion),
  ]);
  return predicted.map((row, i) => {
    const truth = truths[i] as number[];
    return {
      ...cells(names, (k) => [columnOf.value, shortest(truth[k] as number)]),
      ...cells(names, (k) => [columnOf.prediction, shortest(row[k] as number)]),
      [COLUMNS.loss]: lossOf(losses[i] as number, truth),
    };
  });
}

/** True and called grade, the probability of each, the expected grade and the loss. */
export async function gradeRows(
  { output, targets }: Forwarded,
  names: readonly string[],
  criterion: Criterion,
): Promise<PredictionRow[]> {
  const [logits, labels] = [output as Tensor, targets as Tensor]; // as the task's forward made them
  const [rows, truth, losses] = await Promise.all([
    rowsOf(logits),
    labels.dataAsync() as Promise<BigInt64Array>,
    sampleLosses(logits, labels, criterion),
  ]);
  return rows.map((row, i) => {
    const { grade, probabilities, expected } = gradesOf(row);
    const shares = names.map((name, k) => [`${PROBABILITY}${name}`, probabilities[k] as number] as const);
    return {
      [COLUMNS.label]: names[Number(truth[i])] as string,
      [COLUMNS.predicted]: names[grade] as string,
      ...Object.fromEntries(shares),
      [COLUMNS.expectedGrade]: expected,
      [COLUMNS.loss]: losses[i] as number,
    };
  });
}

function cells(
  names: readonly string[],
  of: (k: number) => [column: (name: string) => string, value: number],
): Record<string, number | null> {
  return Object.fromEntries(
    names.map((name, k) => {
      const [column, value] = of(k);
      return [column(name), Number.isNaN(value) ? null : value];
    }),
  );
}

/** Of a sample of which nothing is known there is none. */
function lossOf(loss: number, truth: readonly number[]): number | null {
  return truth.every(Number.isNaN) ? null : loss;
}

/** The rows of (N, K). */
async function rowsOf(values: Tensor): Promise<number[][]> {
  const flat = (await noGrad(() => values.detach().float()).dataAsync()) as Float32Array;
  const [rows = 0, width = 0] = values.shape;
  return Array.from({ length: rows }, (_, i) => Array.from(flat.subarray(i * width, (i + 1) * width)));
}

/** The shortest decimal that is this float32. */
function shortest(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
