/**
 * VGG with 11, 13, 16 and 19 layers, with and without batch normalisation, as torchvision has it
 * (https://docs.pytorch.org/vision/stable/models/vgg.html): with the same seed a fresh network has the same parameters.
 *
 * "Very Deep Convolutional Networks for Large-Scale Image Recognition", https://arxiv.org/abs/1409.1556.
 */

import { boolean, type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, layerKind, probability } from "../option-kinds.ts";
import { pooledStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** The network's shape, apart from its features. */
export interface VGGConfig {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /**
   * Whether the layers get the family's own initialisation: true by default. With false they keep each layer's
   * default, which is quicker where all values are loaded afterwards.
   */
  initWeights?: boolean;
  /** Probability of dropping a feature after each of the first two linear layers; 0.5 by default. */
  dropout?: number;
}

const KINDS: Kinds<VGGConfig> = { numClasses: count, initWeights: boolean, dropout: probability };
const NETWORK = signature<VGGConfig>("models.VGG", { takes: { features: layerKind }, options: KINDS });
const TAKES = builderTakes<VGGOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface VGG {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 0: nn.Linear; 3: nn.Linear; 6: nn.Linear };
  set classifier(module: nn.TensorModule);
}

/**
 * A VGG network: images (N, 3, H, W) of at least 32 x 32 -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.classifier[6] = new nn.Linear(model.classifier[6].in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class VGG extends nn.Module {
  /** `features` maps images to 512 channels. Throws ArgumentError for sizes it cannot have. */
  constructor(features: nn.Sequential, ...rest: Rest<VGGConfig>) {
    super();
    const { numClasses = 1000, initWeights = true, dropout = 0.5 } = NETWORK.read(rest);
    NETWORK.check(features);
    this.features = features;
    this.avgpool = new nn.AdaptiveAvgPool2d([7, 7]);
    this.classifier = new nn.Sequential(
      new nn.Linear(512 * 7 * 7, 4096),
      new nn.ReLU({ inplace: true }),
      new nn.Dropout({ p: dropout }),
      new nn.Linear(4096, 4096),
      new nn.ReLU({ inplace: true }),
      new nn.Dropout({ p: dropout }),
      new nn.Linear(4096, numClasses),
    );
    if (initWeights) initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const pooled = through(x, this.features, this.avgpool);
    return this.classifier.forward(pooled.flatten(1)); // (N, 512, 7, 7) -> (N, 25088)
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: VGG): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) {
      nn.init.kaimingNormal_(module.weight, { mode: "fanOut", nonlinearity: "relu" });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.BatchNorm2d) {
      module.resetParameters();
    } else if (module instanceof nn.Linear) {
      nn.init.normal_(module.weight, { mean: 0, std: 0.01 });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    }
  }
}

/** Convolutions by their output channels, and max poolings ("M"), in the paper's letters. */
const CONFIGURATIONS = {
  A: [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
  B: [64, 64, "M", 128, 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
  D: [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"],
  E: [64, 64, "M", 128, 128, "M", 256, 256, 256, 256, "M", 512, 512, 512, 512, "M", 512, 512, 512, 512, "M"],
} as const;

function makeFeatures(configuration: keyof typeof CONFIGURATIONS, batchNorm: boolean): nn.Sequential {
  const layers: nn.TensorModule[] = [];
  let channels = 3;
  for (const layer of CONFIGURATIONS[configuration]) {
    if (layer === "M") {
      layers.push(new nn.MaxPool2d(2, { stride: 2 }));
      continue;
    }
    layers.push(new nn.Conv2d(channels, layer, 3, { padding: 1 }));
    if (batchNorm) layers.push(new nn.BatchNorm2d(layer));
    layers.push(new nn.ReLU({ inplace: true }));
    channels = layer;
  }
  return new nn.Sequential(layers);
}

/**
 * Options of the named constructors. Pretrained ImageNet weights have 1000 classes: load them so and replace the
 * head, `model.classifier[6] = new nn.Linear(model.classifier[6].in_features, 4)`.
 */
export interface VGGOptions extends PretrainedOptions, VGGConfig {}

function make(
  builder: string,
  configuration: keyof typeof CONFIGURATIONS,
  batchNorm: boolean,
  rest: Rest<VGGOptions>,
): Promise<VGG> {
  return build(TAKES, builder, rest, (config, source) => {
    // Values that are about to be overwritten need no drawing of 120 million random numbers.
    const initWeights = config.initWeights ?? !(source?.isWhole ?? false);
    return new VGG(makeFeatures(configuration, batchNorm), { ...config, initWeights });
  });
}

/**
 * VGG-11: 132.9 million parameters. See VGGOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.vgg11({ weights: "DEFAULT" });
 *     model.classifier[6] = new nn.Linear(model.classifier[6].in_features, 2);
 */
export function vgg11(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg11", "A", false, rest);
}

/** VGG-11 with batch normalisation: 132.9 million parameters. See vgg11. */
export function vgg11_bn(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg11_bn", "A", true, rest);
}

/** VGG-13: 133.0 million parameters. See vgg11. */
export function vgg13(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg13", "B", false, rest);
}

/** VGG-13 with batch normalisation: 133.1 million parameters. See vgg11. */
export function vgg13_bn(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg13_bn", "B", true, rest);
}

/**
 * VGG-16: 138.4 million parameters. See vgg11. The weights `IMAGENET1K_FEATURES` have values in `features` only, for
 * detection networks; `classifier` is NaN with them.
 */
export function vgg16(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg16", "D", false, rest);
}

/** VGG-16 with batch normalisation: 138.4 million parameters. See vgg11. */
export function vgg16_bn(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg16_bn", "D", true, rest);
}

/** VGG-19: 143.7 million parameters. See vgg11. */
export function vgg19(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg19", "E", false, rest);
}

/** VGG-19 with batch normalisation: 143.7 million parameters. See vgg11. */
export function vgg19_bn(...rest: Rest<VGGOptions>): Promise<VGG> {
  return make("vgg19_bn", "E", true, rest);
}

/** The family for the registry, and what others have to know of it. */
export const vggFamily = family(VGG, {
  builders: {
    vgg11,
    vgg11_bn,
    vgg13,
    vgg13_bn,
    vgg16,
    vgg16_bn,
    vgg19,
    vgg19_bn,
  },
  task: "classification",
  heads: "classifier.6",
  firstConv: "features.0",
  stages: (network) => [...pooledStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
  chain: "features",
});
