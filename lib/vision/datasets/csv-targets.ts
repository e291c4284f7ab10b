/** What a row of a table says of its image: a class, a grade, several labels, or numbers. Each is a reader of cells. */

import { classesOf } from "../../data/csv.ts";
import type { Table, TableRow } from "../../data/tables/table.ts";
import { describe, listed } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";

/** Options of what rows say. */
export interface TargetOptions {
  /**
   * Classes or grades in the order of their numbers, or the labels of a column that names several. Default: what is found, numbers
   * in ascending order, else texts sorted. Grades that are whole numbers are all from the least to the most.
   *
   * Of classes and grades also what each value of the column is called, where several may be one:
   * `{ 0: "healthy", 1: "retinopathy", 2: "retinopathy" }`, in the order in which names come up. JavaScript has whole numbers first.
   */
  classes?: readonly string[] | Readonly<Record<string, string>>;
  /** Of labels: what -1 is, as CheXpert's tables mark what a report leaves open. Default "throw". */
  uncertain?: "throw" | "missing" | "positive" | "negative";
  /** Of a column that names several labels: what stands between them. Default "|". */
  labelSeparator?: string;
  /** Of a column that names several labels: the name that says there are none, as "No Finding". */
  none?: string;
  /** Of numbers: their units, in the order of the columns. */
  units?: string | readonly string[];
}

/** Columns that say what an image shows; one of them is given. */
export interface TargetColumns {
  label?: string;
  labels?: string | readonly string[];
  value?: string;
  values?: readonly string[];
  points?: PointColumns;
  grade?: string;
}

/** Columns of x and y of each point, by its name. */
export type PointColumns = Readonly<Record<string, readonly [x: string, y: string]>>;

/** What a row says: a label or targets, null where it says nothing. */
export type Said = { label: number } | { targets: number[] } | null;

/** What all rows say, and what it is called. */
export interface ReadTargets {
  task: "classification" | "ordinal" | "multilabel" | "regression";
  /** Names of the classes, the grades, the labels or the numbers. */
  names: readonly string[];
  units?: readonly string[];
  /** Names of the points whose x and y the numbers are, in pixels. */
  points?: readonly string[];
  /** In the order of the rows. */
  said: Said[];
}

type Reader = (table: Table, columns: TargetColumns, options: TargetOptions) => ReadTargets;

/** A reader for each of the columns, and the options that it has a use for. */
export const TARGETS: Readonly<
  Record<keyof TargetColumns, { read: Reader; takes: readonly (keyof TargetOptions)[] }>
> = {
  label: { read: readClasses, takes: ["classes"] },
  grade: { read: readGrades, takes: ["classes"] },
  labels: { read: readLabels, takes: ["classes", "uncertain", "labelSeparator", "none"] },
  value: { read: readNumbers, takes: ["units"] },
  values: { read: readNumbers, takes: ["units"] },
  points: { read: readPoints, takes: [] },
};

function readClasses(table: Table, { label }: TargetColumns, { classes }: TargetOptions): ReadTargets {
  const texts = table.texts(table.column(label as string, "label"));
  const { names, places } = placesOf(classes ?? classesOf(texts.filter((text) => text !== "")));
  return { task: "classification", names, said: indices(table, texts, places) };
}

function readGrades(table: Table, { grade }: TargetColumns, { classes }: TargetOptions): ReadTargets {
  const name = grade as string;
  const texts = table.texts(table.column(name, "grade"));
  // Programs that know no whole numbers with gaps write 2 as 2.0.
  const plain = texts.map((text) => (/^\d+\.0+$/.test(text) ? String(Number(text)) : text));
  const { names, places } = placesOf(classes ?? gradesOf(table, name, plain));
  const said = indices(
    table,
    texts.map((text, row) => (places.has(text) ? text : (plain[row] as string))),
    places,
  );
  return { task: "ordinal", names, said };
}

/** What classes are called, and which of them a text of the table is. */
function placesOf(classes: NonNullable<TargetOptions["classes"]>): {
  names: readonly string[];
  places: ReadonlyMap<string, number>;
} {
  if (isList(classes)) return { names: classes, places: new Map(classes.map((name, at) => [name, at])) };
  const names = [...new Set(Object.values(classes))];
  const places = Object.entries(classes).map(([text, name]) => [text.trim(), names.indexOf(name)] as const);
  return { names, places: new Map(places) };
}

