/** A check of boxes or masks is a table: each line is something that may be wrong with those of a sample. */

import { type Check, finding, listing, type Survey } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import type { Severity } from "../finding.ts";

/** Something that may be wrong. */
export interface AnnotationKind {
  severity: Severity | "warning where most are so";
  /** Of so many samples, of all that have usable ones. */
  title(count: number, all: number): string;
  advice: string;
  /** What to say beside the file, "" for nothing; null where it does not concern the sample. */
  remark(facts: SampleFacts, survey: Survey): string | null;
}

/** A check for the data of one task, line by line. */
export function annotationCheck(name: string, task: string, kinds: readonly AnnotationKind[]): Check {
  return {
    name,
    run(survey) {
      if (survey.source.task !== task) return [];
      const all = survey.facts.filter(
        ({ annotations }) => annotations !== null && annotations.problem === null,
      ).length;
      return kinds.flatMap(({ severity, title, advice, remark }) => {
        const files = survey.facts.flatMap((facts) => {
          const said = remark(facts, survey);
          return said === null ? [] : [listing(survey, facts, said === "" ? undefined : said)];
        });
        if (files.length === 0) return [];
        const told =
          severity !== "warning where most are so" ? severity : files.length > all / 2 ? "warning" : "note";
        return [finding(name, told, { title: title(files.length, all), advice }, files)];
      });
    },
  };
}

/** Why boxes or mask of a sample cannot be used. */
export function problemOf({ annotations }: SampleFacts): string | null {
  return annotations?.problem ?? null;
}
