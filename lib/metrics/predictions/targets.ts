/** Tables of several labels and of numbers: `label.NAME` and `probability.NAME`, `value.NAME` and `prediction.NAME`. */
import type { Table } from "../../data/tables/table.ts";
import { ArgumentError } from "../../native/errors.ts";
import { Ranking, type Weights } from "../shared/ranking.ts";
import { definedMean } from "../shared/values.ts";
import { CLASS_FIGURES, type Figures } from "./figures.ts";
import type { Subject } from "./measured.ts";
import { columnOf } from "./rows.ts";
import { groupsIn, refuseRow } from "./table.ts";

/** What tables of targets are of. */
export type TargetTable = "multilabel" | "regression";

/** Figures of each number. */
export const NUMBER_FIGURES = ["mae", "rmse", "r2", "icc", "bias"] as const;

const COLUMNS: Readonly<
  Record<TargetTable, readonly [truth: (name: string) => string, given: (name: string) => string]>
> = {
  multilabel: [columnOf.label, columnOf.probability],
  regression: [columnOf.value, columnOf.prediction],
};

/** What a table is of by the names of its columns; null where it is of classes, or another program's. */
export function targetTableOf(names: readonly string[]): TargetTable | null {
  return (["multilabel", "regression"] as const).find((task) => namesIn(names, task).length > 0) ?? null;
}

/** The labels or numbers that have both columns. */
function namesIn(names: readonly string[], task: TargetTable): string[] {
  const [truth, given] = COLUMNS[task];
  const start = truth("");
  return names
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((name) => names.includes(given(name)));
}

/** A table of targets, read. */
export interface Targets extends Subject {
  samples: number;
  groupColumn: string | null;
  /** What each label or number is; NaN where it is not known. */
  truth: readonly Float64Array[];
  /** Probabilities of the labels, or the numbers that were predicted. */
  given: readonly Float64Array[];
  /** What gives the figures of other predictions of some samples. */
  figuresOf(truth: readonly Float64Array[], given: readonly Float64Array[]): (weights?: Weights) => Figures;
}

/**
 * Reads a table of several labels or of numbers.
 *
 * @throws FileFormatError, with the line, for what cannot be read
 */
export function readTargets(
  table: Table,
  task: TargetTable,
  options: { group?: string | null; threshold: number },
): Targets {
  const names = namesIn(table.names, task);
  const [truthOf, givenOf] = COLUMNS[task];
  const groups = groupsIn(table, options.group);
  const isLabels = task === "multilabel";
  const truth = names.map((name) =>
    table.numbers(table.column(truthOf(name)), isLabels ? "0, 1 or nothing" : "a number or nothing", "NaN"),
  );
  const given = names.map((name) =>
    table.numbers(table.column(givenOf(name)), isLabels ? "a probability" : "a number"),
  );
  if (isLabels) {
    for (const values of truth) {
      const odd = values.findIndex((value) => value !== 0 && value !== 1 && !Number.isNaN(value));
      if (odd >= 0)
        refuseRow(table, odd, `labels are 0, 1, or nothing where they are not known, got ${values[odd]}`);
    }
    for (const values of given) {
      const odd = values.findIndex((value) => value < 0 || value > 1);
      if (odd >= 0) refuseRow(table, odd, `probabilities lie between 0 and 1, got ${values[odd]}`);
    }
  }
  const figuresOf: Targets["figuresOf"] = (own, predicted) =>
    isLabels ? labelFigures(own, predicted, options.threshold) : numberFigures(own, predicted);
  return {
    samples: table.length,
    groups: groups?.values ?? null,
    groupColumn: groups?.column ?? null,
    names,
    ofEach: isLabels ? CLASS_FIGURES : NUMBER_FIGURES,
    counts: (rows) =>
      truth.map((values) =>
        rows.reduce(
          (sum, row) => sum + ((isLabels ? values[row] === 1 : !Number.isNaN(values[row])) ? 1 : 0),
          0,
        ),
      ),
    truth,
    given,
    figuresOf,
    figures: (rows) => {
      const cut = (values: Float64Array): Float64Array =>
        Float64Array.from(rows, (row) => values[row] as number);
      return figuresOf(truth.map(cut), given.map(cut));
    },
  };
}

/** Refuses a table of labels or numbers where one of classes is wanted. Throws ArgumentError. */
export function refuseTargets(table: Table): void {
  const task = targetTableOf(table.names);
  if (task === null) return;
  const { operation, file } = table;
  throw new ArgumentError(
    `${operation}: ${file} is of ${task === "multilabel" ? "several labels" : "numbers"}, and classes are wanted; ` +
      "metrics.fromPredictions measures it.",
    { operation, file },
  );
}

