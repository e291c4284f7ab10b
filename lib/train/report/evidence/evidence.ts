/** What evidence of every kind has, so that what compares and sums up need not know the kind. */
import type { Interval } from "../../../metrics/index.ts";
import type { DetectionMeasures } from "../../detection-metrics.ts";

/** A figure of a part. */
export interface NamedFigure {
  /** What it is called for people. */
  label: string;
  interval: Interval;
  /** How many decimals it bears. Default 3. */
  decimals?: number;
  /** Whether it is no share, so that it does not stand on one axis with those. */
  own?: boolean;
}

/** What evidence of every kind has. */
export interface EvidenceBase {
  /** The table it was made of. */
  file: string;
  samples: number;
  /** Patients; null where nothing is said of them. */
  groups: number | null;
  /** All of them, in the order in which they are read. */
  figures: readonly NamedFigure[];
  /** Labels of those that a reader looks for first. */
  first: readonly string[];
}

/** What tables are read with. */
export interface ReadSettings {
  positive?: string;
  group?: string | null;
  by?: readonly (string | { column: string; cuts: readonly number[] })[];
  prevalence?: number;
  /** Thresholds that a run of detection measures with. */
  measures?: DetectionMeasures;
  level: number;
  draws: number;
  seed: number;
  operation: string;
}

/** A figure that has no interval. */
export function withoutInterval(value: number): Interval {
  return { value, low: Number.NaN, high: Number.NaN };
}
