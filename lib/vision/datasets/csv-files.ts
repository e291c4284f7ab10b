/**
 * Tables in CSV that list files, with their parts and groups where they have them: columns by name, files that are there
 * and lie in their folder, division. What a row says of its file is the callers'.
 */

import { dirname } from "node:path";
import { checkNames, readTable } from "../../data/csv.ts";
import { Limit, parseCsv } from "../../data/index.ts";
import { describe, listed } from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../native/errors.ts";
import { Inside, named } from "./inside.ts";
import { type Part, partNamed } from "./parts.ts";
import { groupedSplit, type Parts, type SplitOptions } from "./split.ts";

/** How a table is read. */
export interface FileTableOptions {
  /** What errors call the caller. */
  operation: string;
  /** Between values. Default ",". */
  separator?: string;
  /** Folder that paths are relative to, and that they do not leave. Default: the table's. */
  root?: string;
  signal?: AbortSignal;
}

/** A row of a table of files. */
export interface TableRow {
  /** Where it starts, from 1. */
  readonly line: number;
  /** The text of a column, without spaces around it. */
  cell(column: number): string;
}

/** A file of a table, with the part and the group that the table names. */
export interface ListedFile {
  line: number;
  part?: Part;
  group?: string;
}

/** An open table with a header. */
export class FileTable {
  readonly file: string;
  readonly operation: string;
  /** Names of the columns. */
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
  /** Folder of the files. */
  readonly root: string;

  private constructor(file: string, text: string, options: FileTableOptions) {
    const { operation, separator } = options;
    this.file = file;
    this.operation = operation;
    this.root = options.root ?? dirname(file);
    const [header, ...body] = parseCsv(text, { separator, file });
    if (header === undefined || body.length === 0) {
      throw new FileFormatError(`${operation}: ${file} has no rows below a header`, { file, operation });
    }
    this.names = header.values.map((name) => name.trim());
    checkNames(this.names, file, operation);
    this.rows = body.map(({ line, values }) => {
      if (values.length !== this.names.length) {
        this.refuse(line, `expected ${this.names.length} values as in the header, got ${values.length}`);
      }
      return { line, cell: (column) => (values[column] as string).trim() };
    });
  }

  /** Throws FileFormatError with the line for a table that is none. */
  static async open(file: string, options: FileTableOptions): Promise<FileTable> {
    return new FileTable(file, await readTable(file, options.operation, options.signal), options);
  }

  /** Throws FileFormatError with a line. */
  refuse(line: number, what: string): never {
    const { file, operation } = this;
    throw new FileFormatError(`${operation}: ${file}, line ${line}: ${what}`, { file, operation });
  }

  /** The position of a column. Throws ArgumentError for one that is not there. */
  column(name: string): number {
    const at = this.names.indexOf(name);
    if (at >= 0) return at;
    const { file, operation } = this;
    throw new ArgumentError(
      `${operation}: ${file} has no column ${describe(name)}; it has ${listed(this.names)}`,
      { operation, file },
    );
  }

  /** The position of a column that was named, or of the usual one where there is one; else null. */
  optional(name: string | undefined, usual: string): number | null {
    if (name !== undefined) return this.column(name);
    return this.names.includes(usual) ? this.column(usual) : null;
  }

  /** The path of a file that a cell names. */
  path(cell: string): string {
    return named(this.root, cell);
  }

  /** What a row says of part and group, by the positions of their columns. */
  listed(row: TableRow, split: number | null, group: number | null): ListedFile {
    const { line } = row;
    return {
      line,
      ...(split !== null && { part: this.#part(row.cell(split), line) }),
      ...(group !== null && row.cell(group) !== "" && { group: row.cell(group) }),
    };
  }

  #part(name: string, line: number): Part {
    return partNamed(name) ?? this.refuse(line, `expected train, val or test as part, got ${describe(name)}`);
  }

  /**
   * Throws DatasetError naming the first line whose files are not there, or lie outside of the folder.
   *
   * @param files of each row, null for none
   */
  async check(
    files: readonly { line: number; paths: readonly (string | null)[] }[],
    {
      allowOutside = false,
      folders = false,
      signal,
    }: { allowOutside?: boolean; folders?: boolean; signal?: AbortSignal },
  ): Promise<void> {
    const { file, operation } = this;
    const inside = new Inside(this.root, allowOutside, folders);
    const limit = new Limit(16);
    const problems = await Promise.all(
      files.map(({ paths }) =>
        limit.run(async () => {
          throwIfAborted(signal, operation);
          for (const wanted of paths) {
            const problem = wanted === null ? null : await inside.problem(wanted);
            if (problem !== null) return { problem, wanted };
          }
          return null;
        }),
      ),
    );
    const at = problems.findIndex((found) => found !== null);
    if (at < 0) return;
    const { problem, wanted } = problems[at] as { problem: string; wanted: string };
    throw new DatasetError(
      `${operation}: ${file}, line ${files[at]?.line}: ${problem}; paths are relative to the table, or to the option root`,
      { file: wanted, operation },
    );
  }

  /**
   * The parts that the table names, or shares of it. Throws DatasetError for a group in two parts, and where nothing is left
   * to train on; ArgumentError where both are asked for.
   */
  divide<T extends ListedFile>(files: readonly T[], split: SplitOptions = {}): Parts<T> {
    const parts = this.#divided(files, split);
    if (parts.train.length > 0) return parts;
    const { file, operation } = this;
    throw new DatasetError(`${operation}: ${file} has no row to train on`, { file, operation });
  }

  #divided<T extends ListedFile>(files: readonly T[], split: SplitOptions): Parts<T> {
    const { file, operation } = this;
    if (files.every(({ part }) => part === undefined)) return groupedSplit(files, split);
    if (split.val !== undefined || split.test !== undefined) {
      throw new ArgumentError(
        `${operation}: ${file} has a column of parts; leave out split, or name another column as split`,
        { operation, file },
      );
    }
    const seen = new Map<string, T>();
    for (const row of files) {
      if (row.group === undefined) continue;
      const other = seen.get(row.group);
      if (other !== undefined && other.part !== row.part) {
        throw new DatasetError(
          `${operation}: ${file}: the group ${describe(row.group)} is in two parts, ${other.part} (line ` +
            `${other.line}) and ${row.part} (line ${row.line}); what is measured there would have been trained on`,
          { file, operation },
        );
      }
      seen.set(row.group, other ?? row);
    }
    const of = (part: Part) => files.filter((row) => row.part === part);
    return { train: of("train"), val: of("val"), test: of("test") };
  }
}
