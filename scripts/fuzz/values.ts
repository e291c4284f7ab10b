/** Random tensors and arguments, most of them of the kind the operator's schema asks for. */

import {
  Complex,
  type DType,
  Generator,
  inferenceMode,
  ops,
  type Tensor,
  tensor,
  torch,
} from "../../lib/tensor/index.ts";
import { type ArgumentSpec, KIND } from "../../lib/tensor/schema.ts";
import { hostileList, NUMBERS, nonsense, STRINGS as ODD_STRINGS } from "./hostile.ts";
import { below, choose, type Random } from "./random.ts";

export const DTYPES: readonly DType[] = [
  "float32",
  "float32",
  "float32",
  "float32",
  "float64",
  "int64",
  "int64",
  "bool",
  "int32",
  "uint8",
  "float16",
  "bfloat16",
  "complex64",
  "complex128",
  "int8",
  "int16",
];

export const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [3],
  [4],
  [0],
  [2, 3],
  [3, 3],
  [3, 4],
  [0, 3],
  [3, 0],
  [1, 3, 4],
  [2, 3, 4],
  [2, 3, 4, 4],
  [1, 4, 6, 6],
  [0, 3, 4, 4],
  [2, 2, 3, 4, 4],
  [1, 1, 1, 1, 1, 2],
];

/** A dense tensor of a shape and type; whole numbers in -3 to 5 or fractions in -3 to 3. */
export function denseTensor(random: Random, shape: readonly number[], dtype: DType): Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  const low = random() < 0.5 ? 0 : -3;
  const fractions = dtype.startsWith("float") || dtype === "bfloat16";
  const odd = fractions && random() < 0.05;
  const values = Array.from({ length: count }, () => {
    if (odd && random() < 0.3) return choose(random, [Number.NaN, Number.POSITIVE_INFINITY, -1e38, 1e-40]);
    return fractions ? random() * 6 - 3 : low + below(random, 6);
  });
  const made = tensor(values).reshape([...shape]);
  return dtype === "float32" ? made : made.to(dtype);
}

const FORMS: readonly ((random: Random, made: Tensor) => Tensor)[] = [
  (_, t) => (t.ndim >= 2 ? t.transpose(0, 1) : t),
  (_, t) => t.to("meta"),
  (_, t) => (t.ndim >= 1 ? (t.toSparse() as Tensor) : t),
  (_, t) => (t.ndim === 2 ? (ops.call("aten::to_sparse_csr", t) as Tensor) : t),
  (_, t) => t.expand([2, ...t.shape]),
  (_, t) => (t.ndim >= 1 ? t.slice({ dim: 0, step: 2 }) : t),
  (_, t) => (t.ndim === 4 ? t.contiguous({ memoryFormat: "channels_last" }) : t.unsqueeze(0)),
  (random, t) => torch.quantizePerTensor(t.float(), 0.1, 3, choose(random, ["quint8", "qint8", "qint32"])),
  (_, t) => (t.dtype.startsWith("complex") ? t.conj() : t.detach()),
  (_, t) => inferenceMode(() => t.mul(1)),
  (_, t) => (t.dtype === "float32" && t.layout === "strided" ? torch.toMkldnn(t) : t),
];

/** A tensor of any form: dense, a view, sparse, quantized, meta, of inference mode, with gradients, rarely freed. */
export function randomTensor(random: Random): Tensor {
  const dtype = choose(random, DTYPES);
  let made = denseTensor(random, choose(random, SHAPES), dtype);
  if (random() < 0.25) made = choose(random, FORMS)(random, made);
  if (random() < 0.2 && (made.dtype === "float32" || made.dtype === "float64")) {
    made = withGradient(random, made);
  }
  if (random() < 0.005) made.dispose();
  return made;
}

/** The tensor as a leaf that requires gradients, or as what comes of one. */
export function withGradient(random: Random, t: Tensor): Tensor {
  if (!["float32", "float64", "complex64"].includes(t.dtype)) return t;
  const leaf = t.detach().requiresGrad_();
  return random() < 0.5 ? leaf : leaf.mul(1);
}

const INTS = [0, 1, -1, 2, 3, 4, -2, 5, 7, -7, 100, 1, 2, 0];
const HUGE = [
  2n ** 62n,
  -(2n ** 63n),
  2n ** 63n - 1n,
  2n ** 31n,
  -(2n ** 31n) - 1n,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  65_536,
];
const FLOATS = [0, 1, 0.5, -1, 1e-5, 2.5, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300, 0.1];
const STRINGS = [
  "mean",
  "none",
  "",
  "floor",
  "trunc",
  "reflect",
  "constant",
  "ij",
  "é🙂",
  "sum",
  "same",
  "valid",
  "r",
];
const FORMATS = ["contiguous", "channels_last", "preserve", "channels_last_3d"];
const LAYOUTS = ["strided", "strided", "sparse_coo", "sparse_csr", "sparse_csc", "sparse_bsr", "mkldnn"];

export function randomInt(random: Random): number | bigint {
  return random() < 0.04 ? choose(random, HUGE) : choose(random, INTS);
}

function list<T>(random: Random, length: number, item: () => T): unknown[] {
  const n = length > 0 && random() < 0.85 ? length : below(random, 6);
  const made = Array.from({ length: n }, item);
  return random() < 0.01 ? hostileList(random, made) : made;
}

/** A value for an argument: of its kind in most cases, nonsense in a few. */
export function randomValue(random: Random, spec: ArgumentSpec): unknown {
  if (random() < 0.015) return nonsense(random);
  if (spec.optional && random() < 0.2) return null;
  switch (spec.kind) {
    case KIND.tensor:
      return randomTensor(random);
    case KIND.int:
      return random() < 0.01 ? choose(random, NUMBERS) : randomInt(random);
    case KIND.float:
      return choose(random, FLOATS);
    case KIND.bool:
      return random() < 0.5;
    case KIND.scalar:
      return choose<unknown>(random, [
        ...FLOATS,
        ...INTS,
        true,
        3n,
        2n ** 64n,
        -(2n ** 63n),
        new Complex(1, -1),
      ]);
    case KIND.complex:
      return new Complex(random(), random());
    case KIND.string:
      return choose(random, random() < 0.1 ? ODD_STRINGS : STRINGS);
    case KIND.dtype:
      return choose(
        random,
        random() < 0.1 ? ["quint8", "qint32", "uint16", "float8_e5m2", "complex32"] : DTYPES,
      );
    case KIND.device:
      return choose(random, ["cpu", "cpu", "cpu", "meta", "cuda", "cpu:3", "mps"]);
    case KIND.layout:
      return choose(random, LAYOUTS);
    case KIND.memoryFormat:
      return choose(random, FORMATS);
    case KIND.generator:
      return new Generator();
    case KIND.tensorList:
      return list(random, 0, () => randomTensor(random));
    case KIND.optionalTensorList:
      return list(random, 0, () => (random() < 0.3 ? null : randomTensor(random)));
    case KIND.intList:
      return random() < 0.1 ? choose(random, INTS) : list(random, spec.size, () => randomInt(random));
    case KIND.floatList:
      return list(random, spec.size, () => choose(random, FLOATS));
    case KIND.boolList:
      return list(random, spec.size, () => random() < 0.5);
    case KIND.scalarList:
      return list(random, spec.size, () => choose<unknown>(random, [...FLOATS, new Complex(1, 1), true]));
    case KIND.complexList:
      return list(random, spec.size, () => new Complex(random(), random()));
    case KIND.stringList:
      return list(random, spec.size, () => choose(random, STRINGS));
    default:
      return null;
  }
}
