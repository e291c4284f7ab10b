/** Stacks of Transformer blocks, as `torch.nn.TransformerEncoder`, `TransformerDecoder` and `Transformer`. */
import {
  boolean,
  instance,
  integerFrom,
  type Kind,
  kind,
  nullable,
  type Rest,
  signature,
} from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { isGradEnabled, ops, type Tensor, torch } from "../tensor/index.ts";
import { checkInteger, factoryKinds, tensorOrNull } from "./checks.ts";
import { ModuleList } from "./container.ts";
import { skipInit, xavierUniform_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module, type TensorModule } from "./module.ts";
import { LayerNorm } from "./normalization.ts";
import {
  additiveMask,
  DECODER_KINDS,
  type DecoderLayerCall,
  type DecoderPositional,
  LAYER_KINDS,
  type TransformerActivation,
  TransformerDecoderLayer,
  TransformerEncoderLayer,
  type TransformerLayerOptions,
} from "./transformer-layer.ts";

/** Options of `TransformerEncoder`. */
export interface TransformerEncoderOptions {
  /** Normalisation of the last block's outputs. */
  norm?: TensorModule | null;
  /**
   * In evaluation without gradients, gives zeros at padded positions, where PyTorch cuts them off, if sequences are padded at
   * their end and the blocks allow PyTorch's fast path. True by default.
   */
  enableNestedTensor?: boolean;
  /** Looks whether sequences are padded at their end alone; true by default. */
  maskCheck?: boolean;
}

const normKind: Kind<TensorModule | null> = kind(
  "a module that maps a tensor to a tensor, or null",
  (v) => v === null || v instanceof Module,
);

const ENCODER = signature<TransformerEncoderOptions>("nn.TransformerEncoder", {
  takes: { encoderLayer: instance(TransformerEncoderLayer), numLayers: integerFrom(1) },
  options: { norm: normKind, enableNestedTensor: boolean, maskCheck: boolean },
  positional: ["norm", "enableNestedTensor", "maskCheck"],
});
const DECODER = signature<{ norm?: TensorModule | null }>("nn.TransformerDecoder", {
  takes: { decoderLayer: instance(TransformerDecoderLayer), numLayers: integerFrom(1) },
  options: { norm: normKind },
  positional: ["norm"],
});

/** Masks of a call of an encoder. */
export interface EncoderCall {
  /** (T, T), or (N heads, T, T). */
  mask?: Tensor | null;
  /** (N, T), or (T) without a batch: positions to ignore. */
  srcKeyPaddingMask?: Tensor | null;
  /** Tells that `mask` is the causal mask. Found out where it is not said. */
  isCausal?: boolean | null;
}

const ENCODE = signature<EncoderCall>("nn.TransformerEncoder.forward", {
  takes: { src: tensorKind },
  options: { mask: tensorOrNull, srcKeyPaddingMask: tensorOrNull, isCausal: nullable(boolean) },
  positional: ["mask", "srcKeyPaddingMask", "isCausal"],
});

/** Masks of a call of a decoder; whether that of the targets is causal is found out where it is not said. */
export interface DecoderCall extends Omit<DecoderLayerCall, "tgtIsCausal"> {
  tgtIsCausal?: boolean | null;
}

const DECODE = signature<DecoderCall>("nn.TransformerDecoder.forward", {
  takes: { tgt: tensorKind, memory: tensorKind },
  options: { ...DECODER_KINDS, tgtIsCausal: nullable(boolean) },
  positional: [
    "tgtMask",
    "memoryMask",
    "tgtKeyPaddingMask",
    "memoryKeyPaddingMask",
    "tgtIsCausal",
    "memoryIsCausal",
  ],
});

type Block = TransformerEncoderLayer | TransformerDecoderLayer;

