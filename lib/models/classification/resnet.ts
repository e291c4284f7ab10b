/**
 * ResNet, ResNeXt and Wide ResNet, read top-down: blocks, network, private builder, named constructors.
 *
 * The networks, their initialisation and their state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/resnet.html): with the same seed a fresh network has the same
 * parameters. Finding and loading weights is weights.ts's work.
 *
 * "Deep Residual Learning for Image Recognition", https://arxiv.org/abs/1512.03385;
 * "Aggregated Residual Transformations for Deep Neural Networks", https://arxiv.org/abs/1611.05431;
 * "Wide Residual Networks", https://arxiv.org/abs/1605.07146.
 */

import {
  boolean,
  instance,
  type Kinds,
  kind,
  listOf,
  nullable,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, normLayerKind } from "../option-kinds.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** Makes the normalisation layer for a number of channels; nn.BatchNorm2d where none is given. */
export type NormLayer = (channels: number) => nn.TensorModule;

/** What a residual block may be told beyond its widths. */
export interface BlockOptions {
  /** Stride of the 3x3 convolution that downsamples. */
  stride?: number;
  /** Maps the input to the output's shape where they differ. */
  downsample?: nn.Sequential | null;
  /** Groups of the 3x3 convolution (Bottleneck only). */
  groups?: number;
  /** Width per group (Bottleneck only). */
  baseWidth?: number;
  /** Dilation of the 3x3 convolution (Bottleneck only). */
  dilation?: number;
  normLayer?: NormLayer;
}

function blockTakes(name: string): Signature<BlockOptions> {
  return signature<BlockOptions>(name, {
    takes: { inplanes: count, planes: count },
    options: {
      stride: count,
      downsample: nullable(instance(nn.Sequential)),
      groups: count,
      baseWidth: count,
      dilation: count,
      normLayer: normLayerKind,
    },
    positional: ["stride", "downsample", "groups", "baseWidth", "dilation", "normLayer"],
  });
}

/** What may follow a block's widths: options by name, or in torchvision's order. */
type BlockRest = Rest<
  BlockOptions,
  [
    stride: number,
    downsample: nn.Sequential | null,
    groups: number,
    baseWidth: number,
    dilation: number,
    normLayer: NormLayer,
  ]
>;

const BASIC = blockTakes("models.BasicBlock");
const BOTTLENECK = blockTakes("models.Bottleneck");

/** A residual block of either kind. */
type Block = BasicBlock | Bottleneck;

/** A residual block's class. */
export interface BlockType<B extends Block = Block> {
  new (inplanes: number, planes: number, options?: BlockOptions): B;
  /** Output channels per `planes`. */
  readonly expansion: number;
}

const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels);

/** 3x3 convolution with padding. */
function conv3x3(inPlanes: number, outPlanes: number, stride = 1, groups = 1, dilation = 1): nn.Conv2d {
  return new nn.Conv2d(inPlanes, outPlanes, 3, { stride, padding: dilation, groups, bias: false, dilation });
}

/** 1x1 convolution. */
function conv1x1(inPlanes: number, outPlanes: number, stride = 1): nn.Conv2d {
  return new nn.Conv2d(inPlanes, outPlanes, 1, { stride, bias: false });
}

/** Two 3x3 convolutions and a shortcut: the block of ResNet-18 and 34. (N, C, H, W) -> (N, planes, H/s, W/s). */
export class BasicBlock extends nn.Module {
  static readonly expansion = 1;

  conv1: nn.Conv2d;
  bn1: nn.TensorModule;
  relu: nn.TensorModule;
  conv2: nn.Conv2d;
  bn2: nn.TensorModule;
  downsample: nn.Sequential | null;
  stride: number;

  /** Throws ArgumentError for groups, widths or dilations this block does not have. */
  constructor(inplanes: number, planes: number, ...rest: BlockRest) {
    super();
    const options = BASIC.read(rest);
    BASIC.check(inplanes, planes);
    const { stride = 1, downsample = null, groups = 1, baseWidth = 64, dilation = 1 } = options;
    const { normLayer = batchNorm } = options;
    if (groups !== 1 || baseWidth !== 64) {
      throw new ArgumentError(
        `BasicBlock: expected groups 1 and baseWidth 64, got ${groups} and ${baseWidth}; Bottleneck has both`,
      );
    }
    if (dilation > 1) {
      throw new ArgumentError(`BasicBlock: expected dilation 1, got ${dilation}; Bottleneck has dilations`);
    }
    // conv1 and downsample both downsample the input where stride is not 1.
    this.conv1 = conv3x3(inplanes, planes, stride);
    this.bn1 = normLayer(planes);
    this.relu = new nn.ReLU({ inplace: true });
    this.conv2 = conv3x3(planes, planes);
    this.bn2 = normLayer(planes);
    this.downsample = downsample;
    this.stride = stride;
  }

