/** Gathers what is known of a run, or of a table of predictions. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe } from "../../edge/index.ts";
import { TorchtsError } from "../../native/errors.ts";
import type { TransformLike } from "../../vision/index.ts";
import {
  type Calibration,
  calibrate,
  calibrationPath,
  readCalibration,
  sha256Of,
  weightsFile,
} from "../calibration.ts";
import type { DetectionMeasures } from "../detection-metrics.ts";
import type { EpochRecord } from "../events.ts";
import { type LoadedRun, loadRun, taskOfConfig } from "../load-run.ts";
import { type Better, figuresIn } from "../metric.ts";
import type { Receipt } from "../parts/receipt.ts";
import { exists, type RunConfig, readConfig, readHistoryFile, runPaths, taskNameOf } from "../run-folder.ts";
import { buildTransform } from "../saved-transform.ts";
import { isTaskName, taskOf } from "../tasks/index.ts";
import { packageVersion } from "../version.ts";
import { worstBoxes } from "./box-pictures.ts";
import { factsOfData, factsOfPredictions, readDataFacts } from "./data-facts.ts";
import { environmentHere } from "./environment.ts";
import type { ReadSettings } from "./evidence/evidence.ts";
import { type Evidence, readEvidence } from "./evidence/index.ts";
import {
  type DataFacts,
  type DepthFacts,
  EVIDENCE_PARTS,
  type EvidencePart,
  mainPart,
  type PartFacts,
  type Picture,
  type ReportFacts,
  type SeedRun,
} from "./facts.ts";
import { worstMasks } from "./mask-pictures.ts";
import { type ReportOptions, TAKES } from "./options.ts";
import { augmentedSamples, worstMistakes } from "./pictures.ts";
import { type MeasuredData, predictionsOf, predictionsPath } from "./predictions.ts";
import { dataOfRun } from "./run-data.ts";
import { worstTargets } from "./target-pictures.ts";

/** What was gathered. */
export interface Gathered {
  facts: ReportFacts;
  predictions: Record<string, string>;
  reused: string[];
}

function readSettings(options: ReportOptions): ReadSettings {
  const { positive, group, by, prevalence, level = 0.95, draws = 2000, seed = 0 } = options;
  const columns = by === undefined ? undefined : Array.isArray(by) ? by : [by];
  return {
    positive,
    group,
    by: columns,
    prevalence,
    level,
    draws,
    seed,
    operation: TAKES.name,
  } as ReadSettings;
}

function settingsOf({ files = true, level = 0.95, draws = 2000, prevalence = undefined }: ReportOptions) {
  return { files, level, draws, prevalence: prevalence ?? null };
}

/** Options that ask for what a table alone does not have. */
const OF_RUNS = [
  "data",
  "external",
  "depth",
  "checkpoint",
  "model",
  "transform",
  "batchSize",
  "device",
  "pictures",
] as const;

/** A report of a table of predictions. */
export async function gatherTable(file: string, options: ReportOptions): Promise<Gathered> {
  const idle = OF_RUNS.filter((name) => options[name] !== undefined);
  if (idle.length > 0)
    throw TAKES.error(`${idle.join(" and ")} would do nothing: ${file} is a table of predictions, no run.`);
  const found = await readEvidence(file, readSettings(options), null);
  const classes = classesOf(found);
  const evidence = { test: found };
  const facts: ReportFacts = {
    ...nothingKnown(options),
    title: options.title ?? "Predictions",
    source: file,
    task: TASK_OF[found.kind],
    classes,
    groupColumn: options.group ?? null,
    data: factsOfPredictions(evidence, null, classes),
    evidence,
    uncalibrated: "A table of one part has nothing that a calibration could be fitted on.",
    environment: [["torchts", packageVersion()], ...environmentHere()],
    hashes: [[options.files === false ? "predictions" : path.basename(file), await sha256Of(file)]],
  };
  return { facts, predictions: { test: file }, reused: ["test"] };
}

/** What evidence of a kind is of, where no run says it. */
const TASK_OF: Readonly<Record<Evidence["kind"], string>> = {
  classes: "classification",
  masks: "segmentation",
  boxes: "detection",
  labels: "multilabel",
  numbers: "regression",
};

/** Names of what a table is of. */
function classesOf(found: Evidence): readonly string[] {
  if (found.kind === "classes") return found.report.classes;
  if (found.kind === "boxes") return found.classes;
  if (found.kind === "masks") return found.found;
  return (found.kind === "labels" ? found.labels : found.numbers).map(({ name }) => name);
}

