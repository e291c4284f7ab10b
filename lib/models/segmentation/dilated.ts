/** The body of FCN and DeepLabV3: a dilated backbone, a classifier, perhaps an auxiliary one, and resizing. */

import { boolean, instance, nullable, type Rest, type Signature, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { builderTakes, weightsKind } from "../builder.ts";
import { count, layerKind } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { noteOptions, type PretrainedOptions, withWeights } from "../weights/weights.ts";
import {
  type Backbone,
  type BackboneName,
  type BackboneOptions,
  buildBackbone,
  IntermediateLayers,
  lastOfBackbone,
} from "./backbones.ts";
import { resizeTo, SegmentationModule, type SegmentationOutputs } from "./base.ts";

/** Classes of Pascal VOC with the background, which the published weights have. */
const NUM_CLASSES = 21;

/** What may follow the backbone and the classifier of a dilated network. */
interface DilatedParts {
  auxClassifier?: nn.TensorModule | null;
}

/** The same, by name or by position. */
export type DilatedRest = Rest<DilatedParts, [auxClassifier: nn.TensorModule | null]>;

/** The signature of a dilated network's constructor. */
export function dilatedTakes(name: string): Signature<DilatedParts> {
  return signature<DilatedParts>(name, {
    takes: { backbone: instance(IntermediateLayers), classifier: layerKind },
    options: { auxClassifier: nullable(layerKind) },
    positional: ["auxClassifier"],
  });
}

const NETWORK = dilatedTakes("models.DilatedSegmentation");

/** Images (N, 3, H, W) -> `{ out, aux }`, logits (N, numClasses, H, W) each; `aux` where there is such a head. */
export class DilatedSegmentation extends SegmentationModule<SegmentationOutputs> {
  backbone: IntermediateLayers;
  classifier: nn.TensorModule;
  /** Null without auxiliary head. */
  aux_classifier: nn.TensorModule | null;

  /** `backbone` gives `out`, and `aux` where there is an `auxClassifier`. */
  constructor(backbone: IntermediateLayers, classifier: nn.TensorModule, ...rest: DilatedRest) {
    super();
    const { auxClassifier = null } = NETWORK.read(rest);
    NETWORK.check(backbone, classifier);
    this.backbone = backbone;
    this.classifier = classifier;
    this.aux_classifier = auxClassifier;
  }

  get encoder(): IntermediateLayers {
    return this.backbone;
  }

  /** The classifier, and the auxiliary one where there is one. */
  get decoder(): nn.Module {
    const { classifier, aux_classifier } = this;
    return aux_classifier === null ? classifier : new nn.ModuleDict({ classifier, aux_classifier });
  }

  override forward(x: Tensor): SegmentationOutputs {
    const { out, aux } = this.backbone.forward(x) as { out: Tensor; aux?: Tensor };
    const outputs: SegmentationOutputs = { out: resizeTo(this.classifier.forward(out), x) };
    if (this.aux_classifier !== null && aux !== undefined) {
      outputs.aux = resizeTo(this.aux_classifier.forward(aux), x);
    }
    return outputs;
  }
}

/** What both families declare. */
export const DILATED = {
  task: "segmentation",
  heads: "classifier",
  auxiliaryHeads: ["aux_classifier"],
  firstConv: "backbone",
  stages: (network: nn.Module) => [
    ...chainStages(network, "backbone"),
    { name: "head", paths: ["classifier", "aux_classifier"] },
  ],
  gradCam: lastOfBackbone,
  // torchvision's references/segmentation/train.py
  outputs: { main: "out", auxiliary: ["aux"], weight: 0.5 },
} as const;

/** Options of the named constructors of FCN and DeepLabV3. */
export interface DilatedOptions extends PretrainedOptions, BackboneOptions {
  /**
   * Classes with the background, 21 by default: those of Pascal VOC, which the published weights have. Load them so
   * and replace the heads: `models.replaceHead(model, 4)`.
   */
  numClasses?: number;
  /**
   * Whether there is an auxiliary head; false by default. Published weights have one; of a file it is seen whether it
   * has one.
   */
  auxLoss?: boolean;
}

const TAKES = builderTakes<DilatedOptions>({
  numClasses: count,
  auxLoss: boolean,
  weightsBackbone: weightsKind,
});

/** Makes one of the classifiers: features (N, channels, H, W) -> logits (N, numClasses, H, W). */
type MakeHead = (channels: number, numClasses: number) => nn.TensorModule;

/** Builds FCN or DeepLabV3 and loads its weights; the random numbers of a seed fall as in torchvision. */
export async function buildDilated<M extends DilatedSegmentation>(
  builder: string,
  backboneName: BackboneName,
  rest: readonly unknown[],
  make: {
    network: new (
      backbone: IntermediateLayers,
      classifier: nn.TensorModule,
      aux: nn.TensorModule | null,
    ) => M;
    head: MakeHead;
    auxHead: MakeHead;
  },
): Promise<M> {
  const options = TAKES.read(builder, rest);
  const { numClasses = NUM_CLASSES } = options;
  const { network, out, fine }: Backbone = await buildBackbone(backboneName, options);
  const model = await withWeights(builder, options, (source) => {
    const inSource = source?.dict.has("aux_classifier.4.weight") ?? false;
    const withAux = source?.isPublished === true || (options.auxLoss ?? inSource);
    const layers = withAux ? { [out.layer]: "out", [fine.layer]: "aux" } : { [out.layer]: "out" };
    const backbone = new IntermediateLayers(network, layers);
    // In torchvision's order, so that the random numbers of a seed are those of its heads.
    const auxClassifier = withAux ? make.auxHead(fine.channels, numClasses) : null;
    const classifier = make.head(out.channels, numClasses);
    return new make.network(backbone, classifier, auxClassifier);
  });
  noteOptions(model, { auxLoss: model.aux_classifier !== null });
  return model;
}
