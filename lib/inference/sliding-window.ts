/**
 * Logits of images of any size, window by window: overlapping windows go through the network in batches and are blended.
 *
 * The same windows, weights and padding as MONAI's `sliding_window_inference`. Probabilities, flips and reading files are
 * in test-time.ts and segment.ts.
 */

import {
  abortSignal,
  callable,
  isPlainObject,
  type Kind,
  type Kinds,
  kind,
  number,
  numberAbove,
  oneOf,
  type Rest,
  signature,
} from "../edge/index.ts";
import { count, moduleKind } from "../models/option-kinds.ts";
import type { SegmentationOutputs } from "../models/segmentation/base.ts";
import { segmentationLogits } from "../models/segmentation/outputs.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, DTypeError, ShapeError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { inEvalMode } from "../nn/mode.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import {
  arange,
  cat,
  type Device,
  inferenceMode,
  isFloatingPoint,
  ones,
  scope,
  Tensor,
  zeros,
} from "../tensor/index.ts";
import { checkFinite } from "./inside/non-finite.ts";
import { breathe, deviceOf } from "./running.ts";

/** A network that gives logits (N, K, H, W) for images (N, C, H, W), by themselves or as `out`. */
export type PixelModel = nn.Module & { forward(images: Tensor): Tensor | SegmentationOutputs };

/** How overlapping windows are blended: each alike, or the less the farther from a window's middle. */
export type WindowBlend = "constant" | "gaussian";

/** How windows lie on an image and are put together. */
export interface WindowOptions {
  /** Height and width of a window, or both in one number, in pixels. */
  size: number | readonly [number, number];
  /** Share of a window, from 0 to below 1, that it has in common with the next; along rows and columns or in one number. Default 0.25. */
  overlap?: number | readonly [number, number];
  /** Default "gaussian"; MONAI's is "constant". */
  mode?: WindowBlend;
  /** Standard deviation of the Gaussian weights, as a share of the window's size. Default 0.125. */
  sigmaScale?: number;
  /** Windows that go through the network at once. Default 4. */
  batchSize?: number;
  /** How an image smaller than a window is filled up on all sides. Default "constant". */
  padMode?: "constant" | "reflect" | "replicate" | "circular";
  /** What "constant" fills with. Default 0. */
  padValue?: number;
}

/** From 0 to below 1. */
export const share = kind<number>(
  "a number from 0 to below 1",
  (v) => typeof v === "number" && v >= 0 && v < 1,
);

/** Names and kinds of the options of windows. */
export const WINDOW_KINDS: Kinds<WindowOptions> = {
  size: kind(
    "a whole number of pixels, or [height, width]",
    (v) => count.accepts(v) || (Array.isArray(v) && v.length === 2 && v.every(count.accepts)),
  ),
  overlap: kind("a share from 0 to below 1, or [of rows, of columns]", (v) => {
    return share.accepts(v) || (Array.isArray(v) && v.length === 2 && v.every(share.accepts));
  }),
  mode: oneOf("gaussian", "constant"),
  sigmaScale: numberAbove(0),
  batchSize: count,
  padMode: oneOf("constant", "reflect", "replicate", "circular"),
  padValue: number,
};

const WINDOW = signature<WindowOptions>("models.segment: window", {
  options: WINDOW_KINDS,
  required: ["size"],
});

/** An option that holds them; throws for names and values of its own. */
export const windowKind: Kind<WindowOptions> = kind("an object such as { size: 256 }", (v) => {
  if (!isPlainObject(v)) return false;
  WINDOW.named(v as object);
  return true;
});

/** Options of {@link slidingWindow}. */
export interface SlidingWindowOptions extends WindowOptions {
  /** Ends the work before the next batch of windows with an AbortError. */
  signal?: AbortSignal;
  /** Told after each batch of windows how many are done. */
  onProgress?: (done: { done: number; total: number }) => void;
}

const OPERATION = "models.slidingWindow";

const TAKES = signature<SlidingWindowOptions>(OPERATION, {
  takes: { model: moduleKind, images: tensorKind },
  options: { ...WINDOW_KINDS, signal: abortSignal, onProgress: callable() },
  required: ["size"],
});

/**
 * Runs a network over images of any size in overlapping windows: (N, C, H, W) -> logits (N, K, H, W), the weighted mean of
 * the windows' logits.
 *
 * In inference mode, and in eval mode for the length of each forward: the network may be used otherwise meanwhile. A batch of windows at a time is on the network's device;
 * images and logits stay where the images are, so that large ones can be left on the CPU. The result is the caller's.
 *
 * @throws ShapeError for images that are no (N, C, H, W) and a network whose logits are not as large as its input,
 *   DTypeError for images of whole numbers, ArgumentError for impossible options, NonFiniteOutputError for logits that
 *   are NaN, AbortError when `signal` says so
 *
 * @example
 * const logits = await models.slidingWindow(model, images, { size: 512, overlap: 0.5, mode: "gaussian" });
 */
