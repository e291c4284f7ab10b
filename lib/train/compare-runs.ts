/** Runs beside each other: what they were told otherwise, and what came of it; those that differ in the seed alone as one. */
import path from "node:path";
import { abortSignal, isPlainObject, listOf, oneOf, type Rest, signature, string } from "../edge/index.ts";
import { load } from "../io/index.ts";
import { comparePredictions, type PredictionComparison } from "../metrics/index.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError } from "../native/errors.ts";
import { scope } from "../tensor/index.ts";
import type { EpochRecord } from "./events.ts";
import { figureName, isLoss } from "./figures.ts";
import { type Better, figuresIn } from "./metric.ts";
import { exists, type RunConfig, readConfig, readHistory, runPaths, taskNameOf } from "./run-folder.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { factsOf, isTaskName, taskOf } from "./tasks/index.ts";

/** Options of {@link compareRuns}. */
export interface CompareRunsOptions {
  /** Which of the runs' tables of predictions are compared, where they hold them: `predictions-test.csv`. Default: test, else val. */
  predictions?: "test" | "val";
  signal?: AbortSignal;
}

/** One run. */
export interface ComparedRun {
  dir: string;
  /** When it was started, ISO 8601. */
  created: string;
  task: string;
  /** Name of the builder; null where nobody said it. */
  architecture: string | null;
  parameters: number;
  seed: number;
  classes: string[];
  /** Epochs done. */
  epochs: number;
  /** Wall time of all of them, seconds. */
  seconds: number;
  /** The figure that decides which epoch is the best: `val.accuracy`. */
  monitor: string | null;
  /** The best epoch by it; null of a run without validation, or without an epoch. */
  best: EpochRecord | null;
  last: EpochRecord | null;
}

/** Runs that differ in their seeds alone. */
export interface Recipe {
  /** Positions of its runs. */
  runs: number[];
  /** What it was told otherwise than others, by path: `options.lr`. */
  settings: Record<string, unknown>;
  /** Figures of the best epochs, else of the last ones; of one run the deviation is NaN. */
  figures: Record<string, Spread & { values: number[] }>;
}

/** What {@link compareRuns} finds. */
export interface RunComparison {
  runs: ComparedRun[];
  /** What the runs were told otherwise, by path: the value of each, undefined where it says nothing. */
  differences: Record<string, unknown[]>;
  recipes: Recipe[];
  /** What cannot be compared fairly, and why. */
  remarks: string[];
  /** The first run's table of predictions against each other one's; empty where they hold none of the same samples. */
  paired: PredictionComparison[];
}

const TAKES = signature<CompareRunsOptions>("train.compareRuns", {
  takes: { dirs: listOf(string) },
  options: { predictions: oneOf("test", "val"), signal: abortSignal },
});

/** What of a configuration says when and where a run was made, not how. */
const NOT_SETTINGS = new Set(["format", "formatVersion", "created", "notes", "seed", "custom", "trained"]);
/** Options that say where a run writes, or how far it goes on. */
const NOT_OPTIONS = new Set(["out", "seed"]);

/**
 * Puts runs beside each other.
 *
 * @param dirs two run folders or more
 * @throws ArgumentError for fewer, and for one that is named twice; FileFormatError for a folder that holds no run
 *
 * @example
 * const { recipes } = await train.compareRuns(["runs/a0", "runs/a1", "runs/b0", "runs/b1"]);
 * recipes[0]?.figures["val.accuracy"]; // { mean: 0.91, deviation: 0.01, values: [0.9, 0.92] }
 */
