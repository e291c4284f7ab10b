/** The residual networks against torchvision's: keys, initial parameters, outputs, gradients, losses. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cuda,
  manualSeed,
  models,
  nn,
  noGrad,
  optim,
  scope,
  setNumThreads,
  type Tensor,
} from "../../../lib/index.ts";
import {
  expectClose,
  expectSame,
  findPython,
  fixtureJson,
  fixtureTensors,
  RTOL,
  relativeError,
  runPython,
  sharedPath,
} from "../../helpers/index.ts";

const GRADIENT_RTOL = 1e-4;
const LOSS_RTOL = 1e-4;
/** Constants of scripts/fixtures/models.py. */
const CLASSES = 10;
const HEAD = 8;
const STEPS = 10;
const BRANCH_SCALE = 0.1;
const SGD = { lr: 0.003, momentum: 0.9, weightDecay: 1e-4 };

/** Milliseconds for the comparisons that train, on a busy machine. */
const LONG_TIMEOUT = 240_000;

const BUILDERS = ["resnet18", "resnet50", "resnext50_32x4d", "wide_resnet50_2"] as const;

const keys = fixtureJson<Record<string, string[]>>("models");
let stored: Record<string, Tensor>;
let images: Tensor;
let target: Tensor;

beforeAll(() => {
  setNumThreads(1); // as the fixtures were made: another order of summation moves single gradients by 4e-4
  stored = fixtureTensors("models").tensors;
  images = fixed("images");
  target = fixed("target");
});

function fixed(name: string): Tensor {
  const tensor = stored[name];
  if (tensor === undefined) throw new Error(`test/fixtures/models.safetensors has no ${name}`);
  return tensor;
}

/** The state dict as the fixture writes it: key, shape and dtype. */
function described(model: nn.Module): string[] {
  return [...model.stateDict()].map(
    ([key, value]) => `${key} ${value.shape.join("x") || "scalar"} ${value.dtype}`,
  );
}

function parameterCount(model: nn.Module): number {
  return [...model.parameters()].reduce((sum, parameter) => sum + parameter.numel(), 0);
}

function gradients(model: nn.Module): Map<string, Tensor> {
  return new Map(
    [...model.namedParameters()].map(([name, parameter]) => {
      if (parameter.grad === null) throw new Error(`${name} has no gradient`);
      return [name, parameter.grad];
    }),
  );
}

/** Compares each tensor's norm, largest magnitude and first values with the fixture's, relative to the largest. */
function expectSummary(named: Iterable<[string, Tensor]>, prefix: string, rtol: number): void {
  const sizes = fixed(`${prefix}.sizes`).data();
  const heads = fixed(`${prefix}.heads`).data();
  const wrong: string[] = [];
  let row = 0;
  for (const [name, tensor] of named) {
    scope(() => {
      const flat = tensor.detach().reshape([-1]).double();
      const norm = Number(flat.norm().item());
      const head = flat.slice(0, 0, HEAD).data();
      const [wantedNorm, largest] = [Number(sizes[2 * row]), Number(sizes[2 * row + 1])];
      let error = Math.abs(norm - wantedNorm) / (wantedNorm || 1);
      for (let i = 0; i < head.length; i++) {
        const difference = Math.abs(Number(head[i]) - Number(heads[row * HEAD + i]));
        error = Math.max(error, difference / (largest || 1));
      }
      if (!(error <= rtol)) wrong.push(`${name}: ${error}`);
    });
    row++;
  }
  expect(wrong).toEqual([]);
  expect(2 * row).toBe(sizes.length);
}

/** Sets the weight of the last normalisation of each residual branch. */
function scaleBranches(model: models.ResNet, scale: number): void {
  for (const module of model.modules()) {
    const last = module instanceof models.Bottleneck ? module.bn3 : undefined;
    const norm = last ?? (module instanceof models.BasicBlock ? module.bn2 : undefined);
    if (norm instanceof nn.BatchNorm2d && norm.weight !== null) nn.init.constant_(norm.weight, scale);
  }
}

/** Gradients of one training step with the branches nearly closed, handed to `look`, as the fixture makes them. */
function differentiate(
  model: models.ResNet,
  batch: Tensor,
  look: (found: Map<string, Tensor>) => void,
): void {
  scaleBranches(model, BRANCH_SCALE);
  scope(() => nn.functional.crossEntropy(model.forward(batch), target).backward());
  look(gradients(model));
  scaleBranches(model, 0);
}

/** The losses of ten steps of SGD as the fixture makes them. */
function descend(model: models.ResNet, batch: Tensor): number[] {
  const optimizer = new optim.SGD(model.parameters(), SGD);
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    scope(() => {
      optimizer.zeroGrad();
      const loss = nn.functional.crossEntropy(model.forward(batch), target);
      loss.backward();
      optimizer.step();
      losses.push(Number(loss.item()));
    });
  }
  return losses;
}

