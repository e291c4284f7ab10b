/**
 * RegNet, read top-down: stage parameters, blocks, network, private builder, named constructors.
 *
 * The networks, their initialisation and their state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/regnet.html): with the same seed a fresh network has the same
 * parameters. Finding and loading weights is weights.ts's work.
 *
 * "Designing Network Design Spaces", https://arxiv.org/abs/2003.13678. The Y networks have squeeze and excitation,
 * the X networks do not.
 */

import {
  callable,
  type Kinds,
  nullable,
  number,
  numberAbove,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { arange, scope, type Tensor, torch } from "../../tensor/index.ts";
import {
  type ActivationLayer,
  Conv2dNormActivation,
  type NormLayer,
  SqueezeExcitation,
} from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, listOfObjects, normLayerKind } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { makeDivisible } from "../widths.ts";

const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels);
const relu: ActivationLayer = (options) => new nn.ReLU(options);

/** The paper's few numbers from which all blocks follow. */
export interface RegNetDesign {
  /** Number of blocks in all. */
  depth: number;
  /** Width of the first block, a multiple of 8. */
  w0: number;
  /** Slope of the widths over the blocks. */
  wa: number;
  /** Step between widths on the logarithmic scale, above 1. */
  wm: number;
  /** Channels per group of the 3x3 convolutions. */
  groupWidth: number;
  /** Inner width of a block as a part of its width; 1 by default. */
  bottleneckMultiplier?: number;
  /** Width of squeeze and excitation as a part of the block's input; none by default. */
  seRatio?: number | null;
}

/** One stage: blocks of one width, the first of which halves height and width. */
export interface RegNetStage {
  depth: number;
  width: number;
  groupWidth: number;
  bottleneckMultiplier: number;
  stride: number;
  seRatio: number | null;
}

const DESIGN = signature<RegNetDesign>("models.regnetStages", {
  options: {
    depth: count,
    w0: count,
    wa: number,
    wm: number,
    groupWidth: count,
    bottleneckMultiplier: numberAbove(0),
    seRatio: nullable(numberAbove(0)),
  },
  required: ["depth", "w0", "wa", "wm", "groupWidth"],
});

const STAGE = signature<RegNetStage>("models.RegNet: a stage", {
  options: {
    depth: count,
    width: count,
    groupWidth: count,
    bottleneckMultiplier: numberAbove(0),
    stride: count,
    seRatio: nullable(numberAbove(0)),
  },
  required: ["depth", "width", "groupWidth", "bottleneckMultiplier", "stride", "seRatio"],
});

/** The rounding of the widths, in channels. */
const QUANTUM = 8;

/**
 * The stages that follow from a design: widths grow linearly, are rounded to powers of `wm` and multiples of 8, and
 * blocks of equal width make a stage. In float32, as torchvision computes it. Throws ArgumentError for a design
 * outside the paper's space.
 */
export function regnetStages(...rest: Rest<RegNetDesign>): RegNetStage[] {
  const design = DESIGN.read(rest);
  const { depth, w0, wa, wm, groupWidth, bottleneckMultiplier = 1, seRatio = null } = design;
  if (!(wa >= 0 && w0 > 0 && wm > 1 && w0 % QUANTUM === 0)) {
    throw new ArgumentError(
      `RegNet: expected wa >= 0, wm > 1 and w0 a positive multiple of ${QUANTUM}, got wa ${wa}, wm ${wm}, w0 ${w0}`,
    );
  }
  const widths = scope(() => {
    const linear = arange(depth, { dtype: "float32", device: "cpu" }).mul(wa).add(w0);
    const steps = linear.div(w0).log().div(Math.log(wm)).round();
    const quantised = torch.pow(wm, steps).mul(w0).div(QUANTUM).round().mul(QUANTUM);
    return [...quantised.data()].map(Number);
  });
  const stages: RegNetStage[] = [];
  for (const [i, width] of widths.entries()) {
    const stage = stages.at(-1);
    if (stage !== undefined && width === widths[i - 1]) stage.depth++;
    else stages.push({ depth: 1, width, groupWidth, bottleneckMultiplier, stride: 2, seRatio });
  }
  return stages.map((stage) => {
    // Groups must divide the inner width: no group is wider than it, and it is rounded to a multiple of the group.
    const inner = Math.trunc(stage.width * bottleneckMultiplier);
    const group = Math.min(groupWidth, inner);
    const width = Math.trunc(makeDivisible(inner, group) / bottleneckMultiplier);
    return { ...stage, width, groupWidth: group };
  });
}

