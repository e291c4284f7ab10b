/** Windows of images as columns, and channels exchanged with space, as layers. */
import { noMore, type Rest, type Signature, signature } from "../edge/index.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger } from "./checks.ts";
import type { PatchOptions } from "./functional/patches.ts";
import { Module } from "./module.ts";
import { repr } from "./repr.ts";
import { type Size2, size2, sizes } from "./sizes.ts";

type Pair = [number, number];
type PatchArguments = Rest<PatchOptions, [dilation: Size2, padding: Size2, stride: Size2]>;

function takes(name: string): Signature<PatchOptions> {
  return signature<PatchOptions>(name, {
    options: { dilation: size2, padding: size2, stride: size2 },
    positional: ["dilation", "padding", "stride"],
  });
}

/** Windows of images: how large, how far apart, and beyond which border. */
abstract class Patches extends Module {
  readonly kernel_size: Size2;
  readonly dilation: Size2;
  readonly padding: Size2;
  readonly stride: Size2;
  /** Kernel, dilation, padding and stride as the operators take them. */
  readonly #pairs: [Pair, Pair, Pair, Pair];

  protected constructor(takes: Signature<PatchOptions>, kernelSize: Size2, rest: PatchArguments) {
    const { dilation = 1, padding = 0, stride = 1 } = takes.read(rest);
    super();
    this.kernel_size = kernelSize;
    this.dilation = dilation;
    this.padding = padding;
    this.stride = stride;
    this.#pairs = [
      sizes(takes.name, "kernelSize", kernelSize, 2, 1),
      sizes(takes.name, "dilation", dilation, 2, 1),
      sizes(takes.name, "padding", padding, 2, 0),
      sizes(takes.name, "stride", stride, 2, 1),
    ];
  }

  protected get pairs(): [Pair, Pair, Pair, Pair] {
    return this.#pairs;
  }

  override extraRepr(): string {
    const { kernel_size, dilation, padding, stride } = this;
    return (
      `kernel_size=${repr(kernel_size)}, dilation=${repr(dilation)}, padding=${repr(padding)}, ` +
      `stride=${repr(stride)}`
    );
  }
}

const UNFOLD = takes("nn.Unfold");
const FOLD = takes("nn.Fold");

/** The windows of (N, C, H, W) as columns: (N, C kh kw, L) with L windows; also without N. */
export class Unfold extends Patches {
  static {
    markLayer(Unfold);
  }

  constructor(kernelSize: Size2, ...rest: PatchArguments) {
    super(UNFOLD, kernelSize, rest);
  }

  override forward(input: Tensor): Tensor {
    return torch.im2col(input, ...this.pairs);
  }
}

/** Columns (N, C kh kw, L) summed back into images (N, C, H, W) of `outputSize`; also without N. */
export class Fold extends Patches {
  readonly output_size: Size2;
  readonly #size: Pair;

  static {
    markLayer(Fold);
  }

  constructor(outputSize: Size2, kernelSize: Size2, ...rest: PatchArguments) {
    super(FOLD, kernelSize, rest);
    this.output_size = outputSize;
    this.#size = sizes("nn.Fold", "outputSize", outputSize, 2, 1);
  }

  override forward(input: Tensor): Tensor {
    return torch.col2im(input, this.#size, ...this.pairs);
  }

  override extraRepr(): string {
    return `output_size=${repr(this.output_size)}, ${super.extraRepr()}`;
  }
}

/** (..., C r r, H, W) -> (..., C, H r, W r): https://arxiv.org/abs/1609.05158 */
export class PixelShuffle extends Module {
  readonly upscale_factor: number;

  static {
    markLayer(PixelShuffle);
  }

  constructor(upscaleFactor: number, ...rest: []) {
    noMore("nn.PixelShuffle", rest);
    checkInteger("nn.PixelShuffle", "upscaleFactor", upscaleFactor, 1);
    super();
    this.upscale_factor = upscaleFactor;
  }

  override forward(input: Tensor): Tensor {
    return torch.pixelShuffle(input, this.upscale_factor);
  }

  override extraRepr(): string {
    return `upscale_factor=${this.upscale_factor}`;
  }
}

/** (..., C, H r, W r) -> (..., C r r, H, W) */
export class PixelUnshuffle extends Module {
  readonly downscale_factor: number;

  static {
    markLayer(PixelUnshuffle);
  }

  constructor(downscaleFactor: number, ...rest: []) {
    noMore("nn.PixelUnshuffle", rest);
    checkInteger("nn.PixelUnshuffle", "downscaleFactor", downscaleFactor, 1);
    super();
    this.downscale_factor = downscaleFactor;
  }

  override forward(input: Tensor): Tensor {
    return torch.pixelUnshuffle(input, this.downscale_factor);
  }

  override extraRepr(): string {
    return `downscale_factor=${this.downscale_factor}`;
  }
}

/** Channels of (N, C, ...) split into groups and interleaved: https://arxiv.org/abs/1707.01083 */
export class ChannelShuffle extends Module {
  readonly groups: number;

  static {
    markLayer(ChannelShuffle);
  }

  constructor(groups: number, ...rest: []) {
    noMore("nn.ChannelShuffle", rest);
    checkInteger("nn.ChannelShuffle", "groups", groups, 1);
    super();
    this.groups = groups;
  }

  override forward(input: Tensor): Tensor {
    return torch.channelShuffle(input, this.groups);
  }

  override extraRepr(): string {
    return `groups=${this.groups}`;
  }
}
