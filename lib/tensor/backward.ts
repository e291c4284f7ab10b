/**
 * Backward passes: `backward`, `backwardAsync`, `grad` and the gradients they leave.
 */

import { boolean, isListOf, type Kinds, kind, nullable, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError, AutogradError, TorchtsError } from "../native/errors.ts";
import { anomalyNote } from "./anomaly.ts";
import { tensorKind } from "./argument-kinds.ts";
import { mustServe } from "./callbacks.ts";
import { checkList } from "./check.ts";
import { collectGarbage } from "./collector.ts";
import { wrap } from "./dispatch.ts";
import { isOutOfMemory, rethrow } from "./failures.ts";
import { checkTensor, Tensor } from "./tensor.ts";
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

/** Options of `autograd.backward`. */
export interface BackwardManyOptions extends Omit<BackwardOptions, "gradient"> {
  /** Gradients with respect to each tensor; null for scalars. */
  gradTensors?: readonly (Tensor | null)[];
}

/** Options of `autograd.grad`. */
export interface GradOptions {
  gradOutputs?: readonly (Tensor | null)[];
  retainGraph?: boolean;
  createGraph?: boolean;
  /** Give null for inputs the outputs do not depend on, instead of an error. */
  allowUnused?: boolean;
}

const isTensors = (v: unknown) => isListOf(v, (item) => item instanceof Tensor);
const tensorsKind = kind<readonly Tensor[]>("a list of tensors", isTensors);
const tensorOrTensors = kind<Tensor | readonly Tensor[]>(
  "a tensor or a list of tensors",
  (v) => v instanceof Tensor || isTensors(v),
);
const gradientsKind = kind<readonly (Tensor | null)[]>("a list of tensors or nulls", (v) =>
  isListOf(v, (item) => item === null || item instanceof Tensor),
);

const flags = { retainGraph: boolean, createGraph: boolean };
const ofOne: Kinds<BackwardOptions> = { gradient: nullable(tensorKind), ...flags, inputs: tensorsKind };
const inOrder = ["gradient", "retainGraph", "createGraph", "inputs"] as const;

const BACKWARD = signature<BackwardOptions>("backward", { options: ofOne, positional: inOrder });
const BACKWARD_ASYNC = signature<BackwardOptions>("backwardAsync", { options: ofOne, positional: inOrder });
const BACKWARD_MANY = signature<BackwardManyOptions>("autograd.backward", {
  takes: { tensors: tensorOrTensors },
  options: { gradTensors: gradientsKind, ...flags, inputs: tensorsKind },
  positional: ["gradTensors", "retainGraph", "createGraph"],
});
const GRAD = signature<GradOptions>("autograd.grad", {
  takes: { outputs: tensorOrTensors, inputs: tensorOrTensors },
  options: { gradOutputs: gradientsKind, ...flags, allowUnused: boolean },
  positional: ["gradOutputs", "retainGraph", "createGraph"],
});

type OfOne = Rest<
  BackwardOptions,
  [
    gradient: Tensor | null | undefined,
    retainGraph: boolean | undefined,
    createGraph: boolean | undefined,
    inputs: readonly Tensor[],
  ]
>;
type OfMany<O> = Rest<
  O,
  [
    gradients: readonly (Tensor | null)[] | undefined,
    retainGraph: boolean | undefined,
    createGraph: boolean | undefined,
  ]
>;

