/**
 * Image classification data laid out as folders: one per class, or train/, val/ and test/ with one per class
 * in each. Finding the files is `scan.ts`, dividing them `split.ts`.
 */

import { join } from "node:path";
import { type ContextRest, getTakes } from "../../data/dataset.ts";
import { checkIndex, type DataLoader, type Dataset, type Fold } from "../../data/index.ts";
import { partLoaderTakes } from "../../data/loader-options.ts";
import {
  abortSignal,
  boolean,
  kind,
  listed,
  listOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope } from "../../tensor/index.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import {
  type ClassificationData,
  type ImageBatch,
  type ImageLoaderOptions,
  type ImageSample,
  imageLoader,
} from "./classification.ts";
import {
  DEFAULT_TRANSFORMS,
  type DecodingOptions,
  type DefaultTransforms,
  decodingKind,
  extensionsKind,
  foldKind,
  onErrorKind,
  ownTransformsKind,
  partKind,
  partsKind,
  positionsKind,
  TRANSFORMS,
  transformKind,
  usualStatistics,
} from "./kinds.ts";
import { refuseOtherLayouts } from "./layout.ts";
import {
  dividedParts,
  groupsIn,
  type OwnTransforms,
  PARTS,
  type Part,
  type PartFolders,
  type PartSets,
  partFolders,
  readTransformed,
  shuffledByPart,
  withDefaults,
} from "./parts.ts";
import { findFolders, findImages, holdsImages, IMAGE_EXTENSIONS, type LabelledFile } from "./scan.ts";
import {
  type ClassSplitOptions,
  checkGroups,
  groupedSplitKind,
  groupOf,
  stratifiedGroupedSplit,
  stratifiedSplit,
} from "./split.ts";

/** Options of {@link ImageFolder.open}. */
export interface ImageFolderOptions {
  /**
   * Shares of each class to set aside; parts that have a folder of their own are left as they are. `groups` keeps the
   * images of a patient in one part.
   */
  split?: ClassSplitOptions;
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
  /**
   * Whether train/, val/ and test/ in the root are parts rather than classes. Default true; false takes the folders in
   * the root as the classes whatever they are called and hold.
   */
  useSplitFolders?: boolean;
  /** How images are decoded. Default RGB, 8 bits. */
  image?: DecodingOptions;
  signal?: AbortSignal;
}

type SplitSettings = Pick<ImageFolderOptions, "onError" | "image">;

const OPERATION = "datasets.ImageFolder.open";
const OPEN = signature<ImageFolderOptions>(OPERATION, {
  takes: { root: string },
  options: {
    ...TRANSFORMS,
    split: groupedSplitKind(OPERATION),
    extensions: extensionsKind,
    allowEmpty: boolean,
    onError: onErrorKind,
    useSplitFolders: boolean,
    image: decodingKind(OPERATION),
    signal: abortSignal,
  },
  advice: {
    loader: "it is called image, and says how images are decoded",
    targetTransform: "change the labels in a data set of your own",
    isValidFile: "give extensions",
    val: "give split: { val: 0.2 }",
    valSplit: "give split: { val: 0.2 }",
    groups: "give split: { val: 0.2, groups }",
    seed: "give split: { val: 0.2, seed: 0 }",
  },
});
const PART = signature<SplitSettings>("datasets.ImageFolderSplit", {
  takes: {
    samples: kind(
      "a list of files with path and label",
      (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Number.isInteger(s.label)),
    ),
    classes: listOf(string),
    transform: transformKind,
  },
  options: { onError: onErrorKind, image: decodingKind("datasets.ImageFolderSplit") },
});
const GET = getTakes("datasets.ImageFolderSplit.get");
const SELECT = signature("datasets.ImageFolderSplit.select", { takes: { indices: positionsKind } });
const WITH_TRANSFORM = signature("datasets.ImageFolderSplit.withTransform", {
  takes: { transform: transformKind },
});

/** One part of an {@link ImageFolder}: its files, read and transformed one by one. */
export class ImageFolderSplit implements Dataset<ImageSample> {
  readonly task = { name: "classification" } as const;
  readonly samples: readonly LabelledFile[];
  readonly classes: readonly string[];
  readonly transform: TransformLike;
  readonly onError: "throw" | "skip";
  /** How its images are decoded. */
  readonly decoding: DecodingOptions;

  constructor(
    samples: readonly LabelledFile[],
    classes: readonly string[],
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = PART.read(rest);
    PART.check(samples, classes, transform);
    this.samples = samples;
    this.classes = classes;
    this.transform = transform;
    this.onError = options.onError ?? "throw";
    this.decoding = options.image ?? {};
  }

  get length(): number {
    return this.samples.length;
  }

