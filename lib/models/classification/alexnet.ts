/**
 * AlexNet, as torchvision has it (https://docs.pytorch.org/vision/stable/models/alexnet.html): with the same seed a
 * fresh network has the same parameters.
 *
 * "One weird trick for parallelizing convolutional neural networks", https://arxiv.org/abs/1404.5997.
 */

import { type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** The network's shape. */
export interface AlexNetConfig {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** Probability of dropping a feature before each of the first two linear layers; 0.5 by default. */
  dropout?: number;
}

const KINDS: Kinds<AlexNetConfig> = { numClasses: count, dropout: probability };
const NETWORK = signature<AlexNetConfig>("models.AlexNet", { options: KINDS });
const TAKES = builderTakes<AlexNetOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface AlexNet {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 1: nn.Linear; 4: nn.Linear; 6: nn.Linear };
  set classifier(module: nn.TensorModule);
}

/**
 * AlexNet: images (N, 3, H, W) of at least 63 x 63 -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.classifier[6] = new nn.Linear(model.classifier[6].in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class AlexNet extends nn.Module {
  /** Throws ArgumentError for sizes it cannot have. */
  constructor(...rest: Rest<AlexNetConfig>) {
    super();
    const { numClasses = 1000, dropout = 0.5 } = NETWORK.read(rest);
    this.features = new nn.Sequential(
      new nn.Conv2d(3, 64, 11, { stride: 4, padding: 2 }),
      new nn.ReLU({ inplace: true }),
      new nn.MaxPool2d(3, { stride: 2 }),
      new nn.Conv2d(64, 192, 5, { padding: 2 }),
      new nn.ReLU({ inplace: true }),
      new nn.MaxPool2d(3, { stride: 2 }),
      new nn.Conv2d(192, 384, 3, { padding: 1 }),
      new nn.ReLU({ inplace: true }),
      new nn.Conv2d(384, 256, 3, { padding: 1 }),
      new nn.ReLU({ inplace: true }),
      new nn.Conv2d(256, 256, 3, { padding: 1 }),
      new nn.ReLU({ inplace: true }),
      new nn.MaxPool2d(3, { stride: 2 }),
    );
    this.avgpool = new nn.AdaptiveAvgPool2d([6, 6]);
    this.classifier = new nn.Sequential(
      new nn.Dropout({ p: dropout }),
      new nn.Linear(256 * 6 * 6, 4096),
      new nn.ReLU({ inplace: true }),
      new nn.Dropout({ p: dropout }),
      new nn.Linear(4096, 4096),
      new nn.ReLU({ inplace: true }),
      new nn.Linear(4096, numClasses),
    );
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const pooled = through(x, this.features, this.avgpool);
    return this.classifier.forward(pooled.flatten(1)); // (N, 256, 6, 6) -> (N, 9216)
  }
}

/**
 * Options of `alexnet`. Pretrained ImageNet weights have 1000 classes: load them so and replace the head,
 * `model.classifier[6] = new nn.Linear(model.classifier[6].in_features, 4)`.
 */
export interface AlexNetOptions extends PretrainedOptions, AlexNetConfig {}

/** AlexNet: 61.1 million parameters. See AlexNetOptions and PretrainedOptions for what it takes and throws. */
export function alexnet(...rest: Rest<AlexNetOptions>): Promise<AlexNet> {
  return build(TAKES, "alexnet", rest, (config) => new AlexNet(config));
}

/** The family for the registry, and what others have to know of it. */
export const alexnetFamily = family(AlexNet, {
  builders: { alexnet },
  task: "classification",
  heads: "classifier.6",
  firstConv: "features.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
});
