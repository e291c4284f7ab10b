/**
 * The learning-rate range test: a run whose rate climbs with each step, until the loss explodes, and a network that is afterwards as
 * it was before.
 */
import {
  callable,
  integerFrom,
  isPlainObject,
  kind,
  nearestName,
  nullable,
  numberAbove,
  numberFrom,
  oneOf,
  type Rest,
  signature,
} from "../edge/index.ts";
import { claimForTraining } from "../inference/claims.ts";
import { deviceOf } from "../inference/running.ts";
import { noteScale, scaleOf } from "../models/number-scale.ts";
import { moduleKind } from "../models/option-kinds.ts";
import type { Module } from "../nn/index.ts";
import { type AnyOptimizer, LambdaLR, Optimizer } from "../optim/index.ts";
import { keep, noGrad, Tensor } from "../tensor/index.ts";
import { NonFiniteLossError } from "./errors.ts";
import type { FitEvent } from "./events.ts";
import * as runs from "./fit.ts";
import { LrCurve, type LrEnding, type LrPoint } from "./lr-curve.ts";
import { FIT_OPTIONS, type RunOptions } from "./options.ts";
import type { FitData } from "./source.ts";
import { type NetworkOf, RUN_MEASURES, type RunMeasures } from "./tasks/index.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";
import type { TaskReport } from "./tasks/task.ts";

const OPERATION = "train.findLr";

/** Options of `fit` that have no meaning in a test. */
const NOT_OF_A_TEST = [
  "epochs",
  "lr",
  "scheduler",
  "warmup",
  "minLrFactor",
  "stepSize",
  "gamma",
  "unfreeze",
  "out",
  "resume",
  "overwrite",
  "architecture",
  "notes",
  "monitor",
  "metrics",
  "validateEvery",
  "patience",
  "restoreBest",
  "ema",
  "swa",
  "checkpointEvery",
  "guards",
  "foundLr",
  "parts",
  "channelsLast",
  "onEvent",
] as const satisfies readonly (keyof RunOptions)[];

interface Own {
  /** The first rate. Default 1e-7. */
  from?: number;
  /** The last rate. Default 10. */
  to?: number;
  /** Optimizer steps from one to the other. Default 100. */
  steps?: number;
  /** How the rate climbs: by the same factor with each step ("exponential", default), or by the same amount ("linear"). */
  sweep?: "exponential" | "linear";
  /** Share of the average loss that each step keeps. Default 0.98. */
  smoothing?: number;
  /** End where the smoothed loss is so many times its best; null goes on to the last rate. Default 4. */
  stopAt?: number | null;
  /** Told after each step. */
  onProgress?: (done: LrProgress) => void;
}

/** A step of the test, as it is told. */
export interface LrProgress extends LrPoint {
  /** From 1. */
  step: number;
  steps: number;
}

/** Options of {@link findLr}: its own, and those of `fit` that say how a step is made. */
export interface FindLrOptions
  extends Own,
    Omit<RunOptions, (typeof NOT_OF_A_TEST)[number] | keyof RunMeasures> {}

const FIND = signature<Own>(OPERATION, {
  takes: {
    model: moduleKind,
    data: kind("data with classes and train", (v) => typeof v === "object" && v !== null),
  },
  options: {
    from: numberAbove(0),
    to: numberAbove(0),
    steps: integerFrom(10),
    sweep: oneOf("exponential", "linear"),
    smoothing: numberFrom(0, 0.9999),
    stopAt: nullable(numberAbove(1)),
    onProgress: callable(),
  },
  advice: {
    minLr: "give from",
    startLr: "give from",
    maxLr: "give to",
    endLr: "give to",
    numIter: "give steps",
    numTraining: "give steps",
    mode: "give sweep",
  },
});

/** Ends a run whose curve is whole. */
class Ended extends Error {}

