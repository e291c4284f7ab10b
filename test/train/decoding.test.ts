// Gray, 16-bit, signed and floating images through the presets, fit, runs, predict, segment and evaluate.

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { models, train } from "../../lib/index.ts";
import { DTypeError } from "../../lib/native/errors.ts";
import * as nn from "../../lib/nn/index.ts";
import { manualSeed, ones, type Tensor } from "../../lib/tensor/index.ts";
import { datasets, readImage, transforms } from "../../lib/vision/index.ts";
import { type TiffSamples, tiff } from "../vision/tiff.ts";

const EDGE = 12;
const { ImageClassificationPreset } = transforms;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-decoding-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Pixels of class 0 fall from top to bottom, those of class 1 rise; from 0 to 1. Mirroring leaves that. */
function share(label: number, at: number, k: number): number {
  const y = Math.floor(at / EDGE) / (EDGE - 1);
  return Math.min(1, Math.max(0, (label === 0 ? 1 - y : y) * 0.9 + 0.02 * k));
}

/** Eight files of each class, of samples from `low` to `high`. */
async function folderOf(
  name: string,
  file: (values: number[]) => Promise<Buffer> | Buffer,
  ending: string,
): Promise<string> {
  const root = path.join(dir, name);
  for (const label of [0, 1]) {
    await mkdir(path.join(root, `class${label}`), { recursive: true });
    for (let k = 0; k < 8; k++) {
      const values = Array.from({ length: EDGE * EDGE }, (_, at) => share(label, at, k % 5));
      await writeFile(path.join(root, `class${label}`, `${k}.${ending}`), await file(values));
    }
  }
  return root;
}

const oneTiff = (data: TiffSamples) => tiff({ width: EDGE, height: EDGE, data });
const raw = { raw: { width: EDGE, height: EDGE, channels: 1 } } as const;

/** Kinds of files, how they have to be decoded, and the values that [0, 1] stands for. */
const KINDS = {
  "gray of 8 bits": {
    make: (v: number[]) =>
      sharp(
        Uint8Array.from(v, (s) => Math.round(255 * s)),
        raw,
      )
        .toColourspace("b-w")
        .png()
        .toBuffer(),
    ending: "png",
    image: undefined,
  },
  "gray of 16 bits": {
    make: (v: number[]) =>
      sharp(
        Uint16Array.from(v, (s) => Math.round(65535 * s)),
        raw,
      )
        .toColourspace("grey16")
        .png()
        .toBuffer(),
    ending: "png",
    image: undefined,
  },
  "12 bits in 16": {
    make: (v: number[]) => oneTiff(Uint16Array.from(v, (s) => Math.round(4095 * s))),
    ending: "tif",
    image: { window: [0, 4095] },
  },
  "signed 16 bits": {
    make: (v: number[]) => oneTiff(Int16Array.from(v, (s) => Math.round(3000 * s - 1000))),
    ending: "tiff",
    image: { window: [-1000, 2000], depth: "native" },
  },
  "floating numbers": {
    make: (v: number[]) => oneTiff(Float32Array.from(v, (s) => s * 1e-3)),
    ending: "tif",
    image: { window: [0, 1e-3] },
  },
} as const;
const NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** A classifier that a few steps train, of one channel or three. */
class Slope extends nn.Module {
  conv: nn.Conv2d;
  fc: nn.Linear;

  constructor(channels: number) {
    super();
    this.conv = new nn.Conv2d(channels, 2, [1, EDGE]);
    this.fc = new nn.Linear(2 * EDGE, 2);
  }

  override forward(images: Tensor): Tensor {
    return this.fc.forward(this.conv.forward(images).flatten(1));
  }
}

describe.each(NAMES)("%s", (name) => {
  const { make, ending, image } = KINDS[name];

  test.each([3, 1])(
    "are learnt, predicted and measured by a run, %i channels",
    { timeout: 60_000 },
    async (channels) => {
      const root = await folderOf(`${name} ${channels}`, make, ending);
      const decoding = { ...image, ...(channels === 1 && { mode: "L" as const }) };
      const data = await datasets.ImageFolder.open(root, { image: decoding, split: { val: 0.25, seed: 0 } });
      manualSeed(0);
      const out = path.join(dir, `run ${name} ${channels}`);
      const options = {
        out,
        epochs: 6,
        lr: 0.02,
        imageSize: EDGE,
        batchSize: 4,
        freezeBatchNorm: false,
        seed: 1,
      } as const;
      const { report } = await train.fit(new Slope(channels), data, options);
      expect(report?.accuracy).toBe(1);
      const config = JSON.parse(await readFile(path.join(out, "config.json"), "utf8"));
      expect(config.image ?? {}).toEqual(JSON.parse(JSON.stringify(decoding)));

      const run = await train.loadRun(out, { model: new Slope(channels) });
      for (const { path: file, label } of data.samples) {
        const found = await run.predict(file);
        expect([found.label, found.probability > 0.5]).toEqual([data.classes[label], true]);
      }
      const again = await datasets.ImageFolder.open(root, {
        image: run.config.image,
        transform: run.transform ?? undefined,
      });
      expect((await run.evaluate(again.train)).accuracy).toBe(1);
      // What decodes them otherwise is told so, not trained on in silence.
      if (image !== undefined) {
        const undecoded = await datasets.ImageFolder.open(root, {
          split: { val: 0.25, seed: 0 },
          image: channels === 1 ? { mode: "L" } : {},
        });
        await expect(
          train.fit(new Slope(channels), undecoded, { epochs: 1, imageSize: EDGE }),
        ).rejects.toThrow(/window/);
        await expect(train.fit(new Slope(channels), undecoded, { ...options, resume: true })).rejects.toThrow(
          /decoded its images with/,
        );
      }
    },
  );
});

