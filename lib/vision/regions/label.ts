/** Connected components of a mask. */

import { type Kind, oneOf, type Rest, signature } from "../../edge/index.ts";
import { enter, maskKind } from "../arguments.ts";
import { type MaskLike, toMask } from "../morphology/mask.ts";

/** Label image (0 is outside) and how many regions it has. */
export interface Labels {
  data: Int32Array;
  height: number;
  width: number;
  count: number;
}

/** Options of {@link labelRegions}. */
export interface LabelOptions {
  /** 4: neighbours share a side; 8: also a corner. Default 8, as scikit-image. */
  connectivity?: 4 | 8;
}

/** How pixels touch. */
export const connectivityKind: Kind<4 | 8> = oneOf(4, 8);

const LABEL_REGIONS = signature<LabelOptions>("regions.labelRegions", {
  takes: { mask: maskKind },
  options: { connectivity: connectivityKind },
});

/**
 * Numbers the connected parts of a mask from 1, in the order in which a scan row by row meets them. An empty mask has none:
 * all labels are 0, and the count is 0.
 */
export function labelRegions(mask: MaskLike, ...rest: Rest<LabelOptions>): Labels {
  const { connectivity = 8 } = enter(LABEL_REGIONS, rest, mask);
  const { data, height, width } = toMask(mask, "labelRegions");
  // A border around it saves the tests at the edges; a pixel is pushed once, when it gets its label.
  const step = width + 2;
  const open = new Uint8Array((height + 2) * step);
  for (let i = 0, at = step + 1; i < data.length; at += 2) {
    for (let x = 0; x < width; x++, i++, at++) open[at] = data[i] === 0 ? 0 : 1;
  }
  const sides = [-step, -1, 1, step];
  const offsets = connectivity === 4 ? sides : [...sides, -step - 1, -step + 1, step - 1, step + 1];
  const labels = new Int32Array(height * width);
  const stack = new Int32Array(height * width);
  const place = (at: number): number => at - step - 1 - 2 * (Math.floor(at / step) - 1);
  let count = 0;
  for (let seed = 0; seed < labels.length; seed++) {
    const start = seed + step + 1 + 2 * Math.floor(seed / width);
    if (open[start] === 0) continue;
    labels[seed] = ++count;
    open[start] = 0;
    stack[0] = start;
    for (let size = 1; size > 0; ) {
      const at = stack[--size] as number;
      for (const offset of offsets) {
        const next = at + offset;
        if (open[next] === 0) continue;
        open[next] = 0;
        labels[place(next)] = count;
        stack[size++] = next;
      }
    }
  }
  return { data: labels, height, width, count };
}
