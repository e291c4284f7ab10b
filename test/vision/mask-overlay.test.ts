/** Masks over images. Expected pixels are computed by hand; torchvision's are in contours-live.test.ts. */

import { expect, test } from "vitest";
import {
  full,
  maskOverlay,
  maskPalette,
  memory,
  ones,
  scope,
  type Tensor,
  tensor,
  zeros,
} from "../../lib/index.ts";

const GRAY = 100;
const colors = [
  [0, 0, 0],
  [200, 0, 0],
  [0, 0, 50],
] as const;
const image = full([3, 4, 4], GRAY, { dtype: "uint8" });
const mask = tensor([
  [1, 1, 1, 0],
  [1, 1, 1, 0],
  [1, 1, 1, 2],
  [0, 0, 0, 2],
]);
const channel = (picture: Tensor, c: number): unknown => picture.select(0, c).toArray();

test("a class covers its pixels with a share of its colour, the background shows the image", () => {
  const shown = maskOverlay(image, mask, { colors, alpha: 0.5 });
  expect([shown.shape, shown.dtype]).toEqual([[3, 4, 4], "uint8"]);
  expect(channel(shown, 0)).toEqual([
    [150, 150, 150, 100],
    [150, 150, 150, 100],
    [150, 150, 150, 50],
    [100, 100, 100, 50],
  ]);
  expect(channel(shown, 2)).toEqual([
    [50, 50, 50, 100],
    [50, 50, 50, 100],
    [50, 50, 50, 75],
    [100, 100, 100, 75],
  ]);
});

test("outlines are the outermost pixels in full colour, with or without what is inside", () => {
  const only = maskOverlay(image, mask, { colors, outline: "only" });
  expect(channel(only, 0)).toEqual([
    [100, 100, 200, 100],
    [100, 100, 200, 100],
    [200, 200, 200, 0],
    [100, 100, 100, 0],
  ]);
  const both = maskOverlay(image, mask, { colors, outline: true, alpha: 0.25 });
  expect(channel(both, 0)).toEqual([
    [125, 125, 200, 100],
    [125, 125, 200, 100],
    [200, 200, 200, 0],
    [100, 100, 100, 0],
  ]);
  const wide = maskOverlay(image, mask, { colors, outline: "only", outlineWidth: 2 });
  expect((channel(wide, 0) as number[][]).flat().filter((v) => v === 200)).toHaveLength(8);
});

test("masks of one class each lie over each other, bool and gray and floating images too", () => {
  const planes = tensor([[[1, 1, 0]], [[0, 1, 0]]]).bool();
  const shown = maskOverlay(full([1, 1, 3], 0.2), planes, { colors, alpha: 1 });
  expect([channel(shown, 0), channel(shown, 2)]).toEqual([[[200, 0, 51]], [[0, 50, 51]]]);
});

test("ignored pixels are left as they are, and a class without a colour is named", () => {
  const odd = tensor([[1, 255]]);
  const line = full([3, 1, 2], GRAY, { dtype: "uint8" });
  expect(() => maskOverlay(line, odd, { colors })).toThrow(
    /class 255, and there are colours for 0 to 2.*ignoreIndex/,
  );
  expect(channel(maskOverlay(line, odd, { colors, alpha: 1, ignoreIndex: 255 }), 0)).toEqual([[200, 100]]);
  expect(() => maskOverlay(line, odd.neg(), { colors })).toThrow(/class -255/);
});

test("the palette begins with black and seven distinct colours, and goes on without repeating", () => {
  const palette = maskPalette(40);
  expect(palette.slice(0, 3)).toEqual([
    [0, 0, 0],
    [230, 159, 0],
    [86, 180, 233],
  ]);
  expect(new Set(palette.map(String)).size).toBe(40);
  expect(maskPalette(2)).toHaveLength(2);
  expect(() => maskPalette(-1)).toThrow(/whole number of classes, got -1/);
});

test("leaves one tensor behind, and refuses what does not fit", () => {
  scope(() => {
    memory.collect();
    const before = memory.stats().liveTensors;
    maskOverlay(image, mask, { outline: true });
    expect(memory.stats().liveTensors - before).toBeLessThanOrEqual(1);
  });
  expect(() => maskOverlay(image, zeros([4, 5]))).toThrow(/of the image's 4 x 4 pixels, got \[4,5\]/);
  expect(() => maskOverlay(ones([2, 4, 4]), mask)).toThrow(/image \(3, H, W\) or \(1, H, W\)/);
  expect(() => maskOverlay(image, mask, { alpha: 1.5 })).toThrow(/alpha between 0 and 1/);
  expect(() => maskOverlay(image, mask, { outlineWidth: 0 })).toThrow(/outlineWidth/);
});
