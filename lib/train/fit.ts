/**
 * `fit`: fine-tunes a network, measures it after each epoch, and keeps the best and the last of it.
 *
 * The order of a run stands here. What it needs before is `setup.ts`, the step `epoch.ts`, the pass over
 * validation data `evaluate.ts`, what is written `recorder.ts`; what a batch, a loss and a figure are, `tasks/`.
 */
import { Rng } from "../data/index.ts";
import type { Rest } from "../edge/index.ts";
import { claimForTraining } from "../inference/claims.ts";
import { noteLabels } from "../models/index.ts";
import { throwIfAborted } from "../native/abort.ts";
import { AbortError, ArgumentError } from "../native/errors.ts";
import type { Device } from "../tensor/index.ts";
import { describeRun } from "./describe-run.ts";
import { trainEpoch } from "./epoch.ts";
import { NonFiniteLossError } from "./errors.ts";
import { evaluateSource } from "./evaluate.ts";
import type { EpochRecord } from "./events.ts";
import { inheritOptions } from "./inherit.ts";
import type { ClassificationReport } from "./metrics.ts";
import { type FitOptions, type RunOptions, readFitOptions } from "./options.ts";
import { Recorder } from "./recorder.ts";
import { checkIdleOptions } from "./run-data.ts";
import { inRunFolder, type RunConfig, readConfig } from "./run-folder.ts";
import type { SegmentationReport } from "./segmentation-metrics.ts";
import { type Setup, setUp, taskOfRun } from "./setup.ts";
import type { FitData, LabelData, MaskData } from "./source.ts";
import { areFinite } from "./step-guard.ts";
import type { AnyNetwork, Segmenter, TrainableClassifier } from "./tasks/outputs.ts";
import { definedOrNull, type TaskReport } from "./tasks/task.ts";
import { countParameters } from "./trainability.ts";

/** What a run came to; `Report` is that of the task. */
export interface RunResult<Report = ClassificationReport> {
  /** A record per epoch, those before a resume included. */
  history: EpochRecord[];
  /** The epoch with the best monitored figure; null when the figure was never defined. */
  best: EpochRecord | null;
  last: EpochRecord;
  /** All validation figures of the last validation of this call, null without validation data. */
  report: Report | null;
  classes: string[];
  /** The run folder, null when nothing was written. */
  outDir: string | null;
  /** Why the run ended. */
  reason: "done" | "earlyStopping";
  device: Device;
  /** Wall time of this call. */
  seconds: number;
}

/**
 * Fine-tunes a classifier, or a segmentation network where the data says its `kind`.
 *
 * Only parameters that require a gradient are trained, and modules whose parameters are all frozen stay in eval
 * mode, so that their BatchNorm statistics do not move. The model is moved to `device` and left there, in eval
 * mode, with the weights of the last epoch (`restoreBest` for those of the best). A run has random generators of its own,
 * seeded anew before each epoch from (seed, epoch); so the same seed gives the same numbers whatever else the process does,
 * and a resumed run continues exactly as if it had not been interrupted.
 *
 * With `out` the folder holds, after each epoch, `history.jsonl`, `best.pth` (a state dict), `last.pth`
 * (everything `resume` needs) and `config.json` (what `loadRun` needs), each complete or absent.
 *
 * Auxiliary heads, those of Inception v3, GoogLeNet and segmentation networks, are trained along: their losses are
 * added, times `auxWeight`.
 *
 * @param model maps (N, C, H, W) to logits (N, classes), of segmentation (N, outputs, H, W); a binary mask is one output
 * @param data a folder or other data sets, or `{ train, val, classes }` with loaders of batches; a training batch of a
 *   single sample is left out, with a notice, where BatchNorm would have one value to learn from
 * @throws ArgumentError for options that do not fit, a resumed run's that contradict it, masks with values that are no
 *   class, when nothing is trainable, and when the model is being trained already or another run writes into `out`;
 *   DeviceError for a device that cannot be used; DatasetError for data of one class; ShapeError when the head has not one output per class; NonFiniteLossError when
 *   training diverges, with the last good state put back; NonFiniteOutputError when validation gives NaN; AbortError when `signal` says so, within
 *   one batch, with the last finished epoch on disk
 *
 * @example
 * const data = await datasets.ImageFolder.open("./images", { split: { val: 0.2, seed: 0 } });
 * const model = await models.resnet18({ weights: "IMAGENET1K_V1" });
 * model.fc = new nn.Linear(model.fc.in_features, data.classes.length);
 * const run = await train.fit(model, data, { epochs: 3, lr: 1e-3, out: "runs/first" });
 *
 * @example
 * const data = await datasets.SegmentationFolder.open("./polyps", { split: { val: 0.2, seed: 0 } });
 * const model = await models.dynamic_unet({ encoder: "mobilenet_v2", weightsBackbone: "DEFAULT", numClasses: 1 });
 * const run = await train.fit(model, data, { epochs: 20, lr: 1e-3, out: "runs/polyps" });
 * run.best?.valDice;
 */
