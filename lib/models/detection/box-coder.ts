/**
 * Boxes as differences to other boxes: shift of the centre in widths and heights, logarithm of the change in size.
 *
 * "Rich feature hierarchies for accurate object detection", https://arxiv.org/abs/1311.2524, appendix C; the numbers are those
 * of torchvision's `BoxCoder`.
 */

import { type Kind, listOf, number, type Rest, signature } from "../../edge/index.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { cat, type Tensor, tensor } from "../../tensor/index.ts";

/** Factors of the differences of x, y, width and height. */
export type BoxWeights = readonly [x: number, y: number, width: number, height: number];

/** Such factors as an option. */
export const boxWeightsKind = listOf(number, 4) as Kind<readonly number[]> as unknown as Kind<BoxWeights>; // of length 4

/** How much larger than its anchor a box may get: https://arxiv.org/abs/1506.01497's code has 1000 pixels of 16. */
const LARGEST = Math.log(1000 / 16);

const TAKES = signature<{ bboxXformClip?: number }>("models.detection.BoxCoder", {
  takes: { weights: boxWeightsKind },
  options: { bboxXformClip: number },
  positional: ["bboxXformClip"],
});
const ENCODE = signature("models.detection.BoxCoder.encode", {
  takes: { boxes: tensorKind, anchors: tensorKind },
});
const DECODE = signature("models.detection.BoxCoder.decode", {
  takes: { codes: tensorKind, anchors: tensorKind },
});

/** Encodes boxes relative to anchors or proposals, and decodes them. */
export class BoxCoder {
  readonly weights: BoxWeights;
  readonly bbox_xform_clip: number;

  /** `bboxXformClip` bounds the decoded logarithms of sizes; log(1000 / 16) by default. */
  constructor(weights: BoxWeights, ...rest: Rest<{ bboxXformClip?: number }, [bboxXformClip: number]>) {
    const { bboxXformClip = LARGEST } = TAKES.read(rest);
    TAKES.check(weights);
    this.weights = weights;
    this.bbox_xform_clip = bboxXformClip;
  }

  /** Boxes (..., 4) x1, y1, x2, y2 relative to anchors (..., 4) -> codes (..., 4). */
  encode(boxes: Tensor, anchors: Tensor, ...rest: []): Tensor {
    ENCODE.read(rest);
    ENCODE.check(boxes, anchors);
    const from = centred(anchors);
    const to = centred(boxes);
    const [shift, scale] = this.#weightsFor(boxes);
    const moved = to.centre.sub(from.centre).mul(shift).div(from.size);
    const resized = to.size.div(from.size).log().mul(scale);
    return cat([moved, resized], -1);
  }

  /** Codes (..., 4) of anchors (..., 4) -> boxes (..., 4); leading dimensions are broadcast. */
  decode(codes: Tensor, anchors: Tensor, ...rest: []): Tensor {
    DECODE.read(rest);
    DECODE.check(codes, anchors);
    const { centre, size } = centred(anchors.to(codes.dtype));
    const [shift, scale] = this.#weightsFor(codes);
    const moved = codes.narrow(-1, 0, 2).div(shift);
    const resized = codes.narrow(-1, 2, 2).div(scale).clampMax(this.bbox_xform_clip);
    const to = moved.mul(size).add(centre);
    const half = resized.exp().mul(size).mul(0.5);
    return cat([to.sub(half), to.add(half)], -1);
  }

  #weightsFor({ dtype, device }: Tensor): [shift: Tensor, scale: Tensor] {
    const [x, y, width, height] = this.weights;
    return [tensor([x, y], { dtype, device }), tensor([width, height], { dtype, device })];
  }
}

function centred(boxes: Tensor): { centre: Tensor; size: Tensor } {
  const low = boxes.narrow(-1, 0, 2);
  const size = boxes.narrow(-1, 2, 2).sub(low);
  return { centre: low.add(size.mul(0.5)), size };
}
