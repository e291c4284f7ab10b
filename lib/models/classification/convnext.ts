/**
 * ConvNeXt, read top-down: stages, block, network, private builder, named constructors.
 *
 * The networks, their initialisation and their state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/convnext.html): with the same seed a fresh network has the same
 * parameters. Finding and loading weights is weights.ts's work.
 *
 * "A ConvNet for the 2020s", https://arxiv.org/abs/2201.03545.
 */

import { type Kinds, nullable, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { full, type Tensor } from "../../tensor/index.ts";
import {
  Conv2dNormActivation,
  LayerNorm2d,
  type NormLayer,
  Permute,
  StochasticDepth,
} from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, listOfObjects, normLayerKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** One stage of the network. */
export interface CNBlockConfig {
  /** Channels of the stage's blocks. */
  readonly inputChannels: number;
  /** Channels after the downsampling that follows the stage; null where none follows. */
  readonly outChannels: number | null;
  /** Number of blocks. */
  readonly numLayers: number;
}

/** The stage's signature: each of a network's is checked by it. */
const STAGE = signature<CNBlockConfig>("models.ConvNeXt: a stage", {
  options: { inputChannels: count, outChannels: nullable(count), numLayers: count },
  required: ["inputChannels", "outChannels", "numLayers"],
});

const layerNorm2d: NormLayer = (channels) => new LayerNorm2d(channels, { eps: 1e-6 });

/** Options of `CNBlock`. */
export interface CNBlockOptions {
  /** What the learned scale of the branch starts at. */
  layerScale: number;
  /** Probability of dropping the branch in training. */
  stochasticDepthProb: number;
  /** Normalises (N, H, W, C) over its last dimension; nn.LayerNorm by default. */
  normLayer?: NormLayer;
}

const BLOCK = signature<CNBlockOptions>("models.CNBlock", {
  takes: { dim: count },
  options: { layerScale: number, stochasticDepthProb: probability, normLayer: normLayerKind },
  required: ["layerScale", "stochasticDepthProb"],
});

/** 7x7 depthwise convolution and two linear maps over channels, with a shortcut: (N, C, H, W) -> (N, C, H, W). */
export class CNBlock extends nn.Module {
  /** (C, 1, 1) */
  layer_scale: nn.Parameter;
  block: nn.Sequential;
  stochastic_depth: StochasticDepth;

  constructor(dim: number, ...rest: Rest<CNBlockOptions>) {
    super();
    const options = BLOCK.read(rest);
    BLOCK.check(dim);
    const { layerScale, stochasticDepthProb } = options;
    const { normLayer = (channels: number) => new nn.LayerNorm(channels, { eps: 1e-6 }) } = options;
    this.block = new nn.Sequential(
      new nn.Conv2d(dim, dim, 7, { padding: 3, groups: dim }),
      new Permute([0, 2, 3, 1]), // (N, C, H, W) -> (N, H, W, C)
      normLayer(dim),
      new nn.Linear(dim, 4 * dim),
      new nn.GELU(),
      new nn.Linear(4 * dim, dim),
      new Permute([0, 3, 1, 2]), // (N, H, W, C) -> (N, C, H, W)
    );
    this.layer_scale = new nn.Parameter(full([dim, 1, 1], layerScale));
    this.stochastic_depth = new StochasticDepth(stochasticDepthProb, "row");
  }

  override forward(x: Tensor): Tensor {
    const scaled = this.layer_scale.mul(this.block.forward(x));
    return this.stochastic_depth.forward(scaled).add_(x);
  }
}

/** The network's shape, apart from its stages. */
export interface ConvNeXtConfig {
  /** Probability of dropping the last block's branch; it grows linearly with depth. 0 by default. */
  stochasticDepthProb?: number;
  /** What the learned scales of the branches start at; 1e-6 by default. */
  layerScale?: number;
  /** Outputs of the classifier; 1000 by default. */
  numClasses?: number;
  /** Normalises (N, C, H, W) over the channels; LayerNorm2d by default. */
  normLayer?: NormLayer;
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface ConvNeXt {
  /** The first convolution, then stages and downsamplings in turn. */
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  /** Normalisation, flattening and linear map: `model.classifier.set(2, new nn.Linear(768, 4))` is a new head. */
  get classifier(): nn.Sequential;
  set classifier(module: nn.TensorModule);
}

const KINDS: Kinds<ConvNeXtConfig> = {
  stochasticDepthProb: probability,
  layerScale: number,
  numClasses: count,
  normLayer: normLayerKind,
};
const NETWORK = signature<ConvNeXtConfig>("models.ConvNeXt", {
  takes: { setting: listOfObjects("stages") },
  options: KINDS,
});
const TAKES = builderTakes<ConvNeXtOptions>(KINDS);

/** ConvNeXt: images (N, 3, H, W) of at least 32 x 32 -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class ConvNeXt extends nn.Module {
  /** `setting` lists the stages. Throws ArgumentError if there are none, or for sizes the network cannot have. */
  constructor(setting: readonly CNBlockConfig[], ...rest: Rest<ConvNeXtConfig>) {
    super();
    const config = NETWORK.read(rest);
    NETWORK.check(setting);
    for (const stage of setting) STAGE.named(stage);
    const { stochasticDepthProb = 0, layerScale = 1e-6, numClasses = 1000, normLayer = layerNorm2d } = config;
    const [first, last] = [setting[0], setting.at(-1)];
    if (first === undefined || last === undefined) {
      throw new ArgumentError("ConvNeXt: expected at least one stage, got none");
    }
    const layers: nn.TensorModule[] = [
      new Conv2dNormActivation(3, first.inputChannels, {
        kernelSize: 4,
        stride: 4,
        padding: 0,
        normLayer,
        activationLayer: null,
        bias: true,
      }),
    ];
    const blocks = setting.reduce((sum, stage) => sum + stage.numLayers, 0);
    let block = 0;
    for (const { inputChannels, outChannels, numLayers } of setting) {
      const stage: nn.TensorModule[] = [];
      for (let i = 0; i < numLayers; i++) {
        // A network of one block drops nothing, where torchvision divides by zero.
        const probability = blocks === 1 ? 0 : (stochasticDepthProb * block) / (blocks - 1);
        stage.push(new CNBlock(inputChannels, { layerScale, stochasticDepthProb: probability }));
        block++;
      }
      layers.push(new nn.Sequential(...stage));
      if (outChannels === null) continue;
      const downsampling = new nn.Conv2d(inputChannels, outChannels, 2, { stride: 2 });
      layers.push(new nn.Sequential(normLayer(inputChannels), downsampling));
    }
    const features = last.outChannels ?? last.inputChannels;
    this.features = new nn.Sequential(...layers);
    this.avgpool = new nn.AdaptiveAvgPool2d(1);
    this.classifier = new nn.Sequential(
      normLayer(features),
      new nn.Flatten({ startDim: 1 }),
      new nn.Linear(features, numClasses),
    );
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    return through(x, this.features, this.avgpool, this.classifier);
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: ConvNeXt): void {
  for (const module of model.modules()) {
    if (!(module instanceof nn.Conv2d || module instanceof nn.Linear)) continue;
    nn.init.truncNormal_(module.weight, { std: 0.02 });
    if (module.bias) nn.init.zeros_(module.bias);
  }
}

/** Options of the named constructors. */
export interface ConvNeXtOptions extends PretrainedOptions {
  /**
   * Outputs of the classifier; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the
   * head, `model.classifier.set(2, new nn.Linear(768, 4))`.
   */
  numClasses?: number;
  /** 0.1 for tiny, 0.4 for small, 0.5 for base and large by default. */
  stochasticDepthProb?: number;
  layerScale?: number;
  normLayer?: NormLayer;
}

type Four = readonly [number, number, number, number];

function make(
  builder: string,
  widths: Four,
  depths: Four,
  dropped: number,
  rest: Rest<ConvNeXtOptions>,
): Promise<ConvNeXt> {
  const setting = widths.map((inputChannels, i) => ({
    inputChannels,
    outChannels: widths[i + 1] ?? null,
    numLayers: depths[i] as number, // both have four
  }));
  return build(TAKES, builder, rest, ({ stochasticDepthProb = dropped, ...config }) => {
    return new ConvNeXt(setting, { ...config, stochasticDepthProb });
  });
}

/**
 * ConvNeXt-Tiny: 28.6 million parameters. See ConvNeXtOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.convnext_tiny({ weights: "DEFAULT" });
 *     model.classifier.set(2, new nn.Linear(768, 2));
 */
export function convnext_tiny(...rest: Rest<ConvNeXtOptions>): Promise<ConvNeXt> {
  return make("convnext_tiny", [96, 192, 384, 768], [3, 3, 9, 3], 0.1, rest);
}

/** ConvNeXt-Small: 50.2 million parameters. See convnext_tiny. */
export function convnext_small(...rest: Rest<ConvNeXtOptions>): Promise<ConvNeXt> {
  return make("convnext_small", [96, 192, 384, 768], [3, 3, 27, 3], 0.4, rest);
}

/** ConvNeXt-Base: 88.6 million parameters. See convnext_tiny. */
export function convnext_base(...rest: Rest<ConvNeXtOptions>): Promise<ConvNeXt> {
  return make("convnext_base", [128, 256, 512, 1024], [3, 3, 27, 3], 0.5, rest);
}

/** ConvNeXt-Large: 197.8 million parameters. See convnext_tiny. */
export function convnext_large(...rest: Rest<ConvNeXtOptions>): Promise<ConvNeXt> {
  return make("convnext_large", [192, 384, 768, 1536], [3, 3, 27, 3], 0.5, rest);
}

/** The family for the registry, and what others have to know of it. */
export const convnextFamily = family(ConvNeXt, {
  builders: { convnext_tiny, convnext_small, convnext_base, convnext_large },
  task: "classification",
  heads: "classifier.2",
  firstConv: "features.0.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
  chain: "features",
});