/**
 * The learning-rate range test: one run over the training data whose rate climbs from `from` to `to`, and the loss at each
 * (Smith 2015, https://arxiv.org/abs/1506.01186; exponential sweep and smoothed loss as Gugger 2018,
 * https://sgugger.github.io/how-do-you-find-a-good-learning-rate.html). It ends where the loss explodes.
 *
 * Afterwards the network's parameters, running statistics, modes and device, an optimizer that was given, and the process's random
 * state are as before; gradients are dropped. Groups whose rates differ keep their ratio to the first.
 *
 * @param model maps (N, C, H, W) to logits (N, classes), of segmentation (N, outputs, H, W)
 * @param data as for `fit`; only what it trains on is read, in the order of its first epochs
 * @throws ArgumentError for options that do not fit, and what `fit` refuses; AbortError when `signal` says so
 *
 * @example
 * const found = await train.findLr(model, data);
 * console.log(String(found));
 * await train.fit(model, data, { epochs: 5, lr: found.suggested ?? 1e-3, foundLr: found });
 */
export async function findLr<const D extends FitData>(
  model: NetworkOf<D>,
  data: D,
  options?: FindLrOptions,
): Promise<LrCurve>;
export async function findLr(
  model: AnyNetwork,
  data: FitData,
  ...rest: Rest<FindLrOptions>
): Promise<LrCurve> {
  if (rest[0] !== undefined && !isPlainObject(rest[0])) FIND.read(rest); // which refuses it
  const given = (rest[0] ?? {}) as FindLrOptions & Record<string, unknown>;
  checkNames(given);
  const isOwn = (name: string): boolean => FIND.optionNames.includes(name);
  const entries = Object.entries(given);
  const own: Own = FIND.read([Object.fromEntries(entries.filter(([name]) => isOwn(name))), ...rest.slice(1)]);
  FIND.check(model, data);
  const { from = 1e-7, to = 10, steps = 100, sweep = "exponential" } = own;
  if (!(from < to)) throw FIND.error(`\`from\` has to be below \`to\`, got ${from} and ${to}.`);
  const rateAt = (step: number): number => {
    const share = step / (steps - 1);
    return sweep === "linear" ? from + (to - from) * share : from * (to / from) ** share;
  };
  const recorder = new Recorder(steps, own);
  const options = {
    ...Object.fromEntries(entries.filter(([name]) => !isOwn(name))),
    ...(typeof (given.optimizer ?? "") === "string" ? { lr: from } : {}),
    // One more than can be needed, so that no epoch ends the run, whose validation nobody asked for.
    epochs: steps + 1,
    validateEvery: steps + 2,
    guards: false,
    scheduler: (optimizer: AnyOptimizer) => ({ scheduler: climbing(optimizer, rateAt), interval: "step" }),
    onEvent: (event: FitEvent<TaskReport>) => {
      if (event.type === "step") recorder.take(event.lr, event.loss);
    },
  } as const;
  // A network in training is refused before anything of it is noted, as putting that back would undo the other run's steps.
  claimForTraining(model, OPERATION)();
  const putBack = remember(model, given.optimizer);
  let ending: LrEnding = "done";
  try {
    await runs.fit(model as never, data as never, options as never);
  } catch (error) {
    if (error instanceof Ended) ending = recorder.ending;
    else if (error instanceof NonFiniteLossError) ending = "notFinite";
    else throw error;
  } finally {
    putBack();
  }
  return new LrCurve(recorder.points, ending);
}

/** Takes the losses as they come. */
class Recorder {
  readonly points: LrPoint[] = [];
  ending: LrEnding = "done";
  readonly #steps: number;
  readonly #own: Own;
  #average = 0;
  #best = Number.POSITIVE_INFINITY;

  constructor(steps: number, own: Own) {
    this.#steps = steps;
    this.#own = own;
  }