/** What the blocks of a network share. */
export interface RegNetLayers {
  normLayer: NormLayer;
  activation: ActivationLayer;
}

/** A stage's numbers for one of its blocks. */
export interface RegNetBlockOptions extends RegNetLayers {
  stride: number;
  groupWidth: number;
  bottleneckMultiplier: number;
  seRatio: number | null;
}

/** 3x3 convolution of stride 2, normalisation and activation: (N, C, H, W) -> (N, out, H/2, W/2). */
export class SimpleStemIN extends Conv2dNormActivation {
  constructor(widthIn: number, widthOut: number, { normLayer, activation }: RegNetLayers) {
    super(widthIn, widthOut, { kernelSize: 3, stride: 2, normLayer, activationLayer: activation });
  }
}

/** 1x1, grouped 3x3, squeeze and excitation where asked for, 1x1: the branch of a block. */
export class BottleneckTransform extends nn.Sequential {
  constructor(widthIn: number, widthOut: number, options: RegNetBlockOptions) {
    const { stride, groupWidth, bottleneckMultiplier, seRatio, normLayer, activation } = options;
    const inner = roundHalfToEven(widthOut * bottleneckMultiplier);
    const groups = Math.floor(inner / groupWidth);
    const layers: Record<string, nn.TensorModule> = {};
    layers.a = new Conv2dNormActivation(widthIn, inner, {
      kernelSize: 1,
      normLayer,
      activationLayer: activation,
    });
    layers.b = new Conv2dNormActivation(inner, inner, {
      kernelSize: 3,
      stride,
      groups,
      normLayer,
      activationLayer: activation,
    });
    if (seRatio) {
      const squeezed = roundHalfToEven(seRatio * widthIn);
      layers.se = new SqueezeExcitation(inner, squeezed, { activation: () => activation({}) });
    }
    layers.c = new Conv2dNormActivation(inner, widthOut, {
      kernelSize: 1,
      normLayer,
      activationLayer: null,
    });
    super(layers);
  }
}

/** Python's rounding: halves go to the even neighbour. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** The branch and a shortcut, projected where the shape changes: (N, C, H, W) -> (N, out, H/s, W/s). */
export class ResBottleneckBlock extends nn.Module {
  proj: Conv2dNormActivation | null;
  f: BottleneckTransform;
  activation: nn.TensorModule;

  constructor(widthIn: number, widthOut: number, options: RegNetBlockOptions) {
    super();
    const { stride, normLayer, activation } = options;
    this.proj =
      widthIn !== widthOut || stride !== 1
        ? new Conv2dNormActivation(widthIn, widthOut, {
            kernelSize: 1,
            stride,
            normLayer,
            activationLayer: null,
          })
        : null;
    this.f = new BottleneckTransform(widthIn, widthOut, options);
    this.activation = activation({ inplace: true });
  }

  override forward(x: Tensor): Tensor {
    const out = this.f.forward(x);
    return this.activation.forward(out.add_(this.proj === null ? x : this.proj.forward(x)));
  }
}

/** The blocks of one width, named `block<stage>-<i>`. */
export class AnyStage extends nn.Sequential {
  /** `index` counts the stages from 1. */
  constructor(widthIn: number, stage: RegNetStage, layers: RegNetLayers, index: number) {
    const blocks: Record<string, nn.TensorModule> = {};
    for (let i = 0; i < stage.depth; i++) {
      const options = { ...stage, ...layers, stride: i === 0 ? stage.stride : 1 };
      blocks[`block${index}-${i}`] = new ResBottleneckBlock(
        i === 0 ? widthIn : stage.width,
        stage.width,
        options,
      );
    }
    super(blocks);
  }
}

