/** Losses of boxes against boxes by their overlap, as `torchvision.ops.generalized_box_iou_loss` and its kin. */

import { type Kinds, numberFrom, oneOf, type Rest, type Signature, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, scope, type Tensor } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { checkBoxes } from "./checks.ts";
import { BoxPairs } from "./overlap.ts";

/** What becomes of the losses of all boxes. */
export type BoxReduction = "none" | "mean" | "sum";

/** Options of the losses of boxes. */
export interface BoxLossOptions {
  /** Default "none", as in torchvision. The mean of no boxes is 0. */
  reduction?: BoxReduction;
  /** Added to what is divided by. Default 1e-7. */
  eps?: number;
}

const DEFAULT_EPS = 1e-7;

type Arguments = Rest<BoxLossOptions, [reduction: BoxReduction, eps: number]>;

const OPTIONS: Kinds<BoxLossOptions> = { reduction: oneOf("none", "mean", "sum"), eps: numberFrom(0) };
const takesOf = (name: string): Signature<BoxLossOptions> =>
  signature<BoxLossOptions>(name, {
    takes: { boxes1: tensorKind, boxes2: tensorKind },
    options: OPTIONS,
    positional: ["reduction", "eps"],
  });
const [GIOU, DIOU, CIOU] = ["boxes.giouLoss", "boxes.diouLoss", "boxes.ciouLoss"].map(takesOf) as [
  Signature<BoxLossOptions>,
  Signature<BoxLossOptions>,
  Signature<BoxLossOptions>,
];

/**
 * 1 - generalized IoU of boxes (..., 4) x1, y1, x2, y2 with as many others: Rezatofighi et al. 2019,
 * https://arxiv.org/abs/1902.09630. (...), or a scalar by `reduction`. Integers and 16 bits are computed in float32.
 *
 * @throws ShapeError unless both have one shape (..., 4)
 */
export function giouLoss(boxes1: Tensor, boxes2: Tensor, ...rest: Arguments): Tensor {
  return loss(GIOU, rest, boxes1, boxes2, (pairs, eps) => {
    const both = pairs.intersection();
    const union = pairs.union(both);
    const [width, height] = pairs.enclosing();
    const area = width.mul(height);
    const beyond = area.sub(union).div(area.add(eps));
    return both.div(union.add(eps)).sub(beyond).neg().add(1);
  });
}

/**
 * 1 - distance IoU of boxes (..., 4) with as many others: Zheng et al. 2020, https://arxiv.org/abs/1911.08287. As
 * {@link giouLoss} otherwise.
 *
 * @throws ShapeError unless both have one shape (..., 4)
 */
export function diouLoss(boxes1: Tensor, boxes2: Tensor, ...rest: Arguments): Tensor {
  return loss(DIOU, rest, boxes1, boxes2, (pairs, eps) =>
    pairs.iou(eps).neg().add(1).add(pairs.distance(eps)),
  );
}

/**
 * 1 - complete IoU of boxes (..., 4) with as many others, the same paper. As {@link giouLoss} otherwise; `eps` is that of the
 * shapes' weight alone, as in torchvision.
 *
 * @throws ShapeError unless both have one shape (..., 4)
 */
export function ciouLoss(boxes1: Tensor, boxes2: Tensor, ...rest: Arguments): Tensor {
  return loss(CIOU, rest, boxes1, boxes2, (pairs, eps) => {
    const overlap = pairs.iou(DEFAULT_EPS);
    return overlap.neg().add(1).add(pairs.distance(DEFAULT_EPS)).add(pairs.shape(overlap, eps));
  });
}

function loss(
  takes: Signature<BoxLossOptions>,
  rest: readonly unknown[],
  boxes1: Tensor,
  boxes2: Tensor,
  of: (pairs: BoxPairs, eps: number) => Tensor,
): Tensor {
  const { reduction = "none", eps = DEFAULT_EPS } = enter(takes, rest, boxes1, boxes2);
  const operation = takes.name;
  checkBoxes(operation, boxes1, "boxes1");
  checkBoxes(operation, boxes2, "boxes2");
  if (String(boxes1.shape) !== String(boxes2.shape)) {
    throw new ShapeError(
      `${operation}: expected as many boxes2 as boxes1, got [${boxes1.shape}] and [${boxes2.shape}]`,
      { operation },
    );
  }
  return scope(() => {
    const [a, b] = [boxes1, boxes2].map((boxes) => computed(boxes).unbind(-1)) as [Tensor[], Tensor[]];
    // Checked to have four numbers.
    const pairs = new BoxPairs(a as unknown as BoxPairs["a"], b as unknown as BoxPairs["b"]);
    const losses = of(pairs, eps);
    if (reduction === "none") return losses;
    return reduction === "sum" || losses.numel() === 0 ? losses.sum() : losses.mean();
  });
}

function computed(boxes: Tensor): Tensor {
  const isWide = isFloatingPoint(boxes.dtype) && boxes.elementSize >= 4;
  return isWide ? boxes : boxes.to("float32");
}
