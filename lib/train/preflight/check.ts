/** What a check of the preflight is, and what all of them use to say what they found. */

import type { SampleFacts } from "./facts.ts";
import { type Finding, type FindingFile, MOST_FILES } from "./finding.ts";
import type { Source } from "./subject.ts";

/** A label that was judged. */
export interface JudgedLabel {
  facts: SampleFacts;
  /** The class that is found likelier. */
  other: string;
  /** Probability of the label less that of the likeliest other class, held out: below 0 where another is likelier. */
  margin: number;
  /** Whether another class is found likelier than it is on average among its own. */
  isSuspect: boolean;
}

/** All labels that were judged. */
export interface JudgedLabels {
  /** The most doubtful first. */
  ranking: JudgedLabel[];
  /** Share of each class that was told right, held out, over the classes. */
  accuracy: number;
  /** What they were judged by. */
  by: string;
}

/** What checks look at. */
export interface Survey {
  source: Source;
  facts: readonly SampleFacts[];
  /** Features (N, D) of the samples that have pixels, in the order of `facts`, of a network; null where none was given. */
  features: { rows: Float64Array; columns: number; of: readonly number[] } | null;
  /** What the check of labels found; null before it ran, and where labels cannot be judged. */
  labels: JudgedLabels | null;
  /** Throws where the caller has given up, lets the event loop have its turn, and says what is being done. */
  breathe(stage: string): Promise<void>;
}

/** A check: one file of `checks/`, and a line of `checks/index.ts`. */
export interface Check {
  readonly name: string;
  run(survey: Survey): Finding[] | Promise<Finding[]>;
}

/** A sample as findings list it. */
export function listing({ source }: Survey, { subject }: SampleFacts, remark?: string): FindingFile {
  return {
    path: subject.path,
    part: subject.part,
    label: labelOf(source, subject),
    ...(remark !== undefined && { remark }),
  };
}

/** What the data says of a sample: its class, its labels that are set, or its numbers. */
export function labelOf(source: Source, { label, targets }: SampleFacts["subject"]): string | null {
  if (label !== null) return source.classes[label] ?? String(label);
  if (targets === null) return null;
  if (source.task === "regression") {
    return source.targetNames.map((name, k) => `${name} ${targets[k]}`).join(", ");
  }
  return source.targetNames.filter((_, k) => targets[k] === 1).join(", ") || "none";
}

/** A finding about files, with at most as many of them as are listed. */
export function finding(
  check: string,
  severity: Finding["severity"],
  said: Pick<Finding, "title" | "advice"> & Partial<Pick<Finding, "count" | "figures">>,
  files: readonly FindingFile[],
): Finding {
  return { check, severity, count: files.length, ...said, files: files.slice(0, MOST_FILES) };
}

/** `1 image`, `3 images`. */
export function many(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** `is` or `are`, as the count asks. */
export function areMany(count: number): "is" | "are" {
  return count === 1 ? "is" : "are";
}

/** How often each value occurs, the most frequent first. */
export function counted<T>(values: Iterable<T>): [value: T, count: number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** `PNG 12, JPEG 3`. */
export function tally(values: Iterable<string>): string {
  const all = counted(values);
  const shown = all.slice(0, 6).map(([value, count]) => `${value} ${count}`);
  return all.length > 6 ? `${shown.join(", ")} and ${all.length - 6} more` : shown.join(", ");
}
