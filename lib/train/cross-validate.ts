/**
 * Cross-validation: a run for each fold, which is measured on what it did not see, and all of it together.
 *
 * Division is `data.kFold`'s, a run `fit`'s. The folds' metrics are merged, so that the figures of all are those of one pass over
 * all predictions.
 */
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Fold, kFold, Subset, TensorDataset } from "../data/index.ts";
import {
  boolean,
  callable,
  either,
  integerFrom,
  isListOf,
  kind,
  type Rest,
  signature,
  unchecked,
} from "../edge/index.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { type PredictionRow, writeRows } from "../metrics/predictions/rows.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { datasets } from "../vision/index.ts";
import { claimOwn, namedMetrics } from "./claim-own.ts";
import { CrossValidation, type FoldResult } from "./cross-validation.ts";
import { measure } from "./evaluate.ts";
import type { FitEvent } from "./events.ts";
import { figuresOf } from "./figures.ts";
import * as runs from "./fit.ts";
import { Meter, type MeterState } from "./meter.ts";
import { type FitOptions, type RunOptions, readFitOptions } from "./options.ts";
import { optionsOfRuns } from "./options-of-runs.ts";
import { PredictionRows } from "./prediction-rows.ts";
import { disposeNetwork, rebuilt, withFreshHead } from "./rebuilt.ts";
import { chooseTransforms } from "./run-data.ts";
import { exists, runPaths } from "./run-folder.ts";
import { taskOfRun, usableDevice } from "./setup.ts";
import { batchSource, type FitData, isDataset } from "./source.ts";
import type { NetworkOf, ReportOf } from "./tasks/index.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { TaskReport } from "./tasks/task.ts";

/** Options of {@link crossValidate}: its own, and those of `fit` for every run. */
export interface CrossValidateOptions<Report = TaskReport>
  extends Omit<FitOptions<Report>, "onEvent" | (typeof EXCLUDED)[number]> {
  /** How many folds, or the folds themselves as positions in the training part. Default 5. */
  folds?: number | readonly Fold[];
  /**
   * What must not be divided, the patient or the video: of each sample in a list, or by the path of its file. Default: the groups
   * that the data was opened with, else every sample by itself.
   */
  groups?: readonly string[] | ((path: string) => string);
  /** Whether classes are dealt out evenly, or what else is to be, of each sample. Default: yes, where the data lists its labels. */
  stratify?: boolean | readonly (string | number)[];
  /** Keep the networks, which are the caller's to free. Default false. */
  keepModels?: boolean;
  /** Told of each run what `fit` tells, with its fold. */
  onEvent?(event: FoldEvent<Report>): void;
}

/** An event of a run, and which of how many folds it is, from 1. */
export type FoldEvent<Report = TaskReport> = FitEvent<Report> & { fold: number; folds: number };

interface Own {
  folds?: number | readonly Fold[];
  groups?: readonly string[] | ((path: string) => string);
  stratify?: boolean | readonly (string | number)[];
  keepModels?: boolean;
}

const OPERATION = "train.crossValidate";
const isPositions = (v: unknown): boolean => isListOf(v, integerFrom(0).accepts);
const OWN_NAMES = ["folds", "groups", "stratify", "keepModels"] as const;
/** A run's own: parts have a state, and samplers are over the positions of one training part. */
const EXCLUDED = ["parts", "sampler", "batchSampler"] as const;
const CROSS = signature<Own>(OPERATION, {
  takes: {
    model: unchecked("a network, or a function of the fold that builds one"),
    data: kind("data with classes and train", (v) => typeof v === "object" && v !== null),
  },
  options: {
    folds: either(
      integerFrom(2),
      kind<readonly Fold[]>(
        "a list of folds { train, val } of positions, as data.kFold gives",
        (v) =>
          Array.isArray(v) &&
          v.length > 0 &&
          v.every((one) => isPositions(one?.train) && isPositions(one?.val) && one.val.length > 0),
      ),
    ),
    groups: either(
      kind<readonly string[]>("a list of texts", (v) => isListOf(v, (one) => typeof one === "string")),
      callable<(path: string) => string>(),
    ),
    stratify: either(
      boolean,
      kind<readonly (string | number)[]>("a list of numbers or texts", (v) =>
        isListOf(v, (one) => typeof one === "string" || Number.isFinite(one)),
      ),
    ),
    keepModels: boolean,
  },
  advice: { k: "it is called folds", nSplits: "it is called folds", cv: "it is called folds" },
});

