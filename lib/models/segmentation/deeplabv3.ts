/**
 * DeepLabV3, as torchvision has it (https://docs.pytorch.org/vision/stable/models/deeplabv3.html): with the same seed a
 * fresh network has the same parameters.
 *
 * "Rethinking Atrous Convolution for Semantic Image Segmentation", https://arxiv.org/abs/1706.05587.
 */

import { type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { family } from "../family.ts";
import { count, counts } from "../option-kinds.ts";
import { ASPP } from "./aspp.ts";
import type { BackboneName, IntermediateLayers } from "./backbones.ts";
import { convNormRelu } from "./base.ts";
import {
  buildDilated,
  DILATED,
  type DilatedOptions,
  type DilatedRest,
  DilatedSegmentation,
  dilatedTakes,
} from "./dilated.ts";
import { FCNHead } from "./fcn.ts";

const NETWORK = dilatedTakes("models.DeepLabV3");

/**
 * DeepLabV3: images (N, 3, H, W) -> `{ out, aux }`, see {@link SegmentationOutputs}. In training mode a batch needs two
 * images or more: batch normalisation follows the mean of the image.
 */
export class DeepLabV3 extends DilatedSegmentation {
  /** See {@link DilatedSegmentation}. */
  constructor(backbone: IntermediateLayers, classifier: nn.TensorModule, ...rest: DilatedRest) {
    NETWORK.read(rest);
    super(backbone, classifier, ...rest);
  }
}

const HEAD = signature<{ atrousRates?: readonly number[] }>("models.DeepLabHead", {
  takes: { channels: count, numClasses: count },
  options: { atrousRates: counts },
  positional: ["atrousRates"],
});

/** The classifier: (N, channels, H, W) -> (N, numClasses, H, W). */
export class DeepLabHead extends nn.Sequential {
  /** `atrousRates` are 12, 24 and 36 by default. */
  constructor(
    channels: number,
    numClasses: number,
    ...rest: Rest<{ atrousRates?: readonly number[] }, [atrousRates: readonly number[]]>
  ) {
    const { atrousRates = [12, 24, 36] } = HEAD.read(rest);
    HEAD.check(channels, numClasses);
    super(
      new ASPP(channels, atrousRates),
      ...convNormRelu(256, 256, 3, { padding: 1 }),
      new nn.Conv2d(256, numClasses, 1),
    );
  }
}

/** Options of the named constructors of DeepLabV3. */
export interface DeepLabV3Options extends DilatedOptions {}

function make(builder: string, backbone: BackboneName, rest: Rest<DeepLabV3Options>): Promise<DeepLabV3> {
  return buildDilated(builder, backbone, rest, {
    network: DeepLabV3,
    head: (channels, numClasses) => new DeepLabHead(channels, numClasses),
    auxHead: (channels, numClasses) => new FCNHead(channels, numClasses),
  });
}

/**
 * DeepLabV3 over ResNet-50: 42.0 million parameters with the auxiliary head. See DeepLabV3Options and
 * PretrainedOptions for what it takes and throws.
 *
 *     const model = models.replaceHead(await models.deeplabv3_resnet50({ weights: "DEFAULT" }), 4);
 */
export function deeplabv3_resnet50(...rest: Rest<DeepLabV3Options>): Promise<DeepLabV3> {
  return make("deeplabv3_resnet50", "resnet50", rest);
}

/** DeepLabV3 over ResNet-101: 61.0 million parameters with the auxiliary head. See deeplabv3_resnet50. */
export function deeplabv3_resnet101(...rest: Rest<DeepLabV3Options>): Promise<DeepLabV3> {
  return make("deeplabv3_resnet101", "resnet101", rest);
}

/** DeepLabV3 over MobileNet V3 large: 11.0 million parameters with the auxiliary head. See deeplabv3_resnet50. */
export function deeplabv3_mobilenet_v3_large(...rest: Rest<DeepLabV3Options>): Promise<DeepLabV3> {
  return make("deeplabv3_mobilenet_v3_large", "mobilenet_v3_large", rest);
}

/** The family for the registry, and what others have to know of it. */
export const deeplabv3Family = family(DeepLabV3, {
  ...DILATED,
  builders: {
    deeplabv3_resnet50,
    deeplabv3_resnet101,
    deeplabv3_mobilenet_v3_large,
  },
});
