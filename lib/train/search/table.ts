/** What a search of the depth found: a table, a curve, and the depth that is recommended. */

import { spreadOf } from "../spread.ts";

/** A depth, over the seeds. */
export interface SearchRow {
  depth: number | "all";
  /** The first stage that is trained. */
  from: string;
  /** Elements of the parameters that are trained. */
  parameters: number;
  /** The best monitored figure of each seed's run; NaN where it was never defined. */
  values: number[];
  /** Epochs of each. */
  epochs: number[];
  /** Wall time of its runs, seconds; those of a seed go in step. */
  seconds: number;
}

/** Facts of a search. */
export interface SearchFacts {
  monitor: string;
  better: "higher" | "lower";
  seeds: number[];
  /** Validation samples, null where they are not known. */
  samples: number | null;
  /** Wall time, seconds. */
  seconds: number;
  /** Whether frozen layers were computed once for all depths; default true. */
  isShared?: boolean;
}

/** A row with its statistics. */
export interface SearchResult extends SearchRow {
  mean: number;
  /** Sample standard deviation over the seeds; NaN of one. */
  deviation: number;
  /** 95 % confidence interval of the mean. */
  interval: [low: number, high: number];
}

/** 97.5 % quantiles of Student's t, by degrees of freedom from 1. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
];
const Z = 1.96;
const BAR = 40;

/** The result of `train.searchDepth`; `toString` is its table and curve. */
export class SearchTable {
  readonly rows: readonly SearchResult[];
  readonly monitor: string;
  readonly better: "higher" | "lower";
  readonly seeds: readonly number[];
  readonly seconds: number;
  /** The depth with the best mean. */
  readonly best: number | "all";
  /** The smallest depth whose mean lies within one standard error of the best one's. */
  readonly recommended: number | "all";
  /** Whether frozen layers were computed once for all depths, not by every run. */
  readonly isShared: boolean;
  readonly #bounded: boolean;

  constructor(rows: readonly SearchRow[], facts: SearchFacts) {
    const { monitor, better, seeds, samples, seconds, isShared = true } = facts;
    this.isShared = isShared;
    this.monitor = monitor;
    this.better = better;
    this.seeds = seeds;
    this.seconds = seconds;
    this.#bounded = seeds.length > 1 || (samples !== null && isShare(monitor));
    this.rows = rows.map((row) => ({ ...row, ...statistics(row.values, isShare(monitor) ? samples : null) }));
    const sign = better === "higher" ? 1 : -1;
    const measured = this.rows.filter(({ mean }) => !Number.isNaN(mean));
    const top = measured.reduce<SearchResult | undefined>(
      (found, row) => (found === undefined || sign * (row.mean - found.mean) > 0 ? row : found),
      undefined,
    );
    this.best = top?.depth ?? 0;
    const error = top === undefined ? 0 : errorOf(top, isShare(monitor) ? samples : null);
    const near = measured.filter(({ mean }) => top !== undefined && sign * (top.mean - mean) <= error);
    const order = (row: SearchResult): number => row.parameters;
    this.recommended = [...near].sort((a, b) => order(a) - order(b))[0]?.depth ?? this.best;
  }

  /** The table, the curve and the recommendation, for people. */
  toString(): string {
    const shown = (value: number): string => (Number.isNaN(value) ? "-" : value.toFixed(3));
    const head = ["depth", "from", "parameters", this.monitor, "95 % interval", "epochs", ""];
    const finite = this.rows.map(({ mean }) => mean).filter((mean) => !Number.isNaN(mean));
    const [low, high] = [Math.min(...finite), Math.max(...finite)];
    const body = this.rows.map((row) => {
      const share = high === low ? 1 : (row.mean - low) / (high - low);
      const bar = Number.isNaN(row.mean) ? "" : "#".repeat(1 + Math.round((BAR - 1) * share));
      return [
        String(row.depth),
        row.from,
        row.parameters.toLocaleString("en"),
        `${shown(row.mean)}${this.seeds.length > 1 ? ` +- ${shown(row.deviation)}` : ""}`,
        this.#bounded ? `${shown(row.interval[0])} to ${shown(row.interval[1])}` : "-",
        row.epochs.join(", "),
        bar,
      ];
    });
    const widths = head.map((_, at) => Math.max(...[head, ...body].map((line) => line[at]?.length ?? 0)));
    const lines = [head, ...body].map((line) =>
      line
        .map((cell, at) => (at === 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
        .join("  ")
        .trimEnd(),
    );
    const count = this.seeds.length;
    const why =
      this.recommended === this.best
        ? "it has the best mean"
        : `it trains least of those within one standard error of depth ${this.best}, which has the best mean`;
    return [
      ...lines,
      `recommended: depth ${this.recommended}; ${why} (${count} ${count === 1 ? "seed" : "seeds"}, ${Math.round(this.seconds)} s)`,
      ...(this.isShared
        ? []
        : ["every run computed its frozen layers itself: the network is no chain of stages"]),
      ...(this.#bounded
        ? []
        : ["one seed says nothing of the scatter of seeds; give several: seeds: [0, 1, 2]"]),
    ].join("\n");
  }

  /** All of it as plain values. */
  toJSON(): object {
    const { rows, monitor, better, seeds, seconds, best, recommended } = this;
    return { monitor, better, seeds, seconds, best, recommended, rows };
  }
}

/** Whether a figure is a share of samples, of which the number of samples says how sure it is. */
function isShare(monitor: string): boolean {
  return monitor === "val.accuracy";
}

function statistics(
  values: readonly number[],
  samples: number | null,
): Pick<SearchResult, "mean" | "deviation" | "interval"> {
  const n = values.length;
  const { mean, deviation } = spreadOf(values);
  if (n < 2 && samples !== null) return { mean, deviation, interval: wilson(mean, samples) };
  const half = n < 2 ? Number.NaN : ((T[n - 2] ?? Z) * deviation) / Math.sqrt(n);
  return { mean, deviation, interval: [mean - half, mean + half] };
}

/** Standard error of a row's mean: over its seeds, or of one share of so many samples. */
function errorOf({ values, deviation, mean }: SearchResult, samples: number | null): number {
  if (values.length > 1) return deviation / Math.sqrt(values.length);
  return samples === null ? 0 : Math.sqrt((mean * (1 - mean)) / samples);
}

/** 95 % interval of a share of `n` samples. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927. */
function wilson(share: number, n: number): [number, number] {
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [middle - half, middle + half];
}
