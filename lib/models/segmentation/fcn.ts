/**
 * FCN over a dilated ResNet, as torchvision has it (https://docs.pytorch.org/vision/stable/models/fcn.html): with the
 * same seed a fresh network has the same parameters.
 *
 * "Fully Convolutional Networks for Semantic Segmentation", https://arxiv.org/abs/1411.4038.
 */

import { type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { family } from "../family.ts";
import { count } from "../option-kinds.ts";
import type { IntermediateLayers } from "./backbones.ts";
import { convNormRelu } from "./base.ts";
import {
  buildDilated,
  DILATED,
  type DilatedOptions,
  type DilatedRest,
  DilatedSegmentation,
  dilatedTakes,
} from "./dilated.ts";

const NETWORK = dilatedTakes("models.FCN");

/** FCN: images (N, 3, H, W) -> `{ out, aux }`, see {@link SegmentationOutputs}. */
export class FCN extends DilatedSegmentation {
  /** See {@link DilatedSegmentation}. */
  constructor(backbone: IntermediateLayers, classifier: nn.TensorModule, ...rest: DilatedRest) {
    NETWORK.read(rest);
    super(backbone, classifier, ...rest);
  }
}

const HEAD = signature("models.FCNHead", { takes: { channels: count, numClasses: count } });

/** FCN's classifier, and the auxiliary one of DeepLabV3 too: (N, channels, H, W) -> (N, numClasses, H, W). */
export class FCNHead extends nn.Sequential {
  constructor(channels: number, numClasses: number, ...rest: []) {
    HEAD.read(rest);
    HEAD.check(channels, numClasses);
    const inner = Math.floor(channels / 4);
    super(
      ...convNormRelu(channels, inner, 3, { padding: 1 }),
      new nn.Dropout({ p: 0.1 }),
      new nn.Conv2d(inner, numClasses, 1),
    );
  }
}

/** Options of the named constructors of FCN. */
export interface FCNOptions extends DilatedOptions {}

const head = (channels: number, numClasses: number): FCNHead => new FCNHead(channels, numClasses);

/**
 * FCN over ResNet-50: 35.3 million parameters with the auxiliary head. See FCNOptions and PretrainedOptions for what
 * it takes and throws.
 *
 *     const model = await models.fcn_resnet50({ weights: "DEFAULT" });
 *     const { out } = model.forward(images);
 */
export function fcn_resnet50(...rest: Rest<FCNOptions>): Promise<FCN> {
  return buildDilated("fcn_resnet50", "resnet50", rest, { network: FCN, head, auxHead: head });
}

/** FCN over ResNet-101: 54.3 million parameters with the auxiliary head. See fcn_resnet50. */
export function fcn_resnet101(...rest: Rest<FCNOptions>): Promise<FCN> {
  return buildDilated("fcn_resnet101", "resnet101", rest, { network: FCN, head, auxHead: head });
}

/** The family for the registry, and what others have to know of it. */
export const fcnFamily = family(FCN, {
  ...DILATED,
  builders: { fcn_resnet50, fcn_resnet101 },
});
