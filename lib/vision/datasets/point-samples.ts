/** Points of images as numbers: shares of the width and the height, so that they mean the same at every size. */

import type { SampleContext } from "../../data/dataset.ts";
import { Limit } from "../../data/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, tensor } from "../../tensor/index.ts";
import { decodeImage } from "../decode.ts";
import { type DecodingOptions, toTensor } from "../image.ts";
import { imageSize } from "../image-size.ts";
import { Compose } from "../transforms/compose.ts";
import { IMAGENET_MEAN, IMAGENET_STD, Normalize, Resize, ToFloat } from "../transforms/fixed.ts";
import { RandomHorizontalFlip } from "../transforms/random.ts";
import { applyToSample, type TransformLike } from "../transforms/transform.ts";
import { usualStatistics } from "./kinds.ts";
import { transformed } from "./parts.ts";
import type { TargetSample } from "./targets.ts";

/** Edge of images of points where nobody chose it, pixels. */
const EDGE = 224;
/** Files looked at at once. */
const AT_ONCE = 4;

/** What is made of images with points where nobody chose it: the whole image, in training mirrored, nothing cut off. */
export function pointTransforms(decoding: DecodingOptions): {
  train: () => TransformLike;
  val: () => TransformLike;
} {
  const { mean = IMAGENET_MEAN, std = IMAGENET_STD } = usualStatistics(decoding);
  const resize = new Resize([EDGE, EDGE]);
  const finish = [new ToFloat(), new Normalize(mean, std)];
  return {
    train: () => new Compose([resize, new RandomHorizontalFlip(), ...finish]),
    val: () => new Compose([resize, ...finish]),
  };
}

/** A file and its points, x and y after each other, in pixels; NaN where one is not known. */
interface Pointed {
  path: string;
  line: number;
  pixels: readonly number[];
}

/**
 * Points in shares of the width and height of their files, in order; of the files only the headers are read where their format allows.
 *
 * @throws DatasetError naming line and file of a point outside of its image; FileFormatError for a broken file
 */
export async function sharesOf(
  points: readonly Pointed[],
  names: readonly string[],
  decoding: DecodingOptions,
  { operation, file, signal }: { operation: string; file: string; signal?: AbortSignal },
): Promise<number[][]> {
  const limit = new Limit(AT_ONCE);
  const one = async ({ path, line, pixels }: Pointed): Promise<number[]> => {
    throwIfAborted(signal, operation);
    const { width, height } = await imageSize(path, { ...decoding, signal });
    return pixels.map((value, at) => {
      const most = at % 2 === 0 ? width : height;
      if (Number.isNaN(value) || (value >= 0 && value <= most)) return value / most;
      throw new DatasetError(
        `${operation}: ${file}, line ${line}: ${names[at]} is ${value}, outside of ${path}, which is ${width} x ${height} pixels`,
        { operation, file },
      );
    });
  };
  return Promise.all(points.map((entry) => limit.run(() => one(entry))));
}

/** What of {@link TargetSample} an image file with points is: both moved by one draw; a point that was cut off is not known. */
export async function pointSample(
  { path, targets }: { path: string; targets: readonly number[] },
  transform: TransformLike,
  decoding: DecodingOptions,
  { rng, signal }: Partial<SampleContext>,
): Promise<Pick<TargetSample, "image" | "targets">> {
  const { image: raw } = await decodeImage(path, { ...decoding, signal });
  const moved: number[] = [];
  const image = scope(() => {
    const image = toTensor(raw);
    const [height = 0, width = 0] = image.shape.slice(-2);
    // (2 P) shares -> (P, 2) pixels; what is not known moves along and stays unknown.
    const pixels = targets.map((share, at) => share * (at % 2 === 0 ? width : height));
    const keypoints = tensor(pixels, { dtype: "float64" }).reshape([-1, 2]);
    const done = transformed("RegressionFiles", path, () =>
      applyToSample(transform, { image, keypoints }, rng),
    );
    const [h = 0, w = 0] = done.image.shape.slice(-2);
    const values = Array.from(done.keypoints.reshape([-1]).double().data() as Float64Array);
    for (let at = 0; at < values.length; at += 2) {
      const [x, y] = [(values[at] as number) / w, (values[at + 1] as number) / h];
      const isSeen = x >= 0 && x <= 1 && y >= 0 && y <= 1;
      moved.push(isSeen ? x : Number.NaN, isSeen ? y : Number.NaN);
    }
    return done.image;
  });
  return { image, targets: moved };
}
