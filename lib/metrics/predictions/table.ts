/** Tables of predictions as texts: CSV, TSV and JSON lines. */
import { extname } from "node:path";
import { checkNames, readTable } from "../../data/csv.ts";
import { parseCsv } from "../../data/index.ts";
import { describe, listed } from "../../edge/index.ts";
import { ArgumentError, FileFormatError } from "../../native/errors.ts";
import { COLUMNS } from "./rows.ts";

/** A table read: rows of texts below names. */
export class Table {
  readonly file: string;
  readonly operation: string;
  readonly names: readonly string[];
  readonly #rows: readonly (readonly string[])[];
  readonly #lines: readonly number[];

  private constructor(
    file: string,
    operation: string,
    names: readonly string[],
    rows: readonly { line: number; values: readonly string[] }[],
  ) {
    this.file = file;
    this.operation = operation;
    this.names = names;
    this.#rows = rows.map(({ values }) => values);
    this.#lines = rows.map(({ line }) => line);
    checkNames(names, file, operation);
    if (rows.length === 0) this.refuse(null, "has no rows");
    for (const [row, { line, values }] of rows.entries()) {
      if (values.length !== names.length)
        this.refuse(row, `expected ${names.length} values as in the header, got ${values.length}`, line);
    }
  }

  /**
   * Reads a table: JSON lines where its name ends so, else values separated by `separator`, of .tsv by tabs.
   *
   * @throws FileFormatError, with the line, for a file that is no such table or cannot be read
   */
  static async open(file: string, operation: string, separator?: string): Promise<Table> {
    const text = await readTable(file, operation);
    const end = extname(file).toLowerCase();
    if (end === ".jsonl" || end === ".ndjson") return Table.#ofJson(file, operation, text);
    const [header, ...body] = parseCsv(text, { separator: separator ?? (end === ".tsv" ? "\t" : ","), file });
    const names = (header?.values ?? []).map((name) => name.trim());
    return new Table(file, operation, names, body);
  }

  static #ofJson(file: string, operation: string, text: string): Table {
    const refuse = (line: number, what: string): never => {
      throw new FileFormatError(`${operation}: ${file}, line ${line}: ${what}`, { file, operation });
    };
    const rows = text.split("\n").flatMap((own, at) => {
      if (own.trim() === "") return [];
      let row: unknown;
      try {
        row = JSON.parse(own);
      } catch {
        return refuse(at + 1, "expected an object in JSON");
      }
      if (row === null || typeof row !== "object" || Array.isArray(row))
        return refuse(at + 1, `expected an object in JSON, got ${describe(row)}`);
      return [{ line: at + 1, row: row as Record<string, unknown> }];
    });
    const names = [...new Set(rows.flatMap(({ row }) => Object.keys(row)))];
    const cell = (value: unknown, line: number): string => {
      if (value === undefined || value === null) return "";
      if (typeof value === "object")
        return refuse(line, `expected texts and numbers, got ${describe(value)}`);
      return String(value);
    };
    const texts = rows.map(({ line, row }) => ({ line, values: names.map((name) => cell(row[name], line)) }));
    return new Table(file, operation, names, texts);
  }

  get length(): number {
    return this.#rows.length;
  }

  /** @throws FileFormatError with the line of a row */
  refuse(row: number | null, what: string, line = row === null ? null : this.#lines[row]): never {
    const at = line === null || line === undefined ? "" : `, line ${line}`;
    const { file, operation } = this;
    throw new FileFormatError(`${operation}: ${file}${at}: ${what}.`, { file, operation });
  }

  /** The position of a column. @throws ArgumentError for one that is not there */
  at(name: string, option: string): number {
    const at = this.names.indexOf(name);
    if (at >= 0) return at;
    throw new ArgumentError(
      `${this.operation}: ${option}: ${this.file} has no column ${describe(name)}; it has ${listed(this.names, 30)}.`,
      { operation: this.operation, file: this.file },
    );
  }

  /** The texts of a column, without spaces around them. */
  column(at: number): string[] {
    return this.#rows.map((row) => (row[at] as string).trim());
  }

  /** The numbers of a column. @throws FileFormatError, with the line, for what is none */
  numbers(at: number, what: string): Float64Array {
    return Float64Array.from(this.column(at), (text, row) => {
      const value = text === "" ? Number.NaN : Number(text);
      if (!Number.isNaN(value)) return value;
      return this.refuse(row, `${describe(this.names[at])} must be ${what}, got ${describe(text)}`);
    });
  }

  /**
   * The patient of each sample.
   *
   * @param asked the column; without one "group", where it is there; null for none
   * @throws FileFormatError, with the line, for a cell that is empty
   */
  groups(asked: string | null | undefined): { column: string; values: string[] } | null {
    const usual = this.names.includes(COLUMNS.group) ? COLUMNS.group : null;
    const column = asked === undefined ? usual : asked;
    if (column === null) return null;
    const values = this.column(this.at(column, "group"));
    const lost = values.indexOf("");
    if (lost >= 0) this.refuse(lost, `the group in ${describe(column)} is missing`);
    return { column, values };
  }
}
