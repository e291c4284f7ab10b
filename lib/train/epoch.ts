/** One pass over the training data: the step itself, its memory, and what it tells. */

import { breathe } from "../inference/running.ts";
import { throwIfAborted } from "../native/abort.ts";
import { DatasetError, ShapeError } from "../native/errors.ts";
import { type AnyOptimizer, clipGradNorm_ } from "../optim/index.ts";
import { type Device, scope, Tensor } from "../tensor/index.ts";
import { NonFiniteGradientError, NonFiniteLossError, type StepPlace } from "./errors.ts";
import type { FitEvent } from "./events.ts";
import type { Schedule } from "./recipe.ts";
import type { RunRandom } from "./run-random.ts";
import type { BatchSource } from "./source.ts";
import type { StepGuard } from "./step-guard.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask, Criterion, Forwarded, Pass, TaskReport } from "./tasks/task.ts";
import type { Trainees } from "./trainees.ts";

/** What a training step needs. */
export interface Trainer {
  model: AnyNetwork;
  task: AnyTask;
  optimizer: AnyOptimizer;
  schedule: Schedule;
  random: RunRandom;
  trainees: Trainees;
  guard: StepGuard;
  /** Learning rate of parameters that join on the way; null where the optimizer or the scheduler is the caller's. */
  joiningRate: number | null;
  criterion: Criterion;
  auxWeight: number | undefined;
  device: Device;
  classes: readonly string[];
  channelsLast: boolean;
  gradientClip: number | undefined;
  epochs: number;
  emit: (event: FitEvent<TaskReport>) => void;
  signal: AbortSignal | undefined;
}

/** What an epoch of training comes to. */
export interface TrainedEpoch {
  /** Optimizer steps done since the beginning of the run. */
  step: number;
  /** The figures of the task. */
  pass: Pass<unknown, TaskReport>;
  lr: number;
  seconds: number;
  samplesPerSecond: number;
}

/**
 * Trains for one epoch.
 *
 * Everything a step makes is freed when the step ends: one scope around it, so memory does not depend on when
 * the collector runs. The gradient is computed off the main thread, and the event loop gets its turn between
 * batches. A batch of one sample that BatchNorm has no variance of is left out, with a notice.
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
  const pass = trainer.task.pass({ ...trainer, training: true, operation: "train.fit" });
  const started = performance.now();
  let step = 0;
  let lr = currentRate(trainer.optimizer);
  let largest = source.batchSize ?? 0;
  trainer.trainees.look();
  trainer.guard.look();

  for await (const batch of source.loader) {
    throwIfAborted(trainer.signal, "train.fit");
    trainer.schedule.beforeStep(firstStep + step);
    lr = currentRate(trainer.optimizer);
    const samples = samplesIn(batch);
    largest = Math.max(largest, samples);
    const at = { epoch, step: step + 1, lr };
    const loss = await scope(() => trainStep(trainer, pass, batch, at, samples === 1 && largest > 1));
    source.release(batch);
    if (loss === null) continue;
    trainer.schedule.afterStep();
    step++;
    trainer.emit({
      type: "step",
      epoch,
      epochs: trainer.epochs,
      step,
      stepsPerEpoch: source.batches,
      globalStep: firstStep + step,
      loss,
      lr,
      samplesPerSecond: (1000 * pass.count) / (performance.now() - started),
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
  return { step: firstStep + step, pass, lr, seconds, samplesPerSecond: pass.count / seconds };
}

/**
 * Forward, backward, step; returns the loss as a number, so the scope around it can free every tensor.
 *
 * @param mayLeaveOut whether the batch is one sample and others are larger
 * @returns null where the network cannot train on such a batch; nothing has changed then
 */
async function trainStep(
  trainer: Trainer,
  pass: Pass<unknown, TaskReport>,
  batch: unknown,
  at: Omit<StepPlace, "loss">,
  mayLeaveOut: boolean,
): Promise<number | null> {
  const { optimizer, random, guard, trainees } = trainer;
  optimizer.zeroGrad();
  guard.remember();
  trainees.prepare(); // with the forward pass, before anybody else can set a mode
  let forwarded: Forwarded;
  try {
    forwarded = random.within(() => pass.forward(batch));
  } catch (error) {
    guard.putBack();
    if (!mayLeaveOut || !isOneValue(error)) throw error;
    trainer.emit({
      type: "notice",
      about: "batchOfOne",
      text: `left out a batch of one sample in epoch ${at.epoch}: ${error.message}`,
    });
    return null;
  }
  const loss = Number((await forwarded.loss.detach().dataAsync())[0]);
  if (!Number.isFinite(loss)) {
    guard.putBack();
    throw new NonFiniteLossError({ ...at, loss });
  }

  await forwarded.loss.backwardAsync();
  const norm =
    trainer.gradientClip === undefined
      ? null
      : clipGradNorm_(
          optimizer.paramGroups.flatMap((group) => group.params),
          trainer.gradientClip,
        );
  const ruined = await guard.ruined(optimizer, norm);
  if (ruined !== null) {
    guard.putBack();
    throw new NonFiniteGradientError({ ...at, loss }, ruined);
  }
  random.within(() => optimizer.step());
  await forwarded.settle(loss);
  return loss;
}

/** Whether a layer refused to normalise over a single value. */
function isOneValue(error: unknown): error is ShapeError {
  return error instanceof ShapeError && /batchnorm/i.test(error.operation ?? "");
}

/** Samples in a batch of any task; 0 where it does not say. */
function samplesIn(batch: unknown): number {
  const { images } = (batch ?? {}) as { images?: unknown };
  return images instanceof Tensor ? (images.shape[0] ?? 0) : 0;
}

/** Learning rate of the first parameter group. */
function currentRate(optimizer: AnyOptimizer): number {
  return optimizer.paramGroups[0]?.lr ?? 0;
}
