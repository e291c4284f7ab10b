/** The figures of predictions as lines for people. */
import type {
  ColumnMeans,
  FigureDifference,
  Interval,
  PredictionComparison,
  PredictionReport,
  Subgroup,
} from "../metrics/index.ts";
import { figure } from "../train/shown.ts";
import { columns } from "./columns.ts";

/** Figures in the order in which they are read, with their names for people. */
const NAMES: Readonly<Record<string, string>> = {
  mAP: "mAP",
  mAP50: "mAP50",
  mAP75: "mAP75",
  mAPSmall: "mAP, small",
  mAPMedium: "mAP, medium",
  mAPLarge: "mAP, large",
  maskAP: "mask AP",
  maskAP50: "mask AP50",
  maskAP75: "mask AP75",
  froc: "FROC, mean",
  precision: "precision",
  recall: "recall",
  accuracy: "accuracy",
  balancedAccuracy: "balanced accuracy",
  macroF1: "macro F1",
  matthews: "MCC",
  kappa: "kappa",
  quadraticKappa: "quadratic kappa",
  gradeError: "MAE in grades",
  withinOne: "within one grade",
  auc: "AUC",
  averagePrecision: "average precision",
  sensitivity: "sensitivity",
  specificity: "specificity",
  ppv: "PPV",
  npv: "NPV",
  f1: "F1",
  brier: "Brier score",
  logLoss: "log loss",
  calibrationError: "calibration error",
  microAuc: "micro AUC",
  microF1: "micro F1",
  exactMatch: "exact match",
  mae: "MAE",
  rmse: "RMSE",
  r2: "R2",
  icc: "ICC(2,1)",
  bias: "bias",
};

/** What a subgroup's line has. */
const OF_SUBGROUPS = [
  "accuracy",
  "quadraticKappa",
  "auc",
  "sensitivity",
  "specificity",
  "mAP",
  "mAP50",
  "froc",
  "mae",
  "bias",
] as const;

const WIDTH = 20;

function interval({ value, low, high }: Interval): string {
  if (Number.isNaN(low)) return figure(value);
  return `${figure(value)} (${figure(low)} to ${figure(high)})`;
}

/** The report as text. */
export function describePredictions(report: PredictionReport): string[] {
  const { classes, perClass, positive, draws, level, groups, groupColumn } = report;
  const counts = [...perClass, ...report.numbers, ...report.objects]
    .map(({ name, samples }) => `${name} ${samples}`)
    .join(", ");
  const patients = groups === null ? "" : ` of ${groups} groups (${groupColumn})`;
  const how =
    draws === 0
      ? "no intervals"
      : `${100 * level} % intervals by ${draws} bootstrap draws of ${groups === null ? "samples" : `whole groups`}`;
  const named = Object.entries(NAMES).flatMap(([name, label]) => {
    const found = report.figures[name];
    return found === undefined ? [] : [`${label.padEnd(WIDTH)}${interval(found)}`];
  });
  return [
    `${report.file}: ${report.samples} ${report.task === "detection" ? "images" : "samples"}${patients}: ${counts}`,
    `${how}${positive === null ? "" : `; positive: ${positive}, from ${report.threshold} on`}`,
    "",
    ...named,
    ...ofPositive(report),
    ...(perClass.length > 0 && (positive === null || classes.length > 2) ? ["", ...ofClasses(report)] : []),
    ...(report.numbers.length > 1 ? ["", ...ofNumbers(report)] : []),
    ...ofObjects(report),
    ...ofConfusion(report),
    ...describeSubgroups(report.subgroups),
  ];
}

function ofPositive({ delong, atThreshold, calibration }: PredictionReport): string[] {
  const lines: string[] = [];
  const add = (name: string, told: string): void => void lines.push(`${name.padEnd(WIDTH)}${told}`);
  if (delong !== null) add("AUC, DeLong", interval(delong));
  const there = atThreshold?.atPrevalence;
  if (there) add(`at prevalence ${there.prevalence}`, `PPV ${figure(there.ppv)}, NPV ${figure(there.npv)}`);
  if (calibration !== null) {
    add("calibration slope", interval(calibration.slope));
    add("calib. in the large", interval(calibration.inTheLarge));
  }
  return lines;
}

function ofConfusion({ confusion, classes }: PredictionReport): string[] {
  if (confusion.length === 0) return [];
  const rows = confusion.map((row, k) => [classes[k] as string, ...row.map(String)]);
  return ["", "true class by row, called class by column:", ...columns([["", ...classes], ...rows])];
}

function ofNumbers({ numbers }: PredictionReport): string[] {
  const rows = numbers.map((one) => [
    one.name,
    String(one.samples),
    ...([one.mae, one.rmse, one.bias, one.r2, one.icc] as const).map(interval),
  ]);
  return columns([["number", "samples", "MAE", "RMSE", "bias", "R2", "ICC(2,1)"], ...rows]);
}

