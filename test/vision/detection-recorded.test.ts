// Detection data against what pycocotools, torchvision and its references made of the same files and numbers.

import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GroupedBatchSampler, Rng, type Sampler } from "../../lib/data/index.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { datasets, type Sample, transforms } from "../../lib/vision/index.ts";
import { fixturePath, readSafetensors } from "../helpers/index.ts";
import { expectTargets, type Step, type WrittenTarget } from "./detection-cases.ts";
import { FLOAT_TOLERANCE, GREY_LEVEL } from "./sample-cases.ts";

interface Recorded {
  coco: {
    content: { images: { file_name: string; width: number; height: number }[] };
    targets: WrittenTarget[];
  };
  voc: { text: string; objects: { name: string; box: number[]; difficult: boolean; truncated: boolean }[] };
  steps: Record<string, Step[]>;
  groups: {
    sizes: [number, number][];
    k: number;
    groups: number[];
    order: number[];
    batchSize: number;
    batches: number[][];
  }[];
}
const recorded = JSON.parse(readFileSync(fixturePath("detection_data.json"), "utf8")) as Recorded;
const { tensors } = readSafetensors(fixturePath("detection_data.safetensors"));
/** Brightness, contrast, saturation and hue one after the other, in float32. */
const COLOUR_TOLERANCE = 1e-5;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-recorded-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const paint = (file: string, width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "red" } }).toFile(path.join(folder, file));

test("COCO's annotations: boxes, areas, crowds and masks are pycocotools'", async () => {
  const { content, targets } = recorded.coco;
  for (const { file_name, width, height } of content.images) await paint(file_name, width, height);
  const file = path.join(folder, "coco.json");
  await writeFile(file, JSON.stringify(content));
  const data = await datasets.CocoDetection.open(file, folder, { masks: true });
  expect(data.classes).toEqual(["date", "nut", "fig"]);
  await expectTargets(data.train, targets);
  expect(targets.flatMap(({ iscrowd }) => iscrowd)).toContain(1);
});

test("VOC's annotations: names, boxes and flags are torchvision's", async () => {
  await mkdir(path.join(folder, "voc"));
  await writeFile(path.join(folder, "voc", "a.xml"), recorded.voc.text);
  await paint("voc/a.png", 60, 40);
  const data = await datasets.VocDetection.open(path.join(folder, "voc"));
  const objects = await data.train.objects(0);
  expect(
    objects.map(({ box, label, difficult, truncated }) => ({
      name: data.classes[label - 1],
      box,
      difficult,
      truncated,
    })),
  ).toEqual(recorded.voc.objects);
  expect(objects.length).toBe(2);
});

/** The transform of a step, its draw replaced by the parameters that were given to torchvision. */
function transformOf({ kind, params, fill }: Step): transforms.Transform {
  const options = { fill, p: 1 };
  const made = {
    resize: () => new transforms.ScaleJitter([1, 1]),
    fixedSizeCrop: () => new transforms.FixedSizeCrop([32, 32], { fill }),
    distort: () => new transforms.RandomPhotometricDistort(),
    zoomOut: () => new transforms.RandomZoomOut(options),
    iouCrop: () => new transforms.RandomIoUCrop(),
    hflip: () => new transforms.RandomHorizontalFlip({ p: 1 }),
  }[kind]();
  return params === undefined ? made : Object.assign(made, { getParams: () => params });
}

describe("augmentations with given parameters are torchvision's, boxes that are lost with all that is theirs", () => {
  const sample = {
    image: tensors["sample.image"],
    boxes: tensors["sample.boxes"],
    labels: tensors["sample.labels"],
    masks: tensors["sample.masks"],
  } as Sample;
  test.each(Object.keys(recorded.steps))("%s", (name) => {
    const steps = recorded.steps[name] as Step[];
    const all = [...steps.map(transformOf), new transforms.ToFloat(), new transforms.SanitizeBoundingBoxes()];
    const given = name === "ssd" ? { ...sample, image: sample.image.div(255) } : sample;
    const moved = new transforms.Compose(all).applySample(given, new Rng(0));
    const image = name === "ssd" ? COLOUR_TOLERANCE : GREY_LEVEL / 255 + FLOAT_TOLERANCE;
    for (const part of ["labels", "masks", "boxes", "image"] as const) {
      const [mine, other] = [moved[part] as Tensor, tensors[`${name}.${part}`] as Tensor];
      expect([part, mine.shape, mine.dtype]).toEqual([part, other.shape, other.dtype]);
      const far = mine.to("float64").sub(other.to("float64")).abs().max().item() as number;
      expect(far).toBeLessThanOrEqual({ image, boxes: 1e-4, labels: 0, masks: 0 }[part]);
    }
    const kept = moved.labels?.shape[0] as number;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(5);
  });

  test("some are lost in each chain that cuts", () => {
    const lost = Object.keys(recorded.steps).filter(
      (name) => ((tensors[`${name}.labels`] as Tensor).shape[0] as number) < 5,
    );
    expect(lost.length).toBe(Object.keys(recorded.steps).length);
  });
});

test("FixedSizeCrop draws one number for both edges, and none where nothing is cut", () => {
  class Share extends Rng {
    drawn = 0;
    override random(): number {
      this.drawn++;
      return 0.5;
    }
  }
  const crop = new transforms.FixedSizeCrop([10, 20]);
  const rng = new Share(0);
  expect(crop.getParams([16, 30], rng)).toEqual({
    box: { top: 3, left: 5, height: 10, width: 20 },
    padding: [0, 0, 0, 0],
  });
  expect(crop.getParams([4, 30], rng)).toEqual({
    box: { top: 0, left: 5, height: 4, width: 20 },
    padding: [0, 0, 0, 6],
  });
  expect(rng.drawn).toBe(2);
  expect(crop.getParams([4, 8], rng).padding).toEqual([0, 0, 12, 6]);
  expect(rng.drawn).toBe(2);
});

describe("groups by aspect ratio and their batches are the references'", () => {
  test.each(recorded.groups.map((one, i) => [i, one] as const))("case %i", (_, one) => {
    const sizes = one.sizes.map(([width, height]) => ({ width, height }));
    expect(datasets.aspectRatioGroups(sizes, one.k)).toEqual(one.groups);
    const order: Sampler = { length: one.order.length, indices: () => one.order };
    const sampler = new GroupedBatchSampler(order, one.groups, one.batchSize);
    expect(sampler.batches(0)).toEqual(one.batches);
    expect(sampler.length).toBe(one.batches.length);
  });

  test("an index without a group is refused", () => {
    const order: Sampler = { length: 2, indices: () => [0, 5] };
    expect(() => new GroupedBatchSampler(order, [0, 1], 1).batches(0)).toThrow(
      /index 5, and there are groups of 2/,
    );
  });
});
