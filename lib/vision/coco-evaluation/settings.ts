/** What is evaluated, and at which thresholds: COCO's by default. */
import { integerFrom, type Kind, type Kinds, kind, listOf, numberFrom, oneOf } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";

/** What overlaps: boxes, or masks pixel by pixel. */
export type CocoShapes = "boxes" | "masks";

/** Thresholds of an evaluation; COCO's own where nothing is said. */
export interface CocoSettings {
  /** Overlaps from which a detection has found an object, rising. Default 0.5, 0.55, ..., 0.95. */
  iouThresholds?: readonly number[];
  /** Recalls at which precision is read off, rising. Default 0, 0.01, ..., 1. */
  recallThresholds?: readonly number[];
  /**
   * Ranges of object sizes in pixels, both ends included, by name; "all" is always among them. Default small (to 32²),
   * medium (to 96²), large.
   */
  areaRanges?: Readonly<Record<string, readonly [from: number, to: number]>>;
  /**
   * How many detections of a class in an image count, the surest ones: a figure of recall for each, all others with the
   * most. Default 1, 10, 100; images with more objects than that need more.
   */
  maxDetections?: readonly number[];
}

/** Settings with all values. */
export interface FullSettings {
  readonly iou: Float64Array;
  readonly recall: Float64Array;
  readonly areaNames: readonly string[];
  readonly areas: readonly (readonly [from: number, to: number])[];
  /** Rising. */
  readonly most: readonly number[];
}

/** Beyond all images: COCO's end of the open ranges. */
const LARGEST = 1e10;

const AREAS: NonNullable<CocoSettings["areaRanges"]> = {
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, LARGEST],
};

const shares: Kind<readonly number[]> = kind(
  "a list of at least one number between 0 and 1, rising",
  (v) =>
    listOf(numberFrom(0, 1)).accepts(v) &&
    (v as number[]).length > 0 &&
    (v as number[]).every((one, i, all) => i === 0 || one > (all[i - 1] as number)),
);
const isRange = listOf(numberFrom(0), 2).accepts;

/** What a value is that says what overlaps. */
export const shapesKind: Kind<CocoShapes> = oneOf("boxes", "masks");

/** Kinds of the settings, for the entries that take them. */
export const SETTINGS: Kinds<CocoSettings> = {
  iouThresholds: shares,
  recallThresholds: shares,
  areaRanges: kind(
    "an object of ranges by name, { small: [0, 1024] }, each of two numbers that rise",
    (v) =>
      v !== null &&
      typeof v === "object" &&
      Object.values(v).every((range) => isRange(range) && range[0] <= range[1]),
  ),
  maxDetections: kind(
    "a list of at least one whole number from 1",
    (v) => listOf(integerFrom(1)).accepts(v) && (v as number[]).length > 0,
  ),
};

/** numpy's `linspace`, number for number: thresholds are compared with overlaps to the last bit. */
function linspace(from: number, to: number, count: number): Float64Array {
  const step = (to - from) / (count - 1);
  return Float64Array.from({ length: count }, (_, i) => (i === count - 1 ? to : i * step + from));
}

/** Puts COCO's values in where none were given. */
export function fullSettings(given: CocoSettings): FullSettings {
  const { all, ...others } = given.areaRanges ?? AREAS;
  const areas: typeof AREAS = { all: all ?? [0, LARGEST], ...others };
  return {
    iou: given.iouThresholds ? Float64Array.from(given.iouThresholds) : linspace(0.5, 0.95, 10),
    recall: given.recallThresholds ? Float64Array.from(given.recallThresholds) : linspace(0, 1, 101),
    areaNames: Object.keys(areas),
    areas: Object.values(areas),
    most: [...new Set(given.maxDetections ?? [1, 10, 100])].sort((a, b) => a - b),
  };
}

/** Throws ArgumentError unless names are those of classes: at least one, each once. */
export function checkClasses(classes: readonly string[], operation: string): void {
  if (classes.length > 0 && new Set(classes).size === classes.length) return;
  throw new ArgumentError(
    `${operation}: classes are at least one name, each once, without the background; got ${JSON.stringify(classes)}.`,
    { operation },
  );
}
