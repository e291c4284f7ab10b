/** Boxes listed in a CSV file, one a row, with parts and groups of their images where the table has them. */

import { Limit } from "../../data/index.ts";
import { TABLE_TEXT, type TableRow, type TableTextOptions } from "../../data/tables/table.ts";
import { boolean, describe, listOf, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError } from "../../native/errors.ts";
import { imageSize } from "../image-size.ts";
import { type BoxFormat, boxFormatKind } from "../transforms/boxes.ts";
import { FileTable } from "./csv-files.ts";
import { FACT_COLUMNS, type FactColumns, factsReader, type RowFacts } from "./csv-rows.ts";
import { divideTable, type TableSplitOptions, tableSplitKind } from "./csv-split.ts";
import { CLASS_KINDS, type ClassOptions, classTable } from "./detection-classes.ts";
import {
  BOX_KINDS,
  type BoxOptions,
  type DetectionFile,
  type DetectionFileOptions,
  DetectionFiles,
  detectionParts,
  knownObjects,
} from "./detection-files.ts";
import { type Annotated, type Corners, type PixelSize, usableObjects } from "./detection-objects.ts";
import type { Exclusion } from "./file-parts.ts";
import { fileKinds } from "./kinds.ts";

const OPERATION = "detectionFromCsv";

/** Columns of the table that {@link detectionFromCsv} reads. */
export interface DetectionColumns extends FactColumns {
  /** Image files. Default "image". */
  image?: string;
  /** Names of classes. Default "label", where there is one; a table without has one class, which `classes` names. */
  label?: string;
  /**
   * The four numbers of a box in the order of its format. Default x1, y1, x2, y2 or xmin, ymin, xmax, ymax or left, top,
   * right, bottom; of other formats x, y or cx, cy, with width, height or w, h.
   */
  box?: readonly string[];
}

/** Options of {@link detectionFromCsv}. */
export interface DetectionCsvOptions
  extends DetectionFileOptions,
    BoxOptions,
    ClassOptions,
    TableTextOptions {
  /** What the numbers of a box are: corners; upper left corner, width, height; centre, width, height. Default "xyxy". */
  format?: BoxFormat;
  /** Whether the numbers are shares of the image's width and height. Default false: pixels. */
  normalized?: boolean;
  /**
   * Images without objects, which have no row; those that have one are left as they are. An image without objects may also
   * have a row with an empty box and label.
   */
  images?: readonly string[];
  /** Folder that paths are relative to, and that they do not leave. Default: the table's. */
  root?: string;
  /**
   * Take files outside of that folder too, where the table names them by absolute paths or `..`, or a link in the folder
   * leads out of it. Default false: a table of somebody else's opens no other files.
   */
  allowOutside?: boolean;
  /**
   * Shares to set aside of a table without a column of parts, groups whole, by date or by site; or a file of parts that `saveSplit`
   * wrote.
   */
  split?: TableSplitOptions | string;
  /** What an image does that is not there: throw, or be left out with its boxes and listed in `exclusions`. Default "throw". */
  onMissing?: "throw" | "skip";
}

const ENTRY = `datasets.${OPERATION}`;
const COLUMNS = signature<DetectionColumns>(`${ENTRY}: columns`, {
  options: { image: string, label: string, box: listOf(string, 4), ...FACT_COLUMNS },
  advice: {
    boxes: 'it is called box, a list of four columns: ["x1", "y1", "x2", "y2"]',
    images: "it is called image",
    class: "it is called label",
    patient: "it is called group",
  },
});
const TAKES = signature<DetectionCsvOptions>(ENTRY, {
  takes: { file: string },
  options: {
    ...fileKinds(ENTRY),
    ...BOX_KINDS,
    ...CLASS_KINDS,
    format: boxFormatKind,
    normalized: boolean,
    images: listOf(string),
    root: string,
    allowOutside: boolean,
    ...TABLE_TEXT,
    split: tableSplitKind(ENTRY),
    onMissing: oneOf("throw", "skip"),
  },
  advice: {
    group: "it names a column, and belongs in the argument before",
    val: "give split: { val: 0.2 }",
    boxFormat: "it is called format",
  },
});

/** Columns that boxes usually have. */
const USUAL: Readonly<Record<BoxFormat, readonly (readonly string[])[]>> = {
  xyxy: [
    ["x1", "y1", "x2", "y2"],
    ["xmin", "ymin", "xmax", "ymax"],
    ["left", "top", "right", "bottom"],
  ],
  xywh: [
    ["x", "y", "width", "height"],
    ["x", "y", "w", "h"],
  ],
  cxcywh: [
    ["cx", "cy", "width", "height"],
    ["cx", "cy", "w", "h"],
  ],
};

