/**
 * The blocks of a Transformer: Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, as `torch.nn.TransformerEncoderLayer` and
 * `TransformerDecoderLayer`. Stacks of them are in `transformer.ts`.
 */
import { boolean, integerFrom, type Kind, kind, numberFrom, type Rest, signature } from "../edge/index.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { isFloatingPoint, type Tensor, torch } from "../tensor/index.ts";
import { MultiheadAttention } from "./attention.ts";
import { factoryKinds, tensorOrNull } from "./checks.ts";
import { Dropout } from "./dropout.ts";
import { gelu } from "./functional/activation.ts";
import { type FactoryOptions, Linear } from "./linear.ts";
import { Module, type TensorModule } from "./module.ts";
import { LayerNorm } from "./normalization.ts";

/** What stands between the two linear maps: by name, a function, or a module. */
export type TransformerActivation = "relu" | "gelu" | ((x: Tensor) => Tensor) | TensorModule;

/** Options of the blocks. */
export interface TransformerLayerOptions extends FactoryOptions {
  /** Features between the two linear maps; 2048 by default. */
  dimFeedforward?: number;
  /** Probability of a zero, in attention weights too; 0.1 by default. */
  dropout?: number;
  /** "relu" by default. */
  activation?: TransformerActivation;
  /** Added to the variance in the normalisations; 1e-5 by default. */
  layerNormEps?: number;
  /** Inputs are (N, T, E) instead of (T, N, E). */
  batchFirst?: boolean;
  /** Normalises before attention and linear maps, not after. */
  normFirst?: boolean;
  /** Whether linear maps and normalisations have biases; true by default. */
  bias?: boolean;
}

/** The options of the blocks in PyTorch's order. */
export type TransformerLayerPositional = [
  dimFeedforward: number,
  dropout: number,
  activation: TransformerActivation,
  layerNormEps: number,
  batchFirst: boolean,
  normFirst: boolean,
  bias: boolean,
];

/** An activation as options take it. */
export const activationKind: Kind<TransformerActivation> = kind(
  '"relu", "gelu", a function of a tensor, or a module',
  (v) => v === "relu" || v === "gelu" || typeof v === "function" || v instanceof Module,
);

/** Kinds of the options of the blocks. */
export const LAYER_KINDS = {
  dimFeedforward: integerFrom(1),
  dropout: numberFrom(0, 1),
  activation: activationKind,
  layerNormEps: numberFrom(0),
  batchFirst: boolean,
  normFirst: boolean,
  bias: boolean,
  ...factoryKinds,
};

const ORDER = [
  "dimFeedforward",
  "dropout",
  "activation",
  "layerNormEps",
  "batchFirst",
  "normFirst",
  "bias",
] as const;

const ENCODER_LAYER = signature<TransformerLayerOptions>("nn.TransformerEncoderLayer", {
  options: LAYER_KINDS,
  positional: ORDER,
});
const DECODER_LAYER = signature<TransformerLayerOptions>("nn.TransformerDecoderLayer", {
  options: LAYER_KINDS,
  positional: ORDER,
});

/** Masks of a call of an encoder's block: true, or minus infinity, is where attention is forbidden. */
export interface EncoderLayerCall {
  /** (T, T), or (N heads, T, T). */
  srcMask?: Tensor | null;
  /** (N, T), or (T) without a batch: positions to ignore. */
  srcKeyPaddingMask?: Tensor | null;
  /** Tells that `srcMask`, which must be given too, is the causal mask. */
  isCausal?: boolean;
}

const ENCODE = signature<EncoderLayerCall>("nn.TransformerEncoderLayer.forward", {
  takes: { src: tensorKind },
  options: { srcMask: tensorOrNull, srcKeyPaddingMask: tensorOrNull, isCausal: boolean },
  positional: ["srcMask", "srcKeyPaddingMask", "isCausal"],
});

/** Masks of a call of a decoder's block; those of the memory are of the encoder's outputs. */
export interface DecoderLayerCall {
  /** (T, T), or (N heads, T, T). */
  tgtMask?: Tensor | null;
  /** (T, S), or (N heads, T, S). */
  memoryMask?: Tensor | null;
  /** (N, T), or (T) without a batch: positions to ignore. */
  tgtKeyPaddingMask?: Tensor | null;
  /** (N, S), or (S) without a batch. */
  memoryKeyPaddingMask?: Tensor | null;
  /** Tells that `tgtMask`, which must be given too, is the causal mask. */
  tgtIsCausal?: boolean;
  /** Tells that `memoryMask`, which must be given too, is the causal mask. */
  memoryIsCausal?: boolean;
}

