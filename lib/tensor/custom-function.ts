/**
 * Functions with a backward of their own, written in TypeScript, as `torch.autograd.Function`.
 */

import { boolean, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError, AutogradError } from "../native/errors.ts";
import { dropCallback, registerCallback } from "./callbacks.ts";
import { checkFunction } from "./check.ts";
import { zeros } from "./create.ts";
import type { Device } from "./device.ts";
import { wrap } from "./dispatch.ts";
import { type DType, isComplex, isFloatingPoint } from "./dtype.ts";
import { describeArgument, rethrow } from "./failures.ts";
import { isGradEnabled, noGrad } from "./grad-mode.ts";
import { syncScope } from "./scope.ts";
import { checkTensor, Tensor } from "./tensor.ts";
import { ensure, wire } from "./wire.ts";

/** What `forward` gives: a tensor, or an array of tensors and other values. */
export type FunctionResult = Tensor | readonly unknown[];

/** What `backward` gives: a gradient for each argument of `forward`, null where there is none. */
export type FunctionGradients = Tensor | null | undefined | readonly (Tensor | null | undefined)[];

const CONTEXT = signature("FunctionContext");
const SAVED = signature("saveForBackward");
const MATERIALIZE = signature("setMaterializeGrads", { takes: { on: boolean } });

/** What `forward` leaves for `backward`; further properties may be set freely. */
export class FunctionContext {
  /** Whether each argument of `forward` is a tensor that needs a gradient. */
  readonly needsInputGrad: readonly boolean[];
  /** @internal */
  _saved: readonly (Tensor | null)[] = [];
  /** @internal */
  _constants = new Set<Tensor>();
  /** @internal */
  _zeros = true;
  [property: string]: unknown;

  /** @internal */
  constructor(needsInputGrad: readonly boolean[], ...rest: []) {
    CONTEXT.read(rest);
    this.needsInputGrad = needsInputGrad;
  }

  /**
   * Keeps inputs, outputs or intermediate tensors for `backward`, which finds them in `savedTensors`. Unlike tensors
   * set as properties they are checked for changes in place and freed with the graph.
   */
  saveForBackward(...tensors: readonly (Tensor | null)[]): void {
    for (const tensor of tensors) {
      if (tensor === null || tensor instanceof Tensor) continue;
      SAVED.read([tensor]);
      checkTensor("saveForBackward", tensor);
    }
    this._saved = tensors;
  }

  /** In `backward`: what `forward` saved. */
  get savedTensors(): readonly (Tensor | null)[] {
    return this._saved;
  }

  /** Says in `forward` that no gradient flows back through these outputs. */
  markNonDifferentiable(...outputs: readonly Tensor[]): void {
    for (const output of outputs) checkTensor("markNonDifferentiable", output);
    for (const output of outputs) this._constants.add(output);
  }

  /** Whether outputs without a gradient come to `backward` as zeros (true, at first) or as null. */
  setMaterializeGrads(on: boolean, ...rest: []): void {
    MATERIALIZE.read(rest);
    MATERIALIZE.check(on);
    this._zeros = on;
  }
}

/** A class with a static `forward` and `backward`. */
interface FunctionClass<A extends readonly unknown[], R> {
  readonly name: string;
  forward(ctx: FunctionContext, ...args: A): R;
  // The gradients are as many as the outputs, which the types do not count.
  backward(ctx: FunctionContext, ...gradients: never[]): FunctionGradients;
}

/**
 * Base of functions with a backward of their own. `forward` runs without recording; `backward` gets the gradient of
 * each output and gives that of each argument. What `backward` computes is itself recorded under `createGraph`.
 * Outputs may be inputs, but `forward` must not change an input in place.
 *
 * @example
 * class Cube extends autograd.Function {
 *   static forward(ctx: FunctionContext, x: Tensor): Tensor {
 *     ctx.saveForBackward(x);
 *     return x.pow(3);
 *   }
 *   static backward(ctx: FunctionContext, gradient: Tensor): Tensor {
 *     const [x] = ctx.savedTensors as [Tensor];
 *     return gradient.mul(x.square()).mul(3);
 *   }
 * }
 * const y = Cube.apply(x);
 */
// biome-ignore lint/complexity/noStaticOnlyClass: subclassed for its static apply, as in PyTorch
export class CustomFunction {
  /**
   * Runs `forward` and records `backward` for it where an argument requires gradients. Tensors are found among the
   * arguments themselves, not inside arrays or objects.
   * @throws ArgumentError when the class lacks `forward` or `backward`; what they throw comes through as it is.
   */
  static apply<A extends readonly unknown[], R>(this: FunctionClass<A, R>, ...args: A): R {
    // biome-ignore lint/complexity/noThisInStatic: the subclass it is called on
    return applyFunction(this, args);
  }
}

function applyFunction<A extends readonly unknown[], R>(type: FunctionClass<A, R>, args: A): R {
  checkFunction(`${type.name}.forward`, type.forward);
  checkFunction(`${type.name}.backward`, type.backward);
  return syncScope(`${type.name}.apply`, run<A, R>, type, args);
}

function run<A extends readonly unknown[], R>(type: FunctionClass<A, R>, args: A): R {
  const needs = args.map((value) => value instanceof Tensor && value.requiresGrad);
  const ctx = new FunctionContext(needs);
  const record = isGradEnabled() && needs.includes(true);
  const result = noGrad(() => type.forward(ctx, ...args));
  const outputs: readonly unknown[] = Array.isArray(result) ? result : [result];
  if (!record) return result;
  const attached = attach(type, ctx, args, outputs);
  return (Array.isArray(result) ? attached : attached[0]) as R;
}

