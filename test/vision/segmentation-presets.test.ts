// The segmentation presets: torchvision's evaluation preset by committed results, the training one by its parts and
// by what it promises.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { arange, full, memory, scope, type Tensor, zeros } from "../../lib/tensor/index.ts";
import { SegmentationPreset, SegmentationTrainPreset, type transforms } from "../../lib/vision/index.ts";
import { fixtureJson, fixtureTensors } from "../helpers/index.ts";
import { largestDifference } from "./sample-cases.ts";

const { presets } = fixtureJson<{
  presets: { sample: string; options: transforms.SegmentationOptions }[];
}>("samples");
const { tensors } = fixtureTensors("samples");

/** Normalised float images: resampling's last bits over standard deviations of 0.224 and more. */
const NORMALISED_TOLERANCE = 5e-6;
/** The same of uint8 images, which resampling may round to the next grey level. */
const GREY_LEVEL = 1 / 255 / 0.224 + NORMALISED_TOLERANCE;

test.each(presets.map((preset, i) => [i, preset.sample, preset.options] as const))(
  "SegmentationPreset %i on %s %j equals torchvision's",
  (i, name, options) => {
    const sample = {
      image: tensors[`in.${name}.image`] as Tensor,
      mask: tensors[`in.${name}.mask`] as Tensor,
    };
    const preset = new SegmentationPreset(options);
    const moved = preset.applySample(sample);
    const bound = sample.image.dtype === "uint8" ? GREY_LEVEL : NORMALISED_TOLERANCE;
    expect(largestDifference(moved.image, tensors[`preset.${i}.image`] as Tensor)).toBeLessThanOrEqual(bound);
    expect(largestDifference(moved.mask, tensors[`preset.${i}.mask`] as Tensor)).toBe(0);
    expect(largestDifference(preset.apply(sample.image), moved.image)).toBe(0);
    expect([moved.image.isContiguous(), moved.mask.isContiguous()]).toEqual([true, true]);
  },
);

/** A gray ramp whose mask is its own brightness in steps: an image that is moved apart from its mask shows it. */
function ramp(height: number, width: number): { image: Tensor; mask: Tensor } {
  return scope(() => {
    const x = arange(width, { dtype: "float32" }).div(width).expand([height, width]);
    return { image: x.expand([3, height, width]).contiguous(), mask: x.mul(8).floor().to("int64") };
  });
}

const plain = { mean: [0, 0, 0], std: [1, 1, 1] };

describe("SegmentationPreset", () => {
  test("resizes the shorter edge to 520 and crops nothing by default", () => {
    const { image, mask } = new SegmentationPreset().applySample({
      image: zeros([3, 60, 90], { dtype: "uint8" }),
      mask: zeros([60, 90], { dtype: "int64" }),
    });
    expect([image.shape, image.dtype, mask.shape, mask.dtype]).toEqual([
      [3, 520, 780],
      "float32",
      [520, 780],
      "int64",
    ]);
  });

  test("makes batches of one size", () => {
    const exact = new SegmentationPreset({ size: [24, 32] });
    expect(exact.apply(zeros([2, 3, 50, 41])).shape).toEqual([2, 3, 24, 32]);
    const cut = new SegmentationPreset({ resizeSize: 30, cropSize: [30, 50] });
    const { image, mask } = cut.applySample(ramp(40, 60));
    expect([image.shape, mask.shape]).toEqual([
      [3, 30, 50],
      [30, 50],
    ]);
    const padded = new SegmentationPreset({ resizeSize: 30, cropSize: 50, ignoreIndex: 99 }).applySample(
      ramp(40, 60),
    );
    expect(padded.mask.eq(99).sum().item()).toBe(50 * 50 - 30 * 45);
  });

  test("survives JSON", () => {
    const given = [{}, { size: 20 }, { resizeSize: null }, { resizeSize: 30, cropSize: 20 }] as const;
    for (const options of given) {
      const preset = new SegmentationPreset(options);
      const again = new SegmentationPreset(JSON.parse(JSON.stringify(preset.options)));
      expect(again.options).toEqual(preset.options);
      const sample = ramp(33, 41);
      expect(largestDifference(again.apply(sample.image), preset.apply(sample.image))).toBe(0);
    }
  });

  test("refuses two sizes", () => {
    expect(() => new SegmentationPreset({ size: 20, resizeSize: 30 })).toThrow(
      /size 20 or resizeSize 30, not both/,
    );
    expect(() => new SegmentationPreset({ size: [20, 0] })).toThrow(/positive integer/);
  });
});

