// The command line on images with boxes: fine-tune on Pascal VOC's layout and on COCO's annotations, and what errors look like.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeImage } from "../../lib/index.ts";
import * as train from "../../lib/train/index.ts";
import { squares } from "../train/detector.ts";
import { cli } from "./run-cli.ts";

// Child processes that train, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let root: string;
let folder: string;
let annotations: string;
const NAMES = ["", "green", "blue"];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-boxes-"));
  folder = path.join(root, "voc");
  annotations = path.join(root, "instances.json");
  for (const name of ["Annotations", "JPEGImages"]) await mkdir(path.join(folder, name), { recursive: true });
  const coco = {
    images: [] as object[],
    annotations: [] as object[],
    categories: [1, 2].map((id) => ({ id, name: NAMES[id] })),
  };
  for (const [at, { image, target }] of squares(6).entries()) {
    const [, height = 0, width = 0] = image.shape;
    await writeImage(image.clamp(0, 1).mul(255).to("uint8"), path.join(folder, "JPEGImages", `${at}.png`));
    coco.images.push({ id: at + 1, file_name: `${at}.png`, width, height });
    const objects = (target.boxes.toArray() as number[][]).map((box, i) => {
      const label = Number(target.labels.select(0, i).item());
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box;
      const [w, h] = [x2 - x1, y2 - y1];
      coco.annotations.push({
        id: coco.annotations.length + 1,
        image_id: at + 1,
        category_id: label,
        bbox: [x1, y1, w, h],
      });
      return (
        `<object><name>${NAMES[label]}</name><bndbox><xmin>${x1}</xmin><ymin>${y1}</ymin><xmax>${x2}</xmax>` +
        `<ymax>${y2}</ymax></bndbox></object>`
      );
    });
    const size = `<size><width>${width}</width><height>${height}</height><depth>3</depth></size>`;
    await writeFile(
      path.join(folder, "Annotations", `${at}.xml`),
      `<annotation><filename>${at}.png</filename>${size}${objects.join("")}</annotation>`,
    );
  }
  await writeFile(annotations, JSON.stringify(coco));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const small = (out: string): string[] =>
  ["--weights", "none", "--image-size", "64", "--epochs", "1", "--device", "cpu", "--out", out].concat([
    "--val-split",
    "0.34",
  ]);

test("a folder as Pascal VOC's is trained on", async () => {
  const out = path.join(root, "run");
  const trained = await cli(["finetune", folder, ...small(out)]);
  expect(trained.stderr).toBe("");
  expect(trained.code).toBe(0);
  expect(trained.stdout).toMatch(/fasterrcnn over mobilenet_v2, fresh parameters/);
  expect(trained.stdout).toMatch(/2 classes: blue, green/);
  expect(trained.stdout).toMatch(
    /epoch 1\/1 {2}loss \d.* {2}classifier \d.* {2}rpnBoxReg \d.* val loss \d.* val mAP /,
  );
  expect(trained.stdout).toMatch(/try: .*detect .*run <image>/);
  const config = await train.readConfig(out);
  expect(config).toMatchObject({ task: "detection", classes: ["blue", "green"] });
  expect(config.model).toMatchObject({ architecture: "fasterrcnn", outputs: 3 });
  expect(config.transform?.kind).toBe("DetectionPreset");
  expect(config.trainTransform?.kind).toBe("DetectionTrainPreset");

  const measured = await cli(["evaluate", out, folder, "--device", "cpu", "--json"]);
  expect(measured.stderr).toBe("");
  const report = JSON.parse(measured.stdout);
  expect(report).toMatchObject({ part: "val", trainedOn: false, count: 2, classes: ["blue", "green"] });
  const [epoch] = await train.readHistory(out);
  expect(report.loss).toBeCloseTo(epoch?.figures["val.loss"] as number, 5);
});

test("a file of COCO's annotations is read, with the images where they are said to be", async () => {
  const missing = await cli([
    "finetune",
    annotations,
    "--images-dir",
    "nowhere",
    ...small(path.join(root, "a")),
  ]);
  expect(missing.code).not.toBe(0);
  expect(missing.stderr).toMatch(/nowhere/);
  const masks = await cli(
    ["finetune", annotations, "--images-dir", "voc/JPEGImages", "--model", "maskrcnn"].concat(
      small(path.join(root, "b")),
    ),
  );
  expect(masks.code).not.toBe(0);
  expect(masks.stderr).toMatch(/segmentation|shape|mask/);
});

test("networks and flags of other tasks are refused", async () => {
  const attempt = async (...more: string[]): Promise<string> => {
    const { code, stderr } = await cli(["finetune", folder, ...small(path.join(root, "c")), ...more]);
    expect(code).not.toBe(0);
    return stderr;
  };
  expect(await attempt("--model", "resnet18")).toMatch(
    /resnet18 finds no boxes; give it as a backbone, --model fasterrcnn --backbone resnet18/,
  );
  expect(await attempt("--model", "maskrcnn")).toMatch(
    /maskrcnn learns from masks, and Pascal VOC's files have boxes alone/,
  );
  expect(await attempt("--model", "fasterrcnn_resnet50_fpn", "--backbone", "resnet18")).toMatch(
    /fasterrcnn_resnet50_fpn has a backbone of its own/,
  );
  expect(await attempt("--balance")).toMatch(/--balance: not for boxes/);
});
