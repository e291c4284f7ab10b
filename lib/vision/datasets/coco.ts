/**
 * Segmentation data with annotations in COCO's format. Reading the annotation file is `coco-file.ts`, drawing its objects
 * `coco-draw.ts`, images and transforms `segmentation-files.ts`.
 */

import { checkIndex } from "../../data/index.ts";
import {
  abortSignal,
  instance,
  integer,
  kind,
  oneOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { fromBytes, scope, tensor } from "../../tensor/index.ts";
import type { Sample } from "../sample.ts";
import { boxOf, type ClassifiedImage, classIndex, drawMask, drawObject } from "./coco-draw.ts";
import { COCO_ADVICE, type CocoFilesOptions, cocoFilesKinds, type ImageFile, openCoco } from "./coco-open.ts";
import { fileKinds, ownTransformsKind, partKind, partsKind } from "./kinds.ts";
import type { MaskTask } from "./mask-parts.ts";
import { checkStatedSize } from "./orientation.ts";
import type { OwnTransforms, Part, PartSets } from "./parts.ts";
import type { SegmentationKind } from "./segmentation.ts";
import {
  type MaskReader,
  type SegmentationFile,
  type SegmentationFileOptions,
  SegmentationFiles,
  SegmentationSplit,
  segmentationFiles,
} from "./segmentation-files.ts";
import { kindKind } from "./segmentation-task.ts";

const OPERATION = "CocoSegmentation.open";

/** Options of {@link CocoSegmentation.open}. */
export interface CocoOptions extends SegmentationFileOptions, CocoFilesOptions {
  /** Default: `binary` for one category, else `multiclass`, where later annotations lie on top of earlier ones. */
  kind?: SegmentationKind;
  /** Regions marked as crowds: drawn like the rest, left out, or counted for nothing. Default "include". */
  crowd?: "include" | "skip" | "ignore";
  /** What masks hold where crowds count for nothing. Default 255. */
  ignoreIndex?: number;
  /** What an annotation without a shape does: throw, or be left out of masks. Default "throw". */
  missing?: "throw" | "skip";
}

const ENTRY = "datasets.CocoSegmentation.open";
const OPEN = signature<CocoOptions>(ENTRY, {
  takes: { annotations: string, imagesDir: string },
  options: {
    ...fileKinds(ENTRY),
    ...cocoFilesKinds(ENTRY),
    kind: kindKind,
    crowd: oneOf("include", "skip", "ignore"),
    ignoreIndex: integer,
    missing: oneOf("throw", "skip"),
  },
  advice: COCO_ADVICE,
});
const TAKES = signature("datasets.CocoSegmentation", {
  takes: {
    root: string,
    parts: partsKind(SegmentationSplit),
    ownTransforms: ownTransformsKind,
    images: instance<ReadonlyMap<string, ClassifiedImage>>(Map),
  },
});
const GET_SAMPLE = signature<{ signal?: AbortSignal }>("datasets.CocoSegmentation.getSample", {
  takes: { part: partKind, index: kind("an index", Number.isInteger) },
  options: { signal: abortSignal },
  positional: ["signal"],
});

/**
 * Images with polygons or run lengths in COCO's format.
 *
 * `multiclass` masks have the background as class 0 and the categories from 1 on; `multilabel` ones a plane for each
 * category; `binary` ones whether any category is there. Shapes are drawn exactly as pycocotools draws them.
 *
 * @example
 * const data = await CocoSegmentation.open("instances_train.json", "images", { split: { val: 0.1, seed: 0 } });
 * const { image, masks, boxes, labels } = await data.getSample("train", 0);
 */
export class CocoSegmentation extends SegmentationFiles {
  readonly #images: ReadonlyMap<string, ClassifiedImage>;

  /** Use {@link CocoSegmentation.open}, which reads the annotations. */
  constructor(
    root: string,
    parts: PartSets<SegmentationSplit>,
    ownTransforms: OwnTransforms,
    images: ReadonlyMap<string, ClassifiedImage>,
    ...rest: []
  ) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms, images);
    super(root, parts, ownTransforms);
    this.#images = images;
  }

  /**
   * Reads the annotations and finds the images; decodes none yet. Throws FileFormatError naming the entry that is wrong,
   * DatasetError for images that are missing or lie outside of their folder and for a group in two parts, ArgumentError
   * for categories that are not there and options that contradict each other.
   */
  static async open(
    annotations: string,
    imagesDir: string,
    ...rest: Rest<CocoOptions>
  ): Promise<CocoSegmentation> {
    const options = OPEN.read(rest);
    OPEN.check(annotations, imagesDir);
    const found = await openCoco(OPERATION, { annotations, imagesDir }, options);
    const { wanted, images } = found;
    const task = cocoTask(options, wanted);
    const reader =
      (samples: readonly SegmentationFile[]): MaskReader =>
      async (index, size) => {
        const { path } = samples[index] as SegmentationFile;
        const image = images.get(path) as ClassifiedImage; // the samples were made from this map
        checkStatedSize("CocoSegmentation", path, image, size);
        return drawMask(image, task, options.crowd ?? "include");
      };
    const drawn = (files: readonly ImageFile[]) => files.map((file) => ({ ...file, masks: [] }));
    const parts = {
      train: drawn(found.parts.train),
      val: drawn(found.parts.val),
      test: drawn(found.parts.test),
    };
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
    ...rest: Rest<{ signal?: AbortSignal }, [signal: AbortSignal | undefined]>
  ): Promise<Required<Pick<Sample, "image" | "masks" | "boxes" | "labels">>> {
    const { signal } = GET_SAMPLE.read(rest);
    GET_SAMPLE.check(part, index);
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
        masks: fromBytes(masks, "uint8", [objects.length, height, width]),
        boxes: tensor(Float32Array.from(boxes)).view([objects.length, 4]),
        labels: tensor(
          objects.map((object) => classIndex(this.kind, object.place)),
          { dtype: "int64" },
        ),
      };
    });
  }
}

function cocoTask(options: CocoOptions, names: readonly string[]): MaskTask {
  const { kind = names.length === 1 ? "binary" : "multiclass", crowd = "include" } = options;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
  };
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
