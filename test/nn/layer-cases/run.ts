/**
 * Cases of layers as data: the files of this folder name a class, its arguments and its inputs, and both sides build them:
 * `run` here, scripts/fixtures/layer_cases.py in PyTorch. Parameters, inputs and random numbers come of one seed on both
 * sides, so first values are compared with the rest and no state is written to the fixture.
 *
 * A case is `[class, positional, options, inputs]`, perhaps with how it is called: `eval`, `options` of the call by name.
 * Parameters are moved from their first values before the call, so that ones and zeros hide nothing; a lazy layer is called
 * once before that.
 * Inputs are words (`"signed 3 4"`: the kind and the shape), `{ values }`, `{ index }` (int64), `{ mask }` (bool), lists, or
 * what stands there.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as nn from "../../../lib/nn/index.ts";
import { manualSeed, noGrad, scope, Tensor, tensor, torch } from "../../../lib/tensor/index.ts";
import { repoRoot } from "../../helpers/index.ts";

export type LayerCase = [
  layer: string,
  positional: unknown[],
  options: Record<string, unknown>,
  inputs: unknown[],
  call?: { eval?: boolean; options?: Record<string, unknown> },
];

export type Precision = "float32" | "float64";

const FOLDER = path.join(repoRoot, "test", "nn", "layer-cases");

/** The files of cases, each of which has a fixture `layer-cases-<file>`. */
export const caseFiles = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => path.basename(file, ".json"))
  .sort();

/** Every case by a name that says what it is and in which file. */
export function layerCases(): Map<string, LayerCase> {
  const cases = new Map<string, LayerCase>();
  for (const file of caseFiles) {
    const list = JSON.parse(readFileSync(path.join(FOLDER, `${file}.json`), "utf8")) as LayerCase[];
    list.forEach((one, at) => {
      cases.set(`${file} ${at} ${one[0]}`, one);
    });
  }
  return cases;
}

const functions: Record<string, (...args: never[]) => unknown> = {
  absolute: (a: Tensor, b: Tensor) => a.sub(b).abs().sum(1),
  gelu: (x: Tensor) => nn.functional.gelu(x),
};

const kinds: Record<string, (shape: number[]) => Tensor> = {
  signed: (shape) => torch.rand(shape).mul(4).sub(2),
  wide: (shape) => torch.rand(shape).mul(80).sub(40),
  unit: (shape) => torch.rand(shape).mul(0.98).add(0.01),
  sign: (shape) => torch.rand(shape).gt(0.5).to("float32").mul(2).sub(1),
  bit: (shape) => torch.rand(shape).gt(0.5).to("float32"),
  count: (shape) => torch.rand(shape).mul(5).floor(),
  logprob: (shape) => torch.rand(shape).mul(4).logSoftmax(-1),
};

/** Of these kinds gradients are compared; the others are targets. */
const DIFFERENTIABLE = ["signed", "wide", "unit", "logprob"];

/** The value that a description stands for; those that are differentiated are put into `leaves`. */
function made(described: unknown, dtype: Precision, options: boolean, leaves?: Tensor[]): unknown {
  if (typeof described === "string" && !options) {
    const [kind = "", ...shape] = described.split(" ");
    const value = (kinds[kind] as (typeof kinds)[string])(shape.map(Number)).to(dtype);
    if (leaves !== undefined && DIFFERENTIABLE.includes(kind)) leaves.push(value.requiresGrad_());
    return value;
  }
  if (Array.isArray(described)) return described.map((one) => made(one, dtype, options, leaves));
  if (typeof described !== "object" || described === null) return described;
  const given = described as Record<string, never>;
  if ("values" in given) return tensor(given.values, { dtype });
  if ("index" in given) return tensor(given.index, { dtype: "int64" });
  if ("mask" in given) return tensor(given.mask, { dtype: "int64" }).to("bool");
  if ("draw" in given) return made(given.draw, dtype, false);
  if ("function" in given) return functions[given.function];
  if ("layer" in given) return build(given.layer, dtype);
  if ("packed" in given) {
    const sequence = made(given.packed, dtype, false, leaves) as Tensor;
    const { lengths, options: how = {} } = described as {
      lengths: number[];
      options?: nn.utils.rnn.PackOptions;
    };
    return nn.utils.rnn.packPaddedSequence(sequence, lengths, how);
  }
  throw new Error(`no value for ${JSON.stringify(described)}`);
}

