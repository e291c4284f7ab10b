/** Heads, labels and parts of every segmentation network: replaced, named, frozen, and put together again. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { io, models, nn, noGrad, randn, scope, type Tensor } from "../../../lib/index.ts";
import { expectSame } from "../../helpers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-pixel-heads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every builder, small where it can be, with its heads. */
const NETWORKS = {
  segnet: { options: {}, heads: ["decoder.head"] },
  segnet_basic: { options: {}, heads: ["decoder.head"] },
  unet: { options: { width: 4, depth: 2 }, heads: ["decoder.head"] },
  dynamic_unet: {
    options: { encoder: "mobilenet_v3_small", widths: [8, 8, 8, 8, 8] },
    heads: ["decoder.head"],
  },
  fcn_resnet50: { options: { auxLoss: true }, heads: ["classifier.4", "aux_classifier.4"] },
  fcn_resnet101: { options: {}, heads: ["classifier.4"] },
  deeplabv3_resnet50: { options: { auxLoss: true }, heads: ["classifier.4", "aux_classifier.4"] },
  deeplabv3_resnet101: { options: {}, heads: ["classifier.4"] },
  deeplabv3_mobilenet_v3_large: { options: { auxLoss: true }, heads: ["classifier.4", "aux_classifier.4"] },
  lraspp_mobilenet_v3_large: {
    options: {},
    heads: ["classifier.low_classifier", "classifier.high_classifier"],
  },
  deeplabv3plus_resnet50: { options: {}, heads: ["decoder.head"] },
  deeplabv3plus_resnet101: { options: {}, heads: ["decoder.head"] },
} as const;

const rows = Object.entries(NETWORKS).map(
  ([name, { heads }]) => [name as models.SegmentationName, { heads: heads as readonly string[] }] as const,
);

/** A network of a builder, without first values as far as they can be left out. */
async function make(name: models.SegmentationName, options: object = {}) {
  let building: Promise<Network> | undefined;
  nn.skipInit(() => {
    building = models.get(name, { ...NETWORKS[name].options, ...options }) as Promise<Network>;
  });
  return building as Promise<Network>;
}
type Network = models.SegmentationModule<Tensor | models.SegmentationOutputs>;

const keysOf = (model: nn.Module): string[] => [...model.stateDict().keys()];
const shapesOf = (model: nn.Module): string[] =>
  [...model.stateDict()].map(([key, { shape }]) => `${key} ${shape}`);
const trainable = (model: nn.Module): string[] =>
  [...model.namedParameters()].flatMap(([name, { requiresGrad }]) => (requiresGrad ? [name] : []));

test("they are all here", () => {
  expect(Object.keys(NETWORKS).sort()).toEqual([...models.list({ task: "segmentation" })].sort());
});

describe.each(rows)("%s", (name, { heads }) => {
  test("has parts that freeze apart, and takes other channels and a head of one output", async () => {
    await scope(async () => {
      const model = await make(name, { inChannels: 2 });
      const keys = keysOf(model);
      expectParts(model, heads);
      expect(keysOf(model)).toEqual(keys);

      expect(models.headPaths(model)).toEqual(heads);
      const labelled = models.replaceHead(model.eval(), ["polyp"]);
      expect(labelled).toBe(model);
      expect(models.headPaths(model)).toEqual(heads);
      expect(keysOf(model)).toEqual(keys);
      expect(heads.map((head) => model.getParameter(`${head}.bias`).shape)).toEqual(heads.map(() => [1]));
      expect(models.labelsOf(labelled)).toEqual(["polyp"]);

      const output = noGrad(() => model.forward(randn([1, 2, 33, 34])));
      expect(models.segmentationLogits(output).shape).toEqual([1, 1, 33, 34]);
      const aux = heads.includes("aux_classifier.4") ? [1, 1, 33, 34] : undefined;
      if ("out" in output) expect(output.aux?.shape).toEqual(aux);
    });
  });

  test("is built again from its origin", async () => {
    await scope(async () => {
      const model = await make(name, { inChannels: 2 });
      const origin = models.originOf(model);
      expect(origin?.builder).toBe(name);
      expect(origin?.options).toMatchObject({ inChannels: 2 });
      const again = await make(name, { ...origin?.options });
      expect(shapesOf(again)).toEqual(shapesOf(model));
    });
  });
});

