/**
 * What `fit` tells while it runs, and the line of `history.jsonl` an epoch leaves.
 *
 * Types only; who prints them is the CLI.
 */
import type { ClassificationReport } from "./metrics.ts";
import type { SegmentationReport } from "./segmentation-metrics.ts";
import type { FigureName } from "./tasks/task.ts";

/** The report of any task. */
export type AnyReport = ClassificationReport | SegmentationReport;

/**
 * Figures of one epoch: one line of `history.jsonl`, which leaves out what other tasks measure. Figures that do not exist are
 * null.
 */
export interface EpochRecord {
  /** 1 for the first. */
  epoch: number;
  /** Optimizer steps done since the beginning of the run. */
  step: number;
  /** Learning rate of the first parameter group at the epoch's last step. */
  lr: number;
  trainLoss: number;
  /** Measured while training: each batch before its own step, dropout and augmentation on. */
  trainAccuracy: number | null;
  valLoss: number | null;
  valAccuracy: number | null;
  /** Area under the ROC curve, macro one-vs-rest; with two classes the area of class 1. */
  valAuc: number | null;
  /** Of segmentation: mean Dice of the classes but the background, the pixels of all images pooled. */
  valDice: number | null;
  /** Of segmentation: mean intersection over union, as `valDice`. */
  valIou: number | null;
  /** Of segmentation: share of the pixels whose class is right. */
  valPixelAccuracy: number | null;
  /** Wall time of training and validation, in seconds. */
  seconds: number;
  /** Training samples per second of training time. */
  samplesPerSecond: number;
  /** Samples left out in this epoch because their file could not be read (`onError: "skip"`). */
  skipped: number;
}

/** Told once, when everything is set up and before the first batch. */
export interface StartEvent {
  type: "start";
  /** What the network is trained for: "classification" or "segmentation". */
  task: string;
  /** Figures of the records that are this task's; what other tasks measure is null in them, and not in `history.jsonl`. */
  figures: readonly FigureName[];
  device: string;
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
   * trainable and joined. "history": a torn line of `history.jsonl` was mended. "leftovers": unfinished files of a run that
   * was killed were removed.
   */
  about: "batchOfOne" | "unfrozen" | "history" | "leftovers";
  text: string;
}

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
}

/** Anything `fit` tells; `Report` is that of the task. */
export type FitEvent<Report = ClassificationReport> =
  | StartEvent
  | StepEvent
  | SkipEvent
  | NoticeEvent
  | ValidationEvent
  | EpochEvent<Report>
  | CheckpointEvent
  | EndEvent;
