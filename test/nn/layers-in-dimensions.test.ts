/** What layers of one to three dimensions do beside their numbers: indices, conversion, laziness, what they refuse. */
import { describe, expect, test } from "vitest";
import { ArgumentError, ShapeError } from "../../lib/native/errors.ts";
import * as nn from "../../lib/nn/index.ts";
import { manualSeed, ones, randn, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose } from "../helpers/index.ts";

describe("pooling with indices", () => {
  const pools: [string, number[], nn.Module & { forwardWithIndices(input: Tensor): nn.PoolWithIndices }][] = [
    ["MaxPool1d", [2, 3, 9], new nn.MaxPool1d(2, { returnIndices: true })],
    ["MaxPool2d", [2, 3, 5, 6], new nn.MaxPool2d(2, 2, 0, 1, true)],
    ["MaxPool3d", [2, 3, 4, 5, 4], new nn.MaxPool3d([2, 2, 1], { returnIndices: true })],
    ["AdaptiveMaxPool1d", [2, 3, 9], new nn.AdaptiveMaxPool1d(4, true)],
    ["AdaptiveMaxPool2d", [3, 5, 6], new nn.AdaptiveMaxPool2d([2, null], true)],
    ["AdaptiveMaxPool3d", [2, 3, 4, 5, 4], new nn.AdaptiveMaxPool3d([2, null, 1], { returnIndices: true })],
    [
      "FractionalMaxPool2d",
      [2, 3, 6, 6],
      new nn.FractionalMaxPool2d(2, { outputSize: 3, returnIndices: true }),
    ],
    [
      "FractionalMaxPool3d",
      [2, 3, 6, 6, 5],
      new nn.FractionalMaxPool3d(2, { outputRatio: 0.5, returnIndices: true }),
    ],
  ];

  test.each(pools)("%s says where each value was", (name, shape, pool) => {
    scope(() => {
      const input = randn(shape);
      const { output, indices } = pool.forwardWithIndices(input);
      const dims = Number(name.at(-2));
      const first = shape.length - dims;
      expectClose(input.flatten(first).gather(-1, indices.flatten(first)).reshape(output.shape), output, 0);
      const forward = pool.forward as (input: Tensor) => Tensor;
      expect(() => forward(input)).toThrow(ArgumentError);
      expect(() => forward(input)).toThrow(`nn.${name}: made with returnIndices, call forwardWithIndices`);
    });
  });

  test.each([
    [new nn.MaxPool1d(2, { returnIndices: true }), new nn.MaxUnpool1d(2), [1, 2, 7]],
    [new nn.MaxPool2d(2, { returnIndices: true }), new nn.MaxUnpool2d(2), [1, 2, 5, 4]],
    [new nn.MaxPool3d(2, { returnIndices: true }), new nn.MaxUnpool3d(2), [1, 2, 5, 4, 3]],
  ] as const)("%s and back", (pool, unpool, shape) => {
    scope(() => {
      const input = randn([...shape])
        .abs()
        .add(1);
      const { output, indices } = pool.forwardWithIndices(input);
      const back = unpool.forward(output, indices, input.shape);
      expect(back.shape).toEqual(input.shape);
      expectClose(back.sum(), output.sum());
      expectClose(back.where(back.gt(0), input), input, 0);
      expect(() => unpool.forward(output, indices, [90, 90, 90])).toThrow(ShapeError);
    });
  });
});

test("in-place activations write into their input", () => {
  for (const make of [
    (inplace: boolean) => new nn.ELU({ inplace }),
    (inplace: boolean) => new nn.CELU(0.5, inplace),
    (inplace: boolean) => new nn.SELU(inplace),
    (inplace: boolean) => new nn.Mish({ inplace }),
    (inplace: boolean) => new nn.Hardtanh(-0.5, 1, inplace),
    (inplace: boolean) => new nn.Threshold(0.1, 3, inplace),
    (inplace: boolean) => new nn.RReLU({ inplace }).eval() as nn.RReLU,
  ]) {
    const input = tensor([-2, -0.5, 0.5, 7]);
    const wanted = make(false).forward(input.clone());
    const layer = make(true);
    expect(layer.forward(input)).toBe(input);
    expectClose(input, wanted, 0);
    expect(layer.toString()).toContain("inplace=True");
  }
});

