/**
 * The optimizer's side of `last.pth`: which optimizer it was, over which parameters, and which of them were trainable.
 *
 * A state dict alone says neither: its numbers fit any optimizer with as many parameters.
 */
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import type { AnyOptimizer } from "../optim/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { asRecord } from "./parts/state.ts";
import { addGroup } from "./trainees.ts";

/** What goes into the file beside the state dicts. */
export function writeTrained(model: Module, optimizer: AnyOptimizer): Record<string, unknown> {
  const names = new Map<Tensor, string>([...model.namedParameters()].map(([name, p]) => [p, name]));
  return {
    optimizer_class: optimizer.constructor.name,
    // By group; "" for a parameter that is not the model's.
    optimizer_parameters: optimizer.paramGroups.map(({ params }) => params.map((p) => names.get(p) ?? "")),
    trainable: [...model.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name),
  };
}

/**
 * Refuses to go on with another optimizer than the run's, which would take its state for its own.
 *
 * @param scheduled whether a scheduler with state was at work, which may have changed momenta as well as rates
 * @throws ArgumentError
 */
export function checkSameOptimizer(
  saved: Record<string, unknown>,
  optimizer: AnyOptimizer,
  scheduled: boolean,
): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text} Give the optimizer that the run was started with.`, {
      operation: "train.fit",
    });
  };
  const { name } = optimizer.constructor;
  const was = saved.optimizer_class;
  if (typeof was === "string" && was !== name) refuse(`the run's optimizer is ${was}, not ${name}.`);
  const before = (asRecord(saved.optimizer).param_groups as unknown[] | undefined)?.map(asRecord) ?? [];
  const now = optimizer.stateDict().param_groups as Record<string, unknown>[];
  for (const [at, group] of now.entries()) {
    const other = before[at];
    if (other === undefined) return; // another number of groups, which the state dict's reader refuses
    // Files before the class was written: its options tell most of them apart.
    const missing = Object.keys(group).filter(
      (key) => !(key in other) && key !== "initial_lr" && key !== "name",
    );
    if (was === undefined && missing.length > 0) {
      refuse(`the run's optimizer has other options than ${name}: no ${missing.join(", ")}.`);
    }
    for (const [key, value] of Object.entries(group)) {
      // The rate is the schedule's; what it began with is initial_lr.
      const moves = key === "lr" || key === "params" || (scheduled && /momentum|betas/.test(key));
      if (moves || !(key in other) || !isComparable(value) || same(value, other[key])) continue;
      const option = key === "initial_lr" ? "lr" : key;
      refuse(`the run's ${name} has ${option} ${shown(other[key])}, the one given has ${shown(value)}.`);
    }
  }
}

/** Makes trainable what was, and adds the groups of parameters that joined during the run. */
export function restoreTrained(
  saved: Record<string, unknown>,
  model: Module,
  optimizer: AnyOptimizer,
  joiningRate: number | null,
): void {
  const parameters = new Map(model.namedParameters());
  const groups = Array.isArray(saved.optimizer_parameters) ? (saved.optimizer_parameters as string[][]) : [];
  for (const names of joiningRate === null ? [] : groups.slice(optimizer.paramGroups.length)) {
    const params = names.flatMap((name) => parameters.get(name) ?? []);
    addGroup(optimizer, params, joiningRate as number);
  }
  if (!Array.isArray(saved.trainable)) return;
  const trainable = new Set(saved.trainable as string[]);
  for (const [name, parameter] of parameters) parameter.requiresGrad_(trainable.has(name));
}

function isComparable(value: unknown): boolean {
  return ["number", "boolean", "string"].includes(typeof value) || Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
