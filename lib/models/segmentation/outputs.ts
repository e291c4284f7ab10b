/** What logits of pixels mean: one mask, one class of several, or several masks. */

import { type Kind, kind, numberFrom, oneOf, type Rest, signature } from "../../edge/index.ts";
import { functional } from "../../nn/index.ts";
import { scope, Tensor } from "../../tensor/index.ts";
import type { SegmentationKind } from "../../vision/index.ts";
import type { SegmentationOutputs } from "./base.ts";

export type { SegmentationKind } from "../../vision/index.ts";

const outputKind: Kind<Tensor | SegmentationOutputs> = kind(
  "logits, as a tensor or as `out`",
  (v) => v instanceof Tensor || (typeof v === "object" && v !== null && "out" in v),
);

/** What the outputs of a network mean, as an option. */
export const kindKind: Kind<SegmentationKind> = oneOf("binary", "multiclass", "multilabel");

const LOGITS = signature("models.segmentationLogits", { takes: { output: outputKind } });
const PROBABILITIES = signature("models.pixelProbabilities", {
  takes: { output: outputKind, kind: kindKind },
});
const MASKS = signature<{ threshold?: number }>("models.pixelMasks", {
  takes: { output: outputKind, kind: kindKind },
  options: { threshold: numberFrom(0, 1) },
});

/** The main logits of a segmentation network's output. */
export function segmentationLogits(output: Tensor | SegmentationOutputs, ...rest: []): Tensor {
  LOGITS.read(rest);
  LOGITS.check(output);
  return "out" in output ? output.out : output;
}

/**
 * Probabilities (N, C, H, W) of logits: softmax over the classes of `multiclass`, else of each by itself. They are marked:
 * losses, which take logits, refuse them when the program is compiled.
 */
export function pixelProbabilities(
  output: Tensor | SegmentationOutputs,
  kind: SegmentationKind,
  ...rest: []
): functional.Probabilities {
  PROBABILITIES.read(rest);
  PROBABILITIES.check(output, kind);
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
  ...rest: Rest<{ threshold?: number }>
): Tensor {
  const { threshold = 0.5 } = MASKS.read(rest);
  MASKS.check(output, kind);
  const logits = segmentationLogits(output);
  if (kind === "multiclass") return logits.argmax(1);
  return scope(() => logits.sigmoid().gt(threshold));
}
