/** `models.detect`: what networks find, in pixels of the images, by networks whose objects stand in the pixels. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { memory, models, nn, type Tensor, tensor, transforms, writeImage, zeros } from "../../lib/index.ts";
import { type Drawn, draw, Fixed, Limited, many, Reader } from "./detect-nets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "torchts-detect-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CELLS: Drawn[] = [
  { at: [3, 5, 10, 8], classId: 1, score: 204 },
  { at: [20, 2, 7, 9], classId: 2, score: 255, round: true },
  { at: [30, 20, 5, 5], classId: 1, score: 51 },
];
const boxesOf = (found: models.FoundObjects): number[][] =>
  found.objects.map(({ box: { x1, y1, x2, y2 } }) => [x1, y1, x2, y2]);
const sides = ({ at: [x, y, w, h] }: Drawn): number[] => [x, y, x + w, y + h];
/** The mask of an object, rows from the top. */
function pixels(found: models.FoundObjects, i: number): number[][] {
  const mask = found.objects[i]?.mask;
  const rows = Array.from({ length: found.height }, () => new Array<number>(found.width).fill(0));
  let at = 0;
  (mask?.counts ?? []).forEach((count, run) => {
    for (let n = 0; n < count; n++, at++) {
      if (run % 2 === 1) (rows[at % found.height] as number[])[Math.floor(at / found.height)] = 1;
    }
  });
  expect(at).toBe(found.height * found.width);
  return rows;
}
const labelled = (model = new Reader()) => models.withLabels(model, ["red", "white"]);

describe("what is found", () => {
  test("is named by the network's labels, surest first, in pixels of the image, with its mask", async () => {
    const image = draw(30, 40, CELLS);
    const file = path.join(folder, "cells.png");
    await writeImage(image, file);
    const found = await models.detect(labelled(), file);
    expect([found.height, found.width, found.path, found.classes]).toEqual([30, 40, file, ["red", "white"]]);
    expect(found.objects.map(({ label, classId }) => [label, classId])).toEqual([
      ["white", 2],
      ["red", 1],
      ["red", 1],
    ]);
    expect(found.objects.map(({ score }) => score)).toEqual([1, Math.fround(0.8), Math.fround(0.2)]);
    expect(boxesOf(found)).toEqual([CELLS[1], CELLS[0], CELLS[2]].map((one) => sides(one as Drawn)));
    for (const [i, id] of [2, 1, 3].entries()) {
      expect(pixels(found, i)).toEqual(image.select(0, 0).eq(id).long().toArray());
    }
    expectTypeOf(found.objects[0]?.label).toEqualTypeOf<"red" | "white" | undefined>();
  });

  test("equals the network called by hand: images of mixed sizes, in batches and one by one", async () => {
    const images = [
      draw(30, 40, CELLS),
      draw(21, 17, [{ at: [1, 2, 5, 6], classId: 2, score: 100 }]),
      draw(9, 50, []),
    ];
    for (const batchSize of [1, 2, 3]) {
      const model = labelled();
      const found = await models.detect(model, images, { batchSize });
      expect(model.calls.map(({ length }) => length)).toEqual({ 1: [1, 1, 1], 2: [2, 1], 3: [3] }[batchSize]);
      const byHand = new Reader().detect(images.map((image) => image.float().div(255)));
      expect(found.map(boxesOf)).toEqual(byHand.map(({ boxes }) => boxes.toArray()));
      expect(found.map(({ objects }) => objects.map(({ score }) => score))).toEqual(
        byHand.map(({ scores }) => scores.toArray()),
      );
      expect(found.map(({ height, width }) => [height, width])).toEqual([
        [30, 40],
        [21, 17],
        [9, 50],
      ]);
    }
  });

  test("is nothing where nothing is, and hundreds where hundreds are", async () => {
    const none = await models.detect(labelled(), draw(8, 8, []));
    expect(none.objects).toEqual([]);
    expect(none.toCoco().annotations).toEqual([]);
    expect(none.measure()).toEqual([]);
    const model = new Fixed(many(700, 90, 120));
    const found = await models.detect(model, zeros([3, 90, 120], { dtype: "uint8" }));
    expect(found.objects.length).toBe(700);
    expect(found.classes).toEqual(["1"]);
  });

  test("by a network in training mode is as in eval mode, which is put back", async () => {
    const model = labelled();
    expect(model.training).toBe(true);
    await models.detect(model, draw(8, 8, []));
    expect(model.modes).toEqual([false]);
    expect(model.training).toBe(true);
  });
});

