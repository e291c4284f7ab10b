/** Rectangles of pixels as `crop` and `erase` take them. */

import { integer, isPlainObject, type Kind, kind } from "../../edge/index.ts";

/** A rectangle of pixels. */
export interface Box {
  top: number;
  left: number;
  height: number;
  width: number;
}

const EDGES: readonly string[] = ["top", "left", "height", "width"];

/** A rectangle of whole pixels, and nothing else. */
export const BOX: Kind<Box> = kind(
  "{ top, left, height, width } of whole numbers",
  (v) =>
    isPlainObject(v) &&
    EDGES.every((edge) => integer.accepts((v as Record<string, unknown>)[edge])) &&
    Object.keys(v as object).every((key) => EDGES.includes(key)),
);
