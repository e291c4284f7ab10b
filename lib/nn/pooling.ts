/** Pooling layers in two dimensions: (N, C, H, W) -> (N, C, H', W'), also without N. */
import { boolean, integer, noMore, nullable, type Rest, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { scope, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, checkOutputSize, inputKind, pair, type Size2, size2 } from "./checks.ts";
import { unpoolSize } from "./functional/pooling.ts";
import { Module } from "./module.ts";
import { repr } from "./repr.ts";

/** What a pooling with indices gives: the values and, for each, its position in the flattened (H, W) input. */
export interface PoolWithIndices {
  output: Tensor;
  indices: Tensor;
}

/** Options of `MaxPool2d`. */
export interface MaxPool2dOptions {
  /** The kernel size if not given, or null. */
  stride?: Size2 | null;
  padding?: Size2;
  dilation?: Size2;
  /** Round the output size up. */
  ceilMode?: boolean;
  /** For `forwardWithIndices`; printed options stay PyTorch's. */
  returnIndices?: boolean;
}

const MAX_POOL_2D = signature<MaxPool2dOptions>("nn.MaxPool2d", {
  options: {
    stride: nullable(size2),
    padding: size2,
    dilation: size2,
    returnIndices: boolean,
    ceilMode: boolean,
  },
  positional: ["stride", "padding", "dilation", "returnIndices", "ceilMode"],
});

/** Largest value of each window. */
export class MaxPool2d extends Module {
  readonly kernel_size: Size2;
  readonly stride: Size2;
  readonly padding: Size2;
  readonly dilation: Size2;
  readonly ceil_mode: boolean;
  readonly return_indices: boolean;

  static {
    markLayer(MaxPool2d);
  }

  /** `new MaxPool2d(3, { stride: 2, padding: 1 })`, or as PyTorch has it, `new MaxPool2d(3, 2, 1)`. */
  constructor(
    kernelSize: Size2,
    ...rest: Rest<
      MaxPool2dOptions,
      [stride: Size2 | null, padding: Size2, dilation: Size2, returnIndices: boolean, ceilMode: boolean]
    >
  ) {
    const options = MAX_POOL_2D.read(rest);
    super();
    const { padding = 0, dilation = 1, ceilMode = false, returnIndices = false } = options;
    const stride = options.stride ?? kernelSize;
    checkWindow("nn.MaxPool2d", kernelSize, stride, padding);
    pair("nn.MaxPool2d", "dilation", dilation, 1);
    this.kernel_size = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.ceil_mode = ceilMode;
    this.return_indices = returnIndices;
  }

  /** Throws ArgumentError if the layer was made with `returnIndices`: use `forwardWithIndices` then. */
  override forward(input: Tensor): Tensor {
    if (this.return_indices) {
      throw new ArgumentError(
        "nn.MaxPool2d: made with returnIndices, call forwardWithIndices(input) instead of forward.",
      );
    }
    return torch.maxPool2d(input, this.kernel_size, this.stride, this.padding, this.dilation, this.ceil_mode);
  }

  /** The values and their indices, as `MaxUnpool2d` takes them. Hooks do not run. */
  forwardWithIndices(input: Tensor, ...rest: []): PoolWithIndices {
    noMore("nn.MaxPool2d.forwardWithIndices", rest);
    const { kernel_size, stride, padding, dilation, ceil_mode } = this;
    const [output, indices] = torch.maxPool2dWithIndices(
      input,
      kernel_size,
      stride,
      padding,
      dilation,
      ceil_mode,
    );
    return { output, indices };
  }

  override extraRepr(): string {
    return (
      `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}, ` +
      `dilation=${repr(this.dilation)}, ceil_mode=${repr(this.ceil_mode)}`
    );
  }
}

/** Options of `MaxUnpool2d`. */
export interface MaxUnpool2dOptions {
  /** The kernel size if not given, or null. */
  stride?: Size2 | null;
  padding?: Size2;
}

const MAX_UNPOOL_2D = signature<MaxUnpool2dOptions>("nn.MaxUnpool2d", {
  options: { stride: nullable(size2), padding: size2 },
  positional: ["stride", "padding"],
});

/** Puts values back where `MaxPool2d` took them from; zero elsewhere. */
export class MaxUnpool2d extends Module {
  readonly kernel_size: [number, number];
  readonly stride: [number, number];
  readonly padding: [number, number];

  constructor(kernelSize: Size2, ...rest: Rest<MaxUnpool2dOptions, [stride: Size2 | null, padding: Size2]>) {
    const { stride: given, padding = 0 } = MAX_UNPOOL_2D.read(rest);
    super();
    const stride = given ?? kernelSize;
    this.kernel_size = pair("nn.MaxUnpool2d", "kernelSize", kernelSize, 1);
    this.stride = pair("nn.MaxUnpool2d", "stride", stride, 1);
    this.padding = pair("nn.MaxUnpool2d", "padding", padding, 0);
  }

  static {
    markLayer(MaxUnpool2d);
  }

  /** `outputSize`, `[H, W]` or a whole shape, where the default (the least that fits) is not what was pooled. */
  override forward(input: Tensor, indices: Tensor, outputSize?: readonly number[]): Tensor {
    if (outputSize !== undefined) checkOutputSize("nn.MaxUnpool2d", outputSize);
    const size = unpoolSize(input.shape, this.kernel_size, this.stride, this.padding, outputSize);
    return torch.maxUnpool2d(input, indices, size);
  }

  override extraRepr(): string {
    return `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}`;
  }
}

/** Options of `AvgPool2d`. */
export interface AvgPool2dOptions {
  /** The kernel size if not given, or null. */
  stride?: Size2 | null;
  padding?: Size2;
  /** Round the output size up. */
  ceilMode?: boolean;
  /** Count the zeros of the padding in the mean. */
  countIncludePad?: boolean;
  /** Divide by this instead of the window's size. */
  divisorOverride?: number | null;
}

const AVG_POOL_2D = signature<AvgPool2dOptions>("nn.AvgPool2d", {
  options: {
    stride: nullable(size2),
    padding: size2,
    ceilMode: boolean,
    countIncludePad: boolean,
    divisorOverride: nullable(integer),
  },
  positional: ["stride", "padding", "ceilMode", "countIncludePad", "divisorOverride"],
});

/** Mean of each window. */
export class AvgPool2d extends Module {
  readonly kernel_size: Size2;
  readonly stride: Size2;
  readonly padding: Size2;
  readonly ceil_mode: boolean;
  readonly count_include_pad: boolean;
  readonly divisor_override: number | null;

  static {
    markLayer(AvgPool2d);
  }

  constructor(
    kernelSize: Size2,
    ...rest: Rest<
      AvgPool2dOptions,
      [
        stride: Size2 | null,
        padding: Size2,
        ceilMode: boolean,
        countIncludePad: boolean,
        divisorOverride: number | null,
      ]
    >
  ) {
    const options = AVG_POOL_2D.read(rest);
    super();
    const { padding = 0, ceilMode = false, countIncludePad = true } = options;
    const stride = options.stride ?? kernelSize;
    checkWindow("nn.AvgPool2d", kernelSize, stride, padding);
    this.kernel_size = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.ceil_mode = ceilMode;
    this.count_include_pad = countIncludePad;
    this.divisor_override = options.divisorOverride ?? null;
  }

  override forward(input: Tensor): Tensor {
    const { kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override } = this;
    return torch.avgPool2d(
      input,
      kernel_size,
      stride,
      padding,
      ceil_mode,
      count_include_pad,
      divisor_override,
    );
  }

  override extraRepr(): string {
    return `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}`;
  }
}

/** Height and width of an adaptive pooling's output; null keeps the input's. */
export type AdaptiveSize2 = number | null | readonly [number | null, number | null];

/** Mean over windows chosen to give the output size. */
export class AdaptiveAvgPool2d extends Module {
  readonly output_size: AdaptiveSize2;

  static {
    markLayer(AdaptiveAvgPool2d);
  }

  constructor(outputSize: AdaptiveSize2, ...rest: []) {
    noMore("nn.AdaptiveAvgPool2d", rest);
    super();
    this.output_size = checkAdaptive("nn.AdaptiveAvgPool2d", outputSize);
  }

  override forward(input: Tensor): Tensor {
    return torch.adaptiveAvgPool2d(input, adaptiveSize(this.output_size, input));
  }

  override extraRepr(): string {
    return `output_size=${repr(this.output_size)}`;
  }
}

/** Options of `AdaptiveMaxPool2d`. */
export interface AdaptiveMaxPool2dOptions {
  /** For `forwardWithIndices`. */
  returnIndices?: boolean;
}

const ADAPTIVE_INPUT = signature("nn.AdaptiveMaxPool2d.forwardWithIndices", { takes: inputKind });

const ADAPTIVE_MAX_POOL_2D = signature<AdaptiveMaxPool2dOptions>("nn.AdaptiveMaxPool2d", {
  options: { returnIndices: boolean },
  positional: ["returnIndices"],
});

/** Largest value over windows chosen to give the output size. */
export class AdaptiveMaxPool2d extends Module {
  readonly output_size: AdaptiveSize2;
  readonly return_indices: boolean;

  static {
    markLayer(AdaptiveMaxPool2d, false);
  }

  constructor(outputSize: AdaptiveSize2, ...rest: Rest<AdaptiveMaxPool2dOptions, [returnIndices: boolean]>) {
    const { returnIndices = false } = ADAPTIVE_MAX_POOL_2D.read(rest);
    super();
    this.output_size = checkAdaptive("nn.AdaptiveMaxPool2d", outputSize);
    this.return_indices = returnIndices;
  }

  /** Throws ArgumentError if the layer was made with `returnIndices`: use `forwardWithIndices` then. */
  override forward(input: Tensor): Tensor {
    if (this.return_indices) {
      throw new ArgumentError(
        "nn.AdaptiveMaxPool2d: made with returnIndices, call forwardWithIndices(input) instead of forward.",
      );
    }
    return scope(() => this.forwardWithIndices(input).output);
  }

  /** The values and their indices. Hooks do not run. */
  forwardWithIndices(input: Tensor, ...rest: []): PoolWithIndices {
    noMore("nn.AdaptiveMaxPool2d.forwardWithIndices", rest);
    ADAPTIVE_INPUT.check(input);
    const [output, indices] = torch.adaptiveMaxPool2d(input, adaptiveSize(this.output_size, input));
    return { output, indices };
  }

  override extraRepr(): string {
    return `output_size=${repr(this.output_size)}`;
  }
}

function checkWindow(operation: string, kernelSize: Size2, stride: Size2, padding: Size2): void {
  pair(operation, "kernelSize", kernelSize, 1);
  pair(operation, "stride", stride, 1);
  pair(operation, "padding", padding, 0);
}

function checkAdaptive(operation: string, size: AdaptiveSize2): AdaptiveSize2 {
  const both = Array.isArray(size) ? size : [size];
  if (both.length > 2)
    throw new ArgumentError(`${operation}: outputSize must be one number or [height, width].`);
  for (const one of both) if (one !== null) checkInteger(operation, "outputSize", one, 0);
  return size;
}

function adaptiveSize(size: AdaptiveSize2, input: Tensor): [number, number] {
  const [height, width] = typeof size === "number" || size === null ? [size, size] : size;
  // Read only where it is needed: it is called at each forward.
  if (height !== null && width !== null) return [height, width];
  const shape = input.shape;
  return [height ?? (shape.at(-2) as number), width ?? (shape.at(-1) as number)];
}
