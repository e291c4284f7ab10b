/**
 * LeNet-5 with rectifiers and maximum pooling, as PyTorch's tutorials have it
 * (https://docs.pytorch.org/tutorials/beginner/blitz/cifar10_tutorial.html).
 *
 * "Gradient-based learning applied to document recognition", https://doi.org/10.1109/5.726791.
 */

import { type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** The network's shape. */
export interface LeNetConfig {
  /** Outputs; 10 by default. */
  numClasses?: number;
}

const KINDS: Kinds<LeNetConfig> = { numClasses: count };
const NETWORK = signature<LeNetConfig>("models.LeNet", { options: KINDS });
const TAKES = builderTakes<LeNetOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface LeNet {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 0: nn.Linear; 2: nn.Linear; 4: nn.Linear };
  set classifier(module: nn.TensorModule);
}

/** LeNet-5: images (N, 3, 32, 32) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class LeNet extends nn.Module {
  /** Throws ArgumentError for sizes it cannot have. */
  constructor(...rest: Rest<LeNetConfig>) {
    super();
    const { numClasses = 10 } = NETWORK.read(rest);
    this.features = new nn.Sequential(
      new nn.Conv2d(3, 6, 5),
      new nn.ReLU({ inplace: true }),
      new nn.MaxPool2d(2),
      new nn.Conv2d(6, 16, 5),
      new nn.ReLU({ inplace: true }),
      new nn.MaxPool2d(2),
    );
    this.classifier = new nn.Sequential(
      new nn.Linear(16 * 5 * 5, 120),
      new nn.ReLU({ inplace: true }),
      new nn.Linear(120, 84),
      new nn.ReLU({ inplace: true }),
      new nn.Linear(84, numClasses),
    );
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    return this.classifier.forward(through(x, this.features).flatten(1)); // (N, 16, 5, 5) -> (N, 400)
  }
}

/** Options of `lenet`. */
export interface LeNetOptions extends PretrainedOptions, LeNetConfig {}

/** LeNet-5: 62 thousand parameters. See LeNetOptions and PretrainedOptions for what it takes and throws. */
export function lenet(...rest: Rest<LeNetOptions>): Promise<LeNet> {
  return build(TAKES, "lenet", rest, (config) => new LeNet(config));
}

/** The family for the registry, and what others have to know of it. */
export const lenetFamily = family(LeNet, {
  builders: { lenet },
  task: "classification",
  heads: "classifier.4",
  firstConv: "features.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["classifier"] }],
  gradCam: "features",
});
