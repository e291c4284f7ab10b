/** nn.functional against PyTorch: forward and gradients of each function (scripts/fixtures/functional.py). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  DTypeError,
  manualSeed,
  memory,
  nn,
  ShapeError,
  scope,
  Tensor,
  tensor,
  torch,
} from "../../lib/index.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import { missingFunctions, pythonFunctions, pythonHelpers } from "../../scripts/functional-names.ts";
import {
  expectClose,
  expectSame,
  findPython,
  fixturePath,
  fixtureTensors,
  RTOL,
  runPython,
} from "../helpers/index.ts";

const F: Record<string, unknown> = nn.functional;
const { tensors: fixture } = fixtureTensors("functional");

type Given = null | boolean | number | string | readonly number[] | { t: string };

interface Case {
  fn: string;
  args: Given[];
  kwargs: Record<string, Given>;
}

const cases = JSON.parse(readFileSync(fixturePath("functional.json"), "utf8")) as Case[];

/** Python's names of keyword arguments that are named otherwise here. */
const RENAMED: Record<string, string> = { _random_samples: "randomSamples" };

/** Convolutions, normalisations and long sums add in another order on other machines. */
const RTOL_FUNCTION = RTOL.float32;

function expected(key: string): Tensor {
  const value = fixture[key];
  if (value === undefined) throw new Error(`the fixture has no ${key}`);
  return value;
}

