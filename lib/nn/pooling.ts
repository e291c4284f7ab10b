/** Pooling layers in two dimensions: (N, C, H, W) -> (N, C, H', W'), also without N. */
import { ArgumentError } from "../native/errors.ts";
import { scope, type Tensor, torch } from "../tensor/index.ts";
import { markLeaf } from "./call.ts";
import { checkInteger, pair, type Size2 } from "./checks.ts";
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
  /** The kernel size if not given. */
  stride?: Size2;
  padding?: Size2;
  dilation?: Size2;
  /** Round the output size up. */
  ceilMode?: boolean;
  /** For `forwardWithIndices`; printed options stay PyTorch's. */
  returnIndices?: boolean;
}

/** Largest value of each window. */
export class MaxPool2d extends Module {
  readonly kernel_size: Size2;
  readonly stride: Size2;
  readonly padding: Size2;
  readonly dilation: Size2;
  readonly ceil_mode: boolean;
  readonly return_indices: boolean;

  static {
    markLeaf(MaxPool2d);
  }

  constructor(kernelSize: Size2, options: MaxPool2dOptions = {}) {
    super();
    const {
      stride = kernelSize,
      padding = 0,
      dilation = 1,
      ceilMode = false,
      returnIndices = false,
    } = options;
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
  forwardWithIndices(input: Tensor): PoolWithIndices {
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

/** Puts values back where `MaxPool2d` took them from; zero elsewhere. */
export class MaxUnpool2d extends Module {
  readonly kernel_size: [number, number];
  readonly stride: [number, number];
  readonly padding: [number, number];

  constructor(kernelSize: Size2, options: { stride?: Size2; padding?: Size2 } = {}) {
    super();
    const { stride = kernelSize, padding = 0 } = options;
    this.kernel_size = pair("nn.MaxUnpool2d", "kernelSize", kernelSize, 1);
    this.stride = pair("nn.MaxUnpool2d", "stride", stride, 1);
    this.padding = pair("nn.MaxUnpool2d", "padding", padding, 0);
  }

  static {
    markLeaf(MaxUnpool2d);
  }

  /** `outputSize`, `[H, W]` or a whole shape, where the default (the least that fits) is not what was pooled. */
  override forward(input: Tensor, indices: Tensor, outputSize?: readonly number[]): Tensor {
    const size = unpoolSize(input.shape, this.kernel_size, this.stride, this.padding, outputSize);
    return torch.maxUnpool2d(input, indices, size);
  }

  override extraRepr(): string {
    return `kernel_size=${repr(this.kernel_size)}, stride=${repr(this.stride)}, padding=${repr(this.padding)}`;
  }
}

/** Options of `AvgPool2d`. */
export interface AvgPool2dOptions {
  /** The kernel size if not given. */
  stride?: Size2;
  padding?: Size2;
  /** Round the output size up. */
  ceilMode?: boolean;
  /** Count the zeros of the padding in the mean. */
  countIncludePad?: boolean;
  /** Divide by this instead of the window's size. */
  divisorOverride?: number;
}

/** Mean of each window. */
export class AvgPool2d extends Module {
  readonly kernel_size: Size2;
  readonly stride: Size2;
  readonly padding: Size2;
  readonly ceil_mode: boolean;
  readonly count_include_pad: boolean;
  readonly divisor_override: number | null;

  static {
    markLeaf(AvgPool2d);
  }

  constructor(kernelSize: Size2, options: AvgPool2dOptions = {}) {
    super();
    const { stride = kernelSize, padding = 0, ceilMode = false, countIncludePad = true } = options;
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
    markLeaf(AdaptiveAvgPool2d);
  }

  constructor(outputSize: AdaptiveSize2) {
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

/** Largest value over windows chosen to give the output size. */
export class AdaptiveMaxPool2d extends Module {
  readonly output_size: AdaptiveSize2;
  readonly return_indices: boolean;

  constructor(outputSize: AdaptiveSize2, { returnIndices = false }: { returnIndices?: boolean } = {}) {
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
  forwardWithIndices(input: Tensor): PoolWithIndices {
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
