/**
 * U-Net as published, and its decoder over any encoder of the zoo.
 *
 * "U-Net: Convolutional Networks for Biomedical Image Segmentation", https://arxiv.org/abs/1505.04597. Unlike the
 * paper's, the convolutions are padded, so that the logits have the size of the images, and batch-normalised.
 */

import { boolean, instance, integerFrom, type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { cat, scope, type Tensor } from "../../tensor/index.ts";
import { build, builderTakes, weightsKind } from "../builder.ts";
import type { Stage } from "../facts.ts";
import { family } from "../family.ts";
import { count, counts } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { type PretrainedOptions, withWeights } from "../weights/weights.ts";
import { type BackboneOptions, backboneOptions } from "./backbones.ts";
import { convNormRelu, resizeTo, SegmentationModule } from "./base.ts";
import { buildEncoder, type EncoderName, encoderName, lastOfEncoder, PyramidEncoder } from "./encoders.ts";

/** Two 3x3 convolutions with batch normalisation and ReLU. */
function doubleConv(channels: number, outputs: number): nn.Sequential {
  const convs = [channels, outputs].flatMap((width) => convNormRelu(width, outputs, 3, { padding: 1 }));
  return new nn.Sequential(convs);
}

/** He's initialisation, which the paper asks for. */
function initialise(module: nn.Module): void {
  for (const layer of module.modules()) {
    if (layer instanceof nn.Conv2d || layer instanceof nn.ConvTranspose2d) {
      nn.init.kaimingNormal_(layer.weight, { mode: "fanIn", nonlinearity: "relu" });
      if (layer.bias !== null) nn.init.zeros_(layer.bias);
    }
  }
}

const ENCODER = signature("models.UNetEncoder", { takes: { channels: count, widths: counts } });

/** The contracting path: (N, channels, H, W) -> features of each resolution, the finest first. */
export class UNetEncoder extends nn.Module {
  stages: nn.ModuleList<nn.Sequential>;
  pool: nn.MaxPool2d;

  constructor(channels: number, widths: readonly number[], ...rest: []) {
    super();
    ENCODER.read(rest);
    ENCODER.check(channels, widths);
    this.stages = new nn.ModuleList(widths.map((width, i) => doubleConv(widths[i - 1] ?? channels, width)));
    this.pool = new nn.MaxPool2d(2);
  }

  override forward(x: Tensor): Tensor[] {
    const features: Tensor[] = [];
    for (const stage of this.stages) {
      const finer = features.at(-1);
      features.push(stage.forward(finer === undefined ? x : this.pool.forward(finer)));
    }
    return features;
  }
}

/** One step of the expanding path: enlarges, joins the encoder's features, convolves. */
class UpBlock extends nn.Module {
  /** Null where the features are resized bilinearly instead. */
  up: nn.ConvTranspose2d | null;
  conv: nn.Sequential;

  constructor(channels: number, skip: number, outputs: number, learned: boolean) {
    super();
    this.up = learned ? new nn.ConvTranspose2d(channels, outputs, 2, { stride: 2 }) : null;
    this.conv = doubleConv((learned ? outputs : channels) + skip, outputs);
  }

  /** `like` has the size of the result; its channels join where `isSkip`. */
  override forward(x: Tensor, like: Tensor, isSkip: boolean): Tensor {
    const joined = scope(() => {
      const larger = this.up === null ? x : this.up.forward(x);
      const fits = larger.shape[2] === like.shape[2] && larger.shape[3] === like.shape[3];
      const sized = fits ? larger : resizeTo(larger, like);
      return isSkip ? cat([like, sized], 1) : sized;
    });
    return this.conv.forward(joined);
  }
}

const DECODER = signature("models.UNetDecoder", {
  takes: { channels: counts, widths: counts, numClasses: count, learned: boolean },
});

/** The expanding path: features, the finest first -> logits (N, numClasses, H, W). */
export class UNetDecoder extends nn.Module {
  blocks: nn.ModuleList<UpBlock>;
  head: nn.TensorModule;

  /**
   * `channels` are those of the encoder's features, the finest first; `widths` those of the steps from the coarsest on,
   * one more than there are features to join where the finest are coarser than the images.
   */
  constructor(
    channels: readonly number[],
    widths: readonly number[],
    numClasses: number,
    learned: boolean,
    ...rest: []
  ) {
    super();
    DECODER.read(rest);
    DECODER.check(channels, widths, numClasses, learned);
    const skips = channels.slice(0, -1).reverse();
    const deepest = channels.at(-1) ?? 0;
    this.blocks = new nn.ModuleList(
      widths.map((width, i) => new UpBlock(widths[i - 1] ?? deepest, skips[i] ?? 0, width, learned)),
    );
    this.head = new nn.Conv2d(widths.at(-1) ?? deepest, numClasses, 1);
    initialise(this);
  }

  override forward(features: readonly Tensor[], images: Tensor): Tensor {
    const skips = features.slice(0, -1).reverse();
    let x = features.at(-1) as Tensor; // an encoder gives one at least
    for (const [i, block] of [...this.blocks].entries()) {
      const skip = skips[i];
      x = block.forward(x, skip ?? images, skip !== undefined);
    }
    return this.head.forward(x);
  }
}

/** The shape of a U-Net. */
export interface UNetConfig {
  /** Classes with the background; 21 by default, 1 for a mask. */
  numClasses?: number;
  /** Channels at the finest resolution, doubled at each coarser one; 64 by default. */
  width?: number;
  /** How often the resolution is halved; 4 by default. */
  depth?: number;
}

const KINDS: Kinds<UNetConfig> = { numClasses: count, width: count, depth: integerFrom(0) };
const NETWORK = signature<UNetConfig>("models.UNet", { options: KINDS });
const TAKES = builderTakes<PretrainedOptions & UNetConfig>(KINDS);

/** U-Net: images (N, 3, H, W), at least 2^depth pixels along an edge -> logits (N, numClasses, H, W). */
export class UNet extends SegmentationModule<Tensor> {
  encoder: UNetEncoder;
  decoder: UNetDecoder;

  /** Throws ArgumentError for a class count it cannot have. */
  constructor(...rest: Rest<UNetConfig>) {
    super();
    const { numClasses = 21, width = 64, depth = 4 } = NETWORK.read(rest);
    const widths = Array.from({ length: depth + 1 }, (_, i) => width * 2 ** i);
    this.encoder = new UNetEncoder(3, widths);
    initialise(this.encoder);
    this.decoder = new UNetDecoder(widths, widths.slice(0, -1).reverse(), numClasses, true);
  }

  override forward(x: Tensor): Tensor {
    return this.decoder.forward(this.encoder.forward(x), x);
  }
}

/** The shape of a {@link DynamicUNet}, apart from its encoder. */
export interface DynamicUNetConfig {
  numClasses?: number;
  /** Channels of the decoder's steps, the coarsest first; as many as are needed are taken from the end. */
  widths?: readonly number[];
}

const DYNAMIC_KINDS: Kinds<DynamicUNetConfig> = { numClasses: count, widths: counts };
const DYNAMIC = signature<DynamicUNetConfig>("models.DynamicUNet", {
  takes: { encoder: instance(PyramidEncoder) },
  options: DYNAMIC_KINDS,
});

/** U-Net's decoder over a classification network: images (N, 3, H, W) -> logits (N, numClasses, H, W). */
export class DynamicUNet extends SegmentationModule<Tensor> {
  encoder: PyramidEncoder;
  decoder: UNetDecoder;

  constructor(encoder: PyramidEncoder, ...rest: Rest<DynamicUNetConfig>) {
    super();
    const { numClasses = 21, widths = [512, 256, 128, 64, 32, 16] } = DYNAMIC.read(rest);
    DYNAMIC.check(encoder);
    const { levels } = encoder;
    const steps = levels.length - (levels[0]?.reduction === 1 ? 1 : 0);
    this.encoder = encoder;
    const channels = levels.map((level) => level.channels);
    this.decoder = new UNetDecoder(channels, widths.slice(-steps), numClasses, false);
  }

  override forward(x: Tensor): Tensor {
    return this.decoder.forward(this.encoder.forward(x), x);
  }
}

/** U-Net: 31.0 million parameters. See UNetConfig and PretrainedOptions for what it takes and throws. */
export function unet(...rest: Rest<PretrainedOptions & UNetConfig>): Promise<UNet> {
  return build(TAKES, "unet", rest, (config) => new UNet(config));
}

/** Options of {@link dynamic_unet}. */
export interface DynamicUNetOptions extends PretrainedOptions, DynamicUNetConfig, BackboneOptions {
  /** Name of the classification network whose features it takes; "resnet34" by default. */
  encoder?: EncoderName;
}

const DYNAMIC_TAKES = builderTakes<DynamicUNetOptions>({
  ...DYNAMIC_KINDS,
  encoder: encoderName,
  weightsBackbone: weightsKind,
});

/**
 * U-Net's decoder over a classification network; `weightsBackbone` names weights of that network.
 *
 *     const model = await models.dynamic_unet({ encoder: "resnet34", weightsBackbone: "DEFAULT", numClasses: 1 });
 */
export async function dynamic_unet(...rest: Rest<DynamicUNetOptions>): Promise<DynamicUNet> {
  const options = DYNAMIC_TAKES.read("dynamic_unet", rest);
  const { encoder: name = "resnet34", numClasses, widths } = options;
  const encoder = new PyramidEncoder(await buildEncoder(name, backboneOptions(options)));
  return withWeights("dynamic_unet", options, () => new DynamicUNet(encoder, { numClasses, widths }));
}

/** The stages of a U-Net whose encoder is the chain at a path. */
function stagesOver(network: nn.Module, encoder: string): Stage[] {
  const decoder = chainStages(network, "decoder.blocks");
  return [...chainStages(network, encoder), ...decoder, { name: "head", paths: ["decoder.head"] }];
}

/** The family for the registry, and what others have to know of it. */
export const unetFamily = family(UNet, {
  builders: { unet },
  task: "segmentation",
  heads: "decoder.head",
  firstConv: "encoder.stages.0.0",
  stages: (network) => stagesOver(network, "encoder.stages"),
  gradCam: ({ encoder }) => `encoder.stages.${encoder.stages.length - 1}`,
});

/** The same over an encoder of the zoo. */
export const dynamicUnetFamily = family(DynamicUNet, {
  builders: { dynamic_unet },
  task: "segmentation",
  heads: "decoder.head",
  firstConv: "encoder",
  stages: (network) => stagesOver(network, "encoder"),
  gradCam: lastOfEncoder,
});
