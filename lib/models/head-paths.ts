/**
 * Where the layers stand that a network's classes decide; replacing them is `heads.ts`.
 *
 * A family declares them among its facts. Of a network that nobody declared, a chain ends in its head; where more
 * than one layer could be it, the caller says which.
 */

import { signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { declaredHeads, factsOf } from "./facts.ts";
import { moduleKind } from "./option-kinds.ts";

const PATHS = signature("models.headPaths", { takes: { model: moduleKind } });

/**
 * Paths of the layers whose outputs are the classes, then those of auxiliary heads: `["fc"]` for a ResNet,
 * `["decoder.head"]` for a SegNet. Of a network of one's own it is what `declareHeads` or `replaceHead` was told, the end
 * of a Sequential, or the only linear layer, and where there is none the only convolution.
 *
 * @throws ArgumentError for a network without such a layer, and one where several could be it, naming them
 */
export function headPaths(model: nn.Module, ...rest: []): string[] {
  PATHS.read(rest);
  PATHS.check(model);
  return headsFor("models.headPaths", model);
}

/** The same, in the name of another operation. */
export function headsFor(operation: string, model: nn.Module): string[] {
  const own = declaredHeads(model);
  if (own !== null) {
    const built = own.auxiliary.filter(
      (path) => submodule(model, path.split(".")[0] as string) !== undefined,
    );
    return [...own.main, ...built].map((path) => endOf(operation, model, path));
  }
  const [only, ...others] = headCandidates(model);
  if (only === undefined) {
    refuse(operation, `${model.constructor.name} has no linear layer and no convolution`);
  }
  if (others.length > 0) refuse(operation, several(model, [only, ...others]));
  return [only];
}

/** Paths of the layers of which one may be the head of a network that nobody declared. */
export function headCandidates(model: nn.Module): string[] {
  const linear = ends(model, (layer) => layer instanceof nn.Linear);
  return linear.length > 0 ? linear : ends(model, (layer) => layer instanceof nn.Conv2d);
}

function several(model: nn.Module, paths: readonly string[]): string {
  const shown =
    paths.length > 8 ? `${paths.slice(-8).join(", ")} and ${paths.length - 8} more` : paths.join(", ");
  const [name, last] = [model.constructor.name, paths.at(-1)];
  return (
    `more than one layer of ${name} could be its head: ${shown}. Say which: ` +
    `models.replaceHead(model, classes, { path: "${last}" }), or models.declareHeads(${name}, "${last}") for the class`
  );
}

/** Paths below a module at which a forward pass may end: of a chain its last such layer, of others all of them. */
function ends(module: nn.Module, fits: (layer: nn.Module) => boolean): string[] {
  if (fits(module)) return [""];
  const within = (name: string, child: nn.Module): string[] =>
    ends(child, fits).map((path) => (path === "" ? name : `${name}.${path}`));
  const known = declaredHeads(module);
  if (known !== null) {
    return known.main.flatMap((path) => {
      const layer = submodule(module, path);
      return layer === undefined ? [] : within(path, layer);
    });
  }
  const children = [...module.namedChildren()].map(([name, child]) => within(name, child));
  return module instanceof nn.Sequential
    ? (children.findLast((paths) => paths.length > 0) ?? [])
    : children.flat();
}

/**
 * Path of the layer that what stands at a path ends in, or where something shorter has been put in its place, what that
 * ends in. Throws ArgumentError where it ends in none or several.
 */
function endOf(operation: string, model: nn.Module, path: string): string {
  const names = path.split(".");
  let there = names.length;
  while (there > 0 && submodule(model, names.slice(0, there).join(".")) === undefined) there--;
  const found = names.slice(0, there).join(".");
  const module = there === 0 ? undefined : submodule(model, found);
  if (module === undefined) refuse(operation, `${model.constructor.name} has no head ${path}`);
  const candidates = headCandidates(module);
  const [only] = candidates;
  if (only === undefined) {
    refuse(
      operation,
      `${found} of ${model.constructor.name}, a ${module.constructor.name}, has no linear layer and no convolution`,
    );
  }
  if (candidates.length > 1) {
    refuse(
      operation,
      several(
        model,
        candidates.map((one) => `${found}.${one}`),
      ),
    );
  }
  return only === "" ? found : `${found}.${only}`;
}

function refuse(operation: string, text: string): never {
  throw new ArgumentError(`${operation}: ${text}.`, { operation });
}

/** Number of outputs of the layer at a head's path, undefined where it is neither linear nor a convolution. */
export function outputsAt(model: nn.Module, path: string): number | undefined {
  const layer = submodule(model, path);
  if (layer instanceof nn.Linear) return layer.out_features;
  return layer instanceof nn.Conv2d ? layer.out_channels : undefined;
}

/** Outputs that the head at a path needs for so many named classes. */
export function outputsFor(model: nn.Module, path: string, classes: number): number {
  const { hiddenOutputs = 0, outputsPerClass } = factsOf(model);
  return (classes + hiddenOutputs) * (outputsPerClass?.[path] ?? 1);
}

/** Number of named classes of the layer at a head's path, undefined where it is neither linear nor a convolution. */
export function classesAt(model: nn.Module, path: string): number | undefined {
  const outputs = outputsAt(model, path);
  const { hiddenOutputs = 0, outputsPerClass } = factsOf(model);
  return outputs === undefined ? undefined : outputs / (outputsPerClass?.[path] ?? 1) - hiddenOutputs;
}

/** The module at a path, undefined where there is none. */
export function submodule(model: nn.Module, path: string): nn.Module | undefined {
  let module: unknown = model;
  for (const name of path === "" ? [] : path.split(".")) {
    if (!(module instanceof nn.Module)) return undefined;
    module = Object.hasOwn(module, name) ? Reflect.get(module, name) : undefined;
  }
  return module instanceof nn.Module ? module : undefined;
}
