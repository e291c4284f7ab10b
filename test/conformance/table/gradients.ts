/** Gradient kernels of pointwise and scanning operators, where a schema does not say how the shapes belong together. */

import { below, f, type Table } from "../recipe.ts";

export const gradients: Table = {
  cummaxmin_backward: [[f(3, 4), f(3, 4), below(3, 3, 4), 0]],
  glu_backward: [
    [f(3, 2), f(3, 4), 1],
    [f(2, 4), f(4, 4), 0],
  ],
  glu_jvp: [[f(3, 2), f(3, 4), f(3, 4), 1]],
  glu_backward_jvp: [[f(3, 4), f(3, 2), f(3, 4), f(3, 2), f(3, 4), 1]],
  unflatten_dense_tensors: [[f(10), [f(2, 3), f(4)]]],
};
