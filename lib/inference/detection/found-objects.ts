/** The objects that a network found in an image, drawn, measured and written. */

import {
  boolean,
  integerFrom,
  kind,
  listOf,
  number,
  numberFrom,
  oneOf,
  plainObject,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { ArgumentError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import type { Tensor } from "../../tensor/index.ts";
import { spacingKind } from "../../vision/arguments.ts";
import type { CocoResult } from "../../vision/coco-evaluation/index.ts";
import { type CocoDataset, writeCoco } from "../../vision/contours/coco.ts";
import { type FeatureCollection, writeGeoJSON } from "../../vision/contours/geojson.ts";
import { COLOR } from "../../vision/masks/mask-overlay.ts";
import type { Spacing } from "../../vision/morphology/mask.ts";
import type { RegionMeasurements } from "../../vision/regions/measure.ts";
import {
  cocoDataset,
  cocoResults,
  type FoundCocoOptions,
  type FoundResultsOptions,
  runsOf,
} from "./found-coco.ts";
import { type FoundCsvOptions, foundCsv } from "./found-csv.ts";
import { type FoundGeoJSONOptions, foundGeoJSON } from "./found-geojson.ts";
import type { FoundImage, FoundObject } from "./found-image.ts";
import { measureObjects } from "./measured.ts";
import { type DrawFoundOptions, drawFound } from "./picture.ts";

const NAME = "models.FoundObjects";

const isOneImage = (v: unknown): boolean => v instanceof FoundObjects;
const FOUND = kind<FoundObjects | readonly FoundObjects[]>(
  "what models.detect gives, of one image or a list",
  (v) => isOneImage(v) || (Array.isArray(v) && v.every(isOneImage)),
);

const IDS = listOf(number);
const COCO = { format: oneOf("polygons", "rle"), tolerance: numberFrom(0), root: string, imageIds: IDS };
const CSV = { spacing: spacingKind, columns: listOf(string) as never };
const GEOJSON = {
  spacing: spacingKind,
  tolerance: numberFrom(0),
  properties: kind<NonNullable<FoundGeoJSONOptions["properties"]>>(
    "an object, or a function of an object that was found",
    (v) => typeof v === "function" || plainObject().accepts(v),
  ),
};
const DRAW = {
  boxes: boolean,
  masks: boolean,
  labels: boolean,
  scores: boolean,
  colorBy: oneOf("class", "object"),
  colors: listOf(COLOR),
  alpha: numberFrom(0, 1),
  outline: boolean,
  width: integerFrom(1),
  textScale: integerFrom(1),
};
const FILE = { file: string };

const PARTS = signature(NAME, { takes: { parts: plainObject("its parts") } });
const TAKES_DRAW = signature<DrawFoundOptions>(`${NAME}.draw`, {
  takes: { image: tensorKind },
  options: DRAW,
});
const MEASURE = signature<{ spacing?: Spacing }>(`${NAME}.measure`, { options: { spacing: spacingKind } });
const TO_COCO = signature<FoundCocoOptions>(`${NAME}.toCoco`, { options: COCO });
const TO_GEOJSON = signature<FoundGeoJSONOptions>(`${NAME}.toGeoJSON`, { options: GEOJSON });
const TO_CSV = signature<FoundCsvOptions>(`${NAME}.toCsv`, { options: CSV });
const WRITE_COCO = signature<FoundCocoOptions>(`${NAME}.writeCoco`, { takes: FILE, options: COCO });
const WRITE_GEOJSON = signature<FoundGeoJSONOptions>(`${NAME}.writeGeoJSON`, {
  takes: FILE,
  options: GEOJSON,
});
const WRITE_CSV = signature<FoundCsvOptions>(`${NAME}.writeCsv`, { takes: FILE, options: CSV });
const TO_JSON = signature(`${NAME}.toJSON`, { takes: {} });
const ALL_COCO = signature<FoundCocoOptions>("models.foundToCoco", {
  takes: { found: FOUND },
  options: COCO,
});
const ALL_RESULTS = signature<FoundResultsOptions>("models.foundToCocoResults", {
  takes: { found: FOUND },
  options: { imageIds: IDS, iouType: oneOf("bbox", "segm") },
});
const ALL_CSV = signature<FoundCsvOptions>("models.foundToCsv", { takes: { found: FOUND }, options: CSV });

/** What {@link FoundObjects.toJSON} gives: plain data, masks as run lengths in COCO's text. */
export interface FoundJson {
  path: string | null;
  height: number;
  width: number;
  objects: (Omit<FoundObject, "mask"> & { mask?: { size: [number, number]; counts: string } })[];
}

/** The objects in one image, by `models.detect`; plain data without tensors, nothing of it has to be freed. */
export class FoundObjects<L extends string = string> implements FoundImage<L> {
  readonly objects: readonly FoundObject<L>[];
  readonly classes: readonly L[];
  readonly height: number;
  readonly width: number;
  readonly path: string | null;

  /** @throws ArgumentError for parts that are missing, and objects of a class that there is none of */
  constructor(parts: FoundImage<L>, ...rest: []) {
    PARTS.read(rest);
    PARTS.check(parts);
    const { objects, classes, height, width, path } = parts;
    const isWhole =
      Array.isArray(objects) && Array.isArray(classes) && Number.isInteger(height) && Number.isInteger(width);
    if (!isWhole) throw PARTS.error("expected { objects, classes, height, width, path }.");
    this.objects = objects;
    this.classes = classes;
    this.height = height;
    this.width = width;
    this.path = path;
    const odd = objects.find(({ classId }) => !(classId >= 1 && classId <= classes.length));
    if (odd === undefined) return;
    throw new ArgumentError(`${NAME}: there is no class ${odd.classId}, there are ${classes.length}`, {
      operation: NAME,
    });
  }

  /**
   * The image with what was found: masks, boxes, names and scores, uint8 (3, H, W) for `writeImage`.
   *
   * @param image (3, H, W) or (1, H, W), uint8 or floating in [0, 1]: the one that objects were found in
   * @throws ShapeError for an image of another size
   */
  draw(image: Tensor, ...rest: Rest<DrawFoundOptions>): Tensor {
    const options = TAKES_DRAW.read(rest);
    TAKES_DRAW.check(image);
    return drawFound(image, this, options, TAKES_DRAW.name);
  }

  /**
   * Measurements of each object's mask as `regions.measureRegions` has them, in the order of the objects and numbered from 1; in
   * millimetres with a spacing. Null of a mask without pixels.
   *
   * @throws ArgumentError of networks that find no masks, and for a spacing that is not above 0
   */
  measure(...rest: Rest<{ spacing?: Spacing }>): (RegionMeasurements | null)[] {
    const { spacing = [1, 1] } = MEASURE.read(rest);
    return measureObjects(this, spacing, MEASURE.name);
  }

  /** The contents of a COCO annotation file; see {@link foundToCoco}. */
  toCoco(...rest: Rest<FoundCocoOptions>): CocoDataset {
    return cocoDataset([this], TO_COCO.read(rest), TO_COCO.name);
  }

  /**
   * A GeoJSON FeatureCollection with a feature for each object, the outline of its mask or else its box. Properties: `class`,
   * `value` (its number), `score`, `area` in pixels, and what QuPath calls them. Coordinates are pixels, y **down**, or
   * multiplied by the spacing.
   *
   * @throws ArgumentError for a spacing that is not above 0
   */
  toGeoJSON(...rest: Rest<FoundGeoJSONOptions>): FeatureCollection {
    return foundGeoJSON(this, TO_GEOJSON.read(rest), TO_GEOJSON.name);
  }

  /** A table with a row for each object; see {@link foundToCsv}. */
  toCsv(...rest: Rest<FoundCsvOptions>): string {
    return foundCsv([this], TO_CSV.read(rest), TO_CSV.name);
  }

  /** Plain data for `JSON.stringify`. */
  toJSON(...rest: [] | [key: string]): FoundJson {
    TO_JSON.read(rest.filter((one) => typeof one !== "string")); // JSON.stringify passes a key
    const { path, height, width } = this;
    const objects = this.objects.map(({ mask, ...object }) =>
      mask === null ? object : { ...object, mask: runsOf(mask) },
    );
    return { path, height, width, objects };
  }

  /** Writes {@link toCoco}'s result to a file, which appears whole or not at all. Throws ArgumentError where it cannot be written. */
  async writeCoco(file: string, ...rest: Rest<FoundCocoOptions>): Promise<void> {
    const options = WRITE_COCO.read(rest);
    WRITE_COCO.check(file);
    await writeCoco(file, cocoDataset([this], options, WRITE_COCO.name));
  }

  /** Writes {@link toGeoJSON}'s result to a file, as {@link writeCoco} does. */
  async writeGeoJSON(file: string, ...rest: Rest<FoundGeoJSONOptions>): Promise<void> {
    const options = WRITE_GEOJSON.read(rest);
    WRITE_GEOJSON.check(file);
    await writeGeoJSON(file, foundGeoJSON(this, options, WRITE_GEOJSON.name));
  }

  /** Writes {@link toCsv}'s result to a file, as {@link writeCoco} does. */
  async writeCsv(file: string, ...rest: Rest<FoundCsvOptions>): Promise<void> {
    const options = WRITE_CSV.read(rest);
    WRITE_CSV.check(file);
    const text = foundCsv([this], options, WRITE_CSV.name);
    await writeAtomically(file, async (handle) => {
      await handle.writeFile(text);
    });
  }
}

/**
 * What was found in one image or several as the contents of a COCO annotation file, for `contours.writeCoco`: an annotation with
 * a score for each object, ids from 1. Category ids are the numbers of the classes.
 *
 * Without tolerance pycocotools decodes exactly the masks; those with holes are run lengths in either format, as COCO's polygons
 * know none. Objects without a mask have an empty `segmentation`.
 *
 * @throws ArgumentError for images of networks with other classes, two files of one name, and another number of ids than images
 *
 * @example
 * const found = await models.detect(model, ["a.png", "b.png"]);
 * await contours.writeCoco("found.json", models.foundToCoco(found));
 */
export function foundToCoco(
  found: FoundObjects | readonly FoundObjects[],
  ...rest: Rest<FoundCocoOptions>
): CocoDataset {
  const options = ALL_COCO.read(rest);
  ALL_COCO.check(found);
  return cocoDataset(listed(found), options, ALL_COCO.name);
}

/**
 * The same in the format of COCO's results, a list that pycocotools' `loadRes` takes: boxes, or masks as run lengths. Category ids
 * are the numbers of the classes.
 *
 * @throws ArgumentError for another number of ids than images, and for masks of networks that find none
 */
export function foundToCocoResults(
  found: FoundObjects | readonly FoundObjects[],
  ...rest: Rest<FoundResultsOptions>
): CocoResult[] {
  const options = ALL_RESULTS.read(rest);
  ALL_RESULTS.check(found);
  return cocoResults(listed(found), options, ALL_RESULTS.name);
}

/**
 * What was found in one image or several as a CSV table, a row for each object: `image` (the file), `object` (its number in the
 * image), `label`, `score`, `x1`, `y1`, `x2`, `y2`, and of masks the measurements of `regions.regionColumns`. `data.readCsv` and
 * `datasets.detectionFromCsv` read it.
 *
 * @throws ArgumentError for measurements of networks that find no masks, and for a spacing that is not above 0
 */
export function foundToCsv(
  found: FoundObjects | readonly FoundObjects[],
  ...rest: Rest<FoundCsvOptions>
): string {
  const options = ALL_CSV.read(rest);
  ALL_CSV.check(found);
  return foundCsv(listed(found), options, ALL_CSV.name);
}

function listed(found: FoundObjects | readonly FoundObjects[]): readonly FoundObjects[] {
  return found instanceof FoundObjects ? [found] : found;
}
