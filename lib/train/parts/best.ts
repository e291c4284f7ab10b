/** Which epoch is the best by the monitored figure, and the end of a run that no longer gets better. */
import { integerFrom } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { EpochRecord } from "../events.ts";
import { type FigureInfo, figureName } from "../figures.ts";
import type { EpochContext, PartMaker, RunPart } from "../part.ts";
import { asRecord, numberOrNull } from "./state.ts";

/** Options of early stopping. */
export interface StoppingOptions {
  /** End the run once the monitored figure was measured so many times without a better one. Default: never. */
  patience?: number;
}

/** Follows the monitored figure; every run has it. */
export class Best implements RunPart {
  readonly name = "best";
  /** The epoch with the best figure, 0 while there is none. */
  epoch = 0;
  readonly #figure: Pick<FigureInfo, "name" | "better">;
  readonly #patience: number;
  #value: number | null = null;
  /** How often the figure was measured since; null where an older file does not say. */
  #since: number | null = 0;

  constructor(figure: Pick<FigureInfo, "name" | "better">, patience = Number.POSITIVE_INFINITY) {
    this.#figure = figure;
    this.#patience = patience;
  }

  afterValidation(epoch: EpochContext): void {
    const { name, better } = this.#figure;
    const value = epoch.record.figures[name] ?? null;
    const best = this.#value;
    epoch.isBest = value !== null && (best === null || (better === "lower" ? value < best : value > best));
    const wasMeasured = name.startsWith("train.") || epoch.report !== null;
    this.#since = epoch.isBest ? 0 : (this.#since ?? 0) + (wasMeasured ? 1 : 0);
    if (!epoch.isBest) return;
    this.epoch = epoch.epoch;
    this.#value = value;
  }

  afterEpoch(epoch: EpochContext): void {
    if ((this.#since ?? 0) >= this.#patience) epoch.stop = "earlyStopping";
  }

  state(): unknown {
    return { monitor: this.#figure.name, epoch: this.epoch, value: this.#value, since: this.#since };
  }

  /** @throws ArgumentError where another figure was monitored */
  restore(state: unknown): void {
    const saved = asRecord(state);
    const before = figureName(String(saved.monitor));
    if (before !== this.#figure.name) {
      throw new ArgumentError(
        `train.fit: the run monitored "${before}", so it cannot go on with "${this.#figure.name}".`,
        { operation: "train.fit" },
      );
    }
    this.epoch = Number(saved.epoch);
    this.#value = numberOrNull(saved.value);
    this.#since = numberOrNull(saved.since);
  }

  /** Counts in the history how often the figure was measured since the best epoch, where a file did not say. */
  countIn(history: readonly EpochRecord[]): void {
    const later = history.filter(({ epoch }) => epoch > this.epoch);
    this.#since ??= later.filter(({ figures }) => (figures[this.#figure.name] ?? null) !== null).length;
  }
}

/** The monitored figure, and `patience` with it. */
export const best: PartMaker<StoppingOptions, { best: Best }> = {
  options: { patience: integerFrom(1) },
  mayChange: ["patience"],
  make: (_, made) => [made.best],
};
