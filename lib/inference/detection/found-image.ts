/** What was found in one image, as plain data: what drawing, measuring and writing start from. */

import type { Box } from "../../vision/drawing/draw-boxes.ts";
import type { Rle } from "../../vision/rle/index.ts";

/** An object that a network found; `L` are the labels of the network. */
export interface FoundObject<L extends string = string> {
  readonly label: L;
  /** Number of its class, from 1 on; 0 is the background. */
  readonly classId: number;
  /** How sure the network is, from 0 to 1. */
  readonly score: number;
  /** In pixels of the image, the far edges exclusive. */
  readonly box: Box;
  /** As large as the image, `rle.decode(mask)` draws it; null of networks that find boxes only. */
  readonly mask: Rle | null;
}

/** The objects of an image. */
export interface FoundImage<L extends string = string> {
  /** The surest first. */
  readonly objects: readonly FoundObject<L>[];
  /** Names of the classes without the background: `classes[classId - 1]`. */
  readonly classes: readonly L[];
  /** Of the image, in pixels. */
  readonly height: number;
  readonly width: number;
  /** The file, where the image was given as one. */
  readonly path: string | null;
}
