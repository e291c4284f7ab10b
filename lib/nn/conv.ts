/** Convolution and transposed convolution in one, two and three dimensions. */
import {
  boolean,
  either,
  integer,
  noMore,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { empty, syncScope, type Tensor, torch } from "../tensor/index.ts";

import { markLayer } from "./call.ts";
import { checkInteger, checkOutputSize, factoryKinds } from "./checks.ts";
import { kaimingUniform_ } from "./init.ts";
import { type FactoryOptions, resetBias } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr } from "./repr.ts";
import {
  type Dims,
  SIZES,
  type Size,
  type Size1,
  type Size2,
  type Size3,
  sizes,
  type Tuples,
} from "./sizes.ts";

/** How a convolution continues its input beyond the border. */
export type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";

interface BothOptions<D extends Dims> extends FactoryOptions {
  stride?: Size<D>;
  dilation?: Size<D>;
  /** Input and output channels are split into this many groups that do not mix. */
  groups?: number;
  bias?: boolean;
}

/** Options of a convolution over `D` dimensions. */
export interface ConvOptions<D extends Dims> extends BothOptions<D> {
  /** `"same"` keeps the input's size (stride 1 only), `"valid"` is no padding. */
  padding?: Size<D> | "same" | "valid";
  paddingMode?: PaddingMode;
}

/** Options of a transposed convolution over `D` dimensions. */
export interface ConvTransposeOptions<D extends Dims> extends BothOptions<D> {
  /** `dilation * (kernel - 1) - padding` zeros are added on each side. */
  padding?: Size<D>;
  /** Added to one side of the output. */
  outputPadding?: Size<D>;
  /** There is no other. */
  paddingMode?: "zeros";
}

/** Options of `Conv2d`. */
export type Conv2dOptions = ConvOptions<2>;

/** Options of `ConvTranspose2d`. */
export type ConvTranspose2dOptions = ConvTransposeOptions<2>;

/** What may follow the kernel of a convolution: options by name, or in PyTorch's order. */
export type ConvArguments<D extends Dims> = Rest<
  ConvOptions<D>,
  [
    stride: Size<D>,
    padding: Size<D> | "same" | "valid",
    dilation: Size<D>,
    groups: number,
    bias: boolean,
    paddingMode: PaddingMode,
  ]
>;

/** The same of a transposed convolution. */
export type ConvTransposeArguments<D extends Dims> = Rest<
  ConvTransposeOptions<D>,
  [
    stride: Size<D>,
    padding: Size<D>,
    outputPadding: Size<D>,
    groups: number,
    bias: boolean,
    dilation: Size<D>,
    paddingMode: "zeros",
  ]
>;

/** What a convolution over `dims` dimensions takes. */
export function convTakes<D extends Dims>(name: string, dims: D): Signature<ConvOptions<D>> {
  const size = SIZES[dims];
  return signature<ConvOptions<D>>(name, {
    options: {
      stride: size,
      padding: either(size, oneOf("same", "valid")),
      dilation: size,
      groups: integer,
      bias: boolean,
      paddingMode: oneOf("zeros", "reflect", "replicate", "circular"),
      ...factoryKinds,
    },
    positional: ["stride", "padding", "dilation", "groups", "bias", "paddingMode"],
  });
}

/** What a transposed convolution over `dims` dimensions takes. */
export function convTransposeTakes<D extends Dims>(
  name: string,
  dims: D,
): Signature<ConvTransposeOptions<D>> {
  const size = SIZES[dims];
  return signature<ConvTransposeOptions<D>>(name, {
    options: {
      stride: size,
      padding: size,
      outputPadding: size,
      groups: integer,
      bias: boolean,
      dilation: size,
      paddingMode: oneOf("zeros"),
      ...factoryKinds,
    },
    positional: ["stride", "padding", "outputPadding", "groups", "bias", "dilation", "paddingMode"],
  });
}

/** The operator of some number of dimensions, and what its layer takes. */
interface Kernel<D extends Dims, O extends object, Run> {
  readonly dims: D;
  readonly takes: Signature<O>;
  readonly run: Run;
}

