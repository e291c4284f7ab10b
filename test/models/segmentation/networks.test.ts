/** Segmentation networks: torchvision's against torchvision, SegNet and U-Net against scripts/fixtures/segmentation.py. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cat,
  manualSeed,
  models,
  nn,
  noGrad,
  randn,
  scope,
  setNumThreads,
  stack,
  type Tensor,
} from "../../../lib/index.ts";
import { expectClose, findPython, fixtureTensors, RTOL, runPython, sharedPath } from "../../helpers/index.ts";

const GRADIENT_RTOL = 1e-4;
/** Constants of scripts/fixtures/segmentation.py. */
const CLASSES = 3;
const STEP = 5;
const TRAINED_SIZE = [33, 40] as const;
const SAMPLES = 8;
const CHANNEL_STEP = 16;
const TIMEOUT = 240_000;

const THEIRS = [
  "fcn_resnet50",
  "fcn_resnet101",
  "deeplabv3_resnet50",
  "deeplabv3_resnet101",
  "deeplabv3_mobilenet_v3_large",
  "lraspp_mobilenet_v3_large",
] as const;
const TRAINED = [
  "fcn_resnet50",
  "deeplabv3_resnet50",
  "deeplabv3_mobilenet_v3_large",
  "lraspp_mobilenet_v3_large",
] as const;
const numClasses = CLASSES;
const OWN = {
  segnet: { size: [37, 34], build: () => models.segnet({ numClasses }) },
  segnet_basic: { size: [19, 22], build: () => models.segnet_basic({ numClasses }) },
  unet: { size: [19, 22], build: () => models.unet({ numClasses, width: 8, depth: 3 }) },
  "dynamic_unet.resnet18": {
    size: [33, 40],
    build: () => models.dynamic_unet({ numClasses, encoder: "resnet18" }),
  },
  "dynamic_unet.mobilenet_v2": {
    size: [33, 40],
    build: () => models.dynamic_unet({ numClasses, encoder: "mobilenet_v2" }),
  },
  deeplabv3plus_resnet50: { size: [33, 40], build: () => models.deeplabv3plus_resnet50({ numClasses }) },
} as const;
/** Networks small enough that the live test compares every value of their gradients. */
const WHOLE: string[] = ["segnet_basic", "unet"];

let stored: Record<string, Tensor>;
beforeAll(() => {
  setNumThreads(1);
  stored = fixtureTensors("segmentation").tensors;
});

const lines = (model: nn.Module): string[] =>
  [...model.stateDict()].map(([key, value]) => `${key} ${value.shape.join("x") || "scalar"} ${value.dtype}`);

function checksums(model: nn.Module): Tensor {
  const values = [...model.stateDict().values()];
  return stack(values.map((v) => (v.dtype === "float32" ? v.view("int32") : v).sum({ dtype: "int64" })));
}

async function theirs(name: (typeof THEIRS)[number], seed: number) {
  manualSeed(seed);
  const options = { numClasses: CLASSES, ...(name.startsWith("lraspp") ? {} : { auxLoss: true }) };
  const model = (await models[name](options)).eval();
  const bits = checksums(model);
  manualSeed(seed + 1);
  const outputs = noGrad(() => model.forward(randn([1, 3, 41, 50])));
  return { model, bits, outputs };
}

function expectOutputs(outputs: object, wanted: Record<string, Tensor>, name: string): void {
  const entries = Object.entries(outputs) as [string, Tensor][];
  expect(entries.length).toBe(name.startsWith("lraspp") ? 1 : 2); // the main one, and the auxiliary one's
  for (const [key, value] of entries) {
    const sampled = value.slice(2, 0, undefined, STEP).slice(3, 0, undefined, STEP);
    expectClose(sampled, wanted[`${name}.${key}`] as Tensor, RTOL.float32, `${name}.${key}`);
  }
}

