/**
 * How deep to fine-tune, found by trying: one run for each depth and seed, with what none of them trains computed once.
 *
 * The runs of a seed go in step over the same batches. Where the network is a chain (`models.declare`), a batch goes through the
 * frozen layers once, and each run gets what it starts from; its results are those of a run of its own on the same batches.
 */
import { mkdir } from "node:fs/promises";
import {
  boolean,
  either,
  integerFrom,
  isPlainObject,
  kind,
  type Rest,
  signature,
  unchecked,
} from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { stagesOf } from "../../models/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { keep, noGrad, Tensor } from "../../tensor/index.ts";
import { figureName } from "../figures.ts";
import * as runs from "../fit.ts";
import { freeze } from "../freeze.ts";
import { type FitOptions, type RunOptions, readFitOptions } from "../options.ts";
import { omit, optionsOfRuns } from "../options-of-runs.ts";
import type { EpochContext, RunPart } from "../part.ts";
import { disposeNetwork as dispose, rebuilt, withFreshHead } from "../rebuilt.ts";
import { chooseTransforms } from "../run-data.ts";
import { runPaths } from "../run-folder.ts";
import { taskOfRun, usableDevice } from "../setup.ts";
import { batchSource, type FitData, type LabelledBatch, type SourceOptions } from "../source.ts";
import type { NetworkOf, ReportOf } from "../tasks/index.ts";
import type { AnyNetwork } from "../tasks/outputs.ts";
import { namesIn } from "../tasks/said.ts";
import type { TaskReport } from "../tasks/task.ts";
import { Halving, type HalvingOptions, halvingSignature } from "./halving.ts";
import { dropPrefix, frozenLinks, prefixOutputs } from "./prefix.ts";
import { SharedBatches } from "./shared-batches.ts";
import { type SearchRow, SearchTable } from "./table.ts";
import { ViewCache } from "./view-cache.ts";

/** A depth: how many stages beside the head are trained. */
export type Depth = number | "all";

/** Options of {@link searchDepth}: its own, and those of `fit` for every run. */
export interface SearchDepthOptions<Report = TaskReport>
  extends Omit<
    FitOptions<Report>,
    "freeze" | "unfreeze" | "out" | "resume" | "overwrite" | "seed" | "onEvent" | "parts" | "metrics"
  > {
  /** Which depths; default 0, 1, ... up to all stages. */
  depths?: readonly Depth[];
  /** One run of each depth for each seed, which decides order, augmentation, dropout and the head's first values. Default [0]. */
  seeds?: readonly number[];
  /**
   * Augmented views of each training image over the epochs, taken by turns. Default: as many as epochs. With fewer, what the frozen
   * layers give is kept from one to the next.
   */
  views?: number;
  /** Bytes of memory for what is kept of frozen layers. Default 1 GiB; what does not fit is written to `cacheDir`, else computed anew. */
  cacheBytes?: number;
  /** A folder for what does not fit into memory, at most `cacheDirBytes` of it; it is emptied of it at the end. */
  cacheDir?: string;
  /** Default 16 GiB. */
  cacheDirBytes?: number;
  /** Drop the worse depths on the way. Default false: every depth is trained to its end. */
  halving?: boolean | HalvingOptions;
  /** Compute the frozen layers once for all depths. Default true; false gives each depth a run of its own. */
  share?: boolean;
  /**
   * The folder of the run that will train with the depth, made where it is missing: `depth-search.json` is written there, the result as
   * `toJSON` gives it, which that run's report shows.
   */
  out?: string;
  /** Told of each epoch of each run. */
  onEvent?(event: SearchEvent): void;
}

/** Told after each epoch of a run of the search. */
export interface SearchEvent {
  type: "searched";
  depth: Depth;
  seed: number;
  epoch: number;
  epochs: number;
  /** The monitored figure. */
  value: number | null;
  /** Whether the depth is dropped after it. */
  isDropped: boolean;
}

interface Own {
  depths?: readonly Depth[];
  seeds?: readonly number[];
  views?: number;
  cacheBytes?: number;
  cacheDir?: string;
  cacheDirBytes?: number;
  halving?: boolean | HalvingOptions;
  share?: boolean;
  out?: string;
}

const depthKind = either(
  integerFrom(0),
  kind<"all">('"all"', (v) => v === "all"),
);
const distinct = (v: unknown): boolean => Array.isArray(v) && v.length > 0 && new Set(v).size === v.length;

