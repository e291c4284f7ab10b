/**
 * One check for the larger classification networks: a family's test file names its builders, this compares each with
 * torchvision's table of keys, and with the numbers of scripts/fixtures/zoo2.py.
 */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  randn,
  scope,
  setNumThreads,
  stack,
  type Tensor,
  tensor,
  torch,
  zeros,
} from "../../lib/index.ts";
import { expectClose, expectSame, fixtureTensors, RTOL, runPython, sharedPath } from "../helpers/index.ts";
import { described, parameterCount } from "./zoo.ts";

/** Bound on the relative error of gradients computed in float32. */
const GRADIENT_RTOL = 1e-3;
/** Bound on the outputs' relative error of the deepest networks, in float32. */
export const DEEP_RTOL = 5e-5;
/** Constant of scripts/fixtures/zoo2.py. */
export const CLASSES = 10;

export const LONG_TIMEOUT = 240_000;

/** How a network is measured, as CASES of scripts/fixtures/zoo2.py has it. */
export interface NetworkCase {
  /** Builds it fresh, with `CLASSES` classes. */
  make: () => Promise<nn.Module> | nn.Module;
  /** Number of images. */
  count: number;
  /** Edge of the images. */
  edge: number;
}

/** Numbers of one network, by the names of `measure` in scripts/fixtures/zoo2.py. */
export type Measured = Record<string, Tensor>;

/** The sum of the bits, read as 32-bit integers, of each entry of the state dict (S). */
function checksums(model: nn.Module): Tensor {
  const values = [...model.stateDict().values()];
  return stack(
    values.map((value) => (value.dtype === "float32" ? value.view("int32") : value).sum({ dtype: "int64" })),
  );
}

/** Gives a Vision Transformer's head values: it starts at zero, and nothing could be told from its outputs. */
export function wake(model: nn.Module): void {
  if (model instanceof models.VisionTransformer) nn.init.normal_(model.heads.head.weight, { std: 0.02 });
}

/** The logits of a network. */
export function run(model: nn.Module, images: Tensor): Tensor {
  return (model as nn.TensorModule).forward(images); // all of these map one tensor to one
}

/** The same as `measure_network` of scripts/fixtures/zoo2.py; inside a scope. */
export function measure(
  model: nn.Module,
  seed: number,
  { count, edge }: NetworkCase,
  double = false,
): Measured {
  const out: Measured = { init: checksums(model) };
  manualSeed(seed + 1);
  wake(model);
  let images = randn([count, 3, edge, edge]);
  if (double) {
    model.double();
    images = images.double();
  }
  model.eval();
  noGrad(() => {
    out.eval = run(model, images.slice(0, 0, 1));
  });
  for (const module of model.modules()) if (module instanceof nn.BatchNorm2d) module.momentum = null;
  model.train();
  noGrad(() => {
    out.train = run(model, images);
  });
  model.eval();
  nn.functional.crossEntropy(run(model, images.slice(0, 0, 2)), tensor([3n, 0n])).backward();
  const gradients = [...model.namedParameters()].map(([name, parameter]) => {
    if (parameter.grad === null) throw new Error(`${name} has no gradient`);
    return parameter.grad.reshape([-1]);
  });
  const norms = stack(gradients.map((one) => torch.linalgVectorNorm(one, { dtype: "float64" })));
  out.grad = stack([norms.float(), stack(gradients.map((one) => one.select(0, 0))).float()], 1);
  return out;
}

/**
 * Expects outputs and gradients: norm and first value of each parameter's, relative to the norm. What was computed in
 * float64 is held to the bounds of float64, but for gradients, whose stored norms and values are float32.
 */
