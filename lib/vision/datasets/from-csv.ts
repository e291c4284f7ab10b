/** Images that a table lists with what is to be learned of them: classes, grades, several labels, numbers, masks or boxes. */

import { TABLE_TEXT, type TableTextOptions } from "../../data/tables/table.ts";
import {
  boolean,
  either,
  isPlainObject,
  type Kinds,
  kind,
  listed,
  listOf,
  oneOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { type LabelTask, usualTransforms } from "./class-parts.ts";
import { FileTable } from "./csv-files.ts";
import { FACT_COLUMNS, type RowColumns, type RowOptions, readSamples, type Sample } from "./csv-rows.ts";
import { divideTable, type TableSplitOptions, tableSplitKind } from "./csv-split.ts";
import {
  type PointColumns,
  type ReadTargets,
  TARGETS,
  type TargetColumns,
  type TargetOptions,
} from "./csv-targets.ts";
import { type DetectionColumns, type DetectionCsvOptions, detectionFromCsv } from "./detection-csv.ts";
import type { DetectionFiles } from "./detection-files.ts";
import { madeParts, type Origin } from "./file-parts.ts";
import { extensionsKind, type FileOptions, fileKinds } from "./kinds.ts";
import { LabelledFiles, LabelledSplit } from "./labelled-files.ts";
import {
  commonFolder,
  type OfParts,
  ofPartsKind,
  openParts,
  readTogether,
  samplesOfParts,
} from "./part-tables.ts";
import { pointTransforms, sharesOf } from "./point-samples.ts";
import { IMAGE_EXTENSIONS } from "./scan.ts";
import {
  type SegmentationColumns,
  type SegmentationCsvOptions,
  segmentationFromCsv,
} from "./segmentation-csv.ts";
import type { SegmentationFiles } from "./segmentation-files.ts";
import type { Parts } from "./split.ts";
import { MultilabelFiles, RegressionFiles, strataOf, TargetSplit, type TargetTask } from "./target-files.ts";
import type { RegressionTaskFacts } from "./targets.ts";

/** Columns of a table of images that say what is not to be learned. */
export interface ImageColumns {
  /** Image files: paths, or ids with or without an ending, of images anywhere below the folder. */
  image: string;
  /** What must not be divided, such as the patient. Default "group", where there is one. */
  group?: string;
  /** Part of each row: train, val or test. Default "split", where there is one; null for none. */
  split?: string | null;
  /** How often an image is drawn in training, relative to the others: `train.fit` draws by it, where no sampler is given. */
  weight?: string;
  /** When it was taken, as 2021-03-07: for `split: { by: "date" }`. */
  date?: string;
  /** Where it was taken: for `split: { by: "site" }` and `data.leaveOneGroupOut`. */
  site?: string;
  /** Columns to keep for subgroups, such as age and sex: `row` of each sample. */
  keep?: readonly string[];
}

/** Columns of images with a class each. */
export interface ClassColumns extends ImageColumns {
  /** Names of the classes. */
  label: string;
}

/** Columns of images with a grade each, of which every one is more than the one before. */
export interface GradeColumns extends ImageColumns {
  grade: string;
}

/** Columns of images that several labels may be true of. */
export interface LabelsColumns extends ImageColumns {
  /**
   * A column for each label, with 1 or 0, true or false, yes or no, nothing where it is not known; or one column that names those
   * that are true: `"Atelectasis|Effusion"`.
   */
  labels: string | readonly string[];
}

/** Columns of images with numbers. */
export type ValueColumns = ImageColumns &
  ({ value: string; values?: undefined } | { values: readonly string[]; value?: undefined });

/** Columns of images with points. */
export interface PointsColumns extends ImageColumns {
  /**
   * Columns of x and y of each point by its name, in pixels of the file from the upper left corner, nothing where it is not known:
   * `{ fovea: ["fovea_x", "fovea_y"] }`.
   */
  points: PointColumns;
}

/** Options of {@link fromCsv}, for classes, grades, labels and numbers. */
export interface FromCsvOptions extends FileOptions, TargetOptions, TableTextOptions {
  /** Folder that names are relative to, and that images do not leave; of several tables also one for each. Default: the table's. */
  root?: string | OfParts;
  /** Endings of images that an id without one may have. Default: those of all formats that are read. */
  extensions?: readonly string[];
  /** Take files outside of that folder too. Default false: a table of somebody else's opens no other files. */
  allowOutside?: boolean;
  /**
   * Shares to set aside of a table without a column of parts, groups whole and classes even; by date or by site; or a file that
   * `saveSplit` wrote, which must be of the same images.
   */
  split?: TableSplitOptions | string;
  /** What a row does whose image is not there: throw, or be left out and listed in `exclusions`. Default "throw". */
  onMissing?: "throw" | "skip";
  /** The same of a row that says nothing of its image. Default "throw". */
  onEmpty?: "throw" | "skip";
  /** What an image in several rows does: throw, or each row is a sample, all of them in one part. Default "throw". */
  duplicates?: "throw" | "keep";
}

const ENTRY = "datasets.fromCsv";
const OPERATION = "fromCsv";
type AnyColumns = RowColumns & TargetColumns & { mask?: string | readonly string[]; box?: readonly string[] };

const pointsKind = kind<PointColumns>(
  'columns of x and y by the name of the point: { fovea: ["fovea_x", "fovea_y"] }',
  (v) => {
    if (!isPlainObject(v)) return false;
    const columns = Object.values(v as object);
    return columns.length > 0 && columns.every((xy) => listOf(string, 2).accepts(xy));
  },
);
const COLUMNS = signature<AnyColumns>(`${ENTRY}: columns`, {
  options: {
    image: string,
    ...FACT_COLUMNS,
    label: string,
    labels: either(string, listOf(string)),
    value: string,
    values: listOf(string),
    points: pointsKind,
    grade: string,
    mask: either(string, listOf(string)),
    box: listOf(string, 4),
  },
  required: ["image"],
  advice: {
    path: "it is called image",
    file: "it is called image",
    class: "it is called label",
    target: "it is called label, labels, value, values, points or grade, by what it is",
    point: 'it is called points: { fovea: ["x", "y"] }',
    keypoints: 'it is called points: { fovea: ["x", "y"] }',
    patient: "it is called group",
    masks: "it is called mask",
    boxes: "it is called box, a list of four columns",
  },
});

const namesKind = kind<Readonly<Record<string, string>>>(
  "an object of names by what stands in the column",
  (v) => isPlainObject(v) && Object.values(v as object).every((name) => typeof name === "string"),
);

const OPTIONS: Kinds<FromCsvOptions> = {
  ...fileKinds(ENTRY),
  ...TABLE_TEXT,
  classes: either(listOf(string), namesKind),
  uncertain: oneOf("throw", "missing", "positive", "negative"),
  labelSeparator: string,
  none: string,
  units: either(string, listOf(string)),
  root: ofPartsKind(`${ENTRY}: root`),
  extensions: extensionsKind,
  allowOutside: boolean,
  split: tableSplitKind(ENTRY),
  onMissing: oneOf("throw", "skip"),
  onEmpty: oneOf("throw", "skip"),
  duplicates: oneOf("throw", "keep"),
};
const TAKES = signature<FromCsvOptions>(ENTRY, {
  takes: { file: ofPartsKind(`${ENTRY}: file`) },
  options: OPTIONS,
  advice: {
    val: "give split: { val: 0.2 }",
    seed: "give split: { val: 0.2, seed: 0 }",
    group: "it names a column, and belongs in the argument before",
    imageDir: "it is called root",
  },
});

const TARGET_NAMES = Object.keys(TARGETS) as (keyof TargetColumns)[];
const TARGET_OPTIONS = [...new Set(Object.values(TARGETS).flatMap(({ takes }) => takes))];

/**
 * Opens the images that a table with a header lists (CSV, TSV, JSON lines, Parquet), by what its columns say: `label` classes, `grade`
 * ordered grades, `labels` several labels, `value` and `values` numbers, `points` points that transforms move, `mask` and `box` what
 * `segmentationFromCsv` and `detectionFromCsv` take. Reads no image yet.
 *
 * An image is named by its path, or by an id with or without an ending that one image below the folder has. Where each part has a table of
 * its own, as challenges publish them, these are given: `{ train: "train.csv", test: "test.csv" }`.
 *
 * Points are numbers too: x in widths and y in heights of the image that the network sees, from 0 to 1, so that predictions of a whole image
 * times its size are pixels. Every transform of a sample moves them; one that a crop cuts off is not known. Without transforms images are
 * resized whole to 224 x 224, for training mirrored. Of files the headers are read.
 *
 * @throws FileFormatError with the line of a cell that is not what its column takes; DatasetError for images that are missing or may be
 *   several, stand in several rows, and a group in two parts; ArgumentError for columns that are not there and options that
 *   contradict each other
 *
 * @example
 * const columns = { image: "image_id", label: "dx", group: "lesion_id", keep: ["age", "sex"] };
 * const data = await datasets.fromCsv("metadata.csv", columns, { root: "images", split: { val: 0.2, seed: 0 } });
 */
export async function fromCsv(
  file: string | OfParts,
  columns: ClassColumns,
  options?: FromCsvOptions,
): Promise<LabelledFiles<"classification">>;
export async function fromCsv(
  file: string | OfParts,
  columns: GradeColumns,
  options?: FromCsvOptions,
): Promise<LabelledFiles<"ordinal">>;
export async function fromCsv(
  file: string | OfParts,
  columns: LabelsColumns,
  options?: FromCsvOptions,
): Promise<MultilabelFiles>;
export async function fromCsv(
  file: string | OfParts,
  columns: ValueColumns,
  options?: FromCsvOptions,
): Promise<RegressionFiles>;
export async function fromCsv(
  file: string | OfParts,
  columns: PointsColumns,
  options?: FromCsvOptions,
): Promise<RegressionFiles>;
export async function fromCsv(
  file: string,
  columns: SegmentationColumns & { mask: string | readonly string[] },
  options?: SegmentationCsvOptions,
): Promise<SegmentationFiles>;
export async function fromCsv(
  file: string,
  columns: DetectionColumns & { box: readonly string[] },
  options?: DetectionCsvOptions,
): Promise<DetectionFiles>;
export async function fromCsv(
  file: string | OfParts,
  given: object,
  ...rest: Rest<object>
): Promise<LabelledFiles | MultilabelFiles | RegressionFiles | SegmentationFiles | DetectionFiles> {
  const asked = given as Partial<AnyColumns> | undefined;
  const isHandedOn = asked?.mask !== undefined || asked?.box !== undefined;
  const options: FromCsvOptions = isHandedOn ? {} : TAKES.read(rest as Rest<FromCsvOptions>);
  const columns = COLUMNS.read([given as AnyColumns]);
  const kinds = (["mask", "box", ...TARGET_NAMES] as const).filter((name) => columns[name] !== undefined);
  const [what] = kinds;
  // Boxes have the names of their classes in a column too.
  const isBox = columns.box !== undefined && kinds.every((name) => name === "box" || name === "label");
  if (what === undefined || (kinds.length > 1 && !isBox)) {
    const had = what === undefined ? "none" : kinds.join(" and ");
    throw COLUMNS.error(
      `expected one of label, labels, value, values, points, grade, mask and box, which say what is learned; got ${had}`,
    );
  }
  if (isBox || columns.mask !== undefined) {
    if (typeof file === "object")
      throw COLUMNS.error("masks and boxes have one table yet; say the parts in a column of it, split");
    return isBox
      ? detectionFromCsv(file, given as DetectionColumns, ...(rest as Rest<DetectionCsvOptions>))
      : segmentationFromCsv(file, given as SegmentationColumns, ...(rest as Rest<SegmentationCsvOptions>));
  }
  TAKES.check(file);
  const { read, takes } = TARGETS[what as keyof TargetColumns]; // masks and boxes are gone
  const idle = TARGET_OPTIONS.find((name) => options[name] !== undefined && !takes.includes(name));
  if (idle !== undefined) throw TAKES.error(`${idle}: without effect on a column \`${what}\``);
  const reading = rowOptions(options);
  const groupColumn = columns.group ?? null;
  if (typeof file === "object") {
    const { separator, encoding, root, split, signal } = options;
    if (split !== undefined || typeof columns.split === "string")
      throw TAKES.error("split: each table is a part already; leave it out, or give one table");
    const tables = await openParts(file, { operation: OPERATION, separator, encoding, root, signal });
    const targets = readTogether(tables, (table, classes) =>
      read(table, columns, classes === undefined ? options : { ...options, classes }),
    );
    const [first] = targets as [ReadTargets, ...ReadTargets[]]; // the one to train on is there
    checkNames(first, file.train);
    const { parts, exclusions, division } = await samplesOfParts(tables, targets, columns, reading);
    if (first.points !== undefined) {
      for (const part of ["train", "val", "test"] as const) {
        await toShares(parts[part], first.names, options, file[part] ?? file.train);
      }
    }
    return opened(commonFolder(tables), parts, first, options, {
      table: null,
      exclusions,
      division,
      groupColumn,
    });
  }
  const { separator, encoding, root, signal } = options;
  if (typeof root === "object") throw TAKES.error("root: one folder for one table, got one for each part");
  const table = await FileTable.open(file, { operation: OPERATION, separator, encoding, root, signal });
  const targets = read(table, columns, options);
  checkNames(targets, file);
  const { samples, exclusions } = await readSamples(table, columns, targets.said, reading);
  if (samples.length === 0) {
    throw new ArgumentError(
      `${OPERATION}: ${file}: no row is left of ${table.length}: ${listed([...new Set(exclusions.map(({ reason }) => reason))])}`,
      { operation: OPERATION, file },
    );
  }
  if (targets.points !== undefined) await toShares(samples, targets.names, options, file);
  const strata = strataOfRows(targets.task, samples);
  const { parts, division } = await divideTable(table, { samples, strata, base: table.root }, options.split);
  return opened(table.root, parts, targets, options, { table: file, exclusions, division, groupColumn });
}

function rowOptions(options: FromCsvOptions): RowOptions {
  return {
    extensions: options.extensions ?? IMAGE_EXTENSIONS,
    allowOutside: options.allowOutside ?? false,
    onMissing: options.onMissing ?? "throw",
    onEmpty: options.onEmpty ?? "throw",
    duplicates: options.duplicates ?? "throw",
    signal: options.signal,
  };
}

/** Makes the pixels of points shares of their images. */
async function toShares(
  samples: readonly Sample[],
  names: readonly string[],
  { image = {}, signal }: FileOptions,
  file: string,
): Promise<void> {
  const pointed = samples.map(({ path, line, said }) => ({
    path,
    line,
    pixels: "targets" in said ? said.targets : [],
  }));
  const shares = await sharesOf(pointed, names, image, { operation: OPERATION, file, signal });
  for (const [at, sample] of samples.entries()) sample.said = { targets: shares[at] as number[] };
}

/** Throws ArgumentError for names that are none, empty or twice the same. */
function checkNames({ names, task }: ReadTargets, file: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  const least = task === "classification" || task === "ordinal" ? 2 : 1;
  if (twice === undefined && !names.includes("") && names.length >= least) return;
  const what = task === "regression" ? "columns" : task === "multilabel" ? "labels" : "classes";
  throw new ArgumentError(
    `${OPERATION}: ${file}: expected ${least} ${what} or more, each once and none empty, got ${listed(names) || "none"}`,
    { operation: OPERATION, file },
  );
}

function strataOfRows(task: ReadTargets["task"], samples: readonly Sample[]): number[] | number[][] {
  if (task === "multilabel" || task === "regression")
    return strataOf(
      task,
      samples.map(({ said }) => ("targets" in said ? said.targets : [])),
    );
  return samples.map(({ said }) => ("label" in said ? said.label : 0));
}

/** The data that the parts are. */
function opened(
  root: string,
  parts: Parts<Sample>,
  { task, names, units, points }: ReadTargets,
  options: FileOptions,
  origin: Origin,
): LabelledFiles | MultilabelFiles | RegressionFiles {
  const { onError, image } = options;
  const settings = { onError, image };
  const usual = usualTransforms(image ?? {});
  const entries = <T extends object>(of: (said: Sample["said"]) => T) => {
    const list = (part: readonly Sample[]) =>
      part.map(({ said, line: _, part: __, date: ___, ...entry }) => ({ ...entry, ...of(said) }));
    return { train: list(parts.train), val: list(parts.val), test: list(parts.test) };
  };
  if (task === "classification" || task === "ordinal") {
    const files = entries((said) => ({ label: "label" in said ? said.label : 0 }));
    const split = (list: typeof files.train, transform: TransformLike) =>
      new LabelledSplit<LabelTask>(list, names, task, transform, settings);
    return new LabelledFiles(root, ...madeParts(files, options, { split, ...usual }))._from(origin);
  }
  const files = entries((said) => ({ targets: "targets" in said ? said.targets : [] }));
  const makers = <T extends TargetTask>(facts: T) => ({
    split: (list: typeof files.train, transform: TransformLike) =>
      new TargetSplit<T>(list, names, facts, transform, settings),
    ...usual,
  });
  if (task === "multilabel") {
    const made = madeParts(files, options, makers({ name: "multilabel" } as const));
    return new MultilabelFiles(root, ...made)._from(origin);
  }
  const facts: RegressionTaskFacts = {
    name: "regression",
    names,
    ...(units !== undefined && { units }),
    ...(points !== undefined && { points }),
  };
  if (points === undefined) {
    return new RegressionFiles(root, ...madeParts(files, options, makers(facts)))._from(origin);
  }
  // Transforms of a network cut off the edges: what it predicts would not be of the whole image.
  const [made] = madeParts(files, options, { ...makers(facts), ...pointTransforms(image ?? {}) });
  return new RegressionFiles(root, made, { train: true, val: true })._from(origin);
}
