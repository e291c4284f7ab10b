// Blur, noise, tone, erasing, crops in fives and tens, and boxes: committed results of torchvision.transforms.v2, for
// each call listed in test/fixtures/pixels.json; then the random classes over them.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { memory, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { type Sample, transforms } from "../../lib/vision/index.ts";
import { fixtureJson, fixtureTensors } from "../helpers/index.ts";
import { expectExact, FLOAT_TOLERANCE, largestDifference } from "./sample-cases.ts";

interface Call {
  function: keyof typeof transforms.functional;
  input: string;
  arguments: unknown[];
}

const { calls } = fixtureJson<{ calls: Call[] }>("pixels");
const { tensors } = fixtureTensors("pixels");

/** Boxes: pixels in float32. */
const COORDINATE_TOLERANCE = 1e-5;

const BOXES = new Set(["convertBoxes", "clampBoxes", "clampKeypoints"]);

function run(call: Call): Tensor {
  const given = call.arguments.map((value) => (value === "noise" ? tensors[`noise.${call.input}`] : value));
  const listed = call.function === "fiveCrop" || call.function === "tenCrop";
  const which = listed ? (given.pop() as number) : 0;
  const change = transforms.functional[call.function] as (image: Tensor, ...rest: unknown[]) => unknown;
  const result = change(tensors[`in.${call.input}`] as Tensor, ...given);
  return listed ? ((result as Tensor[])[which] as Tensor) : (result as Tensor);
}

describe.each([...new Set(calls.map((call) => call.function))])("functional.%s", (name) => {
  const mine = calls.map((call, number) => ({ ...call, number })).filter((call) => call.function === name);
  test.each(mine.map((call) => [call.input, JSON.stringify(call.arguments), call] as const))(
    "%s %s",
    (_input, _arguments, call) => {
      const expected = tensors[`out.${call.number}`] as Tensor;
      if (name === "gaussianBlur") {
        const blurred = run(call);
        expect(blurred.dtype).toBe((tensors[`in.${call.input}`] as Tensor).dtype);
        expectExact(blurred, expected, FLOAT_TOLERANCE);
        return;
      }
      const bound = !expected.dtype.startsWith("float")
        ? 0
        : BOXES.has(name)
          ? COORDINATE_TOLERANCE
          : FLOAT_TOLERANCE;
      expect(largestDifference(run(call), expected)).toBeLessThanOrEqual(bound);
    },
  );
});

const bytes = tensors["in.bytes"] as Tensor;
const { functional: F } = transforms;

