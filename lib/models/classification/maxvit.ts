/**
 * MaxViT, read top-down: convolutional block, attention block, layers, network, private builder, named constructor.
 *
 * The network, its initialisation and its state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/maxvit.html): with the same seed a fresh network has the same
 * parameters. Finding and loading weights is weights.ts's work.
 *
 * "MaxViT: Multi-Axis Vision Transformer", https://arxiv.org/abs/2204.01697.
 */

import { callable, type Kinds, numberAbove, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { empty, scope, type Tensor, torch } from "../../tensor/index.ts";
import {
  type ActivationLayer,
  Conv2dNormActivation,
  type NormLayer,
  SqueezeExcitation,
  StochasticDepth,
} from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, counts, normLayerKind, pairKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { relativePositionIndex } from "./swin-attention.ts";

type Pair = readonly [number, number];

/** The original's batch normalisation. */
const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels, { eps: 1e-3, momentum: 0.01 });
const gelu: ActivationLayer = () => new nn.GELU();

/** Height and width after a 3x3 convolution of stride 2 with padding. */
function halved([height, width]: Pair): Pair {
  return [Math.floor((height - 1) / 2) + 1, Math.floor((width - 1) / 2) + 1];
}

/** What the layers of a network share. */
export interface MaxVitLayerOptions {
  /** Width of squeeze and excitation as a part of the output's. */
  squeezeRatio: number;
  /** Inner width of the convolutional block as a multiple of the output's. */
  expansionRatio: number;
  /** Of the convolutions. */
  normLayer: NormLayer;
  activationLayer: ActivationLayer;
  /** Features of an attention head. */
  headDim: number;
  /** Inner width of the MLPs as a multiple of the outer. */
  mlpRatio: number;
  mlpDropout: number;
  attentionDropout: number;
  /** Height and width of a window, and number of its grid's places in each direction. */
  partitionSize: number;
}

/** Expansion, depthwise convolution, squeeze and excitation, projection: (N, C, H, W) -> (N, out, H/s, W/s). */
export class MBConv extends nn.Module {
  proj: nn.TensorModule;
  stochastic_depth: nn.TensorModule;
  layers: nn.Sequential;

  constructor(
    inChannels: number,
    outChannels: number,
    stride: number,
    options: MaxVitLayerOptions,
    stochasticDropout: number,
  ) {
    super();
    const { squeezeRatio, expansionRatio, normLayer, activationLayer } = options;
    this.proj = shortcut(inChannels, outChannels, stride);
    const inner = Math.trunc(outChannels * expansionRatio);
    this.stochastic_depth =
      stochasticDropout === 0 ? new nn.Identity() : new StochasticDepth(stochasticDropout, "row");
    const shared = { activationLayer, normLayer, inplace: null };
    this.layers = new nn.Sequential({
      pre_norm: normLayer(inChannels),
      conv_a: new Conv2dNormActivation(inChannels, inner, { ...shared, kernelSize: 1, padding: 0 }),
      conv_b: new Conv2dNormActivation(inner, inner, { ...shared, stride, padding: 1, groups: inner }),
      squeeze_excitation: new SqueezeExcitation(inner, Math.trunc(outChannels * squeezeRatio), {
        activation: () => new nn.SiLU(),
      }),
      conv_c: new nn.Conv2d(inner, outChannels, 1),
    });
  }

  override forward(x: Tensor): Tensor {
    const branch = through(x, this.layers, this.stochastic_depth);
    return this.proj.forward(x).add(branch);
  }
}

/** Maps a block's input to the shape of its output. */
function shortcut(inChannels: number, outChannels: number, stride: number): nn.TensorModule {
  if (stride === 1 && inChannels === outChannels) return new nn.Identity();
  const project = new nn.Conv2d(inChannels, outChannels, 1);
  if (stride !== 2) return new nn.Sequential(project);
  return new nn.Sequential(new nn.AvgPool2d(3, { stride, padding: 1 }), project);
}

/** Attention with a learned bias for relative positions: (N, G, P, C) -> (N, G, P, C), among the P. */
export class RelativePositionalMultiHeadAttention extends nn.Module {
  readonly n_heads: number;
  readonly head_dim: number;
  readonly max_seq_len: number;
  readonly scale_factor: number;
  /** ((2 s - 1)^2, heads) for s * s places. */
  relative_position_bias_table: nn.Parameter;
  to_qkv: nn.Linear;
  merge: nn.Linear;

