/**
 * Segmentation data made of image files and some source of masks: reading one sample, and the parts together. Where
 * the files lie and what the masks are made of is `segmentation-folder.ts`, `segmentation-csv.ts` and `coco.ts`.
 */

import { type ContextRest, getTakes } from "../../data/dataset.ts";
import { checkIndex, type DataLoader, type Dataset, type Fold } from "../../data/index.ts";
import { partLoaderTakes } from "../../data/loader-options.ts";
import { abortSignal, callable, kind, type Rest, signature, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, singleThreaded, stack, type Tensor, zeros } from "../../tensor/index.ts";
import { readOriented } from "../image.ts";
import { imageSize } from "../image-size.ts";
import { type MaskValues, type ReadMaskOptions, readMask } from "../masks/mask-image.ts";
import { SegmentationPreset, SegmentationTrainPreset } from "../transforms/segmentation-presets.ts";
import { applyToSample, type TransformLike } from "../transforms/transform.ts";
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
  transformKind,
  usualStatistics,
} from "./kinds.ts";
import { checkOrientation } from "./orientation.ts";
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
import {
  type SegmentationBatch,
  type SegmentationData,
  type SegmentationKind,
  type SegmentationLoaderOptions,
  type SegmentationSample,
  type SegmentationTaskFacts,
  segmentationLoader,
} from "./segmentation.ts";
import type { Parts } from "./split.ts";

/** One image file and the files of its mask. */
export interface SegmentationFile {
  /** File of the image. */
  path: string;
  /** File of the mask; for `multilabel` one for each class; null where nothing is drawn. */
  masks: readonly (string | null)[];
  /** What it must not be separated from: a patient, a video. */
  group?: string;
}

/** What the masks of a data set say. */
export interface MaskTask {
  readonly kind: SegmentationKind;
  readonly classes: readonly string[];
  readonly ignoreIndex: number | null;
}

/** Reads the mask of file `index` for an image of the given size. */
export type MaskReader = (
  index: number,
  size: { width: number; height: number },
  signal?: AbortSignal,
) => Promise<Tensor>;

/** Options that all segmentation data of files have in common. */
export interface SegmentationFileOptions {
  /** For all parts, unless `trainTransform` or `valTransform` says otherwise. */
  transform?: TransformLike;
  /** Default `SegmentationTrainPreset`: random size and crop to 480, mirroring, ImageNet normalisation. */
  trainTransform?: TransformLike;
  /** For validation and test. Default `SegmentationPreset`: shorter edge of 520, ImageNet normalisation. */
  valTransform?: TransformLike;
  /** What a broken file does to a loader: end the epoch, or be left out and counted. Default "throw". */
  onError?: "throw" | "skip";
  /** How images are decoded. Default RGB, 8 bits. */
  image?: DecodingOptions;
  signal?: AbortSignal;
}

type SplitSettings = Pick<SegmentationFileOptions, "onError" | "image">;

const PART = signature<SplitSettings>("datasets.SegmentationSplit", {
  takes: {
    samples: kind(
      "a list of files with path and masks",
      (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Array.isArray(s.masks)),
    ),
    task: kind("an object with kind, classes and ignoreIndex", (v) =>
      Array.isArray((v as { classes?: unknown } | null | undefined)?.classes),
    ),
    reader: callable(),
    transform: transformKind,
  },
  options: { onError: onErrorKind, image: decodingKind("datasets.SegmentationSplit") },
});
const READ = signature<{ signal?: AbortSignal }>("datasets.SegmentationSplit.read", {
  options: { signal: abortSignal },
  positional: ["signal"],
});
const READ_MASK = signature<{ signal?: AbortSignal }>("datasets.SegmentationSplit.readMask", {
  options: { signal: abortSignal },
});
const GET = getTakes("datasets.SegmentationSplit.get");
const SELECT = signature("datasets.SegmentationSplit.select", { takes: { indices: positionsKind } });
const WITH_TRANSFORM = signature("datasets.SegmentationSplit.withTransform", {
  takes: { transform: transformKind },
});

/** One part of segmentation data: its files, read and transformed one by one. */
export class SegmentationSplit implements Dataset<SegmentationSample> {
  readonly samples: readonly SegmentationFile[];
  readonly task: SegmentationTaskFacts;
  readonly transform: TransformLike;
  readonly onError: "throw" | "skip";
  readonly #readMask: MaskReader;
  /** How its images are decoded. */
  readonly decoding: DecodingOptions;

