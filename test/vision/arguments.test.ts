// What the transforms and the functions of images, masks and regions take, and that they refuse all else.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { ArgumentError, ShapeError, TorchtsError } from "../../lib/native/errors.ts";
import { tensor, zeros } from "../../lib/tensor/index.ts";
import {
  colorize,
  contours,
  imageGrid,
  maskOverlay,
  maskPalette,
  morphology,
  overlay,
  regions,
  transforms,
} from "../../lib/vision/index.ts";
import { largestDifference } from "./sample-cases.ts";

type Loose = (...args: unknown[]) => unknown;
type LooseClass = new (...args: unknown[]) => object;

const image = zeros([3, 8, 8]);
const { functional, sampleFunctional } = transforms;

/** The message of an ArgumentError, of a call at once or later. */
async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    return (error as Error).message;
  }
  throw new Error("it was taken in silence");
}

/** Classes and functions of a namespace, with their path. */
function entriesOf(space: object, path: string): [string, Loose][] {
  return Object.entries(space).flatMap(([name, value]): [string, Loose][] => {
    if (typeof value === "function") return [[`${path}${name}`, value as Loose]];
    const plain = typeof value === "object" && value !== null && !Array.isArray(value);
    return plain ? entriesOf(value as object, `${path}${name}.`) : [];
  });
}

const isClass = (value: Loose): boolean => /^class\b/.test(Function.prototype.toString.call(value));

const entries = [
  ...entriesOf(transforms, "transforms."),
  ...entriesOf(regions, "regions."),
  ...entriesOf(contours, "contours."),
  ...entriesOf(morphology, "morphology."),
  ...entriesOf({ colorize, overlay, imageGrid, maskOverlay, maskPalette }, ""),
];

describe("every public entry refuses what it does not know", () => {
  test("there are as many as there were", () => {
    expect(entries.length).toBeGreaterThanOrEqual(110);
  });

  test.each(entries)("%s", async (_name, entry) => {
    const call = (...args: unknown[]): unknown =>
      isClass(entry) ? new (entry as unknown as LooseClass)(...args) : entry(...args);
    const nothing = new Array<undefined>(entry.length).fill(undefined);
    expect(await refusal(() => call(...nothing, { surelyNoOption: 1 }))).toContain("surelyNoOption");
    const many = new Array<undefined>(12).fill(undefined);
    expect(await refusal(() => call(...nothing, ...many, "left over"))).toMatch(
      /surplus argument|expected an object with options/,
    );
  });
});

const drawn = { RandomCrop: 2, RandomRotation: 1, RandomResizedCrop: 2, ColorJitter: 1, GaussianNoise: 2 };

test("apply, applySample and getParams refuse surplus arguments and other kinds", async () => {
  const made: Record<string, transforms.Transform> = {
    RandomCrop: new transforms.RandomCrop(4),
    RandomRotation: new transforms.RandomRotation(4),
    RandomResizedCrop: new transforms.RandomResizedCrop(4),
    ColorJitter: new transforms.ColorJitter(0.1),
    GaussianNoise: new transforms.GaussianNoise(),
    Normalize: new transforms.Normalize(),
    Compose: new transforms.Compose([]),
    RandomApply: new transforms.RandomApply(functional.hflip as (image: unknown) => never),
    ToFloat: new transforms.ToFloat(),
  };
  for (const [name, transform] of Object.entries(made)) {
    const apply = transform.apply.bind(transform) as Loose;
    const applySample = transform.applySample.bind(transform) as Loose;
    expect(await refusal(() => apply(image, new Rng(0), 3))).toContain(`${name}.apply: surplus argument 3`);
    expect(await refusal(() => apply(image, new Rng(0), { surelyNoOption: 1 }))).toContain("surelyNoOption");
    expect(await refusal(() => apply(Promise.resolve(image)))).toContain("await");
    expect(await refusal(() => apply(undefined))).toContain("image is missing");
    expect(await refusal(() => apply(image, 7))).toContain("rng must be a generator, new Rng(seed), got 7");
    expect(await refusal(() => applySample({ image }, new Rng(0), 3))).toContain("surplus argument 3");
    expect(await refusal(() => applySample({ image: Promise.resolve(image) }))).toContain("await");
    expect(await refusal(() => applySample(image))).toContain("sample must be a sample");
    expect(await refusal(() => applySample({ image, boxes: [[0, 0, 1, 1]] }))).toContain(
      "boxes must be a tensor",
    );
  }
  for (const [name, count] of Object.entries(drawn)) {
    const getParams = (made[name] as unknown as { getParams: Loose }).getParams.bind(made[name]);
    const right = count === 2 ? [[8, 8], new Rng(0)] : [new Rng(0)];
    expect(await refusal(() => getParams(...right, 3))).toContain(`${name}.getParams: surplus argument 3`);
    expect(await refusal(() => getParams(...right.slice(0, -1), 3))).toContain("rng must be a generator");
  }
});

