/** The two-stage detector: a backbone, proposals, and heads that look at each proposal. */

import { instance, listOf, nullable, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type * as nn from "../../nn/index.ts";
import { inEvalMode } from "../../nn/mode.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, Tensor } from "../../tensor/index.ts";
import type { Detections, DetectionTarget } from "../../vision/detection-sample.ts";
import { moduleKind } from "../option-kinds.ts";
import { DetectionModule } from "./base.ts";
import type { Features } from "./feature-pyramid.ts";
import { type ImageList, type ImageSize, sizeOf } from "./image-list.ts";
import { RoIHeads, type RoILosses } from "./roi-heads.ts";
import { RegionProposalNetwork, type RPNLosses } from "./rpn.ts";
import { checkTargets, targetsKind } from "./targets.ts";
import { GeneralizedRCNNTransform, type Transformed } from "./transform.ts";

/** A backbone of a detector: a batch (N, C, H, W) -> features of one resolution, or of several by name, the finest first. */
export interface DetectionBackbone extends nn.Module {
  /** Channels of the features, of each resolution the same. */
  readonly out_channels: number;
  forward(images: Tensor): Tensor | Features;
}

/** Losses of a two-stage detector: of the classes, the boxes and the masks, then of the proposals. */
export type RCNNLosses = RoILosses & RPNLosses;

const TAKES = signature("models.detection.GeneralizedRCNN", {
  takes: {
    backbone: moduleKind,
    rpn: instance(RegionProposalNetwork),
    roiHeads: instance(RoIHeads),
    transform: instance(GeneralizedRCNNTransform),
  },
});
const IMAGES = { images: listOf(tensorKind) };
const FORWARD = signature<{ targets?: readonly DetectionTarget[] | null }>(
  "models.detection.GeneralizedRCNN",
  {
    takes: IMAGES,
    options: { targets: nullable(targetsKind) },
    positional: ["targets"],
  },
);
const LOSSES = signature("models.detection.GeneralizedRCNN.losses", {
  takes: { ...IMAGES, targets: targetsKind },
});
const EVALUATE = signature("models.detection.GeneralizedRCNN.evaluate", {
  takes: { ...IMAGES, targets: targetsKind },
});
const DETECT = signature("models.detection.GeneralizedRCNN.detect", { takes: IMAGES });

/** A backbone, a region proposal network and heads; see DetectionModule for what it takes and gives. */
export class GeneralizedRCNN extends DetectionModule<RCNNLosses> {
  readonly transform: GeneralizedRCNNTransform;
  backbone: DetectionBackbone;
  rpn: RegionProposalNetwork;
  roi_heads: RoIHeads;

  constructor(
    backbone: DetectionBackbone,
    rpn: RegionProposalNetwork,
    roiHeads: RoIHeads,
    transform: GeneralizedRCNNTransform,
    ...rest: []
  ) {
    super();
    TAKES.read(rest);
    TAKES.check(backbone, rpn, roiHeads, transform);
    this.transform = transform;
    this.backbone = backbone;
    this.rpn = rpn;
    this.roi_heads = roiHeads;
  }

  get hasMasks(): boolean {
    return this.roi_heads.hasMasks;
  }

  override forward(images: readonly Tensor[]): Detections[];
  override forward(
    images: readonly Tensor[],
    targets: readonly DetectionTarget[] | null,
  ): Detections[] | RCNNLosses;
  /**
   * In training mode the losses of images with targets, in evaluation mode what is found.
   *
   * @throws ArgumentError in training mode without targets, and what `losses` and `detect` throw
   */
  override forward(
    images: readonly Tensor[],
    targets?: readonly DetectionTarget[] | null,
    ...rest: []
  ): Detections[] | RCNNLosses {
    FORWARD.read([targets, ...rest]);
    FORWARD.check(images);
    if (!this.training) return this.#found(images);
    if (targets !== undefined && targets !== null) return this.losses(images, targets);
    throw new ArgumentError(
      `${FORWARD.name}: in training mode it needs targets, model.forward(images, targets). For detections call model.detect(images), ` +
        "or model.eval() before.",
      { operation: FORWARD.name },
    );
  }

  /**
   * The losses, each a scalar, in the mode that the network is in: dropout, batch normalisation and the size that images are
   * resized to go by it. The anchors and proposals that are learnt from are drawn at random in either mode.
   *
   * @throws ArgumentError for boxes without area, labels that are no class of the network and missing masks, naming the image and
   *   the object; ShapeError and DTypeError for tensors of other shapes and dtypes
   */
  losses(images: readonly Tensor[], targets: readonly DetectionTarget[], ...rest: []): RCNNLosses {
    LOSSES.read(rest);
    LOSSES.check(images, targets);
    return scope(() => {
      const batch = this.#batchOf(LOSSES.name, images, targets);
      return this.#lossesOf(this.#features(batch.images.tensors), batch);
    });
  }

  /** Names of the losses, in their order. */
  get lossNames(): readonly (keyof RCNNLosses & string)[] {
    const masks = this.hasMasks ? (["loss_mask"] as const) : [];
    return ["loss_classifier", "loss_box_reg", ...masks, "loss_objectness", "loss_rpn_box_reg"];
  }

  /** Losses and detections of one pass of the backbone, in evaluation mode and without gradients. Throws as both do. */
  override evaluate(
    images: readonly Tensor[],
    targets: readonly DetectionTarget[],
    ...rest: []
  ): { losses: RCNNLosses; detections: Detections[] } {
    EVALUATE.read(rest);
    EVALUATE.check(images, targets);
    return scope(() =>
      noGrad(() =>
        inEvalMode(this, () => {
          const batch = this.#batchOf(EVALUATE.name, images, targets);
          const features = this.#features(batch.images.tensors);
          return {
            losses: this.#lossesOf(features, batch),
            detections: this.#foundIn(features, batch.images, images),
          };
        }),
      ),
    );
  }

  #batchOf(operation: string, images: readonly Tensor[], targets: readonly DetectionTarget[]): Transformed {
    return this.transform.forward(images, checkTargets(operation, images, targets, { masks: this.hasMasks }));
  }

  #lossesOf(features: Features, { images, targets }: Transformed): RCNNLosses {
    const { proposals, losses } = this.rpn.forward(images, features, targets);
    const second = this.roi_heads.forward(features, proposals, images.image_sizes, targets);
    return { ...second.losses, ...losses } as RCNNLosses; // both give them where there are targets
  }

  /**
   * What is found in each image, the surest first, as in evaluation mode and without gradients: the network's mode is put back.
   *
   * @throws ShapeError for images that are not (C, H, W) or of other channels, DTypeError for images of integers
   */
  detect(images: readonly Tensor[], ...rest: []): Detections[] {
    DETECT.read(rest);
    DETECT.check(images);
    return scope(() => noGrad(() => inEvalMode(this, () => this.#found(images))));
  }

  /**
   * @internal As {@link detect}, with masks (N, 1, m, m) within their boxes, so that memory does not grow with objects times pixels;
   * `pasteMasks` and `eachPasted` make those of the image of them.
   */
  _detectWithin(images: readonly Tensor[]): Detections[] {
    DETECT.check(images);
    return scope(() => noGrad(() => inEvalMode(this, () => this.#found(images, false))));
  }

  #found(images: readonly Tensor[], areMasksPasted = true): Detections[] {
    const { images: batch } = this.transform.forward(images);
    return this.#foundIn(this.#features(batch.tensors), batch, images, areMasksPasted);
  }

  #foundIn(
    features: Features,
    batch: ImageList,
    images: readonly Tensor[],
    areMasksPasted = true,
  ): Detections[] {
    const { proposals } = this.rpn.forward(batch, features);
    const { detections } = this.roi_heads.forward(features, proposals, batch.image_sizes);
    const originals = images.map((image): ImageSize => sizeOf(image));
    const boxed = areMasksPasted ? detections : detections.map(({ masks: _, ...found }) => found);
    const found = this.transform.postprocess(boxed, batch.image_sizes, originals);
    if (areMasksPasted) return found;
    return found.map((one, at) => {
      const { masks } = detections[at] as Detections; // one of each
      return masks === undefined ? one : { ...one, masks };
    });
  }

  #features(batch: Tensor): Features {
    const features = this.backbone.forward(batch);
    return features instanceof Tensor ? { "0": features } : features;
  }
}
