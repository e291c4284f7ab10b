// models.optimizeForInference: the outputs of the network it is made of, in evaluation mode, for every family.

import { describe, expect, test, vi } from "vitest";
import {
  ArgumentError,
  DeviceError,
  inferenceMode,
  isGradEnabled,
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  randn,
  ShapeError,
  scope,
  type Tensor,
} from "../../lib/index.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Of the largest output. */
const TOLERANCE = 6e-5;

/** Statistics and scales as training leaves them, and a head that is not zero. */
function lived<M extends nn.Module>(model: M, seed = 7): M {
  manualSeed(seed);
  noGrad(() => {
    for (const layer of model.modules()) {
      if (layer instanceof nn.BatchNorm2d || layer instanceof nn.BatchNorm1d) {
        layer.running_mean?.normal_(0, 0.5);
        layer.running_var?.uniform_(0.5, 2);
        layer.weight?.uniform_(0.5, 1.5);
        layer.bias?.normal_(0, 0.3);
      } else if (layer instanceof nn.Linear) {
        layer.weight.normal_(0, 0.05);
      }
    }
  });
  return model.eval();
}

type Output = Tensor | { out: Tensor; aux?: Tensor };

function tensorsOf(output: Output): Tensor[] {
  if (!("out" in output)) return [output];
  return output.aux === undefined ? [output.out] : [output.out, output.aux];
}

/** The largest difference, of the largest value of the reference. */
function difference(got: Tensor, reference: Tensor): number {
  return scope(() => {
    expect(got.shape).toEqual(reference.shape);
    const largest = Number(reference.double().abs().max().item());
    expect(largest).toBeGreaterThan(0);
    return Number(got.double().sub(reference.double()).abs().max().item()) / largest;
  });
}

function expectSame(model: nn.Module, fast: nn.Module, shapes: readonly (readonly number[])[]): void {
  for (const shape of shapes) {
    scope(() => {
      const x = randn(shape);
      const [own, other] = noGrad(() =>
        [model, fast].map((one) => (one as nn.TensorModule).forward(x) as Output),
      );
      const got = tensorsOf(other as Output);
      for (const [i, reference] of tensorsOf(own as Output).entries()) {
        expect(difference(got[i] as Tensor, reference), `${shape}`).toBeLessThan(TOLERANCE);
      }
    });
  }
}

function left(model: nn.Module, kind: abstract new (...args: never) => nn.Module): number {
  return [...model.modules()].filter((layer) => layer.constructor === kind).length;
}

const SHAPES = [
  [1, 3, 64, 64],
  [2, 3, 64, 80],
];

