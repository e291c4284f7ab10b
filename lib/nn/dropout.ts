/** Dropout: Hinton et al. 2012, https://arxiv.org/abs/1207.0580; for SELU: https://arxiv.org/abs/1706.02515. */
import { boolean, numberFrom, type Rest, type Signature, signature } from "../edge/index.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { alphaDropout, dropout1d, dropout3d, featureAlphaDropout } from "./functional/dropout.ts";
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

/** What zeroes a share of its input. */
export abstract class DropoutNd extends Module {
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
const DROPOUT_1D = takes("nn.Dropout1d");
const DROPOUT_2D = takes("nn.Dropout2d");
const DROPOUT_3D = takes("nn.Dropout3d");
const ALPHA_DROPOUT = takes("nn.AlphaDropout");
const FEATURE_ALPHA_DROPOUT = takes("nn.FeatureAlphaDropout");

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

/** The same for whole channels of (N, C, L) or (C, L). */
export class Dropout1d extends DropoutNd {
  static {
    markLayer(Dropout1d);
  }

  constructor(...rest: DropoutArguments) {
    super(DROPOUT_1D, rest);
  }

  override forward(input: Tensor): Tensor {
    return dropout1d(input, this.p, this.training, this.inplace);
  }
}

/** The same for whole channels of (N, C, D, H, W) or (C, D, H, W). */
export class Dropout3d extends DropoutNd {
  static {
    markLayer(Dropout3d);
  }

  constructor(...rest: DropoutArguments) {
    super(DROPOUT_3D, rest);
  }

  override forward(input: Tensor): Tensor {
    return dropout3d(input, this.p, this.training, this.inplace);
  }
}

/** Dropout that keeps the mean and variance of SELU's activations: what is dropped becomes SELU's least value. */
export class AlphaDropout extends DropoutNd {
  static {
    markLayer(AlphaDropout);
  }

  constructor(...rest: DropoutArguments) {
    super(ALPHA_DROPOUT, rest);
  }

  override forward(input: Tensor): Tensor {
    return alphaDropout(input, this.p, this.training, this.inplace);
  }
}

/** The same for whole channels of (N, C, ...). */
export class FeatureAlphaDropout extends DropoutNd {
  static {
    markLayer(FeatureAlphaDropout);
  }

  constructor(...rest: DropoutArguments) {
    super(FEATURE_ALPHA_DROPOUT, rest);
  }

  override forward(input: Tensor): Tensor {
    return featureAlphaDropout(input, this.p, this.training, this.inplace);
  }
}
