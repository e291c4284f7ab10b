/** The data that a report needs: what the run was trained on, found where it lay, and a folder from elsewhere. */
import { existsSync } from "node:fs";
import path from "node:path";
import { ArgumentError } from "../native/errors.ts";
import type { RunConfig } from "../train/index.ts";
import { noteOf, notesOf } from "./run-data.ts";

/** What was asked for. */
export interface AskedData {
  /** Where the data of the training lies now. */
  folder: string | undefined;
  external: string | undefined;
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
  const task = config.task ?? "classification";
  if (task !== "classification") {
    if (asked.external !== undefined)
      throw new ArgumentError(
        `report: --external takes classes, and the run in ${source} is of ${task}; give it in a script`,
        {
          operation: "report",
        },
      );
    return { data: null, external: null };
  }
  return {
    data: await trainedOn(source, config, asked),
    external: asked.external === undefined ? null : await fromElsewhere(asked.external, config, asked.signal),
  };
}

/** The data of the training, divided as then; null where it is not said or no longer there. */
async function trainedOn(
  source: string,
  config: RunConfig,
  { folder, signal }: AskedData,
): Promise<OpenedData["data"]> {
  const { datasets } = await import("./library.ts");
  const { data: noted, command } = notesOf(config.notes);
  const root = folder ?? noted?.folder;
  if (root === undefined || !existsSync(root)) {
    if (folder !== undefined)
      throw new ArgumentError(`report: ${folder} does not exist`, { operation: "report" });
    return null;
  }
  const { valSplit, seed } = command ?? {};
  const split =
    typeof valSplit === "number" && typeof seed === "number" ? { val: valSplit, seed } : undefined;
  const open = datasets.ImageFolder.open(root, {
    image: config.image,
    signal,
    ...(split !== undefined && { split }),
  });
  const opened = folder === undefined ? await open.catch(() => null) : await open;
  const isSame = opened !== null && (noted === null || noteOf(root, opened).sha256 === noted.sha256);
  if (isSame && opened.classes.join("\n") === config.classes.join("\n")) return opened;
  if (folder === undefined) return null;
  throw new ArgumentError(
    `report: the files in ${folder} are not those that the run in ${source} was trained on; images from elsewhere are --external`,
    { operation: "report" },
  );
}

/** All images of a folder, by the run's classes. */
async function fromElsewhere(folder: string, config: RunConfig, signal: AbortSignal): Promise<unknown> {
  const { datasets, transforms } = await import("./library.ts");
  const saved = config.transform;
  if (saved === null || saved.kind !== "ImageClassificationPreset") {
    throw new ArgumentError(
      "report: --external: the run's transform cannot be written down; measure it in a script",
      {
        operation: "report",
      },
    );
  }
  const transform = new transforms.ImageClassificationPreset(saved.options as never); // as such a preset wrote them
  const data = await datasets.ImageFolder.open(folder, { image: config.image, transform, signal });
  if (data.classes.join("\n") !== config.classes.join("\n")) {
    throw new ArgumentError(
      `report: the run's classes are ${config.classes.join(", ")}; the folders in ${folder} are ${data.classes.join(", ")}`,
      { operation: "report" },
    );
  }
  const samples = [data.train, data.val, data.test].flatMap((part) => part?.samples ?? []);
  return new datasets.ImageFolderSplit(samples, data.classes, transform, { image: config.image ?? {} });
}
