/** Boxes that cannot be used, that are tiny, that are the whole image, or that are there twice. */

import { type Check, finding, listing, many } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import type { Finding } from "../finding.ts";
import type { StatedBox } from "../subject.ts";

const [WHOLE, TINY, SAME] = [0.98, 3, 0.95];

export const boxes: Check = {
  name: "boxes",
  run(survey) {
    if (survey.source.task !== "detection") return [];
    const found: Finding[] = [];
    const say = (
      severity: Finding["severity"],
      files: readonly SampleFacts[],
      title: string,
      advice: string,
      remark: (facts: SampleFacts) => string | undefined,
    ): void => {
      if (files.length === 0) return;
      found.push(
        finding(
          this.name,
          severity,
          { title, advice },
          files.map((f) => listing(survey, f, remark(f))),
        ),
      );
    };
    const bad = survey.facts.filter(({ annotations }) => annotations?.problem != null);
    say(
      "error",
      bad,
      `${many(bad.length, "image")} with boxes that cannot be used`,
      'Without width or height, with corners exchanged, or beyond the image: correct them, or open the data with badBoxes: "clip" or "skip".',
      ({ annotations }) => annotations?.problem ?? undefined,
    );
    const named = (
      facts: SampleFacts,
      is: (box: StatedBox, all: readonly StatedBox[], i: number) => boolean,
    ): string[] => {
      const all = facts.annotations?.boxes ?? [];
      return all.filter((box, i) => is(box, all, i)).map(({ name }) => name);
    };
    const kinds = [
      [
        "warning",
        (n: number) => `${many(n, "image")} with a box of the whole image`,
        "A box that says nothing of where: look whether it stands for a label of the image.",
        (facts: SampleFacts) =>
          named(
            facts,
            ({ box }) => areaOf(box) > WHOLE * (facts.size?.width ?? 0) * (facts.size?.height ?? 0),
          ),
      ],
      [
        "note",
        (n: number) => `${many(n, "image")} with boxes narrower than ${TINY} pixels`,
        "Too small to be found, and mostly slips of the hand: minArea leaves drawn ones out.",
        (facts: SampleFacts) =>
          named(facts, ({ box: [x1 = 0, y1 = 0, x2 = 0, y2 = 0] }) => Math.min(x2 - x1, y2 - y1) < TINY),
      ],
      [
        "warning",
        (n: number) => `${many(n, "image")} with a box of one class twice`,
        "An object that is stated twice counts as missed once: remove the second.",
        (facts: SampleFacts) =>
          named(facts, (box, all, i) =>
            all.some((other, k) => k < i && other.label === box.label && overlap(other.box, box.box) > SAME),
          ),
      ],
    ] as const;
    for (const [severity, title, advice, names] of kinds) {
      const files = survey.facts.filter((facts) => names(facts).length > 0);
      say(severity, files, title(files.length), advice, (facts) => names(facts).slice(0, 4).join(", "));
    }
    const empty = survey.facts.filter(({ annotations }) => annotations?.boxes?.length === 0);
    say(
      empty.length > survey.facts.length / 2 ? "warning" : "note",
      empty,
      `${many(empty.length, "image")} of ${survey.facts.length} without a box`,
      "Good to have where nothing is in them; else their annotations were lost.",
      () => undefined,
    );
    return found;
  },
};

function areaOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** Intersection over union. */
function overlap(a: readonly number[], b: readonly number[]): number {
  const inner = [
    Math.max(a[0] as number, b[0] as number),
    Math.max(a[1] as number, b[1] as number),
    Math.min(a[2] as number, b[2] as number),
    Math.min(a[3] as number, b[3] as number),
  ];
  const shared = areaOf(inner);
  return shared / (areaOf(a) + areaOf(b) - shared);
}
