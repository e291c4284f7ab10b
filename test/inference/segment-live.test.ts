/** Windows against MONAI at run time: random images, windows and overlaps, also images smaller than a window. */

import { expect, test } from "vitest";
import { data, manualSeed, models, nn, randn, type Tensor } from "../../lib/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";

const python = findPython(["torch", "monai"]);
const TRIALS = 24;

test.skipIf(python === undefined)(
  "random windows give what MONAI's sliding_window_inference gives",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    manualSeed(seed);
    const rng = new data.Rng(seed);
    const pick = (low: number, high: number): number => rng.int(low, high + 1);
    const model = new nn.Sequential([
      new nn.Conv2d(2, 4, 3, { padding: 1 }),
      new nn.Tanh(),
      new nn.Conv2d(4, 3, 3, { padding: 1 }),
    ]);
    const inputs: Record<string, Tensor> = Object.fromEntries(
      [...model.stateDict()].map(([key, value]) => [`model.${key}`, value.detach()]),
    );
    const cases = Array.from({ length: TRIALS }, (_, i) => {
      inputs[`image.${i}`] = randn([pick(1, 2), 2, pick(3, 40), pick(3, 40)]);
      return {
        size: [pick(2, 24), pick(2, 24)] as const,
        overlap: [pick(0, 14) / 20, pick(0, 14) / 20] as const,
        mode: pick(0, 1) === 0 ? ("constant" as const) : ("gaussian" as const),
        sigmaScale: pick(1, 10) / 20,
        padMode: pick(0, 1) === 0 ? ("constant" as const) : ("replicate" as const),
        batchSize: pick(1, 6),
      };
    });
    const { outputs } = await runPython(
      `
      import_torchvision()
      from monai.inferers import sliding_window_inference
      model = torch.nn.Sequential(torch.nn.Conv2d(2, 4, 3, padding=1), torch.nn.Tanh(), torch.nn.Conv2d(4, 3, 3, padding=1))
      model.load_state_dict({k[6:]: v for k, v in inputs.items() if k.startswith("model.")})
      with torch.no_grad():
          for i, c in enumerate(args):
              outputs[str(i)] = sliding_window_inference(inputs[f"image.{i}"], c["size"], c["batchSize"], model,
                  c["overlap"], c["mode"], c["sigmaScale"], c["padMode"])
      `,
      { inputs, args: cases },
    );
    for (const [i, options] of cases.entries()) {
      const got = await models.slidingWindow(model, inputs[`image.${i}`] as Tensor, options);
      const want = outputs[i] as Tensor;
      expect(got.shape).toEqual(want.shape);
      expectClose(got, want, RTOL.float32, JSON.stringify(options));
    }
  },
  120_000,
);