describe("families", () => {
  test.each([
    ["resnet18", () => models.resnet18(), 0],
    ["vgg11_bn", () => models.vgg11_bn(), 0],
    ["mobilenet_v2", () => models.mobilenet_v2(), 0],
    ["mobilenet_v3_small", () => models.mobilenet_v3_small(), 0],
    ["efficientnet_b0", () => models.efficientnet_b0(), 0],
    // Of each dense layer the first, of each transition and of the end the only one stands before its convolution.
    ["densenet121", () => models.densenet121(), 58 + 3 + 1],
    ["shufflenet_v2_x1_0", () => models.shufflenet_v2_x1_0(), 0],
    ["mnasnet0_5", () => models.mnasnet0_5(), 0],
    ["regnet_y_400mf", () => models.regnet_y_400mf(), 0],
    ["squeezenet1_1", () => models.squeezenet1_1(), 0],
    ["googlenet", () => models.googlenet(), 0],
    ["unet", () => models.unet({ width: 16 }), 0],
    ["dynamic_unet", () => models.dynamic_unet({ encoder: "mobilenet_v2" }), 0],
    ["fcn_resnet50", () => models.fcn_resnet50({ auxLoss: true }), 0],
    // The pyramid's branch over the mean of the image is a Sequential with a forward of its own.
    ["deeplabv3plus_resnet50", () => models.deeplabv3plus_resnet50(), 1],
    ["lraspp_mobilenet_v3_large", () => models.lraspp_mobilenet_v3_large(), 0],
  ] as [string, () => Promise<nn.Module>, number][])("%s", async (_, build, norms) => {
    const model = lived(await build());
    const fast = models.optimizeForInference(model);
    expect(left(fast, nn.BatchNorm2d)).toBe(norms);
    expect(left(fast, nn.Conv2d)).toBe(0);
    expectSame(model, fast, SHAPES);
  });

  test.each([
    ["inception_v3", () => models.inception_v3(), [2, 3, 75, 91]],
    ["resnetv2_50", () => models.resnetv2_50(), [2, 3, 64, 96]],
    ["vit_b_32", () => models.vit_b_32(), [1, 3, 224, 224]],
    ["swin_t", () => models.swin_t(), [1, 3, 64, 64]],
    ["convnext_tiny", () => models.convnext_tiny(), [1, 3, 64, 64]],
  ] as [string, () => Promise<nn.Module>, number[]][])("%s", async (_, build, shape) => {
    const model = lived(await build());
    expectSame(model, models.optimizeForInference(model), [shape]);
  });

  test("a perceptron with normalisation", () => {
    const net = new nn.Sequential(
      new nn.Linear(6, 9),
      new nn.BatchNorm1d(9),
      new nn.ReLU(),
      new nn.Linear(9, 2),
    );
    const model = lived(net);
    const fast = models.optimizeForInference(model);
    expect(left(fast, nn.BatchNorm1d)).toBe(0);
    expectSame(model, fast, [[5, 6]]);
  });

  test("transposed convolutions", () => {
    const up = new nn.ConvTranspose2d(6, 4, 3, { stride: 2, padding: 1, outputPadding: 1 });
    const model = lived(new nn.Sequential(up, new nn.BatchNorm2d(4), new nn.ReLU()));
    const fast = models.optimizeForInference(model);
    expect(left(fast, nn.BatchNorm2d)).toBe(0);
    expectSame(model, fast, [
      [2, 6, 7, 9],
      [1, 6, 5, 4],
      [2, 6, 7, 9],
    ]);
  });
});

describe("SegNet", () => {
  // Where two values of a window are nearly equal, rounding decides which of them a pooling takes, in PyTorch too; so
  // the halves are compared by themselves, the decoder with the same places on both sides.
  test.each([
    ["segnet", () => models.segnet({ numClasses: 3 }), 128],
    ["segnet_basic", () => models.segnet_basic({ numClasses: 3 }), 48],
  ] as const)("%s", async (_, build, edge) => {
    const model = lived(await build());
    const fast = models.optimizeForInference(model);
    expect(left(fast, nn.BatchNorm2d)).toBe(0);
    for (const images of [1, 2]) {
      scope(() => {
        const x = randn([images, 3, edge, edge]);
        type Pooled = NonNullable<Parameters<typeof model.encoder.forward>[1]>;
        const pooled: Pooled = [];
        noGrad(() => {
          const features = model.encoder.forward(x, pooled);
          expect(difference(fast.encoder.forward(x), features)).toBeLessThan(TOLERANCE);
          const logits = model.decoder.forward(features, [...pooled]);
          expect(difference(fast.decoder.forward(features, pooled), logits)).toBeLessThan(TOLERANCE);
          const classes = model.forward(x).argmax(1);
          const agree = Number(fast.forward(x).argmax(1).eq(classes).double().mean().item());
          expect(agree).toBeGreaterThan(0.99);
        });
      });
    }
  });

  test("uses only the exact tiles before poolings, and is told apart by it", async () => {
    const model = (await models.segnet()).eval();
    const fast = models.optimizeForInference(model);
    scope(() => fast.forward(randn([1, 3, 256, 256])));
    expect(String(fast.encoder)).not.toMatch(/winograd=4/);
    expect(String(fast.encoder)).toMatch(/winograd=2/);
    expect(String(fast.decoder)).toMatch(/winograd=4/);
    const plain = models.optimizeForInference(model, { winograd: false });
    scope(() => plain.forward(randn([1, 3, 256, 256])));
    expect(String(plain)).not.toMatch(/winograd/);
  });
});

