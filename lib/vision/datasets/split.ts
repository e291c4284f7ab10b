/** Seeded division into parts: each class by itself, or groups kept together, such as the images of a patient. */

import { Rng } from "../../data/index.ts";
import {
  callable,
  describe,
  integer,
  isPromise,
  type Kind,
  kind,
  number,
  optionsOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
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

/** Shares to set aside, by groups that stay together. */
export interface GroupedSplitOptions extends SplitOptions {
  /** Group of an image by its file: the patient or the video, of which all images go to one part. */
  groups?: (path: string) => string;
}

/** Shares of each class to set aside, by groups that stay together. */
export interface ClassSplitOptions extends SplitOptions {
  /**
   * Group of an image by its file and its class: the patient or the video, of which all images go to one part, also
   * where they are of several classes.
   */
  groups?: (path: string, className: string) => string;
}

const SHARES = { val: number, test: number, seed: integer } as const;

const SPLIT_ADVICE = {
  train: "training gets what val and test leave",
  group: "it is called groups, a function of the file",
  stratify: "leave it out: classes are divided evenly",
};

/** The kind of an option `split` without groups, of the entry `name`. */
export function splitKind(name: string): Kind<SplitOptions> {
  const takes = { options: SHARES, advice: { ...SPLIT_ADVICE, groups: "the table has a column of groups" } };
  return optionsOf(signature<SplitOptions>(`${name}: split`, takes));
}

/** The kind of an option `split` with groups, of the entry `name`. */
export function groupedSplitKind<F>(name: string): Kind<SplitOptions & { groups?: F }> {
  return optionsOf(
    signature<SplitOptions & { groups?: F }>(`${name}: split`, {
      // The keys are those of the type, whose last one the compiler cannot see through F.
      options: { ...SHARES, groups: callable<F>() } as never,
      advice: SPLIT_ADVICE,
    }),
  );
}

/**
 * The group that a caller's function gives. Throws ArgumentError where it fails, or gives anything but a text: an item
 * without a group would be divided from its like in silence.
 */
export function groupOf<A extends readonly [path: string, ...unknown[]]>(
  operation: string,
  groups: (...args: A) => unknown,
  ...args: A
): string {
  let group: unknown;
  try {
    group = groups(...args);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : describe(cause);
    throw new ArgumentError(`${operation}: split.groups failed on ${args[0]}: ${reason}`, {
      operation,
      cause,
    });
  }
  if (typeof group === "string" && group !== "") return group;
  throw new ArgumentError(
    `${operation}: split.groups gives the name of a group, a text, got ${describe(group)} for ${args[0]}` +
      (isPromise(group) ? "; it cannot wait" : ""),
    { operation },
  );
}

/** Throws DatasetError for a group that is in two parts: what is measured there would have been trained on. */
export function checkGroups(
  operation: string,
  parts: Readonly<Record<Part, readonly { path: string; group?: string }[]>>,
): void {
  const seen = new Map<string, { part: Part; path: string }>();
  for (const part of ["train", "val", "test"] as const) {
    for (const { path, group } of parts[part]) {
      if (group === undefined) continue;
      const other = seen.get(group);
      if (other === undefined) seen.set(group, { part, path });
      else if (other.part !== part) {
        throw new DatasetError(
          `${operation}: the group ${describe(group)} is in two parts, ${other.part} (${other.path}) and ${part} ` +
            `(${path}); what is measured there would have been trained on`,
          { file: path, operation },
        );
      }
    }
  }
}

/** Items of the three parts. */
export interface Parts<T> {
  train: T[];
  val: T[];
  test: T[];
}

const listOfObjects = (expected: string, has: (item: object) => boolean) =>
  kind<readonly never[]>(
    expected,
    (v) => Array.isArray(v) && v.every((item) => typeof item === "object" && item !== null && has(item)),
  );
const labelled = listOfObjects(
  "a list of files, each an object with label, a whole number",
  (item) => "label" in item && Number.isInteger(item.label),
);
const grouped = listOfObjects(
  "a list of objects, of which some may have a group, a text",
  (item) => !("group" in item) || item.group === undefined || typeof item.group === "string",
);
const groups = "give each item its group, and take groupedSplit or stratifiedGroupedSplit";
const STRATIFIED = signature<SplitOptions>("datasets.stratifiedSplit", {
  takes: { files: labelled },
  options: SHARES,
  advice: { ...SPLIT_ADVICE, groups },
});
const GROUPED = signature<SplitOptions>("datasets.groupedSplit", {
  takes: { items: grouped },
  options: SHARES,
  advice: { ...SPLIT_ADVICE, groups },
});
const STRATIFIED_GROUPED = signature<SplitOptions>("datasets.stratifiedGroupedSplit", {
  takes: { items: labelled },
  options: SHARES,
  advice: { ...SPLIT_ADVICE, groups },
});

/**
 * Divides the files by class. A class of two files or more gives at least one to every part asked for, as
 * long as one stays for training. Throws ArgumentError unless the shares leave something to train on.
 */
export function stratifiedSplit(
  files: readonly LabelledFile[],
  ...rest: Rest<SplitOptions>
): Parts<LabelledFile> {
  const { val = 0, test = 0, seed = 0 } = STRATIFIED.read(rest);
  STRATIFIED.check(files);
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
  ...options: Rest<SplitOptions>
): Parts<T> {
  const { val = 0, test = 0, seed = 0 } = GROUPED.read(options);
  GROUPED.check(items);
  checkShares(val, test);
  const asked = Number(val > 0) + Number(test > 0);
  const rest = Rng.derive(seed).shuffle(groupsOf(items, asked));
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

/** Files of parts: those that are ready, null where nothing is. */
export interface FoundParts<T> {
  train: readonly T[];
  val: readonly T[] | null;
  test: readonly T[] | null;
}

/**
 * Parts that are ready as they are, and the others set aside of the files for training, each file with its group.
 *
 * @param operation what errors call the caller
 * @throws DatasetError for a group in two parts, ArgumentError for a split that leaves nothing to train on
 */
export function setAside<T extends { path: string; group?: string }>(
  operation: string,
  found: FoundParts<T>,
  { groups, val, test, seed }: GroupedSplitOptions = {},
): Parts<T> {
  const grouped = (files: readonly T[]): T[] =>
    groups === undefined
      ? [...files]
      : files.map((file) => ({ ...file, group: groupOf(operation, groups, file.path) }));
  const divided = groupedSplit(grouped(found.train), {
    val: found.val === null ? val : 0,
    test: found.test === null ? test : 0,
    seed,
  });
  const parts = {
    train: divided.train,
    val: found.val === null ? divided.val : grouped(found.val),
    test: found.test === null ? divided.test : grouped(found.test),
  };
  checkGroups(operation, parts);
  return parts;
}

/** A group that is dealt as a whole: its items, and how many there are of each class. */
interface Unit {
  indices: readonly number[];
  counts: ReadonlyMap<number, number>;
  taken: boolean;
}

/**
 * Divides items by class and by their groups; an item without one is a group of its own. Groups stay whole, also those
 * with items of several classes. Each part asked for gets groups of every class, as long as one of the class stays for
 * training, and then whatever brings its share of each class nearer to the one asked for (greedy, in the seed's order, as
 * scikit-learn's StratifiedGroupKFold).
 *
 * @throws ArgumentError unless the shares, and the groups, leave something to train on and fill every part asked for
 */
export function stratifiedGroupedSplit<T extends { label: number; group?: string }>(
  items: readonly T[],
  ...rest: Rest<SplitOptions>
): Parts<T> {
  const { val = 0, test = 0, seed = 0 } = STRATIFIED_GROUPED.read(rest);
  STRATIFIED_GROUPED.check(items);
  checkShares(val, test);
  const asked = Number(val > 0) + Number(test > 0);
  const units = Rng.derive(seed)
    .shuffle(groupsOf(items, asked))
    .map((indices): Unit => ({ indices, counts: countsOf(items, indices), taken: false }));
  const sizes = new Map<number, number>();
  const unitsOf = new Map<number, Unit[]>();
  for (const unit of units) {
    for (const [label, count] of unit.counts) {
      sizes.set(label, (sizes.get(label) ?? 0) + count);
      const list = unitsOf.get(label);
      if (list === undefined) unitsOf.set(label, [unit]);
      else list.push(unit);
    }
  }
  /** Groups of each class that nobody has taken. */
  const left = new Map([...unitsOf].map(([label, list]) => [label, list.length]));

  const part = new Array<Part>(items.length).fill("train");
  for (const [name, share] of Object.entries({ val, test }) as ["val" | "test", number][]) {
    if (share === 0) continue;
    const held = new Map<number, number>();
    /** How much farther from its shares, over all classes, a group would bring the part. */
    const change = ({ counts }: Unit): number => {
      let sum = 0;
      for (const [label, count] of counts) {
        const [size, now] = [sizes.get(label) as number, held.get(label) ?? 0];
        sum += (Math.abs(now + count - share * size) - Math.abs(now - share * size)) / size;
      }
      return sum;
    };
    // The last group of a class stays for training.
    const isFree = (unit: Unit) =>
      !unit.taken && [...unit.counts.keys()].every((label) => (left.get(label) as number) > 1);
    const take = (unit: Unit) => {
      unit.taken = true;
      for (const index of unit.indices) part[index] = name;
      for (const [label, count] of unit.counts) {
        held.set(label, (held.get(label) ?? 0) + count);
        left.set(label, (left.get(label) as number) - 1);
      }
    };
    // The classes of few groups choose first.
    for (const [label] of [...left].sort(([a, m], [b, n]) => m - n || a - b)) {
      if (held.has(label)) continue;
      const free = (unitsOf.get(label) as Unit[]).filter(isFree).map((unit) => ({ unit, by: change(unit) }));
      const fits = free.find(({ by }) => by < 0);
      const best =
        fits ?? free.reduce<(typeof free)[0] | undefined>((a, b) => (a && a.by <= b.by ? a : b), undefined);
      if (best !== undefined) take(best.unit);
    }
    for (const unit of units) if (isFree(unit) && change(unit) < -1e-12) take(unit);
    if (held.size === 0) {
      throw new ArgumentError(
        `split: no group can be set aside for ${name}, as a class would have none left to train on; every class needs ` +
          `the images of ${asked + 1} groups`,
        { operation: "split" },
      );
    }
  }
  return dealt(items, part);
}

function countsOf(items: readonly { label: number }[], indices: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const index of indices) {
    const { label } = items[index] as { label: number };
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

/** Positions of each group's items, in the order of their first ones. Throws ArgumentError for too few groups. */
function groupsOf(items: readonly { group?: string }[], asked: number): number[][] {
  const groups = new Map<string, number[]>();
  items.forEach(({ group }, index) => {
    const key = group === undefined ? `item ${index}` : `group ${group}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [index]);
    else list.push(index);
  });
  if (groups.size < asked + 1 && asked > 0) {
    throw new ArgumentError(
      `split: ${asked + 1} parts need as many groups, got ${groups.size} (of ${items.length} files)`,
      { operation: "split" },
    );
  }
  return [...groups.values()];
}

/** Throws ArgumentError unless the shares leave something to train on. */
export function checkShares(val: number, test: number): void {
  for (const [name, share] of Object.entries({ val, test, "val + test": val + test })) {
    if (!(share >= 0 && share < 1)) {
      throw new ArgumentError(`split: ${name} is a share from 0 to below 1, got ${share}`, {
        operation: "split",
      });
    }
  }
}

/** The items of each part. */
export function dealt<T>(items: readonly T[], part: readonly Part[]): Parts<T> {
  const of = (name: Part) => items.filter((_, index) => part[index] === name);
  return { train: of("train"), val: of("val"), test: of("test") };
}
