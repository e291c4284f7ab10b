/**
 * Batches whose images are mixed with one another, and their labels with them: MixUp and CutMix, as torchvision v2 has them.
 *
 * They draw from PyTorch's default generator on the CPU, in torchvision's order, so that the same `manualSeed` gives what
 * torchvision gives.
 */
import {
  describe,
  integerFrom,
  isPlainObject,
  type Kinds,
  kind,
  number,
  numberAbove,
  type Rest,
  type Signature,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, noGrad, ops, randint, scope, Tensor, tensor, torch } from "../../tensor/index.ts";
import { enter, imageSizeKind } from "../arguments.ts";
import { BOX, type Box } from "./box.ts";
import { checkRange } from "./checks.ts";
import type { Size } from "./geometric.ts";

/** A batch that can be mixed; whatever else it has stays. */
export interface MixableBatch {
  /** (N, C, H, W) floating. */
  images: Tensor;
  /** Class indices (N), or shares of the classes (N, classes), which is what comes out. */
  labels?: Tensor;
  /** (N, H, W) or (N, K, H, W): rectangles of images bring theirs along. */
  masks?: Tensor;
}

/** How labels become shares of classes. */
export interface MixLabels {
  /** How many classes there are; needed for labels that are class indices. */
  numClasses?: number;
}

const batchKind = kind<MixableBatch>(
  "a batch, { images, labels }",
  (v) => isPlainObject(v) && (v as Partial<MixableBatch>).images instanceof Tensor,
);
const LABELS: Kinds<MixLabels> = { numClasses: integerFrom(1) };

const MIXUP = signature<MixLabels>("transforms.functional.mixup", {
  takes: { batch: batchKind, lambda: number },
  options: LABELS,
  positional: ["numClasses"],
});
const CUTMIX = signature<MixLabels>("transforms.functional.cutmix", {
  takes: { batch: batchKind, box: BOX },
  options: LABELS,
  positional: ["numClasses"],
});

/**
 * Each image and its label mixed with those before it in the batch, the first with the last: `lambda` of its own and `1 - lambda`
 * of the other (Zhang et al. 2017, https://arxiv.org/abs/1710.09412).
 *
 * @returns the batch with `images` and `labels` anew, these as shares (N, classes) float32; what was given stays the caller's
 * @throws ArgumentError for a lambda outside of 0 to 1, a batch with masks, and class indices without `numClasses`; ShapeError and
 *   DTypeError for images and labels of another form
 */
export function mixup<B extends MixableBatch>(
  batch: B,
  lambda: number,
  ...rest: Rest<MixLabels, [numClasses: number]>
): B {
  const { numClasses } = enter(MIXUP, rest, batch, lambda);
  checkRange(lambda, 0, 1, "lambda", "mixup");
  checkBatch(batch, "mixup");
  if (batch.masks !== undefined) {
    throw new ArgumentError(
      "mixup: a blend of two images has no mask of classes; use cutmix, whose rectangles bring their masks along",
      { operation: "mixup" },
    );
  }
  return scope(() =>
    noGrad(() => ({
      ...batch,
      images: blended(batch.images, lambda),
      ...labelsOf(batch, lambda, numClasses, "mixup"),
    })),
  );
}

/**
 * In each image the rectangle `box` of the image before it in the batch, in the first that of the last; labels are mixed by the
 * areas (Yun et al. 2019, https://arxiv.org/abs/1905.04899). Masks get the rectangle too.
 *
 * @returns the batch with `images`, `labels`, as shares (N, classes) float32, and `masks` anew; what was given stays the caller's
 * @throws ArgumentError for a rectangle beyond the image, and class indices without `numClasses`; ShapeError and DTypeError for
 *   images, labels and masks of another form
 */