describe("Winograd's method", () => {
  // Sizes that tiles do not divide, paddings, images, and with and without what can be fused.
  test.each([
    [128, 128, 62, 61, 1, 1, { bias: true }, new nn.ReLU()],
    [256, 160, 37, 33, 0, 1, { bias: false }, null],
    [160, 256, 30, 35, 2, 2, { bias: true }, new nn.ReLU6()],
    [256, 256, 29, 30, 1, 3, { bias: true }, new nn.SiLU()],
    [512, 512, 16, 16, 1, 1, { bias: false }, new nn.Sigmoid()],
  ] as const)(
    "%i -> %i of %i x %i, padding %i, %i images",
    (inputs, outputs, height, width, padding, n, bias, act) => {
      manualSeed(inputs + height);
      const layers: nn.TensorModule[] = [new nn.Conv2d(inputs, outputs, 3, { padding, ...bias })];
      layers.push(new nn.BatchNorm2d(outputs));
      if (act !== null) layers.push(act);
      const model = lived(new nn.Sequential(layers));
      const fast = models.optimizeForInference(model);
      scope(() => {
        const x = randn([n, inputs, height, width]);
        const got = fast.forward(x);
        expect(String(fast)).toMatch(/winograd=[24]/);
        expect(got.requiresGrad).toBe(false);
        const exact = lived(new nn.Sequential(layers)).double();
        expect(
          difference(
            got,
            noGrad(() => exact.forward(x.double())),
          ),
        ).toBeLessThan(1e-5);
        exact.float();
      });
    },
  );

  test("in a residual block", () => {
    const model = lived(new nn.Sequential(new models.BasicBlock(128, 128)));
    const fast = models.optimizeForInference(model);
    expectSame(model, fast, [[1, 128, 48, 48]]);
    expect(String(fast)).toMatch(/winograd=4/);
  });
});

describe("activations and layers", () => {
  test.each([
    new nn.ReLU(),
    new nn.ReLU6(),
    new nn.SiLU(),
    new nn.Hardswish(),
    new nn.Hardsigmoid(),
    new nn.Sigmoid(),
    new nn.Tanh(),
    new nn.LeakyReLU({ negativeSlope: 0.2 }),
    new nn.GELU(),
    new nn.GELU({ approximate: "tanh" }),
    new nn.Softmax({ dim: 1 }),
  ])("%s after a convolution", (activation) => {
    const conv = new nn.Conv2d(3, 8, 5, { stride: 2, padding: [2, 1], dilation: [1, 2] });
    const model = lived(new nn.Sequential(conv, activation));
    expectSame(model, models.optimizeForInference(model), [[2, 3, 20, 23]]);
  });

  test.each([
    ["groups", new nn.Conv2d(8, 12, 3, { groups: 4, padding: 1 })],
    ["depthwise", new nn.Conv2d(8, 8, 5, { groups: 8, padding: 2 })],
    ["same, one side more", new nn.Conv2d(8, 4, 4, { padding: "same" })],
    ["same", new nn.Conv2d(8, 4, 3, { padding: "same", dilation: 2 })],
    ["reflect", new nn.Conv2d(8, 4, 3, { padding: 1, paddingMode: "reflect" })],
  ])("%s", (_, conv) => {
    const model = lived(new nn.Sequential(conv, new nn.BatchNorm2d(conv.out_channels), new nn.ReLU()));
    const fast = models.optimizeForInference(model);
    expect(left(fast, nn.BatchNorm2d)).toBe(0);
    expectSame(model, fast, [[2, 8, 9, 10]]);
  });

  test("one image without a batch, and no images", () => {
    const model = lived(new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.ReLU()));
    const fast = models.optimizeForInference(model);
    expectSame(model, fast, [[3, 9, 8]]);
    scope(() => expect(fast.forward(randn([0, 3, 9, 8])).shape).toEqual([0, 4, 7, 6]));
  });

  test("a normalisation without statistics stays, and one whose input is tapped", async () => {
    const own = new nn.BatchNorm2d(4, { trackRunningStats: false });
    const model = new nn.Sequential(new nn.Conv2d(3, 4, 3), own, new nn.ReLU()).eval();
    const fast = models.optimizeForInference(model);
    expect(left(fast, nn.BatchNorm2d)).toBe(1);
    expectSame(model, fast, [[2, 3, 9, 8]]);
  });

  test("layers of `leave` stay as they are", () => {
    class Net extends nn.Module {
      net = new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.BatchNorm2d(4), new nn.ReLU());
      override forward(x: Tensor): Tensor {
        const raw = this.net.at(0).forward(x);
        return raw.add(this.net.at(2).forward(this.net.at(1).forward(raw)));
      }
    }
    const model = lived(new Net());
    const fast = models.optimizeForInference(model, { leave: ["net"] });
    expectSame(model, fast, [[1, 3, 8, 8]]);
    expect(() => models.optimizeForInference(model, { leave: ["nothing"] })).toThrow(ArgumentError);
  });
});

