/** Groups of images of like aspect ratio. */

import { integerFrom, kind, signature } from "../../edge/index.ts";

const isEdge = (value: unknown): boolean => typeof value === "number" && value > 0;
const TAKES = signature("datasets.aspectRatioGroups", {
  takes: {
    sizes: kind(
      "a list of { width, height }, above 0",
      (v) => Array.isArray(v) && v.every((size) => isEdge(size?.width) && isEdge(size?.height)),
    ),
    k: integerFrom(0),
  },
});

/**
 * The group of each image by its width over height, as torchvision's references divide them: at 2^(i / k) for i from -k to
 * k, and with `k` 0 at 1, a quotient on a bound belonging to the group above it.
 */
export function aspectRatioGroups(
  sizes: readonly { width: number; height: number }[],
  k: number,
  ...rest: []
): number[] {
  TAKES.read(rest);
  TAKES.check(sizes, k);
  const bounds = k === 0 ? [1] : Array.from({ length: 2 * k + 1 }, (_, i) => 2 ** ((i - k) / k));
  return sizes.map(({ width, height }) => bounds.filter((bound) => bound <= width / height).length);
}
