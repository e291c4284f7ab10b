/**
 * MobileNet V3, large and small, as torchvision has them
 * (https://docs.pytorch.org/vision/stable/models/mobilenetv3.html): with the same seed a fresh network has the same
 * parameters.
 *
 * "Searching for MobileNetV3", https://arxiv.org/abs/1905.02244.
 */

import { boolean, type Kinds, kind, numberAbove, oneOf, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import {
  type ActivationLayer,
  Conv2dNormActivation,
  type NormLayer,
  SqueezeExcitation,
} from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, listOfObjects, normLayerKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { makeDivisible } from "../widths.ts";
import { initialiseMobileNet } from "./mobilenetv2.ts";

const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels, { eps: 0.001, momentum: 0.01 });
const hardswish: ActivationLayer = (options) => new nn.Hardswish(options);
const relu: ActivationLayer = (options) => new nn.ReLU(options);

/** One row of the paper's tables 1 and 2, widths as they are built. */
export interface MobileNetV3BlockConfig {
  inputChannels: number;
  /** Edge of the depthwise kernel. */
  kernel: number;
  expandedChannels: number;
  outChannels: number;
  /** Whether the block has squeeze and excitation. */
  useSe: boolean;
  /** `HS` for hardswish, `RE` for ReLU. */
  activation: "HS" | "RE";
  stride: number;
  dilation: number;
}

/** Widens, convolves each channel by itself, weighs the channels, narrows. */
class InvertedResidual extends nn.Module {
  use_res_connect: boolean;
  block: nn.Sequential;
  out_channels: number;

  constructor(config: MobileNetV3BlockConfig, normLayer: NormLayer) {
    super();
    const { inputChannels, kernel, expandedChannels, outChannels, useSe, activation, dilation } = config;
    const common = { normLayer, activationLayer: activation === "HS" ? hardswish : relu };
    const layers: nn.TensorModule[] = [];
    if (expandedChannels !== inputChannels) {
      layers.push(new Conv2dNormActivation(inputChannels, expandedChannels, { ...common, kernelSize: 1 }));
    }
    layers.push(
      new Conv2dNormActivation(expandedChannels, expandedChannels, {
        ...common,
        kernelSize: kernel,
        stride: dilation > 1 ? 1 : config.stride,
        dilation,
        groups: expandedChannels,
      }),
    );
    if (useSe) {
      const squeezed = makeDivisible(Math.floor(expandedChannels / 4), 8);
      const scaleActivation = (): nn.TensorModule => new nn.Hardsigmoid();
      layers.push(new SqueezeExcitation(expandedChannels, squeezed, { scaleActivation }));
    }
    layers.push(
      new Conv2dNormActivation(expandedChannels, outChannels, {
        kernelSize: 1,
        normLayer,
        activationLayer: null,
      }),
    );
    this.use_res_connect = config.stride === 1 && inputChannels === outChannels;
    this.block = new nn.Sequential(layers);
    this.out_channels = outChannels;
  }

  /** (N, inputChannels, H, W) -> (N, outChannels, H', W') */
  override forward(x: Tensor): Tensor {
    const made = this.block.forward(x);
    return this.use_res_connect ? made.add_(x) : made;
  }
}

/** The network's shape, apart from its blocks. */
export interface MobileNetV3Config {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** nn.BatchNorm2d with eps 1e-3 and momentum 0.01 by default. */
  normLayer?: NormLayer;
  /** Probability of dropping a feature before the last linear layer; 0.2 by default. */
  dropout?: number;
}

const BLOCK = signature<MobileNetV3BlockConfig>("models.MobileNetV3: a block", {
  options: {
    inputChannels: count,
    kernel: count,
    expandedChannels: count,
    outChannels: count,
    useSe: boolean,
    activation: oneOf("HS", "RE"),
    stride: kind("1 or 2", (v) => v === 1 || v === 2),
    dilation: count,
  },
  required: [
    "inputChannels",
    "kernel",
    "expandedChannels",
    "outChannels",
    "useSe",
    "activation",
    "stride",
    "dilation",
  ],
});

