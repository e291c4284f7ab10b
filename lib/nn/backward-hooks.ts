/**
 * Hooks that see the gradients of a whole module, as PyTorch's full backward hooks: of its outputs before they go into it,
 * and of its inputs when they come out.
 *
 * Inputs and outputs pass through an identity each, whose backward runs the hooks. Only tensors that are arguments, or
 * the output or in its list, are seen; what is deeper goes by.
 */
import { describe } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { autograd, type FunctionContext, isGradEnabled, keep, Tensor } from "../tensor/index.ts";
import type { Module } from "./module.ts";

/** Gradients by position; null where there is none. */
export type Gradients = readonly (Tensor | null)[];

/** What a hook may give in place of gradients: as many, or one where there is one. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook need not return anything, and then it is void
type Replacement = Gradients | Tensor | undefined | void;

/** Runs when the gradients of a module's inputs are known; what it returns takes their place. */
export type BackwardHook<M extends Module = Module> = (
  module: M,
  gradInput: Gradients,
  gradOutput: Gradients,
) => Replacement;

/** Runs when the gradients of a module's outputs are known, before its backward; what it returns takes their place. */
export type BackwardPreHook<M extends Module = Module> = (module: M, gradOutput: Gradients) => Replacement;

/** The hooks of a module, in order of registration. */
export interface BackwardHooks {
  readonly beforeBackward: Iterable<{ run: BackwardPreHook }>;
  readonly afterBackward: Iterable<{ run: BackwardHook }>;
}

/** One forward of a module whose gradients are looked at. */
export class WatchedCall {
  readonly #module: Module;
  readonly #hooks: BackwardHooks;
  #inputs = 0;
  #outputs = 0;
  /** Positions of the arguments, and of the outputs, that have gradients; null where no argument has. */
  #inputPlaces: number[] | null = null;
  #outputPlaces: number[] = [];
  #gradOutput: Gradients | null = null;

  constructor(module: Module, hooks: BackwardHooks) {
    this.#module = module;
    this.#hooks = hooks;
  }

  /** The arguments as the forward gets them. */
  watchInputs(args: readonly unknown[]): unknown[] {
    this.#inputs = args.length;
    const places = gradientPlaces(args);
    if (places.length === 0) return [...args];
    this.#inputPlaces = places;
    return passed(args, places, (gradients) => this.#afterBackward(gradients));
  }

  /** The output as the caller gets it. */
  watchOutputs(output: unknown): unknown {
    const list = Array.isArray(output) ? output : [output];
    this.#outputs = list.length;
    this.#outputPlaces = gradientPlaces(list);
    if (this.#outputPlaces.length === 0) return output;
    const watched = passed(list, this.#outputPlaces, (gradients) => this.#beforeBackward(gradients));
    return Array.isArray(output) ? watched : watched[0];
  }

  #beforeBackward(gradients: Gradients): Gradients {
    let gradOutput = spread(gradients, this.#outputPlaces, this.#outputs);
    for (const { run } of [...this.#hooks.beforeBackward]) {
      const given = run(this.#module, gradOutput);
      gradOutput = this.#replaced(given, gradOutput, "registerFullBackwardPreHook");
    }
    if (this.#inputPlaces === null) this.#withoutInputs(gradOutput);
    else this.#gradOutput = gradOutput.map((one) => (one === null ? null : keep(one))); // until those of the inputs come
    return this.#outputPlaces.map((place) => gradOutput[place] ?? null);
  }

  #withoutInputs(gradOutput: Gradients): void {
    const none: Gradients = new Array(this.#inputs).fill(null);
    for (const { run } of [...this.#hooks.afterBackward]) {
      const given = run(this.#module, none, gradOutput);
      if (given instanceof Tensor || (Array.isArray(given) && given.some((one) => one !== null))) {
        throw this.#refusal(
          "registerFullBackwardHook",
          "no input has a gradient, so there is none to replace",
        );
      }
    }
  }

  #afterBackward(gradients: Gradients): Gradients {
    const gradOutput = this.#gradOutput;
    // A gradient that reached the inputs by another way than through the outputs.
    if (gradOutput === null) return gradients;
    this.#gradOutput = null;
    const places = this.#inputPlaces ?? [];
    let gradInput = spread(gradients, places, this.#inputs);
    for (const { run } of [...this.#hooks.afterBackward]) {
      const given = run(this.#module, gradInput, gradOutput);
      gradInput = this.#replaced(given, gradInput, "registerFullBackwardHook");
    }
    return places.map((place) => gradInput[place] ?? null);
  }

  #replaced(given: unknown, before: Gradients, register: string): Gradients {
    if (given === undefined || given === null) return before;
    const list: readonly unknown[] | null =
      given instanceof Tensor ? [given] : Array.isArray(given) ? given : null;
    if (list === null || list.some((one) => one !== null && !(one instanceof Tensor))) {
      throw this.#refusal(register, `a hook must return nothing or gradients, got ${describe(given)}`);
    }
    if (list.length !== before.length) {
      throw this.#refusal(register, `a hook gave ${list.length} gradients where there are ${before.length}`);
    }
    return list as Gradients; // each was looked at
  }

  #refusal(register: string, text: string): ArgumentError {
    const operation = `${this.#module.constructor.name}.${register}`;
    return new ArgumentError(`${operation}: ${text}.`, { operation });
  }
}

function gradientPlaces(values: readonly unknown[]): number[] {
  if (!isGradEnabled()) return [];
  return values.flatMap((value, i) => (value instanceof Tensor && value.requiresGrad ? [i] : []));
}

function spread(gradients: Gradients, places: readonly number[], length: number): Gradients {
  const all: (Tensor | null)[] = new Array(length).fill(null);
  places.forEach((place, i) => {
    all[place] = gradients[i] ?? null;
  });
  return all;
}

type Watch = (gradients: Gradients) => Gradients;

class Watched extends autograd.Function {
  static forward(ctx: FunctionContext, watch: Watch, ...values: Tensor[]): Tensor[] {
    ctx.watch = watch;
    ctx.setMaterializeGrads(false);
    return values.map((value) => value.viewAs(value));
  }

  static backward(ctx: FunctionContext, ...gradients: (Tensor | null)[]): (Tensor | null)[] {
    return [null, ...(ctx.watch as Watch)(gradients)];
  }
}

/** The values with those at `places` led through an identity, whose gradients `watch` sees and may replace. */
function passed(values: readonly unknown[], places: readonly number[], watch: Watch): unknown[] {
  const led = Watched.apply(watch, ...places.map((place) => values[place] as Tensor));
  const all = [...values];
  places.forEach((place, i) => {
    all[place] = led[i];
  });
  return all;
}