export async function slidingWindow(
  model: PixelModel,
  images: Tensor,
  ...rest: Rest<SlidingWindowOptions>
): Promise<Tensor> {
  const options = TAKES.read(rest);
  TAKES.check(model, images);
  const plan = planOf(images, options);
  const { batchSize = 4, signal, onProgress } = options;
  const { height, width, places, total } = plan;
  const device = deviceOf(model);
  return scope(async () => {
    const padded = inferenceMode(() => pad(images.detach(), plan, options));
    const weight = inferenceMode(() =>
      windowWeights([height, width], { mode: options.mode, sigmaScale: options.sigmaScale }).to(images),
    );
    let sum: Tensor | undefined;
    for (let start = 0; start < total; start += batchSize) {
      throwIfAborted(signal, OPERATION);
      const count = Math.min(batchSize, total - start);
      const part = Array.from({ length: count }, (_, i) => placeOf(plan, start + i));
      const logits = scope(() => inferenceMode(() => windowLogits(model, padded, part, plan, device)));
      const shape = [images.shape[0] as number, logits.shape[1] as number, plan.rows, plan.columns];
      sum ??= zeros(shape, { dtype: images.dtype, device: images.device });
      blend(sum, logits, weight, part, plan);
      logits.dispose();
      onProgress?.({ done: start + count, total });
      await breathe();
    }
    throwIfAborted(signal, OPERATION);
    return inferenceMode(() => finish(sum as Tensor, weight, places, plan)); // there is at least one window
  });
}

/** Where a window begins. */
interface Place {
  image: number;
  top: number;
  left: number;
}

interface Plan {
  /** Of a window. */
  height: number;
  width: number;
  /** Of the images, filled up to the size of a window. */
  rows: number;
  columns: number;
  /** What is filled up: left, right, top, bottom. */
  pads: [number, number, number, number];
  /** Windows of one image. */
  places: { top: number; left: number }[];
  /** Windows of all images. */
  total: number;
}

function planOf(images: Tensor, options: SlidingWindowOptions): Plan {
  const { overlap = 0.25 } = options;
  if (images.ndim !== 4 || images.shape.includes(0)) {
    throw new ShapeError(`${OPERATION}: expected images (N, C, H, W), got [${images.shape}]`, {
      operation: OPERATION,
    });
  }
  if (!isFloatingPoint(images.dtype)) {
    throw new DTypeError(
      `${OPERATION}: expected images of floating numbers, as the network takes them, got ${images.dtype}; ` +
        "models.segment does the preprocessing too",
      { operation: OPERATION },
    );
  }
  const size = pair(options.size);
  const overlaps = pair(overlap);
  const [height, width] = size;
  const [count, , h, w] = images.shape as [number, number, number, number];
  const [missingY, missingX] = [Math.max(0, height - h), Math.max(0, width - w)];
  const [top, left] = [missingY >> 1, missingX >> 1];
  const [rows, columns] = [h + missingY, w + missingX];
  const tops = starts(rows, height, overlaps[0]);
  const lefts = starts(columns, width, overlaps[1]);
  const places = tops.flatMap((y) => lefts.map((x) => ({ top: y, left: x })));
  return {
    height,
    width,
    rows,
    columns,
    pads: [left, missingX - left, top, missingY - top],
    places,
    total: places.length * count,
  };
}

/** First pixels of the windows along one edge; the last window ends where the image does. */
export function starts(length: number, window: number, overlap: number): number[] {
  const step = Math.max(1, Math.trunc(window * (1 - overlap)));
  const count = Math.ceil((length - window) / step) + 1;
  return Array.from({ length: count }, (_, i) => Math.min(i * step, length - window));
}

function pad(images: Tensor, { pads }: Plan, options: WindowOptions): Tensor {
  const { padMode = "constant", padValue = 0 } = options;
  if (pads.every((edge) => edge === 0)) return images;
  if (padMode === "constant") return nn.functional.pad(images, pads, { value: padValue });
  const [h, w] = images.shape.slice(-2) as [number, number];
  const most = padMode === "reflect" ? 1 : 0;
  const fits =
    padMode === "replicate" ||
    (Math.max(...pads.slice(2)) <= h - most && Math.max(...pads.slice(0, 2)) <= w - most);
  if (!fits) {
    throw new ArgumentError(
      `${OPERATION}: padMode "${padMode}" cannot fill an image of ${h} x ${w} (height x width) up to a window of ` +
        `${h + pads[2] + pads[3]} x ${w + pads[0] + pads[1]}; use "replicate", "constant" or a smaller window`,
      { operation: OPERATION },
    );
  }
  return nn.functional.pad(images, pads, { mode: padMode });
}

