// `torchts predict`: files, folders and patterns, by runs, files of weights in them and models by name.
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { save } from "../../lib/io/index.ts";
import * as models from "../../lib/models/index.ts";
import { loadedFrom } from "../../lib/native/loader.ts";
import { manualSeed } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";
import { sharedPath } from "../helpers/data.ts";
import { cli } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

let root: string;
let images: string;
let run: string;
/** Files of both classes, in the order of their names. */
let files: string[];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-predict-"));
  run = path.join(root, "run");
  await generatePolypFolder(path.join(root, "polyps"), { n: 16, size: 32, seed: 2 });
  images = path.join(root, "polyps", "images");
  files = (await readdir(images, { recursive: true }))
    .filter((name) => name.endsWith(".png"))
    .sort()
    .map((name) => path.join(images, name));
  manualSeed(0);
  const model = await models.resnet18({ weights: null, numClasses: 2 });
  const transform = new transforms.ImageClassificationPreset({ cropSize: 32, resizeSize: 32 });
  const data = await datasets.ImageFolder.open(images, { split: { val: 0.25, seed: 0 }, transform });
  await train.fit(model, data, {
    epochs: 2,
    lr: 1e-2,
    device: "cpu",
    out: run,
    architecture: "resnet18",
    seed: 0,
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Told {
  path: string;
  label: string;
  probability: number;
  top: { label: string }[];
}

async function predicted(...words: string[]): Promise<Told[]> {
  const { code, stdout, stderr } = await standingCli(["predict", ...words, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

async function refused(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await standingCli(["predict", ...words]);
  expect(stdout).toBe("");
  expect([1, 2]).toContain(code);
  return stderr;
}

describe("what is predicted", () => {
  test("a folder with all below it, patterns, and files: each file once", async () => {
    const all = await predicted(run, images);
    expect(all.map(({ path }) => path)).toEqual(files);
    const [first = ""] = files;
    const pattern = path.join(images, "*", "*.{png,jpg}");
    const again = await predicted(run, first, pattern, images);
    expect(again).toEqual(all);
    const loaded = await train.loadRun(run, { device: "cpu" });
    const expected = await loaded.predict(files);
    expect(all.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
    expect(all.map(({ probability }) => probability)).toEqual(
      expected.map(({ probability }) => expect.closeTo(probability, 5)),
    );
  });

  test("the library's answer as text, a line for each", async () => {
    const { stdout } = await cli(["predict", run, path.join(images, "polyp"), "--top", "2"]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(8);
    for (const line of lines)
      expect(line).toMatch(/polyp[/\\].*\.png: (normal|polyp) [\d.]+%, (normal|polyp) [\d.]+%$/);
  });

  test("what is not there, holds no image or matches none is said", async () => {
    expect(await refused(run, path.join(root, "nothing"))).toMatch(
      /^torchts: predict: there is no .*nothing\n$/,
    );
    expect(await refused(run, path.join(root, "no*such"))).toMatch(/no file matches .*no\*such\n$/);
    const empty = path.join(root, "empty");
    await mkdir(empty);
    await writeFile(path.join(empty, "notes.txt"), "");
    expect(await refused(run, empty)).toMatch(/there is no image in .*empty; looked for \.jpg/);
    expect(await refused(run, path.join(empty, "*"))).toMatch(
      /no image is among what .* matches: .*notes\.txt/,
    );
  });

  test("a file is a file, even where it is called like a pattern", async () => {
    const odd = path.join(root, "odd[1]*.png");
    await copyFile(files[0] as string, odd);
    expect((await predicted(run, odd)).map(({ path }) => path)).toEqual([odd]);
  });

  test("what cannot be read ends it, or is left out and told once", async () => {
    const mixed = path.join(root, "mixed");
    await mkdir(mixed);
    await copyFile(files[0] as string, path.join(mixed, "a.png"));
    await writeFile(path.join(mixed, "b.png"), "no image");
    await copyFile(files[1] as string, path.join(mixed, "c.png"));
    const ended = await standingCli(["predict", run, mixed]);
    expect(ended.code).toBe(1);
    expect(ended.stderr.match(/b\.png/g)).toHaveLength(1);
    const skipped = await standingCli(["predict", run, mixed, "--on-error", "skip", "--json"]);
    expect(skipped.code).toBe(0);
    expect(JSON.parse(skipped.stdout).map((one: Told) => path.basename(one.path))).toEqual([
      "a.png",
      "c.png",
    ]);
    expect(skipped.stderr.match(/left out: .*b\.png/g)).toHaveLength(1);
    const none = await standingCli(["predict", run, path.join(mixed, "b.png"), "--on-error", "skip"]);
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(/nothing was predicted/);
  });
});

describe("by whom", () => {
  test("a file of weights in a run: its own ones, and a copy of one", async () => {
    const [image = ""] = files;
    const [best, last] = [await predicted(run, image), await predicted(run, image, "--checkpoint", "last")];
    expect(await predicted(path.join(run, "best.pth"), image)).toEqual(best);
    expect(await predicted(path.join(run, "last.pth"), image)).toEqual(last);
    const model = await models.resnet18({ weights: null, numClasses: 2 });
    manualSeed(3);
    for (const parameter of model.parameters()) parameter.requiresGrad_(false).uniform_(-0.05, 0.05);
    await save(model.stateDict(), path.join(run, "other.pth"));
    const other = await predicted(path.join(run, "other.pth"), image);
    expect(other[0]?.probability).not.toBeCloseTo(best[0]?.probability as number, 4);
    expect(await refused(path.join(run, "best.pth"), image, "--checkpoint", "last")).toMatch(
      /--checkpoint: .*best\.pth says itself whose weights/,
    );
    const alone = path.join(root, "alone.pth");
    await copyFile(path.join(run, "best.pth"), alone);
    expect(await refused(alone, image)).toMatch(/a file alone does not say which network it is for/);
  });

  test("a name that is neither says which are near, and where all are", async () => {
    const [image = ""] = files;
    const message = await refused("rsnet18", image);
    expect(message).toMatch(
      /rsnet18 is neither a run's folder nor a model's name; did you mean resnet18\? .*models --task classification` lists/,
    );
    expect(message.length).toBeLessThan(400);
    expect(await refused("unet", image)).toMatch(
      /unet is for segmentation; .*torchts segment unet .* --out found/,
    );
    expect(await refused("rsnet18", image, "--weights", "x.pth")).toMatch(/did you mean resnet18\?/);
    expect(await refused(run, image, "--weights", "x.pth")).toMatch(/--weights: .* a run has its own/);
  });

  test("a model by name, offline: which weights are missing and where they belong", async () => {
    const env = { TORCHTS_OFFLINE: "1", TORCHTS_HOME: path.join(root, "home"), ...working() };
    const { code, stderr } = await cli(["predict", "mobilenet_v2", files[0] as string], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^torchts: the weights MobileNet_V2_Weights\.IMAGENET1K_V2 of mobilenet_v2 \(14 MB\) are missing: .*TORCHTS_OFFLINE.*put the file at .*home.*mobilenet_v2-7ebf99e0\.pth\.\n$/,
    );
  });
});

/** The libtorch in use, for a child with another cache. */
function working(): Record<string, string> {
  return { TORCHTS_LIBTORCH: loadedFrom().libtorch.root };
}

const photo = sharedPath("data/photos/labelled/dog.jpg");
const PUBLISHED = [
  ["mobilenet_v2", sharedPath("weights/mobilenet_v2/mobilenet_v2-tf2ptq.pth")],
  // Its keys are in alphabetical order, in which the head is the first of the kernels and not the last.
  ["squeezenet1_1", sharedPath("weights/squeezenet1_1/squeezenet1_1-ncnn-fp16.safetensors")],
] as const;
const isThere = photo !== undefined && PUBLISHED.every(([, file]) => file !== undefined);

describe.skipIf(!isThere)("a pretrained network by its name", () => {
  test.each(PUBLISHED)("%s has ImageNet's 1,000 classes", async (name, file) => {
    const { code, stdout, stderr } = await standingCli([
      ...["predict", name, photo as string, "--weights", file as string, "--top", "5", "--json"],
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^.* names no classes; its 1000 outputs are taken for those of .*_Weights\.IMAGENET1K_V\d\n$/,
    );
    const [told] = JSON.parse(stdout);
    expect(told.probabilities).toHaveLength(1000);
    // As PyTorch's golden logits of the same photo rank it.
    expect(told.label).toBe("Samoyed");
    expect(told.index).toBe(258);
  });
});

test("--out writes a row for each image, and a table's own columns beside what was said", async () => {
  const out = path.join(root, "said.csv");
  const [first = "", second = ""] = files;
  const [told] = await predicted(run, first, second, "--out", out);
  const rows = (await readFile(out, "utf8")).trimEnd().split("\n");
  expect(rows[0]).toMatch(/^file,predicted,prob_/);
  expect(rows).toHaveLength(3);
  expect(rows[1]).toContain(`${first},${told?.label},`);
  const table = path.join(root, "named.csv");
  const name = path.basename(first, ".png");
  await writeFile(table, `scan,predicted,note\n${name},mine,"a, b"\n`);
  const words = [table, "--image-column", "scan", "--root", path.dirname(first), "--out", out];
  const [again] = await predicted(run, ...words);
  expect(again).toMatchObject({ label: told?.label, row: { scan: name, note: "a, b" } });
  const [head, row] = (await readFile(out, "utf8")).trimEnd().split("\n");
  expect(head).toMatch(/^file,scan,table\.predicted,note,predicted,prob_/);
  expect(row).toContain(`,${name},mine,"a, b",${told?.label},`);
  const refused = async (...more: string[]): Promise<string> => {
    const { code, stderr } = await standingCli(["predict", run, ...more]);
    expect(code).not.toBe(0);
    return stderr;
  };
  expect(await refused(table)).toContain("--image-column");
  expect(await refused(first, "--root", root)).toContain("for a table");
  expect(await refused(first, "--out", "said.txt")).toContain(".csv, .tsv, .jsonl, .parquet");
  await writeFile(table, "image\ngone\n");
  expect(await refused(table)).toMatch(/named\.csv, line 2: there is no file .*--on-error skip/);
});

test("--flips averages over mirror images", async () => {
  const [file = ""] = files;
  const told = await predicted(run, file, "--flips", "hv");
  const loaded = await train.loadRun(run, { device: "cpu" });
  const byHand = await loaded.predict(file, { testTime: "hv" });
  expect(told[0]?.probability).toBeCloseTo(byHand.probability, 6);
  const { code, stderr } = await standingCli(["predict", run, file, "--flips", "d"]);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/none, h, v, hv/);
});