/** The network's shape, apart from its stages. */
export interface RegNetConfig {
  /** Outputs of `fc`; 1000 by default. */
  numClasses?: number;
  /** Channels after the first convolution; 32 by default. */
  stemWidth?: number;
  /** nn.BatchNorm2d by default. */
  normLayer?: NormLayer;
  /** nn.ReLU by default. */
  activation?: ActivationLayer;
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface RegNet {
  get stem(): SimpleStemIN;
  set stem(module: nn.TensorModule);
  /** The stages: `block1`, `block2`, ... */
  get trunk_output(): nn.Sequential;
  set trunk_output(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get fc(): nn.Linear;
  set fc(module: nn.TensorModule);
}

const KINDS: Kinds<RegNetConfig> = {
  numClasses: count,
  stemWidth: count,
  normLayer: normLayerKind,
  activation: callable(),
};
const NETWORK = signature<RegNetConfig>("models.RegNet", {
  takes: { stages: listOfObjects("stages") },
  options: KINDS,
});
const TAKES = builderTakes<RegNetOptions>(KINDS);

/** A RegNet: images (N, 3, H, W) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class RegNet extends nn.Module {
  /** `stages` come from `regnetStages`, or are one's own. Throws ArgumentError for sizes the network cannot have. */
  constructor(stages: readonly RegNetStage[], ...rest: Rest<RegNetConfig>) {
    super();
    const config = NETWORK.read(rest);
    NETWORK.check(stages);
    for (const stage of stages) STAGE.named(stage);
    const { numClasses = 1000, stemWidth = 32, normLayer = batchNorm, activation = relu } = config;
    const layers = { normLayer, activation };
    this.stem = new SimpleStemIN(3, stemWidth, layers);
    let width = stemWidth;
    const blocks: Record<string, nn.TensorModule> = {};
    for (const [i, stage] of stages.entries()) {
      blocks[`block${i + 1}`] = new AnyStage(width, stage, layers, i + 1);
      width = stage.width;
    }
    this.trunk_output = new nn.Sequential(blocks);
    this.avgpool = new nn.AdaptiveAvgPool2d([1, 1]);
    this.fc = new nn.Linear(width, numClasses);
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const pooled = through(x, this.stem, this.trunk_output, this.avgpool);
    return this.fc.forward(pooled.flatten(1)); // (N, C, 1, 1) -> (N, C)
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: RegNet): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) {
      // By the output channels alone, also where the convolution has groups.
      const fanOut = module.kernel_size[0] * module.kernel_size[1] * module.out_channels;
      nn.init.normal_(module.weight, { mean: 0, std: Math.sqrt(2 / fanOut) });
    } else if (module instanceof nn.BatchNorm2d) {
      if (module.weight) nn.init.ones_(module.weight);
      if (module.bias) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.Linear) {
      nn.init.normal_(module.weight, { mean: 0, std: 0.01 });
      if (module.bias) nn.init.zeros_(module.bias);
    }
  }
}

/** Options of the named constructors. */
export interface RegNetOptions extends PretrainedOptions {
  /**
   * Outputs of `fc`; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the head,
   * `model.fc = new nn.Linear(model.fc.in_features, 4)`.
   */
  numClasses?: number;
  stemWidth?: number;
  normLayer?: NormLayer;
  activation?: ActivationLayer;
}

/** A design in the order of the papers' tables. */
type DesignRow = readonly [depth: number, w0: number, wa: number, wm: number, groupWidth: number];

const Y_SQUEEZE = 0.25;

function make(
  builder: string,
  row: DesignRow,
  seRatio: number | null,
  rest: Rest<RegNetOptions>,
): Promise<RegNet> {
  const [depth, w0, wa, wm, groupWidth] = row;
  return build(TAKES, builder, rest, (config) => {
    return new RegNet(regnetStages({ depth, w0, wa, wm, groupWidth, seRatio }), config);
  });
}

/**
 * RegNetY-400MF: 4.3 million parameters. See RegNetOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.regnet_y_400mf({ weights: "DEFAULT" });
 *     model.fc = new nn.Linear(model.fc.in_features, 2);
 */
export function regnet_y_400mf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_400mf", [16, 48, 27.89, 2.09, 8], Y_SQUEEZE, rest);
}

