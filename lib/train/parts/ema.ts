/**
 * An exponential moving average of the weights, which is what is measured and kept.
 *
 * As PyTorch's `torch.optim.swa_utils.AveragedModel` with `get_ema_multi_avg_fn(decay)` and `use_buffers=True`
 * (https://docs.pytorch.org/docs/stable/optim.html#putting-it-all-together-ema): the first update copies, each later one is
 * `average + (1 - decay) (weights - average)`, for running statistics of BatchNorm too.
 */
import { boolean, either, integerFrom, kind, optionsOf, signature } from "../../edge/index.ts";
import { isComplex, isFloatingPoint, keep, noGrad, ops, scope, type Tensor } from "../../tensor/index.ts";
import type { PartMaker, RunContext, RunPart, StepContext } from "../part.ts";
import { averageFrom, copyInto, valuesOf, withAverage } from "./averages.ts";
import { asRecord } from "./state.ts";

/** How weights are averaged. */
export interface EmaSettings {
  /** Share of the average that each update keeps, from 0 to below 1: 0.999 averages over some thousand steps. */
  decay: number;
  /** Optimizer steps from one update to the next. Default 1. */
  every?: number;
  /** Optimizer steps before which the average is the weights themselves. Default 0. */
  after?: number;
  /** Whether buffers, the running statistics of BatchNorm, are averaged too; else they are the network's own. Default true. */
  buffers?: boolean;
}

/** Options of averaged weights. */
export interface EmaOptions {
  /**
   * Keep an exponential moving average of the weights: its decay, or all settings. Validation measures the average, `best.pth` is
   * it, and the run ends with it in the network. Default: none.
   */
  ema?: number | EmaSettings;
}

/** A number from 0 to below 1. */
const share = kind<number>("a number from 0 to below 1", (v) => typeof v === "number" && v >= 0 && v < 1);

const SETTINGS = signature<EmaSettings>("train.fit ema", {
  options: { decay: share, every: integerFrom(1), after: integerFrom(0), buffers: boolean },
  required: ["decay"],
});

class Ema implements RunPart {
  readonly name = "ema";
  readonly #decay: number;
  readonly #every: number;
  readonly #after: number;
  readonly #withBuffers: boolean;
  /** The average by the name in the network's state dict; empty before the first update. */
  readonly #average = new Map<string, Tensor>();
  #updates = 0;

  constructor({ decay, every = 1, after = 0, buffers = true }: EmaSettings) {
    this.#decay = decay;
    this.#every = every;
    this.#after = after;
    this.#withBuffers = buffers;
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    await next();
    const done = step.step + 1;
    if (done % this.#every === 0) this.#update(step.run, done <= this.#after);
  }

  async aroundEvaluate(run: RunContext, next: () => Promise<void>): Promise<void> {
    if (this.#updates === 0) return next();
    await withAverage(run, this.#average, next);
  }

  end(run: RunContext): void {
    if (this.#updates > 0) copyInto(valuesOf(run), this.#average);
  }

  dispose(): void {
    for (const tensor of this.#average.values()) tensor.dispose();
    this.#average.clear();
  }

  state(): unknown {
    return { updates: this.#updates, average: new Map(this.#average) };
  }

  restore(state: unknown, run: RunContext): void {
    const { updates, average } = asRecord(state) as { updates: number; average: unknown }; // as `state` gave it
    const saved = updates > 0 ? averageFrom(average, run) : new Map<string, Tensor>();
    this.dispose();
    this.#updates = Number(updates);
    for (const [name, tensor] of saved) this.#average.set(name, tensor);
  }

  /** @param copies whether the average is still to be the weights themselves */
  #update(run: RunContext, copies: boolean): void {
    const own = valuesOf(run);
    if (copies || this.#updates === 0 || this.#average.size !== own.size) {
      this.dispose();
      for (const [name, tensor] of own) this.#average.set(name, keep(tensor.detach().clone()));
      this.#updates = 1;
      return;
    }
    const buffers = new Set([...run.model.namedBuffers()].map(([name]) => name));
    noGrad(() =>
      scope(() => {
        const averaged: [Tensor, Tensor][] = [];
        for (const [name, tensor] of own) {
          const average = this.#average.get(name) as Tensor; // of the same names
          if (buffers.has(name) && !this.#withBuffers) average.copy_(tensor);
          else if (isFloatingPoint(tensor.dtype) || isComplex(tensor.dtype))
            averaged.push([average, tensor.detach()]);
          else average.copy_(average.mul(this.#decay).add(tensor.mul(1 - this.#decay)));
        }
        const [averages, weights] = [averaged.map(([a]) => a), averaged.map(([, w]) => w)];
        if (averages.length > 0) ops.call("aten::_foreach_lerp_", averages, weights, 1 - this.#decay);
      }),
    );
    this.#updates++;
  }
}

/** Averaged weights, where a decay is given. */
export const ema: PartMaker<EmaOptions, unknown> = {
  options: { ema: either(share, optionsOf(SETTINGS)) },
  make({ ema: given }) {
    if (given === undefined) return [];
    return [new Ema(typeof given === "number" ? { decay: given } : given)];
  },
};
