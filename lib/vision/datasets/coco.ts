/**
 * Segmentation data with annotations in COCO's format. Reading the annotation file is `coco-file.ts`, drawing its objects
 * `coco-draw.ts`, images and transforms `segmentation-files.ts`.
 */

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { checkIndex, Limit } from "../../data/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { fromBytes, scope, tensor } from "../../tensor/index.ts";
import type { Sample } from "../sample.ts";
import { boxOf, type ClassifiedImage, classIndex, drawMask, drawObject } from "./coco-draw.ts";
import { type CocoImage, readCocoFile } from "./coco-file.ts";
import type { OwnTransforms, Part, PartSets } from "./parts.ts";
import type { SegmentationKind } from "./segmentation.ts";
import {
  type MaskReader,
  type MaskTask,
  type SegmentationFile,
  type SegmentationFileOptions,
  SegmentationFiles,
  type SegmentationSplit,
  segmentationFiles,
} from "./segmentation-files.ts";
import type { GroupedSplitOptions } from "./segmentation-folder.ts";
import { groupedSplit } from "./split.ts";

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
  /** Annotation file and images of a validation part that is ready; its categories are found by name. */
  val?: CocoPart;
  /** Annotation file and images of a test part that is ready. */
  test?: CocoPart;
}

/** Where the annotations and the images of a part are. */
export interface CocoPart {
  annotations: string;
  imagesDir: string;
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
  readonly #images: ReadonlyMap<string, ClassifiedImage>;

  /** Use {@link CocoSegmentation.open}, which reads the annotations. */
  constructor(
    root: string,
    parts: PartSets<SegmentationSplit>,
    ownTransforms: OwnTransforms,
    images: ReadonlyMap<string, ClassifiedImage>,
  ) {
    super(root, parts, ownTransforms);
    this.#images = images;
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
    const { split = {} } = options;
    const first = await openPart({ annotations, imagesDir }, null, options);
    const { wanted, images } = first;
    const ready = async (part: CocoPart | undefined): Promise<SegmentationFile[] | null> => {
      if (part === undefined) return null;
      const opened = await openPart(part, wanted, options);
      for (const [path, image] of opened.images) {
        if (images.has(path)) {
          throw new DatasetError(`${OPERATION}: ${path} is in ${part.annotations} and in another part too`, {
            file: path,
          });
        }
        images.set(path, image);
      }
      return opened.files;
    };
    const [val, test] = [await ready(options.val), await ready(options.test)];
    const divided = groupedSplit(first.files, {
      val: val === null ? split.val : 0,
      test: test === null ? split.test : 0,
      seed: split.seed,
    });
    if (divided.train.length === 0) {
      throw new DatasetError(`${OPERATION}: ${annotations} has no image to train on`, { file: annotations });
    }
    const task = cocoTask(options, wanted);
    const reader =
      (samples: readonly SegmentationFile[]): MaskReader =>
      async (index, size) => {
        const { path } = samples[index] as SegmentationFile;
        const image = images.get(path) as ClassifiedImage; // the samples were made from this map
        checkSize(image, size, path);
        return drawMask(image, task, options.crowd ?? "include");
      };
    const parts = { train: divided.train, val: val ?? divided.val, test: test ?? divided.test };
    const made = segmentationFiles(annotations, parts, task, reader, options);
    return new CocoSegmentation(annotations, made, made.ownTransforms, images);
  }

  /**
   * One image with its objects, untransformed: masks (K, H, W) uint8, boxes (K, 4) float32, and labels (K) int64 that
   * index `classes`. Crowds and annotations without a shape are left out; a box that the file lacks is the shape's.
   */
  async getSample(
    part: Part,
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
    const info = this.#images.get(path) as ClassifiedImage; // every sample is one of these images
    const { height, width } = info;
    const objects = info.annotations.filter(({ crowd, shape }) => !crowd && shape !== null);
    return scope(async () => {
      const { image } = await split.read(index, signal);
      const masks = new Uint8Array(objects.length * height * width);
      const boxes: number[] = [];
      objects.forEach((object, i) => {
        const plane = masks.subarray(i * height * width, (i + 1) * height * width);
        drawObject(plane, object, info, 1);
        boxes.push(...boxOf(object, plane, width));
      });
      return {
        image,
        mask: fromBytes(masks, "uint8", [objects.length, height, width]),
        boxes: tensor(Float32Array.from(boxes)).view([objects.length, 4]),
        labels: tensor(
          objects.map((object) => classIndex(this.kind, object.place)),
          { dtype: "int64" },
        ),
      };
    });
  }
}

/**
 * Reads one annotation file and finds its images.
 *
 * @param names categories wanted, or null for those of the options or all
 */
async function openPart(
  { annotations, imagesDir }: CocoPart,
  names: readonly string[] | null,
  options: CocoOptions,
): Promise<{ wanted: readonly string[]; images: Map<string, ClassifiedImage>; files: SegmentationFile[] }> {
  const file = annotations;
  const { signal } = options;
  const { categories, images } = await readCocoFile(file, signal);
  const wanted = names ?? options.categories ?? categories.map(({ name }) => name);
  if (wanted.length === 0 || new Set(wanted).size !== wanted.length) {
    throw new ArgumentError(
      `${OPERATION}: expected categories, each once, got ${wanted.join(", ") || "none"}`,
      {
        operation: OPERATION,
      },
    );
  }
  const ids = wanted.map((name) => {
    const found = categories.find((category) => category.name === name);
    if (found !== undefined) return found.id;
    const list = categories.map((category) => category.name).join(", ");
    throw new ArgumentError(`${OPERATION}: ${file} has no category ${JSON.stringify(name)}; it has ${list}`, {
      operation: OPERATION,
      file,
    });
  });
  const shown = images.map(
    (image): ClassifiedImage => ({
      ...image,
      annotations: image.annotations
        .map((annotation) => ({ ...annotation, place: ids.indexOf(annotation.category) }))
        .filter(({ place }) => place >= 0),
    }),
  );
  if ((options.missing ?? "throw") === "throw") checkShapes(shown, file);
  const kept = shown.filter((image) => !options.skipEmpty || image.annotations.length > 0);
  const byPath = new Map(kept.map((image) => [join(imagesDir, image.file), image]));
  await checkImages([...byPath.keys()], file, signal);
  const files = [...byPath.keys()].map((path): SegmentationFile => {
    const group = options.split?.groups?.(path);
    return { path, masks: [], ...(group !== undefined && { group }) };
  });
  return { wanted, images: byPath, files };
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
        throwIfAborted(signal, OPERATION);
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
