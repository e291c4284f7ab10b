/**
 * Inception v4 and Inception-ResNet v2 as timm has them: `inception_v4`, `inception_resnet_v2`.
 *
 * Keys, order and initialisation are timm's (https://huggingface.co/timm): its files load here, and with the same seed
 * a fresh network has the same parameters. timm publishes its weights elsewhere than torchvision: give the path of a
 * file.
 *
 * "Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning",
 * https://arxiv.org/abs/1602.07261.
 */

import { type Kinds, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { type Tensor, torch } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { BasicConv2d } from "./inception-parts.ts";

/** Channels in, channels out, kernel, and stride and padding where they are not 1 and 0. */
type ConvRow = readonly [
  inChannels: number,
  outChannels: number,
  kernel: nn.Size2,
  stride?: number,
  padding?: nn.Size2,
];

function conv([inChannels, outChannels, kernel, stride = 1, padding = 0]: ConvRow): BasicConv2d {
  return new BasicConv2d(inChannels, outChannels, kernel, { stride, padding });
}

function chain(...rows: ConvRow[]): nn.Sequential {
  return new nn.Sequential(...rows.map(conv));
}

/** A mean over 3x3 pixels that keeps the size, and a 1x1 convolution. */
function pooled(inChannels: number, outChannels: number): nn.Sequential {
  const pool = new nn.AvgPool2d(3, { stride: 1, padding: 1, countIncludePad: false });
  return new nn.Sequential(pool, conv([inChannels, outChannels, 1]));
}

const shrinking = (): nn.MaxPool2d => new nn.MaxPool2d(3, { stride: 2 });

/** Modules on one input, their outputs side by side along the channels. */
export class Branched extends nn.Module {
  /** The names are part of the state dict's keys. */
  constructor(branches: Readonly<Record<string, nn.TensorModule>>) {
    super();
    for (const [name, branch] of Object.entries(branches)) this.addModule(name, branch);
  }

  override forward(x: Tensor): Tensor {
    const branches = [...this.children()] as nn.TensorModule[]; // the constructor takes no others
    return torch.cat(
      branches.map((branch) => branch.forward(x)),
      1,
    );
  }
}

const mixed3a = (): Branched => new Branched({ maxpool: shrinking(), conv: conv([64, 96, 3, 2]) });

const mixed4a = (): Branched =>
  new Branched({
    branch0: chain([160, 64, 1], [64, 96, 3]),
    branch1: chain([160, 64, 1], [64, 64, [1, 7], 1, [0, 3]], [64, 64, [7, 1], 1, [3, 0]], [64, 96, 3]),
  });

const mixed5a = (): Branched => new Branched({ conv: conv([192, 192, 3, 2]), maxpool: shrinking() });

const inceptionA = (): Branched =>
  new Branched({
    branch0: conv([384, 96, 1]),
    branch1: chain([384, 64, 1], [64, 96, 3, 1, 1]),
    branch2: chain([384, 64, 1], [64, 96, 3, 1, 1], [96, 96, 3, 1, 1]),
    branch3: pooled(384, 96),
  });

const reductionA = (): Branched =>
  new Branched({
    branch0: conv([384, 384, 3, 2]),
    branch1: chain([384, 192, 1], [192, 224, 3, 1, 1], [224, 256, 3, 2]),
    branch2: shrinking(),
  });

const inceptionB = (): Branched =>
  new Branched({
    branch0: conv([1024, 384, 1]),
    branch1: chain([1024, 192, 1], [192, 224, [1, 7], 1, [0, 3]], [224, 256, [7, 1], 1, [3, 0]]),
    branch2: chain(
      [1024, 192, 1],
      [192, 192, [7, 1], 1, [3, 0]],
      [192, 224, [1, 7], 1, [0, 3]],
      [224, 224, [7, 1], 1, [3, 0]],
      [224, 256, [1, 7], 1, [0, 3]],
    ),
    branch3: pooled(1024, 128),
  });

const reductionB = (): Branched =>
  new Branched({
    branch0: chain([1024, 192, 1], [192, 192, 3, 2]),
    branch1: chain(
      [1024, 256, 1],
      [256, 256, [1, 7], 1, [0, 3]],
      [256, 320, [7, 1], 1, [3, 0]],
      [320, 320, 3, 2],
    ),
    branch2: shrinking(),
  });

/** The last blocks of Inception v4, whose branches end in two convolutions: (N, 1536, H, W) -> the same. */
export class InceptionC extends nn.Module {
  branch0 = conv([1536, 256, 1]);
  branch1_0 = conv([1536, 384, 1]);
  branch1_1a = conv([384, 256, [1, 3], 1, [0, 1]]);
  branch1_1b = conv([384, 256, [3, 1], 1, [1, 0]]);
  branch2_0 = conv([1536, 384, 1]);
  branch2_1 = conv([384, 448, [3, 1], 1, [1, 0]]);
  branch2_2 = conv([448, 512, [1, 3], 1, [0, 1]]);
  branch2_3a = conv([512, 256, [1, 3], 1, [0, 1]]);
  branch2_3b = conv([512, 256, [3, 1], 1, [1, 0]]);
  branch3 = pooled(1536, 256);

  override forward(x: Tensor): Tensor {
    const short = this.branch1_0.forward(x);
    const long = through(x, this.branch2_0, this.branch2_1, this.branch2_2);
    const parts = [
      this.branch0.forward(x),
      this.branch1_1a.forward(short),
      this.branch1_1b.forward(short),
      this.branch2_3a.forward(long),
      this.branch2_3b.forward(long),
      this.branch3.forward(x),
    ];
    return torch.cat(parts, 1);
  }
}

/** What both networks may be told. */
export interface InceptionV4Config {
  /** Outputs of the last linear map; 1000 by default. */
  numClasses?: number;
  /** Probability of the dropout before it; 0 by default. */
  dropRate?: number;
}

const KINDS: Kinds<InceptionV4Config> = { numClasses: count, dropRate: probability };
const NETWORK = signature<InceptionV4Config>("models.InceptionV4", { options: KINDS });
const RESNET = signature<InceptionV4Config>("models.InceptionResnetV2", { options: KINDS });
const TAKES = builderTakes<InceptionV4Options>(KINDS);

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface InceptionV4 {
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get global_pool(): nn.AdaptiveAvgPool2d;
  set global_pool(module: nn.TensorModule);
  get head_drop(): nn.Dropout;
  set head_drop(module: nn.TensorModule);
  get last_linear(): nn.Linear;
  set last_linear(module: nn.TensorModule);
}

/** Inception v4: images (N, 3, H, W) of at least 75 x 75, 299 x 299 in the paper -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class InceptionV4 extends nn.Module {
  /** Throws ArgumentError for a class count below one. */
  constructor(...rest: Rest<InceptionV4Config>) {
    super();
    const { numClasses = 1000, dropRate = 0 } = NETWORK.read(rest);
    const times = (count: number, make: () => nn.TensorModule): nn.TensorModule[] =>
      Array.from({ length: count }, make);
    this.features = new nn.Sequential(
      conv([3, 32, 3, 2]),
      conv([32, 32, 3]),
      conv([32, 64, 3, 1, 1]),
      mixed3a(),
      mixed4a(),
      mixed5a(),
      ...times(4, inceptionA),
      reductionA(),
      ...times(7, inceptionB),
      reductionB(),
      ...times(3, () => new InceptionC()),
    );
    this.global_pool = new nn.AdaptiveAvgPool2d(1);
    this.head_drop = new nn.Dropout({ p: dropRate });
    this.last_linear = new nn.Linear(1536, numClasses);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const flat = through(x, this.features, this.global_pool).flatten(1); // (N, 1536, 1, 1) -> (N, 1536)
    return this.last_linear.forward(this.head_drop.forward(flat));
  }
}

