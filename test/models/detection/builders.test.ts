/** Builders of detectors: their options, heads by name, frozen backbones, weights that are loaded, other channels. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ArgumentError, io, manualSeed, models, nn, rand, type Tensor } from "../../../lib/index.ts";
import { hollow } from "../networks.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-detection-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { FrozenBatchNorm2d } = models.detection;

/** A small network, with images as small as its backbone takes. */
const SMALL = { backbone: "mobilenet_v2", minSize: 64, maxSize: 64, rpnPostNmsTopNTest: 8 } as const;

function normsOf(model: models.FasterRCNN): { frozen: number; batch: number; eps: number[] } {
  const modules = [...model.backbone.modules()];
  const frozen = modules.filter((module) => module instanceof FrozenBatchNorm2d);
  return {
    frozen: frozen.length,
    batch: modules.filter((module) => module instanceof nn.BatchNorm2d).length,
    eps: [...new Set(frozen.map(({ eps }) => eps))],
  };
}

/** First names of the backbone's children that are trained. */
function trainedOf(model: models.FasterRCNN): string[] {
  const names = [...model.namedParameters()].flatMap(([name, { requiresGrad }]) =>
    requiresGrad && name.startsWith("backbone.body.") ? [name.split(".")[2] as string] : [],
  );
  return [...new Set(names)];
}

async function saved(model: nn.Module, name: string): Promise<string> {
  const file = path.join(folder, name);
  await io.save(model.stateDict(), file);
  return file;
}

describe("heads", () => {
  test("are replaced by names, the background not among them, and typed through", async () => {
    const model = await models.fasterrcnn({ ...SMALL, numClasses: 4 });
    const own = models.replaceHead(model, ["glomerulus", "tubule"]);
    const { cls_score, bbox_pred } = own.roi_heads.box_predictor as models.detection.FastRCNNPredictor;
    expect([cls_score.out_features, bbox_pred.out_features]).toEqual([3, 12]);
    const labels: readonly ("glomerulus" | "tubule")[] = models.labelsOf(own);
    expect(labels).toEqual(["glomerulus", "tubule"]);
    expect(models.headPaths(own)).toEqual([
      "roi_heads.box_predictor.cls_score",
      "roi_heads.box_predictor.bbox_pred",
    ]);
    const counted = models.replaceHead(model, 6);
    expect(
      (counted.roi_heads.box_predictor as models.detection.FastRCNNPredictor).cls_score.out_features,
    ).toBe(7);
    expect(models.labelsOf(counted)).toBeNull();
    const [found] = model.detect([rand([3, 60, 50])]);
    const most = found?.labels.numel() === 0 ? 1 : Number(found?.labels.max().item());
    expect(most).toBeLessThanOrEqual(6);
    expect(() => models.withLabels(model, ["a", "b"])).toThrow(/has 7 outputs/);
    models.withLabels(model, ["a", "b", "c", "d", "e", "f"]);
    expect(models.labelsOf(model)).toHaveLength(6);
  });

  test("of masks too, and first values are drawn as torchvision's predictor draws them", async () => {
    const model = await models.maskrcnn({ ...SMALL, numClasses: 4 });
    manualSeed(5);
    models.replaceHead(model, ["nucleus"]);
    manualSeed(5);
    const fresh = new models.detection.FastRCNNPredictor(1024, 2);
    const { box_predictor: predictor, mask_predictor } = model.roi_heads;
    for (const [name, value] of fresh.stateDict()) {
      expect(predictor.stateDict().get(name)?.sub(value).abs().max().item(), name).toBe(0);
    }
    const last = (mask_predictor as models.detection.MaskRCNNPredictor).mask_fcn_logits;
    expect([last.in_channels, last.out_channels]).toEqual([256, 2]);
    expect(models.headPaths(model).at(-1)).toBe("roi_heads.mask_predictor.mask_fcn_logits");
    const [found] = model.detect([rand([3, 60, 50])]);
    expect(found?.masks?.shape).toEqual([found?.scores.numel(), 1, 60, 50]);
  });
});

