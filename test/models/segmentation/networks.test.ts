/** Segmentation networks: torchvision's against torchvision, SegNet and U-Net against scripts/fixtures/segmentation.py. */

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  manualSeed,
  models,
  type nn,
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
const TIMEOUT = 240_000;

const THEIRS = [
  "fcn_resnet50",
  "fcn_resnet101",
  "deeplabv3_resnet50",
  "deeplabv3_resnet101",
  "deeplabv3_mobilenet_v3_large",
  "lraspp_mobilenet_v3_large",
] as const;
const OWN = { segnet: [37, 34], segnet_basic: [19, 22], unet: [19, 22] } as const;

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
  expect(entries.length).toBe(name.startsWith("lraspp") ? 1 : 2);
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

test.each(Object.entries(OWN))(
  "%s gives the outputs and gradients of an independent implementation",
  { timeout: TIMEOUT },
  async (name, size) => {
    await scope(async () => {
      manualSeed(0);
      const shape = name === "unet" ? { width: 8, depth: 3 } : {};
      const model = await models[name as keyof typeof OWN]({ numClasses: CLASSES, ...shape });
      model.double();
      manualSeed(1);
      const images = randn([2, 3, ...size]).double();
      const weight = randn([2, CLASSES, ...size]).double();
      const out = model.forward(images);
      expectClose(out.float(), stored[`${name}.out`] as Tensor, RTOL.float32, "outputs");
      out.mul(weight).sum().backward();
      const grads = [...model.parameters()].map(({ grad }) => grad as Tensor);
      const wanted = (stored[`${name}.grad`] as Tensor).toArray() as [number, number][];
      expect(grads.length).toBe(wanted.length);
      // A convolution's bias before batch normalisation has a gradient that is zero but for rounding.
      const wrong = grads.flatMap((grad, i) => {
        const [norm, first] = wanted[i] as [number, number];
        const error = Math.abs(Number(grad.norm().itemSync()) - norm);
        const off = Math.abs(Number(grad.flatten().index(0).itemSync()) - first);
        return Math.max(error, off) <= Math.max(norm * GRADIENT_RTOL, 1e-9)
          ? []
          : [`${i}: ${error} ${off} of ${norm}`];
      });
      expect(wrong).toEqual([]);
    });
  },
);