function madeOptions(options: Record<string, unknown>, dtype: Precision): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, made(value, dtype, true)]));
}

/** The layer of a case. */
export function build([layer, positional, options]: LayerCase, dtype: Precision): nn.Module {
  const Layer = (nn as unknown as Record<string, new (...args: unknown[]) => nn.Module>)[layer];
  if (Layer === undefined) throw new Error(`nn has no ${layer}`);
  const rest = Object.keys(options).length === 0 ? [] : [madeOptions(options, dtype)];
  return new Layer(...positional.map((one) => made(one, dtype, true)), ...rest);
}

/** Tensors in what a forward gave, in order. */
function* tensorsIn(value: unknown): IterableIterator<Tensor> {
  if (value instanceof Tensor) yield value;
  else if (value instanceof nn.utils.rnn.PackedSequence) yield* [value.data, value.batchSizes];
  else if (Array.isArray(value)) for (const one of value) yield* tensorsIn(one);
}

/** The inputs of a case, drawn anew; those that are differentiated are put into `leaves`. */
export function inputsOf([, , , inputs]: LayerCase, dtype: Precision, leaves: Tensor[] = []): unknown[] {
  return inputs.map((input) => made(input, dtype, false, leaves));
}

/** The printed form and the keys of the state dict. */
function shown(module: nn.Module): string {
  return `${module} ${[...module.stateDict().keys()].join(" ")}`.trimEnd();
}

/** What a case gives: outputs, gradients, first values, buffers, by name; and its printed form. */
export function run(one: LayerCase, dtype: Precision): { tensors: Map<string, Tensor>; printed: string } {
  return scope(() => {
    const tensors = new Map<string, Tensor>();
    manualSeed(7);
    const module = build(one, dtype).to(dtype);
    const [layer, , , , call = {}] = one;
    const leaves: Tensor[] = [];
    const inputs = inputsOf(one, dtype, leaves);
    const rest = call.options === undefined ? [] : [madeOptions(call.options, dtype)];
    const forward = module.forward as (...args: unknown[]) => unknown;
    const printed: string[] = [];
    if (layer.startsWith("Lazy")) {
      printed.push(shown(module));
      noGrad(() => forward(...inputs, ...rest));
    }
    for (const [key, value] of module.stateDict()) tensors.set(`state.${key}`, value.clone());
    printed.push(shown(module));
    noGrad(() => {
      for (const parameter of module.parameters()) parameter.add_(torch.rand(parameter.shape).sub(0.5));
    });
    if (call.eval) module.eval();
    const output = forward(...inputs, ...rest);
    const outputs = [...tensorsIn(output)];
    outputs.forEach((value, i) => {
      tensors.set(`out${i}`, value.detach());
    });
    const sums = outputs
      .filter((value) => value.requiresGrad)
      .map((value) => value.mul(kinds.signed?.(value.shape).to(dtype) as Tensor).sum());
    if (sums.length > 0) {
      (sums.length === 1 ? (sums[0] as Tensor) : torch.stack(sums).sum()).backward();
    }
    leaves.forEach((input, i) => {
      if (input.grad !== null) tensors.set(`grad.in${i}`, input.grad);
    });
    for (const [key, parameter] of module.namedParameters()) {
      if (parameter.grad !== null) tensors.set(`grad.${key}`, parameter.grad.toDense());
    }
    for (const [key, buffer] of module.namedBuffers()) tensors.set(`after.${key}`, buffer);
    if (!call.eval) {
      module.eval();
      noGrad(() => {
        const evaluated = forward(...inputs, ...rest);
        [...tensorsIn(evaluated)].forEach((value, i) => {
          tensors.set(`eval${i}`, value.detach());
        });
      });
    }
    return { tensors, printed: printed.join("\n") };
  });
}
