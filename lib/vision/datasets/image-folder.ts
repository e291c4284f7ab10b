/**
 * Image classification data laid out as folders: one per class, or train/, val/ and test/ with one per class
 * in each. Finding the files is `scan.ts`, dividing them `split.ts`.
 */

import { join } from "node:path";
import { checkIndex, type DataLoader, type Dataset, type SampleContext } from "../../data/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope } from "../../tensor/index.ts";
import { type ReadImageOptions, readImage } from "../image.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import { applyTransform, type TransformLike } from "../transforms/transform.ts";
import {
  type ClassificationData,
  type ImageBatch,
  type ImageLoaderOptions,
  type ImageSample,
  imageLoader,
} from "./classification.ts";
import {
  type OwnTransforms,
  PARTS,
  type Part,
  type PartFolders,
  type PartSets,
  partFolders,
  shuffledByPart,
  transformed,
  withDefaults,
} from "./parts.ts";
import { findFolders, findImages, IMAGE_EXTENSIONS, type LabelledFile } from "./scan.ts";
import { type SplitOptions, stratifiedSplit } from "./split.ts";

/** Options of {@link ImageFolder.open}. */
export interface ImageFolderOptions {
  /** Shares of each class to set aside; parts that have a folder of their own are left as they are. */
  split?: SplitOptions;
  /** For all parts, unless `trainTransform` or `valTransform` says otherwise. */
  transform?: TransformLike;
  /** Default: random resized crop to 224, mirroring, ImageNet normalisation. */
  trainTransform?: TransformLike;
  /** For validation and test. Default: resize to 256, centre crop to 224, ImageNet normalisation. */
  valTransform?: TransformLike;
  /** Endings of image files. Default torchvision's. */
  extensions?: readonly string[];
  /** Accept class folders without images. Default false. */
  allowEmpty?: boolean;
  /** What a broken image does to a loader: end the epoch, or be left out and counted. Default "throw". */
  onError?: "throw" | "skip";
  /** Whether train/, val/ and test/ in the root are parts rather than classes. Default true. */
  useSplitFolders?: boolean;
  /** How images are decoded. Default RGB, 8 bits. */
  image?: Pick<ReadImageOptions, "mode" | "depth" | "maxPixels">;
  signal?: AbortSignal;
}

/** One part of an {@link ImageFolder}: its files, read and transformed one by one. */
export class ImageFolderSplit implements Dataset<ImageSample> {
  readonly samples: readonly LabelledFile[];
  readonly classes: readonly string[];
  readonly transform: TransformLike;
  readonly onError: "throw" | "skip";
  readonly #image: ImageFolderOptions["image"];

  constructor(
    samples: readonly LabelledFile[],
    classes: readonly string[],
    transform: TransformLike,
    options: Pick<ImageFolderOptions, "onError" | "image"> = {},
  ) {
    this.samples = samples;
    this.classes = classes;
    this.transform = transform;
    this.onError = options.onError ?? "throw";
    this.#image = options.image;
  }

  get length(): number {
    return this.samples.length;
  }

  /** Label of every sample, in order. */
  get labels(): number[] {
    return this.samples.map((sample) => sample.label);
  }

