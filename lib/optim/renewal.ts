/** The running statistics of BatchNorms, computed anew: what `updateBn` and runs that average weights do with each batch. */
import { BatchNorm1d, BatchNorm2d, BatchNorm3d, type Module, SyncBatchNorm } from "../nn/index.ts";
import { noGrad } from "../tensor/index.ts";
import { Shadow } from "./shadow.ts";

const KINDS = [BatchNorm1d, BatchNorm2d, BatchNorm3d, SyncBatchNorm];
type AnyBatchNorm = InstanceType<(typeof KINDS)[number]>;

/** The running statistics of a network's BatchNorms while they are computed anew. */
export class Renewal {
  readonly #modules: Module[];
  readonly #norms: { statistics: Module; of: AnyBatchNorm }[];

  /** @param isMeant which BatchNorms; default all */
  constructor(model: Module, isMeant: (norm: Module) => boolean = () => true) {
    this.#modules = [...model.modules()];
    this.#norms = this.#modules.flatMap((statistics) => {
      const of = statistics instanceof Shadow ? statistics.original : statistics;
      return isBatchNorm(of) && isMeant(statistics) ? [{ statistics, of }] : [];
    });
  }

  /** Whether there is nothing to compute. */
  get isIdle(): boolean {
    return this.#norms.length === 0;
  }

  /** Forgets the statistics. */
  reset(): void {
    for (const { statistics } of this.#norms) {
      const own = statistics as unknown as Partial<BatchNorm2d>; // those of a shadow have the same names
      own.running_mean?.zero_();
      own.running_var?.fill_(1);
      own.num_batches_tracked?.zero_();
    }
  }

  /**
   * Runs a forward pass in which the statistics become means over all batches since they were forgotten. Modes and momenta are
   * the networks' own again when it returns, as others may use them.
   *
   * @param mode sets the modes; default training mode for all modules
   */
  within(forward: () => unknown, mode?: () => void): void {
    const modes = this.#modules.map((module) => module.training);
    const momenta = this.#norms.map(({ of }) => of.momentum);
    try {
      if (mode === undefined) for (const module of this.#modules) module.training = true;
      else mode();
      for (const { of } of this.#norms) of.momentum = null;
      noGrad(forward);
    } finally {
      for (const [i, { of }] of this.#norms.entries()) of.momentum = momenta[i] as number | null;
      for (const [i, module] of this.#modules.entries()) module.training = modes[i] as boolean;
    }
  }
}

function isBatchNorm(module: Module): module is AnyBatchNorm {
  return KINDS.some((one) => module instanceof one);
}
