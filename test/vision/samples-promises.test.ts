// What the transforms promise about samples and no reference states: one draw for all parts, masks that stay aligned
// and keep dtype and values, errors that name both sizes, and no tensor left behind.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { arange, full, memory, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { applyToSample, type Sample, transforms } from "../../lib/vision/index.ts";
import { largestDifference } from "./sample-cases.ts";

/** A disc of ones on zeros, as image of three channels and as mask: misalignment shows in the pixels of its edge. */
function disc(height: number, width: number): Sample & { mask: Tensor } {
  return scope(() => {
    const dx = arange(width, { dtype: "float32" }).sub(width * 0.4);
    const dy = arange(height, { dtype: "float32" })
      .sub(height * 0.55)
      .view([height, 1]);
    const inside = dx
      .mul(dx)
      .add(dy.mul(dy))
      .lt((height * 0.3) ** 2);
    return {
      image: inside.to("float32").expand([3, height, width]).contiguous(),
      mask: inside.to("int64"),
    };
  });
}

/** Every transform of places that samples go through, with strong parameters and an edge of its own for masks. */
const geometric: Record<string, transforms.Transform> = {
  Resize: new transforms.Resize([50, 41]),
  CenterCrop: new transforms.CenterCrop([30, 60]),
  Pad: new transforms.Pad([1, 2, 3, 4]),
  RandomCrop: new transforms.RandomCrop(20, { padding: 4 }),
  "RandomCrop padIfNeeded": new transforms.RandomCrop([60, 20], { padIfNeeded: true }),
  RandomResizedCrop: new transforms.RandomResizedCrop(24, { interpolation: "nearest" }),
  RandomHorizontalFlip: new transforms.RandomHorizontalFlip(),
  RandomVerticalFlip: new transforms.RandomVerticalFlip(),
  RandomRotation: new transforms.RandomRotation(60),
  "RandomRotation expand": new transforms.RandomRotation(60, { expand: true }),
  RandomAffine: new transforms.RandomAffine(20, { translate: [0.2, 0.1], scale: [0.8, 1.2], shear: 8 }),
  RandomStretch: new transforms.RandomStretch([0.7, 1.4], { interpolation: "nearest" }),
  RandomPerspective: new transforms.RandomPerspective({ p: 0.8, interpolation: "nearest" }),
  ElasticTransform: new transforms.ElasticTransform({ alpha: 90, sigma: 3, interpolation: "nearest" }),
  RandomZoomOut: new transforms.RandomZoomOut({ p: 0.8, sideRange: [1, 2] }),
  RandomResize: new transforms.RandomResize(20, 60, { interpolation: "nearest" }),
  RandomShortestSize: new transforms.RandomShortestSize([20, 31], { maxSize: 40, interpolation: "nearest" }),
  ScaleJitter: new transforms.ScaleJitter([40, 30], { scaleRange: [0.6, 1.5], interpolation: "nearest" }),
  FixedSizeCrop: new transforms.FixedSizeCrop([30, 60]),
  RandomApply: new transforms.RandomApply(new transforms.RandomRotation(90)),
  Compose: new transforms.Compose([
    new transforms.RandomHorizontalFlip(),
    new transforms.RandomRotation(30),
    new transforms.RandomCrop([18, 25]),
  ]),
};

const presets: Record<string, transforms.Transform> = {
  ImageClassificationPreset: new transforms.ImageClassificationPreset({ cropSize: 24, resizeSize: 30 }),
  ClassificationTrainPreset: new transforms.ClassificationTrainPreset({
    cropSize: 24,
    rotation: 20,
    colorJitter: 0.2,
  }),
  DetectionPreset: new transforms.DetectionPreset(),
  "DetectionTrainPreset lsj": new transforms.DetectionTrainPreset({ augmentation: "lsj", size: 48 }),
  "DetectionTrainPreset multiscale": new transforms.DetectionTrainPreset({
    augmentation: "multiscale",
    minSize: [20, 31],
    maxSize: 40,
  }),
};

