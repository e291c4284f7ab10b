// Where masks lie and what they mean, on the command line: read wholly before a training begins, and known again by
// `evaluate` from the run.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CliResult } from "./run-cli.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const EDGE = 32;
const COUNT = 10;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-mask-options-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function gray(file: string, at: (x: number, y: number) => number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const data = Uint8Array.from({ length: EDGE * EDGE }, (_, i) => at(i % EDGE, Math.floor(i / EDGE)));
  await sharp(data, { raw: { width: EDGE, height: EDGE, channels: 1 } })
    .png()
    .toFile(file);
}

/** Images of a bright square, and masks of it whose values are `inside` and `outside`, under names of one's own. */
async function draw(
  folder: string,
  names: (i: number) => { image: string; mask: string },
  [outside, inside]: [number, number] = [0, 255],
): Promise<void> {
  for (let i = 0; i < COUNT; i++) {
    const isIn = (x: number, y: number): boolean => x >= i && x < i + 16 && y >= 8 && y < 24;
    const { image, mask } = names(i);
    await gray(path.join(folder, image), (x, y) => (isIn(x, y) ? 220 : 30 + ((x + y) % 8)));
    await gray(path.join(folder, mask), (x, y) => (isIn(x, y) ? inside : outside));
  }
}

const finetune = (folder: string, out: string, ...more: string[]): Promise<CliResult> =>
  standingCli([
    ...[
      "finetune",
      folder,
      "--model",
      "segnet_basic",
      "--weights",
      "none",
      "--image-size",
      "32",
      "--epochs",
      "1",
    ],
    ...["--device", "cpu", "--out", path.join(root, out), ...more],
  ]);

/** That nothing was trained, and the message. */
async function refused(result: Promise<CliResult>): Promise<string> {
  const { code, stdout, stderr } = await result;
  expect([1, 2]).toContain(code);
  expect(stdout).not.toMatch(/training/);
  expect(stderr.match(/torchts:|error:/g)).toHaveLength(1);
  return stderr;
}

describe("names of folders and files", () => {
  test("--images-dir, --masks-dir and --mask-suffix; evaluate takes them from the run", async () => {
    const folder = path.join(root, "dirs");
    await draw(folder, (i) => ({ image: `images_32/${i}.png`, mask: `masks_32/${i}_seg.png` }));
    expect(await refused(finetune(folder, "dirs-run"))).toMatch(
      /holds images_32 and masks_32; .* give --images-dir images_32 --masks-dir masks_32\n$/,
    );
    const dirs = ["--images-dir", "images_32", "--masks-dir", "masks_32"];
    expect(await refused(finetune(folder, "dirs-run", ...dirs))).toMatch(
      /0_seg\.png is called otherwise: give --mask-suffix _seg; or add the files, or open with --missing skip/,
    );
    const trained = await finetune(folder, "dirs-run", ...dirs, "--mask-suffix", "_seg");
    expect(trained.stderr).toBe("");
    const lines = trained.stdout.split("\n");
    expect(lines[0]).toBe("10 masks checked: background 75.0%, foreground 25.0% of the pixels");
    const evaluated = await standingCli(["evaluate", path.join(root, "dirs-run"), folder]);
    expect(evaluated.stderr).toBe("");
    expect(evaluated.stdout).toMatch(/^part val: 2 of the 10 images in .*dirs, held out of the training/);
    expect(evaluated.stdout).toMatch(/ 2 images\n/);
  });

  test("--pairs, and the same pairs as a table with parts", async () => {
    const folder = path.join(root, "pairs");
    await draw(folder, (i) => ({ image: `images/scan_${i}.png`, mask: `masks/truth_${i}.png` }));
    expect(await refused(finetune(folder, "pairs-run"))).toMatch(/give --pairs '\\d\+' to pair by it/);
    expect(await refused(finetune(folder, "pairs-run", "--pairs", "scan_\\d+"))).toMatch(
      /--pairs 'scan_\\d\+' finds nothing in the name "truth_0"/,
    );
    expect(await refused(finetune(folder, "pairs-run", "--pairs", "(\\d+"))).toMatch(
      /--pairs <regex>.*Expected a regular expression: /,
    );
    const trained = await finetune(folder, "pairs-run", "--pairs", "\\d+", "--json");
    expect(trained.stderr).toBe("");
    const events = trained.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events[0]).toEqual({
      ...{ type: "masks", masks: 10, shares: { background: 0.75, foreground: 0.25 }, ignored: 0, leftOut: 0 },
    });
    expect(events.map(({ type }) => type).slice(0, 2)).toEqual(["masks", "start"]);
    const page = await standingCli(["report", path.join(root, "pairs-run"), "--json"]);
    expect(page.stderr).toBe("");
    const { sections, predictions } = JSON.parse(page.stdout);
    expect(sections).toContain("mistakes");
    expect(Object.keys(predictions)).toEqual(["val"]);

    const rows = Array.from(
      { length: COUNT },
      (_, i) => `images/scan_${i}.png,masks/truth_${i}.png,${i < 6 ? "train" : i < 8 ? "val" : "test"}`,
    );
    const table = path.join(root, "pairs.csv");
    await writeFile(table, `image,mask,split\n${rows.join("\n")}\n`);
    const listed = await finetune(folder, "table-run", "--csv", table);
    expect(listed.stderr).toBe("");
    expect(listed.stdout).toMatch(/6 training and 2 validation images/);
    const evaluated = await standingCli(["evaluate", path.join(root, "table-run"), folder, "--json"]);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ part: "test", count: 2, trainedOn: false });
    const { notes } = JSON.parse(await readFile(path.join(root, "table-run", "config.json"), "utf8"));
    expect(notes.command.csv).toBe(table);
    expect(await refused(finetune(folder, "x", "--csv", table, "--pairs", "\\d+"))).toMatch(
      /'--csv <file>' cannot be used with option '--pairs <regex>'/,
    );

    // Columns of patients and the like, as of any table; the run keeps them, for who opens its data again.
    const patients = path.join(root, "patients.csv");
    const cells = Array.from(
      { length: COUNT },
      (_, i) => `images/scan_${i}.png,masks/truth_${i}.png,p${i >> 1},${i}`,
    );
    await writeFile(
      patients,
      `file,mask,patient,age\n${cells.join("\n")}\nimages/gone.png,masks/truth_0.png,p9,1\n`,
    );
    const columns = ["--group-column", "patient", "--keep-columns", "age", "--on-missing", "skip"];
    await finetune(folder, "patients-run", "--csv", patients, ...columns, "--val-split", "0.4");
    const noted = JSON.parse(await readFile(path.join(root, "patients-run", "data", "data.json"), "utf8"));
    expect([noted.groupColumn, noted.exclusions.length, noted.parts.val.groups]).toEqual(["patient", 1, 2]);
    const again = await standingCli([
      "evaluate",
      path.join(root, "patients-run"),
      folder,
      "--out",
      path.join(root, "p.csv"),
      "--json",
    ]);
    expect(JSON.parse(again.stdout)).toMatchObject({ part: "val", count: 4, trainedOn: false });
    expect((await readFile(path.join(root, "p.csv"), "utf8")).split("\n")[0]).toMatch(/\bage\b/);
    expect(await refused(finetune(folder, "x", "--pairs", "\\d+", "--group-column", "patient"))).toMatch(
      /--group-column/,
    );
    expect(await refused(finetune(folder, "x", "--csv", patients, "--label-column", "age"))).toMatch(
      /--label-column/,
    );
  });
});

