/** One pass over the training data: the step itself, its memory, and what it tells. */
import { DatasetError } from "../native/errors.ts";
import { type AnyOptimizer, clipGradNorm_ } from "../optim/index.ts";
import { type Device, noGrad, scope } from "../tensor/index.ts";
import { NonFiniteLossError } from "./errors.ts";
import { asLogits, breathe, checkOutputs, throwIfAborted } from "./evaluate.ts";
import type { FitEvent } from "./events.ts";
import { ClassificationMetrics } from "./metrics.ts";
import type { Classifier, LossFunction } from "./options.ts";
import type { Schedule } from "./recipe.ts";
import type { BatchSource, LabelledBatch } from "./source.ts";

/** What a training step needs. */
export interface Trainer {
  model: Classifier;
  optimizer: AnyOptimizer;
  schedule: Schedule;
  loss: LossFunction;
  device: Device;
  classes: readonly string[];
  channelsLast: boolean;
  gradientClip: number | undefined;
  epochs: number;
  emit: (event: FitEvent) => void;
  signal: AbortSignal | undefined;
}

/** What an epoch of training comes to. */
export interface TrainedEpoch {
  /** Optimizer steps done since the beginning of the run. */
  step: number;
  loss: number;
  accuracy: number;
  lr: number;
  seconds: number;
  samplesPerSecond: number;
}

/**
 * Trains for one epoch.
 *
 * Everything a step makes is freed when the step ends: one scope around it, so memory does not depend on when
 * the collector runs. The gradient is computed off the main thread, and the event loop gets its turn between
 * batches.
 *
 * @param epoch from 1
 * @param firstStep optimizer steps done before
 * @throws NonFiniteLossError, AbortError, DatasetError when the loader gives no batch
 */
export async function trainEpoch(
  trainer: Trainer,
  source: BatchSource,
  epoch: number,
  firstStep: number,
): Promise<TrainedEpoch> {
  const metrics = new ClassificationMetrics(trainer.classes, { auc: false });
  const started = performance.now();
  let step = 0;
  let lr = currentRate(trainer.optimizer);

  for await (const batch of source.loader) {
    throwIfAborted(trainer.signal, "train.fit");
    trainer.schedule.beforeStep(firstStep + step);
    lr = currentRate(trainer.optimizer);
    const done = await scope(() => trainStep(trainer, batch, { epoch, step: step + 1, lr }));
    source.release(batch);
    trainer.schedule.afterStep();
    step++;
    metrics.update(done.logits, done.labels, done.loss);
    trainer.emit({
      type: "step",
      epoch,
      epochs: trainer.epochs,
      step,
      stepsPerEpoch: source.batches,
      globalStep: firstStep + step,
      loss: done.loss,
      lr,
      samplesPerSecond: (1000 * metrics.count) / (performance.now() - started),
    });
    await breathe();
  }
  if (step === 0) {
    throw new DatasetError("train.fit: the training data gave no batch; are all its images unreadable?", {
      operation: "train.fit",
    });
  }
  trainer.schedule.afterEpoch();
  const seconds = (performance.now() - started) / 1000;
  return {
    step: firstStep + step,
    loss: metrics.loss,
    accuracy: metrics.accuracy,
    lr,
    seconds,
    samplesPerSecond: metrics.count / seconds,
  };
}

/** Forward, backward, step; returns plain numbers only, so the scope around it can free every tensor. */
async function trainStep(
  trainer: Trainer,
  batch: LabelledBatch,
  at: { epoch: number; step: number; lr: number },
): Promise<{ logits: Float32Array; labels: BigInt64Array; loss: number }> {
  const { model, optimizer, device } = trainer;
  let images = batch.images.to(device);
  if (trainer.channelsLast) images = images.contiguous({ memoryFormat: "channels_last" });
  const labels = batch.labels.to(device);

  optimizer.zeroGrad();
  const logits = asLogits(model.forward(images), "train.fit");
  checkOutputs(logits, trainer.classes, "train.fit");
  const loss = trainer.loss(logits, labels);
  const value = Number((await loss.detach().data())[0]);
  if (!Number.isFinite(value)) throw new NonFiniteLossError({ ...at, loss: value });

  await loss.backwardAsync();
  if (trainer.gradientClip !== undefined) {
    const parameters = optimizer.paramGroups.flatMap((group) => group.params);
    clipGradNorm_(parameters, trainer.gradientClip);
  }
  optimizer.step();
  const scores = await noGrad(() => logits.detach().float()).data();
  return {
    logits: scores as Float32Array, // float() above
    labels: (await batch.labels.data()) as BigInt64Array, // labels are int64
    loss: value,
  };
}

/** Learning rate of the first parameter group. */
function currentRate(optimizer: AnyOptimizer): number {
  return optimizer.paramGroups[0]?.lr ?? 0;
}
