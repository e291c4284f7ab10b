/**
 * Averages of a network's weights, as `torch.optim.swa_utils`: `AveragedModel`, the rules of averaging, `updateBn`, `SWALR`.
 *
 * Stochastic weight averaging: Izmailov et al. 2018, https://arxiv.org/abs/1803.05407.
 */
import { boolean, callable, kind, noMore, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { Module } from "../nn/index.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import {
  type DeviceChoice,
  isComplex,
  isFloatingPoint,
  noGrad,
  ops,
  scope,
  Tensor,
  zeros,
} from "../tensor/index.ts";
import { Renewal } from "./renewal.ts";
import { Shadow } from "./shadow.ts";

export { SWALR } from "./schedulers/swa.ts";

/** Gives the new average of one tensor, from the present one, the network's tensor, and how many were averaged before. */
export type AvgFn = (averaged: Tensor, current: Tensor, numAveraged: number) => Tensor;

/** Moves the averages of several tensors of one device and dtype, in place. */
export type MultiAvgFn = (averaged: Tensor[], current: Tensor[], numAveraged: number) => void;

/** A number from 0 to 1. */
function checkDecay(name: string, decay: number, rest: readonly unknown[]): void {
  noMore(name, rest);
  if (typeof decay === "number" && decay >= 0 && decay <= 1) return;
  throw new ArgumentError(`${name}: decay must be a number between 0 and 1, got ${String(decay)}.`, {
    operation: name,
  });
}

/** The rule of an exponential moving average, tensor by tensor: `decay * average + (1 - decay) * current`. */
export function getEmaAvgFn(decay = 0.999, ...rest: []): AvgFn {
  checkDecay("optim.swaUtils.getEmaAvgFn", decay, rest);
  return (averaged, current) => averaged.mul(decay).add(current.mul(1 - decay));
}

/** The rule of an exponential moving average, for several tensors at once. */
export function getEmaMultiAvgFn(decay = 0.999, ...rest: []): MultiAvgFn {
  checkDecay("optim.swaUtils.getEmaMultiAvgFn", decay, rest);
  const each = getEmaAvgFn(decay);
  return (averaged, current) => {
    if (isReal(averaged)) ops.call("aten::_foreach_lerp_", averaged, current, 1 - decay);
    else averaged.forEach((one, i) => void one.copy_(each(one, current[i] as Tensor, 0)));
  };
}

/** The rule of the mean of all, tensor by tensor. */
export function getSwaAvgFn(...rest: []): AvgFn {
  noMore("optim.swaUtils.getSwaAvgFn", rest);
  return (averaged, current, count) => averaged.add(current.sub(averaged).div(count + 1));
}

/** The rule of the mean of all, for several tensors at once. */
export function getSwaMultiAvgFn(...rest: []): MultiAvgFn {
  noMore("optim.swaUtils.getSwaMultiAvgFn", rest);
  return (averaged, current, count) => {
    // The share is a float32 in PyTorch, whose count is a tensor.
    if (isReal(averaged)) ops.call("aten::_foreach_lerp_", averaged, current, Math.fround(1 / (count + 1)));
    else {
      averaged.forEach((one, i) => {
        // Of integers the whole part, as PyTorch has it.
        one.add_((current[i] as Tensor).sub(one).div(count + 1, { roundingMode: "trunc" }));
      });
    }
  };
}

function isReal([first]: readonly Tensor[]): boolean {
  return first !== undefined && (isFloatingPoint(first.dtype) || isComplex(first.dtype));
}

/** Options of `AveragedModel`. */
export interface AveragedModelOptions {
  /** Where the average is; default where the network is. */
  device?: DeviceChoice;
  /** A rule of one's own, tensor by tensor. */
  avgFn?: AvgFn;
  /** A rule for several tensors at once, such as `getEmaMultiAvgFn(0.999)`. Default the mean of all. */
  multiAvgFn?: MultiAvgFn;
  /** Average buffers, the running statistics of BatchNorm, too; else they are copied. Default false. */
  useBuffers?: boolean;
}

const AVERAGED = signature<AveragedModelOptions>("optim.swaUtils.AveragedModel", {
  takes: { model: kind("a module", (v) => v instanceof Module) },
  options: { device: deviceKind, avgFn: callable(), multiAvgFn: callable(), useBuffers: boolean },
  positional: ["device", "avgFn", "multiAvgFn", "useBuffers"],
});

/**
 * An average of a network over its training. It computes as the network does, with the averaged values; its state dict is that
 * of PyTorch's class.
 *
 * The code of the network runs for it, so it has to be kept, and its structure left as it is.
 *
 * @example
 * const averaged = new optim.swaUtils.AveragedModel(model, { multiAvgFn: optim.swaUtils.getEmaMultiAvgFn(0.999) });
 * // after each step
 * averaged.updateParameters(model);
 * // at the end
 * await optim.swaUtils.updateBn(loader, averaged);
 * averaged.eval().forward(images);
 */
export class AveragedModel<M extends Module = Module> extends Module {
  /** The averaged values, under the names of the network. */
  readonly module: Shadow;
  /** () of int64: how many were averaged. */
  n_averaged!: Tensor;
  readonly #avgFn: AvgFn | undefined;
  readonly #multiAvgFn: MultiAvgFn;
  readonly #useBuffers: boolean;

