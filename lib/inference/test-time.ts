/** Probabilities of images that are ready for the network: at once or by windows, averaged over their mirror images. */

import { abortSignal, callable, type Kinds, oneOf, type Rest, signature } from "../edge/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import {
  kindKind,
  pixelProbabilities,
  type SegmentationKind,
  segmentationLogits,
} from "../models/segmentation/outputs.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { inEvalMode } from "../nn/mode.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { inferenceMode, scope, Tensor } from "../tensor/index.ts";
import { checkFinite } from "./inside/non-finite.ts";
import { breathe, deviceOf } from "./running.ts";
import { type PixelModel, slidingWindow, type WindowOptions, windowKind } from "./sliding-window.ts";

/** Mirror images that are averaged with the image itself: left and right, top and bottom, or both and both at once. */
export type TestTimeFlips = "none" | "h" | "v" | "hv";

/** Dimensions of (N, C, H, W) that each pass is mirrored along. */
export const FLIPPED: Record<TestTimeFlips, readonly (readonly number[])[]> = {
  none: [[]],
  h: [[], [3]],
  v: [[], [2]],
  hv: [[], [3], [2], [2, 3]],
};

/** Options of {@link probabilityMaps}. */
export interface ProbabilityMapOptions {
  /** What the logits mean. Default: "binary" for one output, else "multiclass". */
  kind?: SegmentationKind;
  /** Go over the images in windows. Default: as a whole. */
  window?: WindowOptions;
  /** Default "none". */
  flips?: TestTimeFlips;
  signal?: AbortSignal;
  /** Told after each batch of windows, or each pass without windows; of all passes. */
  onProgress?: (done: { done: number; total: number }) => void;
}

/** Names and kinds of those options. */
export const PROBABILITY_KINDS: Kinds<ProbabilityMapOptions> = {
  kind: kindKind,
  window: windowKind,
  flips: oneOf("none", "h", "v", "hv"),
  signal: abortSignal,
  onProgress: callable(),
};
const TAKES = signature<ProbabilityMapOptions>("models.probabilityMaps", {
  takes: { model: moduleKind, images: tensorKind },
  options: PROBABILITY_KINDS,
});

/**
 * Probabilities (N, K, H, W) of preprocessed images (N, C, H, W), on the images' device and as large as the images.
 *
 * With flips the network sees mirror images too, and the mean is taken of the probabilities, not of the logits: a mean of
 * logits would let one very sure pass outvote the others. In inference mode, and in eval mode for the length of each
 * forward.
 *
 * @throws ShapeError for images or logits of another shape, ArgumentError for a kind that does not fit the network's
 *   outputs and options that are none, NonFiniteOutputError for logits that are NaN, AbortError when `signal` says so
 */
export async function probabilityMaps(
  model: PixelModel,
  images: Tensor,
  ...rest: Rest<ProbabilityMapOptions>
): Promise<Tensor> {
  const options = TAKES.read(rest);
  TAKES.check(model, images);
  const { flips = "none", window, signal, onProgress } = options;
  const passes = FLIPPED[flips];
  if (images.ndim !== 4) {
    throw new ShapeError(`${OPERATION}: expected images (N, C, H, W), got [${images.shape}]`, {
      operation: OPERATION,
    });
  }
  return scope(async () => {
    let sum: Tensor | undefined;
    for (const [index, dims] of passes.entries()) {
      throwIfAborted(signal, OPERATION);
      const probabilities = await scope(async () => {
        const given = dims.length === 0 ? images : inferenceMode(() => images.detach().flip([...dims]));
        const logits =
          window === undefined
            ? wholeLogits(model, given)
            : await slidingWindow(model, given, {
                ...window,
                signal,
                onProgress: ({ done, total }) =>
                  onProgress?.({ done: index * total + done, total: passes.length * total }),
              });
        if (window === undefined) onProgress?.({ done: index + 1, total: passes.length });
        return inferenceMode(() => {
          const values = pixelProbabilities(logits, kindOf(logits, options.kind));
          return dims.length === 0 ? values : values.flip([...dims]);
        });
      });
      if (sum === undefined) sum = probabilities;
      else {
        const total = sum;
        inferenceMode(() => total.add_(probabilities));
        probabilities.dispose();
      }
      await breathe();
    }
    const total = sum as Tensor; // there is at least one pass
    return passes.length === 1 ? total : inferenceMode(() => total.div_(passes.length));
  });
}

const OPERATION = "models.segment";

function wholeLogits(model: PixelModel, images: Tensor): Tensor {
  return scope(() =>
    inferenceMode(() => {
      const given = images.detach().to(deviceOf(model));
      const logits = segmentationLogits(inEvalMode(model, () => model.forward(given)));
      const size = images.shape.slice(-2);
      const isTensor = logits instanceof Tensor && logits.ndim === 4;
      if (isTensor && logits.shape[2] === size[0] && logits.shape[3] === size[1]) {
        checkFinite(OPERATION, model, given, logits);
        return logits.to(images.device);
      }
      const got = logits instanceof Tensor ? `[${logits.shape}]` : typeof logits;
      throw new ShapeError(
        `${OPERATION}: expected ${model.constructor.name} to give logits [${images.shape[0]}, K, ${size.join(", ")}] ` +
          `for images of ${size.join(" x ")}, got ${got}`,
        { operation: OPERATION },
      );
    }),
  );
}

/** What the logits mean, checked against how many there are. */
function kindOf(logits: Tensor, kind: SegmentationKind | undefined): SegmentationKind {
  const outputs = logits.shape[1] as number;
  const found = kind ?? (outputs === 1 ? "binary" : "multiclass");
  if (found === "binary" && outputs !== 1) {
    refuse(`a binary network has one output, this one has ${outputs}; use kind "multiclass" or "multilabel"`);
  }
  if (found === "multiclass" && outputs === 1) {
    refuse('a multiclass network has two outputs or more, this one has one; use kind "binary"');
  }
  return found;
}

function refuse(text: string): never {
  throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
}