const WEIGHTS = signature<Pick<WindowOptions, "mode" | "sigmaScale">>("models.windowWeights", {
  takes: { size: WINDOW_KINDS.size },
  options: { mode: WINDOW_KINDS.mode, sigmaScale: WINDOW_KINDS.sigmaScale },
});

/**
 * The weight of each pixel of a window in the blend: (height, width) float32, all 1 for `mode: "constant"`; for "gaussian"
 * the product of two Gaussians around the window's middle, with its smallest values raised to 0.001, as MONAI's
 * `compute_importance_map` has it.
 */
export function windowWeights(
  size: number | readonly [number, number],
  ...rest: Rest<Pick<WindowOptions, "mode" | "sigmaScale">>
): Tensor {
  const { mode = "gaussian", sigmaScale = 0.125 } = WEIGHTS.read(rest);
  WEIGHTS.check(size);
  const [height, width] = pair(size);
  if (mode === "constant") return ones([height, width]);
  return scope(() => {
    const [rows, columns] = [height, width].map((length) => {
      const middle = (length - 1) / 2;
      const sigma = length * sigmaScale;
      return arange(-middle, middle + 1, 1, { dtype: "float32" })
        .square()
        .div(-2 * sigma ** 2)
        .exp();
    }) as [Tensor, Tensor];
    const weights = rows.unsqueeze(1).mul(columns); // (height, 1) times (width) -> (height, width)
    return weights.clamp(Math.max(Number(weights.amin().data()[0]), 1e-3));
  });
}

function placeOf({ places }: Plan, index: number): Place {
  const place = places[index % places.length] as { top: number; left: number }; // below its length
  return { image: Math.floor(index / places.length), ...place };
}

/** The window of (N, C, H, W) or of logits at a place: a view (1, C, height, width). */
function at(images: Tensor, { image, top, left }: Place, { height, width }: Plan): Tensor {
  return images.narrow(0, image, 1).narrow(2, top, height).narrow(3, left, width);
}

function windowLogits(model: PixelModel, images: Tensor, part: Place[], plan: Plan, device: Device): Tensor {
  const windows = cat(part.map((place) => at(images, place, plan))).to(device);
  const logits = segmentationLogits(inEvalMode(model, () => model.forward(windows)));
  const { height, width } = plan;
  const fits =
    logits instanceof Tensor &&
    logits.ndim === 4 &&
    logits.shape[0] === part.length &&
    logits.shape[2] === height &&
    logits.shape[3] === width;
  if (fits) {
    checkFinite(OPERATION, model, windows, logits);
    return logits;
  }
  const got = logits instanceof Tensor ? `[${logits.shape}]` : typeof logits;
  throw new ShapeError(
    `${OPERATION}: expected ${model.constructor.name} to give logits [${part.length}, K, ${height}, ${width}] for ` +
      `windows of ${height} x ${width}, got ${got}`,
    { operation: OPERATION },
  );
}

function blend(sum: Tensor, logits: Tensor, weight: Tensor, part: Place[], plan: Plan): void {
  scope(() =>
    inferenceMode(() => {
      const weighted = logits.to(sum.device).to(sum.dtype).mul(weight);
      for (const [i, place] of part.entries()) at(sum, place, plan).add_(weighted.narrow(0, i, 1));
    }),
  );
}

/** The sum over the sum of weights, without what was filled up. */
function finish(sum: Tensor, weight: Tensor, places: Plan["places"], plan: Plan): Tensor {
  return scope(() => {
    const total = zeros([1, 1, plan.rows, plan.columns], { dtype: sum.dtype, device: sum.device });
    for (const place of places) at(total, { image: 0, ...place }, plan).add_(weight);
    const mean = sum.div_(total);
    const [left, right, top, bottom] = plan.pads;
    if (left + right + top + bottom === 0) return mean;
    const inner = mean.narrow(2, top, plan.rows - top - bottom).narrow(3, left, plan.columns - left - right);
    return inner.contiguous();
  });
}

function pair(value: number | readonly [number, number]): [number, number] {
  return typeof value === "number" ? [value, value] : [value[0], value[1]];
}