/** Branches joined by a 1x1 convolution, scaled and added to the input: (N, C, H, W) -> (N, C, H, W). */
export class ScaledResidual extends nn.Module {
  readonly scale: number;
  // Declared only, not made here: the branches come first in the state dict.
  declare conv2d: nn.Conv2d;
  declare act: nn.ReLU | null;

  /** `widths` are the channels of the branches together and of the input. */
  constructor(
    scale: number,
    widths: readonly [branches: number, input: number],
    branches: Readonly<Record<string, nn.TensorModule>>,
    hasActivation = true,
  ) {
    super();
    this.scale = scale;
    for (const [name, branch] of Object.entries(branches)) this.addModule(name, branch);
    this.conv2d = new nn.Conv2d(widths[0], widths[1], 1);
    this.act = hasActivation ? new nn.ReLU() : null;
  }

  override forward(x: Tensor): Tensor {
    const branches = [...this.namedChildren()].filter(([name]) => name.startsWith("branch"));
    const outputs = branches.map(([, branch]) => (branch as nn.TensorModule).forward(x)); // the constructor takes no others
    const out = this.conv2d.forward(torch.cat(outputs, 1)).mul(this.scale).add_(x);
    return this.act === null ? out : this.act.forward(out);
  }
}

const mixed5b = (): Branched =>
  new Branched({
    branch0: conv([192, 96, 1]),
    branch1: chain([192, 48, 1], [48, 64, 5, 1, 2]),
    branch2: chain([192, 64, 1], [64, 96, 3, 1, 1], [96, 96, 3, 1, 1]),
    branch3: pooled(192, 64),
  });

