/** How far predicted numbers are from the true ones, in the units of the data. */
import { icc, mae, r2, rmse } from "../metrics/index.ts";
import { GatheredMetric, type GatheredRows, meanOfDefined } from "./gathered.ts";
import type { Better, Shown } from "./metric.ts";
import type { TaskReport } from "./tasks/task.ts";

const MEASURED = ["mae", "rmse", "r2", "icc"] as const;

/** What is measured of numbers; NaN where it is not defined. */
export interface NumberMeasures {
  /** Mean absolute error, in units. */
  mae: number;
  /** Root of the mean squared error, in units. */
  rmse: number;
  /** Share of the variance that is explained, as scikit-learn's `r2_score`. */
  r2: number;
  /** Intraclass correlation of prediction and truth: ICC(2,1), absolute agreement. */
  icc: number;
}

/** Figures of one number over the samples where it is known. */
export interface NumberReport extends NumberMeasures {
  name: string;
  unit: string | null;
  /** Samples where it is known. */
  known: number;
  /** Mean of prediction less truth, in units. */
  bias: number;
}

/** What is known of numbers after a pass; missing targets count for nothing. Of several numbers the figures are plain means. */
export interface RegressionReport extends TaskReport, NumberMeasures {
  perNumber: NumberReport[];
}

const BETTER: Readonly<Record<keyof NumberMeasures, Better>> = {
  mae: "lower",
  rmse: "lower",
  r2: "higher",
  icc: "higher",
};
const SHOWN: Readonly<Record<string, Shown>> = { mae: { label: "MAE" }, r2: { label: "R2" } };

/** Gathers predictions (N, K) and truths (N, K), both in units, NaN where a truth is not known. */
export class RegressionMetrics extends GatheredMetric<RegressionReport> {
  readonly better: Readonly<Record<string, Better>>;
  override readonly shown = SHOWN;
  readonly #names: readonly string[];
  readonly #units: readonly string[] | undefined;

  constructor(names: readonly string[], units: readonly string[] | undefined) {
    super();
    this.#names = names;
    this.#units = units;
    const own = names.length === 1 ? [] : names.map((name) => [`mae.${name}`, "lower"] as const);
    this.better = { ...BETTER, ...Object.fromEntries(own) };
  }

  protected measure({ outputs, targets, rows }: GatheredRows): RegressionReport {
    const width = this.#names.length;
    const perNumber = this.#names.map((name, k): NumberReport => {
      const places = Array.from({ length: rows }, (_, row) => row * width + k).filter(
        (at) => !Number.isNaN(targets[at]),
      );
      const [predicted, truth] = [outputs, targets].map((values) =>
        places.map((at) => values[at] as number),
      ) as [number[], number[]];
      const unit = this.#units?.[k] ?? null;
      return { name, unit, known: places.length, ...numberFigures(predicted, truth) };
    });
    const means = Object.fromEntries(
      MEASURED.map((name) => [name, meanOfDefined(perNumber.map((one) => one[name]))]),
    ) as unknown as NumberMeasures; // those names
    const own = width === 1 ? [] : perNumber.map(({ name, mae }) => [`mae.${name}`, mae] as const);
    return {
      count: rows,
      loss: Number.NaN,
      ...means,
      perNumber,
      figures: { ...means, ...Object.fromEntries(own) },
    };
  }
}

/** Figures of predictions and truths; NaN of none. */
function numberFigures(
  predicted: readonly number[],
  truth: readonly number[],
): NumberMeasures & { bias: number } {
  const n = truth.length;
  if (n === 0) {
    return { mae: Number.NaN, rmse: Number.NaN, r2: Number.NaN, icc: Number.NaN, bias: Number.NaN };
  }
  return {
    mae: mae(predicted, truth),
    rmse: rmse(predicted, truth),
    r2: r2(predicted, truth),
    icc: n < 2 ? Number.NaN : icc(predicted.map((value, i) => [value, truth[i] as number]))["2,1"].value,
    bias: predicted.reduce((sum, value, i) => sum + value - (truth[i] as number), 0) / n,
  };
}
