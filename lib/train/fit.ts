/**
 * `fit`: fine-tunes a network, measures it after each epoch, and keeps the best and the last of it.
 *
 * The order of a run stands here. What it needs before is `setup.ts`, the step `epoch.ts`, the pass over validation data
 * `evaluate.ts`; what acts beside (schedule, averages, files, events) is `parts/`; what a batch and a loss are, `tasks/`.
 */
import { Rng } from "../data/index.ts";
import type { Rest } from "../edge/index.ts";
import { claimForTraining } from "../inference/claims.ts";
import { noteLabels } from "../models/index.ts";
import { throwIfAborted } from "../native/abort.ts";
import { AbortError, ArgumentError } from "../native/errors.ts";
import type { Device } from "../tensor/index.ts";
import type { Position } from "./checkpoint.ts";
import { claimOwn, namedMetrics } from "./claim-own.ts";
import { describeRun } from "./describe-run.ts";
import { EpochLoop } from "./epoch.ts";
import { NonFiniteLossError } from "./errors.ts";
import { evaluateSource } from "./evaluate.ts";
import type { EpochRecord } from "./events.ts";
import { definedOrNull, type Figures, makeRecord, type PASSES } from "./figures.ts";
import { inheritOptions } from "./inherit.ts";
import { Meter } from "./meter.ts";
import type { ClassificationReport } from "./metrics.ts";
import { type FitOptions, type RunOptions, readFitOptions } from "./options.ts";
import type { EpochContext } from "./part.ts";
import { areFinite } from "./parts/guard.ts";
import type { Receipt } from "./parts/receipt.ts";
import { checkIdleOptions } from "./run-data.ts";
import { checkRunFiles, writeRunFiles } from "./run-files.ts";
import { inRunFolder, type RunConfig, readConfig } from "./run-folder.ts";
import { type Setup, setUp, taskOfRun, trainingMetrics } from "./setup.ts";
import type { FitData } from "./source.ts";
import type { NetworkOf, ReportOf } from "./tasks/index.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask, TaskReport } from "./tasks/task.ts";
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
  /** What stayed as it was, and what moved by how much, in this call. */
  receipt: Receipt;
  /** Wall time of this call. */
  seconds: number;
}

/**
 * Fine-tunes a network for the task that its data carries: classes of images, unless it says another.
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
 * run.best?.figures["val.dice"];
 */
export async function fit<const D extends FitData>(
  model: NetworkOf<D>,
  data: D,
  options: FitOptions<ReportOf<D>>,
): Promise<RunResult<ReportOf<D>>>;
export async function fit(
  model: AnyNetwork,
  data: FitData,
  ...rest: Rest<RunOptions>
): Promise<RunResult<TaskReport>> {
  const given = readFitOptions(model, data, rest);
  throwIfAborted(given.signal, "train.fit");
  const mayUnfreeze = given.freeze !== undefined || given.unfreeze !== undefined;
  const release = claimForTraining(model, "train.fit", mayUnfreeze);
  let releaseOwn = (): void => {};
  try {
    const parts = (given.parts ?? []).map((part) => [`the part "${part.name}"`, part] as const);
    releaseOwn = claimOwn("train.fit", [...namedMetrics(given.metrics), ...parts]);
    const { out, resume, signal } = given;
    checkIdleOptions(data, given);
    const asked = taskOfRun(model, data, given);
    const saved = resume && out !== undefined ? await readConfig(out) : null;
    const options = saved === null ? given : inheritOptions(given, saved, asked.task.batchSize);
    // What its validations measure may be the run's too.
    const of = saved === null ? asked : taskOfRun(model, data, options);
    const counted = await withCountedWeights(of.task, data, options);
    const prepared = await of.task.prepare?.(data.train, options, saved);
    const setup = setUp(model, data, of, { ...counted, ...prepared }, saved);
    const work = (): Promise<RunResult<TaskReport>> => run(setup, data, options, saved);
    return await (out === undefined ? work() : inRunFolder(out, signal, work)).finally(setup.dispose);
  } finally {
    releaseOwn();
    release();
  }
}

/** The options with the numbers that balanced weights stand for, where the task has to count them; the run keeps the word. */
async function withCountedWeights(task: AnyTask, data: FitData, options: RunOptions): Promise<RunOptions> {
  if (options.classWeights !== "balanced" || task.balancedWeights === undefined) return options;
  return { ...options, classWeights: await task.balancedWeights(data.train, options.signal) };
}