test("torchvision's positional forms reach the transform", () => {
  const { ...flip } = new transforms.RandomHorizontalFlip(1);
  expect(flip).toEqual({ p: 1 });
  expect(largestDifference(functional.hflip(image), image)).toBe(0);
  expect({ ...new transforms.ColorJitter(0.4, 0.3, 0.2, 0.1) }).toEqual({
    ...new transforms.ColorJitter({ brightness: 0.4, contrast: 0.3, saturation: 0.2, hue: 0.1 }),
  });
  expect(new transforms.ColorJitter(0.4).brightness).toEqual([0.6, 1.4]);
  expect({ ...new transforms.Resize(256, "bicubic", 300, false) }).toEqual({
    size: 256,
    interpolation: "bicubic",
    maxSize: 300,
    antialias: false,
  });
  expect(new transforms.CenterCrop(224).size).toBe(224);
  expect({ ...new transforms.Normalize([0.5], [0.2]) }).toEqual({ mean: [0.5], std: [0.2] });
  expect({ ...new transforms.Normalize({ mean: [0.5], std: [0.2] }) }).toEqual({ mean: [0.5], std: [0.2] });
  expect(new transforms.RandomRotation(10).degrees).toEqual([-10, 10]);
  expect(new transforms.RandomRotation(10, "bilinear", true).expand).toBe(true);
  expect(new transforms.RandomResizedCrop(224, [0.5, 1]).scale).toEqual([0.5, 1]);
  expect(new transforms.RandomCrop(32, 4).padding).toBe(4);
  expect(new transforms.GaussianBlur(3, 0.7).sigma).toEqual([0.7, 0.7]);
  expect(new transforms.RandomErasing(0.3).p).toBe(0.3);
  expect(new transforms.Pad(2, 7).fill).toBe(7);
  expect(new transforms.RandomAffine(5, [0.1, 0.2]).translate).toEqual([0.1, 0.2]);
  expect(new transforms.RandomPerspective(0.2, 0.9)).toMatchObject({ distortionScale: 0.2, p: 0.9 });
  expect(new transforms.RandomPosterize(3, 0.9)).toMatchObject({ bits: 3, p: 0.9 });
  expect(new transforms.RandomGrayscale(0.9).p).toBe(0.9);
  expect(new transforms.Grayscale(3).numOutputChannels).toBe(3);
  const both = new transforms.RandomApply([new transforms.Resize(4), new transforms.CenterCrop(2)], 1);
  expect(both.apply(image, new Rng(0)).shape).toEqual([3, 2, 2]);
  expect(functional.resize(image, 4, "nearest").shape).toEqual([3, 4, 4]);
  expect(functional.rotate(image, 45, "nearest", true).shape).toEqual([3, 12, 12]);
  expect(functional.pad(image, 1, 0, "edge").shape).toEqual([3, 10, 10]);
  expect(sampleFunctional.resize({ image }, 4, "nearest").image.shape).toEqual([3, 4, 4]);
});

const loose = transforms as unknown as Record<string, LooseClass>;
const make =
  (name: string, ...args: unknown[]) =>
  (): object =>
    new (loose[name] as LooseClass)(...args);
const F = functional as unknown as Record<string, Loose>;
const S = sampleFunctional as unknown as Record<string, Loose>;
const mask = { data: [0, 1, 1, 0], height: 2, width: 2 };
const square = [
  [0, 0],
  [7, 0],
  [7, 7],
  [0, 7],
];