const KINDS: Kinds<MobileNetV3Config> = { numClasses: count, normLayer: normLayerKind, dropout: probability };
const NETWORK = signature<MobileNetV3Config>("models.MobileNetV3", {
  takes: { blocks: listOfObjects("blocks"), lastChannel: count },
  options: KINDS,
});
const TAKES = builderTakes<MobileNetV3Options>({
  ...KINDS,
  widthMult: numberAbove(0),
  reducedTail: boolean,
  dilated: boolean,
});

/** What may be replaced, and what it is until then; see ResNet. */
export interface MobileNetV3 {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 0: nn.Linear; 3: nn.Linear };
  set classifier(module: nn.TensorModule);
}

/**
 * A MobileNet V3: images (N, 3, H, W) -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.classifier[3] = new nn.Linear(model.classifier[3].in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class MobileNetV3 extends nn.Module {
  /** `lastChannel` is the width between the two linear layers. Throws ArgumentError for sizes it cannot have. */
  constructor(
    blocks: readonly MobileNetV3BlockConfig[],
    lastChannel: number,
    ...rest: Rest<MobileNetV3Config>
  ) {
    super();
    const { numClasses = 1000, normLayer = batchNorm, dropout = 0.2 } = NETWORK.read(rest);
    NETWORK.check(blocks, lastChannel);
    for (const block of blocks) BLOCK.named(block);
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) {
      throw new ArgumentError("MobileNetV3: expected at least one block, got none");
    }
    const common = { normLayer, activationLayer: hardswish };
    const wide = 6 * last.outChannels;
    this.features = new nn.Sequential([
      new Conv2dNormActivation(3, first.inputChannels, { ...common, stride: 2 }),
      ...blocks.map((block) => new InvertedResidual(block, normLayer)),
      new Conv2dNormActivation(last.outChannels, wide, { ...common, kernelSize: 1 }),
    ]);
    this.avgpool = new nn.AdaptiveAvgPool2d(1);
    this.classifier = new nn.Sequential(
      new nn.Linear(wide, lastChannel),
      new nn.Hardswish({ inplace: true }),
      new nn.Dropout({ p: dropout, inplace: true }),
      new nn.Linear(lastChannel, numClasses),
    );
    initialiseMobileNet(this);
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

/** How the named networks are varied. */
export interface MobileNetV3Variation {
  /** Scales the channels of all layers; 1 by default. */
  widthMult?: number;
  /** Halves the channels of the last blocks; false by default. */
  reducedTail?: boolean;
  /** Dilates the last blocks instead of striding, for segmentation; false by default. */
  dilated?: boolean;
}

/** A row of a table before scaling. */
type Row = readonly [
  input: number,
  kernel: number,
  expanded: number,
  out: number,
  se: boolean,
  activation: "RE" | "HS",
  stride: number,
  dilation: number,
];

