/**
 * Vision Transformer, read top-down: blocks, encoder, network, private builder, named constructors, position
 * embeddings for other image sizes.
 *
 * The networks, their initialisation and their state-dict keys are torchvision's
 * (https://docs.pytorch.org/vision/stable/models/vision_transformer.html): with the same seed a fresh network has the
 * same parameters. Finding and loading weights is weights.ts's work.
 *
 * "An Image is Worth 16x16 Words", https://arxiv.org/abs/2010.11929.
 */

import {
  boolean,
  callable,
  type Kinds,
  kind,
  nullable,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { empty, scope, Tensor, torch, zeros } from "../../tensor/index.ts";
import { type ActivationLayer, Conv2dNormActivation, MLP, type NormLayer } from "../../vision/ops/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, listOfObjects, normLayerKind, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { through } from "../through.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";

const layerNorm: NormLayer = (features) => new nn.LayerNorm(features, { eps: 1e-6 });

/** One convolution of a stem that makes the patches: https://arxiv.org/abs/2106.14881. */
export interface ConvStemConfig {
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  /** nn.BatchNorm2d by default. */
  readonly normLayer?: NormLayer;
  /** nn.ReLU by default. */
  readonly activationLayer?: ActivationLayer;
}

const STEM = signature<ConvStemConfig>("models.VisionTransformer: a convolution of the stem", {
  options: {
    outChannels: count,
    kernelSize: count,
    stride: count,
    normLayer: normLayerKind,
    activationLayer: callable(),
  },
  required: ["outChannels", "kernelSize", "stride"],
});

/** The two linear maps of a transformer block: (N, L, E) -> (N, L, E). */
export class MLPBlock extends MLP {
  constructor(inDim: number, mlpDim: number, dropout: number) {
    super(inDim, [mlpDim, inDim], { activationLayer: () => new nn.GELU(), dropout });
    for (const module of this.modules()) {
      if (!(module instanceof nn.Linear)) continue;
      nn.init.xavierUniform_(module.weight);
      if (module.bias !== null) nn.init.normal_(module.bias, { std: 1e-6 });
    }
  }

  /** Files from before the block was an MLP call the linear maps `linear_1` and `linear_2`. */
  override upgradeStateDict(dict: Map<string, Tensor>, prefix: string): void {
    for (const [i, name] of ["linear_1", "linear_2"].entries()) {
      for (const kind of ["weight", "bias"]) {
        const old = dict.get(`${prefix}${name}.${kind}`);
        if (old === undefined) continue;
        dict.delete(`${prefix}${name}.${kind}`);
        dict.set(`${prefix}${3 * i}.${kind}`, old);
      }
    }
  }
}

/** The widths of an encoder's blocks. */
export interface EncoderConfig {
  numHeads: number;
  hiddenDim: number;
  mlpDim: number;
  dropout: number;
  attentionDropout: number;
  normLayer: NormLayer;
}

/** Attention and MLP, each normalised before and added to its input: (N, L, E) -> (N, L, E). */
export class EncoderBlock extends nn.Module {
  readonly num_heads: number;
  ln_1: nn.TensorModule;
  self_attention: nn.MultiheadAttention;
  dropout: nn.Dropout;
  ln_2: nn.TensorModule;
  mlp: MLPBlock;

  constructor(config: EncoderConfig) {
    super();
    const { numHeads, hiddenDim, mlpDim, dropout, attentionDropout, normLayer } = config;
    this.num_heads = numHeads;
    this.ln_1 = normLayer(hiddenDim);
    const attention = { dropout: attentionDropout, batchFirst: true };
    this.self_attention = new nn.MultiheadAttention(hiddenDim, numHeads, attention);
    this.dropout = new nn.Dropout({ p: dropout });
    this.ln_2 = normLayer(hiddenDim);
    this.mlp = new MLPBlock(hiddenDim, mlpDim, dropout);
  }

  override forward(input: Tensor): Tensor {
    checkSequence("EncoderBlock", input);
    // A scope for the attention: what it made is gone when the MLP, with the largest tensors, begins.
    const x = scope(() => {
      const normalised = this.ln_1.forward(input);
      const options = { needWeights: false };
      const [attended] = this.self_attention.forward(normalised, normalised, normalised, options);
      return this.dropout.forward(attended).add(input);
    });
    return through(x, this.ln_2, this.mlp).add(x);
  }
}

function checkSequence(operation: string, input: Tensor): void {
  if (input.ndim === 3) return;
  throw new ShapeError(
    `${operation}: expected (N, length, features), got an input of shape [${input.shape}]`,
  );
}

/** Position embeddings and the blocks: (N, L, E) -> (N, L, E). */
export class Encoder extends nn.Module {
  /** (1, L, E) */
  pos_embedding: nn.Parameter;
  dropout: nn.Dropout;
  /** `encoder_layer_0`, `encoder_layer_1`, ... */
  layers: nn.Sequential;
  ln: nn.TensorModule;

  constructor(seqLength: number, numLayers: number, config: EncoderConfig) {
    super();
    this.pos_embedding = new nn.Parameter(empty([1, seqLength, config.hiddenDim]));
    nn.init.normal_(this.pos_embedding, { std: 0.02 });
    this.dropout = new nn.Dropout({ p: config.dropout });
    const layers: Record<string, nn.TensorModule> = {};
    for (let i = 0; i < numLayers; i++) layers[`encoder_layer_${i}`] = new EncoderBlock(config);
    this.layers = new nn.Sequential(layers);
    this.ln = config.normLayer(config.hiddenDim);
  }

  override forward(input: Tensor): Tensor {
    checkSequence("Encoder", input);
    const x = this.dropout.forward(input.add(this.pos_embedding));
    return this.ln.forward(this.layers.forward(x));
  }
}

/** The network's shape. */
export interface VisionTransformerConfig {
  /** Height and width of the images in pixels, a multiple of `patchSize`. */
  imageSize: number;
  /** Height and width of a patch in pixels. */
  patchSize: number;
  /** Number of blocks. */
  numLayers: number;
  numHeads: number;
  /** Features of a patch. */
  hiddenDim: number;
  /** Inner width of the blocks' MLPs. */
  mlpDim: number;
  /** 0 by default. */
  dropout?: number;
  /** 0 by default. */
  attentionDropout?: number;
  /** Outputs of the head; 1000 by default. */
  numClasses?: number;
  /** Width of a layer with tanh before the head; none by default. */
  representationSize?: number | null;
  /** nn.LayerNorm with an eps of 1e-6 by default. */
  normLayer?: NormLayer;
  /** Makes patches with several convolutions whose strides together make `patchSize`; one by default. */
  convStemConfigs?: readonly ConvStemConfig[] | null;
}

/** The layers after the encoder; `model.heads.head = new nn.Linear(model.heads.head.in_features, 4)` is a new head. */
export interface VisionTransformerHeads extends nn.Sequential {
  get head(): nn.Linear;
  set head(module: nn.TensorModule);
}

function makeHeads(
  hiddenDim: number,
  numClasses: number,
  representationSize: number | null,
): VisionTransformerHeads {
  const heads = new nn.Sequential(
    representationSize === null
      ? { head: new nn.Linear(hiddenDim, numClasses) }
      : {
          pre_logits: new nn.Linear(hiddenDim, representationSize),
          act: new nn.Tanh(),
          head: new nn.Linear(representationSize, numClasses),
        },
  );
  return heads as VisionTransformerHeads; // the record's names are its properties
}

/**
 * The parts that may be replaced, and what they are until then: typed apart for reading and writing, as in ResNet.
 * At run time they are plain properties in the order of the state dict.
 */
export interface VisionTransformer {
  /** Makes patches: a convolution, or a Sequential with `convStemConfigs`. */
  get conv_proj(): nn.Conv2d | nn.Sequential;
  set conv_proj(module: nn.TensorModule);
  get encoder(): Encoder;
  set encoder(module: nn.TensorModule);
  get heads(): VisionTransformerHeads;
  set heads(module: nn.TensorModule);
}

const SHARED: Kinds<Omit<VisionTransformerOptions, keyof PretrainedOptions>> = {
  numClasses: count,
  imageSize: count,
  dropout: probability,
  attentionDropout: probability,
  representationSize: nullable(count),
  normLayer: normLayerKind,
  convStemConfigs: nullable(listOfObjects<ConvStemConfig>("convolutions of the stem")),
};
const NETWORK = signature<VisionTransformerConfig>("models.VisionTransformer", {
  options: {
    ...SHARED,
    patchSize: count,
    numLayers: count,
    numHeads: count,
    hiddenDim: count,
    mlpDim: count,
  },
  required: ["imageSize", "patchSize", "numLayers", "numHeads", "hiddenDim", "mlpDim"],
});
const TAKES = builderTakes<VisionTransformerOptions>(SHARED);

/** Vision Transformer: images (N, 3, imageSize, imageSize) -> logits (N, numClasses). */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class VisionTransformer extends nn.Module {
  readonly image_size: number;
  readonly patch_size: number;
  readonly hidden_dim: number;
  /** Patches and the class token. */
  readonly seq_length: number;
  /** (1, 1, E) */
  class_token: nn.Parameter;

  /** Throws ArgumentError unless the patches tile the image and the heads divide the features. */
  constructor(...rest: Rest<VisionTransformerConfig>) {
    super();
    const config = NETWORK.read(rest);
    const { imageSize, patchSize, numLayers, numHeads, hiddenDim, mlpDim } = config;
    const { dropout = 0, attentionDropout = 0, numClasses = 1000, normLayer = layerNorm } = config;
    const { representationSize = null, convStemConfigs = null } = config;
    for (const convolution of convStemConfigs ?? []) STEM.named(convolution);
    if (!Number.isInteger(imageSize) || imageSize < 1 || imageSize % patchSize !== 0) {
      throw new ArgumentError(
        `VisionTransformer: expected imageSize to be a multiple of the patch size ${patchSize}, got ${imageSize}`,
      );
    }
    this.image_size = imageSize;
    this.patch_size = patchSize;
    this.hidden_dim = hiddenDim;
    this.conv_proj =
      convStemConfigs === null
        ? new nn.Conv2d(3, hiddenDim, patchSize, { stride: patchSize })
        : convStem(convStemConfigs, hiddenDim);
    this.class_token = new nn.Parameter(zeros([1, 1, hiddenDim]));
    this.seq_length = (imageSize / patchSize) ** 2 + 1;
    const block = { numHeads, hiddenDim, mlpDim, dropout, attentionDropout, normLayer };
    this.encoder = new Encoder(this.seq_length, numLayers, block);
    this.heads = makeHeads(hiddenDim, numClasses, representationSize);
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  /** Throws ShapeError for images of another size. */
  override forward(x: Tensor): Tensor {
    const { image_size: size, patch_size, hidden_dim } = this;
    if (x.ndim !== 4 || x.shape[2] !== size || x.shape[3] !== size) {
      throw new ShapeError(
        `VisionTransformer: expected images (N, 3, ${size}, ${size}), got [${x.shape}]; resize them, or build the ` +
          "network with another imageSize and load its weights through models.interpolateEmbeddings",
      );
    }
    const batch = x.shape[0] as number;
    const patches = this.conv_proj
      .forward(x)
      .reshape([batch, hidden_dim, (size / patch_size) ** 2])
      .permute([0, 2, 1]); // (N, E, h, w) -> (N, E, h w) -> (N, h w, E)
    const sequence = torch.cat([this.class_token.expand([batch, -1, -1]), patches], 1);
    const encoded = this.encoder.forward(sequence);
    return this.heads.forward(encoded.select(1, 0)); // (N, L, E) -> (N, E): the class token
  }
}

function convStem(configs: readonly ConvStemConfig[], hiddenDim: number): nn.Sequential {
  const layers: Record<string, nn.TensorModule> = {};
  let channels = 3;
  for (const [i, { outChannels, ...options }] of configs.entries()) {
    layers[`conv_bn_relu_${i}`] = new Conv2dNormActivation(channels, outChannels, options);
    channels = outChannels;
  }
  layers.conv_last = new nn.Conv2d(channels, hiddenDim, 1);
  return new nn.Sequential(layers);
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: VisionTransformer): void {
  const { conv_proj } = model;
  const preLogits = [...model.heads.entries()].find(([name]) => name === "pre_logits")?.[1];
  if (conv_proj instanceof nn.Conv2d) {
    const fanIn = conv_proj.in_channels * conv_proj.kernel_size[0] * conv_proj.kernel_size[1];
    nn.init.truncNormal_(conv_proj.weight, { std: Math.sqrt(1 / fanIn) });
    if (conv_proj.bias) nn.init.zeros_(conv_proj.bias);
  } else {
    const last = conv_proj.getSubmodule("conv_last");
    if (last instanceof nn.Conv2d) {
      nn.init.normal_(last.weight, { mean: 0, std: Math.sqrt(2 / last.out_channels) });
      if (last.bias) nn.init.zeros_(last.bias);
    }
  }
  if (preLogits instanceof nn.Linear) {
    nn.init.truncNormal_(preLogits.weight, { std: Math.sqrt(1 / preLogits.in_features) });
    if (preLogits.bias) nn.init.zeros_(preLogits.bias);
  }
  nn.init.zeros_(model.heads.head.weight);
  if (model.heads.head.bias) nn.init.zeros_(model.heads.head.bias);
}

/** Options of the named constructors. */
export interface VisionTransformerOptions extends PretrainedOptions {
  /**
   * Outputs of the head; 1000 by default. Pretrained ImageNet weights have 1000: load them so and replace the head,
   * `model.heads.head = new nn.Linear(model.heads.head.in_features, 4)`.
   */
  numClasses?: number;
  /** Height and width of the images; what the weights were trained with, else 224. */
  imageSize?: number;
  dropout?: number;
  attentionDropout?: number;
  representationSize?: number | null;
  normLayer?: NormLayer;
  convStemConfigs?: readonly ConvStemConfig[] | null;
}

/** What tells the members of the family apart. */
type Variant = Pick<VisionTransformerConfig, "patchSize" | "numLayers" | "numHeads" | "hiddenDim" | "mlpDim">;

const BASE = { numLayers: 12, numHeads: 12, hiddenDim: 768, mlpDim: 3072 } as const;
const LARGE = { numLayers: 24, numHeads: 16, hiddenDim: 1024, mlpDim: 4096 } as const;
const HUGE = { numLayers: 32, numHeads: 16, hiddenDim: 1280, mlpDim: 5120 } as const;

function make(
  builder: string,
  variant: Variant,
  rest: Rest<VisionTransformerOptions>,
): Promise<VisionTransformer> {
  return build(TAKES, builder, rest, (config, source) => {
    const stored = source === null ? null : imageSizeOf(source.dict, variant.patchSize);
    const { imageSize = stored ?? 224 } = config;
    if (stored !== null && stored !== imageSize) {
      throw new ArgumentError(
        `models.${builder}: the weights are for images of ${stored}, not ${imageSize}. Leave imageSize out, or build ` +
          "the network without weights and load them through models.interpolateEmbeddings",
      );
    }
    return new VisionTransformer({ ...config, ...variant, imageSize });
  });
}

/** The image size that a state dict's position embeddings were made for, null where it has none. */
function imageSizeOf(dict: ReadonlyMap<string, Tensor>, patchSize: number): number | null {
  const length = dict.get("encoder.pos_embedding")?.shape[1];
  return length === undefined ? null : Math.floor(Math.sqrt(length - 1)) * patchSize;
}

/**
 * ViT-B/16: 86.6 million parameters. See VisionTransformerOptions and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.vit_b_16({ weights: "DEFAULT" });
 *     model.heads.head = new nn.Linear(model.heads.head.in_features, 2);
 */
export function vit_b_16(...rest: Rest<VisionTransformerOptions>): Promise<VisionTransformer> {
  return make("vit_b_16", { ...BASE, patchSize: 16 }, rest);
}

/** ViT-B/32: 88.2 million parameters. See vit_b_16. */
export function vit_b_32(...rest: Rest<VisionTransformerOptions>): Promise<VisionTransformer> {
  return make("vit_b_32", { ...BASE, patchSize: 32 }, rest);
}

/** ViT-L/16: 304.3 million parameters. See vit_b_16. */
export function vit_l_16(...rest: Rest<VisionTransformerOptions>): Promise<VisionTransformer> {
  return make("vit_l_16", { ...LARGE, patchSize: 16 }, rest);
}

/** ViT-L/32: 306.5 million parameters. See vit_b_16. */
export function vit_l_32(...rest: Rest<VisionTransformerOptions>): Promise<VisionTransformer> {
  return make("vit_l_32", { ...LARGE, patchSize: 32 }, rest);
}

/** ViT-H/14: 632.0 million parameters, 2.5 GB. See vit_b_16. */
export function vit_h_14(...rest: Rest<VisionTransformerOptions>): Promise<VisionTransformer> {
  return make("vit_h_14", { ...HUGE, patchSize: 14 }, rest);
}

/** The family for the registry, and what others have to know of it. */
export const vitFamily = family(VisionTransformer, {
  builders: { vit_b_16, vit_b_32, vit_l_16, vit_l_32, vit_h_14 },
  task: "classification",
  heads: "heads.head",
  firstConv: "conv_proj",
  stages: (network) => [
    { name: "stem", paths: ["conv_proj", "class_token", "encoder.pos_embedding"] },
    ...chainStages(network, "encoder.layers"),
    { name: "head", paths: ["encoder.ln", "heads"] },
  ],
  gradCam: null,
});

/** Options of `interpolateEmbeddings`. */
export interface InterpolateEmbeddingsOptions {
  /** How values between the old positions are found; bicubic by default. */
  mode?: "bicubic" | "bilinear";
  /** Leaves the heads out of the result, for a network with other classes; loads with `strict: false`. */
  resetHeads?: boolean;
}

const INTERPOLATE = signature<InterpolateEmbeddingsOptions>("models.interpolateEmbeddings", {
  takes: {
    imageSize: count,
    patchSize: count,
    dict: kind("a state dict, a Map of tensors by key", (v) => v instanceof Map),
  },
  options: { mode: oneOf("bicubic", "bilinear"), resetHeads: boolean },
});

/**
 * A Vision Transformer's state dict for images of another size: its position embeddings are resized as an image.
 *
 *     const dict = models.interpolateEmbeddings(384, 16, await io.loadStateDict(file));
 *     const model = await models.vit_b_16({ imageSize: 384 });
 *     model.loadStateDict(dict);
 *
 * Returns a new map that shares its tensors with `dict`, save the embeddings, where the sizes differ. As in
 * torchvision, equal sizes leave all as it is, the heads too. Throws ShapeError for embeddings that are no square.
 */
export function interpolateEmbeddings(
  imageSize: number,
  patchSize: number,
  dict: ReadonlyMap<string, Tensor>,
  ...rest: Rest<InterpolateEmbeddingsOptions>
): Map<string, Tensor> {
  const { mode = "bicubic", resetHeads = false } = INTERPOLATE.read(rest);
  INTERPOLATE.check(imageSize, patchSize, dict);
  const key = "encoder.pos_embedding";
  const embedding = dict.get(key);
  if (!(embedding instanceof Tensor)) {
    throw new ArgumentError(
      `interpolateEmbeddings: the state dict has no ${key}; is it a Vision Transformer's?`,
    );
  }
  const [n, length = 0, features = 0] = embedding.shape;
  const side = Math.floor(Math.sqrt(length - 1));
  if (embedding.ndim !== 3 || n !== 1 || side * side !== length - 1) {
    throw new ShapeError(
      `interpolateEmbeddings: expected ${key} of shape (1, side * side + 1, features), got [${embedding.shape}]`,
    );
  }
  const wanted = Math.floor(imageSize / patchSize);
  const result = new Map(dict);
  if (wanted * wanted === length - 1) return result;
  result.set(key, resizeEmbedding(embedding, { side, wanted, features, mode }));
  if (resetHeads) for (const name of dict.keys()) if (name.startsWith("heads")) result.delete(name);
  return result;
}

function resizeEmbedding(
  embedding: Tensor,
  {
    side,
    wanted,
    features,
    mode,
  }: { side: number; wanted: number; features: number; mode: "bicubic" | "bilinear" },
): Tensor {
  return scope(() => {
    const token = embedding.narrow(1, 0, 1); // the class token has no position
    const grid = embedding
      .narrow(1, 1, side * side)
      .permute([0, 2, 1])
      .reshape([1, features, side, side]); // (1, s s, E) -> (1, E, s, s)
    const resized = nn.functional.interpolate(grid, { size: wanted, mode, alignCorners: true });
    const flat = resized.reshape([1, features, wanted * wanted]).permute([0, 2, 1]); // (1, E, w, w) -> (1, w w, E)
    return torch.cat([token, flat], 1);
  });
}
