// Gray, 16-bit and signed pictures through the command line, decoded as the run's data was.

import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasets, models, readImage, readMask, train, type transforms } from "../../lib/index.ts";
import { tiff } from "../vision/tiff.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

const EDGE = 40;
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-cli-pictures-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** From 0 to 1: a slope, rising or falling from top to bottom. */
function slope(label: number, k: number): number[] {
  return Array.from({ length: EDGE * EDGE }, (_, at) => {
    const y = Math.floor(at / EDGE) / (EDGE - 1);
    return Math.min(1, (label === 0 ? y : 1 - y) * 0.9 + 0.02 * k);
  });
}

async function classes(
  name: string,
  ending: string,
  file: (values: number[]) => Promise<Buffer> | Buffer,
): Promise<string> {
  const root = path.join(dir, name);
  for (const label of [0, 1]) {
    await mkdir(path.join(root, `class${label}`), { recursive: true });
    for (let k = 0; k < 4; k++) {
      await writeFile(path.join(root, `class${label}`, `${k}.${ending}`), await file(slope(label, k)));
    }
  }
  return root;
}

const signed = (values: number[]) =>
  tiff({ width: EDGE, height: EDGE, data: Int16Array.from(values, (v) => Math.round(3000 * v - 1000)) });

describe("classification", { timeout: 240_000 }, () => {
  test("16-bit gray files are trained on, predicted and measured as they are", async () => {
    const folder = await classes("wide", "png", (values) =>
      sharp(
        Uint16Array.from(values, (v) => Math.round(65535 * v)),
        { raw: { width: EDGE, height: EDGE, channels: 1 } },
      )
        .toColourspace("grey16")
        .png()
        .toBuffer(),
    );
    const out = path.join(dir, "wide-run");
    const args = [
      "--model",
      "squeezenet1_1",
      "--weights",
      "none",
      "--epochs",
      "1",
      "--image-size",
      "32",
      "--device",
      "cpu",
    ];
    const trained = await standingCli(["finetune", folder, ...args, "--out", out]);
    expect([trained.stderr, trained.code]).toEqual(["", 0]);
    const file = path.join(folder, "class0", "1.png");
    const predicted = await standingCli(["predict", out, file, "--json"]);
    const expected = await (await train.loadRun(out, { device: "cpu" })).predict(file);
    expect(JSON.parse(predicted.stdout)[0].probabilities).toEqual(expected.probabilities);
    const measured = await standingCli(["evaluate", out, folder, "--part", "all", "--json"]);
    expect(JSON.parse(measured.stdout).count).toBe(8);
  });

  test("a run of signed samples predicts, explains and is measured with its own window", async () => {
    const folder = await classes("signed", "tif", signed);
    const image = { window: [-1000, 2000] } as const;
    const data = await datasets.ImageFolder.open(folder, { image, split: { val: 0.25, seed: 0 } });
    const out = path.join(dir, "signed-run");
    const model = await models.squeezenet1_1({ weights: null, numClasses: 2 });
    await train.fit(model, data, { out, epochs: 1, imageSize: 32, device: "cpu" });
    const file = path.join(folder, "class1", "2.tif");
    const predicted = await standingCli(["predict", out, file, "--json"]);
    expect([predicted.stderr, predicted.code]).toEqual(["", 0]);
    const run = await train.loadRun(out, { device: "cpu" });
    const byHand = await train.predict(run.model, await readImage(file, image), {
      classes: run.classes,
      transform: run.transform as transforms.ImageClassificationPreset,
    });
    expect(JSON.parse(predicted.stdout)[0].probabilities).toEqual(byHand.probabilities);
    const measured = await standingCli(["evaluate", out, folder, "--json"]);
    expect([measured.code, JSON.parse(measured.stdout).count]).toEqual([0, 8]);
    const explained = await cli(["explain", out, file, "--out", path.join(dir, "explained.png")]);
    expect([explained.stderr, explained.code]).toEqual(["", 0]);
  });

  test("pictures of no stated range end with what to do", async () => {
    const folder = await classes("unstated", "tif", signed);
    const args = ["--model", "resnet18", "--weights", "none", "--epochs", "1", "--image-size", "32"];
    const trained = await standingCli(["finetune", folder, ...args, "--out", path.join(dir, "unstated-run")]);
    expect(trained.code).toBe(1);
    const advised = /signed 16-bit integers from -\d+ to \d+; .*as (--range=-?\d+,\d+),/.exec(trained.stderr);
    expect(advised, trained.stderr).not.toBeNull();
    const out = path.join(dir, "stated-run");
    const stated = await standingCli(["finetune", folder, ...args, advised?.[1] as string, "--out", out]);
    expect([stated.stderr, stated.code]).toEqual(["", 0]);
    const file = path.join(folder, "class0", "1.tif");
    const own = await standingCli(["predict", out, file, "--json"]);
    const other = await standingCli(["predict", out, file, "--json", "--range=-5000,5000"]);
    expect([own.code, other.code]).toEqual([0, 0]);
    const [a, b] = [own, other].map(({ stdout }) => JSON.parse(stdout)[0].probabilities);
    expect(a).not.toEqual(b);
    const wrong = await standingCli(["predict", out, file, "--range", "5,5"]);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/two numbers of which the second is larger/),
    ]);
  });
});

test("segmentation of signed gray pictures writes masks and overlays", { timeout: 240_000 }, async () => {
  const folder = path.join(dir, "pairs");
  for (const name of ["images", "masks"]) await mkdir(path.join(folder, name), { recursive: true });
  for (let k = 0; k < 4; k++) {
    const inside = (at: number) => at % EDGE > 8 + k && at % EDGE < 30;
    const data = Int16Array.from(
      { length: EDGE * EDGE },
      (_, at) => (inside(at) ? 300 : -200) + ((at * 7) % 20),
    );
    await writeFile(path.join(folder, "images", `${k}.tif`), tiff({ width: EDGE, height: EDGE, data }));
    const mask = Uint32Array.from({ length: EDGE * EDGE }, (_, at) => (inside(at) ? 1 : 0));
    await writeFile(path.join(folder, "masks", `${k}.tif`), tiff({ width: EDGE, height: EDGE, data: mask }));
  }
  const image = { mode: "L", window: [-250, 350], depth: "native" } as const;
  const data = await datasets.SegmentationFolder.open(folder, { image, split: { val: 0.25, seed: 0 } });
  const out = path.join(dir, "pairs-run");
  const model = await models.unet({ width: 2, depth: 1, numClasses: 1, inChannels: 1 });
  await train.fit(model, data, { out, epochs: 1, imageSize: EDGE, device: "cpu" });
  const measured = await standingCli(["evaluate", out, folder, "--json"]);
  expect([measured.stderr, measured.code]).toEqual(["", 0]);
  const found = path.join(dir, "found");
  const segmented = await standingCli(["segment", out, path.join(folder, "images", "1.tif"), "--out", found]);
  expect([segmented.stderr, segmented.code]).toEqual(["", 0]);
  expect((await readdir(found)).sort()).toEqual(expect.arrayContaining(["1.mask.png", "1.overlay.png"]));
  const run = await train.loadRun(out, { device: "cpu" });
  using expected = await run.segment(path.join(folder, "images", "1.tif"));
  expect((await readMask(path.join(found, "1.mask.png"))).equal(expected.mask)).toBe(true);
  // The picture under the mask is the window's: its values are spread from black to white.
  const under = await readImage(path.join(found, "1.overlay.png"));
  expect(under.max().item()).toBeGreaterThan(200);
});
