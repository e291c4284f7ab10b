/** Sizes, channels and counts of each part. */

import { labelOf } from "./check.ts";
import type { SampleFacts } from "./facts.ts";
import { median } from "./questions.ts";
import { PARTS, type PartName, type Source } from "./subject.ts";

/** Least, middle and largest. */
export interface Range {
  least: number;
  median: number;
  most: number;
}

/** What a part is made of. */
export interface PartStatistics {
  part: PartName;
  images: number;
  /** Of which so many can be read. */
  readable: number;
  /** Groups, such as patients; null where the data has none. */
  groups: number | null;
  /** Images of each class, or with each label. */
  classes: Record<string, number>;
  /** Pixels. */
  width: Range;
  height: Range;
  /**
   * Mean and standard deviation of each channel over all pixels of all images, each image counting alike; of 8 bits in 0 to 1, as
   * `transforms.Normalize` takes them.
   */
  mean: number[];
  std: number[];
  /** Files of each format. */
  formats: Record<string, number>;
}

/** Statistics of the parts that there are. */
export function statisticsOf(source: Source, facts: readonly SampleFacts[]): PartStatistics[] {
  return PARTS.flatMap((part) => {
    const own = facts.filter(({ subject }) => subject.part === part);
    return own.length === 0 ? [] : [statistics(source, part, own)];
  });
}

function statistics(source: Source, part: PartName, own: readonly SampleFacts[]): PartStatistics {
  const sizes = own.flatMap(({ size }) => (size === null ? [] : [size]));
  const pixels = own.flatMap((one) => (one.pixels === null ? [] : [one.pixels]));
  const channels = Math.max(0, ...pixels.map(({ mean }) => mean.length));
  const alike = pixels.filter(({ mean }) => mean.length === channels);
  const average = (of: (one: (typeof alike)[number]) => number): number =>
    alike.reduce((sum, one) => sum + of(one), 0) / alike.length;
  const mean = Array.from({ length: channels }, (_, c) => average((one) => one.mean[c] as number));
  const std = mean.map((center, c) =>
    Math.sqrt(average((one) => (one.std[c] as number) ** 2 + ((one.mean[c] as number) - center) ** 2)),
  );
  const groups = new Set(own.flatMap(({ subject }) => (subject.group === null ? [] : [subject.group])));
  return {
    part,
    images: own.length,
    readable: pixels.length,
    groups: groups.size === 0 ? null : groups.size,
    classes: classCounts(source, own),
    width: rangeOf(sizes.map(({ width }) => width)),
    height: rangeOf(sizes.map(({ height }) => height)),
    mean,
    std,
    formats: countsOf(own.flatMap(({ header }) => (header === null ? [] : [header.format ?? "unknown"]))),
  };
}

function classCounts(source: Source, own: readonly SampleFacts[]): Record<string, number> {
  if (source.task === "multilabel") {
    return Object.fromEntries(
      source.targetNames.map((name, k) => [
        name,
        own.filter(({ subject }) => subject.targets?.[k] === 1).length,
      ]),
    );
  }
  if (source.task === "segmentation") return {};
  if (source.task === "detection") {
    const labels = own.flatMap(({ annotations }) => (annotations?.boxes ?? []).map(({ label }) => label));
    return countsOf(labels.map((label) => source.classes[label - 1] ?? String(label)));
  }
  if (source.classes.length === 0) return {};
  const zeros = Object.fromEntries(source.classes.map((name) => [name, 0]));
  return { ...zeros, ...countsOf(own.map(({ subject }) => labelOf(source, subject) ?? "none")) };
}

function countsOf(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function rangeOf(values: readonly number[]): Range {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return values.length === 0
    ? { least: Number.NaN, median: Number.NaN, most: Number.NaN }
    : { least, median: median(values), most };
}
