// Heads: a family declares its own; of a network of one's own the caller says which where more than one layer fits.

import { expect, test } from "vitest";
import { ArgumentError, models, nn, randn, type Tensor, tensor, zeros } from "../../lib/index.ts";

/** As people write them: the head is not the last that is registered. */
class Two extends nn.Module {
  fc = new nn.Linear(8, 3);
  proj = new nn.Linear(4, 8);

  override forward(x: Tensor): Tensor {
    return this.fc.forward(this.proj.forward(x).relu());
  }
}

test("of several linear layers none is guessed: the error names them and says what to write", () => {
  for (const call of [
    () => models.replaceHead(new Two(), 5),
    () => models.headPaths(new Two()),
    () => models.head(new Two()),
    () => models.encoder(new Two()),
    () => models.features(new Two(), randn([2, 4])),
    () => models.withLabels(new Two(), ["a", "b", "c"]),
  ]) {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(
      /more than one layer of Two could be its head: fc, proj\. Say which: models\.replaceHead/,
    );
  }
});

test("the caller says which, for one network or for a class", () => {
  const model = models.replaceHead(new Two(), ["x", "y"], { path: "fc" });
  expect([model.fc.out_features, model.proj.out_features]).toEqual([2, 8]);
  expect(models.headPaths(model)).toEqual(["fc"]);
  expect(models.labelsOf(model)).toEqual(["x", "y"]);
  expect(models.features(model, randn([2, 4])).shape).toEqual([2, 8]);
  expect(() => models.replaceHead(new Two(), 2, { path: "head" })).toThrow(/`path` is "head".*fc, proj/);

  class Declared extends Two {
    static {
      models.declareHeads(Declared, "fc");
    }
  }
  const declared = models.replaceHead(new Declared(), 4);
  expect([declared.fc.out_features, declared.proj.out_features]).toEqual([4, 8]);
  expect(() => models.headPaths(new Two())).toThrow(/more than one/);
});

test("one linear layer, or the end of a chain, is the head without a word", () => {
  class One extends nn.Module {
    conv = new nn.Conv2d(3, 4, 3);
    fc = new nn.Linear(4, 2);
    override forward(x: Tensor): Tensor {
      return this.fc.forward(this.conv.forward(x).mean([2, 3]));
    }
  }
  expect(models.headPaths(new One())).toEqual(["fc"]);
  expect(models.headPaths(models.mlp(4, [8, 8], 3))).toEqual(["4"]);
  expect(models.headPaths(new nn.Sequential(new Two(), new nn.ReLU(), new nn.Linear(3, 2)))).toEqual(["2"]);
  expect(
    models.headPaths(new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.ReLU(), new nn.Conv2d(4, 2, 1))),
  ).toEqual(["2"]);
});

test("a declared head that was taken off is not sought elsewhere", async () => {
  const model = await models.resnet18({ numClasses: 2 });
  model.fc = new nn.Identity();
  expect(() => models.replaceHead(model, 3)).toThrow(/fc of ResNet, a Identity, has no linear layer/);
  model.fc = new nn.Sequential(new nn.Dropout(), new nn.Linear(512, 4));
  expect(models.headPaths(model)).toEqual(["fc.1"]);
});

test("labels of data stay with a network whose head nobody declared, until one of its layers is replaced", () => {
  const model = new Two();
  expect(models.noteLabels(model, ["a", "b", "c"], "data")).toBe(true);
  expect(models.labelsOf(model)).toEqual(["a", "b", "c"]);
  expect(models.noteLabels(model, ["a", "b"], "data")).toBe(false);
  model.fc = new nn.Linear(8, 3);
  expect(models.labelsOf(model)).toBeNull();
});

test("encode says what came where batches have another form", async () => {
  const model = models.mlp(4, [8], 2);
  const images = randn([2, 4]);
  const encode = models.encode as (...args: unknown[]) => Promise<unknown>;
  const form = async (batch: unknown): Promise<string> => {
    const error: unknown = await encode(model, [batch]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ArgumentError);
    return (error as ArgumentError).message;
  };
  expect(await form([images, tensor([0, 1])])).toContain(
    "expected batches { images, labels }, images (N, ...) and labels (N); batch 0 is [float32 [2, 4], float32 [2]]",
  );
  expect(await form({ images, masks: zeros([2, 8, 8], { dtype: "int64" }) })).toContain(
    "batch 0 is { images: float32 [2, 4], masks: int64 [2, 8, 8] }",
  );
  expect(await form({ images, labels: zeros([2, 8, 8]) })).toContain("labels: float32 [2, 8, 8]");
  expect(await form({ images, labels: zeros([3]) })).toContain("labels: float32 [3]");
  expect(await form(images)).toContain("batch 0 is float32 [2, 4]");
  await expect(encode(model, images)).rejects.toThrow(
    /batches must be a loader .*models\.features takes one tensor\), got float32/,
  );
  await expect(encode(model, Promise.resolve([]))).rejects.toThrow(/a promise \(await it first\)/);
  await expect(encode(model, [])).rejects.toThrow(/no batch/);
  const rows = (await encode(model, [{ images, labels: tensor([0, 1]) }])) as { inputs: Tensor };
  expect(rows.inputs.shape).toEqual([2, 8]);
});

test("a network that gives NaN does not explain or segment, and names the layer", async () => {
  const broken = models.mlp(4, [8], 2);
  broken.getParameter("0.weight").detach().fill_(Number.NaN);
  await expect(
    models.encode(broken, [{ images: randn([2, 4]), labels: tensor([0, 1]) }] as never),
  ).rejects.toThrow(
    /models\.encode: Sequential gives NaN.*begins in the layer 0, a Linear, whose weight is not finite/,
  );
  const unet = await models.unet({ numClasses: 2, width: 4, depth: 1 });
  unet.decoder.head.parameters().next().value.detach().fill_(Number.NaN);
  const image = zeros([3, 8, 8], { dtype: "uint8" });
  for (const options of [{}, { window: { size: 8 } }]) {
    await expect(models.segment(unet, image, options)).rejects.toMatchObject({
      code: "ERR_TORCHTS_NON_FINITE_OUTPUT",
      origin: { from: "layer", path: "decoder.head", state: ["weight"] },
    });
  }
  const x = zeros([3, 8, 8]).fill_(Number.NaN);
  const net = new nn.Sequential(
    new nn.Conv2d(3, 4, 3),
    new nn.AdaptiveAvgPool2d(1),
    new nn.Flatten(),
    new nn.Linear(4, 2),
  );
  for (const call of [() => models.gradCam(net, x, { layer: "0" }), () => models.occlusion(net, x)]) {
    await expect((async () => call())()).rejects.toMatchObject({ origin: { from: "input" } });
  }
});
