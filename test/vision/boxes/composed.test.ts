// The kernels of ATen operators, which devices other than the CPU use, against those of the CPU, on the CPU.
import { describe, expect, test } from "vitest";
import {
  boxes,
  cat,
  manualSeed,
  ops,
  rand,
  randint,
  randn,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";
import { roiAlign, roiPool } from "../../../lib/vision/ops/index.ts";
import { expectClose, expectSame, fixtureTensors } from "../../helpers/index.ts";
import { numberedCases } from "./operator-cases.ts";

const { tensors } = fixtureTensors("detection_ops");
/** Of the largest value: the same samples in another order. */
const TOLERANCE = { float32: 1e-5, float64: 1e-13 } as const;
const rtolOf = (t: Tensor): number => TOLERANCE[t.dtype as keyof typeof TOLERANCE];

boxes.nms(zeros([0, 4]), zeros([0]), 0.5); // opens the library

const composedNms = (all: Tensor, scores: Tensor, iou: number): Tensor =>
  ops.call<Tensor>("torchts::composed_nms", all, scores, iou);

describe("nms", () => {
  test("gives the same indices on the fixture's cases", () => {
    for (const [i, one] of numberedCases(tensors, "nms.").entries()) {
      const {
        boxes: all,
        scores,
        threshold,
        nms,
      } = one as Record<"boxes" | "scores" | "threshold" | "nms", Tensor>;
      expectSame(composedNms(all, scores, threshold.item() as number), nms, `case ${i}`);
    }
  });

  test.each([0.1, 0.3, 0.5])("gives the same indices over several blocks, threshold %f", (iou) => {
    manualSeed(0);
    const near = rand([2600, 2]).mul(200);
    const all = cat([near, near.add(rand([2600, 2]).mul(60))], { dim: 1 });
    const scores = rand([2600]).mul(100).round();
    const kept = boxes.nms(all, scores, iou);
    expect(kept.numel()).toBeLessThan(2600);
    expectSame(composedNms(all, scores, iou), kept);
  });

  test("a chain in which every second box goes", () => {
    const at = Array.from({ length: 300 }, (_, i) => [i * 4, 0, i * 4 + 10, 10]);
    const scores = Array.from({ length: 300 }, (_, i) => 300 - i);
    const kept = boxes.nms(tensor(at), tensor(scores), 0.4);
    expect(kept.tolist()).toEqual(Array.from({ length: 150 }, (_, i) => i * 2));
    expectSame(composedNms(tensor(at), tensor(scores), 0.4), kept);
  });

  test("boxes with NaN and without end stay on either", () => {
    const all = tensor([
      [0, 0, 10, 10],
      [0, 0, 10, Number.NaN],
      [0, 0, Number.POSITIVE_INFINITY, 10],
      [1, 1, 10, 10],
    ]);
    const scores = tensor([0.5, 0.9, Number.NaN, 0.4]);
    const kept = boxes.nms(all, scores, 0.5);
    expect(kept.tolist()).toEqual([2, 1, 0]);
    expectSame(composedNms(all, scores, 0.5), kept);
  });
});

interface Regions {
  input: Tensor;
  rois: Tensor;
  size: [number, number];
  scale: number;
  ratio: number;
  aligned: boolean;
}

function expectSameRegions({ input, rois, size, scale, ratio, aligned }: Regions, what: string): void {
  const rtol = rtolOf(input);
  const shape = [...size];
  const whole = input.shape;
  const aligns = [input, rois, scale, ...shape, ratio, aligned];
  const leaf = input.clone().requiresGrad_();
  const out = roiAlign(leaf, rois, size, scale, ratio, aligned);
  const grad = randn(out.shape, { dtype: input.dtype });
  out.backward(grad);
  const composed = ops.call<Tensor>("torchts::composed_roi_align", ...aligns);
  expectClose(composed, out.detach(), rtol, `${what} roi_align`);
  const back = [grad, rois, scale, ...shape, ...whole, ratio, aligned];
  const spread = ops.call<Tensor>("torchts::composed__roi_align_backward", ...back);
  expectClose(spread, leaf.grad as Tensor, rtol, `${what} gradient of roi_align`);

  const again = input.clone().requiresGrad_();
  const pooled = roiPool(again, rois, size, scale);
  pooled.backward(grad);
  const [values, places] = ops.call<[Tensor, Tensor]>(
    "torchts::composed_roi_pool",
    input,
    rois,
    scale,
    ...shape,
  );
  expectSame(values, pooled.detach(), `${what} roi_pool`);
  const unpooled = ops.call<Tensor>(
    "torchts::composed__roi_pool_backward",
    ...[grad, rois, places, scale, ...shape, ...whole],
  );
  expectClose(unpooled, again.grad as Tensor, rtol, `${what} gradient of roi_pool`);
}

describe("regions", () => {
  test("are the same on the fixture's cases", () => {
    manualSeed(0);
    for (const [i, one] of numberedCases(tensors, "rois.").entries()) {
      const [h = 1, w = 1, scale = 1, ratio = 0, aligned] = (one.options as Tensor).toArray() as number[];
      const { input, rois } = one as Record<"input" | "rois", Tensor>;
      expectSameRegions({ input, rois, size: [h, w], scale, ratio, aligned: aligned === 1 }, `case ${i}`);
    }
  });

  test.each([
    ["a fixed number of samples, several passes", 2, 1500],
    ["as many samples as pixels, of very different sizes", -1, 200],
  ])("%s", (_, ratio, count) => {
    manualSeed(1);
    const near = rand([count, 2]).mul(60);
    const sides = rand([count, 2]).pow(4).mul(200);
    const image = randint(2, [count, 1]).to("float32");
    const rois = cat([image, near, near.add(sides)], { dim: 1 });
    const input = randn([2, 3, 24, 30]);
    expectSameRegions({ input, rois, size: [7, 5], scale: 0.5, ratio, aligned: true }, "random");
  });

  test("what is not finite or of no image gives zeros and no gradient", () => {
    const rois = tensor([
      [0, 1, 1, 5, 5],
      [0, 1, Number.NaN, 5, 5],
      [0, 1, 1, Number.POSITIVE_INFINITY, 5],
      [2, 1, 1, 5, 5],
      [-1, 1, 1, 5, 5],
      [Number.NaN, 1, 1, 5, 5],
    ]);
    const input = rand([2, 1, 8, 8]).add(1);
    for (const ratio of [-1, 2]) {
      const out = ops.call<Tensor>("torchts::composed_roi_align", input, rois, 1, 2, 2, ratio, false);
      expect(out.flatten(1).ne(0).all(1).tolist()).toEqual([true, false, false, false, false, false]);
      expect(out.isfinite().all().item()).toBe(true);
      const back = [rand([6, 1, 2, 2]), rois, 1, 2, 2, 2, 1, 8, 8, ratio, false];
      const grad = ops.call<Tensor>("torchts::composed__roi_align_backward", ...back);
      expect(grad.isfinite().all().item()).toBe(true);
      expect(grad.select(0, 1).abs().sum().item()).toBe(0);
    }
    const [values, places] = ops.call<[Tensor, Tensor]>("torchts::composed_roi_pool", input, rois, 1, 2, 2);
    expect(values.flatten(1).ne(0).all(1).tolist()).toEqual([true, false, false, false, false, false]);
    expect(places.flatten(1).ge(0).all(1).tolist()).toEqual([true, false, false, false, false, false]);
  });

  test("a RoI of millions of samples is refused with what to do", () => {
    const huge = tensor([[0, 0, 0, 1e7, 1e7]]);
    expect(() =>
      ops.call("torchts::composed_roi_align", rand([1, 1, 8, 8]), huge, 1, 2, 2, -1, false),
    ).toThrow(/clip the boxes to the image/);
  });
});