describe("SyncBatchNorm.convertSyncBatchnorm", () => {
  class Net extends nn.Module {
    conv = new nn.Conv2d(3, 4, 3);
    norms = new nn.ModuleList<nn.Module>([
      new nn.BatchNorm2d(4, { eps: 0.01 }),
      new nn.BatchNorm2d(4, { bias: false }),
    ]);
    again = this.norms.at(0);
    override forward(x: Tensor): Tensor {
      return (this.norms.at(0) as nn.TensorModule).forward(this.conv.forward(x));
    }
  }

  test("keeps parameters, statistics, mode, and what stands in two places", () => {
    const net = new Net();
    const keys = [...net.stateDict().keys()];
    (net.norms.at(1) as nn.Module).eval();
    const { weight } = net.norms.at(0) as nn.BatchNorm2d;
    const input = randn([2, 3, 5, 5]);
    const wanted = net.eval().forward(input);
    net.train();
    (net.norms.at(1) as nn.Module).eval();
    expect(nn.SyncBatchNorm.convertSyncBatchnorm(net)).toBe(net);
    const first = net.norms.at(0) as nn.SyncBatchNorm;
    expect(first).toBeInstanceOf(nn.SyncBatchNorm);
    expect(first.weight).toBe(weight);
    expect(net.again).toBe(first);
    expect(first.toString()).toBe(
      "SyncBatchNorm(4, eps=0.01, momentum=0.1, affine=True, bias=True, track_running_stats=True)",
    );
    expect((net.norms.at(1) as nn.SyncBatchNorm).training).toBe(false);
    expect((net.norms.at(1) as nn.SyncBatchNorm).bias).toBeNull();
    expect([...net.stateDict().keys()]).toEqual(keys);
    expectClose(net.eval().forward(input), wanted, 0);
  });

  test("takes a layer itself, and refuses what is no module or not ready", () => {
    expect(nn.SyncBatchNorm.convertSyncBatchnorm(new nn.BatchNorm1d(2))).toBeInstanceOf(nn.SyncBatchNorm);
    expect(() => nn.SyncBatchNorm.convertSyncBatchnorm("net" as never)).toThrow(/module must be a Module/);
    expect(() => nn.SyncBatchNorm.convertSyncBatchnorm(new nn.LazyBatchNorm2d())).toThrow(
      /LazyBatchNorm2d has not seen an input/,
    );
  });
});

describe("lazy layers", () => {
  const net = (): nn.Sequential =>
    new nn.Sequential(
      new nn.LazyConv2d(4, 3),
      new nn.LazyBatchNorm2d(),
      new nn.Flatten(),
      new nn.LazyLinear(2),
    );
  const image = ones([2, 3, 4, 4]);

  test("hold what has no shape, and refuse its use with the reason", () => {
    const lazy = net();
    const { weight } = lazy.at(0) as nn.LazyConv2d;
    expect(nn.isLazy(weight)).toBe(true);
    expect(weight).toBeInstanceOf(nn.UninitializedParameter);
    expect(String(lazy.stateDict().get("1.running_mean"))).toBe("<UninitializedBuffer>");
    for (const use of [() => weight.shape, () => weight.add(1), () => weight.numel(), () => weight.clone()]) {
      expect(use).toThrow(ArgumentError);
      expect(use).toThrow(/has no shape yet; call the network once with an input/);
    }
    expect(() => nn.isLazy(3 as never)).toThrow(/expected a tensor, got 3/);
  });

  test("become the layers they stand for, with the same parameter objects", () => {
    const lazy = net();
    const before = [...lazy.parameters()];
    lazy.requiresGrad_(false).zeroGrad();
    lazy.to("float64");
    expect(lazy.forward(image.double()).shape).toEqual([2, 2]);
    expect([...lazy.children()].map((layer) => layer.constructor)).toEqual([
      nn.Conv2d,
      nn.BatchNorm2d,
      nn.Flatten,
      nn.Linear,
    ]);
    expect([...lazy.parameters()]).toEqual(before);
    for (const parameter of before) {
      expect(nn.isLazy(parameter)).toBe(false);
      expect([parameter.constructor, parameter.dtype, parameter.requiresGrad]).toEqual([
        nn.Parameter,
        "float64",
        false,
      ]);
    }
  });

  test("draw what the layer itself draws", () => {
    const one = new nn.LazyConv2d(6, 3, { groups: 3 });
    manualSeed(3);
    one.forward(image);
    manualSeed(3);
    const plain = new nn.Conv2d(3, 6, 3, { groups: 3 });
    expectClose(one.weight, plain.weight, 0);
    expectClose(one.bias as Tensor, plain.bias as Tensor, 0);
    expect(new nn.LazyConv2d(4, 3, { bias: false }).bias).toBeNull();
  });

  test("take a state dict before their first input, and keep its values", () => {
    const ready = net();
    ready.forward(image);
    const lazy = net();
    expect(lazy.loadStateDict(ready.stateDict())).toEqual({ missing: [], unexpected: [], mismatched: [] });
    expectClose(lazy.eval().forward(image), ready.eval().forward(image), 0);
    expect(String(lazy)).toBe(String(ready));
    const other = net();
    expect(other.loadStateDict(net().stateDict()).missing).toEqual([]);
    expect(nn.isLazy((other.at(0) as nn.Conv2d).weight)).toBe(true);
    expect(() => ready.loadStateDict(net().stateDict())).toThrow(/has no shape yet/);
    const partly = net();
    expect(() => partly.loadStateDict({ "0.weight": zeros([4, 3, 3, 3]) })).toThrow(/missing/);
    expect(nn.isLazy((partly.at(0) as nn.Conv2d).weight)).toBe(true);
  });

  test("stay lazy where the input is wrong", () => {
    const conv = new nn.LazyConv2d(4, 3, { groups: 2 });
    expect(() => conv.forward(ones([4, 4]))).toThrow(/nn.LazyConv2d: expected an input of 3 or 4 dimensions/);
    expect(() => conv.forward(image)).toThrow(/inChannels \(3\) must be divisible by groups \(2\)/);
    expect(() => new nn.LazyBatchNorm2d().forward(ones([3, 4, 4]))).toThrow(ShapeError);
    expect(conv).toBeInstanceOf(nn.LazyConv2d);
    expect(nn.isLazy(conv.weight)).toBe(true);
    expect(conv.forward(ones([1, 4, 4, 4])).shape).toEqual([1, 4, 2, 2]);
  });
});

