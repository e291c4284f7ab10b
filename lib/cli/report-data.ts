/** The data that a report needs: what the run was trained on, found where it lay, and a folder from elsewhere. */

import { existsSync } from "node:fs";
import path from "node:path";
import { isTable } from "../data/tables/table.ts";
import { ArgumentError } from "../native/errors.ts";
import type { RunConfig } from "../train/index.ts";
import { readRunFiles } from "../train/run-files.ts";
import { taskNameOf } from "../train/run-folder.ts";
import type { TransformLike } from "../vision/index.ts";
import type { datasets, ImageFolder } from "./library.ts";
import { openMasks } from "./mask-data.ts";
import { masksOfRun } from "./masks-of-run.ts";
import { noteOf, notesOf, type PartedData } from "./run-data.ts";
import { openTable, type TableFlags, tableFlagsIn, type WholeImages, withFlags } from "./table-data.ts";

/** What was asked for. */
export interface AskedData {
  /** Where the data of the training lies now. */
  folder: string | undefined;
  external: string | undefined;
  /** What the columns of a table of either are, beside what the run says. */
  columns: TableFlags;
  signal: AbortSignal;
}

/** Data of a report. */
export interface OpenedData {
  data: { train: unknown; val: unknown; test: unknown } | null;
  external: unknown;
}

/**
 * Opens what a report of a run measures; null for a table of predictions.
 *
 * @throws ArgumentError for folders that hold other classes, or other files than the run was trained on
 */
export async function openForReport(source: string, asked: AskedData): Promise<OpenedData | null> {
  if (!existsSync(path.join(source, "config.json"))) {
    if (asked.folder !== undefined || asked.external !== undefined)
      throw new ArgumentError(`report: --data and --external are of runs, and ${source} is none`, {
        operation: "report",
      });
    return null;
  }
  const { train } = await import("./library.ts");
  const config = await train.readConfig(source);
  const task = taskNameOf(config);
  if (!OF_WHOLE_IMAGES.includes(task)) {
    if (asked.external !== undefined)
      throw new ArgumentError(
        `report: --external takes whole images, and the run in ${source} is of ${task}; give it in a script`,
        {
          operation: "report",
        },
      );
    const data = task === "segmentation" ? await trainedOn(source, config, asked, openedMasks) : null;
    return { data, external: null };
  }
  return {
    data: await trainedOn(source, config, asked, openedImages),
    external: asked.external === undefined ? null : await fromElsewhere(asked.external, config, asked),
  };
}

/** Tasks whose data is a folder of classes or a table of images. */
const OF_WHOLE_IMAGES = ["classification", "ordinal", "multilabel", "regression"];

/** How data is opened for a report. */
interface Opening {
  flags: TableFlags;
  split?: { val: number; seed: number };
  transform?: TransformLike;
  signal: AbortSignal;
}

/** Data of files, in parts, as it is noted. */
type FileData = { readonly root: string } & PartedData<WholeImages["train"] | datasets.SegmentationSplit>;

/** The pairs of a run on masks, divided as then. */
async function openedMasks(
  root: string,
  config: RunConfig,
  { split, signal }: Opening,
): Promise<FileData | null> {
  const { masks, image } = masksOfRun(config);
  return openMasks(root, masks, { split, image, onError: "throw", signal });
}

/** Whole images, where their classes are those of the run. */
async function openedImages(root: string, config: RunConfig, opening: Opening): Promise<FileData | null> {
  const data = await opened(root, config, opening);
  return namesOf(data).join("\n") === config.classes.join("\n") ? data : null;
}

/** A folder of classes, or a table whose columns the run names. */
async function opened(
  root: string,
  config: RunConfig,
  { flags, split, transform, signal }: Opening,
): Promise<WholeImages> {
  const { datasets } = await import("./library.ts");
  const more = { image: config.image, signal, ...(transform !== undefined && { transform }) };
  if (!isTable(root)) return datasets.ImageFolder.open(root, { ...more, ...(split && { split }) });
  return openTable(root, flags, {
    ...more,
    split,
    classes: config.classes,
    onError: "throw",
    operation: "report",
  });
}

/** The data of the training, divided as then; null where it is not said or no longer there. */
async function trainedOn(
  source: string,
  config: RunConfig,
  { folder, columns, signal }: AskedData,
  openData: typeof openedImages,
): Promise<OpenedData["data"]> {
  const { data: noted, command } = notesOf(config.notes);
  const root = folder ?? (await readRunFiles(source))?.table ?? noted?.folder;
  if (root === undefined || !existsSync(root)) {
    if (folder !== undefined)
      throw new ArgumentError(`report: ${folder} does not exist`, { operation: "report" });
    return null;
  }
  const { valSplit, seed } = command ?? {};
  const split =
    typeof valSplit === "number" && typeof seed === "number" ? { val: valSplit, seed } : undefined;
  const flags = withFlags(tableFlagsIn(command), columns);
  const open = openData(root, config, { flags, split, signal });
  const found = folder === undefined ? await open.catch(() => null) : await open;
  const isSame = found !== null && (noted === null || noteOf(found.root, found).sha256 === noted.sha256);
  if (isSame) return found;
  if (folder === undefined) return null;
  throw new ArgumentError(
    `report: the files in ${folder} are not those that the run in ${source} was trained on; images from elsewhere are --external`,
    { operation: "report" },
  );
}

/** Names of the classes, grades, labels or numbers. */
function namesOf(data: WholeImages): readonly string[] {
  return data.task.name === "regression" ? data.task.names : (data as datasets.LabelledFiles).classes; // all others have classes
}

/** All images of a folder or a table, by the run's classes. */
async function fromElsewhere(
  from: string,
  config: RunConfig,
  { columns, signal }: AskedData,
): Promise<unknown> {
  const { datasets, transforms } = await import("./library.ts");
  const refuse = (text: string): never => {
    throw new ArgumentError(`report: ${text}`, { operation: "report" });
  };
  const saved = config.transform;
  if (saved === null || saved.kind !== "ImageClassificationPreset") {
    return refuse("--external: the run's transform cannot be written down; measure it in a script");
  }
  const transform = new transforms.ImageClassificationPreset(saved.options as never); // as such a preset wrote them
  const { root: _, splitFile: __, ...flags } = tableFlagsIn(notesOf(config.notes).command);
  // All of a table's images are measured, whatever its parts are called.
  const own = { ...withFlags(flags, columns), splitColumn: columns.splitColumn ?? "none" };
  const data = await opened(from, config, { flags: own, transform, signal });
  if (namesOf(data).join("\n") !== config.classes.join("\n")) {
    const what = isTable(from) ? `those of ${from}` : `the folders in ${from}`;
    refuse(`the run's classes are ${config.classes.join(", ")}; ${what} are ${namesOf(data).join(", ")}`);
  }
  if (isTable(from)) return data.train;
  const { train, val, test, classes } = data as ImageFolder; // as it is no table's
  const samples = [train, val, test].flatMap((part) => part?.samples ?? []);
  return new datasets.ImageFolderSplit(samples, classes, transform, { image: config.image ?? {} });
}
