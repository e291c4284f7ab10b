// The examples as scripts, on a few drawn images and for a step or two: what they write, what they keep from one call to the next,
// and what they leave out of the test.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sizes } from "../../examples/brain-tumor-transfer/sizes-table.ts";
import { type DepthResults, testOf } from "../../examples/depth-search/depth-table.ts";
import type { Retina } from "../../examples/retinopathy/table.ts";
import type { Group } from "../../examples/skin-lesions/table.ts";
import { generatePolypFolder } from "../../lib/cli/polyps/folder.ts";
import { io, manualSeed, models } from "../../lib/index.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/index.ts";

const TIMEOUT = 240_000;
const [TRAIN, TEST] = [10, 6];

let root: string;
let weights: string;
/** Images of the two classes, in one list. */
let drawn: { file: string; label: number }[];
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-examples-"));
  for (const [seed, [part, n]] of [["train", TRAIN] as const, ["test", TEST] as const].entries()) {
    await generatePolypFolder(path.join(root, part), { n, size: 32, seed });
  }
  drawn = [];
  mkdirSync(path.join(root, "images"));
  for (const part of ["train", "test"]) {
    const from = path.join(root, part, "images");
    for (const [label, name] of readdirSync(from).sort().entries()) {
      const folder = path.join(root, "images", part, name);
      mkdirSync(folder, { recursive: true });
      for (const file of readdirSync(path.join(from, name))) {
        copyFileSync(path.join(from, name, file), path.join(folder, file));
        drawn.push({ file: path.join("images", part, name, file), label });
      }
    }
  }
  // One test image is a training image too.
  const [known] = drawn as [{ file: string; label: number }];
  copyFileSync(
    path.join(root, known.file),
    path.join(root, known.file.replace("train", "test"), "..", "known.png"),
  );
  manualSeed(0);
  weights = path.join(root, "resnet18.pth");
  await io.save((await models.resnet18()).stateDict(), weights);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(script: string, out: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...OVER_BUILT, path.join(repoRoot, "examples", script), "--threads", "1", "--out", out, ...args],
    { cwd: repoRoot, env: { ...process.env, OMP_NUM_THREADS: "1" }, encoding: "utf8" },
  );
  return { status, output: `${stdout}${stderr}` };
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8")) as T;

test(
  "sizes.ts runs every start on the same images, leaves out of the test what it learned from, and goes on where it was",
  () => {
    const out = path.join(root, "sizes.json");
    const images = ["--images", path.join(root, "images"), "--weights", weights, "--size", "32"];
    const args = [...images, "--sizes", "4", "--steps", "1", "--seeds", "1", "--all-trained"];
    const first = run("brain-tumor-transfer/sizes.ts", out, ...args);
    expect(first.status, first.output).toBe(0);
    const { settings, runs } = read<Sizes>(out);
    expect(settings).toMatchObject({ train: TRAIN, test: TEST, leftOut: 1, sizes: [4] });
    expect(runs.map(({ start }) => start)).toEqual([
      "pretrained, frozen to layer3",
      "random, all trained",
      "pretrained, all trained",
    ]);
    for (const { accuracy } of runs) expect(accuracy * TEST).toBeCloseTo(Math.round(accuracy * TEST));
    expect(first.output).toMatch(/^\| 4 \| \d+\.\d \(1\) \| \d+\.\d \(1\) \| \d+\.\d \(1\) \|$/m);

    const again = run("brain-tumor-transfer/sizes.ts", out, ...args);
    expect(again.status, again.output).toBe(0);
    expect(again.output).not.toContain('{"start"'); // nothing ran
    const other = run("brain-tumor-transfer/sizes.ts", out, ...args, "--steps", "2");
    expect(other.status).toBe(1);
    expect(other.output).toContain("holds runs with other settings");
  },
  TIMEOUT,
);