describe("against torchvision", () => {
  const table = sharedPath("torchvision/state_dict_keys.tsv");
  const rows = table === undefined ? [] : readFileSync(table, "utf8").split("\n");

  test.each(THEIRS)("%s has its keys and outputs", { timeout: TIMEOUT }, async (name) => {
    await scope(async () => {
      const { model, outputs } = await theirs(name, 0);
      expectOutputs(outputs, stored, name);
      if (table === undefined) return;
      models.replaceHead(model as nn.Module, 21);
      const wanted = rows.map((row) => row.split("\t")).filter(([builder]) => builder === name);
      expect(lines(model)).toEqual(wanted.map(([, , , key, shape, dtype]) => `${key} ${shape} ${dtype}`));
      const [entry] = models.weights(name);
      expect(entry?.name).toBe("COCO_WITH_VOC_LABELS_V1");
      expect(entry?.meta.categories[15]).toBe("person");
      const count = [...model.parameters()].reduce((sum, parameter) => sum + parameter.numel(), 0);
      expect(entry?.meta.numParams).toBe(count);
    });
  });

  test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
    "live: another seed gives the same bits and outputs",
    { timeout: TIMEOUT },
    async () => {
      const names = THEIRS.filter((name) => !name.includes("101"));
      const { outputs, result } = await runPython(
        `
        import segmentation
        result = {}
        for name in args:
            result[name], found = segmentation.measure_torchvision(name, 5)
            outputs.update({f"{name}.{key}": value.contiguous() for key, value in found.items()})
        `,
        { args: names, threads: 1 },
      );
      for (const name of names) {
        await scope(async () => {
          const found = await theirs(name, 5);
          expect(lines(found.model)).toEqual((result as Record<string, string[]>)[name]);
          expect(found.bits.toArray()).toEqual((outputs[`${name}.bits`] as Tensor).toArray());
          expectOutputs(found.outputs, outputs, name);
        });
      }
    },
  );
});

/** The network without dropout, in double precision. */
function exact<M extends nn.Module>(model: M): M {
  for (const module of model.modules()) if (module instanceof nn.Dropout) Reflect.set(module, "p", 0);
  model.double();
  return model;
}

/** As `gradients` of scripts/fixtures/segmentation.py: for each parameter the norm, and values spread over it. */
function gradientRows(model: nn.Module): number[][] {
  return [...model.parameters()].map(({ grad }) => {
    const flat = (grad as Tensor).flatten();
    const step = Math.max(1, Math.floor(flat.numel() / SAMPLES));
    const some = flat.slice(0, 0, undefined, step).slice(0, 0, SAMPLES).toArray() as number[];
    return [Number(flat.norm().item()), ...some, ...Array<number>(SAMPLES - some.length).fill(0)];
  });
}

/** Each value within a share of its parameter's norm. */
function expectGradients(model: nn.Module, wanted: Tensor): void {
  const [own, their] = [gradientRows(model), wanted.toArray() as number[][]];
  expect(own.length).toBe(their.length);
  const names = [...model.namedParameters()].map(([name]) => name);
  const wrong = own.flatMap((row, i) => {
    const other = their[i] as number[];
    // A convolution's bias before batch normalisation has a gradient that is zero but for rounding.
    const most = Math.max((other[0] as number) * GRADIENT_RTOL, 1e-9);
    const error = Math.max(...row.map((value, at) => Math.abs(value - (other[at] as number))));
    return error <= most ? [] : [`${names[i]}: ${error} of ${other[0]}`];
  });
  expect(wrong).toEqual([]);
}

/** As `measure_training`. */
async function train(name: (typeof TRAINED)[number], seed: number, wanted: Record<string, Tensor>) {
  manualSeed(seed);
  const options = { numClasses: CLASSES, ...(name.startsWith("lraspp") ? {} : { auxLoss: true }) };
  const model = exact((await models[name](options)).train());
  manualSeed(seed + 1);
  const images = randn([2, 3, ...TRAINED_SIZE]).double();
  const weight = randn([2, CLASSES, ...TRAINED_SIZE]).double();
  const { out, aux } = model.forward(images);
  expect(aux === undefined).toBe(name.startsWith("lraspp"));
  const loss = out.mul(weight).sum();
  (aux === undefined ? loss : loss.add(aux.mul(weight).sum())).backward();
  const floats = Object.entries({ out, ...(aux && { aux }) }).map(([key, value]) => [key, value.float()]);
  expectOutputs(Object.fromEntries(floats), wanted, `${name}.train`);
  expectGradients(model, wanted[`${name}.train.grad`] as Tensor);
}

test.each(TRAINED)(
  "%s in training mode gives torchvision's outputs and gradients",
  { timeout: TIMEOUT },
  (name) => scope(() => train(name, 0, stored)),
);

describe("the pyramid of dilations", () => {
  test("gives torchvision's outputs and gradients where every dilation reaches other pixels", () => {
    scope(() => {
      manualSeed(0);
      const model = exact(new models.ASPP(8, [12, 24, 36], 4));
      manualSeed(1);
      const out = model.forward(randn([2, 8, 40, 44]).double());
      const sampled = out.slice(2, 0, undefined, STEP).slice(3, 0, undefined, STEP);
      expectClose(sampled.float(), stored["aspp.out"] as Tensor, RTOL.float32, "outputs");
      out.square().sum().backward();
      expectGradients(model, stored["aspp.grad"] as Tensor);
    });
  });

  test.each([
    ["deeplabv3_resnet50", [12, 24, 36]],
    ["deeplabv3_mobilenet_v3_large", [12, 24, 36]],
    ["deeplabv3plus_resnet50", [6, 12, 18]],
  ] as const)("of %s is %j", async (name, rates) => {
    const model = (await models[name]()) as nn.Module;
    const pyramid = [...model.modules()].find((module) => module instanceof models.ASPP);
    const convs = [...(pyramid as models.ASPP).convs].slice(1, 4).map((branch) => [...branch.children()][0]);
    expect(convs.map((conv) => (conv as nn.Conv2d).dilation)).toEqual(rates.map((rate) => [rate, rate]));
  });
});

