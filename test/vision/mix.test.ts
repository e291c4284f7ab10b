// MixUp and CutMix of batches: torchvision.transforms.v2 by seed and for what it drew, and what they refuse.

import { describe, expect, test } from "vitest";
import { manualSeed, memory, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { transforms } from "../../lib/vision/index.ts";
import { expectClose, expectSame, fixtureJson, fixtureTensors } from "../helpers/index.ts";

interface Case {
  kind: "MixUp" | "CutMix";
  seed: number;
  alpha: number;
  labels: "labels" | "shares";
  lambda: number;
  box?: { top: number; left: number; height: number; width: number };
}

const { mixing } = fixtureJson<{ mixing: Case[] }>("augment");
const { tensors } = fixtureTensors("augment");
const [images, labels, shares] = [tensors.images, tensors.labels, tensors.shares] as [Tensor, Tensor, Tensor];
const { functional: F } = transforms;
/** Sums of two float32 products, which may be fused. */
const RTOL = 1e-6;

describe.each(mixing.map((one, at) => [one.kind, one.seed, one, at] as const))(
  "%s, seed %i",
  (kind, seed, { alpha, lambda, box, labels: given }, at) => {
    const batch = { images, labels: tensors[given] as Tensor, paths: ["a"] };
    const [mixed, soft] = [tensors[`mixed.${at}`], tensors[`soft.${at}`]] as [Tensor, Tensor];

    test("for what torchvision drew", () => {
      const made = box === undefined ? F.mixup(batch, lambda, { numClasses: 5 }) : F.cutmix(batch, box, 5);
      if (box === undefined) expectClose(made.images, mixed, RTOL);
      else expectSame(made.images, mixed);
      expectClose(made.labels, soft, RTOL);
      expect(made.paths).toEqual(["a"]);
    });

    test("by its seed", () => {
      const mix = new transforms[kind]({ alpha, numClasses: 5 });
      manualSeed(seed);
      const drawn = mix instanceof transforms.MixUp ? mix.getParams() : mix.getParams([9, 11]);
      if (box === undefined) expect(drawn).toBeCloseTo(lambda, 6);
      else expect(drawn).toEqual(box);
      manualSeed(seed);
      const made = mix.apply(batch);
      expectClose(made.images, mixed, RTOL);
      expectClose(made.labels, soft, RTOL);
      expect(made.labels.sum(1).sub(1).abs().max().item()).toBeLessThan(1e-6);
    });
  },
);

test("the rectangles of cutmix bring their masks along", () => {
  const masks = tensor([0, 1, 2, 3]).view([4, 1, 1]).expand([4, 9, 11]).to("int64").contiguous();
  const planes = masks.unsqueeze(1).expand([4, 2, 9, 11]).to("float32");
  const box = { top: 2, left: 3, height: 4, width: 5 };
  const made = F.cutmix({ images, masks }, box);
  expect(made.masks.dtype).toBe("int64");
  const inside = made.masks.narrow(1, 2, 4).narrow(2, 3, 5);
  expect([0, 1, 2, 3].map((n) => Number(inside.select(0, n).float().mean().item()))).toEqual([3, 0, 1, 2]);
  expect(made.masks.ne(masks).sum().item()).toBe(4 * 4 * 5);
  expect(F.cutmix({ images, masks: planes }, box).masks.ne(planes).sum().item()).toBe(2 * 4 * 4 * 5);
  // The images are pasted alike.
  expect(made.images.ne(images).any(1).any(0).sum().item()).toBe(4 * 5);
});

describe("refusals", () => {
  const masks = zeros([4, 9, 11], { dtype: "int64" });
  test.each([
    [() => F.mixup({ images, labels }, 0.5), /need `numClasses`/],
    [() => F.mixup({ images, labels }, 1.5, 5), /lambda lies between 0 and 1/],
    [() => F.mixup({ images, masks }, 0.5), /use cutmix/],
    [() => F.mixup({ images }, 0.5), /labels or masks/],
    [() => F.mixup({ images: images.to("uint8"), labels }, 0.5, 5), /floating images, got uint8/],
    [() => F.mixup({ images, labels: shares }, 0.5, { numClasses: 4 }), /\(4, 4\), got \[4,5\]/],
    [() => F.mixup({ images, labels: labels.narrow(0, 0, 3) }, 0.5, 5), /expected labels \(4\)/],
    [() => F.cutmix({ images, labels }, { top: 6, left: 0, height: 4, width: 2 }, 5), /lies within/],
    [
      () => F.cutmix({ images, masks: zeros([4, 9, 10]) }, { top: 0, left: 0, height: 1, width: 1 }),
      /as large/,
    ],
    [() => new transforms.MixUp({ alpha: 0 }), /alpha must be a number above 0/],
    [() => new transforms.CutMix({ p: 0.5 } as object), /p/],
    [() => new transforms.MixUp({ numClasses: 5 }).apply(images as never), /batch must be/],
  ])("%s", (call, text) => {
    expect(call as () => unknown).toThrow(text as RegExp);
  });

  test("the batch that was given stays as it was, and nothing is left behind", () => {
    const before = [images.clone(), labels.clone()] as const;
    memory.collect();
    const count = memory.stats().liveTensors;
    for (const mix of [new transforms.MixUp({ numClasses: 5 }), new transforms.CutMix({ numClasses: 5 })]) {
      scope(() => void mix.apply({ images, labels }));
    }
    expect(memory.stats().liveTensors).toBe(count);
    expectSame(images, before[0]);
    expectSame(labels, before[1]);
  });
});
