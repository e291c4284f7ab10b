/** Probabilities where logits are due: the default loss takes a softmax or sigmoid itself, and of its result learns badly. */
import { Tensor } from "../../../tensor/index.ts";
import type { Forwarded } from "../../tasks/task.ts";
import type { Guard, WatchedRun } from "./guard.ts";
import { readLater } from "./read.ts";

/** What makes probabilities of logits. */
type Activation = "softmax" | "sigmoid";

/** Batches that are looked at: one where the outputs of a sample sum to 1, as no logits do, could do; sigmoids need more. */
const BATCHES: Readonly<Record<Activation, number>> = { softmax: 3, sigmoid: 8 };
/** Of sums that are 1, in half precision too. */
const TOLERANCE = 1e-2;

/** What the default loss applies to the outputs; null with another loss, or that of another task. */
function activationIn({ task, options }: WatchedRun): Activation | null {
  if (options.loss !== undefined) return null;
  if (task.name === "classification") return "softmax";
  if (task.name !== "segmentation") return null;
  return task.config.kind === "multiclass" ? "softmax" : "sigmoid";
}

/** Speaks where all outputs of the first batches are what a softmax or a sigmoid gives, with the default loss. */
export const probabilities: Guard<"probabilities", { activation: Activation }> = {
  name: "probabilities",
  watch(run, speak) {
    const activation = activationIn(run);
    if (activation === null) return null;
    const wanted = BATCHES[activation];
    let looked = 0;
    let areLogits = false;
    return {
      aroundForward(step, next) {
        const forwarded = next();
        if (areLogits || looked === wanted) return forwarded;
        const isLast = ++looked === wanted;
        const reading = readLater(() => look(forwarded, activation));
        step.whenRead(async () => {
          const [least = -1, greatest = 0, off = 0] = await reading();
          areLogits ||= !(least >= 0 && greatest <= 1 && off < TOLERANCE);
          if (areLogits || !isLast) return;
          const seen = activation === "softmax" ? "are from 0 to 1 and sum to 1" : "are from 0 to 1";
          speak(
            step.epoch,
            `all outputs of the first ${wanted} batches ${seen}, as those of a ${activation}, but the loss takes logits and ` +
              `applies the ${activation} itself: twice over the network learns slowly or not at all. Take the ${activation} ` +
              "out of its forward, or give a `loss` of your own that takes probabilities.",
            { activation },
          );
        });
        return forwarded;
      },
    };
  },
};

/** Least and greatest output, and for a softmax how far the sums of samples and pixels are from 1; none where there is none. */
function look({ output }: Forwarded, activation: Activation): Tensor[] {
  if (!(output instanceof Tensor) || output.shape.length < 2 || output.numel() === 0) return [];
  const values = output.detach().float();
  const range = [values.amin(), values.amax()];
  return activation === "softmax" ? [...range, values.sum(1).sub(1).abs().amax()] : range;
}
