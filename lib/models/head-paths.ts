/** Where the layers stand that a network's classes decide; replacing them is `heads.ts`. */

import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { SegmentationModule } from "./segmentation/base.ts";

/** Heads beside the main one of classification networks: Inception v3's, and GoogLeNet's two. */
export const AUXILIARY_HEADS = ["AuxLogits.fc", "aux1.fc2", "aux2.fc2"] as const;

/**
 * Paths of the layers whose outputs are the classes: the last linear layer, or where there is none (SqueezeNet) the
 * last convolution; then those of auxiliary heads. `["fc"]` for a ResNet, `["decoder.head"]` for a SegNet. Throws
 * ArgumentError for a network without such a layer.
 */
export function headPaths(model: nn.Module): string[] {
  if (model instanceof SegmentationModule) return model.headPaths().map((path) => endOf(model, path));
  const path = lastLayer(model);
  if (path === undefined) {
    throw new ArgumentError(
      `models.headPaths: ${model.constructor.name} has no linear layer and no convolution`,
    );
  }
  const paths = [path];
  for (const auxiliary of AUXILIARY_HEADS) {
    const module = submodule(model, auxiliary);
    const inside = module === undefined ? undefined : lastLayer(module);
    if (inside !== undefined) paths.push(inside === "" ? auxiliary : `${auxiliary}.${inside}`);
  }
  return paths;
}

/** Path of the layer that the module at a path ends in. Throws ArgumentError where it ends in none. */
function endOf(model: nn.Module, path: string): string {
  const module = submodule(model, path);
  const inside = module === undefined ? undefined : lastLayer(module);
  if (inside !== undefined) return inside === "" ? path : `${path}.${inside}`;
  throw new ArgumentError(`models.headPaths: ${path} of ${model.constructor.name} has no convolution`);
}

/** Number of outputs of the layer at a head's path, undefined where it is neither linear nor a convolution. */
export function outputsAt(model: nn.Module, path: string): number | undefined {
  const layer = submodule(model, path);
  if (layer instanceof nn.Linear) return layer.out_features;
  return layer instanceof nn.Conv2d ? layer.out_channels : undefined;
}

/** Path of the last linear layer, else of the last convolution. */
function lastLayer(model: nn.Module): string | undefined {
  const layers = [...model.namedModules()];
  const last =
    layers.findLast(([, module]) => module instanceof nn.Linear) ??
    layers.findLast(([, module]) => module instanceof nn.Conv2d);
  return last?.[0];
}

/** The module at a path, undefined where there is none. */
function submodule(model: nn.Module, path: string): nn.Module | undefined {
  let module: unknown = model;
  for (const name of path === "" ? [] : path.split(".")) {
    if (!(module instanceof nn.Module)) return undefined;
    module = Object.hasOwn(module, name) ? Reflect.get(module, name) : undefined;
  }
  return module instanceof nn.Module ? module : undefined;
}
