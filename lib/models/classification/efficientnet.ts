/**
 * EfficientNet and EfficientNetV2, read top-down: stages, blocks, network, private builder, named constructors.
 *
 * The networks, their initialisation and their state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/efficientnet.html): with the same seed a fresh network has the same
 * parameters. Finding and loading weights is weights.ts's work.
 *
 * "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", https://arxiv.org/abs/1905.11946;
 * "EfficientNetV2: Smaller Models and Faster Training", https://arxiv.org/abs/2104.00298.
 */

import {
  type Kinds,
  nullable,
  numberAbove,
  oneOf,
  plainObject,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import {
  Conv2dNormActivation,
  type NormLayer,
  SqueezeExcitation,
  StochasticDepth,
} from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, listOfObjects, normLayerKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { makeDivisible } from "../widths.ts";

/** One stage of the network: the rows of table 1 of EfficientNet's paper and table 4 of EfficientNetV2's. */
export interface MBConvConfig {
  /** `fused` blocks expand with a full convolution instead of 1x1 and depthwise, and have no squeeze and excitation. */
  readonly type: "mbconv" | "fused";
  /** How many times as wide the block is inside. */
  readonly expandRatio: number;
  readonly kernel: number;
  /** Stride of the stage's first block, 1 or 2. */
  readonly stride: 1 | 2;
  readonly inputChannels: number;
  readonly outChannels: number;
  /** Number of blocks. */
  readonly numLayers: number;
}

/** What both blocks are told beyond their stage. */
export interface MBConvOptions {
  /** Probability of dropping the residual branch in training. */
  stochasticDepthProb: number;
  normLayer: NormLayer;
}

const STAGE = signature<MBConvConfig>("models.EfficientNet: a stage", {
  options: {
    type: oneOf("mbconv", "fused"),
    expandRatio: numberAbove(0),
    kernel: count,
    stride: oneOf(1, 2),
    inputChannels: count,
    outChannels: count,
    numLayers: count,
  },
  required: ["type", "expandRatio", "kernel", "stride", "inputChannels", "outChannels", "numLayers"],
});

function blockTakes(name: string): Signature<MBConvOptions> {
  return signature<MBConvOptions>(name, {
    takes: { config: plainObject("a stage") },
    options: { stochasticDepthProb: probability, normLayer: normLayerKind },
    required: ["stochasticDepthProb", "normLayer"],
  });
}

const MB_CONV = blockTakes("models.MBConv");
const FUSED_MB_CONV = blockTakes("models.FusedMBConv");

const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels);
const silu = (options: nn.InplaceOptions): nn.TensorModule => new nn.SiLU(options);

/** What MBConv and FusedMBConv share: the branch, and the shortcut where input and output have one shape. */
abstract class ResidualBlock extends nn.Module {
  readonly use_res_connect: boolean;
  readonly out_channels: number;
  block: nn.Sequential;
  stochastic_depth: StochasticDepth;

  protected constructor(config: MBConvConfig, layers: nn.TensorModule[], stochasticDepthProb: number) {
    super();
    this.use_res_connect = config.stride === 1 && config.inputChannels === config.outChannels;
    this.block = new nn.Sequential(...layers);
    this.stochastic_depth = new StochasticDepth(stochasticDepthProb, "row");
    this.out_channels = config.outChannels;
  }

  override forward(x: Tensor): Tensor {
    const out = this.block.forward(x);
    return this.use_res_connect ? this.stochastic_depth.forward(out).add_(x) : out;
  }
}

/** 1x1 expansion, depthwise convolution, squeeze and excitation, 1x1 projection: (N, C, H, W) -> (N, out, H/s, W/s). */
export class MBConv extends ResidualBlock {
  /** Throws ArgumentError for a stride other than 1 and 2. */
  constructor(config: MBConvConfig, ...rest: Rest<MBConvOptions>) {
    const { stochasticDepthProb, normLayer } = MB_CONV.read(rest);
    MB_CONV.check(config);
    const { kernel, stride, inputChannels, outChannels } = STAGE.named(config);
    const expanded = makeDivisible(inputChannels * config.expandRatio, 8);
    const layers: nn.TensorModule[] = [];
    if (expanded !== inputChannels) {
      const options = { kernelSize: 1, normLayer, activationLayer: silu };
      layers.push(new Conv2dNormActivation(inputChannels, expanded, options));
    }
    layers.push(
      new Conv2dNormActivation(expanded, expanded, {
        kernelSize: kernel,
        stride,
        groups: expanded,
        normLayer,
        activationLayer: silu,
      }),
      new SqueezeExcitation(expanded, Math.max(1, Math.floor(inputChannels / 4)), {
        activation: () => new nn.SiLU({ inplace: true }),
      }),
      new Conv2dNormActivation(expanded, outChannels, { kernelSize: 1, normLayer, activationLayer: null }),
    );
    super(config, layers, stochasticDepthProb);
  }
}