const SEARCH = signature<Own>("train.searchDepth", {
  takes: {
    model: unchecked("a network, or a function of the seed that builds one"),
    data: kind("data with classes, train and val", (v) => typeof v === "object" && v !== null),
  },
  options: {
    depths: kind<readonly Depth[]>(
      'a list of different depths, numbers from 0 or "all"',
      (v) => distinct(v) && (v as unknown[]).every(depthKind.accepts),
    ),
    seeds: kind<readonly number[]>(
      "a list of different seeds, integers from 0",
      (v) => distinct(v) && (v as unknown[]).every(integerFrom(0).accepts),
    ),
    views: integerFrom(1),
    cacheBytes: integerFrom(0),
    cacheDir: kind<string>("the path of a folder", (v) => typeof v === "string" && v !== ""),
    cacheDirBytes: integerFrom(0),
    halving: either(
      boolean,
      kind<HalvingOptions>(
        "an object with eta and minEpochs",
        (v) => isPlainObject(v) && halvingSignature.named(v as object) !== null,
      ),
    ),
    share: boolean,
    out: kind<string>("the path of a folder", (v) => typeof v === "string" && v !== ""),
  },
});

const OWN_NAMES = [
  "depths",
  "seeds",
  "views",
  "cacheBytes",
  "cacheDir",
  "cacheDirBytes",
  "halving",
  "share",
  "out",
] as const;

/** A run's own, and every depth is one. */
const EXCLUDED = ["freeze", "unfreeze", "resume", "overwrite", "seed", "parts", "metrics"];

/**
 * Searches how many stages to train: a run for each depth and seed, a table of the monitored figure, and the depth that is
 * recommended, the smallest whose mean lies within one standard error of the best one's (the one-standard-error rule of Breiman et
 * al., Classification and Regression Trees, 1984).
 *
 *     const search = await train.searchDepth(model, data, { epochs: 4, seeds: [0, 1, 2] });
 *     console.log(String(search));
 *     await train.fit(model, data, { epochs: 8, freeze: { depth: search.recommended } });
 *
 * The network itself stays as it is: every run has a copy, whose head is drawn anew with its seed.
 *
 * @param model a network, or a function of the seed that builds one anew on each call; what it builds is freed after its run
 * @throws ArgumentError for depths that there are not, data without a validation part, and what `fit` refuses; AbortError when
 *   `signal` says so
 */
