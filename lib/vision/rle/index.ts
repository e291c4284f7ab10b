/** Masks as run lengths, as COCO and pycocotools' `mask` module have them. */

export {
  area,
  compress,
  decode,
  decodeAll,
  encode,
  encodeAll,
  fromBox,
  fromPolygons,
  iou,
  merge,
  type Rle,
  type RleIouOptions,
  type RleMergeOptions,
  toBox,
} from "./rle.ts";
export type { RunLengths } from "./run-lengths.ts";
