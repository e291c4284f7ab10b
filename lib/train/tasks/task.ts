/**
 * What `fit` and `evaluate` leave to the task at hand: what a batch is, how its loss comes about, what is measured.
 *
 * The loops know neither labels nor masks. A task is one file here and one line in `index.ts`.
 */
import type { Dataset } from "../../data/index.ts";
import type { Kinds } from "../../edge/index.ts";
import type { PredictionRow } from "../../metrics/predictions/rows.ts";
import type { Module } from "../../nn/index.ts";
import type { Device, Tensor } from "../../tensor/index.ts";
import type { TransformLike } from "../../vision/index.ts";
import type { NoticeEvent } from "../events.ts";
import type { AnyMetric } from "../metric.ts";
import type { FitOptions, LossFunction } from "../options.ts";
import type { BatchLoader, LoaderOption, SourceOptions } from "../source.ts";
import type { LossPart } from "./loss-mean.ts";
import { isNamedLoss, type LossName } from "./named-loss.ts";
import type { AnyNetwork } from "./outputs.ts";

/** What every report has. */
export interface TaskReport {
  /** Samples seen. */
  count: number;
  /** Mean loss, whatever the batches; NaN when no loss was given. */
  loss: number;
  /** All figures that are one number, by name, those of a user's metrics too. */
  figures: Record<string, number>;
  /** What of the figures is not as one might think, and what to do; `fit` tells it once, as a notice. */
  remarks?: readonly string[];
}

/** The metric of a task, which reports more than its figures. */
export interface TaskMetric<Report extends TaskReport> extends AnyMetric {
  report(): Report;
}

/** One batch after the forward pass, in the caller's scope. */
export interface Forwarded {
  /** What went into the network: a batch, or images of any size one by one. */
  input: Tensor | readonly Tensor[];
  /** What came out of it, of the main head: a tensor, or lists and records of tensors. */
  output: unknown;
  /** What the metrics compare it with. */
  targets: unknown;
  /** Scalar to go down, auxiliary losses included; null where an evaluation has none. */
  loss: Tensor | null;
  /** Scalars that the loss is the sum of, where they have names: figures `loss.box` and the like. */
  terms?: Readonly<Record<string, Tensor>>;
  /** The means that the loss is the sum of, so that batches can be put together; without it a mean over samples. */
  parts?: LossPart[];
  /** Samples in the batch. */
  samples: number;
}

/** What a forward pass needs. */
export interface PassOptions {
  model: AnyNetwork;
  device: Device;
  /** Whether images go in channels-last layout. */
  channelsLast: boolean;
  criterion: Criterion;
  /** Whether it trains: auxiliary losses count. */
  training: boolean;
  /** Factor of auxiliary losses; default as where the network comes from. */
  auxWeight: number | undefined;
  /** Named in errors. */
  operation: string;
}

/** A loss function, and what frees the tensors it holds. */
export interface Criterion {
  loss: LossFunction;
  /**
   * The means that the loss of a batch is the sum of, so that batches can be put together; without it the loss is a mean
   * over samples.
   */
  parts?(output: Tensor, targets: Tensor): LossPart[];
  dispose(): void;
}

/** A task, whatever its batches are. */
export interface OwnTask<Report extends TaskReport = TaskReport> {
  readonly name: string;
  /** Names of the classes; undefined where only the network knows how many there are. */
  readonly classes: readonly string[] | undefined;
  /** Names of the network's outputs, which one class of two may lack. */
  readonly labels: readonly string[] | undefined;
  /** Samples of a batch, where nothing is said. */
  readonly batchSize: number;
  /** The figure of validation that decides which epoch is the best, where nothing is said: `accuracy`. */
  readonly monitor: string;
  /**
   * Whether a training pass gives outputs that metrics can be shown. Where it gives losses alone, metrics are of validation only.
   * Default true.
   */
  readonly measuresTraining?: boolean;
  /** Outputs of the network's head, where they are not one for each label. */
  readonly outputs?: number;
  /** Losses by name that it has beside its default. */
  readonly losses?: readonly LossName[];
  /** Why training batches of it are not mixed, by the option that would; what is not named here is mixed. */
  readonly unmixed?: Readonly<Partial<Record<"mixup" | "cutmix", string>>>;
  /** What of a run is to be known when it begins, told once as notices: what about, and the text. */
  readonly notices?: readonly (readonly [about: NoticeEvent["about"], text: string])[];
  /** Options of `fit` for the training loader that only some tasks have, and this one has. */
  readonly loaderOptions?: readonly LoaderOption[];
  /** What of the task goes into `config.json`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Refuses options of `fit` that are other tasks'. Throws ArgumentError. */
  checkOptions(options: FitOptions<Report>): void;
  /** Looks at the network before anything else is done with it. Throws ArgumentError, ShapeError where the task is not its own. */
  checkNetwork?(model: Module, operation: string): void;
  /** Names of the losses whose sum is trained, as far as the network's are known: figures `loss.NAME`. */
  terms?(model: Module): readonly string[];
  /** Refuses training data that there is nothing to learn from. Throws DatasetError. */
  checkData?(train: unknown): void;
  /**
   * Finds out what it has to know of the training data before a run: frequencies, means.
   *
   * @param saved what the run that is resumed kept of the task, null for a new one
   * @returns options in numbers, where words stood for them; the run keeps the words
   */
  prepare?(
    train: unknown,
    options: FitOptions<Report>,
    saved: object | null,
  ): Promise<Partial<FitOptions<Report>>>;
  /** Notes beside a network what its outputs are, where that is more than names: when a run begins, and when one is loaded. */
  noteOn?(model: Module): void;
  /** Gives a network that was built anew by its name what the run's had beyond that: a head of another kind. */
  complete?(model: Module): void;
  /** Batches of a data set. */
  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<unknown>;
  /** The loss the options ask for; `train` is what it learns from, for weights of the classes. */
  criterion(options: CriterionOptions, train: unknown, device: Device): Criterion;
  /** The weights that `classWeights: "balanced"` stands for, where they have to be counted; without it `criterion` knows them. */
  balancedWeights?(train: unknown, signal: AbortSignal | undefined): Promise<readonly number[]>;
  /** Runs a batch through the network, which may be given its targets; the caller frees what is made. */
  forward(batch: never, options: PassOptions): Forwarded;
  /**
   * A row for each sample of a batch that was evaluated, or several, for tables of predictions: label, probabilities, loss. Called in
   * the scope of the batch, whose tensors live until it settles. Without it there is no such table.
   */
  rows?(
    forwarded: Forwarded,
    criterion: Criterion,
  ): Promise<readonly (PredictionRow | readonly PredictionRow[])[]>;
  /** What is measured over a pass; of a training pass only what costs little, null for the loss alone. */
  metric(training: boolean): TaskMetric<Report> | null;
  /** Transforms for data whose owner chose none, to images of that edge where it is said. */
  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike };
}

