/** Images in another range than the network's weights were trained with: not normalised, in 0 to 255, or normalised otherwise. */
import { channelStatistics } from "../../../models/adapt-input.ts";
import { factsOf } from "../../../models/facts.ts";
import { originOf } from "../../../models/index.ts";
import type { Module } from "../../../nn/index.ts";
import { stack, Tensor } from "../../../tensor/index.ts";
import type { Guard } from "./guard.ts";
import { readLater } from "./read.ts";

/** The least and the greatest value of a channel. */
type Extent = readonly [least: number, greatest: number];

/** Share of a range that values may lie beyond its ends: noise and resizing make such. */
const MARGIN = 0.5;
/** Share of a range within which an end of it counts as reached. */
const REACH = 0.05;

/** Speaks where the first batch is unlike the transforms of the published weights that the network began with. */
export const inputRange: Guard<
  "inputRange",
  { weights: string; seen: readonly Extent[]; expected: readonly Extent[] }
> = {
  name: "inputRange",
  watch(_, speak) {
    let isDone = false;
    return {
      aroundForward(step, next) {
        const forwarded = next();
        if (isDone) return forwarded;
        isDone = true;
        const { model } = step.run;
        const wanted = factsOf(model).task === "detection" ? unitRange(model) : expectedOf(model);
        const channels = wanted?.extents.length;
        const extent = extentOf(forwarded.input);
        if (wanted === null || extent === null || extent.channels !== channels) return forwarded;
        const reading = readLater(extent.read);
        step.whenRead(async () => {
          const numbers = await reading();
          const seen = wanted.extents.map(
            (_, at): Extent => [numbers[at] as number, numbers[channels + at] as number],
          );
          const what = wanted.unlike(seen);
          if (what === null) return;
          const { weights, extents, advice } = wanted;
          speak(
            step.epoch,
            `the images of the first batch are ${written(whole(seen))}, ${what}, but ${advice}`,
            {
              weights,
              seen,
              expected: extents,
            },
          );
        });
        return forwarded;
      },
    };
  },
};

/** What images should be like, and what to do where they are not. */
interface Wanted {
  /** Whose range it is. */
  weights: string;
  extents: readonly Extent[];
  advice: string;
  /** In words; null where they may be such. */
  unlike(seen: readonly Extent[]): string | null;
}

/** Channels of images, stacked or each of its own size, and what reads the least and the greatest value of each. */
function extentOf(input: unknown): { channels: number; read: () => Tensor[] } | null {
  if (input instanceof Tensor) {
    if (input.shape.length !== 4) return null;
    return { channels: input.shape[1] as number, read: () => [input.amin([0, 2, 3]), input.amax([0, 2, 3])] };
  }
  const images = Array.isArray(input) ? input : [];
  if (images.length === 0 || !images.every((image) => image instanceof Tensor && image.ndim === 3))
    return null;
  const ends = (end: "amin" | "amax"): Tensor =>
    stack(images.map((image: Tensor) => image[end]([1, 2])))[end]([0]);
  return { channels: (images[0] as Tensor).shape[0] as number, read: () => [ends("amin"), ends("amax")] };
}

/** Networks that take images one by one normalise them themselves. */
function unitRange(model: Module): Wanted {
  const weights = model.constructor.name;
  return {
    weights,
    extents: Array.from({ length: 3 }, (): Extent => [0, 1]),
    advice:
      `${weights} normalises images itself and expects them from 0 to 1. Open the data without a transform, or end yours with ` +
      "transforms.ToFloat, and without transforms.Normalize.",
    unlike(seen) {
      const [least, greatest] = whole(seen);
      if (greatest > 1 + MARGIN && least >= 0) return "as the pixels of files";
      return least < 0 && greatest > least ? "as they are when they are normalised" : null;
    },
  };
}

/** What the published weights in a network, its own or a backbone's, expect; null where there are none or none say. */
function expectedOf(model: Module): Wanted | null {
  for (const module of model.modules()) {
    const entry = originOf(module)?.entry ?? null;
    if (entry?.meta.cropSize === undefined && entry?.meta.resizeSize === undefined) continue;
    const { mean, std } = channelStatistics(model, entry.meta);
    const extents = mean.map((m, at): Extent => {
      const s = std[at] as number; // one for each channel
      return [(0 - m) / s, (1 - m) / s];
    });
    const advice =
      `the weights ${entry.fullName} were trained on ${written(whole(extents))}: normalised with mean ${list(mean)} and ` +
      `standard deviation ${list(std)}. Open the data without a transform, then those of the weights are taken, or end yours with ` +
      "transforms.Normalize of these.";
    return { weights: entry.fullName, extents, advice, unlike: (seen) => unlike(seen, extents) };
  }
  return null;
}

/** How images are unlike the expected ones, in words; null where they may be such. */
function unlike(seen: readonly Extent[], expected: readonly Extent[]): string | null {
  const [least, greatest] = whole(seen);
  const [low, high] = whole(expected);
  if (!(greatest > least)) return null; // a single value says nothing, and NaN is told elsewhere
  if (least >= 0 && low < 0) {
    if (greatest <= 1) return "as they are before they are normalised";
    if (greatest > 1.5 * high) return "as the pixels of files";
  }
  const margin = MARGIN * (high - low);
  if (least < low - margin || greatest > high + margin) return "far beyond what normalised images are";
  const isHalved = seen.every(([from, to]) => isWithin(from, to, [-1, 1]) && reaches(from, to, [-1, 1]));
  if (isHalved && !expected.every(([from, to]) => isWithin(from, to, [-1.1, 1.1]))) {
    return "as normalised with mean 0.5 and standard deviation 0.5";
  }
  return null;
}

function isWithin(least: number, greatest: number, [low, high]: Extent): boolean {
  return least >= low && greatest <= high;
}

function reaches(least: number, greatest: number, [low, high]: Extent): boolean {
  const margin = REACH * (high - low);
  return least <= low + margin && greatest >= high - margin;
}

/** From the least to the greatest of all channels. */
function whole(extents: readonly Extent[]): Extent {
  return [Math.min(...extents.map(([least]) => least)), Math.max(...extents.map(([, greatest]) => greatest))];
}

function written([least, greatest]: Extent): string {
  return `from ${short(least)} to ${short(greatest)}`;
}

function list(values: readonly number[]): string {
  return `[${values.map(short).join(", ")}]`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