describe("random changes of pixels", () => {
  const always = { p: 1 };
  const same: [string, transforms.Transform, (image: Tensor) => Tensor][] = [
    ["RandomInvert", new transforms.RandomInvert(always), F.invert],
    ["RandomPosterize", new transforms.RandomPosterize(3, always), (t) => F.posterize(t, 3)],
    ["RandomSolarize", new transforms.RandomSolarize(99, always), (t) => F.solarize(t, 99)],
    [
      "RandomAdjustSharpness",
      new transforms.RandomAdjustSharpness(2, always),
      (t) => F.adjustSharpness(t, 2),
    ],
    ["RandomAutocontrast", new transforms.RandomAutocontrast(always), F.autocontrast],
    ["RandomEqualize", new transforms.RandomEqualize(always), F.equalize],
    ["RandomGrayscale", new transforms.RandomGrayscale(always), (t) => F.rgbToGrayscale(t, 3)],
    [
      "GaussianBlur",
      new transforms.GaussianBlur(5, [0.5, 3]),
      (t) => F.gaussianBlur(t, 5, new transforms.GaussianBlur(5, [0.5, 3]).getParams(new Rng(4))),
    ],
    [
      "GaussianNoise",
      new transforms.GaussianNoise({ mean: 0.1, sigma: 0.2 }),
      (t) => {
        const noise = new transforms.GaussianNoise().getParams(t.shape, new Rng(4));
        return F.gaussianNoise(t, noise, { mean: 0.1, sigma: 0.2 });
      },
    ],
  ];

  test.each(same)("%s is its function, of what it draws", (_name, transform, change) => {
    expect(largestDifference(transform.apply(bytes, new Rng(4)), change(bytes))).toBe(0);
  });

  test.each(same)("%s leaves the mask, the argument and no tensor behind", (_name, transform) => {
    const image = (tensors["in.dark"] as Tensor).narrow(0, 0, 1).squeeze(0).expand([3, 40, 44]).contiguous();
    const sample = { image, mask: zeros([40, 44], { dtype: "int64" }) };
    const held = Buffer.from(image.bytes());
    memory.collect();
    const before = memory.stats().liveTensors;
    scope(() => {
      const moved = transform.applySample(sample, new Rng(4));
      expect(moved.mask).toBe(sample.mask);
      expect(largestDifference(moved.image, image)).toBeGreaterThan(0);
    });
    expect(memory.stats().liveTensors).toBe(before);
    expect(Buffer.compare(held, Buffer.from(image.bytes()))).toBe(0);
  });

  test("come about as often as p says", () => {
    const rng = new Rng(3);
    const transform = new transforms.RandomInvert({ p: 0.2 });
    const changed = Array.from({ length: 1000 }, () => transform.apply(bytes, rng) !== bytes).filter(Boolean);
    expect(changed.length).toBeGreaterThan(160);
    expect(changed.length).toBeLessThan(240);
  });

  test("noise is normal", () => {
    const noise = new transforms.GaussianNoise().getParams([100_001], new Rng(1));
    const [mean, deviation] = [noise.mean().item() as number, noise.std().item() as number];
    expect(Math.abs(mean)).toBeLessThan(0.012); // 4 / sqrt(100001)
    expect(Math.abs(deviation - 1)).toBeLessThan(0.01);
    const far = noise.abs().gt(1.959964).to("float32").mean().item() as number;
    expect(Math.abs(far - 0.05)).toBeLessThan(0.003);
  });

  test("RandomErasing erases the rectangle it draws, of the share and ratio asked for", () => {
    const image = zeros([3, 60, 80]).add(0.5);
    const erasing = new transforms.RandomErasing({
      p: 1,
      scale: [0.1, 0.2],
      ratio: [0.5, 2],
      value: [0, 1, 2],
    });
    for (let seed = 0; seed < 40; seed++) {
      const rng = new Rng(seed);
      rng.bernoulli(1);
      const box = erasing.getParams([60, 80], rng);
      expect(box).not.toBeNull();
      if (box === null) continue;
      const share = (box.height * box.width) / 4800;
      expect(share > 0.095 && share < 0.205).toBe(true);
      const moved = erasing.apply(image, new Rng(seed));
      expect(largestDifference(moved, F.erase(image, box, [0, 1, 2]))).toBe(0);
      expect(moved.narrow(0, 2, 1).eq(2).sum().item()).toBe(box.height * box.width);
    }
    const noisy = new transforms.RandomErasing({ p: 1, value: "random" }).apply(image, new Rng(5));
    expect(noisy.ne(0.5).sum().item() as number).toBeGreaterThan(200);
  });
});

describe("RandomChoice and RandomOrder", () => {
  const add = (n: number) => (image: Tensor) => image.mul(10).add(n);
  const one = zeros([1, 1, 1]);

  test("choose by share", () => {
    const choice = new transforms.RandomChoice([add(1), add(2), add(3)], { p: [1, 0, 3] });
    const rng = new Rng(2);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const drawn = choice.apply(one, rng).item() as number;
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect([counts[0], counts[2]]).toEqual([0, 0]);
    expect(counts[1]).toBeGreaterThan(65);
    expect(counts[1]).toBeLessThan(135);
  });

  test("order in every way, and alike for samples", () => {
    const order = new transforms.RandomOrder([add(1), add(2), add(3)]);
    const seen = new Set<number>();
    for (let seed = 0; seed < 60; seed++) {
      const value = order.apply(one, new Rng(seed)).item() as number;
      expect(order.applySample({ image: one }, new Rng(seed)).image.item()).toBe(value);
      seen.add(value);
    }
    expect([...seen].sort()).toEqual([123, 132, 213, 231, 312, 321]);
  });

  test("move masks with the chosen transform", () => {
    const choice = new transforms.RandomChoice([
      new transforms.RandomHorizontalFlip({ p: 1 }),
      new transforms.RandomVerticalFlip({ p: 1 }),
    ]);
    const image = bytes.to("float32");
    const mask = bytes.narrow(0, 0, 1).squeeze(0);
    for (let seed = 0; seed < 10; seed++) {
      const moved = choice.applySample({ image, mask }, new Rng(seed));
      expect(largestDifference(moved.image.narrow(0, 0, 1).squeeze(0), moved.mask.to("float32"))).toBe(0);
    }
  });
});

