/**
 * One check for all classification networks: a family's test file names its builders, this compares each with the
 * numbers of scripts/fixtures/zoo1.py, with torchvision's tables where they are, and with Python where it is.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cat,
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  randn,
  scope,
  setNumThreads,
  stack,
  Tensor,
  tensor,
  torch,
} from "../../lib/index.ts";
import {
  expectClose,
  findPython,
  fixtureJson,
  fixtureTensors,
  RTOL,
  relativeError,
  runPython,
  sharedPath,
} from "../helpers/index.ts";

/** Bound on the relative error of gradients computed in float32. */
const GRADIENT_RTOL = 1e-3;
/** Constants of scripts/fixtures/zoo1.py. */
const BATCH = 4;
const LOGITS = 32;
const HEAD = 2;

/** Bound on the relative error of the sum of the initial values; those of another draw are 1e-4 and more apart. */
const MAGNITUDE_RTOL = 1e-6;

/** Values of a tensor that are read at a time. */
const PIECE = 2 ** 20;

const LONG_TIMEOUT = 240_000;

/** How one family is measured. */
export interface ZooCase {
  /** Edge of the images. */
  size: number;
  /** Whether it is compared with Python live too, beside the fixture; true if not given. */
  live?: boolean;
  /** Bound on the outputs' relative error; RTOL.float32 if not given. */
  rtol?: number;
}

/** Numbers of one network, by the names of `measure` in scripts/fixtures/zoo1.py. */
type Measured = Record<string, Tensor>;

/** The state dict as text: key, shape and dtype of each entry. */
export function described(model: nn.Module): string[] {
  return [...model.stateDict()].map(
    ([key, value]) => `${key} ${value.shape.join("x") || "scalar"} ${value.dtype}`,
  );
}

/** Number of values in all parameters. */
export function parameterCount(model: nn.Module): number {
  return [...model.parameters()].reduce((sum, parameter) => sum + parameter.numel(), 0);
}

/** A figure of every million values (P): nothing as large as a weight is made on the way, which costs more than reading. */
function inPieces(value: Tensor, figure: (piece: Tensor) => Tensor): Tensor {
  const pieces = value.detach().reshape([-1]).split(PIECE);
  return stack(pieces.map((piece) => scope(() => figure(piece))));
}

/** The sum of the bits, read as 32-bit integers, of each entry of the state dict (S). */
function checksums(model: nn.Module): Tensor {
  const bits = (piece: Tensor): Tensor => (piece.dtype === "float32" ? piece.view("int32") : piece);
  const values = [...model.stateDict().values()];
  return stack(values.map((value) => inPieces(value, (piece) => bits(piece).sum({ dtype: "int64" })).sum()));
}

/** The sum of all magnitudes in the state dict, each entry's times its place. */
function magnitude(model: nn.Module): Tensor {
  const values = [...model.stateDict().values()];
  const sums = values.map((value) => inPieces(value, (piece) => piece.abs().sum({ dtype: "float64" })).sum());
  return stack(sums.map((sum, i) => sum.mul(i + 1))).sum();
}

/** Per tensor: norm and largest magnitude (P, 2), and the first values, zero-padded (P, HEAD). */
function summary(tensors: readonly Tensor[]): { sizes: Tensor; heads: Tensor } {
  const flat = tensors.map((one) => one.detach().reshape([-1]));
  const sizes = flat.map((one) =>
    stack([
      torch.linalgVectorNorm(one, { dtype: "float64" }),
      inPieces(one, (piece) => piece.abs().max())
        .max()
        .double(),
    ]),
  );
  const heads = flat.map((one) =>
    torch.constantPadNd(one.slice(0, 0, HEAD), [0, Math.max(0, HEAD - one.numel())]),
  );
  return { sizes: stack(sizes).float(), heads: stack(heads).float() };
}

/** The first logits of a network's output, those of auxiliary heads below. */
export function allLogits(given: unknown): Tensor {
  const heads = given instanceof Tensor ? [given] : Object.values(given as Record<string, Tensor>);
  return cat(heads.map((logits) => logits.slice(1, 0, LOGITS))).float();
}