  /** Data sets make their parts themselves; `reader` gives the mask of a sample by its position. */
  constructor(
    samples: readonly SegmentationFile[],
    task: MaskTask,
    reader: MaskReader,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = PART.read(rest);
    PART.check(samples, task, reader, transform);
    this.samples = samples;
    const { kind, classes, ignoreIndex } = task;
    this.task = { name: "segmentation", kind, classes, ignoreIndex };
    this.#readMask = reader;
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

  /**
   * Reads image and mask as they are in the files; the caller owns both. Throws FileFormatError naming a broken file,
   * DatasetError for a mask of another size than its image and for a value without a class.
   */
  async read(
    index: number,
    ...rest: Rest<{ signal?: AbortSignal }, [signal: AbortSignal | undefined]>
  ): Promise<{ image: Tensor; mask: Tensor }> {
    const { signal } = READ.read(rest);
    checkIndex(index, this.length, "SegmentationSplit.read");
    const { path, masks } = this.samples[index] as SegmentationFile;
    return scope(async () => {
      const { image, orientation } = await readOriented(path, { ...this.decoding, signal });
      const [height, width] = image.shape.slice(-2) as [number, number];
      const mask = await this.#readMask(index, { height, width }, signal);
      this.#checkSize(index, mask, { height, width });
      if (this.decoding.exif === undefined)
        await checkOrientation(path, masks, { height, width }, orientation);
      return { image, mask };
    });
  }

  #checkSize(index: number, mask: Tensor, { height, width }: { height: number; width: number }): void {
    const { path, masks } = this.samples[index] as SegmentationFile;
    const [rows, columns] = mask.shape.slice(-2) as [number, number];
    if (rows === height && columns === width) return;
    const turned = rows === width && columns === height;
    throw new DatasetError(
      `segmentation: the mask of ${path} has another size: ${masks.find((m) => m !== null) ?? "it"} is ` +
        `${columns} x ${rows} pixels (width x height), the image ${width} x ${height}` +
        (turned && this.decoding.exif !== false
          ? "; the image is turned as its EXIF orientation says. Where the mask was drawn on the pixels as they are " +
            "stored, open the data with image: { exif: false }"
          : ""),
      { file: path },
    );
  }

  /**
   * Reads a mask as it is in its file, and of the image its size alone; the caller owns it. Throws as {@link read} does.
   */
  async readMask(index: number, ...rest: Rest<{ signal?: AbortSignal }>): Promise<Tensor> {
    const { signal } = READ_MASK.read(rest);
    checkIndex(index, this.length, "SegmentationSplit.readMask");
    const { path } = this.samples[index] as SegmentationFile;
    const size = await imageSize(path, { ...this.decoding, signal });
    return scope(async () => {
      const mask = await this.#readMask(index, size, signal);
      this.#checkSize(index, mask, size);
      return mask;
    });
  }

  /**
   * Reads and transforms one image and its mask; the caller owns both tensors. Throws as {@link read} does, DatasetError
   * naming a file whose transform failed, ArgumentError when a random transform has no generator.
   */
  async get(index: number, ...rest: ContextRest): Promise<SegmentationSample> {
    const context = GET.read(rest);
    checkIndex(index, this.length, "SegmentationSplit.get");
    const { path } = this.samples[index] as SegmentationFile;
    const { image, mask } = await scope(async () => {
      const sample = await this.read(index, context.signal);
      return transformed("segmentation", path, () => applyToSample(this.transform, sample, context.rng));
    });
    return { image, mask, index, path };
  }

  /** Some of the files, in the order of the positions. Throws ArgumentError for one it does not have. */
  select(indices: readonly number[], ...rest: []): SegmentationSplit {
    SELECT.read(rest);
    SELECT.check(indices);
    for (const index of indices) checkIndex(index, this.length, "SegmentationSplit.select");
    const chosen = indices.map((index) => this.samples[index] as SegmentationFile);
    const reader: MaskReader = (index, size, signal) =>
      this.#readMask(indices[index] as number, size, signal);
    return new SegmentationSplit(chosen, this.task, reader, this.transform, {
      onError: this.onError,
      image: this.decoding,
    });
  }

  /** The same files with another transform. */
  withTransform(transform: TransformLike, ...rest: []): SegmentationSplit {
    WITH_TRANSFORM.read(rest);
    WITH_TRANSFORM.check(transform);
    return new SegmentationSplit(this.samples, this.task, this.#readMask, transform, {
      onError: this.onError,
      image: this.decoding,
    });
  }
}

/** Reads masks from files: one of class indices, or for `multilabel` one of 0 and 1 for each class, stacked. */
export function fileMasks(
  samples: readonly SegmentationFile[],
  task: MaskTask,
  values: MaskValues & Pick<ReadMaskOptions, "exif">,
): MaskReader {
  return async (index, { height, width }, signal) => {
    const { masks, path } = samples[index] as SegmentationFile;
    if (task.kind !== "multilabel") {
      const [file] = masks;
      return file == null
        ? zeros([height, width], { dtype: "int64" })
        : readMask(file, { ...values, signal });
    }
    return scope(async () => {
      const planes = await Promise.all(
        masks.map((file) =>
          file === null ? zeros([height, width], { dtype: "int64" }) : readMask(file, { ...values, signal }),
        ),
      );
      const odd = planes.findIndex((plane) => plane.shape[0] !== height || plane.shape[1] !== width);
      if (odd >= 0) {
        const [rows, columns] = (planes[odd] as Tensor).shape;
        throw new DatasetError(
          `segmentation: the mask ${masks[odd]} is ${columns} x ${rows} pixels (width x height), its image ${path} ` +
            `${width} x ${height}`,
          { file: masks[odd] as string },
        );
      }
      return singleThreaded(() => stack(planes).to("float32"));
    });
  };
}

