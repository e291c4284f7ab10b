/** From images to class probabilities. Reading files is lib/vision's. */

import { Rng } from "../data/index.ts";
import {
  abortSignal,
  describe as describeValue,
  integerFrom,
  isPromise,
  listOf,
  optionsOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { type LabelledBy, labelsOf, originOf } from "../models/index.ts";
import { nonFiniteError } from "../models/inside/non-finite.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { inEvalMode } from "../nn/mode.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import { chooseDevice } from "../tensor/device.ts";
import { type DeviceChoice, inferenceMode, scope, stack, Tensor } from "../tensor/index.ts";
import {
  applyTransform,
  DECODING,
  type DecodingOptions,
  readImage,
  type TransformLike,
} from "../vision/index.ts";
import { moveForInference } from "./claims.ts";
import { decodingFor } from "./decoding.ts";
import { breathe, deviceOf } from "./evaluate.ts";
import { transformKind } from "./options.ts";
import { checkOutputs } from "./tasks/classification.ts";
import { splitOutputs } from "./tasks/outputs.ts";

/** An image: a path, an encoded file's bytes, or a uint8 tensor (3, H, W). */
export type ImageInput = string | Uint8Array | Tensor;

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
export interface PredictOptions {
  /** Class names in the order of the model's outputs. Default: the model's own labels. */
  classes?: readonly string[];
  /**
   * From a decoded image uint8 (3, H, W) to the model's input, float32 (3, h, w): as in validation. Default: that of
   * the published weights the model was loaded with.
   */
  transform?: TransformLike;
  /** How files are decoded. Default RGB and 8 bits, gray where the network and its ready-made transform are. */
  image?: DecodingOptions;
  /** How many classes `top` lists. Default 5. */
  topK?: number;
  /** Default 16. */
  batchSize?: number;
  /** Default: where the model is. */
  device?: DeviceChoice;
  signal?: AbortSignal;
}

const PREDICT = signature<PredictOptions>("train.predict", {
  takes: { model: moduleKind },
  options: {
    classes: listOf(string),
    transform: transformKind,
    image: optionsOf(signature<DecodingOptions>("train.predict: image", { options: DECODING })),
    topK: integerFrom(1),
    batchSize: integerFrom(1),
    device: deviceKind,
    signal: abortSignal,
  },
  advice: {
    flips: "average the probabilities of the image and of its mirror image yourself",
    tta: "average the probabilities of the image and of its mirror image yourself",
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
  const images: readonly ImageInput[] = Array.isArray(input) ? input : [input as ImageInput];
  for (const image of images) checkImage(image);
  const { batchSize = 16, topK = 5, signal } = given;
  const options = withDefaults(model, given);
  if (options.device !== undefined)
    moveForInference("train.predict", model, chooseDevice(options.device), deviceOf(model));

  const predictions: Prediction[] = [];
  for (let start = 0; start < images.length; start += batchSize) {
    throwIfAborted(signal, "train.predict");
    const part = images.slice(start, start + batchSize);
    const rows = await scope(() => probabilitiesOf(model, part, options));
    for (const [index, row] of rows.entries()) {
      const source = part[index];
      predictions.push(describe(row, options.classes, topK, typeof source === "string" ? source : null));
    }
    await breathe();
  }
  return Array.isArray(input) ? predictions : (predictions[0] as Prediction);
}

function checkImage(image: unknown): void {
  if (typeof image === "string" || image instanceof Uint8Array || image instanceof Tensor) return;
  throw new ArgumentError(
    "train.predict: expected an image, a path, an encoded file's bytes or a uint8 tensor (3, H, W), or a list of them, " +
      `got ${describeValue(image)}.${isPromise(image) ? " Await it first." : ""}`,
    { operation: "train.predict" },
  );
}

type Filled = PredictOptions & Required<Pick<PredictOptions, "classes" | "transform">>;

/** The options with what the model itself says of its classes and its input. */
function withDefaults(model: EvalClassifier, options: PredictOptions): Filled {
  const classes = options.classes ?? labelsOf(model);
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.predict: ${text}`, { operation: "train.predict" });
  };
  if (!Array.isArray(classes)) {
    refuse(
      "expected `classes` among the options, as the model has no labels: give them, or name the classes once with " +
        "models.replaceHead(model, labels) or models.withLabels(model, labels).",
    );
  }
  const origin = originOf(model);
  // Published preprocessing is for the three channels the weights were trained on.
  const isColour = (origin?.options.inChannels ?? 3) === 3;
  const transform = options.transform ?? (isColour ? origin?.entry?.transforms() : undefined);
  if (transform === undefined) {
    return refuse(
      "expected `transform` among the options: the model was loaded with no published weights for such images, so " +
        "nothing says its preprocessing.",
    );
  }
  return { ...options, classes: classes as readonly string[], transform };
}

/** (N) rows of (C) probabilities. */
async function probabilitiesOf(
  model: EvalClassifier,
  images: readonly ImageInput[],
  options: Filled,
): Promise<number[][]> {
  const decoding = decodingFor(model, options.transform, options.image);
  const inputs = await Promise.all(
    images.map(async (image, index) => {
      const decoded =
        image instanceof Tensor ? image : await readImage(image, { ...decoding, signal: options.signal });
      // A validation transform draws nothing; a random one is at least repeatable.
      return applyTransform(options.transform, decoded, Rng.derive(0, index));
    }),
  );
  const batch = stack(inputs).to(deviceOf(model));
  // No await in here: the mode is the model's, and others use it.
  const scores = inEvalMode(model, () =>
    inferenceMode(() => {
      const { main: logits } = splitOutputs(
        model.forward(batch),
        "train.predict",
        "a tensor of logits (N, classes)",
      );
      checkOutputs(logits, options.classes, "train.predict");
      return logits.double().softmax(1);
    }),
  );
  const flat = Array.from((await scores.dataAsync()) as Float64Array); // double() above
  if (flat.some(Number.isNaN)) throw nonFiniteError("train.predict", model, batch, "NaN");
  const width = options.classes.length;
  return images.map((_, row) => flat.slice(row * width, (row + 1) * width));
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