function isTensorRef(given: Given): given is { t: string } {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function call(name: string, args: unknown[]): unknown {
  return (F[camelCase(name)] as (...args: unknown[]) => unknown)(...args);
}

function compare(actual: Tensor, wanted: Tensor, what: string): void {
  if (actual.dtype === "float32") expectClose(actual, wanted, RTOL_FUNCTION, what);
  else expectSame(actual, wanted, what);
}

function runCase(number: number, { fn, args, kwargs }: Case): void {
  const used = new Map<string, Tensor>();
  const live = (given: Given): unknown => {
    if (given === "Infinity") return Number.POSITIVE_INFINITY;
    if (!isTensorRef(given)) return given;
    const known = used.get(given.t);
    if (known !== undefined) return known;
    const made = expected(`in|${given.t}`).clone();
    if (fixture[`${number}|grad.${given.t}`] !== undefined) made.requiresGrad_();
    used.set(given.t, made);
    return made;
  };
  const options = Object.entries(kwargs).map(([key, value]) => [RENAMED[key] ?? camelCase(key), live(value)]);
  const positional = args.map(live);
  manualSeed(number);
  const result = call(
    fn,
    options.length === 0 ? positional : [...positional, Object.fromEntries(options) as object],
  );

  const outs = result instanceof Tensor ? [result] : (Object.values(result as object) as Tensor[]);
  for (const [i, out] of outs.entries()) compare(out, expected(`${number}|out${i}`), `${fn} result ${i}`);
  const parts = outs
    .filter((out) => out.requiresGrad)
    .map((out) => out.mul(torch.arange(out.numel(), { dtype: out.dtype }).cos().reshape(out.shape)).sum());
  if (parts.length > 0) torch.stack(parts).sum().backward();
  for (const [name, value] of used) {
    const wanted = fixture[`${number}|grad.${name}`];
    if (wanted !== undefined) compare(value.grad as Tensor, wanted, `${fn} gradient of ${name}`);
  }
}

describe("each function equals PyTorch's", () => {
  for (const [number, item] of cases.entries()) {
    const shown = [...item.args, item.kwargs].map((a) => JSON.stringify(a)).join(", ");
    test(`${number} ${item.fn}(${shown})`, () => scope(() => runCase(number, item)));
  }

  for (const dims of [1, 2, 3]) {
    test(`max_unpool${dims}d undoes a pooling`, () => {
      const pooled = expected(`unpool${dims}|pooled`);
      const indices = expected(`unpool${dims}|indices`);
      const out = expected(`unpool${dims}|out`);
      const options = { outputSize: out.shape };
      compare(call(`max_unpool${dims}d`, [pooled, indices, 2, options]) as Tensor, out, "unpooled");
      const inner = { outputSize: out.shape.slice(2) };
      compare(call(`max_unpool${dims}d`, [pooled, indices, 2, inner]) as Tensor, out, "unpooled");
    });
  }

  test("in place ones change and return their input", () => {
    for (const name of pythonFunctions.filter((n) => n.endsWith("_"))) {
      const x = tensor([-1, 0.5, 2]);
      const args = name === "threshold_" ? [0.7, 9] : [];
      const wanted = call(name.slice(0, -1), [tensor([-1, 0.5, 2]), ...args]) as Tensor;
      expect(call(name, [x, ...args]), name).toBe(x);
      expectSame(x, wanted, name);
    }
  });

  test("the inplace option changes the input", () => {
    const names = "relu relu6 leakyRelu rrelu elu selu celu silu mish hardswish hardsigmoid hardtanh".split(
      " ",
    );
    for (const name of names) {
      const x = tensor([-1, 0.5, 2]);
      const wanted = (F[name] as typeof nn.functional.relu)(tensor([-1, 0.5, 2]));
      expect((F[name] as typeof nn.functional.relu)(x, { inplace: true }), name).toBe(x);
      expectSame(x, wanted, name);
    }
    const one = torch.ones([2, 3]);
    expect(nn.functional.dropout1d(one, { p: 1, inplace: true })).toBe(one);
    expect([one.shape, one.sum().item()]).toEqual([[2, 3], 0]);
  });
});

describe("the set of functions", () => {
  const here = pythonFunctions.filter((name) => !Object.hasOwn(missingFunctions, name));

  test("has every name of torch.nn.functional that is not listed as missing", () => {
    for (const name of here) expect(F[camelCase(name)], name).toBeTypeOf("function");
    for (const name of Object.keys(missingFunctions)) expect(F).not.toHaveProperty(camelCase(name));
  });

  test.skipIf(findPython() === undefined)("is compared with the names Python has", async () => {
    const { result } = await runPython(`
      import inspect
      import torch.nn.functional as F
      result = [n for n in dir(F) if not n.startswith("_") and callable(getattr(F, n))
                and not inspect.isclass(getattr(F, n)) and type(getattr(F, n)) is not type]
    `);
    const known = [...pythonFunctions, ...pythonHelpers];
    expect(known.filter((name) => !(result as string[]).includes(name))).toEqual([]);
    const typing = [
      "BroadcastingList1",
      "BroadcastingList2",
      "BroadcastingList3",
      "Callable",
      "TYPE_CHECKING",
    ];
    expect((result as string[]).filter((name) => !known.includes(name) && !typing.includes(name))).toEqual(
      [],
    );
  });

  test("each is called by a case", () => {
    const called = new Set(cases.map((item) => item.fn));
    const elsewhere = "conv2d conv_transpose2d binary_cross_entropy"; // by layers.test.ts
    const not = here.filter((name) => {
      return (
        !called.has(name) &&
        !name.endsWith("_") &&
        !name.startsWith("max_unpool") &&
        !elsewhere.includes(name)
      );
    });
    expect(not).toEqual([]);
  });
});

describe("temporaries", () => {
  test("are freed by functions of several operators", () => {
    const x = torch.ones([2, 4, 6]);
    const { softsign, tanhshrink, localResponseNorm, lpPool1d, gaussianNllLoss } = nn.functional;
    for (const fn of [softsign, tanhshrink]) {
      const [before, y, after] = live(() => fn(x));
      expect([after - before, y.shape]).toEqual([1, x.shape]);
    }
    expect(liveAfter(() => localResponseNorm(x, 2))).toBe(1);
    expect(liveAfter(() => lpPool1d(x, 2, 2))).toBe(1);
    expect(liveAfter(() => gaussianNllLoss(x, x, 0.5))).toBe(1);
    expect(liveAfter(() => nn.functional.adaptiveMaxPool1d(x, 2))).toBe(1);
    expect(liveAfter(() => nn.functional.gumbelSoftmax(x, { hard: true }))).toBe(1);
  });
});

function live(make: () => Tensor): [number, Tensor, number] {
  return scope(() => {
    const before = memory.stats().liveTensors;
    const made = make();
    return [before, made, memory.stats().liveTensors];
  });
}

function liveAfter(make: () => Tensor): number {
  const [before, , after] = live(make);
  return after - before;
}

describe("refusals", () => {
  const { functional } = nn;
  const x = torch.ones([2, 3]);
  const refusals: [string, () => unknown, unknown, RegExp][] = [
    [
      "hardtanh's limits",
      () => functional.hardtanh(x, { minVal: 2, maxVal: 1 }),
      ArgumentError,
      /minVal \(2\)/,
    ],
    ["a probability above one", () => functional.alphaDropout(x, { p: 2 }), ArgumentError, /between 0 and 1/],
    [
      "dropout1d of an image",
      () => functional.dropout1d(torch.ones([1, 2, 3, 4])),
      ShapeError,
      /\(N, C, L\)/,
    ],
    [
      "an unknown mode",
      () => functional.gridSample(x, x, { mode: "cubic" as never }),
      ArgumentError,
      /bicubic/,
    ],
    ["integer matrices", () => functional.affineGrid(x.long(), [1, 1, 2, 2]), DTypeError, /floating/],
    ["matrices of another size", () => functional.affineGrid(x, [1, 1, 2, 2]), ShapeError, /\(N, 2, 3\)/],
    ["a wrong kernel", () => functional.unfold(x, [1, 2, 3] as never), ArgumentError, /kernelSize/],
    ["no size", () => functional.fractionalMaxPool2d(x, 2, {}), ArgumentError, /outputSize or outputRatio/],
    ["a size that was not pooled", () => unpool([9]), ShapeError, /must be 3 to 5/],
    ["a size of other dimensions", () => unpool([]), ShapeError, /must have 1 size/],
    [
      "a triplet's margin",
      () => functional.tripletMarginLoss(x, x, x, { margin: 0 }),
      ArgumentError,
      /above 0/,
    ],
    [
      "a hinge's power",
      () => functional.multiMarginLoss(x, x, { p: 3 as never }),
      ArgumentError,
      /p must be one of 1, 2, got 3/,
    ],
    [
      "other dimensions",
      () => functional.marginRankingLoss(x, x, tensor([1])),
      ShapeError,
      /as many dimensions/,
    ],
    ["a negative variance", () => functional.gaussianNllLoss(x, x, x.neg()), ArgumentError, /negative/],
    ["a variance's shape", () => functional.gaussianNllLoss(x, x, torch.ones([7])), ShapeError, /\[7\]/],
    ["a weight's shape", () => functional.mseLoss(x, x, { weight: tensor([1]) }), ShapeError, /weight \[1\]/],
    ["lengths of two kinds", () => functional.ctcLoss(x, x, [1], x), ArgumentError, /both/],
    ["bags without offsets", () => functional.embeddingBag(tensor([1n]), x), ArgumentError, /need offsets/],
    ["weights of means", () => bag({ perSampleWeights: x }), ArgumentError, /need mode "sum"/],
    ["sparse maxima", () => bag({ mode: "max", sparse: true }), ArgumentError, /neither/],
    ["one spatial element", () => functional.instanceNorm(torch.ones([2, 3, 1])), ShapeError, /variance/],
    ["a matrix of responses", () => functional.localResponseNorm(x, 2), ShapeError, /3 dimensions/],
    ["a weight of other features", () => linearLoss(torch.ones([2, 4])), ShapeError, /does not fit/],
    [
      "a reduction",
      () => functional.softMarginLoss(x, x, { reduction: "max" as never }),
      ArgumentError,
      /"mean"/,
    ],
  ];
  const unpool = (outputSize: number[]) =>
    functional.maxUnpool1d(torch.ones([1, 1, 2]), torch.zeros([1, 1, 2], { dtype: "int64" }), 2, {
      outputSize,
    });
  const bag = (options: nn.functional.EmbeddingBagFunctionOptions) =>
    functional.embeddingBag(torch.zeros([2, 3], { dtype: "int64" }), x, options);
  const linearLoss = (weight: Tensor) => functional.linearCrossEntropy(x, weight, tensor([0n, 1n]));

  for (const [what, act, Cause, message] of refusals) {
    test(`${what}: a typed error that says why`, () => {
      expect(act).toThrow(Cause as new () => Error);
      expect(act).toThrow(message);
    });
  }
});
