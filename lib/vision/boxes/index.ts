/** Boxes of objects: their overlaps, losses and measures, and which of them stay. */

export { batchedNms, nms } from "./nms.ts";
