/** What a run of `kill-runs.ts` is: drawn once, written as JSON for the process that trains. */
import type { Rng } from "../../lib/data/index.ts";

/** The options that differ from run to run. */
export interface Plan {
  seed: number;
  epochs: number;
  optimizer: "adamw" | "adam" | "sgd";
  scheduler: "cosine" | "step" | "own";
  accumulate: number;
  /** Optimizer steps from one checkpoint to the next. */
  every: number;
  ema: { decay: number; every: number; after: number };
}

/** Draws a plan. */
export function drawPlan(rng: Rng): Plan {
  const one = <T>(...values: readonly T[]): T => values[rng.int(0, values.length)] as T; // within the list
  return {
    seed: rng.int(0, 1000),
    epochs: 6,
    optimizer: one("adamw", "adam", "sgd"),
    scheduler: one("cosine", "step", "own"),
    accumulate: one(2, 3),
    every: one(1, 2, 3),
    ema: { decay: 0.8, every: one(1, 2), after: one(0, 3) },
  };
}