export function cutmix<B extends MixableBatch>(
  batch: B,
  box: Box,
  ...rest: Rest<MixLabels, [numClasses: number]>
): B {
  const { numClasses } = enter(CUTMIX, rest, batch, box);
  checkBatch(batch, "cutmix");
  const [h, w] = batch.images.shape.slice(-2) as [number, number];
  const { top, left, height, width } = box;
  if (!(top >= 0 && left >= 0 && height >= 0 && width >= 0 && top + height <= h && left + width <= w)) {
    throw new ArgumentError(
      `cutmix: the rectangle ${height} x ${width} at ${top}, ${left} lies within the images of ${h} x ${w}`,
      { operation: "cutmix" },
    );
  }
  const pasted = (t: Tensor): Tensor => {
    const out = t.clone();
    const cut = (whole: Tensor): Tensor => whole.narrow(-2, top, height).narrow(-1, left, width);
    cut(out).copy_(cut(t).roll([1], [0]));
    return out;
  };
  return scope(() =>
    noGrad(() => ({
      ...batch,
      images: pasted(batch.images),
      ...(batch.masks === undefined ? {} : { masks: pasted(batch.masks) }),
      ...labelsOf(batch, 1 - (height * width) / (h * w), numClasses, "cutmix"),
    })),
  );
}

function checkBatch({ images, labels, masks }: MixableBatch, operation: string): void {
  if (images.ndim !== 4) {
    throw new ShapeError(`${operation}: expected images (N, C, H, W), got [${images.shape}]`, { operation });
  }
  if (!isFloatingPoint(images.dtype)) {
    throw new DTypeError(
      `${operation}: expected floating images, got ${images.dtype}; convert them with convertImageDtype`,
      { operation },
    );
  }
  if (labels === undefined && masks === undefined) {
    throw new ArgumentError(`${operation}: expected a batch with labels or masks, got images alone`, {
      operation,
    });
  }
  if (masks === undefined) return;
  const isOfImages =
    masks instanceof Tensor &&
    masks.shape[0] === images.shape[0] &&
    masks.shape.slice(-2).join() === images.shape.slice(-2).join();
  if (!isOfImages) {
    throw new ShapeError(
      `${operation}: expected masks as large as the images [${images.shape}], got ${masks instanceof Tensor ? `[${masks.shape}]` : describe(masks)}`,
      { operation },
    );
  }
}

/** Rolled and weighed in torchvision's order of operations. */
function blended(t: Tensor, lambda: number): Tensor {
  return t
    .roll([1], [0])
    .mul_(1 - lambda)
    .add_(t.mul(lambda));
}

/** Labels as shares of the classes, mixed; nothing where there are none. */
function labelsOf(
  { images, labels }: MixableBatch,
  lambda: number,
  numClasses: number | undefined,
  operation: string,
): { labels?: Tensor } {
  return labels === undefined
    ? {}
    : { labels: blended(labelShares(labels, images.shape[0] as number, numClasses, operation), lambda) };
}

/** Labels (N, classes) float32 of class indices (N), or of shares. */
function labelShares(
  labels: Tensor,
  count: number,
  numClasses: number | undefined,
  operation: string,
): Tensor {
  if (!(labels instanceof Tensor)) {
    throw new ArgumentError(`${operation}: labels must be a tensor, got ${describe(labels)}.`, { operation });
  }
  const [n, classes] = labels.shape;
  if (labels.ndim === 2 && n === count && (numClasses ?? classes) === classes) return labels.to("float32");
  if (labels.ndim !== 1 || n !== count) {
    throw new ShapeError(
      `${operation}: expected labels (${count}) or (${count}, ${numClasses ?? "classes"}), got [${labels.shape}]`,
      { operation },
    );
  }
  if (numClasses === undefined) {
    throw new ArgumentError(`${operation}: labels that are class indices need \`numClasses\``, { operation });
  }
  return torch.oneHot(labels.to("int64"), numClasses).to("float32");
}

/** Options of {@link MixUp} and {@link CutMix}. */
export interface MixOptions extends MixLabels {
  /** Of the distribution Beta(alpha, alpha) that lambda is drawn from; above 0. Default 1. */
  alpha?: number;
}

