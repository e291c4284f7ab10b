/** Annotations and results in COCO's format (https://cocodataset.org/#format-results) to the objects of images, checked. */
import { describe } from "../../edge/index.ts";
import { FileFormatError, TorchtsError } from "../../native/errors.ts";
import { type Counts, packRuns, runsArea, runsBox } from "../masks/packed-runs.ts";
import { corners, countsOf, polygonsRuns, type RunLengths } from "../rle/run-lengths.ts";
import type { Breather } from "./breather.ts";
import type { FoundObjects, TrueObjects } from "./objects.ts";

/** A shape in COCO's format: polygons x0, y0, x1, y1, ..., or run lengths. */
export type CocoMask = readonly (readonly number[])[] | RunLengths;

/** What a COCO annotation file holds, as far as it is evaluated. */
export interface CocoGroundTruth {
  images: readonly { id: number; width?: number; height?: number }[];
  categories: readonly { id: number; name: string }[];
  annotations: readonly {
    id?: number;
    image_id: number;
    category_id: number;
    /** x, y, width, height. */
    bbox?: readonly number[];
    segmentation?: CocoMask;
    /** In pixels. Default: the shape's, of boxes alone the box's. */
    area?: number;
    iscrowd?: number;
  }[];
}

/** A detection in COCO's results format. */
export interface CocoResult {
  image_id: number;
  category_id: number;
  score: number;
  /** x, y, width, height. */
  bbox?: readonly number[];
  segmentation?: CocoMask;
}

/** An image of an annotation file. */
export interface TrueImage {
  id: number;
  /** Height and width; null where the file does not say. */
  size: readonly [number, number] | null;
  truth: TrueObjects;
}

/** Ends what is wrong with a file or list. */
export type RefuseJson = (text: string, cause?: unknown) => never;

/** Refuses with FileFormatError, in which `source` stands for the file. */
export function refusingJson(operation: string, source: string, file?: string): RefuseJson {
  return (text, cause) => {
    throw new FileFormatError(`${operation}: ${source}: ${text}`, { operation, file, cause });
  };
}

/** The categories by id, and the images by id with their objects in the file's order. */
export async function readGroundTruth(
  given: unknown,
  withMasks: boolean,
  refuse: RefuseJson,
  breather: Breather,
): Promise<{ categories: { id: number; name: string }[]; images: TrueImage[] }> {
  const file = record(given, () => refuse("is no JSON object"));
  const list = (name: string): Record<string, unknown>[] => {
    const value = file[name];
    if (!Array.isArray(value)) return refuse(`it has no list "${name}", as COCO's files do`);
    return Array.from(value, (entry, i) => record(entry, () => refuse(`${name}[${i}] is no object`)));
  };
  const categories = list("categories").map(({ id, name }, i) => {
    if (typeof id !== "number" || typeof name !== "string")
      return refuse(`categories[${i}] lacks id or name`);
    return { id, name };
  });
  categories.sort((a, b) => a.id - b.id);
  checkOnce(categories, "categories", refuse);
  const places = new Map(categories.map(({ id }, i) => [id, i]));

  const images = list("images").map(({ id, width, height }, i) => {
    if (typeof id !== "number" || !Number.isFinite(id)) return refuse(`images[${i}] lacks its id`);
    const isSize = [height, width].every((edge) => Number.isInteger(edge) && (edge as number) > 0);
    const size = isSize ? ([height, width] as [number, number]) : null;
    return { id, size, entries: [] as Entry[] };
  });
  images.sort((a, b) => a.id - b.id);
  checkOnce(images, "images", refuse);
  const byId = new Map(images.map((image) => [image.id, image]));

  const ids = new Set<unknown>();
  for (const [i, entry] of list("annotations").entries()) {
    const what = `annotation ${entry.id === undefined ? `at position ${i}` : describe(entry.id)}`;
    if (entry.id !== undefined && ids.size === ids.add(entry.id).size) refuse(`${what} is there twice`);
    const image = byId.get(entry.image_id as number);
    if (image === undefined)
      refuse(`${what} is of the image ${describe(entry.image_id)}, which is not in "images"`);
    const place = places.get(entry.category_id as number);
    if (place === undefined) {
      refuse(`${what} is of the category ${describe(entry.category_id)}, which is not in "categories"`);
    }
    (image as { entries: Entry[] }).entries.push({ entry, what, place: place as number });
  }
  const read: TrueImage[] = [];
  for (const { id, size, entries } of images) {
    read.push({ id, size, truth: trueObjects(entries, size, withMasks, refuse) });
    await breather.breathe();
  }
  return { categories, images: read };
}

