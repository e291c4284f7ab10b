/** Arguments in PyTorch's order: layers print, and functions compute, what Python's do for the very same arguments. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ArgumentError, manualSeed, nn, ones, scope, Tensor, tensor } from "../../lib/index.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import { expectClose, findPython, fixturePath, fixtureTensors, RTOL, runPython } from "../helpers/index.ts";

const python = findPython();
const layers = nn as unknown as Record<string, new (...args: unknown[]) => nn.Module>;
const functions = nn.functional as unknown as Record<string, (...args: unknown[]) => unknown>;

/** Class and arguments; `null` is None and a list is a tuple. */
const LAYERS: [string, unknown[]][] = [
  ["Linear", [3, 4, false]],
  ["Conv2d", [3, 8, 3, 2, 1]],
  ["Conv2d", [4, 8, [3, 5], 1, "same", 2, 2, false, "reflect"]],
  ["ConvTranspose2d", [4, 8, 3, 2, 1, 1, 2, false, 2]],
  ["BatchNorm1d", [8, 1e-3, 0.01]],
  ["BatchNorm2d", [8, 1e-3, 0.01, false]],
  ["BatchNorm2d", [8, 1e-3, null, true, false]],
  ["LayerNorm", [8, 1e-6]],
  ["LayerNorm", [[4, 8], 1e-6, true, false]],
  ["GroupNorm", [2, 8, 1e-3, false]],
  ["ReLU", [true]],
  ["ReLU6", [true]],
  ["SiLU", [true]],
  ["Hardswish", [true]],
  ["Hardsigmoid", [true]],
  ["LeakyReLU", [0.2, true]],
  ["GELU", ["tanh"]],
  ["Softmax", [1]],
  ["LogSoftmax", [-1]],
  ["Dropout", [0.1, true]],
  ["Dropout2d", [0.3]],
  ["MaxPool2d", [2, 2]],
  ["MaxPool2d", [3, null, 1, 2, false, true]],
  ["AvgPool2d", [3, 2, 1, true, false, 5]],
  ["MaxUnpool2d", [3, 2, 1]],
  ["AdaptiveMaxPool2d", [[2, null], false]],
  ["Flatten", [2, 3]],
  ["Unflatten", [1, [2, 4]]],
  ["Upsample", [7]],
  ["Upsample", [null, 2, "bilinear", true]],
  ["Upsample", [null, 1.5, "nearest", null, true]],
  ["Embedding", [9, 4, 0, 1.5, 3.5, true]],
];

describe("layers", () => {
  test.skipIf(python === undefined)("print as Python's, made of the same arguments", async () => {
    const { result } = await runPython(
      `
      def tuples(value):
          return tuple(map(tuples, value)) if isinstance(value, list) else value
      result = [repr(getattr(torch.nn, name)(*map(tuples, given))) for name, given in args]
      `,
      { args: LAYERS },
    );
    const here = LAYERS.map(([name, args]) => String(new (layers[name] as (typeof layers)[string])(...args)));
    expect(here).toEqual(result);
  });

  test("have the fields of Python's that are not printed", () => {
    expect(new nn.AvgPool2d(3, 2, 1, true, false, 5)).toMatchObject({
      ceil_mode: true,
      count_include_pad: false,
      divisor_override: 5,
    });
    expect(new nn.MaxPool2d(3, 2, 0, 1, true).return_indices).toBe(true);
    expect(new nn.Upsample(null, 2, "bilinear", true).align_corners).toBe(true);
    expect(new nn.Hardswish(true).inplace).toBe(true);
    expect(new nn.MultiheadAttention(8, 2, 0.1, false, true, true, 4, 6, true)).toMatchObject({
      dropout: 0.1,
      in_proj_bias: null,
      add_zero_attn: true,
      kdim: 4,
      vdim: 6,
      batch_first: true,
    });
    expect(new nn.HuberLoss("sum", 0.5)).toMatchObject({ reduction: "sum", delta: 0.5 });
    const weight = ones([3]);
    for (const make of [nn.CrossEntropyLoss, nn.NLLLoss, nn.BCELoss, nn.BCEWithLogitsLoss]) {
      expect(new make(weight).weight, make.name).toBe(weight);
    }
  });

  test("take the rest by name", () => {
    const conv = new nn.Conv2d(3, 8, 3, 2, { padding: 1, bias: false });
    expect([conv.stride, conv.padding, conv.bias]).toEqual([[2, 2], [1, 1], null]);
    const norm = new nn.BatchNorm2d(8, 1e-3, { bias: false });
    expect([norm.eps, norm.momentum, norm.bias]).toEqual([1e-3, 0.1, null]);
  });
});

type Given = null | boolean | number | string | readonly number[] | { t: string };

interface Case {
  fn: string;
  args: Given[];
  kwargs: Record<string, Given>;
}

const cases = JSON.parse(readFileSync(fixturePath("functional.json"), "utf8")) as Case[];
const { tensors: fixture } = fixtureTensors("functional");

