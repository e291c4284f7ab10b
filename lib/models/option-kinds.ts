/** Kinds of arguments and options that networks have in common. */

import { callable, integerFrom, type Kind, kind, listOf, numberFrom } from "../edge/index.ts";
import * as nn from "../nn/index.ts";
import type { NormLayer } from "./classification/resnet.ts";

/** A number of channels, classes, blocks or heads. */
export const count: Kind<number> = integerFrom(1);

/** Several of them. */
export const counts: Kind<readonly number[]> = listOf(count);

/** The probability of dropping something. */
export const probability: Kind<number> = numberFrom(0, 1);

/** Makes a normalisation for a number of channels. */
export const normLayerKind: Kind<NormLayer> = callable<NormLayer>();

/** A network, where an argument must be one. */
export const moduleKind: Kind<nn.Module> = kind("a network (an nn.Module)", (v) => v instanceof nn.Module);

/** A module whose forward maps a tensor to a tensor, as far as that can be seen. */
export const layerKind: Kind<nn.TensorModule> = kind("an nn.Module", (v) => v instanceof nn.Module);

/** One number of pixels or patches for both directions, or height and width. */
export const pairKind: Kind<readonly [number, number]> = kind(
  "[height, width], integers of at least 1",
  (v) => Array.isArray(v) && v.length === 2 && v.every(count.accepts),
);

/** A list of objects, each of which its own signature checks. */
export function listOfObjects<T>(what: string): Kind<readonly T[]> {
  const isObject = (v: unknown): boolean => typeof v === "object" && v !== null && !Array.isArray(v);
  return kind(`a list of ${what}`, (v) => Array.isArray(v) && v.every(isObject));
}
