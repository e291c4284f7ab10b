/** A pass over the training data that computes the running statistics of BatchNorm anew, as averaged weights need it. */
import { Rng } from "../data/index.ts";
import { breathe } from "../inference/running.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ShapeError } from "../native/errors.ts";
import { Renewal } from "../optim/renewal.ts";
import { scope } from "../tensor/index.ts";
import type { Trainer } from "./epoch.ts";
import type { BatchSource } from "./source.ts";

/**
 * Makes the statistics means over one pass in training mode, as `optim.swaUtils.updateBn`; those of frozen layers stay.
 *
 * @param epochs of the run: the pass is in the order of the epoch after the last
 */
export async function renewStatistics(
  trainer: Trainer,
  train: BatchSource,
  { seed, epochs }: { seed: number; epochs: number },
): Promise<void> {
  const { model, trainees, random, task, signal } = trainer;
  trainees.look();
  const renewal = new Renewal(model, (norm) => norm.training);
  if (renewal.isIdle) return;
  renewal.reset();
  random.seed(Rng.derive(seed, epochs + 1).nextUint32());
  train.loader.setEpoch?.(epochs);
  const pass = { ...trainer, training: true, operation: "train.fit" };
  for await (const batch of train.loader) {
    throwIfAborted(signal, "train.fit");
    scope(() => {
      try {
        renewal.within(
          () => random.within(() => void task.forward(batch, pass)),
          () => trainees.prepare(),
        );
      } catch (error) {
        // A batch of one that BatchNorm has no variance of is left out here as in training.
        if (!(error instanceof ShapeError && /batchnorm/i.test(error.operation ?? ""))) throw error;
      }
    });
    train.release(batch);
    await breathe();
  }
}
