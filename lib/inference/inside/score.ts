/** What the ways of explaining share: the image they take, the class they explain, and maps scaled to [0, 1]. */

import { factsOf } from "../../models/facts.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { noGrad, Tensor } from "../../tensor/index.ts";
import { deviceOf } from "../running.ts";
import { run } from "./layers.ts";
import { checkFinite } from "./non-finite.ts";

/** Where in the image a network looked. */
export interface Explanation {
  /** (H, W) in [0, 1] at the image's size, float32. */
  heat: Tensor;
  /** (h, w) at the resolution of the method, unscaled. */
  raw: Tensor;
}

/** An explanation of one class. */
export interface ClassExplanation extends Explanation {
  /** Index of the class that is explained. */
  target: number;
  /** Its logit for the image. */
  score: number;
}

/** The one image as a batch on the network's device. Throws ShapeError for several. */
export function asBatch(operation: string, model: Module, image: Tensor): Tensor {
  const { shape } = image;
  if (shape.length !== 3 && !(shape.length === 4 && shape[0] === 1)) {
    throw new ShapeError(
      `${operation}: expected one image as the network takes it, (C, H, W) or (1, C, H, W), got [${shape}]`,
      { operation },
    );
  }
  return (shape.length === 3 ? image.unsqueeze(0) : image).detach().to(deviceOf(model));
}

/**
 * The network's logits (N, classes) for a batch, in evaluation mode. Throws ArgumentError or ShapeError for anything
 * else, NonFiniteOutputError for NaN.
 */
export function logitsOf(operation: string, model: Module, batch: Tensor): Tensor {
  const logits = checkLogits(
    operation,
    model,
    inEvalMode(model, () => run(model, batch)),
  );
  checkFinite(operation, model, batch, logits);
  return logits;
}

/** What a network gave, if it is logits (N, classes). */
export function checkLogits(operation: string, model: Module, output: unknown): Tensor {
  if (output instanceof Tensor && output.ndim === 2) return output;
  const got = output instanceof Tensor ? `[${output.shape}]` : typeof output;
  const hint =
    factsOf(model).task === "segmentation"
      ? "; it gives logits for each pixel, which models.gradCam and models.pixelProbabilities explain"
      : "";
  throw new ShapeError(
    `${operation}: expected ${model.constructor.name} to give logits (N, classes), got ${got}${hint}`,
    { operation },
  );
}

/** The class to explain: the one asked for, else the most probable. Throws ArgumentError for one that is not there. */
export function chooseTarget(operation: string, logits: Tensor, asked: number | undefined): number {
  const classes = logits.shape[1] as number;
  if (asked === undefined)
    return Number(
      noGrad(() => logits.detach().argmax(1))
        .select(0, 0)
        .item(),
    );
  if (Number.isInteger(asked) && asked >= 0 && asked < classes) return asked;
  throw new ArgumentError(`${operation}: expected a class from 0 to ${classes - 1} as target, got ${asked}`, {
    operation,
  });
}

/** Values from 0 on, scaled so that the largest is 1; all zero where there is none. */
export function scaleByLargest(values: Tensor): Tensor {
  const largest = Number(values.max().item());
  return largest > 0 ? values.div(largest) : values.mul(0);
}

/** Values scaled so that the smallest is 0 and the largest 1; all zero where they are equal. */
export function scaleToRange(values: Tensor): Tensor {
  const least = Number(values.min().item());
  return scaleByLargest(values.sub(least));
}