describe.each(Object.entries({ ...geometric, ...presets }))("%s", (_name, transform) => {
  test("gives the image that apply gives for the same seed", () => {
    const sample = disc(37, 53);
    for (let seed = 0; seed < 6; seed++) {
      const alone = transform.apply(sample.image, new Rng(seed));
      const together = transform.applySample(sample, new Rng(seed));
      expect(largestDifference(together.image, alone)).toBe(0);
      expect(together.mask.shape).toEqual(alone.shape.slice(-2));
      expect(together.mask.dtype).toBe("int64");
    }
  });

  test("leaves no tensor behind and its arguments alive", () => {
    const sample = { ...disc(37, 53), boxes: tensor([[4, 5, 20, 30]]), keypoints: tensor([[7, 8]]) };
    const plain = Object.values(sample).map((t) => Buffer.from(t.bytes()));
    memory.collect();
    const before = memory.stats().liveTensors;
    for (let seed = 0; seed < 6; seed++) scope(() => void transform.applySample(sample, new Rng(seed)));
    expect(memory.stats().liveTensors).toBe(before);
    const made = transform.applySample(sample, new Rng(1));
    const kept = new Set(Object.values(made)).size;
    expect(memory.stats().liveTensors - before).toBeLessThanOrEqual(kept);
    expect(Object.values(sample).map((t) => Buffer.from(t.bytes()))).toEqual(plain);
  });
});

describe.each(Object.entries(geometric))("%s with nearest images", (name, transform) => {
  test("keeps a mask on its object", () => {
    const sample = disc(37, 53);
    for (let seed = 0; seed < 8; seed++) {
      const moved = transform.applySample(sample, new Rng(seed));
      const seen = moved.image.narrow(0, 0, 1).squeeze(0).gt(0.5);
      const wrong = seen.ne(moved.mask.eq(1)).to("float32").mean().item() as number;
      // A smooth resize puts its edge up to half a pixel elsewhere than nearest does; all others agree to the pixel.
      expect(wrong, `seed ${seed}`).toBeLessThanOrEqual(name === "Resize" ? EDGE_SHARE : 0);
    }
  });
});

/** Share of the pixels that lie on the disc's edge, once around. */
const EDGE_SHARE = 0.03;

describe("masks", () => {
  const image = zeros([3, 20, 30]);
  const corner = (mask: Tensor) => mask.narrow(-2, 0, 1).narrow(-1, 0, 1).reshape([-1]).toArray();

  test("take maskFill where there is no image, images their own fill", () => {
    const sample = { image, mask: zeros([20, 30], { dtype: "uint8" }) };
    const rotated = new transforms.RandomRotation([30, 30], { fill: 0.5, maskFill: 255 });
    const moved = rotated.applySample(sample, new Rng(0));
    expect(corner(moved.mask)).toEqual([255]);
    expect(corner(moved.image)).toEqual([0.5, 0.5, 0.5]);
    const padded = new transforms.Pad(2, { fill: 0.25, maskFill: 9 }).applySample(sample);
    expect([corner(padded.mask), corner(padded.image)]).toEqual([[9], [0.25, 0.25, 0.25]]);
    const cropped = new transforms.RandomCrop(40, { padIfNeeded: true, maskFill: 255 });
    const seen = cropped.applySample(sample, new Rng(2)).mask;
    expect(seen.shape).toEqual([40, 40]);
    expect(seen.eq(255).sum().item()).toBe(40 * 40 - 20 * 30);
    const cut = transforms.sampleFunctional.crop(sample, -2, -3, 10, 10, { maskFill: 7 });
    expect(cut.mask.eq(7).sum().item()).toBe(10 * 10 - 8 * 7);
    const middle = new transforms.CenterCrop(40, { maskFill: 255 }).applySample(sample).mask;
    expect(middle.eq(255).sum().item()).toBe(40 * 40 - 20 * 30);
  });

  test.each(["bool", "uint8", "int32", "int64", "float32"] as const)("keep %s", (dtype) => {
    const mask = zeros([2, 20, 30], { dtype });
    for (const transform of Object.values(geometric)) {
      expect(transform.applySample({ image, mask }, new Rng(1)).mask.dtype).toBe(dtype);
    }
  });

  test("keep values that no float32 holds when they are resized", () => {
    const label = 2 ** 40 + 1;
    const mask = full([20, 30], label, { dtype: "int64" });
    const { mask: moved } = new transforms.Resize([33, 17]).applySample({ image, mask });
    expect(
      moved
        .eq(mask.narrow(0, 0, 1).narrow(1, 0, 1))
        .all()
        .item(),
    ).toBeTruthy();
    expect(Number(moved.data()[0])).toBe(label);
  });

  test("of no object at all follow the size", () => {
    const mask = zeros([0, 20, 30], { dtype: "bool" });
    const mirrored = ["edge", "reflect", "symmetric"] as const;
    const pads = mirrored.map((paddingMode) => new transforms.Pad(2, { paddingMode }));
    for (const transform of [...Object.values(geometric), ...Object.values(presets), ...pads]) {
      const moved = transform.applySample({ image, mask }, new Rng(0));
      expect(moved.mask.shape).toEqual([0, ...moved.image.shape.slice(-2)]);
      expect(moved.mask.dtype).toBe("bool");
    }
  });
});

