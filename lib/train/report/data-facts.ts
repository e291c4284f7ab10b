/** What is known of a run's data: from its folder, from the data itself, or from predictions. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isPlainObject } from "../../edge/index.ts";
import { FileFormatError } from "../../native/errors.ts";
import type { RunConfig } from "../run-folder.ts";
import type { Evidence } from "./evidence/index.ts";
import type { DataFacts, EvidencePart, PartFacts } from "./facts.ts";

const NOTHING: PartFacts = { files: null, groups: null, perClass: null, sha256: null };

/** Where a run keeps what it knows of its data. */
export function dataFolder(dir: string): string {
  return path.join(dir, "data");
}

/**
 * What a run's `data/data.json` says; null where it has none.
 *
 * @throws FileFormatError for a file that says nothing
 */
export async function readDataFacts(dir: string): Promise<DataFacts | null> {
  const file = path.join(dataFolder(dir), "data.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FileFormatError(`train.report: ${file} is no JSON.`, {
      file,
      cause,
      operation: "train.report",
    });
  }
  const { root, table, classes, parts, exclusions, split, groupColumn } = value;
  const textOf = (one: unknown): string | null => (typeof one === "string" ? one : null);
  const names = Array.isArray(classes) ? classes.map(String) : [];
  return {
    root: textOf(root),
    table: textOf(table),
    classes: names,
    parts: Object.fromEntries(
      Object.entries(isPlainObject(parts) ? (parts as object) : {}).map(([name, part]) => [
        name,
        partOf(part, names),
      ]),
    ),
    exclusions: Array.isArray(exclusions) ? counted(exclusions) : null,
    split: isPlainObject(split) ? (split as Record<string, unknown>) : null,
    groupColumn: textOf(groupColumn),
  };
}

function partOf(value: unknown, classes: readonly string[]): PartFacts {
  const { files, groups, perClass, sha256 } = (value ?? {}) as Record<string, unknown>;
  const numberIn = (one: unknown): number | null => (typeof one === "number" ? one : null);
  const counts = Array.isArray(perClass)
    ? perClass
    : isPlainObject(perClass)
      ? classes.map((name) => (perClass as Record<string, unknown>)[name] ?? 0)
      : null;
  return {
    files: numberIn(files),
    groups: numberIn(groups),
    perClass: counts?.every((one) => typeof one === "number") ? (counts as number[]) : null,
    sha256: typeof sha256 === "string" ? sha256 : null,
  };
}

/** Reasons and how often each is given; where and which file is left out of a report. */
function counted(list: readonly unknown[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const one of list) {
    const reason = String((one as { reason?: unknown } | null)?.reason ?? "no reason is noted");
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

/** What data in parts says of itself, as far as it does. */
export function factsOfData(data: object, classes: readonly string[]): DataFacts {
  const { root, exclusions, groupColumn } = data as Record<"root" | "exclusions" | "groupColumn", unknown>;
  const parts = (["train", "val", "test"] as const).flatMap((name) => {
    const part = (data as Record<string, unknown>)[name];
    if (part === null || part === undefined) return [];
    const { length, groups, labels } = part as { length?: unknown; groups?: unknown; labels?: unknown };
    return [
      [
        name,
        {
          ...NOTHING,
          files: typeof length === "number" ? length : null,
          groups: Array.isArray(groups) ? new Set(groups).size : null,
          perClass: Array.isArray(labels)
            ? classes.map((_, k) => labels.filter((label) => label === k).length)
            : null,
        },
      ] as const,
    ];
  });
  return {
    root: typeof root === "string" ? root : null,
    table: null,
    classes,
    parts: Object.fromEntries(parts),
    exclusions: Array.isArray(exclusions) ? counted(exclusions) : null,
    split: null,
    groupColumn: typeof groupColumn === "string" ? groupColumn : null,
  };
}

/** What predictions and the configuration say, where nothing else does. */
export function factsOfPredictions(
  evidence: Readonly<Partial<Record<EvidencePart, Evidence>>>,
  config: RunConfig | null,
  classes: readonly string[],
): DataFacts | null {
  const parts: Record<string, PartFacts> = {};
  const { train = null, val = null } = config?.data ?? {};
  if (train !== null) parts.train = { ...NOTHING, files: train };
  if (val !== null) parts.val = { ...NOTHING, files: val };
  for (const [name, found] of Object.entries(evidence)) {
    if (name === "external") continue;
    parts[name] = factsOfEvidence(found, classes);
  }
  if (Object.keys(parts).length === 0) return null;
  return { root: null, table: null, classes, parts, exclusions: null, split: null, groupColumn: null };
}

function factsOfEvidence(found: Evidence, classes: readonly string[]): PartFacts {
  const perClass =
    found.kind === "classes"
      ? classes.map((_, k) => found.table.labels.reduce((sum, label) => sum + (label === k ? 1 : 0), 0))
      : found.kind === "labels"
        ? found.labels.map(({ positives }) => positives)
        : null;
  return { ...NOTHING, files: found.samples, groups: found.groups, perClass };
}
