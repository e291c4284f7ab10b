// `torchts evaluate`: which images the figures are of, on the folder of the training and on others.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { parseCsv } from "../../lib/data/index.ts";
import * as train from "../../lib/train/index.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let root: string;
let images: string;
let run: string;
/** What the training said of its validation images. */
let best: { valAccuracy: number; valLoss: number };

const SMALL = [
  "--model",
  "resnet18",
  "--weights",
  "none",
  "--image-size",
  "32",
  "--device",
  "cpu",
  "--epochs",
  "1",
];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-evaluate-"));
  await generatePolypFolder(path.join(root, "polyps"), { n: 20, size: 32, seed: 4 });
  images = path.join(root, "polyps", "images");
  run = path.join(root, "run");
  const words = ["finetune", images, ...SMALL, "--val-split", "0.3", "--seed", "5", "--out", run, "--json"];
  words.push("--tensorboard", "--epoch-table", "--mlflow", path.join(root, "mlruns"));
  const { stdout, stderr } = await standingCli(words);
  expect(stderr).toBe("");
  best = JSON.parse(stdout.trimEnd().split("\n").at(-1) as string).best;
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function report(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await standingCli(["evaluate", ...words, "--json"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

async function refusal(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await standingCli(["evaluate", ...words]);
  expect(stdout).toBe("");
  expect([1, 2]).toContain(code);
  return stderr;
}

test("the trackers that were asked for wrote the run's epochs", async () => {
  const history = await train.readHistory(run);
  const [head, ...rows] = parseCsv(await readFile(path.join(run, "epochs.csv"), "utf8"));
  expect(rows).toHaveLength(history.length);
  const last = (name: string) => Number(rows.at(-1)?.values[head?.values.indexOf(name) as number]);
  expect(last("val.loss")).toBe(history.at(-1)?.figures["val.loss"]);
  const [events = ""] = await readdir(path.join(run, "tensorboard"));
  const bytes = await readFile(path.join(run, "tensorboard", events), "latin1");
  for (const tag of ["val/loss", "epoch/seconds", "pr_curves"]) expect(bytes).toContain(tag);
  const files = await readdir(path.join(root, "mlruns"), { recursive: true });
  expect(files.filter((file) => file.endsWith("val.accuracy"))).toHaveLength(1);
});

describe("the folder that the run was trained on", () => {
  test("is measured on the images it held out, with the figures of the training", async () => {
    const { code, stdout, stderr } = await cli(["evaluate", run, images]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^part val: 6 of the 20 images in .*images, held out of the training, which chose its best epoch by them\naccuracy /,
    );
    expect(await report(run, images)).toMatchObject({
      ...{ part: "val", trainedOn: false, count: 6 },
      accuracy: best.valAccuracy,
      loss: best.valLoss,
    });
    expect(await report(path.join(run, "last.pth"), images)).toMatchObject({ part: "val", count: 6 });
  });

  test("is known again where it was moved, and measured on what is asked for", async () => {
    const moved = path.join(root, "moved");
    await cp(images, moved, { recursive: true });
    expect(await report(run, moved)).toMatchObject({
      part: "val",
      trainedOn: false,
      accuracy: best.valAccuracy,
    });
    expect(await report(run, moved, "--part", "train")).toMatchObject({
      part: "train",
      trainedOn: true,
      count: 14,
    });
    expect(await report(run, moved, "--part", "all")).toMatchObject({
      part: "all",
      trainedOn: true,
      count: 20,
    });
    expect(await refusal(run, moved, "--part", "test")).toMatch(
      /has no part test; --part takes train, val, all\n$/,
    );
  });

  test("whose files are others by now is refused, as nobody knows which of them were held out", async () => {
    const folder = path.join(root, "changing");
    await cp(images, folder, { recursive: true });
    const out = path.join(root, "changing-run");
    await cp(run, out, { recursive: true });
    const file = path.join(out, "config.json");
    const config = JSON.parse(await readFile(file, "utf8"));
    config.notes.data.folder = folder;
    await writeFile(file, JSON.stringify(config));
    expect(await report(out, folder)).toMatchObject({ part: "val" });
    const [name = ""] = await readdir(path.join(folder, "polyp"));
    await rename(path.join(folder, "polyp", name), path.join(folder, "polyp", `other-${name}`));
    expect(await refusal(out, folder)).toMatch(
      /files in .*changing are not those that the run was trained on \(20 then, 20 now\).*--part all\n$/,
    );
    expect(await report(out, folder, "--part", "all")).toMatchObject({
      part: "all",
      trainedOn: null,
      count: 20,
    });
  });

  test("with test/ of its own is measured there", async () => {
    const parts = path.join(root, "parts");
    for (const [part, count] of [
      ["train", 7],
      ["test", 3],
    ] as const) {
      for (const label of ["normal", "polyp"]) {
        const names = (await readdir(path.join(images, label))).sort();
        for (const name of part === "train" ? names.slice(0, count) : names.slice(-count)) {
          await cp(path.join(images, label, name), path.join(parts, part, label, name));
        }
      }
    }
    const out = path.join(root, "parts-run");
    expect((await standingCli(["finetune", parts, ...SMALL, "--out", out])).stderr).toBe("");
    const { stdout } = await standingCli(["evaluate", out, parts]);
    expect(stdout).toMatch(/^part test: 6 of the 20 images in .*parts, held out of the training\n/);
    // For a run of other data it is the same part, of which nothing is known.
    const other = await standingCli(["evaluate", run, parts]);
    expect(other.stdout).toMatch(
      /^part test: 6 of the 20 images in .*parts; not the data as the run was trained on it\n/,
    );
  });
});

describe("another folder", () => {
  test("is measured as a whole", async () => {
    const other = path.join(root, "other");
    await generatePolypFolder(other, { n: 6, size: 32, seed: 9 });
    const folder = path.join(other, "images");
    const { stdout } = await standingCli(["evaluate", run, folder]);
    expect(stdout).toMatch(
      /^part all: all 6 images in .*images; not the data as the run was trained on it\n/,
    );
    expect(await refusal(run, folder, "--threshold", "3")).toMatch(
      /--threshold: for masks, and the run in .* has none/,
    );
    const bare = path.join(root, "bare-run");
    await cp(run, bare, { recursive: true });
    const file = path.join(bare, "config.json");
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), notes: {} }));
    const unknown = await standingCli(["evaluate", bare, images]);
    expect(unknown.stdout).toMatch(
      /^part all: all 20 images in .*images; the run does not say whether it was trained on them\n/,
    );
  });
});

test("--out writes a row for each image, of which metrics makes the figures again", async () => {
  const file = path.join(root, "predictions.csv");
  const found = await report(run, images, "--out", file);
  const { stdout, stderr } = await standingCli(["metrics", file, "--draws", "0", "--json"]);
  expect(stderr).toBe("");
  const again = JSON.parse(stdout);
  expect(again.samples).toBe(6);
  expect(again.confusion).toEqual(found.confusion);
  expect(again.figures.accuracy.value).toBe(found.accuracy);
  expect(again.figures.logLoss.value).toBeCloseTo(found.loss as number, 5);
  expect(await refusal(run, images, "--out", path.join(root, "a.xlsx"))).toContain(".csv, .tsv, .jsonl");
});
