/**
 * Lite R-ASPP over MobileNet V3, as torchvision has it (https://docs.pytorch.org/vision/stable/models/lraspp.html):
 * with the same seed a fresh network has the same parameters.
 *
 * "Searching for MobileNetV3", https://arxiv.org/abs/1905.02244.
 */

import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { type PretrainedOptions, withWeights } from "../weights.ts";
import { checkNumClasses } from "../widths.ts";
import { type BackboneOptions, buildBackbone, IntermediateLayers } from "./backbones.ts";
import { resizeTo, SegmentationModule, type SegmentationOutputs } from "./base.ts";

/** Makes logits of coarse features, weighed by the mean of the image, and of fine ones. */
export class LRASPPHead extends nn.Module {
  cbr: nn.Sequential;
  scale: nn.Sequential;
  low_classifier: nn.Conv2d;
  high_classifier: nn.Conv2d;

  constructor(lowChannels: number, highChannels: number, numClasses: number, interChannels: number) {
    super();
    this.cbr = new nn.Sequential(
      new nn.Conv2d(highChannels, interChannels, 1, { bias: false }),
      new nn.BatchNorm2d(interChannels),
      new nn.ReLU({ inplace: true }),
    );
    this.scale = new nn.Sequential(
      new nn.AdaptiveAvgPool2d(1),
      new nn.Conv2d(highChannels, interChannels, 1, { bias: false }),
      new nn.Sigmoid(),
    );
    this.low_classifier = new nn.Conv2d(lowChannels, numClasses, 1);
    this.high_classifier = new nn.Conv2d(interChannels, numClasses, 1);
  }

  /** `low` is the finer: (N, C, h, w) and (N, C', h', w') -> (N, numClasses, h, w). */
  override forward({ low, high }: { low: Tensor; high: Tensor }): Tensor {
    const weighed = this.cbr.forward(high).mul(this.scale.forward(high));
    const resized = resizeTo(weighed, low);
    return this.low_classifier.forward(low).add(this.high_classifier.forward(resized));
  }
}

/** LRASPP: images (N, 3, H, W) -> `{ out }`, logits (N, numClasses, H, W). */
export class LRASPP extends SegmentationModule<SegmentationOutputs> {
  backbone: IntermediateLayers;
  classifier: LRASPPHead;

  /** `backbone` gives `low` and `high`. */
  constructor(
    backbone: IntermediateLayers,
    lowChannels: number,
    highChannels: number,
    numClasses: number,
    interChannels = 128,
  ) {
    super();
    this.backbone = backbone;
    this.classifier = new LRASPPHead(lowChannels, highChannels, numClasses, interChannels);
  }

  get encoder(): IntermediateLayers {
    return this.backbone;
  }

  get decoder(): LRASPPHead {
    return this.classifier;
  }

  override headPaths(): string[] {
    return ["classifier.low_classifier", "classifier.high_classifier"];
  }

  override forward(x: Tensor): SegmentationOutputs {
    const features = this.backbone.forward(x) as { low: Tensor; high: Tensor };
    return { out: resizeTo(this.classifier.forward(features), x) };
  }
}

/** Options of the named constructor of LRASPP. */
export interface LRASPPOptions extends PretrainedOptions, BackboneOptions {
  /** Classes with the background, 21 by default; see DilatedOptions. */
  numClasses?: number;
}

/**
 * LRASPP over MobileNet V3 large: 3.2 million parameters. See LRASPPOptions and PretrainedOptions for what it takes and
 * throws.
 */
export async function lraspp_mobilenet_v3_large(options: LRASPPOptions = {}): Promise<LRASPP> {
  const { numClasses = 21 } = options;
  checkNumClasses("lraspp_mobilenet_v3_large", numClasses);
  const { network, out, fine } = await buildBackbone("mobilenet_v3_large", options);
  return withWeights("lraspp_mobilenet_v3_large", options, () => {
    const backbone = new IntermediateLayers(network, { [fine.layer]: "low", [out.layer]: "high" });
    return new LRASPP(backbone, fine.channels, out.channels, numClasses);
  });
}

/** The family's builders by name, for the registry. */
export const lrasppBuilders = { lraspp_mobilenet_v3_large } as const;
