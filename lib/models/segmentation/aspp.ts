/**
 * Atrous spatial pyramid pooling, the part that DeepLabV3 and DeepLabV3+ share: dilated convolutions side by side and
 * the mean of the image. "Rethinking Atrous Convolution for Semantic Image Segmentation",
 * https://arxiv.org/abs/1706.05587.
 */

import { type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { cat, scope, type Tensor } from "../../tensor/index.ts";
import { count, counts } from "../option-kinds.ts";
import { convNormRelu, resizeTo } from "./base.ts";

/** The mean of the image through a convolution, at every pixel: (N, C, H, W) -> (N, outputs, H, W). */
class ASPPPooling extends nn.Sequential {
  constructor(channels: number, outputs: number) {
    super(new nn.AdaptiveAvgPool2d(1), ...convNormRelu(channels, outputs, 1));
  }

  override forward(x: Tensor): Tensor {
    return resizeTo(super.forward(x), x);
  }
}

const TAKES = signature<{ outputs?: number }>("models.ASPP", {
  takes: { channels: count, atrousRates: counts },
  options: { outputs: count },
  positional: ["outputs"],
});

/** (N, channels, H, W) -> (N, outputs, H, W), with a branch for each dilation. */
export class ASPP extends nn.Module {
  convs: nn.ModuleList<nn.TensorModule>;
  project: nn.Sequential;

  /** `outputs` are 256 by default. */
  constructor(
    channels: number,
    atrousRates: readonly number[],
    ...rest: Rest<{ outputs?: number }, [outputs: number]>
  ) {
    super();
    const { outputs = 256 } = TAKES.read(rest);
    TAKES.check(channels, atrousRates);
    // In this order, so that the random numbers of a seed are torchvision's.
    this.convs = new nn.ModuleList<nn.TensorModule>([
      new nn.Sequential(...convNormRelu(channels, outputs, 1)),
      ...atrousRates.map((rate) => {
        const options = { padding: rate, dilation: rate };
        return new nn.Sequential(...convNormRelu(channels, outputs, 3, options));
      }),
      new ASPPPooling(channels, outputs),
    ]);
    this.project = new nn.Sequential(
      ...convNormRelu(this.convs.length * outputs, outputs, 1),
      new nn.Dropout({ p: 0.5 }),
    );
  }

  override forward(x: Tensor): Tensor {
    const joined = scope(() =>
      cat(
        [...this.convs].map((conv) => conv.forward(x)),
        1,
      ),
    );
    return this.project.forward(joined);
  }
}
