/** The largest values of regions: `torchvision.ops.roi_pool` and `RoIPool`. */

import { type Kinds, numberAbove, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { enter, tensorKind } from "../arguments.ts";
import { callVision } from "./operators.ts";
import {
  joinedRois,
  outputKind,
  outputPair,
  printedFloat,
  printedOutput,
  type RoiOutput,
  type Rois,
  roisKind,
} from "./rois.ts";

/** Options of {@link roiPool}. */
export interface RoiPoolOptions {
  /** Pixels of the feature map per pixel of the boxes: 1 / stride. Default 1. */
  spatialScale?: number;
}

const OPTIONS: Kinds<RoiPoolOptions> = { spatialScale: numberAbove(0) };

const ROI_POOL = signature<RoiPoolOptions>("roiPool", {
  takes: { input: tensorKind, rois: roisKind, outputSize: outputKind },
  options: OPTIONS,
  positional: ["spatialScale"],
});

/**
 * The largest value in each of `outputSize` bins of each RoI, whose edges are rounded to pixels: input (N, C, H, W) and
 * RoIs -> (R, C, h, w), the RoI pooling of Girshick 2015, https://arxiv.org/abs/1504.08083. Empty bins give 0.
 *
 * RoIs and errors are those of `roiAlign`.
 */
export function roiPool(
  input: Tensor,
  rois: Rois,
  outputSize: RoiOutput,
  ...rest: Rest<RoiPoolOptions, [spatialScale: number]>
): Tensor {
  const { spatialScale = 1 } = enter(ROI_POOL, rest, input, rois, outputSize);
  return scope(() => {
    const joined = joinedRois(input, rois, "roiPool");
    const [height, width] = outputPair(outputSize);
    const [values] = callVision<Tensor[]>("roi_pool", [input, joined, spatialScale, height, width]);
    return values as Tensor; // the first of the operator's two
  });
}

/** Options of {@link RoIPool}. */
export interface RoIPoolOptions {
  /** Pixels of the feature map per pixel of the boxes: 1 / stride. */
  spatialScale: number;
}

const LAYER = signature<RoIPoolOptions>("RoIPool", {
  takes: { outputSize: outputKind },
  options: OPTIONS,
  required: ["spatialScale"],
  positional: ["spatialScale"],
});

/** {@link roiPool} as a layer: input (N, C, H, W) and RoIs -> (R, C, h, w). */
export class RoIPool extends nn.Module {
  readonly output_size: RoiOutput;
  readonly spatial_scale: number;

  static {
    nn.markLeaf(RoIPool);
  }

  constructor(outputSize: RoiOutput, ...rest: Rest<RoIPoolOptions, [spatialScale: number]>) {
    const { spatialScale } = enter(LAYER, rest, outputSize);
    super();
    this.output_size = outputSize;
    this.spatial_scale = spatialScale;
  }

  override forward(input: Tensor, rois: Rois): Tensor {
    return roiPool(input, rois, this.output_size, this.spatial_scale);
  }

  override extraRepr(): string {
    return `output_size=${printedOutput(this.output_size)}, spatial_scale=${printedFloat(this.spatial_scale)}`;
  }
}
