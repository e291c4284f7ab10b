/**
 * Image classification data in one archive of arrays, as MedMNIST publishes it: `train_images`, `train_labels` and the same
 * for val and test. Source: https://medmnist.com
 */

import type { SampleContext } from "../../data/dataset.ts";
import { kind, listOf, type Rest, signature, string } from "../../edge/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { type ArrayPlace, archiveClasses, archiveParts, imageOf } from "./array-pixels.ts";
import { CLASSES, ClassParts, ClassSplit, usualTransforms } from "./class-parts.ts";
import type { ClassificationData } from "./classification.ts";
import { madeParts, partsTakes } from "./file-parts.ts";
import { type SplitSettings, splitTakes } from "./file-split.ts";
import { type FileOptions, fileKinds } from "./kinds.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";
import type { LabelledFile } from "./scan.ts";
import type { Parts } from "./split.ts";

/** One image of an archive with its class. */
export interface ArrayImage extends LabelledFile, ArrayPlace {}

/** Options of {@link ImageArrays.open}. */
export interface ImageArraysOptions extends FileOptions {
  /** Names of the classes by their number. Default: the numbers. */
  classes?: readonly string[];
}

const OPERATION = "datasets.ImageArrays.open";
const OPEN = signature<ImageArraysOptions>(OPERATION, {
  takes: { file: string },
  options: { ...fileKinds(OPERATION), classes: listOf(string) },
  advice: { split: "the archive has its parts", labels: "names of the classes are called classes" },
});
const SPLIT = splitTakes("ImageArraysSplit", {
  samples: kind(
    "a list of images with path, label, array and place",
    (v) =>
      Array.isArray(v) && v.every((s) => typeof s?.path === "string" && s.array?.data instanceof Uint8Array),
  ),
  classes: listOf(string),
});

/** One part of {@link ImageArrays}. */
export class ImageArraysSplit extends ClassSplit<ArrayImage, ImageArraysSplit> {
  constructor(
    samples: readonly ArrayImage[],
    classes: readonly string[],
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, transform);
    super(samples, { classes, task: CLASSES }, transform, options);
  }

  protected override get kindName(): string {
    return "ImageArraysSplit";
  }

  protected override imageOf(file: ArrayImage, context: Partial<SampleContext>): Promise<Tensor> {
    return imageOf("ImageArrays", file, this.transform, this.decoding, context);
  }

  protected override like(samples: readonly ArrayImage[], transform: TransformLike): ImageArraysSplit {
    return new ImageArraysSplit(samples, this.classes, transform, this.settings);
  }
}

const TAKES = partsTakes("ImageArrays", ImageArraysSplit);

/**
 * Images and labels in one `.npz` archive, as MedMNIST's of two dimensions: uint8 arrays (N, H, W) or (N, H, W, 3) named
 * `train_images`, `val_images` and `test_images`, and one class for each in `train_labels` and so on. Held in memory.
 *
 * @example
 * const data = await datasets.ImageArrays.open("retinamnist.npz");
 * const model = await models.resnet18({ weights: "DEFAULT" });
 */
export class ImageArrays extends ClassParts<ImageArraysSplit, ImageArrays> implements ClassificationData {
  /** Use {@link ImageArrays.open}, which reads the archive. */
  constructor(root: string, parts: PartSets<ImageArraysSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms, () => usualTransforms(parts.train.decoding).val());
  }

  /**
   * Reads an archive. Throws DatasetError where arrays are missing, are no images of 8 bits, have no label for each image, or
   * more than one; FileFormatError where it is damaged or no archive.
   */
  static async open(file: string, ...rest: Rest<ImageArraysOptions>): Promise<ImageArrays> {
    const options = OPEN.read(rest);
    OPEN.check(file);
    const { onError, image = {}, signal } = options;
    const found = await archiveParts(file, { image, signal }, OPERATION);
    const advice = "; datasets.imagesFromNpz reads several labels";
    const classes = archiveClasses(found, options.classes, { file, operation: OPERATION, advice });
    const files: Parts<ArrayImage> = { train: [], val: [], test: [] };
    for (const { part, images, labels } of found) {
      files[part] = images.map((one, at) => ({ ...one, label: labels[at] as number }));
    }
    return new ImageArrays(
      file,
      ...madeParts(files, options, {
        split: (samples, transform) => new ImageArraysSplit(samples, classes, transform, { onError, image }),
        ...usualTransforms(image),
      }),
    );
  }

  protected override get kindName(): string {
    return "ImageArrays";
  }

  protected override get subject(): string {
    return "ImageArrays.loader";
  }

  protected override of(parts: PartSets<ImageArraysSplit>): ImageArrays {
    return new ImageArrays(this.root, parts, this.ownTransforms);
  }
}
