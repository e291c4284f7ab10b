/** What a format of tables is: the endings of its files, and how rows are read. A format is one file and a line in `index.ts`. */

/** What is read of a file: names, and rows of values as the format has them. */
export interface RawTable {
  /** Names of the columns; one without a name is "". */
  readonly names: readonly string[];
  readonly rows: readonly RawRow[];
}

/** A row of values: texts, numbers, true and false, dates, null where there is nothing. */
export interface RawRow {
  /** Where it stands, from 1. */
  readonly line: number;
  readonly values: readonly unknown[];
}

/** How a table is read. */
export interface ReadingOptions {
  /** What errors call the caller. */
  readonly operation: string;
  /** Between values, where the format has separators. */
  readonly separator?: string;
  /** Of texts. */
  readonly encoding?: "utf-8" | "latin1";
  readonly signal?: AbortSignal;
}

/** A format of tables. */
export interface TableFormat {
  /** What errors call it. */
  readonly name: string;
  /** Endings of its files, in lower case. */
  readonly endings: readonly string[];
  /** What errors count: lines of a text, or rows. */
  readonly place: "line" | "row";
  /** Options of {@link ReadingOptions} that would do nothing. */
  readonly idle: readonly ("separator" | "encoding")[];
  /** Reads a file. Throws FileFormatError, with the place, for one that is none of the format. */
  read(file: string, options: ReadingOptions): Promise<RawTable>;
}