type ErrorClass = new (...args: never[]) => Error;

const wrong: [string, () => unknown, ErrorClass, RegExp][] = [
  [
    "kernel of other dimensions",
    () => new nn.Conv1d(1, 1, [3, 3] as never),
    ArgumentError,
    /kernelSize .* list of 1/,
  ],
  [
    "stride of other dimensions",
    () => new nn.Conv3d(1, 1, 3, [1, 1] as never),
    ArgumentError,
    /stride must be .* list of 3/,
  ],
  ["groups", () => new nn.Conv1d(3, 4, 3, { groups: 2 }), ArgumentError, /nn.Conv1d: inChannels \(3\)/],
  [
    "same with a stride",
    () => new nn.Conv3d(1, 1, 3, { stride: [1, 2, 1], padding: "same" }),
    ArgumentError,
    /needs stride 1/,
  ],
  [
    "padding mode of a transposed one",
    () => new nn.ConvTranspose1d(1, 1, 3, { paddingMode: "reflect" as never }),
    ArgumentError,
    /paddingMode must be one of "zeros"/,
  ],
  [
    "output size",
    () => new nn.ConvTranspose1d(1, 1, 3).forward(ones([1, 1, 4]), [9]),
    ShapeError,
    /dimension 0 may be 6 to 6/,
  ],
  [
    "output size of other dimensions",
    () => new nn.ConvTranspose3d(1, 1, 1).forward(ones([1, 1, 2, 2, 2]), [2, 2]),
    ShapeError,
    /must have 3 or 5 sizes/,
  ],
  [
    "negative padding of a pooling",
    () => new nn.MaxPool1d(2, 1, -1),
    ArgumentError,
    /padding must be an integer of at least 0/,
  ],
  [
    "divisor of AvgPool1d",
    () => new nn.AvgPool1d(2, { divisorOverride: 3 } as never),
    ArgumentError,
    /unknown option "divisorOverride"/,
  ],
  [
    "null for AdaptiveAvgPool1d",
    () => new nn.AdaptiveAvgPool1d(null as never),
    ArgumentError,
    /outputSize must be an integer/,
  ],
  [
    "list of one for AdaptiveAvgPool2d",
    () => new nn.AdaptiveAvgPool2d([3] as never),
    ArgumentError,
    /one number or \[height, width\]/,
  ],
  [
    "both sizes of a fractional pooling",
    () => new nn.FractionalMaxPool2d(2, 3, 0.5),
    ArgumentError,
    /either outputSize or outputRatio/,
  ],
  [
    "neither size of a fractional pooling",
    () => new nn.FractionalMaxPool3d(2),
    ArgumentError,
    /either outputSize or outputRatio/,
  ],
  [
    "ratio of one",
    () => new nn.FractionalMaxPool2d(2, { outputRatio: 1 }),
    ArgumentError,
    /above 0 and below 1, got 1/,
  ],
  ["root of degree zero", () => new nn.LPPool2d(0, 2), ArgumentError, /normType must not be 0/],
  [
    "BatchNorm3d of an image",
    () => new nn.BatchNorm3d(3).forward(ones([2, 3, 4, 4])),
    ShapeError,
    /\(N, C, D, H, W\), got/,
  ],
  [
    "SyncBatchNorm of a vector",
    () => new nn.SyncBatchNorm(3).forward(ones([3])),
    ShapeError,
    /\(N, C, \.\.\.\)/,
  ],
  [
    "group of processes",
    () => new nn.SyncBatchNorm(3, { processGroup: null } as never),
    ArgumentError,
    /there is one process here/,
  ],
  [
    "InstanceNorm2d of a volume",
    () => new nn.InstanceNorm2d(3).forward(ones([2, 3, 2, 4, 4])),
    ShapeError,
    /\(N, C, H, W\) or \(C, H, W\)/,
  ],
  [
    "channels of an affine InstanceNorm",
    () => new nn.InstanceNorm2d(3, { affine: true }).forward(ones([2, 4, 4, 4])),
    ShapeError,
    /expected 3 channels, got \[2,4,4,4\]/,
  ],
  [
    "one spatial element",
    () => new nn.InstanceNorm1d(3).forward(ones([2, 3, 1])),
    ShapeError,
    /has no variance/,
  ],
  ["RMSNorm over nothing", () => new nn.RMSNorm([]), ArgumentError, /at least one dimension/],
  [
    "LocalResponseNorm of no channel",
    () => new nn.LocalResponseNorm(0),
    ArgumentError,
    /size must be an integer of at least 1/,
  ],
  [
    "Hardtanh of no width",
    () => new nn.Hardtanh(1, 1),
    ArgumentError,
    /minVal \(1\) must be below maxVal \(1\)/,
  ],
  [
    "old names of Hardtanh",
    () => new nn.Hardtanh({ minValue: 0 } as never),
    ArgumentError,
    /it is minVal here/,
  ],
  [
    "RReLU's bounds",
    () => new nn.RReLU(0.5, 0.1),
    ArgumentError,
    /lower \(0.5\) must not be above upper \(0.1\)/,
  ],
  ["CELU of zero", () => new nn.CELU(0), ArgumentError, /alpha must not be 0/],
  ["Softplus of zero", () => new nn.Softplus(0), ArgumentError, /beta must be a number above 0/],
  ["negative Softshrink", () => new nn.Softshrink(-1), ArgumentError, /lambd must be a number of at least 0/],
  [
    "no slope of PReLU",
    () => new nn.PReLU(0),
    ArgumentError,
    /numParameters must be an integer of at least 1/,
  ],
  [
    "Softmax2d of a matrix",
    () => new nn.Softmax2d().forward(ones([2, 3])),
    ShapeError,
    /\(N, C, H, W\) or \(C, H, W\)/,
  ],
  [
    "ends of a padding",
    () => new nn.ReflectionPad2d([1, 2] as never),
    ArgumentError,
    /one integer or \[left, right, top, bottom\], got/,
  ],
  [
    "ReflectionPad2d of a vector",
    () => new nn.ReflectionPad2d(1).forward(ones([3])),
    ShapeError,
    /3 or 4 dimensions, got \[3\]/,
  ],
  [
    "value of a padding",
    () => new nn.ConstantPad1d(1, "0" as never),
    ArgumentError,
    /nn.ConstantPad1d: value must be a number/,
  ],
  ["Fold's size", () => new nn.Fold([2, 3, 4] as never, 2), ArgumentError, /outputSize .* list of 3/],
  ["PixelShuffle by half", () => new nn.PixelShuffle(0.5), ArgumentError, /upscaleFactor must be an integer/],
  [
    "Upsampling without a size",
    () => new nn.UpsamplingNearest2d(),
    ArgumentError,
    /nn.UpsamplingNearest2d: give either size or scaleFactor/,
  ],
  [
    "mode of an Upsampling",
    () => new nn.UpsamplingBilinear2d({ size: 2, mode: "nearest" } as never),
    ArgumentError,
    /nn.UpsamplingBilinear2d: unknown option "mode"/,
  ],
  ["share of a dropout", () => new nn.AlphaDropout(1.5), ArgumentError, /p must be a number between 0 and 1/],
  [
    "Dropout1d of an image",
    () => new nn.Dropout1d().forward(ones([1, 2, 3, 4])),
    ShapeError,
    /\(N, C, L\) or \(C, L\)/,
  ],
];

describe("wrong arguments", () => {
  test.each(wrong)("%s", (_name, run, kind, message) => {
    expect(run).toThrow(kind);
    expect(run).toThrow(message);
  });
});
