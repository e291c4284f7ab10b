/** Floor 4: modules, layers, losses, their functions and first values, as `torch.nn`. */
export {
  GELU,
  type GeluOptions,
  Hardsigmoid,
  Hardswish,
  type InplaceOptions,
  LeakyReLU,
  type LeakyReluOptions,
  ReLU,
  ReLU6,
  Sigmoid,
  SiLU,
  Tanh,
} from "./activation.ts";
export * from "./adaptive-pooling.ts";
export {
  type AttentionCallOptions,
  MultiheadAttention,
  type MultiheadAttentionOptions,
} from "./attention.ts";
export type { BackwardHook, BackwardPreHook, Gradients } from "./backward-hooks.ts";
export { BatchNorm1d, BatchNorm2d, BatchNorm3d, type BatchNormOptions, SyncBatchNorm } from "./batchnorm.ts";
export * from "./bilinear.ts";
export { type ForwardHook, type ForwardPreHook, markLeaf } from "./call.ts";
export type { Reduction } from "./checks.ts";
export * from "./container.ts";
export {
  Conv1d,
  Conv2d,
  type Conv2dOptions,
  Conv3d,
  type ConvOptions,
  ConvTranspose1d,
  ConvTranspose2d,
  type ConvTranspose2dOptions,
  ConvTranspose3d,
  type ConvTransposeOptions,
  type PaddingMode,
} from "./conv.ts";
export type { ConvertTarget } from "./convert.ts";
export * from "./distance.ts";
export {
  AlphaDropout,
  Dropout,
  Dropout1d,
  Dropout2d,
  Dropout3d,
  type DropoutOptions,
  FeatureAlphaDropout,
} from "./dropout.ts";
export * from "./embedding.ts";
export * from "./embedding-bag.ts";
export * from "./focal-loss.ts";
export * as functional from "./functional/index.ts";
export { skipInit } from "./init.ts";
export * as init from "./initialisation.ts";
export * from "./instancenorm.ts";
export * from "./lazy.ts";
export * from "./likelihood-loss.ts";
export { type FactoryOptions, Linear, type LinearOptions } from "./linear.ts";
export {
  BCELoss,
  BCEWithLogitsLoss,
  CrossEntropyLoss,
  HuberLoss,
  type HuberLossOptions,
  KLDivLoss,
  L1Loss,
  type LossOptions,
  MSELoss,
  NLLLoss,
  SmoothL1Loss,
} from "./loss.ts";
export * from "./margin-loss.ts";
export { Module, type TensorModule, type WalkOptions } from "./module.ts";
export * from "./normalization.ts";
export {
  FractionalMaxPool2d,
  FractionalMaxPool3d,
  type FractionalMaxPoolOptions,
  LPPool1d,
  LPPool2d,
  LPPool3d,
} from "./other-pooling.ts";
export * from "./padding.ts";
export { Parameter } from "./parameter.ts";
export * from "./parameter-dict.ts";
export * from "./patches.ts";
export * from "./piecewise-activation.ts";
export * from "./pooling.ts";
export * from "./recurrent.ts";
export * from "./recurrent-cell.ts";
export * from "./segmentation-loss.ts";
export * from "./shape.ts";
export type { Size, Size1, Size2, Size3 } from "./sizes.ts";
export * from "./smooth-activation.ts";
export * from "./softmax.ts";
export type { LoadOptions, LoadReport, MismatchedKey, StateDictInput } from "./state-dict.ts";
export * from "./transformer.ts";
export {
  type DecoderLayerCall,
  type EncoderLayerCall,
  type TransformerActivation,
  TransformerDecoderLayer,
  TransformerEncoderLayer,
  type TransformerLayerOptions,
} from "./transformer-layer.ts";
export { isLazy, UninitializedBuffer, UninitializedParameter } from "./uninitialized.ts";
export * from "./upsample.ts";
export * as utils from "./utils/index.ts";
