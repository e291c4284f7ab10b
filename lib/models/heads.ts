/** The layers of a classification network that its classes decide: finding and replacing them. */

import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { GoogLeNet } from "./googlenet.ts";
import { Inception3 } from "./inception.ts";

/**
 * Paths of the layers whose outputs are the classes: the last linear layer, or where there is none (SqueezeNet) the
 * last convolution; then those of auxiliary heads. `["fc"]` for a ResNet. Throws ArgumentError for a network without
 * such a layer.
 */
export function headPaths(model: nn.Module): string[] {
  const layers = [...model.namedModules()];
  const [path] =
    layers.findLast(([, module]) => module instanceof nn.Linear) ??
    layers.findLast(([, module]) => module instanceof nn.Conv2d) ??
    [];
  if (path === undefined) {
    throw new ArgumentError(
      `models.headPaths: ${model.constructor.name} has no linear layer and no convolution`,
    );
  }
  const paths = [path];
  if (model instanceof Inception3 && model.AuxLogits !== null) paths.push("AuxLogits.fc");
  if (model instanceof GoogLeNet && model.aux1 !== null) paths.push("aux1.fc2");
  if (model instanceof GoogLeNet && model.aux2 !== null) paths.push("aux2.fc2");
  return paths;
}

/**
 * Puts fresh layers with `numClasses` outputs in the place of the network's heads, as large as the old ones otherwise,
 * on the same device. The same as the assignment each family's page shows, for any of them:
 *
 *     models.replaceHead(model, 4); // ResNet: model.fc = new nn.Linear(model.fc.in_features, 4)
 *
 * @returns the paths of what was replaced
 * @throws ArgumentError for a network without such a layer, and for a count of classes below one
 */
export function replaceHead(model: nn.Module, numClasses: number): string[] {
  if (!Number.isInteger(numClasses) || numClasses < 1) {
    throw new ArgumentError(`models.replaceHead: expected a positive number of classes, got ${numClasses}`);
  }
  const paths = headPaths(model);
  if (paths.includes("")) {
    throw new ArgumentError(
      `models.replaceHead: the ${model.constructor.name} is itself the head; make a new one`,
    );
  }
  for (const path of paths) {
    const dot = path.lastIndexOf(".");
    const owner = model.getSubmodule(path.slice(0, Math.max(0, dot)));
    owner.addModule(path.slice(dot + 1), freshLike(path, model.getSubmodule(path), numClasses));
  }
  return paths;
}

function freshLike(path: string, old: nn.Module, outputs: number): nn.Module {
  if (!(old instanceof nn.Linear || old instanceof nn.Conv2d)) {
    throw new ArgumentError(
      `models.replaceHead: ${path} is a ${old.constructor.name}, neither linear nor a convolution; assign it yourself`,
    );
  }
  const { device, dtype } = old.weight;
  const options = { bias: old.bias !== null, device, dtype };
  if (old instanceof nn.Linear) return new nn.Linear(old.in_features, outputs, options).train(old.training);
  const { in_channels, kernel_size, stride, padding } = old;
  return new nn.Conv2d(in_channels, outputs, kernel_size, { ...options, stride, padding }).train(
    old.training,
  );
}
