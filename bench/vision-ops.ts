/**
 * `npm run bench:vision-ops`: detection's operators beside torchvision's compiled ones.
 *
 *     npm run bench:vision-ops -- [--rounds N] [--threads 2] [--out file.json]
 *
 * nms of 1,000 and of 20,000 boxes, crowded (most go) and apart (most stay); roi_align of 1,000 RoIs, 256 channels, 7 x 7
 * bins of two samples a side, over a feature map of 200 x 272 at stride 4, forward and with its gradient. Each side runs
 * in a process of its own, on the same numbers (by seed), in turn; the ratios are of medians, of the time that passed and
 * of the processor's, which a loaded machine lengthens less.
 */

import { runPaired } from "./paired.ts";
import { CASES } from "./vision-ops-cases.ts";

await runPaired({
  cases: CASES,
  torchts: "vision-ops-worker.ts",
  python: "vision_ops.py",
  rounds: 15,
  file: "vision-ops.json",
});
