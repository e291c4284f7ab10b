/** What a table of predictions says: labels, probabilities, groups and whatever else it has. */
import { Table, type TableTextOptions } from "../../data/tables/table.ts";
import { describe, listed } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { COLUMNS, PROBABILITY } from "./rows.ts";
import { groupsIn, idsOf, refuseRow } from "./table.ts";
import { refuseTargets } from "./targets.ts";

/** Which columns are what; without any those that the library writes. */
export interface PredictionColumns extends TableTextOptions {
  /** The true class. Default "label". */
  label?: string;
  /** The probability of each class: `{ benign: "p0", malignant: "p1" }`. Default: the columns `prob_...`. */
  probabilities?: Readonly<Record<string, string>>;
  /** Of two classes in place of `probabilities`: the column with the score of the positive one. */
  score?: string;
  /** The positive class, by the text of the label. Of two classes by default the second one, and of 0 and 1 the 1. */
  positive?: string;
  /** The patient. Default "group", where there is such a column; null for none. */
  group?: string | null;
  /** What names a sample. Default "file", else "id", where there are such columns. */
  id?: string;
}

/** Predictions of a classifier, read. */
export interface Predictions {
  file: string;
  ids: readonly string[];
  /** The patient of each sample; null where nothing is said. */
  groups: readonly string[] | null;
  groupColumn: string | null;
  classes: readonly string[];
  /** Class indices. */
  labels: Int32Array;
  /** (N, C); of scores that are no probabilities null. */
  probabilities: Float64Array | null;
  /** Of two classes, or of a positive one against the rest: its index and scores. */
  positive: { index: number; scores: Float64Array } | null;
  /** Whether the classes are grades in their order, as tables of the task "ordinal" have them. */
  isOrdered: boolean;
  /** Names of the columns. */
  names: readonly string[];
  /** A column of the table, as texts. @throws ArgumentError for one that is not there */
  column(name: string, option: string): string[];
}

/** How far sums of probabilities may be from 1, as files have them rounded. */
const SUM_TOLERANCE = 0.01;

/**
 * Reads a table of predictions.
 *
 * @throws FileFormatError, with the line, for what cannot be read; ArgumentError for columns and classes that are not there
 */
export async function readTablePredictions(
  file: string,
  columns: PredictionColumns,
  operation: string,
): Promise<Predictions> {
  const { separator, encoding } = columns;
  return readPredictions(await Table.open(file, { operation, separator, encoding }), columns);
}

/** The same of a table that is open. */
export function readPredictions(table: Table, columns: PredictionColumns): Predictions {
  const { file, operation } = table;
  if (columns.label === undefined) refuseTargets(table);
  const refuse: (text: string) => never = (text) => {
    throw new ArgumentError(`${operation}: ${text}`, { operation, file });
  };
  if (columns.score !== undefined && columns.probabilities !== undefined)
    refuse("give `score`, for two classes, or `probabilities`, not both.");
  const labelAt = table.column(columns.label ?? COLUMNS.label, "label");
  const texts = table.texts(labelAt);
  const empty = texts.indexOf("");
  if (empty >= 0) refuseRow(table, empty, `the label in ${describe(table.names[labelAt])} is missing`);
  const read =
    columns.score === undefined ? ofClasses(table, columns, texts) : ofScore(table, columns, texts);
  const groups = groupsIn(table, columns.group);
  return {
    file,
    ids: idsOf(table, columns.id),
    groups: groups === null ? null : groups.values,
    groupColumn: groups === null ? null : groups.column,
    ...read,
    isOrdered:
      columns.score === undefined &&
      columns.probabilities === undefined &&
      table.names.includes(COLUMNS.expectedGrade),
    names: table.names,
    column: (name, option) => table.texts(table.column(name, option)),
  };
}

type Read = Pick<Predictions, "classes" | "labels" | "probabilities" | "positive">;

