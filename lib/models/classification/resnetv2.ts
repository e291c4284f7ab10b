/**
 * ResNetV2 as timm has it: residual networks that normalise before each convolution.
 *
 * Keys, order and initialisation are those of timm's `resnetv2_*` (https://huggingface.co/timm): its files load here,
 * and with the same seed a fresh network has the same parameters. timm publishes its weights elsewhere than
 * torchvision: give the path of a file.
 *
 * "Identity Mappings in Deep Residual Networks", https://arxiv.org/abs/1603.05027.
 */

import { boolean, type Kinds, listOf, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import { linspace, scope, type Tensor } from "../../tensor/index.ts";
import { StochasticDepth } from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

type AfterFirst<T extends readonly unknown[]> = T extends [unknown, ...infer Others] ? Others : never;

/** Batch normalisation and ReLU in one module, with the keys of the normalisation. */
export class BatchNormAct2d extends nn.BatchNorm2d {
  act: nn.TensorModule = new nn.ReLU({ inplace: true });

  // A constructor of its own, so that its length says what it requires.
  constructor(numFeatures: number, ...rest: AfterFirst<ConstructorParameters<typeof nn.BatchNorm2d>>) {
    super(numFeatures, ...rest);
  }

  override forward(x: Tensor): Tensor {
    return this.act.forward(super.forward(x));
  }
}

/** The 1x1 convolution of a stage's first shortcut. */
class DownsampleConv extends nn.Module {
  conv: nn.Conv2d;

  constructor(inChannels: number, outChannels: number, stride: number) {
    super();
    this.conv = new nn.Conv2d(inChannels, outChannels, 1, { stride, bias: false });
  }

  override forward(x: Tensor): Tensor {
    return this.conv.forward(x);
  }
}

const BLOCK = signature("models.PreActBottleneck", {
  takes: {
    inChannels: count,
    outChannels: count,
    stride: count,
    isFirst: boolean,
    dropPath: probability,
  },
});

/** 1x1, 3x3 and 1x1 convolutions, each normalised before, and a shortcut: (N, C, H, W) -> (N, out, H/s, W/s). */
export class PreActBottleneck extends nn.Module {
  /** Of the normalised input; null where the shortcut is the input itself. */
  downsample: nn.TensorModule | null;
  norm1: BatchNormAct2d;
  conv1: nn.Conv2d;
  norm2: BatchNormAct2d;
  conv2: nn.Conv2d;
  norm3: BatchNormAct2d;
  conv3: nn.Conv2d;
  drop_path: nn.TensorModule;

  /** `isFirst` blocks of a stage have a convolution in the shortcut. */
  constructor(
    inChannels: number,
    outChannels: number,
    stride: number,
    isFirst: boolean,
    dropPath: number,
    ...rest: []
  ) {
    super();
    BLOCK.read(rest);
    BLOCK.check(inChannels, outChannels, stride, isFirst, dropPath);
    const width = outChannels / 4;
    this.downsample = isFirst ? new DownsampleConv(inChannels, outChannels, stride) : null;
    this.norm1 = new BatchNormAct2d(inChannels);
    this.conv1 = new nn.Conv2d(inChannels, width, 1, { bias: false });
    this.norm2 = new BatchNormAct2d(width);
    this.conv2 = new nn.Conv2d(width, width, 3, { stride, padding: 1, bias: false });
    this.norm3 = new BatchNormAct2d(width);
    this.conv3 = new nn.Conv2d(width, outChannels, 1, { bias: false });
    this.drop_path = dropPath > 0 ? new StochasticDepth(dropPath, "row") : new nn.Identity();
  }

  override forward(x: Tensor): Tensor {
    const normalised = this.norm1.forward(x);
    const shortcut = this.downsample === null ? x : this.downsample.forward(normalised);
    const out = through(normalised, this.conv1, this.norm2, this.conv2, this.norm3, this.conv3);
    return this.drop_path.forward(out).add_(shortcut);
  }
}

/** Blocks of one width, the first of which may halve height and width. */
class ResNetStage extends nn.Module {
  blocks: nn.Sequential;

  /** `dropPaths` has a probability for each block. */
  constructor(inChannels: number, outChannels: number, stride: number, dropPaths: readonly number[]) {
    super();
    const blocks = dropPaths.map((dropPath, i) =>
      i === 0
        ? new PreActBottleneck(inChannels, outChannels, stride, true, dropPath)
        : new PreActBottleneck(outChannels, outChannels, 1, false, dropPath),
    );
    this.blocks = new nn.Sequential(...blocks);
  }

  override forward(x: Tensor): Tensor {
    return this.blocks.forward(x);
  }
}

/** Mean over the pixels, dropout, and the classifier, a 1x1 convolution. */
export interface ClassifierHead {
  get fc(): nn.Conv2d;
  set fc(module: nn.TensorModule);
}

/** (N, C, H, W) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class ClassifierHead extends nn.Module {
  global_pool: nn.AdaptiveAvgPool2d;
  drop: nn.Dropout;
  flatten: nn.Flatten;

  constructor(inChannels: number, numClasses: number, dropRate: number) {
    super();
    this.global_pool = new nn.AdaptiveAvgPool2d(1);
    this.drop = new nn.Dropout({ p: dropRate });
    this.fc = new nn.Conv2d(inChannels, numClasses, 1);
    this.flatten = new nn.Flatten({ startDim: 1 });
  }

  override forward(x: Tensor): Tensor {
    return through(x, this.global_pool, this.drop, this.fc, this.flatten);
  }
}

/** The network's shape, apart from its depths. */
export interface ResNetV2Config {
  /** Outputs of `head.fc`; 1000 by default. */
  numClasses?: number;
  /** Probability of the dropout before `head.fc`; 0 by default. */
  dropRate?: number;
  /** Probability of dropping the last block's branch; it grows linearly with depth. 0 by default. */
  dropPathRate?: number;
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface ResNetV2 {
  get stem(): nn.Sequential;
  set stem(module: nn.TensorModule);
  get stages(): nn.Sequential;
  set stages(module: nn.TensorModule);
  get norm(): BatchNormAct2d;
  set norm(module: nn.TensorModule);
  /** `model.head.fc = new nn.Conv2d(model.head.fc.in_channels, 4, 1)` is a new head. */
  get head(): ClassifierHead;
  set head(module: nn.TensorModule);
}

const KINDS: Kinds<ResNetV2Config> = {
  numClasses: count,
  dropRate: probability,
  dropPathRate: probability,
};
const NETWORK = signature<ResNetV2Config>("models.ResNetV2", {
  takes: { layers: listOf(count, 4) },
  options: KINDS,
});
const TAKES = builderTakes<ResNetV2Options>(KINDS);

/** Output channels of the four stages. */
const WIDTHS = [256, 512, 1024, 2048] as const;

/** A pre-activation residual network: images (N, 3, H, W) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class ResNetV2 extends nn.Module {
  /** `layers` is the number of blocks in each of the four stages. Throws ArgumentError for a class count below one. */
  constructor(layers: readonly [number, number, number, number], ...rest: Rest<ResNetV2Config>) {
    super();
    const { numClasses = 1000, dropRate = 0, dropPathRate = 0 } = NETWORK.read(rest);
    NETWORK.check(layers);
    this.stem = new nn.Sequential({
      conv: new nn.Conv2d(3, 64, 7, { stride: 2, padding: 3, bias: false }),
      pool: new nn.MaxPool2d(3, { stride: 2, padding: 1 }),
    });
    const dropPaths = rising(
      dropPathRate,
      layers.reduce((sum, depth) => sum + depth, 0),
    );
    const stages = WIDTHS.map((width, i) => {
      const [from, stride] = i === 0 ? [64, 1] : [WIDTHS[i - 1] as number, 2];
      return new ResNetStage(from, width, stride, dropPaths.splice(0, layers[i]));
    });
    this.stages = new nn.Sequential(...stages);
    this.norm = new BatchNormAct2d(WIDTHS[3]);
    this.head = new ClassifierHead(WIDTHS[3], numClasses, dropRate);
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    return through(x, this.stem, this.stages, this.norm, this.head);
  }
}

/** `count` probabilities from 0 to `last`, evenly spaced in float32 as timm has them. */
function rising(last: number, count: number): number[] {
  return scope(() => [...linspace(0, last, count, { device: "cpu" }).data()].map(Number));
}

/** timm's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: ResNetV2): void {
  for (const module of model.modules()) {
    if (!(module instanceof nn.Conv2d)) continue;
    if (module === model.head.fc) nn.init.normal_(module.weight, { mean: 0, std: 0.01 });
    else nn.init.kaimingNormal_(module.weight, { mode: "fanOut", nonlinearity: "relu" });
    if (module.bias !== null) nn.init.zeros_(module.bias);
  }
}

/** Options of the named constructors. `weights` is the path of a file; timm's names of weights are not known here. */
export interface ResNetV2Options extends PretrainedOptions, ResNetV2Config {}

function make(
  builder: string,
  layers: readonly [number, number, number, number],
  rest: Rest<ResNetV2Options>,
): Promise<ResNetV2> {
  return build(TAKES, builder, rest, (config) => new ResNetV2(layers, config));
}

/**
 * timm's resnetv2_50: 25.5 million parameters. See ResNetV2Options and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.resnetv2_50({ weights: "resnetv2_50.a1h_in1k/model.safetensors" });
 *     model.head.fc = new nn.Conv2d(model.head.fc.in_channels, 2, 1);
 */
export function resnetv2_50(...rest: Rest<ResNetV2Options>): Promise<ResNetV2> {
  return make("resnetv2_50", [3, 4, 6, 3], rest);
}

/** timm's resnetv2_101: 44.5 million parameters. See resnetv2_50. */
export function resnetv2_101(...rest: Rest<ResNetV2Options>): Promise<ResNetV2> {
  return make("resnetv2_101", [3, 4, 23, 3], rest);
}

/** The family for the registry, and what others have to know of it. */
export const resnetv2Family = family(ResNetV2, {
  builders: { resnetv2_50, resnetv2_101 },
  task: "classification",
  heads: "head.fc",
  firstConv: "stem.conv",
  stages: (network) => [
    { name: "stem", paths: ["stem"] },
    ...chainStages(network, "stages"),
    { name: "head", paths: ["norm", "head"] },
  ],
  gradCam: "norm",
});
