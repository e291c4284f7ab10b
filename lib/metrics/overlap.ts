/** How much of two masks is the same: Dice, IoU and clDice. */
import { number, type Rest, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { skeletonize } from "../vision/morphology/index.ts";
import { type AnyMask, anyMaskKind, type Grid, twoGrids } from "./shared/grids.ts";

/** What a figure is where both masks are empty. */
export interface EmptyOption {
  /** Default NaN: there is nothing to find, and nothing was found. */
  empty?: number;
}

const takes = { predicted: anyMaskKind, truth: anyMaskKind };
const DICE = signature<EmptyOption>("metrics.dice", { takes, options: { empty: number } });
const IOU = signature<EmptyOption>("metrics.iou", { takes, options: { empty: number } });
const CL_DICE = signature<EmptyOption>("metrics.clDice", { takes, options: { empty: number } });

function counts({ data: a }: Grid, { data: b }: Grid): { both: number; sum: number } {
  let [both, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    both += x & y;
    sum += x + y;
  }
  return { both, sum };
}

/**
 * Dice's coefficient 2 |A and B| / (|A| + |B|) of masks of any shape, the F1 of their pixels. 0 where one is empty.
 *
 * @throws ShapeError for masks of two shapes, ArgumentError for values that are not whole
 */
export function dice(predicted: AnyMask, truth: AnyMask, ...rest: Rest<EmptyOption>): number {
  const { empty = Number.NaN } = DICE.read(rest);
  DICE.check(predicted, truth);
  const { both, sum } = counts(...twoGrids(DICE, predicted, truth));
  return sum === 0 ? empty : (2 * both) / sum;
}

/** Intersection over union, Jaccard's index, as {@link dice} takes masks. */
export function iou(predicted: AnyMask, truth: AnyMask, ...rest: Rest<EmptyOption>): number {
  const { empty = Number.NaN } = IOU.read(rest);
  IOU.check(predicted, truth);
  const { both, sum } = counts(...twoGrids(IOU, predicted, truth));
  return sum === 0 ? empty : both / (sum - both);
}

/**
 * clDice of lines such as vessels (Shit et al. 2021, https://arxiv.org/abs/2003.07311): the harmonic mean of how much of each mask's
 * skeleton lies in the other mask. 0 where one is empty.
 *
 * @param predicted (H, W)
 * @param truth (H, W)
 * @throws ShapeError for masks of two shapes or of other dimensions, ArgumentError for values that are not whole
 */
export function clDice(predicted: AnyMask, truth: AnyMask, ...rest: Rest<EmptyOption>): number {
  const { empty = Number.NaN } = CL_DICE.read(rest);
  CL_DICE.check(predicted, truth);
  const [a, b] = twoGrids(CL_DICE, predicted, truth);
  if (a.shape.length !== 2) {
    throw new ShapeError(`metrics.clDice: expected masks (H, W), got [${a.shape}].`);
  }
  const [ofA, ofB] = [shareWithin(a, b), shareWithin(b, a)];
  if (Number.isNaN(ofA) && Number.isNaN(ofB)) return empty;
  const sum = ofA + ofB;
  return Number.isNaN(sum) || sum === 0 ? 0 : (2 * ofA * ofB) / sum;
}

/** Share of a mask's skeleton that lies in another; NaN of an empty one. */
function shareWithin({ data, shape }: Grid, other: Grid): number {
  const [height = 0, width = 0] = shape;
  const skeleton = skeletonize({ data, height, width });
  let [within, all] = [0, 0];
  for (let i = 0; i < skeleton.length; i++) {
    all += skeleton[i] as number;
    within += (skeleton[i] as number) & (other.data[i] as number);
  }
  return within / all;
}
