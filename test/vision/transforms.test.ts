// Every transform against torchvision's function of the same name: committed results, for each call listed in
// test/fixtures/vision.json.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { noGrad, type Tensor, zeros } from "../../lib/tensor/index.ts";
import { transforms } from "../../lib/vision/index.ts";
import { fixtureJson, fixtureTensors } from "../helpers/index.ts";
import {
  expectExact,
  FLOAT_TOLERANCE,
  GREY_LEVEL,
  GRID_TOLERANCE,
  largestDifference,
} from "./sample-cases.ts";

interface Call {
  function: keyof typeof transforms.functional;
  input: string;
  arguments: unknown[];
  shape: number[];
}

const { calls, presets } = fixtureJson<{
  calls: Call[];
  presets: { input: string; options: transforms.ImageClassificationOptions }[];
}>("vision");
const { tensors } = fixtureTensors("vision");

/** Normalised images: the same, divided by standard deviations of 0.224 and more. */
const NORMALISED_TOLERANCE = 5e-6;

/** Rows and columns that the fixture holds. */
function thinned(t: Tensor): Tensor {
  return t.slice(-2, 0, null, 2).slice(-1, 0, null, 2);
}

/** Functions whose uint8 results may be off by one grey level; all others are exact. */
const RESAMPLING = new Set(["resize", "resizedCrop"]);

describe.each([...new Set(calls.map((call) => call.function))])("functional.%s", (name) => {
  const mine = calls.map((call, number) => ({ ...call, number })).filter((call) => call.function === name);
  test.each(mine.map((call) => [call.input, JSON.stringify(call.arguments), call] as const))(
    "%s %s",
    (_input, _arguments, call) => {
      const run = transforms.functional[call.function] as (image: Tensor, ...rest: unknown[]) => Tensor;
      const input = tensors[`in.${call.input}`] as Tensor;
      const actual = run(input, ...call.arguments);
      expect(actual.shape).toEqual(call.shape);
      const expected = tensors[`out.${call.number}`] as Tensor;
      const grid = name === "rotate" || name === "affine";
      if (grid && expected.dtype === "float64") {
        expect(actual.dtype).toBe(input.dtype);
        expectExact(thinned(actual), expected, GRID_TOLERANCE);
        return;
      }
      const float = grid ? GRID_TOLERANCE : FLOAT_TOLERANCE;
      const scale = name === "normalize" ? 5 : 1;
      const tolerance = expected.dtype === "uint8" ? (RESAMPLING.has(name) ? GREY_LEVEL : 0) : float * scale;
      const moved = largestDifference(thinned(actual), expected);
      expect(moved).toBeLessThanOrEqual(tolerance);
    },
  );
});

test.each(presets.map((preset, i) => [i, preset.input, preset.options] as const))(
  "ImageClassificationPreset %i on %s equals torchvision's",
  (i, input, options) => {
    const actual = new transforms.ImageClassificationPreset(options).apply(tensors[`in.${input}`] as Tensor);
    const expected = tensors[`preset.${i}`] as Tensor;
    const tolerance =
      input === "float" ? NORMALISED_TOLERANCE : GREY_LEVEL / 255 / 0.224 + NORMALISED_TOLERANCE;
    expect(actual.isContiguous()).toBe(true);
    expect(largestDifference(thinned(actual), expected)).toBeLessThanOrEqual(tolerance);
  },
);

const wide = tensors["in.wide"] as Tensor;