/** Methods installed here; tensor.ts merges them into the class. */
export interface BackwardMethods {
  /** The gradient a backward pass accumulated, or null. Each read gives a new handle to the same tensor. */
  grad: Tensor | null;
  /**
   * Computes gradients of this tensor with respect to the graph's leaves and adds them to `grad`.
   * @throws AutogradError when nothing requires gradients, or when the tensor is no scalar and no gradient is given.
   */
  backward(...rest: OfOne): void;
  /** As `backward`, on another thread: the event loop stays alive. Do not change the graph's tensors meanwhile. */
  backwardAsync(...rest: OfOne): Promise<void>;
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

/** Whether to keep the graph and whether to record the pass. */
function flagsOf(options: { retainGraph?: boolean; createGraph?: boolean }): [boolean, boolean] {
  const { createGraph = false, retainGraph = createGraph } = options;
  return [Boolean(retainGraph), Boolean(createGraph)];
}

// A copy: what was checked is what is written, also where the array has getters.
function tensorsOf(operation: string, given: Tensor | readonly Tensor[]): Tensor[] {
  const list = given instanceof Tensor ? [given] : given;
  checkList(operation, list, "tensors");
  const copy = Array.from(list);
  for (const item of copy) checkTensor(operation, item);
  return copy;
}

function gradientsOf(operation: string, given: readonly (Tensor | null)[]): (Tensor | null)[] {
  checkList(operation, given, "tensors");
  const copy = Array.from(given);
  for (const item of copy) if (item !== null) checkTensor(operation, item);
  return copy;
}

/** Throws the typed form of a failure in the graph; what a callback threw comes through as it is. */
function fail(error: unknown, operation: string, args: readonly unknown[]): never {
  // The pass cannot be tried again, but what follows it finds the memory there is.
  if (isOutOfMemory(error)) collectGarbage();
  const note = anomalyNote();
  if (note === "") return rethrow(error, operation, args);
  try {
    return rethrow(error, operation, args);
  } catch (typed) {
    if (typed instanceof TorchtsError) {
      throw new AutogradError(`${typed.message}\n${note}`, { cause: typed, operation });
    }
    throw typed;
  }
}

/** Adds to the leaves' `grad` the gradients of several tensors at once, as `torch.autograd.backward`. */
export function backward(tensors: Tensor | readonly Tensor[], ...rest: OfMany<BackwardManyOptions>): void {
  const operation = "autograd.backward";
  const options = BACKWARD_MANY.read(rest);
  BACKWARD_MANY.check(tensors);
  const { gradTensors, inputs = [] } = options;
  const outputs = tensorsOf(operation, tensors);
  const gradients = gradientsOf(operation, gradTensors ?? outputs.map(() => null));
  writeRequest(outputs, gradients, tensorsOf(operation, inputs), operation);
  try {
    native().backward(...flagsOf(options), true, mustServe());
  } catch (error) {
    fail(error, operation, outputs);
  }
}

/**
 * The gradients of `outputs` with respect to `inputs`.
 * @throws AutogradError when an input does not require gradients or is not used (unless `allowUnused`).
 */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  ...rest: OfMany<GradOptions>
): (Tensor | null)[] {
  const operation = "autograd.grad";
  const options = GRAD.read(rest);
  GRAD.check(outputs, inputs);
  const { allowUnused = false, gradOutputs } = options;
  const outs = tensorsOf(operation, outputs);
  const ins = tensorsOf(operation, inputs);
  const gradients = gradientsOf(operation, gradOutputs ?? outs.map(() => null));
  writeRequest(outs, gradients, ins, operation);
  try {
    const count = native().grad(...flagsOf(options), Boolean(allowUnused), mustServe());
    const handles = Array.from(wire().buffer.subarray(0, count));
    return handles.map((handle) => (handle === 0 ? null : wrap(handle, operation)));
  } catch (error) {
    return fail(error, operation, [...outs, ...ins]);
  }
}

function writeBackward(tensor: Tensor, options: BackwardOptions, operation: string): [boolean, boolean] {
  const { gradient = null, inputs = [] } = options;
  writeRequest([tensor], gradientsOf(operation, [gradient]), tensorsOf(operation, inputs), operation);
  return flagsOf(options);
}

const methods: Omit<BackwardMethods, "grad"> & ThisType<Tensor> = {
  backward(...rest) {
    const flags = writeBackward(this, BACKWARD.read(rest), "backward");
    try {
      native().backward(...flags, true, mustServe());
    } catch (error) {
      fail(error, "backward", [this]);
    }
  },
  async backwardAsync(...rest) {
    const flags = writeBackward(this, BACKWARD_ASYNC.read(rest), "backwardAsync");
    try {
      await native().backwardAsync(...flags, true, false);
    } catch (error) {
      fail(error, "backwardAsync", [this]);
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
