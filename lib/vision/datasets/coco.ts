/**
 * Segmentation data with annotations in COCO's format. Reading the annotation file is `coco-file.ts`, drawing its objects
 * `coco-draw.ts`, images and transforms `segmentation-files.ts`.
 */

import { checkIndex, Limit } from "../../data/index.ts";
import {
  abortSignal,
  boolean,
  describe,
  instance,
  integer,
  type Kind,
  kind,
  listed,
  listOf,
  oneOf,
  optionsOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { fromBytes, scope, tensor } from "../../tensor/index.ts";
import type { Sample } from "../sample.ts";
import { boxOf, type ClassifiedImage, classIndex, drawMask, drawObject } from "./coco-draw.ts";
import { type CocoImage, readCocoFile } from "./coco-file.ts";
import { Inside, named } from "./inside.ts";
import { fileKinds, ownTransformsKind, partKind, partsKind } from "./kinds.ts";
import type { OwnTransforms, Part, PartSets } from "./parts.ts";
import type { SegmentationKind } from "./segmentation.ts";
import {
  type MaskReader,
  type MaskTask,
  type SegmentationFile,
  type SegmentationFileOptions,
  SegmentationFiles,
  SegmentationSplit,
  segmentationFiles,
} from "./segmentation-files.ts";
import { kindKind } from "./segmentation-task.ts";
import { checkGroups, type GroupedSplitOptions, groupedSplit, groupedSplitKind, groupOf } from "./split.ts";

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
  /**
   * Open images outside of their folder too, where an annotation file names them by absolute paths or `..`, or a link in
   * the folder leads out of it. Default false: an annotation file of somebody else's opens no other files.
   */
  allowOutside?: boolean;
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

const ENTRY = "datasets.CocoSegmentation.open";
const partOption = (name: string): Kind<CocoPart> =>
  optionsOf(
    signature<CocoPart>(`${ENTRY}: ${name}`, {
      options: { annotations: string, imagesDir: string },
      required: ["annotations", "imagesDir"],
    }),
  );
const OPEN = signature<CocoOptions>(ENTRY, {
  takes: { annotations: string, imagesDir: string },
  options: {
    ...fileKinds(ENTRY),
    kind: kindKind,
    categories: listOf(string),
    crowd: oneOf("include", "skip", "ignore"),
    ignoreIndex: integer,
    skipEmpty: boolean,
    missing: oneOf("throw", "skip"),
    allowOutside: boolean,
    split: groupedSplitKind(ENTRY),
    val: partOption("val"),
    test: partOption("test"),
  },
  advice: {
    classes: "it is called categories",
    valSplit: "give split: { val: 0.2 }",
    groups: "give split: { val: 0.2, groups }",
    seed: "give split: { val: 0.2, seed: 0 }",
    mode: "give image: { mode }",
  },
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
    checkGroups(OPERATION, parts);
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
  ): Promise<Required<Omit<Sample, "mask" | "keypoints">>> {
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
    throw new ArgumentError(`${OPERATION}: expected categories, each once, got ${listed(wanted) || "none"}`, {
      operation: OPERATION,
    });
  }
  const ids = wanted.map((name) => {
    const found = categories.find((category) => category.name === name);
    if (found !== undefined) return found.id;
    const list = listed(categories.map((category) => category.name));
    throw new ArgumentError(`${OPERATION}: ${file} has no category ${describe(name)}; it has ${list}`, {
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
  const byPath = new Map<string, ClassifiedImage>();
  for (const image of kept) {
    const path = named(imagesDir, image.file);
    if (byPath.has(path)) {
      throw new DatasetError(`${OPERATION}: ${file} names ${path} twice`, { file, operation: OPERATION });
    }
    byPath.set(path, image);
  }
  await checkImages([...byPath.keys()], file, new Inside(imagesDir, options.allowOutside ?? false), signal);
  const groups = options.split?.groups;
  const files = [...byPath.keys()].map((path): SegmentationFile => {
    return { path, masks: [], ...(groups !== undefined && { group: groupOf(OPERATION, groups, path) }) };
  });
  return { wanted, images: byPath, files };
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

/** Throws DatasetError for images that are not there, or lie outside of their folder. */
async function checkImages(
  paths: readonly string[],
  file: string,
  inside: Inside,
  signal?: AbortSignal,
): Promise<void> {
  const limit = new Limit(16);
  const problems = await Promise.all(
    paths.map((path) =>
      limit.run(() => {
        throwIfAborted(signal, OPERATION);
        return inside.problem(path);
      }),
    ),
  );
  const at = problems.findIndex((problem) => problem !== null);
  if (at < 0) return;
  const others = problems.filter((problem) => problem !== null).length - 1;
  const more = others > 0 ? ` (and ${others} more images like that)` : "";
  throw new DatasetError(
    `${OPERATION}: ${file} names an image that cannot be taken: ${problems[at]}${more}`,
    {
      file: paths[at] as string,
      operation: OPERATION,
    },
  );
}

function checkSize(image: CocoImage, size: { width: number; height: number }, path: string): void {
  if (image.width === size.width && image.height === size.height) return;
  const isTurned = image.width === size.height && image.height === size.width;
  throw new DatasetError(
    `CocoSegmentation: ${path} is ${size.width} x ${size.height} pixels (width x height), its annotations are for ` +
      `${image.width} x ${image.height}` +
      (isTurned
        ? "; it is turned as its EXIF orientation says. Open the data with image: { exif: false } where its annotations " +
          "are of the pixels as they are stored"
        : ""),
    { file: path },
  );
}
