/** Models by name, for the command line and for whoever keeps a model's name in a file. */

import { ArgumentError } from "../native/errors.ts";
import * as resnet from "./resnet.ts";

const BUILDERS = {
  resnet18: resnet.resnet18,
  resnet34: resnet.resnet34,
  resnet50: resnet.resnet50,
  resnet101: resnet.resnet101,
  resnet152: resnet.resnet152,
  resnext50_32x4d: resnet.resnext50_32x4d,
  resnext101_32x8d: resnet.resnext101_32x8d,
  resnext101_64x4d: resnet.resnext101_64x4d,
  wide_resnet50_2: resnet.wide_resnet50_2,
  wide_resnet101_2: resnet.wide_resnet101_2,
} as const;

/** Name of a builder: `resnet18`. */
export type ModelName = keyof typeof BUILDERS;

/** Names of all builders. */
export function list(): ModelName[] {
  return Object.keys(BUILDERS) as ModelName[]; // the object's own type
}

/** Whether there is a builder of that name. */
export function has(name: string): name is ModelName {
  return Object.hasOwn(BUILDERS, name);
}

/** Builds a model by name: `models.get("resnet18", { weights: "DEFAULT" })`. Throws ArgumentError, naming those there are. */
export function get<N extends ModelName>(
  name: N | (string & {}),
  options?: Parameters<(typeof BUILDERS)[N]>[0],
): ReturnType<(typeof BUILDERS)[N]> {
  if (!has(name)) {
    throw new ArgumentError(`models.get: there is no model named ${name}; there are ${list().join(", ")}`);
  }
  return BUILDERS[name](options) as ReturnType<(typeof BUILDERS)[N]>; // the builder that N names
}
