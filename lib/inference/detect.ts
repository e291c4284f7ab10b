/**
 * From image files to objects in the images' own pixels: reading, the network, and what is found as plain data.
 *
 * What is made of it (pictures, measurements, files) is in `detection/`.
 */

import { listOf, oneOf, type Rest, signature, string } from "../edge/index.ts";
import { type LabelledBy, labelsOf } from "../models/labels.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError } from "../native/errors.ts";
import {
  type AutocastDType,
  autocast,
  inferenceMode,
  isFloatingPoint,
  scope,
  type Tensor,
} from "../tensor/index.ts";
import { upload } from "../tensor/upload.ts";
import { type TransformLike, transforms } from "../vision/index.ts";
import { cutting } from "./cutting.ts";
import { type Candidate, candidatesOf, limited, merged, type Reading } from "./detection/candidates.ts";
import { FoundObjects } from "./detection/found-objects.ts";
import {
  type DetectionLimits,
  type DetectionNetwork,
  detectWith,
  LIMIT_KINDS,
  type NetworkDetections,
  requireDetector,
  unknownLimits,
} from "./detection/network.ts";
import { type DetectWindowOptions, detectWindowKind, placed, windowsOf } from "./detection/windows.ts";
import {
  type ImageInput,
  type ImageOptions,
  type ImageProgress,
  imageKinds,
  overImages,
  type ReadImage,
} from "./images.ts";
import { nonFiniteError } from "./inside/non-finite.ts";
import { breathe, deviceOf } from "./running.ts";

/** Options of {@link detect}; `L` are the labels of the network. */
export interface DetectOptions<L extends string = string> extends ImageOptions, DetectionLimits {
  /** Names of the classes without the background. Default: the network's labels, else numbers from 1. */
  classes?: readonly L[];
  /**
   * From a decoded image uint8 (C, H, W) to the network's input. It may resize, but not cut, pad or normalise. Default: float32
   * from 0 to 1; detection networks resize and normalise themselves.
   */
  transform?: TransformLike;
  /**
   * Images that go through the network at once, of any sizes. Default 1: each gives the same whatever goes with it. Those that go
   * together are padded to one size, which moves boxes at their right and lower borders a little, as in PyTorch.
   */
  batchSize?: number;
  /** Keep objects of these classes only. */
  only?: readonly L[];
  /**
   * Go over the image in windows and put together what they find: for images with objects too small to be seen at the network's own
   * size, whole slides among them. Objects larger than the overlap may be found in parts. Default: as a whole.
   */
  window?: DetectWindowOptions;
  /** A dtype for the operators that bear it, as autocast. Default "float32". */
  precision?: "float32" | AutocastDType;
}

/** How far {@link detect} is. */
export type DetectProgress = ImageProgress;

const OPERATION = "models.detect";

const TAKES = signature<DetectOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: {
    ...imageKinds(OPERATION),
    ...LIMIT_KINDS,
    only: listOf(string),
    window: detectWindowKind,
    precision: oneOf("float32", "bfloat16", "float16"),
  },
  advice: {
    threshold: "give scoreThreshold",
    boxScoreThresh: "give scoreThreshold",
    boxNmsThresh: "give nmsThreshold",
    detectionsPerImg: "give maxDetections",
    imageSize: "the network resizes itself: give minSize and maxSize where it is built",
  },
});

/** Options of {@link detect} with a network whose type has its labels. */
export type LabelledDetectOptions<L extends string> = Omit<DetectOptions<L>, "classes"> & {
  classes?: undefined;
};

/**
 * Finds the objects in one image or several: of each its label, score and box, and its mask where the network finds masks, in
 * pixels of the image as it is seen, turned as its EXIF orientation says.
 *
 * A network with labels (`models.replaceHead(model, ["glomerulus"])`) gives those, in the type too. It runs in eval mode, and its
 * modes and limits are its own again whenever anything else runs. Images given as tensors stay the caller's; the result is plain
 * data. Masks are kept as run lengths, of pixels above 0.5, so that hundreds of objects of a large image take little memory;
 * the network makes them one image or window at a time.
 *
 * @param image path, an encoded file's bytes, or a uint8 tensor (C, H, W)
 * @throws DeviceError for a device that cannot be used, FileFormatError for an image that cannot be read, ShapeError for one that
 *   the network does not take, ArgumentError for a network that finds no objects, classes that do not fit it and a transform
 *   that cuts, NonFiniteOutputError for a network that gives NaN or finds nothing and has NaN among its weights, AbortError when `signal` says so
 *
 * @example
 * const found = await models.detect(model, "cells.png", { scoreThreshold: 0.5 });
 * for (const { label, score, box } of found.objects) console.log(label, score, box.x1, box.y1);
 * await writeImage(found.draw(await readImage("cells.png")), "found.png");
 */
