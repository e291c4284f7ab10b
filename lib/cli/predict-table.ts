/** Images that a table lists, and a table of what was said of images: `torchts predict run table.csv --out predictions.csv`. */
import { listed } from "../edge/index.ts";
import { COLUMNS, columnOf, PROBABILITY, type PredictionRow } from "../metrics/predictions/rows.ts";
import { ArgumentError, DatasetError } from "../native/errors.ts";
import type { GradePrediction, LabelsPrediction, NumbersPrediction, Prediction } from "../train/index.ts";
import { FileTable } from "../vision/datasets/csv-files.ts";
import { findNamed } from "../vision/datasets/find-named.ts";

/** What is said of an image, of whatever task. */
export type AnyPrediction = Prediction | LabelsPrediction | NumbersPrediction | GradePrediction;

/** An image that was named, and its row where a table named it. */
export interface AskedImage {
  path: string;
  row: PredictionRow | null;
}

/** Columns that name images, in the order in which they are looked for. */
const USUAL = ["image", "file", "path", "filename", "image_id", "id"];

/** How a table of images is read. */
export interface ImageTableOptions {
  root?: string;
  imageColumn?: string;
  onError: "throw" | "skip";
  extensions: readonly string[];
  /** Told of a row without its image, where such rows are left out. */
  warn(text: string): void;
  signal: AbortSignal;
}

/**
 * The images of a table with all that it says of each.
 *
 * @throws FileFormatError for a file that is no table; ArgumentError for a column that is not there; DatasetError for an image that is
 *   not there, or may be several, where it is not left out
 */
export async function imagesOfTable(file: string, options: ImageTableOptions): Promise<AskedImage[]> {
  const { root, imageColumn, signal, extensions } = options;
  const operation = "predict";
  const table = await FileTable.open(file, { operation, root, signal });
  const usual = USUAL.find((name) => table.names.includes(name));
  if (imageColumn === undefined && usual === undefined) {
    throw new ArgumentError(
      `${operation}: ${file} has no column ${USUAL.slice(0, -1).join(", ")} or ${USUAL.at(-1)}; name the one that says which image a row is ` +
        `of, with --image-column. It has ${listed(table.names, 30)}.`,
      { operation, file },
    );
  }
  const column = table.column(imageColumn ?? (usual as string), "image-column"); // one of the two is there
  const names = table.texts(column);
  const empty = names.indexOf("");
  if (empty >= 0) table.refuse(table.rows[empty]?.line ?? 0, `no image in column ${table.names[column]}`);
  const found = await findNamed(names, {
    operation,
    root: table.root,
    extensions,
    allowOutside: true,
    signal,
  });
  return found.flatMap((place, at): AskedImage[] => {
    const row = table.rows[at] as (typeof table.rows)[number];
    if ("path" in place) {
      const cells = table.names.map((name, k) => [name, row.cell(k)] as const);
      return [{ path: place.path, row: Object.fromEntries(cells.filter(([name]) => name !== "")) }];
    }
    const text = `${file}, ${table.at(row.line)}: ${place.problem}`;
    if (options.onError === "throw") {
      const advice = "; names are relative to the table, or to --root; --on-error skip leaves such rows out";
      throw new DatasetError(`${operation}: ${text}${place.missing ? advice : ""}`, { operation, file });
    }
    options.warn(`left out: ${text}`);
    return [];
  });
}

/** What a task says of an image, by the columns of the tables of predictions. */
const CELLS: Readonly<Record<string, (found: never, classes: readonly string[]) => PredictionRow>> = {
  classification: ({ label, probabilities }: Prediction, classes) => ({
    [COLUMNS.predicted]: label,
    ...shares(probabilities, classes),
  }),
  multilabel: ({ perLabel }: LabelsPrediction) =>
    Object.fromEntries(perLabel.map(({ label, probability }) => [columnOf.probability(label), probability])),
  regression: ({ values }: NumbersPrediction) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [columnOf.prediction(name), value])),
  ordinal: ({ label, probabilities, expected }: GradePrediction, classes) => ({
    [COLUMNS.predicted]: label,
    ...shares(probabilities, classes),
    [COLUMNS.expectedGrade]: expected,
  }),
};

const shares = (probabilities: readonly number[], classes: readonly string[]): PredictionRow =>
  Object.fromEntries(classes.map((name, k) => [`${PROBABILITY}${name}`, probabilities[k] as number]));

/**
 * The row of an image: all that its table said, then what was predicted. A column of the table that is called as a predicted one is
 * `table.NAME` then.
 */
export function predictionRow(
  { path, row }: AskedImage,
  found: AnyPrediction,
  task: string,
  classes: readonly string[],
): PredictionRow {
  const said = (CELLS[task] as (typeof CELLS)[string])(found as never, classes); // of that task, as asked
  const own = Object.entries(row ?? {}).map(([name, cell]) => [
    Object.hasOwn(said, name) ? `table.${name}` : name,
    cell,
  ]);
  const named = row !== null && (Object.hasOwn(row, COLUMNS.id) || Object.hasOwn(row, "id"));
  return { ...(named ? {} : { [COLUMNS.id]: path }), ...Object.fromEntries(own), ...said };
}
