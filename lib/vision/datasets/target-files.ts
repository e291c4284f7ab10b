/** Images of files with several labels or with numbers each; `fromCsv` makes them of tables. */

import type { SampleContext } from "../../data/index.ts";
import { kind, listOf, type Rest, signature, string } from "../../edge/index.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { imageOf } from "./array-pixels.ts";
import { usualTransforms } from "./class-parts.ts";
import { FileParts, partsTakes } from "./file-parts.ts";
import { type FileEntry, FileSplit, type SplitSettings } from "./file-split.ts";
import { decodingKind, onErrorKind, transformKind } from "./kinds.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";
import { pointSample } from "./point-samples.ts";
import {
  type MultilabelData,
  type RegressionData,
  type RegressionTaskFacts,
  type TargetBatch,
  type TargetLoaderOptions,
  type TargetSample,
  targetLoader,
} from "./targets.ts";

/** An image file and its targets: of labels 0 or 1, of numbers in the units of the data; NaN where one is not known. */
export interface TargetFile extends FileEntry {
  targets: readonly number[];
}

/** What the targets are: labels, whose names are the classes of the data, or numbers. */
export type TargetTask = { readonly name: "multilabel" } | RegressionTaskFacts;

const SPLIT = signature<SplitSettings>("datasets.TargetSplit", {
  takes: {
    samples: kind(
      "a list of files with path and targets, a list of numbers",
      (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Array.isArray(s.targets)),
    ),
    names: listOf(string),
    task: kind("an object with name", (v) => typeof (v as TargetTask | null)?.name === "string"),
    transform: transformKind,
  },
  options: { onError: onErrorKind, image: decodingKind("datasets.TargetSplit") },
});

/** Bins of a number by which parts and folds are made alike. */
const BINS = 10;

/** One part of data with targets: its files, read and transformed one by one. */
export class TargetSplit<Task extends TargetTask = TargetTask> extends FileSplit<
  TargetFile,
  TargetSample,
  TargetSplit<Task>
> {
  readonly task: Task;
  /** Names of the targets, in their order. */
  readonly names: readonly string[];

  constructor(
    samples: readonly TargetFile[],
    names: readonly string[],
    task: Task,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, names, task, transform);
    super(samples, transform, options);
    this.task = task;
    this.names = names;
  }

  /** Targets of every sample, in order. */
  get targets(): number[][] {
    return this.samples.map(({ targets }) => [...targets]);
  }

  /** By what `data.kFold` makes folds alike, as its `labels`: the labels themselves, or tenths of the first number. */
  get strata(): number[] | number[][] {
    return strataOf(this.task.name, this.targets);
  }

  protected override get kindName(): string {
    return "TargetSplit";
  }

  protected override async sampleOf(
    file: TargetFile,
    index: number,
    context: Partial<SampleContext>,
  ): Promise<TargetSample> {
    const { path, targets } = file;
    if ((this.task as Partial<RegressionTaskFacts>).points !== undefined) {
      return { ...(await pointSample(file, this.transform, this.decoding, context)), index, path };
    }
    const image = await imageOf("TargetFiles", file, this.transform, this.decoding, context);
    return { image, targets, index, path };
  }

  protected override like(samples: readonly TargetFile[], transform: TransformLike): TargetSplit<Task> {
    return new TargetSplit(samples, this.names, this.task, transform, this.settings);
  }
}

/** Labels as they are, 1 for what is known to be true; of numbers the tenth of the samples that the first one is in. */
export function strataOf(
  task: TargetTask["name"],
  targets: readonly (readonly number[])[],
): number[] | number[][] {
  if (task === "multilabel") return targets.map((row) => row.map((value) => (value === 1 ? 1 : 0)));
  const values = targets.map(([first]) => first ?? Number.NaN);
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const bins = Math.max(1, Math.min(BINS, Math.floor(known.length / BINS)));
  const edges = Array.from(
    { length: bins - 1 },
    (_, i) => known[Math.floor(((i + 1) * known.length) / bins)] as number,
  );
  // Those that are not known are dealt evenly too.
  return values.map((value) => (Number.isNaN(value) ? bins : edges.filter((edge) => value >= edge).length));
}

/** What both kinds of data with targets have in common. */
abstract class TargetParts<Task extends TargetTask, Self> extends FileParts<
  TargetSplit<Task>,
  TargetBatch,
  TargetLoaderOptions,
  Self
> {
  readonly task: Task;

  constructor(root: string, parts: PartSets<TargetSplit<Task>>, ownTransforms: OwnTransforms) {
    super(root, parts, ownTransforms, () => usualTransforms(parts.train.decoding).val());
    this.task = parts.train.task;
  }

  protected override batches(dataset: TargetSplit<Task>, options: TargetLoaderOptions) {
    return targetLoader(dataset, options);
  }
}

const OF_LABELS = partsTakes("MultilabelFiles", TargetSplit);
const OF_NUMBERS = partsTakes("RegressionFiles", TargetSplit);

/** Images that several labels may be true of at once, in parts. */
export class MultilabelFiles
  extends TargetParts<{ readonly name: "multilabel" }, MultilabelFiles>
  implements MultilabelData
{
  /** Names of the labels, in the order of the targets. */
  readonly classes: readonly string[];

  /** Use `fromCsv`, which finds the files. */
  constructor(
    root: string,
    parts: PartSets<TargetSplit<{ readonly name: "multilabel" }>>,
    ownTransforms: OwnTransforms,
    ...rest: []
  ) {
    OF_LABELS.read(rest);
    OF_LABELS.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms);
    this.classes = parts.train.names;
  }

  protected override get kindName(): string {
    return "MultilabelFiles";
  }

  protected override of(parts: PartSets<TargetSplit<{ readonly name: "multilabel" }>>): MultilabelFiles {
    return new MultilabelFiles(this.root, parts, this.ownTransforms);
  }
}

/** Images with one number each or several, in parts. */
export class RegressionFiles
  extends TargetParts<RegressionTaskFacts, RegressionFiles>
  implements RegressionData
{
  /** Use `fromCsv`, which finds the files. */
  constructor(
    root: string,
    parts: PartSets<TargetSplit<RegressionTaskFacts>>,
    ownTransforms: OwnTransforms,
    ...rest: []
  ) {
    OF_NUMBERS.read(rest);
    OF_NUMBERS.check(root, parts, ownTransforms);
    super(root, parts, ownTransforms);
  }

  protected override get kindName(): string {
    return "RegressionFiles";
  }

  protected override of(parts: PartSets<TargetSplit<RegressionTaskFacts>>): RegressionFiles {
    return new RegressionFiles(this.root, parts, this.ownTransforms);
  }
}