describe("boxes", () => {
  const boxes = tensor([
    [2, 3, 12, 13],
    [20, 5, 30, 9],
    [1, 1, 1.5, 8],
    [-4, 2, 9, 9],
  ]);
  const sample = {
    image: zeros([3, 20, 32]),
    boxes,
    labels: tensor([5, 6, 7, 8], { dtype: "int64" }),
    masks: zeros([4, 20, 32], { dtype: "bool" }),
    keypoints: zeros([4, 2, 2]),
  };

  test("SanitizeBoundingBoxes removes the small and the outside with all that is theirs", () => {
    const clean = new transforms.SanitizeBoundingBoxes().applySample(sample);
    expect(clean.boxes.toArray()).toEqual([
      [2, 3, 12, 13],
      [20, 5, 30, 9],
    ]);
    expect(clean.labels.data()).toEqual(new BigInt64Array([5n, 6n]));
    expect([clean.masks.shape, clean.keypoints.shape]).toEqual([
      [2, 20, 32],
      [2, 2, 2],
    ]);
    const whole = { ...sample, mask: zeros([20, 32]) };
    expect(new transforms.SanitizeBoundingBoxes().applySample(whole).mask).toBe(whole.mask);
    // Planes of as many classes as there are boxes, and as many points, belong to none of them.
    const planes = { ...whole, mask: zeros([4, 20, 32]), keypoints: zeros([4, 2]) };
    const kept = new transforms.SanitizeBoundingBoxes().applySample(planes);
    expect([kept.mask, kept.keypoints]).toEqual([planes.mask, planes.keypoints]);
    expect([kept.masks.shape[0], kept.boxes.shape[0]]).toEqual([2, 2]);
  });

  test("ClampBoundingBoxes and ConvertBoundingBoxFormat change the boxes only", () => {
    const clamped = new transforms.ClampBoundingBoxes().applySample(sample);
    expect((clamped.boxes.toArray() as number[][])[3]).toEqual([0, 2, 9, 9]);
    const converted = new transforms.ConvertBoundingBoxFormat("cxcywh").applySample(sample);
    expect((converted.boxes.toArray() as number[][])[1]).toEqual([25, 7, 10, 4]);
    expect(converted.image).toBe(sample.image);
  });

  test("RandomIoUCrop keeps boxes with their centre inside, one with the overlap drawn", () => {
    const image = zeros([1, 60, 80]);
    const given: Sample & { boxes: Tensor } = {
      image,
      boxes: tensor([
        [5, 5, 30, 30],
        [50, 20, 75, 55],
      ]),
    };
    const crop = new transforms.RandomIoUCrop({ samplerOptions: [0.3] });
    const list = given.boxes.toArray() as number[][];
    let cut = 0;
    for (let seed = 0; seed < 40; seed++) {
      const box = crop.getParams([60, 80], list, new Rng(seed));
      const moved = crop.applySample(given, new Rng(seed));
      if (box === null) continue;
      expect(moved.image.shape).toEqual([1, box.height, box.width]);
      const overlaps = list.map((corners) => {
        const [x1, y1, x2, y2] = corners as [number, number, number, number];
        const w = Math.max(0, Math.min(x2, box.left + box.width) - Math.max(x1, box.left));
        const h = Math.max(0, Math.min(y2, box.top + box.height) - Math.max(y1, box.top));
        return (w * h) / (box.width * box.height + (x2 - x1) * (y2 - y1) - w * h);
      });
      expect(Math.max(...overlaps)).toBeGreaterThanOrEqual(0.3);
      for (const [i, row] of (moved.boxes.toArray() as number[][]).entries()) {
        const [x1, y1, x2, y2] = list[i] as [number, number, number, number];
        const [x, y] = [(x1 + x2) / 2 - box.left, (y1 + y2) / 2 - box.top];
        const inside = x > 0 && y > 0 && x < box.width && y < box.height;
        expect(row.some((edge) => edge !== 0)).toBe(inside);
        if (!inside) cut++;
      }
    }
    expect(cut).toBeGreaterThan(5);
  });

  test("RandomIoUCrop ends where no crop fits, and says what it needs", () => {
    const crop = new transforms.RandomIoUCrop({ samplerOptions: [0.9] });
    const empty = { image: zeros([1, 20, 20]), boxes: zeros([0, 4]) };
    expect(crop.applySample(empty, new Rng(0))).toBe(empty);
    expect(() => crop.apply(empty.image)).toThrow(/needs boxes; call applySample/);
    expect(() => crop.applySample({ image: empty.image }, new Rng(0))).toThrow(/needs boxes/);
  });
});

