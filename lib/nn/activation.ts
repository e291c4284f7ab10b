/** Activations as modules; the functions are in `functional/`. */
import { type Probabilities, type Tensor, torch } from "../tensor/index.ts";
import { markLeaf } from "./call.ts";
import { checkChoice, checkInteger } from "./checks.ts";
import { Module } from "./module.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of activations that can write over their input. */
export interface InplaceOptions {
  /** Write the result into the input, which must not be needed afterwards. */
  inplace?: boolean;
}

/** An activation with an `inplace` option. */
abstract class InplaceActivation extends Module {
  inplace: boolean;

  constructor({ inplace = false }: InplaceOptions = {}) {
    super();
    this.inplace = inplace;
  }

  override extraRepr(): string {
    return this.inplace ? "inplace=True" : "";
  }
}

/** `max(0, x)` */
export class ReLU extends InplaceActivation {
  static {
    markLeaf(ReLU);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.relu_(input) : torch.relu(input);
  }
}

/** `min(max(0, x), 6)` */
export class ReLU6 extends InplaceActivation {
  static {
    markLeaf(ReLU6);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.hardtanh_(input, 0, 6) : torch.hardtanh(input, 0, 6);
  }
}

/** `x sigmoid(x)`: https://arxiv.org/abs/1702.03118 */
export class SiLU extends InplaceActivation {
  static {
    markLeaf(SiLU);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.silu_(input) : torch.silu(input);
  }
}

/** `x min(max(0, x + 3), 6) / 6`: https://arxiv.org/abs/1905.02244 */
export class Hardswish extends InplaceActivation {
  static {
    markLeaf(Hardswish);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.hardswish_(input) : torch.hardswish(input);
  }

  /** PyTorch does not print this one's option. */
  override extraRepr(): string {
    return "";
  }
}

/** `min(max(0, x + 3), 6) / 6` */
export class Hardsigmoid extends InplaceActivation {
  static {
    markLeaf(Hardsigmoid);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.hardsigmoid_(input) : torch.hardsigmoid(input);
  }

  /** PyTorch does not print this one's option. */
  override extraRepr(): string {
    return "";
  }
}

/** `x` above zero, `negativeSlope * x` below. */
export class LeakyReLU extends InplaceActivation {
  negative_slope: number;

  static {
    markLeaf(LeakyReLU);
  }

  constructor({ negativeSlope = 0.01, ...rest }: InplaceOptions & { negativeSlope?: number } = {}) {
    super(rest);
    this.negative_slope = negativeSlope;
  }

  override forward(input: Tensor): Tensor {
    const slope = this.negative_slope;
    return this.inplace ? torch.leakyRelu_(input, slope) : torch.leakyRelu(input, slope);
  }

  override extraRepr(): string {
    return `negative_slope=${reprFloat(this.negative_slope)}${this.inplace ? ", inplace=True" : ""}`;
  }
}

/** `x Phi(x)`, exact or by tanh: https://arxiv.org/abs/1606.08415 */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";

  static {
    markLeaf(GELU);
  }

  constructor({ approximate = "none" }: { approximate?: "none" | "tanh" } = {}) {
    super();
    checkChoice("nn.GELU", "approximate", approximate, ["none", "tanh"]);
    this.approximate = approximate;
  }

  override forward(input: Tensor): Tensor {
    return torch.gelu(input, { approximate: this.approximate });
  }

  override extraRepr(): string {
    return `approximate=${repr(this.approximate)}`;
  }
}

/** `1 / (1 + exp(-x))` */
export class Sigmoid extends Module {
  static {
    markLeaf(Sigmoid);
  }

  override forward(input: Tensor): Probabilities {
    return torch.sigmoid(input);
  }
}

/** Hyperbolic tangent. */
export class Tanh extends Module {
  static {
    markLeaf(Tanh);
  }

  override forward(input: Tensor): Tensor {
    return torch.tanh(input);
  }
}

/** Exponentials scaled to sum to one along `dim`. */
export class Softmax extends Module {
  readonly dim: number;

  static {
    markLeaf(Softmax);
  }

  constructor({ dim }: { dim: number }) {
    super();
    checkInteger("nn.Softmax", "dim", dim, Number.MIN_SAFE_INTEGER);
    this.dim = dim;
  }

  override forward(input: Tensor): Probabilities {
    return torch.softmax(input, this.dim);
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}

/** Logarithm of the softmax along `dim`. */
export class LogSoftmax extends Module {
  readonly dim: number;

  static {
    markLeaf(LogSoftmax);
  }

  constructor({ dim }: { dim: number }) {
    super();
    checkInteger("nn.LogSoftmax", "dim", dim, Number.MIN_SAFE_INTEGER);
    this.dim = dim;
  }

  override forward(input: Tensor): Tensor {
    return torch.logSoftmax(input, this.dim);
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