/** The epochs of a run, and what is left of it. */
async function run(
  setup: Setup,
  data: FitData,
  options: RunOptions,
  saved: RunConfig | null,
): Promise<RunResult<TaskReport>> {
  const started = performance.now();
  const { trainer, recorder } = setup;
  const { model, parts, context } = trainer;
  try {
    let within: Position | null = null;
    if (options.out !== undefined) {
      const config = describeRun(setup, options, saved);
      if (saved !== null) await checkRunFiles(options.out, data);
      within = await recorder.open(options.out, config, options, context);
      await writeRunFiles(options.out, data);
      checkEpochs(options, recorder.progress.epoch);
    }
    trainer.task.noteOn?.(model);
    emitStart(setup, options, recorder.progress.epoch, within);
    await parts.start(context);

    let report: TaskReport | null = null;
    let reason: RunResult["reason"] = "done";
    for (let epoch = recorder.progress.epoch + 1; epoch <= options.epochs; epoch++) {
      const done = await runEpoch(setup, options, epoch, within);
      within = null;
      report = done.report ?? report;
      if (done.stop === null) continue;
      if (epoch < options.epochs) reason = done.stop;
      break;
    }

    await parts.end(context);
    noteLabels(model, trainer.task.labels ?? trainer.classes, "data");
    const { history, best, progress } = recorder;
    const seconds = (performance.now() - started) / 1000;
    const receipt = setup.receipts.receipt as Receipt; // taken at the end of every run
    trainer.emit({ type: "end", reason, epochs: progress.epoch, seconds, best, receipt });
    return {
      history,
      best,
      last: history.at(-1) as EpochRecord, // at least one epoch was trained, now or before the resume
      report,
      classes: [...trainer.classes],
      outDir: options.out ?? null,
      reason,
      device: trainer.device,
      receipt,
      seconds,
    };
  } catch (error) {
    if (error instanceof AbortError) throw stopped(error, options, recorder.progress.epoch);
    const told = error instanceof NonFiniteLossError ? await recovered(error, setup) : error;
    await recorder.discardUnlearned();
    throw told;
  } finally {
    trainer.optimizer.zeroGrad();
    model.eval();
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
  { trainer, recorder }: Setup,
): Promise<NonFiniteLossError> {
  if (await areFinite(trainer.model.parameters())) return error;
  const isBack = await recorder.restoreLast(trainer.context);
  return error._withWeights(isBack ? recorder.progress.epoch : null);
}

/** Trains for one epoch, and measures it. */
async function runEpoch(
  setup: Setup,
  options: RunOptions,
  epoch: number,
  within: Position | null,
): Promise<EpochContext> {
  const { trainer, train, val, recorder } = setup;
  const { model, task, criterion, random, signal, parts, context } = trainer;
  const started = performance.now();
  const skippedBefore = val?.loader.skipped ?? 0;
  trainer.random.seed(Rng.derive(setup.seed, epoch).nextUint32());
  train.loader.setEpoch?.(epoch - 1);
  const meter = new Meter(task.metric(true), trainingMetrics(task, trainer.metrics), "train.fit");
  const at = { epoch, firstStep: recorder.progress.step, from: within };
  const loop = new EpochLoop(trainer, train, at, meter);
  setup.loop.current = loop;
  const trained = await loop.run();

  const isDue = epoch % (options.validateEvery ?? 1) === 0 || epoch === options.epochs;
  let done: EpochContext | null = null;
  await parts.evaluate(context, async () => {
    let report: TaskReport | null = null;
    // Before the validation, which takes the same metrics.
    const ofTraining = meter.figures();
    if (val !== null && isDue) {
      val.loader.setEpoch?.(0);
      report = await evaluateSource(model, task, val, {
        criterion,
        random,
        metrics: trainer.metrics,
        channelsLast: trainer.channelsLast,
        precision: setup.precision.dtype,
        signal,
        onProgress: ({ step, steps }) => trainer.emit({ type: "validation", epoch, step, steps }),
      });
    }
    throwIfAborted(signal, "train.fit");
    const { step, lr, samplesPerSecond } = trained;
    const seconds = (performance.now() - started) / 1000 + (within?.seconds ?? 0);
    const skipped = loop.skipped + (val?.loader.skipped ?? 0) - skippedBefore;
    const figures = {
      ...Object.fromEntries(context.figures.map(({ name }) => [name, null])),
      ...named("train", ofTraining),
      ...named("val", report?.figures ?? {}),
    };
    const record = makeRecord({ epoch, step, lr, seconds, samplesPerSecond, skipped }, figures);
    const trainReport = meter.taskReport();
    done = { run: context, epoch, step, record, report, trainReport, isBest: false, stop: null };
    await parts.afterValidation(done);
  });
  if (done === null) {
    throw new ArgumentError(
      "train.fit: a part's aroundEvaluate did not call `next`, so nothing was measured.",
      {
        operation: "train.fit",
      },
    );
  }
  await parts.afterEpoch(done);
  return done;
}

/** The figures of one pass by their names in the run; what is not finite as null, as JSON has it. */
function named(pass: (typeof PASSES)[number], figures: Readonly<Record<string, number>>): Figures {
  const own = Object.entries(figures).map(([name, value]) => [`${pass}.${name}`, definedOrNull(value)]);
  return Object.fromEntries(own) as Figures; // the entries are numbers or null
}

function emitStart(setup: Setup, options: RunOptions, resumedEpochs: number, within: Position | null): void {
  const { trainer, train, val, seed } = setup;
  const count = countParameters(trainer.model);
  trainer.emit({
    type: "start",
    task: setup.trainer.task.name,
    figures: trainer.context.figures,
    device: trainer.device,
    precision: setup.precision.dtype,
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
    resumedSteps: within === null ? 0 : within.step - setup.recorder.progress.step,
  });
  for (const [about, text] of trainer.task.notices ?? []) trainer.context.notice(about, text);
  if (options.precision !== "auto") return;
  const { dtype, why } = setup.precision;
  trainer.context.notice("precision", `precision "auto" is "${dtype}" here: ${why}.`);
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
