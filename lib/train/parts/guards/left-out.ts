/** Trainable parameters that no parameter group of the optimizer holds: they get gradients and never change. */
import { listed } from "../../../edge/index.ts";
import type { Guard } from "./guard.ts";

const SHOWN = 4;

/** Speaks where an optimizer of the user's own leaves out what is trainable. */
export const leftOut: Guard<"leftOut", { parameters: readonly string[] }> = {
  name: "leftOut",
  watch: (_, speak) => ({
    start({ model, optimizer }) {
      const held = new Set(optimizer.paramGroups.flatMap(({ params }) => params));
      const parameters = [...model.namedParameters()].flatMap(([name, parameter]) =>
        parameter.requiresGrad && !held.has(parameter) ? [name] : [],
      );
      if (parameters.length === 0) return;
      speak(
        0,
        `${listed(parameters, SHOWN)}: trainable, but in no parameter group of the optimizer, so gradients are computed and ` +
          "nothing is learned. Add them to a group, or freeze them with requiresGrad_(false).",
        { parameters },
      );
    },
  }),
};