/** `count` blocks with the values of the given one. No random number is drawn. */
function copiesOf<L extends Block>(operation: string, layer: L, count: number): ModuleList<L & Module> {
  if (layer.activation !== null && [...layer.activation.parameters()].length > 0) {
    throw new ArgumentError(
      `${operation}: an activation with parameters would be shared by the blocks; put blocks of your own into an nn.ModuleList.`,
      { operation },
    );
  }
  const Layer = layer.constructor as new (
    dModel: number,
    nhead: number,
    options: TransformerLayerOptions,
  ) => L;
  const [dModel, nhead, options] = layer._made;
  const copies = Array.from({ length: count }, () => {
    const copy = skipInit(() => new Layer(dModel, nhead, options));
    const values = [...layer.stateDict()].map(([key, value]) => [key, value.clone()] as const);
    copy.loadStateDict(new Map(values), { assign: true });
    copy.train(layer.training);
    for (const [name, parameter] of layer.namedParameters()) {
      copy.getParameter(name).requiresGrad_(parameter.requiresGrad);
    }
    return copy;
  });
  return new ModuleList<L & Module>(copies);
}

/** The mask that lets each of `size` positions see itself and those before: (size, size), minus infinity after. */
export function generateSquareSubsequentMask(
  size: number,
  ...rest: Rest<FactoryOptions, [device: NonNullable<FactoryOptions["device"]>]>
): Tensor {
  const options = CAUSAL.read(rest);
  CAUSAL.check(size);
  return torch.triu(torch.full([size, size], -Infinity, options), 1);
}

const CAUSAL = signature<FactoryOptions>("nn.generateSquareSubsequentMask", {
  takes: { size: integerFrom(1) },
  options: factoryKinds,
  positional: ["device", "dtype"],
});

/** Whether a mask is the causal one, where that is not said. */
function isCausalMask(mask: Tensor | null, said: boolean | null): boolean {
  if (said !== null) return said;
  if (mask === null || mask.ndim !== 2 || mask.shape[0] !== mask.shape[1]) return false;
  const causal = generateSquareSubsequentMask(mask.shape[0] as number, {
    device: mask.device,
    dtype: mask.dtype,
  });
  return mask.eq(causal).all().item<boolean>();
}

/**
 * Blocks one after the other: (T, N, E) -> (T, N, E), with the batch first if the blocks have it first. They begin with the
 * values of the block that was given, which is not among them.
 *
 * @example new nn.TransformerEncoder(new nn.TransformerEncoderLayer(256, 8), 6)
 */
export class TransformerEncoder extends Module {
  layers: ModuleList<TransformerEncoderLayer>;
  readonly num_layers: number;
  norm: TensorModule | null;
  readonly enable_nested_tensor: boolean;
  readonly mask_check: boolean;
  readonly #mayCut: boolean;

  constructor(
    encoderLayer: TransformerEncoderLayer,
    numLayers: number,
    ...rest: Rest<
      TransformerEncoderOptions,
      [norm: TensorModule | null, enableNestedTensor: boolean, maskCheck: boolean]
    >
  ) {
    const { norm = null, enableNestedTensor = true, maskCheck = true } = ENCODER.read(rest);
    ENCODER.check(encoderLayer, numLayers);
    super();
    this.layers = copiesOf(ENCODER.name, encoderLayer, numLayers);
    this.num_layers = numLayers;
    this.norm = norm;
    this.enable_nested_tensor = enableNestedTensor;
    this.mask_check = maskCheck;
    this.#mayCut = enableNestedTensor && allowsFastPath(encoderLayer);
  }

  /** Throws ShapeError for inputs or masks that do not fit each other. */
  override forward(
    src: Tensor,
    ...rest: Rest<
      EncoderCall,
      [mask: Tensor | null, srcKeyPaddingMask: Tensor | null, isCausal: boolean | null]
    >
  ): Tensor {
    const options = ENCODE.read(rest);
    ENCODE.check(src);
    const srcMask = additiveMask(options.mask ?? null, src.dtype);
    const srcKeyPaddingMask = additiveMask(options.srcKeyPaddingMask ?? null, src.dtype);
    const isCausal = isCausalMask(srcMask, options.isCausal ?? null);
    let output = src;
    for (const layer of this.layers) output = layer.forward(output, { srcMask, srcKeyPaddingMask, isCausal });
    if (srcKeyPaddingMask !== null && srcMask === null && this.#cuts(src, srcKeyPaddingMask)) {
      output = output.maskedFill(srcKeyPaddingMask.ne(0).unsqueeze(-1), 0);
    }
    return this.norm === null ? output : this.norm.forward(output);
  }

