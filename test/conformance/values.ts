/**
 * Tensors from recipes. scripts/conformance/reference.py makes the same ones, bit for bit: every value is computed
 * in float64 from a 16-bit integer with operations that IEEE 754 rounds in one way, then converted by libtorch.
 */

import { type DType, fromTypedArray, isComplex, ops, type Tensor, torch } from "../../lib/tensor/index.ts";
import type { Recipe } from "./recipe.ts";

/** A permutation of 0..65535: the values of one tensor are all different. */
function scrambled(index: number): number {
  let x = index & 0xffff;
  x ^= x >>> 8;
  x = (x * 0x88b5) & 0xffff;
  x ^= x >>> 7;
  x = (x * 0xdb2d) & 0xffff;
  x ^= x >>> 9;
  return x;
}

const SPECIAL = [
  Number.NaN,
  0,
  Number.POSITIVE_INFINITY,
  -0,
  1,
  Number.NEGATIVE_INFINITY,
  -1,
  0.5,
  1e30,
  -1e-30,
  2,
  -2.5,
];
const INTEGERS = new Set<DType>(["int8", "int16", "int32", "int64"]);

function real(u: number): number {
  return u / 16384 - 2 + 1 / 32768;
}

function element(fill: string, dtype: DType, u: number, i: number, bound: number): number {
  if (fill === "below") return u % bound;
  if (dtype === "bool") return (u >> 3) & 1;
  if (INTEGERS.has(dtype) || dtype === "uint8") {
    if (fill === "positive" || fill === "large") return 1 + (u % 6);
    if (fill === "unit") return u & 1;
    if (fill === "sorted") return 2 * i;
    return dtype === "uint8" ? u % 6 : (u % 11) - 5;
  }
  switch (fill) {
    case "positive":
      return u / 32768 + 0.0625;
    case "unit":
      return ((u + 0.5) / 65536) * 0.9 + 0.05;
    case "large":
      return u / 16384 + 1.0625;
    case "special":
      return SPECIAL[i % SPECIAL.length] as number;
    case "sorted":
      return i * 0.5 + u / 262144;
    default:
      return real(u);
  }
}

function square(fill: string, n: number, u: (i: number) => number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const a = real(u(i * n + j));
      const b = real(u(j * n + i));
      let value = a;
      if (fill === "definite") {
        value = i === j ? 2 * n + a : (a + b) / 4;
      } else if (fill === "symmetric") {
        value = i === j ? 3 * i + a : (a + b) / 2;
      } else if (i === j) {
        value = 1.5 + a / 4;
      } else if (fill === "lower" ? j > i : j < i) {
        value = 0;
      }
      out[i * n + j] = value;
    }
  }
  return out;
}

const SQUARE = new Set(["definite", "symmetric", "lower", "upper"]);

/** The elements of a recipe as float64; complex ones as pairs. */
export function elements(recipe: Recipe, dtype: DType): Float64Array {
  const { t: shape, fill = "real", below: bound = 1, seed = 0 } = recipe;
  const pairs = isComplex(dtype) ? 2 : 1;
  const count = shape.reduce((a, b) => a * b, 1) * pairs;
  const u = (i: number): number => scrambled(i + seed * 7919);
  if (recipe.values !== undefined) {
    return Float64Array.from({ length: count }, (_, i) => {
      if (pairs === 2 && i % 2 === 1) return 0;
      return recipe.values?.[i / pairs] as number;
    });
  }
  if (SQUARE.has(fill)) {
    const n = shape.at(-1) as number;
    const out = new Float64Array(count);
    for (let start = 0; start < count / pairs; start += n * n) {
      const one = square(fill, n, (i) => u(start + i));
      for (let i = 0; i < n * n; i++) out[(start + i) * pairs] = one[i] as number;
    }
    return out;
  }
  const last = shape.at(-1) ?? 1;
  const real = dtype === "complex64" || dtype === "complex128" ? "float64" : dtype;
  return Float64Array.from({ length: count }, (_, i) =>
    element(fill, real, u(i), fill === "sorted" ? i % last : i, bound),
  );
}

/** Makes the tensor of a recipe. */
export function make(recipe: Recipe, dtype: DType): Tensor {
  const own = recipe.dtype ?? dtype;
  const values = elements(recipe, own);
  let made: Tensor;
  if (isComplex(own)) {
    made = torch.viewAsComplex(fromTypedArray(values, [...recipe.t, 2]));
    if (own === "complex64") made = made.to("complex64");
  } else {
    made = fromTypedArray(values, recipe.t);
    if (own !== "float64") made = made.to(own);
  }
  return shaped(made, recipe);
}

function shaped(made: Tensor, recipe: Recipe): Tensor {
  switch (recipe.form) {
    case undefined:
      return made;
    case "strided":
      return recipe.t.length >= 2
        ? made.transpose(-1, -2).contiguous().transpose(-1, -2)
        : torch.stack([made, made], -1).select(-1, 1);
    case "channelsLast":
      return made.contiguous({
        memoryFormat: recipe.t.length === 5 ? "channels_last_3d" : "channels_last",
      });
    case "conjugate":
      return made.conj();
    case "leaf":
      return made.requiresGrad_();
    case "coo":
      return made.toSparse() as Tensor;
    case "csr":
      return made.toSparseCsr();
    case "csc":
      return made.toSparseCsc();
    case "bsr":
      return made.toSparseBsr([2, 2]);
    case "bsc":
      return made.toSparseBsc([2, 2]);
    case "mkldnn":
      return made.toMkldnn();
    case "quint8":
      return made.quantizePerTensor(0.0625, 40, "quint8");
    case "qint8":
      return made.quantizePerTensor(0.0625, 0, "qint8");
    case "qchannel": {
      const n = recipe.t[0] as number;
      const scales = fromTypedArray(Float64Array.from({ length: n }, (_, i) => (i + 1) / 32));
      const zeros = fromTypedArray(BigInt64Array.from({ length: n }, (_, i) => BigInt(i)));
      return made.quantizePerChannel(scales, zeros, 0, "qint8");
    }
    case "nested":
      // Rows of growing lengths.
      return ops.unsafe<Tensor>(
        "aten::_nested_tensor_from_tensor_list",
        made.unbind().map((row, i) => row.narrow(0, 0, i + 1)),
      );
    default:
      throw new Error(`a recipe has the unknown form ${String(recipe.form)}`);
  }
}
