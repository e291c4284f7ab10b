/**
 * From image files to masks at the images' own size: reading, preprocessing, the network, and back to the image's pixels.
 *
 * Windows are in sliding-window.ts, mirror images in test-time.ts; drawing and measuring masks are lib/vision's.
 */

import { numberFrom, plainObject, type Rest, signature } from "../edge/index.ts";
import { channelStatistics } from "../models/adapt-input.ts";
import { labelsOf } from "../models/labels.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { originOf } from "../models/origin.ts";
import type { SegmentationKind } from "../models/segmentation/outputs.ts";
import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { inferenceMode, keep, type Tensor } from "../tensor/index.ts";
import { type DecodingOptions, type TransformLike, transforms } from "../vision/index.ts";
import { cutting } from "./cutting.ts";
import {
  type ImageInput,
  type ImageOptions,
  type ImageProgress,
  imageKinds,
  overImages,
  stacked,
} from "./images.ts";
import type { PixelModel, WindowOptions } from "./sliding-window.ts";
import { PROBABILITY_KINDS, probabilityMaps, type TestTimeFlips } from "./test-time.ts";

/** Options of {@link segment}. */
export interface SegmentOptions extends ImageOptions {
  /** What the outputs mean. Default: "binary" for one output, else "multiclass". */
  kind?: SegmentationKind;
  /**
   * Names of the classes, of `binary` the background first. Default: the network's labels, else "background" and
   * "foreground", or numbers.
   */
  classes?: readonly string[];
  /**
   * From a decoded image uint8 (C, H, W) to the network's input. It may resize, but not cut or pad. Default: to float and
   * normalised as the network's published weights want it, else with ImageNet's mean and standard deviation; after a
   * resize of the shorter edge, where the weights are of a segmentation network and no window is given. Networks of one
   * channel get grey images from files, with this default and with a SegmentationPreset.
   */
  transform?: TransformLike;
  /** How files are decoded. Default RGB and 8 bits, gray as `transform` says. */
  image?: DecodingOptions;
  /** Go over the image in windows. Default: as a whole. */
  window?: WindowOptions;
  /** Mirror images whose probabilities are averaged. Default "none". */
  flips?: TestTimeFlips;
  /** Above which probability a pixel is in a mask of `binary` and `multilabel`. Default 0.5. */
  threshold?: number;
  /**
   * Images that go through the network at once, where they are of one size. Default 1: images keep their own sizes, and
   * the maps of large ones are large. How many windows go at once is `window.batchSize`.
   */
  batchSize?: number;
}

/** How far {@link segment} is. */
export type SegmentProgress = ImageProgress;

const DISPOSE = signature("models.Segmentation.dispose");
const PARTS = signature("models.Segmentation", { takes: { parts: plainObject("its parts") } });
const FOUND = signature("models.Segmentation", { takes: { mask: tensorKind, probabilities: tensorKind } });

/** What a network sees in one image. Its tensors are on the CPU, outlive scopes, and are freed by `dispose` or `using`. */
export class Segmentation {
  readonly kind: SegmentationKind;
  /** Of `binary` and `multiclass` (H, W) int64 class numbers; of `multilabel` (K, H, W) bool. */
  readonly mask: Tensor;
  /** (K, H, W) float32; of `binary` K is 1, and the probabilities are the second class's. */
  readonly probabilities: Tensor;
  /** Names by class number. */
  readonly classes: readonly string[];
  /** Of the image, in pixels. */
  readonly height: number;
  readonly width: number;
  /** The file, where the image was given as one. */
  readonly path: string | null;

  constructor(
    parts: Pick<Segmentation, "kind" | "mask" | "probabilities" | "classes" | "path">,
    ...rest: []
  ) {
    PARTS.read(rest);
    PARTS.check(parts);
    const { mask, probabilities } = parts;
    FOUND.check(mask, probabilities);
    this.kind = parts.kind;
    this.mask = keep(parts.mask);
    this.probabilities = keep(parts.probabilities);
    this.classes = parts.classes;
    [this.height, this.width] = parts.probabilities.shape.slice(-2) as [number, number];
    this.path = parts.path;
  }

  /** Frees the tensors. */
  dispose(...rest: []): void {
    DISPOSE.read(rest);
    this.mask.dispose();
    this.probabilities.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

const OPERATION = "models.segment";

const TAKES = signature<SegmentOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: { ...PROBABILITY_KINDS, ...imageKinds(OPERATION), threshold: numberFrom(0, 1) },
});

