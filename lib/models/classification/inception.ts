/**
 * Inception v3, as torchvision has it (https://docs.pytorch.org/vision/stable/models/inception.html): with the same
 * seed a fresh network has the same parameters. The blocks are in inception-blocks.ts.
 *
 * "Rethinking the Inception Architecture for Computer Vision", https://arxiv.org/abs/1512.00567.
 */

import { boolean, type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { through } from "../through.ts";
import { type ModelOrigin, noteOptions, originOf, type PretrainedOptions } from "../weights/weights.ts";
import {
  InceptionA,
  InceptionAux,
  InceptionB,
  InceptionC,
  InceptionD,
  InceptionE,
} from "./inception-blocks.ts";
import { BasicConv2d, initialise, recentre } from "./inception-parts.ts";

/** What Inception v3 gives in training mode: twice logits (N, numClasses). */
export interface InceptionOutputs {
  logits: Tensor;
  /** Of the auxiliary head. */
  auxLogits: Tensor;
}

/** The network's shape. */
export interface InceptionConfig {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** Whether there is the auxiliary head, which training mode uses; true by default. */
  auxLogits?: boolean;
  /** Whether the input, normalised with ImageNet's means, is recentred to 0.5 first; false by default. */
  transformInput?: boolean;
  /** Whether the layers get the family's own initialisation, a truncated normal; true by default. */
  initWeights?: boolean;
  /** Probability of dropping a feature before `fc`; 0.5 by default. */
  dropout?: number;
}

const KINDS: Kinds<InceptionConfig> = {
  numClasses: count,
  auxLogits: boolean,
  transformInput: boolean,
  initWeights: boolean,
  dropout: probability,
};
const NETWORK = signature<InceptionConfig>("models.Inception3", { options: KINDS });
const TAKES = builderTakes<InceptionOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface Inception3<Output extends Tensor | InceptionOutputs = Tensor | InceptionOutputs> {
  forward(x: Tensor): Output;
  get Mixed_6e(): nn.TensorModule;
  set Mixed_6e(module: nn.TensorModule);
  /** Null without the auxiliary head. */
  get AuxLogits(): (nn.TensorModule & { fc: nn.Linear }) | null;
  set AuxLogits(module: nn.TensorModule | null);
  get Mixed_7a(): nn.TensorModule;
  set Mixed_7a(module: nn.TensorModule);
  get Mixed_7b(): nn.TensorModule;
  set Mixed_7b(module: nn.TensorModule);
  get Mixed_7c(): nn.TensorModule;
  set Mixed_7c(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get dropout(): nn.Dropout;
  set dropout(module: nn.TensorModule);
  get fc(): nn.Linear;
  set fc(module: nn.TensorModule);
}

/**
 * Inception v3: images (N, 3, H, W), made for 299 x 299 and at least 75 x 75 -> logits (N, numClasses).
 *
 * In training mode, where it has the auxiliary head, images must be large enough for it (299 x 299) and it returns
 * InceptionOutputs instead; the usual loss adds 0.4 times the auxiliary one. A new head is an assignment,
 * `model.fc = new nn.Linear(2048, 4)`; with the auxiliary head also `model.AuxLogits.fc = new nn.Linear(768, 4)`:
 * `models.replaceHead(model, 4)` does both.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class Inception3<
  Output extends Tensor | InceptionOutputs = Tensor | InceptionOutputs,
> extends nn.Module {
  /** Whether training mode returns the auxiliary head's logits too. */
  aux_logits: boolean;
  /** Whether the input is recentred first. */
  transform_input: boolean;
  Conv2d_1a_3x3: nn.TensorModule;
  Conv2d_2a_3x3: nn.TensorModule;
  Conv2d_2b_3x3: nn.TensorModule;
  maxpool1: nn.TensorModule;
  Conv2d_3b_1x1: nn.TensorModule;
  Conv2d_4a_3x3: nn.TensorModule;
  maxpool2: nn.TensorModule;
  Mixed_5b: nn.TensorModule;
  Mixed_5c: nn.TensorModule;
  Mixed_5d: nn.TensorModule;
  Mixed_6a: nn.TensorModule;
  Mixed_6b: nn.TensorModule;
  Mixed_6c: nn.TensorModule;
  Mixed_6d: nn.TensorModule;

  /** Throws ArgumentError for sizes it cannot have. */
  constructor(...rest: Rest<InceptionConfig>) {
    super();
    const config = NETWORK.read(rest);
    const { numClasses = 1000, auxLogits = true, transformInput = false, initWeights = true } = config;
    const { dropout = 0.5 } = config;
    this.aux_logits = auxLogits;
    this.transform_input = transformInput;
    this.Conv2d_1a_3x3 = new BasicConv2d(3, 32, 3, { stride: 2 });
    this.Conv2d_2a_3x3 = new BasicConv2d(32, 32, 3);
    this.Conv2d_2b_3x3 = new BasicConv2d(32, 64, 3, { padding: 1 });
    this.maxpool1 = new nn.MaxPool2d(3, { stride: 2 });
    this.Conv2d_3b_1x1 = new BasicConv2d(64, 80, 1);
    this.Conv2d_4a_3x3 = new BasicConv2d(80, 192, 3);
    this.maxpool2 = new nn.MaxPool2d(3, { stride: 2 });
    this.Mixed_5b = new InceptionA(192, 32);
    this.Mixed_5c = new InceptionA(256, 64);
    this.Mixed_5d = new InceptionA(288, 64);
    this.Mixed_6a = new InceptionB(288);
    this.Mixed_6b = new InceptionC(768, 128);
    this.Mixed_6c = new InceptionC(768, 160);
    this.Mixed_6d = new InceptionC(768, 160);
    this.Mixed_6e = new InceptionC(768, 192);
    const aux = auxLogits ? new InceptionAux(768, numClasses) : null;
    this.AuxLogits = aux;
    this.Mixed_7a = new InceptionD(768);
    this.Mixed_7b = new InceptionE(1280);
    this.Mixed_7c = new InceptionE(2048);
    this.avgpool = new nn.AdaptiveAvgPool2d([1, 1]);
    this.dropout = new nn.Dropout({ p: dropout });
    this.fc = new nn.Linear(2048, numClasses);
    if (initWeights) {
      // The auxiliary head's last layer starts nearer to zero than the rest.
      initialise(this, (module) => (module === aux?.fc ? 0.001 : 0.1));
    }
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Output {
    const { AuxLogits: aux } = this;
    const input = this.transform_input ? recentre(x) : x;
    // The comments are the shapes for an image of 299 x 299.
    const early = through(
      input,
      this.Conv2d_1a_3x3,
      this.Conv2d_2a_3x3,
      this.Conv2d_2b_3x3,
      this.maxpool1,
      this.Conv2d_3b_1x1,
      this.Conv2d_4a_3x3,
      this.maxpool2,
    ); // (N, 192, 35, 35)
    const fine = through(early, this.Mixed_5b, this.Mixed_5c, this.Mixed_5d); // (N, 288, 35, 35)
    const middle = through(fine, this.Mixed_6a, this.Mixed_6b, this.Mixed_6c, this.Mixed_6d, this.Mixed_6e); // (N, 768, 17, 17)
    const withAux = this.training && this.aux_logits && aux !== null;
    const auxLogits = withAux ? aux.forward(middle) : null;
    const late = through(middle, this.Mixed_7a, this.Mixed_7b, this.Mixed_7c); // (N, 2048, 8, 8)
    const features = through(late, this.avgpool, this.dropout).flatten(1); // (N, 2048, 1, 1) -> (N, 2048)
    const logits = this.fc.forward(features);
    // The builder gives Output according to the auxiliary head there is, which decides what is returned here.
    return (auxLogits === null ? logits : { logits, auxLogits }) as Output;
  }
}

/**
 * Options of `inception_v3`.
 *
 * With published weights `transformInput` is true unless given. The auxiliary head is kept unless `auxLogits: false`;
 * a file of one's own may lack it: then it is left out too, unless asked for with true. Pretrained ImageNet weights
 * have 1000 classes: load them so and replace the heads.
 */
export interface InceptionOptions extends PretrainedOptions, InceptionConfig {}

/**
 * Inception v3: 27.2 million parameters, 23.8 without the auxiliary head. See InceptionOptions and PretrainedOptions
 * for what it takes and throws.
 *
 * The type of the result says what `forward` may return: always a tensor with `auxLogits: false`.
 *
 *     const model = await models.inception_v3({ weights: "DEFAULT" });
 *     const output = model.forward(images); // in training mode
 *     if (output instanceof Tensor) throw new Error("no auxiliary head");
 *     const loss = criterion(output.logits, labels).add(criterion(output.auxLogits, labels).mul(0.4));
 */
export function inception_v3(options: InceptionOptions & { auxLogits: false }): Promise<Inception3<Tensor>>;
export function inception_v3(options?: InceptionOptions): Promise<Inception3>;
export async function inception_v3(...rest: Rest<InceptionOptions>): Promise<Inception3> {
  let auxLogits: boolean | undefined;
  const model = await build(TAKES, "inception_v3", rest, (config, source) => {
    auxLogits = config.auxLogits;
    if (source === null) return new Inception3(config);
    const inFile = source.isPublished || source.dict.has("AuxLogits.fc.weight");
    return new Inception3({
      ...config,
      auxLogits: auxLogits === true || inFile,
      transformInput: config.transformInput ?? source.isPublished,
      initWeights: config.initWeights ?? !source.isWhole,
    });
  });
  if (auxLogits === false) {
    model.aux_logits = false;
    model.AuxLogits = null;
  }
  noteOptions(model, { auxLogits: model.aux_logits, transformInput: model.transform_input });
  return model;
}

/** The family for the registry, and what others have to know of it. */
export const inceptionFamily = family(Inception3, {
  builders: { inception_v3 },
  task: "classification",
  heads: "fc",
  auxiliaryHeads: ["AuxLogits.fc"],
  firstConv: "Conv2d_1a_3x3.conv",
  stages: [
    { name: "conv1", paths: ["Conv2d_1a_3x3"] },
    { name: "conv2", paths: ["Conv2d_2a_3x3", "Conv2d_2b_3x3"] },
    { name: "conv3", paths: ["Conv2d_3b_1x1"] },
    { name: "conv4", paths: ["Conv2d_4a_3x3"] },
    { name: "mixed5", paths: ["Mixed_5b", "Mixed_5c", "Mixed_5d"] },
    { name: "mixed6", paths: ["Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e"] },
    { name: "mixed7", paths: ["Mixed_7a", "Mixed_7b", "Mixed_7c"] },
    { name: "head", paths: ["fc", "AuxLogits"] },
  ],
  gradCam: "Mixed_7c",
  // PyTorch's tutorial on fine-tuning torchvision's models,
  // https://docs.pytorch.org/tutorials/beginner/finetuning_torchvision_models_tutorial.html.
  outputs: { main: "logits", auxiliary: ["auxLogits"], weight: 0.4 },
  preprocessing: { property: "transform_input", option: "transformInput", isReversed: false },
});