  /** Path of every sample, in order. */
  get paths(): string[] {
    return this.samples.map((sample) => sample.path);
  }

  /** Group of every sample where the folder was opened with `split.groups`, else null. */
  get groups(): string[] | null {
    return groupsIn(this.samples);
  }

  /** Label of every sample, in order. */
  get labels(): number[] {
    return this.samples.map((sample) => sample.label);
  }

  /**
   * Reads and transforms one image; the caller owns its tensor. Throws FileFormatError naming a broken file,
   * DatasetError naming a file whose transform failed, ArgumentError when a random transform has no generator.
   */
  async get(index: number, ...rest: ContextRest): Promise<ImageSample> {
    const context = GET.read(rest);
    checkIndex(index, this.length, "ImageFolder.get");
    const { path, label } = this.samples[index] as LabelledFile;
    const image = await scope(() =>
      readTransformed(
        "ImageFolder",
        path,
        this.transform,
        { ...this.decoding, signal: context.signal },
        context.rng,
      ),
    );
    return { image, label, index, path };
  }

  /** Some of the files, in the order of the positions. Throws ArgumentError for one it does not have. */
  select(indices: readonly number[], ...rest: []): ImageFolderSplit {
    SELECT.read(rest);
    SELECT.check(indices);
    for (const index of indices) checkIndex(index, this.length, "ImageFolderSplit.select");
    const chosen = indices.map((index) => this.samples[index] as LabelledFile);
    return new ImageFolderSplit(chosen, this.classes, this.transform, {
      onError: this.onError,
      image: this.decoding,
    });
  }

  /** The same files with another transform. */
  withTransform(transform: TransformLike, ...rest: []): ImageFolderSplit {
    WITH_TRANSFORM.read(rest);
    WITH_TRANSFORM.check(transform);
    return new ImageFolderSplit(this.samples, this.classes, transform, {
      onError: this.onError,
      image: this.decoding,
    });
  }
}

const TAKES = signature("datasets.ImageFolder", {
  takes: { root: string, parts: partsKind(ImageFolderSplit), ownTransforms: ownTransformsKind },
});
const DIVIDE = signature("datasets.ImageFolder.divide", { takes: { fold: foldKind } });
const WITH_DEFAULTS = signature<DefaultTransforms>("datasets.ImageFolder.withDefaultTransforms", {
  options: DEFAULT_TRANSFORMS,
});
const LOADER = partLoaderTakes("datasets.ImageFolder.loader", partKind);

/**
 * Images in one folder per class, as torchvision's `ImageFolder`; classes are the folders' names, sorted.
 *
 * A root with train/, alone or with val/ (valid/, validation/) and test/, is taken as ready-made parts; a part without a
 * folder is set aside from the training files when `split` asks for it. Links are followed, as torchvision follows them.
 *
 * @example
 * const data = await ImageFolder.open("./images", { split: { val: 0.2, seed: 0 } });
 * for await (const { images, labels } of data.loader("train", { batchSize: 16 })) { ... }
 */
export class ImageFolder implements ClassificationData {
  readonly task = { name: "classification" } as const;
  readonly root: string;
  readonly classes: readonly string[];
  readonly classToIdx: ReadonlyMap<string, number>;
  readonly train: ImageFolderSplit;
  readonly val: ImageFolderSplit | null;
  readonly test: ImageFolderSplit | null;
  readonly onError: "throw" | "skip";
  /** Whether the transforms were given by the user; those that were not may be replaced by a model's own. */
  readonly ownTransforms: OwnTransforms;
  /** How images are decoded. */
  readonly decoding: DecodingOptions;
  /** The transform of images that are not trained on, also where there is no part of them. */
  readonly valTransform: TransformLike;

  /** Use {@link ImageFolder.open}, which finds the files. */
  constructor(root: string, parts: PartSets<ImageFolderSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    this.root = root;
    this.classes = parts.train.classes;
    this.classToIdx = new Map(this.classes.map((name, index) => [name, index]));
    this.train = parts.train;
    this.val = parts.val;
    this.test = parts.test;
    this.onError = parts.train.onError;
    this.ownTransforms = ownTransforms;
    this.decoding = parts.train.decoding;
    const usual = { cropSize: 224, ...usualStatistics(this.decoding) };
    this.valTransform =
      parts.valTransform ??
      parts.val?.transform ??
      parts.test?.transform ??
      new ImageClassificationPreset(usual);
  }

