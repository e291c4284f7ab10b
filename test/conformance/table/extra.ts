/** Calls beside those drawn from the schema: forms that the names and kinds of the arguments do not give. */

import { as, below, complex, dtype, f, filled, generator, named, pos, type Table, unit } from "../recipe.ts";

const matrix = f(3, 4);

const rounded = [
  [matrix, pos(3, 4), named({ rounding_mode: "floor" })],
  [matrix, pos(4), named({ rounding_mode: "trunc" })],
  [matrix, 3, named({ rounding_mode: "floor" })],
  [matrix, 0.75, named({ rounding_mode: "trunc" })],
  [matrix, 2, named({ rounding_mode: null })],
];

const bounded = [
  [matrix, filled("unit", 3, 4), pos(3, 4)],
  [matrix, null, f(3, 4)],
  [matrix, f(4), null],
  [matrix, null, 1],
  [matrix, -0.5],
  [matrix, named({ max: 0.5 })],
];

const quantiles = [
  [f(5), 0.3],
  [f(3, 4), 0.5, 1, true],
  [f(3, 4), unit(3), 0],
  [f(3, 4), unit(2), named({ dim: 1, interpolation: "nearest" })],
];

/** Calls added to the drawn ones. */
export const extra: Table = {
  clamp: bounded,
  clamp_: bounded,
  clip: bounded,
  clip_: bounded,
  div: rounded,
  div_: rounded,
  divide: rounded,
  divide_: rounded,
  add: [
    [matrix, true],
    [matrix, complex(1, -2)],
    [matrix, complex(1, -2), named({ alpha: 2 })],
    [as("int64", matrix), 0.5, named({ alpha: 2 })],
    [as("uint8", pos(3)), as("int8", f(3))],
    [as("bool", f(3)), 1],
    [f(3), as("float64", f())],
  ],
  mul: [
    [matrix, complex(0, 1)],
    [matrix, false],
    [as("int32", f(3)), as("int64", f())],
    [as("bfloat16", f(3)), as("float16", f(3))],
  ],
  sub: [[matrix, complex(1, 1)]],
  pow: [
    [pos(3, 4), 0.5],
    [pos(3, 4), -1],
    [matrix, 3],
    [2, matrix],
    [matrix, complex(1, 1)],
  ],
  eq: [
    [as("int64", f(3, 4)), 0.5],
    [matrix, complex(1, 0)],
  ],
  where: [
    [as("bool", f(3, 4)), matrix, 2],
    [as("bool", f(3, 4)), 0.5, matrix],
    [as("bool", f(3, 4)), 1, 2.5],
  ],
  gradient: [
    [f(4, 5)],
    [f(4, 5), named({ spacing: [2, 0.5] })],
    [f(4, 5), named({ spacing: [2, 0.5], dim: [0, 1] })],
    [f(4, 5), named({ spacing: [filled("sorted", 4), filled("sorted", 5)] })],
    [f(4, 5), named({ spacing: [filled("sorted", 5)], dim: [1] })],
    [f(4, 5), named({ spacing: 2, dim: 1, edge_order: 2 })],
  ],
  meshgrid: [
    [[f(3), f(4)], named({ indexing: "ij" })],
    [[f(3), f(4)], named({ indexing: "xy" })],
  ],
  nuclear_norm: [
    [f(3, 4), [0, 1]],
    [f(2, 3, 4), [0, 2], true],
  ],
  rand_like: [[matrix, named({ generator: generator(5) })]],
  randn_like: [[matrix, named({ generator: generator(5) })]],
  randint_like: [
    [matrix, 9, named({ generator: generator(5) })],
    [matrix, 2, 9, named({ generator: generator(5) })],
    [matrix, { t: [], dtype: "int64", values: [7] }, named({ generator: generator(5) })],
  ],
  bernoulli_: [[matrix, 0.3, named({ generator: generator(5) })]],
  normal_: [[matrix, 1, 2, named({ generator: generator(5) })]],
  uniform_: [[matrix, -1, 2, named({ generator: generator(5) })]],
  to: [
    [matrix, { typed: { device: "cpu" } }, dtype("float64")],
    [matrix, dtype("int64")],
    [matrix, as("bfloat16", f(2))],
    [matrix, named({ dtype: dtype("complex64"), copy: true })],
  ],
  quantile: quantiles,
  nanquantile: quantiles,
  trace_backward: [[f(), [3, 4]]],
  item: [[f()], [f(1, 1)], [{ t: [], dtype: "int64", values: [2 ** 52] }]],
  sum: [
    [f(2, 3, 4), [0, 2], true],
    [f(2, 3, 4), null],
    [as("int32", f(3, 4)), named({ dtype: dtype("float32") })],
  ],
  std: [
    [f(3, 4), [0], named({ correction: 0, keepdim: true })],
    [f(3, 4), 1, false],
    [f(3, 4), false],
  ],
  var: [
    [f(3, 4), [0], named({ correction: 2 })],
    [f(3, 4), [0, 1], true, true],
  ],
  topk: [[f(3, 5), 2, 0, false]],
  sort: [
    [f(3, 5), named({ stable: true, dim: 0, descending: true })],
    [below(3, 8), named({ stable: true })],
  ],
  roll: [
    [f(3, 4), [1, -1], [0, 1]],
    [f(3, 4), [5]],
  ],
  flip: [[f(2, 3, 4), [0, -1]]],
  rot90: [[f(3, 4), 3, [1, 0]]],
  softmax: [[f(2, 3, 4), 1, dtype("float64")]],
  norm: [
    [f(3, 4), { typed: { number: "inf" } }],
    [f(3, 4), 1, [0], true],
    [f(3, 4), null, [0, 1], false, named({ dtype: dtype("float64") })],
  ],
  slice: [
    [f(5, 3), 0, 1, null, 2],
    [f(5, 3), named({ dim: 1, end: -1 })],
  ],
  nan_to_num: [[filled("special", 3, 4), 0.5, 9, -9]],
  isclose: [[f(3, 4), f(3, 4), 0.5, 0.25, true]],
  count_nonzero: [[f(3, 4), [0, 1]]],
};
