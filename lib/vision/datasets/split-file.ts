/** A division of files as a table that can be kept: written once, and followed by whoever opens the same files again. */

import { stat } from "node:fs/promises";
import { dirname, extname, relative, sep } from "node:path";
import { delimitedCell } from "../../data/tables/delimited.ts";
import { Table } from "../../data/tables/table.ts";
import { describe, listed } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { named } from "./inside.ts";
import { PARTS, type Part, partNamed } from "./parts.ts";
import type { Parts } from "./split.ts";

/** A file with what it must not be separated from. */
interface Grouped {
  path: string;
  group?: string;
}

/** The folder that paths are relative to. */
export async function folderOf(root: string): Promise<string> {
  const stats = await stat(root).catch(() => null);
  return stats === null || stats.isDirectory() ? root : dirname(root);
}

/** A path as it is written: below the folder, with slashes. */
export function pathBelow(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

/**
 * Writes the parts as CSV with the columns file, split and group.
 *
 * @throws ArgumentError for a file of another ending, or one that cannot be written
 */
export async function writeSplitFile(
  file: string,
  root: string,
  parts: Readonly<Record<Part, readonly Grouped[]>>,
): Promise<void> {
  if (extname(file).toLowerCase() !== ".csv") {
    throw new ArgumentError(`saveSplit: parts are written as CSV, to a file *.csv; got ${file}`, { file });
  }
  const folder = await folderOf(root);
  const lines = PARTS.flatMap((part) =>
    parts[part].map(({ path, group }) =>
      [pathBelow(folder, path), part, group ?? ""].map((text) => delimitedCell(text)).join(","),
    ),
  );
  await writeAtomically(file, (handle) => handle.writeFile(`${["file,split,group", ...lines].join("\n")}\n`));
}

/**
 * The parts of the samples as a file has them.
 *
 * @throws DatasetError for a file that is of other images, or of other groups, with how many and the first ones
 */
export async function applySplitFile<T extends Grouped>(
  file: string,
  root: string,
  samples: readonly T[],
  operation: string,
): Promise<Parts<T>> {
  const table = await Table.open(file, { operation });
  const [at, split, group] = [
    table.column("file"),
    table.column("split"),
    table.optional(undefined, "group"),
  ];
  const folder = await folderOf(root);
  const said = new Map<string, { part: Part; group: string | null; line: number }>();
  for (const row of table.rows) {
    const name = row.cell(split);
    const part =
      partNamed(name) ??
      table.refuse(row.line, `expected train, val or test as split, got ${describe(name)}`);
    const path = pathBelow(folder, named(folder, row.cell(at)));
    const before = said.get(path);
    if (before !== undefined && before.part !== part)
      table.refuse(row.line, `${path} is in two parts, see ${table.at(before.line)}`);
    said.set(path, { part, group: group === null ? null : row.cell(group), line: row.line });
  }
  const refuse = (text: string): never => {
    throw new DatasetError(`${operation}: ${file}: ${text}`, { file, operation });
  };
  const parts: Parts<T> = { train: [], val: [], test: [] };
  const [unknown, gone]: [string[], Set<string>] = [[], new Set(said.keys())];
  for (const sample of samples) {
    const path = pathBelow(folder, sample.path);
    const own = said.get(path);
    gone.delete(path);
    if (own === undefined) {
      unknown.push(path);
      continue;
    }
    if (own.group !== null && own.group !== (sample.group ?? "")) {
      refuse(
        `${table.at(own.line)}: ${path} is of the group ${describe(sample.group ?? "")} now, and was of ${describe(own.group)} when it ` +
          "was divided; divide anew",
      );
    }
    parts[own.part].push(sample);
  }
  if (unknown.length > 0 || gone.size > 0) {
    const told = [
      ...(unknown.length > 0 ? [`${unknown.length} images are not in it: ${listed(unknown, 3)}`] : []),
      ...(gone.size > 0 ? [`${gone.size} of its images are not there: ${listed([...gone], 3)}`] : []),
    ];
    refuse(
      `the images are not those that were divided; ${told.join("; ")}. Divide anew, or restore the files`,
    );
  }
  return parts;
}