  /** `maxSeqLen` is the number of places, a square. Throws ArgumentError unless the heads divide the features. */
  constructor(featDim: number, headDim: number, maxSeqLen: number) {
    super();
    if (featDim % headDim !== 0) {
      throw new ArgumentError(
        `RelativePositionalMultiHeadAttention: expected the features to be a multiple of a head's, got ${featDim} ` +
          `and ${headDim}`,
      );
    }
    const side = Math.floor(Math.sqrt(maxSeqLen));
    this.n_heads = featDim / headDim;
    this.head_dim = headDim;
    this.max_seq_len = maxSeqLen;
    this.to_qkv = new nn.Linear(featDim, 3 * featDim);
    this.scale_factor = featDim ** -0.5;
    this.merge = new nn.Linear(featDim, featDim);
    this.relative_position_bias_table = new nn.Parameter(empty([(2 * side - 1) ** 2, this.n_heads]));
    this.registerBuffer("relative_position_index", relativePositionIndex(side, side));
    nn.init.truncNormal_(this.relative_position_bias_table, { std: 0.02 });
  }

  /** (1, heads, P, P) */
  #bias(): Tensor {
    const { max_seq_len } = this;
    return this.relative_position_bias_table
      .index(this.getBuffer("relative_position_index").view([-1]))
      .view([max_seq_len, max_seq_len, -1])
      .permute([2, 0, 1])
      .contiguous()
      .unsqueeze(0); // (P P, heads) -> (1, heads, P, P)
  }

  override forward(x: Tensor): Tensor {
    const [batch, groups, places, features] = x.shape as [number, number, number, number];
    const heads = (part: Tensor): Tensor =>
      part.reshape([batch, groups, places, this.n_heads, this.head_dim]).permute([0, 1, 3, 2, 4]);
    // (N, G, P, 3 C) -> three of (N, G, heads, P, c)
    const [query, key, value] = this.to_qkv.forward(x).chunk(3, -1).map(heads) as [Tensor, Tensor, Tensor];
    const scores = torch.einsum("bghid,bghjd->bghij", [query, key.mul(this.scale_factor)]);
    // In place, so that only one tensor of this size, the largest of the block, is alive at a time.
    const attention = scores.add_(this.#bias()).softmax(-1);
    const out = torch.einsum("bghij,bghjd->bghid", [attention, value]);
    return this.merge.forward(out.permute([0, 1, 3, 2, 4]).reshape([batch, groups, places, features]));
  }
}

/** A view with two dimensions exchanged. */
export class SwapAxes extends nn.Module {
  readonly a: number;
  readonly b: number;

  static {
    nn.markLeaf(SwapAxes);
  }

  constructor(a: number, b: number) {
    super();
    this.a = a;
    this.b = b;
  }

  override forward(x: Tensor): Tensor {
    return x.transpose(this.a, this.b);
  }
}

/** Cuts images into windows: (N, C, H, W) -> (N, H/p W/p, p p, C). */
export class WindowPartition extends nn.Module {
  override forward(x: Tensor, p: number): Tensor {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    const [rows, columns] = [Math.floor(height / p), Math.floor(width / p)];
    return x
      .reshape([batch, channels, rows, p, columns, p])
      .permute([0, 2, 4, 3, 5, 1])
      .reshape([batch, rows * columns, p * p, channels]);
  }
}

/** Puts windows together again: (N, rows columns, p p, C) -> (N, C, H, W). */
export class WindowDepartition extends nn.Module {
  override forward(x: Tensor, p: number, rows: number, columns: number): Tensor {
    const [batch, , , channels] = x.shape as [number, number, number, number];
    return x
      .reshape([batch, rows, columns, p, p, channels])
      .permute([0, 5, 1, 3, 2, 4])
      .reshape([batch, channels, rows * p, columns * p]);
  }
}

/**
 * Attention and MLP within parts of the image: neighbours in a `window`, or places spread evenly over it in a `grid`.
 * (N, C, H, W) -> (N, C, H, W).
 */
