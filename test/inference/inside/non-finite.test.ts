// Where NaN begins: in the pixels, in a layer's weights or statistics, or in what a forward does between its layers.

import { beforeAll, expect, test } from "vitest";
import {
  ArgumentError,
  manualSeed,
  memory,
  models,
  type nn,
  noGrad,
  randn,
  scope,
  type Tensor,
  tensor,
} from "../../../lib/index.ts";
import { checkFinite } from "../../../lib/inference/inside/non-finite.ts";
import { smallNet, smallTransformer } from "./nets.ts";

let resnet: models.ResNet;
const images = (): Tensor => {
  manualSeed(1);
  return randn([2, 3, 32, 32]);
};

function poison(model: nn.Module, name: string, value = Number.NaN): void {
  const found =
    [...model.namedParameters()].find(([path]) => path === name)?.[1] ??
    [...model.namedBuffers()].find(([path]) => path === name)?.[1];
  noGrad(() => (found as Tensor).fill_(value));
}

beforeAll(async () => {
  resnet = await models.resnet18({ numClasses: 3 });
});

test("a network that gives finite numbers has no such place", () => {
  expect(models.firstNonFinite(resnet, images())).toBeNull();
  checkFinite("test", resnet, images(), tensor([1, 2, 3]));
});

test("NaN in the pixels is told apart from NaN in the weights", () => {
  const x = noGrad(() => images().indexFill_(3, tensor([4]).long(), Number.NaN));
  const found = models.firstNonFinite(resnet, x);
  expect(found).toEqual({ from: "input", path: null, type: null, value: "NaN", state: [] });
});

test.each([
  ["layer1.0.bn1.running_mean", "layer1.0.bn1", "BatchNorm2d", Number.NaN],
  ["layer3.1.conv2.weight", "layer3.1.conv2", "Conv2d", Number.NaN],
  ["fc.bias", "fc", "Linear", Number.POSITIVE_INFINITY],
] as const)("%s: the layer, its class and which of its values", async (name, path, type, value) => {
  const model = await models.resnet18({ numClasses: 3 });
  model.layer2.eval();
  const modes = [...model.modules()].map(({ training }) => training);
  poison(model, name, value);
  const found = models.firstNonFinite(model, images());
  const state = [name.slice(path.length + 1)];
  expect(found).toEqual({ from: "layer", path, type, value: String(value), state });
  expect([...model.modules()].map(({ training }) => training)).toEqual(modes);
});

test("a layer with finite weights whose numbers become too large", () => {
  const model = smallNet();
  noGrad(() => model.getParameter("3.weight").fill_(3e38));
  const x = noGrad(() => images().abs_());
  const found = models.firstNonFinite(model, x);
  expect(found).toMatchObject({ from: "layer", path: "3", type: "Conv2d", value: "Infinity", state: [] });
});

test("what a forward does between its layers is that module's own: a ViT's class token and positions", () => {
  const model = smallTransformer();
  poison(model, "class_token");
  expect(models.firstNonFinite(model, images())).toMatchObject({ path: "", state: ["class_token"] });
  const other = smallTransformer();
  poison(other, "encoder.pos_embedding");
  expect(models.firstNonFinite(other, images())).toMatchObject({
    path: "encoder",
    type: "Encoder",
    state: ["pos_embedding"],
  });
});

test("several outputs, of attention and of segmentation, are looked at", async () => {
  const vit = smallTransformer();
  const path = models.layerPaths(vit).find((one) => one.endsWith("out_proj")) as string;
  poison(vit, `${path}.weight`);
  const found = models.firstNonFinite(vit, images());
  expect(found?.from).toBe("layer");
  expect(path.startsWith(found?.path as string)).toBe(true);
  const lraspp = await models.lraspp_mobilenet_v3_large({ numClasses: 2 });
  poison(lraspp, "classifier.high_classifier.bias");
  expect(models.firstNonFinite(lraspp, images())).toMatchObject({ path: "classifier.high_classifier" });
});

test("leaves no hook and no tensor behind", () => {
  const model = smallNet();
  poison(model, "3.weight");
  scope(() => {
    const x = images();
    memory.collect();
    const before = memory.liveTensors();
    models.firstNonFinite(model, x);
    models.firstNonFinite(model, x);
    expect(memory.liveTensors()).toBe(before);
  });
});

test("the error names the layer and what of it is not finite", () => {
  const model = smallNet();
  poison(model, "3.weight");
  const x = images();
  let error: unknown;
  try {
    checkFinite("train.predict", model, x, model.forward(x));
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(models.NonFiniteOutputError);
  const found = error as models.NonFiniteOutputError;
  expect(found.code).toBe("ERR_TORCHTS_NON_FINITE_OUTPUT");
  expect(found.message).toContain("train.predict: Sequential gives NaN");
  expect(found.message).toContain("it begins in the layer 3, a Conv2d, whose weight is not finite");
  expect(found.origin?.path).toBe("3");
  expect(() => checkFinite("train.predict", smallNet(), tensor([Number.NaN]), tensor([Number.NaN]))).toThrow(
    /its input, float32 \[1\], itself holds NaN/,
  );
});

test("refuses what is no network, no tensor, and surplus arguments", () => {
  const first = models.firstNonFinite as (...args: unknown[]) => unknown;
  expect(() => first(models.resnet18(), images())).toThrow(/a promise \(await it first\)/);
  expect(() => first(resnet, [1, 2])).toThrow(ArgumentError);
  expect(() => first(resnet, images(), 1)).toThrow(/surplus/);
  expect(() => first(undefined, undefined, { surelyNoOption: 1 })).toThrow(/surelyNoOption/);
});
