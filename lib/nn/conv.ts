/** Convolution and transposed convolution in two dimensions. */
import { boolean, either, integer, type Kinds, noMore, oneOf, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { empty, syncScope, type Tensor, torch } from "../tensor/index.ts";

import { markLayer } from "./call.ts";
import { checkInteger, checkOutputSize, factoryKinds, pair, type Size2, size2 } from "./checks.ts";
import { kaimingUniform_ } from "./init.ts";
import { type FactoryOptions, resetBias } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr } from "./repr.ts";

/** How a convolution continues its input beyond the border. */
export type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";

interface ConvOptions extends FactoryOptions {
  stride?: Size2;
  dilation?: Size2;
  /** Input and output channels are split into this many groups that do not mix. */
  groups?: number;
  bias?: boolean;
}

/** Options of `Conv2d`. */
export interface Conv2dOptions extends ConvOptions {
  /** `"same"` keeps height and width (stride 1 only), `"valid"` is no padding. */
  padding?: Size2 | "same" | "valid";
  paddingMode?: PaddingMode;
}

/** Options of `ConvTranspose2d`. */
export interface ConvTranspose2dOptions extends ConvOptions {
  /** `dilation * (kernel - 1) - padding` zeros are added on each side. */
  padding?: Size2;
  /** Added to one side of the output. */
  outputPadding?: Size2;
}

const KINDS: Kinds<ConvOptions> = {
  stride: size2,
  dilation: size2,
  groups: integer,
  bias: boolean,
  ...factoryKinds,
};

const paddingModes = oneOf("zeros", "reflect", "replicate", "circular");

/** What both directions share: sizes, parameters, their first values and the printed form. */
abstract class ConvNd extends Module {
  readonly in_channels: number;
  readonly out_channels: number;
  readonly kernel_size: [number, number];
  readonly stride: [number, number];
  readonly padding: [number, number] | "same" | "valid";
  readonly dilation: [number, number];
  readonly output_padding: [number, number];
  readonly groups: number;
  readonly padding_mode: PaddingMode;
  weight: Parameter;
  /** (out), or null without bias. */
  bias: Parameter | null;