type Convolve = typeof torch.conv2d;
type ConvolveBack = typeof torch.convTranspose2d;

/** What both directions share: sizes, parameters, their first values and the printed form. */
export abstract class ConvNd<D extends Dims> extends Module {
  readonly in_channels: number;
  readonly out_channels: number;
  readonly kernel_size: Tuples[D];
  readonly stride: Tuples[D];
  readonly padding: Tuples[D] | "same" | "valid";
  readonly dilation: Tuples[D];
  readonly output_padding: Tuples[D];
  readonly groups: number;
  readonly padding_mode: PaddingMode;
  weight: Parameter;
  /** (out), or null without bias. */
  bias: Parameter | null;

  protected constructor(
    operation: string,
    dims: D,
    inChannels: number,
    outChannels: number,
    kernelSize: Size<D>,
    options: ConvOptions<D> & { outputPadding?: Size<D> },
    transposed: boolean,
  ) {
    super();
    const { stride = 1, padding = 0, dilation = 1, groups = 1, bias = true, paddingMode = "zeros" } = options;
    checkInteger(operation, "inChannels", inChannels, 0);
    checkInteger(operation, "outChannels", outChannels, 0);
    checkInteger(operation, "groups", groups, 1);
    checkDivisible(operation, "inChannels", inChannels, groups);
    checkDivisible(operation, "outChannels", outChannels, groups);

    this.in_channels = inChannels;
    this.out_channels = outChannels;
    this.kernel_size = sizes(operation, "kernelSize", kernelSize, dims, 1);
    this.stride = sizes(operation, "stride", stride, dims, 1);
    this.dilation = sizes(operation, "dilation", dilation, dims, 1);
    this.output_padding = sizes(operation, "outputPadding", options.outputPadding ?? 0, dims, 0);
    this.groups = groups;
    this.padding_mode = paddingMode;
    if (typeof padding === "string") {
      if (padding === "same" && this.stride.some((one) => one !== 1)) {
        throw new ArgumentError(
          `${operation}: padding "same" needs stride 1, got stride [${this.stride}]; give the padding as a number.`,
          { operation },
        );
      }
      this.padding = padding;
    } else {
      this.padding = sizes(operation, "padding", padding, dims, 0);
    }

    const { device, dtype } = options;
    const shape = weightShape(inChannels, outChannels, this, transposed);
    this.weight = new Parameter(empty(shape, { device, dtype }));
    this.bias = bias ? new Parameter(empty([outChannels], { device, dtype })) : null;
    this.resetParameters();
  }

  /** Fills weight and bias anew, as PyTorch does. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    kaimingUniform_(this.weight, { a: Math.sqrt(5) });
    if (this.bias !== null) resetBias(this.bias, this.weight);
  }

  override extraRepr(): string {
    const parts = [String(this.in_channels), String(this.out_channels)];
    parts.push(`kernel_size=${repr(this.kernel_size)}`, `stride=${repr(this.stride)}`);
    // PyTorch prints a padding given as a word without quotes.
    if (typeof this.padding === "string") parts.push(`padding=${this.padding}`);
    else if (this.padding.some((one) => one !== 0)) parts.push(`padding=${repr(this.padding)}`);
    if (this.dilation.some((one) => one !== 1)) parts.push(`dilation=${repr(this.dilation)}`);
    if (this.output_padding.some((one) => one !== 0))
      parts.push(`output_padding=${repr(this.output_padding)}`);
    if (this.groups !== 1) parts.push(`groups=${this.groups}`);
    if (this.bias === null) parts.push("bias=False");
    if (this.padding_mode !== "zeros") parts.push(`padding_mode=${this.padding_mode}`);
    return parts.join(", ");
  }
}

/** The shape of the weight of a layer with these channels. */
export function weightShape(
  inChannels: number,
  outChannels: number,
  { groups, kernel_size }: { groups: number; kernel_size: readonly number[] },
  transposed: boolean,
): number[] {
  const channels = transposed ? [inChannels, outChannels / groups] : [outChannels, inChannels / groups];
  return [...channels, ...kernel_size];
}

/** Throws ArgumentError unless the groups divide the channels. */
export function checkDivisible(operation: string, name: string, channels: number, groups: number): void {
  if (channels % groups === 0) return;
  throw new ArgumentError(`${operation}: ${name} (${channels}) must be divisible by groups (${groups}).`, {
    operation,
  });
}

/** A convolution over `D` dimensions. */
abstract class Convolution<D extends Dims> extends ConvNd<D> {
  readonly #run: Convolve;
  /** The padding in the order `pad` wants it, from the last dimension backwards, if it is not zeros. */
  readonly #border: number[] | null;