describe("the pyramid", () => {
  const WANTED = { ...SMALL, numClasses: 3, pyramidReductions: [8, 16, 32], pyramidChannels: 24 };

  test("has the levels, channels and anchors that are asked for, and so do its heads", async () => {
    const model = await models.maskrcnn({ ...WANTED, anchorScale: 4, maskLayers: [16, 20] });
    expect(Object.keys(model.backbone.forward(rand([1, 3, 64, 64])))).toEqual(["0", "1", "2", "pool"]);
    expect((model.backbone as models.detection.BackboneWithFPN).out_channels).toBe(24);
    const generator = model.rpn.anchor_generator as models.detection.AnchorGenerator;
    expect(generator.sizes).toEqual([[32], [64], [128], [256]]);
    const shapes = Object.fromEntries([...model.stateDict()].map(([key, { shape }]) => [key, shape]));
    expect(shapes["roi_heads.box_head.fc6.weight"]).toEqual([1024, 24 * 49]);
    expect(shapes["roi_heads.mask_head.0.0.weight"]).toEqual([16, 24, 3, 3]);
    expect(shapes["roi_heads.mask_head.1.0.weight"]).toEqual([20, 16, 3, 3]);
    expect(shapes["roi_heads.mask_predictor.conv5_mask.weight"]).toEqual([20, 20, 2, 2]);
    const [found] = model.detect([rand([3, 60, 50])]);
    expect(found?.masks?.shape.slice(1)).toEqual([1, 60, 50]);
  });

  test("refuses features that the network does not have, and options that exclude each other", async () => {
    const reject = (options: Parameters<typeof models.maskrcnn>[0], message: RegExp): Promise<void> =>
      expect(models.maskrcnn({ ...WANTED, ...options })).rejects.toThrow(message);
    await reject({ pyramidReductions: [8, 64] }, /mobilenet_v2 has \[2,4,8,16,32\], got \[8,64\]/);
    await reject({ pyramidReductions: [16, 8] }, /from fine to coarse/);
    await reject({ pyramidReductions: [] }, /pyramidReductions among those/);
    const rpnAnchorGenerator = new models.detection.AnchorGenerator([[8], [16], [32], [64]], [1]);
    await reject({ anchorScale: 4, rpnAnchorGenerator }, /anchorScale or rpnAnchorGenerator/);
    const maskHead = new models.detection.MaskRCNNHeads(24, [8], 1);
    await reject({ maskLayers: [8], maskHead }, /maskLayers or maskHead/);
  });
});

