/** Dropout: Hinton et al. 2012, https://arxiv.org/abs/1207.0580. */
import { boolean, numberFrom, type Rest, type Signature, signature } from "../edge/index.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { Module } from "./module.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of the dropouts. */
export interface DropoutOptions {
  /** Probability of a zero. */
  p?: number;
  /** Write the result into the input. */
  inplace?: boolean;
}

type DropoutArguments = Rest<DropoutOptions, [p: number, inplace: boolean]>;

function takes(name: string): Signature<DropoutOptions> {
  return signature(name, {
    options: { p: numberFrom(0, 1), inplace: boolean },
    positional: ["p", "inplace"],
  });
}

abstract class DropoutNd extends Module {
  readonly p: number;
  readonly inplace: boolean;

  constructor(takes: Signature<DropoutOptions>, rest: DropoutArguments) {
    super();
    const { p = 0.5, inplace = false } = takes.read(rest);
    this.p = p;
    this.inplace = inplace;
  }

  override extraRepr(): string {
    return `p=${reprFloat(this.p)}, inplace=${repr(this.inplace)}`;
  }
}

const DROPOUT = takes("nn.Dropout");
const DROPOUT_2D = takes("nn.Dropout2d");

/** In training mode zeroes elements with probability `p` and scales the others by `1 / (1 - p)`. */
export class Dropout extends DropoutNd {
  static {
    markLayer(Dropout);
  }

  /** `new Dropout({ p: 0.1 })`, or as PyTorch has it, `new Dropout(0.1)`. */
  constructor(...rest: DropoutArguments) {
    super(DROPOUT, rest);
  }

  override forward(input: Tensor): Tensor {
    const { p, training } = this;
    return this.inplace ? torch.dropout_(input, p, training) : torch.dropout(input, p, training);
  }
}

/** The same for whole channels of (N, C, H, W). */
export class Dropout2d extends DropoutNd {
  static {
    markLayer(Dropout2d);
  }

  constructor(...rest: DropoutArguments) {
    super(DROPOUT_2D, rest);
  }

  override forward(input: Tensor): Tensor {
    const { p, training } = this;
    return this.inplace
      ? torch.featureDropout_(input, p, training)
      : torch.featureDropout(input, p, training);
  }
}
