/** Floor 7: networks by family, their published weights, and models by name. */

export { get, has, list, type ModelName } from "./registry.ts";
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
} from "./resnet.ts";
export {
  type FetchOptions,
  type ModelOrigin,
  originOf,
  type PretrainedOptions,
  WeightsEntry,
  type WeightsFacts,
  type WeightsMeta,
  weights,
} from "./weights.ts";