/** An entry of a list of annotations or results. */
interface Entry {
  entry: Record<string, unknown>;
  /** Named in errors. */
  what: string;
  /** Position of its class. */
  place: number;
}

function trueObjects(
  entries: readonly Entry[],
  size: TrueImage["size"],
  withMasks: boolean,
  refuse: RefuseJson,
): TrueObjects {
  const read = entries.map(({ entry, what }) => {
    const runs = shapeOf(entry.segmentation, size, what, refuse);
    const box = boxOf(entry.bbox, what, refuse) ?? (runs && size ? runsBox(runs(), size[0]) : null);
    if (box === null) return refuse(`${what} has neither bbox nor segmentation`);
    const { area } = entry;
    if (area !== undefined && area !== null && !((area as number) >= 0)) {
      return refuse(`${what}: area is a number from 0, got ${describe(area)}`);
    }
    const mask = withMasks
      ? (runs ?? refuse(`${what} has no segmentation, and masks are to be compared`))()
      : null;
    const own = (area as number | null | undefined) ?? (runs ? runsArea(mask ?? runs()) : box[2] * box[3]);
    return { box, mask, area: own };
  });
  const [height, width] = size ?? [0, 0];
  return {
    classes: Int32Array.from(entries, ({ place }) => place),
    boxes: Float64Array.from(read.flatMap(({ box }) => box)),
    areas: Float64Array.from(read, ({ area }) => area),
    masks: withMasks
      ? packRuns(
          read.map(({ mask }) => mask as Counts),
          height,
          width,
        )
      : null,
    crowd: Uint8Array.from(entries, ({ entry }) => (entry.iscrowd === 1 || entry.iscrowd === true ? 1 : 0)),
  };
}

/** What detections are of. */
export interface ResultImages {
  /** Position of a category among the classes. */
  places: ReadonlyMap<number, number>;
  /** Size of an image; undefined for one that there is not. */
  sizeOf(id: number): readonly [number, number] | null | undefined;
}

/**
 * The detections of each image. As pycocotools does it, the first one decides: where it has a box, boxes say which size all
 * are of, else their masks; a box without a shape is a shape of its four corners.
 */
export async function readResults(
  given: unknown,
  { places, sizeOf }: ResultImages,
  withMasks: boolean,
  refuse: RefuseJson,
  breather: Breather,
): Promise<Map<number, FoundObjects>> {
  if (!Array.isArray(given)) return refuse("results are a list of detections");
  const byImage = new Map<number, Entry[]>();
  const entries = Array.from(given, (value, i) =>
    record(value, () => refuse(`the detection at position ${i} is no object`)),
  );
  for (const [i, entry] of entries.entries()) {
    const what = `the detection at position ${i}`;
    const { image_id: id, category_id: category, score } = entry;
    if (sizeOf(id as number) === undefined)
      refuse(`${what} is of the image ${describe(id)}, which there is not`);
    const place = places.get(category as number);
    if (place === undefined) refuse(`${what} is of the category ${describe(category)}, which there is not`);
    if (!Number.isFinite(score)) refuse(`${what}: score is a finite number, got ${describe(score)}`);
    const own = byImage.get(id as number) ?? [];
    byImage.set(id as number, own);
    own.push({ entry, what, place: place as number });
  }
  const isBoxed =
    entries[0] !== undefined && boxOf(entries[0].bbox, "the detection at position 0", refuse) !== null;
  const found = new Map<number, FoundObjects>();
  for (const [id, own] of byImage) {
    found.set(id, foundObjects(own, sizeOf(id) ?? null, isBoxed, withMasks, refuse));
    await breather.breathe();
  }
  return found;
}

