// The transforms on photographs, against torchvision on this machine: the same parameters to both sides.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { readImage, transforms } from "../../lib/vision/index.ts";
import { findPython, runPython, sharedPath } from "../helpers/index.ts";

const photos = sharedPath("data/photos/labelled");
const python = findPython(["torch", "torchvision", "pillow"]);

describe.skipIf(photos === undefined || python === undefined)("on photographs", () => {
  test.each(["pets.jpg", "cat_720p.jpg", "grace_hopper.bmp"])("%s", { timeout: 120_000 }, async (name) => {
    const image = await readImage(`${photos}/${name}`);
    const [, h, w] = image.shape as [number, number, number];
    const rng = new Rng(12);
    const box = new transforms.RandomResizedCrop(224).getParams([h, w], rng);
    const jitter = new transforms.ColorJitter({ brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1 });
    const changes = jitter.getParams(new Rng(13)); // apply(image, new Rng(13)) draws the same
    const affine = new transforms.RandomAffine(20, { translate: [0.1, 0.2], scale: [0.8, 1.2], shear: 9 });
    const by = affine.getParams([h, w], new Rng(14));
    const { functional: F } = transforms;
    const actual: Record<string, Tensor> = {
      resize: F.resize(image, 256),
      resizeBicubic: F.resize(image, 256, { interpolation: "bicubic" }),
      crop: F.resizedCrop(image, box, 224),
      rotate: F.rotate(image, 23, { interpolation: "bilinear", fill: 9 }),
      jitter: jitter.apply(image, new Rng(13)),
      affine: affine.apply(image, new Rng(14)),
      preset: new transforms.ImageClassificationPreset({ cropSize: 224, resizeSize: 232 }).apply(
        image.to("float32").div(255),
      ),
    };
    const { outputs } = await runPython(
      `
      import_torchvision()
      from torchvision.transforms import _presets, functional as F
      image, mode = inputs["image"], F.InterpolationMode
      box, by = args["box"], args["by"]
      outputs["resize"] = F.resize(image, [256], antialias=True)
      outputs["resizeBicubic"] = F.resize(image, [256], interpolation=mode.BICUBIC, antialias=True)
      outputs["crop"] = F.resized_crop(image, box["top"], box["left"], box["height"], box["width"], [224, 224], antialias=True)
      outputs["rotate"] = F.rotate(image, 23, interpolation=mode.BILINEAR, fill=9)
      held = image
      for what, factor in args["changes"]:
          held = getattr(F, "adjust_" + what)(held, factor)
      outputs["jitter"] = held
      outputs["affine"] = F.affine(image, by["angle"], by["translate"], by["scale"], by["shear"], fill=[0.0, 0.0, 0.0])
      outputs["preset"] = _presets.ImageClassification(crop_size=224, resize_size=232)(image / 255)
      `,
      { inputs: { image: image.contiguous() }, args: { box, changes, by } },
    );
    const bounds: Record<string, number> = { resize: 1, crop: 1, preset: 5e-6 };
    for (const [what, expected] of Object.entries(outputs)) {
      const mine = actual[what] as Tensor;
      expect([mine.shape, mine.dtype], what).toEqual([expected.shape, expected.dtype]);
      const difference = mine.to("float64").sub(expected.to("float64")).abs();
      expect(difference.max().item(), what).toBeLessThanOrEqual(bounds[what] ?? 0);
    }
  });
});
