/** Tables of detections, read: `train.evaluate({ out })`'s, and those of other programs. */
import type { Table } from "../../data/tables/table.ts";
import { describe, type Kind, type Kinds, kind, listOf, string } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { areasOf, boxesAlone } from "../../vision/coco-evaluation/from-tensors.ts";
import type { ImageObjects, Objects } from "../../vision/coco-evaluation/objects.ts";
import { type CocoSettings, fullSettings, SETTINGS } from "../../vision/coco-evaluation/settings.ts";
import { packRuns } from "../../vision/masks/packed-runs.ts";
import { countsOf } from "../../vision/rle/run-lengths.ts";
import type { Subject } from "./measured.ts";
import { OBJECT_FIGURES, objectFigures } from "./object-figures.ts";
import { OBJECT_COLUMNS } from "./object-rows.ts";
import type { PredictionColumns } from "./read.ts";
import { COLUMNS, PROBABILITY } from "./rows.ts";
import { groupsIn, refuseRow } from "./table.ts";

/** What tables of detections take beside what others do. */
export interface ObjectOptions extends CocoSettings {
  /**
   * The columns of a box, four: x1, y1, x2, y2 in pixels, or, where the third is called as a width, x, y, width, height. Default those
   * of these names, or xmin, ymin, xmax, ymax.
   */
  box?: readonly string[];
  /** Another table with the true objects, where detections and objects lie apart. Default: the rows without a score are the objects. */
  truth?: string;
}

const four: Kind<readonly string[]> = kind(
  'a list of four columns, ["x1", "y1", "x2", "y2"]',
  (v) => listOf(string).accepts(v) && (v as string[]).length === 4,
);

/** Kinds of {@link ObjectOptions}. */
export const objectKinds: Kinds<ObjectOptions> = { ...SETTINGS, box: four, truth: string };

/** Columns that boxes usually have; of those with a width the third and fourth are sizes. */
const USUAL: readonly (readonly string[])[] = [
  OBJECT_COLUMNS.box,
  ["xmin", "ymin", "xmax", "ymax"],
  ["x", "y", "width", "height"],
  ["x", "y", "w", "h"],
];

/** What a column is called that holds a width. */
const WIDTH = /(^|[^a-z])(w|width)$/i;

/**
 * The columns of the boxes where a table is one of detections: said so, or with boxes and scores and no probabilities of classes; null
 * where it is not.
 */
export function boxColumns(
  names: readonly string[],
  { box, score, probabilities }: Pick<ObjectOptions, "box"> & PredictionColumns,
): readonly string[] | null {
  if (box !== undefined) return box;
  if (score !== undefined || probabilities !== undefined) return null;
  if (!names.includes(OBJECT_COLUMNS.score) || names.some((name) => name.startsWith(PROBABILITY)))
    return null;
  return USUAL.find((own) => own.every((name) => names.includes(name))) ?? null;
}

/** A table of detections: its samples are images. */
export interface ObjectTable extends Subject {
  ids: readonly string[];
  groupColumn: string | null;
  /** Their boxes. */
  images: readonly ImageObjects[];
  /** A column, of each image. @throws ArgumentError for one that is not there, or differs within an image */
  column(name: string, option: string): string[];
}

/** The rows of an image. */
interface Image {
  group: string | null;
  /** Its first row in the main table; null where only the other has it. */
  row: number | null;
  truth: Entry[];
  found: Entry[];
}

interface Entry {
  label: string;
  box: readonly [x: number, y: number, width: number, height: number];
  score: number;
  area: number;
  crowd: number;
  mask: { size: [number, number]; counts: string } | null;
}

/**
 * Reads a table of detections.
 *
 * @param truth the table with the true objects, where they lie apart
 * @throws FileFormatError, with the line, for what cannot be read; ArgumentError for columns that are not there
 */
