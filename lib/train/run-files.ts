/**
 * Which files a run was trained, validated and tested on: `data/train.tsv` and so on, a line of path, group and target for each
 * sample, `data/train-columns.jsonl`, what was kept of its row in a table, and `data/data.json`, what they are of and how they were divided.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isPlainObject, listed } from "../edge/index.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { ArgumentError } from "../native/errors.ts";
import type { KeptRow } from "../vision/datasets/file-split.ts";
import { folderOf, pathBelow } from "../vision/datasets/split-file.ts";
import { exists, runPaths } from "./run-folder.ts";

const PARTS = ["train", "val", "test"] as const;
type Part = (typeof PARTS)[number];

/** A sample of files, whatever its target is. */
interface FileSample {
  path: string;
  group?: string;
  label?: number;
  targets?: readonly number[];
  masks?: readonly (string | null)[];
  /** Columns that were kept of its table. */
  row?: KeptRow;
  /** File that states its boxes. */
  source?: string;
}

/** Data of files in parts. */
interface FileData {
  root: string;
  classes?: readonly string[];
  task?: { name?: string; names?: readonly string[] };
  table?: string | null;
  exclusions?: readonly unknown[];
  division?: object | null;
  groupColumn?: string | null;
  train: { samples: readonly FileSample[] };
  val?: { samples: readonly FileSample[] } | null;
  test?: { samples: readonly FileSample[] } | null;
}

/** What `data.json` says of a part. */
export interface PartNote {
  files: number;
  groups: number | null;
  /** Of the lines of its list. */
  sha256: string;
  /** Samples of each class, or for which each label is true; null where the data has no such thing. */
  perClass: number[] | null;
}

/** What `data.json` says. */
export interface FilesNote {
  /** Folder that the paths are relative to. */
  root: string;
  table: string | null;
  classes: readonly string[];
  parts: Partial<Record<Part, PartNote>>;
  exclusions: readonly unknown[];
  split: object | null;
  /** The column of the table that says what belongs together; null where none was named. */
  groupColumn: string | null;
}

/** Whether data lists its files. */
function isOfFiles(data: unknown): data is FileData {
  const { root, train } = (data ?? {}) as Partial<FileData>;
  if (typeof root !== "string" || !Array.isArray(train?.samples)) return false;
  return train.samples.every((sample) => typeof sample?.path === "string");
}

