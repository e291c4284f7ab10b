/** Overlaps, areas and borders of boxes. */

import { stack, type Tensor } from "../../tensor/index.ts";
import { boxes } from "../../vision/index.ts";

const area = (of: Tensor): Tensor =>
  of
    .select(1, 2)
    .sub(of.select(1, 0))
    .mul(of.select(1, 3).sub(of.select(1, 1)));
const iou = (a: Tensor, b: Tensor): Tensor => {
  const low = a
    .unsqueeze(1)
    .narrow(2, 0, 2)
    .maximum(b.narrow(1, 0, 2));
  const high = a
    .unsqueeze(1)
    .narrow(2, 2, 2)
    .minimum(b.narrow(1, 2, 2));
  const shared = high.sub(low).clampMin(0).prod(2);
  return shared.div(area(a).unsqueeze(1).add(area(b)).sub(shared));
};
const clip = (of: Tensor, [h, w]: readonly [number, number]): Tensor =>
  stack(
    [
      of.select(1, 0).clamp(0, w),
      of.select(1, 1).clamp(0, h),
      of.select(1, 2).clamp(0, w),
      of.select(1, 3).clamp(0, h),
    ],
    1,
  );
export const boxOps = { ...boxes, area, iou, clip };
