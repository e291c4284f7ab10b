/**
 * What the outputs of a network that gives numbers are: their names and units, and the scale they were trained in.
 *
 * Kept beside the head, as labels are: a head that is replaced takes it along, and no checkpoint has it.
 */
import type * as nn from "../nn/index.ts";
import { headsFor } from "./head-paths.ts";

/** A network's output times `sd` plus `mean` is a number in the unit of its name. */
export interface NumberScale {
  readonly names: readonly string[];
  /** In the order of the names; null where none were said. */
  readonly units: readonly string[] | null;
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}

const noted = new WeakMap<nn.Module, NumberScale>();

/** Notes what a network's outputs are; null forgets it. */
export function noteScale(model: nn.Module, scale: NumberScale | null): void {
  const at = headOf(model);
  if (scale === null) noted.delete(at);
  else noted.set(at, scale);
}

/** What a network's outputs are; null where nobody noted it. */
export function scaleOf(model: nn.Module): NumberScale | null {
  return noted.get(headOf(model)) ?? null;
}

function headOf(model: nn.Module): nn.Module {
  try {
    return model.getSubmodule(headsFor("models", model)[0] ?? "");
  } catch {
    return model; // a network whose head nobody can tell
  }
}