export class PartitionAttentionLayer extends nn.Module {
  readonly partition_type: "grid" | "window";
  readonly grid_size: Pair;
  /** Height and width of what is cut out, in pixels. */
  readonly p: number;
  partition_op: WindowPartition;
  departition_op: WindowDepartition;
  partition_swap: nn.TensorModule;
  departition_swap: nn.TensorModule;
  attn_layer: nn.Sequential;
  mlp_layer: nn.Sequential;
  stochastic_dropout: StochasticDepth;

  /** `gridSize` is the input's height and width, multiples of the partition size. */
  constructor(
    channels: number,
    partitionType: "grid" | "window",
    gridSize: Pair,
    options: MaxVitLayerOptions,
    stochasticDropout: number,
  ) {
    super();
    const { headDim, partitionSize, mlpRatio, activationLayer, attentionDropout, mlpDropout } = options;
    const isGrid = partitionType === "grid";
    this.partition_type = partitionType;
    this.grid_size = gridSize;
    this.p = isGrid ? Math.floor(gridSize[0] / partitionSize) : partitionSize;
    this.partition_op = new WindowPartition();
    this.departition_op = new WindowDepartition();
    this.partition_swap = isGrid ? new SwapAxes(-2, -3) : new nn.Identity();
    this.departition_swap = isGrid ? new SwapAxes(-2, -3) : new nn.Identity();
    // The grid's axes are swapped, so the attention is among partitionSize squared places in either case.
    this.attn_layer = new nn.Sequential(
      new nn.LayerNorm(channels),
      new RelativePositionalMultiHeadAttention(channels, headDim, partitionSize ** 2),
      new nn.Dropout({ p: attentionDropout }),
    );
    this.mlp_layer = new nn.Sequential(
      new nn.LayerNorm(channels),
      new nn.Linear(channels, channels * mlpRatio),
      activationLayer({}),
      new nn.Linear(channels * mlpRatio, channels),
      new nn.Dropout({ p: mlpDropout }),
    );
    this.stochastic_dropout = new StochasticDepth(stochasticDropout, "row");
  }

  /** Throws ShapeError for another height or width than the layer was made for. */
  override forward(input: Tensor): Tensor {
    const { p, grid_size } = this;
    const [height, width] = grid_size;
    if (input.shape[2] !== height || input.shape[3] !== width) {
      throw new ShapeError(
        `MaxVit: expected ${height} x ${width} pixels here, got [${input.shape}]; build the network for another inputSize`,
      );
    }
    const parts = this.partition_swap.forward(this.partition_op.forward(input, p));
    // A scope for each branch: what one made is gone when the next begins.
    const attended = scope(() => through(parts, this.attn_layer, this.stochastic_dropout).add(parts));
    const out = scope(() => through(attended, this.mlp_layer, this.stochastic_dropout).add(attended));
    return this.departition_op.forward(this.departition_swap.forward(out), p, height / p, width / p);
  }
}

/** Convolutional block, attention in windows, attention in grids: (N, C, H, W) -> (N, out, H/s, W/s). */
export class MaxVitLayer extends nn.Module {
  layers: nn.Sequential;

  /** `gridSize` is the output's height and width. */
  constructor(
    inChannels: number,
    outChannels: number,
    stride: number,
    gridSize: Pair,
    options: MaxVitLayerOptions,
    stochasticDropout: number,
  ) {
    super();
    const attention = (type: "grid" | "window"): PartitionAttentionLayer =>
      new PartitionAttentionLayer(outChannels, type, gridSize, options, stochasticDropout);
    this.layers = new nn.Sequential({
      MBconv: new MBConv(inChannels, outChannels, stride, options, stochasticDropout),
      window_attention: attention("window"),
      grid_attention: attention("grid"),
    });
  }

  override forward(x: Tensor): Tensor {
    return this.layers.forward(x);
  }
}

/** Layers of one width, the first of which halves height and width: (N, C, H, W) -> (N, out, H/2, W/2). */
export class MaxVitBlock extends nn.Module {
  layers: nn.ModuleList<MaxVitLayer>;
  readonly grid_size: Pair;

  /** `inputSize` is the input's height and width; `stochasticDropouts` has a probability for each layer. */
  constructor(
    inChannels: number,
    outChannels: number,
    inputSize: Pair,
    options: MaxVitLayerOptions,
    stochasticDropouts: readonly number[],
  ) {
    super();
    this.layers = new nn.ModuleList();
    const gridSize = halved(inputSize);
    this.grid_size = gridSize;
    for (const [i, dropped] of stochasticDropouts.entries()) {
      const [from, stride] = i === 0 ? [inChannels, 2] : [outChannels, 1];
      this.layers.append(new MaxVitLayer(from, outChannels, stride, gridSize, options, dropped));
    }
  }

