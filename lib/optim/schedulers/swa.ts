/** The rate of stochastic weight averaging: `SWALR`. */
import { integerFrom, oneOf, type Rest, signature } from "../../edge/index.ts";
import {
  type AnyOptimizer,
  LRScheduler,
  numberOr,
  type PerGroup,
  perGroup,
  perGroupKind,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** The form of a way from one rate to another. */
export type AnnealStrategy = "cos" | "linear";

/** `AnnealStrategy` as options take it. */
export const annealKind = oneOf<AnnealStrategy>("cos", "linear");

/** The share of the last rate after some of the epochs on the way to it. */
export function annealShare(strategy: AnnealStrategy, step: number, epochs: number): number {
  const t = Math.max(0, Math.min(1, step / Math.max(1, epochs)));
  return strategy === "cos" ? (1 - Math.cos(Math.PI * t)) / 2 : t;
}

/** Options of `SWALR`. */
export interface SwaOptionsLR extends SchedulerOptions {
  /** The rate to go to and to stay at, of all groups or of each. */
  swaLr: PerGroup;
  /** Epochs on the way. Default 10. */
  annealEpochs?: number;
  /** Default "cos". */
  annealStrategy?: AnnealStrategy;
}

const SWA = signature<SwaOptionsLR>("optim.SWALR", {
  options: {
    swaLr: perGroupKind,
    annealEpochs: integerFrom(0),
    annealStrategy: annealKind,
    ...SCHEDULER_KINDS,
  },
  required: ["swaLr"],
  positional: ["swaLr", "annealEpochs", "annealStrategy", "lastEpoch"],
});

/** Goes from the present rate to `swaLr` and stays there: Izmailov et al. 2018, https://arxiv.org/abs/1803.05407. */
export class SWALR extends LRScheduler {
  annealEpochs: number;
  annealStrategy: AnnealStrategy;

  /** Throws ArgumentError for another number of rates than groups. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<
      SwaOptionsLR,
      [swaLr: PerGroup, annealEpochs: number, annealStrategy: AnnealStrategy, lastEpoch: number]
    >
  ) {
    const { swaLr, annealEpochs = 10, annealStrategy = "cos", lastEpoch } = SWA.read(rest);
    super(optimizer, lastEpoch);
    const rates = perGroup("optim.SWALR", "swaLr", swaLr, optimizer);
    this.groups.forEach((group, i) => {
      group.swaLr = rates[i];
    });
    this.annealEpochs = annealEpochs;
    this.annealStrategy = annealStrategy;
    this.start();
  }

  protected override computeLr(): number[] {
    const count = this.stepCount - 1;
    const step = this.annealEpochs === 0 ? Math.max(1, count) : count;
    const before = annealShare(this.annealStrategy, step - 1, this.annealEpochs);
    const now = annealShare(this.annealStrategy, step, this.annealEpochs);
    return this.groups.map(({ lr, swaLr = lr }) => {
      const first = before === 1 ? swaLr : (lr - before * swaLr) / (1 - before);
      return swaLr * now + first * (1 - now);
    });
  }

  protected override options(): Record<string, unknown> {
    return { anneal_epochs: this.annealEpochs, _anneal_strategy: this.annealStrategy };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.annealEpochs = numberOr(saved.anneal_epochs, this.annealEpochs);
    const { _anneal_strategy: strategy } = saved;
    if (annealKind.accepts(strategy)) this.annealStrategy = strategy as AnnealStrategy;
  }
}
