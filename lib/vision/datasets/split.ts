/** Seeded division into parts: each class by itself, or groups kept together, such as the images of a patient. */

import { Rng } from "../../data/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Part } from "./parts.ts";
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

/** Items of the three parts. */
export interface Parts<T> {
  train: T[];
  val: T[];
  test: T[];
}

/**
 * Divides the files by class. A class of two files or more gives at least one to every part asked for, as
 * long as one stays for training. Throws ArgumentError unless the shares leave something to train on.
 */
export function stratifiedSplit(files: readonly LabelledFile[], options: SplitOptions): Parts<LabelledFile> {
  const { val = 0, test = 0, seed = 0 } = options;
  checkShares(val, test);
  const byClass = new Map<number, number[]>();
  files.forEach(({ label }, index) => {
    const list = byClass.get(label);
    if (list === undefined) byClass.set(label, [index]);
    else list.push(index);
  });

  const part = new Array<Part>(files.length).fill("train");
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
  return dealt(files, part);
}

/**
 * Divides items by their groups; an item without one is a group of its own. Each part asked for gets whole groups, at
 * least one, until it is as near to its share of the items as they allow; at least one group stays for training. Throws
 * ArgumentError unless the shares, and the groups, leave something to train on.
 */
export function groupedSplit<T extends { group?: string }>(
  items: readonly T[],
  options: SplitOptions,
): Parts<T> {
  const { val = 0, test = 0, seed = 0 } = options;
  checkShares(val, test);
  const groups = new Map<string, number[]>();
  items.forEach(({ group }, index) => {
    const key = group === undefined ? `item ${index}` : `group ${group}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [index]);
    else list.push(index);
  });
  const asked = Number(val > 0) + Number(test > 0);
  if (groups.size < asked + 1 && asked > 0) {
    throw new ArgumentError(
      `split: ${asked + 1} parts need as many groups, got ${groups.size} (of ${items.length} files)`,
      { operation: "split" },
    );
  }

  const rest = Rng.derive(seed).shuffle([...groups.values()]);
  const part = new Array<Part>(items.length).fill("train");
  let owed = asked; // groups to leave: one for training and one for each part still to come
  for (const [name, share] of Object.entries({ val, test }) as ["val" | "test", number][]) {
    if (share === 0) continue;
    const goal = share * items.length;
    let taken = 0;
    while (rest.length > owed) {
      const next = rest[0] as number[];
      // A further group must bring the part nearer to its share.
      if (taken > 0 && Math.abs(taken + next.length - goal) >= Math.abs(taken - goal)) break;
      for (const index of next) part[index] = name;
      taken += next.length;
      rest.shift();
    }
    owed--;
  }
  return dealt(items, part);
}

function checkShares(val: number, test: number): void {
  for (const [name, share] of Object.entries({ val, test, "val + test": val + test })) {
    if (!(share >= 0 && share < 1)) {
      throw new ArgumentError(`split: ${name} is a share from 0 to below 1, got ${share}`, {
        operation: "split",
      });
    }
  }
}

function dealt<T>(items: readonly T[], part: readonly Part[]): Parts<T> {
  const of = (name: Part) => items.filter((_, index) => part[index] === name);
  return { train: of("train"), val: of("val"), test: of("test") };
}
