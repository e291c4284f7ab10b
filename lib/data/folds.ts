/** Division into folds for cross-validation: as it comes, by classes, by groups that stay together, or by both. */
import { boolean, either, integer, integerFrom, kind, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { iterativeParts } from "./iterative.ts";
import { Rng } from "./rng.ts";

/** A fold: positions of the samples that train, and of those that are held out. Each list ascends. */
export interface Fold {
  train: number[];
  val: number[];
}

/** Options of {@link kFold}. */
export interface KFoldOptions {
  /** How many, at least 2. Default 5. */
  folds?: number;
  /** Divide in random order. Default true; false gives scikit-learn's division without its shuffling. */
  shuffle?: boolean;
  /** Decides the random order. Default 0. */
  seed?: number;
  /**
   * Class of each sample: every fold then has of each class what the others have, to within one sample. Of several labels a row
   * of 0 and 1 for each sample: folds are then made alike by iterative stratification.
   */
  labels?: ArrayLike<number | string> | readonly (readonly number[])[];
  /** Group of each sample, its patient or video: a group is held out as a whole, in one fold. */
  groups?: ArrayLike<number | string>;
}

const OPERATION = "data.kFold";
const perSample = kind<ArrayLike<number | string>>(
  "a list of numbers or texts, one for each sample",
  (v) =>
    (Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView))) &&
    Array.from(v as unknown as ArrayLike<unknown>).every(
      (one) => typeof one === "string" || Number.isFinite(one),
    ),
);
const rows = kind<readonly (readonly number[])[]>(
  "rows of 0 and 1 of one length",
  (v) =>
    Array.isArray(v) &&
    v.length > 0 &&
    v.every(
      (row) => Array.isArray(row) && row.length === v[0].length && row.every((one) => one === 0 || one === 1),
    ),
);
const TAKES = signature<KFoldOptions>(OPERATION, {
  takes: { length: integerFrom(0) },
  options: {
    folds: integerFrom(2),
    shuffle: boolean,
    seed: integer,
    labels: either(perSample, rows),
    groups: perSample,
  },
  advice: {
    k: "it is called folds",
    nSplits: "it is called folds",
    stratify: "give the labels",
    randomState: "it is called seed",
  },
});

/**
 * Divides `length` samples into folds, each of which is held out once.
 *
 * With `labels` classes are dealt out evenly. With `groups` folds are as near to each other in size as groups that stay whole
 * allow; with both, each fold's share of each class is as near to the others', the groups with the most uneven classes placed
 * first. Without shuffling the folds are those of scikit-learn's `KFold`, `StratifiedKFold` and, but for groups of
 * one size, `GroupKFold`; with both it is the method of `StratifiedGroupKFold`, which tells like folds apart by rounding.
 *
 * @throws ArgumentError for fewer samples, groups, or samples of every class than folds, and lists of another length
 *
 * @example
 * for (const { train, val } of data.kFold(table.length, { folds: 5, labels: table.labels, groups: patients })) {
 *   const parts = { train: table.select(train), val: table.select(val) };
 * }
 */
export function kFold(length: number, ...rest: Rest<KFoldOptions>): Fold[] {
  const { folds = 5, shuffle = true, seed = 0, labels, groups } = TAKES.read(rest);
  TAKES.check(length);
  for (const [name, list] of Object.entries({ labels, groups })) {
    if (list !== undefined && list.length !== length) {
      refuse(`${name} has one value for each sample, ${length}, got ${list.length}`);
    }
  }
  if (length < folds) refuse(`expected at least as many samples as folds, got ${length} for ${folds}`);
  const rng = shuffle ? Rng.derive(seed) : null;
  const foldOf = divided({ length, folds, rng, labels, groups });
  const positions = Array.from({ length }, (_, at) => at);
  return Array.from({ length: folds }, (_, fold) => ({
    train: positions.filter((at) => foldOf[at] !== fold),
    val: positions.filter((at) => foldOf[at] === fold),
  }));
}