const TAKES = signature("datasets.SegmentationFiles", {
  takes: { root: string, parts: partsKind(SegmentationSplit), ownTransforms: ownTransformsKind },
});
const DIVIDE = signature("datasets.SegmentationFiles.divide", { takes: { fold: foldKind } });
const WITH_DEFAULTS = signature<DefaultTransforms>("datasets.SegmentationFiles.withDefaultTransforms", {
  options: DEFAULT_TRANSFORMS,
});
const LOADER = partLoaderTakes("datasets.SegmentationFiles.loader", partKind);

/** Segmentation data of files, in parts; `datasets.SegmentationFolder`, `segmentationFromCsv` and COCO make it. */
export class SegmentationFiles implements SegmentationData {
  /** Folder or file it was opened from. */
  readonly root: string;
  readonly task: SegmentationTaskFacts;
  readonly kind: SegmentationKind;
  readonly classes: readonly string[];
  readonly ignoreIndex: number | null;
  readonly train: SegmentationSplit;
  readonly val: SegmentationSplit | null;
  readonly test: SegmentationSplit | null;
  readonly onError: "throw" | "skip";
  /** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
  readonly ownTransforms: OwnTransforms;
  /** How images are decoded. */
  readonly decoding: DecodingOptions;
  /** The transform of images that are not trained on, also where there is no part of them. */
  readonly valTransform: TransformLike;

  /** Use `SegmentationFolder.open`, `segmentationFromCsv` or `CocoSegmentation.open`, which find the files. */
  constructor(root: string, parts: PartSets<SegmentationSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    this.root = root;
    this.task = parts.train.task;
    this.kind = this.task.kind;
    this.classes = this.task.classes;
    this.ignoreIndex = this.task.ignoreIndex;
    this.train = parts.train;
    this.val = parts.val;
    this.test = parts.test;
    this.onError = parts.train.onError;
    this.ownTransforms = ownTransforms;
    this.decoding = parts.train.decoding;
    this.valTransform =
      parts.valTransform ??
      parts.val?.transform ??
      parts.test?.transform ??
      new SegmentationPreset(borderOf(this.task, this.decoding));
  }

  /** All files: training, then validation, then test. */
  get samples(): SegmentationFile[] {
    return PARTS.flatMap((part) => this[part]?.samples ?? []);
  }

  /** The same files; transforms that the user did not give are replaced, as by those of a model's weights. */
  withDefaultTransforms(...rest: Rest<DefaultTransforms>): SegmentationFiles {
    const transforms = WITH_DEFAULTS.read(rest);
    return new SegmentationFiles(
      this.root,
      withDefaults(this, this.ownTransforms, transforms),
      this.ownTransforms,
    );
  }

  /**
   * The training part divided anew by positions, as those of `data.kFold`: what is held out becomes `val`. The part for
   * testing stays.
   */
  divide(fold: Fold, ...rest: []): SegmentationFiles {
    DIVIDE.read(rest);
    DIVIDE.check(fold);
    return new SegmentationFiles(this.root, dividedParts(this, fold), this.ownTransforms);
  }

  /** Batches of one part; training data is shuffled unless told otherwise. Throws DatasetError for a part that is empty. */
  loader(
    part: Part,
    ...rest: Rest<SegmentationLoaderOptions>
  ): DataLoader<SegmentationSample, SegmentationBatch> {
    const options = LOADER.read(rest);
    LOADER.check(part);
    const dataset = this[part];
    if (dataset === null) {
      throw new DatasetError(
        `segmentation: ${this.root} has no ${part} part; open it with split: { ${part}: 0.2 }`,
        { file: this.root },
      );
    }
    return segmentationLoader(dataset, shuffledByPart(part, options));
  }
}

/** Puts divided files together to data; `reader` makes the reader of one part's masks. */
export function segmentationFiles(
  root: string,
  parts: Parts<SegmentationFile>,
  task: MaskTask,
  reader: (samples: readonly SegmentationFile[]) => MaskReader,
  options: SegmentationFileOptions,
): SegmentationFiles {
  const trainTransform = options.trainTransform ?? options.transform;
  const valTransform = options.valTransform ?? options.transform;
  const of = (files: SegmentationFile[], transform: TransformLike) =>
    new SegmentationSplit(files, task, reader(files), transform, {
      onError: options.onError,
      image: options.image,
    });
  const border = borderOf(task, options.image ?? {});
  const held = (files: SegmentationFile[]) =>
    files.length === 0 ? null : of(files, valTransform ?? new SegmentationPreset(border));
  return new SegmentationFiles(
    root,
    {
      train: of(parts.train, trainTransform ?? new SegmentationTrainPreset(border)),
      val: held(parts.val),
      test: held(parts.test),
      valTransform,
    },
    { train: trainTransform !== undefined, val: valTransform !== undefined },
  );
}

/** What a crop adds to an image counts for nothing, or, where every pixel counts, is background. */
function borderOf({ ignoreIndex }: Pick<MaskTask, "ignoreIndex">, image: DecodingOptions) {
  return { ignoreIndex: ignoreIndex ?? 0, ...usualStatistics(image) };
}
