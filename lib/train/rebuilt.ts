/** Networks that runs have of their own: built anew as one was that is there, with its values, or with a head drawn anew. */
import { hasCoralHead } from "../models/coral.ts";
import { coralHead, get, has, headPaths, originOf, replaceHead } from "../models/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { RunRandom } from "./run-random.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";

/**
 * A network built anew as another was, with its values.
 *
 * @throws ArgumentError for a network that does not say how it was built, or was changed since beyond its head
 */
export async function rebuilt(model: AnyNetwork, operation: string): Promise<AnyNetwork> {
  const refuse = (cause?: unknown): never => {
    throw new ArgumentError(
      `${operation}: ${model.constructor.name} does not say how it was built, so every run cannot have one of its own; give a ` +
        "function that builds it: (seed) => network.",
      { operation, cause },
    );
  };
  const origin = originOf(model);
  if (origin === undefined || origin === null || !has(origin.builder)) return refuse();
  const made = { ...origin.options, weights: null };
  const copy = (await get(origin.builder as never, made as never)) as AnyNetwork; // a name, as just seen
  try {
    const outputs = outputsIn(model);
    if (outputs !== null && hasCoralHead(model)) coralHead(copy as Module, outputs + 1);
    else if (outputs !== outputsIn(copy) && outputs !== null) replaceHead(copy as Module, outputs);
    copy.loadStateDict(model.stateDict());
  } catch (error) {
    refuse(error);
  }
  return copy;
}

/** Outputs of a network's main head; null where it is no plain layer. */
export function outputsIn(model: Module): number | null {
  const [path] = headPaths(model);
  const head = model.getSubmodule(path as string) as { out_features?: number; out_channels?: number };
  return head.out_features ?? head.out_channels ?? null;
}

/** Frees a network that was made here. */
export function disposeNetwork(model: Module): void {
  for (const tensor of [...model.parameters(), ...model.buffers()]) tensor.dispose();
}

/** The network with a head of the same kind, drawn with a seed. */
export function withFreshHead(model: AnyNetwork, seed: number): AnyNetwork {
  const random = new RunRandom("cpu");
  try {
    random.seed(seed);
    return random.within(() => {
      const outputs = outputsIn(model);
      return outputs === null ? model : (replaceHead(model as Module, outputs) as AnyNetwork);
    });
  } finally {
    random.dispose();
  }
}
