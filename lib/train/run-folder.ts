/**
 * The folder a run leaves: `config.json`, `history.jsonl`, `best.pth`, `last.pth`.
 *
 * Everything is written beside and renamed, so that a reader never sees half a file; tensors are
 * `checkpoint.ts`.
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import type { SegmentationKind } from "../vision/index.ts";
import type { EpochRecord } from "./events.ts";
import { isSavedTransform, type SavedTransform } from "./saved-transform.ts";
import { NO_FIGURES } from "./tasks/task.ts";

const FORMAT = "torchts-run";
const FORMAT_VERSION = 1;

/** What `config.json` holds: enough to build the model again and to predict with it. */
export interface RunConfig {
  format: typeof FORMAT;
  formatVersion: number;
  /** Version of torchts that wrote it. */
  torchts: string;
  /** When the run was started, ISO 8601. */
  created: string;
  model: {
    /** Name of the builder in `models`, or null when the model did not say and the caller neither. */
    architecture: string | null;
    /** Outputs of the head. */
    outputs: number;
    /** Further options of the builder, such as GoogLeNet's `transformInput`; none in older files. */
    options?: Record<string, unknown>;
    parameters: number;
  };
  /** What the network was trained for: "classification", which older files do not say, or "segmentation". */
  task?: string;
  /** Of segmentation: what masks mean. */
  kind?: SegmentationKind;
  /** Of segmentation: the value of pixels that count for nothing, null for none. */
  ignoreIndex?: number | null;
  classes: string[];
  /** Transform of an image before the model, or null when it cannot be written down. */
  transform: SavedTransform | null;
  /** Names of the trained parameters. */
  trained: string[];
  seed: number;
  /** The options of the run that are plain values. */
  options: Record<string, unknown>;
  /** What the caller asked to be kept with the run. */
  notes: Record<string, unknown>;
}

/** Paths inside a run folder. */
export interface RunPaths {
  dir: string;
  config: string;
  history: string;
  best: string;
  last: string;
}

/** The paths of a run folder; nothing is touched. */
export function runPaths(dir: string): RunPaths {
  return {
    dir,
    config: path.join(dir, "config.json"),
    history: path.join(dir, "history.jsonl"),
    best: path.join(dir, "best.pth"),
    last: path.join(dir, "last.pth"),
  };
}

/** Whether a path exists. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the folder ready for a new run.
 *
 * @param overwrite remove the files of a run that is there
 * @throws ArgumentError when there is one and it is not to be overwritten
 */
export async function prepareRunFolder(dir: string, overwrite: boolean): Promise<RunPaths> {
  const paths = runPaths(dir);
  const present = await Promise.all(filesOf(paths).map(exists));
  if (present.includes(true) && !overwrite) {
    throw new ArgumentError(
      `train.fit: ${dir} already holds a run. Go on with it (resume: true), replace it (overwrite: true), or ` +
        "choose another folder.",
      { operation: "train.fit", file: dir },
    );
  }
  await clearRunFolder(paths);
  await mkdir(dir, { recursive: true });
  return paths;
}

/** Removes the files of a run, where they are. */
export async function clearRunFolder(paths: RunPaths): Promise<void> {
  await Promise.all(filesOf(paths).map((file) => rm(file, { force: true })));
}

function filesOf({ config, history, best, last }: RunPaths): string[] {
  return [config, history, best, last];
}

/** Writes a text file beside its place and renames it there. */
export async function writeTextAtomic(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Writes `config.json`. */
export async function writeConfig(
  paths: RunPaths,
  config: Omit<RunConfig, "format" | "formatVersion">,
): Promise<void> {
  const whole: RunConfig = { format: FORMAT, formatVersion: FORMAT_VERSION, ...config };
  await writeTextAtomic(paths.config, `${JSON.stringify(whole, null, 2)}\n`);
}

/** Writes `history.jsonl`: a line of JSON per epoch. */
export async function writeHistory(paths: RunPaths, history: readonly EpochRecord[]): Promise<void> {
  await writeTextAtomic(paths.history, history.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

/**
 * Reads `config.json` and checks it.
 *
 * @throws FileFormatError when it is missing, no JSON, of another format or a newer version, or lacks a field
 */
export async function readConfig(dir: string): Promise<RunConfig> {
  const { config: file } = runPaths(dir);
  const refuse = (text: string, cause?: unknown): never => {
    throw new FileFormatError(`loadRun: ${file} ${text}`, { file, cause, operation: "loadRun" });
  };
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      refuse("does not exist. Is this a folder that torchts finetune or train.fit({ out }) wrote?", error);
    }
    refuse(`cannot be read: ${(error as Error).message}`, error);
  }
  const config = value as Partial<RunConfig> | null;
  if (config === null || typeof config !== "object" || config.format !== FORMAT) {
    refuse(`is not the configuration of a run: expected "format": "${FORMAT}".`);
  }
  const found = config as Partial<RunConfig>;
  if (typeof found.formatVersion !== "number" || found.formatVersion > FORMAT_VERSION) {
    refuse(
      `has format version ${found.formatVersion}; this torchts reads up to ${FORMAT_VERSION}. Update torchts.`,
    );
  }
  const { classes, model, transform } = found;
  if (!Array.isArray(classes) || classes.length === 0 || classes.some((name) => typeof name !== "string")) {
    refuse("lacks `classes`, a list of class names.");
  }
  if (model === undefined || model === null || typeof model.outputs !== "number") {
    refuse("lacks `model` with `architecture` and `outputs`.");
  }
  if (!Number.isSafeInteger(found.seed)) refuse("lacks `seed`, a whole number.");
  if (transform !== null && !isSavedTransform(transform)) {
    refuse("lacks `transform`, or names one this version does not know.");
  }
  return found as RunConfig;
}

/**
 * Reads `history.jsonl`.
 *
 * @throws FileFormatError when a line is no JSON object; the text names the line
 */
export async function readHistory(dir: string): Promise<EpochRecord[]> {
  const { history: file } = runPaths(dir);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => {
      try {
        // Older runs lack the figures of tasks that came later.
        return { ...NO_FIGURES, ...(JSON.parse(line) as EpochRecord) };
      } catch (error) {
        throw new FileFormatError(`${file}: line ${index + 1} is not JSON.`, { file, cause: error });
      }
    });
}
