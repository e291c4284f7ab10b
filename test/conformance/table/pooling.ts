/** Pooling, its gradients and unpooling. */

import { below, each, f, form, named, type Table, unit } from "../recipe.ts";

const image = f(2, 3, 6, 6);
const volume = f(1, 2, 4, 4, 4);
const pooled = f(2, 3, 3, 3);
const pooled3d = f(1, 2, 2, 2, 2);

export const pooling: Table = {
  adaptive_avg_pool2d: [
    [image, [3, 2]],
    [f(3, 6, 6), each(1, 2)],
    [form("channelsLast", image), [4, 4]],
  ],
  adaptive_avg_pool3d: [
    [volume, [2, 3, 2]],
    [volume, each(1, 3)],
  ],
  adaptive_max_pool2d: [
    [image, [3, 2]],
    [f(3, 6, 6), 4],
  ],
  adaptive_max_pool2d_backward: [[pooled, image, below(36, 2, 3, 3, 3)]],
  adaptive_max_pool3d: [
    [volume, [2, 3, 2]],
    [volume, 1],
  ],
  adaptive_max_pool3d_backward: [[pooled3d, volume, below(64, 1, 2, 2, 2, 2)]],
  avg_pool2d: [
    [image, 2],
    [image, [3, 2], [2, 1], [1, 1], true, false, 5],
    [form("channelsLast", image), 3, named({ stride: 1, padding: 1 })],
  ],
  avg_pool2d_backward: [
    [pooled, image, [2, 2], [2, 2], [0, 0], false, true, null],
    [pooled, image, [2, 2], [2, 2], [0, 0], false, true, 3],
  ],
  avg_pool3d: [
    [volume, 2],
    [volume, [2, 1, 2], [1, 2, 1], [1, 0, 1], false, false],
  ],
  avg_pool3d_backward: [[pooled3d, volume, [2, 2, 2], [2, 2, 2], [0, 0, 0], false, true, null]],
  max_pool2d: [
    [image, 2],
    [image, [3, 2], [2, 1], [1, 1], [1, 2], true],
    [form("channelsLast", image), 3, named({ stride: 2, padding: 1 })],
  ],
  max_pool2d_with_indices: [
    [image, 2],
    [image, [3, 2], [2, 1], [1, 1], [1, 2], true],
  ],
  max_pool2d_with_indices_backward: [
    [pooled, image, [2, 2], [2, 2], [0, 0], [1, 1], false, below(36, 2, 3, 3, 3)],
  ],
  max_pool3d: [
    [volume, 2],
    [volume, [2, 1, 2], [1, 2, 1], [1, 0, 1]],
  ],
  max_pool3d_with_indices: [
    [volume, 2],
    [volume, [2, 1, 2], named({ stride: [1, 2, 1], ceil_mode: true })],
  ],
  max_pool3d_with_indices_backward: [
    [pooled3d, volume, [2, 2, 2], [2, 2, 2], [0, 0, 0], [1, 1, 1], false, below(64, 1, 2, 2, 2, 2)],
  ],
  max_unpool2d: [
    [f(1, 2, 2, 2), { t: [1, 2, 2, 2], dtype: "int64", values: [0, 3, 8, 15, 1, 2, 10, 13] }, [4, 4]],
  ],
  max_unpool3d: [
    [
      f(1, 1, 2, 2, 2),
      { t: [1, 1, 2, 2, 2], dtype: "int64", values: [0, 3, 8, 15, 21, 32, 50, 63] },
      [4, 4, 4],
      [2, 2, 2],
      [0, 0, 0],
    ],
  ],
  fractional_max_pool2d: [[image, [2, 2], [3, 3], unit(2, 3, 2)]],
  fractional_max_pool2d_backward: [[pooled, image, [2, 2], [3, 3], below(36, 2, 3, 3, 3)]],
  fractional_max_pool3d: [[volume, [2, 2, 2], [2, 2, 2], unit(1, 2, 3)]],
  fractional_max_pool3d_backward: [[pooled3d, volume, [2, 2, 2], [2, 2, 2], below(64, 1, 2, 2, 2, 2)]],
  mkldnn_adaptive_avg_pool2d: [[form("mkldnn", image), [3, 3]]],
  mkldnn_adaptive_avg_pool2d_backward: [[form("mkldnn", pooled), form("mkldnn", image)]],
  mkldnn_max_pool2d: [
    [form("mkldnn", image), [2, 2]],
    [form("mkldnn", image), [3, 3], [1, 1], [1, 1]],
  ],
  mkldnn_max_pool3d: [[form("mkldnn", volume), [2, 2, 2]]],
};
