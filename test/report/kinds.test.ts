// Reports of other things than classes: masks, several labels, numbers; and of several runs.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { data, manualSeed, metrics, nn, rand, type Tensor, train } from "../../lib/index.ts";
import type { SegmentationSample } from "../../lib/vision/index.ts";
import { CellDetector, squareData } from "../train/detector.ts";
import { openBrowser, openFile } from "./browser.ts";
import { ask } from "./page.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dir: string;
let browser: Browser | null = null;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-kinds-"));
  const opened = await openBrowser();
  if ("browser" in opened) browser = opened.browser;
  else console.log(`skipped in part: ${opened.reason}`);
});
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

/** Expects a page to say something, and to be as a page should be. */
async function checkPage(file: string, ...words: string[]): Promise<void> {
  const html = await readFile(file, "utf8");
  for (const one of words) expect(html.includes(one), one).toBe(true);
  if (browser === null) return;
  for (const [width, dark] of [
    [360, true],
    [1280, false],
  ] as const) {
    const { page, told, requests } = await openFile(browser, file, { width, dark });
    expect({ told, requests }).toEqual({ told: [], requests: [] });
    expect(await ask(page, "outside")).toEqual({ overflow: 0, cut: [] });
    expect(await ask(page, "unnamed")).toEqual([]);
    expect((await ask(page, "headings")).skipped).toEqual([]);
    if (width === 1280) expect((await ask(page, "faintTexts")).faint).toEqual([]);
    await page.close();
  }
}

const interval = ({ value, low, high }: metrics.Interval): string =>
  `${value.toFixed(3)} (${low.toFixed(3)}\u00a0to\u00a0${high.toFixed(3)})`.replaceAll("-", "−");

/** A convolution with one output. */
class Segmenter extends nn.Module {
  conv = new nn.Conv2d(3, 1, 3, { padding: 1 });

  override forward(x: Tensor): Tensor {
    return this.conv.forward(x);
  }
}

/** Bright discs. */
class Discs implements data.Dataset<SegmentationSample> {
  readonly task = { name: "segmentation", kind: "binary" } as const;
  readonly classes = ["background", "disc"];
  readonly length = 12;
  readonly images = Array.from({ length: 12 }, () => rand([3, 16, 16]));

  async get(index: number): Promise<SegmentationSample> {
    const image = (this.images[index] as Tensor).clone();
    return { image, mask: image.select(0, 0).gt(0.7).long(), index, path: `folder/${index}.png` };
  }
}

test("masks: figures are those of the table's means, with the worst drawn in", async () => {
  manualSeed(1);
  const set = new Discs();
  const run = path.join(dir, "masks");
  await train.fit(
    new Segmenter(),
    { train: set, val: set, classes: set.classes, task: set.task },
    { epochs: 2, lr: 0.1, out: run },
  );
  const { file, sections, predictions } = await train.report(run, {
    data: { train: set, val: set },
    model: new Segmenter(),
    draws: 100,
    pictures: 3,
  });
  expect(sections).toContain("performance");
  expect(sections).toContain("mistakes");
  expect(sections).not.toContain("calibration");
  const { columns, pooled } = await metrics.columnMeans(predictions.val as string, { draws: 100 });
  await checkPage(
    file,
    interval(columns.dice_disc as metrics.ColumnMean),
    interval(pooled.dice_disc as metrics.BootstrapInterval),
    "on the left with their true mask",
    "There is no test part",
  );
});

test("boxes: counts with intervals, COCO's figures, FROC, and the worst drawn in", async () => {
  manualSeed(2);
  const squares = squareData(6);
  const run = path.join(dir, "boxes");
  const model = (): CellDetector => new CellDetector(squares.classes.length);
  await train.fit(model(), squares, { epochs: 2, lr: 0.01, out: run });
  const options = { data: squares, model: model(), draws: 50, pictures: 2 };
  const { file, predictions, sections } = await train.report(run, options);
  expect(sections).toEqual(expect.arrayContaining(["performance", "training", "claim"]));
  const loaded = await train.loadRun(run, { model: model(), task: "detection" });
  const { operating, figures } = await loaded.evaluate(squares.val);
  const { images } = operating;
  const recall = metrics.bootstrap(
    images.length,
    (places) => {
      const sum = (of: "right" | "missed"): number =>
        places.reduce((all, i) => all + (images[i]?.[of] as number), 0);
      return sum("right") / (sum("right") + sum("missed"));
    },
    { draws: 50 },
  );
  expect(predictions.val).toBe(path.join(run, "predictions-val.csv"));
  await checkPage(file, interval(recall), (figures.mAP50 as number).toFixed(3), "false alarms an image");
  const { figures: again } = await metrics.fromPredictions(predictions.val as string, { draws: 50 });
  for (const name of ["mAP", "mAP50", "froc"])
    expect(again[name]?.value, name).toBeCloseTo(figures[name] as number, 12);
  await checkPage(file, interval(again.mAP50 as metrics.Interval), interval(again.froc as metrics.Interval));
  expect((await train.report(run, options)).reused).toEqual(["val"]);
});

