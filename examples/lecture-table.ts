/**
 * Three things that are taught of networks and medical images, beside what the examples measured: that pretraining on everyday images
 * beats random values, most of all with few images; that about a thousand images are enough where early layers are frozen; and that
 * the depth of tuning is to be searched. The last column is derived from the numbers; it says no where they do.
 */

import { accuraciesOf, type Sizes } from "./brain-tumor-transfer/sizes-table.ts";
import { type DepthResults, meanOf, recommendedOf, rowsOf, testOf } from "./depth-search/depth-table.ts";
import { intervalOf, markdown, mean, meanAndDeviation, percent } from "./tables.ts";

const [FROZEN, ALL, RANDOM] = [
  "pretrained, frozen to layer3",
  "pretrained, all trained",
  "random, all trained",
] as const;

/** Accuracies, or differences of them, by seed. */
type BySeed = ReadonlyMap<number, number>;

/** Differences seed by seed, of the seeds that both have. */
function differences(a: BySeed, b: BySeed): BySeed {
  const both = [...a].filter(([seed]) => b.has(seed));
  return new Map(both.map(([seed, value]) => [seed, value - (b.get(seed) as number)]));
}

const valuesOf = (bySeed: BySeed): number[] => [...bySeed.values()];

function counted(bySeed: BySeed): string {
  return bySeed.size === 0 ? "not run" : `${meanAndDeviation(valuesOf(bySeed))} (${bySeed.size})`;
}

/** "+12.3 ± 4.5 points (3)". */
function points(bySeed: BySeed): string {
  if (bySeed.size === 0) return "no seed with both";
  const values = valuesOf(bySeed);
  return `${mean(values) < 0 ? "" : "+"}${meanAndDeviation(values)} points (${values.length})`;
}

const VERDICTS = {
  yes: "yes: above zero within 95 %",
  scatter: "on average; within the scatter of the seeds",
  no: "no",
  unknown: "not measured with two seeds or more",
} as const;

/** Whether the mean is above zero, and whether the scatter of the seeds leaves that sure. */
function verdictOf(bySeed: BySeed): keyof typeof VERDICTS {
  const values = valuesOf(bySeed);
  if (values.length < 2) return "unknown";
  if (mean(values) <= 0) return "no";
  return intervalOf(values)[0] > 0 ? "yes" : "scatter";
}

/** A row for each part of the claims; accuracies in percent, mean ± standard deviation (seeds). */
export function lectureTable(sizes: Sizes, depths: DepthResults): string {
  const rows = [...pretrainingRows(sizes), enoughRow(sizes), depthRow(depths)];
  return markdown(["claim", "measured, accuracy in percent", "holds here?"], rows);
}

function pretrainingRows(sizes: Sizes): string[][] {
  const counts = sizes.settings.sizes;
  const gains = counts.map((images) => {
    const [pretrained, random] = [FROZEN, RANDOM].map((start) => accuraciesOf(sizes, start, images)) as [
      BySeed,
      BySeed,
    ];
    return { images, pretrained, random, gain: differences(pretrained, random) };
  });
  const rows = gains.map(({ images, pretrained, random, gain }) => [
    "pretraining on everyday images beats random values",
    `${images} images: ${counted(pretrained)} pretrained, ${counted(random)} from random; ${points(gain)}`,
    VERDICTS[verdictOf(gain)],
  ]);
  const gainWith = (images: number): BySeed =>
    gains.find((one) => one.images === images)?.gain ?? new Map<number, number>();
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const more = differences(gainWith(least), gainWith(most));
  const few = `the gain with ${least} images less the gain with ${most}: ${points(more)}`;
  return [...rows, ["most of all with few images", few, VERDICTS[verdictOf(more)]]];
}

function enoughRow(sizes: Sizes): string[] {
  const [most = 0, before = 0] = [...sizes.settings.sizes].sort((a, b) => b - a);
  const frozen = accuraciesOf(sizes, FROZEN, most);
  const more = differences(frozen, accuraciesOf(sizes, FROZEN, before));
  const all = accuraciesOf(sizes, ALL, most);
  const verdicts = {
    ...VERDICTS,
    yes: `not shown: ${most} were still better than ${before}`,
    scatter: `more than ${before} brought nothing sure`,
    no: `more than ${before} brought nothing`,
  };
  return [
    "about a thousand images are enough where early layers are frozen",
    `${most} images: ${counted(frozen)} with conv1 to layer3 frozen` +
      (all.size === 0 ? "" : `, ${counted(all)} with everything trained`) +
      `; from ${before} to ${most} images ${points(more)}`,
    verdicts[verdictOf(more)],
  ];
}

function depthRow(depths: DepthResults): string[] {
  const claim = "the depth of tuning is a hyperparameter to be searched";
  const rows = rowsOf(depths).sort((a, b) => meanOf(b) - meanOf(a));
  const [best, worst] = [rows[0], rows.at(-1)];
  if (best === undefined || worst === undefined) return [claim, "not run", VERDICTS.unknown];
  const spread = differences(best.accuracies, worst.accuracies);
  const test = testOf(depths);
  return [
    claim,
    `validation: ${counted(best.accuracies)} at depth ${best.depth}, the best, ${counted(worst.accuracies)} at depth ` +
      `${worst.depth}, the worst, by these numbers; ${points(spread)}; recommended ${recommendedOf(depths)}` +
      (test.size === 0 ? "" : `, on the test images ${counted(test)}`),
    VERDICTS[verdictOf(spread)],
  ];
}

/** What the table is of, in a sentence. */
export function lectureSettings({ settings: of }: Sizes, { settings: searched }: DepthResults): string {
  return (
    `ResNet-18, images of ${of.size} pixels, ${of.steps} steps of ${of.batchSize}, ${of.test} test images; the search: ` +
    `${searched.train} images to learn from, ${searched.val} to compare by, ${searched.epochs} epochs, ${searched.size} pixels. ` +
    `Of four classes as large, ${percent(1 / 4)} % would be chance.`
  );
}
