/** Segmentation networks by family, and what their outputs mean. */

export { ASPP } from "./aspp.ts";
export { type BackboneName, type BackboneOptions, IntermediateLayers } from "./backbones.ts";
export { SegmentationModule, type SegmentationOutputs } from "./base.ts";
export {
  DeepLabHead,
  DeepLabV3,
  type DeepLabV3Options,
  deeplabv3_mobilenet_v3_large,
  deeplabv3_resnet50,
  deeplabv3_resnet101,
} from "./deeplabv3.ts";
export {
  DeepLabV3Plus,
  DeepLabV3PlusDecoder,
  type DeepLabV3PlusOptions,
  deeplabv3plus_resnet50,
  deeplabv3plus_resnet101,
} from "./deeplabv3plus.ts";
export { type EncoderLevel, type EncoderName, PyramidEncoder } from "./encoders.ts";
export { FCN, FCNHead, type FCNOptions, fcn_resnet50, fcn_resnet101 } from "./fcn.ts";
export { LRASPP, LRASPPHead, type LRASPPOptions, lraspp_mobilenet_v3_large } from "./lraspp.ts";
export {
  pixelMasks,
  pixelProbabilities,
  type SegmentationKind,
  segmentationLogits,
} from "./outputs.ts";
export {
  loadVggEncoder,
  PoolingEncoder,
  SegNet,
  SegNetBasic,
  type SegNetConfig,
  type SegNetOptions,
  segnet,
  segnet_basic,
  UnpoolingDecoder,
} from "./segnet.ts";
export {
  DynamicUNet,
  type DynamicUNetConfig,
  type DynamicUNetOptions,
  dynamic_unet,
  UNet,
  type UNetConfig,
  UNetDecoder,
  UNetEncoder,
  unet,
} from "./unet.ts";