describe.each(BUILDERS)("%s, against torchvision's numbers", (builder) => {
  test("has the same keys, shapes and dtypes in the same order", async () => {
    const model = await models[builder]({ numClasses: CLASSES });
    expect(described(model)).toEqual(keys[builder]);
  });

  test("has the same initial parameters after the same seed", async () => {
    manualSeed(0);
    const model = await models[builder]({ numClasses: CLASSES });
    expectSummary(model.namedParameters(), `${builder}.init`, RTOL.float32);
  });

  test(
    "trains alike: training output, ten losses, gradients, and evaluation output after them",
    async () => {
      manualSeed(0);
      const model = await models[builder]({ numClasses: CLASSES, zeroInitResidual: true });
      scope(() =>
        expectClose(model.forward(images), fixed(`${builder}.train`), RTOL.float32, "training output"),
      );

      // In float64: in float32 the processor's order of summation moves single gradients by more than their bound.
      model.double();
      differentiate(model, images.double(), (found) => expectSummary(found, `${builder}.grad`, RTOL.float32));
      model.zeroGrad();
      model.float();
      expectClose(descend(model, images), fixed(`${builder}.losses`), LOSS_RTOL, "losses");

      model.eval();
      scope(() => {
        const output = noGrad(() => model.forward(images));
        // The parameters of ten steps differ by rounding, so this is the gradients' tolerance.
        expectClose(output, fixed(`${builder}.eval`), GRADIENT_RTOL, "evaluation output");
      });
    },
    LONG_TIMEOUT,
  );
});

describe("options", () => {
  test("replaceStrideWithDilation dilates instead of striding", async () => {
    manualSeed(0);
    const replaceStrideWithDilation = [false, true, true] as const;
    const model = await models.resnet50({ numClasses: CLASSES, replaceStrideWithDilation });
    expectClose(model.forward(images), fixed("dilated.train"), GRADIENT_RTOL);
    expect(model.layer4.at(1).getSubmodule("conv2")).toMatchObject({ dilation: [4, 4], stride: [1, 1] });
  });

  test("zeroInitResidual starts each block as the identity", async () => {
    manualSeed(0);
    const model = await models.resnet18({ numClasses: CLASSES, zeroInitResidual: true });
    expectClose(model.forward(images), fixed("zeroed.train"), RTOL.float32);
    const last = model.getParameter("layer1.0.bn2.weight");
    expect(last.abs().max().item()).toBe(0);
  });

  test("normLayer replaces batch normalisation", async () => {
    manualSeed(0);
    const normLayer = (channels: number): nn.TensorModule => new nn.GroupNorm(8, channels);
    const model = await models.resnet18({ numClasses: CLASSES, normLayer });
    expectClose(model.forward(images), fixed("grouped.train"), RTOL.float32);
    expect([...model.stateDict().keys()].filter((key) => key.includes("running"))).toEqual([]);
  });

  test("dilation in a BasicBlock network, and a class count below one, are refused", async () => {
    const replaceStrideWithDilation = [false, true, false] as const;
    await expect(models.resnet18({ replaceStrideWithDilation })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringContaining("dilation"),
    });
    await expect(models.resnet18({ numClasses: 0 })).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
  });
});

describe("the head", () => {
  test("is replaced by assignment, and the keys follow", async () => {
    const model = await models.resnet18();
    model.fc = new nn.Linear(model.fc.in_features, 4);
    expect([...model.stateDict()].slice(-2).map(([key, value]) => [key, value.shape])).toEqual([
      ["fc.weight", [4, 512]],
      ["fc.bias", [4]],
    ]);
    expect(model.forward(images).shape).toEqual([4, 4]);

    model.fc = new nn.Sequential(new nn.Dropout({ p: 0.5 }), new nn.Linear(512, 3));
    expect([...model.stateDict().keys()].slice(-2)).toEqual(["fc.1.weight", "fc.1.bias"]);
    expect(model.forward(images).shape).toEqual([4, 3]);
  });

  test("trains alone when everything else is frozen", async () => {
    const model = await models.resnet18({ numClasses: 3 });
    model.requiresGrad_(false);
    model.fc.requiresGrad_(true);
    model.forward(images).sum().backward();
    const withGradient = [...model.namedParameters()].filter(([, parameter]) => parameter.grad !== null);
    expect(withGradient.map(([name]) => name)).toEqual(["fc.weight", "fc.bias"]);
  });
});

const keyTable = sharedPath("torchvision/state_dict_keys.tsv");
const headTable = sharedPath("torchvision/heads.tsv");

/** Column of heads.tsv with the number of tensors in a builder's checkpoint. */
const TENSOR_COUNT_COLUMN = 6;

