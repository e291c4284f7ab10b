/** Images that have the same pixels, whatever their files look like. */

import { type Check, finding, labelOf, listing, many, type Survey } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import type { Finding, FindingFile } from "../finding.ts";

export const duplicates: Check = {
  name: "duplicates",
  run(survey) {
    const sets = new Map<string, SampleFacts[]>();
    for (const facts of survey.facts) {
      // An empty picture has a check of its own.
      if (facts.pixels === null || facts.pixels.contrast < 2) continue;
      const list = sets.get(facts.pixels.sha256);
      if (list === undefined) sets.set(facts.pixels.sha256, [facts]);
      else list.push(facts);
    }
    const repeated = [...sets.values()].filter((list) => list.length > 1);
    return aboutCopies(this.name, survey, repeated, "have the same pixels", () => undefined);
  },
};

/** What is said of sets of samples that are copies of each other: across parts, of several labels, and the others. */
export function aboutCopies(
  check: string,
  survey: Survey,
  sets: readonly (readonly SampleFacts[])[],
  what: string,
  remark: (facts: SampleFacts) => string | undefined,
): Finding[] {
  const partsOf = (set: readonly SampleFacts[]): Set<string> =>
    new Set(set.map(({ subject }) => subject.part));
  const isMixed = (set: readonly SampleFacts[]): boolean =>
    new Set(set.map(({ subject }) => labelOf(survey.source, subject))).size > 1;
  const [across, others] = [
    sets.filter((s) => partsOf(s).size > 1),
    sets.filter((s) => partsOf(s).size === 1),
  ];
  const [disagreeing, agreeing] = [others.filter(isMixed), others.filter((set) => !isMixed(set))];
  const files = (found: readonly (readonly SampleFacts[])[]): FindingFile[] =>
    found.flatMap((set) => set.map((facts) => listing(survey, facts, remark(facts))));
  const count = (found: readonly (readonly SampleFacts[])[]): number =>
    found.reduce((sum, s) => sum + s.length, 0);
  const found: Finding[] = [];
  if (across.length > 0) {
    const mixed = across.filter(isMixed).length;
    found.push(
      finding(
        check,
        "error",
        {
          title:
            `${many(count(across), "image")} in ${many(across.length, "set")} ${what} and lie in several parts` +
            (mixed > 0 ? `, ${mixed} of the sets with labels that disagree` : ""),
          advice:
            "What is measured there was trained on: keep each set in one part, as the images of one patient (groups).",
          count: across.length,
        },
        files(across),
      ),
    );
  }
  if (disagreeing.length > 0) {
    found.push(
      finding(
        check,
        "error",
        {
          title: `${many(count(disagreeing), "image")} in ${many(disagreeing.length, "set")} ${what} and have labels that disagree`,
          advice: "At most one label of each set is right: correct the others, or remove the copies.",
          count: disagreeing.length,
        },
        files(disagreeing),
      ),
    );
  }
  if (agreeing.length > 0) {
    found.push(
      finding(
        check,
        "note",
        {
          title: `${many(count(agreeing), "image")} in ${many(agreeing.length, "set")} ${what}, within one part and with one label`,
          advice:
            "They count several times. Keep one of each, or keep sets together where the data is divided (groups).",
          count: agreeing.length,
        },
        files(agreeing),
      ),
    );
  }
  return found;
}
