/** What the fixture and the live test compare of detection's operators: scripts/fixtures/detection_ops.py makes the cases. */

import { expect } from "vitest";
import { boxes, cat, manualSeed, rand, randint, type Tensor, tensor, torch } from "../../../lib/index.ts";
import { roiAlign, roiPool } from "../../../lib/vision/ops/index.ts";
import { expectClose, expectSame } from "../../helpers/index.ts";

/** Of the largest value. roi_align adds samples up in another order than torchvision. */
const TOLERANCE = { float32: 1e-5, float64: 1e-13 } as const;

type Five = [number, number, number, number, number];
type Tensors = Record<string, Tensor>;

/** Tensors by number and name after a prefix, `nms.3.boxes`, as a list of cases. */
export function numberedCases(tensors: Tensors, prefix: string = ""): Tensors[] {
  const cases: Tensors[] = [];
  for (const [key, value] of Object.entries(tensors)) {
    if (!key.startsWith(prefix)) continue;
    const [number, name] = key.slice(prefix.length).split(".") as [string, string];
    cases[Number(number)] ??= {};
    (cases[Number(number)] as Tensors)[name] = value;
  }
  return cases;
}

/** nms and batchedNms: the same indices in the same order. */
export function expectNms(given: Tensors, what: string): void {
  const { boxes: all, scores, groups, threshold, nms, batched } = given as Record<string, Tensor>;
  const iou = (threshold as Tensor).item() as number;
  const [b, s] = [all as Tensor, scores as Tensor];
  expectSame(boxes.nms(b, s, iou), nms as Tensor, `${what} nms`);
  expectSame(boxes.batchedNms(b, s, groups as Tensor, iou), batched as Tensor, `${what} batchedNms`);
}

/** batchedNms of more boxes than are moved apart at once, drawn from a seed as `crowd_case` does. */
export function expectCrowd(given: Tensors, what: string): void {
  const [seed, count, isDouble, ties, threshold] = (given.options as Tensor).toArray() as Five;
  const kept = (given.kept as Tensor).to("int64");
  manualSeed(seed);
  const spots = rand([10, 2]).mul(10_000);
  const near = spots.index(randint(0, 10, [count], { dtype: "int64" })).add(rand([count, 2]).mul(3));
  const all = cat([near, near.add(rand([count, 2]).mul(4).add(2))], 1);
  const groups = tensor([0, 3, 7, 80, 90], { dtype: "int64" }).index(
    randint(0, 5, [count], { dtype: "int64" }),
  );
  const unique = torch.randperm(count).float().div(count);
  const scores = ties === 1 ? unique.mul(20).floor().div(20) : unique;
  const dtype = isDouble === 1 ? "float64" : "float32";
  const found = boxes.batchedNms(all.to(dtype), scores.to(dtype), groups, threshold);
  // The reference's order of equal scores is that of a sort which keeps none.
  if (ties === 0) expectSame(found, kept, what);
  expectSame(found.sort().values, kept.sort().values, `${what}, in any order`);
  expectSame(scores.index(found), scores.index(kept), `${what}, the order of scores`);
}

/** roiAlign and roiPool with the gradients of a weighted sum. */
export function expectRois(given: Tensors, what: string): void {
  const input = given.input as Tensor;
  const rois = given.rois as Tensor;
  const [height = 0, width = 0, spatialScale = 1, samplingRatio = 0, aligned] = (
    given.options as Tensor
  ).toArray() as number[];
  const rtol = TOLERANCE[input.dtype as keyof typeof TOLERANCE];
  const run = {
    align: (x: Tensor) =>
      roiAlign(x, rois, [height, width], { spatialScale, samplingRatio, aligned: aligned === 1 }),
    pool: (x: Tensor) => roiPool(x, rois, [height, width], { spatialScale }),
  };
  for (const name of ["align", "pool"] as const) {
    const leaf = input.clone().requiresGrad_();
    const out = run[name](leaf);
    const weight = torch
      .linspace(0.25, 1.75, Math.max(out.numel(), 1), { dtype: input.dtype })
      .narrow(0, 0, out.numel())
      .view(out.shape);
    out.mul(weight).sum().backward();
    expectClose(out, given[name] as Tensor, rtol, `${what} ${name}`);
    expect(leaf.grad, `${what} ${name}`).not.toBeNull();
    expectClose(leaf.grad as Tensor, given[`${name}_grad`] as Tensor, rtol, `${what} gradient of ${name}`);
  }
}

/** Of the largest value: products and quotients of a few numbers. */
const MEASURED = { float64: 1e-12, float32: 1e-5 } as const;
const HALF = 4e-3;

/** Overlaps, losses with gradients, and measures. */
export function expectBoxes(given: Tensors, what: string): void {
  const { a, b, c, masks, options } = given as Record<"a" | "b" | "c" | "masks" | "options", Tensor>;
  const [height = 1, width = 1, least = 0] = options.toArray() as number[];
  const isFloat = a.isFloatingPoint();
  const equal = (actual: Tensor, name: string): void => {
    const expected = given[name] as Tensor;
    expect(actual.dtype, `${what} ${name}`).toBe(expected.dtype);
    // torchvision subtracts some coordinates in float16 before it goes on in float32, which is what all is computed in here.
    const rtol = a.dtype === "float16" ? HALF : (MEASURED[expected.dtype as keyof typeof MEASURED] ?? 0);
    expectClose(actual, expected, rtol, `${what} ${name}`);
  };
  equal(boxes.iou(a, b), "iou");
  equal(boxes.iou(torch.stack([a, c]), torch.stack([b, b])), "batched_iou");
  equal(boxes.area(a), "area");
  equal(boxes.area(a, "xywh"), "area_xywh");
  expectSame(boxes.clip(a, [height, width]), given.clip as Tensor, `${what} clip`);
  expectSame(boxes.removeSmall(a, least), given.small as Tensor, `${what} removeSmall`);
  expectSame(boxes.fromMasks(masks), given.from_masks as Tensor, `${what} fromMasks`);
  equal(boxes.giou(a, b), "giou");
  equal(boxes.diou(a, b), "diou");
  equal(boxes.ciou(a, b), "ciou");
  const losses = { giou: boxes.giouLoss, diou: boxes.diouLoss, ciou: boxes.ciouLoss };
  for (const [name, loss] of Object.entries(losses)) {
    const leaf = a.clone();
    if (isFloat) leaf.requiresGrad_();
    const each = loss(leaf, c);
    equal(each, `${name}_loss`);
    equal(loss(a, c, "mean"), `${name}_mean`);
    equal(loss(a, c, { reduction: "sum", eps: 1e-3 }), `${name}_sum`);
    if (!isFloat) continue;
    each.sum().backward();
    equal(leaf.grad as Tensor, `${name}_grad`);
  }
}
