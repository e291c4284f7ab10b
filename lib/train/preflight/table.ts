/** What an inspection found, as text. */

import { relative } from "node:path";
import { isPlainObject, kind, signature } from "../../edge/index.ts";
import type { Finding } from "./finding.ts";
import type { Inspection } from "./inspect-data.ts";
import type { PartStatistics } from "./statistics.ts";

/** What an inspection gave. */
export const inspectionKind = kind<Inspection>(
  "what train.inspectData gives",
  (v) =>
    isPlainObject(v) &&
    Array.isArray((v as Partial<Inspection>).findings) &&
    Array.isArray((v as Partial<Inspection>).parts),
);
const TAKES = signature("train.inspectTable", { takes: { inspection: inspectionKind } });

const MOST_FILES = 4;

/** The parts and the findings, the worst first, each with a few of its files. */
export function inspectTable(inspection: Inspection, ...rest: []): string {
  TAKES.read(rest);
  TAKES.check(inspection);
  const { root, task, images, findings, parts } = inspection;
  return [
    `${root}: ${images} ${images === 1 ? "image" : "images"}, ${task === "images" ? "no labels" : task}`,
    ...parts.map(partLine),
    "",
    summaryOf(inspection),
    ...labelsLine(inspection),
    ...findings.flatMap((finding) => ["", ...findingLines(finding, root)]),
  ].join("\n");
}

/** How many findings there are, in one sentence. */
export function summaryOf({ errors, warnings, notes }: Inspection): string {
  if (errors + warnings + notes === 0) return "Nothing was found.";
  const count = (n: number, name: string): string => `${n} ${name}${n === 1 ? "" : "s"}`;
  return `${count(errors, "error")}, ${count(warnings, "warning")}, ${count(notes, "note")}`;
}

/** Why labels were not judged, where that is so. */
export function labelsLine({ labels }: Inspection): string[] {
  if (labels === null || labels.accuracy >= 0.8) return [];
  return [
    `Labels were not judged: ${labels.by} tell only ${Math.round(100 * labels.accuracy)} % of the classes.`,
  ];
}

function partLine({
  part,
  images,
  groups,
  classes,
  width,
  height,
  mean,
  std,
  formats,
}: PartStatistics): string {
  const numbers = (values: readonly number[]): string => values.map((value) => value.toFixed(3)).join(", ");
  const span = ({ least, most }: { least: number; most: number }): string =>
    least === most ? `${least}` : `${least}-${most}`;
  const named = Object.entries(classes).map(([name, n]) => `${name} ${n}`);
  return [
    `  ${part.padEnd(5)} ${images} images${groups === null ? "" : ` of ${groups} groups`}`,
    ...(named.length > 0 ? [`        ${named.join(", ")}`] : []),
    ...(mean.length > 0
      ? [
          `        ${span(width)} x ${span(height)} pixels; ${
            Object.entries(formats)
              .map(([name, n]) => `${name} ${n}`)
              .join(", ") || "arrays"
          }; ` + `mean ${numbers(mean)}, standard deviation ${numbers(std)}`,
        ]
      : []),
  ].join("\n");
}

function findingLines({ check, severity, title, advice, files, count }: Finding, root: string): string[] {
  const shown = files.slice(0, MOST_FILES).map(({ path, part, label, remark }) => {
    const what = [part, label, remark].filter((said) => said != null);
    return `    ${shortPath(path, root)}  (${what.join("; ")})`;
  });
  const more = Math.max(files.length, files.length > 0 ? count : 0) - shown.length;
  return [
    `${severity.toUpperCase()}  ${check}: ${title}`,
    `  ${advice}`,
    ...shown,
    ...(files.length > MOST_FILES && more > 0 ? [`    and ${files.length - shown.length} more`] : []),
  ];
}

/** A path below the root of the data, where it lies there. */
export function shortPath(path: string, root: string): string {
  const short = relative(root, path);
  return short === "" || short.startsWith("..") ? path : short;
}
