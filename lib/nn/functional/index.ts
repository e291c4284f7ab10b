/** The functions behind the layers, as `torch.nn.functional`; more operators are on `Tensor` and in `torch`. */
export * from "./activation.ts";
export { embedding, oneHot } from "./embedding.ts";
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
  type WeightOptions,
} from "./loss.ts";
export * from "./normalization.ts";
export { adaptiveAvgPool2d, adaptiveMaxPool2d, avgPool2d, maxPool2d, maxUnpool2d } from "./pooling.ts";
export * from "./resize.ts";