describe("random transforms", () => {
  const all = {
    RandomCrop: new transforms.RandomCrop(20, { padding: 4 }),
    RandomResizedCrop: new transforms.RandomResizedCrop(24),
    RandomHorizontalFlip: new transforms.RandomHorizontalFlip(),
    RandomVerticalFlip: new transforms.RandomVerticalFlip(),
    RandomRotation: new transforms.RandomRotation(30, { interpolation: "bilinear" }),
    RandomAffine: new transforms.RandomAffine(10, { translate: [0.2, 0.1], scale: [0.8, 1.2], shear: 8 }),
    RandomStretch: new transforms.RandomStretch([0.7, 1.4]),
    ColorJitter: new transforms.ColorJitter({ brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1 }),
    RandomApply: new transforms.RandomApply(new transforms.RandomRotation(90)),
    ClassificationTrainPreset: new transforms.ClassificationTrainPreset({
      cropSize: 24,
      rotation: 10,
      colorJitter: 0.2,
    }),
  };

  test.each(Object.entries(all))(
    "%s: same seed, same image; other seeds, other images",
    (_name, transform) => {
      const bytes = (seed: number) =>
        Buffer.from(transform.apply(wide, new Rng(seed)).bytes()).toString("latin1");
      expect(bytes(3)).toBe(bytes(3));
      const distinct = new Set(Array.from({ length: 12 }, (_, seed) => bytes(seed)));
      expect(distinct.size).toBeGreaterThan(1);
    },
  );

  test.each(Object.entries(all))("%s leaves its argument as it was", (_name, transform) => {
    const before = Buffer.from(wide.bytes());
    for (let seed = 0; seed < 4; seed++) transform.apply(wide, new Rng(seed));
    expect(Buffer.compare(before, Buffer.from(wide.bytes()))).toBe(0);
  });

  test.each(Object.entries(all))(
    "%s without a generator is an error that says what to do",
    (_name, transform) => {
      expect(() => transform.apply(wide)).toThrow(/needs a generator.*new Rng\(seed\)/);
    },
  );

  test("RandomResizedCrop draws boxes within the image, of the area and ratio asked for", () => {
    const crop = new transforms.RandomResizedCrop(10, { scale: [0.2, 0.5], ratio: [0.5, 2] });
    const rng = new Rng(11);
    for (let i = 0; i < 500; i++) {
      const { top, left, height, width } = crop.getParams([120, 160], rng);
      expect(top >= 0 && left >= 0 && top + height <= 120 && left + width <= 160).toBe(true);
      const share = (height * width) / (120 * 160);
      expect(share > 0.19 && share < 0.51).toBe(true);
      expect(width / height > 0.48 && width / height < 2.1).toBe(true);
    }
  });

  test("RandomResizedCrop falls back to the largest central box", () => {
    const crop = new transforms.RandomResizedCrop(10, { scale: [1, 1], ratio: [0.9, 1.1] });
    expect(crop.getParams([10, 100], new Rng(0))).toEqual({ top: 0, left: 44, height: 10, width: 11 });
    expect(crop.getParams([100, 10], new Rng(0))).toEqual({ top: 44, left: 0, height: 11, width: 10 });
  });

  test("flips come out about as often as p says", () => {
    const rng = new Rng(5);
    const flip = new transforms.RandomHorizontalFlip({ p: 0.3 });
    const flipped = Array.from({ length: 1000 }, () => flip.apply(wide, rng)).filter(
      (t) => t !== wide,
    ).length;
    expect(flipped).toBeGreaterThan(250);
    expect(flipped).toBeLessThan(350);
  });

  test("ColorJitter applies the factors it draws, in the order it draws them", () => {
    const jitter = all.ColorJitter;
    const { adjustBrightness, adjustContrast, adjustHue, adjustSaturation } = transforms.functional;
    const by = {
      brightness: adjustBrightness,
      contrast: adjustContrast,
      hue: adjustHue,
      saturation: adjustSaturation,
    };
    const params = jitter.getParams(new Rng(8));
    expect(params.map(([what]) => what).sort()).toEqual(["brightness", "contrast", "hue", "saturation"]);
    const expected = params.reduce((held, [what, factor]) => by[what](held, factor), wide);
    expect(largestDifference(jitter.apply(wide, new Rng(8)), expected)).toBe(0);
  });
});