function ofObjects({ objects, froc, threshold, task }: PredictionReport): string[] {
  if (task !== "detection") return [];
  const rows = objects.map((one) => [
    one.name,
    String(one.samples),
    ...([one.averagePrecision, one.precision, one.recall, one.f1] as const).map(interval),
  ]);
  return [
    "",
    `precision, recall and F1 from a score of ${threshold} on, at an overlap of 0.5:`,
    ...columns([["class", "objects", "mAP", "precision", "recall", "F1"], ...rows]),
    "",
    ...columns([
      ["false alarms an image", "sensitivity"],
      ...froc.map(({ rate, sensitivity }) => [String(rate), interval(sensitivity)]),
    ]),
  ];
}

function ofClasses({ perClass }: PredictionReport): string[] {
  const rows = perClass.map((one) => [
    one.name,
    String(one.samples),
    ...([one.sensitivity, one.specificity, one.precision, one.auc] as const).map(interval),
  ]);
  return columns([["class", "samples", "sensitivity", "specificity", "precision", "AUC"], ...rows]);
}

/** Subgroups, a table for each column; of masks with their Dice. */
export function describeSubgroups(subgroups: readonly Subgroup[]): string[] {
  const named = [...new Set(subgroups.map(({ column }) => column))];
  return named.flatMap((column) => {
    const own = subgroups.filter((one) => one.column === column);
    const dice = Object.keys(own[0]?.figures ?? {}).filter((name) => name.startsWith("dice_"));
    const figures = [...OF_SUBGROUPS, ...dice].filter((name) =>
      own.some((one) => one.figures[name] !== undefined),
    );
    const header = [column, "samples", "groups", ...figures.map((name) => NAMES[name] ?? name)];
    return ["", ...columns([header, ...own.map((one) => subgroupRow(one, figures))])];
  });
}

function subgroupRow({ value, samples, groups, figures }: Subgroup, names: readonly string[]): string[] {
  const cells = names.map((name) => (figures[name] === undefined ? "-" : interval(figures[name])));
  return [
    value === "" ? "(not said)" : value,
    String(samples),
    groups === null ? "-" : String(groups),
    ...cells,
  ];
}

/** Two tables compared, as text. */
export function describeComparison(found: PredictionComparison): string[] {
  const { a, b, samples, groups, figures, permutation, delong, mcNemar } = found;
  const known = Object.entries(NAMES).filter(([name]) => figures[name] !== undefined);
  // Of masks the names are of columns.
  const named =
    found.task === "segmentation" ? Object.keys(figures).map((name) => [name, name] as const) : known;
  const rows = named.map(([name, label]) => differenceRow(label, figures[name] as FigureDifference));
  const exchanges = Object.entries(permutation ?? {}).map(
    ([name, p]) => `${NAMES[name] ?? name} p ${shown(p)}`,
  );
  const tests = [
    ...(exchanges.length === 0 ? [] : [`exchanged: ${exchanges.join(", ")}`]),
    ...(delong === null ? [] : [`DeLong's test of the AUC: p ${shown(delong.pValue)}`]),
    ...(mcNemar === null
      ? []
      : [
          `McNemar's test: right in a alone ${mcNemar.onlyA}, in b alone ${mcNemar.onlyB}, p ${shown(mcNemar.pValue)}`,
        ]),
  ];
  return [
    `a: ${a}`,
    `b: ${b}`,
    `${samples} samples${groups === null ? "" : ` of ${groups} groups`}`,
    "",
    ...columns([["", "a", "b", "a - b"], ...rows]),
    ...ofEach(found),
    ...(tests.length === 0 ? [] : ["", ...tests]),
  ];
}

function differenceRow(label: string, { a, b, difference }: FigureDifference): string[] {
  return [label, figure(a), figure(b), interval(difference)];
}

/** What a line of each label, number or kind of object has. */
const OF_EACH: Readonly<Record<string, string>> = {
  multilabel: "auc",
  regression: "mae",
  detection: "averagePrecision",
};

function ofEach({ task, each }: PredictionComparison): string[] {
  const name = OF_EACH[task];
  if (name === undefined || each.length < 2) return [];
  const hasTests = each.some(({ delong }) => delong !== null);
  const rows = each.flatMap((one) => {
    const own = one.figures[name];
    if (own === undefined) return [];
    const test = one.delong === null ? "-" : shown(one.delong.pValue);
    return [[...differenceRow(one.name, own), ...(hasTests ? [test] : [])]];
  });
  const head = [NAMES[name] as string, "a", "b", "a - b", ...(hasTests ? ["DeLong's p"] : [])];
  return ["", ...columns([head, ...rows])];
}

function shown(pValue: number): string {
  return pValue < 0.001 ? "< 0.001" : figure(pValue);
}

/** Means of a table, as text. */
export function describeMeans(found: ColumnMeans): string[] {
  const { file, samples, groups, groupColumn, pooled, level, draws } = found;
  const rows = Object.entries(found.columns).map(([name, one]) => [
    name,
    interval(one),
    figure(one.standardDeviation),
    String(one.count),
    String(one.infinite),
  ]);
  return [
    `${file}: ${samples} samples${groups === null ? "" : ` of ${groups} groups (${groupColumn})`}`,
    `${100 * level} % intervals by ${draws} bootstrap draws of ${groups === null ? "samples" : "whole groups"}`,
    "",
    ...columns([["", "mean", "sd", "samples", "infinite"], ...rows]),
    ...Object.entries(pooled).map(([name, one]) => `all pixels: ${name}  ${interval(one)}`),
  ];
}
