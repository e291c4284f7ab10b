/** Views, splits and what undoes them, where shapes must fit each other. */

import { dtype, f, filled, form, ints, type Table } from "../recipe.ts";

const base = f(3, 4);

export const views: Table = {
  as_strided: [
    [base, [2, 3], [4, 1]],
    [base, [2, 2], [1, 2], 3],
  ],
  as_strided_: [[base, [2, 3], [4, 1], 1]],
  as_strided_copy: [[base, [2, 3], [4, 1], 1]],
  as_strided_scatter: [[base, f(2, 3), [2, 3], [4, 1], 1]],
  diagonal_backward: [[f(3), [3, 4], 0, 0, 1]],
  diagonal_scatter: [
    [base, f(3)],
    [base, f(2), -1],
  ],
  select_backward: [[f(4), [3, 4], 0, 1]],
  select_scatter: [
    [base, f(4), 0, 1],
    [base, f(3), 1, -1],
  ],
  slice_backward: [[f(2, 4), [3, 4], 0, 1, 3, 1]],
  slice_scatter: [
    [base, f(2, 4), 0, 1],
    [base, f(3, 2), 1, 0, 4, 2],
  ],
  slice_inverse: [[f(3, 4), f(3, 4), 0, 0, 3]],
  unfold: [
    [f(7), 0, 3, 2],
    [base, 1, 2, 1],
  ],
  unfold_copy: [[base, 1, 2, 1]],
  unfold_backward: [[f(3, 3, 2), [3, 4], 1, 2, 1]],
  unflatten: [
    [f(3, 4), 1, [2, 2]],
    [f(6, 2), 0, [2, -1]],
  ],
  view: [
    [base, [4, 3]],
    [base, [2, -1]],
    [{ t: [3, 4], dtype: "float32" }, dtype("int32")],
  ],
  view_copy: [
    [base, [4, 3]],
    [{ t: [3, 4], dtype: "float32" }, dtype("int32")],
  ],
  view_as_complex: [[f(3, 2)]],
  view_as_complex_copy: [[f(3, 2)]],
  view_as_real: [[{ t: [3, 4], dtype: "complex64" }], [{ t: [3], dtype: "complex128" }]],
  view_as_real_copy: [[{ t: [3, 4], dtype: "complex64" }]],
  real: [[f(3, 4)], [{ t: [3, 4], dtype: "complex64" }]],
  imag: [[{ t: [3, 4], dtype: "complex64" }], [{ t: [3, 4], dtype: "complex128" }]],
  resolve_conj: [[base], [form("conjugate", { t: [3], dtype: "complex64" })]],
  is_conj: [[base], [form("conjugate", { t: [3], dtype: "complex64" })]],
  conj: [[base], [{ t: [3], dtype: "complex64" }]],
  expand: [
    [f(3, 1), [3, 4]],
    [f(4), [2, 3, -1]],
  ],
  expand_copy: [[f(3, 1), [3, 4]]],
  broadcast_to: [[f(3, 1), [2, 3, 4]]],
  sum_to_size: [
    [base, [1, 4]],
    [base, [3, 1]],
  ],
  permute: [
    [f(2, 3, 4), [2, 0, 1]],
    [base, [-1, 0]],
  ],
  permute_copy: [[f(2, 3, 4), [2, 0, 1]]],
  movedim: [
    [f(2, 3, 4), 0, 2],
    [f(2, 3, 4), [0, 1], [2, 0]],
  ],
  moveaxis: [
    [f(2, 3, 4), 0, 2],
    [f(2, 3, 4), [0, 1], [2, 0]],
  ],
  squeeze: [[f(1, 3, 1)], [f(1, 3, 1), 0], [f(1, 3, 1), [0, 2]]],
  squeeze_: [[f(1, 3, 1)], [f(1, 3, 1), 0], [f(1, 3, 1), [0, 2]]],
  squeeze_copy: [[f(1, 3, 1)], [f(1, 3, 1), 0], [f(1, 3, 1), [0, 2]]],
  split: [
    [f(5, 2), 2],
    [f(5, 2), [1, 4]],
    [f(2, 5), 2, 1],
  ],
  split_copy: [
    [f(5, 2), 2],
    [f(2, 5), 2, 1],
  ],
  split_with_sizes: [
    [f(5, 2), [1, 4]],
    [f(2, 5), [2, 3], 1],
  ],
  split_with_sizes_copy: [[f(5, 2), [1, 4]]],
  unsafe_split: [[f(5, 2), 2]],
  unsafe_split_with_sizes: [[f(5, 2), [1, 4]]],
  tensor_split: [
    [f(5, 2), 3],
    [f(5, 2), [1, 3]],
    [f(5, 2), { t: [], dtype: "int64", values: [2] }],
    [f(2, 5), ints(1, 3), 1],
  ],
  hsplit: [
    [f(3, 4), 2],
    [f(3, 4), [1, 3]],
  ],
  vsplit: [
    [f(4, 3), 2],
    [f(4, 3), [1, 3]],
  ],
  dsplit: [
    [f(2, 3, 4), 2],
    [f(2, 3, 4), [1, 3]],
  ],
  pixel_shuffle: [[f(2, 8, 3, 3), 2]],
  pixel_unshuffle: [[f(2, 2, 4, 6), 2]],
  channel_shuffle: [[f(2, 4, 3, 3), 2]],
  native_channel_shuffle: [[f(2, 4, 3, 3), 2]],
  set_: [[base, f(2, 5)], [base], [base, f(3, 4), 2, [2, 3], [4, 1]]],
  set: [[base, f(2, 5)], [base]],
  set_data: [[base, f(3, 4)]],
  resize_: [
    [base, [2, 3]],
    [base, [12]],
  ],
  resize: [
    [base, [2, 3]],
    [base, [12]],
  ],
  resize_as_: [
    [base, f(2, 3)],
    [base, f(4, 3)],
  ],
  resize_as: [
    [base, f(2, 3)],
    [base, f(4, 3)],
  ],
  to_padded_tensor: [[form("nested", f(3, 4)), 1.5]],
  nested_to_padded_tensor: [[form("nested", f(3, 4)), 0]],
  retain_grad: [[form("leaf", { t: [3], dtype: "float32" })]],
  requires_grad_: [[{ t: [3], dtype: "float32" }], [{ t: [3], dtype: "float64" }, false]],
  is_set_to: [[base, f(3, 4)]],
  value_selecting_reduction_backward: [
    [f(4), 0, { t: [4], dtype: "int64", values: [0, 2, 1, 0] }, [3, 4], false],
  ],
  fill_diagonal_: [
    [base, 2],
    [f(5, 2), 1.5, true],
  ],
  block_diag: [[[f(2, 3), f(2, 1), f(3)]]],
  cat: [[[f(3, 4), f(2, 4)]], [[f(3, 4), f(3, 2)], 1], [[f(3, 4), f(3, 1), filled("positive", 3, 4)], -1]],
  stack: [[[f(3, 4), f(3, 4)]], [[f(3, 4), f(3, 4)], -1]],
};
