/**
 * Segmentation data with annotations in COCO's format. Reading the annotation file is `coco-file.ts`, drawing shapes
 * `polygon-fill.ts` and `run-length.ts`, images and transforms `segmentation-files.ts`.
 */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { checkIndex, Limit } from "../../data/index.ts";
import { AbortError, ArgumentError, DatasetError } from "../../native/errors.ts";
import { fromBytes, scope, type Tensor, tensor } from "../../tensor/index.ts";
import { fillPolygon } from "../polygon-fill.ts";
import { fillRuns } from "../run-length.ts";
import type { Sample } from "../sample.ts";
import { type CocoAnnotation, type CocoImage, readCocoFile } from "./coco-file.ts";
import type { SegmentationKind } from "./segmentation.ts";
import {
  type MaskReader,
  type MaskTask,
  type SegmentationFile,
  type SegmentationFileOptions,
  SegmentationFiles,
  type SegmentationPart,
  type SegmentationSplit,
  segmentationFiles,
} from "./segmentation-files.ts";
import type { GroupedSplitOptions } from "./segmentation-folder.ts";
import { groupedSplit } from "./segmentation-split.ts";

const OPERATION = "CocoSegmentation.open";

/** Options of {@link CocoSegmentation.open}. */
export interface CocoOptions extends SegmentationFileOptions {
  /** Default: `binary` for one category, else `multiclass`, where later annotations lie on top of earlier ones. */
  kind?: SegmentationKind;
  /** Names of the categories wanted, in the order of their classes. Default: all, by id. */
  categories?: readonly string[];
  /** Regions marked as crowds: drawn like the rest, left out, or counted for nothing. Default "include". */
  crowd?: "include" | "skip" | "ignore";
  /** What masks hold where crowds count for nothing. Default 255. */
  ignoreIndex?: number;
  /** Leave out images without any annotation of the categories wanted. Default false. */
  skipEmpty?: boolean;
  /** What an annotation without a shape does: throw, or be left out of masks. Default "throw". */
  missing?: "throw" | "skip";
  /** Images to set aside for validation and testing; the file is the path that `groups` gets. */
  split?: GroupedSplitOptions;
}

/**
 * Images with polygons or run lengths in COCO's format.
 *
 * `multiclass` masks have the background as class 0 and the categories from 1 on; `multilabel` ones a plane for each
 * category; `binary` ones whether any category is there. Shapes are drawn exactly as pycocotools draws them.
 *
 * @example
 * const data = await CocoSegmentation.open("instances_train.json", "images", { split: { val: 0.1, seed: 0 } });
 * const { image, mask, boxes, labels } = await data.getSample("train", 0);
 */
export class CocoSegmentation extends SegmentationFiles {
  readonly #images: ReadonlyMap<string, CocoImage>;
  readonly #classOf: ReadonlyMap<number, number>;

  /** Use {@link CocoSegmentation.open}, which reads the annotations. */
  constructor(
    root: string,
    parts: { train: SegmentationSplit; val: SegmentationSplit | null; test: SegmentationSplit | null },
    ownTransforms: { train: boolean; val: boolean },
    images: ReadonlyMap<string, CocoImage>,
    classOf: ReadonlyMap<number, number>,
  ) {
    super(root, parts, ownTransforms);
    this.#images = images;
    this.#classOf = classOf;
  }