describe("the backbone", () => {
  test("without weights is trained as a whole, and layers without weights cannot be frozen", async () => {
    const model = await models.fasterrcnn({ ...SMALL, numClasses: 2 });
    expect(normsOf(model)).toMatchObject({ frozen: 0 });
    expect(trainedOf(model)).toHaveLength(19);
    await expect(models.fasterrcnn({ ...SMALL, trainableBackboneLayers: 2 })).rejects.toThrow(
      /models\.fasterrcnn: trainableBackboneLayers is for a backbone with weights/,
    );
    await expect(models.fasterrcnn({ ...SMALL, backboneNormEps: 0 })).rejects.toThrow(
      /backboneNorm: "frozen"/,
    );
  });

  test("with weights of its own is frozen but for its last stages, as are its normalisations", async () => {
    const classifier = await models.mobilenet_v2({ numClasses: 1000 });
    const weightsBackbone = await saved(classifier, "mobilenet_v2.pth");
    const model = await models.fasterrcnn({ ...SMALL, numClasses: 2, weightsBackbone });
    expect(normsOf(model)).toEqual({ frozen: 52, batch: 0, eps: [1e-5] });
    expect(trainedOf(model)).toEqual(Array.from({ length: 15 }, (_, i) => String(i + 4)));
    expect(
      [...model.backbone.namedParameters()]
        .filter(([name]) => name.startsWith("fpn."))
        .every(([, p]) => p.requiresGrad),
    ).toBe(true);
    const own = model.backbone.stateDict().get("body.0.0.weight") as Tensor;
    expect(
      own
        .sub(classifier.stateDict().get("features.0.0.weight") as Tensor)
        .abs()
        .max()
        .item(),
    ).toBe(0);

    const all = { ...SMALL, numClasses: 2, weightsBackbone, trainableBackboneLayers: 5 };
    expect(trainedOf(await models.fasterrcnn(all))).toHaveLength(19);
    const none = { ...all, trainableBackboneLayers: 0, backboneNorm: "batch" } as const;
    const frozen = await models.fasterrcnn(none);
    expect([trainedOf(frozen), normsOf(frozen).frozen]).toEqual([[], 0]);
    await expect(models.fasterrcnn({ ...all, trainableBackboneLayers: 6 })).rejects.toThrow(
      /from 0 to 5, got 6/,
    );
  });

  test("of a file is normalised as it was saved, and what a run keeps builds it again", async () => {
    const trained = await models.fasterrcnn({ ...SMALL, numClasses: 3 });
    const batch = await models.fasterrcnn({
      ...SMALL,
      numClasses: 3,
      weights: await saved(trained, "batch.pth"),
    });
    expect([normsOf(batch).frozen, trainedOf(batch).length]).toEqual([0, 15]);

    const given = { ...SMALL, numClasses: 3, backboneNorm: "frozen", backboneNormEps: 0 } as const;
    const file = await saved(await models.fasterrcnn(given), "frozen.pth");
    const model = await models.fasterrcnn({ ...given, backboneNorm: undefined, weights: file });
    expect(normsOf(model)).toEqual({ frozen: 52, batch: 0, eps: [0] });
    expect(model.origin?.options).toMatchObject({ ...SMALL, backboneNorm: "frozen", backboneNormEps: 0 });
    const again = await models.get("fasterrcnn", { ...(model.origin?.options as object), numClasses: 3 });
    expect(normsOf(again)).toEqual(normsOf(model));
    again.loadStateDict(model.stateDict());
    const image = rand([3, 64, 64]);
    const [a, b] = [model.detect([image])[0], again.detect([image])[0]];
    expect(a?.scores.toArray()).toEqual(b?.scores.toArray());
  });

  test.each([
    "resnet18",
    "vgg11",
    "densenet121",
    "regnet_x_400mf",
    "convnext_tiny",
    "mobilenet_v3_small",
  ] as const)("may be %s, with features of a 4th to a 32nd of the image", async (backbone) => {
    const model = await models.fasterrcnn({
      backbone,
      numClasses: 2,
      minSize: 64,
      maxSize: 64,
      rpnPostNmsTopNTest: 4,
    });
    const { anchor_generator } = model.rpn;
    expect(anchor_generator.sizes).toEqual([[32], [64], [128], [256], [512]]);
    expect(model.roi_heads.box_roi_pool.featmap_names).toEqual(["0", "1", "2", "3"]);
    const features = model.eval().backbone.forward(rand([1, 3, 64, 96])) as models.detection.Features;
    expect(Object.values(features).map(({ shape }) => shape)).toEqual([
      [1, 256, 16, 24],
      [1, 256, 8, 12],
      [1, 256, 4, 6],
      [1, 256, 2, 3],
      [1, 256, 1, 2],
    ]);
    expect(model.detect([rand([3, 40, 50])])).toHaveLength(1);
  });

  test("takes grey images where that is asked for", async () => {
    const model = await models.fasterrcnn({ ...SMALL, numClasses: 2, inChannels: 1 });
    expect(model.transform.image_mean).toHaveLength(1);
    expect(model.detect([rand([1, 60, 50])])).toHaveLength(1);
    const four = await models.fasterrcnn({ ...SMALL, numClasses: 2, inChannels: 4 });
    expect(four.transform.image_mean).toEqual([0.485, 0.456, 0.406, 0.485]);
    expect(four.detect([rand([4, 60, 50])])).toHaveLength(1);
  });
});

