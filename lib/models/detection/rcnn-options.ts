/** The options of two-stage detectors, torchvision's `**kwargs`, and making their parts of them. */

import { instance, type Kinds, nullable } from "../../edge/index.ts";
import type * as nn from "../../nn/index.ts";
import { count, layerKind, moduleKind } from "../option-kinds.ts";
import { AnchorGenerator } from "./anchors.ts";
import type { BoxPredictorModule } from "./box-heads.ts";
import { ROI_KINDS, type RoIOptions } from "./roi-heads.ts";
import { MultiScaleRoIAlign } from "./roi-pool.ts";
import { RPN_KINDS, type RPNOptions } from "./rpn.ts";
import type { RPNHeadModule } from "./rpn-head.ts";
import { type DetectionTransformOptions, TRANSFORM_KINDS } from "./transform.ts";

/** Options under a longer name: `nmsThresh` as `rpnNmsThresh`. */
type Prefixed<P extends string, O> = { [K in keyof O & string as `${P}${Capitalize<K>}`]?: O[K] };

/** {@link RPNOptions}, each name after `rpn`, and {@link RoIOptions}, after `box`. */
type StageOptions = Prefixed<"rpn", RPNOptions> & Prefixed<"box", Omit<RoIOptions, "bboxRegWeights">>;

/** How a Faster R-CNN resizes, proposes and decides, and its parts; torchvision's names in camel case. */
export interface FasterRCNNConfig
  extends DetectionTransformOptions,
    StageOptions,
    Pick<RoIOptions, "bboxRegWeights"> {
  /** Classes with the background: 91 by default, as COCO's numbers have them. Not given where there is a `boxPredictor`. */
  numClasses?: number;
  /** Five sizes of 32 to 512 pixels, one for each level, in three shapes by default. */
  rpnAnchorGenerator?: AnchorGenerator | null;
  /** An RPNHead of as many anchors by default. */
  rpnHead?: RPNHeadModule | null;
  /** 7 x 7 pixels of the features "0" to "3" by default. */
  boxRoiPool?: MultiScaleRoIAlign | null;
  /** A TwoMLPHead of 1024 features by default. */
  boxHead?: nn.TensorModule | null;
  /** A FastRCNNPredictor by default. */
  boxPredictor?: BoxPredictorModule | null;
}

/** The same, and the parts of a Mask R-CNN that find masks. */
export interface MaskRCNNConfig extends FasterRCNNConfig {
  /** 14 x 14 pixels of the features "0" to "3" by default. */
  maskRoiPool?: MultiScaleRoIAlign | null;
  /** MaskRCNNHeads of four convolutions with 256 channels by default. */
  maskHead?: nn.TensorModule | null;
  /** A MaskRCNNPredictor by default. */
  maskPredictor?: nn.TensorModule | null;
}

const { bboxRegWeights, ...BOX_KINDS } = ROI_KINDS;

function prefixed<P extends string, O extends object>(prefix: P, kinds: O): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kinds).map(([key, of]) => [prefix + capitalised(key), of]));
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Kinds of {@link FasterRCNNConfig}. */
export const FASTER_KINDS: Kinds<FasterRCNNConfig> = {
  ...TRANSFORM_KINDS,
  ...(prefixed("rpn", RPN_KINDS) as unknown as Kinds<Prefixed<"rpn", RPNOptions>>), // the same kinds by those names
  ...(prefixed("box", BOX_KINDS) as unknown as Kinds<Prefixed<"box", Omit<RoIOptions, "bboxRegWeights">>>),
  bboxRegWeights,
  numClasses: count,
  rpnAnchorGenerator: nullable(instance(AnchorGenerator)),
  rpnHead: nullable(moduleKind) as Kinds<FasterRCNNConfig>["rpnHead"],
  boxRoiPool: nullable(instance(MultiScaleRoIAlign)),
  boxHead: nullable(layerKind),
  boxPredictor: nullable(moduleKind) as Kinds<FasterRCNNConfig>["boxPredictor"],
};

/** Kinds of {@link MaskRCNNConfig}. */
export const MASK_KINDS: Kinds<MaskRCNNConfig> = {
  ...FASTER_KINDS,
  maskRoiPool: nullable(instance(MultiScaleRoIAlign)),
  maskHead: nullable(layerKind),
  maskPredictor: nullable(layerKind),
};

/** Those options of a stage that were given under the longer names. */
export function unprefixed<O extends object>(prefix: "rpn" | "box", config: object, kinds: Kinds<O>): O {
  const own = Object.keys(kinds).map((key) => [key, Reflect.get(config, prefix + capitalised(key))]);
  return Object.fromEntries(own.filter(([, value]) => value !== undefined)) as O; // of these names
}
