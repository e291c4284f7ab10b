/** A learning rate far from what a range test found. */
import type { RunContext } from "../../part.ts";
import type { Guard } from "./guard.ts";

/** So many times below what the test suggests, and the run will likely be slow. */
const FAR_BELOW = 100;

/** Speaks of a rate above that from which the loss rose in the test, and of one far below what it suggests. */
export const learningRate: Guard<
  "learningRate",
  { lr: number; suggested: number; turning: number; reason: "high" | "low" }
> = {
  name: "learningRate",
  watch({ options }, speak) {
    const { suggested = null, turning = null } = options.foundLr ?? {};
    if (suggested === null || turning === null) return null;
    return {
      start(run) {
        const lr = largestRate(run);
        const reason = lr > turning ? "high" : lr * FAR_BELOW < suggested ? "low" : null;
        if (reason === null) return;
        const seen =
          reason === "high"
            ? `the loss rose again from ${shown(turning)} on, so the run will likely diverge or learn nothing`
            : `it suggests ${shown(suggested)}, more than ${FAR_BELOW} times as much, so the run will likely be slow`;
        speak(
          0,
          `the learning rate is ${shown(lr)}; in the test of rates ${seen}. Give lr: ${shown(suggested)}, or test again ` +
            "with what changed since.",
          { lr, suggested, turning, reason },
        );
      },
    };
  },
};

/** The largest rate of the run's groups: where a schedule says it, at its peak. */
function largestRate({ optimizer }: RunContext): number {
  return Math.max(...optimizer.paramGroups.map(({ lr, initialLr = lr, maxLr = initialLr }) => maxLr));
}

function shown(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
