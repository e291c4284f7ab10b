/** Reordering dimensions as a module: `torchvision.ops.Permute`. */

import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";

/** A view of its input with the dimensions in another order. */
export class Permute extends nn.Module {
  readonly dims: readonly number[];

  static {
    nn.markLeaf(Permute);
  }

  /** `dims` lists, for each dimension of the output, which of the input's it is. */
  constructor(dims: readonly number[]) {
    super();
    this.dims = [...dims];
  }

  override forward(input: Tensor): Tensor {
    return input.permute(this.dims);
  }
}