/** As `measure_own`. */
async function measureOwn(name: keyof typeof OWN, seed: number, wanted: Record<string, Tensor>) {
  const { size, build } = OWN[name];
  manualSeed(seed);
  const model = exact(await build());
  manualSeed(seed + 1);
  const images = randn([2, 3, ...size]).double();
  const weight = randn([2, CLASSES, ...size]).double();
  const out = model.forward(images) as Tensor;
  expectClose(out.float(), wanted[`${name}.out`] as Tensor, RTOL.float32, "outputs");
  out.mul(weight).sum().backward();
  expectGradients(model, wanted[`${name}.grad`] as Tensor);
  return { model, images };
}

/** The indices of each pooling, as the decoder takes them. */
function poolings(model: nn.Module, images: Tensor): Tensor[] {
  const pooled: { indices: Tensor; shape: readonly number[] }[] = [];
  (model as models.SegNet).encoder.forward(images, pooled);
  return pooled.map(({ indices }) => indices);
}

describe("against an independent implementation", () => {
  test.each(Object.keys(OWN) as (keyof typeof OWN)[])(
    "%s gives the same outputs and gradients",
    { timeout: TIMEOUT },
    (name) => scope(async () => void (await measureOwn(name, 0, stored))),
  );

  test.each(["segnet", "segnet_basic"] as const)(
    "the poolings of %s give the same indices",
    { timeout: TIMEOUT },
    (name) =>
      scope(async () => {
        manualSeed(0);
        const model = exact(await OWN[name].build());
        manualSeed(1);
        const found = poolings(model, randn([2, 3, ...OWN[name].size]).double());
        expect(found.length).toBe(name === "segnet" ? 5 : 4);
        for (const [i, indices] of found.entries()) {
          expect(indices.dtype).toBe("int64");
          const own = indices.slice(1, 0, undefined, CHANNEL_STEP).toArray();
          expect(own, `${i}`).toEqual((stored[`${name}.pool${i}`] as Tensor).long().toArray());
        }
      }),
  );

  test("Grad-CAM takes the mean of a class's logits over the pixels", async () => {
    manualSeed(0);
    const model = await OWN.unet.build();
    manualSeed(1);
    const image = randn([3, 19, 22]);
    const cam = models.gradCam(model, image, { layer: "encoder.stages.3", target: 1 });
    expectClose(cam.raw, stored["unet.cam.raw"] as Tensor, RTOL.float32, "map");
    expect(Math.abs(cam.score - Number((stored["unet.cam.score"] as Tensor).item()))).toBeLessThan(1e-5);
    expect(cam.heat.shape).toEqual([19, 22]);
    await expect(models.occlusion(model, image)).rejects.toThrow(/gives logits for each pixel/);
  });

  test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
    "live: another seed gives the same, with all indices and all gradients",
    { timeout: TIMEOUT },
    async () => {
      const { outputs } = await runPython(
        `
        import segmentation
        for name in args["trained"]:
            outputs.update({f"{name}.{k}": v.contiguous() for k, v in segmentation.measure_training(name, 5).items()})
        for name in args["own"]:
            found = segmentation.measure_own(name, 5, whole=True)
            if name not in args["whole"]:
                del found["flat"]
            outputs.update({f"{name}.{k}": v.contiguous() for k, v in found.items()})
        `,
        { args: { trained: TRAINED, own: Object.keys(OWN), whole: WHOLE }, threads: 1 },
      );
      for (const name of TRAINED) await scope(() => train(name, 5, outputs));
      for (const name of Object.keys(OWN) as (keyof typeof OWN)[]) {
        await scope(async () => {
          const { model, images } = await measureOwn(name, 5, outputs);
          if (name.startsWith("segnet")) {
            for (const [i, indices] of poolings(model, images).entries()) {
              const same = indices.eq((outputs[`${name}.pool${i}`] as Tensor).long()).all();
              expect(same.item(), `${name} ${i}`).toBe(true);
            }
          }
          if (!WHOLE.includes(name)) return;
          const flat = cat([...model.parameters()].map(({ grad }) => (grad as Tensor).flatten()));
          expectClose(flat, outputs[`${name}.flat`] as Tensor, GRADIENT_RTOL, `${name} gradients`);
        });
      }
    },
  );
});
