/**
 * Where a run stands: its history, its best epoch, and the files that hold both.
 *
 * The order of writing is what makes a run go on exactly: best weights, history, and last of all `last.pth`,
 * which says how many epochs count.
 */
import { load } from "../io/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { keep, type Tensor } from "../tensor/index.ts";
import { type LiveState, type Progress, restoreCheckpoint, saveCheckpoint, saveModel } from "./checkpoint.ts";
import type { EpochRecord, FitEvent } from "./events.ts";
import type { FitOptions, Monitor } from "./options.ts";
import {
  clearRunFolder,
  type HistoryFile,
  historyText,
  parseHistory,
  prepareRunFolder,
  type RunConfig,
  type RunPaths,
  readHistoryFile,
  removeLeftovers,
  runPaths,
  writeConfig,
  writeHistory,
} from "./run-folder.ts";
import type { AnyTask, FigureName } from "./tasks/task.ts";

/** What of a run is recorded. */
export interface RecordedRun {
  trainer: LiveState & { emit: (event: FitEvent<never>) => void; task: Pick<AnyTask, "figureNames"> };
  monitor: Monitor;
  seed: number;
}

/** Records the epochs of a run, in memory and, where there is a run folder, on disk. */
export class Recorder {
  readonly #live: LiveState;
  readonly #emit: (event: FitEvent<never>) => void;
  readonly #monitor: Monitor;
  readonly #figures: readonly FigureName[];
  readonly #keepBest: boolean;
  readonly #bestWeights = new WeightsInMemory();
  #paths: RunPaths | null = null;
  /** Whether the folder is of a run that begins here. */
  #isNew = false;
  #progress: Progress;
  history: EpochRecord[] = [];