/**
 * Trains a network for each fold, and measures each on the samples that it did not see: every sample is measured once, and the
 * figures of all folds together are those of all predictions.
 *
 * The folds are made of the training part; a part for testing stays apart. Measured is the network as `fit` leaves it, with the
 * weights of the last epoch; with `restoreBest` those of the epoch that was best on the very samples that it is then measured on,
 * which flatters it. The network itself stays as it is: every run has a copy, whose head is drawn anew with `seed`.
 *
 * With `out` there is a run folder for each fold, `fold-1` and so on, beside `folds.json` (the positions and files of each fold),
 * `cross-validation.json`, and `predictions.csv` where the task has rows: every sample as the network of its `fold` predicts it, from
 * which `metrics.fromPredictions` makes figures with intervals; `resume` goes on with them. `train.loadEnsemble` takes those folders.
 *
 * @param model a network, or a function of the fold, from 0, that builds one anew on each call
 * @param data with a training part that is a data set, and none for validation
 * @throws ArgumentError for folds that cannot be had, and what `fit` refuses; AbortError when `signal` says so
 *
 * @example
 * const data = await datasets.ImageFolder.open("./lesions", { split: { groups: (path) => basename(path).split("_")[0] } });
 * const model = await models.resnet18({ weights: "DEFAULT" });
 * models.replaceHead(model, data.classes);
 * const cross = await train.crossValidate(model, data, { folds: 5, epochs: 4, freeze: { depth: 1 } });
 * console.log(String(cross));
 */