  /**
   * Reads and transforms one image; the caller owns its tensor. Throws FileFormatError naming a broken file,
   * DatasetError naming a file whose transform failed, ArgumentError when a random transform has no generator.
   */
  async get(index: number, context?: SampleContext): Promise<ImageSample> {
    checkIndex(index, this.length, "ImageFolder.get");
    const { path, label } = this.samples[index] as LabelledFile;
    const image = await scope(async () => {
      const pixels = await readImage(path, { ...this.#image, signal: context?.signal });
      return transformed("ImageFolder", path, () => applyTransform(this.transform, pixels, context?.rng));
    });
    return { image, label, index, path };
  }

  /** The same files with another transform. */
  withTransform(transform: TransformLike): ImageFolderSplit {
    return new ImageFolderSplit(this.samples, this.classes, transform, {
      onError: this.onError,
      image: this.#image,
    });
  }
}

/**
 * Images in one folder per class, as torchvision's `ImageFolder`; classes are the folders' names, sorted.
 *
 * A root with train/ and val/ (valid/, validation/) or test/ is taken as ready-made parts; a part without a
 * folder is set aside from the training files when `split` asks for it.
 *
 * @example
 * const data = await ImageFolder.open("./images", { split: { val: 0.2, seed: 0 } });
 * for await (const { images, labels } of data.loader("train", { batchSize: 16 })) { ... }
 */
export class ImageFolder implements ClassificationData {
  readonly root: string;
  readonly classes: readonly string[];
  readonly classToIdx: ReadonlyMap<string, number>;
  readonly train: ImageFolderSplit;
  readonly val: ImageFolderSplit | null;
  readonly test: ImageFolderSplit | null;
  readonly onError: "throw" | "skip";
  /** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
  readonly ownTransforms: OwnTransforms;

  /** Use {@link ImageFolder.open}, which finds the files. */
  constructor(root: string, parts: PartSets<ImageFolderSplit>, ownTransforms: OwnTransforms) {
    this.root = root;
    this.classes = parts.train.classes;
    this.classToIdx = new Map(this.classes.map((name, index) => [name, index]));
    this.train = parts.train;
    this.val = parts.val;
    this.test = parts.test;
    this.onError = parts.train.onError;
    this.ownTransforms = ownTransforms;
  }

  /**
   * Finds classes and files; reads no image yet. Throws DatasetError when the root is missing, holds no class
   * folder, or a class folder holds no image; ArgumentError for a split that leaves nothing to train on.
   */
  static async open(root: string, options: ImageFolderOptions = {}): Promise<ImageFolder> {
    const { extensions = IMAGE_EXTENSIONS, allowEmpty = false, split = {}, signal } = options;
    const folders = options.useSplitFolders === false ? null : await splitFolders(root);
    const trainRoot = folders === null ? root : join(root, folders.train);
    const classes = await findFolders(trainRoot);
    if (classes.length === 0) {
      throw new DatasetError(
        `ImageFolder.open: no class folder in ${trainRoot}; images lie in one folder per class: ` +
          `${join(trainRoot, "cats", "1.jpg")}`,
        { file: trainRoot },
      );
    }
    const files = await findImages(trainRoot, classes, { extensions, allowEmpty, signal });
    const ready = async (part: "val" | "test") => {
      const name = folders?.[part];
      if (name === undefined) return null;
      await checkClasses(join(root, name), classes);
      return findImages(join(root, name), classes, { extensions, allowEmpty: true, signal });
    };
    const [val, test] = [await ready("val"), await ready("test")];
    const divided = stratifiedSplit(files, {
      val: val === null ? split.val : 0,
      test: test === null ? split.test : 0,
      seed: split.seed,
    });

    const trainTransform = options.trainTransform ?? options.transform;
    const valTransform = options.valTransform ?? options.transform;
    const of = (list: LabelledFile[], transform: TransformLike) =>
      new ImageFolderSplit(list, classes, transform, options);
    const held = (list: LabelledFile[]) =>
      list.length === 0 ? null : of(list, valTransform ?? new ImageClassificationPreset({ cropSize: 224 }));
    return new ImageFolder(
      root,
      {
        train: of(divided.train, trainTransform ?? new ClassificationTrainPreset({ cropSize: 224 })),
        val: held(val ?? divided.val),
        test: held(test ?? divided.test),
      },
      { train: trainTransform !== undefined, val: valTransform !== undefined },
    );
  }

  /** All files with their labels: training, then validation, then test. */
  get samples(): LabelledFile[] {
    return PARTS.flatMap((part) => this[part]?.samples ?? []);
  }

  /** The same files; transforms that the user did not give are replaced, as by those of a model's weights. */
  withDefaultTransforms(transforms: { train?: TransformLike; val?: TransformLike }): ImageFolder {
    return new ImageFolder(this.root, withDefaults(this, this.ownTransforms, transforms), this.ownTransforms);
  }

  /** Batches of one part; training data is shuffled unless told otherwise. Throws DatasetError for a part that is empty. */
  loader(part: Part, options: ImageLoaderOptions = {}): DataLoader<ImageSample, ImageBatch> {
    const dataset = this[part];
    if (dataset === null || dataset === undefined) {
      throw new DatasetError(
        `ImageFolder.loader: ${this.root} has no ${part} part; open it with split: { ${part}: 0.2 }`,
        { file: this.root },
      );
    }
    return imageLoader(dataset, shuffledByPart(part, options));
  }
}

/** The folders that are parts, or null when the root's folders are classes. */
async function splitFolders(root: string): Promise<PartFolders | null> {
  const parts = partFolders(await findFolders(root));
  if (parts === null || (parts.val === undefined && parts.test === undefined)) return null;
  // Classes that happen to be called train and test hold images, not folders.
  return (await findFolders(join(root, parts.train))).length === 0 ? null : parts;
}

async function checkClasses(directory: string, classes: readonly string[]): Promise<void> {
  const unknown = (await findFolders(directory)).filter((name) => !classes.includes(name));
  if (unknown.length > 0) {
    throw new DatasetError(
      `ImageFolder.open: ${directory} has classes the training folder lacks: ${unknown.join(", ")}`,
      { file: directory },
    );
  }
}
