// Detection data against pycocotools and torchvision on this machine: whole data sets, and the presets' own draws.

import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { cat, manualSeed, rand, randint, type Tensor, tensor } from "../../lib/tensor/index.ts";
import { datasets, type Sample, transforms } from "../../lib/vision/index.ts";
import { findPython, repoRoot, runPython, sharedPath } from "../helpers/index.ts";
import { expectTargets, type Step, type WrittenTarget } from "./detection-cases.ts";
import { FLOAT_TOLERANCE, GREY_LEVEL } from "./sample-cases.ts";

const python = findPython(["torch", "torchvision", "pycocotools"]);
const fruits = sharedPath("data/instances/fruits-nuts-coco");
const bccd = sharedPath("data/detection/bccd");

/** The functions of the fixtures' script, in a snippet. */
const SCRIPT = `
import sys
sys.path.insert(0, args["scripts"])
import detection_data
`;
const scripts = path.join(repoRoot, "scripts", "fixtures");

test.skipIf(python === undefined || fruits === undefined)(
  "fruits and nuts: 165 objects, every mask, box and area as pycocotools has them",
  async () => {
    const file = path.join(fruits as string, "trainval.json");
    const { result } = await runPython(
      `${SCRIPT}
import json
result = detection_data.targets_of_coco(json.load(open(args["file"])))`,
      { args: { scripts, file } },
    );
    const data = await datasets.CocoDetection.open(file, path.join(fruits as string, "images"), {
      masks: true,
    });
    await expectTargets(data.train, result as WrittenTarget[]);
    expect((result as WrittenTarget[]).flatMap(({ labels }) => labels).length).toBe(165);
  },
  120_000,
);

test.skipIf(python === undefined || bccd === undefined)(
  "BCCD: every object as torchvision reads it",
  async () => {
    const annotations = path.join(bccd as string, "Annotations");
    const names = readdirSync(annotations).sort();
    const { result } = await runPython(
      `${SCRIPT}
result = [detection_data.targets_of_voc(open(f).read()) for f in args["files"]]`,
      { args: { scripts, files: names.map((name) => path.join(annotations, name)) } },
    );
    const expected = new Map(
      (result as { name: string; box: number[] }[][]).map((objects, i) => [
        path.basename(names[i] as string, ".xml"),
        objects,
      ]),
    );
    const data = await datasets.VocDetection.open(bccd as string, { sets: false, badBoxes: "skip" });
    let count = 0;
    for (const [i, file] of data.train.paths.entries()) {
      const objects = await data.train.objects(i);
      const stated = expected.get(path.basename(file, ".jpg")) as { name: string; box: number[] }[];
      const usable = stated.filter(
        ({ box: [x1, y1, x2, y2] }) => (x2 as number) > (x1 as number) && (y2 as number) > (y1 as number),
      );
      expect(objects.map(({ box, label }) => ({ name: data.classes[label - 1], box }))).toEqual(
        usable.map(({ name, box }) => ({ name, box })),
      );
      count += stated.length;
    }
    expect([count, data.train.length, data.skipped.length]).toEqual([4155 + 372 + 361, 364, 2]);
  },
  120_000,
);

/** An image with noise, objects of all sizes and their masks. */
function noise(height: number, width: number, seed: number): Sample {
  manualSeed(seed);
  const corner = rand([12, 2]).mul(tensor([0.7 * width, 0.7 * height]));
  const size = rand([12, 2]).mul(tensor([0.5 * width, 0.5 * height]));
  return {
    image: randint(256, [3, height, width]).to("uint8"),
    boxes: cat([corner, corner.add(size).minimum(tensor([width, height]))], { dim: 1 }),
    labels: randint(1, 5, [12]),
    masks: randint(2, [12, height, width]).to("uint8"),
  };
}

const FILL = [123, 117, 104];

