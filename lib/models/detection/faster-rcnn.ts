/**
 * Faster R-CNN as torchvision has it (https://docs.pytorch.org/vision/stable/models/faster_rcnn.html): with the same seed a
 * fresh network has the same parameters.
 *
 * "Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks", https://arxiv.org/abs/1506.01497; what is
 * named v2 follows "Benchmarking Detection Transfer Learning with Vision Transformers", https://arxiv.org/abs/2111.11429.
 */

import { type Rest, signature } from "../../edge/index.ts";
import { IMAGENET_MEAN, IMAGENET_STD } from "../../vision/transforms/index.ts";
import { builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { moduleKind } from "../option-kinds.ts";
import { AnchorGenerator } from "./anchors.ts";
import { mobileNetBody, resnet50Body } from "./backbones.ts";
import { FastRCNNPredictor, TwoMLPHead } from "./box-heads.ts";
import {
  BOX_HEADS,
  buildDetector,
  configOf,
  DETECTOR_KINDS,
  type DetectorOptions,
  RCNN_FACTS,
  usualAnchors,
  v2Parts,
} from "./builders.ts";
import { type DetectionBackbone, GeneralizedRCNN } from "./generalized-rcnn.ts";
import { OVER_KINDS, type OverBackbone, partsOver, specOver } from "./over-backbone.ts";
import { FASTER_KINDS, type FasterRCNNConfig, unprefixed } from "./rcnn-options.ts";
import { ROI_KINDS, RoIHeads, type RoIOptions } from "./roi-heads.ts";
import { MultiScaleRoIAlign } from "./roi-pool.ts";
import { RegionProposalNetwork, RPN_KINDS, type RPNOptions } from "./rpn.ts";
import { RPNHead } from "./rpn-head.ts";
import { GeneralizedRCNNTransform } from "./transform.ts";

/** Features of a box between its two linear layers and the predictor. */
const REPRESENTATION = 1024;

const NETWORK = signature<FasterRCNNConfig>("models.detection.FasterRCNN", {
  takes: { backbone: moduleKind },
  options: FASTER_KINDS,
  positional: ["numClasses"],
});

/**
 * Faster R-CNN over any backbone: images (C, H, W) in 0..1, each of its own size -> `{ boxes, labels, scores }` of each, or losses.
 *
 *     const rpnAnchorGenerator = new models.detection.AnchorGenerator([[16, 32, 64]], [0.5, 1, 2]);
 *     const boxRoiPool = new models.detection.MultiScaleRoIAlign(["0"], 7, 2);
 *     const model = new models.FasterRCNN(backbone, { numClasses: 2, rpnAnchorGenerator, boxRoiPool });
 */
export class FasterRCNN extends GeneralizedRCNN {
  /**
   * `backbone` gives features of `out_channels` channels, of one resolution or of several by name.
   *
   * @throws ArgumentError without `numClasses` and `boxPredictor`, and with both
   */
  constructor(backbone: DetectionBackbone, ...rest: Rest<FasterRCNNConfig, [numClasses: number]>) {
    const config = NETWORK.read(rest);
    NETWORK.check(backbone);
    const { rpn, roiHeads, transform } = partsOf(backbone, config);
    super(backbone, rpn, roiHeads, transform);
  }
}

/** The parts of a Faster R-CNN, in the order in which torchvision draws their first values. */
function partsOf(
  backbone: DetectionBackbone,
  config: FasterRCNNConfig,
): { rpn: RegionProposalNetwork; roiHeads: RoIHeads; transform: GeneralizedRCNNTransform } {
  const { numClasses, boxPredictor: predictor = null } = config;
  const { out_channels: channels } = backbone;
  if (!Number.isSafeInteger(channels)) {
    throw NETWORK.error(
      `expected a backbone with \`out_channels\`, the number of channels of its features, got a ${backbone.constructor.name} without.`,
    );
  }
  if ((numClasses === undefined) === (predictor === null)) {
    throw NETWORK.error(
      predictor === null
        ? "expected numClasses, the classes with the background, or a boxPredictor."
        : "expected numClasses or a boxPredictor, which has its own classes, not both.",
    );
  }
  const anchors = config.rpnAnchorGenerator ?? usualAnchors();
  const head = config.rpnHead ?? new RPNHead(channels, anchors.numAnchorsPerLocation()[0] as number); // of one level at least
  const rpn = new RegionProposalNetwork(anchors, head, unprefixed<RPNOptions>("rpn", config, RPN_KINDS));
  const pool = config.boxRoiPool ?? new MultiScaleRoIAlign(["0", "1", "2", "3"], 7, 2);
  const [height, width] = pool.output_size;
  const boxHead = config.boxHead ?? new TwoMLPHead(channels * height * width, REPRESENTATION);
  const boxPredictor = predictor ?? new FastRCNNPredictor(REPRESENTATION, numClasses as number); // one of the two is there
  const roiHeads = new RoIHeads(pool, boxHead, boxPredictor, {
    ...unprefixed<RoIOptions>("box", config, ROI_KINDS),
    bboxRegWeights: config.bboxRegWeights,
  });
  const { minSize = 800, maxSize = 1333, imageMean = IMAGENET_MEAN, imageStd = IMAGENET_STD } = config;
  const { sizeDivisible, fixedSize, skipResize } = config;
  const transform = new GeneralizedRCNNTransform(minSize, maxSize, imageMean, imageStd, {
    sizeDivisible,
    fixedSize,
    skipResize,
  });
  return { rpn, roiHeads, transform };
}

/** Options of the builders of Faster R-CNN. */
export interface FasterRCNNOptions extends DetectorOptions, FasterRCNNConfig {}

const OWN = { ...FASTER_KINDS, ...DETECTOR_KINDS };
const TAKES = builderTakes<FasterRCNNOptions>(OWN);

/**
 * Faster R-CNN over ResNet-50 with a feature pyramid: 41.8 million parameters. See FasterRCNNOptions and PretrainedOptions for
 * what it takes and throws.
 *
 *     const model = await models.fasterrcnn_resnet50_fpn({ weights: "DEFAULT" });
 *     const [{ boxes, labels, scores }] = model.detect([image]);
 */
export async function fasterrcnn_resnet50_fpn(...rest: Rest<FasterRCNNOptions>): Promise<FasterRCNN> {
  const builder = "fasterrcnn_resnet50_fpn";
  const options = TAKES.read(builder, rest);
  const spec = { body: resnet50Body, publishedEps: 0 };
  return buildDetector(builder, options, spec, (backbone) => {
    return new FasterRCNN(backbone, configOf(FASTER_KINDS, options));
  });
}

/** The same with batch normalisation and deeper heads: 43.7 million parameters. See fasterrcnn_resnet50_fpn. */
export async function fasterrcnn_resnet50_fpn_v2(...rest: Rest<FasterRCNNOptions>): Promise<FasterRCNN> {
  const builder = "fasterrcnn_resnet50_fpn_v2";
  const options = TAKES.read(builder, rest);
  return buildDetector(builder, options, { body: resnet50Body, isBatchNormalised: true }, (backbone) => {
    const config = configOf(FASTER_KINDS, options);
    return new FasterRCNN(backbone, { ...config, ...v2Parts(backbone, config) });
  });
}

async function overMobileNet(
  builder: string,
  rest: Rest<FasterRCNNOptions>,
  defaults: FasterRCNNConfig,
): Promise<FasterRCNN> {
  const options = TAKES.read(builder, rest);
  return buildDetector(builder, options, { body: mobileNetBody }, (backbone) => {
    const config = configOf(FASTER_KINDS, { ...defaults, ...options });
    const all = [32, 64, 128, 256, 512];
    const anchors = config.rpnAnchorGenerator ?? new AnchorGenerator([all, all, all], [0.5, 1, 2]);
    return new FasterRCNN(backbone, { ...config, rpnAnchorGenerator: anchors });
  });
}

/** Faster R-CNN over MobileNet V3 large with a feature pyramid: 19.4 million parameters. See fasterrcnn_resnet50_fpn. */
export async function fasterrcnn_mobilenet_v3_large_fpn(
  ...rest: Rest<FasterRCNNOptions>
): Promise<FasterRCNN> {
  return overMobileNet("fasterrcnn_mobilenet_v3_large_fpn", rest, { rpnScoreThresh: 0.05 });
}

/** The same for images of 320 pixels, ten times as fast. See fasterrcnn_resnet50_fpn. */
export async function fasterrcnn_mobilenet_v3_large_320_fpn(
  ...rest: Rest<FasterRCNNOptions>
): Promise<FasterRCNN> {
  return overMobileNet("fasterrcnn_mobilenet_v3_large_320_fpn", rest, {
    minSize: 320,
    maxSize: 640,
    rpnPreNmsTopNTest: 150,
    rpnPostNmsTopNTest: 150,
    rpnScoreThresh: 0.05,
  });
}

const OVER_TAKES = builderTakes<FasterRCNNOptions & OverBackbone>({ ...OWN, ...OVER_KINDS });

/**
 * Faster R-CNN over any network of the zoo whose features are a chain of modules, with a pyramid over its features of a 4th of the
 * image and coarser, or over those that `pyramidReductions` says; `weightsBackbone` names weights of that network.
 *
 *     const model = await models.fasterrcnn({ backbone: "mobilenet_v2", weightsBackbone: "DEFAULT", numClasses: 2 });
 */
export async function fasterrcnn(...rest: Rest<FasterRCNNOptions & OverBackbone>): Promise<FasterRCNN> {
  const options = OVER_TAKES.read("fasterrcnn", rest);
  return buildDetector("fasterrcnn", options, specOver(options), (backbone, levels) => {
    const config = configOf(FASTER_KINDS, options);
    return new FasterRCNN(backbone, { ...config, ...partsOver("fasterrcnn", levels, options) });
  });
}

/** The family for the registry, and what others have to know of it. */
export const fasterRcnnFamily = family(FasterRCNN, {
  ...RCNN_FACTS,
  builders: {
    fasterrcnn,
    fasterrcnn_mobilenet_v3_large_320_fpn,
    fasterrcnn_mobilenet_v3_large_fpn,
    fasterrcnn_resnet50_fpn,
    fasterrcnn_resnet50_fpn_v2,
  },
  heads: BOX_HEADS,
});