export async function searchDepth<const D extends FitData>(
  model: NetworkOf<D> | ((seed: number) => NetworkOf<D> | Promise<NetworkOf<D>>),
  data: D,
  options: SearchDepthOptions<ReportOf<D>>,
): Promise<SearchTable>;
export async function searchDepth(
  model: AnyNetwork | ((seed: number) => AnyNetwork | Promise<AnyNetwork>),
  data: FitData,
  ...rest: Rest<SearchDepthOptions>
): Promise<SearchTable> {
  const { own, ofRuns: runOptions } = optionsOfRuns(SEARCH, rest, OWN_NAMES, EXCLUDED);
  SEARCH.check(model, data);
  const onEvent = (rest[0] as SearchDepthOptions).onEvent;
  const { seeds = [0] } = own;
  const build = async (seed: number): Promise<AnyNetwork> => {
    if (typeof model === "function" && !("forward" in model)) return model(seed);
    return withFreshHead(await rebuilt(model as AnyNetwork, "train.searchDepth"), seed);
  };
  const started = performance.now();
  const rows = new Map<Depth, SearchRow>();
  let monitor = "";
  let better: "higher" | "lower" = "higher";
  let samples: number | null = null;
  let isShared = true;
  for (const seed of seeds) {
    const first = await build(seed);
    const options = readFitOptions(first, data, [runOptions, ...rest.slice(1)]);
    if ((data as { val?: unknown }).val === undefined || (data as { val?: unknown }).val === null) {
      throw SEARCH.error(
        "depths are compared on validation data, and the data has no `val`; open it with split: { val: 0.2 }",
      );
    }
    const mixed = (["mixup", "cutmix"] as const).filter((name) => options[name] !== undefined);
    if ((own.share ?? true) && mixed.length > 0) {
      throw SEARCH.error(
        `${mixed.join(" and ")} would mix what the frozen layers give, not the images; give share: false, which trains each depth ` +
          "from the images",
      );
    }
    const depths = depthsOf(first, own.depths);
    const facts = depths.map((depth) => factsOfDepth(first, depth)); // before the run, which divides its networks
    const found = await runSeed({ seed, depths, first, build, data, options, own, onEvent });
    for (const [at, run] of found.entries()) {
      const depth = depths[at] as Depth;
      monitor = run.monitor.name;
      better = run.monitor.better;
      samples = run.samples;
      isShared = run.isShared;
      const row = rows.get(depth) ?? {
        ...(facts[at] as (typeof facts)[number]),
        values: [],
        epochs: [],
        seconds: 0,
      };
      row.values.push(run.value);
      row.epochs.push(run.epochs);
      row.seconds += run.seconds;
      rows.set(depth, row);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const table = new SearchTable([...rows.values()], {
    monitor,
    better,
    seeds: [...seeds],
    samples,
    seconds,
    isShared,
  });
  if (own.out !== undefined) await writeSearch(own.out, table);
  return table;
}

/** Keeps what was found in a run's folder. */
async function writeSearch(out: string, table: SearchTable): Promise<void> {
  await mkdir(out, { recursive: true });
  const text = `${JSON.stringify(table, null, 2)}\n`;
  await writeAtomically(runPaths(out).depthSearch, (handle) => handle.writeFile(text));
}

interface SeedRun {
  seed: number;
  depths: readonly Depth[];
  first: AnyNetwork;
  build: (seed: number) => Promise<AnyNetwork>;
  data: FitData;
  options: RunOptions;
  own: Own;
  onEvent: SearchDepthOptions["onEvent"];
}

/** What a run of one depth came to. */
interface DepthRun {
  value: number;
  epochs: number;
  seconds: number;
  samples: number | null;
  monitor: { name: string; better: "higher" | "lower" };
  /** Whether frozen layers were computed for all depths at once. */
  isShared: boolean;
}

/** The runs of all depths with one seed, in step. */
async function runSeed(asked: SeedRun): Promise<DepthRun[]> {
  const { seed, depths, first, build, data, options, own, onEvent } = asked;
  const { task } = taskOfRun(first, data, options);
  // What it has to know of the data is looked at once, here: the runs get loaders.
  const counted = await task.prepare?.(data.train, options, null);
  const { prepared } = chooseTransforms(first, data, task, options, null);
  const { batchSize = task.batchSize, prefetch, concurrency, onError, signal } = options;
  const opened = { batchSize, prefetch, concurrency, onError, signal, seed };
  const { sampler, batchSampler } = options;
  const sourceOf = (part: unknown, order: Partial<SourceOptions>, what: string) =>
    batchSource(part, (dataset, wanted) => task.loader(dataset, wanted), { ...opened, ...order }, what);
  const inOrder = { shuffle: true, sampler, batchSampler };
  const train = sourceOf(prepared.train, inOrder, "train.searchDepth: training data");
  const val = sourceOf(prepared.val, { shuffle: false }, "train.searchDepth: validation data");
  if (train.batches === null || val.batches === null) {
    throw SEARCH.error("the runs go in step, so both loaders have to say their `length`");
  }
  const models = await Promise.all(depths.map((_, at) => (at === 0 ? first : build(seed))));
  // The layers that no run trains, as they are at the beginning.
  const frozen = await build(seed);
  for (const model of [...models.slice(1), frozen]) model.loadStateDict(first.stateDict());
  if (new Set([...models, frozen]).size <= models.length) {
    throw SEARCH.error("the function gave the same network twice; every run trains one of its own");
  }
  const device = usableDevice("train.searchDepth", options.device);
  const cuts =
    (own.share ?? true) && task.name === "classification" ? cutsOf(models, depths) : depths.map(() => 0);
  const prefix = Math.max(...cuts) === 0 ? null : frozen;
  // Said where it was wanted and could not be.
  const isShared = prefix !== null || own.share === false;
  prefix?.to(device);
  for (const [at, model] of models.entries()) dropPrefix(model, cuts[at] as number);
  const cache = new ViewCache(own);
  const views = Math.min(own.views ?? options.epochs, options.epochs);
  const forms = formsOf(prefix, cuts, device);
  const streamOf = (part: "train" | "val", source: typeof train) =>
    async function* (epoch: number) {
      const view = part === "val" ? 0 : epoch % views;
      source.loader.setEpoch?.(view);
      const reuse = part === "val" || views < options.epochs;
      const known = reuse ? cache.get<LabelledBatch>(`${part}-${view}`) : null;
      if (known !== null) {
        yield* known;
        return;
      }
      const recorder = reuse && prefix !== null ? cache.record(`${part}-${view}`, source.batches ?? 0) : null;
      for await (const batch of source.loader) {
        const shared = forms(batch as LabelledBatch);
        source.release(batch);
        const isKept = (await recorder?.add(shared)) ?? false;
        yield isKept ? { forms: shared.forms, free() {} } : shared;
      }
      recorder?.end();
    };
  const shared = {
    train: new SharedBatches(streamOf("train", train), train.batches, depths.length, signal),
    val: new SharedBatches(streamOf("val", val), val.batches, depths.length, signal),
  };
  const halving = own.halving
    ? new Halving(own.halving === true ? {} : own.halving, options.epochs, depths.length)
    : null;
  const classes = namesIn(data);
  const taskGiven = (data as { task?: unknown }).task;
  const stop = new AbortController();
  const leave = (at: number): void => {
    shared.train.leave(at);
    shared.val.leave(at);
    halving?.leave(at);
  };
  try {
    const results = await Promise.allSettled(
      depths.map(async (depth, at): Promise<DepthRun> => {
        const started = performance.now();
        let monitored: DepthRun["monitor"] = { name: "", better: "higher" };
        const watching: RunPart = {
          name: "searchDepth",
          start({ figures }) {
            const name = options.monitor === undefined ? `val.${task.monitor}` : figureName(options.monitor);
            monitored = { name, better: figures.find((figure) => figure.name === name)?.better ?? "higher" };
            halving?.compare(monitored.better);
          },
          async afterEpoch(epoch: EpochContext) {
            const value = epoch.record.figures[monitored.name] ?? null;
            const isDropped = (await halving?.judge(at, epoch.epoch, value)) ?? false;
            if (isDropped) epoch.stop = "earlyStopping";
            onEvent?.({
              type: "searched",
              depth,
              seed,
              epoch: epoch.epoch,
              epochs: options.epochs,
              value,
              isDropped,
            });
          },
        };
        try {
          const run = (await runs.fit(
            models[at] as never,
            {
              train: shared.train.loader(at),
              val: shared.val.loader(at),
              classes,
              ...(taskGiven === undefined ? {} : { task: taskGiven }),
            } as never,
            {
              ...withoutLoading(options),
              ...counted,
              signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
              seed,
              freeze: { depth },
              parts: [watching],
            } as never,
          )) as runs.RunResult<TaskReport>;
          const value = run.best?.figures[monitored.name] ?? Number.NaN;
          const seconds = (performance.now() - started) / 1000;
          return {
            value,
            epochs: run.history.length,
            seconds,
            samples: val.samples,
            monitor: monitored,
            isShared,
          };
        } catch (error) {
          stop.abort(error); // one that failed would make all others wait
          throw error;
        } finally {
          leave(at);
        }
      }),
    );
    const failed = results.filter((one) => one.status === "rejected");
    if (failed.length > 0) {
      const own = failed.find(({ reason }) => reason === stop.signal.reason) ?? failed[0];
      throw own?.reason;
    }
    return results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  } finally {
    await shared.train.close();
    await shared.val.close();
    await cache.dispose();
    for (const model of [frozen, ...models]) dispose(model);
  }
}

/** Where each network is cut: behind the modules that its depth does not train. */
function cutsOf(models: readonly AnyNetwork[], depths: readonly Depth[]): number[] {
  return depths.map((depth, at) => {
    const model = models[at] as AnyNetwork;
    freeze(model, { depth });
    const trained = new Set(
      [...model.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name),
    );
    return frozenLinks(model, (path) => trained.has(path)) ?? 0;
  });
}

/** A batch as each run gets it: what the frozen layers before its cut give of the images. */
function formsOf(prefix: AnyNetwork | null, cuts: readonly number[], device: Tensor["device"]) {
  return (batch: LabelledBatch): { forms: LabelledBatch[]; free(): void } => {
    const entries = Object.entries(batch).map(([name, value]) => {
      const isTensor = value instanceof Tensor;
      return [name, isTensor ? keep((name === "images" ? value.to(device) : value).clone()) : value] as const;
    });
    const own = Object.fromEntries(entries) as unknown as LabelledBatch;
    const { images } = own;
    const outputs =
      prefix === null
        ? cuts.map(() => images)
        : inEvalMode(prefix, () => noGrad(() => prefixOutputs(prefix, images, cuts))).map((x) => keep(x));
    const given = Object.values(own).filter((value) => (value as unknown) instanceof Tensor) as Tensor[];
    const held = new Set<Tensor>([...given, ...outputs]);
    return {
      forms: outputs.map((output) => ({ ...own, images: output })),
      free: () => {
        for (const tensor of held) tensor.dispose();
      },
    };
  };
}

function depthsOf(model: AnyNetwork, asked: readonly Depth[] | undefined): readonly Depth[] {
  const all = stagesOf(model).length - 1;
  return asked ?? Array.from({ length: all + 1 }, (_, depth) => depth);
}

/** What a depth trains of a network. */
function factsOfDepth(model: AnyNetwork, depth: Depth): Pick<SearchRow, "depth" | "from" | "parameters"> {
  const parts = freeze(model, { depth }).parts.filter(({ trainedTensors }) => trainedTensors > 0);
  return {
    depth,
    from: parts[0]?.name ?? "",
    parameters: parts.reduce((sum, { trainedParameters }) => sum + trainedParameters, 0),
  };
}

/** The options without those of loaders, which are made here. */
function withoutLoading(options: RunOptions): Partial<RunOptions> {
  return omit(options as unknown as Record<string, unknown>, [
    "batchSize",
    "sampler",
    "batchSampler",
    "prefetch",
    "concurrency",
    "onError",
    "imageSize",
    "transforms",
  ]) as Partial<RunOptions>;
}
