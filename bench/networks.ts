/** The network workloads on the torchts side: a training step with SGD and momentum, or an inference step. */

import type * as Torchts from "../lib/index.ts";
import type { Workload } from "./cases.ts";

/** A workload as the worker gets it. */
export type NetworkRequest = Omit<Workload, "name">;

/**
 * Makes one step of the workload, a function that ends when the step is done.
 *
 * There is nothing to tune by hand: the optimizer is fused and inference runs in inference mode anyway, so the
 * same step stands against Python's default and Python's expert settings.
 */
export async function makeNetwork(
  torchts: typeof Torchts,
  what: NetworkRequest,
  device: string,
): Promise<() => void> {
  const { inferenceMode, keep, manualSeed, models, nn, optim, randint, randn, scope } = torchts;
  manualSeed(0);
  const on = { device } as { device: Torchts.Device };
  const model = (await models[what.network]()).to(on.device);
  let images = keep(randn([what.batch, 3, what.size, what.size], on));
  if (what.channelsLast) {
    model.to({ memoryFormat: "channels_last" });
    images = keep(images.contiguous({ memoryFormat: "channels_last" }));
  }

  if (what.kind === "infer") {
    model.eval();
    return () =>
      scope(() => {
        inferenceMode(() => model.forward(images));
      });
  }

  const labels = keep(randint(1000, [what.batch], on));
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.01, momentum: 0.9 });
  return () =>
    scope(() => {
      optimizer.zeroGrad();
      nn.functional.crossEntropy(model.forward(images), labels).backward();
      optimizer.step();
    });
}
