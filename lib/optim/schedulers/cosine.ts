/** Half a cosine: `CosineAnnealingLR`. */
import { integerFrom, number, type Rest, signature } from "../../edge/index.ts";
import {
  type AnyOptimizer,
  LRScheduler,
  numberOr,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** Options of `CosineAnnealingLR`. */
export interface CosineOptionsLR extends SchedulerOptions {
  /** Epochs from the first rate down to the last. */
  tMax: number;
  /** The last rate. */
  etaMin?: number;
}

const COSINE = signature<CosineOptionsLR>("optim.CosineAnnealingLR", {
  options: { tMax: integerFrom(1), etaMin: number, ...SCHEDULER_KINDS },
  required: ["tMax"],
  positional: ["tMax", "etaMin", "lastEpoch"],
});

/**
 * Half a cosine from the first rate down to `etaMin` in `tMax` epochs, and up again if it goes on: Loshchilov and
 * Hutter 2016, https://arxiv.org/abs/1608.03983 (without its restarts).
 */
export class CosineAnnealingLR extends LRScheduler {
  tMax: number;
  etaMin: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<CosineOptionsLR, [tMax: number, etaMin: number, lastEpoch: number]>
  ) {
    const options = COSINE.read(rest);
    super(optimizer, options.lastEpoch);
    this.tMax = options.tMax;
    this.etaMin = options.etaMin ?? 0;
    this.start();
  }

  protected override computeLr(): number[] {
    const { lastEpoch, tMax, etaMin } = this;
    if (this.isInitial) return this.groups.map(({ lr }) => lr);
    if (this.stepCount === 1 && lastEpoch > 0) {
      return this.baseLrs.map(
        (base) => etaMin + ((base - etaMin) * (1 + Math.cos((lastEpoch * Math.PI) / tMax))) / 2,
      );
    }
    // At the foot of the cosine the ratio below would be zero by zero.
    if (modulo(lastEpoch - 1 - tMax, 2 * tMax) === 0) {
      return this.groups.map(
        ({ lr }, i) => lr + (((this.baseLrs[i] as number) - etaMin) * (1 - Math.cos(Math.PI / tMax))) / 2,
      );
    }
    const ratio =
      (1 + Math.cos((Math.PI * lastEpoch) / tMax)) / (1 + Math.cos((Math.PI * (lastEpoch - 1)) / tMax));
    return this.groups.map(({ lr }) => ratio * (lr - etaMin) + etaMin);
  }

  protected override closedFormLr(): number[] {
    const { lastEpoch, tMax, etaMin } = this;
    return this.baseLrs.map(
      (base) => etaMin + ((base - etaMin) * (1 + Math.cos((Math.PI * lastEpoch) / tMax))) / 2,
    );
  }

  protected override options(): Record<string, unknown> {
    return { T_max: this.tMax, eta_min: this.etaMin };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.tMax = numberOr(saved.T_max, this.tMax);
    this.etaMin = numberOr(saved.eta_min, this.etaMin);
  }
}

/** The remainder with the sign of the divisor, as Python has it. */
function modulo(a: number, b: number): number {
  return ((a % b) + b) % b;
}
