/** Overlap of every box of one list with every box of another, as `torchvision.ops.box_iou` and its kin. */

import { type Kinds, numberFrom, type Rest, signature } from "../../edge/index.ts";
import { noGrad, scope, type Tensor, torch } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { type BoxFormat, boxFormatKind } from "../transforms/boxes.ts";
import { checkPairs, widened } from "./checks.ts";
import { corners } from "./measures.ts";

const PAIRS = { boxes1: tensorKind, boxes2: tensorKind };

/** Options of {@link iou}. */
export interface IouOptions {
  /** What the four numbers are. Default "xyxy". */
  format?: BoxFormat;
}

/** Options of the overlaps that look at distances. */
export interface DistanceIouOptions {
  /** Added to what is divided by. Default 1e-7. */
  eps?: number;
}

const IOU = signature<IouOptions>("boxes.iou", {
  takes: PAIRS,
  options: { format: boxFormatKind },
  positional: ["format"],
});
const GIOU = signature("boxes.giou", { takes: PAIRS });
const EPS: Kinds<DistanceIouOptions> = { eps: numberFrom(0) };
const DIOU = signature<DistanceIouOptions>("boxes.diou", { takes: PAIRS, options: EPS, positional: ["eps"] });
const CIOU = signature<DistanceIouOptions>("boxes.ciou", { takes: PAIRS, options: EPS, positional: ["eps"] });

/**
 * Intersection over union of each of N boxes with each of M: (..., N, 4) and (..., M, 4) -> (..., N, M). Two boxes without
 * area give NaN, as in torchvision. Integers give float32.
 *
 * @throws ShapeError, DTypeError
 */
export function iou(boxes1: Tensor, boxes2: Tensor, ...rest: Rest<IouOptions, [format: BoxFormat]>): Tensor {
  const { format = "xyxy" } = enter(IOU, rest, boxes1, boxes2);
  checkPairs("boxes.iou", boxes1, boxes2);
  return scope(() => pairsOf(corners(boxes1, format), corners(boxes2, format)).iou());
}

/**
 * Generalized IoU of each of N boxes with each of M: Rezatofighi et al. 2019, https://arxiv.org/abs/1902.09630. The IoU less
 * the share of the enclosing box that neither covers: (..., N, 4) and (..., M, 4) -> (..., N, M), from -1 to 1.
 *
 * @throws ShapeError, DTypeError
 */
export function giou(boxes1: Tensor, boxes2: Tensor, ...rest: []): Tensor {
  enter(GIOU, rest, boxes1, boxes2);
  checkPairs("boxes.giou", boxes1, boxes2);
  return scope(() => {
    const pairs = pairsOf(boxes1, boxes2);
    const [width, height] = pairs.enclosing();
    const area = width.mul(height);
    return pairs.iou().sub(area.sub(pairs.union()).div(area));
  });
}

/**
 * Distance IoU of each of N boxes with each of M: Zheng et al. 2020, https://arxiv.org/abs/1911.08287. The IoU less the
 * squared distance of the centres in squared diagonals of the enclosing box: (..., N, 4) and (..., M, 4) -> (..., N, M).
 *
 * @throws ShapeError, DTypeError
 */
export function diou(
  boxes1: Tensor,
  boxes2: Tensor,
  ...rest: Rest<DistanceIouOptions, [eps: number]>
): Tensor {
  const { eps = 1e-7 } = enter(DIOU, rest, boxes1, boxes2);
  checkPairs("boxes.diou", boxes1, boxes2);
  return scope(() => {
    const pairs = pairsOf(boxes1, boxes2);
    return pairs.iou().sub(pairs.distance(eps));
  });
}

/**
 * Complete IoU of each of N boxes with each of M: {@link diou} less a term for other shapes of the boxes (the same paper):
 * (..., N, 4) and (..., M, 4) -> (..., N, M).
 *
 * @throws ShapeError, DTypeError
 */
export function ciou(
  boxes1: Tensor,
  boxes2: Tensor,
  ...rest: Rest<DistanceIouOptions, [eps: number]>
): Tensor {
  const { eps = 1e-7 } = enter(CIOU, rest, boxes1, boxes2);
  checkPairs("boxes.ciou", boxes1, boxes2);
  return scope(() => {
    const pairs = pairsOf(boxes1, boxes2);
    const overlap = pairs.iou();
    return overlap.sub(pairs.distance(eps)).sub(pairs.shape(overlap, eps));
  });
}

type Sides = readonly [x1: Tensor, y1: Tensor, x2: Tensor, y2: Tensor];

/** The sides of two lists of boxes that broadcast against each other. */
export class BoxPairs {
  readonly a: Sides;
  readonly b: Sides;

  constructor(a: Sides, b: Sides) {
    this.a = a;
    this.b = b;
  }

  /** Area that both cover; nothing where they do not meet. */
  intersection(): Tensor {
    const along = (near: 0 | 1) => {
      const from = torch.maximum(this.a[near], this.b[near]);
      const to = torch.minimum(this.a[near + 2] as Tensor, this.b[near + 2] as Tensor);
      return widened(to.sub(from)).clamp(0);
    };
    return along(0).mul(along(1));
  }

  /** Area that either covers. */
  union(both: Tensor = this.intersection()): Tensor {
    const area = ([x1, y1, x2, y2]: Sides) => widened(x2.sub(x1)).mul(widened(y2.sub(y1)));
    return area(this.a).add(area(this.b)).sub(both);
  }

  /** Intersection over union. */
  iou(eps: number = 0): Tensor {
    const both = this.intersection();
    const union = this.union(both);
    return both.div(eps === 0 ? union : union.add(eps));
  }

  /** Width and height of the smallest box around both. */
  enclosing(): [Tensor, Tensor] {
    const along = (near: 0 | 1) => {
      const from = torch.minimum(this.a[near], this.b[near]);
      const to = torch.maximum(this.a[near + 2] as Tensor, this.b[near + 2] as Tensor);
      return widened(to.sub(from)).clamp(0);
    };
    return [along(0), along(1)];
  }

  /** Squared distance of the centres, in squared diagonals of the enclosing box. */
  distance(eps: number): Tensor {
    const [width, height] = this.enclosing();
    const centre = (sides: Sides, near: 0 | 1) => sides[near].add(sides[near + 2] as Tensor).div(2);
    const apart = (near: 0 | 1) => widened(centre(this.a, near).sub(centre(this.b, near))).square();
    return apart(0).add(apart(1)).div(width.square().add(height.square()).add(eps));
  }

  /** How much the shapes differ, weighted by how well the boxes fit otherwise; the weight has no gradient. */
  shape(overlap: Tensor, eps: number): Tensor {
    const angle = ([x1, y1, x2, y2]: Sides) => x2.sub(x1).div(y2.sub(y1)).atan();
    const apart = angle(this.a)
      .sub(angle(this.b))
      .square()
      .mul(4 / Math.PI ** 2);
    const weight = noGrad(() => apart.div(overlap.neg().add(1).add(apart).add(eps)));
    return apart.mul(weight);
  }
}

/** Each of (..., N, 4) against each of (..., M, 4). */
function pairsOf(boxes1: Tensor, boxes2: Tensor): BoxPairs {
  const rows = widened(boxes1).unsqueeze(-2).unbind(-1); // four of (..., N, 1)
  const columns = widened(boxes2).unsqueeze(-3).unbind(-1); // four of (..., 1, M)
  return new BoxPairs(rows as unknown as Sides, columns as unknown as Sides); // checked to have four numbers
}
