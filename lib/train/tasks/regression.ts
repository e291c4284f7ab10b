/**
 * One or several numbers: targets (N, K) in the units of the data, NaN where one is not known, outputs (N, K).
 *
 * Networks learn standardised numbers, less the mean of the training part and over its standard deviation; everything that is measured,
 * predicted and written is in units.
 */
import type { Dataset } from "../../data/index.ts";
import { boolean, either, type Kind, kind } from "../../edge/index.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import { noteScale, scaleOf } from "../../models/number-scale.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { functional, type Module } from "../../nn/index.ts";
import { type Device, type Tensor, tensor } from "../../tensor/index.ts";
import type { RegressionData, TransformLike } from "../../vision/index.ts";
import type { FitOptions } from "../options.ts";
import { RegressionMetrics, type RegressionReport } from "../regression-metrics.ts";
import type { BatchLoader, SourceOptions } from "../source.ts";
import { weightsInOrder } from "./class-weights.ts";
import { imageTransforms } from "./image-transforms.ts";
import { maskedMean } from "./masked-mean.ts";
import { lossSettings } from "./named-loss.ts";
import type { TrainableClassifier } from "./outputs.ts";
import { numberRows } from "./target-rows.ts";
import {
  checkTargets,
  type TargetImages,
  type TargetLoaderData,
  targetBatches,
  targetsOf,
} from "./targets.ts";
import {
  type AnyTask,
  type Criterion,
  type CriterionOptions,
  type Forwarded,
  ownCriterion,
  type PassOptions,
  type Task,
  type TaskDefinition,
  type TaskMetric,
} from "./task.ts";
import { forwardVectors } from "./vectors.ts";

/** Mean and standard deviation of each number. */
export interface NumberStatistics {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}

/** What data says of its numbers. */
export interface RegressionFacts {
  /** Name of each number. */
  names: readonly string[];
  /** Unit of each number, in the order of the names. */
  units?: readonly string[];
  /** Names of the points whose x and y the numbers are, two for each, in widths and heights of the image. */
  points?: readonly string[];
  /** What the network's outputs were standardised with, as a run keeps it; without it as the network was trained, else units. */
  standardised?: NumberStatistics;
}

/** Options of `fit` for numbers alone. */
export interface RegressionOptions {
  /**
   * Of numbers: train them less their mean and over their standard deviation, which are those of the training part, divided by
   * n, or given, `{ mean: [60], sd: [15] }`. False trains them in their units. Default true.
   */
  standardise?: boolean | NumberStatistics;
}

const NAME = "regression";
const UNMIXED = "numbers that are not known cannot be mixed; augment in the training transform";

const isNumbers = (v: unknown, from: number): boolean =>
  Array.isArray(v) && v.every((one) => typeof one === "number" && Number.isFinite(one) && one > from);
const isStatistics = (v: unknown): v is NumberStatistics => {
  const { mean, sd } = (v ?? {}) as Record<string, unknown>;
  return (
    isNumbers(mean, Number.NEGATIVE_INFINITY) && isNumbers(sd, 0) && Object.keys(v as object).length === 2
  );
};
const statisticsKind: Kind<NumberStatistics> = kind(
  "{ mean, sd }, a number for each name, sd above 0",
  isStatistics,
);

/** A batch with what the loss is of, which is not in units. */
interface NumbersForwarded extends Forwarded {
  scaled: { output: Tensor; targets: Tensor };
}

/** The task of predicting numbers. */
export class RegressionTask implements Task<TargetImages, RegressionReport> {
  readonly name = NAME;
  /** Names of the numbers. */
  readonly classes: readonly string[];
  readonly units: readonly string[] | undefined;
  readonly points: readonly string[] | undefined;
  readonly batchSize = 32;
  readonly monitor = "mae";
  readonly losses = ["mse", "mae", "huber", "smoothL1"] as const;
  readonly unmixed = { mixup: UNMIXED, cutmix: UNMIXED };
  /** What outputs and targets of the loss are standardised with; null for units. */
  #statistics: NumberStatistics | null;
  /** Whether the training decided it in this run. */
  #isComputed = false;

