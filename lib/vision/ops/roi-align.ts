/** Features of regions, sampled: `torchvision.ops.roi_align` and `RoIAlign`. */

import { boolean, integer, type Kinds, numberAbove, type Rest, signature } from "../../edge/index.ts";
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

/** Options of {@link roiAlign}. */
export interface RoiAlignOptions {
  /** Pixels of the feature map per pixel of the boxes: 1 / stride. Default 1. */
  spatialScale?: number;
  /** Samples of each bin along each axis; 0 and less take as many as the bin has pixels, rounded up. Default -1. */
  samplingRatio?: number;
  /** Whether half a pixel is taken off the coordinates, so that they fit pixel centres. Default false, as in torchvision. */
  aligned?: boolean;
}

const OPTIONS: Kinds<RoiAlignOptions> = {
  spatialScale: numberAbove(0),
  samplingRatio: integer,
  aligned: boolean,
};

const ROI_ALIGN = signature<RoiAlignOptions>("roiAlign", {
  takes: { input: tensorKind, rois: roisKind, outputSize: outputKind },
  options: OPTIONS,
  positional: ["spatialScale", "samplingRatio", "aligned"],
});

/**
 * The mean of bilinear samples in each of `outputSize` bins of each RoI: input (N, C, H, W) and RoIs -> (R, C, h, w), the
 * RoIAlign of He et al. 2017, https://arxiv.org/abs/1703.06870.
 *
 * RoIs are (R, 5), the image's index and x1, y1, x2, y2, or a list of boxes (L, 4), one for each image, of the input's
 * dtype. Samples beyond the image by more than a pixel count as 0. Under autocast it computes in float32. The gradient is
 * the input's; RoIs get none. It does not depend on the number of threads.
 *
 * @throws ShapeError, DTypeError, and on the CPU ArgumentError for RoIs that are not finite or of an image that is not
 * there; on other devices those give zeros, because to look at them would mean to wait
 */
export function roiAlign(
  input: Tensor,
  rois: Rois,
  outputSize: RoiOutput,
  ...rest: Rest<RoiAlignOptions, [spatialScale: number, samplingRatio: number, aligned: boolean]>
): Tensor {
  const options = enter(ROI_ALIGN, rest, input, rois, outputSize);
  const { spatialScale = 1, samplingRatio = -1, aligned = false } = options;
  return scope(() => {
    const joined = joinedRois(input, rois, "roiAlign");
    const [height, width] = outputPair(outputSize);
    return callVision("roi_align", [input, joined, spatialScale, height, width, samplingRatio, aligned]);
  });
}

/** Options of {@link RoIAlign}. */
export interface RoIAlignOptions {
  /** Pixels of the feature map per pixel of the boxes: 1 / stride. */
  spatialScale: number;
  /** As of {@link roiAlign}. */
  samplingRatio: number;
  /** As of {@link roiAlign}. Default false. */
  aligned?: boolean;
}

const LAYER = signature<RoIAlignOptions>("RoIAlign", {
  takes: { outputSize: outputKind },
  options: OPTIONS,
  required: ["spatialScale", "samplingRatio"],
  positional: ["spatialScale", "samplingRatio", "aligned"],
});

/** {@link roiAlign} as a layer: input (N, C, H, W) and RoIs -> (R, C, h, w). */
export class RoIAlign extends nn.Module {
  readonly output_size: RoiOutput;
  readonly spatial_scale: number;
  readonly sampling_ratio: number;
  readonly aligned: boolean;

  static {
    nn.markLeaf(RoIAlign);
  }

  constructor(
    outputSize: RoiOutput,
    ...rest: Rest<RoIAlignOptions, [spatialScale: number, samplingRatio: number, aligned: boolean]>
  ) {
    const { spatialScale, samplingRatio, aligned = false } = enter(LAYER, rest, outputSize);
    super();
    this.output_size = outputSize;
    this.spatial_scale = spatialScale;
    this.sampling_ratio = samplingRatio;
    this.aligned = aligned;
  }

  override forward(input: Tensor, rois: Rois): Tensor {
    return roiAlign(input, rois, this.output_size, this.spatial_scale, this.sampling_ratio, this.aligned);
  }

  override extraRepr(): string {
    return (
      `output_size=${printedOutput(this.output_size)}, spatial_scale=${printedFloat(this.spatial_scale)}, ` +
      `sampling_ratio=${this.sampling_ratio}, aligned=${this.aligned ? "True" : "False"}`
    );
  }
}