/** What a network is trained for, over one set of classes. */
export interface Task<Batch, Report extends TaskReport> extends OwnTask<Report> {
  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<Batch>;
  forward(batch: Batch, options: PassOptions): Forwarded;
}

/** The types of a task: what data says of it, what it can measure, what it reports, which networks, data and batches it takes. */
export interface TaskTypes {
  facts: object;
  measures: object;
  report: TaskReport;
  network: Module;
  data: unknown;
  batch: unknown;
  /** Options of `fit` that this task alone has. */
  options?: object;
}

/** A task by its name: what it takes, and how it is made. */
export interface TaskDefinition<T extends TaskTypes> {
  /** Names of the facts that data says beside the classes. */
  readonly facts: readonly string[];
  /** What reports measure beside the usual, by name. */
  readonly measures: Kinds<T["measures"]>;
  /** Names of those that a run takes too: each of its validations measures them, and so does who measures it later. */
  readonly ofRuns?: readonly (keyof T["measures"] & string)[];
  /** Options of `fit` that this task alone has, with their kinds. */
  readonly options?: Kinds<NonNullable<T["options"]>>;
  /** Throws ArgumentError for facts that do not fit together. */
  make(
    facts: Partial<T["facts"]> & { classes?: readonly string[] },
    measures: Partial<T["measures"]>,
    operation: string,
  ): AnyTask;
  /** Of types alone. */
  readonly types?: T;
}

/** The options that decide the loss. */
export type CriterionOptions = Pick<FitOptions, "loss" | "labelSmoothing" | "classWeights" | "posWeight">;

/** A task whose batches only its own loaders and passes look into. */
export type AnyTask = Task<unknown, TaskReport>;

/** A loss of the user's own, as a function; null where none was given. */
export function ownCriterion(loss: FitOptions["loss"]): Criterion | null {
  if (loss === undefined || isNamedLoss(loss)) return null;
  return {
    loss: typeof loss === "function" ? loss : (output, targets) => loss.forward(output, targets),
    dispose() {},
  };
}

/** The loss of all outputs together: the main one's, and each auxiliary one's times the weight. */
export function totalLoss(
  loss: LossFunction,
  outputs: { main: Tensor; auxiliary: readonly Tensor[]; weight: number },
  targets: Tensor,
): Tensor {
  return outputs.auxiliary.reduce(
    (sum, auxiliary) => sum.add(loss(auxiliary, targets).mul(outputs.weight)),
    loss(outputs.main, targets),
  );
}

/** Names for classes that have none: "0", "1", ... */
export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

/** A metric over as many classes as the first batch's network has outputs, `least` where there is none. */
export function overOutputs<Report extends TaskReport>(
  make: (outputs: number) => TaskMetric<Report>,
  least: number,
): TaskMetric<Report> {
  let made: TaskMetric<Report> | null = null;
  const metric = (outputs = least): TaskMetric<Report> => {
    made ??= make(outputs);
    return made;
  };
  return {
    get better() {
      return make(least).better;
    },
    get shown() {
      return make(least).shown;
    },
    update: (output: Tensor, targets: never) => metric(output.shape[1]).update(output as never, targets), // as the made one takes it
    compute: () => metric().compute(),
    report: () => metric().report(),
    reset: () => {
      made = null;
    },
    state: () => metric().state(),
    merge: (state) => metric().merge(state),
  } as TaskMetric<Report>;
}
