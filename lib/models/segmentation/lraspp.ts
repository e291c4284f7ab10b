/**
 * Lite R-ASPP over MobileNet V3, as torchvision has it (https://docs.pytorch.org/vision/stable/models/lraspp.html):
 * with the same seed a fresh network has the same parameters.
 *
 * "Searching for MobileNetV3", https://arxiv.org/abs/1905.02244.
 */

import { instance, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { builderTakes, weightsKind } from "../builder.ts";
import { family } from "../family.ts";
import { count } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { type PretrainedOptions, withWeights } from "../weights/weights.ts";
import { type BackboneOptions, buildBackbone, IntermediateLayers, lastOfBackbone } from "./backbones.ts";
import { resizeTo, SegmentationModule, type SegmentationOutputs } from "./base.ts";

const HEAD = signature("models.LRASPPHead", {
  takes: { lowChannels: count, highChannels: count, numClasses: count, interChannels: count },
});

/** Makes logits of coarse features, weighed by the mean of the image, and of fine ones. */
export class LRASPPHead extends nn.Module {
  cbr: nn.Sequential;
  scale: nn.Sequential;
  low_classifier: nn.Conv2d;
  high_classifier: nn.Conv2d;

  constructor(
    lowChannels: number,
    highChannels: number,
    numClasses: number,
    interChannels: number,
    ...rest: []
  ) {
    super();
    HEAD.read(rest);
    HEAD.check(lowChannels, highChannels, numClasses, interChannels);
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

const NETWORK = signature<{ interChannels?: number }>("models.LRASPP", {
  takes: {
    backbone: instance(IntermediateLayers),
    lowChannels: count,
    highChannels: count,
    numClasses: count,
  },
  options: { interChannels: count },
  positional: ["interChannels"],
});
const TAKES = builderTakes<LRASPPOptions>({ numClasses: count, weightsBackbone: weightsKind });

/** LRASPP: images (N, 3, H, W) -> `{ out }`, logits (N, numClasses, H, W). */
export class LRASPP extends SegmentationModule<SegmentationOutputs> {
  backbone: IntermediateLayers;
  classifier: LRASPPHead;

  /** `backbone` gives `low` and `high`; `interChannels` are 128 by default. */
  constructor(
    backbone: IntermediateLayers,
    lowChannels: number,
    highChannels: number,
    numClasses: number,
    ...rest: Rest<{ interChannels?: number }, [interChannels: number]>
  ) {
    super();
    const { interChannels = 128 } = NETWORK.read(rest);
    NETWORK.check(backbone, lowChannels, highChannels, numClasses);
    this.backbone = backbone;
    this.classifier = new LRASPPHead(lowChannels, highChannels, numClasses, interChannels);
  }

  get encoder(): IntermediateLayers {
    return this.backbone;
  }

  get decoder(): LRASPPHead {
    return this.classifier;
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
export async function lraspp_mobilenet_v3_large(...rest: Rest<LRASPPOptions>): Promise<LRASPP> {
  const options = TAKES.read("lraspp_mobilenet_v3_large", rest);
  const { numClasses = 21 } = options;
  const { network, out, fine } = await buildBackbone("mobilenet_v3_large", options);
  return withWeights("lraspp_mobilenet_v3_large", options, () => {
    const backbone = new IntermediateLayers(network, { [fine.layer]: "low", [out.layer]: "high" });
    return new LRASPP(backbone, fine.channels, out.channels, numClasses);
  });
}

/** The family for the registry, and what others have to know of it. */
export const lrasppFamily = family(LRASPP, {
  builders: { lraspp_mobilenet_v3_large },
  task: "segmentation",
  heads: ["classifier.low_classifier", "classifier.high_classifier"],
  firstConv: "backbone",
  stages: (network) => [...chainStages(network, "backbone"), { name: "head", paths: ["classifier"] }],
  gradCam: lastOfBackbone,
  outputs: { main: "out", auxiliary: [], weight: 0 },
});