  protected constructor(
    operation: string,
    inChannels: number,
    outChannels: number,
    kernelSize: Size2,
    options: Conv2dOptions & { outputPadding?: Size2 },
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
    this.kernel_size = pair(operation, "kernelSize", kernelSize, 1);
    this.stride = pair(operation, "stride", stride, 1);
    this.dilation = pair(operation, "dilation", dilation, 1);
    this.output_padding = pair(operation, "outputPadding", options.outputPadding ?? 0, 0);
    this.groups = groups;
    this.padding_mode = paddingMode;
    if (typeof padding === "string") {
      if (padding === "same" && (this.stride[0] !== 1 || this.stride[1] !== 1)) {
        throw new ArgumentError(
          `${operation}: padding "same" needs stride 1, got stride [${this.stride}]; give the padding as a number.`,
          { operation },
        );
      }
      this.padding = padding;
    } else {
      this.padding = pair(operation, "padding", padding, 0);
    }

    const { device, dtype } = options;
    const channels = transposed ? [inChannels, outChannels / groups] : [outChannels, inChannels / groups];
    this.weight = new Parameter(empty([...channels, ...this.kernel_size], { device, dtype }));
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

function checkDivisible(operation: string, name: string, channels: number, groups: number): void {
  if (channels % groups === 0) return;
  throw new ArgumentError(`${operation}: ${name} (${channels}) must be divisible by groups (${groups}).`, {
    operation,
  });
}

const CONV_2D = signature<Conv2dOptions>("nn.Conv2d", {
  options: { ...KINDS, padding: either(size2, oneOf("same", "valid")), paddingMode: paddingModes },
  positional: ["stride", "padding", "dilation", "groups", "bias", "paddingMode"],
});

/**
 * Convolution: (N, C, H, W) -> (N, out, H', W'), also without N. The weight is (out, C / groups, kh, kw).
 *
 * @example new nn.Conv2d(3, 64, 7, { stride: 2, padding: 3, bias: false })
 * @example new nn.Conv2d(3, 64, 7, 2, 3, { bias: false }) // in PyTorch's order
 */
export class Conv2d extends ConvNd {
  /** The padding in the order `pad` wants it (left, right, top, bottom), if it is not zeros. */
  readonly #border: number[] | null;

  static {
    markLayer(Conv2d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size2,
    ...rest: Rest<
      Conv2dOptions,
      [
        stride: Size2,
        padding: Size2 | "same" | "valid",
        dilation: Size2,
        groups: number,
        bias: boolean,
        paddingMode: PaddingMode,
      ]
    >
  ) {
    super(CONV_2D.name, inChannels, outChannels, kernelSize, CONV_2D.read(rest), false);
    this.#border = this.padding_mode === "zeros" ? null : this.#borders();
  }

  #borders(): number[] {
    const { padding, kernel_size, dilation } = this;
    if (padding === "valid") return [0, 0, 0, 0];
    if (padding !== "same") return [padding[1], padding[1], padding[0], padding[0]];
    return [1, 0].flatMap((d) => {
      const total = (dilation[d] as number) * ((kernel_size[d] as number) - 1);
      return [Math.floor(total / 2), total - Math.floor(total / 2)];
    });
  }

  override forward(input: Tensor): Tensor {
    const { weight, bias, stride, padding, dilation, groups } = this;
    const border = this.#border;
    if (border === null) {
      // Two operators of one name: padding as sizes, and as a word.
      if (typeof padding === "string")
        return torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
      return torch.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
    return syncScope(
      "nn.Conv2d",
      () =>
        torch.conv2d(torch.pad(input, border, this.padding_mode), weight, bias, stride, 0, dilation, groups),
      undefined,
      undefined,
    );
  }
}

const CONV_TRANSPOSE_2D = signature<ConvTranspose2dOptions>("nn.ConvTranspose2d", {
  options: { ...KINDS, padding: size2, outputPadding: size2 },
  positional: ["stride", "padding", "outputPadding", "groups", "bias", "dilation"],
});

/**
 * Transposed convolution, the gradient of a convolution by its input: (N, C, H, W) -> (N, out, H', W') with
 * `H' = (H - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1`. The weight is
 * (C, out / groups, kh, kw).
 */
export class ConvTranspose2d extends ConvNd {
  static {
    markLayer(ConvTranspose2d);
  }

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: Size2,
    ...rest: Rest<
      ConvTranspose2dOptions,
      [stride: Size2, padding: Size2, outputPadding: Size2, groups: number, bias: boolean, dilation: Size2]
    >
  ) {
    const options = CONV_TRANSPOSE_2D.read(rest);
    super(CONV_TRANSPOSE_2D.name, inChannels, outChannels, kernelSize, options, true);
  }

  /** `outputSize`, `[H', W']` or a whole shape, chooses among the sizes a strided convolution maps to this input. */
  override forward(input: Tensor, outputSize?: readonly number[]): Tensor {
    const { weight, bias, stride, groups, dilation } = this;
    const padding = this.padding as [number, number];
    const extra = outputSize === undefined ? this.output_padding : this.#extraFor(input, outputSize);
    return torch.convTranspose2d(input, weight, bias, stride, padding, extra, groups, dilation);
  }

  #extraFor(input: Tensor, outputSize: readonly number[]): [number, number] {
    const operation = CONV_TRANSPOSE_2D.name;
    checkOutputSize(operation, outputSize);
    const wanted = outputSize.length === input.ndim ? outputSize.slice(-2) : outputSize;
    if (wanted.length !== 2) {
      throw new ShapeError(
        `${operation}: outputSize must have 2 or ${input.ndim} sizes for a ${input.ndim}-D input, got [${outputSize}].`,
        { operation },
      );
    }
    const extra = wanted.map((size, d) => {
      const at = <T>(list: readonly T[]): T => list[d] as T;
      const into = input.shape[input.ndim - 2 + d] as number;
      const padding = at(this.padding as [number, number]);
      const least =
        (into - 1) * at(this.stride) - 2 * padding + at(this.dilation) * (at(this.kernel_size) - 1) + 1;
      const most = least + at(this.stride) - 1;
      if (size < least || size > most) {
        throw new ShapeError(
          `${operation}: outputSize [${wanted}] cannot come from an input of [${input.shape}]: dimension ${d} may be ` +
            `${least} to ${most}.`,
          { operation },
        );
      }
      return size - least;
    });
    return [extra[0] as number, extra[1] as number];
  }
}
