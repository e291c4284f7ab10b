/**
 * DeepLabV3, as torchvision has it (https://docs.pytorch.org/vision/stable/models/deeplabv3.html): with the same seed a
 * fresh network has the same parameters.
 *
 * "Rethinking Atrous Convolution for Semantic Image Segmentation", https://arxiv.org/abs/1706.05587.
 */

import * as nn from "../../nn/index.ts";
import { ASPP } from "./aspp.ts";
import type { BackboneName } from "./backbones.ts";
import { convNormRelu } from "./base.ts";
import { buildDilated, type DilatedOptions, DilatedSegmentation } from "./dilated.ts";
import { FCNHead } from "./fcn.ts";

/**
 * DeepLabV3: images (N, 3, H, W) -> `{ out, aux }`, see {@link SegmentationOutputs}. In training mode a batch needs two
 * images or more: batch normalisation follows the mean of the image.
 */
export class DeepLabV3 extends DilatedSegmentation {}

/** The classifier: (N, channels, H, W) -> (N, numClasses, H, W). */
export class DeepLabHead extends nn.Sequential {
  constructor(channels: number, numClasses: number, atrousRates: readonly number[] = [12, 24, 36]) {
    super(
      new ASPP(channels, atrousRates),
      ...convNormRelu(256, 256, 3, { padding: 1 }),
      new nn.Conv2d(256, numClasses, 1),
    );
  }
}

/** Options of the named constructors of DeepLabV3. */
export interface DeepLabV3Options extends DilatedOptions {}

function build(builder: string, backbone: BackboneName, options: DeepLabV3Options): Promise<DeepLabV3> {
  return buildDilated(builder, backbone, options, {
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
export function deeplabv3_resnet50(options: DeepLabV3Options = {}): Promise<DeepLabV3> {
  return build("deeplabv3_resnet50", "resnet50", options);
}

/** DeepLabV3 over ResNet-101: 61.0 million parameters with the auxiliary head. See deeplabv3_resnet50. */
export function deeplabv3_resnet101(options: DeepLabV3Options = {}): Promise<DeepLabV3> {
  return build("deeplabv3_resnet101", "resnet101", options);
}

/** DeepLabV3 over MobileNet V3 large: 11.0 million parameters with the auxiliary head. See deeplabv3_resnet50. */
export function deeplabv3_mobilenet_v3_large(options: DeepLabV3Options = {}): Promise<DeepLabV3> {
  return build("deeplabv3_mobilenet_v3_large", "mobilenet_v3_large", options);
}

/** The family's builders by name, for the registry. */
export const deeplabv3Builders = {
  deeplabv3_resnet50,
  deeplabv3_resnet101,
  deeplabv3_mobilenet_v3_large,
} as const;
