/** Layers by path: listing them, finding one, and watching what they give during a forward. */

import { signature } from "../../edge/index.ts";
import { moduleKind } from "../../models/option-kinds.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { currentScope, type HookHandle, keep, Tensor } from "../../tensor/index.ts";
import { adopt } from "../../tensor/scope.ts";

/** How many near matches an error names. */
const NEAR_MATCHES = 3;

const PATHS = signature("models.layerPaths", { takes: { model: moduleKind } });

/**
 * Paths of all layers below a network, in the order of its state dict: `"conv1"`, `"layer1"`, `"layer1.0"`, ... Any of
 * them is a path that `extract`, `gradCam` and `getSubmodule` take.
 */
export function layerPaths(model: Module, ...rest: []): string[] {
  PATHS.read(rest);
  PATHS.check(model);
  return [...model.namedModules()].flatMap(([path]) => (path === "" ? [] : [path]));
}

/** The layer at a path. Throws ArgumentError that names the paths most like it. */
export function layerAt(operation: string, model: Module, path: string): Module {
  let layer: Module | undefined = model;
  for (const name of path === "" ? [] : String(path).split(".")) {
    layer = [...layer.namedChildren()].find(([child]) => child === name)?.[1];
    if (layer === undefined) break;
  }
  if (layer !== undefined && typeof path === "string") return layer;
  const near = nearest(String(path), layerPaths(model));
  throw new ArgumentError(
    `${operation}: ${model.constructor.name} has no layer ${JSON.stringify(path)}` +
      (near.length === 0 ? "" : `; did you mean ${near.map((one) => JSON.stringify(one)).join(", ")}?`) +
      " models.layerPaths(model) lists all.",
    { operation },
  );
}

/** The candidates most like a text, best first. */
function nearest(text: string, candidates: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  const ranked = candidates.map((path) => {
    const other = path.toLowerCase();
    // A path that goes on where the text ends, or ends as it does, is nearer than one with as many other letters.
    const part = other.startsWith(wanted) || other.endsWith(`.${wanted}`);
    return { path, distance: editDistance(wanted, other) - (part ? wanted.length : 0) };
  });
  ranked.sort((a, b) => a.distance - b.distance);
  return ranked
    .slice(0, NEAR_MATCHES)
    .filter(({ distance }) => distance <= Math.max(2, text.length / 2))
    .map(({ path }) => path);
}

/** Letters to insert, delete or replace to make one text of the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/**
 * Thrown by a hook to end a forward of which enough is known. No TorchtsError, so that no module on its way writes its
 * place into it; the scopes on its way free what the forward made.
 */
class Enough extends Error {}

/** Ends the forward that a hook is called from; `watch` catches it. */
export function enough(): never {
  throw new Enough("the rest of this forward is not needed");
}

/** Runs a forward with hooks, which are taken off again whatever happens; `enough()` in a hook ends it early. */
export function watch(hooks: readonly (() => HookHandle)[], forward: () => unknown): void {
  const handles: HookHandle[] = [];
  try {
    for (const register of hooks) handles.push(register());
    forward();
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  } finally {
    for (const handle of handles) handle.remove();
  }
}

/** Gives a tensor that was kept in a hook to the scope the caller is in, as if it had been made there. */
export function handOver(tensor: Tensor): Tensor {
  if (currentScope() !== undefined) adopt(tensor);
  return tensor;
}

/** A copy of a tensor that outlives the module whose hook it is made in, and later in-place changes. */
export function snapshot(tensor: Tensor): Tensor {
  return keep(tensor.clone());
}

/** Calls a network on one tensor. */
export function run(model: Module, input: Tensor | readonly Tensor[]): unknown {
  const forward = (model as Module & { forward(x: unknown): unknown }).forward;
  return forward.call(model, input); // every network of this library takes one tensor, or images of any size one by one
}

/** The first tensor in what a layer gave: itself, or in an array or record; undefined where there is none. */
export function firstTensor(output: unknown): Tensor | undefined {
  if (output instanceof Tensor) return output;
  if (typeof output !== "object" || output === null) return undefined;
  return Object.values(output).find((value) => value instanceof Tensor);
}