export async function fit(
  model: TrainableClassifier,
  data: LabelData,
  options: FitOptions,
): Promise<RunResult>;
export async function fit(
  model: Segmenter,
  data: MaskData,
  options: FitOptions<SegmentationReport>,
): Promise<RunResult<SegmentationReport>>;
export async function fit(
  model: AnyNetwork,
  data: FitData,
  ...rest: Rest<RunOptions>
): Promise<RunResult<TaskReport>> {
  const given = readFitOptions(model, data, rest);
  throwIfAborted(given.signal, "train.fit");
  const release = claimForTraining(model);
  try {
    const { out, resume, signal } = given;
    checkIdleOptions(data, given);
    const of = taskOfRun(model, data, given);
    const saved = resume && out !== undefined ? await readConfig(out) : null;
    const options = saved === null ? given : inheritOptions(given, saved, of.task.batchSize);
    const setup = setUp(model, data, of, options, saved);
    const work = (): Promise<RunResult<TaskReport>> => run(setup, options, saved);
    return await (out === undefined ? work() : inRunFolder(out, signal, work)).finally(setup.dispose);
  } finally {
    release();
  }
}

/** The epochs of a run, and what is left of it. */
async function run(
  setup: Setup,
  options: RunOptions,
  saved: RunConfig | null,
): Promise<RunResult<TaskReport>> {
  const started = performance.now();
  const { trainer } = setup;
  const { model } = trainer;
  const recorder = new Recorder(setup, options);
  try {
    if (options.out !== undefined) {
      await recorder.open(options.out, describeRun(setup, options, saved), options);
      checkEpochs(options, recorder.progress.epoch);
    }
    emitStart(setup, options, recorder.progress.epoch);

    let report: TaskReport | null = null;
    let reason: RunResult["reason"] = "done";
    for (let epoch = recorder.progress.epoch + 1; epoch <= options.epochs; epoch++) {
      const { record, figures } = await runEpoch(setup, options, epoch, recorder.progress.step);
      report = figures ?? report;
      const isBest = await recorder.add(record, setup.monitor === "trainLoss" || figures !== null);
      trainer.emit({ type: "epoch", epochs: options.epochs, record, report: figures, isBest });
      if (options.patience !== undefined && recorder.sinceBest >= options.patience) {
        if (epoch < options.epochs) reason = "earlyStopping";
        break;
      }
    }

    if (options.restoreBest) await recorder.restoreBest();
    noteLabels(model, trainer.task.labels ?? trainer.classes, "data");
    const { history, best, progress } = recorder;
    const seconds = (performance.now() - started) / 1000;
    trainer.emit({ type: "end", reason, epochs: progress.epoch, seconds, best });
    return {
      history,
      best,
      last: history.at(-1) as EpochRecord, // at least one epoch was trained, now or before the resume
      report,
      classes: [...trainer.classes],
      outDir: options.out ?? null,
      reason,
      device: trainer.device,
      seconds,
    };
  } catch (error) {
    if (error instanceof AbortError) throw stopped(error, options, recorder.progress.epoch);
    const told = error instanceof NonFiniteLossError ? await recovered(error, setup, recorder) : error;
    await recorder.discardUnlearned();
    throw told;
  } finally {
    trainer.optimizer.zeroGrad();
    model.eval();
    recorder.dispose();
  }
}