describe("the original", () => {
  test("is unchanged, and training it on does not change what was folded", async () => {
    const model = lived(await models.resnet18());
    const before = new Map([...model.stateDict()].map(([key, value]) => [key, value.clone()]));
    const printed = String(model);
    const x = randn([1, 3, 64, 64]);
    const own = noGrad(() => model.forward(x));
    const fast = models.optimizeForInference(model);
    const first = fast.forward(x);
    expect(String(model)).toBe(printed);
    for (const [key, value] of model.stateDict())
      expect(value.equal(before.get(key) as Tensor), key).toBe(true);
    expect(noGrad(() => model.forward(x)).equal(own)).toBe(true);
    noGrad(() => model.layer1.at(0).getParameter("conv1.weight").zero_());
    expect(fast.forward(x).equal(first)).toBe(true);
  });

  test("can be trained and optimised again", () => {
    const model = lived(new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.BatchNorm2d(4)));
    models.optimizeForInference(model);
    model.train();
    model
      .forward(randn([2, 3, 8, 8]))
      .sum()
      .backward();
    expect(model.getParameter("0.weight").grad).not.toBeNull();
    model.eval();
    expectSame(model, models.optimizeForInference(model), [[1, 3, 8, 8]]);
  });
});

describe("memory and modes", () => {
  test("a forward leaves its result alone", async () => {
    const fast = models.optimizeForInference(lived(await models.resnet18()));
    scope(() => fast.forward(randn([1, 3, 64, 64])));
    memory.collect();
    const before = memory.stats().liveTensors;
    scope(() => {
      const x = randn([1, 3, 64, 64]);
      const y = fast.forward(x);
      expect(memory.stats().liveTensors).toBe(before + 2);
      return y.shape;
    });
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("what was packed for a shape not used for long is freed", () => {
    const fast = models.optimizeForInference(new nn.Sequential(new nn.Conv2d(3, 4, 3)).eval());
    const run = (edge: number): void => scope(() => void fast.forward(randn([1, 3, edge, edge])));
    for (const edge of [8, 9]) run(edge);
    memory.collect();
    const before = memory.stats().liveTensors;
    for (let edge = 10; edge < 30; edge++) run(edge);
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("works in and outside of inference mode, records nothing", () => {
    const fast = models.optimizeForInference(
      lived(new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.Linear(6, 2))),
    );
    const x = randn([1, 3, 8, 8]);
    const inside = inferenceMode(() => fast.forward(x));
    const outside = fast.forward(x);
    expect(outside.requiresGrad).toBe(false);
    expect(isGradEnabled()).toBe(true);
    expect(outside.equal(inside)).toBe(true);
  });

  test("bfloat16 keeps about three digits and gives float32", async () => {
    const model = lived(await models.resnet18());
    const fast = models.optimizeForInference(model, { dtype: "bfloat16" });
    scope(() => {
      const x = randn([2, 3, 64, 64]);
      const got = fast.forward(x);
      expect(got.dtype).toBe("float32");
      const off = difference(
        got,
        noGrad(() => model.forward(x)),
      );
      expect(off).toBeLessThan(0.05);
      expect(off).toBeGreaterThan(TOLERANCE);
    });
    expect(model.fc.weight.dtype).toBe("float32");
  });

  test.each([
    ["transposed convolutions", new nn.ConvTranspose2d(4, 6, 2, { stride: 2, groups: 2, bias: false })],
    [
      "convolutions with a border of their own",
      new nn.Conv2d(4, 6, 3, { padding: 1, paddingMode: "reflect" }),
    ],
  ])("bfloat16 of %s, which stay what they are, leaves the network as it is", (_, layer) => {
    const model = lived(new nn.Sequential(new nn.Conv2d(3, 4, 3), layer));
    const fast = models.optimizeForInference(model, { dtype: "bfloat16", leave: ["0"] });
    const x = randn([1, 3, 12, 12]);
    const own = noGrad(() => model.forward(x));
    expect(difference(fast.forward(x), own)).toBeLessThan(0.05);
    expect([...fast.parameters()].map(({ dtype }) => dtype)).toEqual(
      [...model.parameters()].map(() => "bfloat16"),
    );
    expect([...model.parameters()].every(({ dtype }) => dtype === "float32")).toBe(true);
  });

  test("on another device than the CPU convolutions have weights of their own, in channels-last order", () => {
    const model = new nn.Sequential(new nn.Conv2d(3, 4, 3, { device: "meta" }), new nn.ReLU()).eval();
    const weight = model.getParameter("0.weight");
    const fast = models.optimizeForInference(model);
    expect(fast.getParameter("0.weight").isContiguous({ memoryFormat: "channels_last" })).toBe(true);
    expect(model.getParameter("0.weight")).toBe(weight);
    expect(weight.isContiguous() && weight.requiresGrad).toBe(true);
  });
});

describe("refusals", () => {
  const fresh = (): nn.Sequential => new nn.Sequential(new nn.Conv2d(3, 4, 3), new nn.BatchNorm2d(4)).eval();

  test("training, before and after", () => {
    expect(() => models.optimizeForInference(fresh().train())).toThrow(/training mode; call model\.eval\(\)/);
    const fast = models.optimizeForInference(fresh());
    expect(() => fast.train()).toThrow(ArgumentError);
    expect(() => fast.at(0).train()).toThrow(/cannot be trained/);
    expect(fast.eval()).toBe(fast);
  });

  test("moving, state dicts, and optimising twice", () => {
    const fast = models.optimizeForInference(fresh());
    expect(() => fast.double()).toThrow(/moved, converted or trained.*Move the original/);
    expect(() => fast.stateDict()).toThrow(ArgumentError);
    expect(() => fast.loadStateDict(new Map())).toThrow(ArgumentError);
    expect(() => models.optimizeForInference(fast)).toThrow(/optimised already/);
  });

  test("options it does not know", () => {
    expect(() => models.optimizeForInference(fresh(), { dtype: "float64" as "float32" })).toThrow(
      ArgumentError,
    );
    expect(() => models.optimizeForInference(fresh(), { fast: true } as never)).toThrow(
      /unknown option "fast"/,
    );
  });

  test("inputs that do not fit, before they reach the packed operators", () => {
    const fast = models.optimizeForInference(fresh());
    expect(() => fast.forward(randn([1, 4, 8, 8]))).toThrow(ShapeError);
    expect(() => fast.forward(randn([1, 3, 2, 8]))).toThrow(ShapeError);
    expect(() => fast.forward(randn([8, 8]))).toThrow(ShapeError);
    expect(() => fast.at(0).forward(randn([1, 3, 8, 8]).double())).toThrow(DeviceError);
  });

  test("a class with private members: as the outermost module refused, inside shared", () => {
    class Hidden extends nn.Module {
      readonly #factor = 2;
      override forward(x: Tensor): Tensor {
        return x.mul(this.#factor);
      }
    }
    expect(() => models.optimizeForInference(new Hidden().eval())).toThrow(/private members/);
    const model = lived(new nn.Sequential(new nn.Conv2d(3, 4, 3), new Hidden()));
    const fast = models.optimizeForInference(model);
    expectSame(model, fast, [[1, 3, 8, 8]]);
    // What is shared runs in eval mode while the original is trained, and is left in its own.
    const x = randn([1, 3, 8, 8]);
    const before = fast.forward(x);
    model.train();
    expect(fast.forward(x).equal(before)).toBe(true);
    expect([...model.modules()].every(({ training }) => training)).toBe(true);
  });
});
