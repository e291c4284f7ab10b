/** Non-maximum suppression, as `torchvision.ops.nms` and `batched_nms`. */

import { numberFrom, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { noGrad, scope, type Tensor, torch, unique } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { callVision } from "../ops/operators.ts";

const thresholdKind = numberFrom(0, 1);

const NMS = signature("boxes.nms", {
  takes: { boxes: tensorKind, scores: tensorKind, iouThreshold: thresholdKind },
});

/**
 * Which boxes stay where, by falling score, each box goes that overlaps with one that stays by more than `iouThreshold`
 * (intersection over union): indices (K) int64 of the boxes (N, 4) x1, y1, x2, y2 with scores (N), the highest score
 * first. Of equal scores the earlier comes first. A box with a NaN overlaps with none.
 *
 * On the CPU all threads work; elsewhere it stays on the device, and waits for it as the number of boxes needs.
 *
 * @throws ShapeError for other shapes, DTypeError unless both are of one floating dtype
 */
export function nms(boxes: Tensor, scores: Tensor, iouThreshold: number, ...rest: []): Tensor {
  enter(NMS, rest, boxes, scores, iouThreshold);
  return noGrad(() => callVision("nms", [boxes, scores, iouThreshold]));
}

const BATCHED_NMS = signature("boxes.batchedNms", {
  takes: { boxes: tensorKind, scores: tensorKind, groups: tensorKind, iouThreshold: thresholdKind },
});

/** From as many numbers on, groups are taken one after the other: shifting all apart would cost more. */
const LARGEST_AT_ONCE = { cpu: 4000, other: 100_000 };

/**
 * {@link nms} within each group: boxes of different `groups` (N) int64, such as classes or levels, leave each other alone.
 *
 * As torchvision does it: all at once, each group moved away from the others, or, of more than 1,000 boxes on the CPU and
 * 25,000 elsewhere, one group after the other; rounding may tell the two apart.
 *
 * @throws ShapeError for other shapes, DTypeError unless boxes and scores are of one floating dtype
 */
export function batchedNms(
  boxes: Tensor,
  scores: Tensor,
  groups: Tensor,
  iouThreshold: number,
  ...rest: []
): Tensor {
  enter(BATCHED_NMS, rest, boxes, scores, groups, iouThreshold);
  if (groups.ndim !== 1 || groups.shape[0] !== boxes.shape[0]) {
    throw new ShapeError(
      `boxes.batchedNms: expected groups (${boxes.shape[0]}), one for each box, got [${groups.shape}]`,
      { operation: "boxes.batchedNms" },
    );
  }
  const most = boxes.device === "cpu" ? LARGEST_AT_ONCE.cpu : LARGEST_AT_ONCE.other;
  const suppress = boxes.numel() > most ? groupByGroup : movedApart;
  return noGrad(() => scope(() => suppress(boxes, scores, groups, iouThreshold)));
}

function movedApart(boxes: Tensor, scores: Tensor, groups: Tensor, iouThreshold: number): Tensor {
  if (boxes.numel() === 0) return callVision("nms", [boxes, scores, iouThreshold]);
  const step = boxes.max().add(1);
  const apart = boxes.add(groups.to(boxes).mul(step).unsqueeze(1));
  return callVision("nms", [apart, scores, iouThreshold]);
}

function groupByGroup(boxes: Tensor, scores: Tensor, groups: Tensor, iouThreshold: number): Tensor {
  const stays = torch.zerosLike(scores, { dtype: "bool" });
  for (const group of unique(groups).unbind(0)) {
    const own = groups.eq(group).nonzero().squeeze(1);
    const kept = callVision<Tensor>("nms", [
      boxes.indexSelect(0, own),
      scores.indexSelect(0, own),
      iouThreshold,
    ]);
    stays.indexFill_(0, own.indexSelect(0, kept), true);
  }
  const indices = stays.nonzero().squeeze(1);
  const order = scores.indexSelect(0, indices).argsort({ stable: true, dim: 0, descending: true });
  return indices.indexSelect(0, order);
}
