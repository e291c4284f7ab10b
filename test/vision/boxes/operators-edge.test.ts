// What detection's operators refuse, what they give for nothing, half precision, and their derivatives.
import { beforeAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  autocast,
  autograd,
  boxes,
  DTypeError,
  manualSeed,
  noGrad,
  ops,
  rand,
  randn,
  ShapeError,
  setNumThreads,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";
import { RoIAlign, RoIPool, roiAlign, roiPool } from "../../../lib/vision/ops/index.ts";
import { expectClose, expectSame } from "../../helpers/index.ts";

beforeAll(() => void manualSeed(0));

const call = (name: string, ...args: unknown[]): unknown => ops.call(`torchvision::${name}`, ...args);
boxes.nms(zeros([0, 4]), zeros([0]), 0.5); // opens the library

describe("nms refuses", () => {
  const two = tensor([
    [0, 0, 1, 1],
    [0, 0, 1, 1],
  ]);
  test.each<[string, () => unknown, new (...args: never[]) => Error, RegExp]>([
    ["other shapes", () => boxes.nms(zeros([2, 5]), zeros([2]), 0.5), ShapeError, /boxes \(N, 4\)/],
    ["another number of scores", () => boxes.nms(two, zeros([3]), 0.5), ShapeError, /scores \(2\)/],
    ["integers", () => boxes.nms(two.to("int64"), zeros([2]), 0.5), DTypeError, /floating/],
    ["two dtypes", () => boxes.nms(two, zeros([2], { dtype: "float64" }), 0.5), DTypeError, /one dtype/],
    ["a threshold beyond 1", () => boxes.nms(two, zeros([2]), 50), ArgumentError, /between 0 and 1/],
    ["NaN as threshold", () => boxes.nms(two, zeros([2]), Number.NaN), ArgumentError, /between 0 and 1/],
    [
      "another number of groups",
      () => boxes.batchedNms(two, zeros([2]), zeros([3], { dtype: "int64" }), 0.5),
      ShapeError,
      /groups \(2\)/,
    ],
  ])("%s", (_, run, Cause, text) => {
    expect(run).toThrow(Cause);
    expect(run).toThrow(text);
  });
});

describe("regions refuse", () => {
  const input = rand([2, 3, 8, 8]);
  const roi = (...values: number[]): Tensor => tensor([values]);
  const good = roi(0, 1, 1, 5, 5);
  const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
  test.each<[string, () => unknown, new (...args: never[]) => Error, RegExp]>([
    [
      "NaN",
      () => roiAlign(input, roi(0, 1, 1, nan, 5), 2),
      ArgumentError,
      /roi 0 is not finite: \[0, 1, 1, nan/,
    ],
    ["infinity", () => roiPool(input, roi(0, 1, -inf, 3, 5), 2), ArgumentError, /not finite/],
    [
      "an image beyond the batch",
      () => roiAlign(input, roi(2, 1, 1, 5, 5), 2),
      ArgumentError,
      /images 0 to 1/,
    ],
    ["a negative image", () => roiPool(input, roi(-1, 1, 1, 5, 5), 2), ArgumentError, /of image -1/],
    ["NaN as image", () => roiAlign(input, roi(nan, 1, 1, 5, 5), 2), ArgumentError, /not finite/],
    ["rois of four numbers", () => roiAlign(input, roi(1, 1, 5, 5), 2), ShapeError, /rois \(R, 5\)/],
    ["input of three dimensions", () => roiAlign(rand([3, 8, 8]), good, 2), ShapeError, /\(N, C, H, W\)/],
    ["another dtype", () => roiAlign(input.to("float64"), good, 2), DTypeError, /one dtype/],
    ["integers", () => roiPool(input.to("int64"), good.to("int64"), 2), DTypeError, /floating/],
    ["lists of another length", () => roiAlign(input, [zeros([1, 4])], 2), ShapeError, /boxes of 2 images/],
    [
      "lists of other boxes",
      () => roiAlign(input, [zeros([1, 4]), zeros([2, 5])], 2),
      ShapeError,
      /\(L, 4\)/,
    ],
    ["an output of nothing", () => roiAlign(input, good, 0), ArgumentError, /outputSize/],
    ["a vast output", () => roiAlign(input, good, 100_000), ArgumentError, /output size between 1 and/],
    ["a scale of 0", () => roiAlign(input, good, 2, { spatialScale: 0 }), ArgumentError, /above 0/],
    ["vast sampling", () => roiAlign(input, good, 2, { samplingRatio: 1e9 }), ArgumentError, /at most 16384/],
  ])("%s", (_, run, Cause, text) => {
    expect(run).toThrow(Cause);
    expect(run).toThrow(text);
  });

  test("what the operators themselves are called with", () => {
    const grad = rand([1, 3, 2, 2]);
    const back = (g: Tensor, rois: Tensor, size: number[]): unknown =>
      call("_roi_align_backward", g, rois, 1, 2, 2, ...size, 2, false);
    expect(() => back(grad, roi(9, 1, 1, 5, 5), [2, 3, 8, 8])).toThrow(/images 0 to 1/);
    expect(() => back(grad, good, [2, 4, 8, 8])).toThrow(/gradient of shape \[1, 4, 2, 2\]/);
    expect(() => back(grad, good, [2, 3, -8, 8])).toThrow(/at least 0/);
    expect(() => call("roi_align", input, good, 1, -2, 2, 2, false)).toThrow(/output size/);
    const places = zeros([1, 3, 2, 2], { dtype: "int32" });
    const unpool = (where: Tensor): unknown =>
      call("_roi_pool_backward", grad, good, where, 1, 2, 2, 2, 3, 8, 8);
    expect(() => unpool(places.to("int64"))).toThrow(/type int/);
    expect(() => unpool(zeros([1, 3, 2, 3], { dtype: "int32" }))).toThrow(/places/);
    // A place beyond the plane is none.
    expect((unpool(places.add(64)) as Tensor).abs().sum().item()).toBe(0);
    expect((unpool(places.sub(7)) as Tensor).abs().sum().item()).toBe(0);
  });
});

test("RoIs far larger than the image, and as large as numbers get, end soon", () => {
  const input = rand([1, 2, 8, 8]);
  const all = rand([1, 1, 8, 8]).fill_(1);
  for (const far of [1e6, 1e12, 3e38]) {
    const huge = tensor([[0, -far, -far, far, far]]);
    for (const aligned of [false, true]) {
      const out = roiAlign(input, huge, 7, { aligned });
      expect(out.isfinite().all().item()).toBe(true);
    }
    expect(roiPool(input, huge, 3).isfinite().all().item()).toBe(true);
  }
  // Samples a pixel apart and less give the mean, where they all lie inside.
  expect(roiAlign(all, tensor([[0, 1, 1, 7, 7]]), 1).item()).toBeCloseTo(1, 6);
});

test("nothing in gives nothing out, with a gradient of zeros", () => {
  expect(boxes.nms(zeros([0, 4]), zeros([0]), 0.5).shape).toEqual([0]);
  const none = zeros([0], { dtype: "int64" });
  expect(boxes.batchedNms(zeros([0, 4]), zeros([0]), none, 0.5).dtype).toBe("int64");
  for (const layer of [new RoIAlign(3, 1, 2), new RoIPool(3, 1)]) {
    const input = rand([2, 4, 5, 5]).requiresGrad_();
    const out = layer.forward(input, [zeros([0, 4]), zeros([0, 4])]);
    expect(out.shape).toEqual([0, 4, 3, 3]);
    out.sum().backward();
    expect(input.grad?.abs().sum().item()).toBe(0);
    expect(layer.forward(rand([0, 4, 5, 5]), zeros([0, 5])).shape).toEqual([0, 4, 3, 3]);
    expect(layer.forward(rand([1, 0, 5, 5]), zeros([2, 5])).shape).toEqual([2, 0, 3, 3]);
    expect(layer.forward(rand([1, 2, 0, 5]), zeros([2, 5])).tolist()).toEqual(zeros([2, 2, 3, 3]).tolist());
  }
});

describe("derivatives", () => {
  const rois = tensor(
    [
      [0, 0.3, -1.2, 4.1, 3.3],
      [1, 1.1, 0.7, 9.5, 6.2],
      [0, 2.2, 2.9, 2.4, 3.0],
    ],
    { dtype: "float64" },
  );

  /** The gradient of a weighted sum beside differences of it, in float64. */
  function expectGradient(run: (x: Tensor) => Tensor, step: number): void {
    const x = randn([2, 2, 6, 7], { dtype: "float64" }).requiresGrad_();
    const out = run(x);
    const weight = randn(out.shape, { dtype: "float64" });
    const [grad] = autograd.grad(out.mul(weight).sum(), [x]) as [Tensor];
    const difference = noGrad(() => {
      const flat = x.detach().clone();
      return Array.from({ length: flat.numel() }, (_, i) => {
        const at = (delta: number): number => {
          const moved = flat.clone();
          moved.view([-1]).narrow(0, i, 1).add_(delta);
          return run(moved).mul(weight).sum().item() as number;
        };
        return (at(step) - at(-step)) / (2 * step);
      });
    });
    expectClose(tensor(difference, { dtype: "float64" }).view(x.shape), grad, 1e-7);
  }

  test.each([
    [2, true],
    [-1, false],
  ])("roiAlign by differences, sampling ratio %i", (samplingRatio, aligned) => {
    expectGradient((x) => roiAlign(x, rois, [3, 2], { samplingRatio, aligned, spatialScale: 0.7 }), 1e-3);
  });

  test("roiPool by differences", () => {
    expectGradient((x) => roiPool(x, rois, [3, 2], 0.7), 1e-6);
  });

  test("the second derivative of roiAlign is that of a linear map: the gradient of a gradient", () => {
    const x = randn([2, 2, 6, 7], { dtype: "float64" }).requiresGrad_();
    const run = (t: Tensor): Tensor => roiAlign(t, rois, 2, 1, 2);
    const [grad] = autograd.grad(run(x).square().sum(), [x], { createGraph: true }) as [Tensor];
    const direction = randn(x.shape, { dtype: "float64" });
    const [second] = autograd.grad(grad.mul(direction).sum(), [x]) as [Tensor];
    // Of |A x|^2 it is 2 A^T A d.
    const leaf = direction.clone().requiresGrad_();
    const [expected] = autograd.grad(run(leaf).square().sum(), [leaf]) as [Tensor];
    expectClose(second, expected, 1e-12);
  });

  test("roiPool has no second one, and says so", () => {
    const x = randn([2, 2, 6, 7], { dtype: "float64" }).requiresGrad_();
    const out = roiPool(x, rois, 2);
    const [grad] = autograd.grad(out.square().sum(), [x], { createGraph: true }) as [Tensor];
    expect(() => autograd.grad(grad.square().sum(), [x])).toThrow(/no second derivative/);
  });

  test("results do not depend on the number of threads, to the bit", () => {
    const input = randn([2, 5, 30, 40]);
    const near = rand([300, 2]).mul(30);
    const image = rand([300, 1]).mul(2).floor();
    const many = image.newEmpty([0, 5]);
    expect(many.shape).toEqual([0, 5]);
    const far = near.add(rand([300, 2]).mul(25));
    const all = [image, near, far].reduce((left, right) => ops.call<Tensor>("aten::cat", [left, right], 1));
    const run = (threads: number): Tensor[] => {
      setNumThreads(threads);
      const leaf = input.clone().requiresGrad_();
      const out = roiAlign(leaf, all, 7, { samplingRatio: 2 });
      out.square().sum().backward();
      return [out.detach(), leaf.grad as Tensor, boxes.nms(all.narrow(1, 1, 4), rand([300]).fill_(0), 0.3)];
    };
    try {
      const [one, four] = [run(1), run(4)];
      for (const [i, expected] of one.entries()) expectSame(four[i] as Tensor, expected);
    } finally {
      setNumThreads(1);
    }
  });
});

describe("half precision", () => {
  const input = randn([1, 3, 10, 10]);
  const rois = tensor([[0, 1, 1, 8, 7]]);

  test.each(["float16", "bfloat16"] as const)("%s is computed in float32 and rounded once", (dtype) => {
    const [x, r] = [input.to(dtype), rois.to(dtype)];
    for (const run of [
      (a: Tensor, b: Tensor) => roiAlign(a, b, 3),
      (a: Tensor, b: Tensor) => roiPool(a, b, 3),
    ]) {
      expectSame(run(x, r), run(x.to("float32"), r.to("float32")).to(dtype));
    }
    const all = rois.narrow(1, 1, 4).to(dtype);
    expect(boxes.nms(all, tensor([0.5]).to(dtype), 0.5).tolist()).toEqual([0]);
  });

  test("autocast computes in float32 whatever comes, and gives the features' dtype", () => {
    const features = input.to("bfloat16");
    const [aligned, pooled] = autocast({ dtype: "bfloat16" }, () => [
      roiAlign(features, rois, 3),
      roiPool(features, rois, 3),
    ]);
    expectSame(aligned as Tensor, roiAlign(features.to("float32"), rois, 3).to("bfloat16"));
    expectSame(pooled as Tensor, roiPool(features.to("float32"), rois, 3).to("bfloat16"));
    const kept = autocast({ dtype: "bfloat16" }, () =>
      boxes.nms(rois.narrow(1, 1, 4).to("bfloat16"), tensor([0.5]), 0.5),
    );
    expect(kept.tolist()).toEqual([0]);
  });
});

test("layers print as torchvision's", () => {
  expect(String(new RoIAlign(7, 0.25, 2))).toBe(
    "RoIAlign(output_size=7, spatial_scale=0.25, sampling_ratio=2, aligned=False)",
  );
  expect(String(new RoIAlign([7, 5], 1, { samplingRatio: -1, aligned: true }))).toBe(
    "RoIAlign(output_size=(7, 5), spatial_scale=1.0, sampling_ratio=-1, aligned=True)",
  );
  expect(String(new RoIPool([3, 2], { spatialScale: 0.5 }))).toBe(
    "RoIPool(output_size=(3, 2), spatial_scale=0.5)",
  );
});

test("a list of boxes is the same as rois with the image's index", () => {
  const input = randn([2, 2, 9, 9]);
  const [first, second] = [
    tensor([[1, 2, 5, 6]]),
    tensor([
      [0, 0, 8, 8],
      [3, 3, 4, 9],
    ]),
  ];
  const joined = tensor([
    [0, 1, 2, 5, 6],
    [1, 0, 0, 8, 8],
    [1, 3, 3, 4, 9],
  ]);
  expectSame(roiAlign(input, [first, second], [3, 4]), roiAlign(input, joined, [3, 4]));
});
