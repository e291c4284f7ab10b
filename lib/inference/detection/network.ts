/** What inference knows of detection networks: what they give, and how sure and how many objects they look for. */

import { type Kinds, numberFrom } from "../../edge/index.ts";
import { GeneralizedRCNN } from "../../models/detection/generalized-rcnn.ts";
import { count } from "../../models/option-kinds.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { inferenceMode, Tensor } from "../../tensor/index.ts";
import type { Detections } from "../../vision/index.ts";

/** A network that finds objects in images (C, H, W) of any sizes, each in 0..1; boxes and masks lie on those images. */
export type DetectionNetwork = Module & { detect(images: readonly Tensor[]): Detections[] };

/** What a network found. */
export interface NetworkDetections extends Detections {
  /** Masks are (N, 1, m, m) within their boxes, and not yet (N, 1, H, W) of the image. */
  readonly areMasksWithin: boolean;
}

/** What finds objects with masks within their boxes, of networks of torchvision's kind that nobody changed; null of others. */
function withinBoxes(model: DetectionNetwork): ((images: readonly Tensor[]) => Detections[]) | null {
  const isOwn = model instanceof GeneralizedRCNN && model.detect === GeneralizedRCNN.prototype.detect;
  return isOwn && model.hasMasks ? (images) => model._detectWithin(images) : null;
}

/** Which detections are kept. */
export interface DetectionLimits {
  /** Objects have a higher score. Default: the network's own, 0.05 of torchvision's. */
  scoreThreshold?: number;
  /** Overlap above which the less sure of two detections of a class goes. Default: the network's own, 0.5 of torchvision's. */
  nmsThreshold?: number;
  /** Most objects of an image, the surest. Default: the network's own, 100 of torchvision's. */
  maxDetections?: number;
}

/** Kinds of {@link DetectionLimits}. */
export const LIMIT_KINDS: Kinds<DetectionLimits> = {
  scoreThreshold: numberFrom(0, 1),
  nmsThreshold: numberFrom(0, 1),
  maxDetections: count,
};

/** Where networks keep those limits, by torchvision's names. */
const SETTINGS = {
  scoreThreshold: "score_thresh",
  nmsThreshold: "nms_thresh",
  maxDetections: "detections_per_img",
} as const;

type Settings = Record<string, unknown>;

/** What of a network holds them: its second stage, or the network itself; null where nothing does. */
function settingsOf(model: Module): Settings | null {
  const parts = [Reflect.get(model, "roi_heads"), model] as (Settings | undefined)[];
  return parts.find((part) => typeof part?.[SETTINGS.scoreThreshold] === "number") ?? null;
}

/** The limits of which the network knows nothing, so that they are kept to afterwards. */
export function unknownLimits(model: Module, limits: DetectionLimits): DetectionLimits {
  const settings = settingsOf(model);
  const left = Object.entries(limits).filter(([name, value]) => {
    const own = settings?.[SETTINGS[name as keyof typeof SETTINGS]];
    return value !== undefined && typeof own !== "number";
  });
  return Object.fromEntries(left);
}

/**
 * What a network finds with limits in the place of its own, which are put back before anything else can run.
 *
 * @throws ArgumentError and ShapeError for a network that gives something else
 */
export function detectWith(
  model: DetectionNetwork,
  images: readonly Tensor[],
  limits: DetectionLimits,
  operation: string,
): NetworkDetections[] {
  const settings = settingsOf(model) ?? {};
  const before: [string, unknown][] = [];
  for (const [name, key] of Object.entries(SETTINGS)) {
    const wanted = limits[name as keyof DetectionLimits];
    if (wanted === undefined || typeof settings[key] !== "number") continue;
    before.push([key, settings[key]]);
    settings[key] = wanted;
  }
  try {
    const within = withinBoxes(model);
    const found: unknown = inEvalMode(model, () =>
      inferenceMode(() => (within === null ? model.detect(images) : within(images))),
    );
    check(found, images.length, model, operation);
    return found.map((one) => ({ ...one, areMasksWithin: within !== null }));
  } finally {
    for (const [key, value] of before) settings[key] = value;
  }
}

function check(
  found: unknown,
  count: number,
  model: Module,
  operation: string,
): asserts found is Detections[] {
  const name = model.constructor.name;
  const isList = Array.isArray(found) && found.length === count;
  const fields = ["boxes", "labels", "scores"];
  const isDetections = (one: unknown): one is Detections =>
    typeof one === "object" && one !== null && fields.every((key) => Reflect.get(one, key) instanceof Tensor);
  if (!isList || !found.every(isDetections)) {
    throw new ArgumentError(
      `${operation}: expected ${name}.detect to give { boxes, labels, scores } for each of ${count} images, as tensors`,
      { operation },
    );
  }
  for (const { boxes, labels, scores, masks } of found) {
    const [many] = boxes.shape;
    const fits =
      boxes.ndim === 2 &&
      boxes.shape[1] === 4 &&
      [labels, scores].every((one) => one.ndim === 1 && one.shape[0] === many) &&
      (masks === undefined || (masks.ndim === 4 && masks.shape[0] === many && masks.shape[1] === 1));
    if (fits) continue;
    const got = { boxes, labels, scores, ...(masks && { masks }) };
    const shapes = (Object.entries(got) as [string, Tensor][]).map(([key, { shape }]) => `${key} [${shape}]`);
    throw new ShapeError(
      `${operation}: expected ${name}.detect to give boxes (N, 4), labels (N), scores (N) and masks (N, 1, H, W) or none, got ` +
        shapes.join(", "),
      { operation },
    );
  }
}

/** Throws ArgumentError for a network that finds no objects. */
export function requireDetector(model: Module, operation: string): asserts model is DetectionNetwork {
  if (typeof Reflect.get(model, "detect") === "function") return;
  throw new ArgumentError(
    `${operation}: expected a detection network, which has detect(images), got a ${model.constructor.name}; for classes of ` +
      "images use train.predict, for masks of pixels models.segment",
    { operation },
  );
}
