/** Layer normalisation over the channels of images: the LayerNorm2d of torchvision's ConvNeXt. */

import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";

/** Normalises each pixel over its channels: (N, C, H, W) -> (N, C, H, W), the result laid out with channels last. */
export class LayerNorm2d extends nn.LayerNorm {
  override forward(input: Tensor): Tensor {
    const normalised = super.forward(input.permute([0, 2, 3, 1])); // (N, C, H, W) -> (N, H, W, C)
    return normalised.permute([0, 3, 1, 2]); // (N, H, W, C) -> (N, C, H, W)
  }
}
