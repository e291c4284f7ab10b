/** What a report is made of: everything that is known of a run, as plain values. What is not known is null, and a blank in the report. */
import type { Calibration } from "../calibration.ts";
import type { EpochRecord } from "../events.ts";
import type { Receipt } from "../parts/receipt.ts";
import type { RunConfig } from "../run-folder.ts";
import type { Evidence } from "./evidence/index.ts";

/** The parts that figures are of. */
export const EVIDENCE_PARTS = ["val", "test", "external"] as const;

/** One of them. */
export type EvidencePart = (typeof EVIDENCE_PARTS)[number];

/** What a part holds. */
export interface PartFacts {
  files: number | null;
  groups: number | null;
  /** Samples of each class, in the order of the classes. */
  perClass: readonly number[] | null;
  /** Of the list of its files. */
  sha256: string | null;
}

/** What is known of the data. */
export interface DataFacts {
  /** Where its files lie, and the table that lists them. */
  root: string | null;
  table: string | null;
  classes: readonly string[];
  parts: Readonly<Record<string, PartFacts>>;
  /** What was left out, and how often; null where nobody noted it. */
  exclusions: readonly { reason: string; count: number }[] | null;
  /** How it was divided; null where nobody noted it. */
  split: Readonly<Record<string, unknown>> | null;
  /** The column of its table that says what belongs together; null where nothing is noted. */
  groupColumn: string | null;
}

/** A picture in the page. */
export interface Picture {
  /** As `data:` addresses: the image, and what is drawn over it. */
  images: readonly string[];
  /** What is seen, for those who do not. */
  alt: string;
  title: string;
  lines: readonly string[];
}

/** What a depth search found, as `SearchTable.toJSON` gives it. */
export interface DepthFacts {
  monitor: string;
  better: "higher" | "lower";
  seeds: readonly number[];
  best: number | "all";
  recommended: number | "all";
  rows: readonly {
    depth: number | "all";
    from: string;
    parameters: number;
    mean: number;
    deviation: number;
    interval: readonly [number, number];
  }[];
}

/** One of several runs. */
export interface SeedRun {
  dir: string;
  seed: number;
  /** Figures of its best epoch. */
  best: EpochRecord | null;
  /** Figures of the part that is reported, by name; null where it has no predictions. */
  figures: Readonly<Record<string, number>> | null;
}

/** How a report is written. */
export interface ReportSettings {
  /** Whether names of files and folders are shown. */
  files: boolean;
  level: number;
  draws: number;
  prevalence: number | null;
}

/** Everything. */
export interface ReportFacts {
  title: string;
  /** The run's folder, or the table of predictions. */
  source: string;
  task: string;
  classes: readonly string[];
  config: RunConfig | null;
  history: readonly EpochRecord[];
  /** The figure that the best epoch was chosen by. */
  monitor: string | null;
  best: EpochRecord | null;
  receipt: Receipt | null;
  data: DataFacts | null;
  /** The column that says what belongs together, of the predictions or of the data; null where nothing says it. */
  groupColumn: string | null;
  evidence: Readonly<Partial<Record<EvidencePart, Evidence>>>;
  calibration: Calibration | null;
  /** Why there is no calibration; null where there is one. */
  uncalibrated: string | null;
  mistakes: readonly Picture[] | null;
  augmented: readonly Picture[] | null;
  depth: DepthFacts | null;
  runs: readonly SeedRun[];
  environment: readonly (readonly [name: string, value: string | null])[];
  hashes: readonly (readonly [name: string, sha256: string])[];
  settings: ReportSettings;
  /** When it was written, ISO 8601. */
  written: string;
}

/** The part that results are of: the test part, else the validation part, else what there is. */
export function mainPart({ evidence }: Pick<ReportFacts, "evidence">): EvidencePart | null {
  return (["test", "val", "external"] as const).find((part) => evidence[part] !== undefined) ?? null;
}

/** The evidence that results are of, where it is of a kind. */
export function mainEvidence<K extends Evidence["kind"]>(
  facts: Pick<ReportFacts, "evidence">,
  kind: K,
): Extract<Evidence, { kind: K }> | null {
  const part = mainPart(facts);
  const found = part === null ? undefined : facts.evidence[part];
  return found?.kind === kind ? (found as Extract<Evidence, { kind: K }>) : null; // of that kind
}

/** What a part is called. */
export const PART_NAMES: Readonly<Record<string, string>> = {
  train: "training",
  val: "validation",
  test: "test",
  external: "external",
};
