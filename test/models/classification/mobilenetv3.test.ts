/** MobileNet V3, large and small, against torchvision's. */

import { expect, test } from "vitest";
import {
  manualSeed,
  models,
  nn,
  noGrad,
  randn,
  scope,
  setNumThreads,
  type Tensor,
} from "../../../lib/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../../helpers/index.ts";
import { describeFamily } from "../zoo.ts";

describeFamily({ mobilenet_v3_large: { size: 64 }, mobilenet_v3_small: { size: 64 } });

test("blocks with other strides and networks without blocks are refused", () => {
  const block = {
    inputChannels: 16,
    kernel: 3,
    expandedChannels: 16,
    outChannels: 16,
    useSe: false,
    activation: "RE",
    stride: 3,
    dilation: 1,
  } as const;
  expect(() => new models.MobileNetV3([block], 32)).toThrow(/a block: stride must be .*1.*2, got 3/);
  expect(() => new models.MobileNetV3([], 32)).toThrow(/at least one block/);
});

test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
  "live: widthMult, reducedTail, dilated and normLayer give torchvision's networks",
  async () => {
    setNumThreads(1);
    const images = randn([2, 3, 64, 64]);
    const { outputs } = await runPython(
      `
      torch.set_num_threads(1)
      models = import_torchvision().models
      norm = lambda channels: torch.nn.GroupNorm(4, channels)
      for name, options in {
          "large": dict(width_mult=0.75, reduced_tail=True, dilated=True),
          "small": dict(width_mult=1.5, dilated=True),
          "grouped": dict(norm_layer=norm),
      }.items():
          torch.manual_seed(3)
          size = "large" if name == "large" else "small"
          model = getattr(models, f"mobilenet_v3_{size}")(num_classes=7, **options).eval()
          with torch.no_grad():
              outputs[name] = model(inputs["images"])
      `,
      { inputs: { images }, threads: 1 },
    );
    const normLayer = (channels: number): nn.TensorModule => new nn.GroupNorm(4, channels);
    const builders = {
      large: () =>
        models.mobilenet_v3_large({ numClasses: 7, widthMult: 0.75, reducedTail: true, dilated: true }),
      small: () => models.mobilenet_v3_small({ numClasses: 7, widthMult: 1.5, dilated: true }),
      grouped: () => models.mobilenet_v3_small({ numClasses: 7, normLayer }),
    };
    for (const [name, build] of Object.entries(builders)) {
      manualSeed(3);
      const model = await build();
      scope(() => {
        const logits = noGrad(() => model.eval().forward(images));
        expectClose(logits, outputs[name] as Tensor, RTOL.float32, name);
      });
    }
  },
);