describe("options", () => {
  test("arrive where torchvision has them", async () => {
    const model = (await hollow("maskrcnn_resnet50_fpn", {
      numClasses: 7,
      minSize: [400, 500],
      maxSize: 900,
      imageMean: [0, 0, 0],
      imageStd: [1, 1, 1],
      sizeDivisible: 64,
      fixedSize: [200, 100],
      rpnPreNmsTopNTrain: 11,
      rpnPreNmsTopNTest: 12,
      rpnPostNmsTopNTrain: 13,
      rpnPostNmsTopNTest: 14,
      rpnNmsThresh: 0.61,
      rpnFgIouThresh: 0.62,
      rpnBgIouThresh: 0.23,
      rpnBatchSizePerImage: 15,
      rpnPositiveFraction: 0.41,
      rpnScoreThresh: 0.07,
      boxScoreThresh: 0.11,
      boxNmsThresh: 0.42,
      boxDetectionsPerImg: 16,
      boxFgIouThresh: 0.53,
      boxBgIouThresh: 0.34,
      boxBatchSizePerImage: 17,
      boxPositiveFraction: 0.35,
      bboxRegWeights: [1, 2, 3, 4],
    })) as models.MaskRCNN;
    const { transform, rpn, roi_heads } = model;
    expect({ ...transform }).toMatchObject({
      min_size: [400, 500],
      max_size: 900,
      size_divisible: 64,
      fixed_size: [200, 100],
    });
    expect([transform.image_mean, transform.image_std]).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    expect(rpn.pre_nms_top_n).toEqual({ training: 11, testing: 12 });
    expect(rpn.post_nms_top_n).toEqual({ training: 13, testing: 14 });
    expect([rpn.nms_thresh, rpn.score_thresh]).toEqual([0.61, 0.07]);
    expect(rpn.proposal_matcher).toMatchObject({ high_threshold: 0.62, low_threshold: 0.23 });
    expect(rpn.fg_bg_sampler).toMatchObject({ batch_size_per_image: 15, positive_fraction: 0.41 });
    expect([roi_heads.score_thresh, roi_heads.nms_thresh, roi_heads.detections_per_img]).toEqual([
      0.11, 0.42, 16,
    ]);
    expect(roi_heads.proposal_matcher).toMatchObject({ high_threshold: 0.53, low_threshold: 0.34 });
    expect(roi_heads.fg_bg_sampler).toMatchObject({ batch_size_per_image: 17, positive_fraction: 0.35 });
    expect(roi_heads.box_coder.weights).toEqual([1, 2, 3, 4]);
    expect(roi_heads.box_predictor.stateDict().get("cls_score.weight")?.shape).toEqual([7, 1024]);
  });

  test("of the small network are torchvision's, unless they are given", async () => {
    const model = (await hollow("fasterrcnn_mobilenet_v3_large_320_fpn")) as models.FasterRCNN;
    expect(model.transform).toMatchObject({ min_size: [320], max_size: 640 });
    expect([model.rpn.score_thresh, model.rpn.pre_nms_top_n.testing]).toEqual([0.05, 150]);
    const other = (await hollow("fasterrcnn_mobilenet_v3_large_320_fpn", {
      minSize: 200,
      rpnScoreThresh: 0,
    })) as models.FasterRCNN;
    expect([other.transform.min_size, other.rpn.score_thresh]).toEqual([[200], 0]);
  });

  test("that are none are refused", async () => {
    // @ts-expect-error there is no such option
    await expect(models.fasterrcnn({ boxScoreTresh: 0.5 })).rejects.toThrow(/did you mean boxScoreThresh/);
    await expect(models.fasterrcnn({ boxScoreThresh: 5 })).rejects.toThrow(ArgumentError);
    // @ts-expect-error there is no such backbone
    await expect(models.fasterrcnn({ backbone: "resnet51" })).rejects.toThrow(/did you mean resnet50/);
    await expect(models.maskrcnn({ weights: "DEFAULT" })).rejects.toThrow(
      /no weights are published for it here/,
    );
    await expect(models.fasterrcnn_resnet50_fpn({ weights: "DEFAULT", numClasses: 3 })).rejects.toThrow(
      /have 91 classes, not 3.*replace the head of the loaded network: models\.replaceHead\(model, 2\)/,
    );
    expect(() => new models.FasterRCNN(new nn.ReLU() as never, { numClasses: 2 })).toThrow(/`out_channels`/);
  });
});
