/**
 * Data with a class or a grade for each sample, wherever its pixels are from: what folders, tables, archives, volumes and
 * slides have in common. A kind of data says how one image is read (`imageOf`).
 */

import type { DataLoader, SampleContext } from "../../data/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { type ImageBatch, type ImageLoaderOptions, type ImageSample, imageLoader } from "./classification.ts";
import { FileParts, type SampleOf } from "./file-parts.ts";
import { type FileEntry, FileSplit, type SplitSettings } from "./file-split.ts";
import { type DecodingOptions, usualStatistics } from "./kinds.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";

/** What the label of an image is: one of classes, or a grade, of which each is more than the one before. */
export type LabelTask = "classification" | "ordinal";

/** A sample and the index of its class. */
export interface ClassEntry extends FileEntry {
  label: number;
}

/** What the labels of a part say. */
export interface LabelFacts<Task extends LabelTask> {
  readonly classes: readonly string[];
  readonly task: { readonly name: Task };
}

/** Labels that are classes. */
export const CLASSES = { name: "classification" } as const;

/**
 * One part of data with a class for each sample.
 *
 * @typeParam F a sample, as the part lists it
 * @typeParam Self the subclass, which its methods give again
 */
export abstract class ClassSplit<
  F extends ClassEntry,
  Self,
  Task extends LabelTask = "classification",
> extends FileSplit<F, ImageSample, Self> {
  readonly task: { readonly name: Task };
  /** Names of the classes in the order of their labels; of grades in theirs. */
  readonly classes: readonly string[];

  /** A subclass has checked what it takes. */
  constructor(
    samples: readonly F[],
    { classes, task }: LabelFacts<Task>,
    transform: TransformLike,
    options: SplitSettings,
  ) {
    super(samples, transform, options);
    this.task = task;
    this.classes = classes;
  }

  /** Label of every sample, in order. */
  get labels(): number[] {
    return this.samples.map(({ label }) => label);
  }

  /** Reads and transforms one image; the caller owns it. */
  protected abstract imageOf(file: F, context: Partial<SampleContext>): Promise<Tensor>;

  protected override async sampleOf(
    file: F,
    index: number,
    context: Partial<SampleContext>,
  ): Promise<ImageSample> {
    const image = await this.imageOf(file, context);
    return { image, label: file.label, index, path: file.path };
  }
}

/** A part that gives parts of its own kind. */
type Splitting<S, Task extends LabelTask> = ClassSplit<ClassEntry, S, Task>;

/** Data with a class for each sample, in parts. */
export abstract class ClassParts<
  S extends Splitting<S, Task>,
  Self,
  Task extends LabelTask = "classification",
> extends FileParts<S, ImageBatch, ImageLoaderOptions, Self> {
  readonly task: { readonly name: Task };
  /** Names of the classes in the order of their labels; of grades in theirs. */
  readonly classes: readonly string[];

  /** A subclass has checked what it takes. `usual` makes the transform where no part has one. */
  constructor(root: string, parts: PartSets<S>, ownTransforms: OwnTransforms, usual: () => TransformLike) {
    super(root, parts, ownTransforms, usual);
    this.task = parts.train.task;
    this.classes = parts.train.classes;
  }

  protected override batches(dataset: S, options: ImageLoaderOptions): DataLoader<SampleOf<S>, ImageBatch> {
    const loader: DataLoader<ImageSample, ImageBatch> = imageLoader(dataset, options);
    return loader as DataLoader<SampleOf<S>, ImageBatch>; // its samples are those of S
  }
}

/** What is made of whole images where nobody chose it. */
export function usualTransforms(decoding: DecodingOptions): {
  train: () => TransformLike;
  val: () => TransformLike;
} {
  const usual = { cropSize: 224, ...usualStatistics(decoding) };
  return {
    train: () => new ClassificationTrainPreset(usual),
    val: () => new ImageClassificationPreset(usual),
  };
}
