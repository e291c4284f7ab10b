/** A rate that falls where a figure no longer improves: `ReduceLROnPlateau`. */
import {
  integerFrom,
  type Kind,
  kind,
  noMore,
  number,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { Tensor } from "../../tensor/index.ts";
import {
  type AnyOptimizer,
  isNumbers,
  LRScheduler,
  numberOr,
  type PerGroup,
  perGroup,
  perGroupKind,
} from "../lr-scheduler.ts";
import { asNumber, type Rate } from "../rate.ts";

type Mode = "min" | "max";
type ThresholdMode = "rel" | "abs";

/** Options of `ReduceLROnPlateau`. */
export interface PlateauOptionsLR {
  /** Whether the figure is better lower ("min", default) or higher. */
  mode?: Mode;
  /** What the rate is multiplied with, below 1. Default 0.1. */
  factor?: number;
  /** Epochs without progress that are let pass. Default 10. */
  patience?: number;
  /** By how much a figure has to be better to be progress. Default 1e-4. */
  threshold?: number;
  /** Whether the threshold is a share of the best figure ("rel", default) or a difference. */
  thresholdMode?: ThresholdMode;
  /** Epochs after a drop in which none is counted. Default 0. */
  cooldown?: number;
  /** The lowest rate, of all groups or of each. Default 0. */
  minLr?: PerGroup;
  /** A drop smaller than this is not made. Default 1e-8. */
  eps?: number;
}

const NAME = "optim.ReduceLROnPlateau";

const modeKind = oneOf<Mode>("min", "max");
const thresholdModeKind = oneOf<ThresholdMode>("rel", "abs");

const PLATEAU = signature<PlateauOptionsLR>(NAME, {
  options: {
    mode: modeKind,
    factor: number,
    patience: integerFrom(0),
    threshold: number,
    thresholdMode: thresholdModeKind,
    cooldown: integerFrom(0),
    minLr: perGroupKind,
    eps: number,
  },
  positional: ["mode", "factor", "patience", "threshold", "thresholdMode", "cooldown", "minLr", "eps"],
});

const metricKind: Kind<Rate> = kind("a number or a tensor of one element", (v) =>
  v instanceof Tensor ? v.numel() === 1 : typeof v === "number",
);

const STEP = signature("ReduceLROnPlateau.step", { takes: { metric: metricKind } });

/**
 * Multiplies the rates by `factor` once a figure has not improved for more than `patience` epochs. `step` is told the figure.
 *
 * @example
 * const scheduler = new optim.ReduceLROnPlateau(optimizer, { factor: 0.5, patience: 3 });
 * scheduler.step(valLoss);
 */
export class ReduceLROnPlateau extends LRScheduler<[metric: Rate]> {
  mode: Mode;
  factor: number;
  patience: number;
  threshold: number;
  thresholdMode: ThresholdMode;
  cooldown: number;
  /** The lowest rate of each group. */
  minLrs: number[];
  eps: number;
  /** The best figure so far. */
  best: number;
  /** Epochs in which no drop is counted any more. */
  cooldownCounter = 0;
  /** Epochs without progress. */
  numBadEpochs = 0;
  /** That of groups that join; null where each has its own. */
  #defaultMinLr: number | null;

  /** Throws ArgumentError for a factor of 1 and above, and for another number of lowest rates than groups. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<
      PlateauOptionsLR,
      [
        mode: Mode,
        factor: number,
        patience: number,
        threshold: number,
        thresholdMode: ThresholdMode,
        cooldown: number,
        minLr: PerGroup,
        eps: number,
      ]
    >
  ) {
    const options = PLATEAU.read(rest);
    super(optimizer, null);
    const { mode = "min", factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = "rel" } = options;
    const { cooldown = 0, minLr = 0, eps = 1e-8 } = options;
    if (factor >= 1) throw new ArgumentError(`${NAME}: factor must be below 1, got ${factor}.`);
    this.mode = mode;
    this.factor = factor;
    this.patience = patience;
    this.threshold = threshold;
    this.thresholdMode = thresholdMode;
    this.cooldown = cooldown;
    this.minLrs = perGroup(NAME, "minLr", minLr, optimizer);
    this.#defaultMinLr = typeof minLr === "number" ? minLr : null;
    this.eps = eps;
    this.best = this.#worst;
  }

  get #worst(): number {
    return this.mode === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  /**
   * Goes on to the next epoch, whose figure is given; one that is NaN is no progress.
   *
   * @throws ArgumentError where groups joined and each has a lowest rate of its own
   */
  override step(metric: Rate, ...rest: []): void {
    noMore("ReduceLROnPlateau.step", rest);
    STEP.check(metric);
    const current = asNumber(metric);
    this.lastEpoch++;
    if (this.#isBetter(current)) {
      this.best = current;
      this.numBadEpochs = 0;
    } else {
      this.numBadEpochs++;
    }
    if (this.cooldownCounter > 0) {
      this.cooldownCounter--;
      this.numBadEpochs = 0;
    }
    let rates = this.computeLr();
    if (this.numBadEpochs > this.patience) {
      rates = this.#reduced(rates);
      this.cooldownCounter = this.cooldown;
      this.numBadEpochs = 0;
    }
    this.setLr(rates);
  }

  #isBetter(current: number): boolean {
    const { mode, best, threshold, thresholdMode } = this;
    if (mode === "min")
      return current < (thresholdMode === "rel" ? best * (1 - threshold) : best - threshold);
    return current > (thresholdMode === "rel" ? best * (threshold + 1) : best + threshold);
  }

  #reduced(rates: readonly number[]): number[] {
    if (this.minLrs.length !== rates.length) {
      if (this.#defaultMinLr === null) {
        throw new ArgumentError(
          `${NAME}: minLr was given for ${this.minLrs.length} parameter groups, and now there are ${rates.length}; set ` +
            "`minLrs` to one for each.",
        );
      }
      this.minLrs = new Array<number>(rates.length).fill(this.#defaultMinLr);
    }
    return rates.map((rate, i) => {
      const next = Math.max(rate * this.factor, this.minLrs[i] as number);
      return rate - next > this.eps ? next : rate;
    });
  }

  protected override computeLr(): number[] {
    return this.groups.map(({ lr }) => lr);
  }

  protected override options(): Record<string, unknown> {
    return {
      factor: this.factor,
      default_min_lr: this.#defaultMinLr,
      min_lrs: [...this.minLrs],
      patience: this.patience,
      cooldown: this.cooldown,
      eps: this.eps,
      mode: this.mode,
      mode_worse: this.#worst,
      threshold: this.threshold,
      threshold_mode: this.thresholdMode,
      best: this.best,
      cooldown_counter: this.cooldownCounter,
      num_bad_epochs: this.numBadEpochs,
    };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.factor = numberOr(saved.factor, this.factor);
    if (isNumbers(saved.min_lrs)) this.minLrs = [...saved.min_lrs];
    if (saved.default_min_lr !== undefined) this.#defaultMinLr = saved.default_min_lr as number | null; // as written
    this.patience = numberOr(saved.patience, this.patience);
    this.cooldown = numberOr(saved.cooldown, this.cooldown);
    this.eps = numberOr(saved.eps, this.eps);
    if (modeKind.accepts(saved.mode)) this.mode = saved.mode as Mode;
    this.threshold = numberOr(saved.threshold, this.threshold);
    if (thresholdModeKind.accepts(saved.threshold_mode))
      this.thresholdMode = saved.threshold_mode as ThresholdMode;
    this.best = numberOr(saved.best, this.best);
    this.cooldownCounter = numberOr(saved.cooldown_counter, this.cooldownCounter);
    this.numBadEpochs = numberOr(saved.num_bad_epochs, this.numBadEpochs);
  }

  /** The state with PyTorch's names; it keeps no first rates and no count of calls. */
  override stateDict(...rest: []): Record<string, unknown> {
    noMore("LRScheduler.stateDict", rest);
    return { ...this.options(), last_epoch: this.lastEpoch, _last_lr: this.getLastLr() };
  }
}
