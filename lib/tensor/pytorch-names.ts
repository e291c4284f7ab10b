/**
 * What PyTorch's Python layer has beside its operators: `T` and its kin, `tolist`, `unique`, `broadcastShapes`,
 * `unravelIndex`, and the names that one looks for in `torch`.
 */

import { boolean, integer, integerFrom, kind, listOf, nullable, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { tensorKind } from "./argument-kinds.ts";
import {
  autocast,
  clearAutocastCache,
  getAutocastDtype,
  isAutocastCacheEnabled,
  isAutocastEnabled,
} from "./autocast.ts";
import { isTensor, tensor } from "./create.ts";
import { invoke } from "./dispatch.ts";
import { manualSeed } from "./generator.ts";
import { enableGrad, inferenceMode, isGradEnabled, noGrad } from "./grad-mode.ts";
import { fft, linalg, operatorNamed, torch as operators, special } from "./operators.ts";
import { type Operator, operator, usableOverloads } from "./schema.ts";
import { syncScope } from "./scope.ts";
import { type NestedArray, Tensor } from "./tensor.ts";

/** Options of `unique`. */
export interface UniqueOptions {
  /** Sort the elements, ascending; true by default. With `dim` they are sorted in any case. */
  sorted?: boolean;
  /** Also give, for each element of the input, its place among the unique ones. */
  returnInverse?: boolean;
  /** Also give how often each occurs. */
  returnCounts?: boolean;
  /** Look at slices along this dimension instead of elements. */
  dim?: number | null;
}

type Plain = UniqueOptions & { returnInverse?: false; returnCounts?: false };
type WithInverse = UniqueOptions & { returnInverse: true; returnCounts?: false };
type WithCounts = UniqueOptions & { returnInverse?: false; returnCounts: true };
type WithBoth = UniqueOptions & { returnInverse: true; returnCounts: true };

/** Methods and properties installed here; tensor.ts merges them into the class. */
export interface PyTorchMethods {
  /** A view with the dimensions in reverse order: (n, m) -> (m, n). */
  readonly T: Tensor;
  /** A view of a matrix, transposed and conjugated: (n, m) -> (m, n). @throws ShapeError for more than two dimensions. */
  readonly H: Tensor;
  /** A view with the last two dimensions swapped: (..., n, m) -> (..., m, n). */
  readonly mT: Tensor;
  /** As `mT`, conjugated: (..., n, m) -> (..., m, n). */
  readonly mH: Tensor;
  /** The elements as nested arrays; as `toArray`. */
  tolist(): NestedArray<number | boolean | bigint>;
  unique(options?: Plain): Tensor;
  unique(options: WithInverse | WithCounts): [Tensor, Tensor];
  unique(options: WithBoth): [Tensor, Tensor, Tensor];
  unique(sorted: boolean, returnInverse?: false, returnCounts?: false, dim?: number | null): Tensor;
  /** The unique elements (k), or slices along `dim`; see the function `unique`. */
  unique(
    sorted: boolean,
    returnInverse: boolean,
    returnCounts?: boolean,
    dim?: number | null,
  ): [Tensor, Tensor] | [Tensor, Tensor, Tensor];
}

const UNIQUE = signature<UniqueOptions>("unique", {
  takes: { self: tensorKind },
  options: { sorted: boolean, returnInverse: boolean, returnCounts: boolean, dim: nullable(integer) },
  positional: ["sorted", "returnInverse", "returnCounts", "dim"],
});

let unique2: Operator | undefined;

function uniqueOf(x: Tensor, rest: readonly unknown[]): Tensor | Tensor[] {
  const { sorted = true, returnInverse = false, returnCounts = false, dim = null } = UNIQUE.read(rest);
  UNIQUE.check(x);
  // Private in libtorch, where only its name is; it takes any tensor.
  unique2 ??= {
    ...operator("aten::_unique2"),
    label: "unique",
    overloads: usableOverloads("aten::_unique2"),
  };
  const [found, inverse, counts] = (
    dim === null
      ? invoke(unique2, [x, sorted, returnInverse, returnCounts])
      : invoke(operatorNamed("aten::unique_dim"), [x, dim, sorted, returnInverse, returnCounts])
  ) as [Tensor, Tensor, Tensor];
  if (!returnInverse) inverse.dispose();
  if (!returnCounts) counts.dispose();
  if (!(returnInverse || returnCounts)) return found;
  return [found, ...(returnInverse ? [inverse] : []), ...(returnCounts ? [counts] : [])];
}

export function unique(x: Tensor, options?: Plain): Tensor;
export function unique(x: Tensor, options: WithInverse | WithCounts): [Tensor, Tensor];
export function unique(x: Tensor, options: WithBoth): [Tensor, Tensor, Tensor];
export function unique(
  x: Tensor,
  sorted: boolean,
  returnInverse?: false,
  returnCounts?: false,
  dim?: number | null,
): Tensor;
export function unique(
  x: Tensor,
  sorted: boolean,
  returnInverse: boolean,
  returnCounts?: boolean,
  dim?: number | null,
): [Tensor, Tensor] | [Tensor, Tensor, Tensor];
/**
 * The unique elements of a tensor (k), or its unique slices along `dim`, as `torch.unique`. Further results follow in an
 * array: the place of each element of the input among them, of the input's shape (with `dim`: (n)), and how often each
 * occurs (k), both int64.
 *
 * @example
 * const [values, counts] = unique(labels, { returnCounts: true });
 */
export function unique(x: Tensor, ...rest: unknown[]): Tensor | [Tensor, Tensor] | [Tensor, Tensor, Tensor] {
  // As many results as the options ask for, which the overloads say.
  return uniqueOf(x, rest) as Tensor;
}

const size = integerFrom(0);
const SHAPES = signature("broadcastShapes");
const shapeKind = listOf(size);

/**
 * The shape that tensors of these shapes have after broadcasting: [2, 1] and [3] give [2, 3].
 * @throws ShapeError for shapes that do not broadcast
 */
export function broadcastShapes(...shapes: readonly (readonly number[] | number)[]): number[] {
  const lists = shapes.map((shape): readonly number[] => {
    if (size.accepts(shape)) return [shape as number];
    if (shapeKind.accepts(shape)) return shape as readonly number[];
    SHAPES.read([shape]);
    throw SHAPES.error("expected shapes, each a list of whole numbers from 0.");
  });
  const dims = lists.reduce((most, shape) => Math.max(most, shape.length), 0);
  return Array.from({ length: dims }, (_, i) => {
    const sizes = lists.map((shape) => shape[shape.length - dims + i] ?? 1);
    const wide = sizes.find((n) => n !== 1) ?? 1;
    const other = sizes.find((n) => n !== 1 && n !== wide);
    if (other === undefined) return wide;
    throw new ShapeError(
      `broadcastShapes: sizes ${wide} and ${other} of dimension ${i - dims} (from the end) do not broadcast; they must be ` +
        "equal, or one of them 1.",
      { operation: "broadcastShapes" },
    );
  });
}

const UNRAVEL = signature("unravelIndex", {
  takes: {
    indices: kind<Tensor>("a tensor of integers", (v) => v instanceof Tensor && /^u?int/.test(v.dtype)),
    shape: kind<readonly number[]>(
      "a list of whole numbers from 0",
      (v) => size.accepts(v) || shapeKind.accepts(v),
    ),
  },
});

/**
 * Places of a flat tensor as coordinates in a shape: one int64 tensor of the indices' shape for each dimension.
 * Negative indices count from the end, as in PyTorch.
 *
 * @throws ArgumentError for indices that are no integers or lie outside the shape
 */
export function unravelIndex(indices: Tensor, shape: readonly number[] | number, ...rest: []): Tensor[] {
  UNRAVEL.read(rest);
  UNRAVEL.check(indices, shape);
  const sizes = typeof shape === "number" ? [shape] : shape;
  const count = sizes.reduce((a, b) => a * b, 1);
  return syncScope("unravelIndex", coordinates, indices, { sizes, count });
}

function coordinates(
  indices: Tensor,
  { sizes, count }: { sizes: readonly number[]; count: number },
): Tensor[] {
  if (indices.numel() > 0) {
    const least = Number(indices.min().item());
    const most = Number(indices.max().item());
    if (least < -count || most >= count) {
      throw UNRAVEL.error(
        `index ${most >= count ? most : least} is out of range for the shape [${sizes.join(", ")}], which has ${count} elements.`,
      );
    }
  }
  const flat = indices.to("int64").remainder(Math.max(1, count));
  let step = count;
  return sizes.map((n) => {
    step = n === 0 ? 1 : step / n;
    return flat.div(step, { roundingMode: "floor" }).remainder(Math.max(1, n));
  });
}

for (const [name, operation] of Object.entries({ T: "numpy_T", H: "matrix_H", mT: "mT", mH: "mH" })) {
  const op = { ...operator(`aten::${operation}`), label: name };
  Object.defineProperty(Tensor.prototype, name, {
    get(this: Tensor) {
      return invoke(op, [this]);
    },
    configurable: true,
  });
}

const methods = {
  tolist(this: Tensor, ...rest: []) {
    TOLIST.read(rest);
    return this.toArray();
  },
  unique(this: Tensor, ...rest: unknown[]) {
    return uniqueOf(this, rest);
  },
};

const TOLIST = signature("tolist");

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}

/** What `torch` has beside operators, as in PyTorch. */
const names = {
  autocast,
  broadcastShapes,
  clearAutocastCache,
  enableGrad,
  fft,
  getAutocastDtype,
  inferenceMode,
  isAutocastCacheEnabled,
  isAutocastEnabled,
  isGradEnabled,
  isTensor,
  linalg,
  manualSeed,
  noGrad,
  special,
  tensor,
  unique,
  unravelIndex,
};

/**
 * Every operator as a function: `torch.add(a, b)`, `torch.conv2d(x, weight, { stride: 2 })`; and of what else PyTorch has
 * in `torch` the names that one looks for there: `torch.tensor`, `torch.noGrad`, `torch.linalg`.
 */
export const torch: typeof operators & typeof names = Object.assign(operators, names);
