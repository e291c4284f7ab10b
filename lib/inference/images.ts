/**
 * The one shape of call of every task that looks at images: `task(model, images, options)`.
 *
 * One image or several are read, transformed and put together in batches on their way to the network; device, signal and
 * progress are the same for all. A task is a file beside this one, `predict.ts` or `segment.ts`: options of its own, and
 * what it makes of a batch.
 */

import { Rng } from "../data/index.ts";
import {
  abortSignal,
  callable,
  describe,
  isListOf,
  isPromise,
  type Kinds,
  listOf,
  optionsOf,
  signature,
  string,
} from "../edge/index.ts";
import { count } from "../models/option-kinds.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { deviceKind } from "../tensor/argument-kinds.ts";
import { chooseDevice } from "../tensor/device.ts";
import { type DeviceChoice, scope, stack, Tensor } from "../tensor/index.ts";
import {
  applyTransform,
  DECODING,
  type DecodingOptions,
  readImage,
  type TransformLike,
} from "../vision/index.ts";
import { TRANSFORM } from "../vision/transforms/transform.ts";
import { moveForInference } from "./claims.ts";
import { decodingFor } from "./decoding.ts";
import { breathe, deviceOf } from "./running.ts";

/** An image: a path, an encoded file's bytes, or a uint8 tensor (C, H, W). */
export type ImageInput = string | Uint8Array | Tensor;

/** How far a call is. Of images that go through the network together each is told. */
export interface ImageProgress {
  /** Number of the image, from 0. */
  image: number;
  images: number;
  /** Windows or passes of this image, or of those that go with it. */
  done: number;
  total: number;
}

/** Options of every task that looks at images. */
export interface ImageOptions {
  /** Class names in the order of the model's outputs. */
  classes?: readonly string[];
  /** From a decoded image uint8 (C, H, W) to the model's input, float32 (C, h, w). */
  transform?: TransformLike;
  /** How files are decoded. Default RGB and 8 bits, gray where the network and its ready-made transform are. */
  image?: DecodingOptions;
  /** Images that go through the network at once, where the transform makes them of one size. */
  batchSize?: number;
  /** Default: where the model is. */
  device?: DeviceChoice;
  signal?: AbortSignal;
  /** Told which image, from 0, of how many, and how much of it is done. */
  onProgress?: (done: ImageProgress) => void;
}

/** Names and kinds of those options, for the task `operation`. */
export function imageKinds(operation: string): Kinds<ImageOptions> {
  return {
    classes: listOf(string),
    transform: TRANSFORM,
    image: optionsOf(signature<DecodingOptions>(`${operation}: image`, { options: DECODING })),
    batchSize: count,
    device: deviceKind,
    signal: abortSignal,
    onProgress: callable(),
  };
}

/** An image that was read, and whose input is in the batch. */
export interface ReadImage {
  /** The file, where the image was given as one. */
  readonly path: string | null;
  /** [height, width] in pixels, as read. */
  readonly size: readonly [number, number];
}

/** What a task makes of images. */
export interface ImageTask<R> {
  /** The public name, for errors. */
  readonly operation: string;
  readonly model: Module;
  /** What the caller gave, defaults filled in. */
  readonly options: ImageOptions & { transform: TransformLike; batchSize: number };
  /** Whether inputs of several sizes go through the network together, as a list; else only those of one size do. */
  readonly takesMixedSizes?: boolean;
  /**
   * The result of each image of a batch, whose inputs (C, h, w) are on the CPU unless the images were elsewhere; see
   * {@link stacked}. Runs in a scope. `progress` is told after each pass.
   */
  look(
    inputs: readonly Tensor[],
    images: readonly ReadImage[],
    progress: (done: { done: number; total: number }) => void,
  ): Promise<R[]>;
  /** Frees a result that the caller does not get, because a later image failed. */
  discard?(result: R): void;
}

