/** Convolutions, their gradients and unfolding. */

import { each, f, form, named, type Table } from "../recipe.ts";

const image = f(2, 4, 6, 5);
const weight = f(6, 2, 3, 3);
const volume = f(1, 2, 4, 5, 4);
const kernel3d = f(3, 2, 2, 2, 2);

export const convolution: Table = {
  conv1d: [
    [f(2, 4, 7), f(3, 4, 3), f(3)],
    [f(2, 4, 7), f(6, 2, 3), null, each(2, 1), each(1, 1), each(1, 1), 2],
    [f(2, 4, 7), f(3, 4, 3), f(3), named({ padding: "same" })],
    [f(4, 7), f(3, 4, 2), named({ dilation: [2] })],
  ],
  conv2d: [
    [image, f(3, 4, 3, 3), f(3)],
    [image, weight, f(6), [2, 1], [1, 0], [1, 2], 2],
    [image, f(3, 4, 3, 3), named({ padding: "valid", stride: each(2, 2) })],
    [form("channelsLast", image), f(3, 4, 3, 3), named({ padding: each(1, 2) })],
    [f(4, 6, 5), f(3, 4, 1, 1), f(3)],
  ],
  conv3d: [
    [volume, kernel3d, f(3)],
    [volume, kernel3d, null, [1, 2, 1], [1, 0, 1]],
    [volume, kernel3d, f(3), named({ padding: "same" })],
  ],
  conv_transpose1d: [
    [f(2, 4, 5), f(4, 3, 3), f(3)],
    [f(2, 4, 5), f(4, 2, 3), null, each(2, 1), each(1, 1), each(1, 1), 2],
  ],
  conv_transpose2d: [
    [image, f(4, 3, 3, 3), f(3)],
    [image, f(4, 3, 3, 3), null, [2, 2], [1, 1], [1, 0], 1, [1, 2]],
  ],
  conv_transpose3d: [
    [volume, f(2, 3, 2, 2, 2), f(3)],
    [volume, f(2, 3, 2, 2, 2), named({ stride: each(2, 3), padding: each(1, 3), output_padding: [1, 0, 1] })],
  ],
  convolution: [
    [image, weight, f(6), [1, 1], [1, 1], [1, 1], false, [0, 0], 2],
    [image, f(4, 3, 3, 3), null, [2, 2], [0, 0], [1, 1], true, [1, 1], 1],
    [f(2, 4, 7), f(3, 4, 3), f(3), [1], [0], [2], false, [0], 1],
  ],
  convolution_backward: [
    [f(2, 6, 6, 5), image, weight, [6], [1, 1], [1, 1], [1, 1], false, [0, 0], 2, [true, true, true]],
    [f(2, 6, 6, 5), image, weight, null, [1, 1], [1, 1], [1, 1], false, [0, 0], 2, [true, false, false]],
  ],
  conv_tbc: [
    [f(5, 2, 3), f(3, 3, 4), f(4)],
    [f(5, 2, 3), f(3, 3, 4), f(4), 1],
  ],
  conv_tbc_backward: [[f(5, 2, 4), f(5, 2, 3), f(3, 3, 4), f(4), 1]],
  slow_conv3d: [
    [volume, kernel3d, [2, 2, 2], f(3)],
    [volume, kernel3d, each(2, 3), null, each(2, 3), each(1, 3)],
  ],
  slow_conv3d_forward: [[volume, kernel3d, [2, 2, 2], f(3), [1, 1, 1], [0, 1, 0]]],
  slow_conv_dilated2d: [
    [image, f(3, 4, 2, 2), [2, 2], f(3)],
    [image, f(3, 4, 2, 2), each(2, 2), null, each(1, 2), each(1, 2), each(2, 2)],
  ],
  slow_conv_dilated3d: [
    [volume, kernel3d, [2, 2, 2], f(3)],
    [volume, kernel3d, each(2, 3), null, each(1, 3), each(1, 3), each(2, 3)],
  ],
  slow_conv_transpose2d: [
    [image, f(4, 3, 3, 3), [3, 3], f(3)],
    [image, f(4, 3, 3, 3), each(3, 2), null, each(2, 2), each(1, 2), each(1, 2), each(1, 2)],
  ],
  slow_conv_transpose3d: [
    [volume, f(2, 3, 2, 2, 2), [2, 2, 2], f(3)],
    [volume, f(2, 3, 2, 2, 2), each(2, 3), null, each(2, 3), each(1, 3), each(1, 3), each(1, 3)],
  ],
  thnn_conv2d: [
    [image, f(3, 4, 3, 3), [3, 3], f(3)],
    [image, f(3, 4, 3, 3), each(3, 2), null, [2, 1], [1, 1]],
  ],
  mkldnn_convolution: [
    [image, f(3, 4, 3, 3), f(3), [1, 1], [1, 1], [1, 1], 1],
    [image, weight, null, [0, 0], [2, 2], [1, 1], 2],
  ],
  mkldnn_reorder_conv2d_weight: [[form("mkldnn", f(4, 4, 3, 3))]],
  mkldnn_reorder_conv3d_weight: [[form("mkldnn", f(4, 4, 3, 3, 3))]],
  im2col: [
    [image, [3, 3], [1, 1], [0, 0], [1, 1]],
    [image, [2, 3], [2, 1], [1, 1], [1, 2]],
  ],
  col2im: [
    [f(2, 36, 12), [6, 5], [3, 3], [1, 1], [0, 0], [1, 1]],
    [f(36, 30), [6, 5], [3, 3], [1, 1], [1, 1], [1, 1]],
  ],
};
