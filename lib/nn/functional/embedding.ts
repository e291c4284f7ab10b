/** Reading vectors by index, and indices as vectors. */
import {
  boolean,
  integer,
  type Kinds,
  nullable,
  number,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { arange, noGrad, scope, type Tensor, torch } from "../../tensor/index.ts";
import { inputKind, tensorOrNull } from "../checks.ts";
import type { EmbeddingOptions } from "../embedding.ts";

/** Options of `embedding`: those of the layer that do not make its table. */
export type EmbeddingFunctionOptions = Omit<EmbeddingOptions, "device" | "dtype">;

/** Kinds of the options of `embedding`. */
export const EMBEDDING_KINDS: Kinds<EmbeddingFunctionOptions> = {
  paddingIdx: nullable(integer),
  maxNorm: nullable(number),
  normType: number,
  scaleGradByFreq: boolean,
  sparse: boolean,
};

/** The options of `embedding` in PyTorch's order. */
export type EmbeddingPositional = [
  paddingIdx: number | null,
  maxNorm: number | null,
  normType: number,
  scaleGradByFreq: boolean,
  sparse: boolean,
];

const tensors = { ...inputKind, weight: inputKind.input };

const EMBEDDING = signature<EmbeddingFunctionOptions>("nn.functional.embedding", {
  takes: tensors,
  options: EMBEDDING_KINDS,
  positional: ["paddingIdx", "maxNorm", "normType", "scaleGradByFreq", "sparse"],
});

/** Rows of `weight` (V, D) at integer indices (...): (..., D). With `maxNorm` the rows read are scaled in place. */
export function embedding(
  input: Tensor,
  weight: Tensor,
  ...rest: Rest<EmbeddingFunctionOptions, EmbeddingPositional>
): Tensor {
  const options = EMBEDDING.read(rest);
  EMBEDDING.check(input, weight);
  const {
    paddingIdx = null,
    maxNorm = null,
    normType = 2,
    scaleGradByFreq = false,
    sparse = false,
  } = options;
  if (maxNorm !== null) renormalise(weight, input, maxNorm, normType);
  const rows = weight.shape[0] as number;
  // ATen takes -1 for no padding index, so a negative one is counted from the end here.
  const padding = paddingIdx === null ? -1 : paddingIdx < 0 ? rows + paddingIdx : paddingIdx;
  return torch.embedding(weight, input, padding, scaleGradByFreq, sparse);
}

function renormalise(weight: Tensor, input: Tensor, maxNorm: number, normType: number): void {
  noGrad(() => scope(() => void torch.embeddingRenorm_(weight, input.contiguous(), maxNorm, normType)));
}

const bagModes = { sum: 0, mean: 1, max: 2 };

/** Options of `embeddingBag`. */
export interface EmbeddingBagFunctionOptions {
  /** (B): where each bag begins in one-dimensional indices. */
  offsets?: Tensor | null;
  maxNorm?: number | null;
  normType?: number;
  scaleGradByFreq?: boolean;
  mode?: "sum" | "mean" | "max";
  /** Let the weight's gradient be a sparse tensor. */
  sparse?: boolean;
  /** Of the indices' shape: scales each row; for mode "sum". */
  perSampleWeights?: Tensor | null;
  /** The last offset is the end of the last bag. */
  includeLastOffset?: boolean;
  /** Rows of this index count for nothing. */
  paddingIdx?: number | null;
}

const EMBEDDING_BAG = signature<EmbeddingBagFunctionOptions>("nn.functional.embeddingBag", {
  takes: tensors,
  options: {
    offsets: tensorOrNull,
    maxNorm: nullable(number),
    normType: number,
    scaleGradByFreq: boolean,
    mode: oneOf("sum", "mean", "max"),
    sparse: boolean,
    perSampleWeights: tensorOrNull,
    includeLastOffset: boolean,
    paddingIdx: nullable(integer),
  },
  positional: ["offsets", "maxNorm", "normType", "scaleGradByFreq", "mode"],
});

/**
 * Sums, means or maxima of the rows of `weight` (V, D) in each bag of indices: (B, D). Bags are the rows of indices
 * (B, L), or parts of indices (L) that begin at `offsets`.
 *
 * Throws ArgumentError for options that exclude each other, ShapeError for shapes that do not fit.
 */
export function embeddingBag(
  input: Tensor,
  weight: Tensor,
  ...rest: Rest<
    EmbeddingBagFunctionOptions,
    [
      offsets: Tensor | null,
      maxNorm: number | null,
      normType: number,
      scaleGradByFreq: boolean,
      mode: "sum" | "mean" | "max",
    ]
  >
): Tensor {
  const options = EMBEDDING_BAG.read(rest);
  EMBEDDING_BAG.check(input, weight);
  const { mode = "mean", sparse = false, scaleGradByFreq = false, paddingIdx = null } = options;
  const { maxNorm = null, normType = 2, perSampleWeights = null, offsets = null } = options;
  const wrong = bagMistake(input, weight, options);
  if (wrong !== undefined) throw wrong;

  return scope(() => {
    let indices = input;
    let starts = offsets;
    let scales = perSampleWeights;
    let lastOffset = options.includeLastOffset ?? false;
    if (input.ndim === 2) {
      const [bags, length] = input.shape as [number, number];
      const to = { dtype: input.dtype, device: input.device };
      starts = length === 0 ? torch.zeros([bags], to) : arange(0, bags * length, length, to);
      indices = input.reshape([-1]); // (B, L) -> (B L)
      scales = perSampleWeights?.reshape([-1]) ?? null;
      lastOffset = false;
    }
    if (maxNorm !== null) renormalise(weight, indices, maxNorm, normType);
    const [bags] = torch.embeddingBag(
      weight,
      indices,
      starts as Tensor, // bagMistake saw to it
      scaleGradByFreq,
      bagModes[mode],
      sparse,
      scales,
      lastOffset,
      paddingIdx,
    );
    return bags;
  });
}

function bagMistake(
  input: Tensor,
  weight: Tensor,
  options: EmbeddingBagFunctionOptions,
): ArgumentError | ShapeError | undefined {
  const operation = "embeddingBag";
  const { mode = "mean", offsets = null, perSampleWeights = null } = options;
  const argument = (text: string) => new ArgumentError(`${operation}: ${text}`, { operation });
  const shape = (text: string) => new ShapeError(`${operation}: ${text}`, { operation });
  if (weight.ndim !== 2) return shape(`the weight must be (V, D), got [${weight.shape}].`);
  if (input.ndim === 2 && offsets !== null)
    return argument("indices (B, L) take no offsets; leave them out.");
  if (input.ndim === 1 && offsets?.ndim !== 1) return argument("indices (L) need offsets (B).");
  if (input.ndim !== 1 && input.ndim !== 2)
    return shape(`indices must be (B, L) or (L), got [${input.shape}].`);
  if (mode === "max" && (options.scaleGradByFreq || options.sparse)) {
    return argument('mode "max" allows neither scaleGradByFreq nor sparse.');
  }
  if (perSampleWeights === null) return undefined;
  if (mode !== "sum") return argument(`perSampleWeights need mode "sum", got "${mode}".`);
  if (perSampleWeights.shape.join() !== input.shape.join()) {
    return shape(
      `perSampleWeights [${perSampleWeights.shape}] must have the indices' shape [${input.shape}].`,
    );
  }
  return undefined;
}

/** Options of `oneHot`. */
export interface OneHotOptions {
  /** As many as the largest index needs where it is -1. */
  numClasses?: number;
}

const ONE_HOT = signature<OneHotOptions>("nn.functional.oneHot", {
  options: { numClasses: integer },
  positional: ["numClasses"],
});

/** Integer indices (...) as vectors (..., numClasses) of zeros and a one. */
export function oneHot(input: Tensor, ...rest: Rest<OneHotOptions, [numClasses: number]>): Tensor {
  const { numClasses = -1 } = ONE_HOT.read(rest);
  return torch.oneHot(input, numClasses);
}
