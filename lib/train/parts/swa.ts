/**
 * Stochastic weight averaging: the mean of the weights after each of the last epochs, at a rate of its own (Izmailov et al. 2018,
 * https://arxiv.org/abs/1803.05407).
 *
 * As PyTorch's `AveragedModel`, `SWALR` and `update_bn` in the loop of its documentation
 * (https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema): the first of these epochs still has the schedule's
 * rate, and the statistics of BatchNorm are computed anew for the mean once the last is done.
 */
import { integerFrom, kind, numberAbove, oneOf, optionsOf, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { type AnnealStrategy, annealShare } from "../../optim/schedulers/swa.ts";
import { getSwaMultiAvgFn } from "../../optim/swa-utils.ts";
import { isComplex, isFloatingPoint, noGrad, scope, type Tensor } from "../../tensor/index.ts";
import type { PartMaker, RunContext, RunPart, StepContext } from "../part.ts";
import { averageFrom, copiesOf, copyInto, valuesOf, withAverage } from "./averages.ts";
import { asRecord } from "./state.ts";

/** How weights are averaged over the last epochs. */
export interface SwaSettings {
  /** The rate that the epochs after the first of them go to. */
  lr: number;
  /** Epochs that are trained before those that are averaged: a share of the run (below 1) or a number. Default 0.75. */
  start?: number;
  /** Epochs on the way to `lr`. Default 10. */
  annealEpochs?: number;
  /** Default "cos". */
  annealStrategy?: AnnealStrategy;
}

/** Options of stochastic weight averaging. */
export interface SwaOptions {
  /**
   * Average the weights of the last epochs. The last epoch is measured with the mean, which the run leaves in the network; the
   * epochs before it with their own weights. Default: none.
   */
  swa?: SwaSettings;
}

const SETTINGS = signature<SwaSettings>("train.fit swa", {
  options: {
    lr: numberAbove(0),
    start: kind("a share of the run from 0 to below 1, or a number of epochs", (v) =>
      typeof v === "number" && v >= 0 ? v < 1 || Number.isSafeInteger(v) : false,
    ),
    annealEpochs: integerFrom(0),
    annealStrategy: oneOf("cos", "linear"),
  },
  required: ["lr"],
});

const average = getSwaMultiAvgFn();

class Swa implements RunPart {
  readonly name = "swa";
  readonly #settings: SwaSettings;
  readonly #start: number;
  readonly #renew: () => Promise<void>;
  /** The mean by the name in the network's state dict; empty before the first epoch that counts. */
  #mean = new Map<string, Tensor>();
  #count = 0;
  /** Whether the mean's running statistics are its own. */
  #isRenewed = false;
  /** The rates of the groups when the averages began. */
  #rates: number[] = [];
  /** The epoch of the last step. */
  #epoch = 0;

  constructor(settings: SwaSettings, start: number, renew: () => Promise<void>) {
    this.#settings = settings;
    this.#start = start;
    this.#renew = renew;
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    this.#epoch = step.epoch;
    if (this.#count > 0) {
      const { lr, annealEpochs = 10, annealStrategy = "cos" } = this.#settings;
      const share = annealShare(annealStrategy, this.#count, annealEpochs);
      for (const [i, group] of step.run.optimizer.paramGroups.entries()) {
        group.lr = lr * share + (this.#rates[i] ?? lr) * (1 - share);
      }
    }
    await next();
  }

  async aroundEvaluate(run: RunContext, next: () => Promise<void>): Promise<void> {
    if (this.#epoch > this.#start || this.#count > 0) this.#update(run);
    if (this.#epoch < run.epochs || this.#count === 0) return next();
    await withAverage(run, this.#mean, async () => {
      await this.#renew();
      this.#take(valuesOf(run));
      this.#isRenewed = true;
      await next();
    });
  }

  async end(run: RunContext): Promise<void> {
    if (this.#count === 0) return;
    copyInto(valuesOf(run), this.#mean);
    if (!this.#isRenewed) await this.#renew();
  }

  dispose(): void {
    for (const tensor of this.#mean.values()) tensor.dispose();
    this.#mean.clear();
  }

  state(): unknown {
    return {
      count: this.#count,
      epoch: this.#epoch,
      isRenewed: this.#isRenewed,
      rates: [...this.#rates],
      mean: new Map(this.#mean),
    };
  }

  restore(state: unknown, run: RunContext): void {
    const { count, epoch, isRenewed, rates, mean } = asRecord(state);
    this.dispose();
    this.#count = Number(count);
    this.#epoch = Number(epoch);
    this.#isRenewed = isRenewed === true;
    this.#rates = (rates as number[]).map(Number); // as `state` gave them
    if (this.#count > 0) this.#mean = averageFrom(mean, run);
  }

  /** Takes the weights of an epoch into the mean. */
  #update(run: RunContext): void {
    const own = valuesOf(run);
    if (this.#count === 0) {
      this.#rates = run.optimizer.paramGroups.map(({ lr }) => lr);
      this.#take(own);
    } else {
      const buffers = new Set([...run.model.namedBuffers()].map(([name]) => name));
      noGrad(() =>
        scope(() => {
          const averaged: [Tensor, Tensor][] = [];
          for (const [name, tensor] of own) {
            const mean = this.#mean.get(name);
            if (mean === undefined) throw grown(name);
            const isAveraged =
              !buffers.has(name) && (isFloatingPoint(tensor.dtype) || isComplex(tensor.dtype));
            if (isAveraged) averaged.push([mean, tensor.detach()]);
            else mean.copy_(tensor);
          }
          for (const [mean, tensor] of averaged) average([mean], [tensor], this.#count);
        }),
      );
    }
    this.#count++;
    this.#isRenewed = false;
  }

  #take(values: ReadonlyMap<string, Tensor>): void {
    this.dispose();
    this.#mean = copiesOf(values);
  }
}

function grown(name: string): ArgumentError {
  return new ArgumentError(
    `train.fit: ${name} joined the network while its weights were averaged; replace parts of a network before the run.`,
    { operation: "train.fit" },
  );
}

/** Stochastic weight averaging, where it is asked for. */
export const swa: PartMaker<SwaOptions, { renewStatistics: () => Promise<void> }> = {
  options: { swa: optionsOf(SETTINGS) },
  make({ swa: settings, epochs }, { renewStatistics }) {
    if (settings === undefined) return [];
    const { start = 0.75 } = settings;
    const before = start < 1 ? Math.floor(start * epochs) : start;
    if (before >= epochs) {
      throw new ArgumentError(
        `train.fit: swa.start is ${start}, so none of the ${epochs} epochs would be averaged; begin earlier.`,
        { operation: "train.fit" },
      );
    }
    return [new Swa(settings, before, renewStatistics)];
  },
};
