/** What GoogLeNet and Inception v3 share: the convolution block, the recentred input, the initialisation. */

import * as nn from "../../nn/index.ts";
import { scope, type Tensor, torch } from "../../tensor/index.ts";
import { IMAGENET_MEAN, IMAGENET_STD } from "../../vision/transforms/index.ts";
import { through } from "../through.ts";

/** Convolution without bias, batch normalisation with eps 1e-3, ReLU. */
export class BasicConv2d extends nn.Module {
  conv: nn.Conv2d;
  bn: nn.BatchNorm2d;

  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: nn.Size2,
    options: { stride?: nn.Size2; padding?: nn.Size2 } = {},
  ) {
    super();
    this.conv = new nn.Conv2d(inChannels, outChannels, kernelSize, { ...options, bias: false });
    this.bn = new nn.BatchNorm2d(outChannels, { eps: 0.001 });
  }

  override forward(x: Tensor): Tensor {
    return torch.relu_(through(x, this.conv, this.bn));
  }
}

/** Convolutions after each other, on one input; the results are side by side along the channels. */
export function branches(x: Tensor, ...chains: readonly (readonly nn.TensorModule[])[]): Tensor {
  return torch.cat(
    chains.map((chain) => through(x, ...chain)),
    1,
  );
}

/** From the normalisation with ImageNet's means to the one with 0.5, which the published weights were trained with. */
export function recentre(x: Tensor): Tensor {
  return scope(() => {
    const channels = [0, 1, 2].map((c) => {
      const [mean, std] = [IMAGENET_MEAN[c] as number, IMAGENET_STD[c] as number]; // three of each
      return x
        .slice(1, c, c + 1)
        .mul(std / 0.5)
        .add((mean - 0.5) / 0.5);
    });
    return torch.cat(channels, 1);
  });
}

/**
 * torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. `std` gives
 * the spread of a layer's weights.
 */
export function initialise(model: nn.Module, std: (module: nn.Conv2d | nn.Linear) => number): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d || module instanceof nn.Linear) {
      nn.init.truncNormal_(module.weight, { mean: 0, std: std(module), a: -2, b: 2 });
    } else if (module instanceof nn.BatchNorm2d) {
      module.resetParameters();
    }
  }
}
