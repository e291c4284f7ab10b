/**
 * The folder a run leaves: `config.json`, `history.jsonl`, `best.pth`, `last.pth`, and `data/` (`run-files.ts`).
 *
 * Everything is written beside and renamed, so that a reader never sees half a file; tensors are
 * `checkpoint.ts`. One run at a time writes into a folder: it holds `run.lock` there.
 */
import { mkdir, readdir, readFile, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { nearestName, type Rest, signature, string } from "../edge/index.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { withFileLock } from "../io/file-lock.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { type DecodingOptions, isDecoding, type SegmentationKind } from "../vision/index.ts";
import type { EpochRecord } from "./events.ts";
import { readRecord, writtenRecord } from "./figures.ts";
import { FIT_OPTIONS } from "./options.ts";
import { isSavedTransform, type SavedTransform } from "./saved-transform.ts";
import { FACTS } from "./tasks/index.ts";

const FOLDER = { takes: { dir: string } };
const READ_CONFIG = signature("train.readConfig", FOLDER);
const READ_HISTORY = signature("train.readHistory", FOLDER);

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
  /** What the network was trained for: "classification", which older files do not say, "segmentation" or "detection". */
  task?: string;
  /** Of segmentation: what masks mean. */
  kind?: SegmentationKind;
  /** Of segmentation: the value of pixels that count for nothing, null for none. */
  ignoreIndex?: number | null;
  classes: string[];
  /** Transform of an image before the model, or null when it cannot be written down. */
  transform: SavedTransform | null;
  /** The same of a training image; none in older files. */
  trainTransform?: SavedTransform | null;
  /** Names of the parameters that were trainable when the run began. */
  trained: string[];
  /** How its images were decoded, where the data said it; prediction decodes alike. */
  image?: DecodingOptions;
  /** Samples of the two parts, null where they are not known; none in older files. */
  data?: { train: number | null; val: number | null };
  seed: number;
  /** The options of the run that are plain values. */
  options: Record<string, unknown>;
  /** Names of the options that are code (a loss of one's own), which a resumed run is given again; none in older files. */
  custom?: string[];
  /** What the caller asked to be kept with the run. */
  notes: Record<string, unknown>;
}

/** The task of a run; older files say of segmentation what its masks mean, and no task. */
export function taskNameOf({ task, kind }: Pick<RunConfig, "task" | "kind">): string {
  return task ?? (kind === undefined ? "classification" : "segmentation");
}

/** Paths inside a run folder. */
export interface RunPaths {
  dir: string;
  config: string;
  history: string;
  best: string;
  last: string;
  receipt: string;
  /** Folder of the lists of files. */
  dataDir: string;
  dataNote: string;
  /** How deep to train, as a search found before the run. */
  depthSearch: string;
}

/** The paths of a run folder; nothing is touched. */
export function runPaths(dir: string): RunPaths {
  return {
    dir,
    config: path.join(dir, "config.json"),
    history: path.join(dir, "history.jsonl"),
    best: path.join(dir, "best.pth"),
    last: path.join(dir, "last.pth"),
    receipt: path.join(dir, "receipt.json"),
    dataDir: path.join(dir, "data"),
    dataNote: path.join(dir, "data", "data.json"),
    depthSearch: path.join(dir, "depth-search.json"),
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
  await Promise.all([...filesOf(paths), ...listsOf(paths)].map((file) => rm(file, { force: true })));
  // Whatever else somebody keeps there stays.
  await rmdir(paths.dataDir).catch(() => {});
}

function filesOf({ config, history, best, last, receipt }: RunPaths): string[] {
  return [config, history, best, last, receipt];
}

function listsOf({ dataDir, dataNote }: RunPaths): string[] {
  return [dataNote, ...["train", "val", "test"].map((part) => path.join(dataDir, `${part}.tsv`))];
}

/** How long a folder's lock is waited for before it counts as another run's, in milliseconds. */
const LOCK_PATIENCE = 2_000;

/**
 * Runs `work` as the only run that writes into a folder, which is made where it is missing.
 *
 * @throws ArgumentError when another run, of this process or another, is at work there
 */
export async function inRunFolder<T>(
  dir: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dir, { recursive: true });
  const waiting = new AbortController();
  const stop = (): void => waiting.abort();
  const timer = setTimeout(stop, LOCK_PATIENCE);
  signal?.addEventListener("abort", stop);
  const begun = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  };
  let isHeld = false;
  const lock = path.join(dir, "run");
  try {
    return await withFileLock(
      lock,
      () => {
        isHeld = true;
        begun();
        return work();
      },
      waiting.signal,
    );
  } catch (error) {
    if (isHeld || signal?.aborted || !waiting.signal.aborted) throw error;
    throw new ArgumentError(
      `train.fit: another run is writing into ${dir} (${lock}.lock). Wait for it, or choose another folder.`,
      { operation: "train.fit", file: dir, cause: error },
    );
  } finally {
    begun();
  }
}