/** The encoder and the decoder have each parameter once between them, and freeze apart. */
function expectParts(model: Network, heads: readonly string[]): void {
  const all = [...model.parameters()];
  const [inEncoder, inDecoder] = [new Set(model.encoder.parameters()), new Set(model.decoder.parameters())];
  expect(inEncoder.size + inDecoder.size).toBe(all.length);
  expect(all.every((one) => inEncoder.has(one) !== inDecoder.has(one))).toBe(true);

  model.encoder.requiresGrad_(false);
  expect(new Set(all.filter(({ requiresGrad }) => requiresGrad))).toEqual(inDecoder);
  const left = trainable(model);
  expect(heads.every((head) => left.includes(`${head}.weight`))).toBe(true);
  model.encoder.requiresGrad_(true);
  model.decoder.requiresGrad_(false);
  expect(trainable(model).length).toBe(inEncoder.size);
  expect(heads.some((head) => trainable(model).includes(`${head}.weight`))).toBe(false);
}

test("labels are the classes of each pixel, and several heads are named by withLabels", async () => {
  const model = models.replaceHead(await models.lraspp_mobilenet_v3_large(), ["background", "disc", "cup"]);
  expect(models.labelsOf(model)).toEqual(["background", "disc", "cup"]);
  expect(models.classIndex(model, "cup")).toBe(2);
  model.classifier.high_classifier = new nn.Conv2d(128, 2, 1);
  expect(() => models.withLabels(model, ["background", "disc", "cup"])).toThrow(
    /the head classifier\.high_classifier has 2 outputs for 3 labels/,
  );
});

describe("heads of one's own", () => {
  const head: models.HeadMaker = (features, outputs) =>
    new nn.Sequential(new nn.Dropout2d(), new nn.Conv2d(features, outputs, 1));

  test("are made for each, and found again", async () => {
    const model = await make("fcn_resnet50");
    const made = { "classifier.4": head, "aux_classifier.4": head };
    models.replaceHead(model, ["background", "polyp"], { heads: made });
    expect(models.headPaths(model)).toEqual(["classifier.4.1", "aux_classifier.4.1"]);
    expect(models.labelsOf(model)).toEqual(["background", "polyp"]);
    expect(() => models.replaceHead(model, 3, { heads: { "classifier.4.1": head } })).toThrow(
      /`heads` lacks aux_classifier\.4\.1/,
    );
    const plain = await models.fcn_resnet50();
    models.replaceHead(plain, 3, { heads: made }); // built without an auxiliary head
    expect(models.headPaths(plain)).toEqual(["classifier.4.1"]);
  });

  test("are assigned", async () => {
    const model = await make("segnet_basic");
    (model as models.SegNetBasic).decoder.head = head(64, 5);
    expect(models.headPaths(model)).toEqual(["decoder.head.1"]);
    expect(models.labelsOf(models.withLabels(model, ["a", "b", "c", "d", "e"]))).toHaveLength(5);
  });

  test("are counted from one", async () => {
    expect(() => models.replaceHead(new models.SegNetBasic(), 0)).toThrow(
      /positive number of classes, got 0/,
    );
  });
});

