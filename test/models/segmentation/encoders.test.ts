/** U-Net's decoder over the zoo: every encoder there is, odd sizes, pretrained weights, other channels, gradients. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import {
  inferenceMode,
  io,
  models,
  nn,
  noGrad,
  randn,
  scope,
  type Tensor,
  zeros,
} from "../../../lib/index.ts";
import { expectClose, expectSame, sharedPath } from "../../helpers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-encoders-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Narrow steps, as the widths of the decoder are not what is tested. */
const WIDTHS = [8, 8, 8, 8, 8, 8];

const FAMILIES = /^((wide_)?resnet|resnext|vgg|mobilenet|efficientnet)/;
const every = models
  .list({ task: "classification" })
  .filter((name) => FAMILIES.test(name) && !/v2_(50|101)$/.test(name));
const others = ["densenet121", "regnet_x_400mf", "regnet_y_400mf", "convnext_tiny"] as const;

test("every ResNet, VGG, MobileNet and EfficientNet is among them", () => {
  expect(every).toHaveLength(10 + 8 + 3 + 11);
});

test.each([...every, ...others])("dynamic_unet over %s gives logits of the images' size", async (name) => {
  await scope(async () => {
    const options = { encoder: name as models.EncoderName, numClasses: 2, widths: WIDTHS };
    let building: Promise<models.DynamicUNet> | undefined;
    nn.skipInit(() => {
      building = models.dynamic_unet(options); // the encoder is there when it first waits
    });
    const model = (await (building as Promise<models.DynamicUNet>)).eval();
    const fromFull = name.startsWith("vgg");
    const wanted = name.startsWith("convnext") ? [4, 8, 16, 32] : [...(fromFull ? [1] : []), 2, 4, 8, 16, 32];
    expect(model.encoder.levels.map(({ reduction }) => reduction)).toEqual(wanted);
    const images = zeros([1, 3, 45, 34]);
    expect(inferenceMode(() => model.forward(images)).shape).toEqual([1, 2, 45, 34]);
  });
});