  /**
   * Reads the annotations and finds the images; decodes none yet. Throws FileFormatError naming the entry that is wrong,
   * DatasetError for images that are missing, ArgumentError for categories that are not there and options that
   * contradict each other.
   */
  static async open(
    annotations: string,
    imagesDir: string,
    options: CocoOptions = {},
  ): Promise<CocoSegmentation> {
    const { split = {}, signal } = options;
    const { categories, images } = await readCocoFile(annotations, signal);
    const wanted = options.categories ?? categories.map(({ name }) => name);
    const ids = wanted.map((name) => {
      const found = categories.find((category) => category.name === name);
      if (found !== undefined) return found.id;
      const list = categories.map((category) => category.name).join(", ");
      throw new ArgumentError(
        `${OPERATION}: ${annotations} has no category ${JSON.stringify(name)}; it has ${list}`,
        { operation: OPERATION, file: annotations },
      );
    });
    if (ids.length === 0 || new Set(ids).size !== ids.length) {
      throw new ArgumentError(
        `${OPERATION}: expected categories, each once, got ${wanted.join(", ") || "none"}`,
        {
          operation: OPERATION,
        },
      );
    }
    const task = cocoTask(options, wanted);
    const classOf = new Map(ids.map((id, i) => [id, classIndex(task.kind, i)]));
    const shown = images.map((image) => ({
      ...image,
      annotations: image.annotations.filter(({ category }) => classOf.has(category)),
    }));
    if ((options.missing ?? "throw") === "throw") checkShapes(shown, annotations);

    const kept = shown.filter((image) => !options.skipEmpty || image.annotations.length > 0);
    const byPath = new Map(kept.map((image) => [join(imagesDir, image.file), image]));
    await checkImages([...byPath.keys()], annotations, signal);
    const files = [...byPath.keys()].map((path): SegmentationFile => {
      const group = split.groups?.(path);
      return { path, masks: [], ...(group !== undefined && { group }) };
    });
    const parts = groupedSplit(files, split);
    if (parts.train.length === 0) {
      throw new DatasetError(`${OPERATION}: ${annotations} has no image to train on`, { file: annotations });
    }
    const reader =
      (samples: readonly SegmentationFile[]): MaskReader =>
      async (index, size) => {
        const { path } = samples[index] as SegmentationFile;
        const image = byPath.get(path) as CocoImage; // the samples were made from this map
        checkSize(image, size, path);
        return drawMask(image, task, classOf, options.crowd ?? "include");
      };
    const made = segmentationFiles(annotations, parts, task, reader, options);
    return new CocoSegmentation(annotations, made, made.ownTransforms, byPath, classOf);
  }

  /**
   * One image with its objects, untransformed: masks (K, H, W) uint8, boxes (K, 4) float32, and labels (K) int64 that
   * index `classes`. Crowds and annotations without a shape are left out; a box that the file lacks is the shape's.
   */
  async getSample(
    part: SegmentationPart,
    index: number,
    signal?: AbortSignal,
  ): Promise<Required<Omit<Sample, "keypoints">>> {
    const split = this[part];
    if (split === null) {
      throw new DatasetError(`CocoSegmentation.getSample: ${this.root} has no ${part} part`, {
        file: this.root,
      });
    }
    checkIndex(index, split.length, "CocoSegmentation.getSample");
    const { path } = split.samples[index] as SegmentationFile;
    const info = this.#images.get(path) as CocoImage; // every sample is one of these images
    const { height, width } = info;
    const objects = info.annotations.filter(({ crowd, shape }) => !crowd && shape !== null);
    return scope(async () => {
      const { image } = await split.read(index, signal);
      const masks = new Uint8Array(objects.length * height * width);
      const boxes: number[] = [];
      objects.forEach((object, i) => {
        const plane = masks.subarray(i * height * width, (i + 1) * height * width);
        draw(plane, object, info, 1);
        boxes.push(...boxOf(object, plane, width));
      });
      return {
        image,
        mask: fromBytes(masks, "uint8", [objects.length, height, width]),
        boxes: tensor(Float32Array.from(boxes)).view([objects.length, 4]),
        labels: tensor(
          objects.map(({ category }) => this.#classOf.get(category) as number), // others were left out
          { dtype: "int64" },
        ),
      };
    });
  }
}

/** Class of the wanted category at position `i`. */
function classIndex(kind: SegmentationKind, i: number): number {
  return kind === "multilabel" ? i : kind === "binary" ? 1 : i + 1;
}

function cocoTask(options: CocoOptions, names: readonly string[]): MaskTask {
  const { kind = names.length === 1 ? "binary" : "multiclass", crowd = "include" } = options;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
  };
  if (!["binary", "multiclass", "multilabel"].includes(kind)) {
    refuse(`kind is "binary", "multiclass" or "multilabel", got ${JSON.stringify(kind)}`);
  }
  if (!["include", "skip", "ignore"].includes(crowd)) {
    refuse(`crowd is "include", "skip" or "ignore", got ${JSON.stringify(crowd)}`);
  }
  const classes =
    kind === "multilabel"
      ? [...names]
      : [
          "background",
          ...(kind === "binary" ? [names.length === 1 ? (names[0] as string) : "foreground"] : names),
        ];
  if (crowd !== "ignore") return { kind, classes, ignoreIndex: null };
  if (kind === "multilabel") refuse('multilabel masks cannot ignore crowds; use crowd: "skip"');
  const { ignoreIndex = 255 } = options;
  if (!Number.isInteger(ignoreIndex) || (ignoreIndex >= 0 && ignoreIndex < classes.length)) {
    refuse(`ignoreIndex ${ignoreIndex} is a class; choose a whole number from ${classes.length} on`);
  }
  return { kind, classes, ignoreIndex };
}