export function readObjects(
  table: Table,
  truth: Table | null,
  options: ObjectOptions & PredictionColumns & { threshold: number },
): ObjectTable {
  const images = new Map<string, Image>();
  const groups = readRows(table, images, options, truth === null ? "both" : "found");
  if (truth !== null) readRows(truth, images, options, "truth");
  const all = [...images.values()];
  const classes = [
    ...new Set(all.flatMap(({ truth: own, found }) => [...own, ...found].map(({ label }) => label))),
  ];
  if (classes.length === 0) {
    throw new ArgumentError(`${table.operation}: ${table.file} has neither an object nor a detection.`, {
      operation: table.operation,
      file: table.file,
    });
  }
  const places = new Map(classes.map((name, k) => [name, k]));
  const read = all.map((image) => objectsOf(table, image, places));
  const hasMasks = read.some(({ masks }) => masks !== null);
  if (groups !== null && truth !== null) {
    const lost = [...images].find(([, { group }]) => group === null);
    if (lost !== undefined) {
      throw new ArgumentError(
        `${table.operation}: ${truth.file} has ${describe(lost[0])}, whose ${describe(groups)} nobody says: ${table.file} has no row of it; ` +
          "put one without a label there.",
        { operation: table.operation, file: table.file },
      );
    }
  }
  const cut = <T>(of: readonly T[], rows: Int32Array): T[] => Array.from(rows, (row) => of[row] as T);
  const { threshold, iouThresholds, recallThresholds, areaRanges, maxDetections } = options;
  const settings = fullSettings({ iouThresholds, recallThresholds, areaRanges, maxDetections });
  return {
    ids: [...images.keys()],
    groups: groups === null ? null : all.map(({ group }) => group as string), // as was seen
    groupColumn: groups,
    images: read.map(({ boxes }) => boxes),
    names: classes,
    ofEach: OBJECT_FIGURES,
    counts: (rows) =>
      classes.map((name) =>
        cut(all, rows).reduce(
          (sum, { truth: own }) =>
            sum + own.filter(({ label, crowd }) => label === name && crowd === 0).length,
          0,
        ),
      ),
    figures: (rows) =>
      objectFigures({
        images: cut(
          read.map(({ boxes }) => boxes),
          rows,
        ),
        masks: hasMasks
          ? cut(
              read.map(({ boxes, masks }) => masks ?? boxes),
              rows,
            )
          : null,
        classes: classes.length,
        settings,
        threshold,
      }),
    column: (name, option) => {
      const texts = table.texts(table.column(name, option));
      const known = keysOf(table, options);
      for (const [row, id] of known.entries()) {
        const first = images.get(id)?.row as number;
        if (texts[row] !== texts[first])
          refuseRow(table, row, `${describe(name)} differs between the rows of ${describe(id)}`);
      }
      return all.map(({ row }) => (row === null ? "" : (texts[row] as string)));
    },
  };
}

/** What names the image of each row. */
function keysOf(table: Table, { id }: PredictionColumns): string[] {
  const usual = [COLUMNS.id, "id", "image", "image_id"].find((name) => table.names.includes(name));
  return table.texts(table.column(id ?? usual ?? COLUMNS.id, "id"));
}

