/** Tensors out of nothing, and questions about types. */

import { dtype, f, format, generator, layout, named, type Table } from "../recipe.ts";

const made = named({ dtype: dtype("case") });

export const creation: Table = {
  empty: [[[2, 3]], [[2, 3], made]],
  empty_permuted: [
    [
      [2, 3],
      [1, 0],
    ],
    [[2, 3, 4], [2, 0, 1], made],
  ],
  empty_strided: [
    [
      [2, 3],
      [1, 2],
    ],
    [[2, 3], [3, 1], made],
  ],
  new_empty_strided: [[f(2), [2, 3], [1, 2]]],
  new_empty: [
    [f(2), [2, 3]],
    [f(2), [2, 3], named({ dtype: dtype("int64") })],
  ],
  empty_like: [[f(2, 3)], [f(2, 3), named({ dtype: dtype("float64"), memory_format: format("contiguous") })]],
  full: [
    [[2, 3], 2],
    [[2, 3], 1.5],
    [[2], true],
    [[2, 3], 2, made],
  ],
  full_like: [
    [f(2, 3), 2],
    [f(2, 3), 1.5, named({ dtype: dtype("float64") })],
  ],
  ones: [[[2, 3]], [[2, 3], made]],
  zeros: [[[2, 3]], [[2, 3], made], [[2, 2], named({ layout: layout("sparse_coo") })]],
  eye: [[3], [3, 4], [3, made]],
  arange: [[5], [2, 7], [2, 9, 3], [0, 1, 0.25], [5, made], [1.5]],
  range: [
    [1, 4],
    [0, 1, 0.25],
  ],
  linspace: [
    [0, 1, 5],
    [f(), 3, 4],
    [0.5, f(), 4],
    [f(), f(), 3],
    [1, 2, 4, made],
  ],
  logspace: [
    [0, 1, 5],
    [0, 1, 4, 2],
    [f(), 3, 4],
    [0.5, f(), 4],
    [0, 2, 3, named({ dtype: dtype("float64") })],
  ],
  scalar_tensor: [[2], [1.5], [true], [2, made]],
  rand: [[[2, 3]], [[2, 3], made], [[4], named({ generator: generator(3) })]],
  randn: [[[2, 3]], [[2, 3], made], [[4], named({ generator: generator(3) })]],
  randint: [
    [9, [2, 3]],
    [3, 9, [5]],
    [9, [4], made],
  ],
  randperm: [[7], [5, named({ generator: generator(3) })], [4, made]],
  normal: [
    [0, 1, [2, 3]],
    [f(3), 0.5],
    [1, { t: [3], fill: "positive" }],
    [f(3), { t: [3], fill: "positive" }],
  ],
  tril_indices: [
    [3, 4],
    [4, 3, -1, made],
  ],
  triu_indices: [
    [3, 4],
    [4, 3, 1, made],
  ],
  fft_fftfreq: [[5], [6, 0.5, named({ dtype: dtype("float64") })]],
  fft_rfftfreq: [[5], [6, 0.5, named({ dtype: dtype("float64") })]],
  can_cast: [
    [dtype("float32"), dtype("int64")],
    [dtype("int64"), dtype("float32")],
  ],
  promote_types: [
    [dtype("float32"), dtype("int64")],
    [dtype("int8"), dtype("uint8")],
    [dtype("case"), dtype("float16")],
  ],
  result_type: [
    [f(3), f(2)],
    [f(3), 1.5],
    [2, f(3)],
    [1, 2.5],
    [f(3), { t: [2], dtype: "complex64" }],
  ],
  sym_constrain_range: [[3, named({ min: 0, max: 5 })]],
  sym_constrain_range_for_size: [[3, named({ min: 0, max: 5 })]],
  combinations: [[f(4)], [f(4), 3], [f(3), 2, true]],
  vander: [[f(4)], [f(4), 3, true]],
};
