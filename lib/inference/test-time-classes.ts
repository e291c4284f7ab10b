/** Test-time augmentation of classifiers: the views of a batch that a network sees, and the mean of what it says of them. */
import { boolean, either, type Kind, oneOf, optionsOf, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { stack, type Tensor } from "../tensor/index.ts";
import { widened } from "../tensor/upload.ts";
import { sizeKind } from "../vision/arguments.ts";
import { transforms } from "../vision/index.ts";
import { FLIPPED, type TestTimeFlips } from "./test-time.ts";

/** Crops of each image. */
export interface TestTimeCrops {
  /** The corners and the middle, or these and those of the mirrored image. */
  count: 5 | 10;
  /** Edge or [height, width] of a crop, in pixels of what the transform gives. */
  size: number | readonly [height: number, width: number];
}

/** The views that are averaged; of several kinds each with each. */
export interface TestTimeOptions {
  /** Mirrored left and right, top and bottom, or both and both at once. Default "none". */
  flips?: TestTimeFlips;
  /** Quarter turns, four with the image itself; with flips "h" all eight ways to lay it. Default false. */
  rotations?: boolean;
  /** Five or ten crops of what the transform gives, in the place of the whole. Default: the whole. */
  crops?: TestTimeCrops;
  /** What the mean is of: probabilities, or logits, the geometric mean of probabilities. Default "probabilities". */
  mean?: "probabilities" | "logits";
}

/** Test-time augmentation: views, or the flips alone. */
export type TestTime = TestTimeFlips | TestTimeOptions;

const flips: Kind<TestTimeFlips> = oneOf("none", "h", "v", "hv");
const CROPS = signature<TestTimeCrops>("testTime crops", {
  options: { count: oneOf(5, 10), size: sizeKind as Kind<TestTimeCrops["size"]> },
  required: ["count", "size"],
});
const SETTINGS = signature<TestTimeOptions>("testTime", {
  options: {
    flips,
    rotations: boolean,
    crops: optionsOf(CROPS),
    mean: oneOf("probabilities", "logits"),
  },
});

/** The kind of {@link TestTime}. */
export const testTimeKind: Kind<TestTime> = either(flips, optionsOf(SETTINGS));

/**
 * The views that were asked for, with what is not given; null where there is the image alone.
 *
 * @throws ArgumentError for views that would be there twice
 */
export function testTimeOf(
  given: TestTime | undefined,
  operation: string,
): (Required<Omit<TestTimeOptions, "crops">> & { crops: TestTimeCrops | null }) | null {
  if (given === undefined) return null;
  const options = typeof given === "string" ? { flips: given } : given;
  const { flips: which = "none", rotations = false, crops = null, mean = "probabilities" } = options;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: testTime: ${text}`, { operation });
  };
  if (rotations && which === "hv") {
    refuse('with rotations, flips "h" gives all eight views; "hv" would give each twice');
  }
  if (crops?.count === 10 && which !== "none") {
    refuse("ten crops are mirrored already; give five crops with flips");
  }
  if (which === "none" && !rotations && crops === null) return null;
  return { flips: which, rotations, crops, mean };
}

/** Views as {@link testTimeOf} gives them. */
export type Views = NonNullable<ReturnType<typeof testTimeOf>>;

/** How many views there are of each image. */
export function viewCount({ flips: which, rotations, crops }: Views): number {
  return FLIPPED[which].length * (rotations ? 4 : 1) * (crops?.count ?? 1);
}

/** The views (N, C, h, w) of a batch, one after the other. Throws ArgumentError for crops larger than the images. */
export function* viewsOf(images: Tensor, { flips: which, rotations, crops }: Views): Generator<Tensor> {
  const { fiveCrop, tenCrop } = transforms.functional;
  const whole =
    crops === null
      ? [images]
      : crops.count === 5
        ? fiveCrop(images, crops.size)
        : tenCrop(images, crops.size);
  for (const view of whole) {
    for (const turns of rotations ? [0, 1, 2, 3] : [0]) {
      const turned = turns === 0 ? view : view.rot90(turns, [2, 3]);
      for (const dims of FLIPPED[which]) yield dims.length === 0 ? turned : turned.flip([...dims]);
    }
  }
}

/** Below it a probability has no logarithm in float32. */
const LEAST = 1e-30;

/** What of a view's logits (N, classes) is averaged, in float64 on the CPU. */
export function scoresOf(logits: Tensor, { mean }: Views): Tensor {
  const exact = widened(logits);
  return mean === "logits" ? exact : exact.softmax(1);
}

/** The mean over the views' scores, as probabilities (N, classes). */
export function meanProbabilities(scores: readonly Tensor[], { mean }: Views): Tensor {
  const averaged = stack([...scores]).mean(0);
  return mean === "logits" ? averaged.softmax(1) : averaged;
}

/** The mean over the views' scores, as logits whose softmax it is. */
export function meanLogits(scores: readonly Tensor[], views: Views): Tensor {
  if (views.mean === "logits") return stack([...scores]).mean(0);
  return meanProbabilities(scores, views).clampMin(LEAST).log();
}
