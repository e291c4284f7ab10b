/** The data that a report needs: what the run was trained on, found where it lay, and a folder from elsewhere. */

import { existsSync } from "node:fs";
import path from "node:path";
import { isTable } from "../data/tables/table.ts";
import { ArgumentError } from "../native/errors.ts";
import type { RunConfig } from "../train/index.ts";
import { readRunFiles } from "../train/run-files.ts";
import { taskNameOf } from "../train/run-folder.ts";
import type { TransformLike } from "../vision/index.ts";
import { rootOf } from "./box-data.ts";
import type { datasets, ImageFolder } from "./library.ts";
import { openAsTrained } from "./reopen.ts";
import { noteOf, notesOf, splitIn } from "./run-data.ts";
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
    const from = asked.folder ?? notedSource(config);
    return { data: await sameAs(source, config, from, asked, openAsTrained), external: null };
  }
  return {
    data: await trainedOn(source, config, asked),
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
): Promise<OpenedData["data"]> {
  const { data: noted, command } = notesOf(config.notes);
  const from = folder ?? (await readRunFiles(source))?.table ?? noted?.folder;
  const flags = withFlags(tableFlagsIn(command), columns);
  const split = splitIn(command) ?? undefined;
  return sameAs(source, config, from, { folder, signal }, (root) =>
    opened(root, config, { flags, split, signal }),
  );
}

/** What the masks or boxes of a run were opened from. */
function notedSource({ notes }: RunConfig): string | undefined {
  const { data } = notesOf(notes);
  return data?.source ?? data?.folder;
}

type Reopened = WholeImages | datasets.SegmentationFiles | datasets.DetectionFiles;

/**
 * The data below `root`, if it has the files and classes of the run; null where it is not there any more, or is other data.
 *
 * @throws ArgumentError where it was asked for by name
 */
async function sameAs(
  source: string,
  config: RunConfig,
  root: string | undefined,
  { folder, signal }: Pick<AskedData, "folder" | "signal">,
  open: (
    root: string,
    config: RunConfig,
    more: { signal: AbortSignal; operation: string },
  ) => Promise<Reopened>,
): Promise<OpenedData["data"]> {
  if (root === undefined || !existsSync(root)) {
    if (folder !== undefined)
      throw new ArgumentError(`report: ${folder} does not exist`, { operation: "report" });
    return null;
  }
  const { data: noted } = notesOf(config.notes);
  const wanted = open(root, config, { signal, operation: "report" });
  const found = folder === undefined ? await wanted.catch(() => null) : await wanted;
  const base = OF_WHOLE_IMAGES.includes(taskNameOf(config)) ? found?.root : rootOf(root);
  const isSame = found !== null && (noted === null || noteOf(base ?? root, found).sha256 === noted.sha256);
  if (isSame && namesOf(found).join("\n") === config.classes.join("\n")) return found;
  if (folder === undefined) return null;
  throw new ArgumentError(
    `report: the files in ${folder} are not those that the run in ${source} was trained on; images from elsewhere are --external`,
    { operation: "report" },
  );
}

/** Names of the classes, grades, labels or numbers. */
function namesOf(data: Reopened): readonly string[] {
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
