/**
 * Learning-rate schedules of a run, as a factor on each parameter group's own rate.
 *
 * Closed forms of the step number, so that a resumed run needs no schedule state. Those that carry state, "onecycle" and "plateau",
 * and whatever else is in `optim.lrScheduler`, are made over the optimizer in `recipe.ts`.
 */
import {
  boolean,
  integerFrom,
  type Kind,
  type Kinds,
  kind,
  listOf,
  number,
  numberAbove,
  numberFrom,
  oneOf,
  type Signature,
  signature,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";

const OPERATION = "train.fit";

/** The options of each ready-made schedule. */
export interface ScheduleSettings {
  /** Half a cosine down to `minFactor` of the rate, default 0 (Loshchilov & Hutter, SGDR, 2017: https://arxiv.org/abs/1608.03983). */
  cosine: { minFactor?: number };
  /** Times `gamma`, default 0.1, every `stepSize` epochs, default a third of the run: `StepLR`. */
  step: { stepSize?: number; gamma?: number };
  /** Times `gamma`, default 0.1, at the end of each of these epochs: `MultiStepLR`. */
  multistep: { milestones: readonly number[]; gamma?: number };
  /** Times `gamma` after each epoch: `ExponentialLR`. */
  exponential: { gamma: number };
  /** A straight line down to `minFactor`, default 0: `LinearLR`. */
  linear: { minFactor?: number };
  /** `(1 - done)^power`, default 0.9, as segmentation networks are trained: `PolynomialLR`. */
  polynomial: { power?: number };
  /**
   * Cosines that begin anew, the first after `period` epochs, default 1, each `multiply` times as long as the one before, default 1:
   * `CosineAnnealingWarmRestarts` (SGDR, as above).
   */
  restarts: { period?: number; multiply?: number; minFactor?: number };
  /**
   * Up to the rate and down to almost nothing, the momentum against it: `OneCycleLR` (Smith & Topin, Super-Convergence, 2017:
   * https://arxiv.org/abs/1708.07120), whose options these are.
   */
  onecycle: {
    pctStart?: number;
    annealStrategy?: "cos" | "linear";
    cycleMomentum?: boolean;
    baseMomentum?: number;
    maxMomentum?: number;
    divFactor?: number;
    finalDivFactor?: number;
    threePhase?: boolean;
  };
  /**
   * Times `factor`, default 0.1, once the monitored figure has not improved for more than `patience` measured epochs, default 10:
   * `ReduceLROnPlateau`, whose options these are; `minFactor` is the lowest rate as a share of the first.
   */
  plateau: {
    factor?: number;
    patience?: number;
    threshold?: number;
    thresholdMode?: "rel" | "abs";
    cooldown?: number;
    minFactor?: number;
    eps?: number;
  };
  /** The rate as it is. */
  none: Record<never, never>;
}

/** Every ready-made schedule by name. */
export type AnySchedule = keyof ScheduleSettings;

/** Those that need no settings. */
export type ScheduleName = Exclude<AnySchedule, "multistep" | "exponential">;

/** A schedule with its settings: `{ name: "polynomial", power: 1 }`. */
export type ScheduleSpec = { [N in AnySchedule]: { name: N } & ScheduleSettings[N] }[AnySchedule];

/** How the rate begins. */
export interface WarmupSpec {
  /** A share of the run (below 1), or a number of steps. */
  length: number;
  /** A straight line up to the rate (default), the same small rate all along, or a geometric rise. */
  kind?: "linear" | "constant" | "exponential";
  /** Share of the rate that it begins with. Default for "linear" 1 / (steps + 1), else 0.1. */
  from?: number;
}

const share = numberFrom(0, 1);
const SETTINGS: { [N in AnySchedule]: Kinds<ScheduleSettings[N]> } = {
  cosine: { minFactor: numberFrom(0) },
  step: { stepSize: integerFrom(1), gamma: numberAbove(0) },
  multistep: { milestones: listOf(integerFrom(1)) as Kind<readonly number[]>, gamma: numberAbove(0) },
  exponential: { gamma: numberAbove(0) },
  linear: { minFactor: numberFrom(0) },
  polynomial: { power: numberAbove(0) },
  restarts: { period: integerFrom(1), multiply: integerFrom(1), minFactor: numberFrom(0) },
  onecycle: {
    pctStart: share,
    annealStrategy: oneOf("cos", "linear"),
    cycleMomentum: boolean,
    baseMomentum: share,
    maxMomentum: share,
    divFactor: numberAbove(0),
    finalDivFactor: numberAbove(0),
    threePhase: boolean,
  },
  plateau: {
    factor: numberFrom(0, 1),
    patience: integerFrom(0),
    threshold: number,
    thresholdMode: oneOf("rel", "abs"),
    cooldown: integerFrom(0),
    minFactor: numberFrom(0),
    eps: numberFrom(0),
  },
  none: {},
};
const REQUIRED: Partial<Record<AnySchedule, string>> = { multistep: "milestones", exponential: "gamma" };

/** Names of all schedules. */
export const SCHEDULES = Object.keys(SETTINGS) as AnySchedule[];

const signatures = new Map<string, Signature<Record<string, unknown>>>();

/** The check of a schedule's settings. */
function settingsOf(name: AnySchedule): Signature<Record<string, unknown>> {
  const known = signatures.get(name);
  if (known !== undefined) return known;
  const needed = REQUIRED[name];
  const made = signature<Record<string, unknown>>(`${OPERATION}: scheduler "${name}"`, {
    options: { name: oneOf(name), ...SETTINGS[name] } as Kinds<Record<string, unknown>>,
    required: needed === undefined ? ["name"] : ["name", needed],
  });
  signatures.set(name, made);
  return made;
}

const isName = (value: unknown): value is AnySchedule => SCHEDULES.includes(value as AnySchedule);

/** A schedule by name, with its settings, or a function that makes one. */
export const schedulerKind: Kind<unknown> = kind(
  `one of ${SCHEDULES.filter((name) => !(name in REQUIRED)).join(", ")}, an object { name: ${SCHEDULES.map((name) => `"${name}"`).join(" | ")}, ... }, ` +
    "or a function of the optimizer that makes a scheduler",
  (v) => {
    if (typeof v === "function") return true;
    if (typeof v === "string") return isName(v) && !(v in REQUIRED);
    return typeof v === "object" && v !== null && isName((v as { name?: unknown }).name);
  },
);

const WARMUP = signature<WarmupSpec>(`${OPERATION}: warmup`, {
  options: {
    length: numberFrom(0),
    kind: oneOf("linear", "constant", "exponential"),
    from: numberFrom(0, 1),
  },
  required: ["length"],
});

/** A number, or how it begins in words. */
export const warmupKind: Kind<number | WarmupSpec> = kind(
  "a number from 0, or an object { length, kind, from }",
  (v) => (typeof v === "number" ? v >= 0 : typeof v === "object" && v !== null && !Array.isArray(v)),
);

/** Throws ArgumentError for settings that the schedule, or the warmup, does not have. */
export function checkSchedule(scheduler: unknown, warmup: unknown): void {
  if (typeof scheduler === "object" && scheduler !== null) {
    const { name } = scheduler as { name: AnySchedule };
    settingsOf(name).named(scheduler);
  }
  if (typeof warmup !== "object" || warmup === null) return;
  WARMUP.named(warmup);
  const { kind: shape = "linear", from } = warmup as WarmupSpec;
  if (shape === "exponential" && from === 0) {
    throw new ArgumentError(
      `${OPERATION}: a warmup that rises geometrically begins above 0; give \`from\`.`,
      {
        operation: OPERATION,
      },
    );
  }
}

/** The name and the settings of a schedule. */
export function scheduleSpec(scheduler: ScheduleName | ScheduleSpec): ScheduleSpec {
  return typeof scheduler === "string" ? ({ name: scheduler } as ScheduleSpec) : scheduler;
}

/** A schedule over the steps of a run. */
export interface ScheduleShape {
  spec: ScheduleSpec;
  /** Optimizer steps of the whole run. */
  totalSteps: number;
  stepsPerEpoch: number;
  epochs: number;
  /** `from` is null for a straight line whose first step is not 0. */
  warmup: { steps: number; kind: NonNullable<WarmupSpec["kind"]>; from: number | null };
}

/** The factor of step `step` (from 0) on the learning rate, of a schedule without state. */
export function scheduleFactor(step: number, shape: ScheduleShape): number {
  const { spec, totalSteps, stepsPerEpoch, epochs, warmup } = shape;
  if (step < warmup.steps) return warmupFactor(step, warmup);
  const span = Math.max(1, totalSteps - warmup.steps);
  const done = Math.min(1, (step - warmup.steps) / span);
  const epoch = Math.floor(step / Math.max(1, stepsPerEpoch));
  switch (spec.name) {
    case "cosine":
      return cosineDown(done, spec.minFactor);
    case "linear":
      return 1 - (1 - (spec.minFactor ?? 0)) * done;
    case "polynomial":
      return (1 - done) ** (spec.power ?? 0.9);
    case "step": {
      const { stepSize = Math.max(1, Math.ceil(epochs / 3)), gamma = 0.1 } = spec;
      return gamma ** Math.floor(epoch / stepSize);
    }
    case "multistep":
      return (spec.gamma ?? 0.1) ** spec.milestones.filter((milestone) => milestone <= epoch).length;
    case "exponential":
      return spec.gamma ** epoch;
    case "restarts": {
      const { period = 1, multiply = 1, minFactor } = spec;
      let [at, length] = [(step - warmup.steps) / Math.max(1, stepsPerEpoch), period];
      while (at >= length) {
        at -= length;
        length *= multiply;
      }
      return cosineDown(at / length, minFactor);
    }
    default:
      return 1; // "none", and those with a state, which set the rate themselves
  }
}

function cosineDown(done: number, minFactor = 0): number {
  return minFactor + ((1 - minFactor) * (1 + Math.cos(Math.PI * done))) / 2;
}

function warmupFactor(step: number, { steps, kind, from }: ScheduleShape["warmup"]): number {
  if (from === null) return (step + 1) / (steps + 1);
  if (kind === "constant") return from;
  if (kind === "exponential") return from ** (1 - step / steps);
  return from + ((1 - from) * step) / steps;
}

/** The warmup in steps: its length is a share of the run below 1, a number of steps from 1 on. */
export function warmupOf(warmup: number | WarmupSpec, totalSteps: number): ScheduleShape["warmup"] {
  const { length, kind = "linear", from } = typeof warmup === "number" ? { length: warmup } : warmup;
  const steps = Math.floor(length < 1 ? length * totalSteps : length);
  return { steps, kind, from: from ?? (kind === "linear" ? null : 0.1) };
}
