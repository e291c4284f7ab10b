/**
 * Detection data made of image files and some source of objects: reading one sample, and the parts together. Where the
 * objects are from is `coco-detection.ts`, `detection-voc.ts`, `instance-masks.ts` and `detection-csv.ts`.
 */

import type { SampleContext } from "../../data/index.ts";
import {
  abortSignal,
  callable,
  integerFrom,
  type Kinds,
  kind,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import type { DetectionTarget } from "../detection-sample.ts";
import { readOriented } from "../image.ts";
import { imageSize } from "../image-size.ts";
import { DetectionPreset, DetectionTrainPreset } from "../transforms/detection-presets.ts";
import { applyToSample, type TransformLike } from "../transforms/transform.ts";
import {
  type DetectionBatch,
  type DetectionData,
  type DetectionLoaderOptions,
  type DetectionSample,
  type DetectionTaskFacts,
  detectionLoader,
} from "./detection.ts";
import {
  type BadBoxes,
  badBoxesKind,
  type DetectionObject,
  measuredObjects,
  type PixelSize,
  type SkippedBox,
  type StatedObject,
  targetOf,
} from "./detection-objects.ts";
import { FileParts, madeParts, partsTakes } from "./file-parts.ts";
import {
  atPositions,
  type FileEntry,
  FileSplit,
  type SignalRest,
  type SplitSettings,
  splitTakes,
} from "./file-split.ts";
import { type FileOptions, refuseSquarePixels } from "./kinds.ts";
import { checkOrientation, checkStatedSize, type Drawn } from "./orientation.ts";
import { type OwnTransforms, type PartSets, transformed } from "./parts.ts";
import type { Parts } from "./split.ts";

/** One image file, and the file that says where its objects are. */
export interface DetectionFile extends FileEntry {
  /** File that states its objects: of annotations, a table, a label map. */
  source: string;
  /** Size in pixels, as the annotations or the image's head have it. */
  size: PixelSize;
  /** Whether it is the annotations that state the size. */
  stated: boolean;
  /** Files in which the objects are drawn, where they are. */
  masks?: readonly (string | null)[];
}

/** The objects of file `index`, an image of the given size. */
export type ObjectReader = (
  index: number,
  size: PixelSize,
  signal?: AbortSignal,
) => Promise<readonly DetectionObject[]>;

/** Options that all detection data of files have in common. */
export interface DetectionFileOptions extends FileOptions {
  /** Default `DetectionTrainPreset`: mirroring. */
  trainTransform?: TransformLike;
  /** For validation and test. Default `DetectionPreset`: float32 from 0 to 1. */
  valTransform?: TransformLike;
}

/** Options of data whose boxes somebody wrote down. */
export interface BoxOptions {
  /**
   * What a box does that has no extent, whose corners are exchanged, or that reaches more than a pixel beyond its image:
   * "throw" names it with its file; "skip" leaves it out; "clip" cuts those that reach beyond, and leaves out what has no
   * extent. What was left out is listed as `skipped`. Default "throw".
   */
  badBoxes?: BadBoxes;
}

/** Kinds of {@link BoxOptions}. */
export const BOX_KINDS: Kinds<BoxOptions> = { badBoxes: badBoxesKind };

const SPLIT = splitTakes("DetectionSplit", {
  samples: kind(
    "a list of files with path, source and size",
    (v) =>
      Array.isArray(v) &&
      v.every((s) => typeof s?.path === "string" && typeof s.source === "string" && s.size?.width > 0),
  ),
  task: kind("an object with classes and masks", (v) =>
    Array.isArray((v as { classes?: unknown } | null | undefined)?.classes),
  ),
  reader: callable(),
});
const signalled = (name: string) =>
  signature<{ signal?: AbortSignal }>(`datasets.DetectionSplit.${name}`, {
    options: { signal: abortSignal },
    positional: ["signal"],
  });
const READ = signalled("read");
const READ_TARGET = signalled("readTarget");
const OBJECTS = signalled("objects");

const DRAWN: Drawn = { data: "detection", what: ["its boxes are not", "they were"], sized: true };

/** One part of detection data: its files, read and transformed one by one. */
export class DetectionSplit extends FileSplit<DetectionFile, DetectionSample, DetectionSplit> {
  readonly task: DetectionTaskFacts;
  readonly #objects: ObjectReader;

  /** Data sets make their parts themselves; `reader` gives the objects of a sample by its position. */
  constructor(
    samples: readonly DetectionFile[],
    task: Omit<DetectionTaskFacts, "name">,
    reader: ObjectReader,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, task, reader, transform);
    refuseSquarePixels("detection", "boxes", options.image);
    super(samples, transform, options);
    this.task = { name: "detection", classes: task.classes, masks: task.masks };
    this.#objects = reader;
  }

  /** Width and height of every image in its file, in order; no image is decoded for them. */
  get sizes(): PixelSize[] {
    return this.samples.map((sample) => sample.size);
  }

  /** The objects of an image as they are stated, with what only some formats say of them. Throws as {@link read} does. */
  async objects(index: number, ...rest: SignalRest): Promise<readonly DetectionObject[]> {
    const { signal } = OBJECTS.read(rest);
    const { path } = this.fileAt(index, "objects");
    return this.#objects(index, await imageSize(path, { ...this.decoding, signal }), signal);
  }

  /**
   * The objects of an image as a target, without decoding the image: what evaluation measures against. The caller owns it.
   * Throws as {@link read} does.
   */
  async readTarget(index: number, ...rest: SignalRest): Promise<DetectionTarget> {
    const { signal } = READ_TARGET.read(rest);
    const { path } = this.fileAt(index, "readTarget");
    const size = await imageSize(path, { ...this.decoding, signal });
    return scope(() => this.#target(index, size, signal));
  }

  /**
   * Reads image and objects as they are in the files; the caller owns both. Throws FileFormatError naming a broken file,
   * DatasetError for an image of another size than its annotations state.
   */
  async read(index: number, ...rest: SignalRest): Promise<{ image: Tensor; target: DetectionTarget }> {
    const { signal } = READ.read(rest);
    const { path, masks = [], stated } = this.fileAt(index, "read");
    return scope(async () => {
      const { image, orientation } = await readOriented(path, { ...this.decoding, signal });
      const [height, width] = image.shape.slice(-2) as [number, number];
      const target = await this.#target(index, { width, height }, signal);
      if (this.decoding.exif === undefined && target.labels.numel() > 0) {
        const drawn = { ...DRAWN, sized: stated || masks.length > 0 };
        await checkOrientation(path, masks, { height, width }, orientation, drawn);
      }
      return { image, target };
    });
  }

  async #target(index: number, size: PixelSize, signal?: AbortSignal) {
    const file = this.samples[index] as DetectionFile;
    if (file.stated) checkStatedSize("detection", file.path, file.size, size);
    const objects = await this.#objects(index, size, signal);
    return targetOf(objects, { path: file.path, size, masks: this.task.masks });
  }

  protected override get kindName(): string {
    return "DetectionSplit";
  }

  protected override async sampleOf(
    { path }: DetectionFile,
    index: number,
    context: Partial<SampleContext>,
  ): Promise<DetectionSample> {
    return scope(async () => {
      const { image: pixels, target: stated } = await this.read(index, context.signal);
      const sample = { image: pixels, ...stated };
      const { image, ...target } = transformed("detection", path, () =>
        applyToSample(this.transform, sample, context.rng),
      );
      return { image, target, index, path };
    });
  }

  protected override like(
    samples: readonly DetectionFile[],
    transform: TransformLike,
    positions: readonly number[] | null,
  ): DetectionSplit {
    const reader = atPositions(this.#objects, positions);
    return new DetectionSplit(samples, this.task, reader, transform, this.settings);
  }
}

const skippedKind = kind<readonly SkippedBox[]>("a list of boxes that were left out", Array.isArray);
const TAKES = partsTakes<DetectionSplit, { skipped?: readonly SkippedBox[] }>(
  "DetectionFiles",
  DetectionSplit,
  { skipped: skippedKind },
);

/** Detection data of files, in parts; `datasets.CocoDetection`, `VocDetection` and others make it. */
export class DetectionFiles
  extends FileParts<DetectionSplit, DetectionBatch, DetectionLoaderOptions, DetectionFiles>
  implements DetectionData
{
  readonly task: DetectionTaskFacts;
  /** Without the background: label 1 is the first. */
  readonly classes: readonly string[];
  /** Boxes of all parts that were left out, as `badBoxes` allowed. */
  readonly skipped: readonly SkippedBox[];

  /** Use `CocoDetection.open`, `VocDetection.open` and their like, which find the files. */
  constructor(
    root: string,
    parts: PartSets<DetectionSplit>,
    ownTransforms: OwnTransforms,
    ...rest: Rest<{ skipped?: readonly SkippedBox[] }>
  ) {
    const { skipped = [] } = TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms, () => new DetectionPreset());
    this.task = parts.train.task;
    this.classes = this.task.classes;
    this.skipped = skipped;
  }

  protected override get kindName(): string {
    return "DetectionFiles";
  }

  protected override get subject(): string {
    return "detection";
  }

  protected override get loaderKinds(): object {
    return { aspectRatioGroups: integerFrom(0) };
  }

  protected override batches(dataset: DetectionSplit, options: DetectionLoaderOptions) {
    return detectionLoader(dataset, options);
  }

  protected override of(parts: PartSets<DetectionSplit>): DetectionFiles {
    return new DetectionFiles(this.root, parts, this.ownTransforms, { skipped: this.skipped });
  }
}

