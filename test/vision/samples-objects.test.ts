// Masks of objects beside the mask of classes: two things, moved alike, filled and cleaned each in its own way.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { ArgumentError, ShapeError } from "../../lib/native/errors.ts";
import { manualSeed, ones, randint, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { checkSample, type Sample, type Transform, transforms } from "../../lib/vision/index.ts";

const [H, W] = [24, 30];

function sampleOf(): Sample & { mask: Tensor; masks: Tensor; boxes: Tensor } {
  manualSeed(4);
  return {
    image: randint(256, [3, H, W]).to("uint8"),
    mask: randint(3, [H, W]).to("int64"),
    masks: randint(2, [2, H, W]).to("uint8"),
    boxes: tensor([
      [2, 3, 20, 20],
      [5, 1, 25, 22],
    ]),
    labels: tensor([1, 2], { dtype: "int64" }),
  };
}

const maskFill = 255;
const GEOMETRIC: [string, Transform][] = [
  ["Resize", new transforms.Resize([17, 40])],
  ["CenterCrop", new transforms.CenterCrop(36, { maskFill })],
  ["Pad", new transforms.Pad([3, 1, 0, 2], { maskFill })],
  ["RandomCrop", new transforms.RandomCrop(28, { padIfNeeded: true, maskFill })],
  ["RandomResizedCrop", new transforms.RandomResizedCrop(16)],
  ["RandomHorizontalFlip", new transforms.RandomHorizontalFlip(1)],
  ["RandomVerticalFlip", new transforms.RandomVerticalFlip(1)],
  ["RandomRotation", new transforms.RandomRotation([30, 40], { maskFill })],
  ["RandomRotation, expanded", new transforms.RandomRotation([30, 40], { maskFill, expand: true })],
  ["RandomAffine", new transforms.RandomAffine(20, { translate: [0.3, 0.3], scale: [0.5, 0.7], maskFill })],
  ["RandomPerspective", new transforms.RandomPerspective({ p: 1, distortionScale: 0.8, maskFill })],
  ["ElasticTransform", new transforms.ElasticTransform({ alpha: 90, maskFill })],
  ["RandomZoomOut", new transforms.RandomZoomOut({ p: 1, maskFill })],
  ["RandomShortestSize", new transforms.RandomShortestSize([30, 40])],
  ["ScaleJitter", new transforms.ScaleJitter([40, 40])],
];

describe("transforms of places", () => {
  test.each(GEOMETRIC)(
    "%s moves masks of objects as it moves the image's own, with 0 where there is none",
    (_, transform) => {
      const { image, masks, boxes } = sampleOf();
      for (let seed = 0; seed < 5; seed++) {
        const moved = transform.applySample({ image, masks, boxes }, new Rng(seed));
        expect(moved.masks.dtype).toBe("uint8");
        expect(moved.masks.shape).toEqual([2, ...moved.image.shape.slice(-2)]);
        // The mask of classes with the same pixels takes the fill; elsewhere they are the same.
        const planes = transform.applySample({ image, mask: masks, boxes }, new Rng(seed)).mask;
        const border = planes.eq(maskFill);
        expect(moved.masks.equal(planes.maskedFill(border, 0))).toBe(true);
      }
    },
  );

  test("the fill of classes is met, so that the comparison says something", () => {
    const { image, masks } = sampleOf();
    const filled = GEOMETRIC.filter(([, transform]) => {
      const { mask } = transform.applySample({ image, mask: masks }, new Rng(1));
      return mask.eq(maskFill).any().item();
    }).map(([name]) => name);
    expect(filled.length).toBeGreaterThanOrEqual(8);
  });

  test("images without objects keep their 0 masks", () => {
    for (const [, transform] of GEOMETRIC) {
      const image = zeros([3, H, W], { dtype: "uint8" });
      const sample = { image, masks: zeros([0, H, W], { dtype: "uint8" }), boxes: zeros([0, 4]) };
      const moved = transform.applySample(sample, new Rng(0));
      expect(moved.masks.shape).toEqual([0, ...moved.image.shape.slice(-2)]);
    }
  });
});

test("a training preset for segmentation gives contiguous masks of objects without the ignored class", () => {
  const preset = new transforms.SegmentationTrainPreset({ cropSize: 48, baseSize: 24, scale: [0.5, 0.6] });
  const { mask, masks } = preset.applySample(sampleOf(), new Rng(0));
  expect([mask.eq(255).any().item(), masks.gt(1).any().item(), masks.isContiguous()]).toEqual([
    true,
    false,
    true,
  ]);
});

test("masks of objects have the image's size and are as many as boxes", () => {
  const sample = sampleOf();
  expect(() => checkSample(sample, "test")).not.toThrow();
  const wrong: [Partial<Sample>, RegExp][] = [
    [{ masks: ones([H, W]) }, /masks of objects \(N, H, W\), got \[24,30\]/],
    [{ masks: ones([2, H, W + 1]) }, /the masks are 24 x 31 .* the image 24 x 30/],
    [{ masks: ones([3, H, W]) }, /2 boxes have 3 masks; planes of classes.* are called mask/],
  ];
  for (const [part, words] of wrong) {
    expect(() => checkSample({ ...sample, ...part }, "test")).toThrow(ShapeError);
    expect(() => checkSample({ ...sample, ...part }, "test")).toThrow(words);
  }
  expect(() => checkSample({ ...sample, masks: [1] as never }, "test")).toThrow(ArgumentError);
  const odd = { ...sample, keypoints: zeros([3, 4, 2]) };
  expect(() => new transforms.SanitizeBoundingBoxes().applySample(odd)).toThrow(/2 boxes have 3 keypoints/);
});
