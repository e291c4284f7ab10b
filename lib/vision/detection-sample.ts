/** What detection networks learn from and give, in torchvision's shapes: `lib/models/detection` and the data sets share it. */
import type { Tensor } from "../tensor/index.ts";

/** The objects of one image. An image without objects has boxes (0, 4) and labels (0). */
export interface DetectionTarget {
  /** (N, 4) floating: x1, y1, x2, y2 in pixels of the image, the far edges exclusive; x2 > x1 and y2 > y1. */
  boxes: Tensor;
  /** (N) int64: the class of each box from 1 on; 0 is the background. */
  labels: Tensor;
  /** (N, H, W) uint8 or bool of 0 and 1: the mask of each object, as large as the image. Mask R-CNN needs it. */
  masks?: Tensor;
  /** (N) floating: pixels each object covers, for evaluation by size; of the boxes where it is left out. */
  area?: Tensor;
  /** (N) uint8, bool or int64: 1 for a group of objects, which is not learnt from and not counted against. */
  iscrowd?: Tensor;
}

/** What a network found in one image, the surest first. */
export interface Detections {
  /** (N, 4) float32: x1, y1, x2, y2 in pixels of the image that went in. */
  boxes: Tensor;
  /** (N) int64: the class of each box, from 1 on. */
  labels: Tensor;
  /** (N) float32, from 0 to 1. */
  scores: Tensor;
  /** (N, 1, H, W) float32 from 0 to 1, of networks that find masks. */
  masks?: Tensor;
}
