/** Conv2dNormActivation and SqueezeExcitation: layers, keys, defaults, and torchvision's numbers. */

import { describe, expect, test } from "vitest";
import { manualSeed, nn, randn, scope, type Tensor } from "../../../lib/index.ts";
import { Conv2dNormActivation, SqueezeExcitation } from "../../../lib/vision/ops/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../../helpers/index.ts";

describe("Conv2dNormActivation", () => {
  test("is a convolution without bias, batch normalisation and a ReLU in place, keeping the size", () => {
    const block = new Conv2dNormActivation(3, 8);
    expect(String(block)).toBe(
      [
        "Conv2dNormActivation(",
        "  (0): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)",
        "  (1): BatchNorm2d(8, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)",
        "  (2): ReLU(inplace=True)",
        ")",
      ].join("\n"),
    );
    expect(block.out_channels).toBe(8);
    expect([...block.stateDict().keys()].slice(0, 3)).toEqual(["0.weight", "1.weight", "1.bias"]);
    expect(block.forward(randn([2, 3, 7, 9])).shape).toEqual([2, 8, 7, 9]);
  });

  test("leaves layers out, and the convolution then has a bias unless told otherwise", () => {
    const block = new Conv2dNormActivation(3, 4, { normLayer: null });
    expect([...block.stateDict().keys()]).toEqual(["0.weight", "0.bias"]);
    expect(block.length).toBe(2);
    const linear = new Conv2dNormActivation(3, 4, { normLayer: null, activationLayer: null, bias: false });
    expect([...linear.stateDict().keys()]).toEqual(["0.weight"]);
  });

  test("pads by dilation and kernel, each side for itself", () => {
    const padding = (options: ConstructorParameters<typeof Conv2dNormActivation>[2]): unknown =>
      (new Conv2dNormActivation(3, 4, options).at(0) as nn.Conv2d).padding;
    expect(padding({ kernelSize: 5 })).toEqual([2, 2]);
    expect(padding({ kernelSize: 5, dilation: 3 })).toEqual([6, 6]);
    expect(padding({ kernelSize: [1, 7] })).toEqual([0, 3]);
    expect(padding({ kernelSize: [3, 5], dilation: [2, 1] })).toEqual([2, 2]);
    expect(padding({ kernelSize: 4, padding: 0 })).toEqual([0, 0]);
  });

  test("tells the activation whether it may write over its input", () => {
    const seen: nn.InplaceOptions[] = [];
    const activationLayer = (options: nn.InplaceOptions): nn.TensorModule => {
      seen.push(options);
      return new nn.SiLU(options);
    };
    for (const inplace of [undefined, false, null])
      new Conv2dNormActivation(3, 4, { activationLayer, inplace });
    expect(seen).toEqual([{ inplace: true }, { inplace: false }, {}]);
  });
});

test("SqueezeExcitation has torchvision's keys and scales each channel by one factor", () => {
  const block = new SqueezeExcitation(6, 2);
  expect([...block.stateDict().keys()]).toEqual(["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]);
  scope(() => {
    const input = randn([2, 6, 3, 3]);
    const factors = block.forward(input).div(input);
    expectClose(factors, factors.mean([2, 3], true).expand([2, 6, 3, 3]), 1e-4);
  });
});

test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
  "live: the same seed gives torchvision's values and outputs",
  async () => {
    manualSeed(1);
    const input = randn([2, 6, 9, 9]);
    const { outputs } = await runPython(
      `
      ops = import_torchvision().ops
      torch.manual_seed(2)
      conv = ops.Conv2dNormActivation(6, 8, kernel_size=(3, 5), stride=2, dilation=2, groups=2, activation_layer=torch.nn.Hardswish)
      excite = ops.SqueezeExcitation(8, 2, activation=torch.nn.SiLU, scale_activation=torch.nn.Hardsigmoid)
      outputs["convolved"] = conv(inputs["input"]).detach()
      outputs["excited"] = excite(outputs["convolved"]).detach()
      `,
      { inputs: { input } },
    );
    manualSeed(2);
    const conv = new Conv2dNormActivation(6, 8, {
      kernelSize: [3, 5],
      stride: 2,
      dilation: 2,
      groups: 2,
      activationLayer: (options) => new nn.Hardswish(options),
    });
    const excite = new SqueezeExcitation(8, 2, {
      activation: () => new nn.SiLU(),
      scaleActivation: () => new nn.Hardsigmoid(),
    });
    scope(() => {
      const convolved = conv.forward(input);
      expectClose(convolved, outputs.convolved as Tensor, RTOL.float32);
      expectClose(excite.forward(convolved), outputs.excited as Tensor, RTOL.float32);
    });
  },
);