  /** @throws ArgumentError for names, units and statistics that do not fit together */
  constructor(facts: Partial<RegressionFacts> & { classes?: readonly string[] }, operation: string) {
    const refuse: (text: string) => never = (text) => {
      throw new ArgumentError(`${operation}: ${text}`, { operation });
    };
    const { units, points, standardised } = facts;
    const names = facts.names ?? facts.classes ?? [];
    const areTexts = (v: unknown): boolean =>
      Array.isArray(v) && v.every((one) => typeof one === "string" && one !== "");
    if (!areTexts(names) || names.length === 0 || new Set(names).size !== names.length) {
      refuse(
        `\`task\` of regression names its numbers, each otherwise: { name: "regression", names: ["age"], units: ["years"] }, got ` +
          `${JSON.stringify(facts.names ?? null)}.`,
      );
    }
    if (facts.classes !== undefined && facts.classes.join("\n") !== names.join("\n")) {
      refuse(
        `the numbers are called ${names.join(", ")} by the task, and ${facts.classes.join(", ")} by the data.`,
      );
    }
    if (units !== undefined && (!areTexts(units) || units.length !== names.length)) {
      refuse(`\`units\` has a text for each of ${names.join(", ")}, got ${JSON.stringify(units)}.`);
    }
    if (points !== undefined && (!areTexts(points) || 2 * points.length !== names.length)) {
      refuse(`\`points\` names each two of ${names.join(", ")}, got ${JSON.stringify(points)}.`);
    }
    if (standardised !== undefined) checkStatistics(standardised, names, refuse);
    this.classes = [...names];
    this.units = units;
    this.points = points;
    this.#statistics = standardised ?? null;
  }

  get labels(): readonly string[] {
    return this.classes;
  }

