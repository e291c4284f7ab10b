/** Boxes of objects: their overlaps, losses and measures, and which of them stay. */

export { type BoxFormat, convertBoxes as convert } from "../transforms/boxes.ts";
export { type BoxLossOptions, type BoxReduction, ciouLoss, diouLoss, giouLoss } from "./losses.ts";
export {
  type AreaOptions,
  area,
  clip,
  type FromMasksOptions,
  fromMasks,
  removeSmall,
} from "./measures.ts";
export { batchedNms, nms } from "./nms.ts";
export { ciou, type DistanceIouOptions, diou, giou, type IouOptions, iou } from "./overlap.ts";
