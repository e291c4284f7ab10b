/** One pass over the training data: how a batch becomes a step, its memory, and where it stands. */
import { breathe } from "../inference/running.ts";
import { throwIfAborted } from "../native/abort.ts";
import { DatasetError, ShapeError } from "../native/errors.ts";
import { scope, Tensor } from "../tensor/index.ts";
import type { Position } from "./checkpoint.ts";
import type { FitEvent } from "./events.ts";
import type { Meter } from "./meter.ts";
import type { AnyMetric } from "./metric.ts";
import type { RunContext } from "./part.ts";
import type { RunRandom } from "./run-random.ts";
import { type BatchSource, filesIn } from "./source.ts";
import {
  backwardBatch,
  currentRate,
  forwardBatch,
  type OpenStep,
  type Stepping,
  stepOptimizer,
} from "./step.ts";
import type { AnyTask, Forwarded, TaskReport } from "./tasks/task.ts";
import type { Trainees } from "./trainees.ts";

/** What the steps of a run need. */
export interface Trainer extends Stepping {
  task: AnyTask;
  random: RunRandom;
  trainees: Trainees;
  context: RunContext;
  /** The user's metrics. */
  metrics: Readonly<Record<string, AnyMetric>>;
  classes: readonly string[];
  /** Whether numbers are read a step later, so that no step waits for its device. */
  late: boolean;
  emit: (event: FitEvent<TaskReport>) => void;
  signal: AbortSignal | undefined;
}

/** What an epoch of training comes to. */
export interface TrainedEpoch {
  /** Optimizer steps done since the beginning of the run. */
  step: number;
  lr: number;
  /** Training time in seconds, that before a resume included. */
  seconds: number;
  samplesPerSecond: number;
}

/** What waits for a batch's loss. */
interface Late {
  /** Whether the batch is taken in, so that its loss is on its way. */
  isTaken: boolean;
  reading: Promise<number>;
  waiting: ((loss: number) => void | Promise<void>)[];
}

/**
 * The epoch under way.
 *
 * Everything a step makes is freed when the step ends: one scope around it, so memory does not depend on when
 * the collector runs. The gradient is computed off the main thread, and the event loop gets its turn between
 * batches. A batch of one sample that BatchNorm has no variance of is left out, with a notice.
 */
export class EpochLoop {
  readonly #trainer: Trainer;
  readonly #source: BatchSource;
  readonly #epoch: number;
  readonly #meter: Meter<TaskReport>;
  readonly #from: Position | null;
  readonly #firstStep: number;
  #step: number;
  /** Batches behind the loop. */
  #batches: number;
  /** Batches whose gradients wait for the optimizer's step. */
  #waiting = 0;
  #largest: number;
  /** Batches that are taken in, and whose numbers nobody was told yet. */
  #late: Late[] = [];
  readonly #started = performance.now();
  readonly #skippedBefore: number;
  #lr: number;

  /**
   * @param epoch from 1
   * @param firstStep optimizer steps done in the epochs before
   * @param from where in the epoch a resumed run goes on
   */
  constructor(
    trainer: Trainer,
    source: BatchSource,
    at: { epoch: number; firstStep: number; from: Position | null },
    meter: Meter<TaskReport>,
  ) {
    this.#trainer = trainer;
    this.#source = source;
    this.#epoch = at.epoch;
    this.#from = at.from;
    this.#meter = meter;
    this.#firstStep = at.firstStep;
    this.#step = at.from?.step ?? at.firstStep;
    this.#batches = at.from?.batches ?? 0;
    this.#largest = source.batchSize ?? 0;
    this.#skippedBefore = source.loader.skipped ?? 0;
    this.#lr = at.from?.lr ?? currentRate(trainer.optimizer);
    if (at.from !== null) {
      meter.restore(at.from.meter);
      trainer.random.restore(at.from.random);
    }
  }

  /** Where it stands, between two optimizer steps. */
  position(): Position {
    return {
      epoch: this.#epoch,
      step: this.#step,
      batches: this.#batches,
      lr: this.#lr,
      skipped: this.skipped,
      seconds: this.#seconds,
      meter: this.#meter.state(),
      random: this.#trainer.random.state(),
    };
  }

