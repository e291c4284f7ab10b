/** The data of a run as its folder lists it, opened again where its files are still there. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FileEntry, KeptRow } from "../../vision/datasets/file-split.ts";
import { datasets, type TransformLike, transforms } from "../../vision/index.ts";
import { keptFile } from "../run-files.ts";
import { exists, type RunConfig, taskNameOf } from "../run-folder.ts";
import { dataFolder, readDataFacts } from "./data-facts.ts";
import type { ReportData } from "./options.ts";

/** Tasks whose data a list of files with labels or targets is. */
const LISTED = ["classification", "ordinal", "multilabel", "regression"] as const;
type Listed = (typeof LISTED)[number];

const PARTS = ["train", "val", "test"] as const;
type Part = (typeof PARTS)[number];

/** A line of a list: what every file has, and the texts of its target. */
interface Line {
  entry: FileEntry;
  said: readonly string[];
}

/**
 * The parts of a run's data by the lists in its folder; null where it has none, its task is another, or its files are no longer where
 * they were.
 */
export async function dataOfRun(
  dir: string,
  config: RunConfig,
  transform: TransformLike | null,
): Promise<ReportData | null> {
  const task = LISTED.find((name) => name === taskNameOf(config));
  const root = (await readDataFacts(dir))?.root ?? null;
  if (task === undefined || root === null) return null;
  const usual = transform ?? new transforms.ImageClassificationPreset({ cropSize: 224 });
  const found: Partial<Record<Part, unknown>> = {};
  for (const part of PARTS) {
    const lines = await linesOf(dir, part, root);
    const [first] = lines;
    if (first === undefined) continue;
    const [archive, isRow] = archiveIn(first.entry.path);
    if (!(await exists(archive))) continue;
    if (isRow) return ofArchive(archive, lines.length, part, { task, config, transform: usual });
    const opened = partOf(lines, { task, config, transform: usual });
    if (opened !== null) found[part] = opened;
  }
  return Object.keys(found).length === 0 ? null : { train: null, val: null, test: null, ...found };
}

interface Opening {
  task: Listed;
  config: RunConfig;
  transform: TransformLike;
}

/** The archive of `archive.npz#train_images[3]`, and whether it is one. */
function archiveIn(file: string): [file: string, isRow: boolean] {
  const at = file.lastIndexOf(".npz#");
  return at < 0 ? [file, false] : [file.slice(0, at + ".npz".length), true];
}

/** An archive in its own parts; null where they are others now. */
async function ofArchive(
  file: string,
  count: number,
  part: Part,
  { task, config, transform }: Opening,
): Promise<ReportData | null> {
  const { classes, image = {} } = config;
  const data = await datasets.imagesFromNpz(file, { task, classes, image, transform }).catch(() => null);
  return data?.[part]?.length === count ? data : null;
}

/** A part of the files that a list names; null where a class of it is none of the run's. */
function partOf(lines: readonly Line[], { task, config, transform }: Opening): unknown {
  const { classes, image = {} } = config;
  if (task === "classification" || task === "ordinal") {
    const samples = lines.map(({ entry, said }) => ({ ...entry, label: classes.indexOf(said[0] ?? "") }));
    if (samples.some(({ label }) => label < 0)) return null;
    return new datasets.LabelledSplit(samples, classes, task, transform, { image });
  }
  const samples = lines.map(({ entry, said }) => ({
    ...entry,
    targets: said.map((text) => (text === "" ? Number.NaN : Number(text))),
  }));
  if (samples.some(({ targets }) => targets.length !== classes.length)) return null;
  const facts = task === "multilabel" ? { name: task } : { name: task, names: classes };
  return new datasets.TargetSplit(samples, classes, facts, transform, { image });
}

/** Lines of path, group and targets, as the run wrote them, with what was kept of their rows. */
async function linesOf(dir: string, part: Part, root: string): Promise<Line[]> {
  const folder = dataFolder(dir);
  const file = path.join(folder, `${part}.tsv`);
  if (!(await exists(file))) return [];
  const kept = await keptOf(keptFile(folder, part));
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, at) => {
    const [below = "", group = "", ...said] = line.split("\t").map(unescaped);
    const row = kept.length === lines.length ? kept[at] : undefined;
    const entry = { path: path.resolve(root, below), ...(group !== "" && { group }), ...(row && { row }) };
    return { entry, said };
  });
}

/** Columns that were kept, of each sample; none where the run kept none, or the file was damaged. */
async function keptOf(file: string): Promise<KeptRow[]> {
  try {
    const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as KeptRow); // as the run wrote it
  } catch {
    return [];
  }
}

const MEANT: Readonly<Record<string, string>> = { "\\\\": "\\", "\\t": "\t", "\\r": "\r", "\\n": "\n" };

/** A cell as it was before tabs, ends of lines and backslashes were written as two characters. */
function unescaped(text: string): string {
  return text.replace(/\\[\\trn]/g, (two) => MEANT[two] ?? two);
}
