/** The data of a run as its folder lists it, opened again where its files are still there. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ImageFolderSplit } from "../../vision/datasets/image-folder.ts";
import { type TransformLike, transforms } from "../../vision/index.ts";
import { exists, type RunConfig, taskNameOf } from "../run-folder.ts";
import { dataFolder, readDataFacts } from "./data-facts.ts";
import type { ReportData } from "./options.ts";

/** Tasks whose data a list of files and labels is. */
const OF_LABELS = ["classification", "ordinal"];

/**
 * The parts of a run's data by the lists in its folder; null where it has none, its task is another, or its files are no longer where
 * they were.
 */
export async function dataOfRun(
  dir: string,
  config: RunConfig,
  transform: TransformLike | null,
): Promise<ReportData | null> {
  if (!OF_LABELS.includes(taskNameOf(config))) return null;
  const facts = await readDataFacts(dir);
  const root = facts?.root ?? null;
  if (root === null) return null;
  const usual = transform ?? new transforms.ImageClassificationPreset({ cropSize: 224 });
  const open = async (part: string): Promise<ImageFolderSplit | null> => {
    const file = path.join(dataFolder(dir), `${part}.tsv`);
    if (!(await exists(file))) return null;
    const samples = linesOf(await readFile(file, "utf8"), root, config.classes);
    if (samples.length === 0 || !(await exists((samples[0] as { path: string }).path))) return null;
    return new ImageFolderSplit(samples, config.classes, usual, { image: config.image ?? {} });
  };
  const [train, val, test] = [await open("train"), await open("val"), await open("test")];
  return train === null && val === null && test === null ? null : { train, val, test };
}

/** Lines of path, group and label, as the run wrote them. */
function linesOf(
  text: string,
  root: string,
  classes: readonly string[],
): { path: string; label: number; group?: string }[] {
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const [file = "", group = "", label = ""] = line.split("\t").map(unescaped);
    const at = classes.indexOf(label);
    if (at < 0) return [];
    return [{ path: path.resolve(root, file), label: at, ...(group !== "" && { group }) }];
  });
}

const MEANT: Readonly<Record<string, string>> = { "\\\\": "\\", "\\t": "\t", "\\r": "\r", "\\n": "\n" };

/** A cell as it was before tabs, ends of lines and backslashes were written as two characters. */
function unescaped(text: string): string {
  return text.replace(/\\[\\trn]/g, (two) => MEANT[two] ?? two);
}
