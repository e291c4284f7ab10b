/** What is right of several labels at once: each label for itself, and the means over them. */
import { multilabelFigures } from "../metrics/index.ts";
import { GatheredMetric, type GatheredRows } from "./gathered.ts";
import type { Better, Shown } from "./metric.ts";
import { noteScores, probabilityOf, type RankedScores } from "./ranked-scores.ts";
import type { TaskReport } from "./tasks/task.ts";

const MEASURED = ["auc", "averagePrecision", "f1", "sensitivity", "specificity"] as const;

/** What is measured of labels; NaN where it is not defined. */
export type LabelMeasures = Record<(typeof MEASURED)[number], number>;

/** Figures of one label over the samples where it is known. */
export interface LabelReport extends LabelMeasures {
  label: string;
  /** Samples where it is known. */
  known: number;
  /** Samples that have it. */
  positives: number;
}

/** What is known of several labels after a pass, as scikit-learn's measures; missing targets count for nothing. */
export interface MultilabelReport extends TaskReport {
  /** Probability from which a label counts as found: of F1, sensitivity, specificity and exact matches. */
  threshold: number;
  perLabel: LabelReport[];
  /** Means over the labels where a figure is defined. */
  macro: LabelMeasures;
  /** Of all decisions together. */
  micro: LabelMeasures;
  /** Means weighed by the positives of each label. */
  weighted: LabelMeasures;
  /** Share of samples all of whose labels are known and right. */
  exactMatch: number;
}

const SHOWN: Readonly<Record<string, Shown>> = { auc: { label: "AUC" }, f1: { label: "F1" } };

/** Gathers logits (N, L) and targets (N, L) of 0, 1 and NaN. */
export class MultilabelMetrics extends GatheredMetric<MultilabelReport> {
  readonly better: Readonly<Record<string, Better>>;
  override readonly shown = SHOWN;
  readonly #labels: readonly string[];
  readonly #threshold: number;

  constructor(labels: readonly string[], threshold: number) {
    super();
    this.#labels = labels;
    this.#threshold = threshold;
    this.better = Object.fromEntries(figureNames(labels).map((name) => [name, "higher"]));
  }

  protected measure({ outputs, targets, rows }: GatheredRows): MultilabelReport {
    const labels = this.#labels;
    const found = rows === 0 ? null : figuresOf(outputs, targets, labels.length, this.#threshold);
    const perLabel = labels.map((label, k): LabelReport => {
      const { known, positives, ...measures } = found?.perLabel[k] ?? {
        ...nothing(),
        known: 0,
        positives: 0,
      };
      return { label, known, positives, ...measures };
    });
    if (rows > 0)
      noteScores(perLabel, () => labels.map((name, k) => knownOf(name, k, labels.length, outputs, targets)));
    const macro = found?.mean ?? nothing();
    const micro = found?.micro ?? nothing();
    const exactMatch = found?.exactMatch ?? Number.NaN;
    const weighted = Object.fromEntries(
      MEASURED.map((name) => [name, weightedMean(perLabel, name)]),
    ) as LabelMeasures; // those names
    return {
      count: rows,
      loss: Number.NaN,
      threshold: this.#threshold,
      perLabel,
      macro,
      micro,
      weighted,
      exactMatch,
      figures: {
        ...macro,
        microAuc: micro.auc,
        microF1: micro.f1,
        weightedAuc: weighted.auc,
        exactMatch,
        ...Object.fromEntries(perLabel.map(({ label, auc }) => [`auc.${label}`, auc])),
      },
      ...remarksOn(perLabel, rows),
    };
  }
}

/** The samples of a label where it is known. */
function knownOf(
  name: string,
  k: number,
  labels: number,
  logits: readonly number[],
  targets: readonly number[],
): RankedScores {
  const known = Array.from({ length: targets.length / labels }, (_, i) => i * labels + k).filter(
    (at) => !Number.isNaN(targets[at]),
  );
  return {
    name,
    scores: Float64Array.from(known, (at) => probabilityOf(logits[at] as number)),
    labels: Uint8Array.from(known, (at) => targets[at] as number),
  };
}

function figureNames(labels: readonly string[]): string[] {
  const all = ["microAuc", "microF1", "weightedAuc", "exactMatch"];
  return [...MEASURED, ...all, ...labels.map((label) => `auc.${label}`)];
}

/** Of logits, which order samples as their probabilities do and do not become equal by rounding. */
function figuresOf(logits: readonly number[], targets: readonly number[], labels: number, threshold: number) {
  const byRow = (values: readonly number[]): number[][] =>
    Array.from({ length: values.length / labels }, (_, row) =>
      values.slice(row * labels, (row + 1) * labels),
    );
  return multilabelFigures(byRow(logits), byRow(targets), {
    threshold: Math.log(threshold / (1 - threshold)),
  });
}

function nothing(): LabelMeasures {
  return Object.fromEntries(MEASURED.map((name) => [name, Number.NaN])) as LabelMeasures; // those names
}

function weightedMean(perLabel: readonly LabelReport[], name: keyof LabelMeasures): number {
  const defined = perLabel.filter((one) => !Number.isNaN(one[name]));
  const whole = defined.reduce((sum, { positives }) => sum + positives, 0);
  return defined.reduce((sum, one) => sum + one[name] * one.positives, 0) / whole;
}

function remarksOn(perLabel: readonly LabelReport[], rows: number): { remarks?: string[] } {
  const odd = perLabel.filter(({ known, positives }) => positives === 0 || positives === known);
  if (rows === 0 || odd.length === 0) return {};
  const told = odd.map(({ label, known, positives }) => {
    const only =
      known === 0 ? "not known of any sample" : positives === 0 ? "of no sample" : "of every sample";
    return `${label} (${only})`;
  });
  return {
    remarks: [
      `${odd.length} of ${perLabel.length} labels have one outcome only, so that they have no AUC and are left out of its mean: ` +
        `${told.join(", ")}.`,
    ],
  };
}
