/** Normalization layers, their halves and their gradients. */

import { as, below, f, ints, named, pos, type Table } from "../recipe.ts";

const images = f(2, 4, 3, 3);
const perChannel = f(4);
const variance = pos(4);

export const normalization: Table = {
  batch_norm: [
    [images, f(4), f(4), f(4), pos(4), false, 0.1, 0.01, false],
    [images, f(4), f(4), f(4), pos(4), true, 0.1, 0.01, false],
    [images, null, null, null, null, true, 0.1, 0.01, false],
  ],
  batch_norm_backward: [
    [
      images,
      f(2, 4, 3, 3),
      perChannel,
      f(4),
      variance,
      f(4),
      pos(4),
      true,
      0.01,
      [true, true, true],
      { t: [0], dtype: "uint8" },
    ],
  ],
  native_batch_norm: [
    [images, f(4), f(4), f(4), pos(4), true, 0.1, 0.01],
    [images, null, null, f(4), pos(4), false, 0.1, 0.01],
  ],
  native_batch_norm_backward: [
    [images, f(2, 4, 3, 3), perChannel, f(4), variance, f(4), pos(4), true, 0.01, [true, true, true]],
    [images, f(2, 4, 3, 3), perChannel, f(4), variance, null, null, false, 0.01, [true, true, false]],
  ],
  batch_norm_update_stats: [[images, f(4), pos(4), 0.1]],
  instance_norm: [
    [images, f(4), f(4), f(4), pos(4), true, 0.1, 0.01, false],
    [images, null, null, null, null, true, 0.1, 0.01, false],
    [images, f(4), f(4), f(4), pos(4), false, 0.1, 0.01, false],
  ],
  group_norm: [
    [images, 2],
    [images, 4, f(4), f(4), 0.01],
  ],
  native_group_norm: [
    [images, f(4), f(4), 2, 4, 9, 2, 0.01],
    [images, null, null, 2, 4, 9, 4, 0.01],
  ],
  native_group_norm_backward: [
    [images, f(2, 4, 3, 3), f(2, 2), pos(2, 2), f(4), 2, 4, 9, 2, [true, true, true]],
    [images, f(2, 4, 3, 3), f(2, 2), pos(2, 2), null, 2, 4, 9, 2, [true, false, false]],
  ],
  layer_norm: [
    [f(2, 3, 4), [4]],
    [f(2, 3, 4), [3, 4], f(3, 4), f(3, 4), 0.01],
    [f(2, 3, 4), [4], named({ eps: 0.1 })],
  ],
  native_layer_norm: [
    [f(2, 3, 4), [4], f(4), f(4), 0.01],
    [f(2, 3, 4), [3, 4], null, null, 0.01],
  ],
  native_layer_norm_backward: [
    [f(2, 3, 4), f(2, 3, 4), [4], f(2, 3, 1), pos(2, 3, 1), f(4), f(4), [true, true, true]],
  ],
  rms_norm: [
    [f(2, 3, 4), [4]],
    [f(2, 3, 4), [3, 4], f(3, 4), 0.01],
  ],
  embedding_bag: [
    [f(5, 3), ints(0, 2, 4, 1), ints(0, 2)],
    [f(5, 3), ints(0, 2, 4, 1), ints(0, 2), false, 1],
    [f(5, 3), ints(0, 2, 4, 1), ints(0, 1), false, 2],
    [f(5, 3), ints(0, 2, 4, 1), ints(0, 2), false, 0, false, f(4), false],
    [f(5, 3), ints(0, 2, 4, 1), ints(0, 2, 4), false, 0, false, null, true, 2],
  ],
  embedding: [
    [f(5, 3), below(5, 2, 3)],
    [f(5, 3), as("int32", below(5, 4)), 1, true],
  ],
  embedding_backward: [
    [f(4, 3), below(5, 4), 5, -1, false, false],
    [f(4, 3), below(5, 4), 5, 2, true, false],
  ],
  embedding_dense_backward: [
    [f(4, 3), below(5, 4), 5, -1, false],
    [f(4, 3), below(5, 4), 5, 2, true],
  ],
  embedding_sparse_backward: [[f(4, 3), below(5, 4), 5, -1, false]],
  embedding_renorm: [[f(5, 3), ints(0, 2, 2), 1.5, 2]],
  embedding_renorm_: [[f(5, 3), ints(0, 2, 2), 1.5, 2]],
};
