/** The head of a region proposal network: what each anchor is likely to hold, and where the box really is. */

import { integerFrom, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { Conv2dNormActivation } from "../../vision/ops/index.ts";
import { count } from "../option-kinds.ts";
import { renamePair } from "./feature-pyramid.ts";

/** What a head says of the anchors of each level, of A anchors a pixel. */
export interface RPNOutputs {
  /** (N, A, h, w) logits. */
  readonly objectness: Tensor[];
  /** (N, 4 A, h, w): codes of the boxes, see BoxCoder. */
  readonly deltas: Tensor[];
}

/** The head of a region proposal network, of any make. */
export interface RPNHeadModule extends nn.Module {
  forward(features: readonly Tensor[]): RPNOutputs;
}

const TAKES = signature<{ convDepth?: number }>("models.detection.RPNHead", {
  takes: { inChannels: count, numAnchors: count },
  options: { convDepth: integerFrom(0) },
  positional: ["convDepth"],
});

/** Convolutions that all levels share: features (N, C, h, w) of each -> objectness and box codes of each anchor. */
export class RPNHead extends nn.Module {
  conv: nn.Sequential;
  cls_logits: nn.Conv2d;
  bbox_pred: nn.Conv2d;

  /** `convDepth` is the number of 3x3 convolutions before the two 1x1 ones; 1 by default. */
  constructor(
    inChannels: number,
    numAnchors: number,
    ...rest: Rest<{ convDepth?: number }, [convDepth: number]>
  ) {
    super();
    const { convDepth = 1 } = TAKES.read(rest);
    TAKES.check(inChannels, numAnchors);
    this.conv = new nn.Sequential(
      Array.from(
        { length: convDepth },
        () => new Conv2dNormActivation(inChannels, inChannels, { normLayer: null }),
      ),
    );
    this.cls_logits = new nn.Conv2d(inChannels, numAnchors, 1);
    this.bbox_pred = new nn.Conv2d(inChannels, 4 * numAnchors, 1);
    for (const layer of this.modules()) {
      if (!(layer instanceof nn.Conv2d)) continue;
      nn.init.normal_(layer.weight, { std: 0.01 });
      if (layer.bias !== null) nn.init.zeros_(layer.bias);
    }
  }

  /** Before version 2 there was one convolution, without a Sequential around it. */
  override upgradeStateDict(dict: Map<string, Tensor>, prefix: string, ...rest: []): void {
    super.upgradeStateDict(dict, prefix, ...rest);
    renamePair(dict, `${prefix}conv`, `${prefix}conv.0.0`);
  }

  override forward(features: readonly Tensor[]): RPNOutputs {
    const outputs: RPNOutputs = { objectness: [], deltas: [] };
    for (const ofLevel of features) {
      const hidden = this.conv.forward(ofLevel);
      outputs.objectness.push(this.cls_logits.forward(hidden));
      outputs.deltas.push(this.bbox_pred.forward(hidden));
    }
    return outputs;
  }
}
