/** Images of files with a class or a grade each, wherever that stands; `fromCsv` makes them of tables. */

import type { SampleContext } from "../../data/index.ts";
import { kind, listOf, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { imageOf } from "./array-pixels.ts";
import { type ImageBatch, type ImageLoaderOptions, type ImageSample, imageLoader } from "./classification.ts";
import { FileParts, partsTakes } from "./file-parts.ts";
import { FileSplit, type SplitSettings } from "./file-split.ts";
import { type DecodingOptions, decodingKind, onErrorKind, transformKind, usualStatistics } from "./kinds.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";
import type { LabelledFile } from "./scan.ts";

/** What the label of an image is: one of classes, or a grade, of which each is more than the one before. */
export type LabelTask = "classification" | "ordinal";

const SPLIT = signature<SplitSettings>("datasets.LabelledSplit", {
  takes: {
    samples: kind(
      "a list of files with path and label",
      (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Number.isInteger(s.label)),
    ),
    classes: listOf(string),
    task: oneOf("classification", "ordinal"),
    transform: transformKind,
  },
  options: { onError: onErrorKind, image: decodingKind("datasets.LabelledSplit") },
});

/** One part of {@link LabelledFiles}: its files, read and transformed one by one. */
export class LabelledSplit<Task extends LabelTask = LabelTask> extends FileSplit<
  LabelledFile,
  ImageSample,
  LabelledSplit<Task>
> {
  readonly task: { readonly name: Task };
  readonly classes: readonly string[];

  constructor(
    samples: readonly LabelledFile[],
    classes: readonly string[],
    task: Task,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, task, transform);
    super(samples, transform, options);
    this.task = { name: task };
    this.classes = classes;
  }

  /** Label of every sample, in order. */
  get labels(): number[] {
    return this.samples.map((sample) => sample.label);
  }

  protected override get kindName(): string {
    return "LabelledSplit";
  }

  protected override async sampleOf(
    file: LabelledFile,
    index: number,
    context: Partial<SampleContext>,
  ): Promise<ImageSample> {
    const image = await imageOf("LabelledFiles", file, this.transform, this.decoding, context);
    return { image, label: file.label, index, path: file.path };
  }

  protected override like(samples: readonly LabelledFile[], transform: TransformLike): LabelledSplit<Task> {
    return new LabelledSplit(samples, this.classes, this.task.name, transform, this.settings);
  }
}

const TAKES = partsTakes("LabelledFiles", LabelledSplit);

/** Images with a class or a grade each, in parts. */
export class LabelledFiles<Task extends LabelTask = LabelTask> extends FileParts<
  LabelledSplit<Task>,
  ImageBatch,
  ImageLoaderOptions,
  LabelledFiles<Task>
> {
  readonly task: { readonly name: Task };
  /** Names of the classes in the order of their labels; of grades in theirs. */
  readonly classes: readonly string[];

  /** Use `fromCsv`, which finds the files. */
  constructor(root: string, parts: PartSets<LabelledSplit<Task>>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    const { classes, decoding, task } = parts.train;
    super(root, parts, ownTransforms, () => usualTransforms(decoding).val());
    this.task = task;
    this.classes = classes;
  }

  protected override get kindName(): string {
    return "LabelledFiles";
  }

  protected override batches(dataset: LabelledSplit<Task>, options: ImageLoaderOptions) {
    return imageLoader(dataset, options);
  }

  protected override of(parts: PartSets<LabelledSplit<Task>>): LabelledFiles<Task> {
    return new LabelledFiles(this.root, parts, this.ownTransforms);
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
