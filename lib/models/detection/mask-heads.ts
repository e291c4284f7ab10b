/** What Mask R-CNN makes of the features of a box: the mask of the object for each class. */

import { signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { Conv2dNormActivation } from "../../vision/ops/index.ts";
import { count, counts } from "../option-kinds.ts";
import { HEAD_KINDS, type HeadRest, initialiseConvolutions } from "./box-heads.ts";
import { renamePair } from "./feature-pyramid.ts";

const HEADS = signature("models.detection.MaskRCNNHeads", {
  takes: { inChannels: count, layers: counts, dilation: count },
  options: HEAD_KINDS,
  positional: ["normLayer"],
});

/** 3x3 convolutions: (K, inChannels, h, w) -> (K, last of layers, h, w). */
export class MaskRCNNHeads extends nn.Sequential {
  readonly out_channels: number;

  /** `layers` are the widths. Throws ArgumentError for widths below one. */
  constructor(inChannels: number, layers: readonly number[], dilation: number, ...rest: HeadRest) {
    const { normLayer = null } = HEADS.read(rest);
    HEADS.check(inChannels, layers, dilation);
    super(
      layers.map(
        (outputs, at) =>
          new Conv2dNormActivation(layers[at - 1] ?? inChannels, outputs, { dilation, normLayer }),
      ),
    );
    initialiseConvolutions(this);
    this.out_channels = layers.at(-1) ?? inChannels;
  }

  /** Before version 2 the convolutions were `mask_fcn1`, `mask_fcn2`, ... */
  override upgradeStateDict(dict: Map<string, Tensor>, prefix: string, ...rest: []): void {
    super.upgradeStateDict(dict, prefix, ...rest);
    for (let at = 0; at < this.length; at++)
      renamePair(dict, `${prefix}mask_fcn${at + 1}`, `${prefix}${at}.0`);
  }
}

const PREDICTOR = signature("models.detection.MaskRCNNPredictor", {
  takes: { inChannels: count, dimReduced: count, numClasses: count },
});

/** Doubles the edges: (K, inChannels, h, w) -> logits (K, numClasses, 2 h, 2 w) of a mask for each class. */
export class MaskRCNNPredictor extends nn.Sequential {
  declare conv5_mask: nn.ConvTranspose2d;
  declare relu: nn.ReLU;
  declare mask_fcn_logits: nn.Conv2d;

  /** `numClasses` counts the background; `dimReduced` are the channels in between. */
  constructor(inChannels: number, dimReduced: number, numClasses: number, ...rest: []) {
    PREDICTOR.read(rest);
    PREDICTOR.check(inChannels, dimReduced, numClasses);
    super({
      conv5_mask: new nn.ConvTranspose2d(inChannels, dimReduced, 2, { stride: 2 }),
      relu: new nn.ReLU({ inplace: true }),
      mask_fcn_logits: new nn.Conv2d(dimReduced, numClasses, 1),
    });
    for (const [name, parameter] of this.namedParameters()) {
      if (name.endsWith("weight")) {
        nn.init.kaimingNormal_(parameter, { mode: "fanOut", nonlinearity: "relu" });
      }
    }
  }
}