test.each<[string, () => unknown, string]>([
  [
    "a size as text",
    make("Resize", "256"),
    'transforms.Resize: size must be a positive integer or [height, width], got "256"',
  ],
  ["a size of none", make("Resize", 0), "size is a positive integer"],
  ["a misspelt option", make("Resize", 256, { max_size: 300 }), "did you mean maxSize?"],
  ["an option of another transform", make("CenterCrop", 4, { interpolation: "nearest" }), "maskFill"],
  ["a probability above 1", make("RandomHorizontalFlip", 2), "RandomHorizontalFlip: p lies between 0 and 1"],
  [
    "a probability below 0",
    make("RandomApply", new transforms.Resize(4), { p: -1 }),
    "p lies between 0 and 1",
  ],
  ["a probability as text", make("RandomVerticalFlip", "0.5"), 'p must be a number, got "0.5"'],
  ["an option as null", make("ColorJitter", { hue: null }), "hue must be a number or [from, to], got null"],
  ["a negative strength", make("ColorJitter", -1), "brightness lies between"],
  ["numOutputChannels", make("Grayscale", { num_output_channels: 3 }), "did you mean numOutputChannels?"],
  ["two channels", make("Grayscale", 2), "numOutputChannels must be one of 1, 3"],
  ["an unknown interpolation", make("RandomRotation", 3, "bicubic"), "one of nearest, bilinear, got"],
  ["a range of three", make("RandomResizedCrop", 4, { scale: [1, 2, 3] }), "scale must be [from, to]"],
  ["a ratio from 0", make("RandomResizedCrop", 4, { ratio: [0, 2] }), "ratio lies between"],
  ["a scale from 0", make("RandomAffine", 4, { scale: [0, 2] }), "scale lies between"],
  ["an unknown dtype", make("ConvertImageDtype", "float"), "dtype must be a dtype"],
  ["means that are none", make("Normalize", 0.5, 0.5), "mean must be a list, each a number, got 0.5"],
  ["a preset without a size", make("ImageClassificationPreset"), "cropSize is missing"],
  ["a preset's crop_size", make("ImageClassificationPreset", { crop_size: 3 }), "did you mean cropSize?"],
  ["a preset's position", make("ImageClassificationPreset", 224), "expected an object with options, got 224"],
  ["a preset's typo", make("SegmentationPreset", { resize: 3 }), "did you mean size?"],
  ["a training preset's flip", make("SegmentationTrainPreset", { vflip: 2 }), "vflip lies between 0 and 1"],
  ["one transform for a list", make("Compose", new transforms.Resize(3)), "write new Compose([...])"],
  [
    "a class in the list",
    make("Compose", [transforms.Resize]),
    "the class Resize at position 0; write new Resize(...)",
  ],
  ["a promise in the list", make("Compose", [Promise.resolve()]), "a promise (await it first) at position 0"],
  ["a name in the list", make("RandomOrder", ["Resize"]), 'got "Resize" at position 0'],
  ["no list", make("RandomChoice", undefined), "expected a list of transforms, got undefined"],
  ["a class to be applied", make("RandomApply", transforms.Resize), "expected a list of transforms"],
  ["ToFloat's argument", make("ToFloat", "float64"), "transforms.ToFloat: surplus argument"],
  [
    "ClampBoundingBoxes' argument",
    make("ClampBoundingBoxes", 3),
    "transforms.ClampBoundingBoxes: surplus argument",
  ],
  [
    "an image as a promise",
    () => F.resize?.(Promise.resolve(image), 4),
    "image must be a tensor, got a promise (await it first)",
  ],
  ["no image", () => F.hflip?.(), "transforms.functional.hflip: image is missing"],
  ["a map's index", () => [image].map((x, i) => F.hflip?.(x, i, [x])), "xs.map((x) => hflip(x))"],
  ["snake case", () => F.rotate?.(image, 3, { mask_fill: 3 }), "unknown option"],
  ["a change's typo", () => F.affine?.(image, { angel: 3 }), "did you mean angle?"],
  ["a sample's change", () => S.affine?.({ image }, { scale: 0 }), "scale is positive"],
  [
    "a rectangle's typo",
    () => F.erase?.(image, { top: 0, left: 0, heigth: 1, width: 1 }),
    "{ top, left, height, width }",
  ],
  [
    "a rectangle of halves",
    () => S.resizedCrop?.({ image }, { top: 0.5, left: 0, height: 1, width: 1 }, 4),
    "box must be",
  ],
  ["a sample for an image", () => F.resize?.({ image }, 4), "image must be a tensor, got an object"],
  ["an image for a sample", () => S.resize?.(image, 4), "sample must be a sample"],
  ["corners", () => S.perspective?.({ image }, square, "square"), "endpoints must be a list"],
  [
    "box formats",
    () => F.convertBoxes?.(zeros([1, 4]), "xyxy", "yxyx"),
    "to must be one of xyxy, xywh, cxcywh",
  ],
  ["a colour map", () => (colorize as Loose)(zeros([2, 2]), "viridis"), "one of jet, hot, gray"],
  [
    "an overlay's typo",
    () => (overlay as Loose)(image, zeros([8, 8]), { colourmap: "hot" }),
    "did you mean colormap?",
  ],
  ["a grid's columns", () => (imageGrid as Loose)(zeros([1, 1, 2, 2]), { cols: 2 }), "columns"],
  [
    "a mask overlay's outline",
    () => (maskOverlay as Loose)(image, zeros([8, 8], { dtype: "int64" }), { outline: "yes" }),
    "outline must be",
  ],
  [
    "a colour by name",
    () => (maskOverlay as Loose)(image, zeros([8, 8], { dtype: "int64" }), { colors: ["red"] }),
    "colors must be a list, each [red, green, blue]",
  ],
  [
    "a spacing of one",
    () => (regions.measureRegions as Loose)(mask, { spacing: 0.5 }),
    "spacing must be [row, column]",
  ],
  [
    "a spacing by position",
    () => (regions.measureRegions as Loose)(mask, [1, 1]),
    "expected an object with options",
  ],
  ["a mask that is none", () => (regions.labelRegions as Loose)([[0, 1]]), "mask must be a mask"],
  [
    "connectivity",
    () => (regions.labelRegions as Loose)(mask, { connectivity: 6 }),
    "connectivity must be one of 4, 8, got 6",
  ],
  [
    "a column",
    () => (regions.regionTable as Loose)([], { columns: ["size"] }),
    "columns must be a list, each one of area",
  ],
  ["contours of a promise", () => (contours.findContours as Loose)(Promise.resolve()), "await it first"],
  ["COCO without classes", () => (contours.toCoco as Loose)([]), "classes is missing"],
  [
    "a COCO format",
    () => (contours.toCoco as Loose)([], { classes: [], format: "png" }),
    'format must be "polygons" or "rle", got "png"',
  ],
  ["polygons that are none", () => (contours.simplifyContours as Loose)([[0, 0]], 1), "each a polygon"],
  [
    "a size that is none",
    () => (contours.fillContours as Loose)([], { height: 3 }),
    "size must be { height, width } in pixels",
  ],
  [
    "a distance's spacing",
    () => (morphology.distanceTransform as Loose)(mask, [0, 1]),
    "two lengths above 0",
  ],
  ["a skeleton's mask", () => (morphology.skeletonize as Loose)("mask"), 'got "mask"'],
])("%s is refused", async (_name, call, message) => {
  expect(await refusal(call)).toContain(message);
});