export function expectMeasured(
  model: nn.Module,
  found: Measured,
  wanted: Measured,
  rtol: number = RTOL.float32,
): void {
  const double = wanted.eval?.dtype === "float64";
  const [outputRtol, gradientRtol] = double ? [RTOL.float64, RTOL.float32] : [rtol, GRADIENT_RTOL];
  const of = (numbers: Measured, name: string): Tensor => {
    const value = numbers[name];
    if (value === undefined) throw new Error(`there is no ${name}`);
    return value;
  };
  expectClose(of(found, "eval"), of(wanted, "eval"), outputRtol, "evaluation output");
  expectClose(of(found, "train"), of(wanted, "train"), outputRtol, "training output");
  const names = [...model.namedParameters()].map(([name]) => name);
  const [own, theirs] = [of(found, "grad").toArray(), of(wanted, "grad").toArray()] as [
    number[][],
    number[][],
  ];
  expect(own).toHaveLength(theirs.length);
  // A gradient that is zero but for rounding (of a bias before a normalisation, say) has no relative error.
  const norms = theirs.map(([norm]) => norm as number).sort((a, b) => a - b);
  const least = 1e-6 * (norms[Math.floor(norms.length / 2)] as number);
  const wrong = names.flatMap((name, row) => {
    const [norm, first] = own[row] as [number, number];
    const [wantedNorm, wantedFirst] = theirs[row] as [number, number];
    const scale = Math.max(wantedNorm, least);
    const error = Math.max(Math.abs(norm - wantedNorm), Math.abs(first - wantedFirst)) / scale;
    return error <= gradientRtol ? [] : [`${name}: ${error} of ${wantedNorm}`];
  });
  expect(wrong).toEqual([]);
}

// Outside every scope, so that no test's scope frees it.
const stored = fixtureTensors("zoo2").tensors;

/** A tensor of test/fixtures/zoo2.safetensors. */
export function fixed(name: string): Tensor {
  const value = stored[name];
  if (value === undefined) throw new Error(`test/fixtures/zoo2.safetensors has no ${name}`);
  return value;
}

const keyTable = sharedPath("torchvision/state_dict_keys.tsv");

/** The rows of torchvision's table of keys for a builder, by weights entry. */
function tableRows(builder: string): Map<string, string[]> {
  const rows = new Map<string, string[]>();
  const text = keyTable === undefined ? "" : readFileSync(keyTable, "utf8");
  for (const line of text.split("\n")) {
    if (!line.startsWith(`${builder}\t`)) continue;
    const [, entry = "", , key, shape, dtype] = line.split("\t");
    const known = rows.get(entry) ?? [];
    rows.set(entry, [...known, `${key} ${shape} ${dtype}`]);
  }
  return rows;
}

/** Builds a network without first values, which its keys do not need; the largest would take gigabytes with them. */
export async function hollow(builder: models.ModelName, options: object = {}): Promise<nn.Module> {
  let building: Promise<nn.Module> | undefined;
  nn.skipInit(() => {
    building = models.get(builder, options); // without weights, a builder makes its network before it first waits
  });
  return building as Promise<nn.Module>;
}

/** Compares the keys and the counts of parameters of a family's builders with torchvision's table. */
export function describeKeys(
  builders: models.ModelName[],
  optionsOf: (entry: string) => object = () => ({}),
): void {
  describe.skipIf(keyTable === undefined)("torchvision's table of keys", () => {
    test.each(builders)(
      "%s: keys, shapes and dtypes in order, and the stated number of parameters",
      async (builder) => {
        const table = tableRows(builder);
        expect(table.size).toBeGreaterThan(0);
        for (const [entry, rows] of table) {
          await scope(async () => {
            const model = await hollow(builder, optionsOf(entry));
            expect(described(model)).toEqual(rows);
            expect(parameterCount(model)).toBe(models.weights(builder, entry).meta.numParams);
          });
        }
      },
    );
  });
}

