/**
 * Calls of what is not an operator: the exported functions, the tensor's own methods, generators, autograd, memory.
 * Each is called with arguments that make sense and with any others.
 */

import * as tensors from "../../lib/tensor/index.ts";
import {
  autograd,
  cuda,
  Generator,
  getNumThreads,
  getRngState,
  memory,
  ops,
  Slice,
  scope,
  setNumThreads,
  setPrintOptions,
  type Tensor,
  tensor,
} from "../../lib/tensor/index.ts";
import { describeCall } from "./calls.ts";
import { hostileOptions, nonsense, Sabotage } from "./hostile.ts";
import { below, choose, chooseCall, type Random } from "./random.ts";
import { DTYPES, randomInt, randomTensor, SHAPES } from "./values.ts";

type AnyFunction = (...args: unknown[]) => unknown;

/** Exports that are called otherwise or not at all, each with its reason. */
const NOT_CALLED: Readonly<Record<string, string>> = {
  fromFile: "reads files",
  mapFile: "reads files",
  setNumThreads: "would start thousands of threads; called with what it refuses only",
  scopeOf: "needs a function",
};

const OWN_METHODS =
  "data dataAsync dataSync toArray bytes to cpu cuda float double half int long bool typeAs where isContiguous setData_ index " +
  "indexPut_ backward size stride storageOffset storageId item itemAsync itemSync requiresGrad_ numel dim dispose toString " +
  "data item backwardAsync";
const PROPERTIES =
  "shape ndim dtype device layout requiresGrad isLeaf gradFn elementSize nbytes isFreed version grad";

function anything(random: Random): unknown {
  const kind = random();
  if (kind < 0.3) return randomTensor(random);
  if (kind < 0.4) return choose(random, SHAPES);
  if (kind < 0.5) return randomInt(random);
  if (kind < 0.55) return choose(random, DTYPES);
  if (kind < 0.6) return choose(random, ["cpu", "meta", "cuda", "cuda:99", "cpu:3", "nowhere"]);
  if (kind < 0.72) return options(random);
  if (kind < 0.76) return Array.from({ length: below(random, 4) }, () => randomTensor(random));
  if (kind < 0.82) return action(random);
  return nonsense(random);
}

const OPTION_NAMES = [
  "dtype",
  "device",
  "requiresGrad",
  "layout",
  "memoryFormat",
  "generator",
  "gradient",
  "retainGraph",
  "createGraph",
  "inputs",
  "gradOutputs",
  "allowUnused",
  "largest",
  "name",
  "copy",
  "nonBlocking",
  "accumulate",
  "stride",
  "storageOffset",
  "precision",
  "threshold",
  "edgeItems",
  "lineWidth",
  "sciMode",
  "m",
  "base",
  "default",
] as const;

function options(random: Random): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (let n = below(random, 3); n >= 0; n--) {
    const name = choose(random, OPTION_NAMES);
    made[name] = chooseCall<unknown>(random, [
      () => choose(random, DTYPES),
      () => random() < 0.5,
      () => choose(random, ["cpu", "meta", "strided", "contiguous"]),
      () => randomTensor(random),
      () => [randomTensor(random)],
      () => below(random, 5),
      () => nonsense(random),
    ]);
  }
  return random() < 0.1 ? hostileOptions(random, made) : made;
}

/** A function for what takes one: it makes, frees and returns tensors, throws, or returns a promise. */
function action(random: Random): AnyFunction {
  const made = randomTensor(random);
  return choose<AnyFunction>(random, [
    () => tensor([1, 2]).add(1),
    () => made,
    () => {
      throw new Sabotage("an action threw");
    },
    () => made.dispose(),
    () => [made, { a: made, b: [made] }, new Map([[made, made]])],
    () => tensors.scope(() => made.isFreed || made.shape),
    () => Promise.resolve(made),
    async () => {
      const t = tensor([1]);
      await null;
      return t.isFreed;
    },
    () => ops.call("aten::add", tensor([1]), 1),
  ]);
}

const functions: Record<string, AnyFunction> = {};