  /** Throws ArgumentError where both rules are given. */
  constructor(
    model: M,
    ...rest: Rest<
      AveragedModelOptions,
      [device: DeviceChoice, avgFn: AvgFn, multiAvgFn: MultiAvgFn, useBuffers: boolean]
    >
  ) {
    const { device, avgFn, multiAvgFn, useBuffers = false } = AVERAGED.read(rest);
    AVERAGED.check(model);
    if (avgFn !== undefined && multiAvgFn !== undefined) {
      throw AVERAGED.error("avgFn and multiAvgFn are two rules; give one.");
    }
    super();
    this.module = new Shadow(model);
    if (device !== undefined) this.module.to(device);
    this.registerBuffer("n_averaged", zeros([], { dtype: "int64", device }));
    this.#avgFn = avgFn;
    this.#multiAvgFn = multiAvgFn ?? getSwaMultiAvgFn();
    this.#useBuffers = useBuffers;
  }

  /** What the network computes, with the averaged values. */
  override forward(...args: Parameters<M["forward"]>): ReturnType<M["forward"]> {
    return this.module.forward(...args) as ReturnType<M["forward"]>; // it runs the network
  }

  /**
   * Takes the network's present values into the average; the first time they are copied.
   *
   * @throws ArgumentError for a network with other parameters
   */
  updateParameters(model: Module, ...rest: []): void {
    noMore("AveragedModel.updateParameters", rest);
    if (!(model instanceof Module))
      throw AVERAGED.error("updateParameters takes the network that is averaged.");
    noGrad(() =>
      scope(() => {
        const own = [...this.module.parameters(), ...(this.#useBuffers ? this.module.buffers() : [])];
        const theirs = [...model.parameters(), ...(this.#useBuffers ? model.buffers() : [])];
        const isOther = (one: Tensor, i: number): boolean => one.shape.join() !== theirs[i]?.shape.join();
        if (own.length !== theirs.length || own.some(isOther)) {
          throw AVERAGED.error(
            "updateParameters was given a network with other parameters than the one averaged.",
          );
        }
        const pairs = own.map(
          (one, i) => [one.detach(), (theirs[i] as Tensor).detach().to(one.device)] as const,
        );
        const count = Number(this.n_averaged.item());
        if (count === 0) for (const [one, value] of pairs) one.copy_(value);
        else this.#average(pairs, count);
        if (!this.#useBuffers) {
          const values = [...model.buffers()];
          for (const [i, buffer] of [...this.module.buffers()].entries()) buffer.copy_(values[i] as Tensor);
        }
        this.n_averaged.add_(1);
      }),
    );
  }

  #average(pairs: readonly (readonly [Tensor, Tensor])[], count: number): void {
    if (this.#avgFn !== undefined) {
      for (const [own, value] of pairs) own.copy_(this.#avgFn(own, value, count));
      return;
    }
    const groups = new Map<string, [Tensor[], Tensor[]]>();
    for (const [own, value] of pairs) {
      const key = `${own.device} ${own.dtype}`;
      const group = groups.get(key) ?? [[], []];
      group[0].push(own);
      group[1].push(value);
      groups.set(key, group);
    }
    for (const [own, values] of groups.values()) this.#multiAvgFn(own, values, count);
  }
}

/** What gives the images of a batch: a tensor, a list whose first is one, or an object with `images`. */
export type BnBatch = Tensor | readonly [Tensor, ...unknown[]] | { readonly images: Tensor };

const UPDATE_BN = signature<{ device?: DeviceChoice }>("optim.swaUtils.updateBn", {
  takes: {
    loader: kind(
      "batches, an iterable of tensors, lists or objects with images",
      (v) => typeof v === "object" && v !== null && (Symbol.asyncIterator in v || Symbol.iterator in v),
    ),
    model: kind("a module", (v) => v instanceof Module),
  },
  options: { device: deviceKind },
  positional: ["device"],
});

/**
 * Computes the running statistics of a network's BatchNorms anew, as means over the batches of one pass in training mode. An
 * average of weights needs it: the statistics of the networks that it is of are not its own.
 *
 * @throws ArgumentError where a batch has no images, or there is none
 */
export async function updateBn(
  loader: Iterable<BnBatch> | AsyncIterable<BnBatch>,
  model: Module,
  ...rest: Rest<{ device?: DeviceChoice }, [device: DeviceChoice]>
): Promise<void> {
  const { device } = UPDATE_BN.read(rest);
  UPDATE_BN.check(loader, model);
  const renewal = new Renewal(model);
  if (renewal.isIdle) return;
  renewal.reset();
  let count = 0;
  for await (const batch of loader) {
    const images = imagesIn(batch);
    scope(() => {
      const there = device === undefined ? images : images.to(device);
      renewal.within(() => (model as unknown as { forward(images: Tensor): unknown }).forward(there));
    });
    count++;
  }
  if (count === 0) throw UPDATE_BN.error("the loader gave no batch, so the statistics are those of none.");
}

function imagesIn(batch: unknown): Tensor {
  const [first] = Array.isArray(batch) ? batch : [(batch as { images?: unknown } | null)?.images ?? batch];
  if (first instanceof Tensor) return first;
  throw UPDATE_BN.error("a batch must be a tensor, a list that begins with one, or an object with images.");
}
