/**
 * Images and masks laid out as folders. Finding the pairs is `segmentation-pairs.ts`, what values mean
 * `segmentation-task.ts`, reading and transforming `segmentation-files.ts`.
 */

import { join } from "node:path";
import { instance, listed, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { extensionsKind, fileKinds } from "./kinds.ts";
import { type PartFolders, partFolders } from "./parts.ts";
import { findFolders, IMAGE_EXTENSIONS } from "./scan.ts";
import {
  fileMasks,
  type SegmentationFileOptions,
  SegmentationFiles,
  segmentationFiles,
} from "./segmentation-files.ts";
import { type PairOptions, type Pairs, pairFolders, pairSuffixes } from "./segmentation-pairs.ts";
import { MASK_TASK, type MaskTaskOptions, maskTask } from "./segmentation-task.ts";
import { type GroupedSplitOptions, groupedSplitKind, setAside } from "./split.ts";

/** Options of {@link SegmentationFolder.open}. */
export interface SegmentationFolderOptions extends SegmentationFileOptions, MaskTaskOptions {
  /** Folder of the images. Default "images". */
  imagesDir?: string;
  /** Folder of the masks. Default "masks". */
  masksDir?: string;
  /** Ending of a mask's name after its image's, as in `1_mask.png`; needed only where both lie together. Default "_mask". */
  maskSuffix?: string;
  /**
   * What an image's name and its mask's have in common, where they are not called alike: what the expression's groups
   * capture, or without groups what it matches. `/\d+/` pairs `colonoscopy_0014.jpg` and `mask_0014.png`. Names are looked
   * at without ending, with the folders below the part's.
   */
  pairs?: RegExp;
  /** Parts to set aside; those that have a folder of their own are left as they are. */
  split?: GroupedSplitOptions;
  /**
   * What an image without a mask does: throw, be left out, or stand for one where nothing is drawn. A mask without an
   * image throws or is left out. Default "throw".
   */
  missing?: "throw" | "skip" | "empty";
  /** Endings of image and mask files. Default torchvision's. */
  extensions?: readonly string[];
}

const OPERATION = "SegmentationFolder.open";
const ENTRY = "datasets.SegmentationFolder.open";
const OPEN = signature<SegmentationFolderOptions>(ENTRY, {
  takes: { root: string },
  options: {
    ...fileKinds(ENTRY),
    ...MASK_TASK,
    imagesDir: string,
    masksDir: string,
    maskSuffix: string,
    pairs: instance(RegExp),
    split: groupedSplitKind(ENTRY),
    missing: oneOf("throw", "skip", "empty"),
    extensions: extensionsKind,
  },
  advice: {
    numClasses: 'name them: classes: ["background", "disc", "cup"]',
    val: "give split: { val: 0.2 }",
    valSplit: "give split: { val: 0.2 }",
    groups: "give split: { val: 0.2, groups }",
    seed: "give split: { val: 0.2, seed: 0 }",
    mode: "give image: { mode }",
  },
});

/**
 * Images and their masks in folders: `images/1.jpg` and `masks/1.png`, with `train/`, `val/` and `test/` above or below
 * these or without; `masks/<class>/1.png` where classes overlap; or `1.jpg` and `1_mask.png` in one folder.
 *
 * @example
 * const data = await SegmentationFolder.open("./polyps", { split: { val: 0.2, seed: 0 } });
 * for await (const { images, masks } of data.loader("train", { batchSize: 8 })) { ... }
 */
export class SegmentationFolder extends SegmentationFiles {
  /**
   * Finds the pairs; reads no file yet. Throws DatasetError naming files without partner and folders that are missing,
   * ArgumentError for options that contradict each other or a split that leaves nothing to train on.
   */
  static async open(root: string, ...rest: Rest<SegmentationFolderOptions>): Promise<SegmentationFolder> {
    const options = OPEN.read(rest);
    OPEN.check(root);
    const { missing = "throw" } = options;
    const pairing: PairOptions = {
      operation: OPERATION,
      extensions: options.extensions ?? IMAGE_EXTENSIONS,
      maskSuffix: options.maskSuffix ?? "_mask",
      pairs: options.pairs,
      missing,
      classes: options.classes,
      signal: options.signal,
    };
    const found = await findParts(root, options.imagesDir ?? "images", options.masksDir ?? "masks", pairing);
    const { folders, files: training } = found.train;
    if (training.length === 0) {
      throw new DatasetError(`${OPERATION}: ${root} has no image with a mask to train on`, { file: root });
    }
    const { task, values } = maskTask(options, folders, OPERATION);
    const { val, test } = found;
    const parts = setAside(
      OPERATION,
      { train: training, val: val?.files ?? null, test: test?.files ?? null },
      options.split,
    );
    const read = { ...values, exif: options.image?.exif };
    const made = segmentationFiles(root, parts, task, (samples) => fileMasks(samples, task, read), options);
    return new SegmentationFolder(root, made, made.ownTransforms);
  }
}

/** The pairs of every part that has folders of its own, or all as `train`. */
export interface FoundPairs {
  train: Pairs;
  val?: Pairs;
  test?: Pairs;
}

/**
 * Finds the pairs below a folder. Throws DatasetError naming folders that are missing, files without partner, and parts that
 * have masks of other classes.
 */
export async function findParts(
  root: string,
  imagesDir: string,
  masksDir: string,
  pairing: PairOptions,
): Promise<FoundPairs> {
  const found = await findPairs(root, imagesDir, masksDir, pairing);
  const { folders } = found.train;
  for (const part of [found.val, found.test]) {
    if (part === undefined || String(part.folders) === String(folders)) continue;
    throw new DatasetError(
      `${pairing.operation}: the parts of ${root} have folders of masks for ${listed(folders ?? ["no class"])} and for ` +
        `${listed(part.folders ?? ["no class"])}`,
      { file: root },
    );
  }
  return found;
}

async function findPairs(
  root: string,
  imagesDir: string,
  masksDir: string,
  pairing: PairOptions,
): Promise<FoundPairs> {
  const names = await findFolders(root, pairing.operation, "the folder that holds images and masks");
  if (names.includes(imagesDir) || imagesDir.includes("/")) {
    const [images, masks] = [join(root, imagesDir), join(root, masksDir)];
    const parts = partFolders(await findFolders(images, pairing.operation, "the folder of images"));
    if (parts === null) return { train: await pairFolders(images, masks, pairing) };
    return openParts(parts, (name) => pairFolders(join(images, name), join(masks, name), pairing));
  }
  const parts = partFolders(names);
  const inTrain = parts === null ? [] : await findFolders(join(root, parts.train), pairing.operation);
  if (parts !== null && inTrain.includes(imagesDir)) {
    return openParts(parts, (name) =>
      pairFolders(join(root, name, imagesDir), join(root, name, masksDir), pairing),
    );
  }
  if (parts !== null) return openParts(parts, (name) => pairSuffixes(join(root, name), pairing));
  return { train: await pairSuffixes(root, pairing) };
}

async function openParts(parts: PartFolders, open: (name: string) => Promise<Pairs>): Promise<FoundPairs> {
  return {
    train: await open(parts.train),
    ...(parts.val !== undefined && { val: await open(parts.val) }),
    ...(parts.test !== undefined && { test: await open(parts.test) }),
  };
}
