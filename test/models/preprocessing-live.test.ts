/** The preprocessing of every weights entry, against torchvision on this machine: its own entries, its tensor path. */

import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { models, readImage, type Tensor, transforms } from "../../lib/index.ts";
import { findPython, runPython, sharedPath } from "../helpers/index.ts";

const LONG_TIMEOUT = 180_000;
/** Grey levels of uint8 that a resize may differ by. */
const GREY_LEVELS = 1;
/** Of float32 values of size 3 that were divided by a standard deviation. */
const ROUNDING = 1e-5;

const PHOTOS_AT_ONCE = 8;

const root = sharedPath("data/photos");
const python = findPython(["torch", "torchvision"]);

/** Every photo that can be read; those in damaged_jpeg cannot. */
function photosIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(jpe?g|png|bmp)$/i.test(name) && !name.includes("damaged"))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
}

/** Detection networks resize images themselves. */
const entries = models
  .list()
  .filter((name) => models.taskOf(name) !== "detection")
  .flatMap((name) => models.weights(name));

/** The distinct resizes of all entries: shorter edge and interpolation. */
const resizes = [
  ...new Map(
    entries.map(({ meta }) => {
      const { resizeSize, interpolation = "bilinear" } = meta;
      return [`${resizeSize} ${interpolation}`, { size: resizeSize as number, interpolation }];
    }),
  ).values(),
];

function worst(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return Number(a.to("float64").sub(b.to("float64")).abs().max().item());
}

describe.skipIf(root === undefined || python === undefined)("preprocessing", () => {
  const photos = root === undefined ? [] : photosIn(root);
  /** Several photos a time, so that Python starts rarely. */
  const parts = Array.from({ length: Math.ceil(photos.length / PHOTOS_AT_ONCE) }, (_, i) =>
    photos.slice(i * PHOTOS_AT_ONCE, (i + 1) * PHOTOS_AT_ONCE),
  );

  test.each(parts)(
    "resizes %s and the next photos to every entry's size as torchvision does",
    async (...names: string[]) => {
      expect(resizes.length).toBeGreaterThan(20);
      const inputs: Record<string, Tensor> = {};
      for (const name of names)
        inputs[name] = (await readImage(path.join(root as string, name))).contiguous();
      const { outputs } = await runPython(
        `
        import_torchvision()
        from torchvision.transforms import functional as F
        modes = {"bilinear": F.InterpolationMode.BILINEAR, "bicubic": F.InterpolationMode.BICUBIC}
        for name, image in inputs.items():
            for one in args:
                how = {"interpolation": modes[one["interpolation"]], "antialias": True}
                outputs[f"{name} {one['size']} {one['interpolation']}"] = F.resize(image, [one["size"]], **how)
        `,
        { inputs, args: resizes, threads: 1 },
      );
      for (const name of names) {
        for (const { size, interpolation } of resizes) {
          const what = `${name} ${size} ${interpolation}`;
          const mine = transforms.functional.resize(inputs[name] as Tensor, size, { interpolation });
          expect(mine.dtype, what).toBe("uint8");
          expect(worst(mine, outputs[what] as Tensor), what).toBeLessThanOrEqual(GREY_LEVELS);
        }
      }
    },
    LONG_TIMEOUT,
  );

  test(
    "of every weights entry gives what torchvision's own entry gives",
    async () => {
      const image = await readImage(path.join(root as string, "labelled/dog.jpg"));
      const names = entries.map(({ fullName }) => fullName);
      const { outputs } = await runPython(
        `
        tv = import_torchvision()
        for name in args:
            outputs[name] = tv.models.get_weight(name).transforms()(inputs["image"])
        `,
        { inputs: { image: image.contiguous() }, args: names, threads: 1 },
      );
      expect(Object.keys(outputs)).toHaveLength(entries.length);
      for (const entry of entries) {
        const { std = [0.229, 0.224, 0.225] } = entry.meta;
        const bound = GREY_LEVELS / 255 / Math.min(...std) + ROUNDING;
        const difference = worst(entry.transforms().apply(image), outputs[entry.fullName] as Tensor);
        expect(difference, entry.fullName).toBeLessThanOrEqual(bound);
      }
    },
    LONG_TIMEOUT,
  );
});
