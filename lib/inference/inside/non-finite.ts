/** Where NaN begins: the first layer of a network that gives numbers that are not finite, and why it does. */

import { describe, either, listed, listOf, signature } from "../../edge/index.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { type ErrorDetails, TorchtsError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { isComplex, isFloatingPoint, noGrad, scope, Tensor } from "../../tensor/index.ts";
import { enough, run, watch } from "./layers.ts";

/** Files that a text names. */
const SHOWN = 4;

/** Where numbers that are not finite begin. */
export interface NonFiniteOrigin {
  /** "input": the pixels (or rows) themselves hold it; "layer": the input is finite, and a layer makes it. */
  readonly from: "input" | "layer";
  /** Path of the layer as in the state dict, `""` for the network's own forward; null where it is the input. */
  readonly path: string | null;
  /** Name of the layer's class; null where it is the input. */
  readonly type: string | null;
  /** What came first: "NaN", or "Infinity" where there is no NaN. */
  readonly value: "NaN" | "Infinity";
  /**
   * The layer's own parameters and buffers that are not finite, `["running_mean"]`; empty where they are finite: then
   * the numbers became too large, or a division by zero made them.
   */
  readonly state: readonly string[];
}

/** A network gave NaN or infinite numbers where a prediction was due; `origin` says where they began. */
export class NonFiniteOutputError extends TorchtsError {
  /** Where they began; null where a second forward pass gave finite numbers. */
  readonly origin: NonFiniteOrigin | null;

  constructor(message: string, origin: NonFiniteOrigin | null, details: ErrorDetails = {}) {
    super(message, details, "ERR_TORCHTS_NON_FINITE_OUTPUT");
    this.origin = origin;
  }
}

const FIRST = signature("models.firstNonFinite", {
  takes: { model: moduleKind, input: either(tensorKind, listOf(tensorKind)) },
});

/**
 * Where a network begins to give NaN or infinite numbers for an input: in the input itself, or in the first layer, in
 * the order of the forward pass, whose output is not finite. Null where all is finite.
 *
 * Runs one forward pass, at most to that layer, in evaluation mode and without gradients; every mode is put back. A network that
 * takes images one by one is given a list of them.
 *
 *     const found = models.firstNonFinite(model, images); // images (N, 3, H, W) as the network takes them
 *     // { from: "layer", path: "layer1.0.bn1", type: "BatchNorm2d", value: "NaN", state: ["running_mean"] }
 *
 * @throws what the network throws for the input
 */
export function firstNonFinite(
  model: Module,
  input: Tensor | readonly Tensor[],
  ...rest: []
): NonFiniteOrigin | null {
  FIRST.read(rest);
  FIRST.check(model, input);
  return scope(() =>
    noGrad(() => {
      const value = nonFiniteIn(input);
      if (value !== null) return { from: "input", path: null, type: null, value, state: [] };
      let found: NonFiniteOrigin | null = null;
      const running: [string, Module][] = []; // innermost last
      const note = (made: NonFiniteOrigin["value"], [path, module]: [string, Module]): never => {
        const state = ownNonFinite(module);
        found = { from: "layer", path, type: module.constructor.name, value: made, state };
        return enough();
      };
      const hooks = [...model.namedModules()].flatMap((entry) => {
        const [, module] = entry;
        return [
          () =>
            module.registerForwardPreHook((_, args: readonly unknown[]) => {
              // Not finite before any layer gave it: what the caller's forward does between its layers.
              const made = nonFiniteArgument(args);
              if (made !== null) note(made, running.at(-1) ?? entry);
              running.push(entry);
            }),
          () =>
            module.registerForwardHook((_, __, output: unknown) => {
              running.pop();
              const made = nonFiniteIn(output);
              if (made !== null) note(made, entry); // layers within have ended before, so this is the innermost
            }),
        ];
      });
      inEvalMode(model, () => watch(hooks, () => run(model, input)));
      return found;
    }),
  );
}

/**
 * Refuses what a network gave if it is not finite, naming the layer where that began. Waits for the device.
 *
 * @throws NonFiniteOutputError
 */
export function checkFinite(operation: string, model: Module, input: Tensor, output: unknown): void {
  const value = scope(() => noGrad(() => nonFiniteIn(output)));
  if (value !== null) throw nonFiniteError(operation, model, input, value);
}

/**
 * The error for an output that holds `value`; runs the network a second time to find where it began.
 *
 * @param files of the batch, which it names
 */
export function nonFiniteError(
  operation: string,
  model: Module,
  input: Tensor | readonly Tensor[],
  value: NonFiniteOrigin["value"],
  files: readonly string[] = [],
): NonFiniteOutputError {
  const origin = firstNonFinite(model, input);
  const of = files.length === 0 ? "" : ` The batch is of ${listed(files, SHOWN)}.`;
  const text =
    `${operation}: ${model.constructor.name} gives ${value}, so there is nothing to predict; ` +
    `${sentence(origin, input)}${of}`;
  return new NonFiniteOutputError(text, origin, { operation });
}

function sentence(origin: NonFiniteOrigin | null, input: Tensor | readonly Tensor[]): string {
  if (origin === null) {
    return "a second forward pass gave finite numbers: it computes with chance, or its weights changed meanwhile.";
  }
  if (origin.from === "input") {
    return `its input, ${describe(input)}, itself holds ${origin.value}: look at the image and at what the transform makes of it.`;
  }
  const place = origin.path === "" ? "its own forward" : `the layer ${origin.path}, a ${origin.type}`;
  if (origin.state.length === 0) {
    const where = `it begins in ${place}, whose input and weights are finite: the numbers became too large or were divided by zero`;
    return `${where}; look at the scale of the images and of the weights before that layer.`;
  }
  const [verb, names] = [origin.state.length === 1 ? "is" : "are", origin.state.join(", ")];
  return `it begins in ${place}, whose ${names} ${verb} not finite: the weights are broken; load those of before.`;
}

/** What of the two a value's tensors hold, themselves or in arrays and records; null where all is finite. */
function nonFiniteIn(value: unknown): NonFiniteOrigin["value"] | null {
  if (!(value instanceof Tensor)) {
    if (typeof value !== "object" || value === null) return null;
    for (const part of Object.values(value)) {
      const found = nonFiniteIn(part);
      if (found !== null) return found;
    }
    return null;
  }
  return scope(() => {
    if (!(isFloatingPoint(value.dtype) || isComplex(value.dtype))) return null;
    if (value.isfinite().all().item()) return null;
    return value.isnan().any().item() ? "NaN" : "Infinity";
  });
}

/** The same of a call's arguments. A mask beside the first may be infinite. */
function nonFiniteArgument(args: readonly unknown[]): NonFiniteOrigin["value"] | null {
  for (const [at, argument] of args.entries()) {
    const found = argument instanceof Tensor ? nonFiniteIn(argument) : null;
    if (found === "NaN" || (found !== null && at === 0)) return found;
  }
  return null;
}

/** Names of a module's own parameters and buffers, without those below it, that are not finite. */
function ownNonFinite(module: Module): string[] {
  const own = { recurse: false };
  return [...module.namedParameters("", own), ...module.namedBuffers("", own)].flatMap(([name, tensor]) =>
    nonFiniteIn(tensor) === null ? [] : [name],
  );
}
