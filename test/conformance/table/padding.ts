/** Padding and its gradients. */

import { f, named, type Table } from "../recipe.ts";

export const padding: Table = {
  constant_pad_nd: [
    [f(3, 4), [1, 2]],
    [f(3, 4), [1, 0, 2, 1], 2.5],
    [f(2, 3, 4), [-1, 1]],
  ],
  pad: [
    [f(3, 4), [1, 2]],
    [f(2, 3, 4), [1, 2], "reflect"],
    [f(2, 3, 4, 4), [1, 2, 0, 1], "replicate"],
    [f(2, 3, 4), [1, 2], "circular"],
    [f(3, 4), [1, 2, 0, 1], "constant", 1.5],
    [f(3, 4), [2, 0], named({ value: -1 })],
  ],
  reflection_pad1d: [[f(2, 3, 4), [1, 2]]],
  reflection_pad1d_backward: [[f(2, 3, 7), f(2, 3, 4), [1, 2]]],
  reflection_pad2d: [[f(2, 3, 4, 5), [1, 2, 3, 0]]],
  reflection_pad2d_backward: [[f(2, 3, 7, 8), f(2, 3, 4, 5), [1, 2, 3, 0]]],
  reflection_pad3d: [[f(1, 2, 3, 4, 5), [1, 2, 1, 0, 2, 1]]],
  reflection_pad3d_backward: [[f(1, 2, 6, 5, 8), f(1, 2, 3, 4, 5), [1, 2, 1, 0, 2, 1]]],
  replication_pad1d: [[f(2, 3, 4), [1, 2]]],
  replication_pad1d_backward: [[f(2, 3, 7), f(2, 3, 4), [1, 2]]],
  replication_pad2d: [[f(2, 3, 4, 5), [1, 2, 3, 0]]],
  replication_pad2d_backward: [[f(2, 3, 7, 8), f(2, 3, 4, 5), [1, 2, 3, 0]]],
  replication_pad3d: [[f(1, 2, 3, 4, 5), [1, 2, 1, 0, 2, 1]]],
  replication_pad3d_backward: [[f(1, 2, 6, 5, 8), f(1, 2, 3, 4, 5), [1, 2, 1, 0, 2, 1]]],
};