export async function compareRuns(
  dirs: readonly string[],
  ...rest: Rest<CompareRunsOptions>
): Promise<RunComparison> {
  const { predictions, signal } = TAKES.read(rest);
  TAKES.check(dirs);
  if (dirs.length < 2) throw TAKES.error(`it takes two run folders or more, got ${dirs.length}.`);
  const resolved = dirs.map((dir) => path.resolve(dir));
  const twice = dirs.find((_, at) => resolved.indexOf(resolved[at] as string) !== at);
  if (twice !== undefined) throw TAKES.error(`${twice} is named twice.`);

  const configs: RunConfig[] = [];
  const runs: ComparedRun[] = [];
  for (const dir of dirs) {
    throwIfAborted(signal, TAKES.name);
    const config = await readConfig(dir);
    configs.push(config);
    runs.push(await described(dir, config));
  }
  const settings = configs.map(settingsOf);
  const differences = differing(settings);
  return {
    runs,
    differences,
    recipes: recipesOf(runs, settings, Object.keys(differences)),
    remarks: remarksOn(runs, configs, differences),
    paired: await pairs(dirs, predictions, signal),
  };
}

async function described(dir: string, config: RunConfig): Promise<ComparedRun> {
  const history = await readHistory(dir);
  const monitor = typeof config.options.monitor === "string" ? figureName(config.options.monitor) : null;
  const { model, created, seed, classes } = config;
  return {
    dir,
    created,
    task: taskNameOf(config),
    architecture: model.architecture,
    parameters: model.parameters,
    seed,
    classes,
    epochs: history.length,
    seconds: history.reduce((sum, { seconds }) => sum + seconds, 0),
    monitor,
    best: await bestOf(dir, config, history, monitor),
    last: history.at(-1) ?? null,
  };
}

/** The best epoch of a history: as the figure's task says which value is better, or as the checkpoint notes it. */
async function bestOf(
  dir: string,
  config: RunConfig,
  history: readonly EpochRecord[],
  monitor: string | null,
): Promise<EpochRecord | null> {
  if (monitor === null) return null;
  const measured = history.filter(({ figures }) => typeof figures[monitor] === "number");
  if (measured.length === 0) return null;
  const better = isLoss(monitor) ? "lower" : betterOf(config, monitor);
  if (better === null) {
    const noted = await notedBest(runPaths(dir).last);
    return history.find(({ epoch }) => epoch === noted) ?? null;
  }
  const sign = better === "higher" ? 1 : -1;
  const value = ({ figures }: EpochRecord) => sign * (figures[monitor] as number);
  return measured.reduce((best, one) => (value(one) > value(best) ? one : best));
}

/** Which value of a task's own figure is better; null for a figure of the user's. */
function betterOf(config: RunConfig, monitor: string): Better | null {
  const name = taskNameOf(config);
  if (!isTaskName(name)) return null;
  const task = taskOf({ name, ...factsOf(name, config) }, config.classes, TAKES.name);
  const own = task.metric(false);
  return (own && figuresIn(own)[monitor.replace(/^val\./, "")]) ?? null;
}

/** The best epoch that a checkpoint notes; null where there is none. */
async function notedBest(file: string): Promise<number | null> {
  if (!(await exists(file))) return null;
  return scope(async () => {
    const value: unknown = await load(file);
    const of = (holder: unknown, key: string): unknown =>
      holder instanceof Map ? holder.get(key) : isPlainObject(holder) ? (holder as never)[key] : undefined;
    const epoch = of(of(of(value, "parts"), "best"), "epoch");
    return typeof epoch === "number" ? epoch : null;
  });
}

/** The settings of a run by path, as far as they decide what is learned. */
function settingsOf(config: RunConfig): Map<string, unknown> {
  const settings = new Map<string, unknown>();
  const walk = (value: unknown, at: string): void => {
    if (isPlainObject(value)) {
      for (const [key, one] of Object.entries(value as object)) walk(one, at === "" ? key : `${at}.${key}`);
    } else settings.set(at, value);
  };
  for (const [key, value] of Object.entries(config)) {
    if (NOT_SETTINGS.has(key)) continue;
    if (key !== "options") walk(value, key);
    else {
      const kept = Object.entries(value as object).filter(([name]) => !NOT_OPTIONS.has(name));
      walk(Object.fromEntries(kept), key);
    }
  }
  // Which parameters were trained is long; how many says enough.
  settings.set("trained", config.trained.length);
  return settings;
}

