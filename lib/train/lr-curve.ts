/** What a learning-rate range test found: the curve, the rates that it suggests, and both as text. */

/** A step of the test. */
export interface LrPoint {
  /** Learning rate of the first parameter group in this step. */
  readonly lr: number;
  /** Loss of the step's batches, before the step. */
  readonly loss: number;
  /** The exponential average of the losses so far, without its bias towards zero. */
  readonly smoothed: number;
}

/** Rates that a curve suggests; null where it is too short to say. */
export interface LrSuggestions {
  /** Two thirds down the longest way on which the smoothed loss falls. */
  readonly valley: number | null;
  /** Where the smoothed loss falls steepest over the logarithm of the rate. */
  readonly steepest: number | null;
  /** A tenth of the rate with the lowest smoothed loss. */
  readonly minimum: number | null;
}

/** Why a test ended: all its steps done, the smoothed loss far above its best, or a loss that is not finite. */
export type LrEnding = "done" | "diverged" | "notFinite";

/** Points that are left out at the end, where the loss may already explode. */
const LAST = 5;
/** Fewer points than this say nothing. */
const LEAST = 5;
const ROWS = 24;
const BAR = 40;

/** The result of `train.findLr`; `toString` is its curve and what it suggests. */
export class LrCurve {
  readonly points: readonly LrPoint[];
  readonly suggestions: LrSuggestions;
  /** The rate to begin with: the valley's; null where the curve is too short to say. */
  readonly suggested: number | null;
  /** The rate with the lowest smoothed loss, from which on the loss rises; null where the curve is too short to say. */
  readonly turning: number | null;
  readonly ending: LrEnding;

  constructor(points: readonly LrPoint[], ending: LrEnding) {
    this.points = points;
    this.ending = ending;
    // The first losses are averages of few, the last ones may be of a network that is broken already.
    const judged = points.slice(Math.floor(points.length / 10), Math.max(0, points.length - LAST));
    const isEnough = judged.length >= LEAST;
    this.turning = isEnough ? lowest(judged).lr : null;
    this.suggestions = isEnough
      ? { valley: valley(judged), steepest: steepest(judged), minimum: lowest(judged).lr / 10 }
      : { valley: null, steepest: null, minimum: null };
    this.suggested = this.suggestions.valley;
  }

  /** The curve and the suggestions, for people. */
  toString(): string {
    const { points } = this;
    const shown = Array.from({ length: Math.min(ROWS, points.length) }, (_, row) => {
      const count = Math.min(ROWS, points.length);
      return points[count === 1 ? 0 : Math.round((row * (points.length - 1)) / (count - 1))] as LrPoint;
    });
    const [low, high] = [
      Math.min(...points.map(({ smoothed }) => smoothed)),
      Math.max(...points.map(({ smoothed }) => smoothed)),
    ];
    const rows = shown.map(({ lr, loss, smoothed }) => {
      const share = high === low ? 1 : (smoothed - low) / (high - low);
      return [rate(lr), loss.toFixed(4), smoothed.toFixed(4), "#".repeat(1 + Math.round((BAR - 1) * share))];
    });
    const head = ["rate", "loss", "smoothed", ""];
    const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row[at] as string).length)));
    const lines = [head, ...rows].map((row) =>
      row
        .map((cell, at) => (at === head.length - 1 ? cell : cell.padStart(widths[at] as number)))
        .join("  ")
        .trimEnd(),
    );
    return [...lines, ...this.#said()].join("\n");
  }

  #said(): string[] {
    const { valley: first, steepest: second, minimum } = this.suggestions;
    const why = {
      done: "the sweep was done",
      diverged: "the loss was far above its best",
      notFinite: "the loss was not finite any more",
    }[this.ending];
    const ended = `ended after ${this.points.length} steps: ${why}`;
    if (first === null || second === null || minimum === null) {
      return [ended, "too few steps to suggest a rate; begin lower (from) or take more of them (steps)"];
    }
    return [
      ended,
      `suggested: ${rate(first)} (valley); steepest at ${rate(second)}, a tenth of the lowest at ${rate(minimum)}`,
    ];
  }

  /** All of it as plain values. */
  toJSON(): object {
    const { suggested, suggestions, turning, ending, points } = this;
    return { suggested, suggestions, turning, ending, points };
  }
}

function rate(value: number): string {
  return value.toExponential(2);
}

function lowest(points: readonly LrPoint[]): LrPoint {
  return points.reduce((best, point) => (point.smoothed < best.smoothed ? point : best));
}

function steepest(points: readonly LrPoint[]): number {
  let [at, slope] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i + 1 < points.length; i++) {
    const [one, next] = [points[i] as LrPoint, points[i + 1] as LrPoint]; // within the length
    const own = (next.smoothed - one.smoothed) / (Math.log(next.lr) - Math.log(one.lr));
    if (own < slope) [at, slope] = [i, own];
  }
  return (points[at] as LrPoint).lr;
}

/**
 * Two thirds down the longest run of points, not all of them neighbours, on which the loss falls: the longest decreasing
 * subsequence, as fastai's finder has it (https://docs.fast.ai/callback.schedule.html#valley).
 */
function valley(points: readonly LrPoint[]): number {
  const lengths = points.map(() => 1);
  let [start, end] = [0, 0];
  for (let i = 1; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      const falls = (points[i] as LrPoint).smoothed < (points[j] as LrPoint).smoothed;
      if (falls && (lengths[i] as number) < (lengths[j] as number) + 1)
        lengths[i] = (lengths[j] as number) + 1;
      if ((lengths[end] as number) < (lengths[i] as number)) {
        end = i;
        start = end - (lengths[end] as number);
      }
    }
  }
  const third = (end - start) / 3;
  const at = Math.max(0, start) + Math.floor(third) + Math.floor(third / 2);
  return (points[at] as LrPoint).lr;
}
