/** What data there was, part by part and class by class. */
import {
  barChart,
  blank,
  count,
  details,
  facts as factList,
  figureOf,
  legend,
  markup,
  table,
} from "../../../report/index.ts";
import { PART_NAMES, type ReportFacts } from "../facts.ts";
import { groupHead, groupWords } from "../groups.ts";
import type { Section } from "./section.ts";

/** More classes than these are a table alone. */
const MOST_BARS = 14;

/** Samples of each part and class. */
export const data: Section = {
  id: "data",
  title: "Data",
  write(facts) {
    const { data: found, settings, config } = facts;
    if (found === null) return markup`<p>${blank("what data the run was trained and measured on.")}</p>`;
    const parts = Object.entries(found.parts).map(
      ([name, part]) => [PART_NAMES[name] ?? name, part] as const,
    );
    const withClasses = parts.filter(([, { perClass }]) => perClass !== null);
    const named = (n: number | null): string => (n === null ? "–" : count(n));
    const bars =
      withClasses.length === 0 || found.classes.length > MOST_BARS
        ? null
        : markup`<div class="charts">${figureOf(
            "Samples of each class",
            barChart({
              title: "Samples of each class in each part",
              description: withClasses
                .map(
                  ([name, { perClass }]) =>
                    `${name}: ${found.classes.map((one, k) => `${one} ${perClass?.[k] ?? 0}`).join(", ")}`,
                )
                .join("; "),
              names: found.classes,
              series: withClasses.map(([name, { perClass }]) => ({ name, values: perClass ?? [] })),
            }),
            legend(withClasses.map(([name]) => name)),
          )}</div>`;
    const classes = withClasses.length === 0 ? [] : found.classes;
    return [
      table({
        caption: "Parts of the data",
        head: ["part", "images", groupHead(facts), ...classes],
        rows: parts.map(([name, { files, groups, perClass }]) => [
          name,
          named(files),
          named(groups),
          ...classes.map((_, k) => (perClass === null ? "–" : count(perClass[k] ?? 0))),
        ]),
      }),
      bars,
      factList([
        ["divided", splitLine(found, config, settings.files, groupWords(facts))],
        ...(settings.files && found.table !== null
          ? [["table", markup`<code>${found.table}</code>`] as const]
          : []),
        ...(settings.files && found.root !== null
          ? [["folder", markup`<code>${found.root}</code>`] as const]
          : []),
      ]),
      parts.some(([, { sha256 }]) => sha256 !== null)
        ? details(
            "Hashes of the lists of files",
            table({
              caption: "SHA-256 of each part's list",
              head: ["part", "SHA-256"],
              words: [1],
              rows: parts.map(([name, { sha256 }]) => [
                name,
                sha256 === null ? "–" : markup`<code>${sha256}</code>`,
              ]),
            }),
          )
        : null,
      markup`<p>${blank("where the images come from, how they were acquired, and how the reference standard was made and by whom.")}</p>`,
    ];
  },
};

function splitLine(
  { split, parts }: NonNullable<ReportFacts["data"]>,
  config: ReportFacts["config"],
  files: boolean,
  groups: string,
): string {
  const isGrouped = Object.values(parts).some((part) => part.groups !== null);
  const whole = isGrouped
    ? `; ${groups} are whole in one part`
    : `; whether ${groups} are whole in one part is not known`;
  if (split !== null) {
    const said = Object.entries(split)
      .filter(([name, value]) => value !== null && typeof value !== "object" && (files || name !== "file"))
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
    return `${said === "" ? "as the data has it" : said}${whole}`;
  }
  const { command } = (config?.notes ?? {}) as { command?: { valSplit?: number; seed?: number } };
  if (typeof command?.valSplit === "number")
    return `validation share ${command.valSplit}, seed ${command.seed}${whole}`;
  return `how is not noted${whole}`;
}
