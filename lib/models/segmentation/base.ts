/**
 * What all segmentation networks share: an encoder and a decoder. Imports no weights, so that any file of the floor can
 * ask it; which layers the classes decide is among the family's facts.
 */

import * as nn from "../../nn/index.ts";
import { currentScope, type Tensor } from "../../tensor/index.ts";
import { declare } from "../facts.ts";
import { type ModelOrigin, originOf } from "../origin.ts";

/** What torchvision's segmentation networks give: logits (N, numClasses, H, W) for each pixel of the images. */
export interface SegmentationOutputs {
  out: Tensor;
  /** Of the auxiliary head, where there is one; in training its loss is added, times 0.5 in torchvision's recipe. */
  aux?: Tensor;
}

/**
 * A network that gives logits for each pixel: images (N, 3, H, W) -> (N, numClasses, H, W).
 *
 * The encoder and the decoder share no parameters and have all of them, so `model.encoder.requiresGrad_(false)` leaves
 * the decoder to be trained. Where the checkpoint's keys have other names for them, they are views that add no keys.
 */
export abstract class SegmentationModule<Output extends Tensor | SegmentationOutputs> extends nn.Module {
  static {
    declare(SegmentationModule, { task: "segmentation" });
  }

  /** What makes features of images; the part that pretrained weights of classification are for. */
  abstract readonly encoder: nn.Module;
  /** What makes logits of features. */
  abstract readonly decoder: nn.Module;

  abstract override forward(x: Tensor): Output;

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }
}

/** Resizes (N, C, H, W) bilinearly to a height and width, the corners' centres not kept. */
export function resizeTo(x: Tensor, like: Tensor): Tensor {
  const size = like.shape.slice(-2);
  return nn.functional.interpolate(x, { size, mode: "bilinear", alignCorners: false });
}

/**
 * Runs modules in order and collects what those named in `wanted` give. What nobody wants is freed as soon as the next
 * module has used it, as in nn.Sequential.
 */
export function collect(
  x: Tensor,
  modules: Iterable<readonly [string, nn.TensorModule]>,
  wanted: ReadonlySet<string>,
): Map<string, Tensor> {
  const scope = currentScope();
  const found = new Map<string, Tensor>();
  const kept = new Set([x]);
  let current = x;
  for (const [name, module] of modules) {
    const next = module.forward(current);
    if (!kept.has(current) && current !== next && current._scope === scope) current.dispose();
    current = next;
    if (!wanted.has(name)) continue;
    found.set(name, current);
    kept.add(current);
  }
  return found;
}

/** Convolution, batch normalisation and ReLU, the convolution without bias. */
export function convNormRelu(
  channels: number,
  outputs: number,
  kernel: number,
  options: { padding?: number; dilation?: number } = {},
): nn.TensorModule[] {
  const conv = new nn.Conv2d(channels, outputs, kernel, { ...options, bias: false });
  return [conv, new nn.BatchNorm2d(outputs), new nn.ReLU()];
}
