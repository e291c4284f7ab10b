/** Embedding: a table of vectors read by index. */
import { noMore, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { empty, noGrad, type Tensor } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { EMBEDDING_KINDS, type EmbeddingPositional, embedding } from "./functional/embedding.ts";
import { normal_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of `Embedding`. */
export interface EmbeddingOptions extends FactoryOptions {
  /** Index whose vector starts at zero and is not trained; negative counts from the end. */
  paddingIdx?: number | null;
  /** Scale vectors down to this norm when they are read. */
  maxNorm?: number | null;
  normType?: number;
  /** Divide gradients by how often the index occurs in the batch. */
  scaleGradByFreq?: boolean;
  /** Sparse gradients, which only some optimizers take. */
  sparse?: boolean;
}

const TAKES = signature<EmbeddingOptions>("nn.Embedding", {
  options: { ...EMBEDDING_KINDS, ...factoryKinds },
  positional: ["paddingIdx", "maxNorm", "normType", "scaleGradByFreq", "sparse"],
});

/** Integer indices (...) -> vectors (..., embeddingDim). */
export class Embedding extends Module {
  readonly num_embeddings: number;
  readonly embedding_dim: number;
  readonly padding_idx: number | null;
  readonly max_norm: number | null;
  readonly norm_type: number;
  readonly scale_grad_by_freq: boolean;
  readonly sparse: boolean;
  /** (numEmbeddings, embeddingDim) */
  weight: Parameter;

  static {
    markLayer(Embedding);
  }

  /** Throws ArgumentError if `paddingIdx` is not in the table. */
  constructor(
    numEmbeddings: number,
    embeddingDim: number,
    ...rest: Rest<EmbeddingOptions, EmbeddingPositional>
  ) {
    const options = TAKES.read(rest);
    super();
    const {
      paddingIdx = null,
      maxNorm = null,
      normType = 2,
      scaleGradByFreq = false,
      sparse = false,
    } = options;
    checkInteger("nn.Embedding", "numEmbeddings", numEmbeddings, 0);
    checkInteger("nn.Embedding", "embeddingDim", embeddingDim, 0);
    if (paddingIdx !== null && !(paddingIdx < numEmbeddings && paddingIdx >= -numEmbeddings)) {
      throw new ArgumentError(
        `nn.Embedding: paddingIdx ${paddingIdx} is not in a table of ${numEmbeddings}.`,
      );
    }
    this.num_embeddings = numEmbeddings;
    this.embedding_dim = embeddingDim;
    this.padding_idx = paddingIdx !== null && paddingIdx < 0 ? numEmbeddings + paddingIdx : paddingIdx;
    this.max_norm = maxNorm;
    this.norm_type = normType;
    this.scale_grad_by_freq = scaleGradByFreq;
    this.sparse = sparse;
    const { device, dtype } = options;
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

  override forward(input: Tensor): Tensor {
    return embedding(input, this.weight, {
      paddingIdx: this.padding_idx,
      maxNorm: this.max_norm,
      normType: this.norm_type,
      scaleGradByFreq: this.scale_grad_by_freq,
      sparse: this.sparse,
    });
  }

  override extraRepr(): string {
    const parts = [String(this.num_embeddings), String(this.embedding_dim)];
    if (this.padding_idx !== null) parts.push(`padding_idx=${this.padding_idx}`);
    if (this.max_norm !== null) parts.push(`max_norm=${reprFloat(this.max_norm)}`);
    if (this.norm_type !== 2) parts.push(`norm_type=${reprFloat(this.norm_type)}`);
    if (this.scale_grad_by_freq) parts.push(`scale_grad_by_freq=${repr(true)}`);
    if (this.sparse) parts.push("sparse=True");
    return parts.join(", ");
  }
}