/**
 * Runs a task over one image or several: a list gives a list.
 *
 * @throws ArgumentError for what is no image, DeviceError for a device that cannot be used, FileFormatError for an image
 *   that cannot be read, ShapeError for a tensor that is no (C, H, W), AbortError when `signal` says so
 */
export async function overImages<R>(task: ImageTask<R>, input: unknown): Promise<R | R[]> {
  const { operation, model, options } = task;
  const { signal, batchSize, onProgress } = options;
  const images = imagesOf(operation, input);
  if (options.device !== undefined)
    moveForInference(operation, model, chooseDevice(options.device), deviceOf(model));

  const results: R[] = [];
  try {
    for (let start = 0; start < images.length; start += batchSize) {
      throwIfAborted(signal, operation);
      await scope(async () => {
        const read = await Promise.all(
          images.slice(start, start + batchSize).map((image, at) => readOne(task, image, start + at)),
        );
        for (const group of task.takesMixedSizes ? [read] : alike(read)) {
          const first = results.length;
          const progress = (done: { done: number; total: number }): void => {
            group.forEach((_, at) => {
              onProgress?.({ image: first + at, images: images.length, ...done });
            });
          };
          const inputs = group.map(({ x }) => x);
          results.push(...(await task.look(inputs, group, progress)));
        }
      });
      await breathe();
    }
  } catch (error) {
    for (const result of results) task.discard?.(result);
    throw error;
  }
  return Array.isArray(input) ? results : (results[0] as R); // one image has one result
}

type Prepared = ReadImage & { readonly x: Tensor };

async function readOne(
  { operation, model, options }: ImageTask<unknown>,
  image: ImageInput,
  index: number,
): Promise<Prepared> {
  const decoding = decodingFor(model, options.transform, options.image);
  const decoded =
    image instanceof Tensor ? image : await readImage(image, { ...decoding, signal: options.signal });
  const [, height, width] = decoded.shape;
  if (decoded.ndim !== 3 || height === undefined || width === undefined) {
    throw new ShapeError(`${operation}: expected an image (C, H, W), got [${decoded.shape}]`, { operation });
  }
  // A transform for inference draws nothing; a random one is at least repeatable.
  const x = applyTransform(options.transform, decoded, Rng.derive(0, index));
  return { path: typeof image === "string" ? image : null, size: [height, width], x };
}

/** Runs of images whose inputs have one shape, and so can be one batch. */
function alike(images: readonly Prepared[]): Prepared[][] {
  const groups: Prepared[][] = [];
  for (const image of images) {
    const last = groups.at(-1);
    const isSame = last?.[0]?.x.shape.join() === image.x.shape.join() && last[0].x.dtype === image.x.dtype;
    if (last !== undefined && isSame) last.push(image);
    else groups.push([image]);
  }
  return groups;
}

/** n of (C, h, w) -> (n, C, h, w) */
export function stacked(inputs: readonly Tensor[]): Tensor {
  const [only, ...others] = inputs;
  return only !== undefined && others.length === 0 ? only.unsqueeze(0) : stack(inputs);
}

function isImage(value: unknown): value is ImageInput {
  return (
    (typeof value === "string" && value !== "") || value instanceof Uint8Array || value instanceof Tensor
  );
}

/** What was given as a list of images. Throws ArgumentError that names the first that is none. */
function imagesOf(operation: string, input: unknown): readonly ImageInput[] {
  if (isImage(input)) return [input];
  if (isListOf(input, isImage)) return input as readonly ImageInput[]; // isListOf looked at each
  const odd = Array.isArray(input) ? input.find((one) => !isImage(one)) : input;
  throw new ArgumentError(
    `${operation}: expected an image, a path, an encoded file's bytes or a uint8 tensor (C, H, W), or a list of them, ` +
      `got ${describe(odd)}.${isPromise(odd) ? " Await it first." : ""}`,
    { operation },
  );
}
