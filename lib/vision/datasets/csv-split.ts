/** How the rows of a table are divided: by a column or a file that says it, by groups and evenly, by date, or by site. */

import { Rng } from "../../data/index.ts";
import { iterativeParts } from "../../data/iterative.ts";
import {
  boolean,
  describe,
  either,
  integer,
  type Kind,
  listed,
  listOf,
  number,
  oneOf,
  optionsOf,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { FileTable, ListedFile } from "./csv-files.ts";
import type { Part } from "./parts.ts";
import {
  checkGroups,
  checkShares,
  dealt,
  groupedSplit,
  type Parts,
  stratifiedGroupedSplit,
  stratifiedSplit,
} from "./split.ts";
import { applySplitFile } from "./split-file.ts";

/** How the images of a table are divided. */
export interface TableSplitOptions {
  /** Share for validation, 0 to 1; with `by: "site"` also the names of the sites. */
  val?: number | readonly string[];
  /** Share for testing, 0 to 1; with `by: "site"` also the names of the sites. */
  test?: number | readonly string[];
  /** Default 0. */
  seed?: number;
  /**
   * Default "group": at random, groups whole. "date": the newest images are for testing, those before them for validation; a group
   * goes by its newest image. "site": sites are held out whole.
   */
  by?: "group" | "date" | "site";
  /** Whether parts are to have the same share of each class, each label, each tenth of a number. Default true; only with "group". */
  stratify?: boolean;
}

const shareOrNames = either(number, listOf(string));

/** The kind of an option `split` of the entry `name`: how to divide, or a file that says it. */
export function tableSplitKind(name: string): Kind<TableSplitOptions | string> {
  return either(
    optionsOf(
      signature<TableSplitOptions>(`${name}: split`, {
        options: {
          val: shareOrNames,
          test: shareOrNames,
          seed: integer,
          by: oneOf("group", "date", "site"),
          stratify: boolean,
        },
        advice: {
          train: "training gets what val and test leave",
          group: "it is a column, and belongs in the argument before",
          groups: "the table has a column of groups",
          column: "it is named in the argument before, as split, date or site",
        },
      }),
    ),
    string,
  );
}

/** A row that is to be divided. */
export type DivisibleRow = ListedFile & { path: string; site?: string; date?: string };

/** Samples with what their parts are made alike by: a number for each, or rows of 0 and 1; null where there is nothing of the kind. */
export interface Divisible<S extends DivisibleRow> {
  samples: readonly S[];
  strata: number[] | number[][] | null;
  /** What files of parts name images relative to. */
  base: string;
}

/** The parts, and how they were made, as plain values. */
export interface Divided<S> {
  parts: Parts<S>;
  division: Record<string, unknown> | null;
}

/**
 * Divides the samples of a table.
 *
 * @throws ArgumentError for a division that contradicts the table, or leaves nothing to train on; DatasetError for a group in two
 *   parts, and a file of parts that is of other images
 */
export async function divideTable<S extends DivisibleRow>(
  table: FileTable,
  { samples, strata, base }: Divisible<S>,
  split: TableSplitOptions | string = {},
): Promise<Divided<S>> {
  const { operation, file } = table;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation, file });
  };
  if (typeof split === "string") {
    if (samples.some(({ part }) => part !== undefined))
      refuse(`${file} has a column of parts, and split names a file of them; say columns: { split: null }`);
    const parts = await applySplitFile(split, base, samples, operation);
    checkGroups(operation, parts);
    return { parts, division: { file: split } };
  }
  const { by = "group", val = 0, test = 0, seed = 0, stratify } = split;
  if (samples.some(({ part }) => part !== undefined)) {
    const odd = Object.keys(split).find((name) => split[name as keyof TableSplitOptions] !== undefined);
    if (odd !== undefined) {
      refuse(
        `split.${odd}: ${file} has a column of parts; leave split out, name another column as split, or none: split: null among ` +
          "the columns",
      );
    }
    return { parts: await table.divide(samples), division: { column: true } };
  }
  if (by !== "group" && stratify !== undefined) refuse(`split.stratify: without effect by ${by}`);
  if (strata === null && stratify !== undefined)
    refuse("split.stratify: without effect, as images have no class each");
  if (by !== "site" && (typeof val !== "number" || typeof test !== "number"))
    return refuse('split: val and test are shares; the names of sites are for by: "site"');
  const division = {
    by,
    val,
    test,
    seed,
    ...(by === "group" && strata !== null && { stratify: stratify ?? true }),
  };
  const parts =
    by === "site"
      ? bySite(samples, { val, test, seed }, refuse)
      : by === "date"
        ? byDate(samples, val as number, test as number, refuse)
        : atRandom(samples, stratify === false ? null : strata, {
            val: val as number,
            test: test as number,
            seed,
          });
  checkGroups(operation, parts);
  if (parts.train.length === 0) refuse(`${file} has no row left to train on`);
  return { parts, division: val === 0 && test === 0 ? null : division };
}

type Shares = { val: number; test: number; seed: number };