/** Blocks and last channel of the named networks. */
function shapeOf(
  size: "large" | "small",
  { widthMult = 1, reducedTail = false, dilated = false }: MobileNetV3Variation,
): { blocks: MobileNetV3BlockConfig[]; lastChannel: number } {
  const tail = (channels: number): number => (reducedTail ? channels / 2 : channels);
  const dilation = dilated ? 2 : 1;
  const scaled = (channels: number): number => makeDivisible(channels * widthMult, 8);
  const large: readonly Row[] = [
    [16, 3, 16, 16, false, "RE", 1, 1],
    [16, 3, 64, 24, false, "RE", 2, 1], // C1
    [24, 3, 72, 24, false, "RE", 1, 1],
    [24, 5, 72, 40, true, "RE", 2, 1], // C2
    [40, 5, 120, 40, true, "RE", 1, 1],
    [40, 5, 120, 40, true, "RE", 1, 1],
    [40, 3, 240, 80, false, "HS", 2, 1], // C3
    [80, 3, 200, 80, false, "HS", 1, 1],
    [80, 3, 184, 80, false, "HS", 1, 1],
    [80, 3, 184, 80, false, "HS", 1, 1],
    [80, 3, 480, 112, true, "HS", 1, 1],
    [112, 3, 672, 112, true, "HS", 1, 1],
    [112, 5, 672, tail(160), true, "HS", 2, dilation], // C4
    [tail(160), 5, tail(960), tail(160), true, "HS", 1, dilation],
    [tail(160), 5, tail(960), tail(160), true, "HS", 1, dilation],
  ];
  const small: readonly Row[] = [
    [16, 3, 16, 16, true, "RE", 2, 1], // C1
    [16, 3, 72, 24, false, "RE", 2, 1], // C2
    [24, 3, 88, 24, false, "RE", 1, 1],
    [24, 5, 96, 40, true, "HS", 2, 1], // C3
    [40, 5, 240, 40, true, "HS", 1, 1],
    [40, 5, 240, 40, true, "HS", 1, 1],
    [40, 5, 120, 48, true, "HS", 1, 1],
    [48, 5, 144, 48, true, "HS", 1, 1],
    [48, 5, 288, tail(96), true, "HS", 2, dilation], // C4
    [tail(96), 5, tail(576), tail(96), true, "HS", 1, dilation],
    [tail(96), 5, tail(576), tail(96), true, "HS", 1, dilation],
  ];
  const blocks = (size === "large" ? large : small).map(
    ([input, kernel, expanded, out, useSe, activation, stride, rowDilation]) => ({
      inputChannels: scaled(input),
      kernel,
      expandedChannels: scaled(expanded),
      outChannels: scaled(out),
      useSe,
      activation,
      stride,
      dilation: rowDilation,
    }),
  );
  return { blocks, lastChannel: scaled(tail(size === "large" ? 1280 : 1024)) }; // C5
}

/**
 * Options of the named constructors. Pretrained ImageNet weights have 1000 classes: load them so and replace the
 * head, `model.classifier[3] = new nn.Linear(model.classifier[3].in_features, 4)`.
 */
export interface MobileNetV3Options extends PretrainedOptions, MobileNetV3Config, MobileNetV3Variation {}

/** A MobileNet V3 with fresh parameters, which a builder gives as a promise. */
export function mobileNetV3(
  size: "large" | "small",
  { widthMult, reducedTail, dilated, ...config }: MobileNetV3Config & MobileNetV3Variation = {},
): MobileNetV3 {
  const { blocks, lastChannel } = shapeOf(size, { widthMult, reducedTail, dilated });
  return new MobileNetV3(blocks, lastChannel, config);
}

function make(
  builder: string,
  size: "large" | "small",
  rest: Rest<MobileNetV3Options>,
): Promise<MobileNetV3> {
  return build(TAKES, builder, rest, (config) => mobileNetV3(size, config));
}

/**
 * MobileNet V3 large: 5.5 million parameters. See MobileNetV3Options and PretrainedOptions for what it takes and
 * throws.
 */
export function mobilenet_v3_large(...rest: Rest<MobileNetV3Options>): Promise<MobileNetV3> {
  return make("mobilenet_v3_large", "large", rest);
}

/** MobileNet V3 small: 2.5 million parameters. See mobilenet_v3_large. */
export function mobilenet_v3_small(...rest: Rest<MobileNetV3Options>): Promise<MobileNetV3> {
  return make("mobilenet_v3_small", "small", rest);
}

/** The family for the registry, and what others have to know of it. */
export const mobilenetv3Family = family(MobileNetV3, {
  builders: { mobilenet_v3_large, mobilenet_v3_small },
  task: "classification",
  heads: "classifier.3",
  firstConv: "features.0.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
  chain: "features",
});