/** Parameters after which the rest is by name: arguments that PyTorch has given up, or that are no option here. */
const BY_NAME = new Set(["size_average", "reduce", "return_indices", "gumbel_softmax eps"]);

describe("functions", () => {
  test.skipIf(python === undefined)(
    "compute from arguments in Python's order what they compute from names",
    async () => {
      const { result } = await runPython(`
      import inspect
      import torch.nn.functional as F
      def described(fn):
          fn = getattr(F, fn + "_with_indices", None) or getattr(F, fn)
          try: parameters = inspect.signature(fn).parameters.values()
          except ValueError: return None  # an operator, whose order is the dispatcher's
          plain = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
          simple = lambda value: value if isinstance(value, (bool, int, float, str)) else None
          return [[p.name, simple(p.default)] for p in plain]
      result = {n: described(n) for n in dir(F) if inspect.isroutine(getattr(F, n)) and not n.startswith("_")}
    `);
      const orders = result as Record<string, [string, unknown][] | null>;
      let compared = 0;
      const seen = new Set<string>();
      for (const [number, { fn, args, kwargs }] of cases.entries()) {
        const order = orders[fn];
        if (order === null || order === undefined || Object.keys(kwargs).length === 0) continue;
        const names = order.map(([name]) => name);
        const last = Math.max(...Object.keys(kwargs).map((name) => names.indexOf(name)));
        const between = names.slice(args.length, last + 1);
        if (Object.keys(kwargs).some((name) => !names.includes(name))) continue; // by keyword only
        if (between.some((name) => BY_NAME.has(name) || BY_NAME.has(`${fn} ${name}`))) continue;
        scope(() => {
          const live = (given: Given): unknown => {
            if (given === "Infinity") return Number.POSITIVE_INFINITY;
            return typeof given === "object" && given !== null && "t" in given
              ? (fixture[`in|${given.t}`] as Tensor).clone()
              : given;
          };
          const values = between.map((name) =>
            name in kwargs ? live(kwargs[name] as Given) : order[names.indexOf(name)]?.[1],
          );
          manualSeed(number);
          const given = functions[camelCase(fn)]?.(...args.map(live), ...values);
          const outs = given instanceof Tensor ? [given] : (Object.values(given as object) as Tensor[]);
          for (const [i, out] of outs.entries()) {
            expectClose(
              out,
              fixture[`${number}|out${i}`] as Tensor,
              RTOL.float32,
              `${fn}(${String(between)})`,
            );
          }
        });
        compared++;
        seen.add(fn);
      }
      console.info(`${compared} calls of ${seen.size} functions in Python's order`);
      expect(seen.size).toBeGreaterThan(40);
    },
  );

  test("of operators have PyTorch's order by the dispatcher, which refuses what is too much", () => {
    const x = ones([1, 2, 5]);
    const w = ones([4, 2, 3]);
    const { conv1d, softplus, avgPool1d } = nn.functional;
    expect(conv1d(x, w, null, 2, 1).shape).toEqual([1, 4, 3]);
    expect(softplus(x, 2, 1).shape).toEqual(x.shape);
    expect(avgPool1d(x, 2, 1).shape).toEqual([1, 2, 4]);
    for (const [name, fn] of Object.entries(functions)) {
      if (typeof fn !== "function" || fn.length > 0) continue;
      expect(() => fn(x, ...Array.from({ length: 14 }, () => 1)), name).toThrow(ArgumentError);
      expect(() => fn(x, { surelyNoOption: 1 }), name).toThrow(/surelyNoOption/);
    }
  });

  test("of the issue", () => {
    const { conv2d, layerNorm, softmax, leakyRelu, interpolate, dropout, linear } = nn.functional;
    const x = ones([1, 2, 6, 6]);
    const w = ones([4, 2, 3, 3]);
    expect(conv2d(x, w, null).shape).toEqual([1, 4, 4, 4]);
    expect(conv2d(x, w, ones([4]), 2, 1).shape).toEqual([1, 4, 3, 3]);
    expect(conv2d(x, w, null, 1, "same").shape).toEqual([1, 4, 6, 6]);
    const row = tensor([1, 2, 4, 8]);
    expectClose(layerNorm(row, 4), layerNorm(row, [4]));
    expectClose(softmax(x, 1), softmax(x, { dim: 1 }));
    expect(leakyRelu(tensor([-1]), 0.2).item()).toBeCloseTo(-0.2);
    expect(interpolate(x, 3).shape).toEqual([1, 2, 3, 3]);
    expect(interpolate(x, null, 2).shape).toEqual([1, 2, 12, 12]);
    expect(dropout(x, 0.3, false).equal(x)).toBe(true);
    expect(linear(x, ones([5, 6]), null).shape).toEqual([1, 2, 6, 5]);
    expect(linear(x, ones([5, 6]), { bias: ones([5]) }).shape).toEqual([1, 2, 6, 5]);
  });
});
