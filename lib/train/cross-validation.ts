/** What a cross-validation found: each fold, all of them together, and how much they differ. */
import type { EpochRecord } from "./events.ts";
import type { FigureInfo } from "./figures.ts";
import { figure, percent } from "./shown.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { TaskReport } from "./tasks/task.ts";

/** The run of a fold. */
export interface FoldResult<Report extends TaskReport = TaskReport> {
  /** From 1. */
  fold: number;
  /** Positions in the data that it was trained on, and those that were held out. */
  train: readonly number[];
  val: readonly number[];
  /** Measured on what was held out, after the run, by name: `accuracy`. */
  figures: Readonly<Record<string, number>>;
  report: Report;
  history: readonly EpochRecord[];
  best: EpochRecord | null;
  /** The network, where `keepModels` was given. */
  model: AnyNetwork | null;
  outDir: string | null;
}

/** The result of `train.crossValidate`; `toString` is its table. */
export class CrossValidation<Report extends TaskReport = TaskReport> {
  readonly folds: readonly FoldResult<Report>[];
  /** All held-out samples together, as one pass over all predictions would report them. */
  readonly report: Report;
  /** Figures of all held-out samples together, by name: `accuracy`, `auc`. */
  readonly figures: Readonly<Record<string, number>>;
  /**
   * Mean and standard deviation of each figure over the folds, of those where it is defined. The folds share training samples, so
   * the deviation says how much folds differ, not how sure the mean is.
   */
  readonly spread: Readonly<Record<string, Spread>>;
  /** Wall time, seconds. */
  readonly seconds: number;
  readonly #shown: readonly FigureInfo[];

  /** Made by `train.crossValidate`. */
  constructor(
    folds: readonly FoldResult<Report>[],
    report: Report,
    shown: readonly FigureInfo[],
    seconds: number,
  ) {
    this.folds = folds;
    this.report = report;
    this.figures = report.figures;
    this.seconds = seconds;
    this.#shown = shown.filter((one) => one.shown);
    const names = Object.keys(report.figures);
    this.spread = Object.fromEntries(names.map((name) => [name, spreadOf(definedIn(folds, name))]));
  }

  /** A row for each fold, their mean and deviation, and the figures of all samples together. */
  toString(): string {
    const columns = this.#shown.map(({ name, label, percent: isShare }) => ({
      key: name.replace(/^val\./, ""),
      label: label.replace(/^val /, ""),
      text: isShare ? percent : figure,
    }));
    const cells = (values: Readonly<Record<string, number>>): string[] =>
      columns.map(({ key, text }) => text(values[key] ?? null));
    const spread = columns.map(({ key, text }) => {
      const { mean, deviation } = this.spread[key] ?? { mean: Number.NaN, deviation: Number.NaN };
      return `${text(mean)} +- ${text(deviation)}`;
    });
    const count = this.folds.reduce((sum, { val }) => sum + val.length, 0);
    const lines = [
      ["fold", "trained", "held out", ...columns.map(({ label }) => label)],
      ...this.folds.map(({ fold, train, val, figures }) => [
        String(fold),
        String(train.length),
        String(val.length),
        ...cells(figures),
      ]),
      ["mean +- sd", "", "", ...spread],
      ["together", "", String(count), ...cells(this.figures)],
    ];
    const widths = (lines[0] as string[]).map((_, at) =>
      Math.max(...lines.map((line) => line[at]?.length ?? 0)),
    );
    return lines
      .map((line) =>
        line
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd(),
      )
      .join("\n");
  }

  /** All of it as plain values, without networks. */
  toJSON(): object {
    const { figures, spread, seconds } = this;
    const folds = this.folds.map(({ model: _, report: __, ...rest }) => rest);
    return { figures, spread, seconds, folds };
  }
}

/** A figure of the folds in which it is defined. */
function definedIn(folds: readonly FoldResult[], name: string): number[] {
  return folds.map(({ figures }) => figures[name] ?? Number.NaN).filter((value) => !Number.isNaN(value));
}