/** A full convolution that expands, then a 1x1 projection: (N, C, H, W) -> (N, out, H/s, W/s). */
export class FusedMBConv extends ResidualBlock {
  /** Throws ArgumentError for a stride other than 1 and 2. */
  constructor(config: MBConvConfig, ...rest: Rest<MBConvOptions>) {
    const { stochasticDepthProb, normLayer } = FUSED_MB_CONV.read(rest);
    FUSED_MB_CONV.check(config);
    const { kernel: kernelSize, stride, inputChannels, outChannels } = STAGE.named(config);
    const expanded = makeDivisible(inputChannels * config.expandRatio, 8);
    const full = { kernelSize, stride, normLayer, activationLayer: silu };
    const layers =
      expanded === inputChannels
        ? [new Conv2dNormActivation(inputChannels, outChannels, full)]
        : [
            new Conv2dNormActivation(inputChannels, expanded, full),
            new Conv2dNormActivation(expanded, outChannels, {
              kernelSize: 1,
              normLayer,
              activationLayer: null,
            }),
          ];
    super(config, layers, stochasticDepthProb);
  }
}

/** The network's shape, apart from its stages. */
export interface EfficientNetConfig {
  /** Probability of the dropout before the last linear map. */
  dropout: number;
  /** Probability of dropping the last block's branch; it grows linearly with depth. 0.2 by default. */
  stochasticDepthProb?: number;
  /** Outputs of the last linear map; 1000 by default. */
  numClasses?: number;
  /** nn.BatchNorm2d by default. */
  normLayer?: NormLayer;
  /** Channels after the last convolution; four times the last stage's by default. */
  lastChannel?: number | null;
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface EfficientNet {
  /** A first convolution, the stages, a last 1x1 convolution. */
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  /** Dropout and linear map: `model.classifier.set(1, new nn.Linear(1280, 4))` is a new head. */
  get classifier(): nn.Sequential;
  set classifier(module: nn.TensorModule);
}

const SHARED: Kinds<Omit<EfficientNetConfig, "lastChannel">> = {
  dropout: probability,
  stochasticDepthProb: probability,
  numClasses: count,
  normLayer: normLayerKind,
};
const NETWORK = signature<EfficientNetConfig>("models.EfficientNet", {
  takes: { setting: listOfObjects("stages") },
  options: { ...SHARED, lastChannel: nullable(count) },
  required: ["dropout"],
});
const TAKES = builderTakes<EfficientNetOptions>(SHARED);

/** EfficientNet, both versions: images (N, 3, H, W) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class EfficientNet extends nn.Module {
  /** `setting` lists the stages. Throws ArgumentError if there are none, or for sizes the network cannot have. */
  constructor(setting: readonly MBConvConfig[], ...rest: Rest<EfficientNetConfig>) {
    super();
    const config = NETWORK.read(rest);
    NETWORK.check(setting);
    for (const stage of setting) STAGE.named(stage);
    const { dropout, stochasticDepthProb = 0.2, numClasses = 1000, normLayer = batchNorm } = config;
    const [first, last] = [setting[0], setting.at(-1)];
    if (first === undefined || last === undefined) {
      throw new ArgumentError("EfficientNet: expected at least one stage, got none");
    }
    const lastChannel = config.lastChannel ?? 4 * last.outChannels;

    const stem = { kernelSize: 3, stride: 2, normLayer, activationLayer: silu };
    const layers: nn.TensorModule[] = [new Conv2dNormActivation(3, first.inputChannels, stem)];
    const blocks = setting.reduce((sum, stage) => sum + stage.numLayers, 0);
    let block = 0;
    for (const stage of setting) {
      const made: nn.TensorModule[] = [];
      for (let i = 0; i < stage.numLayers; i++) {
        const own: MBConvConfig = i === 0 ? stage : { ...stage, inputChannels: stage.outChannels, stride: 1 };
        const options = { stochasticDepthProb: (stochasticDepthProb * block) / blocks, normLayer };
        made.push(own.type === "fused" ? new FusedMBConv(own, options) : new MBConv(own, options));
        block++;
      }
      layers.push(new nn.Sequential(...made));
    }
    const top = { kernelSize: 1, normLayer, activationLayer: silu };
    layers.push(new Conv2dNormActivation(last.outChannels, lastChannel, top));

    this.features = new nn.Sequential(...layers);
    this.avgpool = new nn.AdaptiveAvgPool2d(1);
    this.classifier = new nn.Sequential(
      new nn.Dropout({ p: dropout, inplace: true }),
      new nn.Linear(lastChannel, numClasses),
    );
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const pooled = through(x, this.features, this.avgpool);
    return this.classifier.forward(pooled.flatten(1)); // (N, C, 1, 1) -> (N, C)
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: EfficientNet): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) {
      nn.init.kaimingNormal_(module.weight, { mode: "fanOut" });
      if (module.bias) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.BatchNorm2d || module instanceof nn.GroupNorm) {
      if (module.weight) nn.init.ones_(module.weight);
      if (module.bias) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.Linear) {
      const range = 1 / Math.sqrt(module.out_features);
      nn.init.uniform_(module.weight, { a: -range, b: range });
      if (module.bias) nn.init.zeros_(module.bias);
    }
  }
}

