/** What a detection network is to training, and what is seen to before it computes anything. */
import { factsOf } from "../../models/facts.ts";
import { classesAt } from "../../models/head-paths.ts";
import { headPaths, list } from "../../models/index.ts";
import { ArgumentError, DatasetError, ShapeError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { scope, Tensor } from "../../tensor/index.ts";
import { checkTarget } from "../../vision/datasets/detection.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import type { DetectionImages } from "../source.ts";

/** Losses by name, each a scalar; their sum is trained. */
export type DetectorLosses = Readonly<Record<string, Tensor>>;

/**
 * A network that finds objects in images (C, H, W) from 0 to 1, each of its own size. Those of `models` are such; one of your own
 * needs the two methods, both in whatever mode it is in.
 */
export type Detector = Module & {
  /** Its losses over images with targets. */
  losses(images: readonly Tensor[], targets: readonly DetectionTarget[]): DetectorLosses;
  /** What it finds, as in evaluation mode and without gradients. */
  detect(images: readonly Tensor[]): Detections[];
  /** Both, where it can do with less than both methods one after the other. */
  evaluate?(
    images: readonly Tensor[],
    targets: readonly DetectionTarget[],
  ): { losses: DetectorLosses; detections: Detections[] };
  /** Whether it finds masks, and learns from them. Default: as the data has them. */
  readonly hasMasks?: boolean;
  /** Names of its losses, so that runs know their figures before the first batch. */
  readonly lossNames?: readonly string[];
};

/** What a task of detection is over. */
export interface DetectedThings {
  readonly classes: readonly string[] | undefined;
  /** Whether data has masks. */
  readonly masks: boolean;
}

/**
 * Refuses a network that is no detector, one that needs masks where there are none, and a head for other classes.
 *
 * @throws ArgumentError, ShapeError that says how the head is replaced
 */
export function checkDetector(model: Module, { classes, masks }: DetectedThings, operation: string): void {
  const given = model as Partial<Detector> & Module;
  if (typeof given.losses !== "function" || typeof given.detect !== "function") {
    throw new ArgumentError(
      `${operation}: the data has boxes, and ${model.constructor.name} finds none: take a network for detection ` +
        `(${list({ task: "detection" }).join(", ")}), or one of your own with the methods \`losses\` and \`detect\`.`,
      { operation },
    );
  }
  if (given.hasMasks === true && !masks) {
    throw new ArgumentError(
      `${operation}: ${model.constructor.name} learns from masks, and the data has boxes alone: open the data with its masks ` +
        '(task: { name: "detection", masks: true }), or take a network without, as fasterrcnn.',
      { operation },
    );
  }
  if (classes === undefined || factsOf(model).task !== "detection") return;
  const [path] = headPaths(model);
  const found = path === undefined ? undefined : classesAt(model, path);
  if (found === undefined || found === classes.length) return;
  throw new ShapeError(
    `${operation}: the network's head tells ${found} ${found === 1 ? "class" : "classes"} apart, the data has ${classes.length}: ` +
      `${shortList(classes)}. Give it a head for them: models.replaceHead(model, data.classes).`,
    { operation },
  );
}

/**
 * Refuses a batch that no network can learn from, naming the file.
 *
 * @throws ArgumentError for what is no batch of detection, DatasetError for a target that is none
 */
export function checkDetectionBatch(
  { images, targets, paths }: DetectionImages,
  classes: readonly string[] | undefined,
  operation: string,
): void {
  const isBatch =
    Array.isArray(images) && Array.isArray(targets) && images.every((image) => image instanceof Tensor);
  if (!isBatch || images.length !== targets.length || images.length === 0) {
    throw new ArgumentError(
      `${operation}: expected batches { images, targets } for detection: a list of images (C, H, W), and of each a target ` +
        "{ boxes, labels }.",
      { operation },
    );
  }
  for (const [at, image] of images.entries()) {
    const path = paths?.[at] ?? `image ${at} of a batch`;
    const target = targets[at] as DetectionTarget;
    checkTarget({ image, target, path });
    checkLabels(target, classes, path, operation);
  }
}

/** @throws DatasetError for a label that is no class */
function checkLabels(
  { labels }: DetectionTarget,
  classes: readonly string[] | undefined,
  path: string,
  operation: string,
): void {
  if (classes === undefined || labels.numel() === 0) return;
  const greatest = scope(() => Number(labels.amax().item()));
  if (greatest <= classes.length) return;
  throw new DatasetError(
    `${operation}: ${path} has the label ${greatest}, and there are ${classes.length} classes: labels are 1 to ${classes.length} ` +
      `(${shortList(classes)}), as 0 is the background.`,
    { file: path, operation },
  );
}

function shortList(names: readonly string[]): string {
  return names.length <= 8
    ? names.join(", ")
    : `${names.slice(0, 7).join(", ")} and ${names.length - 7} more`;
}

/** The names of a network's losses; none where it does not say them. */
export function lossNames({ lossNames: names = [] }: Detector): readonly string[] {
  return names;
}
