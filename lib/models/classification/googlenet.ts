/**
 * GoogLeNet, also called Inception v1, as torchvision has it
 * (https://docs.pytorch.org/vision/stable/models/googlenet.html): with the same seed a fresh network has the same
 * parameters.
 *
 * "Going Deeper with Convolutions", https://arxiv.org/abs/1409.4842.
 */

import { boolean, type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { through } from "../through.ts";
import { type ModelOrigin, noteOptions, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { BasicConv2d, branches, initialise, recentre } from "./inception-parts.ts";

/** What GoogLeNet gives in training mode: three times logits (N, numClasses). */
export interface GoogLeNetOutputs {
  logits: Tensor;
  /** Of the head after inception4d. */
  auxLogits2: Tensor;
  /** Of the head after inception4a. */
  auxLogits1: Tensor;
}

/** Output channels of an inception block's convolutions, in the paper's order (table 1). */
type Widths = readonly [
  ch1x1: number,
  ch3x3red: number,
  ch3x3: number,
  ch5x5red: number,
  ch5x5: number,
  poolProj: number,
];

/** Four branches side by side: (N, C, H, W) -> (N, ch1x1 + ch3x3 + ch5x5 + poolProj, H, W). */
class Inception extends nn.Module {
  branch1: BasicConv2d;
  branch2: nn.Sequential;
  branch3: nn.Sequential;
  branch4: nn.Sequential;

  constructor(channels: number, [ch1x1, ch3x3red, ch3x3, ch5x5red, ch5x5, poolProj]: Widths) {
    super();
    this.branch1 = new BasicConv2d(channels, ch1x1, 1);
    this.branch2 = new nn.Sequential(
      new BasicConv2d(channels, ch3x3red, 1),
      new BasicConv2d(ch3x3red, ch3x3, 3, { padding: 1 }),
    );
    this.branch3 = new nn.Sequential(
      new BasicConv2d(channels, ch5x5red, 1),
      // 3x3 where the paper has 5x5: so torchvision has it, and so the published weights are.
      new BasicConv2d(ch5x5red, ch5x5, 3, { padding: 1 }),
    );
    this.branch4 = new nn.Sequential(
      new nn.MaxPool2d(3, { stride: 1, padding: 1, ceilMode: true }),
      new BasicConv2d(channels, poolProj, 1),
    );
  }

  override forward(x: Tensor): Tensor {
    return branches(x, [this.branch1], [this.branch2], [this.branch3], [this.branch4]);
  }
}

/** The head that judges features in the middle of the network: (N, C, H, W) -> (N, numClasses). */
class InceptionAux extends nn.Module {
  conv: BasicConv2d;
  fc1: nn.Linear;
  fc2: nn.Linear;
  dropout: nn.Dropout;

  constructor(channels: number, numClasses: number, dropout: number) {
    super();
    this.conv = new BasicConv2d(channels, 128, 1);
    this.fc1 = new nn.Linear(2048, 1024);
    this.fc2 = new nn.Linear(1024, numClasses);
    this.dropout = new nn.Dropout({ p: dropout });
  }

  override forward(x: Tensor): Tensor {
    const pooled = this.conv.forward(torch.adaptiveAvgPool2d(x, [4, 4]));
    const hidden = torch.relu_(this.fc1.forward(pooled.flatten(1))); // (N, 128, 4, 4) -> (N, 2048) -> (N, 1024)
    return through(hidden, this.dropout, this.fc2);
  }
}

/** The network's shape. */
export interface GoogLeNetConfig {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** Whether there are the two auxiliary heads, which training mode uses; true by default. */
  auxLogits?: boolean;
  /** Whether the input, normalised with ImageNet's means, is recentred to 0.5 first; false by default. */
  transformInput?: boolean;
  /** Whether the layers get the family's own initialisation, a truncated normal; true by default. */
  initWeights?: boolean;
  /** Probability of dropping a feature before `fc`; 0.2 by default. */
  dropout?: number;
  /** The same in the auxiliary heads; 0.7 by default. */
  dropoutAux?: number;
}

const KINDS: Kinds<GoogLeNetConfig> = {
  numClasses: count,
  auxLogits: boolean,
  transformInput: boolean,
  initWeights: boolean,
  dropout: probability,
  dropoutAux: probability,
};
const NETWORK = signature<GoogLeNetConfig>("models.GoogLeNet", { options: KINDS });
const TAKES = builderTakes<GoogLeNetOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface GoogLeNet<Output extends Tensor | GoogLeNetOutputs = Tensor | GoogLeNetOutputs> {
  forward(x: Tensor): Output;
  /** Null without auxiliary heads. */
  get aux1(): (nn.TensorModule & { fc2: nn.Linear }) | null;
  set aux1(module: nn.TensorModule | null);
  /** Null without auxiliary heads. */
  get aux2(): (nn.TensorModule & { fc2: nn.Linear }) | null;
  set aux2(module: nn.TensorModule | null);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get dropout(): nn.Dropout;
  set dropout(module: nn.TensorModule);
  get fc(): nn.Linear;
  set fc(module: nn.TensorModule);
}

/**
 * GoogLeNet: images (N, 3, H, W) of at least 15 x 15 -> logits (N, numClasses).
 *
 * In training mode, where it has auxiliary heads, it returns GoogLeNetOutputs instead; the paper adds 0.3 times the
 * loss of each. A new head is an assignment, `model.fc = new nn.Linear(1024, 4)`; with auxiliary heads also
 * `model.aux1.fc2` and `model.aux2.fc2`: `models.replaceHead(model, 4)` does all three.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class GoogLeNet<
  Output extends Tensor | GoogLeNetOutputs = Tensor | GoogLeNetOutputs,
> extends nn.Module {
  /** Whether training mode returns the auxiliary heads' logits too. */
  aux_logits: boolean;
  /** Whether the input is recentred first. */
  transform_input: boolean;
  conv1: BasicConv2d;
  maxpool1: nn.MaxPool2d;
  conv2: BasicConv2d;
  conv3: BasicConv2d;
  maxpool2: nn.MaxPool2d;
  inception3a: nn.TensorModule;
  inception3b: nn.TensorModule;
  maxpool3: nn.MaxPool2d;
  inception4a: nn.TensorModule;
  inception4b: nn.TensorModule;
  inception4c: nn.TensorModule;
  inception4d: nn.TensorModule;
  inception4e: nn.TensorModule;
  maxpool4: nn.MaxPool2d;
  inception5a: nn.TensorModule;
  inception5b: nn.TensorModule;

  /** Throws ArgumentError for sizes it cannot have. */
  constructor(...rest: Rest<GoogLeNetConfig>) {
    super();
    const config = NETWORK.read(rest);
    const { numClasses = 1000, auxLogits = true, transformInput = false, initWeights = true } = config;
    const { dropout = 0.2, dropoutAux = 0.7 } = config;
    const pool = (size: number): nn.MaxPool2d => new nn.MaxPool2d(size, { stride: 2, ceilMode: true });
    this.aux_logits = auxLogits;
    this.transform_input = transformInput;

    this.conv1 = new BasicConv2d(3, 64, 7, { stride: 2, padding: 3 });
    this.maxpool1 = pool(3);
    this.conv2 = new BasicConv2d(64, 64, 1);
    this.conv3 = new BasicConv2d(64, 192, 3, { padding: 1 });
    this.maxpool2 = pool(3);

    this.inception3a = new Inception(192, [64, 96, 128, 16, 32, 32]);
    this.inception3b = new Inception(256, [128, 128, 192, 32, 96, 64]);
    this.maxpool3 = pool(3);

    this.inception4a = new Inception(480, [192, 96, 208, 16, 48, 64]);
    this.inception4b = new Inception(512, [160, 112, 224, 24, 64, 64]);
    this.inception4c = new Inception(512, [128, 128, 256, 24, 64, 64]);
    this.inception4d = new Inception(512, [112, 144, 288, 32, 64, 64]);
    this.inception4e = new Inception(528, [256, 160, 320, 32, 128, 128]);
    this.maxpool4 = pool(2);

    this.inception5a = new Inception(832, [256, 160, 320, 32, 128, 128]);
    this.inception5b = new Inception(832, [384, 192, 384, 48, 128, 128]);

    this.aux1 = auxLogits ? new InceptionAux(512, numClasses, dropoutAux) : null;
    this.aux2 = auxLogits ? new InceptionAux(528, numClasses, dropoutAux) : null;

    this.avgpool = new nn.AdaptiveAvgPool2d([1, 1]);
    this.dropout = new nn.Dropout({ p: dropout });
    this.fc = new nn.Linear(1024, numClasses);

    if (initWeights) initialise(this, () => 0.01);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Output {
    const { aux1, aux2 } = this;
    const input = this.transform_input ? recentre(x) : x;
    // The comments are the shapes for an image of 224 x 224.
    const early = through(input, this.conv1, this.maxpool1, this.conv2, this.conv3, this.maxpool2); // (N, 192, 28, 28)
    const in4a = through(early, this.inception3a, this.inception3b, this.maxpool3, this.inception4a); // (N, 512, 14, 14)
    const in4d = through(in4a, this.inception4b, this.inception4c, this.inception4d); // (N, 528, 14, 14)
    const in5b = through(in4d, this.inception4e, this.maxpool4, this.inception5a, this.inception5b); // (N, 1024, 7, 7)
    const features = this.avgpool.forward(in5b).flatten(1); // (N, 1024, 1, 1) -> (N, 1024)
    const withAux = this.training && this.aux_logits && aux1 !== null && aux2 !== null;
    // The builder gives Output according to the auxiliary heads there are, which decides what is returned here.
    if (!withAux) return through(features, this.dropout, this.fc) as Output;
    // In the order in which torchvision runs them, so that the random numbers of dropout are the same.
    const auxLogits1 = aux1.forward(in4a);
    const auxLogits2 = aux2.forward(in4d);
    return { logits: through(features, this.dropout, this.fc), auxLogits2, auxLogits1 } as Output;
  }
}

/**
 * Options of `googlenet`.
 *
 * With published weights `transformInput` is true unless given, and the auxiliary heads, which were not trained, are
 * dropped unless `auxLogits: true` asks for them. A file of one's own may lack them: then they are left out too,
 * unless asked for. Pretrained ImageNet weights have 1000 classes: load them so and replace the head.
 */
export interface GoogLeNetOptions extends PretrainedOptions, GoogLeNetConfig {}

/**
 * GoogLeNet: 6.6 million parameters, 13.0 with the auxiliary heads, which it has where `weights` is not given. See
 * GoogLeNetOptions and PretrainedOptions for what it takes and throws.
 *
 * The type of the result says what `forward` may return: always a tensor with `auxLogits: false`.
 */
export function googlenet(options: GoogLeNetOptions & { auxLogits: false }): Promise<GoogLeNet<Tensor>>;
export function googlenet(options?: GoogLeNetOptions): Promise<GoogLeNet>;
export async function googlenet(...rest: Rest<GoogLeNetOptions>): Promise<GoogLeNet> {
  let loads = false;
  let auxLogits: boolean | undefined;
  const model = await build(TAKES, "googlenet", rest, (config, source) => {
    auxLogits = config.auxLogits;
    if (source === null) return new GoogLeNet(config);
    loads = true;
    const inFile = source.isPublished || source.dict.has("aux1.fc2.weight");
    return new GoogLeNet({
      ...config,
      auxLogits: auxLogits === true || inFile,
      transformInput: config.transformInput ?? source.isPublished,
      initWeights: config.initWeights ?? !source.isWhole,
    });
  });
  if (loads && auxLogits !== true) {
    model.aux_logits = false;
    model.aux1 = null;
    model.aux2 = null;
  }
  noteOptions(model, { auxLogits: model.aux_logits, transformInput: model.transform_input });
  return model;
}

/** The family for the registry, and what others have to know of it. */
export const googlenetFamily = family(GoogLeNet, {
  builders: { googlenet },
  task: "classification",
  heads: "fc",
  auxiliaryHeads: ["aux1.fc2", "aux2.fc2"],
  firstConv: "conv1.conv",
  stages: [
    { name: "conv1", paths: ["conv1"] },
    { name: "conv2", paths: ["conv2", "conv3"] },
    { name: "inception3", paths: ["inception3a", "inception3b"] },
    {
      name: "inception4",
      paths: ["inception4a", "inception4b", "inception4c", "inception4d", "inception4e"],
    },
    { name: "inception5", paths: ["inception5a", "inception5b"] },
    { name: "head", paths: ["fc", "aux1", "aux2"] },
  ],
  gradCam: "inception5b",
  // The paper, https://arxiv.org/abs/1409.4842, section 5.
  outputs: { main: "logits", auxiliary: ["auxLogits1", "auxLogits2"], weight: 0.3 },
  preprocessing: { property: "transform_input", option: "transformInput", isReversed: false },
});