/** Options of the named constructors. */
export interface EfficientNetOptions extends PretrainedOptions {
  /**
   * Outputs of the classifier; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the
   * head, `model.classifier.set(1, new nn.Linear(1280, 4))`.
   */
  numClasses?: number;
  /** Probability of the dropout before the last linear map; the paper's for each network by default. */
  dropout?: number;
  stochasticDepthProb?: number;
  normLayer?: NormLayer;
}

type StageRow = readonly [
  type: MBConvConfig["type"],
  expandRatio: number,
  kernel: number,
  stride: 1 | 2,
  inputChannels: number,
  outChannels: number,
  numLayers: number,
];

/** What tells the members of the family apart. */
interface Variant {
  setting: readonly MBConvConfig[];
  dropout: number;
  lastChannel: number | null;
  normLayer: NormLayer;
}

const B0_STAGES: readonly StageRow[] = [
  ["mbconv", 1, 3, 1, 32, 16, 1],
  ["mbconv", 6, 3, 2, 16, 24, 2],
  ["mbconv", 6, 5, 2, 24, 40, 2],
  ["mbconv", 6, 3, 2, 40, 80, 3],
  ["mbconv", 6, 5, 1, 80, 112, 3],
  ["mbconv", 6, 5, 2, 112, 192, 4],
  ["mbconv", 6, 3, 1, 192, 320, 1],
];

const V2_S_STAGES: readonly StageRow[] = [
  ["fused", 1, 3, 1, 24, 24, 2],
  ["fused", 4, 3, 2, 24, 48, 4],
  ["fused", 4, 3, 2, 48, 64, 4],
  ["mbconv", 4, 3, 2, 64, 128, 6],
  ["mbconv", 6, 3, 1, 128, 160, 9],
  ["mbconv", 6, 3, 2, 160, 256, 15],
];

const V2_M_STAGES: readonly StageRow[] = [
  ["fused", 1, 3, 1, 24, 24, 3],
  ["fused", 4, 3, 2, 24, 48, 5],
  ["fused", 4, 3, 2, 48, 80, 5],
  ["mbconv", 4, 3, 2, 80, 160, 7],
  ["mbconv", 6, 3, 1, 160, 176, 14],
  ["mbconv", 6, 3, 2, 176, 304, 18],
  ["mbconv", 6, 3, 1, 304, 512, 5],
];

const V2_L_STAGES: readonly StageRow[] = [
  ["fused", 1, 3, 1, 32, 32, 4],
  ["fused", 4, 3, 2, 32, 64, 7],
  ["fused", 4, 3, 2, 64, 96, 7],
  ["mbconv", 4, 3, 2, 96, 192, 10],
  ["mbconv", 6, 3, 1, 192, 224, 19],
  ["mbconv", 6, 3, 2, 224, 384, 25],
  ["mbconv", 6, 3, 1, 384, 640, 7],
];

