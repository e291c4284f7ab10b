/**
 * Tables that list files, with their parts and groups where they have them: columns by name, files that are there
 * and lie in their folder, division. What a row says of its file is the callers'.
 */

import { dirname } from "node:path";
import { Limit } from "../../data/index.ts";
import { Table, type TableRow, type TableTextOptions } from "../../data/tables/table.ts";
import { describe } from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import type { Exclusion } from "./file-parts.ts";
import { Inside, named } from "./inside.ts";
import { type Part, partNamed } from "./parts.ts";
import { checkGroups, groupedSplit, type Parts, type SplitOptions } from "./split.ts";
import { applySplitFile } from "./split-file.ts";

/** How a table is read. */
export interface FileTableOptions extends TableTextOptions {
  /** What errors call the caller. */
  operation: string;
  /** Folder that paths are relative to, and that they do not leave. Default: the table's. */
  root?: string;
  signal?: AbortSignal;
}

/** A file of a table, with the part and the group that the table names. */
export interface ListedFile {
  line: number;
  part?: Part;
  group?: string;
}

/** An open table of files. */
export class FileTable extends Table {
  /** Folder of the files. */
  readonly root: string;

  private constructor(root: string, ...read: ConstructorParameters<typeof Table>) {
    super(...read);
    this.root = root;
  }

  /** Throws FileFormatError with the line for a table that is none. */
  static override async open(file: string, options: FileTableOptions): Promise<FileTable> {
    const { root = dirname(file), ...reading } = options;
    return new FileTable(root, file, ...(await Table.read(file, reading)));
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
    options: { allowOutside?: boolean; folders?: boolean; signal?: AbortSignal },
  ): Promise<void> {
    await this.present(files, ({ paths }) => paths, options);
  }

  /**
   * The rows whose files are all there. Throws DatasetError naming the first line that is not so, of files outside of the folder always,
   * of missing ones unless `onMissing` is "skip", which notes them among the exclusions.
   *
   * @param pathsOf the files of a row, null for none
   */
  async present<T extends { line: number }>(
    rows: readonly T[],
    pathsOf: (row: T) => readonly (string | null)[],
    {
      allowOutside = false,
      folders = false,
      onMissing = "throw",
      exclusions = [],
      signal,
    }: {
      allowOutside?: boolean;
      folders?: boolean;
      onMissing?: "throw" | "skip";
      exclusions?: Exclusion[];
      signal?: AbortSignal;
    },
  ): Promise<T[]> {
    const { file, operation } = this;
    const inside = new Inside(this.root, allowOutside, folders);
    const limit = new Limit(16);
    const problems = await Promise.all(
      rows.map((row) =>
        limit.run(async () => {
          throwIfAborted(signal, operation);
          for (const wanted of pathsOf(row)) {
            const problem = wanted === null ? null : await inside.fault(wanted);
            if (wanted !== null && problem !== null) return { problem, wanted };
          }
          return null;
        }),
      ),
    );
    const isWrong = (found: (typeof problems)[number]): boolean =>
      found !== null && !(found.problem.missing && onMissing === "skip");
    const at = problems.findIndex(isWrong);
    if (at >= 0) {
      const { problem, wanted } = problems[at] as NonNullable<(typeof problems)[number]>;
      throw new DatasetError(
        `${operation}: ${file}, ${this.at(rows[at]?.line ?? 0)}: ${problem.problem}; paths are relative to the table, or to the option root`,
        { file: wanted, operation },
      );
    }
    return rows.filter((row, i) => {
      const found = problems[i];
      const what = found?.wanted === pathsOf(row)[0] ? "image" : "mask";
      if (found) exclusions.push({ file, line: row.line, reason: `no ${what}` });
      return !found;
    });
  }

  /**
   * The parts that the table names, that a file does, or shares of it. Throws DatasetError for a group in two parts, a file of other
   * images, and where nothing is left to train on; ArgumentError where two of them are asked for.
   */
  async divide<T extends ListedFile & { path: string }>(
    files: readonly T[],
    split: SplitOptions | string = {},
  ): Promise<Parts<T>> {
    const parts =
      typeof split === "string" ? await this.#followed(files, split) : this.#divided(files, split);
    if (parts.train.length > 0) return parts;
    const { file, operation } = this;
    throw new DatasetError(`${operation}: ${file} has no row to train on`, { file, operation });
  }

  async #followed<T extends ListedFile & { path: string }>(
    files: readonly T[],
    split: string,
  ): Promise<Parts<T>> {
    const { file, operation } = this;
    if (files.some(({ part }) => part !== undefined)) {
      throw new ArgumentError(
        `${operation}: ${file} has a column of parts, and split names a file of them; leave one of the two out`,
        { operation, file },
      );
    }
    const parts = await applySplitFile(split, file, files, operation);
    checkGroups(operation, parts);
    return parts;
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
          `${operation}: ${file}: the group ${describe(row.group)} is in two parts, ${other.part} ` +
            `(${this.at(other.line)}) and ${row.part} (${this.at(row.line)}); what is measured there would have been trained on`,
          { file, operation },
        );
      }
      seen.set(row.group, other ?? row);
    }
    const of = (part: Part) => files.filter((row) => row.part === part);
    return { train: of("train"), val: of("val"), test: of("test") };
  }
}
