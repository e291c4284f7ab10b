/** One pass over the training data: the step itself, its memory, and what it tells. */
import { throwIfAborted } from "../native/abort.ts";
import { DatasetError } from "../native/errors.ts";
import { type AnyOptimizer, clipGradNorm_ } from "../optim/index.ts";
import { type Device, scope } from "../tensor/index.ts";
import { NonFiniteLossError } from "./errors.ts";
import { breathe } from "./evaluate.ts";
import type { FitEvent } from "./events.ts";
import type { LossFunction } from "./options.ts";
import type { Schedule } from "./recipe.ts";
import type { BatchSource } from "./source.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask, Pass, TaskReport } from "./tasks/task.ts";

/** What a training step needs. */
export interface Trainer {
  model: AnyNetwork;
  task: AnyTask;
  optimizer: AnyOptimizer;
  schedule: Schedule;
  loss: LossFunction;
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
  const pass = trainer.task.pass({ ...trainer, training: true, operation: "train.fit" });
  const started = performance.now();
  let step = 0;
  let lr = currentRate(trainer.optimizer);

  for await (const batch of source.loader) {
    throwIfAborted(trainer.signal, "train.fit");
    trainer.schedule.beforeStep(firstStep + step);
    lr = currentRate(trainer.optimizer);
    const loss = await scope(() => trainStep(trainer, pass, batch, { epoch, step: step + 1, lr }));
    source.release(batch);
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

/** Forward, backward, step; returns the loss as a number, so the scope around it can free every tensor. */
async function trainStep(
  trainer: Trainer,
  pass: Pass<unknown, TaskReport>,
  batch: unknown,
  at: { epoch: number; step: number; lr: number },
): Promise<number> {
  const { optimizer } = trainer;
  optimizer.zeroGrad();
  const { loss, settle } = pass.forward(batch);
  const value = Number((await loss.detach().dataAsync())[0]);
  if (!Number.isFinite(value)) throw new NonFiniteLossError({ ...at, loss: value });

  await loss.backwardAsync();
  if (trainer.gradientClip !== undefined) {
    const parameters = optimizer.paramGroups.flatMap((group) => group.params);
    clipGradNorm_(parameters, trainer.gradientClip);
  }
  optimizer.step();
  await settle(value);
  return value;
}

/** Learning rate of the first parameter group. */
function currentRate(optimizer: AnyOptimizer): number {
  return optimizer.paramGroups[0]?.lr ?? 0;
}
