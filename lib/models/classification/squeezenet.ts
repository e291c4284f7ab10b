/**
 * SqueezeNet 1.0 and 1.1, as torchvision has them (https://docs.pytorch.org/vision/stable/models/squeezenet.html):
 * with the same seed a fresh network has the same parameters.
 *
 * "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size", https://arxiv.org/abs/1602.07360.
 */

import { type Kinds, oneOf, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** Squeezes the channels with 1x1 convolutions and expands them with 1x1 and 3x3 ones, side by side. */
class Fire extends nn.Module {
  squeeze: nn.Conv2d;
  squeeze_activation: nn.ReLU;
  expand1x1: nn.Conv2d;
  expand1x1_activation: nn.ReLU;
  expand3x3: nn.Conv2d;
  expand3x3_activation: nn.ReLU;

  constructor(inplanes: number, squeezePlanes: number, expand1x1Planes: number, expand3x3Planes: number) {
    super();
    this.squeeze = new nn.Conv2d(inplanes, squeezePlanes, 1);
    this.squeeze_activation = new nn.ReLU({ inplace: true });
    this.expand1x1 = new nn.Conv2d(squeezePlanes, expand1x1Planes, 1);
    this.expand1x1_activation = new nn.ReLU({ inplace: true });
    this.expand3x3 = new nn.Conv2d(squeezePlanes, expand3x3Planes, 3, { padding: 1 });
    this.expand3x3_activation = new nn.ReLU({ inplace: true });
  }

  /** (N, inplanes, H, W) -> (N, expand1x1Planes + expand3x3Planes, H, W) */
  override forward(x: Tensor): Tensor {
    const squeezed = this.squeeze_activation.forward(this.squeeze.forward(x));
    const narrow = this.expand1x1_activation.forward(this.expand1x1.forward(squeezed));
    const wide = this.expand3x3_activation.forward(this.expand3x3.forward(squeezed));
    return torch.cat([narrow, wide], 1);
  }
}

/** The network's shape, apart from its version. */
export interface SqueezeNetConfig {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** Probability of dropping a feature before the last convolution; 0.5 by default. */
  dropout?: number;
}

const KINDS: Kinds<SqueezeNetConfig> = { numClasses: count, dropout: probability };
const NETWORK = signature<SqueezeNetConfig & { version?: "1_0" | "1_1" }>("models.SqueezeNet", {
  options: { ...KINDS, version: oneOf("1_0", "1_1") },
  positional: ["version"],
});
const TAKES = builderTakes<SqueezeNetOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface SqueezeNet {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 1: nn.Conv2d };
  set classifier(module: nn.TensorModule);
}

/**
 * A SqueezeNet: images (N, 3, H, W) of at least 21 x 21 (1.0) or 17 x 17 (1.1) -> logits (N, numClasses).
 *
 * The head is a 1x1 convolution: `model.classifier[1] = new nn.Conv2d(512, 4, 1)`. Its logits pass through a ReLU.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class SqueezeNet extends nn.Module {
  /** Throws ArgumentError for another version than "1_0", the default, and "1_1", and for sizes it cannot have. */
  constructor(...rest: Rest<SqueezeNetConfig & { version?: "1_0" | "1_1" }, [version: "1_0" | "1_1"]>) {
    super();
    const { version = "1_0", numClasses = 1000, dropout = 0.5 } = NETWORK.read(rest);
    this.features = new nn.Sequential(layersOf(version));
    const last = new nn.Conv2d(512, numClasses, 1);
    this.classifier = new nn.Sequential(
      new nn.Dropout({ p: dropout }),
      last,
      new nn.ReLU({ inplace: true }),
      new nn.AdaptiveAvgPool2d([1, 1]),
    );
    initialise(this, last);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    return through(x, this.features, this.classifier).flatten(1); // (N, numClasses, 1, 1) -> (N, numClasses)
  }
}

function layersOf(version: "1_0" | "1_1"): nn.TensorModule[] {
  const relu = (): nn.ReLU => new nn.ReLU({ inplace: true });
  const pool = (): nn.MaxPool2d => new nn.MaxPool2d(3, { stride: 2, ceilMode: true });
  if (version === "1_0") {
    return [
      new nn.Conv2d(3, 96, 7, { stride: 2 }),
      relu(),
      pool(),
      new Fire(96, 16, 64, 64),
      new Fire(128, 16, 64, 64),
      new Fire(128, 32, 128, 128),
      pool(),
      new Fire(256, 32, 128, 128),
      new Fire(256, 48, 192, 192),
      new Fire(384, 48, 192, 192),
      new Fire(384, 64, 256, 256),
      pool(),
      new Fire(512, 64, 256, 256),
    ];
  }
  return [
    new nn.Conv2d(3, 64, 3, { stride: 2 }),
    relu(),
    pool(),
    new Fire(64, 16, 64, 64),
    new Fire(128, 16, 64, 64),
    pool(),
    new Fire(128, 32, 128, 128),
    new Fire(256, 32, 128, 128),
    pool(),
    new Fire(256, 48, 192, 192),
    new Fire(384, 48, 192, 192),
    new Fire(384, 64, 256, 256),
    new Fire(512, 64, 256, 256),
  ];
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: SqueezeNet, last: nn.Conv2d): void {
  for (const module of model.modules()) {
    if (!(module instanceof nn.Conv2d)) continue;
    if (module === last) nn.init.normal_(module.weight, { mean: 0, std: 0.01 });
    else nn.init.kaimingUniform_(module.weight);
    if (module.bias !== null) nn.init.zeros_(module.bias);
  }
}

/**
 * Options of the named constructors. Pretrained ImageNet weights have 1000 classes: load them so and replace the
 * head, `model.classifier[1] = new nn.Conv2d(512, 4, 1)`.
 */
export interface SqueezeNetOptions extends PretrainedOptions, SqueezeNetConfig {}

/** SqueezeNet 1.0: 1.2 million parameters. See SqueezeNetOptions and PretrainedOptions for what it takes and throws. */
export function squeezenet1_0(...rest: Rest<SqueezeNetOptions>): Promise<SqueezeNet> {
  return build(TAKES, "squeezenet1_0", rest, (config) => new SqueezeNet("1_0", config));
}

/** SqueezeNet 1.1: as accurate as 1.0 with 2.4 times less computation; 1.2 million parameters. See squeezenet1_0. */
export function squeezenet1_1(...rest: Rest<SqueezeNetOptions>): Promise<SqueezeNet> {
  return build(TAKES, "squeezenet1_1", rest, (config) => new SqueezeNet("1_1", config));
}

/** The family for the registry, and what others have to know of it. */
export const squeezenetFamily = family(SqueezeNet, {
  builders: { squeezenet1_0, squeezenet1_1 },
  task: "classification",
  heads: "classifier.1",
  firstConv: "features.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
});