/** The masks of a decoder's call in PyTorch's order. */
export type DecoderPositional = [
  tgtMask: Tensor | null,
  memoryMask: Tensor | null,
  tgtKeyPaddingMask: Tensor | null,
  memoryKeyPaddingMask: Tensor | null,
];

/** Kinds of the masks of a decoder's call. */
export const DECODER_KINDS = {
  tgtMask: tensorOrNull,
  memoryMask: tensorOrNull,
  tgtKeyPaddingMask: tensorOrNull,
  memoryKeyPaddingMask: tensorOrNull,
  tgtIsCausal: boolean,
  memoryIsCausal: boolean,
};

const DECODE = signature<DecoderLayerCall>("nn.TransformerDecoderLayer.forward", {
  takes: { tgt: tensorKind, memory: tensorKind },
  options: DECODER_KINDS,
  positional: [
    "tgtMask",
    "memoryMask",
    "tgtKeyPaddingMask",
    "memoryKeyPaddingMask",
    "tgtIsCausal",
    "memoryIsCausal",
  ],
});

/** A mask as what is added to the scores: masks that are given together then are of one kind. */
export function additiveMask(mask: Tensor | null, dtype: Tensor["dtype"]): Tensor | null {
  if (mask === null || isFloatingPoint(mask.dtype)) return mask;
  return torch.zerosLike(mask, { dtype }).maskedFill(mask, -Infinity);
}

function activationOf(choice: TransformerActivation): (x: Tensor) => Tensor {
  if (choice === "relu") return (x) => torch.relu(x);
  if (choice === "gelu") return (x) => gelu(x);
  return choice instanceof Module ? (x) => choice.forward(x) : choice;
}

/** What both blocks have; the modules are the subclass's, in the order in which PyTorch makes them. */
abstract class TransformerLayer extends Module {
  /** The options that it was made with. @internal */
  readonly _made!: readonly [dModel: number, nhead: number, options: TransformerLayerOptions];

  constructor(dModel: number, nhead: number, options: TransformerLayerOptions) {
    super();
    // Not enumerable: it is no part of the state.
    Object.defineProperty(this, "_made", { value: [dModel, nhead, options] });
  }

  protected attention(): MultiheadAttention {
    const [dModel, nhead, { dropout = 0.1, bias, batchFirst, device, dtype }] = this._made;
    return new MultiheadAttention(dModel, nhead, { dropout, bias, batchFirst, device, dtype });
  }

  protected linear(from: "model" | "feedforward"): Linear {
    const [dModel, , { dimFeedforward = 2048, bias, device, dtype }] = this._made;
    const factory = { bias, device, dtype };
    return from === "model"
      ? new Linear(dModel, dimFeedforward, factory)
      : new Linear(dimFeedforward, dModel, factory);
  }

  protected norm(): LayerNorm {
    const [dModel, , { layerNormEps: eps, bias, device, dtype }] = this._made;
    return new LayerNorm(dModel, { eps, bias, device, dtype });
  }

  protected drop(): Dropout {
    return new Dropout({ p: this._made[2].dropout ?? 0.1 });
  }

  /** An activation that is a module is a child, so that it moves and is printed. */
  protected get activate(): (x: Tensor) => Tensor {
    return activationOf(this._made[2].activation ?? "relu");
  }
}

/**
 * Self-attention and two linear maps, each added to its input and normalised: (T, N, E) -> (T, N, E), with the batch first if
 * `batchFirst`, or without one.
 *
 * @example new nn.TransformerEncoderLayer(256, 8, { batchFirst: true, normFirst: true })
 */
export class TransformerEncoderLayer extends TransformerLayer {
  self_attn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  readonly norm_first: boolean;
  norm1: LayerNorm;
  norm2: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  /** The activation, where it is a module. */
  readonly activation: TensorModule | null;

  /** Throws ArgumentError unless the heads divide the features. */
  constructor(
    dModel: number,
    nhead: number,
    ...rest: Rest<TransformerLayerOptions, TransformerLayerPositional>
  ) {
    const options = ENCODER_LAYER.read(rest);
    super(dModel, nhead, options);
    this.self_attn = this.attention();
    this.linear1 = this.linear("model");
    this.dropout = this.drop();
    this.linear2 = this.linear("feedforward");
    this.norm_first = options.normFirst ?? false;
    this.norm1 = this.norm();
    this.norm2 = this.norm();
    this.dropout1 = this.drop();
    this.dropout2 = this.drop();
    this.activation = options.activation instanceof Module ? options.activation : null;
  }

