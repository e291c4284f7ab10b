/** What the boxes and the mask of a sample say. */

import type { Tensor } from "../../tensor/index.ts";
import { type AnyPart, reasonOf, type StatedBox, type Subject } from "./subject.ts";

/** Boxes and mask of a sample. */
export interface AnnotationFacts {
  boxes: readonly StatedBox[] | null;
  /** Share of the pixels of each class, the background's first, of each class of a multi-label mask, and what is left out. */
  mask: { shares: number[]; ignored: number } | null;
  /** Why one of them cannot be used. */
  problem: string | null;
}

/** Reads boxes and mask, where the part has any. Never throws but for a signal. */
export async function annotationsOf(
  part: AnyPart,
  subject: Subject,
  size: { width: number; height: number },
  signal?: AbortSignal,
): Promise<AnnotationFacts | null> {
  const facts: AnnotationFacts = { boxes: null, mask: null, problem: null };
  if (part.objects === undefined && part.readMask === undefined) return null;
  try {
    if (part.objects !== undefined) facts.boxes = await part.objects(subject.index, { signal });
    if (part.readMask !== undefined) {
      const mask = await part.readMask(subject.index, { signal });
      try {
        facts.mask = sharesOf(mask, size.width * size.height);
      } finally {
        mask.dispose();
      }
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    facts.problem = reasonOf(error, subject.path);
  }
  return facts;
}

/** Largest index of a class that a mask of one byte has; 255 is left out by custom. */
const MOST_CLASSES = 255;

/** Class indices (H, W), or planes of 0 and 1 (K, H, W). */
function sharesOf(mask: Tensor, pixels: number): AnnotationFacts["mask"] {
  const values = mask.data() as ArrayLike<number | bigint>;
  const isPlanes = mask.ndim === 3;
  const planes = isPlanes ? (mask.shape[0] as number) : 1;
  const counts = new Uint32Array(MOST_CLASSES);
  let ignored = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    if (isPlanes) {
      const plane = Math.floor((i * planes) / values.length);
      if (value === 1) counts[plane] = (counts[plane] as number) + 1;
    } else if (value >= 0 && value < MOST_CLASSES) counts[value] = (counts[value] as number) + 1;
    else ignored++;
  }
  const length = isPlanes ? planes : 1 + counts.findLastIndex((count) => count > 0);
  return { shares: Array.from(counts.subarray(0, length), (n) => n / pixels), ignored: ignored / pixels };
}
