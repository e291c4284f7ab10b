/** Layers that only look at their input differently: Identity, Flatten, Unflatten. */
import { describe, integer, noMore, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger } from "./checks.ts";
import { Module } from "./module.ts";
import { repr } from "./repr.ts";

/** Returns its input: what to put where a layer is to be taken out. */
export class Identity extends Module {
  static {
    markLayer(Identity);
  }

  constructor(...rest: []) {
    noMore("nn.Identity", rest);
    super();
  }

  override forward(input: Tensor): Tensor {
    return input;
  }
}

/** Options of `Flatten`. */
export interface FlattenOptions {
  startDim?: number;
  endDim?: number;
}

const FLATTEN = signature<FlattenOptions>("nn.Flatten", {
  options: { startDim: integer, endDim: integer },
  positional: ["startDim", "endDim"],
});

/** Joins the dimensions from `startDim` to `endDim` to one: (N, C, H, W) -> (N, C H W). */
export class Flatten extends Module {
  readonly start_dim: number;
  readonly end_dim: number;

  static {
    markLayer(Flatten);
  }

  constructor(...rest: Rest<FlattenOptions, [startDim: number, endDim: number]>) {
    const { startDim = 1, endDim = -1 } = FLATTEN.read(rest);
    super();
    this.start_dim = startDim;
    this.end_dim = endDim;
  }

  override forward(input: Tensor): Tensor {
    return torch.flatten(input, this.start_dim, this.end_dim);
  }

  override extraRepr(): string {
    return `start_dim=${this.start_dim}, end_dim=${this.end_dim}`;
  }
}

/** Splits dimension `dim` into `sizes`, of which one may be -1. */
export class Unflatten extends Module {
  readonly dim: number;
  readonly unflattened_size: number[];

  static {
    markLayer(Unflatten);
  }

  constructor(dim: number, sizes: readonly number[], ...rest: []) {
    noMore("nn.Unflatten", rest);
    super();
    checkInteger("nn.Unflatten", "dim", dim, Number.MIN_SAFE_INTEGER);
    if (!Array.isArray(sizes)) {
      throw new ArgumentError(`nn.Unflatten: sizes must be a list of integers, got ${describe(sizes)}.`, {
        operation: "nn.Unflatten",
      });
    }
    for (const size of sizes) checkInteger("nn.Unflatten", "sizes", size, -1);
    this.dim = dim;
    this.unflattened_size = [...sizes];
  }

  override forward(input: Tensor): Tensor {
    return torch.unflatten(input, this.dim, this.unflattened_size);
  }

  override extraRepr(): string {
    return `dim=${this.dim}, unflattened_size=${repr(this.unflattened_size)}`;
  }
}
