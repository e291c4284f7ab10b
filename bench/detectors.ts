/**
 * `npm run bench:detectors`: whole detectors beside torchvision's.
 *
 *     npm run bench:detectors -- [--rounds N] [--threads 2] [--out file.json]
 *
 * Finding objects in one image of 480 x 640, and a training step with SGD on two or four of them with ten objects each. Each side
 * runs in a process of its own, with the same first values and images (by seed), in turn; the ratios are of medians, of the
 * time that passed and of the processor's.
 */

import { CASES } from "./detectors-cases.ts";
import { runPaired } from "./paired.ts";

await runPaired({
  cases: CASES,
  torchts: "detectors-worker.ts",
  python: "detectors.py",
  rounds: 9,
  file: "detectors.json",
});
