/**
 * The checks behind guards.ts: each says why a call would crash libtorch, or nothing.
 *
 * They read arguments by name, and what they read has been copied from the caller's objects, so that nothing changes
 * between the check and the call. Arguments of the wrong kind are none of their business: libtorch refuses those.
 */

import { describe } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { Tensor } from "./tensor.ts";

/** The arguments of a call by their names. */
export type NamedArguments = Readonly<Record<string, unknown>>;

/** Calls an operator by its full name with arguments by position, whatever `ops.call` thinks of it. */
export type Call = (name: string, ...args: unknown[]) => unknown;

/** Why a call is refused; undefined when it is not. A check of libtorch's own may throw instead, through `call`. */
export type Guard = (args: NamedArguments, call: Call) => string | undefined;

function isLess(value: unknown, least: number): boolean {
  return (typeof value === "number" || typeof value === "bigint") && value < least;
}

/** @internal */
export function atLeast(name: string, least: number): Guard {
  return (args) =>
    isLess(args[name], least) ? `${name} must be at least ${least}, not ${args[name]}` : undefined;
}

/** @internal The first reason of several guards. */
export function every(...guards: Guard[]): Guard {
  return (args, call) => {
    for (const guard of guards) {
      const reason = guard(args, call);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function dense(...names: string[]): Guard {
  return (args) => {
    for (const name of names) {
      for (const item of [args[name]].flat()) {
        if (item instanceof Tensor && item.layout !== "strided")
          return `${name} must be dense, not ${item.layout}`;
      }
    }
    return undefined;
  };
}

/** @internal The number of layers is divided by, and the states are read before they are counted. */
export const recurrent = every(
  atLeast("numLayers", 1),
  dense("input", "data", "hx", "params"),
  ({ batchSizes }) => {
    if (!(batchSizes instanceof Tensor)) return undefined;
    if (batchSizes.ndim !== 1 || batchSizes.numel() === 0) {
      return `batchSizes must be one row of at least one size, not of shape [${batchSizes.shape.join(", ")}]`;
    }
    if (batchSizes.dtype !== "int64") return `batchSizes must be int64, not ${batchSizes.dtype}`;
    return batchSizes.isContiguous() ? undefined : "batchSizes must be contiguous";
  },
);

/** @internal oneDNN's kernel takes the sizes of states and weights from each other without looking at them. */
export const lstm: Guard = every(recurrent, (args) => {
  const { input, hx, params } = args;
  if (!Array.isArray(hx)) return undefined;
  if (hx.length !== 2) return `hx must be two states, not ${hx.length}`;
  const [hidden, cell] = hx.map((state) => (state instanceof Tensor ? state.shape : []));
  // Packed rows go another way, which only pairs the states with each other.
  if (hidden?.[0] !== cell?.[0]) return `the states are of shapes [${hidden}] and [${cell}]`;
  if (!(input instanceof Tensor) || !Array.isArray(params)) return undefined;
  if (input.ndim !== 3) return `input must have 3 dimensions, not ${input.ndim}`;
  const directions = args.bidirectional === true ? 2 : 1;
  const layers = Number(args.numLayers) * directions;
  const batch = input.size(args.batchFirst === true ? 0 : 1);
  const size = cell?.[2] ?? 0;
  const out = hidden?.[2] ?? 0;
  const fits = [hidden, cell].every(
    (shape) => shape?.length === 3 && shape[0] === layers && shape[1] === batch,
  );
  if (!fits) return `the states must be of shape [${layers}, ${batch}, size], not [${hidden}] and [${cell}]`;
  const each = 2 + (args.hasBiases === true ? 2 : 0) + (out === size ? 0 : 1);
  if (params.length !== each * layers) return `there must be ${each * layers} weights, not ${params.length}`;
  const wanted: number[][] = [];
  for (let layer = 0; layer < layers; layer++) {
    const width = layer < directions ? input.size(2) : out * directions;
    wanted.push([4 * size, width], [4 * size, out]);
    if (args.hasBiases === true) wanted.push([4 * size], [4 * size]);
    if (out !== size) wanted.push([out, size]);
  }
  const given = params.map((weight) => (weight instanceof Tensor ? weight.shape : []));
  const wrong = wanted.findIndex((shape, n) => shape.join() !== given[n]?.join());
  return wrong < 0 ? undefined : `weight ${wrong} must be of shape [${wanted[wrong]}], not [${given[wrong]}]`;
});

/** @internal The derivatives and the `out` forms walk through one list by the length of another. */
export const lists: Guard = (args) => {
  const lengths = Object.entries(args).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const [first, ...rest] = lengths;
  const other = rest.find(([, list]) => list.length !== first?.[1].length);
  if (first === undefined || other === undefined) return undefined;
  return `${first[0]} and ${other[0]} must be lists of one length, not of ${first[1].length} and ${other[1].length}`;
};

/** @internal */
export const notQuantized: Guard = ({ self }) =>
  self instanceof Tensor && isQuantized(self.dtype)
    ? `self must not be quantized, as ${self.dtype}`
    : undefined;

function isQuantized(dtype: unknown): boolean {
  return typeof dtype === "string" && /^qu?int/.test(dtype);
}

/**
 * @internal A view of bytes as another type has no scale: neither kernel can read the result, of the same type neither.
 */
export const neverQuantized: Guard = ({ self, dtype }) => {
  if (!(self instanceof Tensor) || typeof dtype !== "string") return undefined;
  const quantized = isQuantized(self.dtype) || isQuantized(dtype);
  return quantized ? `${self.dtype} cannot be viewed as ${dtype}; use intRepr() or dequantize()` : undefined;
};

/** @internal With zero points that are fractions a kernel counts how many elements a byte holds, and divides by that. */
export const wholeZeroPoints: Guard = ({ self, zeroPoints, dtype }) => {
  if (!(self instanceof Tensor && zeroPoints instanceof Tensor) || self.numel() === 0) return undefined;
  return dtype === "qint32" && /^b?float/.test(zeroPoints.dtype)
    ? `zeroPoints must be integers for qint32, not ${zeroPoints.dtype}; use zeroPoints.to("int64")`
    : undefined;
};

/** @internal Integers are stepped by the whole part of the step, which is divided by. */
export const wholeStep: Guard = ({ step, dtype, out }) => {
  const type = out instanceof Tensor ? out.dtype : dtype;
  if (typeof type !== "string" || !/^(u?int|bool)/.test(type)) return undefined;
  const zero = typeof step === "boolean" ? !step : typeof step === "number" && Math.abs(step) < 1;
  return zero || step === 0n ? `a step of ${String(step)} is zero as an integer, for ${type}` : undefined;
};

/** @internal The exponent is negated, and the least integer is its own negative. */
export const negatable: Guard = ({ n }) =>
  typeof n === "bigint" && n <= -(2n ** 63n) ? `n must be more than ${-(2n ** 63n)}` : undefined;

// Every place of the output is visited, although none holds anything.
const MOST_EMPTY = 2 ** 31;

/** @internal */
export const placesOfNothing: Guard = ({ self, outputSize }) => {
  if (!(self instanceof Tensor) || self.numel() > 0) return undefined;
  const sizes = [outputSize].flat().filter((n) => typeof n === "number" || typeof n === "bigint");
  const places = sizes.reduce<number>((product, n) => product * Number(n), 1);
  return places > MOST_EMPTY ? `${places} places of an empty tensor` : undefined;
};

/** @internal The quantized kernel that writes into a tensor reads three sizes of however many there are. */
export const threeSizes: Guard = ({ self, outputSize }) => {
  if (!(self instanceof Tensor) || !isQuantized(self.dtype) || !Array.isArray(outputSize)) return undefined;
  return outputSize.length === 3 ? undefined : `outputSize must be 3 sizes, not ${outputSize.length}`;
};

/** @internal */
export const sameLayout: Guard = ({ self, src }) => {
  if (!(self instanceof Tensor && src instanceof Tensor) || self.layout === "strided") return undefined;
  return self.layout === src.layout && self.layout === "sparse_coo"
    ? undefined
    : `self is ${self.layout}, src is ${src.layout}; make both dense`;
};

/** @internal Tensors of oneDNN have no memory that such a kernel could read. */
export const denseSource: Guard = ({ self, index, source }) => {
  const opaque = [self, index, source].find((t) => t instanceof Tensor && t.layout === "mkldnn");
  return opaque === undefined
    ? undefined
    : "a tensor of layout mkldnn is among self, index and source; call toDense()";
};

/** @internal The same of each pair of two lists. */
export const sameLayouts: Guard = ({ self, src }, call) => {
  if (!Array.isArray(self) || !Array.isArray(src)) return undefined;
  for (let at = 0; at < self.length; at++) {
    const reason = sameLayout({ self: self[at], src: src[at] }, call);
    if (reason !== undefined) return `at ${at} ${reason}`;
  }
  return undefined;
};

/** @internal An observer that is on reads and writes a least and a largest value for the tensor, or each of its rows. */
export const observed: Guard = ({ self, observerOn, runningMin, runningMax, chAxis, perRowFakeQuant }) => {
  const tensors = [self, observerOn, runningMin, runningMax];
  if (!tensors.every((t) => t instanceof Tensor)) return undefined;
  const [values, isOn, low, high] = tensors as [Tensor, Tensor, Tensor, Tensor]; // as just checked
  if (isOn.numel() !== 1 || Number(isOn.item()) === 0) return undefined;
  const rows = perRowFakeQuant === true ? values.shape.at(Number(chAxis)) : 1;
  if (rows === undefined) return undefined; // libtorch says so
  const [lows, highs] = [low.numel(), high.numel()];
  // Of rows it makes what is not there yet.
  const fits = lows === highs && (lows === rows || (lows === 0 && perRowFakeQuant === true));
  return fits
    ? undefined
    : `running_min and running_max have ${lows} and ${highs} elements, expected ${rows} each`;
};

/** @internal oneDNN's linear layer reads the sizes of a weight that has none. */
export const weightWithRows: Guard = ({ weight }) =>
  weight instanceof Tensor && weight.ndim === 0
    ? "a weight has an output in each row, and a scalar has none"
    : undefined;

/** @internal oneDNN divides by the sizes when such a tensor is transposed, as linear does with its weight. */
export const someElements: Guard = ({ self, size, layout }) => {
  const made = layout === "mkldnn" && Array.isArray(size) && size.some((n) => Number(n) === 0);
  const given = self instanceof Tensor && self.numel() === 0;
  return made || given ? "oneDNN has no tensors without elements" : undefined;
};

/** @internal A kernel takes its input's size after `out`, which is the input too, was resized: it writes beyond its end. */
export const padsApart: Guard = ({ self, padding: given, out }) => {
  if (!(self instanceof Tensor) || !(out instanceof Tensor) || !Array.isArray(given)) return undefined;
  const isShared = self === out || (self.device === out.device && self.storageId() === out.storageId());
  return isShared && given.some((n) => Number(n) !== 0)
    ? "what is padded cannot be where it is written to as well"
    : undefined;
};

/** @internal FBGEMM writes what it packs before it looks at the sizes. */
export const matrixToPack: Guard = ({ input }) =>
  input instanceof Tensor && input.numel() === 0 ? "FBGEMM packs no matrix without elements" : undefined;

/** @internal */
export const noGradientOfNothing: Guard = ({ self }) => {
  const recorded = self instanceof Tensor && self.requiresGrad && native().gradEnabled();
  return recorded && self.shape[0] === 0 ? "its gradient needs at least one row" : undefined;
};

// A tensor is walked from its first element as if it lay in one piece: one that is expanded has less memory than that.
function reach(tensor: Tensor, shape: readonly number[]): number {
  const stride = tensor.stride();
  return shape.reduce((last, size, dim) => last + (size - 1) * (stride[dim] as number), 1);
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * @internal One parameter after the other, each with its gradient and state, of which only the parameter's size is looked at.
 */
export function sameSizes(...names: string[]): Guard {
  return (args) => {
    const { self } = args;
    if (!Array.isArray(self)) return undefined;
    const unused = [
      args.amsgrad === true ? "" : "maxExpAvgSqs",
      args.momentum === 0 ? "momentumBufferList" : "",
    ];
    for (const name of names) {
      const list = args[name];
      if (!Array.isArray(list) || (list.length === 0 && unused.includes(name))) continue;
      if (list.length !== self.length) return `${name} has ${list.length} tensors, self ${self.length}`;
    }
    const elements = self.map((tensor: unknown) => (tensor instanceof Tensor ? tensor.numel() : 0));
    for (const name of ["self", ...names]) {
      if (name === "stateSteps") continue;
      const list: unknown = args[name];
      if (!Array.isArray(list)) continue;
      for (const [n, tensor] of list.entries()) {
        if (!(tensor instanceof Tensor) || tensor.layout !== "strided") return `${name}[${n}] is not dense`;
        const { shape } = tensor;
        if (count(shape) !== elements[n])
          return `${name}[${n}] has ${count(shape)} elements, self[${n}] ${elements[n]}`;
        if (count(shape) > 0 && reach(tensor, shape) < count(shape)) return `${name}[${n}] is expanded`;
      }
    }
    return undefined;
  };
}

function wholeNumbers(value: unknown): number[] | undefined {
  if (Array.isArray(value)) return value.map(Number);
  if (!(value instanceof Tensor) || value.device !== "cpu" || !/^u?int/.test(value.dtype)) return undefined;
  return Array.from(value.data() as Iterable<number | bigint>, Number);
}

/** @internal Labels are places in a row of probabilities. Padding behind a row's labels may be anything. */
export const labelsInRange: Guard = ({ logProbs, targets, targetLengths }) => {
  if (!(logProbs instanceof Tensor && targets instanceof Tensor) || targets.ndim > 2) return undefined;
  const labels = wholeNumbers(targets);
  const lengths = wholeNumbers(targetLengths);
  if (labels === undefined || lengths === undefined) return undefined;
  const classes = logProbs.shape.at(-1) ?? 0;
  const width = targets.ndim === 2 ? (targets.shape[1] as number) : undefined;
  let start = 0;
  for (const [row, length] of lengths.entries()) {
    const from = width === undefined ? start : row * width;
    const wrong = labels.slice(from, from + length).find((label) => label < 0 || label >= classes);
    if (wrong !== undefined) return `a target is ${wrong}, there are ${classes} classes`;
    start += length;
  }
  return undefined;
};

/** @internal */
export const onePivotPerRow: Guard = ({ LUData, LUPivots, unpackPivots }) => {
  if (
    !(LUData instanceof Tensor && LUPivots instanceof Tensor) ||
    unpackPivots === false ||
    LUData.ndim < 2
  ) {
    return undefined;
  }
  const { shape } = LUData;
  const wanted = [...shape.slice(0, -2), Math.min(...shape.slice(-2))];
  const fits = LUPivots.shape.join() === wanted.join();
  return fits
    ? undefined
    : `pivots must be of shape [${wanted.join(", ")}], not [${LUPivots.shape.join(", ")}]`;
};

/** @internal */
export const bags: Guard = ({ indices, offsets, includeLastOffset }) => {
  if (!(indices instanceof Tensor && offsets instanceof Tensor)) return undefined;
  if (!/^int(32|64)$/.test(offsets.dtype)) return `offsets must be int64 or int32, not ${offsets.dtype}`;
  const ends = includeLastOffset === true ? 1 : 0;
  const bagless = offsets.numel() <= ends && (ends === 1 || indices.numel() > 0);
  return bagless ? "offsets must begin at least one bag" : undefined;
};

/** @internal batch_norm checks them, the half of it that is an operator of its own does not. */
export const onePerChannel: Guard = ({ input, weight, bias, runningMean, runningVar }) => {
  if (!(input instanceof Tensor) || input.ndim < 2) return undefined;
  const channels = input.size(1);
  for (const [name, value] of Object.entries({ weight, bias, runningMean, runningVar })) {
    if (!(value instanceof Tensor) || value.numel() === channels) continue;
    return `${name} has ${value.numel()} elements, input ${channels} channels`;
  }
  return undefined;
};

/** @internal libtorch compares their product with the elements in 64 bits, where two negative sizes and 2^64 pass too. */
export const sizesOfInput: Guard = ({ input, N, C, HxW }) => {
  if (!(input instanceof Tensor)) return undefined;
  const sizes = [N, C, HxW].filter((size) => typeof size === "bigint" || Number.isSafeInteger(size));
  if (sizes.length < 3) return undefined;
  const product = sizes.reduce<bigint>((all, size) => all * BigInt(size as number | bigint), 1n);
  const elements = BigInt(input.numel());
  if (BigInt.asIntN(64, product) !== elements) return undefined; // libtorch says so
  return product !== elements || sizes.some((size) => isLess(size, 0))
    ? `N, C and HxW are ${sizes.join(", ")}, input has ${elements} elements`
    : undefined;
};

/** @internal The kernel's size is given twice, and memory is taken for one and walked by the other. */
export const kernelOfWeight: Guard = ({ weight, kernelSize }) => {
  if (!(weight instanceof Tensor) || kernelSize === undefined) return undefined;
  const wanted = weight.shape.slice(2);
  const given = Array.isArray(kernelSize) ? kernelSize.map(Number) : wanted.map(() => Number(kernelSize));
  return given.join() === wanted.join()
    ? undefined
    : `kernelSize is ${describe(given)}, that of the weight [${wanted}]`;
};

/** @internal */
export const steps: Guard = (args) => {
  for (const name of ["stride", "dilation", "groups"]) {
    const wrong = [args[name]].flat().find((value) => isLess(value, 1));
    if (wrong !== undefined) return `${name} must be at least 1, not ${String(wrong)}`;
  }
  return undefined;
};

/**
 * @internal libtorch has the checks of sparse tensors and leaves them out: indices beyond the size are written to later.
 */
export const sparseIndices: Guard = ({ indices, values, size, isCoalesced }, call) => {
  if (!(indices instanceof Tensor && values instanceof Tensor) || size === undefined) return undefined;
  if (indices.device === "meta" || values.device === "meta") return undefined;
  call("aten::_validate_sparse_coo_tensor_args", indices, values, size, isCoalesced ?? null);
  return undefined;
};

/** @internal */
export function compressedIndices(
  layoutOf: (args: NamedArguments) => unknown,
  first: string,
  second: string,
): Guard {
  return (args, call) => {
    const [compressed, plain, { values }, layout] = [args[first], args[second], args, layoutOf(args)];
    if (!(compressed instanceof Tensor && plain instanceof Tensor && values instanceof Tensor))
      return undefined;
    if (typeof layout !== "string" || compressed.device === "meta") return undefined;
    if (compressed.ndim === 0 || plain.ndim === 0 || values.ndim === 0)
      return "indices and values must have dimensions";
    const size = args.size ?? sizeOf(compressed, plain, values, layout, call);
    call("aten::_validate_sparse_compressed_tensor_args", compressed, plain, values, size, layout);
    return undefined;
  };
}

// The smallest size that holds the indices, as libtorch takes it where none is given.
function sizeOf(compressed: Tensor, plain: Tensor, values: Tensor, layout: string, call: Call): number[] {
  const batch = compressed.shape.slice(0, -1);
  const blocked = layout.startsWith("sparse_bs");
  const [height, width] = blocked ? values.shape.slice(batch.length + 1, batch.length + 3) : [1, 1];
  const lines = (compressed.shape.at(-1) as number) - 1;
  const most = plain.numel() === 0 ? -1 : Number((call("aten::max", plain.detach()) as Tensor).item());
  const byRow = layout === "sparse_csr" || layout === "sparse_bsr";
  const [rows, columns] = byRow ? [lines, most + 1] : [most + 1, lines];
  const dense = values.shape.slice(batch.length + (blocked ? 3 : 1));
  return [...batch, Math.max(0, rows) * (height ?? 1), Math.max(0, columns) * (width ?? 1), ...dense];
}

/** @internal */
export const byRows = (layout: string) => compressedIndices(() => layout, "crowIndices", "colIndices");
/** @internal */
export const byColumns = (layout: string) => compressedIndices(() => layout, "ccolIndices", "rowIndices");

/** @internal */
export const someTensors: Guard = ({ tensors, out }) => {
  const none = Array.isArray(tensors) && tensors.length === 0;
  return none && out instanceof Tensor && isQuantized(out.dtype)
    ? "there must be at least one tensor"
    : undefined;
};

// Every place of the padded image is visited, whether or not a block lies there.
const MOST_PADDING = 2 ** 30;

/** @internal */
export const padding: Guard = ({ padding }) => {
  const wrong = [padding].flat().find((n) => Number(n) > MOST_PADDING);
  return wrong === undefined ? undefined : `padding must be at most ${MOST_PADDING}, not ${String(wrong)}`;
};

/** @internal A window whose extent does not fit 64 bits comes out negative and reads before the image. */
export const windowExtent: Guard = ({ kernelSize, dilation = 1 }) => {
  const steps = Number([dilation].flat()[0]);
  const extent = (Number([kernelSize].flat()[0]) - 1) * steps;
  return extent > MOST_PADDING || steps > MOST_PADDING
    ? `a window may reach over ${MOST_PADDING} elements at most`
    : undefined;
};

/** @internal Quantised pools keep what they are given in 32 bits, and cut off what does not fit. */
export const windowOf32Bits: Guard = ({ kernelSize, stride, padding, dilation }) => {
  const wrong = [kernelSize, stride, padding, dilation]
    .flat()
    .find((n) => Math.abs(Number(n)) > MOST_PADDING);
  return wrong === undefined
    ? undefined
    : `a window may reach over ${MOST_PADDING} elements at most, not ${String(wrong)}`;
};

// LAPACK swaps rows by them. A negative one stands for a block of two rows and comes twice.
function arePivots(pivots: readonly number[]): boolean {
  const n = pivots.length;
  for (let k = 0; k < n; k++) {
    const pivot = pivots[k] as number;
    if (pivot === 0 || Math.abs(pivot) > n) return false;
    if (pivot < 0 && pivots[++k] !== pivot) return false;
  }
  return true;
}

/** @internal */
export const ldlPivots: Guard = ({ pivots }) => {
  const all = pivots instanceof Tensor && pivots.ndim > 0 ? wholeNumbers(pivots) : undefined;
  if (all === undefined) return undefined;
  const width = (pivots as Tensor).shape.at(-1) as number;
  for (let row = 0; row < all.length; row += width) {
    const given = all.slice(row, row + width);
    if (!arePivots(given)) return `${describe(given)} are no pivots of ldl_factor`;
  }
  return undefined;
};
