/**
 * Region proposal network: boxes that may hold an object of any class.
 *
 * "Faster R-CNN", https://arxiv.org/abs/1506.01497; numbers, losses and random draws are those of torchvision's
 * `RegionProposalNetwork`.
 */

import { instance, integerFrom, type Kinds, numberFrom, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { cat, noGrad, scope, type Tensor, torch, where, zeros } from "../../tensor/index.ts";
import type { DetectionTarget } from "../../vision/detection-sample.ts";
import { boxes as boxOps } from "../../vision/index.ts";
import { count, moduleKind } from "../option-kinds.ts";
import { AnchorGenerator } from "./anchors.ts";
import { BoxCoder } from "./box-coder.ts";
import type { Features } from "./feature-pyramid.ts";
import type { ImageList, ImageSize } from "./image-list.ts";
import { Matcher } from "./matcher.ts";
import { fullPrecision, smoothL1 } from "./precision.ts";
import type { RPNHeadModule } from "./rpn-head.ts";
import { BalancedPositiveNegativeSampler } from "./sampler.ts";

/** Proposals are dropped whose side is shorter, in pixels. */
const LEAST_SIDE = 1e-3;

const share = numberFrom(0, 1);

/** How proposals are chosen, and learnt from. */
export interface RPNOptions {
  /** Most anchors of a level that are looked at when learning; 2000 by default. */
  preNmsTopNTrain?: number;
  /** The same when detecting; 1000 by default. */
  preNmsTopNTest?: number;
  /** Most proposals of an image that remain when learning; 2000 by default. */
  postNmsTopNTrain?: number;
  /** The same when detecting; 1000 by default. */
  postNmsTopNTest?: number;
  /** Overlap above which the less likely of two proposals goes; 0.7 by default. */
  nmsThresh?: number;
  /** Overlap from which on an anchor is for an object; 0.7 by default. */
  fgIouThresh?: number;
  /** Overlap below which it is background; 0.3 by default. */
  bgIouThresh?: number;
  /** Anchors of an image that are learnt from; 256 by default. */
  batchSizePerImage?: number;
  /** Most of them that are for objects, as a share; 0.5 by default. */
  positiveFraction?: number;
  /** Least probability of a proposal; 0 by default. */
  scoreThresh?: number;
}

/** Kinds of {@link RPNOptions}. */
export const RPN_KINDS: Kinds<RPNOptions> = {
  preNmsTopNTrain: integerFrom(0),
  preNmsTopNTest: integerFrom(0),
  postNmsTopNTrain: integerFrom(0),
  postNmsTopNTest: integerFrom(0),
  nmsThresh: share,
  fgIouThresh: share,
  bgIouThresh: share,
  batchSizePerImage: count,
  positiveFraction: share,
  scoreThresh: share,
};

const TAKES = signature<RPNOptions>("models.detection.RegionProposalNetwork", {
  takes: { anchorGenerator: instance(AnchorGenerator), head: moduleKind },
  options: RPN_KINDS,
});

/** Losses of a region proposal network, each a scalar. */
export type RPNLosses = { loss_objectness: Tensor; loss_rpn_box_reg: Tensor };

/** What a region proposal network gives. */
export interface Proposals {
  /** (P, 4) for each image, the likeliest first, in pixels of the batch. */
  readonly proposals: Tensor[];
  /** Null without targets. */
  readonly losses: RPNLosses | null;
}

/** What the anchors of one image are for. */
interface Assigned {
  /** (A): 1 of an object, 0 of background, -1 of neither. */
  readonly labels: Tensor;
  /** (A) int64: which object, below 0 of none; null where there is none at all. */
  readonly matches: Tensor | null;
}

/** What is said of all anchors of all levels, each level after the other. */
interface Flat {
  /** (N, sum of A) logits. */
  readonly objectness: Tensor;
  /** (N, sum of A, 4) codes. */
  readonly deltas: Tensor;
  /** A of each level. */
  readonly counts: readonly number[];
}

/** Features of a batch of images -> proposals of each, and the losses where there are targets. */
export class RegionProposalNetwork extends nn.Module {
  anchor_generator: AnchorGenerator;
  head: RPNHeadModule;
  readonly box_coder: BoxCoder;
  readonly proposal_matcher: Matcher;
  readonly fg_bg_sampler: BalancedPositiveNegativeSampler;
  readonly pre_nms_top_n: { readonly training: number; readonly testing: number };
  readonly post_nms_top_n: { readonly training: number; readonly testing: number };
  nms_thresh: number;
  score_thresh: number;

  constructor(anchorGenerator: AnchorGenerator, head: RPNHeadModule, ...rest: Rest<RPNOptions>) {
    super();
    const options = TAKES.read(rest);
    TAKES.check(anchorGenerator, head);
    const { fgIouThresh = 0.7, bgIouThresh = 0.3, batchSizePerImage = 256, positiveFraction = 0.5 } = options;
    this.anchor_generator = anchorGenerator;
    this.head = head;
    this.box_coder = new BoxCoder([1, 1, 1, 1]);
    this.proposal_matcher = new Matcher(fgIouThresh, bgIouThresh, { allowLowQualityMatches: true });
    this.fg_bg_sampler = new BalancedPositiveNegativeSampler(batchSizePerImage, positiveFraction);
    const { preNmsTopNTrain = 2000, preNmsTopNTest = 1000 } = options;
    const { postNmsTopNTrain = 2000, postNmsTopNTest = 1000 } = options;
    this.pre_nms_top_n = { training: preNmsTopNTrain, testing: preNmsTopNTest };
    this.post_nms_top_n = { training: postNmsTopNTrain, testing: postNmsTopNTest };
    this.nms_thresh = options.nmsThresh ?? 0.7;
    this.score_thresh = options.scoreThresh ?? 0;
  }

  /**
   * With targets, whose boxes are in pixels of the batch, it gives losses and as many proposals as for learning, in either
   * mode; without, proposals as for detecting.
   */
  override forward(
    images: ImageList,
    features: Features,
    targets: readonly DetectionTarget[] | null = null,
  ): Proposals {
    const levels = Object.values(features);
    const { objectness, deltas } = this.head.forward(levels);
    const [anchors] = this.anchor_generator.forward(images, levels);
    if (anchors === undefined)
      throw new ArgumentError(`${TAKES.name}: expected at least one image, got none.`);
    const flat = flattened(objectness, deltas);
    if (flat.objectness.shape[1] !== anchors.shape[0]) {
      throw new ArgumentError(
        `${TAKES.name}: the head speaks of ${flat.objectness.shape[1]} anchors, the generator makes ${anchors.shape[0]}: ` +
          `the head needs ${this.anchor_generator.numAnchorsPerLocation().join(", ")} a pixel.`,
        { operation: TAKES.name },
      );
    }
    const purpose = targets === null ? "testing" : "training";
    const proposals = scope(() => noGrad(() => this.#propose(flat, anchors, images.image_sizes, purpose)));
    return { proposals, losses: targets === null ? null : this.#losses(flat, anchors, targets) };
  }

  /** The likeliest anchors of each level, moved to where the boxes are, without those that others cover. */
  #propose(
    flat: Flat,
    anchors: Tensor,
    sizes: readonly ImageSize[],
    purpose: "training" | "testing",
  ): Tensor[] {
    const objectness = flat.objectness.detach();
    const chosen: Tensor[] = [];
    const levels: Tensor[] = [];
    let first = 0;
    for (const [level, many] of flat.counts.entries()) {
      const k = Math.min(this.pre_nms_top_n[purpose], many);
      const { indices } = objectness.narrow(1, first, many).topk(k, 1);
      chosen.push(indices.add(first));
      levels.push(zeros([k], { dtype: "int64", device: anchors.device }).fill_(level));
      first += many;
    }
    const indices = cat(chosen, 1); // (N, K)
    const level = cat(levels);
    const codes = torch.takeAlongDim(flat.deltas.detach(), indices.unsqueeze(-1), 1);
    const boxes = this.box_coder.decode(codes, anchors.index(indices));
    const scores = objectness.gather(1, indices).sigmoid();
    return sizes.map((size, at) =>
      scope(() => this.#kept(boxOps.clip(boxes.select(0, at), size), scores.select(0, at), level, purpose)),
    );
  }

  #kept(boxes: Tensor, scores: Tensor, level: Tensor, purpose: "training" | "testing"): Tensor {
    const large = boxes
      .narrow(1, 2, 2)
      .sub(boxes.narrow(1, 0, 2))
      .ge(LEAST_SIDE)
      .all(1);
    const kept = large.logicalAnd(scores.ge(this.score_thresh)).nonzero().squeeze(1);
    const [own, likely] = [boxes.index(kept), scores.index(kept)];
    const best = boxOps.batchedNms(own, likely, level.index(kept), this.nms_thresh);
    const most = Math.min(this.post_nms_top_n[purpose], best.numel());
    return own.index(best.narrow(0, 0, most));
  }

  #losses(flat: Flat, anchors: Tensor, targets: readonly DetectionTarget[]): RPNLosses {
    const assigned = targets.map((target) => scope(() => noGrad(() => this.#assign(anchors, target))));
    const sampled = this.fg_bg_sampler.sample(assigned.map(({ labels }) => labels));
    const many = anchors.shape[0] as number;
    const wanted = sampled.map(({ positive }, at) => {
      const { matches } = assigned[at] as Assigned; // one of each
      const from = anchors.index(positive);
      if (matches === null) return from; // none of them
      const { boxes } = targets[at] as DetectionTarget;
      return this.box_coder.encode(boxes.index(matches.index(positive)), from);
    });
    const positive = cat(sampled.map((one, at) => one.positive.add(at * many)));
    const negative = cat(sampled.map((one, at) => one.negative.add(at * many)));
    const drawn = cat([positive, negative]);
    const codes = flat.deltas.reshape([-1, 4]).index(positive);
    const logits = flat.objectness.reshape([-1]).index(drawn);
    const isObject = zeros([drawn.numel()], { dtype: logits.dtype, device: logits.device });
    isObject.narrow(0, 0, positive.numel()).fill_(1);
    return {
      loss_objectness: nn.functional.binaryCrossEntropyWithLogits(logits, isObject),
      loss_rpn_box_reg: smoothL1(codes, cat(wanted)).div(drawn.numel()),
    };
  }

  #assign(anchors: Tensor, { boxes }: DetectionTarget): Assigned {
    if (boxes.shape[0] === 0) {
      return { labels: zeros([anchors.shape[0] as number], { device: anchors.device }), matches: null };
    }
    const matches = this.proposal_matcher.matchBoxes(boxes, anchors);
    return { labels: where(matches.ge(0), 1, matches.add(1)), matches };
  }
}

/** (N, A, h, w) and (N, 4 A, h, w) of each level -> what is said of each anchor, in the order of the anchors. */
function flattened(objectness: readonly Tensor[], deltas: readonly Tensor[]): Flat {
  const scores = objectness.map((of) => {
    const flat = of.permute([0, 2, 3, 1]).reshape([of.shape[0] as number, -1]);
    return fullPrecision(flat);
  });
  const codes = deltas.map((of) => {
    const [images = 0, wide = 0, rows = 0, columns = 0] = of.shape;
    const each = of.reshape([images, wide / 4, 4, rows, columns]).permute([0, 3, 4, 1, 2]);
    return fullPrecision(each.reshape([images, -1, 4]));
  });
  return {
    objectness: cat(scores, 1),
    deltas: cat(codes, 1),
    counts: scores.map((of) => of.shape[1] as number),
  };
}