  override forward(x: Tensor): Tensor {
    return through(x, ...this.layers);
  }
}

/** The network's shape. */
export interface MaxVitConfig extends Partial<Omit<MaxVitLayerOptions, "headDim" | "partitionSize">> {
  /** Height and width of the images in pixels. */
  inputSize: Pair;
  /** Channels after the first convolutions. */
  stemChannels: number;
  partitionSize: number;
  headDim: number;
  /** Channels of each block. */
  blockChannels: readonly number[];
  /** Number of layers in each block. */
  blockLayers: readonly number[];
  /** Probability of dropping the last layer's branches; it grows linearly with depth. */
  stochasticDepthProb: number;
  /** Outputs of the classifier; 1000 by default. */
  numClasses?: number;
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface MaxVit {
  get stem(): nn.Sequential;
  set stem(module: nn.TensorModule);
  get blocks(): nn.ModuleList<MaxVitBlock>;
  set blocks(modules: nn.ModuleList<nn.TensorModule>);
  /** Its last linear map is `classifier[5]`: `model.classifier.set(5, new nn.Linear(512, 4))` is a new head. */
  get classifier(): nn.Sequential;
  set classifier(module: nn.TensorModule);
}

const SHARED: Kinds<Omit<MaxVitOptions, keyof PretrainedOptions>> = {
  numClasses: count,
  inputSize: pairKind,
  stochasticDepthProb: probability,
  mlpDropout: probability,
  attentionDropout: probability,
  normLayer: normLayerKind,
};
const NETWORK = signature<MaxVitConfig>("models.MaxVit", {
  options: {
    ...SHARED,
    stemChannels: count,
    partitionSize: count,
    headDim: count,
    blockChannels: counts,
    blockLayers: counts,
    squeezeRatio: numberAbove(0),
    expansionRatio: numberAbove(0),
    mlpRatio: numberAbove(0),
    activationLayer: callable(),
  },
  required: [
    "inputSize",
    "stemChannels",
    "partitionSize",
    "headDim",
    "blockChannels",
    "blockLayers",
    "stochasticDepthProb",
  ],
});
const TAKES = builderTakes<MaxVitOptions>(SHARED);

/** MaxViT: images (N, 3, H, W) of the size it is made for -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class MaxVit extends nn.Module {
  readonly partition_size: number;

  /** Throws ArgumentError for an image size that the partitions do not divide in every block. */
  constructor(...rest: Rest<MaxVitConfig>) {
    super();
    const config = NETWORK.read(rest);
    const { inputSize, stemChannels, partitionSize, headDim, blockChannels, blockLayers } = config;
    const { normLayer = batchNorm, activationLayer = gelu, numClasses = 1000 } = config;
    const { squeezeRatio = 0.25, expansionRatio = 4, mlpRatio = 4 } = config;
    const { mlpDropout = 0, attentionDropout = 0, stochasticDepthProb } = config;
    const last = blockChannels.at(-1);
    if (last === undefined || blockChannels.length !== blockLayers.length) {
      throw new ArgumentError(
        `MaxVit: expected blockChannels and blockLayers of one length, got ${blockChannels.length} and ${blockLayers.length}`,
      );
    }
    checkInputSize(inputSize, partitionSize, blockChannels.length);
    const convolutions = { squeezeRatio, expansionRatio, normLayer, activationLayer };
    const options = {
      ...convolutions,
      headDim,
      mlpRatio,
      mlpDropout,
      attentionDropout,
      partitionSize,
    };
    this.partition_size = partitionSize;
    const stem = { kernelSize: 3, stride: 2, normLayer, activationLayer, bias: false, inplace: null };
    this.stem = new nn.Sequential(
      new Conv2dNormActivation(3, stemChannels, stem),
      new Conv2dNormActivation(stemChannels, stemChannels, {
        kernelSize: 3,
        normLayer: null,
        activationLayer: null,
        bias: true,
      }),
    );
    this.blocks = new nn.ModuleList<MaxVitBlock>();
    const dropouts = rising(
      stochasticDepthProb,
      blockLayers.reduce((sum, layers) => sum + layers, 0),
    );
    let [size, channels, done] = [halved(inputSize), stemChannels, 0];
    for (const [i, outChannels] of blockChannels.entries()) {
      const own = dropouts.slice(done, done + (blockLayers[i] as number));
      const block = new MaxVitBlock(channels, outChannels, size, options, own);
      (this.blocks as nn.ModuleList<MaxVitBlock>).append(block);
      [size, channels, done] = [block.grid_size, outChannels, done + own.length];
    }
    this.classifier = new nn.Sequential(
      new nn.AdaptiveAvgPool2d(1),
      new nn.Flatten(),
      new nn.LayerNorm(last),
      new nn.Linear(last, last),
      new nn.Tanh(),
      new nn.Linear(last, numClasses, { bias: false }),
    );
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  /** Throws ShapeError for images of another size. */
  override forward(x: Tensor): Tensor {
    return through(x, this.stem, ...this.blocks, this.classifier);
  }
}

/** Throws ArgumentError unless the images are square and partitions tile what each block gets. */
function checkInputSize(inputSize: Pair, partitionSize: number, blocks: number): void {
  if (inputSize[0] !== inputSize[1]) {
    throw new ArgumentError(
      `MaxVit: expected a square inputSize, got ${inputSize[0]} x ${inputSize[1]}; the grids have one size in both directions`,
    );
  }
  const sizes: Pair[] = [];
  let size = halved(inputSize);
  for (let i = 0; i < blocks; i++) {
    size = halved(size);
    sizes.push(size);
  }
  if (sizes.every(([height, width]) => height % partitionSize === 0 && width % partitionSize === 0)) return;
  throw new ArgumentError(
    `MaxVit: images of ${inputSize[0]} x ${inputSize[1]} give the blocks ` +
      `${sizes.map(([height, width]) => `${height} x ${width}`).join(", ")} pixels, which must all be multiples of the ` +
      `partition size ${partitionSize}; use another inputSize, such as ${partitionSize * 2 ** (blocks + 1)}`,
  );
}

/** `count` probabilities from 0 to `last`, evenly spaced as NumPy's linspace has them. */
function rising(last: number, count: number): number[] {
  if (count === 1) return [0];
  const step = last / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? last : i * step));
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: MaxVit): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d || module instanceof nn.Linear) {
      nn.init.normal_(module.weight, { std: 0.02 });
      if (module.bias) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.BatchNorm2d) {
      if (module.weight) nn.init.ones_(module.weight);
      if (module.bias) nn.init.zeros_(module.bias);
    }
  }
}