  /** Throws ShapeError for inputs or masks that do not fit each other, ArgumentError for `isCausal` without a mask. */
  override forward(
    src: Tensor,
    ...rest: Rest<
      EncoderLayerCall,
      [srcMask: Tensor | null, srcKeyPaddingMask: Tensor | null, isCausal: boolean]
    >
  ): Tensor {
    const options = ENCODE.read(rest);
    ENCODE.check(src);
    const { isCausal = false } = options;
    const attnMask = additiveMask(options.srcMask ?? null, src.dtype);
    const keyPaddingMask = additiveMask(options.srcKeyPaddingMask ?? null, src.dtype);
    const attend = (x: Tensor): Tensor => {
      const [output] = this.self_attn.forward(x, x, x, {
        attnMask,
        keyPaddingMask,
        isCausal,
        needWeights: false,
      });
      return this.dropout1.forward(output);
    };
    const feed = (x: Tensor): Tensor => {
      const inner = this.dropout.forward(this.activate(this.linear1.forward(x)));
      return this.dropout2.forward(this.linear2.forward(inner));
    };
    if (this.norm_first) {
      const x = src.add(attend(this.norm1.forward(src)));
      return x.add(feed(this.norm2.forward(x)));
    }
    const x = this.norm1.forward(src.add(attend(src)));
    return this.norm2.forward(x.add(feed(x)));
  }
}

/**
 * Self-attention, attention over an encoder's outputs and two linear maps, each added to its input and normalised: targets
 * (T, N, E) and memory (S, N, E) -> (T, N, E), with the batch first if `batchFirst`, or without one.
 */
export class TransformerDecoderLayer extends TransformerLayer {
  self_attn: MultiheadAttention;
  multihead_attn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  readonly norm_first: boolean;
  norm1: LayerNorm;
  norm2: LayerNorm;
  norm3: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  dropout3: Dropout;
  /** The activation, where it is a module. */
  readonly activation: TensorModule | null;

  /** Throws ArgumentError unless the heads divide the features. */
  constructor(
    dModel: number,
    nhead: number,
    ...rest: Rest<TransformerLayerOptions, TransformerLayerPositional>
  ) {
    const options = DECODER_LAYER.read(rest);
    super(dModel, nhead, options);
    this.self_attn = this.attention();
    this.multihead_attn = this.attention();
    this.linear1 = this.linear("model");
    this.dropout = this.drop();
    this.linear2 = this.linear("feedforward");
    this.norm_first = options.normFirst ?? false;
    this.norm1 = this.norm();
    this.norm2 = this.norm();
    this.norm3 = this.norm();
    this.dropout1 = this.drop();
    this.dropout2 = this.drop();
    this.dropout3 = this.drop();
    this.activation = options.activation instanceof Module ? options.activation : null;
  }

  /** Throws ShapeError for inputs or masks that do not fit each other, ArgumentError for a causal hint without a mask. */
  override forward(
    tgt: Tensor,
    memory: Tensor,
    ...rest: Rest<DecoderLayerCall, [...DecoderPositional, tgtIsCausal: boolean, memoryIsCausal: boolean]>
  ): Tensor {
    const options = DECODE.read(rest);
    DECODE.check(tgt, memory);
    const own = {
      attnMask: additiveMask(options.tgtMask ?? null, tgt.dtype),
      keyPaddingMask: additiveMask(options.tgtKeyPaddingMask ?? null, tgt.dtype),
      isCausal: options.tgtIsCausal ?? false,
      needWeights: false,
    };
    const other = {
      attnMask: additiveMask(options.memoryMask ?? null, tgt.dtype),
      keyPaddingMask: additiveMask(options.memoryKeyPaddingMask ?? null, tgt.dtype),
      isCausal: options.memoryIsCausal ?? false,
      needWeights: false,
    };
    const attend = (x: Tensor): Tensor => this.dropout1.forward(this.self_attn.forward(x, x, x, own)[0]);
    const look = (x: Tensor): Tensor =>
      this.dropout2.forward(this.multihead_attn.forward(x, memory, memory, other)[0]);
    const feed = (x: Tensor): Tensor => {
      const inner = this.dropout.forward(this.activate(this.linear1.forward(x)));
      return this.dropout3.forward(this.linear2.forward(inner));
    };
    if (this.norm_first) {
      let x = tgt.add(attend(this.norm1.forward(tgt)));
      x = x.add(look(this.norm2.forward(x)));
      return x.add(feed(this.norm3.forward(x)));
    }
    let x = this.norm1.forward(tgt.add(attend(tgt)));
    x = this.norm2.forward(x.add(look(x)));
    return this.norm3.forward(x.add(feed(x)));
  }
}