test("stretch by [2, 1] is the middle half, twice as wide", () => {
  const image = (tensors["in.double"] as Tensor).slice(-1, 0, 52);
  const actual = transforms.functional.stretch(image, [2, 1], { interpolation: "bilinear" });
  const middle = transforms.functional.crop(image, 0, 13, 37, 26);
  const expected = transforms.functional.resize(middle, [37, 52], { antialias: false });
  // At the crop's own border the resize repeats pixels that the stretch still sees.
  const inner = (t: Tensor) => t.slice(-1, 2, 50);
  expect(largestDifference(inner(actual), inner(expected))).toBeLessThanOrEqual(1e-12);
});

test("a gray image becomes three equal channels, as Pillow does it", () => {
  const gray = tensors["in.gray"] as Tensor;
  const three = transforms.functional.rgbToGrayscale(gray, 3);
  expect(three.shape).toEqual([3, 37, 53]);
  for (let c = 0; c < 3; c++) expect(largestDifference(three.narrow(0, c, 1), gray)).toBe(0);
});

test("Compose chains transforms and functions, and prints like PyTorch", () => {
  const chain = new transforms.Compose([
    new transforms.Resize(20),
    (image) => image.flip([-1]),
    new transforms.ToFloat(),
    new transforms.Normalize([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
  ]);
  const result = chain.apply(wide);
  expect(result.shape).toEqual([3, 20, 28]);
  expect(result.dtype).toBe("float32");
  expect(String(chain)).toMatch(/^Compose\(\n {4}Resize\(size=20/);
});

test("a preset's options survive JSON", () => {
  const preset = new transforms.ImageClassificationPreset({
    cropSize: 20,
    resizeSize: 22,
    mean: [0.1, 0.2, 0.3],
  });
  const again = new transforms.ImageClassificationPreset(JSON.parse(JSON.stringify(preset.options)));
  expect(largestDifference(again.apply(wide), preset.apply(wide))).toBe(0);
});

describe("bad input", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["rank", () => transforms.functional.resize(zeros([4]), 3), /resize: expected an image \(C, H, W\)/],
    ["size", () => transforms.functional.resize(wide, 0), /size is a positive integer/],
    ["maxSize", () => transforms.functional.resize(wide, 20, { maxSize: 20 }), /maxSize is greater than/],
    [
      "channels",
      () => transforms.functional.adjustHue(zeros([2, 4, 4]), 0.1),
      /expected 1 or 3 channels, got 2/,
    ],
    ["hue", () => transforms.functional.adjustHue(wide, 0.6), /between -0.5 and 0.5/],
    ["brightness", () => transforms.functional.adjustBrightness(wide, -1), /factor lies between 0/],
    ["integer normalise", () => transforms.functional.normalize(wide, [0], [1]), /floating image, got uint8/],
    ["zero std", () => transforms.functional.normalize(zeros([1, 2, 2]), [0], [0]), /std is zero/],
    ["padding", () => transforms.functional.pad(wide, [1, 2, 3]), /1, 2 or 4 integers/],
    ["fill", () => transforms.functional.rotate(wide, 5, { fill: [1, 2] }), /one per channel/],
    ["dtype", () => transforms.functional.convertImageDtype(zeros([1, 2, 2]), "int64"), /safely/],
    ["crop", () => new transforms.RandomCrop(900).apply(wide, new Rng(0)), /does not fit/],
    ["range", () => new transforms.RandomRotation([5, -5]), /from <= to/],
    ["jitter", () => new transforms.ColorJitter({ brightness: -1 }), /brightness lies between/],
    [
      "interpolation",
      () => transforms.functional.resize(wide, 9, { interpolation: "cubic" as "bicubic" }),
      /one of nearest, bilinear, bicubic/,
    ],
  ])("%s", (_name, run, message) => {
    expect(() => noGrad(run)).toThrow(message);
  });
});