/** An image of the table with its boxes. */
interface Image extends RowFacts {
  path: string;
  boxes: { line: number; label: string | null; numbers: readonly number[] }[];
}

/**
 * Opens the images that a table with a header lists, one box a row; decodes no image yet.
 *
 * Throws FileFormatError with the line for a table that is none, a box without four numbers and rows of one image that
 * disagree; DatasetError for boxes that cannot be used, names of no class, a file that is missing or lies outside of the
 * folder, and a group that is in two parts; ArgumentError for columns that are not there and options that contradict each other.
 *
 * @example
 * // file,dx,left,top,right,bottom,lesion_id
 * // images/1.jpg,mel,12,30,80,95,HAM_0001
 * const columns = { image: "file", label: "dx", group: "lesion_id" };
 * const data = await detectionFromCsv("lesions.csv", columns, { split: { val: 0.2, seed: 0 } });
 */
export async function detectionFromCsv(
  file: string,
  ...given: [columns?: DetectionColumns | undefined, ...Rest<DetectionCsvOptions>]
): Promise<DetectionFiles> {
  const [first, ...rest] = given;
  const columns = COLUMNS.read(given.length === 0 ? [] : [first]);
  const options = TAKES.read(rest);
  TAKES.check(file);
  const { separator, encoding, root, badBoxes = "throw", signal } = options;
  const table = await FileTable.open(file, { operation: OPERATION, separator, encoding, root, signal });
  const exclusions: Exclusion[] = [];
  const listed = readImages(table, columns, options);
  const images = await table.present(listed, ({ path }) => [path], { ...options, exclusions });
  const { classes, labelOf } = classesOf(table, images, options);
  const sizes = await sizesOf(images, options);
  const files = images.map(({ boxes: _, ...image }, i): DetectionFile & RowFacts => ({
    ...image,
    source: file,
    size: sizes[i] as PixelSize,
    stated: false,
  }));
  const annotated = files.map(
    (one, i): Annotated => ({
      ...one,
      objects: (images[i] as Image).boxes.flatMap(({ line, label, numbers }) => {
        const index = label === null ? 1 : labelOf(label);
        if (index === null) return [];
        const box = cornersOf(numbers, one.size, options);
        return [{ box, label: index, crowd: false, area: null, name: table.at(line) }];
      }),
    }),
  );
  const { objects, skipped } = usableObjects(OPERATION, annotated, badBoxes);
  const known = new Map(files.map(({ path }, i) => [path, objects[i] ?? []] as const));
  const { parts, division } = await divideTable(
    table,
    { samples: files, strata: null, base: file },
    options.split,
  );
  const task = { classes, masks: false };
  const reader = knownObjects(known, badBoxes);
  const data = new DetectionFiles(...detectionParts({ root: file, parts, task, reader, skipped }, options));
  return data._from({ table: file, exclusions, division, groupColumn: columns.group ?? null });
}

/** The images in the order of their first rows, then those without a row. */
function readImages(table: FileTable, columns: DetectionColumns, options: DetectionCsvOptions): Image[] {
  const { names } = table;
  const image = table.column(columns.image ?? "image");
  const label = table.optional(columns.label, "label");
  const facts = factsReader(table, columns);
  const box = boxColumns(table, columns, options.format ?? "xyxy");

  const images = new Map<string, Image>();
  for (const [at, row] of table.rows.entries()) {
    const { line } = row;
    if (row.cell(image) === "") table.refuse(line, `no image in column ${names[image]}`);
    const path = table.path(row.cell(image));
    const listed = facts(row, at);
    const known = images.get(path);
    if (known !== undefined) refuseOther(table, row.cell(image), known, listed);
    const held = known ?? { ...listed, path, boxes: [] };
    images.set(path, held);
    const numbers = numbersOf(table, row, box);
    const name = label === null ? null : row.cell(label);
    if (numbers === null) {
      if (name === null || name === "") continue;
      table.refuse(line, `the label ${describe(name)} has no box; an image without objects has neither`);
    }
    if (name === "") table.refuse(line, `the box has no label in column ${names[label as number]}`);
    held.boxes.push({ line, label: name, numbers });
  }
  for (const name of options.images ?? []) {
    const path = table.path(name);
    if (images.has(path)) continue;
    const [first] = images.values();
    const unknown = (["part", "group", "weight", "site", "date", "row"] as const).find(
      (what) => first?.[what] !== undefined,
    );
    if (unknown !== undefined) {
      throw new ArgumentError(
        `${OPERATION}: images: ${describe(name)} has no row, so that its ${unknown} is not known; ` +
          "give it a row with an empty box and label",
        { operation: OPERATION },
      );
    }
    images.set(path, { line: 1, path, boxes: [] });
  }
  return [...images.values()];
}

