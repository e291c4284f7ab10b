/** `models.detect` with the networks of the zoo: equal to calling them, typed by their labels, lean with masks. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  type Detections,
  manualSeed,
  memory,
  models,
  rand,
  rle,
  scope,
  type Tensor,
  transforms,
  writeImage,
} from "../../lib/index.ts";
import { tinyMaskRCNN } from "./detect-nets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "torchts-detect-networks-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noise = (height: number, width: number): Tensor => rand([3, height, width]).mul(255).to("uint8");
const unit = (image: Tensor): Tensor => image.float().div(255);

/** Boxes, labels and scores as by hand; masks above 0.5. */
function expectAsByHand(found: models.FoundObjects, byHand: Detections): void {
  const { objects } = found;
  expect(objects.map(({ box: { x1, y1, x2, y2 } }) => [x1, y1, x2, y2])).toEqual(byHand.boxes.toArray());
  expect(objects.map(({ classId }) => classId)).toEqual((byHand.labels.toArray() as bigint[]).map(Number));
  expect(objects.map(({ score }) => score)).toEqual(byHand.scores.toArray());
  if (byHand.masks === undefined) {
    expect(objects.every(({ mask }) => mask === null)).toBe(true);
    return;
  }
  const expected = rle.encodeAll(byHand.masks.squeeze(1).gt(0.5));
  expect(objects.map(({ mask }) => mask)).toEqual(expected);
}

test("Faster R-CNN finds what it finds by hand, in images of mixed sizes, at once and one by one", async () => {
  manualSeed(0);
  const model = await models.fasterrcnn_mobilenet_v3_large_320_fpn({
    weightsBackbone: null,
    minSize: 96,
    maxSize: 160,
  });
  const labelled = models.replaceHead(model, ["red", "white"]);
  const images = [noise(60, 90), noise(80, 50)];
  for (const batchSize of [1, 2]) {
    const found = await models.detect(labelled, images, { batchSize });
    expectTypeOf(found[0]?.objects[0]?.label).toEqualTypeOf<"red" | "white" | undefined>();
    const byHand =
      batchSize === 2
        ? labelled.detect(images.map(unit))
        : images.flatMap((image) => labelled.detect([unit(image)]));
    expect(found.flatMap(({ objects }) => objects).length).toBeGreaterThan(10);
    for (const [i, one] of found.entries()) expectAsByHand(one, byHand[i] as Detections);
    expect(found[0]?.classes).toEqual(["red", "white"]);
  }
});

