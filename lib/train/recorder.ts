/**
 * The files of a run, and its history.
 *
 * The order of writing is what makes a run go on exactly: best weights, history, and last of all `last.pth`, which says how
 * much of the rest counts.
 */
import { load } from "../io/index.ts";
import type { Module } from "../nn/index.ts";
import { keep, type Tensor } from "../tensor/index.ts";
import { type LiveState, type Position, restoreCheckpoint, saveCheckpoint, saveModel } from "./checkpoint.ts";
import type { CheckpointEvent, EpochRecord, NoticeEvent } from "./events.ts";
import type { RunOptions } from "./options.ts";
import type { EpochContext, RunContext, RunPart, StepContext } from "./part.ts";
import type { Best } from "./parts/best.ts";
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

/** What of a run is recorded. */
export interface RecordedRun {
  live: () => LiveState;
  best: Best;
  seed: number;
  emit: (event: CheckpointEvent | NoticeEvent) => void;
}

/** Records the epochs of a run, in memory and, where there is a run folder, on disk. */
export class Recorder implements RunPart {
  readonly name = "recorder";
  readonly #run: RecordedRun;
  readonly #options: Pick<RunOptions, "restoreBest" | "checkpointEvery">;
  readonly #bestWeights = new WeightsInMemory();
  #paths: RunPaths | null = null;
  /** Whether the folder is of a run that begins here. */
  #isNew = false;
  /** Optimizer step and time of the last checkpoint. */
  #saved = { step: 0, at: performance.now() };
  /** Epochs and optimizer steps done. */
  progress = { epoch: 0, step: 0 };
  history: EpochRecord[] = [];

  constructor(run: RecordedRun, options: Pick<RunOptions, "restoreBest" | "checkpointEvery">) {
    this.#run = run;
    this.#options = options;
  }

