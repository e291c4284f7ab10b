/** What sizes.ts measures, and its table. */

import type { Results } from "../runs.ts";
import { markdown, meanAndDeviation } from "../tables.ts";

export const STARTS = [
  "pretrained, frozen to layer3",
  "random, all trained",
  "pretrained, all trained",
] as const;
export type Start = (typeof STARTS)[number];

export interface SizeRun {
  start: Start;
  /** How many it learned from. */
  images: number;
  seed: number;
  /** On the test images, from 0 to 1. */
  accuracy: number;
  seconds: number;
}

export interface SizeSettings {
  network: string;
  /** Edge of the images, pixels. */
  size: number;
  steps: number;
  batchSize: number;
  lr: number;
  weightDecay: number;
  cropScale: [number, number];
  sizes: number[];
  train: number;
  test: number;
  /** Test images whose bytes are in train/ too. */
  leftOut: number;
}

export type Sizes = Results<SizeSettings, SizeRun>;

/** The accuracies of a start with so many images, by seed. */
export function accuraciesOf({ runs }: Sizes, start: Start, images: number): ReadonlyMap<number, number> {
  const own = runs.filter((run) => run.start === start && run.images === images);
  return new Map(own.sort((a, b) => a.seed - b.seed).map((run) => [run.seed, run.accuracy]));
}

/** A row for each number of images, a column for each start that was run; each cell ends with its number of seeds. */
export function sizesTable(sizes: Sizes): string {
  const starts = STARTS.filter((start) => sizes.runs.some((run) => run.start === start));
  const rows = sizes.settings.sizes.map((images) => [
    String(images),
    ...starts.map((start) => {
      const accuracies = [...accuraciesOf(sizes, start, images).values()];
      return accuracies.length === 0 ? "not run" : `${meanAndDeviation(accuracies)} (${accuracies.length})`;
    }),
  ]);
  return markdown(["training images", ...starts], rows);
}
