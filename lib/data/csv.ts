/**
 * Numeric tables in CSV files, as RFC 4180 has them: a header, values separated by commas, quotes around texts that
 * hold commas, quotes or line ends.
 *
 * Values are numbers but for the column of labels, whose texts become classes. Anything else is an error with its line.
 */

import { describe, type Kind, kind, listed, listOf, type Rest, signature, string } from "../edge/index.ts";
import { readRegularText } from "../io/regular-file.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { scope, tensor } from "../tensor/index.ts";
import { TensorDataset } from "./tensor-dataset.ts";

/** A row of a CSV file: its values as texts, and the line it starts on, from 1. */
export interface CsvRow {
  line: number;
  values: string[];
}

/** One character that may stand between values. */
export const separatorKind: Kind<string> = kind(
  "one character, neither a quote nor a line end",
  (v) => typeof v === "string" && v.length === 1 && !'"\r\n'.includes(v),
);

/** Options of {@link parseCsv}. */
export interface ParseCsvOptions {
  /** Between values. Default ",". */
  separator?: string;
  /** What errors call the text. Default "CSV". */
  file?: string;
}

const PARSE = signature<ParseCsvOptions>("data.parseCsv", {
  takes: { text: string },
  options: { separator: separatorKind, file: string },
});

/**
 * The rows of a text in CSV, the header among them. Lines end with LF or CRLF; empty lines are left out; a byte order
 * mark at the beginning too.
 *
 * @throws FileFormatError with the line for a quote that stands in the middle of a value or is not closed
 */
export function parseCsv(text: string, ...rest: Rest<ParseCsvOptions>): CsvRow[] {
  const { separator = ",", file = "CSV" } = PARSE.read(rest);
  PARSE.check(text);
  const refuse = (at: number, what: string): never => {
    throw new FileFormatError(`parseCsv: ${file}, line ${at}: ${what}`, { file, operation: "parseCsv" });
  };
  const rows: CsvRow[] = [];
  let [line, started] = [1, 1];
  let values: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    let value = "";
    let quoted = false;
    if (text[at] === '"') {
      quoted = true;
      const opened = line;
      for (at++; ; at++) {
        if (at >= text.length) refuse(opened, "a quote is opened and never closed");
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break;
          at++; // two quotes stand for one
        }
        if (text[at] === "\n") line++;
        value += text[at];
      }
      at++;
    } else {
      const start = at;
      while (at < text.length && text[at] !== separator && text[at] !== "\n") {
        if (text[at] === '"')
          refuse(line, "a quote in the middle of a value; quote the whole value and double it");
        at++;
      }
      value = text.slice(start, at);
      if (value.endsWith("\r") && (at >= text.length || text[at] === "\n")) value = value.slice(0, -1);
    }
    if (quoted && text[at] === "\r" && text[at + 1] === "\n") at++;
    values.push(value);
    if (at < text.length && text[at] !== separator && text[at] !== "\n") {
      refuse(line, `expected a separator after the quoted value, got ${describe(text[at])}`);
    }
    const ended = at >= text.length || text[at] === "\n";
    // A separator at the very end is followed by one more value, which is empty.
    if (!ended && at === text.length - 1) values.push("");
    if (ended || at === text.length - 1) {
      if (values.length > 1 || values[0] !== "" || quoted) rows.push({ line: started, values });
      values = [];
      started = ++line;
    }
    at++;
  }
  return rows;
}

/** Options of {@link readCsv}. */
export interface CsvOptions {
  /** Name of the column of labels. Default: the last. */
  label?: string;
  /** Names of the columns of inputs, in their order. Default: all but the label's. */
  columns?: readonly string[];
  /** Classes in the order of their indices. Default: the labels found, numbers in ascending order, else texts sorted. */
  classes?: readonly string[];
  /** Default ",". */
  separator?: string;
}

const READ = signature<CsvOptions>("data.readCsv", {
  takes: { file: string },
  options: { label: string, columns: listOf(string), classes: listOf(string), separator: separatorKind },
  advice: {
    target: "it is called label",
    features: "it is called columns",
    header: "the first row is the header",
  },
});

/**
 * The text of a table. Throws FileFormatError naming a file that cannot be read or is none.
 *
 * @param operation what errors call the caller
 */
export async function readTable(file: string, operation: string, signal?: AbortSignal): Promise<string> {
  try {
    return await readRegularText(file, signal);
  } catch (cause) {
    throwIfAborted(signal, operation);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileFormatError(`${operation}: cannot read ${file}: ${reason}`, { file, cause, operation });
  }
}

