/** What `npm run bench:vision-ops` measures; python/vision_ops.py knows the same names. */

/** The cases in order. */
export const CASES = [
  "nms 1000 crowded",
  "nms 1000 apart",
  "nms 20000 crowded",
  "nms 20000 apart",
  "roi_align",
  "roi_align with gradient",
] as const;