/** Throws FileFormatError where two rows of an image say different things of it. */
function refuseOther(table: FileTable, name: string, known: RowFacts, other: RowFacts): void {
  for (const what of ["part", "group", "weight", "site", "date"] as const) {
    if (known[what] === other[what]) continue;
    const values = `${describe(known[what])} (${table.at(known.line)}) and ${describe(other[what])}`;
    table.refuse(other.line, `the image ${name} has two values of ${what}: ${values}`);
  }
  for (const [column, value] of Object.entries(known.row ?? {})) {
    const now = other.row?.[column];
    if (now === value) continue;
    const values = `${describe(value)} (${table.at(known.line)}) and ${describe(now)}`;
    table.refuse(other.line, `the image ${name} has two values of ${column}: ${values}`);
  }
}

/** Positions of the four columns. Throws ArgumentError where none are named and the usual ones are not there. */
function boxColumns(table: FileTable, { box }: DetectionColumns, format: BoxFormat): number[] {
  const usual = USUAL[format];
  const names = box ?? usual.find((list) => list.every((name) => table.names.includes(name)));
  if (names !== undefined) return names.map((name) => table.column(name));
  const wanted = usual.map((list) => list.join(", ")).join(" nor ");
  throw new ArgumentError(
    `${OPERATION}: ${table.file} has neither columns ${wanted}; name those of the box, as box: ` +
      `${JSON.stringify(usual[0])}. It has ${table.names.join(", ")}`,
    { operation: OPERATION, file: table.file },
  );
}

/** The numbers of a box; null where all are empty. */
function numbersOf(table: FileTable, row: TableRow, columns: readonly number[]): number[] | null {
  const cells = columns.map((column) => row.cell(column));
  if (cells.every((cell) => cell === "")) return null;
  return cells.map((cell, i) => {
    const value = Number(cell);
    if (cell !== "" && Number.isFinite(value)) return value;
    const name = table.names[columns[i] as number];
    return table.refuse(row.line, `expected a number in column ${name}, got ${describe(cell)}`);
  });
}

function cornersOf(
  numbers: readonly number[],
  { width, height }: PixelSize,
  { format = "xyxy", normalized = false }: DetectionCsvOptions,
): Corners {
  const [a, b, c, d] = numbers.map((n, i) => (normalized ? n * (i % 2 === 0 ? width : height) : n)) as [
    number,
    number,
    number,
    number,
  ];
  if (format === "xyxy") return [a, b, c, d];
  if (format === "xywh") return [a, b, a + c, b + d];
  return [a - c / 2, b - d / 2, a + c / 2, b + d / 2];
}

function classesOf(table: FileTable, images: readonly Image[], options: DetectionCsvOptions) {
  const objects = images.flatMap(({ boxes }) =>
    boxes.flatMap(({ line, label }) =>
      label === null ? [] : [{ name: label, file: table.file, at: `line ${line}` }],
    ),
  );
  const hasLabels = images.some(({ boxes }) => boxes.some(({ label }) => label !== null));
  if (!hasLabels && images.some(({ boxes }) => boxes.length > 0) && options.classes?.length !== 1) {
    throw new ArgumentError(
      `${OPERATION}: ${table.file} has no column of labels, so that all boxes are of one class; name it, as classes: ["cell"], or ` +
        `name the column, as label. It has ${table.names.join(", ")}`,
      { operation: OPERATION, file: table.file },
    );
  }
  return classTable(OPERATION, objects, options);
}

/** Width and height of each image, from its head. */
async function sizesOf(
  images: readonly Image[],
  { image: decoding, signal }: DetectionCsvOptions,
): Promise<PixelSize[]> {
  const limit = new Limit(16);
  return Promise.all(
    images.map(({ path }) =>
      limit.run(() => {
        throwIfAborted(signal, OPERATION);
        return imageSize(path, { ...decoding, signal });
      }),
    ),
  );
}