  override forward(x: Tensor): Tensor {
    let out = this.relu.forward(this.bn1.forward(this.conv1.forward(x)));
    out = this.bn2.forward(this.conv2.forward(out));
    const identity = this.downsample === null ? x : this.downsample.forward(x);
    return this.relu.forward(out.add_(identity));
  }
}

/**
 * 1x1, 3x3 and 1x1 convolutions and a shortcut: the block of ResNet-50 and deeper, ResNeXt and Wide ResNet.
 * (N, C, H, W) -> (N, 4 planes, H/s, W/s). The stride sits in the 3x3 convolution, as in torchvision
 * ("ResNet v1.5"), not in the first 1x1 as in the paper.
 */
export class Bottleneck extends nn.Module {
  static readonly expansion = 4;

  conv1: nn.Conv2d;
  bn1: nn.TensorModule;
  conv2: nn.Conv2d;
  bn2: nn.TensorModule;
  conv3: nn.Conv2d;
  bn3: nn.TensorModule;
  relu: nn.TensorModule;
  downsample: nn.Sequential | null;
  stride: number;

  constructor(inplanes: number, planes: number, ...rest: BlockRest) {
    super();
    const options = BOTTLENECK.read(rest);
    BOTTLENECK.check(inplanes, planes);
    const { stride = 1, downsample = null, groups = 1, baseWidth = 64, dilation = 1 } = options;
    const { normLayer = batchNorm } = options;
    const width = Math.trunc(planes * (baseWidth / 64)) * groups;
    this.conv1 = conv1x1(inplanes, width);
    this.bn1 = normLayer(width);
    // conv2 and downsample both downsample the input where stride is not 1.
    this.conv2 = conv3x3(width, width, stride, groups, dilation);
    this.bn2 = normLayer(width);
    this.conv3 = conv1x1(width, planes * Bottleneck.expansion);
    this.bn3 = normLayer(planes * Bottleneck.expansion);
    this.relu = new nn.ReLU({ inplace: true });
    this.downsample = downsample;
    this.stride = stride;
  }

  override forward(x: Tensor): Tensor {
    let out = this.relu.forward(this.bn1.forward(this.conv1.forward(x)));
    out = this.relu.forward(this.bn2.forward(this.conv2.forward(out)));
    out = this.bn3.forward(this.conv3.forward(out));
    const identity = this.downsample === null ? x : this.downsample.forward(x);
    return this.relu.forward(out.add_(identity));
  }
}

/** The network's shape, apart from its blocks. */
export interface ResNetConfig {
  /** Outputs of `fc`; 1000 by default. */
  numClasses?: number;
  /** Starts the last normalisation of each block at zero, so that each block starts as the identity. */
  zeroInitResidual?: boolean;
  groups?: number;
  widthPerGroup?: number;
  /** Whether layer2, layer3 and layer4 dilate instead of striding (Bottleneck networks only). */
  replaceStrideWithDilation?: readonly [boolean, boolean, boolean];
  normLayer?: NormLayer;
}

const SHARED: Kinds<Omit<ResNetConfig, "groups" | "widthPerGroup">> = {
  numClasses: count,
  zeroInitResidual: boolean,
  replaceStrideWithDilation: kind(
    "three booleans, of layer2, layer3 and layer4",
    (v) => Array.isArray(v) && v.length === 3 && v.every(boolean.accepts),
  ),
  normLayer: normLayerKind,
};
const NETWORK = signature<ResNetConfig>("models.ResNet", {
  takes: {
    block: kind("BasicBlock, Bottleneck or a class like them", (v) => typeof v === "function"),
    layers: listOf(count, 4),
  },
  options: { ...SHARED, groups: count, widthPerGroup: count },
});
const TAKES = builderTakes<ResNetOptions>(SHARED);

/**
 * What may be replaced, and what it is until then. The types differ on purpose: `model.fc.in_features` is known
 * to exist on the network as built, and `model.fc = new nn.Sequential(...)` is allowed. At run time these are
 * plain properties, in the order in which the constructor assigns them: the order of the state dict. (Fields
 * declared in the class would come first.) What an assignment puts there the compiler does not see: after that of a module
 * of another class, hold the module itself.
 */