/** A scaled version of B0: wider, and with more blocks in each stage. */
function scaled(widthMult: number, depthMult: number, dropout: number, normLayer: NormLayer): Variant {
  const setting = B0_STAGES.map((row) => {
    const stage = stageOf(row);
    return {
      ...stage,
      inputChannels: makeDivisible(stage.inputChannels * widthMult, 8),
      outChannels: makeDivisible(stage.outChannels * widthMult, 8),
      numLayers: Math.ceil(stage.numLayers * depthMult),
    };
  });
  return { setting, dropout, lastChannel: null, normLayer };
}

function version2(rows: readonly StageRow[], dropout: number): Variant {
  const normLayer: NormLayer = (channels) => new nn.BatchNorm2d(channels, { eps: 1e-3 });
  return { setting: rows.map(stageOf), dropout, lastChannel: 1280, normLayer };
}

function stageOf(row: StageRow): MBConvConfig {
  const [type, expandRatio, kernel, stride, inputChannels, outChannels, numLayers] = row;
  return { type, expandRatio, kernel, stride, inputChannels, outChannels, numLayers };
}

/** B5 to B7 normalise as their published weights were trained. */
const slowBatchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels, { eps: 1e-3, momentum: 0.01 });

function make(builder: string, variant: Variant, rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  const { setting, lastChannel } = variant;
  return build(
    TAKES,
    builder,
    rest,
    ({ dropout = variant.dropout, normLayer = variant.normLayer, ...others }) => {
      return new EfficientNet(setting, { ...others, dropout, normLayer, lastChannel });
    },
  );
}

/**
 * EfficientNet-B0: 5.3 million parameters. See EfficientNetOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.efficientnet_b0({ weights: "DEFAULT" });
 *     model.classifier.set(1, new nn.Linear(1280, 2));
 */
export function efficientnet_b0(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b0", scaled(1.0, 1.0, 0.2, batchNorm), rest);
}

/** EfficientNet-B1: 7.8 million parameters. See efficientnet_b0. */
export function efficientnet_b1(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b1", scaled(1.0, 1.1, 0.2, batchNorm), rest);
}

/** EfficientNet-B2: 9.1 million parameters. See efficientnet_b0. */
export function efficientnet_b2(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b2", scaled(1.1, 1.2, 0.3, batchNorm), rest);
}

/** EfficientNet-B3: 12.2 million parameters. See efficientnet_b0. */
export function efficientnet_b3(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b3", scaled(1.2, 1.4, 0.3, batchNorm), rest);
}

/** EfficientNet-B4: 19.3 million parameters. See efficientnet_b0. */
export function efficientnet_b4(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b4", scaled(1.4, 1.8, 0.4, batchNorm), rest);
}

/** EfficientNet-B5: 30.4 million parameters. See efficientnet_b0. */
export function efficientnet_b5(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b5", scaled(1.6, 2.2, 0.4, slowBatchNorm), rest);
}

/** EfficientNet-B6: 43.0 million parameters. See efficientnet_b0. */
export function efficientnet_b6(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b6", scaled(1.8, 2.6, 0.5, slowBatchNorm), rest);
}

/** EfficientNet-B7: 66.3 million parameters. See efficientnet_b0. */
export function efficientnet_b7(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_b7", scaled(2.0, 3.1, 0.5, slowBatchNorm), rest);
}

/** EfficientNetV2-S: 21.5 million parameters. See efficientnet_b0. */
export function efficientnet_v2_s(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_v2_s", version2(V2_S_STAGES, 0.2), rest);
}

/** EfficientNetV2-M: 54.1 million parameters. See efficientnet_b0. */
export function efficientnet_v2_m(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_v2_m", version2(V2_M_STAGES, 0.3), rest);
}

/** EfficientNetV2-L: 118.5 million parameters; its weights want images scaled to -1 to 1. See efficientnet_b0. */
export function efficientnet_v2_l(...rest: Rest<EfficientNetOptions>): Promise<EfficientNet> {
  return make("efficientnet_v2_l", version2(V2_L_STAGES, 0.4), rest);
}

/** The family for the registry, and what others have to know of it. */
export const efficientnetFamily = family(EfficientNet, {
  builders: {
    efficientnet_b0,
    efficientnet_b1,
    efficientnet_b2,
    efficientnet_b3,
    efficientnet_b4,
    efficientnet_b5,
    efficientnet_b6,
    efficientnet_b7,
    efficientnet_v2_s,
    efficientnet_v2_m,
    efficientnet_v2_l,
  },
  task: "classification",
  heads: "classifier.1",
  firstConv: "features.0.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
  chain: "features",
});
