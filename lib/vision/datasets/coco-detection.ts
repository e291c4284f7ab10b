/**
 * Detection data with annotations in COCO's format. Reading the annotation files is `coco-open.ts`, images and transforms
 * `detection-files.ts`.
 */

import { boolean, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { normalRuns, runsArea, runsBox } from "../masks/packed-runs.ts";
import { polygonsRuns } from "../rle/run-lengths.ts";
import { type ClassifiedAnnotation, type ClassifiedImage, drawObject } from "./coco-draw.ts";
import type { CocoShape } from "./coco-file.ts";
import { COCO_ADVICE, type CocoFilesOptions, cocoFilesKinds, type ImageFile, openCoco } from "./coco-open.ts";
import {
  BOX_KINDS,
  type BoxOptions,
  type DetectionFile,
  type DetectionFileOptions,
  DetectionFiles,
  detectionParts,
  knownObjects,
} from "./detection-files.ts";
import { type Annotated, type Extent, type StatedObject, usableObjects } from "./detection-objects.ts";
import { fileKinds } from "./kinds.ts";
import { PARTS } from "./parts.ts";

const OPERATION = "CocoDetection.open";
const ENTRY = `datasets.${OPERATION}`;

/** Options of {@link CocoDetection.open}. */
export interface CocoDetectionOptions extends DetectionFileOptions, BoxOptions, CocoFilesOptions {
  /** Whether targets have the masks of objects, which Mask R-CNN needs. Default false. */
  masks?: boolean;
  /** Regions marked as crowds: kept, with `iscrowd` 1 in the target, or left out. Default "include". */
  crowd?: "include" | "skip";
  /** What an annotation without a shape does where there are to be masks: throw, or be left out. Default "throw". */
  missing?: "throw" | "skip";
}

const OPEN = signature<CocoDetectionOptions>(ENTRY, {
  takes: { annotations: string, imagesDir: string },
  options: {
    ...fileKinds(ENTRY),
    ...BOX_KINDS,
    ...cocoFilesKinds(ENTRY),
    masks: boolean,
    crowd: oneOf("include", "skip"),
    missing: oneOf("throw", "skip"),
  },
  advice: COCO_ADVICE,
});

/**
 * Images with boxes, and masks of polygons and run lengths, in COCO's format: torchvision's `CocoDetection` with the targets of
 * its references. Labels are positions among the categories from 1 on, whatever their ids are; a box that the file lacks is
 * the smallest around the shape; area and crowds are the file's.
 *
 * @example
 * const data = await CocoDetection.open("instances_train.json", "images", { masks: true, split: { val: 0.1, seed: 0 } });
 * for await (const { images, targets } of data.loader("train", { batchSize: 2, aspectRatioGroups: 3 })) { ... }
 */
export class CocoDetection extends DetectionFiles {
  /**
   * Reads the annotations and finds the images; decodes none yet. Throws FileFormatError naming the entry that is wrong,
   * DatasetError for boxes that cannot be used, for images that are missing or lie outside of their folder and for a group
   * in two parts, ArgumentError for categories that are not there and options that contradict each other.
   */
  static async open(
    annotations: string,
    imagesDir: string,
    ...rest: Rest<CocoDetectionOptions>
  ): Promise<CocoDetection> {
    const options = OPEN.read(rest);
    OPEN.check(annotations, imagesDir);
    const { masks = false, crowd = "include", badBoxes = "throw" } = options;
    // Without masks no annotation needs a shape.
    const missing = masks ? (options.missing ?? "throw") : "skip";
    const { wanted, images, parts } = await openCoco(
      OPERATION,
      { annotations, imagesDir },
      { ...options, missing },
    );
    const wants = (annotation: ClassifiedAnnotation) =>
      (crowd === "include" || !annotation.crowd) && (!masks || annotation.shape !== null);
    const sources = { train: annotations, val: options.val?.annotations, test: options.test?.annotations };
    const sourceOf = new Map(
      PARTS.flatMap((part) => parts[part].map(({ path }) => [path, sources[part] ?? annotations] as const)),
    );
    const annotated = [...images].map(
      ([path, image]): Annotated => ({
        path,
        source: sourceOf.get(path) ?? annotations,
        size: image,
        objects: image.annotations.filter(wants).map((annotation) => objectOf(annotation, image)),
      }),
    );
    const { objects, skipped } = usableObjects(OPERATION, annotated, badBoxes);
    const known = new Map(annotated.map(({ path }, i) => [path, objects[i] as StatedObject[]] as const));
    const files = (list: readonly ImageFile[]) =>
      list.map((file): DetectionFile => {
        const { width, height } = images.get(file.path) as ClassifiedImage; // the files were made from this map
        const source = sourceOf.get(file.path) as string;
        return { ...file, source, size: { width, height }, stated: true };
      });
    return new CocoDetection(
      ...detectionParts(
        {
          root: annotations,
          parts: { train: files(parts.train), val: files(parts.val), test: files(parts.test) },
          task: { classes: [...wanted], masks },
          reader: knownObjects(known, badBoxes),
          skipped,
        },
        options,
      ),
    );
  }
}

function objectOf(annotation: ClassifiedAnnotation, image: ClassifiedImage): StatedObject {
  const { box, shape, area, crowd, id, place } = annotation;
  return {
    box: box === null ? null : [box[0], box[1], box[0] + box[2], box[1] + box[3]],
    label: place + 1,
    crowd,
    area,
    name: `annotation ${id}`,
    ...(shape !== null && {
      draw: (plane: Uint8Array) => drawObject(plane, annotation, image, 1),
      measure: (height: number, width: number) => extentOf(shape, height, width),
    }),
  };
}

/** What a shape's pixels say, found without drawing them. */
function extentOf(shape: CocoShape, height: number, width: number): Extent | null {
  const runs =
    "counts" in shape ? normalRuns(shape.counts) : polygonsRuns(OPERATION, shape.polygons, height, width);
  const area = runsArea(runs);
  if (area === 0) return null;
  const [x, y, w, h] = runsBox(runs, height);
  return { box: [x, y, x + w, y + h], area };
}
