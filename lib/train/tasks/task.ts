/**
 * What `fit` and `evaluate` leave to the task at hand: what a batch is, how its loss comes about, what is measured.
 *
 * The loops know neither labels nor masks. A task is one file here and one line in `index.ts`.
 */
import type { Dataset } from "../../data/index.ts";
import type { Module } from "../../nn/index.ts";
import type { Device, Tensor } from "../../tensor/index.ts";
import type { TransformLike } from "../../vision/index.ts";
import type { EpochRecord } from "../events.ts";
import type { FitOptions, LossFunction, Monitor } from "../options.ts";
import type { BatchLoader, SourceOptions } from "../source.ts";
import type { LossPart } from "./loss-mean.ts";
import type { AnyNetwork } from "./outputs.ts";

/** What every report has. */
export interface TaskReport {
  /** Samples seen. */
  count: number;
  /** Mean loss, whatever the batches; NaN when no loss was given. */
  loss: number;
}

/** Figures of an epoch that not every task has. */
export type TaskFigures = Pick<
  EpochRecord,
  "trainAccuracy" | "valAccuracy" | "valAuc" | "valDice" | "valIou" | "valPixelAccuracy"
>;

/** The figures of an epoch when there are none; a task fills in its own. */
export const NO_FIGURES: TaskFigures = {
  trainAccuracy: null,
  valAccuracy: null,
  valAuc: null,
  valDice: null,
  valIou: null,
  valPixelAccuracy: null,
};

/** Names of such figures. */
export type FigureName = keyof TaskFigures;

/** A record without the figures of other tasks, as it is written; `own` are those of its task. */
export function writtenRecord(record: EpochRecord, own: readonly FigureName[]): Partial<EpochRecord> {
  const isOthers = (key: string): boolean =>
    Object.hasOwn(NO_FIGURES, key) && !own.includes(key as FigureName);
  return Object.fromEntries(Object.entries(record).filter(([key]) => !isOthers(key)));
}

/** One batch after the forward pass, in the caller's scope. */
export interface Forwarded {
  /** What went into the network. */
  input: Tensor;
  /** What came out of it, of the main head. */
  output: Tensor;
  /** Scalar to go down, auxiliary losses included. */
  loss: Tensor;
  /** Takes the batch into the figures, as plain numbers; called once the weights may have moved. */
  settle(loss: number): Promise<void>;
}

/** A pass over data: gathers figures batch by batch. */
export interface Pass<Batch, Report extends TaskReport> {
  /** Samples seen so far. */
  readonly count: number;
  /** Mean loss per sample so far. */
  readonly loss: number;
  /** Runs a batch through the network; the caller frees what is made. */
  forward(batch: Batch): Forwarded;
  report(): Report;
}

/** What a pass needs. */
export interface PassOptions {
  model: AnyNetwork;
  device: Device;
  /** Whether images go in channels-last layout. */
  channelsLast: boolean;
  criterion: Criterion;
  /** Whether it trains: auxiliary losses count, and only figures that cost little are gathered. */
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

/** What a network is trained for, over one set of classes. */
export interface Task<Batch, Report extends TaskReport> {
  readonly name: string;
  /** Names of the classes; undefined where only the network knows how many there are. */
  readonly classes: readonly string[] | undefined;
  /** Names of the network's outputs, which one class of two may lack. */
  readonly labels: readonly string[] | undefined;
  /** Samples of a batch, where nothing is said. */
  readonly batchSize: number;
  /** Figures that can decide which epoch is the best; the first is the default. */
  readonly monitors: readonly [Monitor, ...Monitor[]];
  /** Figures that its records have beside those of every task. */
  readonly figureNames: readonly FigureName[];
  /** What of the task goes into `config.json`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Refuses options of `fit` that are other tasks'. Throws ArgumentError. */
  checkOptions(options: FitOptions<Report>): void;
  /** Refuses training data that there is nothing to learn from. Throws DatasetError. */
  checkData?(train: unknown): void;
  /** Batches of a data set. */
  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader<Batch>;
  /** The loss the options ask for; `train` is what it learns from, for weights of the classes. */
  criterion(options: CriterionOptions, train: unknown, device: Device): Criterion;
  pass(options: PassOptions): Pass<Batch, Report>;
  /** Figures of an epoch for its record: of the training pass, and of the validation if there was one. */
  figures(trained: Pass<Batch, Report>, report: Report | null): TaskFigures;
  /** Transforms for data whose owner chose none, to images of that edge where it is said. */
  transforms(model: Module, imageSize?: number): { train: TransformLike; val: TransformLike };
}

/** The options that decide the loss. */
export type CriterionOptions = Pick<FitOptions, "loss" | "labelSmoothing" | "classWeights">;

/** A task whose batches only its own loaders and passes look into. */
export type AnyTask = Task<unknown, TaskReport>;

/** What data says of its task, and what a call says in its place. */
export interface TaskFacts {
  classes?: readonly string[];
  /** Of segmentation. */
  kind?: unknown;
  /** Of segmentation. */
  ignoreIndex?: number | null;
}

/** A loss of the user's own, as a function; null where none was given. */
export function ownCriterion(loss: FitOptions["loss"]): Criterion | null {
  if (loss === undefined) return null;
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

/** NaN and undefined as null, as JSON has them. */
export function definedOrNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** Names for classes that have none: "0", "1", ... */
export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
