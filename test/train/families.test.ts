/** Runs of networks whose head is no `fc`, or whose builder has options that change what it computes. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import {
  datasets,
  io,
  manualSeed,
  models,
  nn,
  noGrad,
  randn,
  setNumThreads,
  type Tensor,
  train,
  transforms,
} from "../../lib/index.ts";
import { expectSame } from "../helpers/index.ts";

const SIZE = 32;
let root: string;
let data: datasets.ImageFolder;

beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-families-"));
  await generatePolypFolder(path.join(root, "data"), { n: 16, size: 40, seed: 3 });
  data = await datasets.ImageFolder.open(path.join(root, "data", "images"), {
    split: { val: 0.3, seed: 0 },
    trainTransform: new transforms.ClassificationTrainPreset({ cropSize: SIZE }),
    valTransform: new transforms.ImageClassificationPreset({ cropSize: SIZE, resizeSize: 36 }),
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Trains the heads alone for one epoch, and loads the run again. */
async function shortRun(model: train.HeadReport["model"], out: string): Promise<train.LoadedRun> {
  train.freezeAllBut(model, models.headPaths(model));
  await train.fit(model, data, { epochs: 1, batchSize: 8, device: "cpu", out, restoreBest: true });
  return train.loadRun(out, { device: "cpu" });
}

/** Expects the same logits, in evaluation mode, from both. */
function expectSameLogits(one: train.HeadReport["model"], other: train.HeadReport["model"]): void {
  const images = randn([2, 3, SIZE, SIZE]);
  const [a, b] = [one, other].map((model) => noGrad(() => model.eval().forward(images))) as [Tensor, Tensor];
  expectSame(a, b);
}

describe("SqueezeNet, whose head is a convolution", () => {
  test("gets a new head, trains it, comes back, and keeps the head of its own file", async () => {
    manualSeed(1);
    const pretrained = path.join(root, "pretrained.pth");
    await io.save((await models.squeezenet1_1()).stateDict(), pretrained);
    const { model, freshHead } = await train.loadForClasses("squeezenet1_1", 2, { weights: pretrained });
    expect([freshHead, model.classifier[1].out_channels]).toEqual([true, 2]);

    const out = path.join(root, "squeezenet");
    const run = await shortRun(model, out);
    expect(run.config.trained).toEqual(["classifier.1.weight", "classifier.1.bias"]);
    expectSameLogits(run.model, model);
    const again = await train.loadForClasses("squeezenet1_1", 2, { weights: path.join(out, "best.pth") });
    expect(again.freshHead).toBe(false);
    expectSameLogits(again.model, model);
  });
});

describe("GoogLeNet from published weights", () => {
  test("trains without auxiliary heads, and the loaded run recentres its input as the trained network did", async () => {
    manualSeed(2);
    const published = path.join(root, path.posix.basename(models.weights("googlenet", "DEFAULT").url));
    await io.save((await models.googlenet({ initWeights: false })).stateDict(), published);
    const { model } = await train.loadForClasses("googlenet", 2, { weights: published });
    expect([model.transform_input, model.aux1]).toEqual([true, null]);

    const run = await shortRun(model, path.join(root, "googlenet"));
    expect(run.config.model).toMatchObject({
      architecture: "googlenet",
      outputs: 2,
      options: { auxLogits: false, transformInput: true },
    });
    expect(run.model).toMatchObject({ transform_input: true, aux1: null });
    expectSameLogits(run.model, model);
  });
});

describe("auxiliary heads", () => {
  test("stay with Inception v3 unless its images are too small, and with a fresh GoogLeNet", async () => {
    const outputs = (model: nn.Module): (number | undefined)[] =>
      models.headPaths(model).map((head) => (model.getSubmodule(head) as nn.Linear).out_features);
    const load = async (name: string, imageSize?: number): Promise<nn.Module> =>
      (await train.loadForClasses(name, 2, { weights: null, imageSize })).model;
    expect(outputs(await load("googlenet"))).toEqual([2, 2, 2]);
    const large = await load("inception_v3", 299);
    expect(models.headPaths(large)).toEqual(["fc", "AuxLogits.fc"]);
    expect(outputs(large)).toEqual([2, 2]);
    expect(models.headPaths(await load("inception_v3", 128))).toEqual(["fc"]);
  });

  test("a run of GoogLeNet with auxiliary heads loads again", async () => {
    manualSeed(4);
    const model = models.replaceHead(await models.googlenet({ initWeights: false, numClasses: 2 }), 2);
    const out = path.join(root, "auxiliary");
    train.freezeAllBut(model, models.headPaths(model));
    await train.fit(model, data, { epochs: 1, batchSize: 8, device: "cpu", out });
    const run = await train.loadRun(out, { device: "cpu" });
    expect(run.config.trained).toContain("aux2.fc2.weight");
    expect(models.headPaths(run.model)).toEqual(["fc", "aux1.fc2", "aux2.fc2"]);
    const images = randn([2, 3, SIZE, SIZE]);
    expectSame(
      noGrad(() => run.model.forward(images)),
      noGrad(() => model.forward(images) as Tensor), // in evaluation mode
    );
  });
});

describe("options of the builder", () => {
  test("that are plain values are kept with the network; modules and weights are not", async () => {
    const normLayer = (channels: number): nn.TensorModule => new nn.BatchNorm2d(channels);
    const model = await models.mobilenet_v2({
      numClasses: 3,
      widthMult: 0.5,
      dropout: 0,
      normLayer,
      weights: null,
    });
    expect(model.origin?.options).toEqual({ widthMult: 0.5, dropout: 0 });
    models.replaceHead(model, 2);
    const run = await shortRun(model, path.join(root, "narrow"));
    expect(run.config.model.options).toEqual({ widthMult: 0.5, dropout: 0 });
    expectSameLogits(run.model, model);
  });
});