/** Rows of a tab-separated file, without the header, as cells. */
function cells(file: string | undefined): string[][] {
  if (file === undefined) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(1);
  return lines.map((line) => line.split("\t"));
}

describe.skipIf(keyTable === undefined || headTable === undefined)("the whole family", () => {
  const rows = new Map<string, string[]>();
  for (const [builder = "", , , key, shape, dtype] of cells(keyTable)) {
    const row = `${key} ${shape} ${dtype}`;
    const known = rows.get(builder);
    if (known === undefined) rows.set(builder, [row]);
    else known.push(row);
  }
  const tensorCounts = new Map(cells(headTable).map((row) => [row[0], Number(row[TENSOR_COUNT_COLUMN])]));

  const family = models.list().filter((builder) => /^(wide_)?resnex?t\d/.test(builder));
  test.each(family)("%s: torchvision's keys, and the stated number of parameters", async (builder) => {
    await scope(async () => {
      const model = await models.get(builder);
      const found = described(model);
      const wanted = rows.get(builder) ?? [];
      // The tables end within their last builder, whose keys the fixture has in full.
      expect(wanted.length).toBeGreaterThan(100);
      expect(found.slice(0, wanted.length)).toEqual(wanted);
      expect(found).toHaveLength(tensorCounts.get(builder) ?? keys[builder]?.length ?? wanted.length);
      const stated = models.weights(builder).map((entry) => entry.meta.numParams);
      expect(stated).toEqual(stated.map(() => parameterCount(model)));
    });
  });
});

const python = findPython(["torch", "torchvision"]);

describe.skipIf(python === undefined)("live, against Python's torchvision", () => {
  test.each(BUILDERS)(
    "%s: the same bits from the same seed, and the same training",
    async (builder) => {
      // Smaller than the fixture's images: the whole comparison, one thread a side, in seconds.
      const small = images.slice(2, 0, 32).slice(3, 0, 32).contiguous();
      manualSeed(3);
      const model = await models[builder]({ numClasses: CLASSES, zeroInitResidual: true });
      const initial = new Map([...model.stateDict()].map(([key, value]) => [key, value.clone()]));

      const { outputs, result } = await runPython(
        `
      torch.set_num_threads(1)
      torch.manual_seed(3)
      model = getattr(import_torchvision().models, args["builder"])(num_classes=10, zero_init_residual=True)
      for key, value in model.state_dict().items():
          outputs["init." + key] = value.clone()
      images, target = inputs["images"], inputs["target"]
      model.eval()
      with torch.no_grad():
          outputs["eval"] = model(images)
      model.train()
      loss = torch.nn.functional.cross_entropy

      def scale_branches(scale):
          for module in model.modules():
              last = getattr(module, "bn3", None) or getattr(module, "bn2", None)
              if last is not None:
                  torch.nn.init.constant_(last.weight, scale)

      scale_branches(0.1)
      loss(model(images), target).backward()
      for key, parameter in model.named_parameters():
          outputs["grad." + key] = parameter.grad.clone()
      scale_branches(0)
      optimizer = torch.optim.SGD(model.parameters(), lr=0.003, momentum=0.9, weight_decay=1e-4)
      result = []
      for step in range(10):
          optimizer.zero_grad()
          value = loss(model(images), target)
          value.backward()
          optimizer.step()
          result.append(value.item())
      `,
        { inputs: { images: small, target }, args: { builder }, threads: 1 },
      );
      const theirs = (name: string): Tensor => {
        const tensor = outputs[name];
        if (tensor === undefined) throw new Error(`Python gave no ${name}`);
        return tensor;
      };

      for (const [key, value] of initial) expectSame(value, theirs(`init.${key}`), key);

      model.eval();
      scope(() =>
        expectClose(
          noGrad(() => model.forward(small)),
          theirs("eval"),
          RTOL.float32,
          "evaluation",
        ),
      );
      model.train();
      const wrong: string[] = [];
      differentiate(model, small, (found) => {
        for (const [name, gradient] of found) {
          const error = relativeError(gradient, theirs(`grad.${name}`));
          if (!(error <= GRADIENT_RTOL)) wrong.push(`${name}: ${error}`);
        }
      });
      expect(wrong).toEqual([]);
      expectClose(descend(model, small), result as number[], LOSS_RTOL, "losses");
    },
    LONG_TIMEOUT,
  );
});

describe.skipIf(!cuda.isAvailable())("on the GPU", () => {
  test("resnet18 gives the CPU's output", async () => {
    manualSeed(0);
    const model = await models.resnet18({ numClasses: CLASSES });
    model.eval();
    const expected = noGrad(() => model.forward(images));
    model.to("cuda");
    // TF32 is off for matrix products and on for convolutions by default, hence the tolerance of float16.
    expectClose(noGrad(() => model.forward(images.to("cuda"))).cpu(), expected, RTOL.float16);
  });
});
