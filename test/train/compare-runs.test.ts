// Runs beside each other: what differs, which is the best epoch, seeds as one recipe, and paired tests of their predictions.
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, data, manualSeed, metrics, randn, tensor, train } from "../../lib/index.ts";
import { cli } from "../cli/run-cli.ts";
import { CLASSES, Net } from "./convnet.ts";

let dir: string;
const at = (...names: string[]) => path.join(dir, ...names);
let images: data.TensorDataset;

async function run(name: string, seed: number, options: object = {}): Promise<void> {
  manualSeed(seed);
  const model = new Net();
  const own = { epochs: 3, batchSize: 4, lr: 0.01, seed, device: "cpu", out: at(name) };
  await train.fit(model, { train: images, val: images, classes: CLASSES }, { ...own, ...options } as never);
  const file = at(name, "predictions-val.csv");
  await train.evaluate(model, images, { classes: CLASSES, out: file });
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-compare-"));
  manualSeed(1);
  const labels = Array.from({ length: 12 }, (_, i) => i % 3);
  images = new data.TensorDataset(randn([12, 3, 8, 8]), tensor(labels, { dtype: "int64" }));
  await run("a0", 0);
  await run("a1", 1);
  await run("b0", 0, { lr: 0.1, monitor: "val.loss" });
}, 120_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

describe("three runs of two recipes", () => {
  test("differ in what they were told, and not in when and where they were made", async () => {
    const { runs, differences, recipes, remarks } = await train.compareRuns([at("a0"), at("a1"), at("b0")]);
    expect(runs.map(({ seed, epochs, task }) => [seed, epochs, task])).toEqual([
      [0, 3, "classification"],
      [1, 3, "classification"],
      [0, 3, "classification"],
    ]);
    expect(differences).toEqual({
      "options.lr": [0.01, 0.01, 0.1],
      "options.monitor": ["val.accuracy", "val.accuracy", "val.loss"],
    });
    expect(recipes.map((one) => [one.runs, one.settings["options.lr"]])).toEqual([
      [[0, 1], 0.01],
      [[2], 0.1],
    ]);
    expect(remarks).toEqual([expect.stringMatching(/best epochs by different figures/)]);
  });

  test("have the best epoch by the figure each was told to go by, and the spread over seeds", async () => {
    const { runs, recipes } = await train.compareRuns([at("a0"), at("a1"), at("b0")]);
    for (const [i, name] of ["a0", "a1", "b0"].entries()) {
      const history = await train.readHistory(at(name));
      const values = history.map(
        ({ figures }) => figures[name === "b0" ? "val.loss" : "val.accuracy"] as number,
      );
      const best = name === "b0" ? Math.min(...values) : Math.max(...values);
      expect(runs[i]?.best?.epoch).toBe(values.indexOf(best) + 1);
    }
    const [first, second] = runs.map((one) => one.best?.figures["val.accuracy"] as number) as [
      number,
      number,
    ];
    const [{ mean, deviation, values }] = recipes.map((one) => one.figures["val.accuracy"]) as [
      train.Recipe["figures"][string],
    ];
    expect(values).toEqual([first, second]);
    expect(mean).toBeCloseTo((first + second) / 2, 12);
    expect(deviation).toBeCloseTo(Math.abs(first - second) / Math.SQRT2, 12);
    expect(recipes[1]?.figures["val.loss"]?.deviation).toBeNaN();
  });

  test("are tested in pairs where all hold predictions, as comparePredictions does", async () => {
    const { paired } = await train.compareRuns([at("a0"), at("a1"), at("b0")]);
    expect(paired.length).toBe(2);
    expect(paired[1]).toEqual(
      await metrics.comparePredictions(at("a0", "predictions-val.csv"), at("b0", "predictions-val.csv")),
    );
    await rm(at("a1", "predictions-val.csv"));
    expect((await train.compareRuns([at("a0"), at("a1")])).paired).toEqual([]);
    await expect(train.compareRuns([at("a0"), at("a1")], { predictions: "val" })).rejects.toThrow(
      /there is no .*a1.predictions-val\.csv; make it with run\.evaluate/,
    );
    await copyFile(at("a0", "predictions-val.csv"), at("a1", "predictions-val.csv"));
  });

  test("as text and as JSON on the command line", async () => {
    const words = ["compare", at("a0"), at("a1"), at("b0")];
    const told = await cli(words);
    expect(told.stderr).toBe("");
    expect(told.stdout).toMatch(/val\.accuracy\s+\d\.\d{3}\s+\d\.\d{3}/);
    expect(told.stdout).toMatch(/settings that differ:\noptions\.lr\s+0\.01\s+0\.01\s+0\.1\n/);
    expect(told.stdout).toMatch(/mean and standard deviation of .*a0, .*a1:/);
    const json = JSON.parse((await cli([...words, "--json"])).stdout);
    expect(json.recipes.map((one: { runs: number[] }) => one.runs)).toEqual([[0, 1], [2]]);
  });
});

test("a figure of the user's own has the best epoch that the checkpoint notes", async () => {
  class Fading implements train.Metric {
    readonly better = "lower";
    #passes = 0;
    update(): void {}
    compute = () => [3, 1, 1, 0.5, 0.5, 2][this.#passes++ % 6] as number;
    reset(): void {}
    state = () => null;
    merge(): void {}
  }
  await run("own", 0, { metrics: { fading: new Fading() }, monitor: "val.fading" });
  const { runs } = await train.compareRuns([at("a0"), at("own")]);
  const history = await train.readHistory(at("own"));
  const values = history.map(({ figures }) => figures["val.fading"] as number);
  expect(new Set(values).size).toBeGreaterThan(1);
  expect(runs[1]?.best?.figures["val.fading"]).toBe(Math.min(...values));
});

test("a run from before runs named their task is of segmentation where it says what masks mean", async () => {
  await cp(at("a0"), at("older"), { recursive: true });
  const file = at("older", "config.json");
  const { task: _, ...config } = JSON.parse(await readFile(file, "utf8"));
  const told = async (more: object): Promise<string | undefined> => {
    await writeFile(file, JSON.stringify({ ...config, ...more }));
    return (await train.compareRuns([at("a0"), at("older")])).runs[1]?.task;
  };
  expect(await told({})).toBe("classification");
  expect(await told({ kind: "binary", ignoreIndex: null, classes: ["background", "a"] })).toBe(
    "segmentation",
  );
});

test("what cannot be compared is refused", async () => {
  await expect(train.compareRuns([at("a0")])).rejects.toThrow(/two run folders or more, got 1/);
  await expect(train.compareRuns([at("a0"), `${at("a0")}/`])).rejects.toThrow(ArgumentError);
  await expect(train.compareRuns([at("a0"), dir])).rejects.toThrow(/does not exist\. Is this a folder/);
});