function nothingKnown(options: ReportOptions) {
  return {
    config: null,
    history: [],
    monitor: null,
    best: null,
    receipt: null,
    calibration: null,
    mistakes: null,
    augmented: null,
    depth: null,
    runs: [],
    settings: settingsOf(options),
    written: new Date().toISOString(),
  } satisfies Partial<ReportFacts>;
}

/** The parts of the data that predictions are asked of. */
type Sources = Readonly<Record<EvidencePart, MeasuredData | null>>;

/** A report of a run, and of others like it. */
export async function gatherRun(
  dir: string,
  all: readonly string[],
  options: ReportOptions,
): Promise<Gathered> {
  const config = await readConfig(dir);
  const { records: history } = await readHistoryFile(dir);
  const { checkpoint = "best", signal } = options;
  const task = taskNameOf(config);
  const weightsPath = await weightsFile(dir, checkpoint);
  const weights = await sha256Of(weightsPath).catch(() => null);
  let opened: Promise<LoadedRun> | null = null;
  const open = (): Promise<LoadedRun> => {
    opened ??= loadRun(dir, {
      checkpoint,
      device: options.device,
      model: options.model,
      transform: options.transform,
    });
    return opened;
  };
  const transform = options.transform ?? (config.transform && buildTransform(config.transform));
  const data = options.data ?? (await dataOfRun(dir, config, transform));
  const sources = sourcesOf(data, options.external ?? null, transform);
  const settings = { ...readSettings(options), measures: measuresOf(config) };

  const evidence: Partial<Record<EvidencePart, Evidence>> = {};
  const predictions: Record<string, string> = {};
  const reused: string[] = [];
  for (const part of EVIDENCE_PARTS) {
    signal?.throwIfAborted();
    if (
      part === "external" &&
      sources.external === null &&
      options.external === undefined &&
      !(await exists(predictionsPath(dir, part)))
    )
      continue;
    const found = await predictionsOf({
      dir,
      part,
      weights: weights ?? "",
      source: sources[part],
      run: open,
      pass: {
        batchSize: options.batchSize,
        signal,
        onProgress: ({ step, steps }) =>
          options.onProgress?.({ stage: `predictions of ${part}`, step, steps }),
      },
    });
    if (found === null) continue;
    options.onProgress?.({ stage: `figures of ${part}`, step: 0, steps: 1 });
    evidence[part] = await readEvidence(found.file, settings, part === "val" ? null : (evidence.val ?? null));
    predictions[part] = found.file;
    if (found.reused) reused.push(part);
  }

  const best = bestOf(dir, history, config);
  const { calibration, why } = await calibrationOf(dir, task, evidence, weights, checkpoint);
  const main = mainPart({ evidence });
  const pictures = await picturesOf(config, evidence, sources, data, main, open, options);
  const classes = config.classes;
  const dataFacts = mergedFacts(
    await readDataFacts(dir),
    data === null ? null : factsOfData(data, classes),
    factsOfPredictions(evidence, config, classes),
  );
  const facts: ReportFacts = {
    ...nothingKnown(options),
    title: options.title ?? titleOf(config),
    source: dir,
    task,
    classes,
    config,
    history,
    monitor: monitorOf(config),
    best,
    receipt: await readReceipt(dir),
    data: dataFacts,
    groupColumn: options.group ?? dataFacts?.groupColumn ?? null,
    evidence,
    calibration,
    uncalibrated: why,
    ...pictures,
    depth: await depthOf(dir, options),
    runs: all.length < 2 ? [] : await runsOf(all, main, evidence, settings),
    environment: environmentOf(config),
    hashes: await hashesOf(dir, weightsPath, predictions, options.files ?? true),
  };
  return { facts, predictions, reused };
}

/** The thresholds of detection that a run measures with. */
function measuresOf({ options }: RunConfig): DetectionMeasures {
  const names = [
    "scoreThreshold",
    "iouThresholds",
    "recallThresholds",
    "areaRanges",
    "maxDetections",
  ] as const;
  return Object.fromEntries(
    names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ) as DetectionMeasures; // as the run was given them
}

function titleOf({ classes, task = "classification" }: RunConfig): string {
  const name = task === "classification" ? "Classification" : task.charAt(0).toUpperCase() + task.slice(1);
  const shown = classes.length <= 4 ? classes.join(", ") : `${classes.length} classes`;
  return `${name}: ${shown}`;
}