/** Figures of each label, their means, and those of all decisions together. */
function labelFigures(
  truth: readonly Float64Array[],
  scores: readonly Float64Array[],
  threshold: number,
): (weights?: Weights) => Figures {
  const rankings = truth.map((values, k) => KnownRanking.of(values, scores[k] as Float64Array, threshold));
  const all = KnownRanking.join(truth, scores, threshold);
  const rows = truth[0]?.length ?? 0;
  const right = Array.from({ length: rows }, (_, i) =>
    truth.every((values, k) => values[i] === ((scores[k]?.[i] as number) >= threshold ? 1 : 0)),
  );
  return (weights) => {
    const each = rankings.map((one) => one.figures(weights));
    const micro = all.figures(weights);
    const [hit, whole] = sums(rows, weights, (i) => right[i] === true);
    return {
      ...Object.fromEntries(
        CLASS_FIGURES.map((name) => [name, definedMean(each.map((one) => one[name] as number))]),
      ),
      microAuc: micro.auc as number,
      microF1: micro.f1 as number,
      exactMatch: hit / whole,
      ...Object.fromEntries(
        each.flatMap((one, k) => CLASS_FIGURES.map((name) => [`${name}.${k}`, one[name] as number])),
      ),
    };
  };
}

function sums(count: number, weights: Weights | undefined, has: (i: number) => boolean): [number, number] {
  let [hit, whole] = [0, 0];
  for (let i = 0; i < count; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    whole += weight;
    if (has(i)) hit += weight;
  }
  return [hit, whole];
}

/** The samples of a label where it is known, in the order of its probability. */
class KnownRanking {
  readonly #rows: number[];
  readonly #positives: Uint8Array;
  readonly #called: boolean[];
  readonly #ranking: Ranking;

  constructor(rows: number[], scores: Float64Array, positives: Uint8Array, threshold: number) {
    this.#rows = rows;
    this.#positives = positives;
    this.#called = Array.from(scores, (score) => score >= threshold);
    this.#ranking = new Ranking(scores, positives);
  }

  static of(truth: Float64Array, scores: Float64Array, threshold: number): KnownRanking {
    return KnownRanking.join([truth], [scores], threshold);
  }

  static join(
    truth: readonly Float64Array[],
    scores: readonly Float64Array[],
    threshold: number,
  ): KnownRanking {
    const places = truth.flatMap((values, k) =>
      Array.from(values, (value, row) => ({ value, row, k })).filter(({ value }) => !Number.isNaN(value)),
    );
    return new KnownRanking(
      places.map(({ row }) => row),
      Float64Array.from(places, ({ row, k }) => scores[k]?.[row] as number),
      Uint8Array.from(places, ({ value }) => value),
      threshold,
    );
  }

  figures(weights: Weights | undefined): Figures {
    const own = weights && this.#rows.map((row) => weights[row] as number);
    let [tp, fp, fn, tn] = [0, 0, 0, 0];
    for (const [i, isCalled] of this.#called.entries()) {
      const weight = own === undefined ? 1 : (own[i] as number);
      if (this.#positives[i] === 1) {
        if (isCalled) tp += weight;
        else fn += weight;
      } else if (isCalled) fp += weight;
      else tn += weight;
    }
    return {
      sensitivity: tp / (tp + fn),
      specificity: tn / (tn + fp),
      precision: tp / (tp + fp),
      f1: (2 * tp) / (2 * tp + fp + fn),
      auc: this.#ranking.auc(own),
      averagePrecision: this.#ranking.averagePrecision(own),
    };
  }
}

/** Figures of each number over the samples where it is known, and their means. */
function numberFigures(
  truth: readonly Float64Array[],
  given: readonly Float64Array[],
): (weights?: Weights) => Figures {
  return (weights) => {
    const each = truth.map((values, k) => errorsOf(values, given[k] as Float64Array, weights));
    return {
      ...Object.fromEntries(
        NUMBER_FIGURES.map((name) => [name, definedMean(each.map((one) => one[name] as number))]),
      ),
      ...Object.fromEntries(
        each.flatMap((one, k) => NUMBER_FIGURES.map((name) => [`${name}.${k}`, one[name] as number])),
      ),
    };
  };
}

/** As `metrics.mae` and its like, of samples that count several times. */
function errorsOf(truth: Float64Array, given: Float64Array, weights: Weights | undefined): Figures {
  let [n, ofTruth, ofGiven] = [0, 0, 0];
  const each = (visit: (t: number, p: number, weight: number) => void): void => {
    for (const [i, t] of truth.entries()) {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      if (weight > 0 && !Number.isNaN(t)) visit(t, given[i] as number, weight);
    }
  };
  each((t, p, weight) => {
    n += weight;
    ofTruth += weight * t;
    ofGiven += weight * p;
  });
  const [mt, mp] = [ofTruth / n, ofGiven / n];
  let [size, square, spread, between, residual] = [0, 0, 0, 0, 0];
  const grand = (mt + mp) / 2;
  each((t, p, weight) => {
    size += weight * Math.abs(p - t);
    square += weight * (p - t) ** 2;
    spread += weight * (t - mt) ** 2;
    between += 2 * weight * ((t + p) / 2 - grand) ** 2;
    residual += (weight * (p - t - (mp - mt)) ** 2) / 2;
  });
  // Shrout & Fleiss's mean squares of two raters, of which one is the truth.
  const [msb, mse, msr] = [between / (n - 1), residual / (n - 1), (n * (mp - mt) ** 2) / 2];
  return {
    mae: size / n,
    rmse: Math.sqrt(square / n),
    r2: spread === 0 ? Number.NaN : 1 - square / spread,
    icc: (msb - mse) / (msb + mse + (2 * (msr - mse)) / n),
    bias: mp - mt,
  };
}
