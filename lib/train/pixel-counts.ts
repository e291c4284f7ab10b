/** Counts pixels of predicted and true masks on the device, so that only a small table leaves it. */
import { scope, type Tensor, torch } from "../tensor/index.ts";
import type { SegmentationKind } from "../vision/index.ts";

/** Classes that logits say: (N, H, W) int64, or of `multilabel` (N, C, H, W) int64 of 0 and 1. */
export function predictedLabels(logits: Tensor, kind: SegmentationKind): Tensor {
  if (kind === "multiclass") return logits.argmax(1);
  // A logit above 0 is a probability above 0.5.
  return scope(() => {
    const found = logits.gt(0).long();
    return kind === "binary" ? found.squeeze(1) : found;
  });
}

/** Masks as {@link predictedLabels} has them, what is ignored left as it is. */
export function trueLabels(masks: Tensor, kind: SegmentationKind): Tensor {
  return kind === "multilabel" ? masks.long() : masks;
}

/**
 * The counts of each image that `SegmentationMetrics.updateCounts` takes, int64: (N, C, C), of `binary` with C = 2, or of
 * `multilabel` (N, C, 2, 2). True labels that are `ignoreIndex` are not counted.
 */
export function pixelCounts(
  predicted: Tensor,
  truth: Tensor,
  classes: number,
  kind: SegmentationKind,
  ignoreIndex: number | null,
): Tensor {
  return scope(() => {
    const [n = 0] = truth.shape;
    const values = kind === "multilabel" ? 2 : classes;
    const tables = kind === "multilabel" ? n * classes : n;
    const perTable = values * values;
    // One table for each image, of `multilabel` for each class of each: (N, H, W) or (N, C, H, W) -> (tables, pixels)
    const flat = (labels: Tensor): Tensor => labels.reshape([tables, -1]);
    const [p, t] = [flat(predicted), flat(truth)];
    const first = torch.arange(tables, { dtype: "int64", device: truth.device }).mul(perTable).unsqueeze(1);
    let cells = t.mul(values).add(p).add(first);
    const rest = tables * perTable;
    if (ignoreIndex !== null) cells = cells.maskedFill(t.eq(ignoreIndex), rest);
    return cells
      .flatten()
      .bincount(null, rest + 1)
      .narrow(0, 0, rest);
  });
}