/** A run of fewer epochs than are done cannot be had from this one. */
function checkEpochs(options: RunOptions, done: number): void {
  if (done <= options.epochs) return;
  throw new ArgumentError(
    `train.fit: the run in ${options.out} has ${done} epochs done, so \`epochs: ${options.epochs}\` cannot be had from it; ` +
      "give at least as many, or load its best epoch with train.loadRun(dir).",
    { operation: "train.fit" },
  );
}

/**
 * The error of a run that diverged, once its network is as good as it can be: as before the step, or, where an earlier step
 * with finite loss and gradients made a weight overflow, as after the last finished epoch.
 */
async function recovered(
  error: NonFiniteLossError,
  { trainer }: Setup,
  recorder: Recorder,
): Promise<NonFiniteLossError> {
  if (await areFinite(trainer.model.parameters())) return error;
  const isBack = await recorder.restoreLast();
  return error._withWeights(isBack ? recorder.progress.epoch : null);
}

/** Trains for one epoch and validates where it is due. */
async function runEpoch(
  setup: Setup,
  options: RunOptions,
  epoch: number,
  firstStep: number,
): Promise<{ record: EpochRecord; figures: TaskReport | null }> {
  const { trainer, train, val } = setup;
  const { model, task, criterion, random, signal } = trainer;
  const started = performance.now();
  const skippedBefore = skippedSoFar(setup);
  trainer.random.seed(Rng.derive(setup.seed, epoch).nextUint32());
  train.loader.setEpoch?.(epoch - 1);
  const trained = await trainEpoch(trainer, train, epoch, firstStep);

  const validate = epoch % (options.validateEvery ?? 1) === 0 || epoch === options.epochs;
  let figures: TaskReport | null = null;
  if (val !== null && validate) {
    val.loader.setEpoch?.(0);
    figures = await evaluateSource(model, task, val, {
      criterion,
      random,
      channelsLast: trainer.channelsLast,
      signal,
      onProgress: ({ step, steps }) => trainer.emit({ type: "validation", epoch, step, steps }),
    });
  }
  throwIfAborted(signal, "train.fit");
  const record: EpochRecord = {
    epoch,
    step: trained.step,
    lr: trained.lr,
    trainLoss: trained.pass.loss,
    valLoss: definedOrNull(figures?.loss),
    ...task.figures(trained.pass, figures),
    seconds: (performance.now() - started) / 1000,
    samplesPerSecond: trained.samplesPerSecond,
    skipped: skippedSoFar(setup) - skippedBefore,
  };
  return { record, figures };
}

function emitStart(setup: Setup, options: RunOptions, resumedEpochs: number): void {
  const { trainer, train, val, seed } = setup;
  const count = countParameters(trainer.model);
  trainer.emit({
    type: "start",
    task: setup.trainer.task.name,
    figures: setup.trainer.task.figureNames,
    device: trainer.device,
    classes: [...trainer.classes],
    trainSamples: train.samples,
    valSamples: val?.samples ?? null,
    stepsPerEpoch: train.batches,
    epochs: options.epochs,
    trainableParameters: count.trainable,
    totalParameters: count.total,
    seed,
    out: options.out ?? null,
    resumedEpochs,
  });
}

/** The error of a run that was stopped, with what is left of it. */
function stopped(error: AbortError, options: RunOptions, epochs: number): AbortError {
  const left =
    options.out === undefined
      ? "Nothing was written, as no `out` was given."
      : `Its ${epochs} finished ${epochs === 1 ? "epoch is" : "epochs are"} in ${options.out}; go on with resume: true.`;
  return new AbortError(`train.fit: stopped by its signal. ${left}`, {
    cause: error.cause ?? error,
    operation: "train.fit",
  });
}

function skippedSoFar({ train, val }: Setup): number {
  return (train.loader.skipped ?? 0) + (val?.loader.skipped ?? 0);
}