  /** The record of the best epoch, null while there is none. */
  get best(): EpochRecord | null {
    return this.history.find((record) => record.epoch === this.#run.best.epoch) ?? null;
  }

  /**
   * Opens the run folder: a new one, or with `resume` the one to go on with.
   *
   * A new run leaves a checkpoint before its first epoch, so that one stopped at any time can go on, and a disk
   * that is full or read-only is found out now.
   *
   * @returns where within an epoch the run was, null between two
   */
  async open(
    out: string,
    config: Omit<RunConfig, "format" | "formatVersion">,
    options: Pick<RunOptions, "resume" | "overwrite">,
    context: RunContext,
  ): Promise<Position | null> {
    if (!options.resume) {
      this.#paths = await prepareRunFolder(out, options.overwrite ?? false);
      await this.#removeLeftovers(out);
      this.#isNew = true;
      await writeConfig(this.#paths, config);
      await this.#saveLast(this.#paths, null);
      return null;
    }
    this.#paths = runPaths(out);
    await this.#removeLeftovers(out);
    const restored = await restoreCheckpoint(this.#paths.last, this.#run.live(), context);
    const { epoch, step, within } = restored;
    this.progress = { epoch, step };
    this.#saved.step = within?.step ?? step;
    await this.#readHistory(this.#paths, restored.history);
    await writeConfig(this.#paths, config);
    return within;
  }

  async #removeLeftovers(out: string): Promise<void> {
    const removed = await removeLeftovers(out);
    if (removed.length === 0) return;
    const text = `removed ${removed.join(", ")} in ${out}, left by a run that was killed`;
    this.#run.emit({ type: "notice", about: "leftovers", text });
  }

  /** The history up to the checkpoint, from the checkpoint where it holds it, else from the file. */
  async #readHistory(paths: RunPaths, inCheckpoint: string | null): Promise<void> {
    const file = await readHistoryFile(paths.dir);
    const whole: HistoryFile = inCheckpoint === null ? file : parseHistory(inCheckpoint, paths.last);
    // A line may be ahead of the checkpoint when the process was killed between the two writes.
    this.history = whole.records.filter((record) => record.epoch <= this.progress.epoch);
    this.#run.best.countIn(this.history);
    if (file.tornLine === null) return;
    await writeHistory(paths, this.history);
    const lost = this.progress.epoch - this.history.length;
    const outcome =
      lost === 0 ? "it was written anew from last.pth" : `the figures of ${lost} finished epochs are lost`;
    const text = `line ${file.tornLine} of ${paths.history} was torn; ${outcome}`;
    this.#run.emit({ type: "notice", about: "history", text });
  }

  async #saveLast(paths: RunPaths, within: Position | null): Promise<void> {
    const at = { ...this.progress, seed: this.#run.seed, within };
    try {
      await saveCheckpoint(paths.last, this.#run.live(), at, historyText(this.history));
    } finally {
      for (const state of within?.random ?? []) state.dispose();
    }
    this.#saved = { step: within?.step ?? this.progress.step, at: performance.now() };
  }

  /**
   * Puts network and optimizer back to the last checkpoint, or to where the run began.
   *
   * @returns false where nothing was written to take them from
   */
  async restoreLast(context: RunContext): Promise<boolean> {
    if (this.#paths === null) return false;
    await restoreCheckpoint(this.#paths.last, this.#run.live(), context);
    return true;
  }

  /**
   * Removes what `open` wrote for a new run that failed before it had learned anything, so that the next try finds the
   * folder free. Nothing where an epoch is done, or the run is an older one.
   */
  async discardUnlearned(): Promise<void> {
    if (this.#paths === null || !this.#isNew || this.progress.epoch > 0 || this.#saved.step > 0) return;
    await clearRunFolder(this.#paths);
  }

  async afterStep(step: StepContext): Promise<void> {
    const { steps = Number.POSITIVE_INFINITY, minutes = Number.POSITIVE_INFINITY } =
      this.#options.checkpointEvery ?? {};
    const done = step.step + 1;
    const isDue = done - this.#saved.step >= steps || performance.now() - this.#saved.at >= 60_000 * minutes;
    if (this.#paths === null || !isDue) return;
    await step.readAll();
    await this.#saveLast(this.#paths, this.#run.live().position());
    this.#run.emit({
      type: "checkpoint",
      kind: "last",
      epoch: step.epoch,
      step: done,
      path: this.#paths.last,
    });
  }

  /** The best weights are those that were measured. */
  async afterValidation({ run, epoch, step, isBest }: EpochContext): Promise<void> {
    if (!isBest) return;
    if (this.#paths === null) {
      if (this.#options.restoreBest) this.#bestWeights.take(run.model);
      return;
    }
    await saveModel(this.#paths.best, run.model);
    this.#run.emit({ type: "checkpoint", kind: "best", epoch, step, path: this.#paths.best });
  }

  async afterEpoch({ epoch, step, record }: EpochContext): Promise<void> {
    this.history.push(record);
    this.progress = { epoch, step };
    if (this.#paths === null) return;
    await writeHistory(this.#paths, this.history);
    await this.#saveLast(this.#paths, null);
    this.#run.emit({ type: "checkpoint", kind: "last", epoch, step, path: this.#paths.last });
  }

  /** Puts the best epoch's weights into the model where that was asked for; nothing where there is no best epoch. */
  async end({ model }: RunContext): Promise<void> {
    if (!this.#options.restoreBest || this.#run.best.epoch === 0) return;
    if (this.#paths === null) {
      this.#bestWeights.giveBack(model);
      return;
    }
    // `saveModel` wrote a plain state dict.
    const weights = (await load(this.#paths.best)) as Map<string, Tensor>;
    model.loadStateDict(weights);
    for (const tensor of weights.values()) tensor.dispose();
  }

  /** Frees what is held in memory. */
  dispose(): void {
    this.#bestWeights.free();
  }
}

/** A copy of a model's state dict, kept until it is given back or freed. */
class WeightsInMemory {
  #copy: Map<string, Tensor> = new Map();

  take(model: Module): void {
    this.free();
    for (const [name, tensor] of model.stateDict()) this.#copy.set(name, keep(tensor.clone()));
  }

  giveBack(model: Module): void {
    if (this.#copy.size > 0) model.loadStateDict(this.#copy);
  }

  free(): void {
    for (const tensor of this.#copy.values()) tensor.dispose();
    this.#copy.clear();
  }
}