describe("SegmentationTrainPreset", () => {
  const strong = new SegmentationTrainPreset({
    cropSize: [40, 50],
    rotation: 25,
    vflip: 0.5,
    colorJitter: 0.1,
    ...plain,
  });

  test("gives one size, float and contiguous, whatever the image's", () => {
    for (const [h, w] of [
      [20, 30],
      [90, 61],
      [200, 44],
    ] as const) {
      const { image, mask } = strong.applySample(ramp(h, w), new Rng(h));
      expect([image.shape, image.dtype, image.isContiguous()]).toEqual([[3, 40, 50], "float32", true]);
      expect([mask.shape, mask.dtype, mask.isContiguous()]).toEqual([[40, 50], "int64", true]);
    }
  });

  test("gives the image that apply gives for the same seed, and survives JSON", () => {
    const again = new SegmentationTrainPreset(JSON.parse(JSON.stringify(strong.options)));
    const sample = ramp(61, 83);
    for (let seed = 0; seed < 8; seed++) {
      const { image } = strong.applySample(sample, new Rng(seed));
      expect(largestDifference(strong.apply(sample.image, new Rng(seed)), image)).toBe(0);
      expect(largestDifference(again.apply(sample.image, new Rng(seed)), image)).toBe(0);
    }
  });

  test("keeps masks on their pixels, and ignoreIndex where there is no image", () => {
    const preset = new SegmentationTrainPreset({ cropSize: 60, vflip: 0.5, scale: [0.4, 1.5], ...plain });
    const sample = { image: full([3, 50, 70], 1), mask: full([50, 70], 3, { dtype: "int64" }) };
    let padded = 0;
    for (let seed = 0; seed < 12; seed++) {
      const { image, mask } = preset.applySample(sample, new Rng(seed));
      const seen = image.narrow(0, 0, 1).squeeze(0).gt(0.5);
      expect(seen.ne(mask.eq(3)).sum().item()).toBe(0);
      expect(seen.logicalNot().ne(mask.eq(255)).sum().item()).toBe(0);
      padded += mask.eq(255).sum().item() as number;
    }
    expect(padded).toBeGreaterThan(0);
  });

  test("mirrors image and mask alike and draws sizes over the whole range", () => {
    const preset = new SegmentationTrainPreset({ cropSize: 60, scale: [0.5, 2], ...plain });
    const slopes: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { image, mask } = preset.applySample(ramp(80, 80), new Rng(seed));
      const inside = mask.ne(255);
      const off = image.narrow(0, 0, 1).squeeze(0).mul(8).sub(mask.to("float32")).mul(inside.to("float32"));
      // floor takes off up to 1; bilinear and nearest differ by up to a pixel, which is 8 / 32 of a step.
      expect(off.max().item() as number).toBeLessThan(1.5);
      expect(off.min().item() as number).toBeGreaterThan(-0.5);
      const row = image.narrow(0, 0, 1).narrow(1, 30, 1).flatten().toArray() as number[];
      slopes.push(((row[35] as number) - (row[25] as number)) / 10);
    }
    const mirrored = slopes.filter((slope) => slope < 0).length;
    expect(mirrored).toBeGreaterThan(70);
    expect(mirrored).toBeLessThan(130);
    const edges = slopes.map((slope) => 1 / Math.abs(slope));
    expect(Math.min(...edges)).toBeLessThan(45); // 0.5 x 65
    expect(Math.max(...edges)).toBeGreaterThan(115); // 2 x 65
  });

  test("leaves no tensor behind", () => {
    const sample = ramp(61, 83);
    memory.collect();
    const before = memory.stats().liveTensors;
    for (let seed = 0; seed < 5; seed++) scope(() => void strong.applySample(sample, new Rng(seed)));
    expect(memory.stats().liveTensors).toBe(before);
  });

  test.each<[string, transforms.SegmentationTrainOptions, RegExp]>([
    ["cropSize", { cropSize: 0 }, /size is a positive integer/],
    ["scale", { scale: [2, 1] }, /RandomResize/],
    ["hflip", { hflip: 2 }, /p lies between 0 and 1/],
    ["vflip", { vflip: 3 }, /p lies between 0 and 1/],
    ["rotation", { rotation: -4 }, /rotation lies between/],
  ])("refuses a bad %s", (_name, options, message) => {
    expect(() => new SegmentationTrainPreset(options)).toThrow(message);
  });

  test("needs a generator", () => {
    expect(() => strong.applySample(ramp(50, 50))).toThrow(/needs a generator/);
  });
});