function checkShapes(images: readonly CocoImage[], file: string): void {
  for (const image of images) {
    const bare = image.annotations.find(({ shape }) => shape === null);
    if (bare === undefined) continue;
    throw new DatasetError(
      `${OPERATION}: ${file}: annotation ${bare.id} (${image.file}) has no segmentation; missing: "skip" leaves such ` +
        "annotations out",
      { file },
    );
  }
}

async function checkImages(paths: readonly string[], file: string, signal?: AbortSignal): Promise<void> {
  const limit = new Limit(16);
  const there = await Promise.all(
    paths.map((path) =>
      limit.run(() => {
        if (signal?.aborted) throw new AbortError(`${OPERATION}: aborted`, { cause: signal.reason });
        return stat(path).then(
          (found) => found.isFile(),
          () => false,
        );
      }),
    ),
  );
  const lost = paths.filter((_, i) => !there[i]);
  if (lost.length === 0) return;
  const more = lost.length > 3 ? ` and ${lost.length - 3} more` : "";
  throw new DatasetError(
    `${OPERATION}: images that ${file} names are missing: ${lost.slice(0, 3).join(", ")}${more}`,
    {
      file: lost[0],
    },
  );
}

function checkSize(image: CocoImage, size: { width: number; height: number }, path: string): void {
  if (image.width === size.width && image.height === size.height) return;
  throw new DatasetError(
    `CocoSegmentation: ${path} is ${size.width} x ${size.height} pixels (width x height), its annotations are for ` +
      `${image.width} x ${image.height}`,
    { file: path },
  );
}

/** Sets the pixels of an object in one plane (H, W). */
function draw(plane: Uint8Array | Int32Array, object: CocoAnnotation, image: CocoImage, value: number): void {
  const { height, width } = image;
  const { shape } = object;
  if (shape === null) return;
  if ("counts" in shape) fillRuns(plane, shape.counts, height, width, value);
  else for (const polygon of shape.polygons) fillPolygon(plane, polygon, height, width, value);
}

function drawMask(
  image: CocoImage,
  task: MaskTask,
  classOf: ReadonlyMap<number, number>,
  crowd: "include" | "skip" | "ignore",
): Tensor {
  const { height, width } = image;
  const pixels = height * width;
  const planes = task.kind === "multilabel" ? task.classes.length : 1;
  const data = new Int32Array(planes * pixels);
  const { annotations } = image;
  // What counts for nothing lies below everything that does count.
  if (crowd === "ignore") {
    for (const region of annotations) if (region.crowd) draw(data, region, image, task.ignoreIndex as number);
  }
  for (const object of annotations) {
    if (object.crowd && crowd !== "include") continue;
    const index = classOf.get(object.category) as number; // others were left out
    if (task.kind === "multilabel")
      draw(data.subarray(index * pixels, (index + 1) * pixels), object, image, 1);
    else draw(data, object, image, index);
  }
  const bytes = new Uint8Array(data.buffer);
  return scope(() =>
    task.kind === "multilabel"
      ? fromBytes(bytes, "int32", [planes, height, width]).to("float32")
      : fromBytes(bytes, "int32", [height, width]).to("int64"),
  );
}

/** x1, y1, x2, y2 of an object: the file's box, or the smallest around its pixels. */
function boxOf(object: CocoAnnotation, plane: Uint8Array, width: number): [number, number, number, number] {
  if (object.box !== null) {
    const [x, y, w, h] = object.box;
    return [x, y, x + w, y + h];
  }
  let [left, top, right, bottom] = [width, plane.length / width, 0, 0];
  plane.forEach((inside, at) => {
    if (inside === 0) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  });
  return right === 0 ? [0, 0, 0, 0] : [left, top, right, bottom];
}
