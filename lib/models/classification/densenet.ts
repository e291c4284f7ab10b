/**
 * DenseNet-121, 161, 169 and 201, as torchvision has them
 * (https://docs.pytorch.org/vision/stable/models/densenet.html): with the same seed a fresh network has the same
 * parameters.
 *
 * "Densely Connected Convolutional Networks", https://arxiv.org/abs/1608.06993.
 */

import { boolean, type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { LoadArguments } from "../../nn/state-dict.ts";
import { checkpoint, type Tensor, torch } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, counts, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { renameKeys } from "../weights/migrations.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** What all layers of a network have in common. */
interface LayerOptions {
  growthRate: number;
  bnSize: number;
  dropRate: number;
  memoryEfficient: boolean;
}

/** Computes `growthRate` new channels from all channels before it. */
export class DenseLayer extends nn.Module {
  norm1: nn.BatchNorm2d;
  relu1: nn.ReLU;
  conv1: nn.Conv2d;
  norm2: nn.BatchNorm2d;
  relu2: nn.ReLU;
  conv2: nn.Conv2d;
  drop_rate: number;
  memory_efficient: boolean;

  constructor(channels: number, { growthRate, bnSize, dropRate, memoryEfficient }: LayerOptions) {
    super();
    this.norm1 = new nn.BatchNorm2d(channels);
    this.relu1 = new nn.ReLU({ inplace: true });
    this.conv1 = new nn.Conv2d(channels, bnSize * growthRate, 1, { bias: false });
    this.norm2 = new nn.BatchNorm2d(bnSize * growthRate);
    this.relu2 = new nn.ReLU({ inplace: true });
    this.conv2 = new nn.Conv2d(bnSize * growthRate, growthRate, 3, { padding: 1, bias: false });
    this.drop_rate = dropRate;
    this.memory_efficient = memoryEfficient;
  }

  /** Features of the same (N, *, H, W), side by side `channels` in all -> (N, growthRate, H, W). */
  override forward(features: readonly Tensor[]): Tensor {
    const recompute = this.memory_efficient && features.some((one) => one.requiresGrad);
    const narrow = recompute
      ? checkpoint((...held: Tensor[]) => bottleneck(this, held), features)
      : bottleneck(this, features);
    const made = through(narrow, this.norm2, this.relu2, this.conv2);
    return this.drop_rate > 0 ? torch.dropout(made, this.drop_rate, this.training) : made;
  }
}

function bottleneck({ norm1, relu1, conv1 }: DenseLayer, features: readonly Tensor[]): Tensor {
  return through(torch.cat([...features], 1), norm1, relu1, conv1);
}

/** Layers that each see the block's input and all layers before: (N, C, H, W) -> (N, C + layers growthRate, H, W). */
class DenseBlock extends nn.Module {
  constructor(layers: number, channels: number, options: LayerOptions) {
    super();
    for (let i = 0; i < layers; i++) {
      this.addModule(`denselayer${i + 1}`, new DenseLayer(channels + i * options.growthRate, options));
    }
  }

  override forward(x: Tensor): Tensor {
    const features = [x];
    // Only the constructor adds children, and it adds layers.
    for (const layer of this.children() as Iterable<DenseLayer>) features.push(layer.forward(features));
    return torch.cat(features, 1);
  }
}

/** Between two blocks, halves height, width and channels. */
class Transition extends nn.Sequential {
  constructor(channels: number, outChannels: number) {
    super({
      norm: new nn.BatchNorm2d(channels),
      relu: new nn.ReLU({ inplace: true }),
      conv: new nn.Conv2d(channels, outChannels, 1, { bias: false }),
      pool: new nn.AvgPool2d(2, { stride: 2 }),
    });
  }
}

/** The network's shape. */
export interface DenseNetConfig {
  /** Channels each layer adds, the paper's k; 32 by default. */
  growthRate?: number;
  /** Layers of each block; DenseNet-121's by default. */
  blockConfig?: readonly number[];
  /** Channels after the first convolution; 64 by default. */
  numInitFeatures?: number;
  /** Width of a layer's bottleneck in multiples of `growthRate`; 4 by default. */
  bnSize?: number;
  /** Probability of dropping a new feature; 0 by default. */
  dropRate?: number;
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /**
   * Whether the backward pass computes the layers' bottlenecks again instead of keeping them: much less memory, more
   * time, and batch normalisation sees each training batch twice, as in torchvision. False by default.
   */
  memoryEfficient?: boolean;
}

const SHARED: Kinds<Pick<DenseNetConfig, "bnSize" | "dropRate" | "numClasses" | "memoryEfficient">> = {
  bnSize: count,
  dropRate: probability,
  numClasses: count,
  memoryEfficient: boolean,
};
const NETWORK = signature<DenseNetConfig>("models.DenseNet", {
  options: { ...SHARED, growthRate: count, blockConfig: counts, numInitFeatures: count },
});
const TAKES = builderTakes<DenseNetOptions>(SHARED);

/** What may be replaced, and what it is until then; see ResNet. */
export interface DenseNet {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get classifier(): nn.Linear;
  set classifier(module: nn.TensorModule);
}

/** Keys of files written before PyTorch 0.4.1, which allowed a point in a module's name: `norm.1` for `norm1`. */
const OLD_KEY = /^(.*denselayer\d+\.(?:norm|relu|conv))\.([12]\.(?:weight|bias|running_mean|running_var))$/;

/**
 * A DenseNet: images (N, 3, H, W) of at least 29 x 29 -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.classifier = new nn.Linear(model.classifier.in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class DenseNet extends nn.Module {
  /** Throws ArgumentError for sizes it cannot have. */
  constructor(...rest: Rest<DenseNetConfig>) {
    super();
    const config = NETWORK.read(rest);
    const { growthRate = 32, blockConfig = [6, 12, 24, 16], numInitFeatures = 64, bnSize = 4 } = config;
    const { dropRate = 0, numClasses = 1000, memoryEfficient = false } = config;
    const layer = { growthRate, bnSize, dropRate, memoryEfficient };
    const features: Record<string, nn.TensorModule> = {
      conv0: new nn.Conv2d(3, numInitFeatures, 7, { stride: 2, padding: 3, bias: false }),
      norm0: new nn.BatchNorm2d(numInitFeatures),
      relu0: new nn.ReLU({ inplace: true }),
      pool0: new nn.MaxPool2d(3, { stride: 2, padding: 1 }),
    };
    let channels = numInitFeatures;
    for (const [i, layers] of blockConfig.entries()) {
      features[`denseblock${i + 1}`] = new DenseBlock(layers, channels, layer);
      channels += layers * growthRate;
      if (i === blockConfig.length - 1) break;
      features[`transition${i + 1}`] = new Transition(channels, Math.floor(channels / 2));
      channels = Math.floor(channels / 2);
    }
    features.norm5 = new nn.BatchNorm2d(channels);
    this.features = new nn.Sequential(features);
    this.classifier = new nn.Linear(channels, numClasses);
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  /** As Module's; also takes the key names of old files, the published ones among them. */
  override loadStateDict(dict: nn.StateDictInput, ...rest: LoadArguments): nn.LoadReport {
    return super.loadStateDict(
      renameKeys(dict, (key) => key.replace(OLD_KEY, "$1$2")),
      ...rest,
    );
  }

  override forward(x: Tensor): Tensor {
    const features = torch.relu_(this.features.forward(x));
    const pooled = torch.adaptiveAvgPool2d(features, [1, 1]);
    return this.classifier.forward(pooled.flatten(1)); // (N, C, 1, 1) -> (N, C)
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: DenseNet): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) nn.init.kaimingNormal_(module.weight);
    else if (module instanceof nn.BatchNorm2d) module.resetParameters();
    else if (module instanceof nn.Linear && module.bias !== null) nn.init.zeros_(module.bias);
  }
}