/** The same as `measure` of scripts/fixtures/zoo1.py, of the initial values what is compared; inside a scope. */
function measure(model: nn.Module, seed: number, given: ZooCase, double: boolean): Measured {
  const run = (images: Tensor): unknown => (model as nn.TensorModule).forward(images);
  const out: Measured = double ? { magnitude: magnitude(model) } : { bits: checksums(model) };
  if (model instanceof models.Inception3) {
    model.AuxLogits = null;
    model.aux_logits = false;
  }
  const dropouts = [...model.modules()].filter((module) => module instanceof nn.Dropout);
  const chances = dropouts.map(({ p }) => p);
  for (const module of dropouts) Object.assign(module, { p: 0 });

  manualSeed(seed + 1);
  let images = randn([BATCH, 3, given.size, given.size]);
  if (double) {
    model.double();
    images = images.double();
  }
  model.eval();
  noGrad(() => {
    out.eval = allLogits(run(images.slice(0, 0, 1)));
  });
  for (const module of model.modules()) if (module instanceof nn.BatchNorm2d) module.momentum = null;
  model.train();
  noGrad(() => {
    out.train = allLogits(run(images));
  });
  model.eval();
  const target = tensor([3n, 0n]);
  nn.functional.crossEntropy(run(images.slice(0, 1, 3)) as Tensor, target).backward();
  const found = [...model.parameters()].flatMap(({ grad }) => (grad === null ? [] : [grad]));
  const { sizes, heads } = summary(found);
  out["grad.sizes"] = sizes;
  out["grad.heads"] = heads;

  for (const [i, module] of dropouts.entries()) Object.assign(module, { p: chances[i] });
  model.train();
  manualSeed(seed + 2);
  noGrad(() => {
    out.dropped = allLogits(run(images));
  });
  return out;
}

/** Expects the outputs and the gradients of a measurement; those of each parameter relative to its own size. */
function expectMeasured(
  model: nn.Module,
  found: Measured,
  wanted: Measured,
  rtol: number,
  gradientRtol: number,
): void {
  const of = (numbers: Measured, name: string): Tensor => {
    const value = numbers[name];
    if (value === undefined) throw new Error(`there is no ${name}`);
    return value;
  };
  for (const name of ["eval", "train", "dropped"]) expectClose(of(found, name), of(wanted, name), rtol, name);
  const names = [...model.namedParameters()].flatMap(([name, { grad }]) => (grad === null ? [] : [name]));
  const [sizes, heads] = ["grad.sizes", "grad.heads"].map((name) => [of(found, name), of(wanted, name)]) as [
    [Tensor, Tensor],
    [Tensor, Tensor],
  ];
  expect(sizes[0].shape).toEqual(sizes[1].shape);
  const wrong = names.flatMap((name, row) => {
    const largest = Number(sizes[1].index(row, 1).item()) || 1;
    const size = relativeError(sizes[0].index(row, 0).reshape([1]), sizes[1].index(row, 0).reshape([1]));
    const difference = heads[0].index(row).sub(heads[1].index(row)).abs().max();
    const error = Math.max(size, Number(difference.item()) / largest);
    return error <= gradientRtol ? [] : [`${name}: ${error}`];
  });
  expect(wrong).toEqual([]);
}

const keyTable = sharedPath("torchvision/state_dict_keys.tsv");
const keyRows = keyTable === undefined ? [] : readFileSync(keyTable, "utf8").split("\n");

/** The rows of torchvision's table of keys for a builder; none where the table is not there. */
function tableRows(builder: string): string[] {
  const lines = keyRows.filter((line) => line.startsWith(`${builder}\t`)).map((line) => line.split("\t"));
  return lines.map(([, , , key, shape, dtype]) => `${key} ${shape} ${dtype}`);
}

const headTable = sharedPath("torchvision/heads.tsv");
/** Columns of heads.tsv: the number of tensors in a builder's checkpoint, and the path of its head. */
const [TENSORS, HEAD_PATH] = [6, 7];
const headRows =
  headTable === undefined
    ? []
    : readFileSync(headTable, "utf8")
        .split("\n")
        .map((line) => line.split("\t"));

