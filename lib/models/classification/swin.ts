/**
 * Swin Transformer, versions 1 and 2, read top-down: patch merging, blocks, network, private builder, named
 * constructors. The attention within windows is in swin-attention.ts.
 *
 * The networks, their initialisation and their state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/swin_transformer.html): with the same seed a fresh network has the
 * same parameters. Finding and loading weights is weights.ts's work.
 *
 * "Swin Transformer", https://arxiv.org/abs/2103.14030; "Swin Transformer V2", https://arxiv.org/abs/2111.09883.
 */

import { callable, type Kinds, numberAbove, type Rest, type Signature, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { scope, slice, type Tensor, torch } from "../../tensor/index.ts";
import { MLP, type NormLayer, Permute, StochasticDepth } from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, counts, normLayerKind, pairKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import {
  ATTENTION_KINDS,
  ShiftedWindowAttention,
  type ShiftedWindowAttentionOptions,
  ShiftedWindowAttentionV2,
} from "./swin-attention.ts";

const layerNorm: NormLayer = (features) => new nn.LayerNorm(features, { eps: 1e-5 });

/** Neighbouring pixels of (N, H, W, C) side by side, odd sizes padded: (N, H/2, W/2, 4 C). */
function mergePixels(x: Tensor): Tensor {
  const [height, width] = [x.shape.at(-3) as number, x.shape.at(-2) as number];
  const even = torch.pad(x, [0, 0, 0, width % 2, 0, height % 2]);
  const from = (row: number, column: number): Tensor =>
    even.index("...", slice(row, null, 2), slice(column, null, 2), slice());
  return torch.cat([from(0, 0), from(1, 0), from(0, 1), from(1, 1)], -1);
}

/** Options of the patch mergings. */
export interface PatchMergingOptions {
  /** nn.LayerNorm with an eps of 1e-5 by default. */
  normLayer?: NormLayer;
}

const MERGING = signature<PatchMergingOptions & { normalised?: number }>("models.PatchMerging", {
  takes: { dim: count },
  options: { normLayer: normLayerKind, normalised: count },
  positional: ["normLayer", "normalised"],
});
const MERGING_V2 = signature<PatchMergingOptions>("models.PatchMergingV2", {
  takes: { dim: count },
  options: { normLayer: normLayerKind },
  positional: ["normLayer"],
});

/** Halves height and width and doubles the channels: (N, H, W, C) -> (N, H/2, W/2, 2 C). Normalises first. */
export class PatchMerging extends nn.Module {
  readonly dim: number;
  reduction: nn.Linear;
  norm: nn.TensorModule;

  /** `normalised` is the number of features that are normalised, `4 * dim` by default. */
  constructor(
    dim: number,
    ...rest: Rest<PatchMergingOptions & { normalised?: number }, [normLayer: NormLayer, normalised: number]>
  ) {
    super();
    const { normLayer = layerNorm, normalised = 4 * dim } = MERGING.read(rest);
    MERGING.check(dim);
    this.dim = dim;
    this.reduction = new nn.Linear(4 * dim, 2 * dim, { bias: false });
    this.norm = normLayer(normalised);
  }

  override forward(x: Tensor): Tensor {
    return this.reduction.forward(this.norm.forward(mergePixels(x)));
  }
}

/** The same, normalising after the reduction. */
export class PatchMergingV2 extends PatchMerging {
  constructor(dim: number, ...rest: Rest<PatchMergingOptions, [normLayer: NormLayer]>) {
    const { normLayer = layerNorm } = MERGING_V2.read(rest);
    MERGING_V2.check(dim);
    super(dim, { normLayer, normalised: 2 * dim });
  }

  override forward(x: Tensor): Tensor {
    return this.norm.forward(this.reduction.forward(mergePixels(x)));
  }
}

/** The input and what modules make of it, which is freed when the sum is there. */
function addTo(input: Tensor, ...branch: nn.TensorModule[]): Tensor {
  return scope(() => through(input, ...branch).add(input));
}

/** What a block is told beyond its widths. */
export interface SwinBlockOptions extends ShiftedWindowAttentionOptions {
  /** Inner width of the MLP as a multiple of the block's; 4 by default. */
  mlpRatio?: number;
  /** Probability of dropping a branch in training; 0 by default. */
  stochasticDepthProb?: number;
  normLayer?: NormLayer;
}

function blockTakes(name: string): Signature<SwinBlockOptions> {
  return signature<SwinBlockOptions>(name, {
    takes: { dim: count, numHeads: count },
    options: {
      ...ATTENTION_KINDS,
      mlpRatio: numberAbove(0),
      stochasticDepthProb: probability,
      normLayer: normLayerKind,
    },
    required: ["windowSize", "shiftSize"],
  });
}

const BLOCK = blockTakes("models.SwinTransformerBlock");

/** Attention within windows and MLP, each normalised before: (N, H, W, C) -> (N, H, W, C). */
export class SwinTransformerBlock extends nn.Module {
  norm1: nn.TensorModule;
  attn: ShiftedWindowAttention;
  stochastic_depth: StochasticDepth;
  norm2: nn.TensorModule;
  mlp: MLP;

  constructor(dim: number, numHeads: number, ...rest: Rest<SwinBlockOptions>) {
    super();
    const options = BLOCK.read(rest);
    BLOCK.check(dim, numHeads);
    const { mlpRatio = 4, dropout = 0, stochasticDepthProb = 0, normLayer = layerNorm } = options;
    this.norm1 = normLayer(dim);
    this.attn = this.makeAttention(dim, numHeads, options);
    this.stochastic_depth = new StochasticDepth(stochasticDepthProb, "row");
    this.norm2 = normLayer(dim);
    const hidden = [Math.trunc(dim * mlpRatio), dim];
    this.mlp = new MLP(dim, hidden, { activationLayer: () => new nn.GELU(), dropout });
    for (const module of this.mlp.modules()) {
      if (!(module instanceof nn.Linear)) continue;
      nn.init.xavierUniform_(module.weight);
      if (module.bias !== null) nn.init.normal_(module.bias, { std: 1e-6 });
    }
  }

  protected makeAttention(dim: number, numHeads: number, options: SwinBlockOptions): ShiftedWindowAttention {
    return new ShiftedWindowAttention(dim, numHeads, options);
  }

  override forward(input: Tensor): Tensor {
    const x = addTo(input, this.norm1, this.attn, this.stochastic_depth);
    return addTo(x, this.norm2, this.mlp, this.stochastic_depth);
  }
}

const BLOCK_V2 = blockTakes("models.SwinTransformerBlockV2");

/** The same with cosine attention, each branch normalised after. */
export class SwinTransformerBlockV2 extends SwinTransformerBlock {
  constructor(dim: number, numHeads: number, ...rest: Rest<SwinBlockOptions>) {
    super(dim, numHeads, BLOCK_V2.read(rest));
  }

  protected override makeAttention(
    dim: number,
    numHeads: number,
    options: SwinBlockOptions,
  ): ShiftedWindowAttention {
    return new ShiftedWindowAttentionV2(dim, numHeads, options);
  }

  override forward(input: Tensor): Tensor {
    const x = addTo(input, this.attn, this.norm1, this.stochastic_depth);
    return addTo(x, this.mlp, this.norm2, this.stochastic_depth);
  }
}

/** The network's shape. */
export interface SwinTransformerConfig {
  /** Height and width of a patch in pixels. */
  patchSize: readonly [number, number];
  /** Features of a patch. */
  embedDim: number;
  /** Number of blocks in each stage. */
  depths: readonly number[];
  /** Attention heads in each stage. */
  numHeads: readonly number[];
  /** Height and width of a window in patches. */
  windowSize: readonly [number, number];
  /** 4 by default. */
  mlpRatio?: number;
  /** 0 by default. */
  dropout?: number;
  /** 0 by default. */
  attentionDropout?: number;
  /** Probability of dropping the last block's branches; it grows linearly with depth. 0.1 by default. */
  stochasticDepthProb?: number;
  /** Outputs of the head; 1000 by default. */
  numClasses?: number;
  /** nn.LayerNorm by default. */
  normLayer?: NormLayer;
  /** SwinTransformerBlock by default. */
  block?: new (
    dim: number,
    numHeads: number,
    options: SwinBlockOptions,
  ) => nn.TensorModule;
  /** PatchMerging by default. */
  downsampleLayer?: new (
    dim: number,
    normLayer: NormLayer,
  ) => nn.TensorModule;
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface SwinTransformer {
  /** Patches, then stages and patch mergings in turn. */
  get features(): nn.Sequential;
  set features(module: nn.TensorModule);
  get norm(): nn.LayerNorm;
  set norm(module: nn.TensorModule);
  get permute(): Permute;
  set permute(module: nn.TensorModule);
  get avgpool(): nn.AdaptiveAvgPool2d;
  set avgpool(module: nn.TensorModule);
  get flatten(): nn.Flatten;
  set flatten(module: nn.TensorModule);
  get head(): nn.Linear;
  set head(module: nn.TensorModule);
}

const SHARED: Kinds<Omit<SwinTransformerOptions, keyof PretrainedOptions>> = {
  numClasses: count,
  dropout: probability,
  attentionDropout: probability,
  stochasticDepthProb: probability,
  normLayer: normLayerKind,
};
const NETWORK = signature<SwinTransformerConfig>("models.SwinTransformer", {
  options: {
    ...SHARED,
    patchSize: pairKind,
    embedDim: count,
    depths: counts,
    numHeads: counts,
    windowSize: pairKind,
    mlpRatio: numberAbove(0),
    block: callable(),
    downsampleLayer: callable(),
  },
  required: ["patchSize", "embedDim", "depths", "numHeads", "windowSize"],
});
const TAKES = builderTakes<SwinTransformerOptions>(SHARED);

/** Swin Transformer, both versions: images (N, 3, H, W) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class SwinTransformer extends nn.Module {
  /** Throws ArgumentError for sizes the network cannot have. */
  constructor(...rest: Rest<SwinTransformerConfig>) {
    super();
    const config = NETWORK.read(rest);
    const { patchSize, embedDim, depths, numHeads, windowSize } = config;
    const { mlpRatio, dropout, attentionDropout, stochasticDepthProb = 0.1 } = config;
    const { numClasses = 1000, normLayer = layerNorm } = config;
    const { block: Block = SwinTransformerBlock, downsampleLayer: Downsample = PatchMerging } = config;
    if (depths.length === 0 || depths.length !== numHeads.length) {
      throw new ArgumentError(
        `SwinTransformer: expected depths and numHeads of one length, got ${depths.length} and ${numHeads.length}`,
      );
    }
    const layers: nn.TensorModule[] = [
      new nn.Sequential(
        new nn.Conv2d(3, embedDim, patchSize, { stride: patchSize }),
        new Permute([0, 2, 3, 1]), // (N, C, H, W) -> (N, H, W, C)
        normLayer(embedDim),
      ),
    ];
    const blocks = depths.reduce((sum, depth) => sum + depth, 0);
    const half = [Math.floor(windowSize[0] / 2), Math.floor(windowSize[1] / 2)] as const;
    let count = 0;
    for (const [i, depth] of depths.entries()) {
      const dim = embedDim * 2 ** i;
      const stage: nn.TensorModule[] = [];
      for (let j = 0; j < depth; j++) {
        const options = {
          windowSize,
          shiftSize: j % 2 === 0 ? ([0, 0] as const) : half,
          mlpRatio,
          dropout,
          attentionDropout,
          // A network of one block drops nothing, where torchvision divides by zero.
          stochasticDepthProb: blocks === 1 ? 0 : (stochasticDepthProb * count) / (blocks - 1),
          normLayer,
        };
        stage.push(new Block(dim, numHeads[i] as number, options));
        count++;
      }
      layers.push(new nn.Sequential(...stage));
      if (i < depths.length - 1) layers.push(new Downsample(dim, normLayer));
    }
    const features = embedDim * 2 ** (depths.length - 1);
    this.features = new nn.Sequential(...layers);
    this.norm = normLayer(features);
    this.permute = new Permute([0, 3, 1, 2]); // (N, H, W, C) -> (N, C, H, W)
    this.avgpool = new nn.AdaptiveAvgPool2d(1);
    this.flatten = new nn.Flatten({ startDim: 1 });
    this.head = new nn.Linear(features, numClasses);
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(x: Tensor): Tensor {
    return through(x, this.features, this.norm, this.permute, this.avgpool, this.flatten, this.head);
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: SwinTransformer): void {
  for (const module of model.modules()) {
    if (!(module instanceof nn.Linear)) continue;
    nn.init.truncNormal_(module.weight, { std: 0.02 });
    if (module.bias !== null) nn.init.zeros_(module.bias);
  }
}

/** Options of the named constructors. */
export interface SwinTransformerOptions extends PretrainedOptions {
  /**
   * Outputs of the head; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the head,
   * `model.head = new nn.Linear(model.head.in_features, 4)`.
   */
  numClasses?: number;
  /** 0 by default. */
  dropout?: number;
  /** 0 by default. */
  attentionDropout?: number;
  /** 0.2 for tiny, 0.3 for small, 0.5 for base by default. */
  stochasticDepthProb?: number;
  normLayer?: NormLayer;
}

/** What tells the sizes apart, in both versions. */
interface Size {
  embedDim: number;
  depths: readonly number[];
  numHeads: readonly number[];
  stochasticDepthProb: number;
}

const TINY: Size = {
  embedDim: 96,
  depths: [2, 2, 6, 2],
  numHeads: [3, 6, 12, 24],
  stochasticDepthProb: 0.2,
};
const SMALL: Size = { ...TINY, depths: [2, 2, 18, 2], stochasticDepthProb: 0.3 };
const BASE: Size = { ...SMALL, embedDim: 128, numHeads: [4, 8, 16, 32], stochasticDepthProb: 0.5 };

function make(
  builder: string,
  version: 1 | 2,
  size: Size,
  rest: Rest<SwinTransformerOptions>,
): Promise<SwinTransformer> {
  const own: Partial<SwinTransformerConfig> =
    version === 1 ? {} : { block: SwinTransformerBlockV2, downsampleLayer: PatchMergingV2 };
  const windowSize = version === 1 ? ([7, 7] as const) : ([8, 8] as const);
  return build(TAKES, builder, rest, ({ stochasticDepthProb = size.stochasticDepthProb, ...config }) => {
    return new SwinTransformer({
      ...size,
      ...own,
      ...config,
      stochasticDepthProb,
      patchSize: [4, 4],
      windowSize,
    });
  });
}

/**
 * Swin-T: 28.3 million parameters. See SwinTransformerOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.swin_t({ weights: "DEFAULT" });
 *     model.head = new nn.Linear(model.head.in_features, 2);
 */
export function swin_t(...rest: Rest<SwinTransformerOptions>): Promise<SwinTransformer> {
  return make("swin_t", 1, TINY, rest);
}

/** Swin-S: 49.6 million parameters. See swin_t. */
export function swin_s(...rest: Rest<SwinTransformerOptions>): Promise<SwinTransformer> {
  return make("swin_s", 1, SMALL, rest);
}

/** Swin-B: 87.8 million parameters. See swin_t. */
export function swin_b(...rest: Rest<SwinTransformerOptions>): Promise<SwinTransformer> {
  return make("swin_b", 1, BASE, rest);
}

/** Swin V2-T: 28.4 million parameters. See swin_t. */
export function swin_v2_t(...rest: Rest<SwinTransformerOptions>): Promise<SwinTransformer> {
  return make("swin_v2_t", 2, TINY, rest);
}

/** Swin V2-S: 49.7 million parameters. See swin_t. */
export function swin_v2_s(...rest: Rest<SwinTransformerOptions>): Promise<SwinTransformer> {
  return make("swin_v2_s", 2, SMALL, rest);
}

/** Swin V2-B: 87.9 million parameters. See swin_t. */
export function swin_v2_b(...rest: Rest<SwinTransformerOptions>): Promise<SwinTransformer> {
  return make("swin_v2_b", 2, BASE, rest);
}

/** The family for the registry, and what others have to know of it. */
export const swinFamily = family(SwinTransformer, {
  builders: { swin_t, swin_s, swin_b, swin_v2_t, swin_v2_s, swin_v2_b },
  task: "classification",
  heads: "head",
  firstConv: "features.0.0",
  stages: (network) => [...chainStages(network, "features"), { name: "head", paths: ["norm", "head"] }],
  // Before it the channels are the last dimension.
  gradCam: "permute",
});
