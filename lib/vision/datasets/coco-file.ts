/**
 * Annotation files in COCO's format (https://cocodataset.org/#format-data): reading and checking them. What the
 * annotations become is `coco.ts`.
 */

import { describe, listed } from "../../edge/index.ts";
import { readRegularText } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { FileFormatError } from "../../native/errors.ts";
import { polygonProblem } from "../masks/polygon-fill.ts";
import { checkCounts, parseCounts } from "../masks/run-length.ts";

/** A class. */
export interface CocoCategory {
  id: number;
  name: string;
}

/** Where an object is: polygons, or runs (numbers, column after column). */
export type CocoShape = { polygons: number[][] } | { counts: number[] };

/** One object, or with `crowd` a group of them. */
export interface CocoAnnotation {
  id: number;
  category: number;
  /** Null where the file draws nothing. */
  shape: CocoShape | null;
  /** x, y, width, height in pixels; null where the file has none. */
  box: readonly [number, number, number, number] | null;
  crowd: boolean;
  /** Pixels it covers; null where the file does not say. */
  area: number | null;
}

/** An image and its objects, in the file's order. */
export interface CocoImage {
  id: number;
  file: string;
  width: number;
  height: number;
  annotations: CocoAnnotation[];
}

/** What an annotation file says. */
export interface CocoFile {
  /** By id. */
  categories: CocoCategory[];
  /** In the file's order. */
  images: CocoImage[];
}

type Json = Record<string, unknown>;

/**
 * Reads an annotation file. Throws FileFormatError naming the file and the entry that is wrong: an image that is missing
 * or named twice, a category that is not there, a polygon of an odd number of values, runs that do not fill the image.
 *
 * @param operation what errors call the caller
 */
export async function readCocoFile(file: string, operation: string, signal?: AbortSignal): Promise<CocoFile> {
  const refuse = (text: string, cause?: unknown): never => {
    throw new FileFormatError(`${operation}: ${file}: ${text}`, { file, operation, cause });
  };
  const json = await readRegularText(file, signal).then(
    (text) => parse(text, refuse),
    (cause: Error) => {
      throwIfAborted(signal, operation);
      return refuse(`cannot be read: ${cause.message}`, cause);
    },
  );
  const list = (name: string): Json[] => {
    const value = json[name];
    if (!Array.isArray(value)) return refuse(`it has no list ${JSON.stringify(name)}, as COCO's files do`);
    const odd = value.findIndex((entry) => typeof entry !== "object" || entry === null);
    if (odd >= 0) refuse(`${name}[${odd}] is no object`);
    return value as Json[];
  };

  const categories = list("categories").map((entry, i): CocoCategory => {
    const { id, name } = entry;
    if (typeof id !== "number" || typeof name !== "string")
      return refuse(`categories[${i}] lacks id or name`);
    return { id, name };
  });
  categories.sort((a, b) => a.id - b.id);
  const known = new Set(categories.map(({ id }) => id));
  if (known.size !== categories.length) refuse("two categories have one id");

  const images = new Map<number, CocoImage>();
  const names = new Set<string>();
  for (const [i, entry] of list("images").entries()) {
    const image = readImageEntry(entry, `images[${i}]`, refuse);
    if (images.has(image.id)) refuse(`two images have the id ${image.id}`);
    if (names.has(image.file)) refuse(`two images have the file ${listed([image.file])}`);
    names.add(image.file);
    images.set(image.id, image);
  }
  for (const [i, entry] of list("annotations").entries()) {
    if (i % 10_000 === 9999) {
      await new Promise(setImmediate);
      throwIfAborted(signal, operation);
    }
    const { id, image_id, category_id } = entry;
    const what = `annotation ${id === undefined ? `at position ${i}` : describe(id)}`;
    const image = images.get(image_id as number);
    if (image === undefined)
      return refuse(`${what} is of the image ${describe(image_id)}, which is not in "images"`);
    if (!known.has(category_id as number)) {
      refuse(`${what} is of the category ${describe(category_id)}, which is not in "categories"`);
    }
    image.annotations.push({
      id: typeof id === "number" ? id : i,
      category: category_id as number,
      shape: readShape(entry.segmentation, image, (text) => refuse(`${what}: ${text}`)),
      box: readBox(entry.bbox, (text) => refuse(`${what}: ${text}`)),
      crowd: entry.iscrowd === 1 || entry.iscrowd === true,
      area: readArea(entry.area, (text) => refuse(`${what}: ${text}`)),
    });
  }
  return { categories, images: [...images.values()] };
}

type Refuse = (text: string, cause?: unknown) => never;

function parse(text: string, refuse: Refuse): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse(`is no JSON: ${(cause as Error).message}`, cause); // JSON.parse throws SyntaxError
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse("is no JSON object");
  return value as Json;
}

function readImageEntry(entry: Json, what: string, refuse: Refuse): CocoImage {
  const { id, file_name, width, height } = entry;
  if (typeof id !== "number" || typeof file_name !== "string" || file_name === "") {
    return refuse(`${what} lacks id or file_name`);
  }
  if (![width, height].every((edge) => Number.isInteger(edge) && (edge as number) > 0)) {
    return refuse(`${what} (${listed([file_name])}) has no width and height`);
  }
  return { id, file: file_name, width: width as number, height: height as number, annotations: [] };
}

function readShape(value: unknown, image: CocoImage, refuse: Refuse): CocoShape | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    for (const polygon of value) {
      const problem = polygonProblem(polygon);
      if (problem !== null) refuse(problem);
    }
    return { polygons: value as number[][] };
  }
  const { size, counts } = value as Json;
  if (!Array.isArray(size) || size[0] !== image.height || size[1] !== image.width) {
    return refuse(
      `its runs are of the size ${describe(size)}, the image is [${image.height}, ${image.width}] (height, width)`,
    );
  }
  try {
    if (typeof counts !== "string" && !Array.isArray(counts)) throw new RangeError("it has no counts");
    const runs = typeof counts === "string" ? parseCounts(counts) : (counts as number[]);
    checkCounts(runs, image.height, image.width);
    return { counts: runs };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return refuse(cause.message, cause);
  }
}

function readBox(value: unknown, refuse: Refuse): CocoAnnotation["box"] {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (!Array.isArray(value) || value.length !== 4 || !value.every((edge) => Number.isFinite(edge))) {
    return refuse(`bbox is [x, y, width, height], got ${describe(value)}`);
  }
  return value as [number, number, number, number];
}

function readArea(value: unknown, refuse: Refuse): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  return refuse(`area is a number of pixels from 0, got ${describe(value)}`);
}
