/** A table of any format: columns by name, cells as texts, what is wrong told with file and line. */
import { extname } from "node:path";
import { describe, didYouMean, type Kinds, listed, nearestNames, oneOf } from "../../edge/index.ts";
import { ArgumentError, FileFormatError } from "../../native/errors.ts";
import { separatorKind } from "../parse-csv.ts";
import { delimited } from "./delimited.ts";
import type { RawTable, ReadingOptions, TableFormat } from "./format.ts";
import { jsonLines } from "./json-lines.ts";
import { parquet } from "./parquet.ts";

/** The formats of tables. What ends as none of them is taken for the first. */
export const TABLE_FORMATS: readonly TableFormat[] = [delimited, jsonLines, parquet];

/** The format of a file by the end of its name; null where no format has it. */
export function tableFormat(file: string): TableFormat | null {
  const end = extname(file).toLowerCase();
  return TABLE_FORMATS.find(({ endings }) => endings.includes(end)) ?? null;
}

/** Whether a file is a table by the end of its name. */
export function isTable(file: string): boolean {
  return tableFormat(file) !== null;
}

/** Options of whatever reads a table. */
export interface TableTextOptions {
  /** Between values of CSV. Default: what the header shows, a comma, a semicolon or a tab. */
  separator?: string;
  /** Of texts. Default "utf-8"; what is not in it is refused with its line. "latin1" takes Windows-1252 too. */
  encoding?: "utf-8" | "latin1";
}

/** Kinds of {@link TableTextOptions}. */
export const TABLE_TEXT: Kinds<TableTextOptions> = {
  separator: separatorKind,
  encoding: oneOf("utf-8", "latin1"),
};

/** A row of a table. */
export interface TableRow {
  /** Where it stands, from 1: the line of a text, else the row. */
  readonly line: number;
  /** The text of a column, without spaces around it; "" for nothing. Throws FileFormatError for a list or bytes. */
  cell(column: number): string;
}

/** An open table. */
export class Table {
  readonly file: string;
  readonly operation: string;
  /** Names of the columns, without spaces around them. */
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
  readonly #place: "line" | "row";

  /** Use {@link Table.open}. */
  constructor(file: string, operation: string, place: "line" | "row", { names, rows }: RawTable) {
    this.file = file;
    this.operation = operation;
    this.#place = place;
    this.names = names.map((name) => name.trim());
    this.#checkNames();
    if (rows.length === 0) {
      throw new FileFormatError(`${operation}: ${file} has no rows below a header`, { file, operation });
    }
    this.rows = rows.map(({ line, values }) => ({
      line,
      cell: (column) => this.#text(values[column], line, column),
    }));
  }

  /** Throws FileFormatError, with the line, for a file that is no table or cannot be read; ArgumentError for idle options. */
  static async open(file: string, options: ReadingOptions): Promise<Table> {
    return new Table(file, ...(await Table.read(file, options)));
  }

  /** What the constructor takes behind the file, for a subclass. */
  static async read(
    file: string,
    options: ReadingOptions,
  ): Promise<[operation: string, place: "line" | "row", table: RawTable]> {
    const format = tableFormat(file) ?? delimited;
    const { operation } = options;
    const idle = format.idle.find((name) => options[name] !== undefined);
    if (idle !== undefined) {
      throw new ArgumentError(`${operation}: ${idle}: without effect on ${format.name}, as ${file} is`, {
        operation,
        file,
      });
    }
    return [operation, format.place, await format.read(file, options)];
  }

  get length(): number {
    return this.rows.length;
  }

  /** Throws FileFormatError with a line. */
  refuse(line: number, what: string): never {
    const { file, operation } = this;
    throw new FileFormatError(`${operation}: ${file}, ${this.#place} ${line}: ${what}`, { file, operation });
  }

  /** A line as errors name it: `line 3`, or `row 3` where there are no lines. */
  at(line: number): string {
    return `${this.#place} ${line}`;
  }

  /**
   * The position of a column.
   *
   * @param option what names it, for errors
   * @throws ArgumentError for one that is not there
   */
  column(name: string, option?: string): number {
    const at = this.names.indexOf(name) >= 0 ? this.names.indexOf(name) : this.names.indexOf(name.trim());
    if (at >= 0) return at;
    const { file, operation } = this;
    throw new ArgumentError(
      `${operation}: ${option === undefined ? "" : `${option}: `}${file} has no column ${describe(name)}; it has ` +
        `${listed(this.names, 30)}${didYouMean(nearestNames(name, this.names))}`,
      { operation, file },
    );
  }

  /** The position of a column that was named, or of the usual one where there is one; else null. */
  optional(name: string | undefined, usual: string): number | null {
    if (name !== undefined) return this.column(name);
    return this.names.includes(usual) ? this.column(usual) : null;
  }

  /** The texts of a column. */
  texts(column: number): string[] {
    return this.rows.map((row) => row.cell(column));
  }

  /**
   * The numbers of a column.
   *
   * @param what a cell must be, for errors
   * @param empty what a cell with nothing is
   * @throws FileFormatError, with the line, for a cell that is none
   */
  numbers(column: number, what: string, empty: "wrong" | "NaN" = "wrong"): Float64Array {
    return Float64Array.from(this.rows, (row) => {
      const text = row.cell(column);
      const value = text === "" ? Number.NaN : Number(text);
      if (!Number.isNaN(value) || (text === "" && empty === "NaN")) return value;
      return this.refuse(row.line, `${describe(this.names[column])} must be ${what}, got ${describe(text)}`);
    });
  }

  #checkNames(): void {
    const { names, file, operation } = this;
    const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
    if (twice === undefined) return;
    throw new FileFormatError(`${operation}: ${file} has two columns ${describe(twice)}; rename one`, {
      file,
      operation,
    });
  }

  #text(value: unknown, line: number, column: number): string {
    if (typeof value === "string") return value.trim();
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
    if (typeof value === "bigint" || typeof value === "boolean") return String(value);
    if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
    return this.refuse(
      line,
      `${describe(this.names[column])} must be a text or a number, got ${describe(value)}`,
    );
  }
}
