/**
 * Image classification data laid out as folders: one per class, or train/, val/ and test/ with one per class
 * in each. Finding the files is `scan.ts`, dividing them `split.ts`.
 */

import { join } from "node:path";
import type { SampleContext } from "../../data/index.ts";
import { boolean, kind, listed, listOf, type Rest, signature, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { CLASSES, ClassParts, ClassSplit, usualTransforms } from "./class-parts.ts";
import type { ClassificationData } from "./classification.ts";
import { madeParts, partsTakes } from "./file-parts.ts";
import { type SplitSettings, splitTakes } from "./file-split.ts";
import { extensionsKind, type FileOptions, fileKinds } from "./kinds.ts";
import { refuseOtherLayouts } from "./layout.ts";
import {
  type OwnTransforms,
  type PartFolders,
  type PartSets,
  partFolders,
  readTransformed,
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
export interface ImageFolderOptions extends FileOptions {
  /**
   * Shares of each class to set aside; parts that have a folder of their own are left as they are. `groups` keeps the
   * images of a patient in one part.
   */
  split?: ClassSplitOptions;
  /** Default: random resized crop to 224, mirroring, ImageNet normalisation. */
  trainTransform?: TransformLike;
  /** For validation and test. Default: resize to 256, centre crop to 224, ImageNet normalisation. */
  valTransform?: TransformLike;
  /** Endings of image files. Default torchvision's. */
  extensions?: readonly string[];
  /** Accept class folders without images. Default false. */
  allowEmpty?: boolean;
  /**
   * Whether train/, val/ and test/ in the root are parts rather than classes. Default true; false takes the folders in
   * the root as the classes whatever they are called and hold.
   */
  useSplitFolders?: boolean;
}

const OPERATION = "datasets.ImageFolder.open";
const OPEN = signature<ImageFolderOptions>(OPERATION, {
  takes: { root: string },
  options: {
    ...fileKinds(OPERATION),
    split: groupedSplitKind(OPERATION),
    extensions: extensionsKind,
    allowEmpty: boolean,
    useSplitFolders: boolean,
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
const SPLIT = splitTakes("ImageFolderSplit", {
  samples: kind(
    "a list of files with path and label",
    (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Number.isInteger(s.label)),
  ),
  classes: listOf(string),
});

/** One part of an {@link ImageFolder}: its files, read and transformed one by one. */
export class ImageFolderSplit extends ClassSplit<LabelledFile, ImageFolderSplit> {
  constructor(
    samples: readonly LabelledFile[],
    classes: readonly string[],
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, transform);
    super(samples, { classes, task: CLASSES }, transform, options);
  }

  protected override get kindName(): string {
    return "ImageFolderSplit";
  }

  protected override imageOf(
    { path }: LabelledFile,
    { rng, signal }: Partial<SampleContext>,
  ): Promise<Tensor> {
    const options = { ...this.decoding, signal };
    return scope(() => readTransformed("ImageFolder", path, this.transform, options, rng));
  }

  protected override like(samples: readonly LabelledFile[], transform: TransformLike): ImageFolderSplit {
    return new ImageFolderSplit(samples, this.classes, transform, this.settings);
  }
}

const TAKES = partsTakes("ImageFolder", ImageFolderSplit);

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
export class ImageFolder extends ClassParts<ImageFolderSplit, ImageFolder> implements ClassificationData {
  readonly classToIdx: ReadonlyMap<string, number>;

  /** Use {@link ImageFolder.open}, which finds the files. */
  constructor(root: string, parts: PartSets<ImageFolderSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms, () => usualTransforms(parts.train.decoding).val());
    this.classToIdx = new Map(this.classes.map((name, index) => [name, index]));
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
    const { onError, image } = options;
    const parts = { train: divided.train, val: val ?? divided.val, test: test ?? divided.test };
    checkGroups(OPERATION, parts);
    return new ImageFolder(
      root,
      ...madeParts(parts, options, {
        split: (list, transform) => new ImageFolderSplit(list, classes, transform, { onError, image }),
        ...usualTransforms(image ?? {}),
      }),
    );
  }

  protected override get kindName(): string {
    return "ImageFolder";
  }

  protected override get subject(): string {
    return "ImageFolder.loader";
  }

  protected override of(parts: PartSets<ImageFolderSplit>): ImageFolder {
    return new ImageFolder(this.root, parts, this.ownTransforms);
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
