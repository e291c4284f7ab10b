/** Dropout: Hinton et al. 2012, https://arxiv.org/abs/1207.0580. */
import { type Tensor, torch } from "../tensor/index.ts";
import { markLeaf } from "./call.ts";
import { checkRange } from "./checks.ts";
import { Module } from "./module.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of the dropouts. */
export interface DropoutOptions {
  /** Probability of a zero. */
  p?: number;
  /** Write the result into the input. */
  inplace?: boolean;
}

abstract class DropoutNd extends Module {
  readonly p: number;
  readonly inplace: boolean;

  constructor(operation: string, { p = 0.5, inplace = false }: DropoutOptions) {
    super();
    checkRange(operation, "p", p, 0, 1);
    this.p = p;
    this.inplace = inplace;
  }

  override extraRepr(): string {
    return `p=${reprFloat(this.p)}, inplace=${repr(this.inplace)}`;
  }
}

/** In training mode zeroes elements with probability `p` and scales the others by `1 / (1 - p)`. */
export class Dropout extends DropoutNd {
  static {
    markLeaf(Dropout);
  }

  constructor(options: DropoutOptions = {}) {
    super("nn.Dropout", options);
  }

  override forward(input: Tensor): Tensor {
    const { p, training } = this;
    return this.inplace ? torch.dropout_(input, p, training) : torch.dropout(input, p, training);
  }
}

/** The same for whole channels of (N, C, H, W). */
export class Dropout2d extends DropoutNd {
  static {
    markLeaf(Dropout2d);
  }

  constructor(options: DropoutOptions = {}) {
    super("nn.Dropout2d", options);
  }

  override forward(input: Tensor): Tensor {
    const { p, training } = this;
    return this.inplace
      ? torch.featureDropout_(input, p, training)
      : torch.featureDropout(input, p, training);
  }
}
