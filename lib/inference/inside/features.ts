/** Encoder and head as two pieces: the vector before the head, for every network. */

import { TensorDataset } from "../../data/index.ts";
import {
  abortSignal,
  callable,
  describe,
  isPlainObject,
  type Kind,
  kind,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { headsFor } from "../../models/head-paths.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { cat, keep, noGrad, scope, Tensor } from "../../tensor/index.ts";
import { breathe, deviceOf } from "../running.ts";
import { enough, handOver, layerAt, run, watch } from "./layers.ts";
import { checkFinite } from "./non-finite.ts";

const HEAD = signature("models.head", { takes: { model: moduleKind } });

/** The head of a network: the layer whose outputs are the classes (the first of `headPaths`). */
export function head(model: nn.Module, ...rest: []): nn.Linear | nn.Conv2d {
  HEAD.read(rest);
  HEAD.check(model);
  const [path = ""] = headsFor(HEAD.name, model);
  const layer = model.getSubmodule(path);
  if (layer instanceof nn.Linear || layer instanceof nn.Conv2d) return layer;
  throw new ArgumentError(
    `models.head: ${path} is a ${layer.constructor.name}, neither linear nor a convolution`,
  );
}

const FEATURES = signature("models.features", { takes: { model: moduleKind, input: tensorKind } });

/**
 * The features of images: what goes into the head, (N, D) with D its `in_features`.
 *
 * Images (N, 3, H, W), or whatever the network takes. Where the head is a convolution (SqueezeNet, ResNet-v2), it is
 * the mean over its input map, (N, C, h, w) -> (N, C). The same as a forward pre-hook on the head in PyTorch; the
 * head itself is not computed. Gradients flow through it. The mode is left as it is: in training mode the dropout
 * before the head has been applied and normalisations take note of the batch, so for features of a finished network
 * call `model.eval()` first.
 *
 * A function, not a method: in AlexNet, VGG, DenseNet, SqueezeNet, MobileNet, EfficientNet, ConvNeXt and Swin
 * `features` is the name of the convolutional part, and the key of its parameters in every checkpoint.
 *
 * @throws ArgumentError for a network without a head; ShapeError where its input is no vector per image
 *
 *     const vectors = models.features(model, images); // (N, 512) for resnet18
 */
export function features(model: nn.Module, input: Tensor, ...rest: []): Tensor {
  FEATURES.read(rest);
  FEATURES.check(model, input);
  return beforeHead(FEATURES.name, model, input);
}

function beforeHead(operation: string, model: nn.Module, input: Tensor): Tensor {
  const [path = ""] = headsFor(operation, model);
  const last = layerAt("models.features", model, path);
  let found: Tensor | undefined;
  watch(
    [
      () =>
        last.registerForwardPreHook((_, args: readonly unknown[]) => {
          found = keep(vectorOf(path, last, args[0]));
          enough();
        }),
    ],
    () => run(model, input),
  );
  if (found !== undefined) return handOver(found);
  throw new ArgumentError(
    `models.features: the forward of ${model.constructor.name} did not run its head, ${JSON.stringify(path)}`,
  );
}

/** A copy of the head's input as (N, D): it may be the caller's own tensor, which is not ours to keep. */
function vectorOf(path: string, layer: nn.Module, input: unknown): Tensor {
  const shape = input instanceof Tensor ? input.shape : [];
  if (input instanceof Tensor && layer instanceof nn.Conv2d && shape.length === 4) {
    return input.mean([2, 3]); // (N, C, h, w) -> (N, C)
  }
  if (input instanceof Tensor && shape.length === 2) return input.clone();
  throw new ShapeError(
    `models.features: expected the head ${JSON.stringify(path)} to take one vector per image, (N, D), got [${shape}]; ` +
      "models.extract gives the outputs of any layer",
  );
}

/**
 * The network without its head, as a module: images (N, 3, H, W) -> features (N, D), as {@link features}. It shares
 * the network's parameters and holds it as `model`, head included, so the keys of its state dict start with `model.`.
 *
 *     const network = new nn.Sequential(models.encoder(resnet), models.mlp(512, [64], 3));
 */
export function encoder(model: nn.Module, ...rest: []): Encoder {
  return new Encoder(model, ...rest);
}

const ENCODER = signature("models.encoder", { takes: { model: moduleKind } });

/** See {@link encoder}. */
export class Encoder extends nn.Module {
  model: nn.Module;

  /** Throws ArgumentError for a network without a head. */
  constructor(model: nn.Module, ...rest: []) {
    super();
    ENCODER.read(rest);
    ENCODER.check(model);
    headsFor(ENCODER.name, model);
    this.model = model;
  }

  override forward(input: Tensor): Tensor {
    return beforeHead(ENCODER.name, this.model, input);
  }
}

/** Options of {@link encode}. */
export interface EncodeOptions {
  /** Told after each batch. */
  onProgress?: (done: { batches: number; samples: number }) => void;
  /** Ends it between two batches with an AbortError. */
  signal?: AbortSignal;
}

const batchesKind: Kind<AsyncIterable<{ images: Tensor; labels: Tensor }>> = kind(
  'a loader of batches with images and labels, such as data.loader("train") (models.features takes one tensor)',
  (v) =>
    typeof v === "object" &&
    v !== null &&
    !(v instanceof Tensor) &&
    (Symbol.asyncIterator in v || Symbol.iterator in v),
);

const ENCODE = signature<EncodeOptions>("models.encode", {
  takes: { model: moduleKind, batches: batchesKind },
  options: { onProgress: callable(), signal: abortSignal },
});

/**
 * The features and labels of a whole data set, for training a perceptron or a logistic regression on them: features
 * (samples, D) and labels (samples) on the CPU. In evaluation mode, without gradients, one pass; the network may be trained
 * or used meanwhile. Batches stay their loader's or the caller's. The event loop has its turn between batches.
 *
 *     const rows = await models.encode(resnet, data.loader("train"));
 *     await train.fit(models.mlp(512, [64], 3), { train: rows, classes: data.classes }, { epochs: 20 });
 *
 * @throws AbortError when `signal` says so; ArgumentError where there is no batch, or one without images (N, ...) and
 *   labels (N), such as one of masks; NonFiniteOutputError where the features are not finite
 */
export async function encode(
  model: nn.Module,
  batches: AsyncIterable<{ images: Tensor; labels: Tensor }>,
  ...rest: Rest<EncodeOptions>
): Promise<TensorDataset> {
  const { signal, onProgress } = ENCODE.read(rest);
  ENCODE.check(model, batches);
  const device = deviceOf(model);
  const vectors: Tensor[] = [];
  const labels: Tensor[] = [];
  let samples = 0;
  try {
    for await (const batch of batches) {
      throwIfAborted(signal, "models.encode");
      const { images: given, labels: numbers } = imagesAndLabels(batch, vectors.length);
      const { vector, label } = scope(() =>
        noGrad(() => {
          const images = given.to(device);
          const found = inEvalMode(model, () => beforeHead(ENCODE.name, model, images));
          checkFinite(ENCODE.name, model, images, found);
          return { vector: keep(found.to("cpu")), label: keep(numbers.to("cpu").clone()) };
        }),
      );
      vectors.push(vector);
      labels.push(label);
      samples += label.shape[0] as number;
      onProgress?.({ batches: vectors.length, samples });
      await breathe();
    }
    if (vectors.length === 0) throw new ArgumentError("models.encode: there was no batch to encode");
    return scope(() => new TensorDataset(keep(cat(vectors)), keep(cat(labels))));
  } finally {
    for (const tensor of [...vectors, ...labels]) tensor.dispose();
  }
}

/** The two tensors of a batch. Throws ArgumentError that says what the batch is instead. */
function imagesAndLabels(batch: unknown, index: number): { images: Tensor; labels: Tensor } {
  const { images, labels } = (typeof batch === "object" && batch !== null ? batch : {}) as Record<
    string,
    unknown
  >;
  const fits =
    images instanceof Tensor &&
    labels instanceof Tensor &&
    (labels.ndim === 1 || labels.ndim === 2) &&
    images.ndim >= 1 &&
    images.shape[0] === labels.shape[0];
  if (fits) return { images, labels };
  throw ENCODE.error(
    `expected batches { images, labels }, images (N, ...) and labels (N); batch ${index} is ${formOf(batch)}. ` +
      "For tensors of your own map them, { images: x, labels: y }; masks have a label for each pixel: models.extract " +
      "gives the maps of a segmentation network's layers.",
  );
}

/** `{ images: float32 [8, 3, 64, 64], masks: int64 [8, 64, 64] }`, `[float32 [8, 4], int64 [8]]`, or what else it is. */
function formOf(batch: unknown): string {
  if (!isPlainObject(batch)) return describe(batch);
  const entries = Object.entries(batch as object).slice(0, 6);
  return `{ ${entries.map(([name, value]) => `${name}: ${describe(value)}`).join(", ")} }`;
}