  /** Throws Ended once the curve is whole. */
  take(lr: number, loss: number): void {
    if (this.points.length === this.#steps) throw new Ended();
    const { smoothing = 0.98, stopAt = 4, onProgress } = this.#own;
    this.#average = smoothing * this.#average + (1 - smoothing) * loss;
    const step = this.points.length + 1;
    const smoothed = this.#average / (1 - smoothing ** step);
    const point = { lr, loss, smoothed };
    this.points.push(point);
    onProgress?.({ ...point, step, steps: this.#steps });
    this.#best = Math.min(this.#best, smoothed);
    if (stopAt !== null && smoothed > stopAt * this.#best) this.ending = "diverged";
    if (this.ending === "diverged" || step === this.#steps) throw new Ended();
  }
}

/** A scheduler after whose steps the first group has the rate of the sweep, and the others their share of it. */
function climbing(optimizer: AnyOptimizer, rateAt: (step: number) => number): LambdaLR {
  const [first] = optimizer.paramGroups;
  const base = first?.initialLr ?? first?.lr ?? 1;
  return new LambdaLR(optimizer, (step) => rateAt(step) / base);
}

/** Notes all that a test changes, and gives what puts it back. */
function remember(model: AnyNetwork, optimizer: RunOptions["optimizer"]): () => void {
  const device = deviceOf(model);
  const tensors = (): Tensor[] => [...model.parameters(), ...model.buffers()];
  const values = tensors().map((tensor) => keep(tensor.detach().clone()));
  const modes = [...model.modules()].map((module: Module) => [module, module.training] as const);
  const trained = [...model.parameters()].map((parameter) => [parameter, parameter.requiresGrad] as const);
  const scale = scaleOf(model);
  const putBackOptimizer = optimizer instanceof Optimizer ? rememberOptimizer(optimizer) : () => {};
  return () => {
    if (deviceOf(model) !== device) model.to(device);
    noGrad(() => {
      tensors().forEach((tensor, i) => {
        tensor.copy_(values[i] as Tensor); // as many as there were
      });
    });
    for (const value of values) value.dispose();
    for (const [module, training] of modes) module.training = training;
    for (const [parameter, requiresGrad] of trained) parameter.requiresGrad = requiresGrad;
    noteScale(model, scale);
    putBackOptimizer();
  };
}

function rememberOptimizer(optimizer: AnyOptimizer): () => void {
  const { state, param_groups } = optimizer.stateDict();
  const { stepCount } = optimizer;
  const copies: Tensor[] = [];
  const copied = (value: unknown): unknown => {
    if (!(value instanceof Tensor)) return value;
    const copy = keep(value.clone());
    copies.push(copy);
    return copy;
  };
  const fields = (one: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [name, copied(value)]));
  const saved = {
    state: new Map([...state].map(([at, one]) => [at, fields(one)])),
    param_groups: param_groups.map(fields),
  };
  const hadFirst = optimizer.paramGroups.map(({ initialLr }) => initialLr !== undefined);
  return () => {
    optimizer.loadStateDict(saved);
    optimizer.stepCount = stepCount;
    for (const [at, group] of optimizer.paramGroups.entries()) if (!hadFirst[at]) delete group.initialLr;
    for (const copy of copies) copy.dispose();
  };
}

/** Refuses names that neither the test nor `fit` has, and those of `fit` that would do nothing. */
function checkNames(given: object): void {
  const excluded: readonly string[] = [...NOT_OF_A_TEST, ...Object.keys(RUN_MEASURES)];
  const known = [...FIND.optionNames, ...FIT_OPTIONS.filter((name) => !excluded.includes(name))];
  const odd = Object.entries(given).find(
    ([name, value]) => value !== undefined && !known.includes(name),
  )?.[0];
  if (odd === undefined) return;
  if (excluded.includes(odd))
    throw FIND.error(`\`${odd}\` would do nothing in a test of rates; leave it out.`);
  const near = nearestName(odd, known);
  if (near !== null) throw FIND.error(`unknown option "${odd}"; did you mean ${near}?`);
  FIND.named({ [odd]: true }); // which knows what to give in its place
}
