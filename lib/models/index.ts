/** Floor 7: networks by family, their published weights, and models by name. */

export { type AdaptInputOptions, type AdaptMethod, adaptInput } from "./adapt-input.ts";
export { AlexNet, type AlexNetConfig, type AlexNetOptions, alexnet } from "./classification/alexnet.ts";
export {
  CNBlock,
  type CNBlockConfig,
  type CNBlockOptions,
  ConvNeXt,
  type ConvNeXtConfig,
  type ConvNeXtOptions,
  convnext_base,
  convnext_large,
  convnext_small,
  convnext_tiny,
} from "./classification/convnext.ts";
export {
  DenseNet,
  type DenseNetConfig,
  type DenseNetOptions,
  densenet121,
  densenet161,
  densenet169,
  densenet201,
} from "./classification/densenet.ts";
export {
  EfficientNet,
  type EfficientNetConfig,
  type EfficientNetOptions,
  efficientnet_b0,
  efficientnet_b1,
  efficientnet_b2,
  efficientnet_b3,
  efficientnet_b4,
  efficientnet_b5,
  efficientnet_b6,
  efficientnet_b7,
  efficientnet_v2_l,
  efficientnet_v2_m,
  efficientnet_v2_s,
  FusedMBConv,
  MBConv,
  type MBConvConfig,
  type MBConvOptions,
} from "./classification/efficientnet.ts";
export {
  GoogLeNet,
  type GoogLeNetConfig,
  type GoogLeNetOptions,
  type GoogLeNetOutputs,
  googlenet,
} from "./classification/googlenet.ts";
export {
  Inception3,
  type InceptionConfig,
  type InceptionOptions,
  type InceptionOutputs,
  inception_v3,
} from "./classification/inception.ts";
export {
  InceptionV2,
  type InceptionV2Config,
  type InceptionV2Options,
  inception_v2,
} from "./classification/inception-v2.ts";
export {
  InceptionResnetV2,
  InceptionV4,
  type InceptionV4Config,
  type InceptionV4Options,
  inception_resnet_v2,
  inception_v4,
} from "./classification/inception-v4.ts";
export {
  MaxVit,
  type MaxVitConfig,
  type MaxVitLayerOptions,
  type MaxVitOptions,
  maxvit_t,
} from "./classification/maxvit.ts";
export { logisticRegression, mlp, type PerceptronOptions } from "./classification/mlp.ts";
export {
  MNASNet,
  type MNASNetConfig,
  type MNASNetOptions,
  mnasnet0_5,
  mnasnet0_75,
  mnasnet1_0,
  mnasnet1_3,
} from "./classification/mnasnet.ts";
export {
  type InvertedResidualSetting,
  MobileNetV2,
  type MobileNetV2Config,
  type MobileNetV2Options,
  mobilenet_v2,
} from "./classification/mobilenetv2.ts";
export {
  MobileNetV3,
  type MobileNetV3BlockConfig,
  type MobileNetV3Config,
  type MobileNetV3Options,
  type MobileNetV3Variation,
  mobilenet_v3_large,
  mobilenet_v3_small,
} from "./classification/mobilenetv3.ts";
export {
  RegNet,
  type RegNetConfig,
  type RegNetDesign,
  type RegNetOptions,
  type RegNetStage,
  regnet_x_1_6gf,
  regnet_x_3_2gf,
  regnet_x_8gf,
  regnet_x_16gf,
  regnet_x_32gf,
  regnet_x_400mf,
  regnet_x_800mf,
  regnet_y_1_6gf,
  regnet_y_3_2gf,
  regnet_y_8gf,
  regnet_y_16gf,
  regnet_y_32gf,
  regnet_y_128gf,
  regnet_y_400mf,
  regnet_y_800mf,
  regnetStages,
} from "./classification/regnet.ts";
export {
  BasicBlock,
  type BlockOptions,
  type BlockType,
  Bottleneck,
  type NormLayer,
  ResNet,
  type ResNetConfig,
  type ResNetOptions,
  resnet18,
  resnet34,
  resnet50,
  resnet101,
  resnet152,
  resnext50_32x4d,
  resnext101_32x8d,
  resnext101_64x4d,
  wide_resnet50_2,
  wide_resnet101_2,
} from "./classification/resnet.ts";
export {
  BatchNormAct2d,
  PreActBottleneck,
  ResNetV2,
  type ResNetV2Config,
  type ResNetV2Options,
  resnetv2_50,
  resnetv2_101,
} from "./classification/resnetv2.ts";
export {
  ShuffleNetV2,
  type ShuffleNetV2Config,
  type ShuffleNetV2Options,
  shufflenet_v2_x0_5,
  shufflenet_v2_x1_0,
  shufflenet_v2_x1_5,
  shufflenet_v2_x2_0,
} from "./classification/shufflenetv2.ts";
export {
  SqueezeNet,
  type SqueezeNetConfig,
  type SqueezeNetOptions,
  squeezenet1_0,
  squeezenet1_1,
} from "./classification/squeezenet.ts";
export {
  PatchMerging,
  PatchMergingV2,
  type SwinBlockOptions,
  SwinTransformer,
  SwinTransformerBlock,
  SwinTransformerBlockV2,
  type SwinTransformerConfig,
  type SwinTransformerOptions,
  swin_b,
  swin_s,
  swin_t,
  swin_v2_b,
  swin_v2_s,
  swin_v2_t,
} from "./classification/swin.ts";
export {
  VGG,
  type VGGConfig,
  type VGGOptions,
  vgg11,
  vgg11_bn,
  vgg13,
  vgg13_bn,
  vgg16,
  vgg16_bn,
  vgg19,
  vgg19_bn,
} from "./classification/vgg.ts";
export {
  type ConvStemConfig,
  type InterpolateEmbeddingsOptions,
  interpolateEmbeddings,
  VisionTransformer,
  type VisionTransformerConfig,
  type VisionTransformerOptions,
  vit_b_16,
  vit_b_32,
  vit_h_14,
  vit_l_16,
  vit_l_32,
} from "./classification/vit.ts";
export { coralHead } from "./coral.ts";
export { CoralLinear } from "./coral-linear.ts";
export {
  FasterRCNN,
  type FasterRCNNOptions,
  fasterrcnn,
  fasterrcnn_mobilenet_v3_large_320_fpn,
  fasterrcnn_mobilenet_v3_large_fpn,
  fasterrcnn_resnet50_fpn,
  fasterrcnn_resnet50_fpn_v2,
} from "./detection/faster-rcnn.ts";
export * as detection from "./detection/index.ts";
export {
  MaskRCNN,
  type MaskRCNNOptions,
  maskrcnn,
  maskrcnn_resnet50_fpn,
  maskrcnn_resnet50_fpn_v2,
} from "./detection/mask-rcnn.ts";
export {
  declare,
  declareHeads,
  factsOf,
  type NetworkFacts,
  type OutputFacts,
  type OwnPreprocessing,
  outputsOf,
  type Stage,
} from "./facts.ts";
export {
  type HeadMaker,
  type HeadPath,
  headPaths,
  type ReplaceHeadOptions,
  replaceHead,
} from "./heads.ts";
export {
  classIndex,
  type Labelled,
  type LabelledBy,
  type LabelOf,
  labelConflict,
  labelsOf,
  noteLabels,
  type Unlabelled,
  withLabels,
} from "./labels.ts";
export {
  type DetectionName,
  fulfils,
  get,
  has,
  type ListFilter,
  list,
  type ModelName,
  type ModelOf,
  type ModelTask,
  type NetworkName,
  type SegmentationName,
  taskOf,
} from "./registry.ts";
export * from "./segmentation/index.ts";
export { stagesOf } from "./stages.ts";
export { COCO_CATEGORIES } from "./weights/coco.gen.ts";
export { IMAGENET_CATEGORIES } from "./weights/imagenet.gen.ts";
export {
  type FetchOptions,
  type ModelOrigin,
  originOf,
  type PresetOf,
  type PretrainedOptions,
  WeightsEntry,
  type WeightsFacts,
  type WeightsMeta,
  type WeightsName,
  type WeightsPreset,
  weights,
} from "./weights/weights.ts";