  protected constructor(
    { dims, takes, run }: Kernel<D, ConvOptions<D>, Convolve>,
    inChannels: number,
    outChannels: number,
    kernelSize: Size<D>,
    rest: readonly unknown[],
  ) {
    super(takes.name, dims, inChannels, outChannels, kernelSize, takes.read(rest), false);
    this.#run = run;
    this.#border = this.padding_mode === "zeros" ? null : this.#borders();
  }

  #borders(): number[] {
    const { padding, kernel_size, dilation } = this;
    return kernel_size
      .map((size, d) => {
        if (padding === "valid") return [0, 0];
        if (padding !== "same") return [padding[d] as number, padding[d] as number];
        const total = (dilation[d] as number) * (size - 1);
        return [Math.floor(total / 2), total - Math.floor(total / 2)];
      })
      .reverse()
      .flat();
  }

  override forward(input: Tensor): Tensor {
    const { weight, bias, stride, padding, dilation, groups } = this;
    const run = this.#run;
    const border = this.#border;
    if (border === null) {
      // Two operators of one name: padding as sizes, and as a word.
      if (typeof padding === "string") return run(input, weight, bias, stride, padding, dilation, groups);
      return run(input, weight, bias, stride, padding, dilation, groups);
    }
    return syncScope(
      `nn.${this.constructor.name}`,
      () => run(torch.pad(input, border, this.padding_mode), weight, bias, stride, 0, dilation, groups),
      undefined,
      undefined,
    );
  }
}

const CONV_1D = { dims: 1, takes: convTakes("nn.Conv1d", 1), run: torch.conv1d } as const;
const CONV_2D = { dims: 2, takes: convTakes("nn.Conv2d", 2), run: torch.conv2d } as const;
const CONV_3D = { dims: 3, takes: convTakes("nn.Conv3d", 3), run: torch.conv3d } as const;

/**
 * Convolution: (N, C, L) -> (N, out, L'), also without N. The weight is (out, C / groups, k).
 *
 * @example new nn.Conv1d(16, 32, 3, { stride: 2 })
 */
