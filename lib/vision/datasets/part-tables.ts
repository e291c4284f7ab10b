/** Tables of one part each, as challenges publish them: what they say together, and their rows as samples of those parts. */

import { dirname, resolve, sep } from "node:path";
import { classesOf } from "../../data/csv.ts";
import { either, optionsOf, signature, string } from "../../edge/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { FileTable, type FileTableOptions } from "./csv-files.ts";
import { type RowColumns, type RowOptions, readSamples, type Sample } from "./csv-rows.ts";
import type { Divided } from "./csv-split.ts";
import type { ReadTargets } from "./csv-targets.ts";
import type { Exclusion } from "./file-parts.ts";
import { PARTS, type Part } from "./parts.ts";
import { checkGroups, type Parts } from "./split.ts";

/** A table for each part, or a folder. */
export interface OfParts {
  train: string;
  val?: string;
  test?: string;
}

/** One table or folder, or one for each part; `name` is the entry's. */
export function ofPartsKind(name: string) {
  const kinds = { train: string, val: string, test: string };
  return either(string, optionsOf(signature<OfParts>(name, { options: kinds, required: ["train"] })));
}

/** The table of each part, opened. */
export type PartTable = { part: Part; table: FileTable };

/**
 * Opens the tables.
 *
 * @throws ArgumentError for folders of parts that have no table
 */
export async function openParts(
  tables: OfParts,
  { root, ...options }: Omit<FileTableOptions, "root"> & { root?: string | OfParts },
): Promise<PartTable[]> {
  const opened: PartTable[] = [];
  for (const part of PARTS) {
    const file = tables[part];
    const folder = typeof root === "object" ? root[part] : root;
    if (file !== undefined)
      opened.push({ part, table: await FileTable.open(file, { ...options, root: folder }) });
    else if (typeof root === "object" && folder !== undefined) {
      const { operation } = options;
      throw new ArgumentError(`${operation}: root.${part}: there is no table of that part`, { operation });
    }
  }
  return opened;
}

/** What a table says, where the names of all tables are given or not. */
type ReadAs = (table: FileTable, classes?: readonly string[]) => ReadTargets;

/** What each table says, by the classes of all of them: one may lack what another has. */
export function readTogether(tables: readonly PartTable[], read: ReadAs): ReadTargets[] {
  const own = tables.map(({ table }) => read(table));
  const [first, ...others] = own as [ReadTargets, ...ReadTargets[]]; // the one to train on is there
  if (others.every(({ names }) => names.join("\n") === first.names.join("\n"))) return own;
  const names = own.flatMap((one) => one.names);
  const all = first.task === "ordinal" ? gradesIn(names) : classesOf(names);
  return tables.map(({ table }) => read(table, all));
}

/** All whole numbers from the least to the most. */
function gradesIn(names: readonly string[]): string[] {
  const low = Math.min(...names.map(Number));
  return Array.from({ length: Math.max(...names.map(Number)) - low + 1 }, (_, i) => String(low + i));
}

/**
 * The samples of the tables as the parts that they are of.
 *
 * @throws DatasetError for an image or a group in two parts, and a table for training that has no row left; what `readSamples` throws
 */
export async function samplesOfParts(
  tables: readonly PartTable[],
  said: readonly ReadTargets[],
  columns: RowColumns,
  options: RowOptions,
): Promise<Divided<Sample> & { exclusions: Exclusion[] }> {
  const parts: Parts<Sample> = { train: [], val: [], test: [] };
  const exclusions: Exclusion[] = [];
  const seen = new Map<string, FileTable>();
  for (const [at, { part, table }] of tables.entries()) {
    const rows = (said[at] as ReadTargets).said;
    const found = await readSamples(table, { ...columns, split: null }, rows, options);
    parts[part] = found.samples;
    exclusions.push(...found.exclusions);
    const { operation, file } = table;
    for (const { path } of found.samples) {
      const other = seen.get(path);
      if (other === undefined || other === table) {
        seen.set(path, table);
        continue;
      }
      throw new DatasetError(
        `${operation}: the image ${path} stands in two tables, ${other.file} and ${file}; where their names begin anew in each, give root: ` +
          "{ train, test }, the folder of each part",
        { file: path, operation },
      );
    }
    if (part === "train" && found.samples.length === 0) {
      throw new DatasetError(`${operation}: ${file} has no row to train on, of ${table.length}`, {
        file,
        operation,
      });
    }
  }
  checkGroups(tables[0]?.table.operation ?? "", parts);
  return { parts, exclusions, division: { tables: tables.length } };
}

/** The folder that all folders of tables are in. */
export function commonFolder(tables: readonly PartTable[]): string {
  const [first = ".", ...others] = tables.map(({ table }) => resolve(table.root));
  let common = first;
  while (
    others.some((one) => one !== common && !one.startsWith(common.endsWith(sep) ? common : common + sep))
  )
    common = dirname(common);
  return common;
}
