/** What logits of pixels mean: one mask, one class of several, or several masks. */

import { ArgumentError } from "../../native/errors.ts";
import { functional } from "../../nn/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import type { SegmentationKind } from "../../vision/index.ts";
import type { SegmentationOutputs } from "./base.ts";

export type { SegmentationKind } from "../../vision/index.ts";

/** The main logits of a segmentation network's output. */
export function segmentationLogits(output: Tensor | SegmentationOutputs): Tensor {
  return "out" in output ? output.out : output;
}

/**
 * Probabilities (N, C, H, W) of logits: softmax over the classes of `multiclass`, else of each by itself. They are marked:
 * losses, which take logits, refuse them when the program is compiled.
 */
export function pixelProbabilities(
  output: Tensor | SegmentationOutputs,
  kind: SegmentationKind,
): functional.Probabilities {
  checkKind("models.pixelProbabilities", kind);
  const activation = kind === "multiclass" ? "softmax" : "sigmoid";
  return functional.probabilities(segmentationLogits(output), { activation });
}

/**
 * Masks of logits (N, C, H, W): `multiclass` gives class numbers (N, H, W) int64; `binary` (N, 1, H, W) and
 * `multilabel` (N, C, H, W) booleans, true above the threshold, 0.5 by default.
 */
export function pixelMasks(
  output: Tensor | SegmentationOutputs,
  kind: SegmentationKind,
  options: { threshold?: number } = {},
): Tensor {
  checkKind("models.pixelMasks", kind);
  const logits = segmentationLogits(output);
  if (kind === "multiclass") return logits.argmax(1);
  return scope(() => logits.sigmoid().gt(options.threshold ?? 0.5));
}

/** Throws ArgumentError for a kind that there is not. */
function checkKind(operation: string, kind: unknown): void {
  if (kind === "binary" || kind === "multiclass" || kind === "multilabel") return;
  throw new ArgumentError(
    `${operation}: expected kind to be "binary", "multiclass" or "multilabel", got ${JSON.stringify(kind)}`,
    { operation },
  );
}