test("the default transforms of a folder read as gray are gray's", async () => {
  const root = await folderOf("gray defaults", KINDS["gray of 8 bits"].make, "png");
  const data = await datasets.ImageFolder.open(root, { image: { mode: "L" } });
  const { image } = await data.train.get(0, { rng: new (await import("../../lib/data/index.ts")).Rng(0) });
  expect([image.shape, image.dtype]).toEqual([[1, 224, 224], "float32"]);
});

test("a network and data of other channels are told apart before training", async () => {
  const root = await folderOf("channels", KINDS["gray of 8 bits"].make, "png");
  const gray = await datasets.ImageFolder.open(root, { image: { mode: "L" } });
  const colour = await datasets.ImageFolder.open(root);
  const options = { epochs: 1, imageSize: EDGE };
  await expect(train.fit(new Slope(1), colour, options)).rejects.toThrow(
    /one channel, the data gives three; .*mode: "L"/,
  );
  await expect(train.fit(new Slope(3), gray, options)).rejects.toThrow(
    /3 channels, the data gives one; .*mode: "RGB"/,
  );
});

test("integers of no stated range are refused by the presets, not divided by 2^31", () => {
  const presets = [
    new ImageClassificationPreset({ cropSize: 4 }),
    new transforms.SegmentationPreset({ size: [4, 4] }),
  ];
  for (const preset of presets) {
    for (const dtype of ["int32", "int64", "int16"] as const) {
      expect(() => preset.apply(ones([3, 4, 4], { dtype }))).toThrow(DTypeError);
      expect(() => preset.apply(ones([3, 4, 4], { dtype }))).toThrow(
        /nothing says what is black and white; .*window/,
      );
    }
    expect(preset.apply(ones([3, 4, 4], { dtype: "uint8" })).dtype).toBe("float32");
  }
});

test("segmentation reads and segments as its run was trained, signed samples and gray networks", {
  timeout: 60_000,
}, async () => {
  const root = path.join(dir, "masks");
  for (const folder of ["images", "masks"]) await mkdir(path.join(root, folder), { recursive: true });
  for (let k = 0; k < 8; k++) {
    const inside = (at: number) => at % 16 > 3 && at % 16 < 9 + (k % 3) && at >= 64 && at < 192;
    const ct = Int16Array.from({ length: 256 }, (_, at) => (inside(at) ? 300 : -200) + ((at * 7 + k) % 20));
    await writeFile(path.join(root, "images", `${k}.tif`), tiff({ width: 16, height: 16, data: ct }));
    const mask = Int32Array.from({ length: 256 }, (_, at) => (inside(at) ? 1 : 0));
    await writeFile(path.join(root, "masks", `${k}.tif`), tiff({ width: 16, height: 16, data: mask }));
  }
  const image = { mode: "L", window: [-250, 350] } as const;
  const transform = new transforms.SegmentationPreset({ size: [16, 16], mean: [0.4], std: [0.3] });
  const data = await datasets.SegmentationFolder.open(root, {
    image,
    transform,
    split: { val: 0.25, seed: 0 },
  });
  manualSeed(3);
  const model = new nn.Sequential(new nn.Conv2d(1, 1, 1));
  const out = path.join(dir, "run masks");
  const { report } = await train.fit(model, data, {
    out,
    epochs: 30,
    lr: 0.1,
    batchSize: 4,
  });
  expect(report?.pooled.mean.dice).toBeGreaterThan(0.99);
  const run = await train.loadRun(out, { model: new nn.Sequential(new nn.Conv2d(1, 1, 1)) });
  expect(run.config.image).toEqual(image);
  using found = await run.segment(path.join(root, "images", "0.tif"));
  expect(found.mask.sum().item()).toBe(8 * 5);
  // The same picture in hand, and by bytes with the decoding given.
  const decoded = await readImage(path.join(root, "images", "0.tif"), image);
  using same = await models.segment(run.model as never, decoded, {
    transform,
    classes: run.classes,
    kind: "binary",
  });
  expect(same.mask.equal(found.mask)).toBe(true);
});