/**
 * Segments one image or several, each at its own size.
 *
 * The network runs in eval mode and is in its own whenever anything else runs. Where the transform resizes, the probabilities are
 * brought back bilinearly to the image's size. Images given as tensors stay the caller's; the results are the caller's to
 * free.
 *
 * @param image path, an encoded file's bytes, or a uint8 tensor (C, H, W)
 * @throws DeviceError for a device that cannot be used, FileFormatError for an image that cannot be read, ShapeError for
 *   one that the network's outputs do not fit, ArgumentError for a kind or classes that do not fit the network and for a transform that cuts, NonFiniteOutputError
 *   for a network that gives NaN, AbortError when `signal` says so
 *
 * @example
 * using found = await models.segment(model, "polyp.png", { window: { size: 256, overlap: 0.5 }, flips: "h" });
 * await writeImage(maskOverlay(await readImage("polyp.png"), found.mask), "overlay.png");
 */
export async function segment(
  model: PixelModel,
  image: ImageInput,
  options?: SegmentOptions,
): Promise<Segmentation>;
export async function segment(
  model: PixelModel,
  images: readonly ImageInput[],
  options?: SegmentOptions,
): Promise<Segmentation[]>;
export async function segment(
  model: PixelModel,
  input: ImageInput | readonly ImageInput[],
  ...rest: Rest<SegmentOptions>
): Promise<Segmentation | Segmentation[]> {
  const options = TAKES.read(rest);
  TAKES.check(model);
  const transform = options.transform ?? defaultTransform(model, options.window !== undefined);
  const cut = cutting(transform);
  if (cut !== null) {
    refuse(
      `the transform cuts or pads the image (${cut}), so that its mask would not lie on the image's pixels; ` +
        "leave that step out, a network for segmentation takes any size, or use `window`",
    );
  }
  const { threshold = 0.5, flips, window, signal, batchSize = 1 } = options;
  return overImages<Segmentation>(
    {
      operation: OPERATION,
      model,
      options: { ...options, transform, batchSize },
      look: async (inputs, images, onProgress) => {
        const asked = { kind: options.kind, flips, window, signal, onProgress };
        const maps = await probabilityMaps(model, stacked(inputs), asked); // (N, K, h, w)
        const outputs = maps.shape[1] as number;
        const kind = options.kind ?? (outputs === 1 ? "binary" : "multiclass");
        const classes = classesOf(model, kind, outputs, options.classes);
        return images.map(({ path, size }, at) => {
          const { mask, probabilities } = inferenceMode(() => {
            const sized = toSize(maps.narrow(0, at, 1), size)
              .select(0, 0)
              .float()
              .cpu(); // (1, K, h, w) -> (K, H, W)
            // Not a view of its batch, which it would hold.
            const probabilities = images.length === 1 ? sized : sized.clone();
            return { mask: maskOf(probabilities, kind, threshold), probabilities };
          });
          return new Segmentation({ kind, mask, probabilities, classes, path });
        });
      },
      discard: (found) => found.dispose(),
    },
    input,
  );
}

function toSize(probabilities: Tensor, size: readonly [number, number]): Tensor {
  const [height, width] = probabilities.shape.slice(-2);
  if (height === size[0] && width === size[1]) return probabilities;
  return nn.functional.interpolate(probabilities, { size, mode: "bilinear", alignCorners: false });
}

function maskOf(probabilities: Tensor, kind: SegmentationKind, threshold: number): Tensor {
  if (kind === "multiclass") return probabilities.argmax(0);
  const above = probabilities.gt(threshold);
  return kind === "multilabel" ? above : above.select(0, 0).long();
}

function classesOf(
  model: PixelModel,
  kind: SegmentationKind,
  outputs: number,
  given: readonly string[] | undefined,
): readonly string[] {
  const labels: readonly string[] | null = given ?? labelsOf(model as nn.Module);
  const count = kind === "binary" ? 2 : outputs;
  if (labels === null) {
    return kind === "binary" ? ["background", "foreground"] : Array.from({ length: count }, (_, i) => `${i}`);
  }
  if (labels.length === count) return labels;
  if (kind === "binary" && labels.length === 1) return ["background", ...labels];
  return refuse(
    `expected ${count} classes for a ${kind} network with ${outputs} outputs, got ${labels.length}`,
  );
}

/** Float and normalised; for published weights of segmentation networks resized first, as torchvision does. */
function defaultTransform(model: PixelModel, windows: boolean): TransformLike {
  const meta = originOf(model)?.entry?.meta;
  const resizes = meta?.task === "segmentation" && !windows;
  return new transforms.SegmentationPreset({
    resizeSize: resizes ? meta.resizeSize : null,
    ...channelStatistics(model, meta),
  });
}

function refuse(text: string): never {
  throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
}
