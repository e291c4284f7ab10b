/**
 * Occlusion maps: how far a class's probability falls when a part of the image is covered.
 *
 * "Visualizing and Understanding Convolutional Networks", https://arxiv.org/abs/1311.2901.
 */

import {
  abortSignal,
  callable,
  either,
  integerFrom,
  kind,
  listOf,
  number,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { count, moduleKind, pairKind } from "../../models/option-kinds.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, type Tensor, tensor, zeros } from "../../tensor/index.ts";
import { widened } from "../../tensor/upload.ts";
import { breathe } from "../running.ts";
import { asBatch, type ClassExplanation, chooseTarget, logitsOf, scaleByLargest } from "./score.ts";

/** Options of {@link occlusion}. */
export interface OcclusionOptions {
  /** Index of the class. Default: the one the network finds most probable. */
  target?: number;
  /** Height and width of what is covered, pixels. Default an eighth of the image's shorter edge. */
  patch?: number | readonly [number, number];
  /** Pixels from one place to the next, down and right. Default half the patch. */
  stride?: number | readonly [number, number];
  /**
   * What covers it: one value, or one for each channel, in the units of the network's input. Default 0, which after
   * normalisation is the mean colour.
   */
  baseline?: number | readonly number[];
  /** What falls: the class's "probability" (default) or its "logit". */
  score?: "probability" | "logit";
  /** Covered images at once. Default 16. */
  batchSize?: number;
  /** Told after each batch. */
  onProgress?: (done: { done: number; total: number }) => void;
  /** Ends it between two batches with an AbortError. */
  signal?: AbortSignal;
}

const sizeKind = kind<number | readonly [number, number]>(
  "whole pixels, one number or [height, width]",
  (v) => count.accepts(v) || pairKind.accepts(v),
);
const TAKES = signature<OcclusionOptions>("models.occlusion", {
  takes: { model: moduleKind, image: tensorKind },
  options: {
    target: integerFrom(0),
    patch: sizeKind,
    stride: sizeKind,
    baseline: either(number, listOf(number)),
    score: oneOf("probability", "logit"),
    batchSize: count,
    onProgress: callable(),
    signal: abortSignal,
  },
});

/**
 * Covers the image patch by patch and notes by how much the score of a class falls: `raw` (rows, columns) for each
 * place of the patch, positive where it was needed, negative where it was in the way. The first patch lies in the
 * upper left corner; the last ones are cut off at the image's edge. `heat` is the mean fall over the patches that cover
 * a pixel, cut off below zero and divided by its largest value.
 *
 * Works for any classifier of images. Each batch runs in evaluation mode, without gradients, and the mode is put back
 * before anything else runs; of a network that is trained meanwhile, each batch sees the weights of its time. The event
 * loop has its turn between batches.
 *
 * @throws ArgumentError for options that do not fit the image, NonFiniteOutputError for logits that are not finite,
 *   AbortError when `signal` says so
 */
export async function occlusion(
  model: Module,
  image: Tensor,
  ...rest: Rest<OcclusionOptions>
): Promise<ClassExplanation> {
  const options = TAKES.read(rest);
  TAKES.check(model, image);
  const operation = TAKES.name;
  const { score: measure = "probability", batchSize = 16, signal, onProgress } = options;
  const plan = planOf(operation, image, options);
  return scope(async () => {
    const batch = asBatch(operation, model, image);
    const baseline = baselineOf(operation, batch, options.baseline ?? 0);
    const scoreOf = (logits: Tensor): Tensor => (measure === "logit" ? logits : widened(logits).softmax(1));
    const before = await scope(async () => {
      const logits = noGrad(() => logitsOf(operation, model, batch));
      const target = chooseTarget(operation, logits, options.target);
      const full = noGrad(() => scoreOf(logits).select(0, 0).select(0, target));
      const logit = logits.detach().select(0, 0).select(0, target);
      const [value, own] = await Promise.all([full.itemAsync(), logit.itemAsync()]);
      return { target, value: Number(value), logit: Number(own) };
    });

    const falls: number[] = [];
    while (falls.length < plan.boxes.length) {
      throwIfAborted(signal, operation);
      const boxes = plan.boxes.slice(falls.length, falls.length + batchSize);
      const scores = await scope(async () => {
        const covered = batch.repeat([boxes.length, 1, 1, 1]);
        for (const [i, [top, left, bottom, right]] of boxes.entries()) {
          covered.select(0, i).slice(1, top, bottom).slice(2, left, right).copy_(baseline);
        }
        const all = noGrad(() =>
          widened(scoreOf(logitsOf(operation, model, covered)).select(1, before.target)),
        );
        return Array.from((await all.dataAsync()) as Float32Array | Float64Array); // as widened
      });
      falls.push(...scores.map((score) => before.value - score));
      onProgress?.({ done: falls.length, total: plan.boxes.length });
      await breathe();
    }
    const raw = tensor(Float32Array.from(falls)).view([plan.rows, plan.columns]);
    return { heat: spread(plan, falls), raw, target: before.target, score: before.logit };
  });
}

/** Where the patch is put: [top, left, bottom, right], row by row. */
interface Plan {
  height: number;
  width: number;
  rows: number;
  columns: number;
  boxes: [number, number, number, number][];
}

function planOf(operation: string, image: Tensor, options: OcclusionOptions): Plan {
  const [height, width] = image.shape.slice(-2) as [number, number];
  const pair = (name: string, value: number | readonly number[]): [number, number] => {
    const both = typeof value === "number" ? [value, value] : [...value];
    const fits = both.length === 2 && both.every((one) => Number.isInteger(one) && one > 0);
    if (fits && (both[0] as number) <= height && (both[1] as number) <= width)
      return both as [number, number];
    throw new ArgumentError(
      `${operation}: expected ${name} in whole pixels within the image of ${height} x ${width}, got ${both.join(" x ")}`,
      { operation },
    );
  };
  const patch = pair("patch", options.patch ?? Math.max(1, Math.round(Math.min(height, width) / 8)));
  const half = patch.map((edge) => Math.max(1, Math.floor(edge / 2)));
  const stride = pair("stride", options.stride ?? half);
  const places = (edge: number, at: 0 | 1): number =>
    Math.ceil(Math.max(0, edge - patch[at]) / stride[at]) + 1;
  const [rows, columns] = [places(height, 0), places(width, 1)];
  const boxes: Plan["boxes"] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [top, left] = [row * stride[0], column * stride[1]];
      boxes.push([top, left, Math.min(top + patch[0], height), Math.min(left + patch[1], width)]);
    }
  }
  return { height, width, rows, columns, boxes };
}

