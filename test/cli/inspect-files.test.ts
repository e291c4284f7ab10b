// `torchts inspect` of data: text, JSON, page, exit codes; what it takes for a model and what for data.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Inspection } from "../../lib/train/index.ts";
import { type Made, madeSet, writeSet } from "../train/preflight/made-set.ts";
import { standingCli } from "./standing-cli.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let scratch: string;
let clean: string;
let leaking: string;
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "torchts-inspect-"));
  [clean, leaking] = [path.join(scratch, "clean"), path.join(scratch, "leaking")];
  const made = madeSet(24, 2);
  await writeSet(clean, made);
  const [first] = made as [Made];
  await writeSet(leaking, [...made, { ...first, file: first.file.replace("train", "val") }]);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

test("text, and exit code 0 where nothing was found", async () => {
  const { code, stdout } = await standingCli(["inspect", clean, "--group", "p\\d+", "--strict"]);
  expect(stdout).toMatch(/48 images, classification\n {2}train 36 images of 18 groups/);
  expect(stdout).toContain("Nothing was found.");
  expect(code).toBe(0);
});

test("JSON and a page, and an exit code of its own where errors were found and it was asked for", async () => {
  const html = path.join(scratch, "found.html");
  const words = ["inspect", leaking, "--group", "(p\\d+)_", "--json", "--html", html];
  const found = await standingCli(words);
  expect(found.code).toBe(0);
  const inspection = JSON.parse(found.stdout) as Inspection;
  expect(inspection.findings.map(({ check }) => check)).toEqual(["groups", "duplicates"]);
  expect(inspection.findings[0]?.files[0]?.picture).toBeUndefined();
  expect((await readFile(html, "utf8")).match(/<img src="data:/g)?.length).toBeGreaterThanOrEqual(4);
  expect((await standingCli([...words, "--strict"])).code).toBe(3);
});

test("a table by its columns, and columns that say nothing known", async () => {
  const rows = madeSet(24, 2).map(({ file, label, patient, part }) => [file, label, patient, part].join(","));
  const table = path.join(scratch, "table.csv");
  await writeFile(table, ["file,kind,patient,part", ...rows, ""].join("\n"));
  const words = ["inspect", table, "--root", clean, "--label-column", "kind", "--keep-columns", "patient"];
  const found = await standingCli([...words, "--group-column", "patient", "--split-column", "part"]);
  expect(found.stderr).toBe("");
  expect(found.stdout).toMatch(/48 images, classification\n {2}train 36 images of 18 groups/);
  const odd = await standingCli([...words, "--value-columns", "kind"]);
  expect([odd.code, odd.stderr]).toEqual([2, expect.stringMatching(/--label-column.*cannot be used with/)]);
  const bare = await standingCli(["inspect", table]);
  expect([bare.code, bare.stderr]).toEqual([
    2,
    expect.stringMatching(/Give --label-column, .*it has file, kind, patient, part/s),
  ]);
  const none = await standingCli(["inspect", table, "--label-column", "sort"]);
  expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/no column "sort"; it has/)]);
  const folder = await standingCli(["inspect", clean, "--image-column", "file"]);
  expect([folder.code, folder.stderr]).toEqual([
    2,
    expect.stringMatching(/--image-column: for tables, and .* is none/),
  ]);
});

test("what could be a model and data is not guessed, and options of the other are refused", async () => {
  const both = path.join(scratch, "run");
  await mkdir(path.join(both, "train"), { recursive: true });
  await writeFile(path.join(both, "config.json"), "{}");
  const unclear = await standingCli(["inspect", both]);
  expect([unclear.code, unclear.stderr]).toEqual([
    2,
    expect.stringMatching(/holds a run and images; say which is meant, --as/),
  ]);
  const odd = await standingCli(["inspect", clean, "--depth", "3"]);
  expect([odd.code, odd.stderr]).toEqual([2, expect.stringMatching(/--depth: for a model or a run/)]);
  const html = await standingCli(["inspect", "resnet18", "--html", "x.html"]);
  expect([html.code, html.stderr]).toEqual([
    2,
    expect.stringMatching(/--html: for data, and resnet18 is a model/),
  ]);
  const weights = await standingCli(["inspect", clean, "--weights", "DEFAULT"]);
  expect(weights.stderr).toMatch(/--weights: for a model by name; of data give --features/);
});
