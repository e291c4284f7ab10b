/** Images of files with a class or a grade each, wherever that stands; `fromCsv` makes them of tables. */

import type { SampleContext } from "../../data/index.ts";
import { kind, listOf, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { imageOf } from "./array-pixels.ts";
import { ClassParts, ClassSplit, type LabelTask, usualTransforms } from "./class-parts.ts";
import { partsTakes } from "./file-parts.ts";
import type { SplitSettings } from "./file-split.ts";
import { decodingKind, onErrorKind, transformKind } from "./kinds.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";
import type { LabelledFile } from "./scan.ts";

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
export class LabelledSplit<Task extends LabelTask = LabelTask> extends ClassSplit<
  LabelledFile,
  LabelledSplit<Task>,
  Task
> {
  constructor(
    samples: readonly LabelledFile[],
    classes: readonly string[],
    task: Task,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, task, transform);
    super(samples, { classes, task: { name: task } }, transform, options);
  }

  protected override get kindName(): string {
    return "LabelledSplit";
  }

  protected override imageOf(file: LabelledFile, context: Partial<SampleContext>): Promise<Tensor> {
    return imageOf("LabelledFiles", file, this.transform, this.decoding, context);
  }

  protected override like(samples: readonly LabelledFile[], transform: TransformLike): LabelledSplit<Task> {
    return new LabelledSplit(samples, this.classes, this.task.name, transform, this.settings);
  }
}

const TAKES = partsTakes("LabelledFiles", LabelledSplit);

/** Images with a class or a grade each, in parts. */
export class LabelledFiles<Task extends LabelTask = LabelTask> extends ClassParts<
  LabelledSplit<Task>,
  LabelledFiles<Task>,
  Task
> {
  /** Use `fromCsv`, which finds the files. */
  constructor(root: string, parts: PartSets<LabelledSplit<Task>>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms, () => usualTransforms(parts.train.decoding).val());
  }

  protected override get kindName(): string {
    return "LabelledFiles";
  }

  protected override of(parts: PartSets<LabelledSplit<Task>>): LabelledFiles<Task> {
    return new LabelledFiles(this.root, parts, this.ownTransforms);
  }
}
