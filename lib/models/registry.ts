/**
 * Models by name, for the command line and for whoever keeps a model's name in a file.
 *
 * Each family's file ends in a table of its named constructors; a family that is here is one more line.
 */

import { ArgumentError } from "../native/errors.ts";
import { alexnetBuilders } from "./alexnet.ts";
import { convnextBuilders } from "./convnext.ts";
import { densenetBuilders } from "./densenet.ts";
import { efficientnetBuilders } from "./efficientnet.ts";
import { googlenetBuilders } from "./googlenet.ts";
import { inceptionBuilders } from "./inception.ts";
import { inceptionV4Builders } from "./inception-v4.ts";
import { maxvitBuilders } from "./maxvit.ts";
import { mnasnetBuilders } from "./mnasnet.ts";
import { mobilenetv2Builders } from "./mobilenetv2.ts";
import { mobilenetv3Builders } from "./mobilenetv3.ts";
import { regnetBuilders } from "./regnet.ts";
import { resnetBuilders } from "./resnet.ts";
import { resnetv2Builders } from "./resnetv2.ts";
import { shufflenetv2Builders } from "./shufflenetv2.ts";
import { squeezenetBuilders } from "./squeezenet.ts";
import { swinBuilders } from "./swin.ts";
import { vggBuilders } from "./vgg.ts";
import { vitBuilders } from "./vit.ts";

const BUILDERS = {
  ...resnetBuilders,
  ...alexnetBuilders,
  ...densenetBuilders,
  ...googlenetBuilders,
  ...inceptionBuilders,
  ...mnasnetBuilders,
  ...mobilenetv2Builders,
  ...mobilenetv3Builders,
  ...shufflenetv2Builders,
  ...squeezenetBuilders,
  ...vggBuilders,
  ...convnextBuilders,
  ...efficientnetBuilders,
  ...maxvitBuilders,
  ...regnetBuilders,
  ...swinBuilders,
  ...vitBuilders,
  ...inceptionV4Builders,
  ...resnetv2Builders,
} as const;

/** Name of a builder: `resnet18`. */
export type ModelName = keyof typeof BUILDERS;

/** The network that a builder makes: `ModelOf<"resnet18">` is `ResNet`. */
export type ModelOf<N extends ModelName> = Awaited<ReturnType<(typeof BUILDERS)[N]>>;

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
  // The options are those of the builder that N names, and so is the result.
  const build = BUILDERS[name] as (options?: unknown) => unknown;
  return build(options) as ReturnType<(typeof BUILDERS)[N]>;
}
