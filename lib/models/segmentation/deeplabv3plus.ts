/**
 * DeepLabV3+: DeepLabV3's pyramid, joined with finer features of the encoder.
 *
 * "PyramidEncoder-Decoder with Atrous Separable Convolution for Semantic Image Segmentation",
 * https://arxiv.org/abs/1802.02611; over ResNet with plain convolutions, output stride 16.
 */

import { instance, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { cat, scope, type Tensor } from "../../tensor/index.ts";
import { builderTakes, weightsKind } from "../builder.ts";
import { resnet50, resnet101 } from "../classification/resnet.ts";
import { family } from "../family.ts";
import { count, counts } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { type PretrainedOptions, withWeights } from "../weights/weights.ts";
import { ASPP } from "./aspp.ts";
import { type BackboneOptions, backboneOptions } from "./backbones.ts";
import { convNormRelu, resizeTo, SegmentationModule } from "./base.ts";
import { lastOfEncoder, PyramidEncoder } from "./encoders.ts";

const DECODER = signature("models.DeepLabV3PlusDecoder", {
  takes: { low: count, high: count, numClasses: count, atrousRates: counts },
});

/** Coarse and fine features -> logits at the fine features' size. */
export class DeepLabV3PlusDecoder extends nn.Module {
  aspp: ASPP;
  reduce: nn.Sequential;
  fuse: nn.Sequential;
  head: nn.TensorModule;

  constructor(low: number, high: number, numClasses: number, atrousRates: readonly number[], ...rest: []) {
    super();
    DECODER.read(rest);
    DECODER.check(low, high, numClasses, atrousRates);
    this.aspp = new ASPP(high, atrousRates);
    this.reduce = new nn.Sequential(convNormRelu(low, 48, 1));
    this.fuse = new nn.Sequential([304, 256].flatMap((width) => convNormRelu(width, 256, 3, { padding: 1 })));
    this.head = new nn.Conv2d(256, numClasses, 1);
  }

  override forward(low: Tensor, high: Tensor): Tensor {
    const joined = scope(() => cat([resizeTo(this.aspp.forward(high), low), this.reduce.forward(low)], 1));
    return this.head.forward(this.fuse.forward(joined));
  }
}

/** The shape of a {@link DeepLabV3Plus}, apart from its encoder. */
export interface DeepLabV3PlusConfig {
  /** Classes with the background; 21 by default, 1 for a mask. */
  numClasses?: number;
  /** Dilations of the pyramid's convolutions; 6, 12 and 18 by default. */
  atrousRates?: readonly number[];
}

const NETWORK = signature<DeepLabV3PlusConfig>("models.DeepLabV3Plus", {
  takes: { encoder: instance(PyramidEncoder) },
  options: { numClasses: count, atrousRates: counts },
  positional: ["numClasses", "atrousRates"],
});
const TAKES = builderTakes<DeepLabV3PlusOptions>({ numClasses: count, weightsBackbone: weightsKind });

/** DeepLabV3+: images (N, 3, H, W) -> logits (N, numClasses, H, W); in training mode of two images or more. */
export class DeepLabV3Plus extends SegmentationModule<Tensor> {
  encoder: PyramidEncoder;
  decoder: DeepLabV3PlusDecoder;

  constructor(
    encoder: PyramidEncoder,
    ...rest: Rest<DeepLabV3PlusConfig, [numClasses: number, atrousRates: readonly number[]]>
  ) {
    super();
    const { numClasses = 21, atrousRates = [6, 12, 18] } = NETWORK.read(rest);
    NETWORK.check(encoder);
    this.encoder = encoder;
    this.decoder = new DeepLabV3PlusDecoder(
      encoder.levels[1]?.channels ?? 0,
      encoder.levels.at(-1)?.channels ?? 0,
      numClasses,
      atrousRates,
    );
  }

  override forward(x: Tensor): Tensor {
    const features = this.encoder.forward(x);
    const [low, high] = [features[1] as Tensor, features.at(-1) as Tensor]; // a fourth and a 16th of the image
    return resizeTo(this.decoder.forward(low, high), x);
  }
}

/** Options of the named constructors. */
export interface DeepLabV3PlusOptions extends PretrainedOptions, BackboneOptions {
  /** Classes with the background; 21 by default, 1 for a mask. */
  numClasses?: number;
}

async function make(
  builder: string,
  encoderOf: typeof resnet50,
  rest: Rest<DeepLabV3PlusOptions>,
): Promise<DeepLabV3Plus> {
  const options = TAKES.read(builder, rest);
  const replaceStrideWithDilation = [false, false, true] as const;
  const network = await encoderOf({ ...backboneOptions(options), replaceStrideWithDilation });
  const encoder = new PyramidEncoder(network);
  return withWeights(builder, options, () => new DeepLabV3Plus(encoder, { numClasses: options.numClasses }));
}

/** DeepLabV3+ over ResNet-50: 40.4 million parameters. See DeepLabV3PlusOptions and PretrainedOptions for what it takes and throws. */
export function deeplabv3plus_resnet50(...rest: Rest<DeepLabV3PlusOptions>): Promise<DeepLabV3Plus> {
  return make("deeplabv3plus_resnet50", resnet50, rest);
}

/** DeepLabV3+ over ResNet-101: 59.3 million parameters. See deeplabv3plus_resnet50. */
export function deeplabv3plus_resnet101(...rest: Rest<DeepLabV3PlusOptions>): Promise<DeepLabV3Plus> {
  return make("deeplabv3plus_resnet101", resnet101, rest);
}

/** The family for the registry, and what others have to know of it. */
export const deeplabv3plusFamily = family(DeepLabV3Plus, {
  builders: { deeplabv3plus_resnet50, deeplabv3plus_resnet101 },
  task: "segmentation",
  heads: "decoder.head",
  firstConv: "encoder",
  stages: (network) => [
    ...chainStages(network, "encoder"),
    { name: "decoder", paths: ["decoder.aspp", "decoder.reduce", "decoder.fuse"] },
    { name: "head", paths: ["decoder.head"] },
  ],
  gradCam: lastOfEncoder,
});