export async function detect<L extends string>(
  model: DetectionNetwork & LabelledBy<L>,
  image: ImageInput,
  options?: LabelledDetectOptions<L>,
): Promise<FoundObjects<L>>;
export async function detect<L extends string>(
  model: DetectionNetwork & LabelledBy<L>,
  images: readonly ImageInput[],
  options?: LabelledDetectOptions<L>,
): Promise<FoundObjects<L>[]>;
export async function detect<const L extends string = string>(
  model: DetectionNetwork,
  image: ImageInput,
  options?: DetectOptions<L>,
): Promise<FoundObjects<L>>;
export async function detect<const L extends string = string>(
  model: DetectionNetwork,
  images: readonly ImageInput[],
  options?: DetectOptions<L>,
): Promise<FoundObjects<L>[]>;
export async function detect(
  model: DetectionNetwork,
  input: ImageInput | readonly ImageInput[],
  ...rest: Rest<DetectOptions>
): Promise<FoundObjects | FoundObjects[]> {
  const given = TAKES.read(rest);
  TAKES.check(model);
  requireDetector(model, OPERATION);
  const { transform = new transforms.DetectionPreset(), batchSize = 1, window, onProgress } = given;
  const cut = cutting(transform);
  if (cut !== null) {
    refuse(
      `the transform cuts or pads the image (${cut}), so that boxes would not lie on the image's pixels; leave that step out, a ` +
        "network for detection takes any size, or use `window`",
    );
  }
  const work: Work = {
    model,
    given,
    names: namesOf(model, given.classes),
    wanted: wantedOf(model, given),
    isLookedAt: false,
  };
  return overImages<FoundObjects>(
    {
      operation: OPERATION,
      model,
      options: { ...given, onProgress, transform, batchSize },
      takesMixedSizes: true,
      look: async (inputs, images, progress) => {
        const found =
          window === undefined
            ? await inWhole(work, inputs, images, progress)
            : await inWindows(work, window, inputs, images, progress);
        return found.map((candidates, at) => described(candidates, images[at] as ReadImage, work.names));
      },
    },
    input,
  );
}

/** What stays the same from image to image. */
interface Work {
  readonly model: DetectionNetwork;
  readonly given: DetectOptions;
  /** Null where nobody named the classes. */
  readonly names: readonly string[] | null;
  /** Numbers of the classes that are wanted; null for all. */
  readonly wanted: ReadonlySet<number> | null;
  /** Whether the weights of a network that finds nothing were looked at. */
  isLookedAt: boolean;
}

type Tell = (done: { done: number; total: number }) => void;

async function inWhole(
  work: Work,
  inputs: readonly Tensor[],
  images: readonly ReadImage[],
  progress: Tell,
): Promise<Candidate[][]> {
  const found = run(work, inputs);
  const all: Candidate[][] = [];
  for (const [at, one] of found.entries()) {
    const { size } = images[at] as ReadImage; // one of each
    const reading = readingOf(work, inputs[at] as Tensor, size);
    all.push(await candidatesOf(one, { ...reading, limits: unknownLimits(work.model, work.given) }));
  }
  progress({ done: 1, total: 1 });
  return all;
}

async function inWindows(
  work: Work,
  window: DetectWindowOptions,
  inputs: readonly Tensor[],
  images: readonly ReadImage[],
  progress: Tell,
): Promise<Candidate[][]> {
  const { batchSize = 1 } = window;
  const { signal, nmsThreshold, maxDetections } = work.given;
  const plans = images.map(({ size }, at) => {
    const input = inputs[at] as Tensor; // one of each
    if (input.shape[1] !== size[0] || input.shape[2] !== size[1]) {
      refuse(
        `the transform resizes the image, from ${size.join(" x ")} to ${input.shape.slice(1).join(" x ")} pixels (height x width), ` +
          "and windows are pieces of the image as it is; leave that step out",
      );
    }
    return windowsOf(size, window).map((place) => ({ at, place }));
  });
  const total = plans.reduce((sum, { length }) => sum + length, 0);
  const places = plans.flat();
  const all: Candidate[][] = images.map(() => []);
  for (let start = 0; start < total; start += batchSize) {
    throwIfAborted(signal, OPERATION);
    const part = places.slice(start, start + batchSize);
    await scope(async () => {
      const windows = part.map(({ at, place: { left, top, height, width } }) =>
        (inputs[at] as Tensor).narrow(1, top, height).narrow(2, left, width),
      );
      for (const [i, one] of run(work, windows).entries()) {
        const { at, place } = part[i] as (typeof part)[number]; // one of each
        const reading = readingOf(work, windows[i] as Tensor, [place.height, place.width]);
        const limits = { ...unknownLimits(work.model, work.given), maxDetections: undefined };
        const seen = await candidatesOf(one, { ...reading, limits });
        const { size } = images[at] as ReadImage;
        all[at]?.push(...seen.map((candidate) => placed(candidate, place, start + i, size)));
      }
    });
    progress({ done: start + part.length, total });
    await breathe();
  }
  return all.map((candidates) => limited(merged(candidates, nmsThreshold), { maxDetections }));
}

