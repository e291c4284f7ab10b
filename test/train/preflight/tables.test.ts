// The preflight of images that a table lists: groups, columns and rows as the table says them.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Inspection, inspectData } from "../../../lib/train/index.ts";
import { datasets } from "../../../lib/vision/index.ts";
import { madeSet, writeSet } from "./made-set.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let scratch: string;
const made = madeSet(40, 2);
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "torchts-preflight-tables-"));
  await writeSet(path.join(scratch, "images"), made);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const numberOf = (patient: string): number => Number(patient.slice(1));

/** A table of all images; `sex` has nothing to do with the class, `bed` nearly everything. */
async function table(name: string, change: (row: string[], at: number) => string[] = (row) => row) {
  const rows = made.map(({ file, label, patient, part }, at) => {
    const sex = numberOf(patient) % 3 === 0 ? "f" : "m";
    return change([file, label, patient, part, sex, String(label === "long" ? 1 : 0)], at).join(",");
  });
  const file = path.join(scratch, name);
  await writeFile(file, ["file,kind,patient,part,sex,bed", ...rows, ""].join("\n"));
  return file;
}

const root = (): string => path.join(scratch, "images");
const columns = { image: "file", label: "kind", group: "patient", split: "part" };
const told = ({ findings }: Inspection): string[] =>
  findings.map(({ severity, check }) => `${severity} ${check}`);

test("a table that is in order, and the same with a column that gives the class away", async () => {
  const file = await table("clean.csv");
  const found = await inspectData(file, { columns: { ...columns, keep: ["sex"] }, root: root() });
  expect(told(found)).toEqual([]);
  expect(found.parts.map(({ part, images, groups }) => [part, images, groups])).toEqual([
    ["train", 60, 30],
    ["val", 20, 10],
  ]);
  const telling = await inspectData(file, { columns: { ...columns, keep: ["sex", "bed"] }, root: root() });
  const [shortcut, ...more] = telling.findings;
  expect([shortcut?.check, more]).toEqual(["shortcuts", []]);
  expect(shortcut?.title).toMatch(/the column bed alone/);
  expect(JSON.stringify(telling)).not.toMatch(/column (sex|patient)/);
});

test("a patient in two parts is told, where the data set itself refuses it, and rows without an image too", async () => {
  const file = await table("leak.csv", ([image, kind, patient, part, ...rest], at) => [
    at === 5 ? "train/none.png" : (image as string),
    kind as string,
    patient as string,
    at === 0 ? "val" : (part as string),
    ...rest,
  ]);
  await expect(datasets.fromCsv(file, columns, { root: root(), onMissing: "skip" })).rejects.toThrow(/p000/);
  const found = await inspectData(file, { columns, root: root() });
  expect(told(found)).toEqual(["error groups", "warning left-out"]);
  expect(found.findings[0]?.files.map(({ part }) => part).sort()).toEqual(["train", "val"]);
  expect(found.findings[1]?.files).toEqual([
    { path: file, part: null, label: null, remark: "line 7: no image" },
  ]);
});

test("several labels and numbers, opened by hand and by their columns", async () => {
  const file = await table("targets.csv");
  const { label: _, ...others } = columns;
  const labels = { ...others, labels: ["bed"] };
  const data = await datasets.fromCsv(file, labels, { root: root() });
  const opened = await inspectData(data);
  expect([opened.task, told(opened)]).toEqual(["multilabel", []]);
  expect(opened.parts[0]?.groups).toBe(30);
  const numbers = await inspectData(file, {
    columns: { ...others, value: "bed", keep: ["kind"] },
    root: root(),
  });
  expect(numbers.task).toBe("regression");
  expect(numbers.findings.map(({ title }) => title).join()).toMatch(/the column kind alone/);
});

test("a table needs its columns, and nothing else has any", async () => {
  const file = await table("bare.csv");
  await expect(inspectData(file)).rejects.toThrow(/of which columns say .* it has file, kind, patient/);
  await expect(inspectData(root(), { columns })).rejects.toThrow(/columns is for the file of a table/);
  await expect(inspectData(root(), { root: root() })).rejects.toThrow(/root is for the file of a table/);
});
