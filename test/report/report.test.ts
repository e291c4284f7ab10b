// The report of a run: its parts, what it says and does not, and the page in a real browser.
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  data,
  datasets,
  manualSeed,
  metrics,
  nn,
  type Tensor,
  tensor,
  train,
  transforms,
  writeImage,
} from "../../lib/index.ts";
import { openBrowser, openFile } from "./browser.ts";
import { ask } from "./page.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** Most bytes of a page. */
const MOST = 3_000_000;

let dir: string;
let run: string;
let images: datasets.ImageFolder;
let found: train.Report;
let html: string;
let browser: Browser | null = null;
let reason = "";

/** A convolution and a head for small images. */
class Small extends nn.Module {
  conv = new nn.Conv2d(3, 6, 3, { padding: 1 });
  fc = new nn.Linear(6, 2);

  override forward(x: Tensor): Tensor {
    return this.fc.forward(this.conv.forward(x).relu().mean([2, 3]));
  }
}

/** Images of two classes that differ in their brightness, two of each patient. */
async function writeImages(root: string, count: number): Promise<void> {
  const rng = new data.Rng(7);
  for (const [k, name] of ["benign", "malignant"].entries()) {
    await mkdir(path.join(root, name), { recursive: true });
    for (let i = 0; i < count; i++) {
      const level = 0.35 + 0.2 * k + 0.5 * (rng.random() - 0.5);
      const pixels = Array.from({ length: 3 * 16 * 16 }, () =>
        Math.min(1, Math.max(0, level + 0.2 * (rng.random() - 0.5))),
      );
      await writeImage(tensor(pixels).view([3, 16, 16]), path.join(root, name, `patient${i >> 1}_${i}.png`));
    }
  }
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-report-"));
  const root = path.join(dir, "images");
  await writeImages(root, 40);
  const groups = (file: string, name: string): string => `${name} ${path.basename(file).split("_")[0]}`;
  images = await datasets.ImageFolder.open(root, { split: { val: 0.25, test: 0.3, seed: 1, groups } });
  run = path.join(dir, "run");
  manualSeed(3);
  await train.fit(new Small(), images, {
    epochs: 3,
    lr: 0.05,
    batchSize: 16,
    out: run,
    imageSize: 16,
    transforms: {
      train: new transforms.ClassificationTrainPreset({ cropSize: 16 }),
      val: new transforms.ImageClassificationPreset({ cropSize: 16, resizeSize: 16 }),
    },
  } as never);
  found = await train.report(run, {
    data: images,
    model: new Small(),
    draws: 200,
    prevalence: 0.05,
    pictures: 4,
  });
  html = await readFile(found.file, "utf8");
  const opened = await openBrowser();
  if ("browser" in opened) browser = opened.browser;
  else reason = opened.reason;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

/** Expects a page to say something, and does not print all of it where it does not. */
function says(page: string, words: string): void {
  expect(page.includes(words), words).toBe(true);
}

/** Skips where there is no browser, and says why. */
function needBrowser(skip: (note: string) => void): Browser {
  if (browser === null) {
    console.log(`skipped: ${reason}`);
    skip(reason);
  }
  return browser as Browser; // else it was skipped
}

describe("what it says", () => {
  test("its sections are there, and its figures are those of the table of predictions", async () => {
    expect(found.sections).toEqual([
      "flow",
      "data",
      "training",
      "performance",
      "curves",
      "calibration",
      "operating-points",
      "subgroups",
      "external",
      "mistakes",
      "augmented",
      "receipt",
      "environment",
      "claim",
      "tripod-ai",
    ]);
    const { figures } = await metrics.fromPredictions(found.predictions.test as string, { draws: 200 });
    for (const name of ["auc", "accuracy", "sensitivity", "brier"]) {
      const { value, low, high } = figures[name] as metrics.BootstrapInterval;
      says(html, `${value.toFixed(3)} (${low.toFixed(3)}\u00a0to\u00a0${high.toFixed(3)})`);
    }
  });

  test("thresholds are those that the validation predictions choose", async () => {
    const { readPredictions } = {
      readPredictions: (name: string) => readFile(found.predictions[name] as string, "utf8"),
    };
    const rows = data
      .parseCsv(await readPredictions("val"))
      .slice(1)
      .map(({ values }) => values);
    const header = data.parseCsv(await readPredictions("val"))[0]?.values ?? [];
    const scores = rows.map((row) => Number(row[header.indexOf("prob_malignant")]));
    const labels = rows.map((row) => (row[header.indexOf("label")] === "malignant" ? 1 : 0));
    const threshold = metrics.youdenThreshold(scores, labels);
    says(
      html,
      `<th scope="row" class="word">Youden&#39;s index</th><td class="number">${threshold.toFixed(3)}</td>`,
    );
  });

  test("what nobody knows is a marked blank, and names are escaped", async () => {
    expect(found.blanks).toBe(html.split('class="blank"').length - 1);
    says(html, "eligibility criteria");
    const odd = path.join(dir, "odd.csv");
    const names = ["<b>a", "b&c"];
    const lines = Array.from({ length: 40 }, (_, i) => {
      const p = ((i * 7) % 40) / 40;
      return `x${i},${names[i % 2]},${1 - p},${p}`;
    });
    await writeFile(odd, `file,label,prob_<b>a,prob_b&c\n${lines.join("\n")}\n`);
    const { file } = await train.report(odd, { draws: 50 });
    const text = await readFile(file, "utf8");
    says(text, "&lt;b&gt;a");
    expect(text.includes("<b>a")).toBe(false);
  });

  test("without names of files there are none", async () => {
    const out = path.join(dir, "nameless.html");
    await train.report(run, { data: images, model: new Small(), draws: 0, pictures: 3, files: false, out });
    const text = await readFile(out, "utf8");
    expect(/patient\d+_\d+\.png/.test(html)).toBe(true);
    expect(/patient\d+_\d+\.png/.test(text)).toBe(false);
    expect(text.includes(dir)).toBe(false);
  });
});

describe("predictions", () => {
  test("are used again while they are of the weights, and made again where they are not", async () => {
    const out = path.join(dir, "again.html");
    const options = { data: images, model: new Small(), draws: 0, pictures: 0, out };
    const again = await train.report(run, options);
    expect(again.reused).toEqual(["val", "test"]);
    const test_ = again.predictions.test as string;
    const before = await readFile(test_, "utf8");
    await writeFile(test_, before.replace("0.", "0.0"));
    expect((await train.report(run, options)).reused).toEqual(["val"]);
    expect(await readFile(test_, "utf8")).toBe(before);
  });

  test("are made of the files that the run lists, where no data is given", async () => {
    const names = ["predictions.json", "predictions-val.csv", "predictions-test.csv"];
    const before = await readFile(path.join(run, "predictions-test.csv"), "utf8");
    for (const name of names) await rm(path.join(run, name));
    const again = await train.report(run, {
      model: new Small(),
      draws: 0,
      pictures: 2,
      out: path.join(dir, "lists.html"),
    });
    expect(again.reused).toEqual([]);
    expect(again.sections).toEqual(expect.arrayContaining(["mistakes", "augmented"]));
    expect(await readFile(path.join(run, "predictions-test.csv"), "utf8")).toBe(before);
  });

  test("alone they are reported too, and options of runs are refused", async () => {
    const table = found.predictions.test as string;
    const out = path.join(dir, "table.html");
    const { sections } = await train.report(table, { draws: 50, out });
    expect(sections).toContain("performance");
    expect(sections).not.toContain("training");
    await expect(train.report(table, { pictures: 3 })).rejects.toThrow("pictures would do nothing");
    await expect(train.report([table, table])).rejects.toThrow("a table is reported alone");
    await expect(train.report([])).rejects.toThrow("expected the folder of a run");
    await expect(train.report(path.join(dir, "nothing"))).rejects.toThrow("does not exist");
  });
});

describe("in a browser", () => {
  test("no errors, no requests, nothing wider than the page, at three widths by day and by night", async ({
    skip,
  }) => {
    const own = needBrowser(skip);
    for (const width of [360, 768, 1280]) {
      for (const dark of [false, true]) {
        const { page, told, requests } = await openFile(own, found.file, { width, dark });
        const at = `${width} px, ${dark ? "dark" : "light"}`;
        expect({ told, requests }, at).toEqual({ told: [], requests: [] });
        expect(await ask(page, "outside"), at).toEqual({ overflow: 0, cut: [] });
        await page.close();
      }
    }
  });

  test("every text has a contrast of 4.5 or more, by day and by night", async ({ skip }) => {
    const own = needBrowser(skip);
    for (const dark of [false, true]) {
      const { page } = await openFile(own, found.file, { dark });
      const { looked, faint } = await ask(page, "faintTexts");
      expect(looked).toBeGreaterThan(500);
      expect(faint).toEqual([]);
      await page.close();
    }
  });

  test("headings are in order, charts, images and tables have names, nothing runs", async ({ skip }) => {
    const { page } = await openFile(needBrowser(skip), found.file);
    const { levels, skipped } = await ask(page, "headings");
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1).length).toBe(1);
    expect(skipped).toEqual([]);
    expect(await ask(page, "unnamed")).toEqual([]);
    await page.close();
  });

  test("on paper no chart is cut or wider than the page", async ({ skip }) => {
    const { page } = await openFile(needBrowser(skip), found.file);
    await page.emulateMediaType("print");
    // A4 without its margins, at 96 dots an inch.
    const [width, height] = [Math.floor(((210 - 28) / 25.4) * 96), Math.floor(((297 - 32) / 25.4) * 96)];
    await page.setViewport({ width, height });
    expect((await ask(page, "outside")).overflow).toBeLessThanOrEqual(0);
    expect(await ask(page, "breakable")).toBe(0);
    const pdf = await page.pdf({ preferCSSPageSize: true, format: "A4" });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    await page.close();
  });
});

test("a table of 10,000 images of 300 patients stays below 3 MB", async () => {
  const rng = new data.Rng(1);
  const lines = Array.from({ length: 10_000 }, (_, i) => {
    const is = rng.random() < 0.3;
    const p = 1 / (1 + Math.exp(-(3 * (rng.random() - 0.5) + (is ? 1 : -1))));
    return `image-${i}.png,p${i % 300},${is ? "ill" : "well"},${1 - p},${p}`;
  });
  const table = path.join(dir, "many.csv");
  await writeFile(table, `file,group,label,prob_well,prob_ill\n${lines.join("\n")}\n`);
  const started = performance.now();
  const { file, bytes } = await train.report(table, { draws: 100 });
  console.log(`10,000 images: ${bytes} bytes in ${Math.round(performance.now() - started)} ms`);
  expect((await stat(file)).size).toBe(bytes);
  expect(bytes).toBeLessThan(MOST);
  expect(bytes).toBeLessThan(300_000); // without pictures
});
