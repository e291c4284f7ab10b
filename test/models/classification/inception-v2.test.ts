/** Inception v2 against its port in Python's pretrainedmodels: keys, numbers, preprocessing, heads and parts. */

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  io,
  manualSeed,
  models,
  noGrad,
  randint,
  randn,
  scope,
  type Tensor,
  zeros,
} from "../../../lib/index.ts";
import {
  expectClose,
  expectSame,
  findPython,
  fixtureJson,
  fixtureTensors,
  RTOL,
} from "../../helpers/index.ts";
import {
  CLASSES,
  describeNetworks,
  expectAlike,
  hollow,
  LONG_TIMEOUT,
  measureInPython,
  type NetworkCase,
} from "../networks.ts";
import { described, parameterCount } from "../zoo.ts";

// Outside every scope, so that no test's scope frees it.
const stored = fixtureTensors("inception-v2").tensors;
const facts = fixtureJson<{
  keys: [count: number, sha256: string];
  parameters: number;
  settings: { url: string; mean: [number, number, number]; std: number[]; input_space: string };
}>("inception-v2");

function fixed(name: string): Tensor {
  const value = stored[name];
  if (value === undefined) throw new Error(`test/fixtures/inception-v2.safetensors has no ${name}`);
  return value;
}

const folder = mkdtempSync(path.join(tmpdir(), "torchts-inception-v2-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As in scripts/fixtures/inception_v2.py. */
const cases = {
  inception_v2: {
    make: () => models.inception_v2({ numClasses: CLASSES }),
    count: 2,
    edge: 224,
  },
} satisfies Record<string, NetworkCase>;

describeNetworks(cases, "pretrainedmodels", fixed);

test("has the port's keys, shapes and dtypes in order, and its number of parameters", async () => {
  const text = described(await hollow("inception_v2", { numClasses: CLASSES }));
  const sha256 = createHash("sha256").update(text.join("\n")).digest("hex");
  expect([text.length, sha256]).toEqual(facts.keys);
  expect(parameterCount(await hollow("inception_v2"))).toBe(facts.parameters);
});

describe("the published weights", () => {
  const entry = models.weights("inception_v2", "DEFAULT");

  test("are the port's", () => {
    expect(entry.url).toBe(facts.settings.url);
    expect(entry.url).toContain(entry.meta.sha256Prefix);
    expect(entry.meta.numParams).toBe(facts.parameters);
    expect(entry.meta.categories).toHaveLength(1000);
    expect(models.list({ minAcc1: 73, maxParams: 12e6 })).toContain("inception_v2");
  });

  test("see an image as the port's preprocessing shows it: BGR, 0 to 255, without the means", async () => {
    await scope(async () => {
      manualSeed(0);
      const model = (await models.inception_v2({ numClasses: CLASSES, bgrInput: true })).eval();
      manualSeed(7);
      const pixels = randint(0, 256, [256, 256, 3], { dtype: "uint8" }).permute([2, 0, 1]); // (H, W, C) -> (C, H, W)
      const image = entry.transforms().apply(pixels.contiguous());
      expectClose(
        noGrad(() => model.forward(image.unsqueeze(0))),
        fixed("preprocessed"),
        RTOL.float32,
      );
    });
  });

  test("turn the network to BGR under their own name only, and the origin says so", async () => {
    const model = await models.inception_v2();
    const [published, other] = ["bn_inception-52deb4733.pth", "mine.pth"].map((name) =>
      path.join(folder, name),
    );
    await io.save(model.stateDict(), published as string);
    await io.save(model.stateDict(), other as string);
    const find = async (weights: string | undefined, options: object = {}): Promise<unknown[]> => {
      const found = await models.inception_v2({ weights, ...options });
      return [found.bgr_input, found.origin?.options.bgrInput];
    };
    expect(await find(published)).toEqual([true, true]);
    expect(await find(published, { bgrInput: false })).toEqual([false, false]);
    expect(await find(other)).toEqual([false, false]);
    expect(await find(other, { bgrInput: true })).toEqual([true, true]);
    // filters for other channels are turned round themselves
    const grey = await models.inception_v2({ weights: published, inChannels: 4 });
    expect([grey.bgr_input, grey.origin?.options.bgrInput]).toEqual([false, false]);
    const filters = model
      .getParameter("conv1_7x7_s2.weight")
      .flip([1])
      .mul(3 / 4);
    expectClose(grey.getParameter("conv1_7x7_s2.weight").narrow(1, 0, 3), filters, RTOL.float32);
  });

  test("of before PyTorch 0.2, whose normalisations are (1, C), load", async () => {
    const model = await models.inception_v2({ numClasses: 2 });
    const old = new Map(
      [...model.stateDict()]
        .filter(([key]) => !key.endsWith("num_batches_tracked"))
        .map(([key, value]) => [key, /_bn\.\w+$/.test(key) ? value.unsqueeze(0) : value]),
    );
    const file = path.join(folder, "old.pth");
    await io.save(old, file);
    const loaded = await models.inception_v2({ numClasses: 2, weights: file });
    const values = loaded.stateDict();
    for (const [key, value] of model.stateDict()) expectSame(values.get(key) as Tensor, value, key);
  });
});

describe("parts", () => {
  test("the head is replaced, the vector before it given, and a block's output has a path", async () => {
    await scope(async () => {
      const model = await models.inception_v2();
      expect(models.headPaths(model)).toEqual(["last_linear"]);
      const labelled = models.replaceHead(model, ["benign", "malignant"]).eval();
      const images = randn([2, 3, 64, 96]);
      expect(noGrad(() => labelled.forward(images)).shape).toEqual([2, 2]);
      expect(labelled.last_linear.out_features).toBe(2);
      const vector = noGrad(() => models.features(labelled, images));
      expect(vector.shape).toEqual([2, 1024]);
      const parts = models.extract(labelled, ["inception_3c_output", "inception_5b_output"]);
      const maps = noGrad(() => parts.forward(images));
      const [middle, last] = [maps.inception_3c_output, maps.inception_5b_output];
      expect([middle?.shape, last?.shape]).toEqual([
        [2, 576, 4, 6],
        [2, 1024, 2, 3],
      ]);
      expectClose((last as Tensor).mean([2, 3]), vector, RTOL.float32);
    });
  });

  test("edges that the blocks cannot join are refused with what fits", async () => {
    const model = (await models.inception_v2({ numClasses: 2 })).eval();
    expect(noGrad(() => model.forward(zeros([1, 3, 32, 32]))).shape).toEqual([1, 2]);
    for (const [height, width] of [
      [64, 48],
      [16, 64],
      [256, 200],
    ]) {
      expect(() => model.forward(zeros([1, 3, height as number, width as number]))).toThrow(
        `multiple of 32, got ${height} x ${width}`,
      );
    }
  });
});

const python = findPython(["torch", "torchvision", "pretrainedmodels"]);

describe.skipIf(python === undefined)("live, against Python's pretrainedmodels", () => {
  test(
    "another seed gives the same bits, outputs and gradients",
    async () => {
      const theirs = await measureInPython(["inception_v2"], 3, "inception_v2");
      await expectAlike("inception_v2", cases.inception_v2, 3, theirs, RTOL.float32);
    },
    LONG_TIMEOUT,
  );
});
