/**
 * Detection data made of image files and some source of objects: reading one sample, and the parts together. Where the
 * objects are from is `coco-detection.ts`, `detection-voc.ts`, `instance-masks.ts` and `detection-csv.ts`.
 */

import { type ContextRest, getTakes } from "../../data/dataset.ts";
import { checkIndex, type DataLoader, type Dataset, type Fold } from "../../data/index.ts";
import { partLoaderTakes } from "../../data/loader-options.ts";
import {
  abortSignal,
  callable,
  integerFrom,
  type Kinds,
  kind,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
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
import {
  DEFAULT_TRANSFORMS,
  type DecodingOptions,
  type DefaultTransforms,
  decodingKind,
  foldKind,
  onErrorKind,
  ownTransformsKind,
  partKind,
  partsKind,
  positionsKind,
  TRANSFORMS,
  transformKind,
} from "./kinds.ts";
import { checkOrientation, checkStatedSize, type Drawn } from "./orientation.ts";
import {
  dividedParts,
  groupsIn,
  type OwnTransforms,
  PARTS,
  type Part,
  type PartSets,
  shuffledByPart,
  transformed,
  withDefaults,
} from "./parts.ts";
import type { Parts } from "./split.ts";

/** One image file, and the file that says where its objects are. */
export interface DetectionFile {
  /** File of the image. */
  path: string;
  /** File that states its objects: of annotations, a table, a label map. */
  source: string;
  /** Size in pixels, as the annotations or the image's head have it. */
  size: PixelSize;
  /** Whether it is the annotations that state the size. */
  stated: boolean;
  /** Files in which the objects are drawn, where they are. */
  masks?: readonly (string | null)[];
  /** What it must not be separated from: a patient, a video. */
  group?: string;
}

/** The objects of file `index`, an image of the given size. */
export type ObjectReader = (
  index: number,
  size: PixelSize,
  signal?: AbortSignal,
) => Promise<readonly DetectionObject[]>;

/** Options that all detection data of files have in common. */
export interface DetectionFileOptions {
  /** For all parts, unless `trainTransform` or `valTransform` says otherwise. */
  transform?: TransformLike;
  /** Default `DetectionTrainPreset`: mirroring. */
  trainTransform?: TransformLike;
  /** For validation and test. Default `DetectionPreset`: float32 from 0 to 1. */
  valTransform?: TransformLike;
  /** What a broken file does to a loader: end the epoch, or be left out and counted. Default "throw". */
  onError?: "throw" | "skip";
  /** How images are decoded. Default RGB, 8 bits. */
  image?: DecodingOptions;
  signal?: AbortSignal;
}

/** Kinds of {@link DetectionFileOptions}, for the entry `name`. */
export function detectionKinds(name: string): Kinds<DetectionFileOptions> {
  return { ...TRANSFORMS, onError: onErrorKind, image: decodingKind(name), signal: abortSignal };
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

type SplitSettings = Pick<DetectionFileOptions, "onError" | "image">;

const PART = signature<SplitSettings>("datasets.DetectionSplit", {
  takes: {
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
    transform: transformKind,
  },
  options: { onError: onErrorKind, image: decodingKind("datasets.DetectionSplit") },
});
type Signalled = Rest<{ signal?: AbortSignal }, [signal: AbortSignal | undefined]>;
const signalled = (name: string) =>
  signature<{ signal?: AbortSignal }>(`datasets.DetectionSplit.${name}`, {
    options: { signal: abortSignal },
    positional: ["signal"],
  });
const READ = signalled("read");
const READ_TARGET = signalled("readTarget");
const OBJECTS = signalled("objects");
const GET = getTakes("datasets.DetectionSplit.get");
const SELECT = signature("datasets.DetectionSplit.select", { takes: { indices: positionsKind } });
const WITH_TRANSFORM = signature("datasets.DetectionSplit.withTransform", {
  takes: { transform: transformKind },
});

const DRAWN: Drawn = { data: "detection", what: ["its boxes are not", "they were"], sized: true };

/** One part of detection data: its files, read and transformed one by one. */
export class DetectionSplit implements Dataset<DetectionSample> {
  readonly samples: readonly DetectionFile[];
  readonly task: DetectionTaskFacts;
  readonly transform: TransformLike;
  readonly onError: "throw" | "skip";
  readonly #objects: ObjectReader;
  /** How its images are decoded. */
  readonly decoding: DecodingOptions;

  /** Data sets make their parts themselves; `reader` gives the objects of a sample by its position. */
  constructor(
    samples: readonly DetectionFile[],
    task: Omit<DetectionTaskFacts, "name">,
    reader: ObjectReader,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = PART.read(rest);
    PART.check(samples, task, reader, transform);
    this.samples = samples;
    this.task = { name: "detection", classes: task.classes, masks: task.masks };
    this.#objects = reader;
    this.transform = transform;
    this.onError = options.onError ?? "throw";
    this.decoding = options.image ?? {};
  }

  get length(): number {
    return this.samples.length;
  }

  /** Path of every image, in order. */
  get paths(): string[] {
    return this.samples.map((sample) => sample.path);
  }

  /** Group of every sample, where the data has any, else null. */
  get groups(): string[] | null {
    return groupsIn(this.samples);
  }

  /** Width and height of every image in its file, in order; no image is decoded for them. */
  get sizes(): PixelSize[] {
    return this.samples.map((sample) => sample.size);
  }

  /** The objects of an image as they are stated, with what only some formats say of them. Throws as {@link read} does. */
  async objects(index: number, ...rest: Signalled): Promise<readonly DetectionObject[]> {
    const { signal } = OBJECTS.read(rest);
    const { path } = this.#file(index, "objects");
    return this.#objects(index, await imageSize(path, { ...this.decoding, signal }), signal);
  }

  /**
   * The objects of an image as a target, without decoding the image: what evaluation measures against. The caller owns it.
   * Throws as {@link read} does.
   */
  async readTarget(index: number, ...rest: Signalled): Promise<DetectionTarget> {
    const { signal } = READ_TARGET.read(rest);
    const { path } = this.#file(index, "readTarget");
    const size = await imageSize(path, { ...this.decoding, signal });
    return scope(() => this.#target(index, size, signal));
  }

  /**
   * Reads image and objects as they are in the files; the caller owns both. Throws FileFormatError naming a broken file,
   * DatasetError for an image of another size than its annotations state.
   */
  async read(index: number, ...rest: Signalled): Promise<{ image: Tensor; target: DetectionTarget }> {
    const { signal } = READ.read(rest);
    const { path, masks = [], stated } = this.#file(index, "read");
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

  #file(index: number, method: string): DetectionFile {
    checkIndex(index, this.length, `DetectionSplit.${method}`);
    return this.samples[index] as DetectionFile;
  }

  async #target(index: number, size: PixelSize, signal?: AbortSignal) {
    const file = this.samples[index] as DetectionFile;
    if (file.stated) checkStatedSize("detection", file.path, file.size, size);
    const objects = await this.#objects(index, size, signal);
    return targetOf(objects, { path: file.path, size, masks: this.task.masks });
  }

  /**
   * Reads and transforms one image and its objects; the caller owns all tensors. Throws as {@link read} does, DatasetError
   * naming a file whose transform failed, ArgumentError when a random transform has no generator.
   */
  async get(index: number, ...rest: ContextRest): Promise<DetectionSample> {
    const context = GET.read(rest);
    const { path } = this.#file(index, "get");
    return scope(async () => {
      const { image: pixels, target: stated } = await this.read(index, context.signal);
      const sample = { image: pixels, ...stated };
      const { image, ...target } = transformed("detection", path, () =>
        applyToSample(this.transform, sample, context.rng),
      );
      return { image, target, index, path };
    });
  }

  /** Some of the files, in the order of the positions. Throws ArgumentError for one it does not have. */
  select(indices: readonly number[], ...rest: []): DetectionSplit {
    SELECT.read(rest);
    SELECT.check(indices);
    for (const index of indices) checkIndex(index, this.length, "DetectionSplit.select");
    const chosen = indices.map((index) => this.samples[index] as DetectionFile);
    const reader: ObjectReader = (index, size, signal) =>
      this.#objects(indices[index] as number, size, signal);
    return this.#like(chosen, reader, this.transform);
  }

  /** The same files with another transform. */
  withTransform(transform: TransformLike, ...rest: []): DetectionSplit {
    WITH_TRANSFORM.read(rest);
    WITH_TRANSFORM.check(transform);
    return this.#like(this.samples, this.#objects, transform);
  }

  #like(files: readonly DetectionFile[], reader: ObjectReader, transform: TransformLike): DetectionSplit {
    const { onError, decoding } = this;
    return new DetectionSplit(files, this.task, reader, transform, { onError, image: decoding });
  }
}

const skippedKind = kind<readonly SkippedBox[]>("a list of boxes that were left out", Array.isArray);
const TAKES = signature<{ skipped?: readonly SkippedBox[] }>("datasets.DetectionFiles", {
  takes: { root: string, parts: partsKind(DetectionSplit), ownTransforms: ownTransformsKind },
  options: { skipped: skippedKind },
});
const DIVIDE = signature("datasets.DetectionFiles.divide", { takes: { fold: foldKind } });
const WITH_DEFAULTS = signature<DefaultTransforms>("datasets.DetectionFiles.withDefaultTransforms", {
  options: DEFAULT_TRANSFORMS,
});
const LOADER = partLoaderTakes("datasets.DetectionFiles.loader", partKind, {
  aspectRatioGroups: integerFrom(0),
});

/** Detection data of files, in parts; `datasets.CocoDetection`, `VocDetection` and others make it. */
export class DetectionFiles implements DetectionData {
  /** Folder or file it was opened from. */
  readonly root: string;
  readonly task: DetectionTaskFacts;
  /** Without the background: label 1 is the first. */
  readonly classes: readonly string[];
  readonly train: DetectionSplit;
  readonly val: DetectionSplit | null;
  readonly test: DetectionSplit | null;
  readonly onError: "throw" | "skip";
  /** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
  readonly ownTransforms: OwnTransforms;
  /** How images are decoded. */
  readonly decoding: DecodingOptions;
  /** The transform of images that are not trained on, also where there is no part of them. */
  readonly valTransform: TransformLike;
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
    this.root = root;
    this.task = parts.train.task;
    this.classes = this.task.classes;
    this.train = parts.train;
    this.val = parts.val;
    this.test = parts.test;
    this.onError = parts.train.onError;
    this.ownTransforms = ownTransforms;
    this.decoding = parts.train.decoding;
    this.valTransform =
      parts.valTransform ?? parts.val?.transform ?? parts.test?.transform ?? new DetectionPreset();
    this.skipped = skipped;
  }

  /** All files: training, then validation, then test. */
  get samples(): DetectionFile[] {
    return PARTS.flatMap((part) => this[part]?.samples ?? []);
  }

  /** The same files; transforms that the user did not give are replaced, as by those of a model's weights. */
  withDefaultTransforms(...rest: Rest<DefaultTransforms>): DetectionFiles {
    const transforms = WITH_DEFAULTS.read(rest);
    return this.#with(withDefaults(this, this.ownTransforms, transforms));
  }

  /**
   * The training part divided anew by positions, as those of `data.kFold`: what is held out becomes `val`. The part for
   * testing stays.
   */
  divide(fold: Fold, ...rest: []): DetectionFiles {
    DIVIDE.read(rest);
    DIVIDE.check(fold);
    return this.#with(dividedParts(this, fold));
  }

  #with(parts: PartSets<DetectionSplit>): DetectionFiles {
    return new DetectionFiles(this.root, parts, this.ownTransforms, { skipped: this.skipped });
  }

  /** Batches of one part; training data is shuffled unless told otherwise. Throws DatasetError for a part that is empty. */
  loader(part: Part, ...rest: Rest<DetectionLoaderOptions>): DataLoader<DetectionSample, DetectionBatch> {
    const options = LOADER.read(rest) as DetectionLoaderOptions; // its kinds are declared above
    LOADER.check(part);
    const dataset = this[part];
    if (dataset === null) {
      throw new DatasetError(
        `detection: ${this.root} has no ${part} part; open it with split: { ${part}: 0.2 }`,
        { file: this.root },
      );
    }
    return detectionLoader(dataset, shuffledByPart(part, options));
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
  const trainTransform = options.trainTransform ?? options.transform;
  const valTransform = options.valTransform ?? options.transform;
  const of = (files: DetectionFile[], transform: TransformLike) =>
    new DetectionSplit(files, task, reader(files), transform, {
      onError: options.onError,
      image: options.image,
    });
  const held = (files: DetectionFile[]) =>
    files.length === 0 ? null : of(files, valTransform ?? new DetectionPreset());
  return [
    root,
    {
      train: of(parts.train, trainTransform ?? new DetectionTrainPreset()),
      val: held(parts.val),
      test: held(parts.test),
      valTransform,
    },
    { train: trainTransform !== undefined, val: valTransform !== undefined },
    { skipped },
  ];
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