test("a function that gives no image at once is refused where it is applied", async () => {
  const later = (async (x: unknown) => x) as unknown as transforms.TransformLike;
  expect(await refusal(() => new transforms.Compose([later]).apply(image))).toContain(
    "a transform gives its image at once",
  );
  expect(await refusal(() => transforms.applyToSample(later, { image }))).toContain("got a promise");
  expect(await refusal(() => transforms.applyTransform((() => 3) as never, image))).toContain("got 3");
});

test("no raw TypeError reaches a user", () => {
  const odd = [undefined, null, 3, "x", {}, [], () => 3, Promise.resolve(3), tensor([1, 2])];
  let calls = 0;
  for (const [name, entry] of entries) {
    if (/\.write/.test(name)) continue; // they write files
    for (const first of odd) {
      for (const second of [undefined, null, {}, [], odd.at(-1)]) {
        calls++;
        try {
          const given = [first, second, second, second].slice(0, Math.max(entry.length, 1));
          if (isClass(entry)) new (entry as unknown as LooseClass)(...given);
          else entry(...given);
        } catch (error) {
          if (!(error instanceof TorchtsError)) throw new Error(`${name}: ${String(error)}`);
        }
      }
    }
  }
  expect(calls).toBeGreaterThan(4000);
  expect(() => functional.clampKeypoints(tensor([1, 2, 3]), [4, 4])).toThrow(ShapeError);
});