/** Rows of a table as CSV. */
async function written(
  name: string,
  head: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<string> {
  const file = path.join(dir, name);
  await writeFile(file, `${[head, ...rows].map((row) => row.join(",")).join("\n")}\n`);
  return file;
}

describe("tables alone", () => {
  const rng = new data.Rng(3);

  test("several labels, some of which are not known", async () => {
    const names = ["Effusion", "Mass & <b>"];
    const truth = Array.from({ length: 80 }, (_, i) =>
      names.map((_, k) => (rng.random() < 0.1 ? "" : (i + k) % 3 === 0 ? 1 : 0)),
    );
    const said = truth.map((row) => row.map((one) => (0.3 * Number(one) + 0.7 * rng.random()).toFixed(4)));
    const head = [
      "file",
      "group",
      ...names.map((one) => `label.${one}`),
      ...names.map((one) => `probability.${one}`),
      "loss",
    ];
    const file = await written(
      "labels.csv",
      head,
      truth.map((row, i) => [`x${i}.png`, `p${i >> 1}`, ...row, ...(said[i] as string[]), 0.5]),
    );
    const found = await train.report(file, { draws: 100 });
    const scores = said.map((row) => row.map(Number));
    const labels = truth.map((row) => row.map((one) => (one === "" ? Number.NaN : Number(one))));
    const groups = truth.map((_, i) => `p${i >> 1}`);
    const auc = metrics.bootstrap(
      80,
      (places) =>
        metrics.multilabelFigures(
          Array.from(places, (i) => scores[i] as number[]),
          Array.from(places, (i) => labels[i] as number[]),
        ).mean.auc,
      { groups, draws: 100 },
    );
    await checkPage(found.file, interval(auc), "Mass &amp; &lt;b&gt;", "ROC curves");
  });

  test("numbers", async () => {
    const truth = Array.from({ length: 60 }, () => 20 + 60 * rng.random());
    const said = truth.map((value) => value + 10 * (rng.random() - 0.4));
    const file = await written(
      "ages.csv",
      ["file", "value.age", "prediction.age", "loss"],
      truth.map((value, i) => [`x${i}.png`, value, said[i], 1]),
    );
    // What belongs together is called as its column, and a patient where the column says so.
    const lesions = await written(
      "lesions.csv",
      ["file", "lesion_id", "value.age", "prediction.age"],
      truth.map((value, i) => [`x${i}.png`, `l${i >> 1}`, value, said[i]]),
    );
    const named = await train.report(lesions, { draws: 50, group: "lesion_id" });
    await checkPage(
      named.file,
      "60 images of 30 groups (lesion_id)",
      "draws of whole groups (lesion_id), 30 of them",
    );
    expect(await readFile(named.file, "utf8")).not.toMatch(/\d+ patients/);
    const found = await train.report(file, { draws: 100 });
    const mae = metrics.bootstrap(
      60,
      (places) =>
        metrics.mae(
          Array.from(places, (i) => said[i] as number),
          Array.from(places, (i) => truth[i] as number),
        ),
      { draws: 100 },
    );
    const { bias } = metrics.blandAltman(said, truth);
    await checkPage(found.file, interval(mae), interval(bias), "Bland and Altman");
  });
});

/** A head on the means of the channels. */
class Net extends nn.Module {
  fc: nn.Linear;

  constructor(outputs = 3) {
    super();
    this.fc = new nn.Linear(3, outputs);
  }

  override forward(x: Tensor): Tensor {
    return this.fc.forward(x.mean([2, 3]));
  }
}

test.each([
  {
    name: "multilabel",
    outputs: 2,
    task: { name: "multilabel" },
    classes: ["wet", "dry"],
    of: (i: number) => ({ targets: [i % 2, i % 7 === 0 ? Number.NaN : Number(i % 4 > 1)] }),
    says: [
      "AUC of each label",
      "Multilabel: wet, dry",
      "greatest log loss of one label",
      "of which the probability was",
    ],
  },
  {
    name: "regression",
    outputs: 1,
    task: { name: "regression", names: ["age"], units: ["months"] },
    classes: undefined,
    of: (i: number) => ({ targets: [20 + (i % 4) * 10 + i / 10] }),
    says: ["Bland and Altman", "age, months", "greatest errors", "age is "],
  },
  {
    name: "ordinal",
    outputs: 3,
    task: { name: "ordinal" },
    classes: ["none", "mild", "severe", "worst"],
    of: (i: number) => ({ label: i % 4 }),
    says: [
      "Confusion matrix",
      "No calibration was fitted: it is of classes alone.",
      "quadratic kappa",
      "at most one grade off",
      "mean distance of grades",
      "greatest loss among those that were called wrong",
    ],
  },
])("a run of $name", async ({ name, outputs, task, classes, of, says }) => {
  manualSeed(1);
  const images = Array.from({ length: 40 }, (_, i) => rand([3, 4, 4]).add((i % 4) * 0.1));
  const set = {
    length: 40,
    paths: images.map((_, i) => `${i}.png`),
    task,
    ...(classes !== undefined && { classes }),
    get: async (index: number) => ({
      image: (images[index] as Tensor).clone(),
      index,
      path: `${index}.png`,
      ...of(index),
    }),
  };
  const parts = { train: set, val: set, task, ...(classes !== undefined && { classes }) };
  const run = path.join(dir, name);
  await train.fit(new Net(outputs), parts as never, { epochs: 2, lr: 0.05, out: run });
  const { file } = await train.report(run, { data: parts, model: new Net(outputs), draws: 50 });
  await checkPage(file, ...says);
});

test("a subgroup that no draw changes: Wilson's interval of a share, none of an area", async () => {
  const table = path.join(dir, "sites.csv");
  const of = (site: string, label: string, p: number) => `${label},${1 - p},${p},${site}`;
  const rows = [
    ...[of("here", "a", 0.1), of("here", "b", 0.9)],
    ...Array.from({ length: 10 }, (_, i) => of("there", i % 2 === 0 ? "a" : "b", ((i * 7) % 10) / 10)),
  ];
  await writeFile(table, `${["label,prob_a,prob_b,site", ...rows].join("\n")}\n`);
  const { file } = await train.report(table, { by: "site", draws: 100 });
  const html = await readFile(file, "utf8");
  const row = /site: here<\/th>(.*?)<\/tr>/s.exec(html)?.[1]?.replaceAll(/<[^>]+>/g, "|") ?? "";
  const cells = row.split("|").filter((cell) => cell.trim() !== "");
  // 2 of 2: statsmodels.stats.proportion.proportion_confint(2, 2, method="wilson") is (0.342, 1).
  expect(cells.slice(-4, -2)).toEqual(["1.000", "1.000 (0.342\u00a0to\u00a01.000)"]);
});

test("several runs: mean and deviation over the seeds; of another set beside the run's own", async () => {
  const classes = ["a", "b", "c"];
  const sets = [0, 1].map((shift) => {
    const images = Array.from({ length: 30 }, (_, i) => rand([3, 4, 4]).add((i % 3) * 0.2 + 0.1 * shift));
    return {
      length: 30,
      get: async (index: number) => ({
        image: (images[index] as Tensor).clone(),
        label: index % 3,
        index,
        path: `${shift}/${index}.png`,
      }),
    };
  });
  const [own, other] = sets as [(typeof sets)[number], (typeof sets)[number]];
  const runs: string[] = [];
  for (const seed of [4, 5, 6]) {
    const out = path.join(dir, `seed${seed}`);
    manualSeed(seed);
    await train.fit(new Net(), { train: own, val: own, classes }, { epochs: 2, lr: 0.1, seed, out });
    runs.push(out);
    await train.report(out, { data: { val: own }, model: new Net(), draws: 0 });
  }
  const found = await train.report(runs, {
    data: { val: own },
    model: new Net(),
    external: other,
    draws: 100,
  });
  expect(found.sections).toEqual(expect.arrayContaining(["runs", "external"]));
  const losses = await Promise.all(
    runs.map(async (run) => {
      const history = await train.readHistory(run);
      const config = await train.readConfig(run);
      const monitor = config.options.monitor as string;
      return history.reduce((best, one) =>
        (one.figures[monitor] ?? 0) > (best.figures[monitor] ?? 0) ? one : best,
      ).figures["val.loss"];
    }),
  );
  const mean = (losses as number[]).reduce((sum, one) => sum + one, 0) / 3;
  const deviation = Math.sqrt((losses as number[]).reduce((sum, one) => sum + (one - mean) ** 2, 0) / 2);
  await checkPage(
    found.file,
    `<th scope="row" class="word">val.loss</th><td class="number">${mean.toFixed(3)}</td><td class="number">${deviation.toFixed(3)}</td>`,
    "The validation part has 30 images, the external data 30 images",
  );
  expect(found.predictions.external).toBe(path.join(runs[0] as string, "predictions-external.csv"));
});