/** Files under way when a process was killed: as `io` names them, and as versions before it did. */
const UNFINISHED =
  /^(?:config\.json|history\.jsonl|best\.pth|last\.pth|receipt\.json|data[/\\](?:data\.json|(?:train|val|test)\.tsv))\.(?:tmp-\d+-\d+|\d+\.tmp)$/;

/** Removes unfinished files of runs that were killed, in a folder where no run is at work; gives their names. */
export async function removeLeftovers(dir: string): Promise<string[]> {
  const lists = (await readdir(runPaths(dir).dataDir).catch(() => [])).map((name) => path.join("data", name));
  const names = [...(await readdir(dir)), ...lists].filter((name) => UNFINISHED.test(name));
  await Promise.all(names.map((name) => rm(path.join(dir, name), { force: true })));
  return names.sort();
}

/** Writes a text file whole or not at all. */
async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, (handle) => handle.writeFile(text));
}

/** Writes `config.json`. */
export async function writeConfig(
  paths: RunPaths,
  config: Omit<RunConfig, "format" | "formatVersion">,
): Promise<void> {
  const whole: RunConfig = { format: FORMAT, formatVersion: FORMAT_VERSION, ...config };
  await writeText(paths.config, `${JSON.stringify(whole, null, 2)}\n`);
}

/** Writes `history.jsonl`: a line of JSON per epoch. */
export async function writeHistory(paths: RunPaths, history: readonly EpochRecord[]): Promise<void> {
  await writeText(paths.history, historyText(history));
}

/** A history as the text of `history.jsonl`. */
export function historyText(history: readonly EpochRecord[]): string {
  return history.map((record) => `${JSON.stringify(writtenRecord(record))}\n`).join("");
}

/**
 * Reads `config.json` and checks it.
 *
 * @throws FileFormatError when it is missing, no JSON, of another format or a newer version, or lacks a field
 */
export async function readConfig(dir: string, ...rest: Rest<Record<never, never>>): Promise<RunConfig> {
  READ_CONFIG.read(rest);
  READ_CONFIG.check(dir);
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
  if (found.image !== undefined && !isDecoding(found.image)) {
    refuse("has an `image` that does not say how images are decoded.");
  }
  checkKeys(found, refuse);
  return found as RunConfig;
}

/** Every key that this version, or one before it, writes. */
const KEYS: readonly (keyof RunConfig)[] = [
  "format",
  "formatVersion",
  "torchts",
  "created",
  "model",
  "task",
  "classes",
  "transform",
  "trainTransform",
  "trained",
  "image",
  "data",
  "seed",
  "options",
  "custom",
  "notes",
];

/** A key that nobody reads would be ignored: it is a slip, or a newer version's. */
function checkKeys(found: Partial<RunConfig>, refuse: (text: string) => never): void {
  const check = (keys: readonly string[], known: readonly string[], within: string): void => {
    const odd = keys.find((key) => !known.includes(key));
    if (odd === undefined) return;
    const near = nearestName(odd, known);
    const meant = near === null ? "." : `; did you mean ${within}${near}?`;
    refuse(
      `has an unknown key ${JSON.stringify(within + odd.slice(0, 60))}${meant} torchts ${found.torchts} wrote the file.`,
    );
  };
  check(Object.keys(found), [...KEYS, ...FACTS], "");
  const { options } = found;
  if (options === null || typeof options !== "object") refuse("lacks `options`.");
  check(Object.keys(options ?? {}), FIT_OPTIONS, "options.");
}

/** A history as its file holds it. */
export interface HistoryFile {
  records: EpochRecord[];
  /** Number of a last line that is torn, as a crash or a copy cut short leaves it; null where all are whole. */
  tornLine: number | null;
}

/**
 * Takes the text of `history.jsonl` apart.
 *
 * @throws FileFormatError when a line but the last is no JSON object; the text names the line
 */
export function parseHistory(text: string, file: string): HistoryFile {
  const lines = text.split("\n").filter((line) => line !== "");
  const records: EpochRecord[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      records.push(readRecord(JSON.parse(line) as Record<string, unknown>));
    } catch (error) {
      if (index === lines.length - 1) return { records, tornLine: index + 1 };
      throw new FileFormatError(`${file}: line ${index + 1} is not JSON.`, { file, cause: error });
    }
  }
  return { records, tornLine: null };
}

/** Reads `history.jsonl`; nothing where there is no such file. */
export async function readHistoryFile(dir: string): Promise<HistoryFile> {
  const { history: file } = runPaths(dir);
  try {
    return parseHistory(await readFile(file, "utf8"), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { records: [], tornLine: null };
    throw error;
  }
}

/**
 * Reads `history.jsonl`. A torn last line, as a crash leaves it, is left out.
 *
 * @throws FileFormatError when another line is no JSON object; the text names the line
 */
export async function readHistory(dir: string, ...rest: Rest<Record<never, never>>): Promise<EpochRecord[]> {
  READ_HISTORY.read(rest);
  READ_HISTORY.check(dir);
  return (await readHistoryFile(dir)).records;
}
