/** Sparse tensors: made, taken apart, multiplied. */

import { below, f, form, ints, layout, literal, named, type Recipe, type Table } from "../recipe.ts";

const coo = form("coo", f(3, 4));
const csr = form("csr", f(4, 4));
const csc = form("csc", f(4, 4));
const bsr = form("bsr", f(4, 4));
const bsc = form("bsc", f(4, 4));
/** Two rows of indices of a matrix of 3 x 4. */
const places: Recipe = { t: [2, 3], dtype: "int64", values: [0, 1, 2, 2, 0, 3] };

export const sparse: Table = {
  coalesce: [[coo]],
  is_coalesced: [[coo]],
  indices: [[coo]],
  values: [[coo], [csr]],
  values_copy: [[csr]],
  crow_indices: [[csr], [bsr]],
  crow_indices_copy: [[csr]],
  col_indices: [[csr], [bsr]],
  col_indices_copy: [[csr]],
  ccol_indices: [[csc], [bsc]],
  ccol_indices_copy: [[csc]],
  row_indices: [[csc], [bsc]],
  row_indices_copy: [[csc]],
  sparse_dim: [[coo], [f(3, 4)]],
  dense_dim: [[coo], [csr]],
  to_sparse: [[f(3, 4)], [f(3, 4), 1], [f(4, 4), named({ layout: layout("sparse_csr") })]],
  to_sparse_csr: [[f(3, 4)]],
  to_sparse_csc: [[f(3, 4)]],
  to_sparse_bsr: [[f(4, 4), [2, 2]]],
  to_sparse_bsc: [[f(4, 4), [2, 2]]],
  to_dense: [[coo], [csr], [f(3, 4)], [form("mkldnn", f(3, 4))]],
  to_dense_backward: [[f(3, 4), coo]],
  to_mkldnn: [[f(3, 4)]],
  to_mkldnn_backward: [[form("mkldnn", f(3, 4)), f(3, 4)]],
  copy_sparse_to_sparse: [[coo, form("coo", f(3, 4))]],
  copy_sparse_to_sparse_: [[coo, form("coo", f(3, 4))]],
  hspmm: [[coo, f(4, 2)]],
  smm: [[coo, f(4, 2)]],
  sspaddmm: [
    [form("coo", f(3, 2)), coo, f(4, 2)],
    [form("coo", f(3, 2)), coo, f(4, 2), named({ beta: 2, alpha: 3 })],
  ],
  resize_as_sparse: [[coo, form("coo", f(3, 4))]],
  resize_as_sparse_: [[coo, form("coo", f(3, 4))]],
  sparse_resize: [[form("coo", f(3, 4)), [5, 6], 2, 0]],
  sparse_resize_: [[form("coo", f(3, 4)), [5, 6], 2, 0]],
  sparse_resize_and_clear: [[coo, [5, 6], 2, 0]],
  sparse_resize_and_clear_: [[coo, [5, 6], 2, 0]],
  sparse_mask: [
    [f(3, 4), coo],
    [f(4, 4), csr],
  ],
  sparse_sampled_addmm: [
    [csr, f(4, 3), f(3, 4)],
    [csr, f(4, 3), f(3, 4), named({ beta: 2, alpha: 3 })],
  ],
  sparse_coo_tensor: [
    [places, f(3)],
    [places, f(3), [3, 5]],
    [[3, 4], named({ layout: layout("sparse_coo") })],
  ],
  sparse_csr_tensor: [
    [ints(0, 1, 2, 3), ints(2, 0, 3), f(3), [3, 4]],
    [ints(0, 1, 2, 3), ints(2, 0, 3), f(3)],
  ],
  sparse_csc_tensor: [[ints(0, 1, 1, 2, 3), ints(2, 0, 1), f(3), [3, 4]]],
  sparse_bsr_tensor: [[ints(0, 1, 2), ints(1, 0), f(2, 2, 2), [4, 4]]],
  sparse_bsc_tensor: [[ints(0, 1, 2), ints(1, 0), f(2, 2, 2), [4, 4]]],
  sparse_compressed_tensor: [
    [ints(0, 1, 2, 3), ints(2, 0, 3), f(3), [3, 4], named({ layout: layout("sparse_csr") })],
    [ints(0, 1, 2, 3), ints(2, 0, 3), f(3), named({ layout: layout("sparse_csr") })],
  ],
  histogramdd: [
    [f(6, 2), [3, 4]],
    [f(6, 2), 3],
    [
      f(6, 2),
      [
        { t: [3], fill: "sorted" },
        { t: [4], fill: "sorted" },
      ],
    ],
  ],
  histogram: [
    [f(9), 4],
    [f(9), { t: [5], fill: "sorted" }],
    [f(9), 4, named({ range: [-1, 1], density: true, weight: f(9) })],
  ],
  is_nonzero: [[f(1)], [literal([], [0])]],
  isin: [
    [below(6, 3, 4), ints(1, 3)],
    [below(6, 3, 4), 2],
    [2, below(6, 3, 4)],
    [f(3, 4), f(2), named({ invert: true })],
  ],
};
