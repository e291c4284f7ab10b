/**
 * `models.optimizeForInference`: a copy of a network that gives the same outputs faster.
 *
 * Batch normalisation is folded into the layers before it, and on the CPU convolution, normalisation, sum and
 * activation become one operator with packed weights. Which modules are which is convert.ts's knowledge, how a fused
 * convolution computes is in fused-conv.ts and winograd.ts.
 */

import { boolean, listOf, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { type DType, isFloatingPoint, noGrad, scope, Tensor } from "../../tensor/index.ts";
import { Converter } from "./convert.ts";
import { isCopyable } from "./copy.ts";
import { FusedConv2d, notForTraining } from "./fused-conv.ts";
import type { Tile } from "./winograd-matrices.ts";

/** Options of {@link optimizeForInference}. */
export interface OptimizeOptions {
  /**
   * Computes in this dtype; the network's own by default. `"bfloat16"` on processors with AMX or AVX512-BF16 and
   * `"float16"` on CUDA are several times faster and keep about three digits. Inputs are converted, outputs come back
   * as float32.
   */
  dtype?: "float32" | "bfloat16" | "float16";
  /**
   * Whether 3x3 convolutions of many channels may use Winograd's method, true by default: up to 2.5 times faster, its
   * transformed weights take 2 to 4 times the memory, and its outputs differ in the sixth digit.
   */
  winograd?: boolean;
  /** Paths of modules to leave unfused, with all below them: those whose inner outputs a forward of yours reads. */
  leave?: readonly string[];
}

/** Their errors are about 3e-6 and 5e-7 of the largest output; that of computing directly is about 1e-6. */
const ALL_TILES: readonly Tile[] = [2, 4];
const EXACT_TILES: readonly Tile[] = [2];

const OPERATION = "models.optimizeForInference";

const TAKES = signature<OptimizeOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: { dtype: oneOf("float32", "bfloat16", "float16"), winograd: boolean, leave: listOf(string) },
});

/**
 * A copy of a network for inference: the same outputs, within 6e-5 of the largest, in less time. Its forward runs
 * without recording, takes the same inputs and gives tensors in channels-last order where they have four dimensions.
 * Where a pooling hands on the places of its largest values, as SegNet's do, two values that are nearly equal may change
 * places, as between any two computers: then a few pixels are farther off.
 *
 * The network itself is left as it is and is not followed: fused layers have weights of their own, all other layers
 * share parameters with it. Layers inside the copy differ from what the type says, so its state dict is another;
 * `train()`, `to()`, `stateDict()` and `loadStateDict()` of the copy throw, and hooks of the network do not run. Weights
 * are packed at the first forward, which is slower. A module with private members (`#name`) cannot be copied and stays
 * the network's own.
 *
 *     const fast = models.optimizeForInference(model.eval());
 *     const logits = fast.forward(images);
 *
 * @throws ArgumentError for a network in training mode, an option it does not know, and a dtype with modules that
 *   cannot be copied
 */
export function optimizeForInference<M extends nn.Module>(model: M, ...rest: Rest<OptimizeOptions>): M {
  const options = TAKES.read(rest);
  TAKES.check(model);
  const { dtype = null, winograd = true, leave = [] } = checkOptions(model, options);
  const target = { dtype, tiles: winograd ? ALL_TILES : [], exactTiles: winograd ? EXACT_TILES : [] };
  const converter = new Converter({ ...target, leave: new Set(leave) });
  if (!isCopyable(model)) {
    throw new ArgumentError(
      `${OPERATION}: ${model.constructor.name} has private members, so there can be no copy of it; rename them without ` +
        '"#", or optimise the modules in it one by one',
      { operation: OPERATION },
    );
  }
  const optimized = noGrad(() => scope(() => converter.root(model, inferenceClass(model, dtype, converter))));
  const held = dtype === null ? undefined : converter.shared.find((module) => !isOf(dtype, module));
  if (held !== undefined) {
    throw new ArgumentError(
      `${OPERATION}: ${held.constructor.name} cannot be copied, so it cannot become ${dtype} without changing the ` +
        `network; convert the network itself first, model.to("${dtype}"), and leave dtype out`,
      { operation: OPERATION },
    );
  }
  return optimized as M; // of a subclass of its class
}

function checkOptions(model: nn.Module, options: OptimizeOptions): OptimizeOptions {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
  };
  for (const path of options.leave ?? []) model.getSubmodule(path);
  for (const [path, module] of model.namedModules()) {
    if (module instanceof FusedConv2d) refuse("this network is optimised already");
    if (!module.training) continue;
    refuse(
      `${path === "" ? "the network" : path} is in training mode; call model.eval() first: what is optimised is what the ` +
        "network computes in evaluation mode",
    );
  }
  return options;
}

/** A subclass of the network's class that runs without recording and refuses what an optimised network cannot do. */
function inferenceClass(model: nn.Module, dtype: DType | null, { shared }: Converter): typeof nn.Module {
  const Own = model.constructor as new (...args: unknown[]) => nn.TensorModule;
  const parameter = [...model.parameters()].find((one) => isFloatingPoint(one.dtype));
  const computed = dtype ?? parameter?.dtype ?? "float32";
  const device = parameter?.device ?? "cpu";
  const Optimized = class extends Own {
    override forward(x: Tensor, ...rest: unknown[]): Tensor {
      const compute = super.forward as (...args: unknown[]) => Tensor;
      const run = (): Tensor =>
        noGrad(() => asFloat32(compute.apply(this, [prepared(x, computed, device), ...rest]), dtype));
      // The original, which has these modules too, may be in training meanwhile.
      return shared.length === 0 ? run() : inEvalMode(new nn.ModuleList(shared), run);
    }

    override train(mode = true): this {
      if (mode) throw notForTraining();
      return this;
    }

    override to(): never {
      return refuseState(
        "be moved, converted or trained: its weights are packed. Move the original, or train it, and optimise that again",
      );
    }

    override stateDict(): never {
      return refuseState("give a state dict: its weights are not the original's. Ask the original");
    }

    override loadStateDict(): never {
      return refuseState("load a state dict. Load it into the original and optimise that again");
    }
  };
  Object.defineProperty(Optimized, "name", { value: Own.name });
  return Optimized as unknown as typeof nn.Module; // its constructor takes what the network's own does, and does not run
}

function refuseState(what: string): never {
  throw new ArgumentError(`${OPERATION}: an optimised network cannot ${what}`, { operation: OPERATION });
}

/** Images in the order and dtype that the layers take; anything else as it is. */
function prepared(x: unknown, dtype: DType, device: string): unknown {
  if (!(x instanceof Tensor) || !isFloatingPoint(x.dtype)) return x;
  if (x.ndim === 4 && x.device === device) return x.to({ dtype, memoryFormat: "channels_last" });
  return x.to(dtype);
}

/** Outputs as float32 where another dtype was asked for, also within objects and arrays. */
function asFloat32<T>(output: T, dtype: DType | null): T {
  if (dtype === null || dtype === "float32") return output;
  const convert = (value: unknown): unknown => {
    if (value instanceof Tensor) return isFloatingPoint(value.dtype) ? value.to("float32") : value;
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, convert(one)]));
  };
  return convert(output) as T; // of the same shape
}

/** Whether all floating parameters have the dtype. */
function isOf(dtype: DType, module: nn.Module): boolean {
  return [...module.parameters()].every((one) => !isFloatingPoint(one.dtype) || one.dtype === dtype);
}