function atRandom<S extends DivisibleRow>(
  samples: readonly S[],
  strata: number[] | number[][] | null,
  shares: Shares,
): Parts<S> {
  if (strata === null || samples.length === 0) return groupedSplit(samples, shares);
  const isGrouped = samples.some(({ group }) => group !== undefined);
  if (Array.isArray(strata[0])) return byLabels(samples, strata as number[][], shares);
  const items = samples.map(({ path, group }, index) => ({
    path,
    group,
    index,
    label: (strata as number[])[index] as number,
  }));
  const parts = isGrouped
    ? stratifiedGroupedSplit(items, shares)
    : (stratifiedSplit(items, shares) as Parts<(typeof items)[number]>); // the items themselves
  const back = (list: readonly { index: number }[]) => list.map(({ index }) => samples[index] as S);
  return { train: back(parts.train), val: back(parts.val), test: back(parts.test) };
}

/** Parts with the same share of each of several labels. */
function byLabels<S extends DivisibleRow>(
  samples: readonly S[],
  labels: number[][],
  { val, test, seed }: Shares,
): Parts<S> {
  checkShares(val, test);
  const units = unitsOf(samples);
  const asked = (["val", "test"] as const).filter((part) => (part === "val" ? val : test) > 0);
  const names: Part[] = ["train", ...asked];
  const shares = names.map((part) => (part === "train" ? 1 - val - test : part === "val" ? val : test));
  const found = iterativeParts(units, labels, shares, Rng.derive(seed));
  const empty = names.find((_, part) => !found.includes(part));
  if (empty !== undefined) {
    throw new ArgumentError(
      `split: ${names.length} parts need as many groups, and shares that give each one; ${empty} has none of ${units.length} groups`,
      { operation: "split" },
    );
  }
  const part = new Array<Part>(samples.length).fill("train");
  for (const [unit, members] of units.entries()) {
    for (const at of members) part[at] = names[found[unit] as number] as Part;
  }
  return dealt(samples, part);
}

/** Positions that stay together: those of a group, or one alone. */
function unitsOf(samples: readonly DivisibleRow[]): number[][] {
  const groups = new Map<string, number[]>();
  const units: number[][] = [];
  for (const [at, { group }] of samples.entries()) {
    const own = group === undefined ? undefined : groups.get(group);
    if (own !== undefined) own.push(at);
    else {
      const unit = [at];
      units.push(unit);
      if (group !== undefined) groups.set(group, unit);
    }
  }
  return units;
}

/** The newest for testing, those before them for validation; what is of one day stays together. */
function byDate<S extends DivisibleRow>(
  samples: readonly S[],
  val: number,
  test: number,
  refuse: (text: string) => never,
): Parts<S> {
  checkShares(val, test);
  if (samples.some(({ date }) => date === undefined))
    refuse('split.by "date" needs a column of dates: { date: "acquired" } among the columns');
  const days = new Map<string, number[]>();
  for (const unit of unitsOf(samples)) {
    const newest = unit
      .map((at) => samples[at]?.date ?? "")
      .sort()
      .at(-1) as string; // a unit has a sample
    days.set(newest, [...(days.get(newest) ?? []), ...unit]);
  }
  const rest = [...days].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, members]) => members);
  const part = new Array<Part>(samples.length).fill("train");
  let owed = Number(val > 0) + Number(test > 0); // days to leave
  if (rest.length < owed + 1)
    refuse(`split: ${owed + 1} parts by date need as many days, got ${rest.length}`);
  for (const [name, share] of [["test", test] as const, ["val", val] as const]) {
    if (share === 0) continue;
    const goal = share * samples.length;
    let taken = 0;
    while (rest.length > owed) {
      const next = rest[0] as number[];
      if (taken > 0 && Math.abs(taken + next.length - goal) >= Math.abs(taken - goal)) break;
      for (const at of next) part[at] = name;
      taken += next.length;
      rest.shift();
    }
    owed--;
  }
  return dealt(samples, part);
}

/** Whole sites, those that are named or as many as come near the shares. */
function bySite<S extends DivisibleRow>(
  samples: readonly S[],
  { val, test, seed }: Pick<TableSplitOptions, "val" | "test" | "seed">,
  refuse: (text: string) => never,
): Parts<S> {
  if (samples.some(({ site }) => site === undefined))
    refuse('split.by "site" needs a column of sites: { site: "hospital" } among the columns');
  const there = [...new Set(samples.map(({ site }) => site as string))].sort();
  if (typeof val !== "object" && typeof test !== "object") {
    const items = samples.map((sample, index) => ({ group: sample.site as string, index }));
    const parts = groupedSplit(items, { val: val as number, test: test as number, seed });
    const back = (list: readonly { index: number }[]) => list.map(({ index }) => samples[index] as S);
    return { train: back(parts.train), val: back(parts.val), test: back(parts.test) };
  }
  const names = (sites: number | readonly string[] | undefined, what: string): readonly string[] => {
    if (typeof sites === "object") return sites;
    return sites ? refuse(`split.${what}: give names of sites for both parts, or shares`) : [];
  };
  const [ofVal, ofTest] = [names(val, "val"), names(test, "test")];
  const odd = [...ofVal, ...ofTest].find((site) => !there.includes(site));
  if (odd !== undefined) refuse(`split: there is no site ${describe(odd)}; there are ${listed(there, 30)}`);
  const both = ofVal.find((site) => ofTest.includes(site));
  if (both !== undefined) refuse(`split: the site ${describe(both)} is named for validation and for testing`);
  return dealt(
    samples,
    samples.map(({ site }): Part => {
      if (ofVal.includes(site as string)) return "val";
      return ofTest.includes(site as string) ? "test" : "train";
    }),
  );
}