const block35 = (): ScaledResidual =>
  new ScaledResidual(0.17, [128, 320], {
    branch0: conv([320, 32, 1]),
    branch1: chain([320, 32, 1], [32, 32, 3, 1, 1]),
    branch2: chain([320, 32, 1], [32, 48, 3, 1, 1], [48, 64, 3, 1, 1]),
  });

const mixed6a = (): Branched =>
  new Branched({
    branch0: conv([320, 384, 3, 2]),
    branch1: chain([320, 256, 1], [256, 256, 3, 1, 1], [256, 384, 3, 2]),
    branch2: shrinking(),
  });

const block17 = (): ScaledResidual =>
  new ScaledResidual(0.1, [384, 1088], {
    branch0: conv([1088, 192, 1]),
    branch1: chain([1088, 128, 1], [128, 160, [1, 7], 1, [0, 3]], [160, 192, [7, 1], 1, [3, 0]]),
  });

const mixed7a = (): Branched =>
  new Branched({
    branch0: chain([1088, 256, 1], [256, 384, 3, 2]),
    branch1: chain([1088, 256, 1], [256, 288, 3, 2]),
    branch2: chain([1088, 256, 1], [256, 288, 3, 1, 1], [288, 320, 3, 2]),
    branch3: shrinking(),
  });

const block8 = (scale: number, hasActivation: boolean): ScaledResidual =>
  new ScaledResidual(
    scale,
    [448, 2080],
    {
      branch0: conv([2080, 192, 1]),
      branch1: chain([2080, 192, 1], [192, 224, [1, 3], 1, [0, 1]], [224, 256, [3, 1], 1, [1, 0]]),
    },
    hasActivation,
  );

/** The parts that may be replaced; see InceptionV4. */
export interface InceptionResnetV2 {
  get classif(): nn.Linear;
  set classif(module: nn.TensorModule);
}

