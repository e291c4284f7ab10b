/** Replacing the layers that the classes decide in a segmentation network. */

import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { SegmentationModule, type SegmentationOutputs } from "./base.ts";

/** Paths of a segmentation network's heads, the main one first; null for another network. */
export function segmentationHeadPaths(model: nn.Module): string[] | null {
  return model instanceof SegmentationModule ? model.headPaths() : null;
}

/**
 * Puts fresh convolutions with `numClasses` outputs in the place of the decoder's last layer and of the auxiliary
 * head's, as large as the old ones, on the same device.
 *
 * @returns the same network
 * @throws ArgumentError for a count below one and a head that is no convolution
 */
export function replaceSegmentationHead<M extends SegmentationModule<Tensor | SegmentationOutputs>>(
  model: M,
  numClasses: number,
): M {
  const refuse = (text: string): never => {
    throw new ArgumentError(`models.replaceHead: ${text}`, { operation: "models.replaceHead" });
  };
  if (!Number.isInteger(numClasses) || numClasses < 1) {
    refuse(`expected a positive number of classes, got ${numClasses}`);
  }
  const fresh = model.headPaths().map((path): [string, nn.Module] => {
    const old = model.getSubmodule(path);
    if (!(old instanceof nn.Conv2d)) {
      return refuse(`${path} is a ${old.constructor.name}, no convolution; assign it yourself`);
    }
    const { in_channels, kernel_size, stride, padding, weight } = old;
    const { device, dtype } = weight;
    const options = { stride, padding, bias: old.bias !== null, device, dtype };
    return [path, new nn.Conv2d(in_channels, numClasses, kernel_size, options).train(old.training)];
  });
  for (const [path, layer] of fresh) {
    const dot = path.lastIndexOf(".");
    model.getSubmodule(path.slice(0, Math.max(0, dot))).addModule(path.slice(dot + 1), layer);
  }
  return model;
}
