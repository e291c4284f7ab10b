/**
 * Units that are zero whatever comes in, and so learn nothing any more: ReLUs whose inputs are below zero for all samples.
 *
 * Looked at are the inputs of convolutions and linear layers, where the results of activations arrive whether they are modules or
 * functions: through hooks that are there for one batch, in the epochs 1, 2, 4, 8 and so on and in the last.
 */
import { Linear, type Module } from "../../../nn/index.ts";
import { isConvolution } from "../../../nn/layer-kinds.ts";
import { isFloatingPoint, keep, noGrad, scope, Tensor } from "../../../tensor/index.ts";
import type { StepContext } from "../../part.ts";
import type { Forwarded } from "../../tasks/task.ts";
import type { Guard } from "./guard.ts";
import { readLater } from "./read.ts";

/** Samples and positions that a unit has to be zero for: a few may well not need it. */
const OBSERVATIONS = 64;
/** Share of a layer's units that may be dead: networks live with some. */
const SHARE = 0.5;

/** A layer's input: how many of its units are zero for all samples and positions. */
interface Look {
  layer: string;
  units: number;
  dead: Tensor;
}

/** Speaks where more than half of the units that a layer takes in are zero throughout a batch. */
export const deadUnits: Guard<
  "deadUnits",
  { layers: readonly { layer: string; units: number; dead: number }[] }
> = {
  name: "deadUnits",
  watch(_, speak) {
    let isDone = false;
    return {
      aroundForward(step, next) {
        if (isDone || !isDue(step)) return next();
        const { forwarded, looks } = watching(step.run.model, next);
        const reading = readLater(() => looks.map(({ dead }) => dead));
        for (const { dead } of looks) dead.dispose();
        step.whenRead(async () => {
          const counts = await reading();
          const layers = looks.flatMap(({ layer, units }, at) => {
            const dead = counts[at] as number;
            return dead > SHARE * units ? [{ layer, units, dead }] : [];
          });
          const [worst] = [...layers].sort((a, b) => b.dead / b.units - a.dead / a.units);
          if (worst === undefined || isDone) return;
          isDone = true;
          const others = layers.length === 1 ? "" : `, and at ${layers.length - 1} more layers it is alike`;
          speak(
            step.epoch,
            `${worst.dead} of the ${worst.units} units that reach ${worst.layer} are zero for all samples of a batch in epoch ` +
              `${step.epoch}${others}: they give nothing, and get no gradient to come back with. Start again from weights of ` +
              "before with a learning rate ten times smaller, a warmup (warmup: 0.1) or gradientClip: 1.",
            { layers },
          );
        });
        return forwarded;
      },
    };
  },
};

/** Whether the batch is the one of its epoch that is looked at: the last full one, where their number is known. */
function isDue({ run, epoch, batch }: StepContext): boolean {
  const { epochs, batchesPerEpoch } = run;
  const isDueEpoch = Number.isInteger(Math.log2(epoch)) || epoch === epochs;
  return isDueEpoch && batch === (batchesPerEpoch === null ? 1 : Math.max(1, batchesPerEpoch - 1));
}

/** Runs a forward pass and looks at what reaches the layers behind the first trainable one. */
function watching(model: Module, next: () => Forwarded): { forwarded: Forwarded; looks: Look[] } {
  const looks = new Map<string, Look>();
  let isTrained = false;
  const handles = [...model.namedModules()].map(([layer, module]) =>
    module.registerForwardPreHook((_, args: readonly unknown[]) => {
      if (isTrained && !looks.has(layer)) {
        const look = lookAt(module, args[0]);
        if (look !== null) looks.set(layer, { layer, ...look });
      }
      // What is dead behind frozen layers alone no learning rate killed.
      isTrained ||= [...module.parameters({ recurse: false })].some(({ requiresGrad }) => requiresGrad);
    }),
  );
  try {
    return { forwarded: next(), looks: [...looks.values()] };
  } catch (error) {
    for (const { dead } of looks.values()) dead.dispose();
    throw error;
  } finally {
    for (const handle of handles) handle.remove();
  }
}

/** How many units of a layer's input are dead; null where it is none, or where too little is seen of each. */
function lookAt(module: Module, input: unknown): Omit<Look, "layer"> | null {
  const isMap = isConvolution(module);
  if (!isMap && !(module instanceof Linear)) return null;
  if (!(input instanceof Tensor) || !isFloatingPoint(input.dtype) || input.shape.length < 2) return null;
  const channel = isMap ? 1 : input.shape.length - 1;
  const units = input.shape[channel] as number;
  if (units === 0 || input.numel() / units < OBSERVATIONS) return null;
  const others = input.shape.flatMap((_, dim) => (dim === channel ? [] : [dim]));
  const dead = noGrad(() =>
    scope(() => {
      const values = input.detach();
      return keep(values.amin(others).eq(0).logicalAnd(values.amax(others).eq(0)).sum());
    }),
  );
  return { units, dead };
}