function foundObjects(
  entries: readonly Entry[],
  size: readonly [number, number] | null,
  isBoxed: boolean,
  withMasks: boolean,
  refuse: RefuseJson,
): FoundObjects {
  const read = entries.map(({ entry, what }) => {
    const given = boxOf(entry.bbox, what, refuse);
    if (isBoxed && given === null) return refuse(`${what} has no bbox, as the first one has`);
    const shape = entry.segmentation ?? (given === null ? undefined : [corners(given)]);
    const runs = shapeOf(shape, size, what, refuse);
    if (runs === null) return refuse(`${what} has neither bbox nor segmentation`);
    const needsRuns = withMasks || !isBoxed || given === null;
    const mask = needsRuns ? runs() : null;
    const [height] = size ?? [0];
    const box = given ?? runsBox(mask as Counts, height);
    return { box, mask, area: isBoxed ? box[2] * box[3] : runsArea(mask as Counts) };
  });
  const [height, width] = size ?? [0, 0];
  return {
    classes: Int32Array.from(entries, ({ place }) => place),
    boxes: Float64Array.from(read.flatMap(({ box }) => box)),
    scores: Float64Array.from(entries, ({ entry }) => entry.score as number), // as checked
    areas: Float64Array.from(read, ({ area }) => area),
    masks: withMasks
      ? packRuns(
          read.map(({ mask }) => mask as Counts),
          height,
          width,
        )
      : null,
  };
}

/** What draws a shape; null where there is none. */
function shapeOf(
  given: unknown,
  size: readonly [number, number] | null,
  what: string,
  refuse: RefuseJson,
): (() => Counts) | null {
  if (given === undefined || given === null || (Array.isArray(given) && given.length === 0)) return null;
  return () => {
    if (size === null) return refuse(`${what}: a shape needs the width and height of its image in "images"`);
    const [height, width] = size;
    try {
      if (Array.isArray(given)) return polygonsRuns("segmentation", given, height, width);
      const runs = record(given, () => refuse(`${what}: segmentation is polygons or run lengths`));
      const { size: own, counts } = runs as { size?: unknown; counts?: unknown };
      if (!Array.isArray(own) || own[0] !== height || own[1] !== width) {
        return refuse(
          `${what}: its runs are of the size ${describe(own)}, the image is [${height}, ${width}] (height, width)`,
        );
      }
      if (typeof counts !== "string" && !Array.isArray(counts) && !(counts instanceof Uint32Array)) {
        return refuse(`${what}: its runs have no counts`);
      }
      return countsOf("segmentation", runs as unknown as RunLengths);
    } catch (cause) {
      if (!(cause instanceof TorchtsError) || cause instanceof FileFormatError) throw cause;
      return refuse(`${what}: ${cause.message}`, cause);
    }
  };
}

type Box = [x: number, y: number, width: number, height: number];

function boxOf(value: unknown, what: string, refuse: RefuseJson): Box | null {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  const isBox = Array.isArray(value) && value.length === 4 && value.every(Number.isFinite);
  if (!isBox || value[2] < 0 || value[3] < 0) {
    return refuse(`${what}: bbox is [x, y, width, height], width and height from 0; got ${describe(value)}`);
  }
  return value as Box;
}

function record(value: unknown, refuse: () => never): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : refuse();
}

function checkOnce(entries: readonly { id: number }[], name: string, refuse: RefuseJson): void {
  const twice = entries.find(({ id }, i) => id === entries[i - 1]?.id);
  if (twice !== undefined) refuse(`two ${name} have the id ${twice.id}`);
}
