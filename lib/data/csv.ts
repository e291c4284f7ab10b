/**
 * Numeric tables with a header: CSV, TSV, JSON lines, Parquet.
 *
 * Values are numbers but for the column of labels, whose texts become classes. Anything else is an error with its line.
 */

import { describe, listed, listOf, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { scope, tensor } from "../tensor/index.ts";
import { TABLE_TEXT, Table, type TableTextOptions } from "./tables/table.ts";
import { TensorDataset } from "./tensor-dataset.ts";

/** Options of {@link readCsv}. */
export interface CsvOptions extends TableTextOptions {
  /** Name of the column of labels. Default: the last. */
  label?: string;
  /** Names of the columns of inputs, in their order. Default: all but the label's. */
  columns?: readonly string[];
  /** Classes in the order of their indices. Default: the labels found, numbers in ascending order, else texts sorted. */
  classes?: readonly string[];
}

const READ = signature<CsvOptions>("data.readCsv", {
  takes: { file: string },
  options: { label: string, columns: listOf(string), classes: listOf(string), ...TABLE_TEXT },
  advice: {
    target: "it is called label",
    features: "it is called columns",
    header: "the first row is the header",
  },
});

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
  const { separator, encoding } = options;
  return tableOf(await Table.open(file, { operation: "readCsv", separator, encoding }), options);
}

function tableOf(table: Table, options: CsvOptions): CsvTable {
  const { names, file, rows } = table;
  if (names.includes("") && options.columns === undefined) {
    throw new FileFormatError(
      `readCsv: ${file}: column ${names.indexOf("") + 1} has no name (an index, as pandas writes without index=False?); ` +
        "name it, or say which columns are inputs, as columns",
      { file, operation: "readCsv" },
    );
  }
  const label = options.label ?? (names.at(-1) as string); // a header has at least one name
  const columns = [...(options.columns ?? names.filter((name) => name !== label))];
  const labelAt = table.column(label);
  const at = columns.map((name) => table.column(name));
  if (at.length === 0) throw new ArgumentError(`readCsv: ${file} has no column beside ${describe(label)}`);

  const values = new Float32Array(rows.length * at.length);
  for (const [row, { line, cell }] of rows.entries()) {
    for (const [i, column] of at.entries()) {
      const text = cell(column);
      const value = Number(text);
      if (text === "" || !Number.isFinite(value)) {
        table.refuse(line, `expected a number in column ${columns[i]}, got ${describe(text)}`);
      }
      values[row * at.length + i] = value;
    }
  }
  const labels = table.texts(labelAt);
  const classes = [...(options.classes ?? classesOf(labels))];
  const indices = labels.map((name, row) => {
    const index = classes.indexOf(name);
    if (index >= 0) return index;
    const { line } = rows[row] as (typeof rows)[number];
    return table.refuse(line, `the label ${describe(name)} is none of the classes ${listed(classes)}`);
  });
  const dataset = scope(() => {
    const inputs = tensor(values).view([rows.length, at.length]);
    return new TensorDataset(inputs, tensor(indices, { dtype: "int64" }));
  });
  return { dataset, columns, classes };
}

/** The labels there are, numbers by value and texts by code unit. */
export function classesOf(labels: readonly string[]): string[] {
  const found = [...new Set(labels)];
  const numeric = found.every((name) => name !== "" && Number.isFinite(Number(name)));
  return numeric ? found.sort((a, b) => Number(a) - Number(b)) : found.sort();
}