/**
 * Options of the named constructors. Pretrained ImageNet weights have 1000 classes: load them so and replace the
 * head, `model.classifier = new nn.Linear(model.classifier.in_features, 4)`.
 */
export interface DenseNetOptions
  extends PretrainedOptions,
    Pick<DenseNetConfig, "bnSize" | "dropRate" | "numClasses" | "memoryEfficient"> {}

function make(
  builder: string,
  shape: Pick<DenseNetConfig, "growthRate" | "blockConfig" | "numInitFeatures">,
  rest: Rest<DenseNetOptions>,
): Promise<DenseNet> {
  return build(TAKES, builder, rest, (config) => new DenseNet({ ...config, ...shape }));
}

/**
 * DenseNet-121: 8.0 million parameters. See DenseNetOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.densenet121({ weights: "DEFAULT" });
 *     model.classifier = new nn.Linear(model.classifier.in_features, 2);
 */
export function densenet121(...rest: Rest<DenseNetOptions>): Promise<DenseNet> {
  return make("densenet121", { growthRate: 32, blockConfig: [6, 12, 24, 16], numInitFeatures: 64 }, rest);
}

/** DenseNet-161: 28.7 million parameters. See densenet121. */
export function densenet161(...rest: Rest<DenseNetOptions>): Promise<DenseNet> {
  return make("densenet161", { growthRate: 48, blockConfig: [6, 12, 36, 24], numInitFeatures: 96 }, rest);
}

/** DenseNet-169: 14.1 million parameters. See densenet121. */
export function densenet169(...rest: Rest<DenseNetOptions>): Promise<DenseNet> {
  return make("densenet169", { growthRate: 32, blockConfig: [6, 12, 32, 32], numInitFeatures: 64 }, rest);
}

/** DenseNet-201: 20.0 million parameters. See densenet121. */
export function densenet201(...rest: Rest<DenseNetOptions>): Promise<DenseNet> {
  return make("densenet201", { growthRate: 32, blockConfig: [6, 12, 48, 32], numInitFeatures: 64 }, rest);
}

/** The family for the registry, and what others have to know of it. */
export const densenetFamily = family(DenseNet, {
  builders: { densenet121, densenet161, densenet169, densenet201 },
  task: "classification",
  heads: "classifier",
  firstConv: "features.conv0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
  chain: "features",
});
