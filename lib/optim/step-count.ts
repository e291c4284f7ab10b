/** The step counts of parameters: scalar float32 tensors, because that is what the fused kernels read. */
import { full, keep, ops, type Tensor, zeros } from "../tensor/index.ts";
import type { ParamState } from "./optimizer.ts";

let one: Tensor | undefined;

/** The count of a parameter, begun at zero. */
export function stepOf(state: ParamState, param: Tensor): Tensor {
  state.step ??= keep(zeros([], { dtype: "float32", device: param.device }));
  return state.step;
}

/** Adds one to counts of one device. */
export function countUp(steps: readonly Tensor[]): void {
  if (steps[0]?.device === "cpu") {
    // Given a number, the CPU makes a tensor of it for each count, which takes four times as long.
    one ??= keep(full([], 1));
    ops.call("aten::_foreach_add_", steps, one);
  } else {
    ops.call("aten::_foreach_add_", steps, 1);
  }
}

/** A float32 scalar on the CPU, one of an optimizer's `hostState`, begun at `value`. */
export function hostScalar(state: ParamState, key: string, value: number): Tensor {
  state[key] ??= keep(full([], value, { dtype: "float32" }));
  return state[key];
}

/** Counts a step of each parameter on the CPU, and reads which it is. */
export function countedSteps(states: readonly ParamState[]): number[] {
  const steps = states.map((state) => hostScalar(state, "step", 0));
  countUp(steps);
  return steps.map((step) => Number(step.item()));
}

/** Takes one off again where the step found an infinity (`foundInf` is one) and so did nothing. */
export function uncountSkipped(steps: readonly Tensor[], foundInf: Tensor | null): void {
  if (foundInf === null) return;
  ops.call(
    "aten::_foreach_sub_",
    steps,
    steps.map(() => foundInf),
  );
}