test("RandomCrop pads on both sides by what is missing, as torchvision does", () => {
  const crop = new transforms.RandomCrop([60, 20], { padding: [1, 2], padIfNeeded: true });
  const { border, box } = crop.getParams([37, 53], new Rng(0));
  expect(border).toEqual([1, 2 + 19, 1, 2 + 19]); // 60 - (37 + 2 + 2) = 19
  expect([box.height, box.width]).toEqual([60, 20]);
});

test("boxes and keypoints of a padded centre crop stay on their pixels", () => {
  for (const missing of [1, 2, 3, 4, 5, 6, 7]) {
    const image = zeros([1, 10, 10]);
    image.narrow(1, 4, 1).narrow(2, 6, 1).fill_(1); // the pixel at x = 6, y = 4
    const sample = { image, boxes: tensor([[6, 4, 7, 5]]), keypoints: tensor([[6, 4]]) };
    const moved = new transforms.CenterCrop(10 + missing).applySample(sample);
    const [x, y] = (moved.keypoints.toArray() as number[][])[0] as [number, number];
    expect(moved.image.narrow(1, y, 1).narrow(2, x, 1).item(), `${missing} missing`).toBe(1);
    expect(moved.boxes.toArray()).toEqual([[x, y, x + 1, y + 1]]);
  }
});

test("no box and no keypoint is no problem", () => {
  const sample = { image: zeros([3, 20, 30]), boxes: zeros([0, 4]), keypoints: zeros([0, 5, 2]) };
  for (const transform of Object.values(geometric)) {
    const moved = transform.applySample(sample, new Rng(1));
    expect([moved.boxes.shape, moved.keypoints.shape]).toEqual([
      [0, 4],
      [0, 5, 2],
    ]);
  }
});

test("fields of the caller's own stay with the sample", () => {
  const sample = { image: zeros([3, 20, 30]), labels: zeros([2], { dtype: "int64" }), path: "a.png" };
  const moved = applyToSample(new transforms.RandomRotation(10), sample, new Rng(0));
  expect([moved.path, moved.labels]).toEqual(["a.png", sample.labels]);
});

describe("bad input", () => {
  const image = zeros([3, 20, 30]);
  const run = (transform: transforms.Transform, sample: Sample) => () =>
    transform.applySample(sample, new Rng(0));
  test.each<[string, () => unknown, RegExp]>([
    [
      "a mask of another size",
      run(new transforms.RandomRotation(5), { image, mask: zeros([20, 29]) }),
      /RandomRotation: the mask is 20 x 29 \(height x width\), the image 20 x 30/,
    ],
    [
      "a mask of another size, to a function",
      () => transforms.sampleFunctional.hflip({ image, mask: zeros([1, 21, 30]) }),
      /hflip: the mask is 21 x 30 \(height x width\), the image 20 x 30/,
    ],
    [
      "a batch",
      run(new transforms.Resize(9), { image: zeros([1, 3, 9, 9]) }),
      /expected an image \(C, H, W\)/,
    ],
    ["boxes", run(new transforms.Resize(9), { image, boxes: zeros([3, 5]) }), /expected boxes \(N, 4\)/],
    [
      "boxes beside a mirrored border",
      run(new transforms.Pad(2, { paddingMode: "reflect" }), { image, boxes: zeros([1, 4]) }),
      /boxes and keypoints go with paddingMode "constant"/,
    ],
    ["a crop", run(new transforms.RandomCrop(21), { image }), /does not fit.*padIfNeeded/],
    [
      "an elastic transform as wide as the image",
      run(new transforms.ElasticTransform(), { image }),
      /sigma 5 needs edges above 20 pixels, the image is 20 x 30/,
    ],
    ["no generator", () => new transforms.RandomCrop(9).applySample({ image }), /needs a generator/],
  ])("%s", (_name, call, message) => {
    expect(call).toThrow(message);
  });
});