describe("images", () => {
  const truth: Drawn = { at: [4, 6, 9, 5], classId: 1, score: 200 };
  const raw = (image: Tensor) => image.permute([1, 2, 0]).contiguous().bytes();

  test("turned by EXIF are found in as they are seen", async () => {
    const image = draw(20, 30, [truth]);
    const turned = await sharp(raw(image), { raw: { width: 30, height: 20, channels: 3 } })
      .rotate(270)
      .png()
      .toBuffer();
    const file = path.join(folder, "turned.png");
    await sharp(turned)
      .withExif({ IFD0: { Orientation: "6" } })
      .withMetadata({ orientation: 6 })
      .png()
      .toFile(file);
    const found = await models.detect(labelled(), file);
    expect([found.height, found.width]).toEqual([20, 30]);
    expect(boxesOf(found)).toEqual([sides(truth)]);
    const stored = await models.detect(labelled(), file, { image: { exif: false } });
    expect([stored.height, stored.width]).toEqual([30, 20]);
  });

  test("of grey and of 16 bits become RGB of 8 bits", async () => {
    const grey = zeros([1, 12, 16], { dtype: "uint8" });
    grey.slice(1, 2, 7).slice(2, 3, 9).fill_(2);
    const file = path.join(folder, "grey.png");
    await writeImage(grey, file);
    const found = await models.detect(labelled(), file);
    expect(boxesOf(found)).toEqual([[3, 2, 9, 7]]);
    const deep = path.join(folder, "deep.png");
    const samples = Uint16Array.from(grey.bytes(), (value) => value * 257);
    await sharp(samples, { raw: { width: 16, height: 12, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toFile(deep);
    const image = { window: [0, 65535] } as const; // so dark a picture is refused otherwise
    expect(boxesOf(await models.detect(labelled(), deep, { image }))).toEqual([[3, 2, 9, 7]]);
  });

  test("that a transform resizes are found in at their own size", async () => {
    const image = draw(20, 30, [{ at: [4, 6, 8, 4], classId: 1, score: 200 }]);
    const nearest = new transforms.Resize([40, 90], { interpolation: "nearest" });
    const transform = new transforms.Compose([nearest, new transforms.DetectionPreset()]);
    const model = labelled();
    const found = await models.detect(model, image, { transform });
    expect(model.calls).toEqual([[[3, 40, 90]]]);
    expect(boxesOf(found)).toEqual([[4, 6, 12, 10]]);
    expect(pixels(found, 0)).toEqual(image.select(0, 0).eq(1).long().toArray());
  });
});

describe("limits", () => {
  const image = draw(30, 40, CELLS);

  test("are the network's own while it looks, and are put back", async () => {
    const model = new Limited();
    const found = await models.detect(model, image, {
      scoreThreshold: 0.3,
      nmsThreshold: 0.4,
      maxDetections: 1,
    });
    expect(model.seen).toEqual([[0.3, 0.4, 1]]);
    expect(boxesOf(found)).toEqual([sides(CELLS[1] as Drawn)]);
    await models.detect(model, image);
    expect(model.seen[1]).toEqual([0.05, 0.5, 100]);
    expect((await models.detect(model, image)).objects.length).toBe(3);
  });

  test("are put back where the network throws", async () => {
    const model = new Limited();
    model.detect = () => {
      throw new Error("broken");
    };
    await expect(models.detect(model, image, { scoreThreshold: 0.3 })).rejects.toThrow("broken");
    expect(model.roi_heads.score_thresh).toBe(0.05);
  });

  test("are kept to afterwards where the network has none", async () => {
    const found = await models.detect(labelled(), image, { scoreThreshold: Math.fround(0.2) });
    expect(found.objects.length).toBe(2); // above, not from
    expect((await models.detect(labelled(), image, { maxDetections: 1 })).objects.length).toBe(1);
    const model = new Fixed({
      boxes: tensor([
        [0, 0, 10, 10],
        [0, 0, 10, 9],
        [0, 0, 10, 9],
        [0, 0, 10, 4],
      ]).float(),
      labels: tensor([1, 1, 2, 1], { dtype: "int64" }),
      scores: tensor([0.9, 0.8, 0.7, 0.6]).float(),
    });
    const kept = await models.detect(model, image, { nmsThreshold: 0.5 });
    expect(kept.objects.map(({ score }) => score)).toEqual([0.9, 0.7, 0.6].map(Math.fround));
  });

  test("classes that are wanted, by their names", async () => {
    const found = await models.detect(labelled(), image, { only: ["red"] });
    expect(found.objects.map(({ label }) => label)).toEqual(["red", "red"]);
    expect((await models.detect(new Reader(), image, { only: ["2"] })).objects.length).toBe(1);
    await expect(models.detect(labelled(), image, { only: ["blue" as "red"] })).rejects.toThrow(
      /"blue", which is no class of the network: there are red, white/,
    );
  });
});

describe("windows", () => {
  const cells: Drawn[] = Array.from({ length: 24 }, (_, i) => ({
    at: [4 + 25 * (i % 6), 3 + 22 * Math.floor(i / 6), 12 + (i % 5), 10 + (i % 7)],
    classId: 1 + (i % 2),
    score: 250 - 5 * i,
    round: true,
  }));
  const image = draw(100, 160, cells);

  test("find what the whole image shows, each object once, where the overlap holds the largest", async () => {
    const whole = await models.detect(labelled(), image);
    for (const size of [48, 64, [50, 70], 400] as (number | [number, number])[]) {
      const overlap = 0.5;
      const seen: number[] = [];
      const found = await models.detect(labelled(), image, {
        window: { size, overlap, batchSize: 3 },
        onProgress: ({ done, total }) => seen.push(done / total),
      });
      expect(boxesOf(found)).toEqual(boxesOf(whole));
      expect(found.objects.map(({ mask }) => mask)).toEqual(whole.objects.map(({ mask }) => mask));
      expect(seen.at(-1)).toBe(1);
    }
  });

  test("hold no more than the windows of a batch, and end where the signal says so", async () => {
    const model = labelled();
    const controller = new AbortController();
    const work = models.detect(model, image, {
      window: { size: 32, batchSize: 2 },
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= 4) controller.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ code: "ERR_TORCHTS_ABORTED" });
    expect(model.calls).toEqual([
      [
        [3, 32, 32],
        [3, 32, 32],
      ],
      [
        [3, 32, 32],
        [3, 32, 32],
      ],
    ]);
  });

  test("take the most sure of all windows, at most so many", async () => {
    const found = await models.detect(labelled(), image, {
      window: { size: 64, overlap: 0.5 },
      maxDetections: 5,
    });
    expect(found.objects.map(({ score }) => Math.round(255 * score))).toEqual([250, 245, 240, 235, 230]);
  });

  test("are refused with a transform that resizes", async () => {
    const transform = new transforms.Compose([new transforms.Resize(64), new transforms.DetectionPreset()]);
    await expect(models.detect(labelled(), image, { window: { size: 32 }, transform })).rejects.toThrow(
      /resizes the image, from 100 x 160 to 64 x 102/,
    );
  });
});

describe("refused", () => {
  const image = draw(8, 8, []);
  const good = many(2, 20, 20);

  test.each([
    [
      "a network that finds no objects",
      new nn.Linear(1, 1),
      {},
      /detection network, which has detect\(images\), got a Linear/,
    ],
    ["an option that there is none of", labelled(), { threshold: 0.5 }, /threshold.*give scoreThreshold/s],
    [
      "a score beyond 1",
      labelled(),
      { scoreThreshold: 2 },
      /scoreThreshold must be a number between 0 and 1, got 2/,
    ],
    ["an unknown option of windows", labelled(), { window: { size: 8, mode: "gaussian" } }, /mode/],
    ["classes of another number", labelled(), { classes: ["a"] }, /expected 2 classes.*got 1/],
    [
      "a transform that cuts",
      labelled(),
      { transform: new transforms.CenterCrop(4) },
      /cuts or pads.*CenterCrop/,
    ],
    ["what is no list of detections", new Fixed(1), {}, /Fixed.detect to give \{ boxes, labels, scores \}/],
    [
      "boxes of another shape",
      new Fixed({ ...good, boxes: zeros([2, 5]) }),
      {},
      /boxes \(N, 4\).*boxes \[2,5\]/,
    ],
    ["masks of another number", new Fixed({ ...good, masks: zeros([1, 1, 8, 8]) }), {}, /masks \[1,1,8,8\]/],
    [
      "the background as a class",
      new Fixed({ ...good, labels: zeros([2], { dtype: "int64" }) }),
      {},
      /gives the class 0/,
    ],
    ["NaN", new Fixed({ ...good, boxes: tensor([[0, 0, 1, 1], [0, 0, Number.NaN, 1]]) }), {}, /NaN/], // biome-ignore format: a matrix
    [
      "a class without a name",
      new Fixed({ ...good, labels: tensor([1, 3], { dtype: "int64" }) }),
      { classes: ["a", "b"] },
      /gives the class 3, and there are 2: a, b/,
    ],
  ])("%s", async (_, model, options, message) => {
    await expect(models.detect(model as Reader, image, options as object)).rejects.toThrow(message);
  });

  test("an image that was freed, and what is no image", async () => {
    const freed = draw(8, 8, []);
    freed.dispose();
    await expect(models.detect(labelled(), freed)).rejects.toMatchObject({
      code: "ERR_TORCHTS_FREED",
    });
    await expect(models.detect(labelled(), 7 as unknown as string)).rejects.toThrow(
      /expected an image.*got 7/,
    );
  });
});

test("a network that finds nothing because its weights are NaN is not taken for one that sees nothing", async () => {
  const model = labelled();
  const empty = draw(8, 8, []);
  model.head.weight.detach().fill_(Number.NaN);
  await expect(models.detect(model, empty)).rejects.toMatchObject({ code: "ERR_TORCHTS_NON_FINITE_OUTPUT" });
});

test("16 bits by autocast give what the network gives in a region of it", async () => {
  class Half extends Limited {
    dtypes: string[] = [];
    override detect(images: readonly Tensor[]) {
      this.dtypes.push(nn.functional.linear(zeros([1, 1]), this.head.weight).dtype);
      return super.detect(images);
    }
  }
  const model = new Half();
  await models.detect(model, draw(30, 40, CELLS), { precision: "bfloat16" });
  await models.detect(model, draw(30, 40, CELLS));
  expect(model.dtypes).toEqual(["bfloat16", "float32"]);
});

test("holds as many tensors after 50 images as after one, and leaves the caller's alone", async () => {
  const model = labelled();
  const image = draw(30, 40, CELLS);
  await models.detect(model, image);
  memory.collect();
  const before = memory.stats().liveTensors;
  for (let i = 0; i < 50; i++) await models.detect(model, [image, image], { batchSize: 2 });
  expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
  expect(image.isFreed).toBe(false);
});
