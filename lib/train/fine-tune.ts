/** Fine-tuning in two or more phases: the head first, then what lies below it. */
import { integerFrom, isPlainObject, kind, type Rest, signature } from "../edge/index.ts";
import * as runs from "./fit.ts";
import { checkFreeze, FREEZE_SIGNATURE, type FreezeOptions } from "./freeze.ts";
import type { FitOptions } from "./options.ts";
import type { UnfreezeStep } from "./parts/freezing.ts";
import type { FitData } from "./source.ts";
import type { NetworkOf, ReportOf } from "./tasks/index.ts";
import type { TaskReport } from "./tasks/task.ts";

/** Options of {@link fineTune}: those of `fit`, and what is trained when. */
export interface FineTuneOptions<Report = TaskReport>
  extends Omit<FitOptions<Report>, "freeze" | "unfreeze"> {
  /** Epochs that train the head alone. Default 1. */
  frozenEpochs?: number;
  /** What is trained after them, as `train.freeze` takes it, or a list with the epoch of each. Default everything. */
  unfreeze?: FreezeOptions | readonly UnfreezeStep[];
}

interface Phases {
  frozenEpochs?: number;
  unfreeze?: FreezeOptions | readonly UnfreezeStep[];
}

const PHASES = signature<Phases>("train.fineTune", {
  options: {
    frozenEpochs: integerFrom(1),
    unfreeze: kind("options of train.freeze, or a list of them with the epoch of each", (v) => {
      if (Array.isArray(v)) return true; // fit looks into it
      if (!isPlainObject(v)) return false;
      checkFreeze(FREEZE_SIGNATURE.named(v as FreezeOptions));
      return true;
    }),
  },
});

/**
 * Fine-tunes in phases: the head alone for `frozenEpochs`, as a fresh head would wreck what pretrained layers know, then what
 * `unfreeze` says. What was trained before keeps its moments; nothing that is frozen moves, running statistics included.
 *
 *     await train.fineTune(model, data, { epochs: 5, frozenEpochs: 1, unfreeze: { depth: 2, layerDecay: 0.5 } });
 *     await train.fineTune(model, data, { epochs: 9, unfreeze: [{ epoch: 2, depth: 1 }, { epoch: 5, depth: "all" }] });
 *
 * @throws as `fit` and `freeze`
 */
export async function fineTune<const D extends FitData>(
  model: NetworkOf<D>,
  data: D,
  ...rest: Rest<FineTuneOptions<ReportOf<D>>>
): Promise<runs.RunResult<ReportOf<D>>> {
  const { frozenEpochs, unfreeze, ...options } = (rest[0] ?? {}) as FineTuneOptions<ReportOf<D>>;
  PHASES.read([{ frozenEpochs, unfreeze }]);
  if (Array.isArray(unfreeze) && frozenEpochs !== undefined) {
    throw PHASES.error(
      "frozenEpochs would do nothing beside a list of `unfreeze`, whose first epoch says it",
    );
  }
  const later = Array.isArray(unfreeze)
    ? (unfreeze as readonly UnfreezeStep[])
    : [{ ...(unfreeze as FreezeOptions | undefined), epoch: (frozenEpochs ?? 1) + 1 }];
  const phases = { freeze: { depth: 0 }, unfreeze: later };
  return runs.fit(
    model,
    data,
    { ...options, ...phases } as FitOptions<ReportOf<D>>,
    ...(rest.slice(1) as []),
  );
}
