/**
 * Backbones of detectors: a classification network up to its last features, a feature pyramid over some of them, and which of
 * its layers are trained.
 */

import { plainObject, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { mobileNetV3, mobilenet_v3_large } from "../classification/mobilenetv3.ts";
import { Bottleneck, ResNet, resnet50 } from "../classification/resnet.ts";
import { count, counts, moduleKind } from "../option-kinds.ts";
import { backboneOptions, IntermediateLayers } from "../segmentation/backbones.ts";
import type { DetectorOptions } from "./builders.ts";
import {
  FeaturePyramidNetwork,
  type FeaturePyramidOptions,
  type Features,
  LastLevelMaxPool,
  PYRAMID_KINDS,
} from "./feature-pyramid.ts";
import type { DetectionBackbone } from "./generalized-rcnn.ts";

/** Channels of the pyramid's levels, as in the paper. */
const CHANNELS = 256;

const TAKES = signature<FeaturePyramidOptions>("models.detection.BackboneWithFPN", {
  takes: {
    backbone: moduleKind,
    returnLayers: plainObject("an object of names by layer"),
    inChannels: counts,
    outChannels: count,
  },
  options: PYRAMID_KINDS,
  positional: ["extraBlocks", "normLayer"],
});

/** A network whose children are a chain, and a pyramid over some of them: (N, C, H, W) -> features by name, the finest first. */
export class BackboneWithFPN extends nn.Module implements DetectionBackbone {
  body: IntermediateLayers;
  fpn: FeaturePyramidNetwork;
  readonly out_channels: number;

  /**
   * @param returnLayers names of the features by the child that gives them, `{ layer1: "0", layer2: "1" }`, the finest first
   * @param inChannels channels of those children
   * @param rest `extraBlocks`: what adds coarser levels, a {@link LastLevelMaxPool} by default
   * @throws ArgumentError for children that the network does not have
   */
  constructor(
    backbone: nn.Module,
    returnLayers: Readonly<Record<string, string>>,
    inChannels: readonly number[],
    outChannels: number,
    ...rest: Rest<FeaturePyramidOptions>
  ) {
    super();
    const { extraBlocks = new LastLevelMaxPool(), normLayer } = TAKES.read(rest);
    TAKES.check(backbone, returnLayers, inChannels, outChannels);
    this.body = new IntermediateLayers(backbone, returnLayers);
    this.fpn = new FeaturePyramidNetwork(inChannels, outChannels, { extraBlocks, normLayer });
    this.out_channels = outChannels;
  }

  override forward(images: Tensor): Features {
    return this.fpn.forward(this.body.forward(images));
  }
}

/** Features of a classification network that a pyramid is built on. */
export interface Level {
  /** The child that gives them. */
  readonly layer: string;
  readonly channels: number;
  /** How many of the image's pixels one of its pixels spans, along an edge. */
  readonly reduction: number;
}

/** A classification network as a detector uses it. */
export interface Body {
  /** Its children are a chain. */
  readonly network: nn.Module;
  /** The finest first. */
  readonly levels: readonly Level[];
  /** Names of the children that are frozen together, the first first. */
  readonly stages: readonly (readonly string[])[];
}

/** Makes a body, at once where no weights are waited for. */
export type BodyMaker = (builder: string, options: DetectorOptions) => Body | Promise<Body>;

/** ResNet-50 with features of a 4th, 8th, 16th and 32nd of the image. */
export const resnet50Body: BodyMaker = (_, options) => {
  const of = (network: nn.Module): Body => ({
    network,
    levels: [1, 2, 3, 4].map((at) => ({
      layer: `layer${at}`,
      channels: 128 * 2 ** at,
      reduction: 2 ** (at + 1),
    })),
    stages: [["conv1", "bn1"], ["layer1"], ["layer2"], ["layer3"], ["layer4"]],
  });
  const own = backboneOptions(options);
  return own.weights === undefined ? of(new ResNet(Bottleneck, [3, 4, 6, 3])) : resnet50(own).then(of);
};

/** MobileNet V3 large with two features of a 32nd of the image, of its last stride and of its end, as in torchvision. */
export const mobileNetBody: BodyMaker = (_, options) => {
  const starts = [0, 2, 4, 7, 13, 16]; // where the strides are, and the last
  const of = ({ features }: { features: nn.Module }): Body => ({
    network: features,
    levels: [
      { layer: "13", channels: 160, reduction: 32 },
      { layer: "16", channels: 960, reduction: 32 },
    ],
    stages: starts.map((from, at) =>
      Array.from({ length: (starts[at + 1] ?? 17) - from }, (_, i) => String(from + i)),
    ),
  });
  // Not the network's own normalisation, whose eps is 1e-3: torchvision's detectors have the usual one.
  const normLayer = (channels: number): nn.TensorModule => new nn.BatchNorm2d(channels);
  const own = backboneOptions(options);
  return own.weights === undefined
    ? of(mobileNetV3("large", { normLayer }))
    : mobilenet_v3_large({ ...own, normLayer }).then(of);
};

/** A pyramid over a body, with one level more. */
export function pyramidOver(
  { network, levels }: Body,
  normLayer: FeaturePyramidOptions["normLayer"] = null,
  outChannels = CHANNELS,
): BackboneWithFPN {
  const names = Object.fromEntries(levels.map(({ layer }, at) => [layer, String(at)]));
  const channels = levels.map((level) => level.channels);
  return new BackboneWithFPN(network, names, channels, outChannels, { normLayer });
}

/** Freezes all stages of a body but the last ones. Throws ArgumentError for more than it has. */
export function freezeAllBut(builder: string, { network, stages }: Body, trained: number): void {
  if (trained > stages.length) {
    throw new ArgumentError(
      `models.${builder}: expected trainableBackboneLayers from 0 to ${stages.length}, got ${trained}.`,
      { operation: `models.${builder}` },
    );
  }
  for (const child of stages.slice(0, stages.length - trained).flat()) {
    network.getSubmodule(child).requiresGrad_(false);
  }
}
