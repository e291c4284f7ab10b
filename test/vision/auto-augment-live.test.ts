// Chains of automatic augmentation beside torchvision on this machine: what is drawn here, given to torchvision's own changes
// one after the other, and each of its images to the next change here.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { manualSeed, randint, type Tensor } from "../../lib/tensor/index.ts";
import { transforms } from "../../lib/vision/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { GREY_LEVEL, largestDifference } from "./sample-cases.ts";

const python = findPython(["torch", "torchvision"]);

const made = {
  rand: new transforms.RandAugment({ numOps: 2, magnitude: 13 }),
  randBilinear: new transforms.RandAugment({ numOps: 1, magnitude: 20, interpolation: "bilinear", fill: 40 }),
  trivial: new transforms.TrivialAugmentWide(),
  svhn: new transforms.AutoAugment({ policy: "svhn" }),
  cifar10: new transforms.AutoAugment({ policy: "cifar10" }),
};

describe.skipIf(python === undefined)("beside torchvision", () => {
  test("chains of changes", { timeout: 120_000 }, async () => {
    const inputs: Record<string, Tensor> = {};
    const args: Record<string, unknown> = {};
    const drawn: Record<string, transforms.AugmentStep[]> = {};
    for (const [name, transform] of Object.entries(made)) {
      for (let seed = 0; seed < 12; seed++) {
        manualSeed(seed);
        const size = [40 + seed, 61] as const;
        const image = randint(256, [3, ...size]).to("uint8");
        const key = `${name}/${seed}`;
        const { interpolation, fill } = transform;
        inputs[key] = image;
        drawn[key] = transform.getParams(size, new Rng(seed));
        args[key] = { steps: drawn[key], interpolation, fill };
      }
    }
    const { outputs } = await runPython(
      `
      import_torchvision()
      from torchvision.transforms import v2
      for key, given in args.items():
          image, mode = inputs[key], v2.InterpolationMode(given["interpolation"])
          for at, step in enumerate(given["steps"]):
              op = step["op"][0].upper() + step["op"][1:]
              image = v2.RandAugment()._apply_image_or_video_transform(
                  image, op, float(step["magnitude"]), mode, {type(image): given["fill"] and [float(given["fill"])] * 3})
              outputs[f"{key}/{at}"] = image.contiguous()
      `,
      { inputs, args },
    );
    let compared = 0;
    for (const [key, steps] of Object.entries(drawn)) {
      let image = inputs[key] as Tensor;
      const { interpolation, fill } = made[key.split("/")[0] as keyof typeof made];
      for (const [at, { op, magnitude }] of steps.entries()) {
        const expected = outputs[`${key}/${at}`] as Tensor;
        const actual = transforms.functional.augmentOp(image, op, magnitude, { interpolation, fill });
        const isNearest = /^(shear|translate|rotate)/.test(op) && interpolation === "nearest";
        const bound = isNearest ? 0 : GREY_LEVEL;
        expect(largestDifference(actual, expected, key), `${key} ${op}`).toBeLessThanOrEqual(bound);
        image = expected;
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(60);
  });
});
