/** The loss of each sample of a batch for itself. */
import { noGrad, scope, type Tensor } from "../../tensor/index.ts";
import type { Criterion } from "./task.ts";

/** What the criterion gives of each sample alone, float32; weights of classes then weigh nothing. */
export async function sampleLosses(output: Tensor, targets: Tensor, criterion: Criterion): Promise<number[]> {
  const [samples = 0] = output.shape;
  const losses = noGrad(() =>
    Array.from({ length: samples }, (_, i) =>
      scope(() => criterion.loss(output.narrow(0, i, 1).float(), targets.narrow(0, i, 1)).mean()),
    ),
  );
  return Promise.all(losses.map(async (loss) => Number(await loss.itemAsync())));
}
