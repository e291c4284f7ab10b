// A run's calibration: fitted on validation predictions, kept in its folder, used where it is asked for.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { data, manualSeed, metrics, nn, randn, type Tensor, train, transforms } from "../../lib/index.ts";
import type { ImageSample } from "../../lib/vision/index.ts";

/** Logits are float32. */
const FLOAT32 = 5;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-calibration-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A head on the means of the channels. */
class Net extends nn.Module {
  fc: nn.Linear;

  constructor(classes: number) {
    super();
    this.fc = new nn.Linear(3, classes);
  }

  override forward(x: Tensor): Tensor {
    return this.fc.forward(x.mean([2, 3]).mul(6));
  }
}

/** Images of noise whose classes their channels say now and then. */
class Noise implements data.Dataset<ImageSample> {
  readonly classes: string[];
  readonly length = 60;
  readonly images: Tensor[];

  constructor(classes: string[]) {
    this.classes = classes;
    this.images = Array.from({ length: 60 }, (_, i) =>
      randn([3, 4, 4]).add(i % 5 === 0 ? 0 : (i % classes.length) * 0.2),
    );
  }

  async get(index: number): Promise<ImageSample> {
    const image = (this.images[index] as Tensor).clone();
    return { image, label: index % this.classes.length, index, path: `${index}.png` };
  }
}

async function trained(
  name: string,
  classes: string[],
): Promise<{ run: string; set: Noise; net: () => Net }> {
  manualSeed(5);
  const run = path.join(dir, name);
  const set = new Noise(classes);
  const net = (): Net => new Net(classes.length);
  const val = new transforms.ImageClassificationPreset({ cropSize: 4, resizeSize: 4 });
  await train.fit(
    net(),
    { train: set, val: set, classes },
    { epochs: 2, lr: 0.1, out: run, transforms: { val } },
  );
  return { run, set, net };
}

/** The rows of a table by the names of its columns. */
async function rowsOf(file: string): Promise<Record<string, string>[]> {
  const [names = [], ...rows] = data.parseCsv(await readFile(file, "utf8")).map(({ values }) => values);
  return rows.map((row) => Object.fromEntries(names.map((name, k) => [name, row[k] as string])));
}

describe.each([
  ["two classes, Platt's line", ["no", "yes"]],
  ["three classes, a temperature", ["a", "b", "c"]],
] as const)("%s", (name, given) => {
  const classes: string[] = [...given];
  const file = (run: string): string => path.join(run, "predictions-val.csv");

  test("is what the measures fit, and predictions and figures are theirs", async () => {
    const { run, set, net } = await trained(name, classes);
    const loaded = await train.loadRun(run, { model: net(), task: "classification" });
    await expect(train.calibrate(run)).rejects.toThrow("there are no predictions of validation data");
    await loaded.evaluate(set, { out: file(run) });
    const rows = await rowsOf(file(run));
    const labels = rows.map(({ label }) => classes.indexOf(label as string));
    const logs = rows.map((row) => classes.map((one) => Math.log(Number(row[`prob_${one}`]))));
    const found = await train.calibrate(run);
    const odds = logs.map(([zero = 0, one = 0]) => one - zero);
    let expected: number[][];
    if (classes.length === 2) {
      const { slope, offset } = metrics.fitPlatt(odds, labels);
      expect(found).toMatchObject({ method: "platt", slope, offset, samples: 60 });
      expected = metrics.withPlatt(odds, slope, offset).map((p) => [1 - p, p]);
    } else {
      const { temperature, before, after } = metrics.fitTemperature(logs, labels);
      expect(found).toMatchObject({ method: "temperature", temperature, samples: 60 });
      expect(found.before).toBeCloseTo(before, 9);
      expect(found.after).toBeCloseTo(after, 9);
      expect(after).toBeLessThan(before);
      expected = metrics.withTemperature(logs, temperature);
    }
    const out = path.join(dir, `${classes.length}-calibrated.csv`);
    await loaded.evaluate(set, { calibrated: true, out });
    for (const [i, row] of (await rowsOf(out)).entries())
      for (const [k, one] of classes.entries())
        expect(Number(row[`prob_${one}`])).toBeCloseTo(expected[i]?.[k] as number, FLOAT32);
    const image = (set.images[7] as Tensor).clamp(0, 1);
    const [plain, honest] = [await loaded.predict(image), await loaded.predict(image, { calibrated: true })];
    const asLogs = [plain.probabilities.map(Math.log)];
    const wanted =
      found.method === "temperature"
        ? metrics.withTemperature(asLogs, found.temperature as number)[0]
        : metrics
            .withPlatt(
              [(asLogs[0]?.[1] ?? 0) - (asLogs[0]?.[0] ?? 0)],
              found.slope as number,
              found.offset as number,
            )
            .map((p) => [1 - p, p])[0];
    for (const [k, p] of honest.probabilities.entries())
      expect(p).toBeCloseTo(wanted?.[k] as number, FLOAT32);
    expect(honest.probability).toBe(Math.max(...honest.probabilities));
  });
});

test("is refused where there is none, of other weights, broken, and for what is no yes or no", async () => {
  const { run, set, net } = await trained("refused", ["no", "yes"]);
  const loaded = await train.loadRun(run, { model: net(), task: "classification" });
  const image = set.images[0] as Tensor;
  await expect(loaded.predict(image, { calibrated: true })).rejects.toThrow(
    "is not calibrated; train.calibrate(dir)",
  );
  await expect(loaded.predict(image, { calibrated: 1 as never })).rejects.toThrow(
    "calibrated must be true or false, got 1",
  );
  await loaded.evaluate(set, { out: path.join(run, "predictions-val.csv") });
  await train.calibrate(run);
  const last = await train.loadRun(run, { model: net(), checkpoint: "last", task: "classification" });
  await writeFile(path.join(run, "best.pth"), "other");
  await expect(loaded.predict(image, { calibrated: true })).rejects.toThrow(
    "is of other weights than best.pth",
  );
  await expect(last.evaluate(set, { calibrated: true })).rejects.toThrow("is of other weights than last.pth");
  await writeFile(path.join(run, "calibration.json"), "{}");
  await expect(loaded.predict(image, { calibrated: true })).rejects.toThrow("is no calibration");
});