test(
  "search.ts measures every depth with every seed, and the recommended one on the test images",
  () => {
    const out = path.join(root, "depth.json");
    const images = ["--images", path.join(root, "images"), "--weights", weights, "--size", "32"];
    const args = [...images, "--epochs", "1", "--seeds", "2", "--depths", "0,1", "--test"];
    const { status, output } = run("depth-search/search.ts", out, ...args);
    expect(status, output).toBe(0);
    const results = read<DepthResults>(out);
    expect(results.settings).toMatchObject({ train: 8, val: 2, test: TEST, leftOut: 1 });
    expect(results.runs.map(({ seed, depths }) => [seed, depths.map(({ depth }) => depth)])).toEqual([
      [0, [0, 1]],
      [1, [0, 1]],
    ]);
    expect(testOf(results).size).toBe(2);
    expect(output).toMatch(/^\| \d \| \S+ \| [\d,]+ \| .*recommended \| \d+\.\d ± \d+\.\d \(2\) \|$/m);
  },
  TIMEOUT,
);

test(
  "crossvalidate.ts classifies each photograph once, and predicts from the files",
  () => {
    const rows = drawn.slice(0, TRAIN).map(({ file, label }) => `${file},train,${2 * label},0`);
    const header = "file,split,retinopathy_grade,macular_edema_risk";
    writeFileSync(path.join(root, "labels.csv"), [header, ...rows, ""].join("\n"));
    const out = path.join(root, "retina.json");
    const args = ["--images", root, "--weights", "none", "--size", "32", "--epochs", "1", "--seeds", "1"];
    const { status, output } = run("retinopathy/crossvalidate.ts", out, ...args);
    expect(status, output).toBe(0);
    const { settings, runs } = read<Retina>(out);
    const ill = drawn.slice(0, TRAIN).filter(({ label }) => label === 1).length;
    expect(settings).toMatchObject({ start: "random", healthy: TRAIN - ill, ill });
    const [only] = runs;
    expect(only?.count).toBe(TRAIN);
    // All three are shares of what they are of.
    const right = (only?.sensitivity ?? 0) * ill + (only?.specificity ?? 0) * (TRAIN - ill);
    expect(right).toBeCloseTo((only?.accuracy ?? 0) * TRAIN);
    expect(output.match(/\.png, grade [02]: (healthy|retinopathy), \d+ %/g)).toHaveLength(TRAIN / 5);
  },
  TIMEOUT,
);

test(
  "finetune.ts trains Inception's auxiliary head along, and measures by age, sex and site",
  () => {
    const lesionOf = (at: number): string => `lesion${Math.floor(at / 2)}`;
    const rows = drawn.map(
      ({ file, label }, at) =>
        `${file},${lesionOf(at)},${label === 0 ? "nv" : "mel"},${40 + at},${at % 4 < 2 ? "female" : "male"},back`,
    );
    writeFileSync(
      path.join(root, "metadata.csv"),
      ["file,lesion_id,dx,age,sex,localization", ...rows, ""].join("\n"),
    );
    // A lesion of each class to learn from, all others to measure.
    const isLearned = (at: number): boolean => at < 2 || at >= drawn.length - 2;
    const split = path.join(root, "split.csv");
    const parts = drawn.map(({ file }, at) => `${file},${isLearned(at) ? "train" : "test"},${lesionOf(at)}`);
    writeFileSync(split, ["file,split,group", ...parts, ""].join("\n"));
    const [out, given] = [
      path.join(root, "lesions"),
      ["--data", root, "--split", split, "--weights", "none"],
    ];
    const recipe = JSON.stringify({ size: 299, epochs: 1, batchSize: 4 });
    const args = [...given, "--model", "inception_v3", "--set", recipe];
    const { status, output } = run("skin-lesions/finetune.ts", out, ...args);
    expect(status, output).toBe(0);
    const found = JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? "") as Record<string, number> & {
      groups: Group[];
    };
    expect(found.auxMoved).toBeGreaterThan(0);
    const count = (column: string) =>
      found.groups.filter((one) => one.column === column).reduce((sum, { images }) => sum + images, 0);
    expect(["all", "sex", "age", "localization"].map(count)).toEqual(Array(4).fill(drawn.length - 4));
  },
  TIMEOUT,
);
