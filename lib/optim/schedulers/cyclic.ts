/** Up and down between two rates, again and again: `CyclicLR`. */
import {
  boolean,
  callable,
  nullable,
  number,
  numberAbove,
  oneOf,
  type Rest,
  signature,
} from "../../edge/index.ts";
import {
  type AnyOptimizer,
  checkOptimizer,
  isNumbers,
  LRScheduler,
  numberOr,
  type PerGroup,
  perGroup,
  perGroupKind,
  SCHEDULER_KINDS,
  type SchedulerOptions,
} from "../lr-scheduler.ts";
import { beginMomentum, setMomentum, usesBeta } from "./momentum.ts";

/** How the peaks of `CyclicLR` shrink: not, by half each cycle, or by `gamma` each step. */
export type CyclicMode = "triangular" | "triangular2" | "exp_range";

/** The height of a cycle, from its number (from 1) or the step's. */
export type ScaleFn = (at: number) => number;

type ScaleMode = "cycle" | "iterations";

/** Options of `CyclicLR`. */
export interface CyclicOptionsLR extends SchedulerOptions {
  /** The lower rate, of all groups or of each. */
  baseLr: PerGroup;
  /** The upper rate, of all groups or of each. */
  maxLr: PerGroup;
  /** Steps up. Default 2000. */
  stepSizeUp?: number;
  /** Steps down. Default as many as up. */
  stepSizeDown?: number | null;
  /** Default "triangular". */
  mode?: CyclicMode;
  /** Of "exp_range". Default 1. */
  gamma?: number;
  /** A form of one's own in place of `mode`; it is not part of the state dict. */
  scaleFn?: ScaleFn | null;
  /** Whether `scaleFn` is given the cycle's number ("cycle", default) or the step's. */
  scaleMode?: ScaleMode;
  /** Move the momentum (of Adam beta 1) against the rate. Default true. */
  cycleMomentum?: boolean;
  /** The momentum at the upper rate. Default 0.8. */
  baseMomentum?: PerGroup;
  /** The momentum at the lower rate. Default 0.9. */
  maxMomentum?: PerGroup;
}

const NAME = "optim.CyclicLR";
const modeKind = oneOf<CyclicMode>("triangular", "triangular2", "exp_range");
const scaleModeKind = oneOf<ScaleMode>("cycle", "iterations");
const steps = numberAbove(0);
const stepsOrNull = nullable(steps);
const scaleOrNull = nullable(callable<ScaleFn>());

const CYCLIC = signature<CyclicOptionsLR>(NAME, {
  options: {
    baseLr: perGroupKind,
    maxLr: perGroupKind,
    stepSizeUp: steps,
    stepSizeDown: stepsOrNull,
    mode: modeKind,
    gamma: number,
    scaleFn: scaleOrNull,
    scaleMode: scaleModeKind,
    cycleMomentum: boolean,
    baseMomentum: perGroupKind,
    maxMomentum: perGroupKind,
    ...SCHEDULER_KINDS,
  },
  required: ["baseLr", "maxLr"],
  positional: [
    "baseLr",
    "maxLr",
    "stepSizeUp",
    "stepSizeDown",
    "mode",
    "gamma",
    "scaleFn",
    "scaleMode",
    "cycleMomentum",
    "baseMomentum",
    "maxMomentum",
    "lastEpoch",
  ],
});

/**
 * Between two rates in triangles, the momentum the other way; call `step` after each batch. Smith 2015,
 * https://arxiv.org/abs/1506.01186.
 *
 * @example new optim.CyclicLR(optimizer, { baseLr: 1e-3, maxLr: 1e-2, stepSizeUp: 4 * loader.length })
 */
export class CyclicLR extends LRScheduler {
  mode: CyclicMode;
  gamma: number;
  maxLrs: number[];
  /** Steps of a cycle. */
  totalSize: number;
  /** Share of them that goes up. */
  stepRatio: number;
  scaleMode: ScaleMode;
  cycleMomentum: boolean;
  #scaleFn: ScaleFn | null;
  #baseMomentums: number[];
  #maxMomentums: number[];
  #usesBeta: boolean;

