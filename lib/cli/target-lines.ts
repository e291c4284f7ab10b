/** Labels, numbers and grades as lines for people: what images are predicted to be, and how runs measure. */
import type {
  GradePrediction,
  LabelsPrediction,
  MultilabelReport,
  NumbersPrediction,
  OrdinalReport,
  RegressionReport,
  TaskReport,
} from "../train/index.ts";
import { figure, percent } from "../train/shown.ts";
import { columns } from "./columns.ts";

/** A number of a unit with four digits that count: `142.3 months`. */
export function measureText(value: number, unit: string | null): string {
  return `${Number(value.toPrecision(4))}${unit === null ? "" : ` ${unit}`}`;
}

/** What predictions of each task say, without the file. */
export const TOLD: Readonly<Record<string, (found: never) => string>> = {
  multilabel({ perLabel }: LabelsPrediction): string {
    const ranked = [...perLabel].sort((a, b) => b.probability - a.probability);
    const shown = ranked.filter(({ isFound }) => isFound);
    const texts = (labels: typeof ranked) =>
      labels.map(({ label, probability }) => `${label} ${percent(probability)}`).join(", ");
    return shown.length > 0 ? texts(shown) : `none; the most probable is ${texts(ranked.slice(0, 1))}`;
  },
  regression: ({ numbers }: NumbersPrediction): string =>
    numbers.map(({ name, value, unit }) => `${name} ${measureText(value, unit)}`).join(", "),
  ordinal: ({ label, probability, expected, probabilities }: GradePrediction): string =>
    `${label} ${percent(probability)}, expected grade ${expected.toFixed(2)} of 0 to ${probabilities.length - 1}`,
};

/** How a run of each task was measured. */
export const REPORTS: Readonly<Record<string, (report: never) => string[]>> = {
  multilabel: ({ macro, perLabel, threshold, count, loss, remarks = [] }: MultilabelReport): string[] => [
    `mean AUC ${figure(macro.auc)}  F1 ${figure(macro.f1)}  loss ${loss.toFixed(4)}  ${count} images  threshold ${threshold}`,
    ...columns([
      ["label", "known", "positive", "AUC", "AP", "F1", "sensitivity", "specificity"],
      ...perLabel.map((one) => [
        one.label,
        String(one.known),
        String(one.positives),
        ...[one.auc, one.averagePrecision, one.f1, one.sensitivity, one.specificity].map(figure),
      ]),
    ]),
    ...remarks,
  ],
  regression: ({ perNumber, count, loss }: RegressionReport): string[] => [
    `loss ${loss.toFixed(4)}  ${count} images`,
    ...columns([
      ["number", "known", "MAE", "RMSE", "bias", "R2", "ICC"],
      ...perNumber.map(({ name, unit, known, mae, rmse, bias, r2, icc }) => [
        name,
        String(known),
        ...[mae, rmse, bias].map((value) => (Number.isNaN(value) ? "-" : measureText(value, unit))),
        ...[r2, icc].map(figure),
      ]),
    ]),
  ],
  ordinal: ({
    kappa,
    mae,
    accuracy,
    withinOne,
    confusion,
    perClass,
    count,
    loss,
  }: OrdinalReport): string[] => [
    `quadratic kappa ${figure(kappa)}  MAE ${figure(mae)} grades  accuracy ${percent(accuracy)}  within one ` +
      `${percent(withinOne)}  loss ${loss.toFixed(4)}  ${count} images`,
    "true grade by row, called grade by column:",
    ...columns([
      ["", ...perClass.map(({ label }) => label)],
      ...confusion.map((row, k) => [perClass[k]?.label ?? "", ...row.map(String)]),
    ]),
  ],
};

/** The lines of a report of one of these tasks; null for another. */
export function describeTargets(task: string, report: TaskReport): string[] | null {
  return REPORTS[task]?.(report as never) ?? null; // of that task
}