/** (C, 1, 1), or one value for all channels. */
function baselineOf(operation: string, batch: Tensor, given: number | readonly number[]): Tensor {
  const channels = batch.shape[1] as number;
  const values = typeof given === "number" ? [given] : [...given];
  if (values.every(Number.isFinite) && (values.length === channels || values.length === 1)) {
    return tensor(values, { dtype: batch.dtype }).to(batch.device).view([-1, 1, 1]);
  }
  throw new ArgumentError(
    `${operation}: expected baseline to be one number or ${channels}, one for each channel, got ${JSON.stringify(given)}`,
    { operation },
  );
}

/** The mean fall at each pixel, scaled: (H, W). */
function spread(plan: Plan, falls: readonly number[]): Tensor {
  return scope(() => {
    const sum = zeros([plan.height, plan.width], { dtype: "float64" });
    const count = zeros([plan.height, plan.width], { dtype: "float64" });
    for (const [i, [top, left, bottom, right]] of plan.boxes.entries()) {
      sum
        .slice(0, top, bottom)
        .slice(1, left, right)
        .add_(falls[i] as number);
      count.slice(0, top, bottom).slice(1, left, right).add_(1);
    }
    return scaleByLargest(sum.div(count.clamp(1)).clamp(0)).float();
  });
}