  /** Throws ArgumentError for another number of rates than groups, and where the optimizer has no momentum to move. */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<
      CyclicOptionsLR,
      [
        baseLr: PerGroup,
        maxLr: PerGroup,
        stepSizeUp: number,
        stepSizeDown: number | null,
        mode: CyclicMode,
        gamma: number,
        scaleFn: ScaleFn | null,
        scaleMode: ScaleMode,
        cycleMomentum: boolean,
        baseMomentum: PerGroup,
        maxMomentum: PerGroup,
        lastEpoch: number,
      ]
    >
  ) {
    const options = CYCLIC.read(rest);
    const { stepSizeUp: up = 2000, mode = "triangular", gamma = 1, scaleFn = null } = options;
    const { scaleMode = "cycle", cycleMomentum = true, baseMomentum = 0.8, maxMomentum = 0.9 } = options;
    const { lastEpoch = -1 } = options;
    checkOptimizer("CyclicLR", optimizer);
    const lower = perGroup(NAME, "baseLr", options.baseLr, optimizer);
    const upper = perGroup(NAME, "maxLr", options.maxLr, optimizer);
    const isBeta = cycleMomentum && usesBeta(NAME, optimizer);
    const baseMomentums = perGroup(NAME, "baseMomentum", baseMomentum, optimizer);
    const maxMomentums = perGroup(NAME, "maxMomentum", maxMomentum, optimizer);
    // Before the groups' first rates are noted: the lower ones are those.
    if (lastEpoch === -1) {
      for (const [i, group] of optimizer.paramGroups.entries()) group.lr = lower[i] as number;
      if (cycleMomentum) beginMomentum(optimizer, baseMomentums, maxMomentums, isBeta);
    }
    super(optimizer, lastEpoch);
    this.mode = mode;
    this.gamma = gamma;
    this.maxLrs = upper;
    this.totalSize = up + (options.stepSizeDown ?? up);
    this.stepRatio = up / this.totalSize;
    this.#scaleFn = scaleFn;
    this.scaleMode = scaleFn === null ? scaleModeOf(mode) : scaleMode;
    this.cycleMomentum = cycleMomentum;
    this.#baseMomentums = baseMomentums;
    this.#maxMomentums = maxMomentums;
    this.#usesBeta = isBeta;
    this.start();
    this.baseLrs = lower;
  }

  #scale(at: number): number {
    if (this.#scaleFn !== null) return this.#scaleFn(at);
    if (this.mode === "triangular") return 1;
    return this.mode === "triangular2" ? 1 / 2 ** (at - 1) : this.gamma ** at;
  }

  protected override computeLr(): number[] {
    const { lastEpoch, totalSize, stepRatio } = this;
    const cycle = Math.floor(1 + lastEpoch / totalSize);
    const x = 1 + lastEpoch / totalSize - cycle;
    const share = x <= stepRatio ? x / stepRatio : (x - 1) / (stepRatio - 1);
    const height = this.#scale(this.scaleMode === "cycle" ? cycle : lastEpoch);
    if (this.cycleMomentum) {
      this.groups.forEach((group, i) => {
        const most = this.#maxMomentums[i] as number; // one for each group
        const way = (most - (this.#baseMomentums[i] as number)) * share;
        setMomentum(group, most - way * height, this.#usesBeta);
      });
    }
    return this.baseLrs.map((base, i) => base + ((this.maxLrs[i] as number) - base) * share * height);
  }

  protected override options(): Record<string, unknown> {
    return {
      max_lrs: [...this.maxLrs],
      total_size: this.totalSize,
      step_ratio: this.stepRatio,
      mode: this.mode,
      gamma: this.gamma,
      scale_mode: this.scaleMode,
      _scale_fn_custom: null,
      cycle_momentum: this.cycleMomentum,
      ...(this.cycleMomentum
        ? {
            use_beta1: this.#usesBeta,
            base_momentums: [...this.#baseMomentums],
            max_momentums: [...this.#maxMomentums],
          }
        : {}),
    };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    if (isNumbers(saved.max_lrs)) this.maxLrs = [...saved.max_lrs];
    this.totalSize = numberOr(saved.total_size, this.totalSize);
    this.stepRatio = numberOr(saved.step_ratio, this.stepRatio);
    if (modeKind.accepts(saved.mode)) this.mode = saved.mode as CyclicMode;
    this.gamma = numberOr(saved.gamma, this.gamma);
    if (scaleModeKind.accepts(saved.scale_mode)) this.scaleMode = saved.scale_mode as ScaleMode;
    if (typeof saved.cycle_momentum === "boolean") this.cycleMomentum = saved.cycle_momentum;
    if (typeof saved.use_beta1 === "boolean") this.#usesBeta = saved.use_beta1;
    if (isNumbers(saved.base_momentums)) this.#baseMomentums = [...saved.base_momentums];
    if (isNumbers(saved.max_momentums)) this.#maxMomentums = [...saved.max_momentums];
  }
}

function scaleModeOf(mode: CyclicMode): ScaleMode {
  return mode === "exp_range" ? "iterations" : "cycle";
}
