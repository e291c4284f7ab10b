/** Detectors over any network of the zoo: what of its features makes the pyramid, and the parts that fit it. */

import { type Kinds, numberFrom } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { count, counts } from "../option-kinds.ts";
import { backboneOptions } from "../segmentation/backbones.ts";
import { buildEncoder, type EncoderName, encoderName, PyramidEncoder } from "../segmentation/encoders.ts";
import { AnchorGenerator } from "./anchors.ts";
import type { BodyMaker, Level } from "./backbones.ts";
import type { DetectorSpec } from "./builders.ts";
import { MaskRCNNHeads } from "./mask-heads.ts";
import type { FasterRCNNConfig, MaskRCNNConfig } from "./rcnn-options.ts";
import { MultiScaleRoIAlign } from "./roi-pool.ts";

/** The finest features that a pyramid has where nobody says which. */
const FINEST = 4;

/** Edge of an anchor over that of a pixel of its features, as the usual ones have it. */
const ANCHOR_SCALE = 8;

/** Options of builders over any backbone. */
export interface OverBackbone {
  /** Name of the classification network whose features it takes; "resnet50" by default. */
  backbone?: EncoderName;
  /**
   * Features that the pyramid is built on: how many of the image's pixels one of their pixels spans along an edge, torchvision's
   * `returned_layers`. All from 4 on by default, usually [4, 8, 16, 32]; without the finest a network takes a fourth of the time and
   * misses objects of a few pixels.
   */
  pyramidReductions?: readonly number[];
  /** Channels of each level of the pyramid; 256 by default. */
  pyramidChannels?: number;
  /**
   * Edge of the anchors over the reduction of their level; 8 by default: 32 pixels where one pixel of the features spans 4. Not where
   * there is an `rpnAnchorGenerator`.
   */
  anchorScale?: number;
}

/** Options of builders of Mask R-CNN over any backbone. */
export interface OverMaskBackbone extends OverBackbone {
  /** Channels of the convolutions that find masks; [256, 256, 256, 256] by default. Not where there is a `maskHead`. */
  maskLayers?: readonly number[];
}

/** Kinds of {@link OverBackbone}. */
export const OVER_KINDS: Kinds<OverBackbone> = {
  backbone: encoderName,
  pyramidReductions: counts,
  pyramidChannels: count,
  anchorScale: numberFrom(1),
};

/** Kinds of {@link OverMaskBackbone}. */
export const OVER_MASK_KINDS: Kinds<OverMaskBackbone> = { ...OVER_KINDS, maskLayers: counts };

/** What builds the backbone. Throws ArgumentError for features that the network does not have. */
export function specOver(options: OverBackbone): DetectorSpec {
  const { backbone: name = "resnet50", pyramidReductions, pyramidChannels } = options;
  return { body: encoderBody(name, pyramidReductions), pyramidChannels };
}

function encoderBody(name: EncoderName, wanted: readonly number[] | undefined): BodyMaker {
  return async (builder, options) => {
    const network = new PyramidEncoder(await buildEncoder(name, backboneOptions(options)));
    const there = network.levels.map(({ reduction }) => reduction);
    const asked = wanted ?? there.filter((reduction) => reduction >= FINEST);
    const isKnown = asked.every((reduction) => there.includes(reduction));
    const isSorted = asked.every((reduction, at) => at === 0 || reduction > (asked[at - 1] as number));
    if (asked.length === 0 || !isKnown || !isSorted) {
      const expected =
        wanted === undefined
          ? `a network with features of a ${FINEST}th of the image or coarser`
          : "pyramidReductions among those of the network's features, from fine to coarse";
      throw new ArgumentError(
        `models.${builder}: expected ${expected}; ${name} has ${JSON.stringify(there)}, got ${JSON.stringify(asked)}.`,
        { operation: `models.${builder}` },
      );
    }
    const stages: string[][] = [[]];
    for (const [child] of network.namedChildren()) {
      stages.at(-1)?.push(child);
      if (network.levels.some(({ layer }) => layer === child)) stages.push([]);
    }
    const levels = network.levels.filter(({ reduction }) => asked.includes(reduction));
    return { network, levels, stages: stages.filter((stage) => stage.length > 0) };
  };
}

/** The parts of a Faster R-CNN over a pyramid of any levels. Throws ArgumentError for options that exclude each other. */
export function partsOver(
  builder: string,
  levels: readonly Level[],
  options: OverBackbone & FasterRCNNConfig,
): Pick<FasterRCNNConfig, "rpnAnchorGenerator" | "boxRoiPool"> {
  const { rpnAnchorGenerator, anchorScale = ANCHOR_SCALE, boxRoiPool } = options;
  const isGiven = rpnAnchorGenerator !== undefined && rpnAnchorGenerator !== null;
  refuseBoth(builder, "anchorScale", options.anchorScale, "rpnAnchorGenerator", isGiven);
  const strides = levels.map(({ reduction }) => reduction);
  const sizes = [...strides, 2 * (strides.at(-1) as number)].map((stride) => [anchorScale * stride]); // of one level at least
  return {
    rpnAnchorGenerator: rpnAnchorGenerator ?? new AnchorGenerator(sizes, [0.5, 1, 2]),
    boxRoiPool: boxRoiPool ?? new MultiScaleRoIAlign(namesOf(levels), 7, 2),
  };
}

/** The parts for masks over a pyramid of any levels and channels. Throws ArgumentError for options that exclude each other. */
export function maskPartsOver(
  builder: string,
  levels: readonly Level[],
  channels: number,
  options: OverMaskBackbone & MaskRCNNConfig,
): Pick<MaskRCNNConfig, "maskRoiPool" | "maskHead"> {
  const { maskLayers, maskRoiPool, maskHead } = options;
  const isGiven = maskHead !== undefined && maskHead !== null;
  refuseBoth(builder, "maskLayers", maskLayers, "maskHead", isGiven);
  return {
    maskRoiPool: maskRoiPool ?? new MultiScaleRoIAlign(namesOf(levels), 14, 2),
    maskHead: maskLayers === undefined ? maskHead : new MaskRCNNHeads(channels, maskLayers, 1),
  };
}

function namesOf(levels: readonly Level[]): string[] {
  return levels.map((_, at) => String(at));
}

function refuseBoth(builder: string, option: string, value: unknown, part: string, isGiven: boolean): void {
  if (value === undefined || !isGiven) return;
  throw new ArgumentError(`models.${builder}: expected ${option} or ${part}, which has its own, not both.`, {
    operation: `models.${builder}`,
  });
}
