/** Data in parts as the preflight sees it: its samples in one list, what they are called, and how they are read. */

import { isPlainObject } from "../../edge/index.ts";
import type { DecodingOptions } from "../../vision/image.ts";
import { type AnyPart, PARTS, type PartName, type Source, type Subject } from "./subject.ts";

/** Data in parts: what the data sets of files and arrays are, and any object like them. */
export interface InspectableData {
  readonly task?: { readonly name: string; readonly names?: readonly string[] };
  readonly root?: string;
  readonly classes?: readonly string[];
  readonly train: { readonly length: number };
  readonly val?: { readonly length: number } | null;
  readonly test?: { readonly length: number } | null;
  readonly decoding?: DecodingOptions;
  /** Rows that were left out when it was opened. */
  readonly exclusions?: readonly {
    readonly file: string;
    readonly line?: number | null;
    readonly reason: string;
  }[];
  /** Boxes that were left out when it was opened. */
  readonly skipped?: readonly { readonly path: string; readonly name: string; readonly problem: string }[];
}

/** Whether something is data in parts. */
export function isData(value: unknown): value is InspectableData {
  if (typeof value !== "object" || value === null) return false;
  const { train } = value as { train?: { length?: unknown; get?: unknown } | null };
  return typeof train?.length === "number" && typeof train.get === "function";
}

/** Group of a sample by its path and its class. */
export type GroupOf = (path: string, className: string) => string;

/** The source that some data is; groups are the data's own, those of a column that is kept, or what `groupOf` says. */
export function sourceOf(data: InspectableData, groupColumn: string | null, groupOf?: GroupOf): Source {
  const { classes = [], task } = data;
  const name = task?.name ?? (classes.length > 0 ? "classification" : "images");
  const targetNames = task?.names ?? (name === "multilabel" ? classes : []);
  const parts: Partial<Record<PartName, AnyPart>> = {};
  const subjects: Subject[] = [];
  for (const part of PARTS) {
    const own = data[part] as AnyPart | null | undefined;
    if (own == null) continue;
    parts[part] = own;
    for (let index = 0; index < own.length; index++) subjects.push(subjectOf(own, part, index));
  }
  if (groupColumn !== null) for (const subject of subjects) takeGroup(subject, groupColumn);
  const times = new Map<string, number>();
  for (const { path } of subjects) times.set(path, (times.get(path) ?? 0) + 1);
  for (const subject of subjects) {
    subject.isAlone = subject.isAlone && times.get(subject.path) === 1;
    const className = subject.label === null ? "" : (classes[subject.label] ?? "");
    if (groupOf !== undefined) subject.group = groupOf(subject.path, className);
  }
  return {
    root: data.root ?? "data",
    task: name,
    classes,
    targetNames,
    subjects,
    decoding: data.decoding ?? {},
    parts,
    leftOut: [
      ...(data.exclusions ?? []).map(({ file, line, reason }) => ({
        path: file,
        problem: line == null ? reason : `line ${line}: ${reason}`,
      })),
      ...(data.skipped ?? []).map(({ path, name: box, problem }) => ({
        path,
        problem: `${box}: ${problem}`,
      })),
    ],
  };
}

/** Takes the group out of the columns that are kept: a patient is no property that a class might be told from. */
function takeGroup(subject: Subject, column: string): void {
  const { [column]: group = null, ...row } = subject.row ?? {};
  subject.group = group === null || group === "" ? null : String(group);
  subject.row = row;
}

function subjectOf(part: AnyPart, partName: PartName, index: number): Subject {
  const sample = (part.samples?.[index] ?? {}) as Record<string, unknown>;
  const listed = (list: unknown): unknown => (Array.isArray(list) ? list[index] : undefined);
  const label = sample.label ?? listed(part.labels);
  const targets = sample.targets ?? listed(part.targets);
  return {
    path: typeof sample.path === "string" ? sample.path : `${partName}[${index}]`,
    part: partName,
    index,
    label: typeof label === "number" ? label : null,
    targets: Array.isArray(targets) ? (targets as number[]) : null,
    group: typeof sample.group === "string" ? sample.group : null,
    row: isPlainObject(sample.row) ? (sample.row as Record<string, unknown>) : null,
    isAlone: typeof sample.path === "string", // what has no file is read by its data
  };
}