  /** Whether PyTorch cuts padded positions off, in whose place zeros come back. */
  #cuts(src: Tensor, padding: Tensor): boolean {
    const [first] = this.layers;
    if (!this.#mayCut || first === undefined || first.training || src.ndim !== 3) return false;
    if (isGradEnabled() && [src, ...first.parameters()].some((one) => one.requiresGrad)) return false;
    if (!this.mask_check) return true;
    return ops.unsafe<boolean>("aten::_nested_tensor_from_mask_left_aligned", src, padding.logicalNot());
  }
}

/** PyTorch's conditions on a block for its fused form. */
function allowsFastPath(layer: TransformerEncoderLayer): boolean {
  const { self_attn, norm1, norm2, norm_first } = layer;
  const { activation = "relu" } = layer._made[2];
  const isKnown = activation === "relu" || activation === "gelu" || isReluOrGelu(activation);
  return (
    !norm_first &&
    self_attn.batch_first &&
    self_attn.in_proj_weight !== null &&
    self_attn.in_proj_bias !== null &&
    isKnown &&
    norm1.eps === norm2.eps &&
    self_attn.num_heads % 2 === 0
  );
}

function isReluOrGelu(activation: Exclude<TransformerActivation, string>): boolean {
  return activation instanceof Module && ["ReLU", "GELU"].includes(activation.constructor.name);
}

/** Blocks one after the other over targets (T, N, E) and an encoder's outputs (S, N, E); as `TransformerEncoder`. */
export class TransformerDecoder extends Module {
  layers: ModuleList<TransformerDecoderLayer>;
  readonly num_layers: number;
  norm: TensorModule | null;

  constructor(
    decoderLayer: TransformerDecoderLayer,
    numLayers: number,
    ...rest: Rest<{ norm?: TensorModule | null }, [norm: TensorModule | null]>
  ) {
    const { norm = null } = DECODER.read(rest);
    DECODER.check(decoderLayer, numLayers);
    super();
    this.layers = copiesOf(DECODER.name, decoderLayer, numLayers);
    this.num_layers = numLayers;
    this.norm = norm;
  }

  /** Throws ShapeError for inputs or masks that do not fit each other. */
  override forward(
    tgt: Tensor,
    memory: Tensor,
    ...rest: Rest<DecoderCall, [...DecoderPositional, tgtIsCausal: boolean | null, memoryIsCausal: boolean]>
  ): Tensor {
    const { tgtIsCausal = null, ...masks } = DECODE.read(rest);
    DECODE.check(tgt, memory);
    const isCausal = isCausalMask(additiveMask(masks.tgtMask ?? null, tgt.dtype), tgtIsCausal);
    let output = tgt;
    for (const layer of this.layers)
      output = layer.forward(output, memory, { ...masks, tgtIsCausal: isCausal });
    return this.norm === null ? output : this.norm.forward(output);
  }
}

/** Options of `Transformer`. */
export interface TransformerOptions extends TransformerLayerOptions {
  /** Features; 512 by default. */
  dModel?: number;
  /** Heads of attention; 8 by default. */
  nhead?: number;
  /** Blocks of the encoder; 6 by default. */
  numEncoderLayers?: number;
  /** Blocks of the decoder; 6 by default. */
  numDecoderLayers?: number;
}

const TRANSFORMER = signature<TransformerOptions>("nn.Transformer", {
  options: {
    dModel: integerFrom(1),
    nhead: integerFrom(1),
    numEncoderLayers: integerFrom(1),
    numDecoderLayers: integerFrom(1),
    ...LAYER_KINDS,
  },
  positional: [
    "dModel",
    "nhead",
    "numEncoderLayers",
    "numDecoderLayers",
    "dimFeedforward",
    "dropout",
    "activation",
  ],
  advice: {
    customEncoder: "assign it afterwards: transformer.encoder = ...",
    customDecoder: "assign it afterwards: transformer.decoder = ...",
  },
});

