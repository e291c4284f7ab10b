/** MobileNet V2 against torchvision's. */

import { expect, test } from "vitest";
import { manualSeed, models, noGrad, randn, scope, setNumThreads, type Tensor } from "../../../lib/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../../helpers/index.ts";
import { describeFamily } from "../zoo.ts";

describeFamily({ mobilenet_v2: { size: 64 } });

test("rows that are not of four numbers, and other strides, are refused", () => {
  expect(() => new models.MobileNetV2({ invertedResidualSetting: [] })).toThrow(/rows of four numbers/);
  expect(() => new models.MobileNetV2({ invertedResidualSetting: [[1, 16, 1, 3]] })).toThrow(/got 3/);
});

test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
  "live: widthMult, roundNearest and invertedResidualSetting give torchvision's networks",
  async () => {
    setNumThreads(1);
    const images = randn([2, 3, 64, 64]);
    const { outputs } = await runPython(
      `
      torch.set_num_threads(1)
      build = import_torchvision().models.mobilenet_v2
      rows = [[1, 16, 1, 1], [3, 20, 2, 2]]
      for i, options in enumerate([
          dict(width_mult=1.4), dict(width_mult=0.35, round_nearest=1), dict(inverted_residual_setting=rows),
      ]):
          torch.manual_seed(3)
          with torch.no_grad():
              outputs[str(i)] = build(num_classes=7, **options).eval()(inputs["images"])
      `,
      { inputs: { images }, threads: 1 },
    );
    const cases: models.MobileNetV2Options[] = [
      { widthMult: 1.4 },
      { widthMult: 0.35, roundNearest: 1 },
      {
        invertedResidualSetting: [
          [1, 16, 1, 1],
          [3, 20, 2, 2],
        ],
      },
    ];
    for (const [i, options] of cases.entries()) {
      manualSeed(3);
      const model = await models.mobilenet_v2({ numClasses: 7, ...options });
      scope(() => {
        const logits = noGrad(() => model.eval().forward(images));
        expectClose(logits, outputs[String(i)] as Tensor, RTOL.float32, JSON.stringify(options));
      });
    }
  },
);
