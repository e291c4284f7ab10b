/** What boxes are by themselves, as `torchvision.ops.box_area` and its kin. */

import { numberFrom, oneOf, type Rest, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { noGrad, scope, type Tensor, torch, where, zerosLike } from "../../tensor/index.ts";
import { enter, imageSizeKind, tensorKind } from "../arguments.ts";
import { type BoxFormat, boxFormatKind, clampBoxes, convertBoxes } from "../transforms/boxes.ts";
import { checkBoxes, widened } from "./checks.ts";

/** Boxes of any format as x1, y1, x2, y2. */
export function corners(boxes: Tensor, format: BoxFormat): Tensor {
  if (format === "xyxy") return boxes;
  return convertBoxes(boxes.reshape([-1, 4]), format, "xyxy").reshape(boxes.shape);
}

/** Options of {@link area}. */
export interface AreaOptions {
  /** What the four numbers are. Default "xyxy". */
  format?: BoxFormat;
}

const AREA = signature<AreaOptions>("boxes.area", {
  takes: { boxes: tensorKind },
  options: { format: boxFormatKind },
  positional: ["format"],
});

/**
 * Areas (...) of boxes (..., 4), in squared units of theirs; of an inverted box negative, as in torchvision. 16 bits are
 * computed in float32, small integers in int32.
 *
 * @throws ShapeError, DTypeError
 */
export function area(boxes: Tensor, ...rest: Rest<AreaOptions, [format: BoxFormat]>): Tensor {
  const { format = "xyxy" } = enter(AREA, rest, boxes);
  checkBoxes("boxes.area", boxes);
  return scope(() => {
    const [a, b, c, d] = widened(boxes).unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
    return format === "xyxy" ? c.sub(a).mul(d.sub(b)) : c.mul(d);
  });
}

const CLIP = signature("boxes.clip", { takes: { boxes: tensorKind, size: imageSizeKind } });

/**
 * Boxes (..., 4) x1, y1, x2, y2, cut to an image of [height, width].
 *
 * @throws ShapeError, DTypeError
 */
export function clip(boxes: Tensor, size: readonly [number, number], ...rest: []): Tensor {
  enter(CLIP, rest, boxes, size);
  checkBoxes("boxes.clip", boxes);
  return scope(() => clampBoxes(boxes.reshape([-1, 4]), size).reshape(boxes.shape));
}

const REMOVE_SMALL = signature("boxes.removeSmall", {
  takes: { boxes: tensorKind, minSize: numberFrom(0) },
});

/**
 * Which of the boxes (N, 4) x1, y1, x2, y2 are at least `minSize` wide and high: indices (K) int64. Boxes with NaN are not.
 *
 * @throws ShapeError, DTypeError
 */
export function removeSmall(boxes: Tensor, minSize: number, ...rest: []): Tensor {
  enter(REMOVE_SMALL, rest, boxes, minSize);
  checkBoxes("boxes.removeSmall", boxes);
  if (boxes.ndim !== 2) {
    throw new ShapeError(`boxes.removeSmall: expected boxes (N, 4), got [${boxes.shape}]`, {
      operation: "boxes.removeSmall",
    });
  }
  return scope(() => {
    const [x1, y1, x2, y2] = boxes.unbind(-1) as [Tensor, Tensor, Tensor, Tensor];
    const large = x2.sub(x1).ge(minSize).logicalAnd(y2.sub(y1).ge(minSize));
    return large.nonzero().squeeze(1);
  });
}

/** Options of {@link fromMasks}. */
export interface FromMasksOptions {
  /**
   * Whether x2 and y2 name the last pixel or the one behind it. Default "inclusive", as in torchvision, where a mask of one
   * pixel has a box without area; detection learns from "exclusive" ones.
   */
  farEdge?: "inclusive" | "exclusive";
}

const FROM_MASKS = signature<FromMasksOptions>("boxes.fromMasks", {
  takes: { masks: tensorKind },
  options: { farEdge: oneOf("inclusive", "exclusive") },
  positional: ["farEdge"],
});

/**
 * The boxes around what is not 0 in masks (N, H, W): (N, 4) float32 x1, y1, x2, y2 in pixels; of an empty mask all 0.
 *
 * @throws ShapeError
 */
export function fromMasks(
  masks: Tensor,
  ...rest: Rest<FromMasksOptions, [farEdge: "inclusive" | "exclusive"]>
): Tensor {
  const { farEdge = "inclusive" } = enter(FROM_MASKS, rest, masks);
  if (masks.ndim !== 3) {
    throw new ShapeError(`boxes.fromMasks: expected masks (N, H, W), got [${masks.shape}]`, {
      operation: "boxes.fromMasks",
    });
  }
  const [n = 0, height = 0, width = 0] = masks.shape;
  const behind = farEdge === "exclusive" ? 1 : 0;
  return noGrad(() =>
    scope(() => {
      if (n * height * width === 0) return torch.zeros([n, 4], { dtype: "float32", device: masks.device });
      const filled = masks.ne(0);
      const ends = (dim: 1 | 2, length: number): [Tensor, Tensor] => {
        const line = filled.any(dim).to("uint8"); // (N, length)
        return [
          line.argmax(1),
          line
            .flip([1])
            .argmax(1)
            .neg()
            .add(length - 1 + behind),
        ];
      };
      const [[x1, x2], [y1, y2]] = [ends(1, width), ends(2, height)];
      const around = torch.stack([x1, y1, x2, y2], { dim: 1 }).to("float32");
      const isEmpty = filled.flatten(1).any(1).logicalNot();
      return where(isEmpty.unsqueeze(1), zerosLike(around), around);
    }),
  );
}
