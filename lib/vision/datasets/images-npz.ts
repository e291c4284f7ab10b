/**
 * Images in one archive of arrays with a class, a grade, several labels or numbers each, as MedMNIST publishes them. Source:
 * https://medmnist.com
 */

import { listOf, oneOf, type Rest, signature, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { type ArchivePart, type ArrayPlace, archiveClasses, archiveParts } from "./array-pixels.ts";
import { type LabelTask, usualTransforms } from "./class-parts.ts";
import { madeParts } from "./file-parts.ts";
import { type FileOptions, fileKinds } from "./kinds.ts";
import { LabelledFiles, LabelledSplit } from "./labelled-files.ts";
import type { Parts } from "./split.ts";
import { MultilabelFiles, RegressionFiles, TargetSplit, type TargetTask } from "./target-files.ts";
import type { RegressionTaskFacts } from "./targets.ts";

/** What the labels of an archive are. */
export type ArchiveTask = LabelTask | "multilabel" | "regression";

/** Options of {@link imagesFromNpz}. */
export interface ImagesFromNpzOptions extends FileOptions {
  /** Default: "multilabel" for labels (N, K) of 0 and 1, else "classification". */
  task?: ArchiveTask;
  /** Names of the classes, the grades, the labels or the numbers. Default: the numbers of them. */
  classes?: readonly string[];
  /** Of numbers: their units. */
  units?: readonly string[];
}

const OPERATION = "datasets.imagesFromNpz";
const TAKES = signature<ImagesFromNpzOptions>(OPERATION, {
  takes: { file: string },
  options: {
    ...fileKinds(OPERATION),
    task: oneOf("classification", "ordinal", "multilabel", "regression"),
    classes: listOf(string),
    units: listOf(string),
  },
  advice: {
    split: "the archive has its parts",
    labels: "names of the labels are called classes",
    grade: 'grades are task: "ordinal"',
    names: "they are called classes",
  },
});

/** What an archive with such labels is opened as. */
export type ArchiveData<Task extends ArchiveTask> = Task extends LabelTask
  ? LabelledFiles<Task>
  : Task extends "multilabel"
    ? MultilabelFiles
    : RegressionFiles;

/**
 * Opens an archive of images: uint8 arrays (N, H, W) or (N, H, W, 3) named `train_images`, `val_images` and `test_images`, with
 * `train_labels` and so on: a class or a grade each, (N) or (N, 1), or several labels or numbers, (N, K), NaN where one is not
 * known. Held in memory. Samples name array and place: `chestmnist.npz#train_images[12]`.
 *
 * @throws DatasetError where arrays are missing, are no images of 8 bits or have labels that are none of the task's; FileFormatError
 *   where the file is damaged or no archive
 *
 * @example
 * const grades = ["none", "mild", "moderate", "severe", "proliferative"];
 * const data = await datasets.imagesFromNpz("retinamnist.npz", { task: "ordinal", classes: grades });
 */
export async function imagesFromNpz<Task extends ArchiveTask>(
  file: string,
  options: ImagesFromNpzOptions & { task: Task },
): Promise<ArchiveData<Task>>;
export async function imagesFromNpz(
  file: string,
  ...options: Rest<ImagesFromNpzOptions>
): Promise<LabelledFiles<"classification"> | MultilabelFiles>;
export async function imagesFromNpz(
  file: string,
  ...rest: Rest<ImagesFromNpzOptions>
): Promise<LabelledFiles | MultilabelFiles | RegressionFiles> {
  const options = TAKES.read(rest);
  TAKES.check(file);
  const { onError, image = {}, signal, classes: names, units } = options;
  const refuse: (text: string) => never = (text) => {
    throw new DatasetError(`${OPERATION}: ${file}${text}`, { file, operation: OPERATION });
  };
  const parts = await archiveParts(file, { image, signal }, OPERATION);
  const width = widthOf(parts, refuse);
  const task = options.task ?? (width > 1 ? "multilabel" : "classification");
  if (units !== undefined && task !== "regression") refuse(': units are of numbers, task: "regression"');
  const usual = usualTransforms(image);

  const settings = { onError, image };

  if (task === "classification" || task === "ordinal") {
    const advice = '; several labels are task: "multilabel", several numbers task: "regression"';
    const classes = archiveClasses(parts, names, { file, operation: OPERATION, advice });
    const files = entries(parts, (labels) => ({ label: labels[0] as number }));
    const split = (list: typeof files.train, transform: TransformLike) =>
      new LabelledSplit<LabelTask>(list, classes, task, transform, settings);
    return new LabelledFiles(file, ...madeParts(files, options, { split, ...usual }));
  }

  const what = task === "multilabel" ? "labels" : "numbers";
  const targetNames = names ?? Array.from({ length: width }, (_, k) => `${k}`);
  if (targetNames.length !== width) refuse(` has ${width} ${what} an image, and ${targetNames.length} names`);
  if (units !== undefined && units.length !== width)
    refuse(` has ${width} ${what} an image, and ${units.length} units`);
  if (task === "multilabel") checkBinary(parts, refuse);
  const files = entries(parts, (labels) => ({ targets: Array.from(labels) }));
  const makers = <T extends TargetTask>(facts: T) => ({
    split: (list: typeof files.train, transform: TransformLike) =>
      new TargetSplit<T>(list, targetNames, facts, transform, settings),
    ...usual,
  });
  if (task === "multilabel") {
    return new MultilabelFiles(file, ...madeParts(files, options, makers({ name: task })));
  }
  const facts: RegressionTaskFacts = {
    name: task,
    names: targetNames,
    ...(units !== undefined && { units }),
  };
  return new RegressionFiles(file, ...madeParts(files, options, makers(facts)));
}

/** The images of the parts with what is made of the labels of each. */
function entries<T extends object>(
  parts: readonly ArchivePart[],
  make: (labels: Float64Array) => T,
): Parts<ArrayPlace & T> {
  const made: Parts<ArrayPlace & T> = { train: [], val: [], test: [] };
  for (const { part, images, labels, width } of parts) {
    made[part] = images.map((image, at) => ({
      ...image,
      ...make(labels.subarray(at * width, (at + 1) * width)),
    }));
  }
  return made;
}

/** How many labels an image has, which all parts agree on. */
function widthOf(parts: readonly ArchivePart[], refuse: (text: string) => never): number {
  const [first, ...others] = parts as [ArchivePart, ...ArchivePart[]]; // the one for training is there
  const odd = others.find(({ width }) => width !== first.width);
  if (odd === undefined) return first.width;
  return refuse(
    ` has ${first.width} labels an image in ${first.part}_labels, and ${odd.width} in ${odd.part}_labels`,
  );
}

function checkBinary(parts: readonly ArchivePart[], refuse: (text: string) => never): void {
  for (const { part, labels } of parts) {
    const odd = labels.find((label) => label !== 0 && label !== 1 && !Number.isNaN(label));
    if (odd !== undefined) {
      refuse(
        `: ${part}_labels has ${odd}; a label is 0 or 1, NaN where it is not known; numbers are task: "regression"`,
      );
    }
  }
}