const isDifferentiable = (value: unknown): value is Tensor =>
  value instanceof Tensor && (isFloatingPoint(value.dtype) || isComplex(value.dtype));

/** Makes the outputs results of a node that calls `backward`; returns them as they are from here on. */
function attach(
  type: FunctionClass<readonly unknown[], unknown>,
  ctx: FunctionContext,
  args: readonly unknown[],
  outputs: readonly unknown[],
): unknown[] {
  const operation = `${type.name}.forward`;
  const inputs = args.filter((value) => value instanceof Tensor);
  const places = outputs.flatMap((value, i) =>
    isDifferentiable(value) && !ctx._constants.has(value) ? [i] : [],
  );
  const results = places.map((i) => outputs[i] as Tensor);
  if (new Set(results).size < results.length) {
    throw new AutogradError(`${operation}: the same tensor is returned twice; return a copy (clone) of it`);
  }
  const node = new BackwardNode(type, ctx, args, outputs, places);
  const saved = ctx._saved.filter((tensor) => tensor !== null);
  const id = registerCallback(runBackward, node);
  const w = wire();
  ensure(w, inputs.length + results.length + saved.length + 8);
  let at = 0;
  for (const list of [inputs, results, saved]) {
    w.buffer[at++] = list.length;
    for (const tensor of list) w.buffer[at++] = tensor._require(operation);
  }
  try {
    native().attach(id, `${type.name}Backward`);
  } catch (error) {
    dropCallback(id);
    rethrow(error, operation, inputs);
  }
  const handles = Array.from(w.buffer.subarray(0, results.length));
  const attached = [...outputs];
  for (const [i, handle] of handles.entries()) {
    if (handle !== 0) attached[places[i] as number] = wrap(handle, operation);
  }
  // The graph holds them now, in a way that does not hold the graph.
  ctx._saved = [];
  ctx._constants.clear();
  return attached;
}

interface Described {
  shape: number[];
  dtype: DType;
  device: Device;
}

/** What a node in the graph calls: it holds no tensor of the graph itself. */
class BackwardNode {
  readonly #type: FunctionClass<readonly unknown[], unknown>;
  readonly #ctx: FunctionContext;
  readonly #isTensor: readonly boolean[];
  /** Where the differentiable outputs stand among all. */
  readonly #places: readonly number[];
  readonly #outputs: readonly (Described | null)[];
  /** Where null was saved. */
  readonly #savedIsNull: readonly boolean[];

  constructor(
    type: FunctionClass<readonly unknown[], unknown>,
    ctx: FunctionContext,
    args: readonly unknown[],
    outputs: readonly unknown[],
    places: readonly number[],
  ) {
    this.#type = type;
    this.#ctx = ctx;
    this.#isTensor = args.map((value) => value instanceof Tensor);
    this.#places = places;
    this.#outputs = outputs.map((value) =>
      value instanceof Tensor ? { shape: value.shape, dtype: value.dtype, device: value.device } : null,
    );
    this.#savedIsNull = ctx._saved.map((tensor) => tensor === null);
  }

  /** Gradients of the differentiable outputs, then the saved tensors; gives gradients of the tensor inputs. */
  run(given: readonly (Tensor | null)[]): (Tensor | null)[] {
    const ctx = this.#ctx;
    let next = this.#places.length;
    ctx._saved = this.#savedIsNull.map((isNull) => (isNull ? null : (given[next++] as Tensor)));
    const gradients = this.#outputs.map((output, i): Tensor | null => {
      const place = this.#places.indexOf(i);
      const gradient = place < 0 ? null : (given[place] as Tensor | null);
      if (gradient !== null || output === null || !ctx._zeros) return gradient;
      return zeros(output.shape, { dtype: output.dtype, device: output.device });
    });
    try {
      return this.#check(this.#type.backward(ctx, ...(gradients as never[])));
    } finally {
      ctx._saved = [];
    }
  }

  #check(result: FunctionGradients): (Tensor | null)[] {
    const operation = `${this.#type.name}.backward`;
    const list = Array.isArray(result) ? (result as readonly unknown[]) : [result];
    const count = this.#isTensor.length;
    // Null for the arguments that are left out at the end, as long as they are no tensors.
    const missing = this.#isTensor.lastIndexOf(true) >= list.length;
    if (missing || list.slice(count).some((gradient) => gradient != null)) {
      throw new AutogradError(
        `${operation}: expected a gradient or null for each of the ${count} arguments of forward, got ${list.length}`,
      );
    }
    return this.#isTensor.flatMap((isTensor, i): (Tensor | null)[] => {
      const gradient = list[i] ?? null;
      if (gradient !== null && !(gradient instanceof Tensor)) {
        throw new ArgumentError(`${operation}: gradient ${i} is no tensor: ${describeArgument(gradient)}`);
      }
      if (!isTensor && gradient !== null) {
        throw new AutogradError(
          `${operation}: argument ${i} of forward was no tensor, so its gradient is null`,
        );
      }
      return isTensor ? [gradient] : [];
    });
  }
}

function runBackward(node: BackwardNode, given: readonly (Tensor | null)[]): readonly (Tensor | null)[] {
  return node.run(given);
}