/** Lines of a part: path below the folder, group, and what the sample's target is, between tabs. */
function linesOf(samples: readonly FileSample[], folder: string, classes: readonly string[]): string[] {
  const below = (file: string | null) => (file === null ? "" : pathBelow(folder, file));
  const plain = (text: string) => text.replace(/[\\\t\r\n]/g, (one) => ESCAPES[one] ?? one);
  return samples.map(({ path: file, group = "", label, targets, masks, source }) =>
    [
      below(file),
      group,
      ...(label === undefined ? [] : [classes[label] ?? String(label)]),
      ...(targets ?? []).map((value) => (Number.isNaN(value) ? "" : String(value))),
      ...(masks ?? []).map(below),
      ...(source === undefined ? [] : [below(source)]),
    ]
      .map(plain)
      .join("\t"),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\r": "\\r", "\n": "\\n" };

function perClass(samples: readonly FileSample[], classes: readonly string[]): number[] | null {
  if (classes.length === 0 || samples.length === 0) return null;
  if (samples.every(({ label }) => label !== undefined))
    return classes.map((_, k) => samples.filter(({ label }) => label === k).length);
  if (samples.every(({ targets }) => targets?.length === classes.length))
    return classes.map((_, k) => samples.filter(({ targets }) => targets?.[k] === 1).length);
  return null;
}

/** The lists of data, and what is said of them. */
async function describeFiles(data: FileData): Promise<{ note: FilesNote; lines: Map<Part, string[]> }> {
  const folder = path.resolve(await folderOf(data.root));
  const classes = data.classes ?? data.task?.names ?? [];
  const lines = new Map<Part, string[]>();
  const parts: FilesNote["parts"] = {};
  for (const part of PARTS) {
    const samples = data[part]?.samples;
    if (samples === undefined) continue;
    const own = linesOf(samples, folder, classes);
    lines.set(part, own);
    const groups = samples.every(({ group }) => group === undefined)
      ? null
      : new Set(samples.map(({ group, path: file }) => group ?? file)).size;
    const sha256 = createHash("sha256").update(own.join("\n")).digest("hex");
    parts[part] = {
      files: samples.length,
      groups,
      sha256,
      perClass: data.task?.name === "regression" ? null : perClass(samples, classes),
    };
  }
  const note: FilesNote = {
    root: folder,
    table: data.table == null ? null : path.resolve(data.table),
    classes,
    parts,
    exclusions: data.exclusions ?? [],
    split: data.division ?? null,
    groupColumn: data.groupColumn ?? null,
  };
  return { note, lines };
}

/** Writes which files a run has, where its data lists them; what an earlier start wrote stays. */
export async function writeRunFiles(out: string, data: unknown): Promise<void> {
  if (!isOfFiles(data)) return;
  const { dataDir, dataNote } = runPaths(out);
  if (await exists(dataNote)) return;
  const { note, lines } = await describeFiles(data);
  await mkdir(dataDir, { recursive: true });
  for (const [part, own] of lines) {
    await writeText(path.join(dataDir, `${part}.tsv`), `${own.join("\n")}\n`);
    const rows = (data[part]?.samples ?? []).map(({ row }) => row ?? {});
    if (rows.every((row) => Object.keys(row).length === 0)) continue;
    await writeText(keptFile(dataDir, part), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }
  // Last of all: where it is, the lists are whole.
  await writeText(dataNote, `${JSON.stringify(note, null, 2)}\n`);
}

/** Where the columns stand that were kept of the table of a part, a line of JSON for each sample in the order of its list. */
export function keptFile(dataDir: string, part: Part): string {
  return path.join(dataDir, `${part}-columns.jsonl`);
}

async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, (handle) => handle.writeFile(text));
}

/** What a run noted of its files; null where it did not. */
export async function readRunFiles(out: string): Promise<FilesNote | null> {
  const { dataNote } = runPaths(out);
  const text = await readFile(dataNote, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const note: unknown = JSON.parse(text);
    return isPlainObject(note) && isPlainObject((note as FilesNote).parts) ? (note as FilesNote) : null;
  } catch {
    return null;
  }
}

/**
 * Refuses to go on with other files, or the same in other parts or with other targets: the run would be measured on what it has
 * learned from.
 *
 * @throws ArgumentError that says how many are new and gone
 */
export async function checkRunFiles(out: string, data: unknown): Promise<void> {
  if (!isOfFiles(data)) return;
  const before = await readRunFiles(out);
  if (before === null) return;
  const { note, lines } = await describeFiles(data);
  for (const part of ["train", "val"] as const) {
    const [was, is] = [before.parts[part], note.parts[part]];
    if (was === undefined || is === undefined || was.sha256 === is.sha256) continue;
    const text = await readFile(path.join(runPaths(out).dataDir, `${part}.tsv`), "utf8").catch(() => "");
    const [old, now] = [text.split("\n").filter((line) => line !== ""), lines.get(part) ?? []];
    const told = [difference(now, old, "new"), difference(old, now, "gone")].filter((one) => one !== "");
    throw new ArgumentError(
      `train.fit: the run in ${out} has other ${part === "train" ? "training" : "validation"} files: ` +
        `${told.length === 0 ? "the same in another order" : told.join("; ")}. Divide them as then (its lists are in ` +
        `${runPaths(out).dataDir}), or start a new run.`,
      { operation: "train.fit", file: out },
    );
  }
}

/** How many lines of a list the other does not have. */
function difference(list: readonly string[], other: readonly string[], what: string): string {
  const there = new Set(other);
  const own = list.filter((line) => !there.has(line)).map((line) => line.split("\t")[0] ?? "");
  return own.length === 0 ? "" : `${own.length} ${what} or of another target or group: ${listed(own, 3)}`;
}
