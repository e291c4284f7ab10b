/**
 * The second stage of a detector: what each proposal holds, where its box really is, and the object's mask.
 *
 * "Fast R-CNN", https://arxiv.org/abs/1504.08083; "Mask R-CNN", https://arxiv.org/abs/1703.06870; numbers, losses and random draws
 * are those of torchvision's `RoIHeads`.
 */

import {
  instance,
  integerFrom,
  type Kinds,
  nullable,
  numberFrom,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { arange, cat, noGrad, scope, type Tensor, where, zeros } from "../../tensor/index.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import { boxes as boxOps } from "../../vision/index.ts";
import { count, layerKind, moduleKind } from "../option-kinds.ts";
import { BoxCoder, type BoxWeights, boxWeightsKind } from "./box-coder.ts";
import type { BoxPredictorModule } from "./box-heads.ts";
import type { Features } from "./feature-pyramid.ts";
import type { ImageSize } from "./image-list.ts";
import { masksInBoxes } from "./masks.ts";
import { Matcher } from "./matcher.ts";
import { fullPrecision, smoothL1 } from "./precision.ts";
import { MultiScaleRoIAlign } from "./roi-pool.ts";
import { BalancedPositiveNegativeSampler } from "./sampler.ts";
import { checkLabels } from "./targets.ts";

/** Detections are dropped whose side is shorter, in pixels of the batch. */
const LEAST_SIDE = 1e-2;

const share = numberFrom(0, 1);

/** How boxes are learnt from and chosen. */
export interface RoIOptions {
  /** Overlap from which on a proposal is for an object; 0.5 by default. */
  fgIouThresh?: number;
  /** Overlap below which it is background; 0.5 by default. */
  bgIouThresh?: number;
  /** Proposals of an image that are learnt from; 512 by default. */
  batchSizePerImage?: number;
  /** Most of them that are for objects, as a share; 0.25 by default. */
  positiveFraction?: number;
  /** Factors of the box codes; [10, 10, 5, 5] by default. */
  bboxRegWeights?: BoxWeights | null;
  /** Detections have a higher score; 0.05 by default. */
  scoreThresh?: number;
  /** Overlap above which the less sure of two detections of a class goes; 0.5 by default. */
  nmsThresh?: number;
  /** Most detections of an image; 100 by default. */
  detectionsPerImg?: number;
}

/** Kinds of {@link RoIOptions}. */
export const ROI_KINDS: Kinds<RoIOptions> = {
  fgIouThresh: share,
  bgIouThresh: share,
  batchSizePerImage: count,
  positiveFraction: share,
  bboxRegWeights: nullable(boxWeightsKind),
  scoreThresh: share,
  nmsThresh: share,
  detectionsPerImg: integerFrom(0),
};

/** What finds masks; all three or none. */
export interface MaskParts {
  maskRoiPool?: MultiScaleRoIAlign | null;
  maskHead?: nn.TensorModule | null;
  maskPredictor?: nn.TensorModule | null;
}

const MASK_KINDS: Kinds<MaskParts> = {
  maskRoiPool: nullable(instance(MultiScaleRoIAlign)),
  maskHead: nullable(layerKind),
  maskPredictor: nullable(layerKind),
};

const TAKES = signature<RoIOptions & MaskParts>("models.detection.RoIHeads", {
  takes: { boxRoiPool: instance(MultiScaleRoIAlign), boxHead: layerKind, boxPredictor: moduleKind },
  options: { ...ROI_KINDS, ...MASK_KINDS },
});

/** Losses of the second stage, each a scalar. */
export type RoILosses = { loss_classifier: Tensor; loss_box_reg: Tensor; loss_mask?: Tensor };

/** What the second stage gives: losses where there are targets, detections where there are none. */
export interface RoIResults {
  /** For each image, in pixels of the batch; masks (N, 1, m, m) within the boxes. */
  readonly detections: Detections[];
  readonly losses: RoILosses | null;
}

/** Proposals of one image that are learnt from. */
interface Lesson {
  /** (P, 4) */
  readonly boxes: Tensor;
  /** (P) int64, 0 for background. */
  readonly labels: Tensor;
  /** (P) int64: the object that each is compared with; 0 where there is none. */
  readonly matched: Tensor;
  /** (P, 4): the codes of the object's box. */
  readonly codes: Tensor;
}

/** Features and proposals of a batch of images -> detections of each, or losses where there are targets. */
export class RoIHeads extends nn.Module {
  box_roi_pool: MultiScaleRoIAlign;
  box_head: nn.TensorModule;
  box_predictor: BoxPredictorModule;
  mask_roi_pool: MultiScaleRoIAlign | null;
  mask_head: nn.TensorModule | null;
  mask_predictor: nn.TensorModule | null;
  readonly proposal_matcher: Matcher;
  readonly fg_bg_sampler: BalancedPositiveNegativeSampler;
  readonly box_coder: BoxCoder;
  score_thresh: number;
  nms_thresh: number;
  detections_per_img: number;

  constructor(
    boxRoiPool: MultiScaleRoIAlign,
    boxHead: nn.TensorModule,
    boxPredictor: BoxPredictorModule,
    ...rest: Rest<RoIOptions & MaskParts>
  ) {
    super();
    const options = TAKES.read(rest);
    TAKES.check(boxRoiPool, boxHead, boxPredictor);
    const { maskRoiPool = null, maskHead = null, maskPredictor = null } = options;
    const masks = [maskRoiPool, maskHead, maskPredictor].filter((part) => part !== null).length;
    if (masks !== 0 && masks !== 3) {
      throw TAKES.error("expected maskRoiPool, maskHead and maskPredictor together, or none of them.");
    }
    this.box_roi_pool = boxRoiPool;
    this.box_head = boxHead;
    this.box_predictor = boxPredictor;
    this.mask_roi_pool = maskRoiPool;
    this.mask_head = maskHead;
    this.mask_predictor = maskPredictor;
    const {
      fgIouThresh = 0.5,
      bgIouThresh = 0.5,
      batchSizePerImage = 512,
      positiveFraction = 0.25,
    } = options;
    this.proposal_matcher = new Matcher(fgIouThresh, bgIouThresh);
    this.fg_bg_sampler = new BalancedPositiveNegativeSampler(batchSizePerImage, positiveFraction);
    this.box_coder = new BoxCoder(options.bboxRegWeights ?? [10, 10, 5, 5]);
    this.score_thresh = options.scoreThresh ?? 0.05;
    this.nms_thresh = options.nmsThresh ?? 0.5;
    this.detections_per_img = options.detectionsPerImg ?? 100;
  }

  /** Whether it finds masks. */
  get hasMasks(): boolean {
    return this.mask_roi_pool !== null && this.mask_head !== null && this.mask_predictor !== null;
  }

  /** Boxes of `proposals` and `targets` are in pixels of the batch, `imageSizes` are those of the images within it. */
  override forward(
    features: Features,
    proposals: readonly Tensor[],
    imageSizes: readonly ImageSize[],
    targets: readonly DetectionTarget[] | null = null,
  ): RoIResults {
    if (targets === null) {
      return { detections: this.#detect(features, proposals, imageSizes), losses: null };
    }
    return { detections: [], losses: this.#losses(features, proposals, imageSizes, targets) };
  }

  #predict(
    features: Features,
    boxes: readonly Tensor[],
    sizes: readonly ImageSize[],
  ): { logits: Tensor; deltas: Tensor } {
    return scope(() => {
      const pooled = this.box_roi_pool.forward(features, boxes, sizes);
      const { logits, deltas } = this.box_predictor.forward(this.box_head.forward(pooled));
      return { logits: fullPrecision(logits), deltas: fullPrecision(deltas) };
    });
  }

  /** Logits (K, classes, m, m) of the masks within boxes. */
  #masks(features: Features, boxes: readonly Tensor[], sizes: readonly ImageSize[]): Tensor {
    const [pool, head, predictor] = [this.mask_roi_pool, this.mask_head, this.mask_predictor];
    if (pool === null || head === null || predictor === null) {
      throw new ArgumentError(`${TAKES.name}: it has no part for masks.`, { operation: TAKES.name });
    }
    return scope(() => fullPrecision(predictor.forward(head.forward(pool.forward(features, boxes, sizes)))));
  }

  // --- detecting ----------------------------------------------------------------------------------------------

  #detect(features: Features, proposals: readonly Tensor[], sizes: readonly ImageSize[]): Detections[] {
    const { logits, deltas } = this.#predict(features, proposals, sizes);
    const classes = logits.shape[1] as number;
    const scores = logits.softmax(-1);
    const codes = deltas.reshape([-1, classes, 4]);
    let first = 0;
    const found = proposals.map((boxes, at): Detections => {
      const many = boxes.shape[0] as number;
      const [own, likely] = [codes.narrow(0, first, many), scores.narrow(0, first, many)];
      first += many;
      return scope(() =>
        this.#best(this.box_coder.decode(own, boxes.unsqueeze(1)), likely, sizes[at] as ImageSize),
      );
    });
    if (!this.hasMasks) return found;
    const labels = cat(found.map((one) => one.labels));
    const masks = this.#masks(
      features,
      found.map(({ boxes }) => boxes),
      sizes,
    );
    const place = arange(labels.numel(), { dtype: "int64", device: labels.device });
    const own = masks.index(place, labels).sigmoid().unsqueeze(1);
    let start = 0;
    return found.map((one) => {
      const many = one.labels.numel();
      start += many;
      return { ...one, masks: own.narrow(0, start - many, many) };
    });
  }

  /** Of boxes (P, classes, 4) and scores (P, classes) of one image those that are sure enough, each object once. */
  #best(boxes: Tensor, scores: Tensor, size: ImageSize): Detections {
    const classes = scores.shape[1] as number;
    const clipped = boxOps.clip(boxes.narrow(1, 1, classes - 1).reshape([-1, 4]), size);
    const likely = scores.narrow(1, 1, classes - 1).reshape([-1]);
    const labels = arange(1, classes, { dtype: "int64", device: scores.device })
      .expand([scores.shape[0] as number, classes - 1])
      .reshape([-1]);
    const large = clipped
      .narrow(1, 2, 2)
      .sub(clipped.narrow(1, 0, 2))
      .ge(LEAST_SIDE)
      .all(1);
    const kept = large.logicalAnd(likely.gt(this.score_thresh)).nonzero().squeeze(1);
    const all = { boxes: clipped.index(kept), labels: labels.index(kept), scores: likely.index(kept) };
    const ordered = boxOps.batchedNms(all.boxes, all.scores, all.labels, this.nms_thresh);
    const best = ordered.narrow(0, 0, Math.min(this.detections_per_img, ordered.numel()));
    return { boxes: all.boxes.index(best), labels: all.labels.index(best), scores: all.scores.index(best) };
  }

  // --- learning -----------------------------------------------------------------------------------------------

  #losses(
    features: Features,
    proposals: readonly Tensor[],
    sizes: readonly ImageSize[],
    targets: readonly DetectionTarget[],
  ): RoILosses {
    const lessons = this.#lessons(proposals, targets);
    const { logits, deltas } = this.#predict(
      features,
      lessons.map(({ boxes }) => boxes),
      sizes,
    );
    checkLabels(TAKES.name, targets, logits.shape[1] as number);
    const losses: RoILosses = boxLosses(logits, deltas, lessons);
    if (!this.hasMasks) return losses;
    return { ...losses, loss_mask: this.#maskLoss(features, lessons, sizes, targets) };
  }

  /** What is learnt from: of each image's proposals and objects a few, some with an object and more without. */
  #lessons(proposals: readonly Tensor[], targets: readonly DetectionTarget[]): Lesson[] {
    return scope(() =>
      noGrad(() => {
        const all = proposals.map((boxes, at) => {
          const target = targets[at] as DetectionTarget; // one for each image
          const candidates = cat([boxes, target.boxes.to(boxes.dtype)]);
          return { candidates, ...this.#assign(candidates, target) };
        });
        const sampled = this.fg_bg_sampler.sample(all.map(({ labels }) => labels));
        return all.map(({ candidates, labels, matched }, at): Lesson => {
          const { positive, negative } = sampled[at] as { positive: Tensor; negative: Tensor }; // of each image
          const drawn = cat([positive, negative]).sort().values;
          const [boxes, objects] = [candidates.index(drawn), matched.index(drawn)];
          const own = (targets[at] as DetectionTarget).boxes.to(boxes.dtype);
          const wanted =
            own.shape[0] === 0 ? zeros(boxes.shape, { device: boxes.device }) : own.index(objects);
          return {
            boxes,
            labels: labels.index(drawn),
            matched: objects,
            codes: this.box_coder.encode(wanted, boxes),
          };
        });
      }),
    );
  }

  /** Labels (P), -1 for what is neither object nor background, and the object (P) of each. */
  #assign(candidates: Tensor, { boxes, labels }: DetectionTarget): { labels: Tensor; matched: Tensor } {
    if (boxes.shape[0] === 0) {
      const none = zeros([candidates.shape[0] as number], { dtype: "int64", device: candidates.device });
      return { labels: none, matched: none };
    }
    const matches = this.proposal_matcher.matchBoxes(boxes.to(candidates.dtype), candidates);
    const matched = matches.clampMin(0);
    const own = labels.index(matched);
    return { labels: where(matches.ge(0), own, matches.add(1)), matched };
  }

  #maskLoss(
    features: Features,
    lessons: readonly Lesson[],
    sizes: readonly ImageSize[],
    targets: readonly DetectionTarget[],
  ): Tensor {
    const positive = lessons.map(({ boxes, labels, matched }) => {
      const place = labels.gt(0).nonzero().squeeze(1);
      return { boxes: boxes.index(place), labels: labels.index(place), matched: matched.index(place) };
    });
    const logits = this.#masks(
      features,
      positive.map(({ boxes }) => boxes),
      sizes,
    );
    const labels = cat(positive.map((one) => one.labels));
    // A mean over nothing would be NaN.
    if (labels.numel() === 0) return logits.sum().mul(0);
    const edge = logits.shape[3] as number;
    const wanted = positive.map(({ boxes, matched }, at) => {
      const { masks } = targets[at] as { masks: Tensor }; // checked by the network
      return noGrad(() => masksInBoxes(masks, boxes, matched, sizes[at] as ImageSize, edge));
    });
    const place = arange(labels.numel(), { dtype: "int64", device: labels.device });
    return nn.functional.binaryCrossEntropyWithLogits(logits.index(place, labels), cat(wanted));
  }
}

function boxLosses(
  logits: Tensor,
  deltas: Tensor,
  lessons: readonly Lesson[],
): { loss_classifier: Tensor; loss_box_reg: Tensor } {
  const labels = cat(lessons.map((one) => one.labels));
  const many = labels.numel();
  // Without a proposal there is nothing to learn, and a mean over nothing would be NaN.
  if (many === 0) return { loss_classifier: logits.sum().mul(0), loss_box_reg: deltas.sum().mul(0) };
  const positive = labels.gt(0).nonzero().squeeze(1);
  const codes = deltas.reshape([many, -1, 4]).index(positive, labels.index(positive));
  const wanted = cat(lessons.map((one) => one.codes)).index(positive);
  return {
    loss_classifier: nn.functional.crossEntropy(logits, labels),
    loss_box_reg: smoothL1(codes, wanted).div(many),
  };
}