/** Probabilities of all classes. */
function ofClasses(table: Table, columns: PredictionColumns, texts: readonly string[]): Read {
  const named =
    columns.probabilities ??
    Object.fromEntries(
      table.names
        .filter((name) => name.startsWith(PROBABILITY))
        .map((name) => [name.slice(PROBABILITY.length), name]),
    );
  const classes = Object.keys(named);
  if (classes.length < 2) {
    throw new ArgumentError(
      `${table.operation}: ${table.file} has no columns ${PROBABILITY}... with the probabilities of the classes; say which ones ` +
        `they are with \`probabilities\`, or with \`score\` of two classes. It has ${listed(table.names, 30)}.`,
      { operation: table.operation, file: table.file },
    );
  }
  const labels = Int32Array.from(texts, (text, row) => {
    const at = classes.indexOf(text);
    if (at >= 0) return at;
    return refuseRow(table, row, `the label ${describe(text)} is none of the classes ${listed(classes, 30)}`);
  });
  const each = Object.values(named).map((name) =>
    table.numbers(table.column(name, "probabilities"), "a probability"),
  );
  const probabilities = new Float64Array(table.length * classes.length);
  for (let row = 0; row < table.length; row++) {
    let sum = 0;
    for (const [k, values] of each.entries()) {
      const value = values[row] as number;
      if (value < 0 || value > 1) refuseRow(table, row, `probabilities lie between 0 and 1, got ${value}`);
      probabilities[row * classes.length + k] = value;
      sum += value;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE)
      refuseRow(table, row, `the probabilities of a sample add up to 1, these to ${sum}`);
  }
  const index = positiveOf(table, columns, classes);
  return {
    classes,
    labels,
    probabilities,
    positive: index === null ? null : { index, scores: each[index] as Float64Array },
  };
}

function positiveOf(
  table: Table,
  { positive }: PredictionColumns,
  classes: readonly string[],
): number | null {
  if (positive === undefined) return classes.length === 2 ? 1 : null;
  const at = classes.indexOf(positive);
  if (at >= 0) return at;
  throw new ArgumentError(
    `${table.operation}: positive: there is no class ${describe(positive)}; there are ${listed(classes, 30)}.`,
    { operation: table.operation, file: table.file },
  );
}

/** Texts of labels that mean yes where nothing is said, as tables of other programs have them. */
const YES: Readonly<Record<string, string>> = {
  "1": "0",
  true: "false",
  True: "False",
  TRUE: "FALSE",
  yes: "no",
};

/** The score of a positive class, against all others. */
function ofScore(table: Table, columns: PredictionColumns, texts: readonly string[]): Read {
  const found = [...new Set(texts)].sort();
  const usual = Object.entries(YES).find(([yes, no]) => found.every((text) => text === yes || text === no));
  const positive = columns.positive ?? usual?.[0];
  if (
    positive === undefined ||
    (columns.positive !== undefined && !found.includes(positive) && usual === undefined)
  ) {
    throw new ArgumentError(
      `${table.operation}: say which label is the positive one, as \`positive\`; there are ${listed(found, 30)}` +
        `${positive === undefined ? "" : `, and no ${describe(positive)}`}.`,
      { operation: table.operation, file: table.file },
    );
  }
  const others = found.filter((text) => text !== positive);
  const negative = others.length === 1 ? (others[0] as string) : (YES[positive] ?? `not ${positive}`);
  const scores = table.numbers(table.column(columns.score as string, "score"), "a number"); // it was given
  const areProbabilities = scores.every((score) => score >= 0 && score <= 1);
  const both = new Float64Array(2 * scores.length);
  for (const [row, score] of scores.entries()) {
    both[2 * row] = 1 - score;
    both[2 * row + 1] = score;
  }
  return {
    classes: [negative, positive],
    labels: Int32Array.from(texts, (text) => (text === positive ? 1 : 0)),
    probabilities: areProbabilities ? both : null,
    positive: { index: 1, scores },
  };
}