describe("what values mean", () => {
  test("--threshold, --values and --ignore are checked on every mask before the training", async () => {
    const folder = path.join(root, "values");
    await draw(folder, (i) => ({ image: `images/${i}.png`, mask: `masks/${i}.png` }), [255, 0]);
    // The last one alone has an odd value.
    const odd = path.join(folder, "masks", "9.png");
    await gray(odd, (x) => (x < 8 ? 77 : x < 16 ? 0 : 255));
    expect(await refused(finetune(folder, "values-run"))).toMatch(
      /masks.9\.png has the value 77 at x 0, y 0, .* as --values 0:0,77:1,255:2, or .* as --ignore 255\n$/,
    );
    expect(await refused(finetune(folder, "values-run", "--values", "255:0,0:1"))).toMatch(
      /9\.png has the value 77 .*`values` does not name/,
    );
    expect(
      await refused(finetune(folder, "values-run", "--values", "255:0,0:5", "--kind", "binary")),
    ).toMatch(/values: expected a class from 0 to 1 for the value 0, got 5\n$/);
    expect(await refused(finetune(folder, "values-run", "--values", "255:0", "--threshold", "128"))).toMatch(
      /'--values <map>' cannot be used with option '--threshold <value>'/,
    );
    const trained = await finetune(folder, "values-run", "--values", "255:0,0:1", "--ignore", "77");
    expect(trained.stderr).toBe("");
    // Nine squares of a quarter, and a quarter of what counts of the tenth.
    const share = (9 * 256 + 8 * 32) / (9 * 1024 + 24 * 32);
    expect(trained.stdout).toMatch(
      new RegExp(
        `^10 masks checked: background ${(100 * (1 - share)).toFixed(1)}%, foreground ${(100 * share).toFixed(1)}%`,
      ),
    );
    expect(trained.stdout).toMatch(/of the pixels, ignored 2\.5%\n/);

    const out = path.join(root, "values-run");
    const config = JSON.parse(await readFile(path.join(out, "config.json"), "utf8"));
    expect(config.notes.command).toMatchObject({ values: { 0: 1, 255: 0 }, ignore: 77 });
    const all = await standingCli(["evaluate", out, folder, "--part", "all"]);
    expect(all.stderr).toBe("");
    expect(all.stdout).toMatch(
      /^part all: all 10 images in .*those that the run was trained on among them\n/,
    );
  });

  test("masks of nothing are told, and a threshold mends them", async () => {
    const folder = path.join(root, "dark");
    await draw(folder, (i) => ({ image: `images/${i}.png`, mask: `masks/${i}.png` }), [3, 250]);
    const lines = (await finetune(folder, "dark-run", "--threshold", "251")).stdout.split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "10 masks checked: background 100.0%, foreground 0.0% of the pixels",
      "no pixel of any mask is foreground: if that is wrong, --values or --threshold say what values mean",
    ]);
    const { stdout } = await finetune(folder, "dark-run", "--threshold", "128", "--overwrite");
    expect(stdout).toMatch(/^10 masks checked: background 75\.0%, foreground 25\.0%/);
  });
});
