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
  const labels = new Int32Array(height * width);
  const stack: number[] = [];
  let count = 0;
  for (let seed = 0; seed < labels.length; seed++) {
    if (data[seed] === 0 || labels[seed] !== 0) continue;
    labels[seed] = ++count;
    stack.push(seed);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [y, x] = [Math.floor(at / width), at % width];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (connectivity === 4 && dy !== 0 && dx !== 0) continue;
          const [row, column] = [y + dy, x + dx];
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          const next = row * width + column;
          if (data[next] === 0 || labels[next] !== 0) continue;
          labels[next] = count;
          stack.push(next);
        }
      }
    }
  }
  return { data: labels, height, width, count };
}
