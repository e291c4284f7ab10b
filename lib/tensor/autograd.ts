/**
 * Gradients: backward passes, `autograd.grad`, and the modes that switch recording on and off.
 */

import { native } from "../native/addon.ts";
import { ArgumentError, AutogradError } from "../native/errors.ts";
import { wrap } from "./dispatch.ts";
import { rethrow } from "./failures.ts";
import { Tensor } from "./tensor.ts";
import { ensure, wire } from "./wire.ts";

/** Options of a backward pass. */
export interface BackwardOptions {
  /** Gradient with respect to the tensor itself; may be left out for a scalar. */
  gradient?: Tensor | null;
  /** Keep the graph for another pass; by default as `createGraph`. */
  retainGraph?: boolean;
  /** Record the pass itself, for higher derivatives. */
  createGraph?: boolean;
  /** Accumulate gradients into these leaves only. */
  inputs?: readonly Tensor[];
}

/** Options of `autograd.grad`. */
export interface GradOptions {
  gradOutputs?: readonly (Tensor | null)[];
  retainGraph?: boolean;
  createGraph?: boolean;
  /** Give null for inputs the outputs do not depend on, instead of an error. */
  allowUnused?: boolean;
}

/** Methods installed here; tensor.ts merges them into the class. */
export interface AutogradMethods {
  /** The gradient a backward pass accumulated, or null. Each read gives a new handle to the same tensor. */
  grad: Tensor | null;
  /**
   * Computes gradients of this tensor with respect to the graph's leaves and adds them to `grad`.
   * @throws AutogradError when nothing requires gradients, or when the tensor is no scalar and no gradient is given.
   */
  backward(options?: BackwardOptions): void;
  /** As `backward`, on another thread: the event loop stays alive. Do not change the graph's tensors meanwhile. */
  backwardAsync(options?: BackwardOptions): Promise<void>;
}

function writeRequest(
  outputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[],
  inputs: readonly Tensor[],
  operation: string,
): void {
  const w = wire();
  ensure(w, outputs.length + gradients.length + inputs.length + 8);
  const { buffer } = w;
  let at = 0;
  for (const list of [outputs, gradients, inputs]) {
    buffer[at++] = list.length;
    for (const t of list) buffer[at++] = t === null ? 0 : t._require(operation);
  }
}

function writeBackward(
  tensor: Tensor,
  options: BackwardOptions,
  operation: string,
): [boolean, boolean, boolean] {
  const create = options.createGraph ?? false;
  writeRequest([tensor], [options.gradient ?? null], options.inputs ?? [], operation);
  return [options.retainGraph ?? create, create, true];
}

const methods: Omit<AutogradMethods, "grad"> & ThisType<Tensor> = {
  backward(options = {}) {
    const flags = writeBackward(this, options, "backward");
    try {
      native().backward(...flags);
    } catch (error) {
      rethrow(error, "backward", [this]);
    }
  },
  async backwardAsync(options = {}) {
    const flags = writeBackward(this, options, "backwardAsync");
    try {
      await native().backwardAsync(...flags);
    } catch (error) {
      rethrow(error, "backwardAsync", [this]);
    }
  },
};

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}

Object.defineProperty(Tensor.prototype, "grad", {
  get(this: Tensor): Tensor | null {
    const handle = native().getGrad(this._require("grad"));
    return handle === 0 ? null : wrap(handle, "grad");
  },
  set(this: Tensor, value: Tensor | null) {
    if (value !== null && !(value instanceof Tensor))
      throw new ArgumentError("grad: expected a tensor or null");
    try {
      native().setGrad(this._require("grad"), value === null ? 0 : value._require("grad"));
    } catch (error) {
      rethrow(error, "grad", value === null ? [this] : [this, value]);
    }
  },
  configurable: true,
});

/** Gradients without accumulating, as `torch.autograd`. */
export const autograd = {
  /**
   * The gradients of `outputs` with respect to `inputs`.
   * @throws AutogradError when an input does not require gradients or is not used (unless `allowUnused`).
   */
  grad(
    outputs: Tensor | readonly Tensor[],
    inputs: Tensor | readonly Tensor[],
    options: GradOptions = {},
  ): (Tensor | null)[] {
    const outs = outputs instanceof Tensor ? [outputs] : outputs;
    const ins = inputs instanceof Tensor ? [inputs] : inputs;
    const create = options.createGraph ?? false;
    const gradients = options.gradOutputs ?? outs.map(() => null);
    writeRequest(outs, gradients, ins, "autograd.grad");
    try {
      const count = native().grad(options.retainGraph ?? create, create, options.allowUnused ?? false);
      const handles = Array.from(wire().buffer.subarray(0, count));
      return handles.map((handle) => (handle === 0 ? null : wrap(handle, "autograd.grad")));
    } catch (error) {
      return rethrow(error, "autograd.grad", [...outs, ...ins]);
    }
  },
};

function checkSync<T>(name: string, result: T): T {
  if (
    typeof result === "object" &&
    result !== null &&
    typeof (result as { then?: unknown }).then === "function"
  ) {
    Promise.resolve(result as unknown as PromiseLike<unknown>).catch(() => {});
    throw new AutogradError(
      `${name}: the function returned a promise. The mode belongs to the thread and ends when the function returns, ` +
        "so it must be synchronous: wrap each synchronous part of the work.",
    );
  }
  return result;
}

function withGrad<T>(name: string, flag: boolean, fn: () => T): T {
  const before = native().setGradEnabled(flag);
  try {
    return checkSync(name, fn());
  } finally {
    native().setGradEnabled(before);
  }
}

/** Runs `fn` without recording for gradients. `fn` must be synchronous. */
export function noGrad<T>(fn: () => T): T {
  return withGrad("noGrad", false, fn);
}

/** Runs `fn` with recording, also inside `noGrad`. `fn` must be synchronous. */
export function enableGrad<T>(fn: () => T): T {
  return withGrad("enableGrad", true, fn);
}

/** Whether operations are being recorded. */
export function isGradEnabled(): boolean {
  return native().gradEnabled();
}

/** Runs `fn` in inference mode: no recording and no version counting; its tensors cannot be used in autograd later. */
export function inferenceMode<T>(fn: () => T): T {
  native().enterInference(true);
  try {
    return checkSync("inferenceMode", fn());
  } finally {
    native().leaveInference();
  }
}

/** Whether inference mode is on. */
export function isInferenceMode(): boolean {
  return native().inferenceEnabled();
}
