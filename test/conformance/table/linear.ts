/** Products of matrices and linear algebra that needs more than square matrices. */

import { below, f, filled, form, mask, named, pos, type Table, unit } from "../recipe.ts";

const square = filled("definite", 4, 4);

export const linear: Table = {
  addbmm: [
    [f(3, 5), f(2, 3, 4), f(2, 4, 5)],
    [f(3, 5), f(2, 3, 4), f(2, 4, 5), named({ beta: 2, alpha: 3 })],
  ],
  addbmm_: [[f(3, 5), f(2, 3, 4), f(2, 4, 5), named({ beta: 2 })]],
  addmm: [
    [f(3, 5), f(3, 4), f(4, 5)],
    [f(5), f(3, 4), f(4, 5), named({ beta: 0.5, alpha: 2 })],
  ],
  addmm_: [[f(3, 5), f(3, 4), f(4, 5), named({ alpha: 2 })]],
  addmv: [
    [f(3), f(3, 4), f(4)],
    [f(3), f(3, 4), f(4), named({ beta: 2, alpha: 3 })],
  ],
  addmv_: [[f(3), f(3, 4), f(4), named({ alpha: 2 })]],
  addr: [
    [f(3, 4), f(3), f(4)],
    [f(3, 4), f(3), f(4), named({ beta: 2, alpha: 3 })],
  ],
  addr_: [[f(3, 4), f(3), f(4)]],
  baddbmm: [
    [f(2, 3, 5), f(2, 3, 4), f(2, 4, 5)],
    [f(2, 3, 5), f(2, 3, 4), f(2, 4, 5), named({ beta: 2, alpha: 3 })],
  ],
  baddbmm_: [[f(2, 3, 5), f(2, 3, 4), f(2, 4, 5), named({ beta: 2 })]],
  bmm: [[f(2, 3, 4), f(2, 4, 5)]],
  mm: [[f(3, 4), f(4, 5)]],
  mv: [[f(3, 4), f(4)]],
  matmul: [
    [f(3, 4), f(4, 5)],
    [f(4), f(4)],
    [f(2, 3, 4), f(4)],
    [f(2, 1, 3, 4), f(3, 4, 2)],
  ],
  linear: [
    [f(2, 3, 4), f(5, 4), f(5)],
    [f(4), f(5, 4)],
  ],
  mkldnn_linear: [
    [form("mkldnn", f(3, 4)), form("mkldnn", f(5, 4)), form("mkldnn", f(5))],
    [form("mkldnn", f(3, 4)), f(5, 4), f(5)],
  ],
  mkldnn_linear_backward: [[form("mkldnn", f(3, 4)), form("mkldnn", f(3, 5)), f(5, 4), [true, true, true]]],
  mkldnn_linear_backward_input: [[[3, 4], form("mkldnn", f(3, 5)), f(5, 4)]],
  mkldnn_linear_backward_weights: [
    [form("mkldnn", f(3, 5)), form("mkldnn", f(3, 4)), form("mkldnn", f(5, 4)), true],
  ],
  bilinear: [
    [f(3, 4), f(3, 2), f(5, 4, 2), f(5)],
    [f(3, 4), f(3, 2), f(5, 4, 2)],
  ],
  einsum: [
    ["ij,jk->ik", [f(3, 4), f(4, 2)]],
    ["bij,bjk", [f(2, 3, 4), f(2, 4, 2)]],
    ["ii->i", [f(4, 4)]],
    ["ij,kj,j->ik", [f(3, 4), f(2, 4), f(4)], named({ path: [0, 1, 0, 1] })],
  ],
  tensordot: [
    [f(2, 3, 4), f(4, 3, 5), [1, 2], [1, 0]],
    [f(2, 3), f(3, 4), [1], [0]],
  ],
  chain_matmul: [[[f(2, 3), f(3, 4), f(4, 2)]]],
  linalg_multi_dot: [[[f(2, 3), f(3, 4), f(4, 2)]], [[f(3), f(3, 4), f(4)]]],
  linalg_householder_product: [
    [f(4, 3), unit(3)],
    [f(2, 4, 4), unit(2, 3)],
  ],
  orgqr: [[f(4, 3), unit(3)]],
  ormqr: [
    [f(4, 3), unit(3), f(4, 2)],
    [f(4, 3), unit(3), f(2, 4), false, true],
  ],
  linalg_ldl_solve: [[square, pivots(4), f(4, 2)]],
  linalg_lu_solve: [
    [square, pivots(4), f(4, 2)],
    [square, pivots(4), f(2, 4), named({ left: false, adjoint: true })],
  ],
  lu_solve: [[f(4, 2), square, pivots(4)]],
  lu_unpack: [
    [f(4, 4), pivots(4)],
    [f(4, 3), pivots(3), true, false],
  ],
  linalg_lstsq: [
    [f(5, 3), f(5, 2)],
    [f(5, 3), f(5, 2), named({ driver: "gelsd" })],
    [f(5, 3), f(5, 2), named({ driver: "gelsy", rcond: 1e-6 })],
    [f(2, 5, 3), f(2, 5, 2), named({ driver: "gels" })],
  ],
  linalg_tensorinv: [
    [filled("definite", 4, 4), 1],
    [f(2, 3, 6), 2],
  ],
  linalg_tensorsolve: [
    [f(2, 3, 6), f(2, 3)],
    [filled("definite", 4, 4), f(4)],
  ],
  linalg_matrix_norm: [
    [f(3, 4), 2],
    [f(2, 3, 4), 1, [0, 2], true],
    [f(3, 4), "nuc"],
    [f(3, 4), named({ ord: "fro", dim: [0, 1] })],
  ],
  linalg_norm: [
    [f(3, 4)],
    [f(3, 4), 2],
    [f(3, 4), "fro"],
    [f(2, 3, 4), 1, [0, 1], true],
    [f(5), 3],
    [f(5), { typed: { number: "inf" } }],
  ],
  linalg_cond: [[square], [square, 1], [square, "fro"]],
  linalg_pinv: [
    [f(4, 3)],
    [f(4, 3), 1e-3],
    [square, named({ hermitian: true })],
    [f(4, 3), named({ atol: 1e-4, rtol: 1e-3 })],
  ],
  linalg_matrix_rank: [[f(4, 3)], [f(4, 3), 0.5], [square, named({ hermitian: true, atol: 0.1 })]],
  linalg_solve_triangular: [
    [filled("upper", 4, 4), f(4, 2), named({ upper: true })],
    [filled("lower", 4, 4), f(2, 4), named({ upper: false, left: false, unitriangular: true })],
  ],
  triangular_solve: [
    [f(4, 2), filled("upper", 4, 4)],
    [f(4, 2), filled("lower", 4, 4), false, true],
  ],
  linalg_solve: [
    [square, f(4, 2)],
    [square, f(4)],
    [square, f(2, 4), named({ left: false })],
  ],
  linalg_eigh: [[filled("symmetric", 4, 4)], [filled("symmetric", 2, 3, 3), "U"]],
  linalg_svd: [[f(4, 3), false], [f(4, 4)]],
  svd: [[f(4, 3)], [f(3, 4), true, false]],
  linalg_cholesky: [[square], [square, named({ upper: true })]],
  linalg_cholesky_ex: [[square], [square, named({ upper: true, check_errors: true })]],
  cholesky: [[square], [square, true]],
  cholesky_inverse: [[filled("lower", 4, 4)], [filled("upper", 4, 4), true]],
  cholesky_solve: [
    [f(4, 2), filled("lower", 4, 4)],
    [f(4, 2), filled("upper", 4, 4), true],
  ],
  native_norm: [[form("coo", f(3, 4))], [form("coo", f(3, 4)), 2]],
  scaled_dot_product_attention: [
    [f(2, 4, 3, 4), f(2, 4, 5, 4), f(2, 4, 5, 4)],
    [f(2, 4, 3, 4), f(2, 4, 3, 4), f(2, 4, 3, 4), null, 0, true],
    [f(2, 4, 3, 4), f(2, 4, 5, 4), f(2, 4, 5, 4), mask(3, 5), named({ scale: 0.5 })],
  ],
  cdist: [
    [f(3, 4), f(5, 4)],
    [f(2, 3, 4), f(2, 5, 4), 1],
    [f(3, 4), f(5, 4), 2, 2],
  ],
  istft: [
    [
      { t: [9, 5], dtype: "complex128" },
      16,
      named({ hop_length: 4, window: { t: [16], dtype: "float64", fill: "positive" } }),
    ],
    [
      { t: [2, 9, 5], dtype: "complex64" },
      16,
      4,
      16,
      { t: [16], dtype: "float32", fill: "positive" },
      true,
      true,
      true,
      20,
    ],
  ],
  stft: [
    [f(40), 16, 4, 16, pos(16), named({ return_complex: true })],
    [f(2, 40), 8, named({ hop_length: 2, center: true, pad_mode: "reflect", return_complex: true })],
    [f(40), 8, 4, 8, pos(8), true, true, true],
  ],
  bincount: [[below(6, 8)], [below(6, 8), f(8), 9], [below(6, 8), named({ minlength: 9 })]],
};

/** Pivots as LAPACK counts them: no rows are exchanged. */
function pivots(n: number) {
  return { t: [n], dtype: "int32" as const, values: Array.from({ length: n }, (_, i) => i + 1) };
}
