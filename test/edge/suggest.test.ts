// Which known names an unknown one is near: models are written from memory, with other separators and slips.
import { describe, expect, test } from "vitest";
import { didYouMean, nearestNames } from "../../lib/edge/index.ts";
import * as models from "../../lib/models/index.ts";
import * as train from "../../lib/train/index.ts";

const names = models.list();

describe("a model's name", () => {
  test.each([
    ["rsnet18", ["resnet18"]],
    ["resnet_18", ["resnet18"]],
    ["ResNet-50", ["resnet50"]],
    ["vit_b16", ["vit_b_16"]],
    ["ViT-B/16", ["vit_b_16"]],
    ["efficientnet-b0", ["efficientnet_b0"]],
    ["mobilenetv2", ["mobilenet_v2"]],
    ["mobilenet", ["mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_small"]],
    ["deeplabv3", ["deeplabv3_resnet50", "deeplabv3_resnet101", "deeplabv3_mobilenet_v3_large"]],
    ["vit", ["vit_b_16", "vit_b_32", "vit_l_16"]],
    ["yolov8", []],
    ["runs/first", []],
    ["", []],
    ["_", []],
  ])("%s", (written, meant) => {
    expect(nearestNames(written, names)).toEqual(meant);
  });

  test("is asked for in each place that takes one", async () => {
    expect(() => models.get("mobilenet" as string)).toThrow(
      /no model named "mobilenet"; did you mean mobilenet_v2, mobilenet_v3_large or mobilenet_v3_small\? models\.list/,
    );
    expect(() => models.weights("ResNet-50" as string)).toThrow(/did you mean resnet50\?/);
    const masks = { kind: "binary", classes: ["background", "a"] } as const;
    await expect(train.loadForMasks("u-net", masks, { weights: null })).rejects.toThrow(
      /no segmentation network named u-net; did you mean unet\? There are .*fcn_resnet50/,
    );
    await expect(
      train.loadForMasks("dynamic_unet", masks, { weights: null, encoder: "mobilnet_v2" }),
    ).rejects.toThrow(/got "mobilnet_v2" \(did you mean mobilenet_v2\?\)/);
  });
});

test("several are told as a sentence, none as nothing", () => {
  expect(didYouMean([])).toBe("");
  expect(didYouMean(["a"])).toBe("; did you mean a?");
  expect(didYouMean(["a", "b", "c"])).toBe("; did you mean a, b or c?");
});
