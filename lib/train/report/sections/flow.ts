/** Where patients and images went. */
import { blank, count, figureOf, flowChart, markup, table } from "../../../report/index.ts";
import { PART_NAMES, type PartFacts, type ReportFacts } from "../facts.ts";
import { flowTitle, groupsOf } from "../groups.ts";
import type { Section } from "./section.ts";

const PARTS = ["train", "val", "test"];

function boxOf(facts: ReportFacts, name: string, { files, groups }: PartFacts): string[] {
  return [
    name,
    files === null ? "images: not known" : `${count(files)} ${files === 1 ? "image" : "images"}`,
    ...(groups === null ? [] : [groupsOf(facts, groups)]),
  ];
}

/** The flow of images and patients, after STARD 2015. */
export const flow: Section = {
  id: "flow",
  title: "Flow of patients and images",
  write(facts) {
    const { data } = facts;
    const parts = PARTS.flatMap((part) => {
      const found = data?.parts[part];
      return found === undefined || found.files === 0 ? [] : [[PART_NAMES[part] as string, found] as const];
    });
    if (data === null || parts.length === 0) {
      return markup`<p>${blank("how many patients and images were found, left out and divided into parts; the run does not say.")}</p>`;
    }
    const { exclusions } = data;
    const left = exclusions?.reduce((sum, one) => sum + one.count, 0) ?? 0;
    const known = parts.every(([, { files }]) => files !== null);
    const files = parts.reduce((sum, [, part]) => sum + (part.files ?? 0), 0);
    const hasGroups = parts.every(([, { groups }]) => groups !== null);
    const groups = parts.reduce((sum, [, part]) => sum + (part.groups ?? 0), 0);
    const found = [
      "Found",
      known ? `${count(files + left)} images` : "images: not known",
      ...(hasGroups && left === 0 ? [groupsOf(facts, groups)] : []),
    ];
    const reasons = (exclusions ?? []).map(({ reason, count: n }) => `${count(n)}: ${reason}`);
    const excluded =
      left === 0
        ? null
        : ["Left out", ...reasons.slice(0, 6), ...(reasons.length > 6 ? ["and others, see below"] : [])];
    const described = parts.map(([name, part]) => boxOf(facts, name, part).join(", ")).join("; ");
    return [
      markup`<div class="charts">${figureOf(
        "From what was found to the parts",
        flowChart({
          title: flowTitle(facts),
          description: `${known ? `${files + left} images were found, ${left} left out` : "How many images were found is not known"}; ${described}.`,
          found,
          excluded,
          parts: parts.map(([name, part]) => boxOf(facts, name, part)),
        }),
      )}</div>`,
      exclusions === null
        ? markup`<p>${blank("what was left out and why; the run does not note it.")}</p>`
        : exclusions.length === 0
          ? markup`<p>Nothing that the data lists was left out.</p>`
          : table({
              caption: "Left out, by reason",
              head: ["reason", "images"],
              rows: exclusions.map(({ reason, count: n }) => [reason, count(n)]),
            }),
      markup`<p>${blank("eligibility criteria, dates and places from which patients came.")}</p>`,
    ];
  },
};
