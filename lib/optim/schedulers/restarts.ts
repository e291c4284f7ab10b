/** Cosines that begin anew: `CosineAnnealingWarmRestarts`. */
import {
  integerFrom,
  type Kind,
  noMore,
  number,
  numberFrom,
  type Rest,
  signature,
} from "../../edge/index.ts";
import {
  type AnyOptimizer,
  LRScheduler,
  numberOr,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";

/** Options of `CosineAnnealingWarmRestarts`. */
export interface WarmRestartsOptions extends SchedulerOptions {
  /** Epochs until the first restart. */
  t0: number;
  /** How much longer each cosine is than the one before. Default 1. */
  tMult?: number;
  /** The last rate of each. Default 0. */
  etaMin?: number;
}

const RESTARTS = signature<WarmRestartsOptions>("optim.CosineAnnealingWarmRestarts", {
  options: { t0: integerFrom(1), tMult: integerFrom(1), etaMin: number, ...SCHEDULER_KINDS },
  required: ["t0"],
  positional: ["t0", "tMult", "etaMin", "lastEpoch"],
});

const epochKind: Kind<number> = numberFrom(0, Number.MAX_VALUE);

const STEP = signature<{ epoch?: number }>("CosineAnnealingWarmRestarts.step", {
  options: { epoch: epochKind },
  positional: ["epoch"],
});

/**
 * A cosine from the first rate down to `etaMin` in `t0` epochs, then the first rate again and a cosine `tMult` times as long,
 * and so on: SGDR, Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983.
 */
export class CosineAnnealingWarmRestarts extends LRScheduler<[epoch?: number]> {
  t0: number;
  tMult: number;
  etaMin: number;
  /** Epochs of the present cosine. */
  tI: number;
  /** Epochs since it began. */
  tCur: number;

  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<WarmRestartsOptions, [t0: number, tMult: number, etaMin: number, lastEpoch: number]>
  ) {
    const { t0, tMult = 1, etaMin = 0, lastEpoch = -1 } = RESTARTS.read(rest);
    super(optimizer, lastEpoch);
    this.t0 = t0;
    this.tMult = tMult;
    this.etaMin = etaMin;
    this.tI = t0;
    this.tCur = lastEpoch;
    this.start();
  }

  /**
   * Goes on to the next epoch, or to any: `step(epoch + batch / batches)` after each batch.
   *
   * @throws ArgumentError for an epoch below 0
   */
  override step(...rest: [epoch?: number]): void {
    const given = rest[0] === undefined ? {} : STEP.read(rest);
    if (rest.length > 1) noMore("CosineAnnealingWarmRestarts.step", rest.slice(1));
    const epoch = given.epoch ?? (this.lastEpoch < 0 ? 0 : null);
    if (epoch === null) this.#next();
    else this.#goTo(epoch);
    this.lastEpoch = epoch === null ? this.lastEpoch + 1 : Math.floor(epoch);
    this.setLr(this.computeLr());
  }

  #next(): void {
    this.tCur++;
    if (this.tCur < this.tI) return;
    this.tCur %= this.tI;
    this.tI *= this.tMult;
  }

  #goTo(epoch: number): void {
    const { t0, tMult } = this;
    if (epoch < t0) {
      this.tI = t0;
      this.tCur = epoch;
    } else if (tMult === 1) {
      this.tCur = epoch % t0;
    } else {
      const n = Math.floor(Math.log((epoch / t0) * (tMult - 1) + 1) / Math.log(tMult));
      this.tCur = epoch - (t0 * (tMult ** n - 1)) / (tMult - 1);
      this.tI = t0 * tMult ** n;
    }
  }

  protected override computeLr(): number[] {
    const { etaMin } = this;
    const share = 1 + Math.cos((Math.PI * this.tCur) / this.tI);
    return this.baseLrs.map((base) => etaMin + ((base - etaMin) * share) / 2);
  }

  protected override options(): Record<string, unknown> {
    return { T_0: this.t0, T_i: this.tI, T_mult: this.tMult, eta_min: this.etaMin, T_cur: this.tCur };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.t0 = numberOr(saved.T_0, this.t0);
    this.tI = numberOr(saved.T_i, this.tI);
    this.tMult = numberOr(saved.T_mult, this.tMult);
    this.etaMin = numberOr(saved.eta_min, this.etaMin);
    this.tCur = numberOr(saved.T_cur, this.tCur);
  }
}
