/** What a section of a report is. */
import type { Content } from "../../../report/index.ts";
import type { Evidence } from "../evidence/index.ts";
import type { ReportFacts } from "../facts.ts";

/** A section: one file beside this, and a line in `index.ts`. */
export interface Section {
  /** Of the link to it. */
  readonly id: string;
  readonly title: string;
  /** Kinds of evidence that it is for; without them it is for every report. */
  readonly of?: readonly Evidence["kind"][];
  /** What it says; null where it has nothing to say, and is left out. */
  write(facts: ReportFacts): Content | null;
}