/** RegNetY-800MF: 6.4 million parameters. See regnet_y_400mf. */
export function regnet_y_800mf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_800mf", [14, 56, 38.84, 2.4, 16], Y_SQUEEZE, rest);
}

/** RegNetY-1.6GF: 11.2 million parameters. See regnet_y_400mf. */
export function regnet_y_1_6gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_1_6gf", [27, 48, 20.71, 2.65, 24], Y_SQUEEZE, rest);
}

/** RegNetY-3.2GF: 19.4 million parameters. See regnet_y_400mf. */
export function regnet_y_3_2gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_3_2gf", [21, 80, 42.63, 2.66, 24], Y_SQUEEZE, rest);
}

/** RegNetY-8GF: 39.4 million parameters. See regnet_y_400mf. */
export function regnet_y_8gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_8gf", [17, 192, 76.82, 2.19, 56], Y_SQUEEZE, rest);
}

/** RegNetY-16GF: 83.6 million parameters. See regnet_y_400mf. */
export function regnet_y_16gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_16gf", [18, 200, 106.23, 2.48, 112], Y_SQUEEZE, rest);
}

/** RegNetY-32GF: 145.0 million parameters. See regnet_y_400mf. */
export function regnet_y_32gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_32gf", [20, 232, 115.89, 2.53, 232], Y_SQUEEZE, rest);
}

/** RegNetY-128GF: 644.8 million parameters, 2.6 GB. See regnet_y_400mf. */
export function regnet_y_128gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_y_128gf", [27, 456, 160.83, 2.52, 264], Y_SQUEEZE, rest);
}

/** RegNetX-400MF: 5.5 million parameters. See regnet_y_400mf. */
export function regnet_x_400mf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_400mf", [22, 24, 24.48, 2.54, 16], null, rest);
}

/** RegNetX-800MF: 7.3 million parameters. See regnet_y_400mf. */
export function regnet_x_800mf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_800mf", [16, 56, 35.73, 2.28, 16], null, rest);
}

/** RegNetX-1.6GF: 9.2 million parameters. See regnet_y_400mf. */
export function regnet_x_1_6gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_1_6gf", [18, 80, 34.01, 2.25, 24], null, rest);
}

/** RegNetX-3.2GF: 15.3 million parameters. See regnet_y_400mf. */
export function regnet_x_3_2gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_3_2gf", [25, 88, 26.31, 2.25, 48], null, rest);
}

/** RegNetX-8GF: 39.6 million parameters. See regnet_y_400mf. */
export function regnet_x_8gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_8gf", [23, 80, 49.56, 2.88, 120], null, rest);
}

/** RegNetX-16GF: 54.3 million parameters. See regnet_y_400mf. */
export function regnet_x_16gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_16gf", [22, 216, 55.59, 2.1, 128], null, rest);
}

/** RegNetX-32GF: 107.8 million parameters. See regnet_y_400mf. */
export function regnet_x_32gf(...rest: Rest<RegNetOptions>): Promise<RegNet> {
  return make("regnet_x_32gf", [23, 320, 69.86, 2.0, 168], null, rest);
}

/** The family for the registry, and what others have to know of it. */
export const regnetFamily = family(RegNet, {
  builders: {
    regnet_y_400mf,
    regnet_y_800mf,
    regnet_y_1_6gf,
    regnet_y_3_2gf,
    regnet_y_8gf,
    regnet_y_16gf,
    regnet_y_32gf,
    regnet_y_128gf,
    regnet_x_400mf,
    regnet_x_800mf,
    regnet_x_1_6gf,
    regnet_x_3_2gf,
    regnet_x_8gf,
    regnet_x_16gf,
    regnet_x_32gf,
  },
  task: "classification",
  heads: "fc",
  firstConv: "stem.0",
  stages: (network) => [
    { name: "stem", paths: ["stem"] },
    ...chainStages(network, "trunk_output"),
    { name: "head", paths: ["fc"] },
  ],
  gradCam: "trunk_output",
  chain: ({ stem, trunk_output }) => [["stem", stem], ...trunk_output.entries()],
});