test("other networks are refused by name", async () => {
  await expect(models.dynamic_unet({ encoder: "swin_t" as "resnet18" })).rejects.toThrow(
    /encoder must be the name of a network .*\(convnext_tiny, .*got "swin_t"/,
  );
  expect(() => new models.PyramidEncoder(new nn.Linear(1, 1))).toThrow(
    /ResNet, a RegNet, a network with `features` or one whose `chain` was declared, got a Linear/,
  );
});

test("a network of one's own is an encoder where it declares its chain", () => {
  class Own extends nn.Module {
    trunk = new nn.Sequential(
      new nn.Conv2d(1, 4, 3, { padding: 1 }),
      new nn.MaxPool2d(2),
      new nn.Conv2d(4, 6, 1),
    );
    override forward(x: Tensor): Tensor {
      return this.trunk.forward(x);
    }
  }
  expect(() => new models.PyramidEncoder(new Own())).toThrow(/got a Own/);
  const levels = [
    { layer: "0", channels: 4, reduction: 1 },
    { layer: "2", channels: 6, reduction: 2 },
  ];
  models.declare(Own, { chain: "trunk" });
  expect(new models.PyramidEncoder(new Own()).levels).toEqual(levels);
  models.declare(Own, { chain: ({ trunk }) => [...trunk.entries()] });
  expect(new models.PyramidEncoder(new Own()).levels).toEqual(levels);
});

test("published weights for the encoder that cannot be had are an error, never fresh ones", async () => {
  vi.stubEnv("TORCHTS_OFFLINE", "1");
  vi.stubEnv("TORCHTS_HOME", path.join(tmpdir(), "torchts-no-weights"));
  vi.stubEnv("TORCH_HOME", path.join(tmpdir(), "torchts-no-weights"));
  try {
    for (const [builder, encoder] of [
      ["segnet", "vgg16_bn"],
      ["dynamic_unet", "resnet34"],
      ["deeplabv3plus_resnet50", "resnet50"],
      ["lraspp_mobilenet_v3_large", "mobilenet_v3_large"],
      ["fcn_resnet50", "resnet50"],
    ] as const) {
      const { url } = models.weights(encoder, "DEFAULT");
      await expect(models.get(builder, { weightsBackbone: "DEFAULT" })).rejects.toMatchObject({
        name: "DownloadError",
        message: expect.stringContaining(path.basename(url)),
      });
    }
  } finally {
    vi.unstubAllEnvs();
  }
});

test("a VGG network's features are an encoder from the full resolution on", () => {
  const features = new nn.Sequential(
    new nn.Conv2d(3, 4, 3, { padding: 1 }),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Conv2d(4, 8, 3, { padding: 1 }),
  );
  const vgg = nn.skipInit(() => new models.VGG(features, { initWeights: false }));
  const encoder = new models.PyramidEncoder(vgg);
  expect(encoder.levels).toEqual([
    { layer: "1", channels: 4, reduction: 1 },
    { layer: "3", channels: 8, reduction: 2 },
  ]);
  const model = new models.DynamicUNet(encoder, { numClasses: 1 });
  expect(model.forward(randn([1, 3, 9, 8])).shape).toEqual([1, 1, 9, 8]);
});

test("gradients reach the first filters of the encoder", async () => {
  await scope(async () => {
    const model = await models.dynamic_unet({ encoder: "resnet18", numClasses: 1, widths: WIDTHS });
    model
      .forward(randn([2, 3, 33, 40]))
      .sum()
      .backward();
    const first = model.encoder.getParameter("conv1.weight");
    expect(Number((first.grad as Tensor).abs().max().item())).toBeGreaterThan(0);
    for (const [name, { grad }] of model.namedParameters()) expect(grad, name).not.toBeNull();
  });
});

const mobilenet = sharedPath("weights/mobilenet_v2");

test.skipIf(mobilenet === undefined)("published weights of MobileNet V2 are the encoder's", async () => {
  await scope(async () => {
    const file = path.join(mobilenet as string, "mobilenet_v2-tf2ptq.safetensors");
    const options = { encoder: "mobilenet_v2", weightsBackbone: file, numClasses: 1 } as const;
    const model = await models.dynamic_unet(options);
    const published = await io.loadStateDict(file);
    const own = [...model.encoder.stateDict()];
    expect(own.length).toBe([...published.keys()].filter((key) => key.startsWith("features.")).length);
    for (const [key, value] of own) expectSame(value, published.get(`features.${key}`) as Tensor, key);
    // Its features are the classification network's.
    const whole = await models.mobilenet_v2({ weights: file });
    const images = randn([1, 3, 64, 64]);
    const last = noGrad(() => model.eval().encoder.forward(images)).at(-1) as Tensor;
    expectSame(
      last,
      noGrad(() => whole.eval().features.forward(images)),
    );
    expect(models.originOf(model)?.options).toEqual({ encoder: "mobilenet_v2" });
  });
});

test("the filters of pretrained encoders are adapted to other channels", async () => {
  await scope(async () => {
    const file = path.join(folder, "small.safetensors");
    const small = await models.mobilenet_v3_small();
    await io.save(small.stateDict(), file);
    const encoder = "mobilenet_v3_small";
    const model = await models.dynamic_unet({
      encoder,
      weightsBackbone: file,
      inChannels: 1,
      widths: WIDTHS,
    });
    const filters = small.getParameter("features.0.0.weight");
    expectClose(model.encoder.getParameter("0.0.weight"), filters.sum({ dim: 1, keepdim: true }), 1e-6);
    expect(noGrad(() => model.eval().forward(randn([1, 1, 40, 40]))).shape).toEqual([1, 21, 40, 40]);
    expect(models.originOf(model)?.options).toEqual({ encoder, inChannels: 1, widths: WIDTHS });
  });
});

test("SegNet's encoder takes VGG-16's values from a file, for one channel too", {
  timeout: 120_000,
}, async () => {
  await scope(async () => {
    const file = path.join(folder, "vgg.safetensors");
    const source = await models.segnet({ numClasses: 2 });
    const keyed = [...source.encoder.stateDict()].map(([key, value]) => [`features.${key}`, value] as const);
    await io.save(new Map([...keyed, ["classifier.0.weight", zeros([2, 2])]]), file);
    const model = await models.segnet({ numClasses: 1, weightsBackbone: file });
    for (const [key, value] of keyed)
      expectSame(model.encoder.stateDict().get(key.slice(9)) as Tensor, value, key);
    const grey = await models.segnet({ numClasses: 1, weightsBackbone: file, inChannels: 1 });
    const filters = source.encoder.getParameter("0.weight");
    expectClose(grey.encoder.getParameter("0.weight"), filters.sum({ dim: 1, keepdim: true }), 1e-6);
    expect(noGrad(() => grey.eval().forward(randn([1, 1, 32, 32]))).shape).toEqual([1, 1, 32, 32]);
    expect(models.originOf(grey)?.options).toEqual({ inChannels: 1 });
    await expect(models.segnet({ weightsBackbone: models.weights("vgg16", "DEFAULT") })).rejects.toThrow(
      /expected weightsBackbone to be weights of vgg16_bn, got those of vgg16/,
    );
    for (const name of ["missing.ckpt", "missing.pth.tar"]) {
      const refused = models.segnet({ weightsBackbone: name });
      await expect(refused).rejects.toThrow(`cannot read ${name}: there is no such file`);
    }
  });
});
