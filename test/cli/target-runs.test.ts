// Runs of several labels, of numbers and of grades at the command line: what is predicted, explained and measured.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  data,
  manualSeed,
  models,
  rand,
  type Tensor,
  train,
  transforms,
  writeImage,
} from "../../lib/index.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const EDGE = 32;
const SAID = {
  multilabel: { task: { name: "multilabel" }, classes: ["red", "green"] },
  regression: { task: { name: "regression", names: ["age"], units: ["months"] } },
  ordinal: { task: { name: "ordinal" }, classes: ["none", "mild", "severe"] },
} as const;
type Kind = keyof typeof SAID;
const KINDS = Object.keys(SAID) as Kind[];
const targetOf = (kind: Kind, i: number): object =>
  kind === "ordinal"
    ? { label: i % 3 }
    : { targets: kind === "regression" ? [30 + i] : [i % 2, Number(i % 3 === 0)] };

let root: string;
let image: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-target-runs-"));
  manualSeed(0);
  const pictures = rand([8, 3, EDGE, EDGE]);
  image = path.join(root, "image.png");
  await writeImage(pictures.select(0, 0), image);
  const preset = new transforms.ImageClassificationPreset({ cropSize: EDGE, resizeSize: EDGE });
  for (const kind of KINDS) {
    const samples = Array.from({ length: 8 }, (_, index) => ({
      image: pictures.select(0, index) as Tensor,
      index,
      path: `${index}.png`,
      ...targetOf(kind, index),
    }));
    const made = await models.shufflenet_v2_x0_5({ numClasses: kind === "regression" ? 1 : 2 });
    const model = kind === "ordinal" ? models.coralHead(made, 3) : made;
    const set = new data.ArrayDataset(samples);
    await train.fit(
      model as never,
      { ...SAID[kind], train: set, val: set } as never,
      {
        epochs: 1,
        device: "cpu",
        guards: false,
        out: path.join(root, kind),
        transforms: { val: preset },
      } as never,
    );
    const run = await train.loadRun(path.join(root, kind));
    await run.evaluate(set as never, { out: path.join(root, `${kind}.csv`) } as never);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function told(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await standingCli(words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

async function refused(...words: string[]): Promise<string> {
  const { code, stderr } = await standingCli(words);
  expect(code).not.toBe(0);
  return stderr;
}

describe.each(KINDS)("%s", (kind) => {
  const run = (): string => path.join(root, kind);

  test("predict says it with names and units", async () => {
    const text = await told("predict", run(), image);
    const said = {
      multilabel: /image\.png: (?:(?:red|green) [\d.]+%|none; the most probable is)/,
      regression: /image\.png: age -?[\d.]+ months\n/,
      ordinal: /image\.png: (?:none|mild|severe) [\d.]+%, expected grade [\d.]+ of 0 to 2/,
    };
    expect(text).toMatch(said[kind]);
    const [found] = JSON.parse(await told("predict", run(), image, "--json"));
    const keys = { multilabel: "perLabel", regression: "numbers", ordinal: "above" };
    expect(found).toHaveProperty(keys[kind]);
    expect(await refused("predict", run(), image, "--top", "2")).toMatch(
      new RegExp(`--top: for classes.*${kind}`),
    );
    if (kind !== "multilabel")
      expect(await refused("predict", run(), image, "--threshold", "0.2")).toMatch(
        /--threshold: for several labels/,
      );
  });

  test("explain takes a label, a number or a grade", async () => {
    const out = path.join(root, `${kind}.png`);
    const target = { multilabel: "green", regression: "age", ordinal: "severe" }[kind];
    const text = await told("explain", run(), image, "--target", target, "--out", out);
    const said = {
      multilabel: /green [\d.]+%, gradcam/,
      regression: /age -?[\d.]+ months, gradcam/,
      ordinal: /above mild [\d.]+%, gradcam/,
    };
    expect(text).toMatch(said[kind]);
    expect((await readFile(out)).length).toBeGreaterThan(100);
    if (kind === "ordinal")
      expect(await refused("explain", run(), image, "--target", "none", "--out", out)).toMatch(
        /"above none"/,
      );
  });

  test("metrics knows the table", async () => {
    const file = path.join(root, `${kind}.csv`);
    const text = await told("metrics", file, "--draws", "20");
    const said = { multilabel: /micro AUC/, regression: /MAE .*\n.*RMSE/, ordinal: /quadratic kappa/ };
    expect(text).toMatch(said[kind]);
    expect(JSON.parse(await told("metrics", file, "--draws", "0", "--json")).task).toBe(kind);
  });
});