/** The paths at which settings differ, with the value of each. */
function differing(settings: readonly Map<string, unknown>[]): Record<string, unknown[]> {
  const paths = [...new Set(settings.flatMap((one) => [...one.keys()]))];
  return Object.fromEntries(
    paths.flatMap((at) => {
      const values = settings.map((one) => one.get(at));
      const isSame = values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
      return isSame ? [] : [[at, values]];
    }),
  );
}

function recipesOf(
  runs: readonly ComparedRun[],
  settings: readonly Map<string, unknown>[],
  paths: readonly string[],
): Recipe[] {
  const groups = new Map<string, number[]>();
  runs.forEach((_, at) => {
    const key = JSON.stringify(paths.map((name) => settings[at]?.get(name) ?? null));
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  return [...groups.values()].map((own) => {
    const records = own.map((at) => runs[at]?.best ?? runs[at]?.last ?? null);
    const names = [...new Set(records.flatMap((record) => Object.keys(record?.figures ?? {})))];
    const figures = names.flatMap((name) => {
      const values = records.map((record) => record?.figures[name]);
      const isWhole = values.every((value): value is number => typeof value === "number");
      return isWhole ? [[name, { ...spreadOf(values), values }] as const] : [];
    });
    const told = paths.map((name) => [name, settings[own[0] as number]?.get(name)] as const);
    return { runs: own, settings: Object.fromEntries(told), figures: Object.fromEntries(figures) };
  });
}

/** What makes figures of two runs no figures of one thing. */
function remarksOn(
  runs: readonly ComparedRun[],
  configs: readonly RunConfig[],
  differences: Readonly<Record<string, unknown[]>>,
): string[] {
  const remarks: string[] = [];
  const hashes = configs.map(({ notes }) => (notes.data as { sha256?: unknown } | undefined)?.sha256);
  if ("task" in differences || "classes" in differences) {
    remarks.push(
      "The runs learned different things (task or classes), so that their figures are not of one thing.",
    );
  } else if (hashes.every((hash) => typeof hash === "string") && new Set(hashes).size > 1) {
    remarks.push(
      "The runs were trained on different files or parts of them, so that their figures are of different images.",
    );
  } else if ("data.val" in differences) {
    remarks.push(
      "The runs were validated on different numbers of images, so that their figures are of different images.",
    );
  }
  if (new Set(runs.map(({ monitor }) => monitor)).size > 1) {
    remarks.push("The runs chose their best epochs by different figures.");
  }
  for (const { dir, epochs } of runs) if (epochs === 0) remarks.push(`${dir} has no finished epoch.`);
  return remarks;
}

/** The first run's predictions against the others', where all hold a table. */
async function pairs(
  dirs: readonly string[],
  asked: "test" | "val" | undefined,
  signal: AbortSignal | undefined,
): Promise<PredictionComparison[]> {
  for (const part of asked === undefined ? (["test", "val"] as const) : [asked]) {
    const files = dirs.map((dir) => path.join(dir, `predictions-${part}.csv`));
    const there = await Promise.all(files.map(exists));
    const lacking = files.find((_, at) => !there[at]);
    if (lacking !== undefined) {
      if (asked === undefined) continue;
      throw new ArgumentError(
        `train.compareRuns: there is no ${lacking}; make it with run.evaluate(data.${part}, { out: "${lacking}" }).`,
        { operation: TAKES.name, file: lacking },
      );
    }
    const found: PredictionComparison[] = [];
    for (const file of files.slice(1)) {
      throwIfAborted(signal, TAKES.name);
      found.push(await comparePredictions(files[0] as string, file));
    }
    return found;
  }
  return [];
}