const LEAVE = signature("data.leaveOneGroupOut", { takes: { groups: perSample } });

/**
 * A fold for each group, which is held out as a whole: each hospital measured by what was learned at the others, as
 * scikit-learn's `LeaveOneGroupOut`. The folds are in the order of the groups' names.
 *
 * @param groups of each sample
 * @throws ArgumentError for fewer than two groups
 *
 * @example
 * const parts = await datasets.fromCsv("scans.csv", { image: "file", label: "dx", site: "hospital" });
 * await train.crossValidate(model, parts, { folds: data.leaveOneGroupOut(parts.train.sites ?? []), epochs: 5 });
 */
export function leaveOneGroupOut(groups: ArrayLike<number | string>, ...rest: []): Fold[] {
  LEAVE.read(rest);
  LEAVE.check(groups);
  const members = positionsOf(groups);
  if (members.length < 2) {
    throw LEAVE.error(`expected two groups or more, got ${members.length}`);
  }
  return members.map((val) => {
    const held = new Set(val);
    return { train: Array.from({ length: groups.length }, (_, at) => at).filter((at) => !held.has(at)), val };
  });
}

interface Division {
  length: number;
  folds: number;
  rng: Rng | null;
  labels: KFoldOptions["labels"];
  groups: ArrayLike<number | string> | undefined;
}

/** The fold of each sample. */
function divided({ length, folds, rng, labels: given, groups }: Division): number[] {
  if (isRows(given)) {
    const units = groups === undefined ? Array.from({ length }, (_, at) => [at]) : positionsOf(groups);
    if (units.length < folds)
      refuse(`expected at least as many groups as folds, got ${units.length} for ${folds}`);
    const shares = new Array<number>(folds).fill(1 / folds);
    const foldOf = iterativeParts(units, given, shares, rng);
    return spread(
      length,
      shares.map((_, fold) => units.filter((_, unit) => foldOf[unit] === fold).flat()),
    );
  }
  const labels = given;
  if (groups !== undefined) {
    const members = positionsOf(groups);
    if (members.length < folds) {
      refuse(`expected at least as many groups as folds, got ${members.length} for ${folds}`);
    }
    const named = rng === null ? members : rng.shuffle(members);
    const byFold =
      labels === undefined ? byGroups(named, folds) : byBoth(named, classesOf(labels, folds), folds);
    return spread(length, byFold);
  }
  if (labels !== undefined) return byClasses(classesOf(labels, folds), folds, rng);
  const order = rng === null ? Array.from({ length }, (_, at) => at) : rng.permutation(length);
  const foldOf = new Array<number>(length);
  // The first ones have the samples that are left over.
  order.forEach((at, position) => {
    foldOf[at] = blockOf(position, length, folds);
  });
  return foldOf;
}

function isRows(labels: KFoldOptions["labels"]): labels is readonly (readonly number[])[] {
  return Array.isArray(labels) && Array.isArray(labels[0]);
}

/** In which of `count` blocks, as equal as can be, a position lies; longer ones come first. */
function blockOf(position: number, length: number, count: number): number {
  const [size, longer] = [Math.floor(length / count), length % count];
  const reach = longer * (size + 1);
  return position < reach
    ? Math.floor(position / (size + 1))
    : longer + Math.floor((position - reach) / size);
}

/** Classes as numbers from 0 in the order in which they occur, and how many samples each has. */
interface Classes {
  of: number[];
  counts: number[];
}

function classesOf(labels: ArrayLike<number | string>, folds: number): Classes {
  const known = new Map<number | string, number>();
  const counts: number[] = [];
  const of = Array.from(labels, (label) => {
    const number = known.get(label) ?? known.size;
    known.set(label, number);
    counts[number] = (counts[number] ?? 0) + 1;
    return number;
  });
  if (Math.max(...counts) < folds) {
    refuse(
      `no class has as many samples as there are folds, ${folds}; the largest has ${Math.max(...counts)}. Give fewer folds, or ` +
        "leave the labels out",
    );
  }
  return { of, counts };
}

