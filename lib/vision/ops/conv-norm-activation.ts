/** Convolution, normalisation and activation as one block: `torchvision.ops.Conv2dNormActivation`. */

import * as nn from "../../nn/index.ts";

/** Makes a normalisation layer for a number of channels. */
export type NormLayer = (channels: number) => nn.TensorModule;

/** Makes an activation; told whether it may write over its input. */
export type ActivationLayer = (options: nn.InplaceOptions) => nn.TensorModule;

/** Options of `Conv2dNormActivation`. */
export interface Conv2dNormActivationOptions {
  /** Default 3. */
  kernelSize?: nn.Size2;
  /** Default 1. */
  stride?: nn.Size2;
  /** What keeps height and width at stride 1 if not given: `floor((kernel - 1) / 2) * dilation`. */
  padding?: nn.Size2 | "same" | "valid";
  /** Default 1. */
  groups?: number;
  /** nn.BatchNorm2d if not given, null for none. */
  normLayer?: NormLayer | null;
  /** nn.ReLU if not given, null for none. */
  activationLayer?: ActivationLayer | null;
  /** Default 1. */
  dilation?: nn.Size2;
  /** Whether the activation may write over its input: true if not given, null leaves it to the activation. */
  inplace?: boolean | null;
  /** Whether the convolution has a bias; where there is no normalisation if not given. */
  bias?: boolean;
}

/**
 * Convolution, then normalisation, then activation: (N, C, H, W) -> (N, out, H', W').
 *
 * A Sequential with the keys "0", "1" and "2"; a layer that is left out moves the ones after it up.
 *
 * @example new Conv2dNormActivation(3, 32, { stride: 2, activationLayer: (options) => new nn.ReLU6(options) })
 */
export class Conv2dNormActivation extends nn.Sequential {
  readonly out_channels: number;

  /** Throws ArgumentError for sizes that do not fit each other. */
  constructor(inChannels: number, outChannels: number, options: Conv2dNormActivationOptions = {}) {
    const { kernelSize = 3, stride = 1, groups = 1, dilation = 1, inplace = true } = options;
    const { normLayer = batchNorm, activationLayer = relu } = options;
    const { padding = keepingPadding(kernelSize, dilation), bias = normLayer === null } = options;
    const layers: nn.TensorModule[] = [
      new nn.Conv2d(inChannels, outChannels, kernelSize, { stride, padding, dilation, groups, bias }),
    ];
    if (normLayer !== null) layers.push(normLayer(outChannels));
    if (activationLayer !== null) layers.push(activationLayer(inplace === null ? {} : { inplace }));
    super(...layers);
    this.out_channels = outChannels;
  }
}

const batchNorm: NormLayer = (channels) => new nn.BatchNorm2d(channels);
const relu: ActivationLayer = (options) => new nn.ReLU(options);

function keepingPadding(kernelSize: nn.Size2, dilation: nn.Size2): nn.Size2 {
  const along = (kernel: number, step: number): number => Math.floor((kernel - 1) / 2) * step;
  if (typeof kernelSize === "number" && typeof dilation === "number") return along(kernelSize, dilation);
  const [height, width] = typeof kernelSize === "number" ? [kernelSize, kernelSize] : kernelSize;
  const [down, across] = typeof dilation === "number" ? [dilation, dilation] : dilation;
  return [along(height, down), along(width, across)];
}
