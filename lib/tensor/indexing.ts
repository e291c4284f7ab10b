/**
 * Indexing as PyTorch's: integers, slices, ellipsis, null, boolean masks and index tensors.
 */

import { boolean, integer, nullable, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { filledWith, tensor as makeTensor } from "./create.ts";
import { describeArgument } from "./failures.ts";
import { torch } from "./operators.ts";
import { syncScope } from "./scope.ts";
import { Tensor } from "./tensor.ts";

interface Bounds {
  start?: number | null;
  end?: number | null;
  step?: number;
}

const SLICE = signature<Bounds>("slice", {
  options: { start: nullable(integer), end: nullable(integer), step: integer },
  positional: ["start", "end", "step"],
});

type InOrder = Rest<
  Bounds,
  [start: number | null | undefined, end: number | null | undefined, step: number | undefined]
>;

/** A range of one dimension: from `start` below `end` in steps. */
export class Slice {
  readonly start: number | null;
  readonly end: number | null;
  readonly step: number;

  constructor(...rest: InOrder) {
    const { start = null, end = null, step = 1 } = SLICE.read(rest);
    if (step < 1) throw SLICE.error(`step must be at least 1, got ${step}; use flip() to reverse.`);
    this.start = start;
    this.end = end;
    this.step = step;
  }
}

/** `slice(1, 5)` is Python's `1:5`, `slice()` is `:`, `slice(null, -1)` is `:-1`. */
export function slice(...rest: InOrder): Slice {
  return new Slice(...rest);
}

/** What one place of an index may be. Arrays stand for index tensors, nested booleans for masks. */
export type Index = number | null | "..." | Slice | Tensor | boolean | readonly number[];

/** Methods installed here; tensor.ts merges them into the class. */
export interface IndexMethods {
  /**
   * The part an index picks: `x.index(0, slice(1, 3), "...", null)` is `x[0, 1:3, ..., None]`. Integers and slices
   * give views, masks and index tensors copies.
   * @throws ShapeError for too many indices or an integer out of range, ArgumentError for a kind that cannot index.
   */
  index(...index: Index[]): Tensor;
  /** Assigns to the part an index picks: `x[index] = value`. Returns the tensor. */
  indexPut_(
    index: readonly Index[] | Index,
    value: Tensor | number | boolean,
    ...rest: Rest<IndexPutOptions, [accumulate: boolean]>
  ): this;
}

/** Options of `indexPut_`. */
interface IndexPutOptions {
  /** Add to what is there; a place that is picked several times gets all of them. */
  accumulate?: boolean;
}

const INDEX_PUT = signature<IndexPutOptions>("indexPut_", {
  options: { accumulate: boolean },
  positional: ["accumulate"],
});

function isInteger(t: Tensor): boolean {
  return t.dtype.startsWith("int");
}

// PyTorch assigns a (1, 1, n) to an (n), although copy_ does not broadcast that way.
function withoutLeadingOnes(t: Tensor, dims: number): Tensor {
  let value = t;
  while (value.ndim > dims && value.size(0) === 1) value = value.squeeze(0);
  return value;
}

interface Picked {
  view: Tensor;
  /** For each dimension of the view an index tensor, or null; empty when there is none. */
  tensors: (Tensor | null)[];
}

function isMask(index: Tensor): boolean {
  return index.dtype === "bool" || index.dtype === "uint8";
}

function consumed(index: Index): number {
  if (index === null || index === "..." || typeof index === "boolean") return 0;
  if (index instanceof Tensor && isMask(index)) return index.ndim;
  return 1;
}

// As many places as a tensor may have dimensions, and as many new ones again.
const MAX_PLACES = 128;

function pick(source: Tensor, index: readonly Index[]): Picked {
  if (index.length > MAX_PLACES) {
    throw new ArgumentError(`index: at most ${MAX_PLACES} indices, not ${index.length}`, {
      operation: "index",
    });
  }
  const dims = source.ndim;
  const used = index.reduce<number>((sum, i) => sum + consumed(i), 0);
  const ellipses = index.filter((i) => i === "...").length;
  if (ellipses > 1) throw new ArgumentError('index: only one "..." may stand in an index');
  if (used > dims) {
    throw new ShapeError(`index: ${used} indices for a tensor of shape [${source.shape.join(", ")}]`, {
      operation: "index",
    });
  }
  let view = source.alias();
  let dim = 0;
  let place = 0; // the dimension of the source, for errors
  const tensors: (Tensor | null)[] = [];
  for (const given of index) {
    // A tensor of one integer without dimensions stands for the integer.
    const item =
      given instanceof Tensor && given.ndim === 0 && isInteger(given) ? Number(given.item()) : given;
    if (typeof item === "number") {
      const size = view.size(dim);
      if (!Number.isInteger(item) || item >= size || item < -size) {
        throw new ShapeError(
          `index: ${item} is out of range for dimension ${place} of size ${size} (shape [${source.shape.join(", ")}])`,
          { operation: "index" },
        );
      }
      view = view.select(dim, item);
      place++;
    } else if (item instanceof Slice) {
      view = view.slice({ dim, start: item.start, end: item.end, step: item.step });
      tensors.push(null);
      dim++;
      place++;
    } else if (item === "...") {
      for (let skipped = dims - used; skipped > 0; skipped--) {
        tensors.push(null);
        dim++;
        place++;
      }
    } else if (item === null) {
      view = view.unsqueeze(dim);
      tensors.push(null);
      dim++;
    } else if (item instanceof Tensor) {
      const width = consumed(item);
      const mask = item.dtype === "uint8" ? item.to("bool") : item;
      if (width === 0) {
        view = view.unsqueeze(dim);
        tensors.push(mask.reshape([1]));
        dim++;
      } else {
        tensors.push(mask);
        dim += width;
        place += width;
      }
    } else if (typeof item === "boolean") {
      view = view.unsqueeze(dim);
      tensors.push(makeTensor(item, { device: source.device }).reshape([1]));
      dim++;
    } else if (Array.isArray(item)) {
      tensors.push(
        makeTensor(item, { dtype: typeof item[0] === "boolean" ? "bool" : "int64", device: source.device }),
      );
      dim++;
      place++;
    } else {
      throw new ArgumentError(
        `index: expected integers, slice(...), "...", null, masks or index tensors, got ${describeArgument(item)}`,
      );
    }
  }
  while (tensors.length > 0 && tensors.at(-1) === null) tensors.pop();
  return { view, tensors };
}

/** A number to be written: on the CPU, from where kernels and masks take it without a copy, but for index tensors. */
function numberFor(value: number | boolean, source: Tensor, tensors: readonly (Tensor | null)[]): Tensor {
  const number = makeTensor(value, { dtype: source.dtype });
  const isCopied = tensors.some((one) => one !== null && !isMask(one));
  return isCopied && source.device !== "cpu" ? filledWith(number, source.device) : number;
}

const methods: IndexMethods & ThisType<Tensor> = {
  index(...index) {
    this._require("index");
    return syncScope(
      "index",
      (source, places) => {
        const { view, tensors } = pick(source, places);
        return tensors.length === 0 ? view : (torch.index(view, tensors) as Tensor);
      },
      this as Tensor,
      index,
    );
  },
  indexPut_(index, value, ...rest) {
    const options = INDEX_PUT.read(rest);
    this._require("indexPut_");
    const places = (Array.isArray(index) ? index : [index]) as readonly Index[];
    syncScope(
      "indexPut_",
      (source, given) => {
        const { view, tensors } = pick(source, given);
        const filled = value instanceof Tensor ? value : numberFor(value, source, tensors);
        if (tensors.length > 0) torch.indexPut_(view, tensors, filled, options);
        else if (options.accumulate) view.add_(filled);
        else if (value instanceof Tensor) view.copy_(withoutLeadingOnes(filled, view.ndim));
        else view.fill_(filled);
        return undefined;
      },
      this as Tensor,
      places,
    );
    return this as never;
  },
};

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
