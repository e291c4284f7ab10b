/** From images to class probabilities. What all tasks share is in images.ts; reading files is lib/vision's. */

import { integerFrom, type Rest, signature } from "../edge/index.ts";
import { type LabelledBy, labelsOf } from "../models/labels.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { inEvalMode } from "../nn/mode.ts";
import { inferenceMode, type Tensor } from "../tensor/index.ts";
import { onHost, upload } from "../tensor/upload.ts";
import type { TransformLike } from "../vision/index.ts";
import { checkOutputs, classLogits } from "./class-logits.ts";
import { type ImageInput, type ImageOptions, imageKinds, overImages, stacked } from "./images.ts";
import { nonFiniteError } from "./inside/non-finite.ts";
import { breathe, deviceOf } from "./running.ts";
import {
  meanProbabilities,
  scoresOf,
  type TestTime,
  testTimeKind,
  testTimeOf,
  type Views,
  viewCount,
  viewsOf,
} from "./test-time-classes.ts";
import { transformOf } from "./vectors.ts";

export type { ImageInput };

/** A class and how probable it is; `L` are the labels of the model. */
export interface RankedClass<L extends string = string> {
  label: L;
  index: number;
  probability: number;
}

/** What the model says of one image. */
export interface Prediction<L extends string = string> extends RankedClass<L> {
  /** The path, where the image was given as one. */
  path: string | null;
  /** (C) probability of each class, summing to 1. */
  probabilities: number[];
  /** The most probable classes, best first. */
  top: RankedClass<L>[];
}

/** Options of {@link predict}. */
export interface PredictOptions extends ImageOptions {
  /** Class names in the order of the model's outputs. Default: the model's own labels. */
  classes?: readonly string[];
  /**
   * From a decoded image uint8 (3, H, W) to the model's input, float32 (3, h, w): as in validation. Default: that of
   * the published weights the model was loaded with.
   */
  transform?: TransformLike;
  /** Images that go through the network at once. Default 16. */
  batchSize?: number;
  /** How many classes `top` lists. Default 5. */
  topK?: number;
  /**
   * Average over views of each image: its mirror images, `"h"`, `"v"` or `"hv"`, or `{ flips, rotations, crops, mean }`. Default: the
   * image alone.
   */
  testTime?: TestTime;
}

const OPERATION = "train.predict";

const PREDICT = signature<PredictOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: { ...imageKinds(OPERATION), topK: integerFrom(1), testTime: testTimeKind },
  advice: {
    flips: 'give testTime: "h", or { flips: "h" }',
    tta: 'give testTime: "h", or { flips, rotations, crops }',
    imageSize: "give a transform of that size",
  },
});

/** What followed the images of a prediction, checked. */
export function readPredictOptions(rest: readonly unknown[]): PredictOptions {
  return PREDICT.read(rest);
}

/** Options of {@link predict} with a model whose type has its labels. */
export type LabelledPredictOptions = Omit<PredictOptions, "classes"> & { classes?: undefined };

/** A model that gives logits (N, classes) in eval mode, whatever in training mode. */
export type EvalClassifier = Module & { forward(images: Tensor): unknown };

/**
 * Predicts the class of one image or of several.
 *
 * A model with labels (`models.replaceHead(model, ["benign", "malignant"])`) predicts those, in the type too. Each forward pass runs in
 * eval mode; every module's mode is as before in between, also while the model is being trained. Tensors given stay the
 * caller's.
 *
 * @throws FileFormatError for an image that cannot be read, ShapeError when the model has not one output per
 *   class, ArgumentError when nothing says the classes or the transform, DeviceError for a device that cannot be used, NonFiniteOutputError where the model gives NaN,
 *   with the layer where it began, AbortError when `signal` says so
 *
 * @example
 * const { label, probability } = await train.predict(model, "image.png", { classes, transform });
 */
