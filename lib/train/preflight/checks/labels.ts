/** Classes and labels: in one part only, rare, very uneven, or missing. */

import { type Check, many, type Survey } from "../check.ts";
import type { Finding } from "../finding.ts";
import { PARTS } from "../subject.ts";

/** A class with fewer samples to train on is rare. */
const RARE = 10;
/** How many times more of one class than of another is uneven. */
const UNEVEN = 10;

export const labels: Check = {
  name: "labels",
  run(survey) {
    const { task } = survey.source;
    if (task === "regression" || task === "segmentation" || task === "detection") return missing(survey);
    const counts = countsOf(survey);
    return [...inOnePart(survey, counts), ...rare(counts), ...missing(survey)];
  },
};

/** Samples of each class, or with each label set, in each part that there is. */
function countsOf({ source, facts }: Survey): { name: string; parts: Map<string, number> }[] {
  const names = source.targetNames.length > 0 ? source.targetNames : source.classes;
  const has = (
    { label, targets }: { label: number | null; targets: readonly number[] | null },
    k: number,
  ): boolean => (targets !== null ? targets[k] === 1 : label === k);
  const there = PARTS.filter((part) => facts.some(({ subject }) => subject.part === part));
  return names.map((name, k) => ({
    name,
    parts: new Map(
      there.map((part) => [
        part,
        facts.filter(({ subject }) => subject.part === part && has(subject, k)).length,
      ]),
    ),
  }));
}

function inOnePart(survey: Survey, counts: ReturnType<typeof countsOf>): Finding[] {
  const found: Finding[] = [];
  const odd = counts.filter(({ parts }) => {
    const values = [...parts.values()];
    return parts.size > 1 && values.some((n) => n === 0) && values.some((n) => n > 0);
  });
  const unseen = odd.filter(({ parts }) => parts.get("train") === 0);
  const untested = odd.filter((one) => !unseen.includes(one));
  const said = (one: (typeof counts)[number]): string =>
    `${one.name} (${[...one.parts].map(([part, n]) => `${part} ${n}`).join(", ")})`;
  if (unseen.length > 0) {
    found.push({
      check: "labels",
      severity: "error",
      title: `${many(unseen.length, "class", "classes")} to be measured and never trained: ${unseen.map(said).join("; ")}`,
      advice: "Look whether a folder or a label is spelt in two ways; else divide the data anew.",
      count: unseen.length,
      files: [],
    });
  }
  if (untested.length > 0) {
    found.push({
      check: "labels",
      severity: "warning",
      title: `${many(untested.length, "class", "classes")} missing in a part: ${untested.map(said).join("; ")}`,
      advice:
        "Figures say nothing of them there. Divide by classes, or look whether a label is spelt in two ways.",
      count: untested.length,
      files: [],
    });
  }
  const empty = counts.filter(({ parts }) => [...parts.values()].every((n) => n === 0));
  if (empty.length > 0 && survey.facts.length > 0) {
    found.push({
      check: "labels",
      severity: "warning",
      title: `${many(empty.length, "class", "classes")} without an image: ${empty.map(({ name }) => name).join(", ")}`,
      advice: "Remove the folder or the class, or add images.",
      count: empty.length,
      files: [],
    });
  }
  return found;
}

function rare(counts: ReturnType<typeof countsOf>): Finding[] {
  const train = counts
    .map(({ name, parts }) => ({ name, n: parts.get("train") ?? 0 }))
    .filter(({ n }) => n > 0);
  if (train.length < 2) return [];
  const most = Math.max(...train.map(({ n }) => n));
  const few = train.filter(({ n }) => n < RARE || most > UNEVEN * n).sort((a, b) => a.n - b.n);
  if (few.length === 0) return [];
  return [
    {
      check: "labels",
      severity: "note",
      title: `Few images to train on: ${few.map(({ name, n }) => `${name} ${n}`).join(", ")} (the most of one: ${most})`,
      advice:
        'Weigh the classes (classWeights: "balanced", --balance) and go by balanced figures, not by accuracy.',
      count: few.length,
      files: [],
    },
  ];
}

/** Targets that are not there. */
function missing({ source, facts }: Survey): Finding[] {
  return source.targetNames.flatMap((name, k): Finding[] => {
    const n = facts.filter(({ subject }) => Number.isNaN(subject.targets?.[k])).length;
    if (n === 0) return [];
    return [
      {
        check: "labels",
        severity: n === facts.length ? "error" : "note",
        title: `${name} is missing of ${n} of ${many(facts.length, "image")}`,
        advice:
          "Missing values count for nothing in training and figures; look whether they are missing for a reason.",
        count: n,
        files: [],
      },
    ];
  });
}
