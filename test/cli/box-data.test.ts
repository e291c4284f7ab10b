// The command line on images with boxes, from training to its figures: COCO's annotations with some for validation, drawn
// objects, tables; what the figures are of, and what is refused.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { io, manualSeed, models, tensor, writeImage, zeros } from "../../lib/index.ts";
import * as train from "../../lib/train/index.ts";
import { datasets } from "../../lib/vision/index.ts";
import { squares } from "../train/detector.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let root: string;
const NAMES = ["", "green", "blue"];

/** Images with squares as COCO's annotations, a table of boxes, label maps of one class, and masks of it. */
async function draw(folder: string, count: number): Promise<void> {
  manualSeed(count);
  for (const name of ["images", "maps", "masks"]) await mkdir(path.join(folder, name), { recursive: true });
  const coco = {
    images: [] as object[],
    annotations: [] as object[],
    categories: [1, 2].map((id) => ({ id, name: NAMES[id] })),
  };
  const rows = ["image,label,x1,y1,x2,y2"];
  for (const [at, { image, target }] of squares(count).entries()) {
    const [, height = 0, width = 0] = image.shape;
    const file = `${at}.png`;
    await writeImage(image.clamp(0, 1).mul(255).to("uint8"), path.join(folder, "images", file));
    coco.images.push({ id: at + 1, file_name: file, width, height });
    const map = zeros([1, height, width], { dtype: "uint8" });
    for (const [i, box] of (target.boxes.toArray() as number[][]).entries()) {
      const label = Number(target.labels.select(0, i).item());
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box;
      const [w, h] = [x2 - x1, y2 - y1];
      map
        .narrow(1, y1, h)
        .narrow(2, x1, w)
        .fill_(i + 1);
      rows.push([file, NAMES[label], ...box].join(","));
      coco.annotations.push({
        ...{ id: coco.annotations.length + 1, image_id: at + 1, category_id: label, bbox: [x1, y1, w, h] },
        segmentation: [[x1, y1, x2, y1, x2, y2, x1, y2]],
        ...{ area: w * h, iscrowd: 0 },
      });
    }
    if (target.boxes.shape[0] === 0) rows.push(`${file},,,,,`);
    await writeImage(map, path.join(folder, "maps", file));
    await writeImage(map.gt(0).to("uint8").mul(255), path.join(folder, "masks", file));
  }
  await writeFile(path.join(folder, "instances.json"), JSON.stringify(coco));
  await writeFile(path.join(folder, "boxes.csv"), `${rows.join("\n")}\n`);
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-box-data-"));
  await draw(path.join(root, "a"), 6);
  await draw(path.join(root, "b"), 3);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const at = (...names: string[]): string => path.join(root, ...names);
const SMALL = ["--weights", "none", "--image-size", "64", "--epochs", "1", "--device", "cpu"];

async function finetune(out: string, ...words: string[]): Promise<{ lines: Record<string, unknown>[] }> {
  const { stdout, stderr } = await standingCli(["finetune", ...words, ...SMALL, "--out", at(out), "--json"]);
  expect(stderr).toBe("");
  return {
    lines: stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
}

interface Report {
  part: string;
  trainedOn: boolean | null;
  count: number;
  loss: number;
  figures: Record<string, number | null>;
  masks: object | null;
}

async function evaluate(...words: string[]): Promise<Report> {
  const { stdout, stderr } = await standingCli(["evaluate", ...words, "--device", "cpu", "--json"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

async function refusal(...words: string[]): Promise<string> {
  const { code, stderr } = await standingCli(words);
  expect(code).not.toBe(0);
  return stderr;
}

describe("COCO's annotations", () => {
  test("with others for validation; the figures are those of the training, and of another file all of it", async () => {
    const files = ["--images-dir", "images", "--val-annotations", at("b", "instances.json")];
    const words = [...files, "--val-images-dir", at("b", "images"), "--max-detections", "1,10,300"];
    const { lines } = await finetune("coco", at("a", "instances.json"), ...words);
    const { best } = lines.at(-1) as { best: { figures?: Record<string, number>; valLoss?: number } };
    expect(best).not.toBeNull();
    const config = await train.readConfig(at("coco"));
    expect(config.data).toEqual({ train: 6, val: 3 });
    expect(config.options).toMatchObject({ maxDetections: [1, 10, 300] });
    expect(config.model.options).toMatchObject({ boxDetectionsPerImg: 300 });

    const own = await evaluate(at("coco"), at("a", "instances.json"));
    expect(own).toMatchObject({ part: "val", trainedOn: false, count: 3, masks: null });
    expect(Object.keys(own.figures)).toContain("mAR300");
    const [last] = (await readFile(at("coco", "history.jsonl"), "utf8")).trimEnd().split("\n").slice(-1);
    const { figures } = JSON.parse(last as string) as { figures: Record<string, number | null> };
    expect(own.loss).toBeCloseTo(figures["val.loss"] as number, 5);
    expect(own.figures.mAR300).toBe(figures["val.mAR300"]);

    // The report finds the annotations by what the run notes of them.
    const page = ["--draws", "20", "--pictures", "0", "--device", "cpu", "--out", at("boxes.html")];
    const told = await standingCli(["report", at("coco"), ...page]);
    expect([told.code, told.stderr, told.stdout]).toEqual([0, "", expect.stringMatching(/figures of val/)]);
    const other = await evaluate(at("coco"), at("b", "instances.json"), "--max-detections", "5");
    expect(other).toMatchObject({ part: "all", trainedOn: null, count: 3 });
    expect(other.loss).toBeCloseTo(own.loss, 5);
    expect(Object.keys(other.figures)).toContain("mAR5");
    // The library says the same.
    const data = await datasets.CocoDetection.open(at("b", "instances.json"), at("b", "images"));
    const run = await train.loadRun(at("coco"), { task: "detection", device: "cpu" });
    const report = await run.evaluate(data.train.withTransform(data.valTransform), { maxDetections: [5] });
    expect(report.loss).toBeCloseTo(other.loss, 5);

    const { stdout } = await standingCli([
      "evaluate",
      at("coco"),
      at("a", "instances.json"),
      "--device",
      "cpu",
    ]);
    expect(stdout).toMatch(
      /^part val: 3 of the 9 images in .*a, held out of the training, which chose its best epoch by them\nmAP .* mAP50 .* loss .* 3 images\nboxes {2}AP .*AR300 .*\nscore 0\.5, overlap 0\.5: precision .*\nclass +objects +AP +precision +recall +F1\ngreen +2 /,
    );
  });

  test("a run goes on, its frozen layers among it", async () => {
    const images = [at("a", "instances.json"), "--images-dir", "images"];
    await finetune("first", ...images, "--depth", "1");
    const { stderr, stdout } = await standingCli([
      "finetune",
      ...images,
      "--resume",
      "--epochs",
      "2",
      "--device",
      "cpu",
      "--out",
      at("first"),
      "--json",
    ]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) as string)).toMatchObject({ type: "result" });
    expect(await train.readHistory(at("first"))).toHaveLength(2);
  });

  test("weights of a run's file keep its head; its three last stages are trained", async () => {
    const weights = at("coco", "best.pth");
    const data = await datasets.CocoDetection.open(at("a", "instances.json"), at("a", "images"));
    const shape = { backbone: "mobilenet_v2", minSize: 64 };
    const kept = await train.loadForDetection("fasterrcnn", data, { weights, ...shape });
    expect(kept).toMatchObject({ pretrained: "whole", freshHead: false, missing: [], unexpected: [] });
    const fresh = await train.loadForDetection("fasterrcnn", { classes: ["cell"] }, { weights, ...shape });
    expect(fresh).toMatchObject({ pretrained: "whole", freshHead: true });
    const labels: readonly "cell"[] = models.labelsOf(fresh.model);
    expect(labels).toEqual(["cell"]);
    expect([...fresh.model.parameters()].some(({ requiresGrad }) => !requiresGrad)).toBe(true);
  });
});

describe("drawn objects", () => {
  test("label maps, with masks where the network learns from them", async () => {
    const folder = at("a");
    const maps = ["--task", "detection", "--masks-dir", "maps", "--class", "square", "--model", "maskrcnn"];
    const { lines } = await finetune("maps", folder, ...maps);
    expect(lines[0]).toEqual({ type: "objects", images: 6, objects: { square: 5 }, leftOut: 0 });
    const report = await evaluate(at("maps"), folder);
    expect(report).toMatchObject({ part: "val", trainedOn: false, count: 1 });
    expect(report.masks).not.toBeNull();
    expect(Object.keys(report.figures)).toContain("maskAP");
  });

  test("masks whose connected parts are objects; specks are left out", async () => {
    // Squares of edges 10, 11, 12, 11, 12.
    const { lines } = await finetune(
      "parts",
      at("a"),
      "--components",
      "--class",
      "square",
      "--min-area",
      "121",
    );
    expect(lines[0]).toMatchObject({ type: "objects", objects: { square: 4 } });
    expect(await evaluate(at("parts"), at("a"))).toMatchObject({ part: "val", count: 1 });
    expect(await refusal("finetune", at("a"), "--task", "detection", ...SMALL, "--out", at("x"))).toMatch(
      /holds 0 and 255 alone, as masks do/,
    );
  });
});

test("a table of boxes is known by its columns", async () => {
  const table = at("a", "boxes.csv");
  const lines = (await readFile(table, "utf8")).trimEnd().split("\n");
  const patients = lines.map((line, at) =>
    at === 0 ? `${line},patient,age` : `${line},p${line.split(".")[0]},7`,
  );
  await writeFile(at("a", "patients.csv"), `${patients.join("\n")}\n`);
  const columns = ["--group-column", "patient", "--keep-columns", "age"];
  await finetune("table", at("a", "patients.csv"), "--images-dir", "images", ...columns);
  const noted = JSON.parse(await readFile(at("table", "data", "data.json"), "utf8"));
  expect([noted.groupColumn, noted.parts.train.groups]).toEqual(["patient", noted.parts.train.files]);
  expect((await train.readConfig(at("table"))).classes).toEqual(["blue", "green"]);
  const beside = await evaluate(at("table"), at("b", "images"), "--csv", at("b", "boxes.csv"));
  expect(beside).toMatchObject({ part: "all", count: 3 });
});

test("what would do nothing is refused", async () => {
  const coco = at("a", "instances.json");
  const attempt = (...words: string[]) => refusal("finetune", ...words, ...SMALL, "--out", at("x"));
  expect(await attempt(coco, "--images-dir", "images", "--masks-dir", "maps")).toMatch(
    /--masks-dir: without effect, as .*instances\.json is read as a file of COCO's annotations/,
  );
  expect(await attempt(coco, "--images-dir", "images", "--val-images-dir", "b")).toMatch(/--val-annotations/);
  expect(await attempt(at("a", "boxes.csv"), "--images-dir", "images", "--model", "maskrcnn")).toMatch(
    /maskrcnn learns from masks, and a table has boxes alone/,
  );
  expect(await attempt(coco, "--max-detections", "10,1")).toMatch(/numbers that rise/);
  expect(await attempt(coco, "--iou-thresholds", "0.5,2")).toMatch(/numbers from 0 to 1/);
  expect(await attempt(coco, "--values", "1:1")).toMatch(/--values: not for boxes/);
  expect(await refusal("evaluate", at("coco"), coco, "--distances")).toMatch(
    /--distances: for masks of classes/,
  );
});

test("loadForDetection refuses what is no detector, and options without effect", async () => {
  const load = (name: string, options: object) =>
    train.loadForDetection(name, { classes: ["a"] }, { weights: null, ...options });
  await expect(load("fasterrcn", {})).rejects.toThrow(/no detection network named fasterrcn; did you mean/i);
  await expect(load("fasterrcnn_resnet50_fpn", { backbone: "resnet18" })).rejects.toThrow(/has its own/);
  await expect(load("fasterrcnn", { weightsBackbone: "DEFAULT" })).rejects.toThrow(
    /unknown option "weightsBackbone"; it is called backboneWeights/,
  );
  const file = at("mobilenet_v2.pth");
  await expect(load("fasterrcnn", { weights: "DEFAULT", backboneWeights: file })).rejects.toThrow(
    /exclude each other/,
  );
  const classifier = await models.mobilenet_v2();
  await io.save(classifier.stateDict(), file);
  const shape = { backbone: "mobilenet_v2", boxDetectionsPerImg: 7 };
  const { model, pretrained } = await load("fasterrcnn", { ...shape, backboneWeights: file });
  expect(pretrained).toBe("backbone");
  const [first] = classifier.parameters();
  const [same] = model.parameters();
  expect(same?.toArray()).toEqual(first?.toArray());
  const [found] = model.detect([tensor(new Float32Array(3 * 32 * 32)).view([3, 32, 32])]);
  expect(found?.boxes.shape[0]).toBeLessThanOrEqual(7);
});
