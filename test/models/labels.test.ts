/** Networks that know the names of their classes: from the head to predictions, runs and back. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  io,
  manualSeed,
  models,
  nn,
  rand,
  randint,
  randn,
  setNumThreads,
  Tensor,
  train,
  transforms,
} from "../../lib/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-labels-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
setNumThreads(1);

const LABELS = ["benign", "malignant"] as const;
const transform = new transforms.ImageClassificationPreset({ cropSize: 32, resizeSize: 32 });

/** A small network of one's own. */
function small(outputs: number): nn.Sequential {
  const layers = [new nn.Conv2d(3, 4, 3, { padding: 1 }), new nn.ReLU(), new nn.AdaptiveAvgPool2d(1)];
  return new nn.Sequential(...layers, new nn.Flatten(), new nn.Linear(4, outputs));
}

function photo(): Tensor {
  return rand([3, 40, 50]).mul(255).to("uint8");
}

/** A loader of one batch for both splits. */
function data(classes: readonly string[], edge = 16): train.LoaderData {
  const batch = { images: randn([4, 3, edge, edge]), labels: randint(classes.length, [4]) };
  const loader = {
    length: 1,
    async *[Symbol.asyncIterator]() {
      yield batch;
    },
  };
  return { train: loader, val: loader, classes };
}