/** What the network finds, on its device and in the precision that was asked for. */
function run(work: Work, inputs: readonly Tensor[]): NetworkDetections[] {
  const { model, given } = work;
  const { precision = "float32" } = given;
  const device = deviceOf(model);
  const images = inputs.map((input) => upload(input, device));
  const pass = (): NetworkDetections[] => detectWith(model, images, given, OPERATION);
  const found = precision === "float32" ? pass() : autocast({ device, dtype: precision }, pass);
  // Scores that are NaN are above no threshold, so that broken weights look as if there were nothing.
  const isEmpty = found.some(({ scores }) => scores.numel() === 0);
  if (isEmpty && !work.isLookedAt) {
    work.isLookedAt = true;
    if (isBroken(model)) throw nonFiniteError(OPERATION, model, images, "NaN");
  }
  return found;
}

function readingOf(
  { model, wanted }: Work,
  input: Tensor,
  size: readonly [number, number],
): Omit<Reading, "limits"> {
  const [height, width] = input.shape.slice(1) as [number, number]; // (C, h, w)
  return {
    operation: OPERATION,
    inputSize: [height, width],
    size,
    isWanted: (classId) => wanted?.has(classId) ?? true,
    onNonFinite: () => {
      throw nonFiniteError(OPERATION, model, [upload(input, deviceOf(model))], "NaN");
    },
  };
}

/** Whether a parameter or buffer is not finite. */
function isBroken(model: DetectionNetwork): boolean {
  return scope(() =>
    inferenceMode(() =>
      [...model.parameters(), ...model.buffers()].some(
        (one) => isFloatingPoint(one.dtype) && !one.isfinite().all().item(),
      ),
    ),
  );
}

/** Objects with the names of their classes. */
function described(
  candidates: readonly Candidate[],
  image: ReadImage,
  names: readonly string[] | null,
): FoundObjects {
  const most = Math.max(0, ...candidates.map(({ classId }) => classId));
  const classes = names ?? Array.from({ length: most }, (_, at) => `${at + 1}`);
  if (most > classes.length) {
    refuse(
      `the network gives the class ${most}, and there are ${classes.length}: ${classes.slice(0, 10).join(", ")}; give the names ` +
        "of all as `classes`, without the background",
    );
  }
  const [height, width] = image.size;
  const objects = candidates.map(({ classId, score, box, mask }) => {
    return { label: classes[classId - 1] as string, classId, score, box, mask };
  });
  return new FoundObjects({ objects, classes, height, width, path: image.path });
}

function namesOf(model: DetectionNetwork, given: readonly string[] | undefined): readonly string[] | null {
  const own: readonly string[] | null = labelsOf(model);
  if (given !== undefined && own !== null && given.length !== own.length) {
    refuse(
      `expected ${own.length} classes, those of the network without the background, got ${given.length}`,
    );
  }
  return given ?? own;
}

function wantedOf(model: DetectionNetwork, { only, classes }: DetectOptions): ReadonlySet<number> | null {
  if (only === undefined) return null;
  const names: readonly string[] | null = classes ?? labelsOf(model);
  const numbers = only.map((label) => {
    const at = names === null ? Number(label) - 1 : names.indexOf(label);
    if (Number.isInteger(at) && at >= 0) return at + 1;
    const there =
      names === null ? "its classes are numbers from 1" : `there are ${names.slice(0, 10).join(", ")}`;
    return refuse(`\`only\` names "${label}", which is no class of the network: ${there}`);
  });
  return new Set(numbers);
}

function refuse(text: string): never {
  throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
}
