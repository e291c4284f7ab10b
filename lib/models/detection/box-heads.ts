/** What Fast R-CNN makes of the features of a box: a vector, then a class and where the box really is. */

import { type Kinds, nullable, type Rest, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { Conv2dNormActivation, type NormLayer } from "../../vision/ops/index.ts";
import { count, counts, normLayerKind } from "../option-kinds.ts";

const TWO_MLP = signature("models.detection.TwoMLPHead", {
  takes: { inChannels: count, representationSize: count },
});

/** Two linear layers: (K, C, h, w) of C * h * w = inChannels -> (K, representationSize). */
export class TwoMLPHead extends nn.Module {
  fc6: nn.Linear;
  fc7: nn.Linear;

  constructor(inChannels: number, representationSize: number, ...rest: []) {
    super();
    TWO_MLP.read(rest);
    TWO_MLP.check(inChannels, representationSize);
    this.fc6 = new nn.Linear(inChannels, representationSize);
    this.fc7 = new nn.Linear(representationSize, representationSize);
  }

  override forward(x: Tensor): Tensor {
    const hidden = this.fc6.forward(x.flatten(1)).relu();
    return this.fc7.forward(hidden).relu();
  }
}

interface HeadOptions {
  normLayer?: NormLayer | null;
}

export const HEAD_KINDS: Kinds<HeadOptions> = { normLayer: nullable(normLayerKind) };

/** What may follow the widths of a head: a normalisation after each convolution, none by default. */
export type HeadRest = Rest<HeadOptions, [normLayer: NormLayer | null]>;

const CONV_FC = signature<HeadOptions>("models.detection.FastRCNNConvFCHead", {
  takes: { inputSize: counts, convLayers: counts, fcLayers: counts },
  options: HEAD_KINDS,
  positional: ["normLayer"],
});

/** Convolutions, then linear layers: (K, C, h, w) -> (K, width of the last). */
export class FastRCNNConvFCHead extends nn.Sequential {
  /** `inputSize` is [C, h, w]; the others are the widths of the layers. Throws ArgumentError for widths below one. */
  constructor(
    inputSize: readonly [channels: number, height: number, width: number],
    convLayers: readonly number[],
    fcLayers: readonly number[],
    ...rest: HeadRest
  ) {
    const { normLayer = null } = CONV_FC.read(rest);
    CONV_FC.check(inputSize, convLayers, fcLayers);
    const [channels, height, width] = inputSize;
    const layers: nn.TensorModule[] = convLayers.map(
      (outputs, at) => new Conv2dNormActivation(convLayers[at - 1] ?? channels, outputs, { normLayer }),
    );
    layers.push(new nn.Flatten());
    let features = (convLayers.at(-1) ?? channels) * height * width;
    for (const outputs of fcLayers) {
      layers.push(new nn.Linear(features, outputs), new nn.ReLU({ inplace: true }));
      features = outputs;
    }
    super(layers);
    initialiseConvolutions(this);
  }
}

/** He's values for the convolutions of a head, as torchvision has them. */
export function initialiseConvolutions(head: nn.Module): void {
  for (const layer of head.modules()) {
    if (!(layer instanceof nn.Conv2d)) continue;
    nn.init.kaimingNormal_(layer.weight, { mode: "fanOut", nonlinearity: "relu" });
    if (layer.bias !== null) nn.init.zeros_(layer.bias);
  }
}

/** What a predictor says of K boxes. */
export interface BoxPredictions {
  /** (K, classes) logits, the background first. */
  readonly logits: Tensor;
  /** (K, 4 * classes): codes of the box for each class, see BoxCoder. */
  readonly deltas: Tensor;
}

/** A predictor, of any make. */
export interface BoxPredictorModule extends nn.Module {
  forward(x: Tensor): BoxPredictions;
}

const PREDICTOR = signature("models.detection.FastRCNNPredictor", {
  takes: { inChannels: count, numClasses: count },
});

/** Two linear layers side by side: (K, inChannels) -> logits of each class with the background, and box codes for each. */
export class FastRCNNPredictor extends nn.Module {
  cls_score: nn.Linear;
  bbox_pred: nn.Linear;

  /** `numClasses` counts the background. */
  constructor(inChannels: number, numClasses: number, ...rest: []) {
    super();
    PREDICTOR.read(rest);
    PREDICTOR.check(inChannels, numClasses);
    this.cls_score = new nn.Linear(inChannels, numClasses);
    this.bbox_pred = new nn.Linear(inChannels, 4 * numClasses);
  }

  /** Throws ShapeError for features (K, C, h, w) of more than one pixel. */
  override forward(x: Tensor): BoxPredictions {
    if (x.ndim === 4 && (x.shape[2] !== 1 || x.shape[3] !== 1)) {
      throw new ShapeError(
        `${PREDICTOR.name}: expected features (K, C) or (K, C, 1, 1), got (${x.shape.join(", ")}).`,
        { operation: PREDICTOR.name },
      );
    }
    const features = x.flatten(1);
    return { logits: this.cls_score.forward(features), deltas: this.bbox_pred.forward(features) };
  }
}