/** Masks of a call of a `Transformer`. */
export interface TransformerCall extends DecoderCall {
  /** (S, S), or (N heads, S, S). */
  srcMask?: Tensor | null;
  /** (N, S), or (S) without a batch. */
  srcKeyPaddingMask?: Tensor | null;
  /** Tells that `srcMask` is the causal mask. Found out where it is not said. */
  srcIsCausal?: boolean | null;
}

const CALL = signature<TransformerCall>("nn.Transformer.forward", {
  takes: { src: tensorKind, tgt: tensorKind },
  options: {
    srcMask: tensorOrNull,
    srcKeyPaddingMask: tensorOrNull,
    srcIsCausal: nullable(boolean),
    ...DECODER_KINDS,
    tgtIsCausal: nullable(boolean),
  },
  positional: ["srcMask", "tgtMask", "memoryMask"],
});

/**
 * Encoder and decoder, each with a normalisation at its end: sources (S, N, E) and targets (T, N, E) -> (T, N, E), with the batch
 * first if `batchFirst`, or without one.
 *
 * @example new nn.Transformer({ dModel: 256, nhead: 8, batchFirst: true })
 */
export class Transformer extends Module {
  encoder: TransformerEncoder;
  decoder: TransformerDecoder;
  readonly d_model: number;
  readonly nhead: number;
  readonly batch_first: boolean;

  /** Throws ArgumentError unless the heads divide the features. */
  constructor(
    ...rest: Rest<
      TransformerOptions,
      [
        dModel: number,
        nhead: number,
        numEncoderLayers: number,
        numDecoderLayers: number,
        dimFeedforward: number,
        dropout: number,
        activation: TransformerActivation,
      ]
    >
  ) {
    const {
      dModel = 512,
      nhead = 8,
      numEncoderLayers = 6,
      numDecoderLayers = 6,
      ...options
    } = TRANSFORMER.read(rest);
    super();
    checkInteger("nn.Transformer", "dModel", dModel, 1);
    const { layerNormEps: eps, bias, device, dtype } = options;
    const norm = (): LayerNorm => new LayerNorm(dModel, { eps, bias, device, dtype });
    const block = new TransformerEncoderLayer(dModel, nhead, options);
    this.encoder = new TransformerEncoder(block, numEncoderLayers, norm());
    this.decoder = new TransformerDecoder(
      new TransformerDecoderLayer(dModel, nhead, options),
      numDecoderLayers,
      norm(),
    );
    this.d_model = dModel;
    this.nhead = nhead;
    this.batch_first = options.batchFirst ?? false;
    for (const parameter of this.parameters()) if (parameter.ndim > 1) xavierUniform_(parameter);
  }

  /** Throws ShapeError for inputs or masks that do not fit each other. */
  override forward(
    src: Tensor,
    tgt: Tensor,
    ...rest: Rest<
      TransformerCall,
      [srcMask: Tensor | null, tgtMask: Tensor | null, memoryMask: Tensor | null]
    >
  ): Tensor {
    const { srcMask: mask, srcKeyPaddingMask, srcIsCausal: isCausal, ...decoding } = CALL.read(rest);
    CALL.check(src, tgt);
    const operation = CALL.name;
    const batchAt = this.batch_first ? 0 : 1;
    const batches = [src, tgt].map((one) => (one.ndim === 3 ? one.shape[batchAt] : null));
    if (src.shape.at(-1) !== this.d_model || tgt.shape.at(-1) !== this.d_model || batches[0] !== batches[1]) {
      throw new ShapeError(
        `${operation}: expected sources and targets of one batch with ${this.d_model} features, got [${src.shape}] and ` +
          `[${tgt.shape}].`,
        { operation },
      );
    }
    const memory = this.encoder.forward(src, { mask, srcKeyPaddingMask, isCausal });
    return this.decoder.forward(tgt, memory, decoding);
  }
}