/** Options of the named constructor. */
export interface MaxVitOptions extends PretrainedOptions {
  /**
   * Outputs of the classifier; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the
   * head, `model.classifier.set(5, new nn.Linear(512, 4, { bias: false }))`.
   */
  numClasses?: number;
  /** Height and width of the images, 224 by default; multiples of 224 fit. */
  inputSize?: Pair;
  /** 0.2 by default. */
  stochasticDepthProb?: number;
  mlpDropout?: number;
  attentionDropout?: number;
  normLayer?: NormLayer;
}

/**
 * MaxViT-T: 30.9 million parameters. See MaxVitOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.maxvit_t({ weights: "DEFAULT" });
 *     model.classifier.set(5, new nn.Linear(512, 2, { bias: false }));
 */
export function maxvit_t(...rest: Rest<MaxVitOptions>): Promise<MaxVit> {
  const square: Pair = [224, 224];
  const shape = {
    stemChannels: 64,
    blockChannels: [64, 128, 256, 512],
    blockLayers: [2, 2, 5, 2],
    headDim: 32,
    partitionSize: 7,
  };
  return build(TAKES, "maxvit_t", rest, ({ inputSize = square, stochasticDepthProb = 0.2, ...own }) => {
    return new MaxVit({ ...own, ...shape, inputSize, stochasticDepthProb });
  });
}

/** The family for the registry, and what others have to know of it. */
export const maxvitFamily = family(MaxVit, {
  builders: { maxvit_t },
  task: "classification",
  heads: "classifier.5",
  firstConv: "stem.0.0",
  stages: (network) => [
    { name: "stem", paths: ["stem"] },
    ...chainStages(network, "blocks"),
    { name: "head", paths: ["classifier"] },
  ],
  gradCam: ({ blocks }) => `blocks.${blocks.length - 1}`,
});