/** A table for `train.fit`. */
export interface CsvTable {
  /** Inputs (N, D) float32 and labels (N) int64. */
  dataset: TensorDataset;
  /** Names of the D columns. */
  columns: string[];
  /** Names of the classes in the order of the labels. */
  classes: string[];
}

/**
 * Reads a table with a header: a column of labels, the other columns numbers.
 *
 * @throws FileFormatError, with the line, for a file that cannot be read, a row of another length, a value that is no
 *   finite number, a label that is none of `classes`; ArgumentError for a column that is not there
 *
 * @example
 * const { dataset, columns, classes } = await data.readCsv("iris.csv", { label: "species" });
 * const { train: rows, val } = dataset.split(0.2, { seed: 0 });
 * await train.fit(models.mlp(columns.length, [16], classes.length), { train: rows, val, classes }, { epochs: 50 });
 */
export async function readCsv(file: string, ...rest: Rest<CsvOptions>): Promise<CsvTable> {
  const options = READ.read(rest);
  READ.check(file);
  const text = await readTable(file, "readCsv");
  return tableOf(parseCsv(text, { separator: options.separator, file }), file, options);
}

function tableOf(rows: CsvRow[], file: string, options: CsvOptions): CsvTable {
  const [header, ...body] = rows;
  if (header === undefined || body.length === 0) {
    throw new FileFormatError(`readCsv: ${file} has no rows below a header`, { file, operation: "readCsv" });
  }
  const names = header.values.map((name) => name.trim());
  checkNames(names, file, "readCsv");
  if (names.includes("") && options.columns === undefined) {
    refuse(
      file,
      header.line,
      `column ${names.indexOf("") + 1} has no name (an index, as pandas writes without index=False?); name it, or say ` +
        "which columns are inputs, as columns",
    );
  }
  const place = (name: string): number => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    throw new ArgumentError(`readCsv: ${file} has no column ${describe(name)}; it has ${listed(names)}`, {
      operation: "readCsv",
      file,
    });
  };
  const label = options.label ?? (names.at(-1) as string); // a header has at least one name
  const columns = [...(options.columns ?? names.filter((name) => name !== label))];
  const [labelAt, at] = [place(label), columns.map(place)];
  if (at.length === 0) throw new ArgumentError(`readCsv: ${file} has no column beside ${describe(label)}`);

  const values = new Float32Array(body.length * at.length);
  const labels: string[] = [];
  for (const [row, { line, values: cells }] of body.entries()) {
    if (cells.length !== names.length) {
      refuse(file, line, `expected ${names.length} values as in the header, got ${cells.length}`);
    }
    labels.push((cells[labelAt] as string).trim());
    for (const [i, column] of at.entries()) {
      const cell = (cells[column] as string).trim();
      const value = Number(cell);
      if (cell === "" || !Number.isFinite(value)) {
        refuse(file, line, `expected a number in column ${columns[i]}, got ${describe(cells[column])}`);
      }
      values[row * at.length + i] = value;
    }
  }
  const classes = [...(options.classes ?? classesOf(labels))];
  const indices = labels.map((name, row) => {
    const index = classes.indexOf(name);
    if (index >= 0) return index;
    const line = (body[row] as CsvRow).line;
    return refuse(file, line, `the label ${describe(name)} is none of the classes ${listed(classes)}`);
  });
  const dataset = scope(() => {
    const inputs = tensor(values).view([body.length, at.length]);
    return new TensorDataset(inputs, tensor(indices, { dtype: "int64" }));
  });
  return { dataset, columns, classes };
}

/**
 * Throws FileFormatError for a header that names two columns alike, so that one of them could not be meant.
 *
 * @param operation what errors call the caller
 */
export function checkNames(names: readonly string[], file: string, operation: string): void {
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice === undefined) return;
  throw new FileFormatError(`${operation}: ${file} has two columns ${describe(twice)}; rename one`, {
    file,
    operation,
  });
}

function refuse(file: string, line: number, what: string): never {
  throw new FileFormatError(`readCsv: ${file}, line ${line}: ${what}`, { file, operation: "readCsv" });
}

/** The labels there are, numbers by value and texts by code unit. */
function classesOf(labels: readonly string[]): string[] {
  const found = [...new Set(labels)];
  const numeric = found.every((name) => name !== "" && Number.isFinite(Number(name)));
  return numeric ? found.sort((a, b) => Number(a) - Number(b)) : found.sort();
}