/** Each part with the transform that the run predicts with, where its data was opened without one. */
function sourcesOf(
  data: object | null,
  external: MeasuredData | null,
  transform: TransformLike | null,
): Sources {
  const {
    val = null,
    test = null,
    ownTransforms,
  } = (data ?? {}) as {
    val?: MeasuredData | null;
    test?: MeasuredData | null;
    ownTransforms?: { val: boolean };
  };
  const prepared = (part: MeasuredData | null): MeasuredData | null =>
    part === null || transform === null || ownTransforms?.val === true || part.withTransform === undefined
      ? part
      : part.withTransform(transform);
  return { val: prepared(val), test: prepared(test), external };
}

/** The figure that `best.pth` was chosen by. */
function monitorOf({ options }: RunConfig): string | null {
  return typeof options.monitor === "string" ? options.monitor : null;
}

/** Which way a figure is better; null of one that only the user's own metric or task knows. */
function betterOf(dir: string, config: RunConfig, monitor: string): Better | null {
  const name = monitor.replace(/^(train|val)\./, "");
  if (name === "loss") return "lower";
  if (!isTaskName(taskNameOf(config))) return null;
  const task = taskOf(taskOfConfig(dir, config, undefined), config.classes, TAKES.name);
  const metric = task.metric(false);
  return metric === null ? null : (figuresIn(metric)[name] ?? null);
}

/** The best epoch by the run's monitor; null where it is not known which way that is better. */
function bestOf(dir: string, history: readonly EpochRecord[], config: RunConfig): EpochRecord | null {
  const monitor = monitorOf(config);
  const better = monitor === null ? null : betterOf(dir, config, monitor);
  if (monitor === null || better === null) return null;
  return history.reduce<EpochRecord | null>((found, record) => {
    const value = record.figures[monitor];
    if (value === null || value === undefined) return found;
    const before = found?.figures[monitor];
    if (before === null || before === undefined) return record;
    return (better === "lower" ? value < before : value > before) ? record : found;
  }, null);
}

async function readReceipt(dir: string): Promise<Receipt | null> {
  const { receipt } = runPaths(dir);
  if (!(await exists(receipt))) return null;
  return JSON.parse(await readFile(receipt, "utf8")) as Receipt; // as the run wrote it
}

/** What the folder says first, then the data itself, then the predictions. */
function mergedFacts(...all: readonly (ReportFacts["data"] | null)[]): ReportFacts["data"] {
  const known = all.filter((one) => one !== null);
  const [main] = known;
  if (main === undefined) return null;
  const first = <K extends keyof DataFacts>(key: K): DataFacts[K] | null =>
    known.map((one) => one[key]).find((value) => value !== null) ?? null;
  const parts = [...new Set(known.flatMap((one) => Object.keys(one.parts)))].map((name) => {
    const of = <K extends keyof PartFacts>(key: K): PartFacts[K] | null =>
      known.map((one) => one.parts[name]?.[key] ?? null).find((value) => value !== null) ?? null;
    return [
      name,
      { files: of("files"), groups: of("groups"), perClass: of("perClass"), sha256: of("sha256") },
    ] as const;
  });
  return {
    root: first("root"),
    table: first("table"),
    classes: main.classes,
    parts: Object.fromEntries(parts),
    exclusions: first("exclusions"),
    split: first("split"),
    groupColumn: first("groupColumn"),
  };
}

/** The run's calibration, fitted where there are validation predictions of its weights. */
async function calibrationOf(
  dir: string,
  task: string,
  evidence: Partial<Record<EvidencePart, Evidence>>,
  weights: string | null,
  checkpoint: "best" | "last",
): Promise<{ calibration: Calibration | null; why: string | null }> {
  if (task !== "classification")
    return { calibration: null, why: "No calibration was fitted: it is of classes alone." };
  if (evidence.val?.kind !== "classes")
    return { calibration: null, why: "No calibration was fitted: there are no validation predictions." };
  if (checkpoint !== "best")
    return {
      calibration: null,
      why: "No calibration was fitted: it is of the best weights, and these are the last.",
    };
  const before = (await exists(calibrationPath(dir))) ? await readCalibration(dir).catch(() => null) : null;
  if (before !== null && before.weights === weights) return { calibration: before, why: null };
  try {
    return { calibration: await calibrate(dir), why: null };
  } catch (error) {
    if (!(error instanceof TorchtsError)) throw error;
    return { calibration: null, why: `No calibration was fitted: ${error.message}` };
  }
}

