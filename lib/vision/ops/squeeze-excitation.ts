/** Squeeze and excitation: Hu et al. 2017, https://arxiv.org/abs/1709.01507, as `torchvision.ops.SqueezeExcitation`. */

import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";

/** Options of `SqueezeExcitation`: the activations of figure 1's two layers. */
export interface SqueezeExcitationOptions {
  /** nn.ReLU if not given. */
  activation?: () => nn.TensorModule;
  /** nn.Sigmoid if not given. */
  scaleActivation?: () => nn.TensorModule;
}

/** Scales each channel by a factor computed from the means of all channels: (N, C, H, W) -> (N, C, H, W). */
export class SqueezeExcitation extends nn.Module {
  avgpool: nn.AdaptiveAvgPool2d;
  fc1: nn.Conv2d;
  fc2: nn.Conv2d;
  activation: nn.TensorModule;
  scale_activation: nn.TensorModule;

  /** `squeezeChannels` is the width between the two layers. */
  constructor(inputChannels: number, squeezeChannels: number, options: SqueezeExcitationOptions = {}) {
    super();
    const { activation = () => new nn.ReLU(), scaleActivation = () => new nn.Sigmoid() } = options;
    this.avgpool = new nn.AdaptiveAvgPool2d(1);
    this.fc1 = new nn.Conv2d(inputChannels, squeezeChannels, 1);
    this.fc2 = new nn.Conv2d(squeezeChannels, inputChannels, 1);
    this.activation = activation();
    this.scale_activation = scaleActivation();
  }

  override forward(input: Tensor): Tensor {
    const squeezed = this.activation.forward(this.fc1.forward(this.avgpool.forward(input))); // (N, squeeze, 1, 1)
    return this.scale_activation.forward(this.fc2.forward(squeezed)).mul(input); // (N, C, 1, 1) * (N, C, H, W)
  }
}
