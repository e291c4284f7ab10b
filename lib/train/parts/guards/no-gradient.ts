/** Parameter groups that get no gradient: layers that forward does not use, or that are cut off from the loss. */
import { listed } from "../../../edge/index.ts";
import { ops, stack, type Tensor } from "../../../tensor/index.ts";
import { widened } from "../../../tensor/upload.ts";
import type { StepContext } from "../../part.ts";
import type { Guard } from "./guard.ts";
import { readLater } from "./read.ts";

type ParamGroup = StepContext["run"]["optimizer"]["paramGroups"][number];

/** Optimizer steps that are looked at: where a factor is zero at first, the gradient of the other comes a step later. */
const STEPS = 3;
const SHOWN = 4;

/** Speaks of each group whose gradients are missing or zero in all of the first steps. */
export const noGradient: Guard<"noGradient", { group: number; parameters: readonly string[] }> = {
  name: "noGradient",
  watch(_, speak) {
    let steps = 0;
    let hasLoss = false;
    /** Groups that had a gradient. */
    const alive = new Set<ParamGroup>();

    const tell = ({ run, epoch }: StepContext): void => {
      const names = new Map<Tensor, string>([...run.model.namedParameters()].map(([name, p]) => [p, name]));
      for (const [group, one] of run.optimizer.paramGroups.entries()) {
        const trained = one.params.filter(({ requiresGrad }) => requiresGrad);
        if (trained.length === 0 || alive.has(one)) continue;
        const parameters = trained.map((parameter) => names.get(parameter) ?? "one of another module");
        speak(
          epoch,
          `optimizer.paramGroups[${group}] (${listed(parameters, SHOWN)}) got no gradient in the first ${STEPS} steps, so ` +
            "it learns nothing: forward does not use these layers, or detach, noGrad or item() cut them off from the loss. " +
            "Use them, or freeze them with requiresGrad_(false) and leave the group out.",
          { group, parameters },
        );
      }
    };

    return {
      afterBackward({ loss }) {
        hasLoss = loss !== null;
      },
      aroundStep(step, next) {
        if (steps < STEPS && (hasLoss || step.isFlush)) {
          const isLast = ++steps === STEPS;
          const groups = step.run.optimizer.paramGroups.filter(
            (group) => !alive.has(group) && hasGradient(group),
          );
          const reading = readLater(() => groups.map(largest));
          step.whenRead(async () => {
            const sizes = await reading();
            // One that is not finite is there too.
            for (const [at, group] of groups.entries()) if (sizes[at] !== 0) alive.add(group);
            if (isLast) tell(step);
          });
        }
        return next();
      },
    };
  },
};

/** The gradients of a group; of sparse ones the values, which are those that are there. */
function gradientsOf({ params }: ParamGroup): Tensor[] {
  const grads = params.flatMap(({ grad }) => grad ?? []);
  return grads
    .flatMap((grad) => (grad.layout === "strided" ? grad : grad.coalesce().values()))
    .filter((grad) => grad.numel() > 0);
}

function hasGradient({ params }: ParamGroup): boolean {
  return params.some(({ grad }) => grad !== null && grad.numel() > 0);
}

/** The largest magnitude in the gradients of a group, a scalar. */
function largest(group: ParamGroup): Tensor {
  const sizes = ops.call("aten::_foreach_norm", gradientsOf(group), Number.POSITIVE_INFINITY) as Tensor[];
  const { device } = sizes[0] as Tensor; // it has a gradient
  return stack(sizes.map((size) => widened(size.to(device)))).amax();
}