  /** Samples left out in this epoch so far. */
  get skipped(): number {
    return (this.#source.loader.skipped ?? 0) - this.#skippedBefore + (this.#from?.skipped ?? 0);
  }

  get #seconds(): number {
    return (performance.now() - this.#started) / 1000 + (this.#from?.seconds ?? 0);
  }

  /** @throws NonFiniteLossError, AbortError, DatasetError when the loader gives no batch */
  async run(): Promise<TrainedEpoch> {
    const { trainees, signal } = this.#trainer;
    trainees.look();
    const before = this.#step;
    const pass = this.#source.pass(this.#from?.batches ?? 0);
    for await (const batch of pass) {
      throwIfAborted(signal, "train.fit");
      this.#batches = pass.position;
      await scope(() => this.#train(batch));
      this.#source.release(batch);
      await this.#tell(this.#trainer.late ? 1 : 0);
      await breathe();
    }
    if (this.#waiting > 0) await scope(() => this.#flush());
    await this.#tell(0);
    if (this.#step === before && this.#from === null) {
      throw new DatasetError("train.fit: the training data gave no batch; are all its images unreadable?", {
        operation: "train.fit",
      });
    }
    const seconds = this.#seconds;
    return { step: this.#step, lr: this.#lr, seconds, samplesPerSecond: this.#meter.count / seconds };
  }

  /** Forward, backward and, unless its gradients wait, the optimizer's step. */
  async #train(given: unknown): Promise<void> {
    const { optimizer, trainees } = this.#trainer;
    const samples = samplesIn(given);
    this.#largest = Math.max(this.#largest, samples);
    const step = this.#context(samples, filesIn(given), false);
    if (this.#waiting === 0) optimizer.zeroGrad();
    trainees.prepare(); // with the forward pass, before anybody else can set a mode
    let forwarded: Forwarded;
    try {
      forwarded = forwardBatch(this.#trainer, given, step, "train.fit");
    } catch (error) {
      const mayLeaveOut = samples === 1 && this.#largest > 1;
      if (!mayLeaveOut || !isOneValue(error)) throw error;
      this.#trainer.emit({
        type: "notice",
        about: "batchOfOne",
        text: `left out a batch of one sample in epoch ${this.#epoch}: ${error.message}`,
      });
      return;
    }
    await backwardBatch(this.#trainer, forwarded, step);
    // One after the other, so that sums are the same in every run; and before the optimizer's step, so that from there on all
    // numbers of this batch are asked for in one turn of the event loop, which waits for them once (tensor/arrivals.ts).
    for (const { reading } of this.#late) await reading;
    const isTaken = await this.#takeStep(step);
    this.#waiting = isTaken ? 0 : this.#waiting + 1;
    this.#take(step.late, this.#meter.take(forwarded));
    if (!this.#trainer.late) await step.late.reading; // what is left of it lives in this scope
    if (isTaken) await this.#stepped(step);
  }

  /** A step over the gradients that still wait at the end of an epoch. */
  async #flush(): Promise<void> {
    this.#waiting--; // the last of them is the one that is stepped with
    const step = this.#context(0, [], true);
    if (!(await this.#takeStep(step))) return;
    this.#waiting = 0;
    this.#take(step.late, Promise.resolve(Number.NaN));
    await this.#stepped(step);
  }

  /** Whether the optimizer stepped. */
  async #takeStep(step: RunStep): Promise<boolean> {
    const isTaken = await stepOptimizer(this.#trainer, step);
    if (isTaken) this.#lr = step.lr;
    return isTaken;
  }

  async #stepped(step: RunStep): Promise<void> {
    this.#step++;
    await this.#trainer.parts.afterStep(step);
  }

  #take(late: Late, reading: Promise<number>): void {
    late.reading = reading;
    late.isTaken = true;
    this.#late.push(late);
    reading.catch(() => {}); // whoever is told throws it
  }

  #context(samples: number, files: readonly string[], isFlush: boolean): RunStep {
    const late: Late = { isTaken: false, reading: Promise.resolve(Number.NaN), waiting: [] };
    return {
      run: this.#trainer.context,
      epoch: this.#epoch,
      batch: this.#batches,
      step: this.#step,
      stepOfEpoch: this.#step - this.#firstStep,
      waiting: this.#waiting,
      isFlush,
      samples,
      files,
      lr: currentRate(this.#trainer.optimizer),
      loss: null,
      options: {},
      overflow: false,
      gradientNorm: null,
      late,
      whenRead: (then) => {
        late.waiting.push(then);
        // It may have been told already: again, for what came after.
        if (late.isTaken && !this.#late.includes(late)) this.#late.push(late);
      },
      readAll: () => this.#tell(0),
    };
  }

  /** Tells the numbers of all batches but the last `but`, which may be on their way. */
  async #tell(but: number): Promise<void> {
    while (this.#late.length > but) {
      const late = this.#late[0] as Late;
      const loss = await late.reading;
      for (const then of late.waiting.splice(0)) await then(loss);
      if (late.waiting.length === 0) this.#late.splice(this.#late.indexOf(late), 1);
    }
  }
}

/** A step of a run. */
interface RunStep extends OpenStep {
  late: Late;
}

/** Whether a layer refused to normalise over a single value. */
function isOneValue(error: unknown): error is ShapeError {
  return error instanceof ShapeError && /batchnorm/i.test(error.operation ?? "");
}

/** Samples in a batch of any task; 0 where it does not say. */
function samplesIn(batch: unknown): number {
  const { images } = (batch ?? {}) as { images?: unknown };
  if (Array.isArray(images)) return images.length;
  return images instanceof Tensor ? (images.shape[0] ?? 0) : 0;
}
