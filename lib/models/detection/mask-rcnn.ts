/**
 * Mask R-CNN as torchvision has it (https://docs.pytorch.org/vision/stable/models/mask_rcnn.html): Faster R-CNN that outlines
 * what it finds. With the same seed a fresh network has the same parameters.
 *
 * "Mask R-CNN", https://arxiv.org/abs/1703.06870.
 */

import { type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { moduleKind } from "../option-kinds.ts";
import { resnet50Body } from "./backbones.ts";
import {
  BOX_HEADS,
  buildDetector,
  configOf,
  DETECTOR_KINDS,
  type DetectorOptions,
  RCNN_FACTS,
  v2Parts,
} from "./builders.ts";
import { FasterRCNN } from "./faster-rcnn.ts";
import type { DetectionBackbone } from "./generalized-rcnn.ts";
import { MaskRCNNHeads, MaskRCNNPredictor } from "./mask-heads.ts";
import {
  maskPartsOver,
  OVER_MASK_KINDS,
  type OverMaskBackbone,
  partsOver,
  specOver,
} from "./over-backbone.ts";
import { MASK_KINDS, type MaskRCNNConfig } from "./rcnn-options.ts";
import { MultiScaleRoIAlign } from "./roi-pool.ts";

/** Channels of the convolutions for masks. */
const WIDTH = 256;

const NETWORK = signature<MaskRCNNConfig>("models.detection.MaskRCNN", {
  takes: { backbone: moduleKind },
  options: MASK_KINDS,
  positional: ["numClasses"],
});

/**
 * Mask R-CNN over any backbone: images (C, H, W) in 0..1, each of its own size -> `{ boxes, labels, scores, masks }` of each, masks
 * (N, 1, H, W) of probabilities; or losses.
 */
export class MaskRCNN extends FasterRCNN {
  /** See FasterRCNN. Throws ArgumentError without `numClasses` where there is no `maskPredictor`, too. */
  constructor(backbone: DetectionBackbone, ...rest: Rest<MaskRCNNConfig, [numClasses: number]>) {
    const { maskRoiPool, maskHead, maskPredictor, ...config } = NETWORK.read(rest);
    NETWORK.check(backbone);
    const { numClasses } = config;
    if ((numClasses === undefined) === (maskPredictor === undefined || maskPredictor === null)) {
      throw NETWORK.error(
        numClasses === undefined
          ? "expected numClasses, the classes with the background, or a boxPredictor and a maskPredictor."
          : "expected numClasses or a maskPredictor, which has its own classes, not both.",
      );
    }
    // Before the boxes' parts, as torchvision draws the first values.
    const pool = maskRoiPool ?? new MultiScaleRoIAlign(["0", "1", "2", "3"], 14, 2);
    const head = maskHead ?? new MaskRCNNHeads(backbone.out_channels, [WIDTH, WIDTH, WIDTH, WIDTH], 1);
    const width = head instanceof MaskRCNNHeads ? head.out_channels : WIDTH;
    const predictor = maskPredictor ?? new MaskRCNNPredictor(width, width, numClasses as number); // given, as checked
    super(backbone, config);
    this.roi_heads.mask_roi_pool = pool;
    this.roi_heads.mask_head = head;
    this.roi_heads.mask_predictor = predictor;
  }
}

/** Options of the builders of Mask R-CNN. */
export interface MaskRCNNOptions extends DetectorOptions, MaskRCNNConfig {}

const OWN = { ...MASK_KINDS, ...DETECTOR_KINDS };
const TAKES = builderTakes<MaskRCNNOptions>(OWN);

/**
 * Mask R-CNN over ResNet-50 with a feature pyramid: 44.4 million parameters. See MaskRCNNOptions and PretrainedOptions for what
 * it takes and throws.
 *
 *     const model = await models.maskrcnn_resnet50_fpn({ weights: "DEFAULT" });
 *     const [{ boxes, labels, scores, masks }] = model.detect([image]);
 */
export async function maskrcnn_resnet50_fpn(...rest: Rest<MaskRCNNOptions>): Promise<MaskRCNN> {
  const builder = "maskrcnn_resnet50_fpn";
  const options = TAKES.read(builder, rest);
  const spec = { body: resnet50Body, publishedEps: 0 };
  return buildDetector(builder, options, spec, (backbone) => {
    return new MaskRCNN(backbone, configOf(MASK_KINDS, options));
  });
}

/** The same with batch normalisation and deeper heads: 46.4 million parameters. See maskrcnn_resnet50_fpn. */
export async function maskrcnn_resnet50_fpn_v2(...rest: Rest<MaskRCNNOptions>): Promise<MaskRCNN> {
  const builder = "maskrcnn_resnet50_fpn_v2";
  const options = TAKES.read(builder, rest);
  return buildDetector(builder, options, { body: resnet50Body, isBatchNormalised: true }, (backbone) => {
    const config = configOf(MASK_KINDS, options);
    const parts = v2Parts(backbone, config);
    const normLayer = (channels: number): nn.TensorModule => new nn.BatchNorm2d(channels);
    const maskHead =
      config.maskHead ??
      new MaskRCNNHeads(backbone.out_channels, [WIDTH, WIDTH, WIDTH, WIDTH], 1, { normLayer });
    return new MaskRCNN(backbone, { ...config, ...parts, maskHead });
  });
}

const OVER_TAKES = builderTakes<MaskRCNNOptions & OverMaskBackbone>({ ...OWN, ...OVER_MASK_KINDS });

/**
 * Mask R-CNN over any network of the zoo whose features are a chain of modules, with a pyramid over its features of a 4th of the
 * image and coarser, or over those that `pyramidReductions` says; `weightsBackbone` names weights of that network.
 *
 *     const model = await models.maskrcnn({ backbone: "mobilenet_v2", weightsBackbone: "DEFAULT", numClasses: 2 });
 */
export async function maskrcnn(...rest: Rest<MaskRCNNOptions & OverMaskBackbone>): Promise<MaskRCNN> {
  const options = OVER_TAKES.read("maskrcnn", rest);
  const builder = "maskrcnn";
  return buildDetector(builder, options, specOver(options), (backbone, levels) => {
    const config = configOf(MASK_KINDS, options);
    const parts = partsOver(builder, levels, options);
    const maskParts = maskPartsOver(builder, levels, backbone.out_channels, options);
    return new MaskRCNN(backbone, { ...config, ...parts, ...maskParts });
  });
}

/** The family for the registry, and what others have to know of it. */
export const maskRcnnFamily = family(MaskRCNN, {
  ...RCNN_FACTS,
  builders: { maskrcnn, maskrcnn_resnet50_fpn, maskrcnn_resnet50_fpn_v2 },
  heads: [...BOX_HEADS, "roi_heads.mask_predictor.mask_fcn_logits"],
});
