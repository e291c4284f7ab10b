/** What is right of ordered grades: agreement that counts how far apart grades are, and plain accuracy beside it. */
import { gradesOf } from "../inference/cumulative.ts";
import { cohensKappa } from "../metrics/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { GatheredMetric, type GatheredRows } from "./gathered.ts";
import type { Better, Shown } from "./metric.ts";
import type { TaskReport } from "./tasks/task.ts";

/** Figures of one grade; NaN where the denominator is zero. */
export interface GradeReport {
  label: string;
  /** Samples of this grade. */
  support: number;
  /** TP / (TP + FN). */
  sensitivity: number;
  /** TP / (TP + FP). */
  precision: number;
  /** Mean distance of the called grade from this one, over its samples. */
  mae: number;
}

/** What is known of ordered grades after a pass. */
export interface OrdinalReport extends TaskReport {
  /** Cohen's kappa with quadratic weights; NaN where truth and network name one grade only. */
  kappa: number;
  /** Mean distance of the called grade from the true one, in grades. */
  mae: number;
  accuracy: number;
  /** Share of samples whose called grade is at most one off. */
  withinOne: number;
  /** (K, K) counts: row is the true grade, column the called one. */
  confusion: number[][];
  perClass: GradeReport[];
}

const BETTER: Readonly<Record<string, Better>> = {
  kappa: "higher",
  mae: "lower",
  accuracy: "higher",
  withinOne: "higher",
};
const SHOWN: Readonly<Record<string, Shown>> = {
  kappa: {},
  accuracy: { percent: true },
  mae: { label: "MAE" },
};

/** Gathers cumulative logits (N, K - 1) and grades (N). */
export class OrdinalMetrics extends GatheredMetric<OrdinalReport> {
  readonly better = BETTER;
  override readonly shown = SHOWN;
  readonly #grades: readonly string[];

  constructor(grades: readonly string[]) {
    super();
    this.#grades = grades;
  }

  protected measure({ outputs, targets, rows }: GatheredRows): OrdinalReport {
    const classes = this.#grades.length;
    const width = classes - 1;
    const confusion = this.#grades.map(() => this.#grades.map(() => 0));
    const called: number[] = [];
    let [distance, right, near] = [0, 0, 0];
    for (const [i, truth] of targets.entries()) {
      if (!(Number.isInteger(truth) && truth >= 0 && truth < classes)) {
        throw new ArgumentError(`train: grades are from 0 to ${classes - 1}, got ${truth}.`, {
          operation: "train.evaluate",
        });
      }
      const { grade } = gradesOf(outputs.slice(i * width, (i + 1) * width));
      called.push(grade);
      const row = confusion[truth] as number[];
      row[grade] = (row[grade] as number) + 1;
      const apart = Math.abs(grade - truth);
      distance += apart;
      if (apart === 0) right++;
      if (apart <= 1) near++;
    }
    const figures = {
      kappa: rows === 0 ? Number.NaN : cohensKappa(called, targets, { weights: "quadratic", classes }),
      mae: distance / rows,
      accuracy: right / rows,
      withinOne: near / rows,
    };
    return {
      count: rows,
      loss: Number.NaN,
      ...figures,
      confusion,
      perClass: this.#grades.map((label, k) => ofGrade(confusion, label, k)),
      figures,
    };
  }
}

function ofGrade(confusion: readonly (readonly number[])[], label: string, k: number): GradeReport {
  const row = confusion[k] as readonly number[];
  const support = row.reduce((sum, n) => sum + n, 0);
  const predicted = confusion.reduce((sum, one) => sum + (one[k] as number), 0);
  return {
    label,
    support,
    sensitivity: (row[k] as number) / support,
    precision: (row[k] as number) / predicted,
    mae: row.reduce((sum, n, at) => sum + n * Math.abs(at - k), 0) / support,
  };
}
