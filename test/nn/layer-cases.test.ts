/**
 * Layers by the table of scripts/fixtures/layer_cases.json, each with the shapes it takes, against PyTorch: first values
 * by seed, output, gradients, buffers after a step, evaluation, keys and printed form; recorded, and live in float32 and
 * float64 where there is a Python with torch.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import { arange, type DType, manualSeed, noGrad, scope, type Tensor } from "../../lib/tensor/index.ts";
import {
  expectClose,
  findPython,
  fixtureJson,
  fixtureTensors,
  RTOL,
  repoRoot,
  runPython,
} from "../helpers/index.ts";

interface How {
  scale?: number;
  pair?: boolean;
  random?: boolean;
  noGrad?: boolean;
}

type Case = [layer: string, args: unknown[], options: object, shapes: number[][], how?: How];

interface Printed {
  repr: string;
  keys: string[];
  before?: string;
  keysBefore?: string[];
}

const cases = JSON.parse(
  readFileSync(path.join(repoRoot, "scripts", "fixtures", "layer_cases.json"), "utf8"),
) as Case[];
const { tensors: recorded } = fixtureTensors("nn_layers");
const { printed } = fixtureJson<{ printed: Record<string, Printed> }>("nn_layers");

const runs = cases.flatMap((one, at) =>
  one[3].map((shape, run) => ({ name: `${at}.${run}`, one, shape, title: titled(one, shape) })),
);

function titled([layer, args, options]: Case, shape: number[]): string {
  const given = [...args, ...(Object.keys(options).length > 0 ? [options] : [])];
  return `${layer}(${given.map((value) => JSON.stringify(value)).join(", ")}) of [${shape}]`;
}

type Layer = nn.Module & { forward(...inputs: Tensor[]): Tensor };
const layers = nn as unknown as Record<string, new (...args: unknown[]) => Layer>;

function made([layer, args, options]: Case): Layer {
  const given = Object.keys(options).length > 0 ? [...args, options] : args;
  return new (layers[layer] as (typeof layers)[string])(...given);
}

/** The numbers of the script's `ramp`. */
function ramp(shape: readonly number[], k: number): Tensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const steps = arange(count, { dtype: "int64" })
    .mul(7919)
    .add(104729 * k);
  return steps.remainder(2003).to("float64").div(1001.5).sub(1).reshape(shape);
}

/** Runs a case as the script does and compares all that `expected` has of it. */
function compare(
  { one, shape }: (typeof runs)[number],
  dtype: DType,
  expected: ReadonlyMap<string, Tensor>,
  print: Printed,
  rtol: number,
): void {
  const how = one[4] ?? {};
  const seen = new Set<string>();
  const same = (key: string, actual: Tensor, tolerance = rtol): void => {
    seen.add(key);
    const wanted = expected.get(key);
    if (wanted === undefined) throw new Error(`PyTorch has no ${key}`);
    expectClose(actual, wanted, tolerance, key);
  };
  const inputs = Array.from({ length: how.pair ? 2 : 1 }, (_, k) =>
    ramp(shape, k)
      .mul(how.scale ?? 2)
      .to(dtype),
  );
  manualSeed(7);
  const module = made(one);
  if (print.before !== undefined) {
    expect(module.toString()).toBe(print.before);
    expect([...module.stateDict().keys()]).toEqual(print.keysBefore);
    module.forward(...inputs.map((x) => x.float()));
    expect(`Lazy${module.constructor.name}`).toBe(one[0]);
  }
  expect(module.toString()).toBe(print.repr);
  const state = module.stateDict();
  expect([...state.keys()]).toEqual(print.keys);
  for (const [key, value] of state) same(`init.${key}`, value, RTOL.float32);
  noGrad(() => {
    [...module.parameters()].forEach((parameter, k) => {
      parameter.add_(ramp(parameter.shape, k + 3).float(), { alpha: 0.25 });
    });
  });
  module.to(dtype);

  manualSeed(11);
  const given = inputs.map((x) => (how.noGrad ? x.clone() : x.clone().requiresGrad_()));
  const out = module.forward(...given);
  expect(out.dtype).toBe(dtype);
  same("out", out);
  if (expected.has("grad.in0")) {
    out.mul(ramp(out.shape, 9).to(dtype)).sum().backward();
    given.forEach((x, i) => {
      same(`grad.in${i}`, x.grad as Tensor);
    });
    for (const [key, parameter] of module.namedParameters()) same(`grad.${key}`, parameter.grad as Tensor);
  } else expect(how.noGrad).toBe(true);
  for (const [key, buffer] of module.namedBuffers()) same(`after.${key}`, buffer);
  const evaluated = module.eval().forward(...inputs.map((x) => x.clone()));
  if (expected.has("eval")) same("eval", evaluated);
  else expectClose(evaluated, expected.get("out") as Tensor, rtol, "in evaluation");
  expect([...expected.keys()].filter((key) => !seen.has(key))).toEqual([]);
}

function partOf(tensors: Record<string, Tensor>, name: string): Map<string, Tensor> {
  const entries = Object.entries(tensors).filter(([key]) => key.startsWith(`${name}|`));
  return new Map(entries.map(([key, value]) => [key.slice(name.length + 1), value]));
}

test("the table has every run of the fixture", () => {
  expect(runs.map(({ name }) => name)).toEqual(Object.keys(printed));
});

describe("layers equal what PyTorch gave", () => {
  test.each(runs)("$title", (run) => {
    const expected = partOf(recorded, run.name);
    const print = printed[run.name] as Printed;
    scope(() => compare(run, "float64", expected, print, RTOL.float64));
    // What is drawn depends on the dtype, so there are no numbers of the other here.
    if (!run.one[4]?.random) scope(() => compare(run, "float32", expected, print, RTOL.float32));
  });
});

const python = findPython();

describe.skipIf(python === undefined)("layers equal PyTorch's now", () => {
  const live: Record<string, Record<string, Tensor>> = {};
  let prints: Record<string, Printed> = {};

  beforeAll(async () => {
    const { outputs, result } = await runPython(
      `
      import nn_layers
      for dtype in args:
          made, result = nn_layers.make_all(getattr(torch, dtype))
          outputs.update({f"{dtype}:{key}": value for key, value in made.items()})
    `,
      { args: ["float32", "float64"] },
    );
    prints = result as Record<string, Printed>;
    for (const [key, value] of Object.entries(outputs)) {
      const [dtype = "", rest = ""] = key.split(":");
      live[dtype] ??= {};
      (live[dtype] as Record<string, Tensor>)[rest] = value;
    }
  }, 120_000);

  test.each(["float32", "float64"] as const)("%s", (dtype) => {
    for (const run of runs) {
      const expected = partOf(live[dtype] ?? {}, run.name);
      try {
        scope(() => compare(run, dtype, expected, prints[run.name] as Printed, RTOL[dtype]));
      } catch (error) {
        (error as Error).message = `${run.title}: ${(error as Error).message}`;
        throw error;
      }
    }
  });
});
