/** The functions behind the layers, as `torch.nn.functional`; more operators are on `Tensor` and in `torch`. */

export type { Size1, Size3 } from "../sizes.ts";
export * from "./activation.ts";
export * from "./distance.ts";
export * from "./dropout.ts";
export {
  type EmbeddingBagFunctionOptions,
  type EmbeddingFunctionOptions,
  embedding,
  embeddingBag,
  type OneHotOptions,
  oneHot,
} from "./embedding.ts";
export {
  type FocalCrossEntropyOptions,
  focalCrossEntropy,
  type SigmoidFocalOptions,
  sigmoidFocalLoss,
} from "./focal-loss.ts";
export {
  type Activation,
  asLogits,
  asProbabilities,
  type Logits,
  type Probabilities,
  probabilities,
} from "./kinds.ts";
export * from "./likelihood.ts";
export * from "./linear.ts";
export {
  type BceWithLogitsOptions,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  type CrossEntropyOptions,
  crossEntropy,
  type HuberOptions,
  huberLoss,
  type KlDivOptions,
  type KlReduction,
  klDiv,
  l1Loss,
  mseLoss,
  type NllOptions,
  nllLoss,
  type SmoothL1Options,
  smoothL1Loss,
  type WeightedErrorOptions,
  type WeightOptions,
} from "./loss.ts";
export {
  cosineEmbeddingLoss,
  hingeEmbeddingLoss,
  type MarginOptions,
  type MultilabelSoftMarginOptions,
  type MultiMarginOptions,
  marginRankingLoss,
  multilabelMarginLoss,
  multilabelSoftMarginLoss,
  multiMarginLoss,
  type ReductionOptions,
  softMarginLoss,
  type TripletDistanceOptions,
  type TripletMarginOptions,
  tripletMarginLoss,
  tripletMarginWithDistanceLoss,
} from "./margin-loss.ts";
export * from "./normalization.ts";
export * from "./other-pooling.ts";
export * from "./patches.ts";
export {
  type AdaptiveSize,
  type AvgPoolOptions,
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveAvgPool3d,
  adaptiveMaxPool1d,
  adaptiveMaxPool1dWithIndices,
  adaptiveMaxPool2d,
  adaptiveMaxPool2dWithIndices,
  adaptiveMaxPool3d,
  adaptiveMaxPool3dWithIndices,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  type MaxPoolOptions,
  maxPool1d,
  maxPool1dWithIndices,
  maxPool2d,
  maxPool2dWithIndices,
  maxPool3d,
  maxPool3dWithIndices,
  maxUnpool1d,
  maxUnpool2d,
  maxUnpool3d,
  type PoolResult,
  type UnpoolOptions,
} from "./pooling.ts";
export {
  type InterpolateMode,
  type InterpolateOptions,
  interpolate,
  type PadOptions,
  pad,
  type ResizeFactor,
  type ResizeSize,
  type UpsampleOptions,
  upsample,
  upsampleBilinear,
  upsampleNearest,
} from "./resize.ts";
export * from "./sampling.ts";
export {
  type DiceCrossEntropyOptions,
  diceCrossEntropy,
  type FocalOptions,
  type FocalTverskyOptions,
  focalLoss,
  focalTverskyLoss,
  type GeneralizedDiceOptions,
  generalizedDice,
  type RegionLossOptions,
  type SoftDiceOptions,
  softDice,
  type TverskyOptions,
  tverskyLoss,
} from "./segmentation-loss.ts";
export {
  type BoundaryOptions,
  boundaryLoss,
  type ClDiceOptions,
  clDiceLoss,
  type LovaszHingeOptions,
  type LovaszSoftmaxOptions,
  lovaszHinge,
  lovaszSoftmax,
} from "./segmentation-loss-shape.ts";