export interface ResNet<B extends Block = Block> {
  get conv1(): nn.Conv2d;
  set conv1(module: nn.TensorModule);
  get bn1(): nn.BatchNorm2d;
  set bn1(module: nn.TensorModule);
  get relu(): nn.ReLU;
  set relu(module: nn.TensorModule);
  get maxpool(): nn.MaxPool2d;
  set maxpool(module: nn.TensorModule);
  get layer1(): nn.Sequential<B> & { 0: B };
  set layer1(module: nn.TensorModule);
  get layer2(): nn.Sequential<B> & { 0: B };
  set layer2(module: nn.TensorModule);
  get layer3(): nn.Sequential<B> & { 0: B };
  set layer3(module: nn.TensorModule);
  get layer4(): nn.Sequential<B> & { 0: B };
  set layer4(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get fc(): nn.Linear;
  set fc(module: nn.TensorModule);
}

/**
 * A residual network: images (N, 3, H, W) -> logits (N, numClasses).
 *
 * `new ResNet(BasicBlock, [2, 2, 2, 2])` is ResNet-18 with fresh parameters; the named constructors below also
 * load weights. A new head is an assignment: `model.fc = new nn.Linear(model.fc.in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class ResNet<B extends Block = Block> extends nn.Module {
  /** `layers` is the number of blocks in each of the four stages. Throws ArgumentError for sizes it cannot have. */
  constructor(
    block: BlockType<B>,
    layers: readonly [number, number, number, number],
    ...rest: Rest<ResNetConfig>
  ) {
    super();
    const config = NETWORK.read(rest);
    NETWORK.check(block, layers);
    const { numClasses = 1000, zeroInitResidual = false, normLayer = batchNorm } = config;
    const { groups = 1, widthPerGroup = 64, replaceStrideWithDilation = [false, false, false] } = config;
    const stages = new StageMaker(block, { groups, baseWidth: widthPerGroup, normLayer });

    this.conv1 = new nn.Conv2d(3, 64, 7, { stride: 2, padding: 3, bias: false });
    // The interface promises the batch norm that is the default; another layer comes only by `normLayer`.
    this.bn1 = normLayer(64);
    this.relu = new nn.ReLU({ inplace: true });
    this.maxpool = new nn.MaxPool2d(3, { stride: 2, padding: 1 });
    this.layer1 = stages.make(64, layers[0]);
    this.layer2 = stages.make(128, layers[1], 2, replaceStrideWithDilation[0]);
    this.layer3 = stages.make(256, layers[2], 2, replaceStrideWithDilation[1]);
    this.layer4 = stages.make(512, layers[3], 2, replaceStrideWithDilation[2]);
    this.avgpool = new nn.AdaptiveAvgPool2d([1, 1]);
    this.fc = new nn.Linear(512 * block.expansion, numClasses);

    initialise(this, zeroInitResidual);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    let out = this.maxpool.forward(this.relu.forward(this.bn1.forward(this.conv1.forward(x))));
    out = this.layer1.forward(out);
    out = this.layer2.forward(out);
    out = this.layer3.forward(out);
    out = this.layer4.forward(out);
    out = this.avgpool.forward(out);
    return this.fc.forward(out.flatten(1)); // (N, C, 1, 1) -> (N, C)
  }
}

/** Makes the four stages; carries the channels and the dilation from one to the next. */
class StageMaker {
  readonly #block: BlockType;
  readonly #shared: { groups: number; baseWidth: number; normLayer: NormLayer };
  #inplanes = 64;
  #dilation = 1;

  constructor(block: BlockType, shared: { groups: number; baseWidth: number; normLayer: NormLayer }) {
    this.#block = block;
    this.#shared = shared;
  }