/** What {@link detectionParts} makes data of. */
export interface DetectionSource {
  root: string;
  parts: Parts<DetectionFile>;
  task: Omit<DetectionTaskFacts, "name">;
  /** Makes the reader of one part's objects. */
  reader: (samples: readonly DetectionFile[]) => ObjectReader;
  skipped?: readonly SkippedBox[];
}

/** Puts divided files together to data: what the constructor of {@link DetectionFiles} takes. */
export function detectionParts(
  { root, parts, task, reader, skipped = [] }: DetectionSource,
  options: DetectionFileOptions,
): [string, PartSets<DetectionSplit>, OwnTransforms, { skipped: readonly SkippedBox[] }] {
  const { onError, image } = options;
  const made = madeParts(parts, options, {
    split: (files: DetectionFile[], transform) =>
      new DetectionSplit(files, task, reader(files), transform, { onError, image }),
    train: () => new DetectionTrainPreset(),
    val: () => new DetectionPreset(),
  });
  return [root, ...made, { skipped }];
}

/** A reader of objects that are known when the data is opened, by the path of the image. */
export function knownObjects(
  objects: ReadonlyMap<string, readonly StatedObject[]>,
  badBoxes: BadBoxes,
): (samples: readonly DetectionFile[]) => ObjectReader {
  return (samples) => async (index, size) => {
    const { path, source } = samples[index] as DetectionFile;
    return measuredObjects({ path, source, size, objects: objects.get(path) ?? [] }, badBoxes);
  };
}