describe("a file of weights", () => {
  const build = models.deeplabv3_mobilenet_v3_large;

  test("decides whether there is an auxiliary head, and says how many classes it has", async () => {
    await scope(async () => {
      const [withAux, plain] = [path.join(folder, "aux.pth"), path.join(folder, "plain.pth")];
      await io.save((await build({ auxLoss: true, numClasses: 5 })).stateDict(), withAux);
      await io.save((await build({ numClasses: 5 })).stateDict(), plain);
      const both = await build({ weights: withAux, numClasses: 5 });
      expect(models.headPaths(both)).toEqual(["classifier.4", "aux_classifier.4"]);
      expect(models.originOf(both)?.options).toEqual({ auxLoss: true });
      const one = await build({ weights: plain, numClasses: 5 });
      expect(models.headPaths(one)).toEqual(["classifier.4"]);
      expect(models.originOf(one)?.options).toEqual({ auxLoss: false });
      await expect(build({ weights: withAux })).rejects.toThrow(
        /head classifier\.4 and aux_classifier\.4 has 5 classes, the network's 21: build it with numClasses: 5/,
      );
    });
  });

  test("under the name of the published one has the auxiliary head, as that has", async () => {
    await scope(async () => {
      const [entry] = models.weights("deeplabv3_mobilenet_v3_large");
      const file = path.join(folder, path.basename(entry?.url ?? ""));
      const published = await build({ auxLoss: true });
      await io.save(published.stateDict(), file);
      const model = await build({ weights: file, weightsBackbone: "DEFAULT" }); // the whole network is there
      expect(models.headPaths(model)).toEqual(["classifier.4", "aux_classifier.4"]);
      const head = "aux_classifier.4.weight";
      expectSame(model.getParameter(head), published.getParameter(head));
    });
  });
});

describe("inspect", () => {
  test("marks the parts of a network whose decoder is a view", async () => {
    const model = await make("deeplabv3_mobilenet_v3_large");
    model.encoder.requiresGrad_(false);
    const found = models.inspect(model, [1, 3, 64, 64]);
    const parts = found.rows.flatMap(({ path, part }) => (part === null ? [] : [`${path} ${part}`]));
    expect(parts).toEqual(["backbone encoder", "classifier decoder", "aux_classifier decoder"]);
    expect(found.heads).toEqual(["classifier.4", "aux_classifier.4"]);
    expect(found.outputShape).toEqual([1, 21, 64, 64]);
    const table = models.inspectionTable(found, { depth: 1 });
    expect(table).toMatch(/backbone +IntermediateLayers +\[1, 960, 4, 4\] +2,971,952 +no +<- encoder/);
    expect(table).toMatch(/encoder +2,971,952 parameters: 0 trainable, 2,971,952 frozen/);
    expect(table).toMatch(/decoder +8,057,376 parameters: 8,057,376 trainable, 0 frozen/);
  });

  test("gives the shapes inside SegNet, whose encoder hands its indices on", async () => {
    const model = await make("segnet");
    const { rows } = models.inspect(model, [1, 3, 64, 96]);
    const shapes = Object.fromEntries(rows.map((row) => [row.path, row.outputShape]));
    expect(shapes.encoder).toEqual([1, 512, 2, 3]);
    expect(shapes["encoder.40"]).toEqual([1, 512, 4, 6]);
    expect(shapes.decoder).toEqual([1, 21, 64, 96]);
    const maps = noGrad(() =>
      models.extract(model, ["encoder", "decoder.stages.0"]).forward(randn([1, 3, 32, 32])),
    );
    expect(maps.encoder.shape).toEqual([1, 512, 1, 1]);
    expect(maps["decoder.stages.0"].shape).toEqual([1, 512, 2, 2]);
  });
});

test("the vector of an image is the mean over its pixels of what the head takes", async () => {
  const model = (await models.unet({ width: 4, depth: 2 })).eval();
  const vector = noGrad(() => models.features(model, randn([2, 3, 16, 16])));
  expect(vector.shape).toEqual([2, 4]);
  expect(vector.isfinite().all().item()).toBe(true);
});

test("an auxiliary head's labels are those of published weights", async () => {
  const [entry] = models.weights("fcn_resnet50");
  expect(entry?.meta.categories).toHaveLength(21);
  await expect(models.fcn_resnet50({ weights: "DEFAULT", numClasses: 4 })).rejects.toThrow(
    /have 21 classes, not 4\. Build it with numClasses: 21 and replace the head .*replaceHead\(model, 4\)$/,
  );
});
