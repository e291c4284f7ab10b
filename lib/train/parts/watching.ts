/** The guards of a run: which of them look, and whether what they find is told or ends the run. */
import { either, instance, type Kinds, oneOf, optionsOf, signature } from "../../edge/index.ts";
import { GuardError } from "../errors.ts";
import type { FitEvent, GuardEvent } from "../events.ts";
import { LrCurve } from "../lr-curve.ts";
import type { PartMaker, RunPart } from "../part.ts";
import type { TaskReport } from "../tasks/task.ts";
import type { Guard, WatchedRun } from "./guards/guard.ts";
import { GUARDS, type GuardName } from "./guards/index.ts";

/** Whether guards look; with "error" what one finds ends the run. */
export type GuardChoice = boolean | "error";

/** Choices for single guards. */
export type GuardChoices = { readonly [Name in GuardName]?: GuardChoice };

/** The option of the guards. */
export interface GuardOptions {
  /**
   * Guards against what is often wrong in a run: true tells `onEvent` of what they find, "error" throws it as a GuardError, false
   * does not look; for all, or for single ones by name, the others as by default. Default true.
   */
  guards?: GuardChoice | GuardChoices;
  /** What `train.findLr` found for this network and data: a guard compares the run's rate with it. */
  foundLr?: LrCurve;
}

const choice = oneOf<GuardChoice>(true, false, "error");

const BY_NAME = signature<GuardChoices>("train.fit guards", {
  // Each name with the same kind.
  options: Object.fromEntries(GUARDS.map(({ name }) => [name, choice])) as Kinds<GuardChoices>,
});

/** A part for each guard that looks. */
export const watching: PartMaker<
  GuardOptions,
  { watched: WatchedRun; emit: (event: FitEvent<TaskReport>) => void }
> = {
  options: { guards: either(choice, optionsOf(BY_NAME)), foundLr: instance(LrCurve) },
  mayChange: ["guards", "foundLr"],
  make({ guards = true }, { watched, emit }) {
    return (GUARDS as readonly Guard<GuardName, object>[]).flatMap((guard): RunPart[] => {
      const { name } = guard;
      const chosen = typeof guards === "object" ? (guards[name] ?? true) : guards;
      if (chosen === false) return [];
      const hooks = guard.watch(watched, (epoch, text, details) => {
        const event = { type: "guard", guard: name, epoch, text, ...details } as GuardEvent; // as its guard finds it
        if (chosen === "error") throw new GuardError(event);
        emit(event);
      });
      return hooks === null ? [] : [{ name: `guard ${name}`, ...hooks }];
    });
  },
};
