/** Floor 4: modules, layers, losses, their functions and first values, as `torch.nn`. */
export * from "./activation.ts";
export {
  type AttentionCallOptions,
  MultiheadAttention,
  type MultiheadAttentionOptions,
} from "./attention.ts";
export type { BackwardHook, BackwardPreHook, Gradients } from "./backward-hooks.ts";
export * from "./batchnorm.ts";
export { type ForwardHook, type ForwardPreHook, markLeaf } from "./call.ts";
export type { Reduction, Size2 } from "./checks.ts";
export * from "./container.ts";
export * from "./conv.ts";
export type { ConvertTarget } from "./convert.ts";
export * from "./dropout.ts";
export * from "./embedding.ts";
export * from "./focal-loss.ts";
export * as functional from "./functional/index.ts";
export { skipInit } from "./init.ts";
export * as init from "./initialisation.ts";
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
export * from "./pairwise-distance.ts";
export { Parameter } from "./parameter.ts";
export * from "./pooling.ts";
export * from "./segmentation-loss.ts";
export * from "./shape.ts";
export type { LoadOptions, LoadReport, MismatchedKey, StateDictInput } from "./state-dict.ts";
export * from "./upsample.ts";
export * as utils from "./utils/index.ts";