export async function predict<L extends string>(
  model: EvalClassifier & LabelledBy<L>,
  image: ImageInput,
  options?: LabelledPredictOptions,
): Promise<Prediction<L>>;
export async function predict<L extends string>(
  model: EvalClassifier & LabelledBy<L>,
  images: readonly ImageInput[],
  options?: LabelledPredictOptions,
): Promise<Prediction<L>[]>;
export async function predict(
  model: EvalClassifier,
  image: ImageInput,
  options?: PredictOptions,
): Promise<Prediction>;
export async function predict(
  model: EvalClassifier,
  images: readonly ImageInput[],
  options?: PredictOptions,
): Promise<Prediction[]>;
export async function predict(
  model: EvalClassifier,
  input: ImageInput | readonly ImageInput[],
  ...rest: Rest<PredictOptions>
): Promise<Prediction | Prediction[]> {
  const given = PREDICT.read(rest);
  PREDICT.check(model);
  const { topK = 5 } = given;
  const views = testTimeOf(given.testTime, OPERATION);
  const options = withDefaults(model, given);
  return overImages<Prediction>(
    {
      operation: OPERATION,
      model,
      options,
      look: async (inputs, images, progress) => {
        const batch = stacked(inputs);
        const rows =
          views === null
            ? await probabilitiesOf(model, batch, options.classes)
            : await averagedProbabilities(model, batch, options, views, progress);
        if (views === null) progress({ done: 1, total: 1 });
        return images.map(({ path }, at) => describe(rows[at] as number[], options.classes, topK, path)); // one for each
      },
    },
    input,
  );
}

type Filled = PredictOptions & Required<Pick<PredictOptions, "classes" | "transform" | "batchSize">>;

/** The options with what the model itself says of its classes and its input. */
function withDefaults(model: EvalClassifier, options: PredictOptions): Filled {
  const classes: readonly string[] | null = options.classes ?? labelsOf(model);
  const refuse = (text: string): never => {
    throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
  };
  if (classes === null) {
    return refuse(
      "expected `classes` among the options, as the model has no labels: give them, or name the classes once with " +
        "models.replaceHead(model, labels) or models.withLabels(model, labels).",
    );
  }
  const transform = transformOf(OPERATION, model, options.transform);
  return { ...options, classes, transform, batchSize: options.batchSize ?? 16 };
}

/** (N) rows of (C) probabilities. */
async function probabilitiesOf(
  model: EvalClassifier,
  images: Tensor,
  classes: readonly string[],
): Promise<number[][]> {
  const batch = upload(images, deviceOf(model));
  const logits = await onHost(logitsOf(model, batch, classes));
  return rowsOf(
    inferenceMode(() => logits.double().softmax(1)),
    model,
    batch,
  );
}

/** (N) rows of (C) probabilities, the mean over the views. */
async function averagedProbabilities(
  model: EvalClassifier,
  images: Tensor,
  { classes, signal }: Filled,
  views: Views,
  progress: (done: { done: number; total: number }) => void,
): Promise<number[][]> {
  const batch = upload(images, deviceOf(model));
  const total = viewCount(views);
  const scores: Tensor[] = [];
  for (const view of viewsOf(batch, views)) {
    throwIfAborted(signal, OPERATION);
    const logits = await onHost(logitsOf(model, view, classes));
    scores.push(inferenceMode(() => scoresOf(logits, views)));
    progress({ done: scores.length, total });
    await breathe();
  }
  return rowsOf(
    inferenceMode(() => meanProbabilities(scores, views)),
    model,
    batch,
  );
}

/** The logits of a batch, in eval mode. */
function logitsOf(model: EvalClassifier, batch: Tensor, classes: readonly string[]): Tensor {
  // No await in here: the mode is the model's, and others use it.
  return inEvalMode(model, () =>
    inferenceMode(() => {
      const logits = classLogits(model, model.forward(batch), OPERATION);
      checkOutputs(logits, classes, OPERATION);
      return logits;
    }),
  );
}

/** A matrix (N, C) of float64 as rows. Throws NonFiniteOutputError where it is not finite. */
async function rowsOf(scores: Tensor, model: EvalClassifier, batch: Tensor): Promise<number[][]> {
  const flat = Array.from((await scores.dataAsync()) as Float64Array); // double, as the callers make it
  if (flat.some(Number.isNaN)) throw nonFiniteError(OPERATION, model, batch, "NaN");
  const [count = 0, width = 0] = scores.shape;
  return Array.from({ length: count }, (_, row) => flat.slice(row * width, (row + 1) * width));
}

/** A row of probabilities as a prediction. */
function describe(
  probabilities: number[],
  classes: readonly string[],
  topK: number,
  path: string | null,
): Prediction {
  const ranked = probabilities
    .map((probability, index) => ({ label: classes[index] as string, index, probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
  const [first] = ranked as [RankedClass];
  return { path, ...first, probabilities, top: ranked.slice(0, topK) };
}