describe("bad input", () => {
  const square: transforms.Corners = [
    [0, 0],
    [9, 0],
    [9, 9],
    [0, 9],
  ];
  test.each<[string, () => unknown, RegExp]>([
    ["an even kernel", () => F.gaussianBlur(bytes, 4), /odd positive integer/],
    ["a large kernel", () => F.gaussianBlur(bytes, 29), /half the kernel \[29, 29\] is less than.*14 x 11/],
    ["sigma", () => F.gaussianBlur(bytes, 3, 0), /sigma is a positive number/],
    ["bits", () => F.posterize(bytes, 9), /bits lies between 0 and 8/],
    ["threshold", () => F.solarize(bytes, 300), /threshold lies between/],
    ["int64", () => F.invert(zeros([1, 2, 2], { dtype: "int64" })), /got int64/],
    ["noise", () => F.gaussianNoise(bytes, zeros([3, 2, 2])), /noise is \[3,2,2\], the image \[3,11,14\]/],
    [
      "erase",
      () => F.erase(bytes, { top: 9, left: 0, height: 5, width: 2 }),
      /lies within the image of 11 x 14/,
    ],
    [
      "erase value",
      () => F.erase(bytes, { top: 0, left: 0, height: 5, width: 2 }, [1, 2]),
      /one per channel \(3\)/,
    ],
    ["fiveCrop", () => F.fiveCrop(bytes, 12), /12 x 12 does not fit into an image of 11 x 14/],
    ["three corners", () => F.perspective(bytes, square.slice(1), square), /expected four corners/],
    [
      "corners in a line",
      () =>
        F.perspective(bytes, square, [
          [0, 0],
          [4, 0],
          [8, 0],
          [0, 9],
        ]),
      /three of the corners .* lie in a line/,
    ],
    ["displacement", () => F.elastic(bytes, zeros([1, 11, 13, 2])), /expected a displacement \[1,11,14,2\]/],
    ["format", () => new transforms.ConvertBoundingBoxFormat("yxyx" as "xyxy"), /one of xyxy, xywh, cxcywh/],
    ["boxes", () => F.clampBoxes(zeros([4]), [3, 3]), /expected boxes \(N, 4\)/],
    [
      "labels",
      () =>
        new transforms.SanitizeBoundingBoxes().applySample({
          image: bytes,
          boxes: zeros([2, 4]),
          labels: zeros([3]),
        }),
      /2 boxes have 3 labels/,
    ],
    ["shares", () => new transforms.RandomChoice([F.hflip], { p: [1, 2] }), /one share from 0 per transform/],
    ["RandomResize", () => new transforms.RandomResize(20, 20), /maxSize is above minSize 20/],
    ["RandomShortestSize", () => new transforms.RandomShortestSize([]), /minSize is a positive integer/],
    ["ScaleJitter", () => new transforms.ScaleJitter(20, { scaleRange: [0, 1] }), /scaleRange is positive/],
    [
      "RandomZoomOut",
      () => new transforms.RandomZoomOut({ sideRange: [0.5, 2] }),
      /sideRange lies between 1/,
    ],
    ["RandomPerspective", () => new transforms.RandomPerspective({ distortionScale: 2 }), /between 0 and 1/],
    ["ElasticTransform", () => new transforms.ElasticTransform({ alpha: -1 }), /alpha is a number from 0/],
    ["p", () => new transforms.RandomInvert({ p: 2 }), /RandomInvert: p lies between 0 and 1/],
  ])("%s", (_name, call, message) => {
    expect(call).toThrow(message);
  });
});