function isList(classes: NonNullable<TargetOptions["classes"]>): classes is readonly string[] {
  return Array.isArray(classes);
}

/** Grades that nobody listed: all whole numbers from the least to the most. */
function gradesOf(table: Table, column: string, texts: readonly string[]): string[] {
  const found = texts.filter((text) => text !== "").map(Number);
  const odd = texts.find((text) => text !== "" && !Number.isInteger(Number(text)));
  const [low, high] = [Math.min(...found), Math.max(...found)];
  if (found.length > 0 && odd === undefined && high - low < MOST_GRADES) {
    return Array.from({ length: high - low + 1 }, (_, i) => String(low + i));
  }
  const { operation, file } = table;
  const what = odd === undefined ? `${low} to ${high}` : describe(odd);
  throw new ArgumentError(
    `${operation}: the grades in ${describe(column)} of ${file} are no whole numbers in a row (${what}): say their order, as classes`,
    { operation, file },
  );
}

const MOST_GRADES = 100;

function indices(table: Table, texts: readonly string[], places: ReadonlyMap<string, number>): Said[] {
  return texts.map((text, row) => {
    if (text === "") return null;
    const label = places.get(text);
    if (label !== undefined) return { label };
    return table.refuse(
      lineOf(table, row),
      `the label ${describe(text)} is none of the classes ${listed([...places.keys()], 30)}`,
    );
  });
}

/** Texts that say yes and no of a label, in lower case; nothing is said by an empty cell and what tables write for one. */
const YES = ["1", "1.0", "true", "yes", "y", "positive"];
const NO = ["0", "0.0", "false", "no", "n", "negative"];
const OPEN = ["-1", "-1.0"];
const NOTHING = ["", "nan", "na", "n/a", "null"];

function readLabels(table: Table, { labels }: TargetColumns, options: TargetOptions): ReadTargets {
  const refuse = (text: string): never => {
    const { operation, file } = table;
    throw new ArgumentError(`${operation}: ${text}`, { operation, file });
  };
  if (typeof labels === "string") {
    if (options.uncertain !== undefined) refuse("uncertain: without effect where a column names the labels");
    return readNamedLabels(table, labels, options);
  }
  for (const name of ["classes", "labelSeparator", "none"] as const) {
    if (options[name] !== undefined)
      refuse(`${name}: without effect where each label has a column of its own`);
  }
  const names = labels as readonly string[];
  if (names.length === 0) refuse("labels: expected a column for each label, got none");
  const at = names.map((name) => table.column(name, "labels"));
  const said = table.rows.map((row): Said => {
    const targets = at.map((column) => labelIn(table, row, column, options.uncertain ?? "throw"));
    return targets.every(Number.isNaN) ? null : { targets };
  });
  return { task: "multilabel", names: at.map((column) => table.names[column] as string), said };
}

function labelIn(
  table: Table,
  row: TableRow,
  column: number,
  uncertain: "throw" | "missing" | "positive" | "negative",
): number {
  const text = row.cell(column).toLowerCase();
  if (YES.includes(text)) return 1;
  if (NO.includes(text)) return 0;
  if (NOTHING.includes(text)) return Number.NaN;
  const name = table.names[column];
  if (!OPEN.includes(text)) {
    return table.refuse(
      row.line,
      `the label ${name} is ${describe(row.cell(column))}; expected 1 or 0, true or false, yes or no, nothing where it is not known`,
    );
  }
  if (uncertain === "throw") {
    table.refuse(
      row.line,
      `the label ${name} is -1; say what that is: uncertain: "missing", "positive" or "negative"`,
    );
  }
  return uncertain === "missing" ? Number.NaN : uncertain === "positive" ? 1 : 0;
}

