/** A network by depth: its stages from the input to the head, each parameter in one of them. */

import { describe, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import { isNormalisation } from "../nn/layer-kinds.ts";
import { factsOf, type Stage, stageList } from "./facts.ts";
import { moduleKind } from "./option-kinds.ts";

const OPERATION = "models.stagesOf";
const TAKES = signature(OPERATION, { takes: { model: moduleKind } });

/**
 * The stages of a network in the order of its forward pass, the input's first and the head's last: names, and paths of
 * modules and parameters. Each parameter belongs to exactly one.
 *
 *     models.stagesOf(resnet); // [{ name: "stem", paths: ["conv1", "bn1"] }, { name: "layer1", ... }, ..., { name: "head", paths: ["fc"] }]
 *
 * Families of this library declare them. Of a network of one's own it is what `models.declare` was told, else its modules
 * with parameters in the order in which they were assigned: of a Sequential its members.
 *
 * @throws ArgumentError for parameters that are in no stage or in two, and for a network that nobody declared with
 *   parameters that are in no module of it
 */
export function stagesOf(model: nn.Module, ...rest: []): Stage[] {
  TAKES.read(rest);
  TAKES.check(model);
  const stages = declaredStages(model);
  return stages === null ? derivedStages(model) : placed(model, stages);
}

function declaredStages(model: nn.Module): readonly Stage[] | null {
  const { stages } = factsOf(model);
  if (stages === undefined) return null;
  if (typeof stages !== "function") return stages;
  const found = stages(model);
  if (stageList.accepts(found)) return found;
  return refuse(
    `the stages that ${model.constructor.name} declared as a function must be ${stageList.expected}, got ${describe(found)}`,
  );
}

/**
 * The stages without what the network was built without, and with what was put into the place of their modules: that
 * belongs to the last stage of those in which the longest part of its path lies.
 */
function placed(model: nn.Module, stages: readonly Stage[]): Stage[] {
  const name = model.constructor.name;
  const held = stages.map(() => new Set<string>()); // paths that hold a parameter
  for (const [parameter] of model.namedParameters()) {
    const holding = stages.flatMap(({ paths }, at) =>
      paths.filter((path) => isWithin(parameter, path)).map((path) => ({ at, path })),
    );
    const [only, second] = holding;
    if (only === undefined) {
      held[nearest(stages, parameter, name)]?.add(ownerOf(parameter));
    } else if (second === undefined) {
      held[only.at]?.add(only.path);
    } else {
      refuse(
        `${parameter} of ${name} is in two stages, ${stages[only.at]?.name} (${only.path}) and ` +
          `${stages[second.at]?.name} (${second.path}); ${advice(name)}`,
      );
    }
  }
  return stages.flatMap(({ name: own, paths }, at) => {
    const found = held[at] ?? new Set();
    const declared = paths.filter((path) => found.delete(path));
    const all = [...declared, ...found];
    return all.length === 0 ? [] : [{ name: own, paths: all }];
  });
}

/** The stage whose paths have the most names in common with a parameter's, the last of them. */
function nearest(stages: readonly Stage[], parameter: string, name: string): number {
  let [best, most] = [-1, 0];
  for (const [at, { paths }] of stages.entries()) {
    const common = Math.max(0, ...paths.map((path) => commonNames(path, parameter)));
    if (common > 0 && common >= most) [best, most] = [at, common];
  }
  if (best >= 0) return best;
  return refuse(`${parameter} of ${name} is in no stage; ${advice(name)}`);
}

function commonNames(path: string, other: string): number {
  const [a, b] = [path.split("."), other.split(".")];
  const first = a.findIndex((name, i) => name !== b[i]);
  return first < 0 ? a.length : first;
}

function isWithin(parameter: string, path: string): boolean {
  return parameter === path || parameter.startsWith(`${path}.`);
}

/** Path of the module that a parameter is of. */
function ownerOf(parameter: string): string {
  const dot = parameter.lastIndexOf(".");
  return dot < 0 ? parameter : parameter.slice(0, dot);
}

/** Of a network that nobody declared: its modules, or those of the one that has all of them; declared ones by their stages. */
function derivedStages(model: nn.Module): Stage[] {
  const name = model.constructor.name;
  const [own] = [...model.namedParameters("", { recurse: false })];
  if (own !== undefined) {
    refuse(
      `${name} has ${own[0]} beside its modules, and nothing says which stage it belongs to; ${advice(name)}`,
    );
  }
  const children = withParameters(model);
  const [only, second] = children;
  const stages = children.flatMap(([path, child]): Stage[] => {
    const below = (stage: Stage): Stage => ({
      name: `${path}.${stage.name}`,
      paths: stage.paths.map((one) => `${path}.${one}`),
    });
    const known = declaredStages(child);
    if (known !== null) return placed(child, known).map(below);
    if (second === undefined && child === only?.[1] && child instanceof nn.Sequential) {
      return derivedStages(child).map(below);
    }
    return [{ name: path, paths: [path] }];
  });
  if (stages.length === 0) refuse(`${name} has no parameters, and so no stages`);
  return stages;
}

/** Children with parameters. */
function withParameters(module: nn.Module): [string, nn.Module][] {
  return [...module.namedChildren()].filter(([, child]) => !child.parameters().next().done);
}

/**
 * Stages of the chain of modules at a path: one for each module with parameters, named by its path; a normalisation
 * belongs to the module before it.
 */
export function chainStages(model: nn.Module, path: string): Stage[] {
  const stages: { name: string; paths: string[] }[] = [];
  for (const [name, module] of withParameters(model.getSubmodule(path))) {
    const own = `${path}.${name}`;
    const last = stages.at(-1);
    if (last !== undefined && isNormalisation(module)) last.paths.push(own);
    else stages.push({ name: own, paths: [own] });
  }
  return stages;
}

/** Stages of a chain of layers at a path that poolings divide: `block1`, `block2`, ... */
export function pooledStages(model: nn.Module, path: string, named = "block"): Stage[] {
  const stages: { name: string; paths: string[] }[] = [];
  let isNew = true;
  for (const [name, module] of model.getSubmodule(path).namedChildren()) {
    if (module instanceof nn.MaxPool2d) isNew = true;
    if (module.parameters().next().done) continue;
    if (isNew) stages.push({ name: `${named}${stages.length + 1}`, paths: [] });
    stages.at(-1)?.paths.push(`${path}.${name}`);
    isNew = false;
  }
  return stages;
}

function advice(name: string): string {
  return `declare them: models.declare(${name}, { stages: [{ name: "stem", paths: ["conv1"] }, ...] })`;
}

function refuse(text: string): never {
  throw new ArgumentError(`${OPERATION}: ${text}.`, { operation: OPERATION });
}