async function picturesOf(
  config: RunConfig,
  evidence: Partial<Record<EvidencePart, Evidence>>,
  sources: Sources,
  data: object | null,
  main: EvidencePart | null,
  open: () => Promise<LoadedRun>,
  options: ReportOptions,
): Promise<{ mistakes: Picture[] | null; augmented: Picture[] | null }> {
  const { pictures: most = 12, files = true, signal, seed = 0 } = options;
  if (most === 0 || data === null) return { mistakes: null, augmented: null };
  options.onProgress?.({ stage: "pictures", step: 0, steps: 1 });
  const found = main === null ? undefined : evidence[main];
  const source = main === null ? null : sources[main];
  const asked = { most, files, signal };
  const mistakes =
    source === null || found === undefined
      ? null
      : found.kind === "classes"
        ? await worstMistakes(found, source, await open(), asked)
        : found.kind === "masks"
          ? await worstMasks(found, source, await open(), asked)
          : found.kind === "boxes"
            ? await worstBoxes(found, source, await open(), asked)
            : await worstTargets(found, source, await open(), asked);
  const saved = config.trainTransform;
  const { train, ownTransforms } = data as { train?: unknown; ownTransforms?: { train: boolean } };
  const transform = saved && ownTransforms?.train !== true ? buildTransform(saved) : null;
  const able = transform !== null || ownTransforms?.train === true;
  const augmented = able
    ? await augmentedSamples(train, transform, {
        most: Math.min(most, 12),
        facts: { task: taskNameOf(config), ...config },
        seed,
        signal,
      })
    : null;
  return { mistakes, augmented };
}

/** A depth search that was given, or lies in the run's folder. */
async function depthOf(dir: string, { depth }: ReportOptions): Promise<DepthFacts | null> {
  const file = runPaths(dir).depthSearch;
  const given = depth ?? ((await exists(file)) ? JSON.parse(await readFile(file, "utf8")) : null);
  if (given === null) return null;
  const found = given as Partial<DepthFacts>;
  if (!Array.isArray(found.rows) || typeof found.monitor !== "string")
    throw TAKES.error(`depth: expected the result of train.searchDepth, got ${describe(given)}.`);
  return found as DepthFacts; // as its table has it
}

/** What each of several runs found. */
async function runsOf(
  all: readonly string[],
  main: EvidencePart | null,
  own: Partial<Record<EvidencePart, Evidence>>,
  settings: ReadSettings,
): Promise<SeedRun[]> {
  return Promise.all(
    all.map(async (dir, i) => {
      const config = await readConfig(dir);
      const { records } = await readHistoryFile(dir);
      const file = main === null ? null : predictionsPath(dir, main);
      const found =
        i === 0 && main !== null
          ? (own[main] ?? null)
          : file !== null && (await exists(file))
            ? await readEvidence(file, { ...settings, draws: 0, by: [] }, null)
            : null;
      const figures =
        found === null
          ? null
          : Object.fromEntries(found.figures.map(({ label, interval }) => [label, interval.value]));
      return { dir, seed: config.seed, best: bestOf(dir, records, config), figures };
    }),
  );
}

function environmentOf(config: RunConfig): [string, string | null][] {
  const { device, precision } = config.options as { device?: unknown; precision?: unknown };
  return [
    ["torchts of the run", config.torchts],
    ["torchts of this page", packageVersion()],
    ...environmentHere(),
    ["device of the run", typeof device === "string" ? device : null],
    ["precision of the run", typeof precision === "string" ? precision : "float32"],
    ["seed", String(config.seed)],
  ];
}

async function hashesOf(
  dir: string,
  weights: string,
  predictions: Readonly<Record<string, string>>,
  files: boolean,
): Promise<[string, string][]> {
  const { config, history } = runPaths(dir);
  const named = [
    [path.basename(weights), weights],
    ["config.json", config],
    ["history.jsonl", history],
    ...Object.entries(predictions).map(([part, file]) => [
      files ? path.basename(file) : `predictions of ${part}`,
      file,
    ]),
  ] as [string, string][];
  const hashes: [string, string][] = [];
  for (const [name, file] of named) if (await exists(file)) hashes.push([name, await sha256Of(file)]);
  return hashes;
}
