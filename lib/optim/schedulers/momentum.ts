/** Schedulers that move the momentum against the rate: of Adam and its kin the first beta. */
import { ArgumentError } from "../../native/errors.ts";
import type { AnyOptimizer } from "../lr-scheduler.ts";
import type { GroupOptions, ParamGroup } from "../optimizer.ts";

/** A group whose momentum can be moved. */
type MovingGroup = ParamGroup<GroupOptions> & { momentum?: number; betas?: readonly number[] };

/**
 * Whether the momentum is the first of `betas`.
 *
 * @throws ArgumentError for an optimizer that has neither
 */
export function usesBeta(operation: string, optimizer: AnyOptimizer): boolean {
  if ("betas" in optimizer.defaults) return true;
  if ("momentum" in optimizer.defaults) return false;
  throw new ArgumentError(
    `${operation}: the optimizer has neither momentum nor betas to move against the rate; give cycleMomentum: false.`,
    { operation },
  );
}

/** Sets the momentum of a group. */
export function setMomentum(group: ParamGroup<GroupOptions>, value: number, isBeta: boolean): void {
  const moving = group as MovingGroup;
  if (isBeta) moving.betas = [value, ...(moving.betas ?? []).slice(1)];
  else moving.momentum = value;
}

/** Notes the ends of the way of each group's momentum, and sets it to the upper one. */
export function beginMomentum(
  optimizer: AnyOptimizer,
  base: readonly number[],
  most: readonly number[],
  isBeta: boolean,
): void {
  (optimizer.paramGroups as ParamGroup<GroupOptions>[]).forEach((group, i) => {
    const upper = most[i] as number; // one for each group
    setMomentum(group, upper, isBeta);
    group.maxMomentum = upper;
    group.baseMomentum = base[i];
  });
}