describe("Mask R-CNN", () => {
  test("finds the boxes and masks that it finds by hand", async () => {
    const model = tinyMaskRCNN();
    const file = path.join(folder, "noise.png");
    const images = [noise(70, 90), noise(101, 64), noise(33, 150)];
    await writeImage(images[0] as Tensor, file);
    const found = await models.detect(model, [file, ...images.slice(1)], { batchSize: 2 });
    const byHand = [
      ...model.detect(images.slice(0, 2).map(unit)),
      ...model.detect([unit(images[2] as Tensor)]),
    ];
    for (const [i, one] of found.entries()) {
      expect(one.objects.length).toBeGreaterThan(20);
      expectAsByHand(one, byHand[i] as Detections);
    }
  });

  test("keeps to limits that it was not built with, more than its own too", async () => {
    const image = noise(70, 90);
    const found = await models.detect(tinyMaskRCNN(), image, {
      scoreThreshold: 0.01,
      nmsThreshold: 0.9,
      maxDetections: 250,
    });
    expect(found.objects.length).toBeGreaterThan(100);
    const built = tinyMaskRCNN({ boxScoreThresh: 0.01, boxNmsThresh: 0.9, boxDetectionsPerImg: 250 });
    expectAsByHand(found, built.detect([unit(image)])[0] as Detections);
  });

  test("is brought back to the image where a transform resizes it", async () => {
    const image = noise(40, 60);
    const model = tinyMaskRCNN();
    const resize = new transforms.Resize([80, 90], { interpolation: "nearest" });
    const transform = new transforms.Compose([resize, new transforms.DetectionPreset()]);
    const found = await models.detect(model, image, { transform, maxDetections: 5 });
    const [byHand] = model.detect([unit(resize.apply(image))]) as [Detections];
    for (const [i, { box, mask }] of found.objects.entries()) {
      const [x1, y1, x2, y2] = byHand.boxes.select(0, i).toArray() as [number, number, number, number];
      expect(box.x1).toBeCloseTo((x1 * 60) / 90, 9);
      expect(box.x2).toBeCloseTo((x2 * 60) / 90, 9);
      expect([box.y1, box.y2]).toEqual([y1 / 2, y2 / 2]);
      expect(mask?.size).toEqual([40, 60]);
    }
  });

  test("never holds the masks of all objects of a large image, and gives the same", async () => {
    // 120 masks of 3,000,000 pixels in float32 are 1.4 GB.
    const image = noise(1500, 2000);
    const model = tinyMaskRCNN({ boxDetectionsPerImg: 120 });
    const before = process.resourceUsage().maxRSS;
    const found = await models.detect(model, image);
    expect(found.objects.length).toBe(120);
    expect(1024 * (process.resourceUsage().maxRSS - before)).toBeLessThan(600e6);
    scope(() => {
      const [byHand] = tinyMaskRCNN({ boxDetectionsPerImg: 5 }).detect([unit(image)]) as [Detections];
      expect(found.objects.slice(0, 5).map(({ mask }) => mask)).toEqual(
        rle.encodeAll((byHand.masks as Tensor).squeeze(1).gt(0.5)),
      );
    });
  }, 60_000);

  test("in windows finds what the windows by hand hold, in pixels of the image", async () => {
    const image = noise(96, 120);
    const model = tinyMaskRCNN({ boxDetectionsPerImg: 3 });
    const found = await models.detect(model, image, { window: { size: [96, 60], overlap: 0 } });
    const halves = [0, 60].map((left) => model.detect([unit(image.narrow(2, left, 60))])[0] as Detections);
    expect(found.objects.length).toBe(6);
    const expected = halves.flatMap(({ boxes, scores }, half) =>
      (boxes.toArray() as number[][]).map(([x1, y1, x2, y2], i) => ({
        box: [Number(x1) + 60 * half, y1, Number(x2) + 60 * half, y2],
        score: scores.select(0, i).item() as number,
      })),
    );
    expected.sort((a, b) => b.score - a.score);
    expect(found.objects.map(({ box: { x1, y1, x2, y2 } }) => [x1, y1, x2, y2])).toEqual(
      expected.map(({ box }) => box),
    );
  });

  test("measures, draws and writes its objects", async () => {
    const image = noise(70, 90);
    const model = models.withLabels(tinyMaskRCNN(), ["a", "b"]);
    const found = await models.detect(model, image, { maxDetections: 30 });
    const measured = found.measure({ spacing: [0.1, 0.1] });
    for (const [i, { mask }] of found.objects.entries()) {
      const pixels = mask === null ? 0 : rle.area(mask);
      expect(measured[i]?.pixels ?? 0).toBe(pixels);
    }
    expect(found.draw(image).shape).toEqual([3, 70, 90]);
    expect(found.toCoco().annotations.length).toBe(found.objects.length);
    expect(found.toCsv().trim().split("\n").length).toBe(found.objects.length + 1);
  });

  test("is inspected: its images go in one by one", () => {
    const { rows, parameters } = models.inspect(tinyMaskRCNN(), [1, 3, 64, 64]);
    const of = (path: string) => rows.find((row) => row.path === path);
    expect(of("backbone")?.outputShape).toEqual([1, 8, 8, 8]);
    expect(of("roi_heads.mask_predictor")?.outputShape?.slice(1)).toEqual([3, 8, 8]);
    expect(parameters).toBe([...tinyMaskRCNN().parameters()].reduce((sum, one) => sum + one.numel(), 0));
  });

  test("leaves no tensor behind", async () => {
    const model = tinyMaskRCNN();
    const image = noise(70, 90);
    await models.detect(model, image);
    memory.collect();
    const before = memory.stats().liveTensors;
    for (let i = 0; i < 5; i++) await models.detect(model, image);
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
  });
});
