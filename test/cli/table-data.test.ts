// finetune and evaluate on tables of images: classes, grades, several labels and numbers; parts by group; what contradicts.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseCsv } from "../../lib/data/index.ts";
import { metrics } from "../../lib/index.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const COUNT = 24;
let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-cli-tables-"));
  await mkdir(path.join(root, "images"));
  const rows = [];
  for (let i = 0; i < COUNT; i++) {
    const background = { r: i % 2 === 0 ? 220 : 30, g: 10 * i, b: 90 };
    await sharp({ create: { width: 32, height: 32, channels: 3, background } }).toFile(
      path.join(root, "images", `i${i}.png`),
    );
    const found =
      [...(i % 2 === 0 ? ["Mass"] : []), ...(i % 3 === 0 ? ["Edema"] : [])].join("|") || "No Finding";
    rows.push([
      `i${i}`,
      i % 2 === 0 ? "mel" : "nv",
      i % 3,
      i % 2,
      i % 3 === 0 ? 1 : 0,
      10 * i,
      `p${i >> 1}`,
      found,
    ]);
  }
  rows.push(["gone", "nv", 0, 0, 0, 5, "p99", "Mass"]);
  const lines = ["image_id,dx,grade,mass,edema,age,patient,found", ...rows.map((row) => row.join(","))];
  await writeFile(path.join(root, "table.csv"), lines.join("\r\n"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const torchts = (...args: string[]) => standingCli(args);
const at = (name: string) => path.join(root, name);
const COMMON = [
  "--model",
  "squeezenet1_1",
  "--weights",
  "none",
  "--image-size",
  "32",
  "--epochs",
  "1",
  "--device",
  "cpu",
];
const TABLE = ["--group-column", "patient", "--on-missing", "skip"];
const finetune = (out: string, ...columns: string[]) =>
  torchts(
    "finetune",
    at("table.csv"),
    "--root",
    at("images"),
    ...COMMON,
    ...TABLE,
    ...columns,
    "--out",
    at(out),
  );
const listOf = async (out: string, part: string) =>
  (await readFile(path.join(root, out, "data", `${part}.tsv`), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));

async function rowsOf(file: string): Promise<Record<string, string>[]> {
  const [head = [], ...rows] = parseCsv(await readFile(file, "utf8")).map(({ values }) => values);
  return rows.map((row) => Object.fromEntries(head.map((name, k) => [name, row[k] as string])));
}

describe("trained, measured and gone on with", () => {
  test("classes", async () => {
    const trained = await finetune("classes", "--label-column", "dx");
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    expect(trained.stdout).toMatch(
      /\d+ images to train on, \d+ to validate, 0 to test; 1 rows left out: no image/,
    );
    expect(trained.stdout).toMatch(/2 classes: mel, nv/);
    const [own, held] = [await listOf("classes", "train"), await listOf("classes", "val")];
    expect(own.length + held.length).toBe(COUNT);
    expect(own.filter(([, group]) => held.some(([, other]) => other === group))).toEqual([]);
    const measured = await torchts(
      "evaluate",
      at("classes"),
      at("table.csv"),
      "--out",
      at("classes.parquet"),
      "--json",
    );
    expect(measured.code).toBe(0);
    const report = JSON.parse(measured.stdout.trim().split("\n").at(-1) as string);
    expect([report.part, report.trainedOn, report.count]).toEqual(["val", false, held.length]);
    const figures = await metrics.fromPredictions(path.join(root, "classes.parquet"), { draws: 0 });
    expect(figures.figures.accuracy?.value).toBeCloseTo(report.accuracy, 9);
    expect(figures.groupColumn).toBe("group");
    const more = await torchts(
      "finetune",
      at("table.csv"),
      "--out",
      at("classes"),
      "--resume",
      "--epochs",
      "2",
    );
    expect([more.code, more.stdout.includes("epoch 2/2")]).toEqual([0, true]);
    const every = at("every.csv");
    const keep = ["--keep-columns", "age"];
    const words = [
      "evaluate",
      at("classes"),
      at("table.csv"),
      "--part",
      "all",
      "--out",
      every,
      ...keep,
      "--json",
    ];
    const all = await torchts(...words);
    expect(JSON.parse(all.stdout.trim().split("\n").at(-1) as string).count).toBe(COUNT);
    // Every sample has its own patient and what the table says of it, whatever its part.
    const { groups, samples, subgroups } = await metrics.fromPredictions(every, {
      draws: 0,
      by: { column: "age", cuts: [95] },
    });
    expect([samples, groups, subgroups.map((one) => one.samples)]).toEqual([COUNT, COUNT / 2, [10, 14]]);
    for (const row of (await readFile(every, "utf8")).trim().split("\n").slice(1)) {
      const [, number] = /\/i(\d+)\.png,/.exec(row) as unknown as [string, string];
      expect(row).toContain(`,p${Number(number) >> 1},`);
      expect(row).toContain(`,${10 * Number(number)},`);
    }
  });

  test.each([
    ["grades", ["--grade-column", "grade"], /kappa/],
    ["labels", ["--label-columns", "mass,edema"], /AUC|auc/],
    ["named labels", ["--label-list", "found", "--none-label", "No Finding"], /AUC|auc/],
    ["numbers", ["--value-columns", "age", "--units", "months"], /MAE/],
  ])("%s", async (name, columns, figure) => {
    const out = name.replace(" ", "-");
    const trained = await finetune(out, ...columns);
    expect([trained.code, trained.stderr]).toEqual([0, ""]);
    const measured = await torchts("evaluate", at(out), at("table.csv"), "--out", at(`${out}.csv`));
    expect([measured.code, measured.stderr]).toEqual([0, ""]);
    expect(measured.stdout).toMatch(/part val: \d+ of the 24 images in .*, held out of the training/);
    expect(measured.stdout).toMatch(figure);
    const rows = (await readFile(path.join(root, `${out}.csv`), "utf8")).trimEnd().split("\n");
    expect(rows.length - 1).toBe((await listOf(out, "val")).length);
    // What is predicted of the images of the table is what was measured of the same ones.
    const said = at(`${out}-said.csv`);
    const table = [at("table.csv"), "--root", at("images"), "--on-error", "skip"];
    const predicted = await torchts("predict", at(out), ...table, "--out", said, "--device", "cpu");
    expect(predicted.code).toBe(0);
    expect(predicted.stderr).toMatch(/left out: .*table\.csv, line 26: there is no file/);
    const [asked, measuredRows] = [await rowsOf(said), await rowsOf(at(`${out}.csv`))];
    expect(asked.map(({ image_id }) => image_id)).toEqual(Array.from({ length: COUNT }, (_, i) => `i${i}`));
    expect(asked[3]).toMatchObject({ patient: "p1", dx: "nv", age: "30" });
    const shares = Object.keys(measuredRows[0] ?? {}).filter((column) =>
      /^(prob_|probability\.|prediction\.)/.test(column),
    );
    expect(shares.length).toBeGreaterThan(0);
    for (const one of measuredRows) {
      const own = asked.find(({ image_id }) => one.file?.endsWith(`/${image_id}.png`));
      for (const column of shares)
        expect(Math.abs(Number(own?.[column]) - Number(one[column])), column).toBeLessThan(1e-4);
    }
  });
});

describe("refused in words", () => {
  test.each([
    [
      "a table of which nobody says what is learned",
      [],
      /which column of .*table\.csv says what an image shows\? Give --label-column/,
    ],
    ["two columns", ["--label-column", "dx", "--grade-column", "grade"], /cannot be used with option/],
    [
      "a column that is not there",
      ["--label-column", "diagnosis"],
      /no column "diagnosis"; it has image_id, dx/,
    ],
    [
      "options for other columns",
      ["--label-column", "dx", "--units", "cm"],
      /--units is for --value-columns/,
    ],
    ["masks' options", ["--label-column", "dx", "--masks-dir", "masks"], /--masks-dir/],
  ])("%s", async (_, columns, message) => {
    const { code, stderr } = await finetune("refused", ...columns);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
  });

  test("columns for what is no table, and a run of other columns", async () => {
    const folder = await torchts(
      "finetune",
      at("images"),
      ...COMMON,
      "--label-column",
      "dx",
      "--out",
      at("refused"),
    );
    expect([folder.code === 0, folder.stderr]).toEqual([
      false,
      expect.stringMatching(/--label-column: for tables of images/),
    ]);
    const other = await torchts("evaluate", at("classes"), at("table.csv"), "--label-column", "patient");
    expect([other.code === 0, other.stderr]).toEqual([
      false,
      expect.stringMatching(/the label "p0" is none of the classes mel, nv/),
    ]);
  });
});