/** Puts the rows of a table to their images; gives the column of the patient. */
function readRows(
  table: Table,
  images: Map<string, Image>,
  options: ObjectOptions & PredictionColumns,
  what: "both" | "found" | "truth",
): string | null {
  const keys = keysOf(table, options);
  const groups = what === "truth" ? null : groupsIn(table, options.group);
  const columns = boxColumns(table.names, { ...options, score: undefined }) ??
    (what === "truth" ? USUAL.find((own) => own.every((name) => table.names.includes(name))) : null) ?? [
      ...OBJECT_COLUMNS.box,
    ];
  const isSized = WIDTH.test(columns[2] as string);
  const edges = columns.map((name) => table.numbers(table.column(name, "box"), "a number or nothing", "NaN"));
  const labels = table.texts(table.column(options.label ?? OBJECT_COLUMNS.label, "label"));
  const numbers = (name: string): Float64Array | null => {
    const at = table.optional(undefined, name);
    return at === null ? null : table.numbers(at, "a number or nothing", "NaN");
  };
  const scores =
    what === "truth"
      ? null
      : table.numbers(
          table.column(options.score ?? OBJECT_COLUMNS.score, "score"),
          "a number or nothing",
          "NaN",
        );
  const [areas, crowds] = [numbers(OBJECT_COLUMNS.area), numbers(OBJECT_COLUMNS.crowd)];
  const masks = [OBJECT_COLUMNS.mask, OBJECT_COLUMNS.maskHeight, OBJECT_COLUMNS.maskWidth].map((name) =>
    table.names.includes(name) ? table.texts(table.column(name)) : null,
  );
  for (const [row, key] of keys.entries()) {
    if (key === "") refuseRow(table, row, "it is not said which image this is of");
    const image = images.get(key) ?? { group: null, row: null, truth: [], found: [] };
    images.set(key, image);
    if (what !== "truth") image.row ??= row;
    const group = groups === null ? null : (groups.values[row] as string);
    if (group !== null && image.group !== null && group !== image.group)
      refuseRow(
        table,
        row,
        `${describe(key)} is of ${describe(image.group)} above, and of ${describe(group)} here`,
      );
    image.group ??= group;
    const label = labels[row] as string;
    const sides = edges.map((values) => values[row] as number);
    if (label === "" && sides.every(Number.isNaN)) continue; // an image with nothing in it
    if (label === "") refuseRow(table, row, "a box without a label");
    const [x, y, c, d] = sides as [number, number, number, number];
    const box = (isSized ? [x, y, c, d] : [x, y, c - x, d - y]) as [number, number, number, number];
    if (!box.every(Number.isFinite) || box[2] < 0 || box[3] < 0) {
      refuseRow(
        table,
        row,
        `a box is ${columns.join(", ")}, ${isSized ? "sizes of at least 0" : "the far edges not below the near ones"}, got ${sides.join(", ")}`,
      );
    }
    const score = scores === null ? Number.NaN : (scores[row] as number);
    if (score === Number.POSITIVE_INFINITY || score === Number.NEGATIVE_INFINITY)
      refuseRow(table, row, `scores are finite, got ${score}`);
    if (what === "found" && Number.isNaN(score))
      refuseRow(table, row, "a detection without a score; the true objects are in the other table");
    const [counts, height, width] = masks.map((texts) => texts?.[row] ?? "") as [string, string, string];
    const entry: Entry = {
      label,
      box,
      score,
      area: areas?.[row] ?? Number.NaN,
      crowd: crowds?.[row] === 1 ? 1 : 0,
      mask: counts === "" ? null : { size: [Number(height), Number(width)], counts },
    };
    (Number.isNaN(score) ? image.truth : image.found).push(entry);
  }
  return groups?.column ?? null;
}

/** An image as COCO's evaluation takes it, of boxes and, where each object has its mask, of masks. */
function objectsOf(
  { operation, file }: Table,
  { truth, found }: Image,
  places: ReadonlyMap<string, number>,
): { boxes: ImageObjects; masks: ImageObjects | null } {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${file}: ${text}`, { operation, file });
  };
  const all = [...truth, ...found];
  const hasMasks = all.length > 0 && all.every(({ mask }) => mask !== null);
  const [height, width] = all[0]?.mask?.size ?? [0, 0];
  if (hasMasks && all.some(({ mask }) => mask?.size[0] !== height || mask.size[1] !== width))
    refuse(`masks of one image are of one size, got others than ${height} x ${width} (height x width).`);
  if (!hasMasks && all.some(({ mask }) => mask !== null))
    refuse("an image has objects with and without a mask.");
  const areasGiven = truth.filter(({ area }) => !Number.isNaN(area)).length;
  if (areasGiven > 0 && areasGiven < truth.length) refuse("an image has objects with and without an area.");
  const hasAreas = areasGiven > 0;
  const common = (own: readonly Entry[]): Objects => {
    const boxes = Float64Array.from(own.flatMap(({ box }) => box));
    const masks = hasMasks
      ? packRuns(
          own.map(({ mask }) => countsOf(operation, mask as NonNullable<Entry["mask"]>)), // each has one
          height,
          width,
        )
      : null;
    const areas = areasOf(boxes, masks);
    return { classes: Int32Array.from(own, ({ label }) => places.get(label) as number), boxes, areas, masks };
  };
  const ofTruth = common(truth);
  const both: ImageObjects = {
    truth: {
      ...ofTruth,
      areas: hasAreas ? Float64Array.from(truth, ({ area }) => area) : ofTruth.areas,
      crowd: Uint8Array.from(truth, ({ crowd }) => crowd),
    },
    found: { ...common(found), scores: Float64Array.from(found, ({ score }) => score) },
  };
  return hasMasks ? { boxes: boxesAlone(both, hasAreas), masks: both } : { boxes: both, masks: null };
}