  get config(): Record<string, unknown> {
    return {
      names: [...this.classes],
      ...(this.units !== undefined && { units: [...this.units] }),
      ...(this.points !== undefined && { points: [...this.points] }),
      ...(this.#statistics !== null && { standardised: this.#statistics }),
    };
  }

  get notices(): Task<TargetImages, RegressionReport>["notices"] {
    if (!this.#isComputed || this.#statistics === null) return [];
    const { mean, sd } = this.#statistics;
    const each = this.classes.map((name, k) => {
      const unit = this.units?.[k];
      return `${name} (x - ${shown(mean[k])}) / ${shown(sd[k])}${unit === undefined ? "" : ` ${unit}`}`;
    });
    return [
      [
        "standardise",
        `numbers are trained standardised by the training part: ${each.join(", ")}. Losses are of these; figures and predictions ` +
          "are in units. `standardise: false` trains the units.",
      ],
    ];
  }

  checkOptions({ labelSmoothing = 0, classWeights, standardise }: FitOptions<RegressionReport>): void {
    const refuse: (text: string) => never = (text) => {
      throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
    };
    if (labelSmoothing > 0) refuse("`labelSmoothing` is of classes.");
    if (classWeights === "balanced") {
      refuse('`classWeights` "balanced" is of classes; of numbers give a factor for each by its name.');
    }
    if (isStatistics(standardise)) checkStatistics(standardise, this.classes, refuse);
  }

  /** A network that was trained on numbers gives them as then, where the data does not say otherwise. */
  checkNetwork(model: Module, operation: string): void {
    const scale = scaleOf(model);
    if (scale === null || this.#statistics !== null) return;
    if (operation !== "train.fit" && scale.names.join("\n") !== this.classes.join("\n")) {
      throw new ArgumentError(
        `${operation}: the network was trained on ${scale.names.join(", ")}, and the data has ${this.classes.join(", ")}.`,
        { operation },
      );
    }
    if (scale.names.join("\n") === this.classes.join("\n"))
      this.#statistics = { mean: scale.mean, sd: scale.sd };
  }

  async prepare(
    train: unknown,
    { standardise = true, signal }: FitOptions<RegressionReport>,
    saved: object | null,
  ): Promise<Partial<RegressionOptions>> {
    const before = saved === null ? undefined : (saved as { standardised?: NumberStatistics }).standardised;
    if (standardise === false) this.#statistics = null;
    else if (standardise !== true) this.#statistics = standardise;
    else if (before !== undefined) this.#statistics = before;
    else {
      const what = {
        asked: "standardising its numbers",
        instead: "give standardise: { mean, sd }, or false",
      };
      this.#statistics = statisticsOf(await targetsOf(train, what, signal), this.classes);
      this.#isComputed = true;
    }
    return { standardise: this.#statistics ?? false };
  }

  noteOn(model: Module): void {
    const { mean, sd } = this.#statistics ?? {
      mean: this.classes.map(() => 0),
      sd: this.classes.map(() => 1),
    };
    noteScale(model, { names: this.classes, units: this.units ?? null, mean, sd });
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<TargetImages> {
    return targetBatches(dataset, options, NAME);
  }

  /** The squared error, or what is asked for, of standardised numbers, over the targets that are known. */
  criterion(options: CriterionOptions, _train: unknown, device: Device): Criterion {
    const own = ownCriterion(options.loss);
    if (own !== null) return own;
    const { classWeights } = options;
    const factors = weightsInOrder(classWeights === "balanced" ? undefined : classWeights, this.classes);
    const settings = lossSettings(options.loss) ?? { name: "mse" };
    const reduction = "none";
    return maskedMean(
      (x, t) => {
        if (settings.name === "mae") return functional.l1Loss(x, t, { reduction });
        if (settings.name === "huber")
          return functional.huberLoss(x, t, { reduction, delta: settings.delta });
        if (settings.name === "smoothL1")
          return functional.smoothL1Loss(x, t, { reduction, beta: settings.beta });
        return functional.mseLoss(x, t, { reduction });
      },
      factors,
      device,
    );
  }

  forward(batch: TargetImages, options: PassOptions): NumbersForwarded {
    const { operation } = options;
    checkTargets(batch, this.classes, NAME, operation, (value) =>
      Number.isFinite(value) ? null : "is a finite number, or NaN where it is not known",
    );
    const { images, targets } = batch;
    const wanted = {
      count: this.classes.length,
      of: "number",
      advice: `Replace the head: models.replaceHead(model, ${JSON.stringify(this.classes)}).`,
    };
    // In float64 on the CPU, where loaders' batches are: means may be large beside what varies.
    const scaled = { images, targets: this.#toScale(targets) };
    const passed = forwardVectors(scaled, wanted, options);
    const { output, targets: right } = passed;
    return {
      ...passed,
      output: this.#toUnits(output),
      targets: targets.to(output.device),
      scaled: { output, targets: right },
    };
  }

  rows(forwarded: Forwarded, criterion: Criterion): Promise<PredictionRow[]> {
    const { output, targets, scaled } = forwarded as NumbersForwarded; // as its forward made it
    const values = { predicted: output as Tensor, truth: targets as Tensor };
    return numberRows(values, scaled, this.classes, criterion);
  }

  metric(): TaskMetric<RegressionReport> {
    return new RegressionMetrics(this.classes, this.units);
  }

  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike } {
    return imageTransforms(model, imageSize);
  }

  #toScale(targets: Tensor): Tensor {
    if (this.#statistics === null) return targets.float();
    const { mean, sd } = this.#statistics;
    const [m, s] = [mean, sd].map((values) => tensor([...values], { dtype: "float64" })) as [Tensor, Tensor];
    return targets.to({ device: "cpu", dtype: "float64" }).sub(m).div(s).float();
  }

  #toUnits(output: Tensor): Tensor {
    if (this.#statistics === null) return output;
    const { device, dtype } = output;
    const { mean, sd } = this.#statistics;
    const [m, s] = [mean, sd].map((values) => tensor([...values], { dtype, device })) as [Tensor, Tensor];
    return output.mul(s).add(m);
  }
}

/** Numbers as data names them: `task: { name: "regression", names: ["age"], units: ["years"] }`. */
export const regression: TaskDefinition<{
  facts: RegressionFacts;
  measures: object;
  report: RegressionReport;
  network: TrainableClassifier;
  data:
    | RegressionData
    | Omit<TargetLoaderData<{ readonly name: "regression" } & Readonly<RegressionFacts>>, "classes">;
  batch: TargetImages;
  options: RegressionOptions;
}> = {
  facts: ["names", "units", "points", "standardised"],
  measures: {},
  options: { standardise: either(boolean, statisticsKind) },
  // What its batches are is the loaders' and its own to know.
  make: (facts, _measures, operation) => new RegressionTask(facts, operation) as unknown as AnyTask,
};

function checkStatistics(given: unknown, names: readonly string[], refuse: (text: string) => never): void {
  if (isStatistics(given) && given.mean.length === names.length && given.sd.length === names.length) return;
  refuse(
    `numbers are standardised with { mean, sd }, one for each of ${names.join(", ")}, got ${JSON.stringify(given)}.`,
  );
}

/** Mean and standard deviation of each number, over the samples where it is known, divided by their number. */
function statisticsOf(rows: readonly (readonly number[])[], names: readonly string[]): NumberStatistics {
  const each = names.map((name, k) => {
    const known = rows.flatMap((row) => (Number.isFinite(row[k]) ? [row[k] as number] : []));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
    if (sd > 0) return { mean, sd };
    throw new DatasetError(
      known.length === 0
        ? `train.fit: "${name}" is not known of any training sample, so there is nothing to learn.`
        : `train.fit: "${name}" is ${mean} for every training sample where it is known, so there is nothing to learn.`,
      { operation: "train.fit" },
    );
  });
  return { mean: each.map(({ mean }) => mean), sd: each.map(({ sd }) => sd) };
}

function shown(value: number | undefined): string {
  return String(Number((value ?? Number.NaN).toPrecision(4)));
}