  constructor(setup: RecordedRun, options: Pick<FitOptions, "restoreBest">) {
    const { model, optimizer, schedule, classes, joiningRate, emit } = setup.trainer;
    this.#live = { model, optimizer, schedule, classes, joiningRate };
    this.#emit = emit;
    this.#figures = setup.trainer.task.figureNames;
    this.#monitor = setup.monitor;
    this.#keepBest = options.restoreBest ?? false;
    this.#progress = {
      epoch: 0,
      step: 0,
      seed: setup.seed,
      bestEpoch: 0,
      bestValue: null,
      sinceBest: 0,
      monitor: setup.monitor,
    };
  }

  /** Epochs and steps done, and the best epoch, 0 while there is none. */
  get progress(): Readonly<Progress> {
    return this.#progress;
  }

  /** How often the monitored figure was measured since it was the best. */
  get sinceBest(): number {
    return this.#progress.sinceBest ?? 0;
  }

  /** The record of the best epoch, null while there is none. */
  get best(): EpochRecord | null {
    return this.history.find((record) => record.epoch === this.#progress.bestEpoch) ?? null;
  }

  /**
   * Opens the run folder: a new one, or with `resume` the one to go on with.
   *
   * A new run leaves a checkpoint before its first epoch, so that one stopped at any time can go on, and a disk
   * that is full or read-only is found out now.
   */
  async open(
    out: string,
    config: Omit<RunConfig, "format" | "formatVersion">,
    options: Pick<FitOptions, "resume" | "overwrite">,
  ): Promise<void> {
    if (!options.resume) {
      this.#paths = await prepareRunFolder(out, options.overwrite ?? false);
      await this.#removeLeftovers(out);
      this.#isNew = true;
      await writeConfig(this.#paths, config);
      await this.#saveLast(this.#paths);
      return;
    }
    this.#paths = runPaths(out);
    await this.#removeLeftovers(out);
    const restored = await restoreCheckpoint(this.#paths.last, this.#live);
    this.#progress = restored.progress;
    checkMonitor(this.#progress, this.#monitor);
    await this.#readHistory(this.#paths, restored.history);
    await writeConfig(this.#paths, config);
  }

  async #removeLeftovers(out: string): Promise<void> {
    const removed = await removeLeftovers(out);
    if (removed.length === 0) return;
    const text = `removed ${removed.join(", ")} in ${out}, left by a run that was killed`;
    this.#emit({ type: "notice", about: "leftovers", text });
  }

  /** The history up to the checkpoint, from the checkpoint where it holds it, else from the file. */
  async #readHistory(paths: RunPaths, inCheckpoint: string | null): Promise<void> {
    const file = await readHistoryFile(paths.dir);
    const whole: HistoryFile = inCheckpoint === null ? file : parseHistory(inCheckpoint, paths.last);
    // A line may be ahead of the checkpoint when the process was killed between the two writes.
    this.history = whole.records.filter((record) => record.epoch <= this.#progress.epoch);
    // Older files did not count: an epoch without the figure was not measured.
    const later = this.history.filter(({ epoch }) => epoch > this.#progress.bestEpoch);
    this.#progress.sinceBest ??= later.filter((record) => record[this.#monitor] !== null).length;
    if (file.tornLine === null) return;
    await writeHistory(paths, this.history, this.#figures);
    const lost = this.#progress.epoch - this.history.length;
    const outcome =
      lost === 0 ? "it was written anew from last.pth" : `the figures of ${lost} finished epochs are lost`;
    const text = `line ${file.tornLine} of ${paths.history} was torn; ${outcome}`;
    this.#emit({ type: "notice", about: "history", text });
  }

  #saveLast(paths: RunPaths): Promise<void> {
    return saveCheckpoint(paths.last, this.#live, this.#progress, historyText(this.history, this.#figures));
  }

  /**
   * Puts network and optimizer back to the last finished epoch, or to where the run began.
   *
   * @returns false where nothing was written to take them from
   */
  async restoreLast(): Promise<boolean> {
    if (this.#paths === null) return false;
    await restoreCheckpoint(this.#paths.last, this.#live);
    return true;
  }

  /**
   * Removes what `open` wrote for a new run that failed before it had learned anything, so that the next try finds the
   * folder free. Nothing where an epoch is done, or the run is an older one.
   */
  async discardUnlearned(): Promise<void> {
    if (this.#paths === null || !this.#isNew || this.#progress.epoch > 0) return;
    await clearRunFolder(this.#paths);
  }

  /**
   * Takes an epoch's record in and saves; says whether it is the best so far.
   *
   * @param measured whether the monitored figure was measured in this epoch
   */
  async add(record: EpochRecord, measured: boolean): Promise<boolean> {
    const { epoch, step } = record;
    const value = record[this.#monitor];
    const isBest = isBetter(value, this.#progress.bestValue, this.#monitor);
    this.history.push(record);
    this.#progress = {
      ...this.#progress,
      epoch,
      step,
      sinceBest: isBest ? 0 : this.sinceBest + (measured ? 1 : 0),
      ...(isBest ? { bestEpoch: epoch, bestValue: value } : {}),
    };
    const paths = this.#paths;
    if (paths === null) {
      if (isBest && this.#keepBest) this.#bestWeights.take(this.#live.model);
      return isBest;
    }
    if (isBest) {
      await saveModel(paths.best, this.#live.model);
      this.#emit({ type: "checkpoint", kind: "best", epoch, path: paths.best });
    }
    await writeHistory(paths, this.history, this.#figures);
    await this.#saveLast(paths);
    this.#emit({ type: "checkpoint", kind: "last", epoch, path: paths.last });
    return isBest;
  }

  /** Puts the best epoch's weights into the model; nothing where there is no best epoch. */
  async restoreBest(): Promise<void> {
    if (this.#progress.bestEpoch === 0) return;
    if (this.#paths === null) {
      this.#bestWeights.giveBack(this.#live.model);
      return;
    }
    // `saveModel` wrote a plain state dict.
    const weights = (await load(this.#paths.best)) as Map<string, Tensor>;
    this.#live.model.loadStateDict(weights);
    for (const tensor of weights.values()) tensor.dispose();
  }

  /** Frees what is held in memory. */
  dispose(): void {
    this.#bestWeights.free();
  }
}

function checkMonitor(progress: Progress, monitor: Monitor): void {
  if (progress.monitor === monitor) return;
  throw new ArgumentError(
    `train.fit: the run monitored "${progress.monitor}", so it cannot go on with "${monitor}".`,
    { operation: "train.fit" },
  );
}

/** Whether a monitored figure beats the best so far; an undefined one never does. */
function isBetter(value: number | null, best: number | null, monitor: Monitor): boolean {
  if (value === null) return false;
  if (best === null) return true;
  return monitor === "valLoss" || monitor === "trainLoss" ? value < best : value > best;
}

/** A copy of a model's state dict, kept until it is given back or freed. */
class WeightsInMemory {
  #copy: Map<string, Tensor> = new Map();

  take(model: Module): void {
    this.free();
    for (const [name, tensor] of model.stateDict()) this.#copy.set(name, keep(tensor.clone()));
  }

  giveBack(model: Module): void {
    model.loadStateDict(this.#copy);
  }

  free(): void {
    for (const tensor of this.#copy.values()) tensor.dispose();
    this.#copy.clear();
  }
}