  /**
   * Finds classes and files; reads no image yet. Throws DatasetError when the root is missing, holds no class
   * folder, a class folder holds no image, the folders look like anything but classes, or a group is in two parts;
   * ArgumentError for a split that leaves nothing to train on.
   */
  static async open(root: string, ...rest: Rest<ImageFolderOptions>): Promise<ImageFolder> {
    const options = OPEN.read(rest);
    OPEN.check(root);
    const { extensions = IMAGE_EXTENSIONS, allowEmpty = false, split = {}, signal } = options;
    const folders = options.useSplitFolders === false ? null : await splitFolders(root);
    const trainRoot = folders === null ? root : join(root, folders.train);
    const classes = await findFolders(trainRoot);
    if (classes.length === 0) {
      throw new DatasetError(
        `ImageFolder.open: no class folder in ${trainRoot}; images lie in one folder per class: ` +
          `${join(trainRoot, "cats", "1.jpg")}` +
          ((await holdsImages(trainRoot, extensions))
            ? "; it holds images itself: open the folder above"
            : ""),
        { file: trainRoot },
      );
    }
    if (folders === null && options.useSplitFolders !== false) {
      await refuseOtherLayouts(root, classes, extensions);
    }
    const { groups } = split;
    const grouped = (list: LabelledFile[]): LabelledFile[] =>
      groups === undefined
        ? list
        : list.map((file) => ({
            ...file,
            group: groupOf(OPERATION, groups, file.path, classes[file.label] as string),
          }));
    const files = grouped(await findImages(trainRoot, classes, { extensions, allowEmpty, signal }));
    const ready = async (part: "val" | "test") => {
      const name = folders?.[part];
      if (name === undefined) return null;
      await checkClasses(join(root, name), classes);
      return grouped(await findImages(join(root, name), classes, { extensions, allowEmpty: true, signal }));
    };
    const [val, test] = [await ready("val"), await ready("test")];
    const divide = groups === undefined ? stratifiedSplit : stratifiedGroupedSplit<LabelledFile>;
    const divided = divide(files, {
      val: val === null ? split.val : 0,
      test: test === null ? split.test : 0,
      seed: split.seed,
    });

    checkGroups(OPERATION, { train: divided.train, val: val ?? divided.val, test: test ?? divided.test });

    const usual = { cropSize: 224, ...usualStatistics(options.image ?? {}) };
    const trainTransform = options.trainTransform ?? options.transform;
    const valTransform = options.valTransform ?? options.transform;
    const of = (list: LabelledFile[], transform: TransformLike) =>
      new ImageFolderSplit(list, classes, transform, { onError: options.onError, image: options.image });
    const held = (list: LabelledFile[]) =>
      list.length === 0 ? null : of(list, valTransform ?? new ImageClassificationPreset(usual));
    return new ImageFolder(
      root,
      {
        train: of(divided.train, trainTransform ?? new ClassificationTrainPreset(usual)),
        val: held(val ?? divided.val),
        test: held(test ?? divided.test),
        valTransform,
      },
      { train: trainTransform !== undefined, val: valTransform !== undefined },
    );
  }

  /** All files with their labels: training, then validation, then test. */
  get samples(): LabelledFile[] {
    return PARTS.flatMap((part) => this[part]?.samples ?? []);
  }

  /** The same files; transforms that the user did not give are replaced, as by those of a model's weights. */
  withDefaultTransforms(...rest: Rest<DefaultTransforms>): ImageFolder {
    const transforms = WITH_DEFAULTS.read(rest);
    return new ImageFolder(this.root, withDefaults(this, this.ownTransforms, transforms), this.ownTransforms);
  }

  /**
   * The training part divided anew by positions, as those of `data.kFold`: what is held out becomes `val`. The part for
   * testing stays.
   */
  divide(fold: Fold, ...rest: []): ImageFolder {
    DIVIDE.read(rest);
    DIVIDE.check(fold);
    return new ImageFolder(this.root, dividedParts(this, fold), this.ownTransforms);
  }

  /** Batches of one part; training data is shuffled unless told otherwise. Throws DatasetError for a part that is empty. */
  loader(part: Part, ...rest: Rest<ImageLoaderOptions>): DataLoader<ImageSample, ImageBatch> {
    const options = LOADER.read(rest);
    LOADER.check(part);
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
  const names = await findFolders(root);
  const parts = partFolders(names);
  if (parts === null) return null;
  // A folder train beside others that are no parts is a class among them.
  if (parts.val === undefined && parts.test === undefined && names.length > 1) return null;
  // Classes that happen to be called train and test hold images, not folders.
  return (await findFolders(join(root, parts.train))).length === 0 ? null : parts;
}

async function checkClasses(directory: string, classes: readonly string[]): Promise<void> {
  const unknown = (await findFolders(directory)).filter((name) => !classes.includes(name));
  if (unknown.length > 0) {
    throw new DatasetError(
      `ImageFolder.open: ${directory} has classes the training folder lacks: ${listed(unknown)}`,
      { file: directory },
    );
  }
}
