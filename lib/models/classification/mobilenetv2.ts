/**
 * MobileNet V2, as torchvision has it (https://docs.pytorch.org/vision/stable/models/mobilenetv2.html): with the same
 * seed a fresh network has the same parameters.
 *
 * "MobileNetV2: Inverted Residuals and Linear Bottlenecks", https://arxiv.org/abs/1801.04381.
 */

import { type Kinds, kind, listOf, number, numberAbove, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { type ActivationLayer, Conv2dNormActivation, type NormLayer } from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, normLayerKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { makeDivisible } from "../widths.ts";

const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels);
const relu6: ActivationLayer = (options) => new nn.ReLU6(options);

/** Widens, convolves each channel by itself, narrows: (N, inp, H, W) -> (N, oup, H / stride, W / stride). */
class InvertedResidual extends nn.Module {
  stride: number;
  use_res_connect: boolean;
  conv: nn.Sequential;
  out_channels: number;

  constructor(inp: number, oup: number, stride: number, expandRatio: number, normLayer: NormLayer) {
    super();
    if (stride !== 1 && stride !== 2) {
      throw new ArgumentError(`MobileNetV2: expected a stride of 1 or 2, got ${stride}`);
    }
    const hidden = Math.round(inp * expandRatio);
    const block = { normLayer, activationLayer: relu6 };
    const layers: nn.TensorModule[] = [];
    if (expandRatio !== 1) layers.push(new Conv2dNormActivation(inp, hidden, { ...block, kernelSize: 1 }));
    layers.push(
      new Conv2dNormActivation(hidden, hidden, { ...block, stride, groups: hidden }),
      new nn.Conv2d(hidden, oup, 1, { bias: false }),
      normLayer(oup),
    );
    this.stride = stride;
    this.use_res_connect = stride === 1 && inp === oup;
    this.conv = new nn.Sequential(layers);
    this.out_channels = oup;
  }

  override forward(x: Tensor): Tensor {
    const made = this.conv.forward(x);
    return this.use_res_connect ? x.add(made) : made;
  }
}

/** One row of the paper's table 2. */
export type InvertedResidualSetting = readonly [
  /** How much wider than its input a block is inside, the paper's t. */
  expandRatio: number,
  /** Output channels, c. */
  channels: number,
  /** Blocks, n. */
  blocks: number,
  /** Stride of the first of them, s. */
  stride: number,
];

const TABLE_2: readonly InvertedResidualSetting[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

/** The network's shape. */
export interface MobileNetV2Config {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** Scales the channels of all layers; 1 by default. */
  widthMult?: number;
  /** The paper's table 2 by default. */
  invertedResidualSetting?: readonly InvertedResidualSetting[];
  /** Scaled channels are rounded to multiples of this; 8 by default, 1 for no rounding. */
  roundNearest?: number;
  /** nn.BatchNorm2d by default. */
  normLayer?: NormLayer;
  /** Probability of dropping a feature before the linear layer; 0.2 by default. */
  dropout?: number;
}

const KINDS: Kinds<MobileNetV2Config> = {
  numClasses: count,
  widthMult: numberAbove(0),
  invertedResidualSetting: kind(
    "rows of four numbers",
    (v) => Array.isArray(v) && v.length > 0 && v.every(listOf(number, 4).accepts),
  ),
  roundNearest: count,
  normLayer: normLayerKind,
  dropout: probability,
};
const NETWORK = signature<MobileNetV2Config>("models.MobileNetV2", { options: KINDS });
const TAKES = builderTakes<MobileNetV2Options>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface MobileNetV2 {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 1: nn.Linear };
  set classifier(module: nn.TensorModule);
}

/**
 * MobileNet V2: images (N, 3, H, W) -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.classifier[1] = new nn.Linear(model.classifier[1].in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class MobileNetV2 extends nn.Module {
  /** Channels before the classifier. */
  last_channel: number;

  /** Throws ArgumentError for sizes it cannot have. */
  constructor(...rest: Rest<MobileNetV2Config>) {
    super();
    const config = NETWORK.read(rest);
    const { numClasses = 1000, widthMult = 1, invertedResidualSetting = TABLE_2, roundNearest = 8 } = config;
    const { normLayer = batchNorm, dropout = 0.2 } = config;
    const block = { normLayer, activationLayer: relu6 };
    let channels = makeDivisible(32 * widthMult, roundNearest);
    this.last_channel = makeDivisible(1280 * Math.max(1, widthMult), roundNearest);
    const features: nn.TensorModule[] = [new Conv2dNormActivation(3, channels, { ...block, stride: 2 })];
    for (const [expandRatio, width, blocks, stride] of invertedResidualSetting) {
      const wide = makeDivisible(width * widthMult, roundNearest);
      for (let i = 0; i < blocks; i++) {
        features.push(new InvertedResidual(channels, wide, i === 0 ? stride : 1, expandRatio, normLayer));
        channels = wide;
      }
    }
    features.push(new Conv2dNormActivation(channels, this.last_channel, { ...block, kernelSize: 1 }));
    this.features = new nn.Sequential(features);
    this.classifier = new nn.Sequential(
      new nn.Dropout({ p: dropout }),
      new nn.Linear(this.last_channel, numClasses),
    );
    initialiseMobileNet(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const pooled = torch.adaptiveAvgPool2d(this.features.forward(x), [1, 1]);
    return this.classifier.forward(pooled.flatten(1)); // (N, C, 1, 1) -> (N, C)
  }
}

/**
 * torchvision's initialisation of MobileNet V2 and V3, in its order: the random numbers of a seed fall on the same
 * parameters.
 */
export function initialiseMobileNet(model: nn.Module): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) {
      nn.init.kaimingNormal_(module.weight, { mode: "fanOut" });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.BatchNorm2d || module instanceof nn.GroupNorm) {
      if (module.weight !== null) nn.init.ones_(module.weight);
      if (module.bias !== null) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.Linear) {
      nn.init.normal_(module.weight, { mean: 0, std: 0.01 });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    }
  }
}

/**
 * Options of `mobilenet_v2`. Pretrained ImageNet weights have 1000 classes: load them so and replace the head,
 * `model.classifier[1] = new nn.Linear(model.classifier[1].in_features, 4)`.
 */
export interface MobileNetV2Options extends PretrainedOptions, MobileNetV2Config {}

/** MobileNet V2: 3.5 million parameters. See MobileNetV2Options and PretrainedOptions for what it takes and throws. */
export function mobilenet_v2(...rest: Rest<MobileNetV2Options>): Promise<MobileNetV2> {
  return build(TAKES, "mobilenet_v2", rest, (config) => new MobileNetV2(config));
}

/** The family for the registry, and what others have to know of it. */
export const mobilenetv2Family = family(MobileNetV2, {
  builders: { mobilenet_v2 },
  task: "classification",
  heads: "classifier.1",
  firstConv: "features.0.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
  chain: "features",
});