/**
 * Deals the classes one after the other, so that folds differ by at most one sample of each class and in all; within a class the
 * first samples go to the first fold, as scikit-learn deals them.
 */
function byClasses({ of, counts }: Classes, folds: number, rng: Rng | null): number[] {
  const foldOf = new Array<number>(of.length);
  let begin = 0;
  for (const [label, count] of counts.entries()) {
    const members = of.flatMap((own, at) => (own === label ? [at] : []));
    if (rng !== null) rng.shuffle(members);
    const dealt = Array.from({ length: folds }, () => 0);
    for (let at = begin; at < begin + count; at++) dealt[at % folds] = (dealt[at % folds] as number) + 1;
    begin += count;
    const targets = dealt.flatMap((own, fold) => new Array<number>(own).fill(fold));
    for (const [at, member] of members.entries()) foldOf[member] = targets[at] as number;
  }
  return foldOf;
}

/** Positions of each group's samples, in the order of the groups' names. */
function positionsOf(groups: ArrayLike<number | string>): number[][] {
  const members = new Map<number | string, number[]>();
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at] as number | string;
    const own = members.get(group);
    if (own === undefined) members.set(group, [at]);
    else own.push(at);
  }
  return [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, positions]) => positions);
}

/** The largest group first, each into the fold that has least. */
function byGroups(groups: readonly number[][], folds: number): number[][] {
  const filled = Array.from({ length: folds }, (): number[] => []);
  for (const group of [...groups].sort((a, b) => b.length - a.length)) {
    const least = filled.reduce((found, one) => (one.length < found.length ? one : found));
    least.push(...group);
  }
  return filled;
}

/**
 * Each group into the fold where the classes' shares of the folds then differ least: the groups whose classes are most uneven
 * first, of like folds the one with fewest samples.
 */
function byBoth(groups: readonly number[][], classes: Classes, folds: number): number[][] {
  const { of, counts } = classes;
  const units = groups.map((positions) => {
    const own = counts.map(() => 0);
    for (const at of positions) own[of[at] as number] = (own[of[at] as number] as number) + 1;
    return { positions, counts: own, spread: deviation(own) };
  });
  units.sort((a, b) => b.spread - a.spread);
  const filled = Array.from({ length: folds }, () => ({
    positions: [] as number[],
    counts: counts.map(() => 0),
  }));
  for (const unit of units) {
    let best: { fold: number; uneven: number; size: number } | null = null;
    for (const [fold, { positions }] of filled.entries()) {
      const uneven = mean(
        counts.map((count, label) =>
          deviation(
            filled.map((one, at) => {
              const more = at === fold ? (unit.counts[label] as number) : 0;
              return ((one.counts[label] as number) + more) / count;
            }),
          ),
        ),
      );
      const size = positions.length;
      const isLike = best !== null && Math.abs(uneven - best.uneven) <= 1e-8 + 1e-5 * Math.abs(best.uneven);
      if (best === null || (isLike ? size < best.size : uneven < best.uneven)) best = { fold, uneven, size };
    }
    const chosen = filled[best?.fold ?? 0] as (typeof filled)[number];
    chosen.positions.push(...unit.positions);
    chosen.counts = chosen.counts.map((own, label) => own + (unit.counts[label] as number));
  }
  return filled.map(({ positions }) => positions);
}

function spread(length: number, byFold: readonly number[][]): number[] {
  const foldOf = new Array<number>(length);
  for (const [fold, positions] of byFold.entries()) for (const at of positions) foldOf[at] = fold;
  return foldOf;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of all values. */
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function refuse(text: string): never {
  throw new ArgumentError(`${OPERATION}: ${text}.`, { operation: OPERATION });
}
