/** What the preflight says: a finding, and the files it is about. */

/** How bad a finding is: what spoils a result, what should be looked at before training, what is good to know. */
export type Severity = "error" | "warning" | "note";

/** A file of a finding. */
export interface FindingFile {
  path: string;
  /** Null for what is in none: a row that was left out. */
  part: "train" | "val" | "test" | null;
  /** Its class, or what else the data says of it; null where it says nothing. */
  label: string | null;
  /** What is to be said of this file alone. */
  remark?: string;
  /** A small picture as a data URI, where pictures were asked for. */
  picture?: string;
}

/** One thing that was found. */
export interface Finding {
  /** The check that found it: `near-duplicates`. */
  check: string;
  severity: Severity;
  /** What it is, in one sentence. */
  title: string;
  /** What to do. */
  advice: string;
  /** How many files, pairs or classes it is about; `files` may be fewer. */
  count: number;
  /** Examples, the worst first, at most {@link MOST_FILES}; files that belong together follow each other. */
  files: FindingFile[];
  /** Figures behind it, by name. */
  figures?: Record<string, number>;
}

/** Files that a finding lists. */
export const MOST_FILES = 200;

const ORDER: readonly Severity[] = ["error", "warning", "note"];

/** Findings with the worst first; of equal ones in the order of the checks. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
