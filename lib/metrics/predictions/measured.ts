/** Figures of some samples of a table with their intervals, whatever the table is of: classes, labels or numbers. */
import { ArgumentError } from "../../native/errors.ts";
import { type BootstrapInterval, clustersOf, drawIntervals, weightsOf } from "../bootstrap.ts";
import type { Weights } from "../shared/ranking.ts";
import type { Figures } from "./figures.ts";
import type { IntervalOptions } from "./options.ts";

/** What is measured. */
export interface Subject {
  /** The patient of each sample; null where nothing is said. */
  readonly groups: readonly string[] | null;
  /** Classes, labels or numbers. */
  readonly names: readonly string[];
  /** Names of the figures that each of them has, `auc.0` of the first. */
  readonly ofEach: readonly string[];
  /** Samples of each among some: of a class or label those that are of it, of a number those where it is known. */
  counts(rows: Int32Array): number[];
  /** What gives the figures of some samples for any weights. */
  figures(rows: Int32Array): (weights?: Weights) => Figures;
}

/** How figures are measured. */
export type Measured = Pick<IntervalOptions, "method" | "seed"> & { level: number; draws: number };

/** A class, label or number with its figures. */
export type Named<F extends string> = { name: string; samples: number } & Record<F, BootstrapInterval>;

/** The figures of some samples with their intervals, those of all together and those of each. */
export function measure(
  subject: Subject,
  rows: Int32Array,
  options: Measured,
  operation: string,
): { figures: Record<string, BootstrapInterval>; each: Named<string>[] } {
  const of = subject.figures(rows);
  const intervals =
    options.draws === 0 ? withoutIntervals(of()) : drawn(subject, rows, of, options, operation);
  const isOfOne = new Set(subject.ofEach.flatMap((figure) => subject.names.map((_, k) => `${figure}.${k}`)));
  const counts = subject.counts(rows);
  const each = subject.names.map((name, k) => ({
    ...Object.fromEntries(subject.ofEach.map((figure) => [figure, intervals[`${figure}.${k}`]])),
    name,
    samples: counts[k] as number,
  }));
  return {
    figures: Object.fromEntries(Object.entries(intervals).filter(([name]) => !isOfOne.has(name))),
    each: each as unknown as Named<string>[], // with the figures just put in
  };
}

function drawn(
  { groups }: Subject,
  rows: Int32Array,
  of: (weights?: Weights) => Figures,
  options: Measured,
  operation: string,
): Record<string, BootstrapInterval> {
  const own = groups === null ? undefined : Array.from(rows, (row) => groups[row] as string);
  const clusters = clustersOf(
    rows.length,
    own,
    (text) => new ArgumentError(`${operation}: ${text}`, { operation }),
  );
  const weights = new Float64Array(rows.length);
  return drawIntervals(clusters, options, (times) => of(weightsOf(clusters, times, weights)));
}

function withoutIntervals(figures: Record<string, number>): Record<string, BootstrapInterval> {
  const none = { low: Number.NaN, high: Number.NaN, standardError: Number.NaN, undefinedDraws: 0 };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, { value, ...none }]));
}