/** Compares networks with their library's numbers: torchvision's of zoo2, unless `read` finds others. */
export function describeNetworks(
  cases: Record<string, NetworkCase>,
  library = "torchvision",
  read: (name: string) => Tensor = fixed,
): void {
  describe.each(Object.entries(cases))(`%s, against ${library}'s numbers`, (name, given) => {
    beforeAll(() => setNumThreads(1)); // as the fixtures were made

    test(
      "has its initial parameters, outputs and gradients",
      async () => {
        await scope(async () => {
          manualSeed(0);
          const model = await given.make();
          const found = measure(model, 0, given, true); // as all stored numbers
          const init = found.init as Tensor;
          const places = torch.arange(1, Number(init.shape[0]) + 1, { dtype: "int64" });
          expectSame(init.mul(places).sum(), read(`${name}.init`), "bits of the initial values");
          const wanted: Measured = {};
          for (const key of ["eval", "train", "grad"]) wanted[key] = read(`${name}.${key}`);
          expectMeasured(model, found, wanted);

          model.float();
          const images = zeros([1, 3, given.edge, given.edge]);
          memory.collect(); // what earlier networks left must not be found dead meanwhile
          const before = memory.stats().liveTensors;
          noGrad(() => run(model, images));
          expect(memory.stats().liveTensors - before, "tensors a forward leaves").toBeLessThanOrEqual(1);
        });
      },
      LONG_TIMEOUT,
    );
  });
}

/**
 * Expects the training output of a network with dropout and stochastic depth: the same random numbers drawn. Of initial
 * values with other last bits, as a processor without AVX2 draws them, float64 carries the difference on: hence its
 * bound here, nearer than that of float32 but not its own.
 */
export async function expectRandomTraining(
  name: string,
  edge: number,
  make: () => Promise<nn.Module> | nn.Module,
  read: (name: string) => Tensor = fixed,
): Promise<void> {
  await scope(async () => {
    setNumThreads(1);
    manualSeed(0);
    const model = await make();
    wake(model);
    const images = randn([4, 3, edge, edge]);
    const wanted = read(`${name}.random`);
    const double = wanted.dtype === "float64";
    if (double) model.double();
    const output = noGrad(() => run(model, double ? images.double() : images));
    expectClose(output, wanted, double ? RTOL.float32 : DEEP_RTOL);
  });
}

/** What Python's side of a live comparison measured. */
export interface PythonMeasured {
  /** The state dict as text, by network. */
  keys: Record<string, string[]>;
  /** By network and name. */
  numbers: Measured;
}

/** Runs `measure` of a module of scripts/fixtures for each name. */
export async function measureInPython(
  names: string[],
  seed: number,
  module = "zoo2",
): Promise<PythonMeasured> {
  const { outputs, result } = await runPython(
    `
    import importlib
    module = importlib.import_module(args["module"])
    torch.set_num_threads(1)
    result = {}
    for name in args["names"]:
        lines, numbers = module.measure(name, seed=args["seed"])
        result[name] = lines
        outputs.update({f"{name}.{key}": value for key, value in numbers.items()})
    `,
    { args: { names, seed, module }, threads: 1 },
  );
  return { keys: result as Record<string, string[]>, numbers: outputs };
}

/** Expects the keys, the bits of all initial values, the outputs and the gradients of Python's network. */
export async function expectAlike(
  name: string,
  given: NetworkCase,
  seed: number,
  theirs: PythonMeasured,
  rtol: number,
): Promise<void> {
  await scope(async () => {
    manualSeed(seed);
    const model = await given.make();
    expect(described(model)).toEqual(theirs.keys[name]);
    const found = measure(model, seed, given);
    const wanted: Measured = {};
    for (const key of Object.keys(found)) wanted[key] = theirs.numbers[`${name}.${key}`] as Tensor;
    const [own, other] = [found.init, wanted.init].map((sums) => (sums as Tensor).toArray() as unknown[]);
    expect([...model.stateDict().keys()].filter((_, i) => own?.[i] !== other?.[i])).toEqual([]);
    expectMeasured(model, found, wanted, rtol);
    // Gigabytes that should not wait for the collector.
    for (const parameter of model.parameters()) {
      parameter.grad = null;
      parameter.dispose();
    }
  });
}
