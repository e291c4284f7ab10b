/**
 * How a batch becomes a step: forward pass, gradients, the optimizer's step, with the parts of a run around each.
 *
 * `epoch.ts` does it for each batch of a run, `train-step.ts` for a loop of one's own. Modes, scopes and whose turn it is are theirs.
 */
import type { AnyOptimizer, StepOptions } from "../optim/index.ts";
import type { Device, Tensor } from "../tensor/index.ts";
import type { Parts, StepContext } from "./part.ts";
import type { RunRandom } from "./run-random.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { AnyTask, Criterion, Forwarded } from "./tasks/task.ts";

/** What a step needs. */
export interface Stepping {
  model: AnyNetwork;
  task: Pick<AnyTask, "forward">;
  optimizer: AnyOptimizer;
  /** Whose numbers the forward pass and the optimizer draw. */
  random: Pick<RunRandom, "within">;
  parts: Parts;
  criterion: Criterion;
  auxWeight: number | undefined;
  device: Device;
  channelsLast: boolean;
}

/** A step as its loop holds it. */
export interface OpenStep extends StepContext {
  lr: number;
  loss: Tensor | null;
  options: StepOptions;
}

/** The forward pass of a batch, synchronous, as mode and random state are the process's. */
export function forwardBatch(
  stepping: Stepping,
  given: unknown,
  step: OpenStep,
  operation: string,
): Forwarded {
  const { parts, random, task } = stepping;
  return random.within(() => {
    const batch = parts.transformBatch(given, step);
    return parts.forward(step, () => {
      const passed = task.forward(batch, { ...stepping, training: true, operation });
      step.loss = passed.loss?.detach() ?? null;
      return passed;
    });
  });
}

/** Adds the gradients of a batch, off the main thread. */
export async function backwardBatch({ parts }: Stepping, { loss }: Forwarded, step: OpenStep): Promise<void> {
  if (loss !== null) await parts.backward(step, loss, (wanted) => wanted.backwardAsync());
  await parts.afterBackward(step);
}

/** The optimizer's step over the gradients that are there; whether it was taken, or waits for more. */
export async function stepOptimizer(stepping: Stepping, step: OpenStep): Promise<boolean> {
  const { parts, random, optimizer } = stepping;
  let isTaken = false;
  await parts.step(step, async () => {
    step.lr = currentRate(optimizer);
    const { options } = step;
    const isPlain = options.foundInf === undefined && options.gradScale === undefined;
    if (step.overflow !== true) random.within(() => (isPlain ? optimizer.step() : optimizer.step(options)));
    isTaken = true;
  });
  return isTaken;
}

/** Learning rate of the first parameter group. */
export function currentRate(optimizer: AnyOptimizer): number {
  return optimizer.paramGroups[0]?.lr ?? 0;
}