export async function crossValidate<const D extends FitData>(
  model: NetworkOf<D> | ((fold: number) => NetworkOf<D> | Promise<NetworkOf<D>>),
  data: D,
  options: CrossValidateOptions<ReportOf<D>>,
): Promise<CrossValidation<ReportOf<D>>>;
export async function crossValidate(
  model: AnyNetwork | ((fold: number) => AnyNetwork | Promise<AnyNetwork>),
  data: FitData,
  ...rest: Rest<CrossValidateOptions>
): Promise<CrossValidation<TaskReport>> {
  const { own, ofRuns } = optionsOfRuns(CROSS, rest, OWN_NAMES, EXCLUDED);
  CROSS.check(model, data);
  const onEvent = (rest[0] as CrossValidateOptions).onEvent;
  const folds = foldsOf(data, own, ofRuns.seed ?? 0);
  const { out } = ofRuns;
  if (out !== undefined) await noteFolds(out, data, folds, ofRuns.resume ?? false);
  const started = performance.now();
  const results: FoldResult<TaskReport>[] = [];
  const states: MeterState[] = [];
  const predictions: PredictionRow[] = [];
  let joined: Meter<TaskReport> | null = null;
  let facts: ReturnType<typeof figuresOf> = [];
  for (const [at, fold] of folds.entries()) {
    const network = await networkOf(model, at, ofRuns.seed ?? 0);
    const parts = partsOf(data, fold);
    let isKept = false;
    try {
      const foldOut = out === undefined ? undefined : path.join(out, `fold-${at + 1}`);
      const begun = foldOut !== undefined && (await exists(runPaths(foldOut).config));
      const wanted = {
        ...ofRuns,
        out: foldOut,
        resume: ofRuns.resume === true && begun,
        onEvent: (event: FitEvent<TaskReport>) =>
          onEvent?.({ ...event, fold: at + 1, folds: folds.length } as FoldEvent),
      };
      const run = (await runs.fit(
        network as never,
        parts as never,
        wanted as never,
      )) as runs.RunResult<TaskReport>;
      const options = readFitOptions(network, parts, [ofRuns]);
      const { task } = taskOfRun(network, parts, options);
      const metrics = options.metrics ?? {};
      const held = out === undefined || task.rows === undefined ? null : { out, fold: at + 1 };
      const { report, state, rows } = await measureFold(network, parts, options, task, held);
      states.push(state);
      // Where samples have no files, they are told apart by their positions in all of the data.
      for (const row of rows)
        predictions.push("id" in row ? { ...row, id: fold.val[Number(row.id)] ?? null } : row);
      results.push({
        fold: at + 1,
        train: fold.train,
        val: fold.val,
        figures: report.figures,
        report,
        history: run.history,
        best: run.best,
        model: own.keepModels ? network : null,
        outDir: foldOut ?? null,
      });
      isKept = own.keepModels ?? false;
      if (at === folds.length - 1) {
        const metric = task.metric(false);
        facts = figuresOf("val", [
          ...(metric === null ? [] : [["", metric] as const]),
          ...Object.entries(metrics),
        ]);
        joined = new Meter(task.metric(false), metrics, OPERATION);
        for (const state of states) joined.merge(state);
      }
    } finally {
      if (!isKept) disposeNetwork(network);
      if (data.train instanceof TensorDataset) disposeRows(parts);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const report = (joined as Meter<TaskReport>).report(); // there are folds
  const found = new CrossValidation(results, report, facts, seconds);
  if (out !== undefined) {
    await writeJson(path.join(out, "cross-validation.json"), found.toJSON());
    if (predictions.length > 0) {
      await writeRows(path.join(out, "predictions.csv"), predictions, OPERATION, ofRuns.signal);
    }
  }
  return found;
}

/** A pass over what was held out, as `train.evaluate` makes it. */
async function measureFold(
  model: AnyNetwork,
  data: FitData,
  options: RunOptions,
  task: ReturnType<typeof taskOfRun>["task"],
  held: { out: string; fold: number } | null,
): Promise<{ report: TaskReport; state: MeterState; rows: readonly PredictionRow[] }> {
  const { prepared } = chooseTransforms(model, data, task, options, null);
  const {
    batchSize = task.batchSize,
    prefetch,
    concurrency,
    onError,
    signal,
    metrics,
    channelsLast,
    precision,
  } = options;
  const source = batchSource(
    prepared.val,
    (dataset, wanted) => task.loader(dataset, wanted),
    { batchSize, shuffle: false, prefetch, concurrency, onError, signal },
    OPERATION,
  );
  const device = usableDevice(OPERATION, options.device);
  const criterion = task.criterion({ loss: options.loss }, null, device);
  let release = (): void => {};
  try {
    release = claimOwn(OPERATION, namedMetrics(metrics));
    const rows = held === null ? null : await rowsOf(prepared.val, task, held);
    const asked = { criterion, metrics, channelsLast, precision, signal, rows };
    const meter = await measure(model, task, source, asked);
    return { report: meter.report(), state: meter.state(), rows: rows?.rows ?? [] };
  } finally {
    release();
    criterion.dispose();
  }
}

/** What gathers a row for each held-out sample. */
function rowsOf(
  source: unknown,
  task: ReturnType<typeof taskOfRun>["task"],
  { out, fold }: { out: string; fold: number },
): Promise<PredictionRows> {
  const { length = 0 } = source as { length?: number };
  const columns = { fold: new Array<number>(length).fill(fold) };
  return PredictionRows.open({ file: path.join(out, "predictions.csv"), columns }, source, task, OPERATION);
}

/** The folds that were asked for. */
function foldsOf(data: FitData, { folds = 5, groups, stratify }: Own, seed: number): readonly Fold[] {
  const { train, val } = data as { train?: unknown; val?: unknown };
  if (!isDataset(train)) {
    throw CROSS.error(
      "folds are made of a data set, whose samples have positions; `train` is a loader, or nothing. Give " +
        "{ train: dataset, classes }",
    );
  }
  if (val !== undefined && val !== null) {
    throw CROSS.error(
      "the data has a part for validation, which no fold would use. Open it without split.val, or leave `val` out: every fold is " +
        "the validation part of its run",
    );
  }
  if (train instanceof datasets.SegmentationTiles) {
    throw CROSS.error(
      "tiles are held out by their images: divide the files, files.divide(fold) for each fold of data.kFold, and cut them then",
    );
  }
  if (typeof folds !== "number") {
    if (groups !== undefined || stratify !== undefined) {
      throw CROSS.error("groups and stratify would do nothing: the folds are given");
    }
    checkFolds(folds, train.length);
    return folds;
  }
  const labels = Array.isArray(stratify) ? stratify : stratify === false ? undefined : labelsIn(train);
  if (stratify === true && labels === undefined) {
    throw CROSS.error("`stratify` needs data that lists its labels; give them: stratify: labels");
  }
  return kFold(train.length, { folds, seed, labels, groups: groupsOf(train, groups) });
}

/** Positions that there are, none both trained on and held out. */
function checkFolds(folds: readonly Fold[], length: number): void {
  for (const [at, { train, val }] of folds.entries()) {
    const odd = [...train, ...val].find((position) => position >= length);
    if (odd !== undefined) {
      throw CROSS.error(`fold ${at + 1} has position ${odd}, and the data ${length} samples`);
    }
    const held = new Set(val);
    const both = train.find((position) => held.has(position));
    if (both !== undefined) {
      throw CROSS.error(`fold ${at + 1} trains on sample ${both}, which it holds out`);
    }
  }
}

function labelsIn(train: object): ArrayLike<number> | number[][] | undefined {
  const { labels, strata } = train as { labels?: ArrayLike<number>; strata?: number[] | number[][] };
  return typeof labels?.length === "number" ? labels : strata;
}

function groupsOf(train: object, given: Own["groups"]): readonly string[] | undefined {
  if (typeof given !== "function") {
    return given ?? (train as { groups?: readonly string[] | null }).groups ?? undefined;
  }
  const { paths } = train as { paths?: readonly string[] };
  if (paths === undefined) {
    throw CROSS.error(
      "`groups` is a function of a file's path, and the data has no files; give a list, one group a sample",
    );
  }
  return paths.map((file) => {
    const group: unknown = given(file);
    if (typeof group === "string" && group !== "") return group;
    throw CROSS.error(`\`groups\` gives the name of a group, a text; got ${String(group)} for ${file}`);
  });
}

/** Data that can be divided by positions. */
interface Divisible {
  divide(fold: Fold): FitData;
}

/** The data of a fold. */
function partsOf(data: FitData, fold: Fold): FitData {
  if (typeof (data as unknown as Divisible).divide === "function") {
    return (data as unknown as Divisible).divide(fold);
  }
  const { train, classes, task } = data as { train: unknown; classes: readonly string[]; task?: unknown };
  const chosen = (positions: readonly number[]): unknown =>
    train instanceof TensorDataset ? train.select(positions) : new Subset(train as never, positions); // a data set, as was checked
  const parts = { train: chosen(fold.train), val: chosen(fold.val), classes };
  return (task === undefined ? parts : { ...parts, task }) as unknown as FitData;
}

/** Frees the rows of tables that were copied for a fold. */
function disposeRows({ train, val }: FitData): void {
  for (const part of [train, val]) {
    if (!(part instanceof TensorDataset)) continue;
    part.inputs.dispose();
    part.targets.dispose();
  }
}

/** The network of a fold. */
async function networkOf(
  model: AnyNetwork | ((fold: number) => AnyNetwork | Promise<AnyNetwork>),
  fold: number,
  seed: number,
): Promise<AnyNetwork> {
  if (typeof model === "function" && !("forward" in model)) return model(fold);
  const given = model as AnyNetwork;
  const copy = withFreshHead(await rebuilt(given, OPERATION), seed);
  const trainable = new Map([...given.namedParameters()].map(([name, p]) => [name, p.requiresGrad] as const));
  for (const [name, parameter] of copy.namedParameters()) {
    parameter.requiresGrad = trainable.get(name) ?? true;
  }
  return copy;
}

/** The folds in their file; those of a run that is gone on with have to be the same. */
async function noteFolds(out: string, data: FitData, folds: readonly Fold[], resume: boolean): Promise<void> {
  const { paths } = data.train as { paths?: readonly string[] };
  const files = (positions: readonly number[]) => positions.map((at) => paths?.[at]);
  const noted = folds.map(({ train, val }) => ({
    train,
    val,
    ...(paths === undefined ? {} : { trainFiles: files(train), valFiles: files(val) }),
  }));
  const file = path.join(out, "folds.json");
  if (resume && (await exists(file))) {
    let before: unknown;
    try {
      before = JSON.parse(await readFile(file, "utf8"));
    } catch (cause) {
      throw new FileFormatError(`${OPERATION}: ${file} is no JSON`, { file, cause, operation: OPERATION });
    }
    if (JSON.stringify(before) === JSON.stringify(JSON.parse(JSON.stringify(noted)))) return;
    throw new ArgumentError(
      `${OPERATION}: ${file} has other folds than these. Resume with the same data, folds, groups and seed, or choose another ` +
        "folder.",
      { operation: OPERATION, file },
    );
  }
  await mkdir(out, { recursive: true });
  await writeJson(file, noted);
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeAtomically(file, (handle) => handle.writeFile(`${JSON.stringify(value, null, 1)}\n`));
}
