/** The parts of detection networks, which stand in `models.detection`; the builders stand in `models`. */

export { AnchorGenerator, type AnchorOptions, type ForLevels } from "./anchors.ts";
export { BackboneWithFPN } from "./backbones.ts";
export { type DetectionLosses, DetectionModule } from "./base.ts";
export { BoxCoder, type BoxWeights } from "./box-coder.ts";
export {
  type BoxPredictions,
  type BoxPredictorModule,
  FastRCNNConvFCHead,
  FastRCNNPredictor,
  TwoMLPHead,
} from "./box-heads.ts";
export type { BackboneNorm, DetectorOptions } from "./builders.ts";
export { FasterRCNN, type FasterRCNNOptions } from "./faster-rcnn.ts";
export {
  ExtraPyramidBlock,
  FeaturePyramidNetwork,
  type FeaturePyramidOptions,
  type Features,
  LastLevelMaxPool,
} from "./feature-pyramid.ts";
export { FrozenBatchNorm2d } from "./frozen-batchnorm.ts";
export { type DetectionBackbone, GeneralizedRCNN, type RCNNLosses } from "./generalized-rcnn.ts";
export { ImageList, type ImageSize } from "./image-list.ts";
export { MaskRCNNHeads, MaskRCNNPredictor } from "./mask-heads.ts";
export { MaskRCNN, type MaskRCNNOptions } from "./mask-rcnn.ts";
export { Matcher } from "./matcher.ts";
export type { OverBackbone, OverMaskBackbone } from "./over-backbone.ts";
export type { FasterRCNNConfig, MaskRCNNConfig } from "./rcnn-options.ts";
export { type MaskParts, RoIHeads, type RoILosses, type RoIOptions, type RoIResults } from "./roi-heads.ts";
export { MultiScaleRoIAlign, type MultiScaleRoIAlignOptions } from "./roi-pool.ts";
export { type Proposals, RegionProposalNetwork, type RPNLosses, type RPNOptions } from "./rpn.ts";
export { RPNHead, type RPNHeadModule, type RPNOutputs } from "./rpn-head.ts";
export { BalancedPositiveNegativeSampler, type Sampled } from "./sampler.ts";
export { type DetectionTransformOptions, GeneralizedRCNNTransform, type Transformed } from "./transform.ts";
