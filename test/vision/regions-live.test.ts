/** Regions and skeletons of random masks against scikit-image at run time. */

import { expect, test } from "vitest";
import { morphology, regions } from "../../lib/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";
import { expectRows } from "./region-rows.ts";

const python = findPython(["scikit-image", "scipy", "torch"]);
const TRIALS = 60;

interface Trial {
  size: [number, number];
  spacing: [number, number];
  mask: string;
  parts: [number, number];
  skeleton: string;
  rows: number[][];
}

test.skipIf(python === undefined)(
  "random masks measure and thin as in scikit-image",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    const { result } = await runPython(
      `
      import numpy as np
      import regions
      from scipy.ndimage import gaussian_filter
      from skimage.measure import label
      from skimage.morphology import skeletonize

      rng = np.random.default_rng(args["seed"])
      result = []
      for _ in range(args["trials"]):
          size = rng.integers(1, 48, 2)
          noise, sigma = rng.random(size), rng.choice([0, 0.5, 1, 2, 4])
          noise = gaussian_filter(noise, sigma) if sigma else noise
          mask = noise > np.quantile(noise, rng.random())
          spacing = tuple(rng.choice([0.3, 1, 1.5], 2))
          intensity = np.arange(mask.size, dtype=float).reshape(mask.shape) % 7
          result.append({
              "size": size.tolist(), "spacing": spacing, "mask": regions.text(mask),
              "parts": [int(label(mask, connectivity=c).max()) for c in (1, 2)],
              "skeleton": regions.text(skeletonize(mask, method="zhang")),
              "rows": regions.rows(mask, spacing, intensity),
          })
      `,
      { args: { seed, trials: TRIALS } },
    );
    for (const [i, trial] of (result as Trial[]).entries()) {
      const [height, width] = trial.size;
      const mask = { data: Uint8Array.from(trial.mask, Number), height, width };
      const counts = ([4, 8] as const).map(
        (connectivity) => regions.labelRegions(mask, { connectivity }).count,
      );
      expect(counts).toEqual(trial.parts);
      expect([...morphology.skeletonize(mask)].join(""), `skeleton of trial ${i}`).toBe(trial.skeleton);
      const intensity = { data: Float64Array.from(mask.data, (_, k) => k % 7), height, width };
      const measured = regions.measureRegions(regions.labelRegions(mask), {
        spacing: trial.spacing,
        intensity,
      });
      expectRows(measured, trial.rows, `trial ${i}`);
    }
  },
  120_000,
);