/** Defines the tests of a family. */
export function describeFamily(cases: Partial<Record<models.ModelName, ZooCase>>): void {
  const rows = Object.entries(cases) as [models.ModelName, ZooCase][]; // the object's own type
  const liveRows = rows.filter(([, given]) => given.live !== false);
  const digests = fixtureJson<Record<string, string>>("zoo1");
  let stored: Record<string, Tensor>;

  beforeAll(() => {
    setNumThreads(1); // as the fixtures were made
    stored = fixtureTensors("zoo1").tensors;
  });

  describe.each(rows)("%s, against torchvision's numbers", (builder, given) => {
    const wanted: Measured = {};
    beforeAll(() => {
      for (const [name, value] of Object.entries(stored)) {
        if (name.startsWith(`${builder}.`)) wanted[name.slice(builder.length + 1)] = value;
      }
    });

    test(
      "has its keys, initial parameters, outputs, with and without dropout, and gradients",
      async () => {
        await scope(async () => {
          manualSeed(0);
          const model = await models.get(builder);
          const text = described(model);
          if (keyTable !== undefined) expect(text).toEqual(tableRows(builder));
          for (const row of headRows.filter(([name]) => name === builder)) {
            expect([String(text.length), models.headPaths(model)[0]]).toEqual([row[TENSORS], row[HEAD_PATH]]);
          }
          expect(createHash("sha256").update(text.join("\n")).digest("hex")).toBe(digests[builder]);
          expect(models.weights(builder).map((entry) => entry.meta.numParams)).toContain(
            countWithoutAux(model),
          );

          const found = measure(model, 0, given, true); // as all stored numbers
          expectClose(found.magnitude as Tensor, wanted.init as Tensor, MAGNITUDE_RTOL, "initial values");
          memory.collect();
          const { liveTensors } = memory.stats();
          model.eval();
          noGrad(() => {
            const { dtype } = [...model.parameters()][0] as Tensor;
            const images = randn([2, 3, given.size, given.size], { dtype });
            (model as nn.TensorModule).forward(images).dispose();
            images.dispose();
          });
          expect(memory.stats().liveTensors, "live tensors after a forward").toBe(liveTensors);
          expectMeasured(model, found, wanted, RTOL.float32, GRADIENT_RTOL);
        });
      },
      LONG_TIMEOUT,
    );
  });

  const python = findPython(["torch", "torchvision"]);
  describe.skipIf(python === undefined)("live, against Python's torchvision", () => {
    test(
      "another seed gives the same bits, outputs and gradients",
      async () => {
        const seed = 3;
        const { outputs, result } = await runPython(
          `
          import zoo1
          torch.set_num_threads(1)
          result = {}
          for builder in args["builders"]:
              lines, numbers = zoo1.measure(builder, seed=args["seed"], classes=10)
              result[builder] = lines
              outputs.update({f"{builder}.{name}": value for name, value in numbers.items()})
          `,
          { args: { seed, builders: liveRows.map(([builder]) => builder) }, threads: 1 },
        );
        for (const [builder, given] of liveRows) {
          await scope(async () => {
            manualSeed(seed);
            const model = await models.get(builder, { numClasses: 10 });
            const text = described(model);
            expect(text).toEqual((result as Record<string, string[]>)[builder]);
            const found = measure(model, seed, given, false);
            const theirs: Measured = {};
            for (const name of Object.keys(found)) theirs[name] = outputs[`${builder}.${name}`] as Tensor;
            const [own, other] = [found.bits, theirs.bits].map(
              (sums) => (sums as Tensor).toArray() as unknown[],
            );
            expect(text.filter((_, i) => own?.[i] !== other?.[i])).toEqual([]);
            expectMeasured(model, found, theirs, given.rtol ?? RTOL.float32, GRADIENT_RTOL);
          });
        }
      },
      LONG_TIMEOUT,
    );
  });
}

/** GoogLeNet's stated count leaves out its auxiliary heads, which the published network drops. */
function countWithoutAux(model: nn.Module): number {
  if (!(model instanceof models.GoogLeNet)) return parameterCount(model);
  const auxiliary = [model.aux1, model.aux2].flatMap((head) => (head === null ? [] : [head]));
  return auxiliary.reduce((count, head) => count - parameterCount(head), parameterCount(model));
}
