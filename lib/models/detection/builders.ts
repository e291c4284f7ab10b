/**
 * What the builders of all two-stage detectors have in common: the backbone's weights, its normalisation, what of it is trained,
 * and what their families declare.
 */

import { integerFrom, type Kinds, numberFrom, oneOf } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { weightsKind } from "../builder.ts";
import type { Stage } from "../facts.ts";
import type { BackboneOptions } from "../segmentation/backbones.ts";
import { chainStages } from "../stages.ts";
import { noteOptions, type PretrainedOptions, type WeightsSource, withWeights } from "../weights/weights.ts";
import { AnchorGenerator } from "./anchors.ts";
import { BackboneWithFPN, type BodyMaker, freezeAllBut, type Level, pyramidOver } from "./backbones.ts";
import { FastRCNNConvFCHead } from "./box-heads.ts";
import { FrozenBatchNorm2d } from "./frozen-batchnorm.ts";
import type { GeneralizedRCNN } from "./generalized-rcnn.ts";
import type { FasterRCNNConfig } from "./rcnn-options.ts";
import { RPNHead } from "./rpn-head.ts";

/** Classes of the published weights with the background, by COCO's numbers. */
const COCO_CLASSES = 91;

/** Stages of a backbone with weights that are trained unless something else is said. */
const TRAINED_STAGES = 3;

/** How the backbone of a detector is normalised. */
export type BackboneNorm = "batch" | "frozen";

/** Options of every builder of detectors, beside those of the network. */
export interface DetectorOptions extends PretrainedOptions, BackboneOptions {
  /**
   * How many of the backbone's stages are trained, counted from the last; the others are frozen. 3 by default. Only for a backbone
   * with weights: a fresh one is trained as a whole.
   */
  trainableBackboneLayers?: number;
  /**
   * "frozen" leaves the backbone's normalisations as the weights have them, "batch" trains them. By default frozen with weights
   * and batch without, as torchvision; of a file as it was saved. Those named v2 are "batch".
   */
  backboneNorm?: BackboneNorm;
  /** Added to the variances of a frozen backbone; 0 for the published weights of version 1, 1e-5 otherwise. */
  backboneNormEps?: number;
}

/** Kinds of {@link DetectorOptions} that are its own. */
export const DETECTOR_KINDS: Kinds<Omit<DetectorOptions, keyof PretrainedOptions>> = {
  weightsBackbone: weightsKind,
  trainableBackboneLayers: integerFrom(0),
  backboneNorm: oneOf("batch", "frozen"),
  backboneNormEps: numberFrom(0),
};

/** What tells the detectors of a family apart. */
export interface DetectorSpec {
  readonly body: BodyMaker;
  /** Whether everything is normalised by batches, the pyramid too: version 2. */
  readonly isBatchNormalised?: boolean;
  /** Eps of the frozen normalisations of the published weights. */
  readonly publishedEps?: number;
  /** Channels of the pyramid; 256 by default. */
  readonly pyramidChannels?: number;
}

/** Builds a detector over a pyramid and loads its weights; the random numbers of a seed fall as in torchvision. */
export async function buildDetector<M extends GeneralizedRCNN>(
  builder: string,
  options: DetectorOptions & { numClasses?: number },
  { body: makeBody, isBatchNormalised = false, publishedEps, pyramidChannels }: DetectorSpec,
  make: (backbone: BackboneWithFPN, levels: readonly Level[]) => M,
): Promise<M> {
  const { weights = null, weightsBackbone = null, trainableBackboneLayers: asked } = options;
  const isTrained = weights !== null || weightsBackbone !== null;
  if (asked !== undefined && !isTrained) {
    throw new ArgumentError(
      `models.${builder}: trainableBackboneLayers is for a backbone with weights, and there are none, so that its other layers ` +
        'would stay random. Give weights: "DEFAULT" or weightsBackbone: "DEFAULT", or leave it out.',
      { operation: `models.${builder}` },
    );
  }
  // Nothing is waited for where there are no weights, so that the network is there when the builder returns its promise.
  const begun = makeBody(builder, options);
  const body = begun instanceof Promise ? await begun : begun;
  const decided: { backboneNorm?: BackboneNorm; backboneNormEps?: number } = {};
  const model = await withWeights(builder, options, (source) => {
    const { backboneNorm = normOf(source, isBatchNormalised, weightsBackbone !== null) } = options;
    const { backboneNormEps: eps = source?.isPublished === true ? publishedEps : undefined } = options;
    if (backboneNorm === "frozen") freezeNorms(body.network, eps);
    else if (options.backboneNormEps !== undefined) {
      throw new ArgumentError(
        `models.${builder}: backboneNormEps is for frozen normalisations; add backboneNorm: "frozen", or leave it out.`,
        { operation: `models.${builder}` },
      );
    }
    const trained = asked ?? (isTrained ? Math.min(TRAINED_STAGES, body.stages.length) : body.stages.length);
    freezeAllBut(builder, body, trained);
    Object.assign(decided, { backboneNorm, backboneNormEps: backboneNorm === "frozen" ? eps : undefined });
    const normLayer = (channels: number): nn.TensorModule => new nn.BatchNorm2d(channels);
    return make(pyramidOver(body, isBatchNormalised ? normLayer : null, pyramidChannels), body.levels);
  });
  // What builds it again is given no weights, and so must not say what of them is trained.
  noteOptions(model, { ...decided, trainableBackboneLayers: undefined });
  return model;
}