function add(prefix: string, holder: object, names: readonly string[] = Object.keys(holder)): void {
  for (const name of names) {
    const value = (holder as Record<string, unknown>)[name];
    // Classes with public constructors are made below.
    if (typeof value !== "function" || NOT_CALLED[name] !== undefined || /^[A-Z]/.test(name)) continue;
    functions[`${prefix}${name}`] = (...args) => value.apply(holder, args);
  }
}

add("", tensors);
add("autograd.", autograd);
add("memory.", memory);
add("cuda.", cuda);
add("ops.", ops, ["call", "unsafe", "load"]);
functions["new Generator"] = (...args) => new Generator(...(args as [never, never]));
functions["new Slice"] = (...args) => new Slice(...(args as [never, never, never]));
functions["new Complex"] = (...args) => new tensors.Complex(...(args as [never, never]));
functions["new Tensor"] = (...args) =>
  typeof args[0] === "number"
    ? undefined
    : new (tensors.Tensor as never as new (...a: unknown[]) => unknown)(...args);
functions["Generator.manualSeed"] = (seed) => new Generator().manualSeed(seed as number);
functions["Generator.initialSeed"] = () => new Generator().initialSeed();
functions.setNumThreads = (count) => {
  if (Number.isInteger(count) && (count as number) >= 1 && (count as number) <= 4096) return;
  setNumThreads(count as number);
  throw new Error(`setNumThreads took ${String(count)}`);
};
functions["setRngState of a broken state"] = (cut, value) => {
  const state = getRngState();
  const size = state.size(0);
  const broken = state.clone();
  const start = typeof cut === "number" && cut > 0 ? cut % size : 0;
  broken
    .slice({ dim: 0, start, end: size })
    .fill_(typeof value === "number" ? (Math.abs(value) % 256) | 0 : 255);
  try {
    tensors.setRngState(start % 2 === 0 ? broken : broken.slice({ dim: 0, start: 0, end: start }));
    tensors.randn([30]);
    tensors.randperm(10);
  } finally {
    tensors.setRngState(state);
  }
};
functions["a tensor of an ended scope"] = (fn) => {
  let escaped: Tensor | undefined;
  scope(() => {
    escaped = tensor([1, 2]);
  });
  if (typeof fn === "function") fn();
  (escaped as Tensor).add(1);
};

for (const name of OWN_METHODS.split(" ")) {
  functions[`Tensor.${name}`] = (self, ...args) => {
    const method = (tensors.Tensor.prototype as unknown as Record<string, AnyFunction>)[name] as AnyFunction;
    return method.apply(self, args);
  };
}
for (const name of PROPERTIES.split(" ")) {
  functions[`Tensor.${name} get`] = (self) => (tensors.isTensor(self) ? Reflect.get(self, name) : undefined);
  if (name === "grad" || name === "requiresGrad") {
    functions[`Tensor.${name} set`] = (self, value) =>
      tensors.isTensor(self) && Reflect.set(self, name, value);
  }
}

// Calls that change how later ones go: each is taken back, so that a call depends on its number alone.
const TAKEN_BACK: Readonly<Record<string, () => void>> = {
  setPrintOptions: () => setPrintOptions(),
  "memory.trace": () => memory.trace(false),
  useDeterministicAlgorithms: () => tensors.useDeterministicAlgorithms(false),
  showCppStacks: () => tensors.showCppStacks(false),
  "autograd.setDetectAnomaly": () => autograd.setDetectAnomaly(false),
};

const names = Object.keys(functions);

/** One random call; `announce` hears of it before it runs. What it throws is the caller's. */
export function edgeCall(random: Random, announce: (call: string) => void): void {
  const name = choose(random, names);
  const args = Array.from({ length: below(random, 5) }, () => anything(random));
  if (name.startsWith("Tensor.") && !tensors.isTensor(args[0])) args[0] = randomTensor(random);
  if (name.startsWith("ops.") && random() < 0.7)
    args[0] = choose(random, ["aten::add", "aten::add.out", "aten::nope"]);
  announce(describeCall(name, args));
  const threads = getNumThreads();
  try {
    const result = (functions[name] as AnyFunction)(...args);
    if (tensors.isTensor(result) && !result.isFreed && result.device === "cpu" && result.numel() < 1e5) {
      result.data();
    }
  } finally {
    if (getNumThreads() !== threads) setNumThreads(threads);
    TAKEN_BACK[name]?.();
  }
}