/** Inception-ResNet v2: images (N, 3, H, W) of at least 75 x 75, 299 x 299 in the paper -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class InceptionResnetV2 extends nn.Module {
  conv2d_1a: nn.TensorModule = conv([3, 32, 3, 2]);
  conv2d_2a: nn.TensorModule = conv([32, 32, 3]);
  conv2d_2b: nn.TensorModule = conv([32, 64, 3, 1, 1]);
  maxpool_3a: nn.TensorModule = shrinking();
  conv2d_3b: nn.TensorModule = conv([64, 80, 1]);
  conv2d_4a: nn.TensorModule = conv([80, 192, 3]);
  maxpool_5a: nn.TensorModule = shrinking();
  mixed_5b: nn.TensorModule = mixed5b();
  repeat: nn.Sequential = new nn.Sequential(...Array.from({ length: 10 }, block35));
  mixed_6a: nn.TensorModule = mixed6a();
  repeat_1: nn.Sequential = new nn.Sequential(...Array.from({ length: 20 }, block17));
  mixed_7a: nn.TensorModule = mixed7a();
  repeat_2: nn.Sequential = new nn.Sequential(...Array.from({ length: 9 }, () => block8(0.2, true)));
  block8: nn.TensorModule = block8(1, false);
  conv2d_7b: nn.TensorModule = conv([2080, 1536, 1]);
  global_pool: nn.TensorModule = new nn.AdaptiveAvgPool2d(1);
  head_drop: nn.TensorModule;

  /** Throws ArgumentError for a class count below one. */
  constructor(...rest: Rest<InceptionV4Config>) {
    const { numClasses = 1000, dropRate = 0 } = RESNET.read(rest); // before the fields make their layers
    super();
    this.head_drop = new nn.Dropout({ p: dropRate });
    this.classif = new nn.Linear(1536, numClasses);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    const stem = [
      this.conv2d_1a,
      this.conv2d_2a,
      this.conv2d_2b,
      this.maxpool_3a,
      this.conv2d_3b,
      this.conv2d_4a,
    ];
    const body = [this.maxpool_5a, this.mixed_5b, this.repeat, this.mixed_6a, this.repeat_1, this.mixed_7a];
    const top = [this.repeat_2, this.block8, this.conv2d_7b, this.global_pool];
    const flat = through(x, ...stem, ...body, ...top).flatten(1); // (N, 1536, 1, 1) -> (N, 1536)
    return this.classif.forward(this.head_drop.forward(flat));
  }
}

/** Options of the named constructors. `weights` is the path of a file; timm's names of weights are not known here. */
export interface InceptionV4Options extends PretrainedOptions, InceptionV4Config {}

/**
 * timm's inception_v4: 42.7 million parameters. See InceptionV4Options and PretrainedOptions for what it takes and
 * throws.
 *
 *     const model = await models.inception_v4({ weights: "inception_v4.tf_in1k/model.safetensors" });
 *     model.last_linear = new nn.Linear(model.last_linear.in_features, 2);
 */
export function inception_v4(...rest: Rest<InceptionV4Options>): Promise<InceptionV4> {
  return build(TAKES, "inception_v4", rest, (config) => new InceptionV4(config));
}

/** timm's inception_resnet_v2: 55.8 million parameters; its head is `classif`. See inception_v4. */
export function inception_resnet_v2(...rest: Rest<InceptionV4Options>): Promise<InceptionResnetV2> {
  return build(TAKES, "inception_resnet_v2", rest, (config) => new InceptionResnetV2(config));
}

/** The family for the registry, and what others have to know of it. */
export const inceptionV4Family = family(InceptionV4, {
  builders: { inception_v4 },
  task: "classification",
  heads: "last_linear",
  firstConv: "features.0.conv",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["last_linear"] }],
  gradCam: "features",
});

/** The same of Inception-ResNet v2. */
export const inceptionResnetV2Family = family(InceptionResnetV2, {
  builders: { inception_resnet_v2 },
  task: "classification",
  heads: "classif",
  firstConv: "conv2d_1a.conv",
  stages: [
    { name: "conv1", paths: ["conv2d_1a"] },
    { name: "conv2", paths: ["conv2d_2a", "conv2d_2b"] },
    { name: "conv3", paths: ["conv2d_3b"] },
    { name: "conv4", paths: ["conv2d_4a"] },
    { name: "mixed5", paths: ["mixed_5b", "repeat"] },
    { name: "mixed6", paths: ["mixed_6a", "repeat_1"] },
    { name: "mixed7", paths: ["mixed_7a", "repeat_2", "block8"] },
    { name: "conv7", paths: ["conv2d_7b"] },
    { name: "head", paths: ["classif"] },
  ],
  gradCam: "conv2d_7b",
});
