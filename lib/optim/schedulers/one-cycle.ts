/** Up to a large rate and down to a tiny one in one run: `OneCycleLR`. */
import {
  boolean,
  integerFrom,
  nullable,
  number,
  numberFrom,
  type Rest,
  signature,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
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
import { beginMomentum, setMomentum, usesBeta } from "./momentum.ts";
import { type AnnealStrategy, annealKind } from "./swa.ts";

/** Options of `OneCycleLR`; either `totalSteps`, or `epochs` and `stepsPerEpoch`. */
export interface OneCycleOptionsLR extends SchedulerOptions {
  /** The largest rate, of all groups or of each. */
  maxLr: PerGroup;
  totalSteps?: number | null;
  epochs?: number | null;
  stepsPerEpoch?: number | null;
  /** Share of the steps on which the rate rises. Default 0.3. */
  pctStart?: number;
  /** Default "cos". */
  annealStrategy?: AnnealStrategy;
  /** Move the momentum (of Adam beta 1) against the rate. Default true. */
  cycleMomentum?: boolean;
  /** The momentum at the largest rate. Default 0.85. */
  baseMomentum?: PerGroup;
  /** The momentum at the beginning and the end. Default 0.95. */
  maxMomentum?: PerGroup;
  /** The first rate is the largest divided by this. Default 25. */
  divFactor?: number;
  /** The last rate is the first divided by this. Default 1e4. */
  finalDivFactor?: number;
  /** Go down as slowly as up, and then to the last rate. Default false. */
  threePhase?: boolean;
}

const NAME = "optim.OneCycleLR";
const stepsOrNull = nullable(integerFrom(1));

const ONE_CYCLE = signature<OneCycleOptionsLR>(NAME, {
  options: {
    maxLr: perGroupKind,
    totalSteps: stepsOrNull,
    epochs: stepsOrNull,
    stepsPerEpoch: stepsOrNull,
    pctStart: numberFrom(0, 1),
    annealStrategy: annealKind,
    cycleMomentum: boolean,
    baseMomentum: perGroupKind,
    maxMomentum: perGroupKind,
    divFactor: number,
    finalDivFactor: number,
    threePhase: boolean,
    ...SCHEDULER_KINDS,
  },
  required: ["maxLr"],
  positional: [
    "maxLr",
    "totalSteps",
    "epochs",
    "stepsPerEpoch",
    "pctStart",
    "annealStrategy",
    "cycleMomentum",
    "baseMomentum",
    "maxMomentum",
    "divFactor",
    "finalDivFactor",
    "threePhase",
    "lastEpoch",
  ],
});

/** The options of a group that a phase goes between, by PyTorch's names. */
const ENDS = {
  initial_lr: "initialLr",
  max_lr: "maxLr",
  min_lr: "minLr",
  max_momentum: "maxMomentum",
  base_momentum: "baseMomentum",
} as const;

/** A way from one rate to another, as state dicts have it. */
interface Phase {
  /** The last step of it. */
  end_step: number;
  start_lr: keyof typeof ENDS;
  end_lr: keyof typeof ENDS;
  start_momentum: keyof typeof ENDS;
  end_momentum: keyof typeof ENDS;
}

/**
 * From `maxLr / divFactor` up to `maxLr` and down to a tiny rate, the momentum the other way, in a run of known length; call
 * `step` after each batch. Smith and Topin 2017, https://arxiv.org/abs/1708.07120.
 *
 * @example
 * const scheduler = new optim.OneCycleLR(optimizer, { maxLr: 0.1, epochs: 10, stepsPerEpoch: loader.length });
 */
export class OneCycleLR extends LRScheduler {
  totalSteps: number;
  annealStrategy: AnnealStrategy;
  cycleMomentum: boolean;
  #phases: Phase[];
  #usesBeta: boolean;

  /**
   * Throws ArgumentError without a length, for another number of rates than groups, and where the optimizer has no momentum to
   * move.
   */
  constructor(
    optimizer: AnyOptimizer,
    ...rest: Rest<
      OneCycleOptionsLR,
      [
        maxLr: PerGroup,
        totalSteps: number | null,
        epochs: number | null,
        stepsPerEpoch: number | null,
        pctStart: number,
        annealStrategy: AnnealStrategy,
        cycleMomentum: boolean,
        baseMomentum: PerGroup,
        maxMomentum: PerGroup,
        divFactor: number,
        finalDivFactor: number,
        threePhase: boolean,
        lastEpoch: number,
      ]
    >
  ) {
    const options = ONE_CYCLE.read(rest);
    const { maxLr, pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4, threePhase = false } = options;
    const { annealStrategy = "cos", cycleMomentum = true, lastEpoch = -1 } = options;
    const { baseMomentum = 0.85, maxMomentum = 0.95 } = options;
    const totalSteps = lengthOf(options);
    super(optimizer, lastEpoch);
    this.totalSteps = totalSteps;
    this.annealStrategy = annealStrategy;
    this.cycleMomentum = cycleMomentum;
    this.#phases = phasesOf(totalSteps, pctStart, threePhase);
    const most = perGroup(NAME, "maxLr", maxLr, optimizer);
    this.#usesBeta = cycleMomentum && usesBeta(NAME, optimizer);
    const momenta = [
      perGroup(NAME, "baseMomentum", baseMomentum, optimizer),
      perGroup(NAME, "maxMomentum", maxMomentum, optimizer),
    ] as const;
    if (lastEpoch === -1) {
      this.groups.forEach((group, i) => {
        group.maxLr = most[i] as number; // one for each group
        group.initialLr = group.maxLr / divFactor;
        group.minLr = group.initialLr / finalDivFactor;
      });
      if (cycleMomentum) beginMomentum(optimizer, ...momenta, this.#usesBeta);
      this.baseLrs = this.groups.map(({ initialLr }) => initialLr as number);
    }
    this.start();
  }

  /** Throws ArgumentError after the last step. */
  protected override computeLr(): number[] {
    const step = this.lastEpoch;
    if (step > this.totalSteps) {
      throw new ArgumentError(
        `${NAME}: step ${step} of ${this.totalSteps}; the schedule is over. Make it for as many steps as the run has.`,
        { operation: NAME },
      );
    }
    const last = this.#phases.length - 1;
    const at = this.#phases.findIndex(({ end_step: end }, i) => step <= end || i === last);
    const phase = this.#phases[at] as Phase; // the last at least
    const start = at === 0 ? 0 : (this.#phases[at - 1] as Phase).end_step;
    if (phase.end_step === start) {
      throw new ArgumentError(
        `${NAME}: with pctStart of ${this.totalSteps} steps a phase has no step; give more steps or another pctStart.`,
        { operation: NAME },
      );
    }
    const share = (step - start) / (phase.end_step - start);
    return this.groups.map((group) => {
      const between = (from: keyof typeof ENDS, to: keyof typeof ENDS): number =>
        this.#anneal(group[ENDS[from]] as number, group[ENDS[to]] as number, share);
      if (this.cycleMomentum)
        setMomentum(group, between(phase.start_momentum, phase.end_momentum), this.#usesBeta);
      return between(phase.start_lr, phase.end_lr);
    });
  }

  #anneal(from: number, to: number, share: number): number {
    if (this.annealStrategy === "linear") return (to - from) * share + from;
    return to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
  }

  protected override options(): Record<string, unknown> {
    return {
      total_steps: this.totalSteps,
      _schedule_phases: this.#phases.map((phase) => ({ ...phase })),
      _anneal_func_type: this.annealStrategy,
      cycle_momentum: this.cycleMomentum,
      ...(this.cycleMomentum ? { use_beta1: this.#usesBeta } : {}),
    };
  }

  protected override setOptions(saved: Readonly<Record<string, unknown>>): void {
    this.totalSteps = numberOr(saved.total_steps, this.totalSteps);
    if (annealKind.accepts(saved._anneal_func_type))
      this.annealStrategy = saved._anneal_func_type as AnnealStrategy;
    if (typeof saved.cycle_momentum === "boolean") this.cycleMomentum = saved.cycle_momentum;
    if (typeof saved.use_beta1 === "boolean") this.#usesBeta = saved.use_beta1;
    const { _schedule_phases: phases } = saved;
    if (!Array.isArray(phases)) return;
    const read = phases.map((one) => ({ ...(one instanceof Map ? Object.fromEntries(one) : one) }) as Phase);
    if (read.every(isPhase)) this.#phases = read;
  }
}

function isPhase({ end_step: end, ...names }: Phase): boolean {
  return typeof end === "number" && Object.values(names).every((name) => Object.hasOwn(ENDS, name));
}

function lengthOf({ totalSteps, epochs, stepsPerEpoch }: OneCycleOptionsLR): number {
  if (typeof totalSteps === "number") return totalSteps;
  if (typeof epochs === "number" && typeof stepsPerEpoch === "number") return epochs * stepsPerEpoch;
  throw new ArgumentError(`${NAME}: give totalSteps, or both epochs and stepsPerEpoch.`, { operation: NAME });
}

function phasesOf(total: number, share: number, isThree: boolean): Phase[] {
  const up = {
    end_step: share * total - 1,
    start_lr: "initial_lr",
    end_lr: "max_lr",
    start_momentum: "max_momentum",
    end_momentum: "base_momentum",
  } as const;
  const down = { start_lr: "max_lr", start_momentum: "base_momentum", end_momentum: "max_momentum" } as const;
  if (!isThree) return [up, { ...down, end_step: total - 1, end_lr: "min_lr" }];
  return [
    up,
    { ...down, end_step: 2 * share * total - 2, end_lr: "initial_lr" },
    {
      end_step: total - 1,
      start_lr: "initial_lr",
      end_lr: "min_lr",
      start_momentum: "max_momentum",
      end_momentum: "max_momentum",
    },
  ];
}