function takes(name: string): Signature<MixOptions> {
  return signature<MixOptions>(`transforms.${name}`, {
    options: { ...LABELS, alpha: numberAbove(0) },
    advice: {
      p: "it mixes every batch: skip it in your loop",
      labelsGetter: "the batch is { images, labels }",
    },
  });
}

const MIXUP_CLASS = takes("MixUp");
const CUTMIX_CLASS = takes("CutMix");
const APPLY = signature("transforms.MixUp.apply", { takes: { batch: batchKind } });
const DRAW = signature("transforms.MixUp.getParams");
const DRAW_BOX = signature("transforms.CutMix.getParams", { takes: { size: imageSizeKind } });

/** A number of Beta(alpha, alpha), drawn as torch.distributions.Beta draws it. */
function drawnLambda(alpha: number): number {
  return scope(() => {
    const shares = ops.unsafe("aten::_sample_dirichlet", tensor([alpha, alpha])) as Tensor; // of floats above 0
    return shares.data()[0] as number; // float32
  });
}

/** A transform of batches, which draws from the default generator. */
abstract class BatchMix {
  readonly alpha: number;
  readonly numClasses: number | undefined;

  constructor({ alpha = 1, numClasses }: MixOptions) {
    this.alpha = alpha;
    this.numClasses = numClasses;
  }

  /** The mixed batch; what was given stays the caller's. */
  apply<B extends MixableBatch>(batch: B, ...rest: []): B {
    APPLY.read(rest);
    APPLY.check(batch);
    return this.mix(batch);
  }

  protected abstract mix<B extends MixableBatch>(batch: B): B;

  /** Like PyTorch's repr. */
  toString(): string {
    const { numClasses = null } = this;
    return `${this.constructor.name}(alpha=${this.alpha}, num_classes=${numClasses ?? "None"})`;
  }
}

/**
 * Mixes each image of a batch and its label with those before it, by a lambda of Beta(alpha, alpha): {@link mixup}.
 *
 * @example
 * const mix = new transforms.MixUp({ numClasses: 10, alpha: 0.2 });
 * const { images, labels } = mix.apply(batch); // labels (N, 10)
 */
export class MixUp extends BatchMix {
  constructor(...rest: Rest<MixOptions>) {
    super(MIXUP_CLASS.read(rest));
  }

  /** Lambda. */
  getParams(...rest: []): number {
    DRAW.read(rest);
    return drawnLambda(this.alpha);
  }

  protected override mix<B extends MixableBatch>(batch: B): B {
    checkBatch(batch, "MixUp");
    return mixup(batch, this.getParams(), { numClasses: this.numClasses });
  }
}

/**
 * Puts a rectangle of the image before it into each image of a batch, of a share of the area of 1 less a number of
 * Beta(alpha, alpha), and mixes the labels by the areas: {@link cutmix}.
 */
export class CutMix extends BatchMix {
  constructor(...rest: Rest<MixOptions>) {
    super(CUTMIX_CLASS.read(rest));
  }

  /** The rectangle in images of [height, width], cut where it reaches beyond them. */
  getParams(size: Size, ...rest: []): Box {
    DRAW_BOX.read(rest);
    DRAW_BOX.check(size);
    const [h, w] = size;
    const half = 0.5 * Math.sqrt(1 - drawnLambda(this.alpha));
    const place = (edge: number): number => scope(() => Number(randint(edge, [1]).item()));
    const [x, y] = [place(w), place(h)];
    const reach = (middle: number, edge: number): [number, number] => {
      const by = Math.trunc(half * edge);
      return [Math.max(0, middle - by), Math.min(edge, middle + by)];
    };
    const [left, right] = reach(x, w);
    const [top, bottom] = reach(y, h);
    return { top, left, height: bottom - top, width: right - left };
  }

  protected override mix<B extends MixableBatch>(batch: B): B {
    checkBatch(batch, "CutMix");
    const size = batch.images.shape.slice(-2) as [number, number];
    return cutmix(batch, this.getParams(size), { numClasses: this.numClasses });
  }
}
