/** Seeded, stratified division of labelled files: each class is divided by itself. */

import { Rng } from "../../data/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { LabelledFile } from "./scan.ts";

/** How much of each class is set aside. */
export interface SplitOptions {
  /** Share for validation, 0 to 1. */
  val?: number;
  /** Share for testing, 0 to 1. */
  test?: number;
  /** Default 0. */
  seed?: number;
}

/**
 * Divides the files by class. A class of two files or more gives at least one to every part asked for, as
 * long as one stays for training. Throws ArgumentError unless the shares leave something to train on.
 */
export function stratifiedSplit(
  files: readonly LabelledFile[],
  options: SplitOptions,
): { train: LabelledFile[]; val: LabelledFile[]; test: LabelledFile[] } {
  const { val = 0, test = 0, seed = 0 } = options;
  for (const [name, share] of Object.entries({ val, test, "val + test": val + test })) {
    if (!(share >= 0 && share < 1)) {
      throw new ArgumentError(`split: ${name} is a share from 0 to below 1, got ${share}`, {
        operation: "split",
      });
    }
  }
  const byClass = new Map<number, number[]>();
  files.forEach(({ label }, index) => {
    const list = byClass.get(label);
    if (list === undefined) byClass.set(label, [index]);
    else list.push(index);
  });

  const part = new Array<"train" | "val" | "test">(files.length).fill("train");
  for (const [label, indices] of byClass) {
    const shuffled = Rng.derive(seed, label).shuffle([...indices]);
    const take = (share: number) => (share === 0 ? 0 : Math.max(1, Math.round(share * indices.length)));
    let left = shuffled.length - 1; // one stays for training
    for (const name of ["val", "test"] as const) {
      const count = Math.min(left, take(name === "val" ? val : test));
      for (const index of shuffled.splice(0, count)) part[index] = name;
      left -= count;
    }
  }
  const of = (name: "train" | "val" | "test") => files.filter((_, index) => part[index] === name);
  return { train: of("train"), val: of("val"), test: of("test") };
}