  make(planes: number, blocks: number, stride = 1, dilate = false): nn.Sequential {
    const outplanes = planes * this.#block.expansion;
    const firstDilation = this.#dilation;
    if (dilate) {
      this.#dilation *= stride;
      stride = 1;
    }
    let downsample: nn.Sequential | null = null;
    if (stride !== 1 || this.#inplanes !== outplanes) {
      const shortcut = conv1x1(this.#inplanes, outplanes, stride);
      downsample = new nn.Sequential(shortcut, this.#shared.normLayer(outplanes));
    }
    const first = { ...this.#shared, stride, downsample, dilation: firstDilation };
    const made = [new this.#block(this.#inplanes, planes, first)];
    this.#inplanes = outplanes;
    for (let i = 1; i < blocks; i++) {
      made.push(new this.#block(outplanes, planes, { ...this.#shared, dilation: this.#dilation }));
    }
    return new nn.Sequential(...made);
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: ResNet, zeroInitResidual: boolean): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) {
      nn.init.kaimingNormal_(module.weight, { mode: "fanOut", nonlinearity: "relu" });
    } else if (module instanceof nn.BatchNorm2d || module instanceof nn.GroupNorm) {
      if (module.weight) nn.init.constant_(module.weight, 1);
      if (module.bias) nn.init.constant_(module.bias, 0);
    }
  }
  if (!zeroInitResidual) return;
  // https://arxiv.org/abs/1706.02677: worth 0.2 to 0.3 points of accuracy.
  for (const module of model.modules()) {
    let last: nn.Module | undefined;
    if (module instanceof Bottleneck) last = module.bn3;
    else if (module instanceof BasicBlock) last = module.bn2;
    if ((last instanceof nn.BatchNorm2d || last instanceof nn.GroupNorm) && last.weight) {
      nn.init.constant_(last.weight, 0);
    }
  }
}

/** Options of the named constructors. */
export interface ResNetOptions extends PretrainedOptions {
  /**
   * Outputs of `fc`; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the head,
   * `model.fc = new nn.Linear(model.fc.in_features, 4)`.
   */
  numClasses?: number;
  zeroInitResidual?: boolean;
  replaceStrideWithDilation?: readonly [boolean, boolean, boolean];
  normLayer?: NormLayer;
}

/** What tells the members of the family apart. */
interface Variant<B extends Block> {
  block: BlockType<B>;
  layers: readonly [number, number, number, number];
  groups?: number;
  widthPerGroup?: number;
}

function make<B extends Block>(
  builder: string,
  variant: Variant<B>,
  rest: Rest<ResNetOptions>,
): Promise<ResNet<B>> {
  const { block, layers, groups, widthPerGroup } = variant;
  return build(
    TAKES,
    builder,
    rest,
    (config) => new ResNet(block, layers, { ...config, groups, widthPerGroup }),
  );
}

/**
 * ResNet-18: 11.7 million parameters. See ResNetOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.resnet18({ weights: "IMAGENET1K_V1" });
 *     model.fc = new nn.Linear(model.fc.in_features, 2);
 */
export function resnet18(...rest: Rest<ResNetOptions>): Promise<ResNet<BasicBlock>> {
  return make("resnet18", { block: BasicBlock, layers: [2, 2, 2, 2] }, rest);
}

/** ResNet-34: 21.8 million parameters. See resnet18. */
export function resnet34(...rest: Rest<ResNetOptions>): Promise<ResNet<BasicBlock>> {
  return make("resnet34", { block: BasicBlock, layers: [3, 4, 6, 3] }, rest);
}

/** ResNet-50: 25.6 million parameters. See resnet18. */
export function resnet50(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  return make("resnet50", { block: Bottleneck, layers: [3, 4, 6, 3] }, rest);
}

/** ResNet-101: 44.5 million parameters. See resnet18. */
export function resnet101(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  return make("resnet101", { block: Bottleneck, layers: [3, 4, 23, 3] }, rest);
}

/** ResNet-152: 60.2 million parameters. See resnet18. */
export function resnet152(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  return make("resnet152", { block: Bottleneck, layers: [3, 8, 36, 3] }, rest);
}

/** ResNeXt-50, 32 groups of width 4: 25.0 million parameters. See resnet18. */
export function resnext50_32x4d(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  const variant = { block: Bottleneck, layers: [3, 4, 6, 3], groups: 32, widthPerGroup: 4 } as const;
  return make("resnext50_32x4d", variant, rest);
}

/** ResNeXt-101, 32 groups of width 8: 88.8 million parameters. See resnet18. */
export function resnext101_32x8d(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  const variant = { block: Bottleneck, layers: [3, 4, 23, 3], groups: 32, widthPerGroup: 8 } as const;
  return make("resnext101_32x8d", variant, rest);
}

/** ResNeXt-101, 64 groups of width 4: 83.5 million parameters. See resnet18. */
export function resnext101_64x4d(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  const variant = { block: Bottleneck, layers: [3, 4, 23, 3], groups: 64, widthPerGroup: 4 } as const;
  return make("resnext101_64x4d", variant, rest);
}

/** Wide ResNet-50-2, twice ResNet-50's inner width: 68.9 million parameters. See resnet18. */
export function wide_resnet50_2(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  const variant = { block: Bottleneck, layers: [3, 4, 6, 3], widthPerGroup: 128 } as const;
  return make("wide_resnet50_2", variant, rest);
}

/** Wide ResNet-101-2, twice ResNet-101's inner width: 126.9 million parameters. See resnet18. */
export function wide_resnet101_2(...rest: Rest<ResNetOptions>): Promise<ResNet<Bottleneck>> {
  const variant = { block: Bottleneck, layers: [3, 4, 23, 3], widthPerGroup: 128 } as const;
  return make("wide_resnet101_2", variant, rest);
}

/** The family for the registry, and what others have to know of it. */
export const resnetFamily = family(ResNet, {
  builders: {
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
  },
  task: "classification",
  heads: "fc",
  firstConv: "conv1",
  stages: [
    { name: "stem", paths: ["conv1", "bn1"] },
    { name: "layer1", paths: ["layer1"] },
    { name: "layer2", paths: ["layer2"] },
    { name: "layer3", paths: ["layer3"] },
    { name: "layer4", paths: ["layer4"] },
    { name: "head", paths: ["fc"] },
  ],
  gradCam: "layer4",
  chain: (network) => {
    const names = ["conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4"] as const;
    return names.map((name) => [name, network[name]]);
  },
});