/** The steps of a preset with the draws that a generator of this seed gives, in the preset's order. */
function drawnSteps(augmentation: transforms.DetectionAugmentation, sample: Sample, seed: number): Step[] {
  const rng = new Rng(seed);
  const steps: Step[] = [];
  let [height, width] = sample.image.shape.slice(-2) as [number, number];
  let boxes = sample.boxes?.to("float64").toArray() as number[][];
  const iouCrop = () => {
    const params = new transforms.RandomIoUCrop().getParams([height, width], boxes, rng);
    if (params === null) return;
    steps.push({ kind: "iouCrop", params });
    [height, width] = [params.height, params.width];
  };
  if (augmentation === "lsj") {
    const size = new transforms.ScaleJitter(96).getParams([height, width], rng);
    const params = new transforms.FixedSizeCrop(96).getParams(size, rng);
    steps.push({ kind: "resize", params: size }, { kind: "fixedSizeCrop", params, fill: FILL });
  } else if (augmentation === "multiscale") {
    const params = new transforms.RandomShortestSize([48, 80, 112], { maxSize: 150 }).getParams(
      [height, width],
      rng,
    );
    steps.push({ kind: "resize", params });
  } else if (augmentation === "ssd") {
    steps.push({ kind: "distort", params: new transforms.RandomPhotometricDistort().getParams(3, rng) });
    const zoom = new transforms.RandomZoomOut();
    if (rng.bernoulli(zoom.p)) {
      const params = zoom.getParams([height, width], rng);
      const [left, top, right, bottom] = params;
      steps.push({ kind: "zoomOut", params, fill: FILL });
      [height, width] = [height + top + bottom, width + left + right];
      boxes = boxes.map(([x1, y1, x2, y2]) =>
        [x1, y1, x2, y2].map((n, i) => (n as number) + (i % 2 === 0 ? left : top)),
      );
    }
    iouCrop();
  } else if (augmentation === "ssdlite") iouCrop();
  if (rng.bernoulli(0.5)) steps.push({ kind: "hflip" });
  return steps;
}

const AUGMENTATIONS = ["hflip", "lsj", "multiscale", "ssd", "ssdlite"] as const;
const OWN: Record<string, transforms.DetectionTrainOptions> = {
  lsj: { size: 96 },
  multiscale: { minSize: [48, 80, 112], maxSize: 150 },
};
const SEEDS = 12;

test.skipIf(python === undefined)(
  "the presets are torchvision's transforms with what they draw",
  async () => {
    const cases = AUGMENTATIONS.flatMap((augmentation) =>
      Array.from({ length: SEEDS }, (_, seed) => {
        const sample = noise(60 + 7 * (seed % 5), 90 - 9 * (seed % 4), seed);
        return { augmentation, sample, steps: drawnSteps(augmentation, sample, seed), seed };
      }),
    );
    const inputs = Object.fromEntries(
      cases.flatMap(({ sample }, i) =>
        Object.entries(sample).map(([part, t]) => [`${i}.${part}`, t as Tensor]),
      ),
    );
    const { outputs } = await runPython(
      `${SCRIPT}
for i, steps in enumerate(args["steps"]):
    sample = {part: inputs[f"{i}.{part}"] for part in ("image", "boxes", "labels", "masks")}
    for part, value in detection_data.chain(sample, steps).items():
        outputs[f"{i}.{part}"] = value`,
      { args: { scripts, steps: cases.map(({ steps }) => steps) }, inputs },
    );
    const lost: Record<string, number> = {};
    for (const [i, { augmentation, sample, seed }] of cases.entries()) {
      const preset = new transforms.DetectionTrainPreset({ augmentation, ...OWN[augmentation] });
      const moved = preset.applySample(sample, new Rng(seed));
      for (const part of ["labels", "masks", "boxes", "image"] as const) {
        const [mine, other] = [moved[part] as Tensor, outputs[`${i}.${part}`] as Tensor];
        const what = `${augmentation}, seed ${seed}, ${part}`;
        expect([what, mine.shape, mine.dtype]).toEqual([what, other.shape, other.dtype]);
        if (mine.numel() === 0) continue;
        const far = mine.to("float64").sub(other.to("float64")).abs().max().item() as number;
        // Colours of bytes are rounded after every change.
        const levels = augmentation === "ssd" ? 2 * GREY_LEVEL : GREY_LEVEL;
        const bound = { image: levels / 255 + FLOAT_TOLERANCE, boxes: 1e-4, labels: 0, masks: 0 }[part];
        expect(far, what).toBeLessThanOrEqual(bound);
      }
      lost[augmentation] = (lost[augmentation] ?? 0) + 12 - (moved.labels?.shape[0] as number);
    }
    for (const augmentation of ["lsj", "ssd", "ssdlite"]) expect(lost[augmentation]).toBeGreaterThan(0);
  },
  120_000,
);