/** What normalises a backbone where nobody says it. */
function normOf(
  source: WeightsSource | null,
  isBatchNormalised: boolean,
  hasBackboneWeights: boolean,
): BackboneNorm {
  if (isBatchNormalised) return "batch";
  if (source === null) return hasBackboneWeights ? "frozen" : "batch";
  // Only normalisations that are trained count their batches.
  const isCounted = (key: string): boolean =>
    key.includes("backbone.body.") && key.endsWith(".num_batches_tracked");
  return [...source.dict.keys()].some(isCounted) ? "batch" : "frozen";
}

function freezeNorms(body: nn.Module, eps: number | undefined): void {
  FrozenBatchNorm2d.convertBatchnorm(body);
  if (eps === undefined) return;
  for (const module of body.modules()) if (module instanceof FrozenBatchNorm2d) module.eps = eps;
}

/** The options among those of a call that are a network's. */
export function configOf<C extends FasterRCNNConfig>(kinds: Kinds<C>, options: C): C {
  const own = Object.entries(options).filter(([key]) => Object.hasOwn(kinds, key));
  const config = Object.fromEntries(own) as C; // those keys, with their values
  if (config.boxPredictor !== undefined && config.boxPredictor !== null) return config;
  return { ...config, numClasses: config.numClasses ?? COCO_CLASSES };
}

/** Parts of version 2 that are not given, in the order in which torchvision draws their first values. */
export function v2Parts(backbone: BackboneWithFPN, config: FasterRCNNConfig): FasterRCNNConfig {
  const { out_channels: channels } = backbone;
  const rpnAnchorGenerator = config.rpnAnchorGenerator ?? usualAnchors();
  const anchors = rpnAnchorGenerator.numAnchorsPerLocation()[0] as number; // of five levels
  return {
    rpnAnchorGenerator,
    rpnHead: config.rpnHead ?? new RPNHead(channels, anchors, { convDepth: 2 }),
    boxHead:
      config.boxHead ??
      new FastRCNNConvFCHead([channels, 7, 7], [256, 256, 256, 256], [1024], {
        normLayer: (width) => new nn.BatchNorm2d(width),
      }),
  };
}

/** Anchors of 32 to 512 pixels, a size for each of five levels, in three shapes. */
export function usualAnchors(): AnchorGenerator {
  return new AnchorGenerator([[32], [64], [128], [256], [512]], [0.5, 1, 2]);
}

/** Paths of the layers whose outputs are the classes of a two-stage detector. */
export const BOX_HEADS = ["roi_heads.box_predictor.cls_score", "roi_heads.box_predictor.bbox_pred"] as const;

/** What all two-stage detectors declare. */
export const RCNN_FACTS = {
  task: "detection",
  hiddenOutputs: 1,
  outputsPerClass: { "roi_heads.box_predictor.bbox_pred": 4 },
  firstConv: "backbone",
  stages: rcnnStages,
  statistics: "transform",
  gradCam: null,
} as const;

function rcnnStages(network: GeneralizedRCNN): Stage[] {
  const backbone =
    network.backbone instanceof BackboneWithFPN
      ? [...chainStages(network, "backbone.body"), { name: "backbone.fpn", paths: ["backbone.fpn"] }]
      : [{ name: "backbone", paths: ["backbone"] }];
  const last = ["box_predictor", "mask_head", "mask_predictor"].map((part) => `roi_heads.${part}`);
  return [
    ...backbone,
    { name: "rpn", paths: ["rpn"] },
    { name: "roi_heads.box_head", paths: ["roi_heads.box_head"] },
    { name: "head", paths: last },
  ];
}
