/** Picking, scattering and reducing by index. */

import { below, f, form, ints, mask, named, pos, type Table } from "../recipe.ts";

const rows = ints(0, 2, 1, 2);
const source = f(4, 5);
const base = f(3, 5);

const reductions = ["prod", "mean", "amax", "amin"] as const;

export const indexing: Table = {
  index: [
    [f(4, 5), [below(4, 3)]],
    [f(4, 5), [null, below(5, 3)]],
    [f(4, 5), [below(4, 3), below(5, 3)]],
    [f(4, 5), [mask(4)]],
    [f(2, 3, 4), [null, below(3, 2, 2)]],
  ],
  index_put: [
    [f(4, 5), [ints(0, 2)], f(2, 5)],
    [f(4, 5), [ints(0, 2, 0)], f(5), true],
    [f(4, 5), [mask(4, 5)], f()],
  ],
  index_put_: [
    [f(4, 5), [ints(0, 2)], f(2, 5)],
    [f(4, 5), [ints(0, 2, 0), ints(1, 1, 1)], f(3), true],
  ],
  index_add: [
    [base, 0, rows, source],
    [f(5, 3), 1, rows, f(5, 4), named({ alpha: 2 })],
  ],
  index_add_: [[base, 0, rows, source, named({ alpha: 2 })]],
  index_copy: [[base, 0, ints(2, 0), f(2, 5)]],
  index_copy_: [[base, 0, ints(2, 0), f(2, 5)]],
  index_fill: [
    [base, 0, ints(2, 0), 1.5],
    [base, 1, ints(2, 0), 3],
    [base, 1, ints(2, 0), f()],
  ],
  index_fill_: [
    [base, 0, ints(2, 0), 2],
    [base, 1, ints(2, 0), f()],
  ],
  index_reduce: reductions.map((kind) => [base, 0, rows, source, kind]),
  index_reduce_: [[base, 0, rows, source, "amax", named({ include_self: false })]],
  index_select: [
    [base, 0, rows],
    [base, 1, ints(4, 0)],
  ],
  index_select_backward: [[f(4, 5), [3, 5], 0, rows]],
  gather: [
    [base, 0, below(3, 2, 5)],
    [base, 1, below(5, 3, 2)],
  ],
  gather_backward: [[f(3, 2), base, 1, below(5, 3, 2), false]],
  scatter: [
    [base, 1, perRow(5, 3, 2), f(3, 2)],
    [base, 1, perRow(5, 3, 2), 2],
    [base, 1, perRow(5, 3, 2), f(3, 2), named({ reduce: "add" })],
    [base, 1, perRow(5, 3, 2), 1.5, named({ reduce: "multiply" })],
  ],
  scatter_: [
    [base, 1, perRow(5, 3, 2), f(3, 2)],
    [base, 1, perRow(5, 3, 2), 2],
  ],
  scatter_add: [[base, 1, below(5, 3, 4), f(3, 4)]],
  scatter_add_: [[base, 1, below(5, 3, 4), f(3, 4)]],
  scatter_reduce: ["sum", ...reductions].map((kind) => [base, 1, below(5, 3, 4), f(3, 4), kind]),
  scatter_reduce_: [[base, 1, below(5, 3, 4), f(3, 4), "amax", named({ include_self: false })]],
  take: [[base, below(15, 2, 3)]],
  take_along_dim: [
    [base, below(3, 2, 5), 0],
    [base, below(15, 4)],
  ],
  put: [
    [base, ints(1, 7, 3), f(3)],
    [base, ints(1, 7, 1), f(3), true],
  ],
  put_: [[base, ints(1, 7, 3), f(3)]],
  masked_fill: [
    [base, mask(3, 5), 2],
    [base, mask(5), 1.5],
    [base, mask(3, 5), f()],
  ],
  masked_fill_: [
    [base, mask(3, 5), 2],
    [base, mask(3, 5), f()],
  ],
  masked_select: [
    [base, mask(3, 5)],
    [base, mask(5)],
  ],
  masked_select_backward: [[f(9), base, mask(3, 5)]],
  masked_scatter: [[base, mask(3, 5), f(15)]],
  masked_scatter_: [[base, mask(3, 5), f(15)]],
  one_hot: [[below(5, 2, 3)], [below(5, 4), 7]],
  repeat_interleave: [
    [f(3, 2), 2],
    [f(3, 2), ints(1, 0, 2), 0],
    [f(3, 2), 3, named({ dim: 1 })],
    [ints(1, 0, 2)],
  ],
  segment_reduce: [
    [f(6, 2), "sum", named({ lengths: ints(2, 3, 1) })],
    [f(6), "mean", named({ lengths: ints(2, 3, 1), initial: 1 })],
    [f(6), "max", named({ offsets: ints(0, 2, 5, 6) })],
  ],
  searchsorted: [
    [sorted(6), f(2, 3)],
    [sorted(6), 1.5],
    [sorted(6), f(3), named({ right: true, out_int32: true })],
    [sorted(6), f(3), named({ side: "left" })],
  ],
  bucketize: [
    [f(2, 3), sorted(6)],
    [1.5, sorted(6)],
    [f(3), sorted(6), named({ right: true, out_int32: true })],
  ],
  multinomial: [
    [pos(5), 3],
    [pos(2, 5), 7, true],
  ],
  fake_quantize_per_channel_affine: [
    [
      f(3, 4),
      { t: [3], dtype: "float32", fill: "unit" },
      { t: [3], dtype: "int32", values: [0, 3, 5] },
      0,
      0,
      255,
    ],
  ],
  fake_quantize_per_channel_affine_cachemask: [
    [
      f(3, 4),
      { t: [3], dtype: "float32", fill: "unit" },
      { t: [3], dtype: "int32", values: [0, 3, 5] },
      0,
      0,
      255,
    ],
  ],
  ravel: [[f(3, 4)], [form("strided", f(3, 4))]],
};

/** Indices that differ within each row, so that the result does not hang on the order of writing. */
function perRow(bound: number, rowCount: number, columns: number) {
  const values: number[] = [];
  for (let i = 0; i < rowCount; i++) for (let j = 0; j < columns; j++) values.push((i + 2 * j) % bound);
  return { t: [rowCount, columns], dtype: "int64" as const, values };
}

function sorted(n: number) {
  return { t: [n], fill: "sorted" as const };
}
