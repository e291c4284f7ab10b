/** The rows of a table as samples: which image each is of, its group, part, site and weight, and what is left out of the data. */

import type { TableRow } from "../../data/tables/table.ts";
import { describe, type Kinds, listOf, nullable, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import type { FileTable, ListedFile } from "./csv-files.ts";
import type { Said } from "./csv-targets.ts";
import type { Exclusion } from "./file-parts.ts";
import type { FileEntry, KeptRow } from "./file-split.ts";
import { findNamed } from "./find-named.ts";

/** Columns that say of an image what is not its target. */
export interface FactColumns {
  /** What must not be divided, such as the patient. Default "group", where there is one. */
  group?: string;
  /** Part of each row: train, val or test. Default "split", where there is one; null takes no notice of it. */
  split?: string | null;
  /** How often an image is drawn in training, relative to the others. */
  weight?: string;
  /** When it was taken, for `split: { by: "date" }`. */
  date?: string;
  /** Where it was taken, for `split: { by: "site" }`. */
  site?: string;
  /** Columns that go along with each sample, for subgroups and tables of predictions. */
  keep?: readonly string[];
}

/** Kinds of those columns. */
export const FACT_COLUMNS: Kinds<FactColumns> = {
  group: string,
  split: nullable(string),
  weight: string,
  date: string,
  site: string,
  keep: listOf(string),
};

/** Columns of a table of which each row is an image. */
export interface RowColumns extends FactColumns {
  image: string;
}

/** What a row says of its image beside the target. */
export type RowFacts = ListedFile & Pick<FileEntry, "weight" | "site" | "row"> & { date?: string };

/**
 * Reads what rows say of their images, by the columns that are named.
 *
 * @throws ArgumentError for columns that are not there; what it gives throws FileFormatError for cells that are none of theirs
 */
export function factsReader(table: FileTable, columns: FactColumns): (row: TableRow, at: number) => RowFacts {
  const split = columns.split === null ? null : table.optional(columns.split, "split");
  const group = table.optional(columns.group, "group");
  const [weight, site, date] = (["weight", "site", "date"] as const).map((option) => {
    const name = columns[option];
    return name === undefined ? null : table.column(name, option);
  }) as [number | null, number | null, number | null];
  const kept = (columns.keep ?? []).map((name) => keptColumn(table, name));
  return (row, at) => ({
    ...table.listed(row, split, group),
    ...(weight !== null && { weight: weightIn(table, row, weight) }),
    ...(site !== null && { site: siteIn(table, row, site) }),
    ...(date !== null && { date: dateIn(table, row, date) }),
    ...(kept.length > 0 && {
      row: Object.fromEntries(kept.map(({ name, of }) => [name, of(at)])) as KeptRow,
    }),
  });
}

/** How rows are read. */
export interface RowOptions {
  extensions: readonly string[];
  allowOutside: boolean;
  onMissing: "throw" | "skip";
  onEmpty: "throw" | "skip";
  duplicates: "throw" | "keep";
  signal?: AbortSignal;
}

/** A row that is in the data. */
export type Sample = FileEntry & RowFacts & { said: Exclude<Said, null> };

/** Names of missing images that errors list. */
const MOST_NAMED = 3;

/**
 * The samples of a table, and the rows that are none.
 *
 * @throws FileFormatError with the line of a cell that is none of what its column takes; DatasetError for images that are
 *   not there, lie outside of the folder, may be several, or stand in several rows
 */
export async function readSamples(
  table: FileTable,
  columns: RowColumns,
  said: readonly Said[],
  options: RowOptions,
): Promise<{ samples: Sample[]; exclusions: Exclusion[] }> {
  const image = table.column(columns.image, "image");
  const facts = factsReader(table, columns);
  const exclusions: Exclusion[] = [];
  const exclude = (line: number, reason: string): void => {
    exclusions.push({ file: table.file, line, reason });
  };
  const names = table.rows.map((row) => {
    const name = row.cell(image);
    return name === "" ? table.refuse(row.line, `no image in column ${table.names[image]}`) : name;
  });
  const found = await findNamed(names, { ...options, operation: table.operation, root: table.root });
  const wrong: { line: number; problem: string; missing: boolean }[] = [];
  const samples: Sample[] = [];
  for (const [at, row] of table.rows.entries()) {
    const { line } = row;
    const place = found[at] as (typeof found)[number];
    if ("problem" in place) {
      if (place.missing && options.onMissing === "skip") exclude(line, "no image");
      else wrong.push({ line, ...place });
      continue;
    }
    const target = said[at] as Said;
    if (target === null) {
      if (options.onEmpty === "throw") {
        table.refuse(line, 'nothing is said of the image; onEmpty: "skip" leaves such rows out');
      }
      exclude(line, "no label");
      continue;
    }
    samples.push({ ...facts(row, at), path: place.path, said: target });
  }
  refuseWrong(table, wrong);
  return { samples: together(table, samples, options.duplicates), exclusions };
}

function refuseWrong(
  table: FileTable,
  wrong: readonly { line: number; problem: string; missing: boolean }[],
): void {
  const [first] = wrong;
  if (first === undefined) return;
  const { file, operation } = table;
  const more = wrong.length - 1;
  const lines = wrong.slice(1, MOST_NAMED).map(({ line }) => table.at(line));
  const others =
    more === 0 ? "" : `, and ${more} more (${lines.join(", ")}${more >= MOST_NAMED ? ", ..." : ""})`;
  const advice = first.missing
    ? '; names are relative to the table, or to the option root; onMissing: "skip" leaves such rows out'
    : "";
  throw new DatasetError(
    `${operation}: ${file}, ${table.at(first.line)}: ${first.problem}${others}${advice}`,
    {
      file,
      operation,
    },
  );
}

/** Rows of one image, refused or kept in one part. */
function together(table: FileTable, samples: readonly Sample[], duplicates: "throw" | "keep"): Sample[] {
  const seen = new Map<string, Sample>();
  const twice = new Set<string>();
  for (const sample of samples) {
    const before = seen.get(sample.path);
    seen.set(sample.path, before ?? sample);
    if (before === undefined) continue;
    twice.add(sample.path);
    const { operation, file } = table;
    const where = `${table.at(before.line)} and ${table.at(sample.line)}`;
    if (duplicates === "throw") {
      throw new DatasetError(
        `${operation}: ${file}: the image ${sample.path} stands in two rows, ${where}; duplicates: "keep" takes each as a sample, ` +
          "in one part",
        { file, operation },
      );
    }
    for (const what of ["group", "part"] as const) {
      if (before[what] === sample[what]) continue;
      throw new DatasetError(
        `${operation}: ${file}: the image ${sample.path} stands in two rows with two values of ${what}, ${where}`,
        { file, operation },
      );
    }
  }
  return samples.map((sample) =>
    twice.has(sample.path) && sample.group === undefined ? { ...sample, group: sample.path } : sample,
  );
}

/** A column that is kept: numbers, where all of it are. */
function keptColumn(
  table: FileTable,
  name: string,
): { name: string; of: (row: number) => string | number | null } {
  const column = table.column(name, "keep");
  const texts = table.texts(column);
  const isNumeric = texts.every((text) => text === "" || Number.isFinite(Number(text)));
  return {
    name: table.names[column] as string,
    of: (row) => {
      const text = texts[row] as string;
      if (text === "") return null;
      return isNumeric ? Number(text) : text;
    },
  };
}

function weightIn(table: FileTable, row: TableRow, column: number): number {
  const text = row.cell(column);
  const weight = Number(text);
  if (text !== "" && Number.isFinite(weight) && weight >= 0) return weight;
  return table.refuse(
    row.line,
    `expected a weight from 0 in column ${table.names[column]}, got ${describe(text)}`,
  );
}

function siteIn(table: FileTable, row: TableRow, column: number): string {
  const site = row.cell(column);
  return site === "" ? table.refuse(row.line, `the site in column ${table.names[column]} is missing`) : site;
}

/** 2021, 2021-03, 2021-03-07, with a time behind it or not, or 20210307 as DICOM has it; in the order of the days as text. */
const DATE = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ].*)?)?)?$/;

function dateIn(table: FileTable, row: TableRow, column: number): string {
  const text = row.cell(column);
  const [, year, month = "01", day = "01"] = DATE.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // 31 February is the third of March to Date.
  if (year !== undefined && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)) {
    return `${year}-${month}-${day}`;
  }
  return table.refuse(
    row.line,
    `expected a date as 2021-03-07 in column ${table.names[column]}, got ${describe(text)}`,
  );
}