/** Labels of which a cell names those that are true. */
function readNamedLabels(table: Table, labels: string, options: TargetOptions): ReadTargets {
  const { labelSeparator = "|", none } = options;
  const cells = table.texts(table.column(labels, "labels")).map((text) =>
    text
      .split(labelSeparator)
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
  const found = classesOf(cells.flat().filter((name) => name !== none));
  const { classes = found } = options;
  if (!isList(classes)) {
    throw new ArgumentError(
      `${table.operation}: classes: a column that names several labels takes a list of them`,
      {
        operation: table.operation,
      },
    );
  }
  const names = classes;
  const said = cells.map((own, row): Said => {
    if (own.length === 0) return null;
    const odd = own.find((name) => name !== none && !names.includes(name));
    if (odd !== undefined)
      table.refuse(lineOf(table, row), `the label ${describe(odd)} is none of ${listed(names, 30)}`);
    if (none !== undefined && own.includes(none) && own.length > 1) {
      table.refuse(
        lineOf(table, row),
        `${describe(none)} stands beside other labels: ${own.join(labelSeparator)}`,
      );
    }
    return { targets: names.map((name) => (own.includes(name) ? 1 : 0)) };
  });
  return { task: "multilabel", names, said };
}

function readNumbers(table: Table, { value, values }: TargetColumns, { units }: TargetOptions): ReadTargets {
  const columns = value === undefined ? (values as readonly string[]) : [value];
  const option = value === undefined ? "values" : "value";
  const { operation, file } = table;
  if (columns.length === 0)
    throw new ArgumentError(`${operation}: values: expected a column for each number, got none`, {
      operation,
    });
  const given = units === undefined ? undefined : [units].flat();
  if (given !== undefined && given.length !== columns.length) {
    throw new ArgumentError(
      `${operation}: units: expected one for each of ${listed(columns)}, got ${given.length}`,
      { operation, file },
    );
  }
  refusePoints(columns, (text) => new ArgumentError(`${operation}: ${option}: ${text}`, { operation, file }));
  const at = columns.map((name) => table.column(name, option));
  const said = table.rows.map((row): Said => {
    const targets = at.map((column) => numberIn(table, row, column));
    return targets.every(Number.isNaN) ? null : { targets };
  });
  const names = at.map((column) => table.names[column] as string);
  return { task: "regression", names, ...(given !== undefined && { units: given }), said };
}

/** Throws where two columns are called as the x and y of a point, which would stay where it was while its image is mirrored or cut. */
function refusePoints(columns: readonly string[], error: (text: string) => Error): void {
  for (const x of columns) {
    const stem = /^(?:(.*[^a-z0-9])|)x$/i.exec(x)?.[1] ?? (/^x$/i.test(x) ? "" : undefined);
    const y = columns.find((name) => stem !== undefined && name.toLowerCase() === `${stem}y`.toLowerCase());
    if (y === undefined) continue;
    const name = stem?.replace(/[^a-z0-9]+$/i, "") || "point";
    throw error(
      `${x} and ${y} are called as a point is, and flips and crops of the image would not move numbers; give ` +
        `points: { ${/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name)}: [${JSON.stringify(x)}, ${JSON.stringify(y)}] }, or call the columns otherwise`,
    );
  }
}

/** Points as numbers, x and y after each other, in the pixels of the table. */
function readPoints(table: Table, { points }: TargetColumns): ReadTargets {
  const entries = Object.entries(points as PointColumns);
  const at = entries.flatMap(([, columns]) => columns.map((name) => table.column(name, "points")));
  const names = entries.flatMap(([name]) => [`${name}.x`, `${name}.y`]);
  const said = table.rows.map((row): Said => {
    const targets = at.map((column) => numberIn(table, row, column));
    const half = entries.findIndex(
      (_, i) => Number.isNaN(targets[2 * i]) !== Number.isNaN(targets[2 * i + 1]),
    );
    if (half >= 0) {
      table.refuse(
        row.line,
        `of ${(entries[half] as [string, unknown])[0]} one of x and y is missing; give both or neither`,
      );
    }
    return targets.every(Number.isNaN) ? null : { targets };
  });
  const units = entries.flatMap(() => ["widths", "heights"]);
  return { task: "regression", names, units, points: entries.map(([name]) => name), said };
}

function numberIn(table: Table, row: TableRow, column: number): number {
  const text = row.cell(column);
  if (NOTHING.includes(text.toLowerCase())) return Number.NaN;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  const comma = /^-?\d+,\d+$/.test(text) ? "; decimals are written with a point" : "";
  return table.refuse(
    row.line,
    `expected a number in column ${table.names[column]}, got ${describe(text)}${comma}`,
  );
}

function lineOf(table: Table, row: number): number {
  return (table.rows[row] as TableRow).line;
}