export class Conv1d extends Convolution<1> {
  static {
    markLayer(Conv1d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(inChannels: number, outChannels: number, kernelSize: Size1, ...rest: ConvArguments<1>) {
    super(CONV_1D, inChannels, outChannels, kernelSize, rest);
  }
}

/**
 * Convolution: (N, C, H, W) -> (N, out, H', W'), also without N. The weight is (out, C / groups, kh, kw).
 *
 * @example new nn.Conv2d(3, 64, 7, { stride: 2, padding: 3, bias: false })
 * @example new nn.Conv2d(3, 64, 7, 2, 3, { bias: false }) // in PyTorch's order
 */
export class Conv2d extends Convolution<2> {
  static {
    markLayer(Conv2d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(inChannels: number, outChannels: number, kernelSize: Size2, ...rest: ConvArguments<2>) {
    super(CONV_2D, inChannels, outChannels, kernelSize, rest);
  }
}

/** Convolution: (N, C, D, H, W) -> (N, out, D', H', W'), also without N. The weight is (out, C / groups, kd, kh, kw). */
export class Conv3d extends Convolution<3> {
  static {
    markLayer(Conv3d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(inChannels: number, outChannels: number, kernelSize: Size3, ...rest: ConvArguments<3>) {
    super(CONV_3D, inChannels, outChannels, kernelSize, rest);
  }
}

/** A transposed convolution over `D` dimensions: the gradient of a convolution by its input. */
abstract class TransposedConvolution<D extends Dims> extends ConvNd<D> {
  readonly #run: ConvolveBack;

  protected constructor(
    { dims, takes, run }: Kernel<D, ConvTransposeOptions<D>, ConvolveBack>,
    inChannels: number,
    outChannels: number,
    kernelSize: Size<D>,
    rest: readonly unknown[],
  ) {
    super(takes.name, dims, inChannels, outChannels, kernelSize, takes.read(rest), true);
    this.#run = run;
  }

  /**
   * `outputSize`, the spatial sizes or a whole shape, chooses among the sizes a strided convolution maps to this input.
   * Throws ShapeError for one that it does not.
   */
  override forward(input: Tensor, outputSize?: readonly number[]): Tensor {
    const { weight, bias, stride, groups, dilation } = this;
    const padding = this.padding as Tuples[D]; // never a word
    const extra = outputSize === undefined ? this.output_padding : this.#extraFor(input, outputSize);
    const run = this.#run;
    return run(input, weight, bias, stride, padding, extra, groups, dilation);
  }

  #extraFor(input: Tensor, outputSize: readonly number[]): number[] {
    const operation = `nn.${this.constructor.name}`;
    checkOutputSize(operation, outputSize);
    const dims = this.kernel_size.length;
    const { shape } = input;
    const wanted = outputSize.length === shape.length ? outputSize.slice(-dims) : outputSize;
    if (wanted.length !== dims) {
      throw new ShapeError(
        `${operation}: outputSize must have ${dims} or ${shape.length} sizes for a ${shape.length}-D input, got [${outputSize}].`,
        { operation },
      );
    }
    return wanted.map((size, d) => {
      const at = (list: readonly number[]): number => list[d] as number;
      const into = shape[shape.length - dims + d] as number;
      const padding = at(this.padding as Tuples[D]);
      const least =
        (into - 1) * at(this.stride) - 2 * padding + at(this.dilation) * (at(this.kernel_size) - 1) + 1;
      const most = least + at(this.stride) - 1;
      if (size < least || size > most) {
        throw new ShapeError(
          `${operation}: outputSize [${wanted}] cannot come from an input of [${shape}]: dimension ${d} may be ` +
            `${least} to ${most}.`,
          { operation },
        );
      }
      return size - least;
    });
  }
}

const TRANSPOSE_1D = {
  dims: 1,
  takes: convTransposeTakes("nn.ConvTranspose1d", 1),
  run: torch.convTranspose1d,
} as const;
const TRANSPOSE_2D = {
  dims: 2,
  takes: convTransposeTakes("nn.ConvTranspose2d", 2),
  run: torch.convTranspose2d,
} as const;
const TRANSPOSE_3D = {
  dims: 3,
  takes: convTransposeTakes("nn.ConvTranspose3d", 3),
  run: torch.convTranspose3d,
} as const;

/**
 * Transposed convolution: (N, C, L) -> (N, out, L'), also without N, with
 * `L' = (L - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1`. The weight is (C, out / groups, k).
 */
export class ConvTranspose1d extends TransposedConvolution<1> {
  static {
    markLayer(ConvTranspose1d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size1,
    ...rest: ConvTransposeArguments<1>
  ) {
    super(TRANSPOSE_1D, inChannels, outChannels, kernelSize, rest);
  }
}

/**
 * Transposed convolution, the gradient of a convolution by its input: (N, C, H, W) -> (N, out, H', W') with
 * `H' = (H - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1`. The weight is
 * (C, out / groups, kh, kw).
 */
export class ConvTranspose2d extends TransposedConvolution<2> {
  static {
    markLayer(ConvTranspose2d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size2,
    ...rest: ConvTransposeArguments<2>
  ) {
    super(TRANSPOSE_2D, inChannels, outChannels, kernelSize, rest);
  }
}

/** The same over three dimensions: (N, C, D, H, W) -> (N, out, D', H', W'). The weight is (C, out / groups, kd, kh, kw). */
export class ConvTranspose3d extends TransposedConvolution<3> {
  static {
    markLayer(ConvTranspose3d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size3,
    ...rest: ConvTransposeArguments<3>
  ) {
    super(TRANSPOSE_3D, inChannels, outChannels, kernelSize, rest);
  }
}
