/** Blocks that torchvision's networks share, as `torchvision.ops`. */

export {
  type ActivationLayer,
  Conv2dNormActivation,
  type Conv2dNormActivationOptions,
  type NormLayer,
} from "./conv-norm-activation.ts";
export { LayerNorm2d } from "./layer-norm-2d.ts";
export { MLP, type MLPOptions } from "./mlp.ts";
export { Permute } from "./permute.ts";
export { RoIAlign, type RoIAlignOptions, type RoiAlignOptions, roiAlign } from "./roi-align.ts";
export { RoIPool, type RoIPoolOptions, type RoiPoolOptions, roiPool } from "./roi-pool.ts";
export type { RoiOutput, Rois } from "./rois.ts";
export { SqueezeExcitation, type SqueezeExcitationOptions } from "./squeeze-excitation.ts";
export { StochasticDepth, type StochasticDepthMode, stochasticDepth } from "./stochastic-depth.ts";
