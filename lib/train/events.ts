/**
 * What `fit` tells while it runs, and the line of `history.jsonl` an epoch leaves.
 *
 * Types only; what shows them is `progress.ts`.
 */

import type { FigureInfo, Figures } from "./figures.ts";
import type { ClassificationReport } from "./metrics.ts";
import type { GuardDetails, GuardName } from "./parts/guards/index.ts";
import type { Receipt } from "./parts/receipt.ts";

/** Facts of an epoch that are not measured on its data. */
export interface EpochFacts {
  /** 1 for the first. */
  readonly epoch: number;
  /** Optimizer steps done since the beginning of the run. */
  readonly step: number;
  /** Learning rate of the first parameter group at the epoch's last step. */
  readonly lr: number;
  /** Wall time of training and validation, in seconds. */
  readonly seconds: number;
  /** Training samples per second of training time. */
  readonly samplesPerSecond: number;
  /** Samples left out in this epoch because their file could not be read (`onError: "skip"`). */
  readonly skipped: number;
}

/** An epoch: one line of `history.jsonl`. Nothing in it can be changed. */
export interface EpochRecord extends EpochFacts {
  /**
   * What was measured, by name: `train.loss`, `val.loss`, those of the task, such as `val.accuracy`, `val.auc` or `val.dice`, and
   * those of a user's metrics, `train.f2` and `val.f2`. Null where a figure is not defined or was not measured in this epoch.
   */
  readonly figures: Figures;
  /** `figures["train.loss"]`, by its former name. */
  readonly trainLoss: number;
  /** `figures["train.accuracy"]`: each batch before its own step, dropout and augmentation on. */
  readonly trainAccuracy: number | null;
  /** `figures["val.loss"]` */
  readonly valLoss: number | null;
  /** `figures["val.accuracy"]` */
  readonly valAccuracy: number | null;
  /** `figures["val.auc"]`: area under the ROC curve, macro one-vs-rest; with two classes the area of class 1. */
  readonly valAuc: number | null;
  /** `figures["val.dice"]`: mean Dice of the classes but the background, the pixels of all images pooled. */
  readonly valDice: number | null;
  /** `figures["val.iou"]`: mean intersection over union, as `valDice`. */
  readonly valIou: number | null;
  /** `figures["val.pixelAccuracy"]`: share of the pixels whose class is right. */
  readonly valPixelAccuracy: number | null;
}

/** Told once, when everything is set up and before the first batch. */
export interface StartEvent {
  type: "start";
  /** What the network is trained for: "classification", "segmentation". */
  task: string;
  /** What the records measure. */
  figures: readonly FigureInfo[];
  device: string;
  /** In which dtype operators compute that bear it; of "auto" what it came to. */
  precision: "float32" | "bfloat16" | "float16";
  classes: string[];
  trainSamples: number | null;
  valSamples: number | null;
  stepsPerEpoch: number | null;
  epochs: number;
  /** Elements of the parameters that will be trained, and of all parameters. */
  trainableParameters: number;
  totalParameters: number;
  seed: number;
  /** Run folder, or null when nothing is written. */
  out: string | null;
  /** Epochs that were done before, when resumed. */
  resumedEpochs: number;
  /** Optimizer steps of the next epoch that were done before. */
  resumedSteps: number;
}

/** Told after each optimizer step. */
export interface StepEvent {
  type: "step";
  epoch: number;
  epochs: number;
  /** Step within the epoch, from 1. */
  step: number;
  stepsPerEpoch: number | null;
  /** Steps since the beginning of the run. */
  globalStep: number;
  /** Mean loss of the batch. */
  loss: number;
  lr: number;
  samplesPerSecond: number;
}

/** Told for each sample left out because its file could not be read. */
export interface SkipEvent {
  type: "skip";
  /** Why, naming the file. */
  error: unknown;
}

/** Told where the run did something that nobody asked for in so many words; the text says what and why. */
export interface NoticeEvent {
  type: "notice";
  /**
   * "batchOfOne": a batch of one sample was left out, as the network cannot train on it. "unfrozen": parameters became
   * trainable and joined. "precision": what "auto" came to. "overflow": a step was left out, as gradients of float16 overflowed.
   * "figures": what of a validation's figures is not as one might think. "history": a torn line of `history.jsonl` was mended. "leftovers": unfinished files of a run that
   * was killed were removed. "standardise": what the numbers of a regression are trained as.
   */
  about:
    | "batchOfOne"
    | "unfrozen"
    | "precision"
    | "overflow"
    | "figures"
    | "history"
    | "leftovers"
    | "standardise";
  text: string;
}

/**
 * Told where a guard found what is likely a mistake: in the data, the network or the settings. The text says what was seen, why it
 * is likely wrong and what to do; the rest is what the guard of that name found.
 */
export type GuardEvent = {
  [Name in GuardName]: {
    type: "guard";
    guard: Name;
    /** In which it was seen, 0 before the first batch. */
    epoch: number;
    text: string;
  } & GuardDetails[Name];
}[GuardName];

/** Told after each validation batch. */
export interface ValidationEvent {
  type: "validation";
  epoch: number;
  step: number;
  steps: number | null;
}

/** Told after each epoch. */
export interface EpochEvent<Report = ClassificationReport> {
  type: "epoch";
  epochs: number;
  record: EpochRecord;
  /** All validation figures, null without validation data. */
  report: Report | null;
  /** Whether this epoch is the best so far by the monitored figure. */
  isBest: boolean;
}

/** Told after a checkpoint is complete on disk. */
export interface CheckpointEvent {
  type: "checkpoint";
  kind: "best" | "last";
  epoch: number;
  /** Optimizer steps done. */
  step: number;
  path: string;
}

/** Told last, when the run is over without an error. */
export interface EndEvent {
  type: "end";
  /** Why it ended: all epochs done, or `patience` measurements without progress. */
  reason: "done" | "earlyStopping";
  epochs: number;
  seconds: number;
  best: EpochRecord | null;
  /** What stayed as it was, and what moved by how much. */
  receipt: Receipt;
}

/** Anything `fit` tells; `Report` is that of the task. */
export type FitEvent<Report = ClassificationReport> =
  | StartEvent
  | StepEvent
  | SkipEvent
  | NoticeEvent
  | GuardEvent
  | ValidationEvent
  | EpochEvent<Report>
  | CheckpointEvent
  | EndEvent;
