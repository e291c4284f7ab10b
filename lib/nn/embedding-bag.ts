/** EmbeddingBag: sums, means or maxima of vectors of a table. */
import { boolean, integer, noMore, nullable, number, oneOf, type Rest, signature } from "../edge/index.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { empty, noGrad, type Tensor } from "../tensor/index.ts";
import { checkInteger, factoryKinds, tensorOrNull } from "./checks.ts";
import { embeddingBag } from "./functional/embedding.ts";
import { normal_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of `EmbeddingBag`. */
export interface EmbeddingBagOptions extends FactoryOptions {
  /** Scale vectors down to this norm when they are read. */
  maxNorm?: number | null;
  normType?: number;
  /** Divide gradients by how often the index occurs in the batch. Not for mode "max". */
  scaleGradByFreq?: boolean;
  /** "mean" by default. */
  mode?: "sum" | "mean" | "max";
  /** Sparse gradients, which only some optimizers take. Not for mode "max". */
  sparse?: boolean;
  /** The last offset is the end of the last bag. */
  includeLastOffset?: boolean;
  /** Index that counts for nothing and is not trained; negative counts from the end. */
  paddingIdx?: number | null;
}

const TAKES = signature<EmbeddingBagOptions>("nn.EmbeddingBag", {
  options: {
    maxNorm: nullable(number),
    normType: number,
    scaleGradByFreq: boolean,
    mode: oneOf("sum", "mean", "max"),
    sparse: boolean,
    includeLastOffset: boolean,
    paddingIdx: nullable(integer),
    ...factoryKinds,
  },
  positional: ["maxNorm", "normType", "scaleGradByFreq", "mode", "sparse"],
});

/** What a call of an `EmbeddingBag` takes beside the indices. */
export interface EmbeddingBagCall {
  /** (B): where each bag begins in indices (L). */
  offsets?: Tensor | null;
  /** Of the indices' shape: scales each vector; for mode "sum". */
  perSampleWeights?: Tensor | null;
}

const CALL = signature<EmbeddingBagCall>("nn.EmbeddingBag.forward", {
  takes: { input: tensorKind },
  options: { offsets: tensorOrNull, perSampleWeights: tensorOrNull },
  positional: ["offsets", "perSampleWeights"],
});

/** Integer indices (B, L), or (L) with offsets (B), -> a vector for each bag (B, embeddingDim). */
export class EmbeddingBag extends Module {
  readonly num_embeddings: number;
  readonly embedding_dim: number;
  readonly max_norm: number | null;
  readonly norm_type: number;
  readonly scale_grad_by_freq: boolean;
  readonly mode: "sum" | "mean" | "max";
  readonly sparse: boolean;
  readonly include_last_offset: boolean;
  readonly padding_idx: number | null;
  /** (numEmbeddings, embeddingDim) */
  weight: Parameter;

  /** Throws ArgumentError if `paddingIdx` is not in the table. */
  constructor(
    numEmbeddings: number,
    embeddingDim: number,
    ...rest: Rest<
      EmbeddingBagOptions,
      [
        maxNorm: number | null,
        normType: number,
        scaleGradByFreq: boolean,
        mode: "sum" | "mean" | "max",
        sparse: boolean,
      ]
    >
  ) {
    const options = TAKES.read(rest);
    super();
    const { paddingIdx = null, device, dtype } = options;
    checkInteger("nn.EmbeddingBag", "numEmbeddings", numEmbeddings, 0);
    checkInteger("nn.EmbeddingBag", "embeddingDim", embeddingDim, 0);
    if (paddingIdx !== null && !(paddingIdx < numEmbeddings && paddingIdx >= -numEmbeddings)) {
      throw TAKES.error(`paddingIdx ${paddingIdx} is not in a table of ${numEmbeddings}.`);
    }
    this.num_embeddings = numEmbeddings;
    this.embedding_dim = embeddingDim;
    this.max_norm = options.maxNorm ?? null;
    this.norm_type = options.normType ?? 2;
    this.scale_grad_by_freq = options.scaleGradByFreq ?? false;
    this.mode = options.mode ?? "mean";
    this.sparse = options.sparse ?? false;
    this.include_last_offset = options.includeLastOffset ?? false;
    this.padding_idx = paddingIdx !== null && paddingIdx < 0 ? numEmbeddings + paddingIdx : paddingIdx;
    this.weight = new Parameter(empty([numEmbeddings, embeddingDim], { device, dtype }));
    this.resetParameters();
  }

  /** Fills the table anew from the standard normal distribution, the padding vector with zeros. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    normal_(this.weight);
    const padding = this.padding_idx;
    if (padding !== null) noGrad(() => this.weight.select(0, padding).fill_(0));
  }

  /** Throws ArgumentError for options that exclude each other, ShapeError for shapes that do not fit. */
  override forward(
    input: Tensor,
    ...rest: Rest<EmbeddingBagCall, [offsets: Tensor | null, perSampleWeights: Tensor | null]>
  ): Tensor {
    const { offsets = null, perSampleWeights = null } = CALL.read(rest);
    CALL.check(input);
    return embeddingBag(input, this.weight, {
      offsets,
      perSampleWeights,
      maxNorm: this.max_norm,
      normType: this.norm_type,
      scaleGradByFreq: this.scale_grad_by_freq,
      mode: this.mode,
      sparse: this.sparse,
      includeLastOffset: this.include_last_offset,
      paddingIdx: this.padding_idx,
    });
  }

  override extraRepr(): string {
    const parts = [String(this.num_embeddings), String(this.embedding_dim)];
    if (this.max_norm !== null) parts.push(`max_norm=${reprFloat(this.max_norm)}`);
    if (this.norm_type !== 2) parts.push(`norm_type=${reprFloat(this.norm_type)}`);
    if (this.scale_grad_by_freq) parts.push("scale_grad_by_freq=True");
    parts.push(`mode=${repr(this.mode)}`);
    if (this.padding_idx !== null) parts.push(`padding_idx=${this.padding_idx}`);
    return parts.join(", ");
  }
}