describe("replaceHead with labels", () => {
  test("sizes every head, and the network knows its classes", async () => {
    const model = models.replaceHead(await models.inception_v3({ initWeights: false }), ["a", "b", "c"]);
    expect(models.headPaths(model).map((place) => model.getParameter(`${place}.weight`).shape[0])).toEqual([
      3, 3,
    ]);
    expect(models.labelsOf(model)).toEqual(["a", "b", "c"]);
    expect(models.classIndex(model, "b")).toBe(1);
    expect([...model.stateDict().keys()].some((key) => key.includes("label"))).toBe(false);
  });

  test("takes heads of one's own, for all heads or none", async () => {
    const model = await models.googlenet({ initWeights: false });
    const make: models.HeadMaker = (features, outputs) =>
      new nn.Sequential(new nn.Dropout(), new nn.Linear(features, outputs));
    // As a caller without types may.
    const some = { heads: { fc: make } } as never;
    expect(() => models.replaceHead(model, 2, some)).toThrow(/lacks aux1\.fc2 and aux2\.fc2/);
    expect(model.fc.out_features).toBe(1000);
    models.replaceHead(model, LABELS, { heads: { fc: make, "aux1.fc2": make, "aux2.fc2": make } });
    expect(models.headPaths(model)).toEqual(["fc.1", "aux1.fc2.1", "aux2.fc2.1"]);
    expect(models.labelsOf(model)).toEqual(LABELS);
    const other = { heads: { fc: make, classifier: make } };
    expect(() => models.replaceHead(small(2), 2, other)).toThrow(/lacks 4; the network's heads are 4/);
    const narrow = { heads: { 4: () => new nn.Linear(4, 5) } };
    expect(() => models.replaceHead(small(2), LABELS, narrow)).toThrow(
      /does not end in a layer with 2 outputs/,
    );
  });

  test("refuses labels that are none, and the same one twice", () => {
    expect(() => models.replaceHead(small(3), [])).toThrow(/at least one label/);
    expect(() => models.replaceHead(small(3), ["a", "b", "a"])).toThrow(/"a" occurs twice/);
    expect(() => models.replaceHead(small(3), ["a", ""])).toThrow(/got "" at index 1/);
  });
});

describe("labels", () => {
  test("go with the head they belong to", async () => {
    const model = models.replaceHead(await models.resnet18(), LABELS);
    const head = model.fc;
    model.fc = new nn.Linear(model.fc.in_features, 3);
    expect(models.labelsOf(model as models.ResNet)).toBeNull();
    expect(() => models.withLabels(model, LABELS)).toThrow(/the head fc has 3 outputs for 2 labels/);
    expect(models.labelsOf(models.withLabels(model, ["x", "y", "z"]))).toEqual(["x", "y", "z"]);
    model.fc = head;
    expect(models.labelsOf(model)).toEqual(LABELS);
  });

  test("of an assigned head need the auxiliary one replaced too", async () => {
    const model = await models.inception_v3({ initWeights: false });
    model.fc = new nn.Linear(model.fc.in_features, 2);
    expect(() => models.withLabels(model, LABELS)).toThrow(
      /the head AuxLogits\.fc has 1000 outputs for 2 labels/,
    );
  });

  test("that are no class of the network are refused", () => {
    const model = models.replaceHead(small(1), LABELS);
    expect(() => models.classIndex(model as nn.Module, "malign")).toThrow(
      /no class "malign": there are benign, malignant/,
    );
    expect(() => models.classIndex(small(2) as nn.Module, "a")).toThrow(/has no labels/);
  });
});

describe("predict", () => {
  test("names the classes of a labelled network, in training mode too", async () => {
    manualSeed(3);
    const model = models.replaceHead(await models.inception_v3({ initWeights: false }), LABELS);
    const big = new transforms.ImageClassificationPreset({ cropSize: 80, resizeSize: 80 });
    const { label, index, top } = await train.predict(model, photo(), { transform: big });
    expect(LABELS[index]).toBe(label);
    expect(top.map((one) => one.label).sort()).toEqual(LABELS);
    expect(model.training).toBe(true);
  });

  test("says what it lacks: labels or a transform", async () => {
    await expect(train.predict(small(2), photo(), { transform })).rejects.toThrow(
      /expected `classes`.*replaceHead/,
    );
    const model = models.replaceHead(small(1), LABELS);
    await expect(train.predict(model, photo())).rejects.toThrow(/expected `transform`/);
    const { label } = await train.predict(model, photo(), { classes: ["no", "yes"], transform });
    expect(["no", "yes"]).toContain(label);
  });
});

describe("a run", () => {
  test("keeps the labels in its folder and its checkpoint, and loadRun gives them back", async () => {
    manualSeed(0);
    const out = path.join(folder, "run");
    const model = models.replaceHead(await models.squeezenet1_1(), LABELS);
    await train.fit(model, data(LABELS, 32), {
      epochs: 1,
      out,
      device: "cpu",
      transforms: { val: transform },
    });
    const checkpoint = (await io.load(path.join(out, "last.pth"))) as Map<string, unknown>;
    const stored =
      checkpoint instanceof Map ? checkpoint.get("classes") : Reflect.get(checkpoint as object, "classes");
    expect(stored).toEqual([...LABELS]);

    const run = await train.loadRun(out, { labels: LABELS });
    expect(models.labelsOf(run.model)).toEqual(LABELS);
    const image = photo();
    const { label, probabilities } = await run.predict(image, { transform });
    expect(LABELS).toContain(label);
    expect((await train.predict(run.model, image, { transform })).probabilities).toEqual(probabilities);
    await expect(train.loadRun(out, { labels: ["malignant", "benign"] })).rejects.toThrow(
      /has the classes benign, malignant, in this order; `labels` says malignant, benign/,
    );
  });

  test("on data with other classes, or in another order, is refused before it starts", async () => {
    const model = models.replaceHead(small(1), LABELS);
    for (const classes of [
      ["malignant", "benign"],
      ["a", "b", "c"],
    ]) {
      await expect(train.fit(model, data(classes), { epochs: 1, device: "cpu" })).rejects.toThrow(
        /the model's labels are benign, malignant, the data's classes/,
      );
    }
    await train.fit(model, data(LABELS), { epochs: 1, device: "cpu" });
    expect(models.labelsOf(model)).toEqual(LABELS);
  });

  test("gives a network without labels those of its data", async () => {
    const model = small(3);
    await train.fit(model, data(["x", "y", "z"]), { epochs: 1, device: "cpu" });
    expect(models.labelsOf(model as nn.Module)).toEqual(["x", "y", "z"]);
    await train.fit(model, data(["u", "v", "w"]), { epochs: 1, device: "cpu" });
    expect(models.labelsOf(model as nn.Module)).toEqual(["u", "v", "w"]);
  });
});

test("a label list does not change with the caller's array", () => {
  const mine = ["a", "b"];
  const model = models.replaceHead(small(1), mine);
  mine[0] = "c";
  expect(models.labelsOf(model)).toEqual(["a", "b"]);
  expect(model.forward(randn([1, 3, 8, 8]))).toBeInstanceOf(Tensor);
});
