// `torchts detect`: images and folders by a run and by a network of a name; what is written, and what is refused.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { datasets, io, manualSeed, models, readImage, train, writeImage } from "../../lib/index.ts";
import { draw } from "../inference/detect-nets.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

// A network that is trained for a step, child processes, and perhaps a build before the first.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const NAME = "fasterrcnn_mobilenet_v3_large_320_fpn";
const OPTIONS = { weightsBackbone: null, minSize: 64, maxSize: 96, rpnPreNmsTopNTrain: 100 } as const;
const LABELS = ["red cell", "white"];

let root: string;
let run: string;
let images: string;
let found: models.FoundObjects[];
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-detect-"));
  run = path.join(root, "run");
  images = path.join(root, "images");
  await mkdir(path.join(images, "deep"), { recursive: true });
  const rows = ["image,x1,y1,x2,y2,label"];
  for (const [i, name] of ["a.png", "b.png", "deep/a.png"].entries()) {
    const left = 4 + 9 * i;
    const cells = [{ at: [left, 6, 20, 18], classId: 1, score: 255 }] as const;
    await writeImage(draw(48, 56 + 4 * i, cells), path.join(images, name));
    rows.push(`${name},${left},6,${left + 20},24,${LABELS[i % 2]}`);
  }
  await writeFile(path.join(images, "boxes.csv"), rows.join("\n"));
  const data = await datasets.detectionFromCsv(
    path.join(images, "boxes.csv"),
    {},
    { split: { val: 0.34, seed: 0 } },
  );
  manualSeed(0);
  const model = models.replaceHead(await models[NAME](OPTIONS), LABELS);
  await train.fit(model, data, { epochs: 1, batchSize: 2, lr: 1e-4, out: run, device: "cpu" });
  const loaded = await train.loadRun(run, { device: "cpu" });
  found = await loaded.detect(files(), { scoreThreshold: 0.05 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const files = (): string[] => ["a.png", "b.png", "deep/a.png"].map((name) => path.join(images, name));
const text = (...name: string[]): Promise<string> => readFile(path.join(root, ...name), "utf8");

describe("a run", () => {
  test("a folder: COCO of all images and pictures of each, the objects as run.detect's", async () => {
    const out = path.join(root, "coco");
    const { code, stdout, stderr } = await cli([
      "detect",
      run,
      images,
      "--out",
      out,
      "--draw",
      "--score",
      "0.05",
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect((await readdir(out, { recursive: true })).sort()).toEqual(
      ["a.found.png", "annotations.json", "b.found.png", "deep", path.join("deep", "a.found.png")].sort(),
    );
    const named = found.map(
      (one) => new models.FoundObjects({ ...one, path: path.relative(images, one.path as string) }),
    );
    const expected = models.foundToCoco(named, { root: "." });
    expect(JSON.parse(await text("coco", "annotations.json"))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(expected.annotations.length).toBeGreaterThan(3);
    const picture = await readImage(files()[0] as string);
    const drawn = found[0]?.draw(picture, { outline: true });
    expect(drawn?.equal(await readImage(path.join(out, "a.found.png")))).toBe(true);
    const lines = stdout.trim().split("\n");
    expect(lines.length).toBe(3);
    expect(lines[0]).toMatch(/a\.png: \d+ objects?: .*(red cell|white) \d+/);
  });

  test("images with limits, as GeoJSON and JSON lines; one that cannot be read is told and counted", async () => {
    const broken = path.join(root, "broken.png");
    await writeFile(broken, "no image");
    const out = path.join(root, "geojson");
    const [first = ""] = files();
    const limits = [
      "--score",
      "0.05",
      "--max",
      "2",
      "--only",
      "red cell",
      "--window",
      "40",
      "--overlap",
      "0.5",
    ];
    const { code, stdout, stderr } = await standingCli([
      ...["detect", run, first, broken, "--out", out, "--format", "geojson", "--json", "--on-error", "skip"],
      ...limits,
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^left out: .*broken\.png/);
    const loaded = await train.loadRun(run, { device: "cpu" });
    const expected = await loaded.detect(first, {
      ...{ scoreThreshold: 0.05, maxDetections: 2, only: ["red cell"] },
      window: { size: 40, overlap: 0.5 },
    });
    expect(JSON.parse(await text("geojson", "a.geojson"))).toEqual(
      JSON.parse(JSON.stringify(expected.toGeoJSON())),
    );
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({
      image: first,
      height: 48,
      width: 56,
      files: [path.join(out, "a.geojson")],
    });
    expect(lines[0]?.objects).toHaveLength(expected.objects.length);
    expect(lines[1]).toMatchObject({ image: broken, error: expect.stringContaining("broken.png") });
    expect(lines[2]).toEqual({ detected: 1, skipped: 1 });
  });
});

test("a network by its name, with weights of a file, writes a table", async () => {
  manualSeed(3);
  const model = await models[NAME]({ weightsBackbone: null, numClasses: 3 });
  const weights = path.join(root, "weights.pth");
  await io.save(model.stateDict(), weights);
  const out = path.join(root, "csv");
  const [first = ""] = files();
  const { code, stderr } = await standingCli([
    ...["detect", NAME, first, "--weights", weights, "--out", out, "--format", "csv", "--score", "0.01"],
  ]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const rows = (await text("csv", "objects.csv")).trim().split("\n");
  expect(rows[0]).toBe("image,object,label,score,x1,y1,x2,y2");
  expect(rows[1]).toMatch(/^a\.png,1,[12],0\.\d+,/);
});

test("what would do nothing and what finds no objects are refused, with what to use", async () => {
  const [first = ""] = files();
  const cases: [string[], RegExp][] = [
    [["detect", run, first, "--draw"], /--draw: nothing is written without --out/],
    [
      ["detect", run, first, "--out", root, "--spacing", "1"],
      /--spacing: measurements are in tables; give --format csv/,
    ],
    [["detect", "resnet18", first], /resnet18 is for classification; .*predict resnet18/],
    [["predict", run, first], /is for detection; its objects are what .*detect .* finds/],
    [["segment", NAME, first, "--out", root], /finds objects, as .*detect fasterrcnn/],
    [["finetune", images, "--model", NAME], /finds objects, and .* has images in folders of classes/],
    [["explain", run, first, "--out", "why.png"], /finds objects, and explain is for classifiers/],
    [["evaluate", run, images], /there is no annotation file for .*a\.png; --missing skip leaves it out/],
  ];
  const all = await Promise.all(cases.map(([args]) => standingCli(args)));
  for (const [i, { code, stderr }] of all.entries()) {
    expect(stderr).toMatch(cases[i]?.[1] as RegExp);
    // Of annotations that are not there nothing is wrong with the words.
    expect(code).toBe(cases[i]?.[0][0] === "evaluate" ? 1 : 2);
  }
});
