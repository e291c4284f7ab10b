/**
 * The schedulers that cycle, restart, chain and follow a figure, against PyTorch's (scripts/fixtures/schedules.py): rates and
 * momentum over 24 steps, and state dicts exchanged after step 9, both ways.
 */
import { describe, expect, test } from "vitest";
import { Parameter } from "../../lib/nn/index.ts";
import {
  Adagrad,
  AdamW,
  type AnyOptimizer,
  type LRScheduler,
  lrScheduler,
  RMSprop,
  SGD,
} from "../../lib/optim/index.ts";
import { tensor, zeros } from "../../lib/tensor/index.ts";
import { findPython, fixtureJson, runPython } from "../helpers/index.ts";

/** Of each group the rate and the momentum, null where it has none. */
type Seen = [rate: number, momentum: number | null][];

interface Case {
  told: number[] | null;
  seen: Seen[];
  saved: { scheduler: Record<string, unknown>; groups: Record<string, unknown>[] };
}

const { savedAfter, cases } = fixtureJson<{ savedAfter: number; cases: Record<string, Case> }>("schedules");

/** The formulas are the same, but sine and power may differ in the last digit between C libraries. */
const RTOL_RATE = 1e-12;
/** At the foot of a cosine the digits cancel. */
const ATOL_RATE = 1e-16;

/** Any scheduler; what its step takes is the case's. */
type Stepped = LRScheduler<readonly unknown[]>;

function groups() {
  const group = () => new Parameter(zeros([1]));
  return [{ params: [group()] }, { params: [group()], lr: 0.025 }];
}
const sgd = () => new SGD(groups(), { lr: 0.1, momentum: 0.9 });
const adamw = () => new AdamW(groups(), { lr: 0.1, betas: [0.9, 0.99] });
const rmsprop = () => new RMSprop(groups(), { lr: 0.1, momentum: 0.7 });
const adagrad = () => new Adagrad(groups(), { lr: 0.1 });

const {
  ChainedScheduler,
  ConstantLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  ExponentialLR,
  LinearLR,
  MultiplicativeLR,
  OneCycleLR,
  PolynomialLR,
  ReduceLROnPlateau,
  SequentialLR,
  StepLR,
  SWALR,
} = lrScheduler;

type Make = [optimizer: () => AnyOptimizer, scheduler: (o: AnyOptimizer) => unknown];

const make: Record<string, Make> = {
  "one-cycle": [sgd, (o) => new OneCycleLR(o, { maxLr: 0.5, totalSteps: 24 })],
  "one-cycle-three": [
    adamw,
    (o) =>
      new OneCycleLR(o, {
        maxLr: [0.5, 0.2],
        epochs: 4,
        stepsPerEpoch: 6,
        pctStart: 0.4,
        threePhase: true,
        divFactor: 10,
      }),
  ],
  "one-cycle-linear": [
    rmsprop,
    (o) => new OneCycleLR(o, 0.3, 30, null, null, 0.3, "linear", true, [0.5, 0.6], 0.8, 25, 50),
  ],
  "one-cycle-still": [adagrad, (o) => new OneCycleLR(o, 0.3, 25, { pctStart: 0, cycleMomentum: false })],
  cyclic: [sgd, (o) => new CyclicLR(o, { baseLr: 0.01, maxLr: [0.1, 0.3], stepSizeUp: 4 })],
  "cyclic-half": [
    adamw,
    (o) =>
      new CyclicLR(o, 0.01, 0.1, {
        stepSizeUp: 3,
        stepSizeDown: 5,
        mode: "triangular2",
        baseMomentum: [0.7, 0.75],
      }),
  ],
  "cyclic-exp": [sgd, (o) => new CyclicLR(o, [0.01, 0.02], 0.1, 4, null, "exp_range", 0.94)],
  "cyclic-own": [
    adagrad,
    (o) => new CyclicLR(o, 0.01, 0.1, 4, { scaleFn: (at) => 1 / 5 ** at, cycleMomentum: false }),
  ],
  "cyclic-own-steps": [
    sgd,
    (o) => new CyclicLR(o, 0.01, 0.1, 4, { scaleFn: (at) => 0.9 ** at, scaleMode: "iterations" }),
  ],
  restarts: [sgd, (o) => new CosineAnnealingWarmRestarts(o, { t0: 5 })],
  "restarts-longer": [sgd, (o) => new CosineAnnealingWarmRestarts(o, { t0: 3, tMult: 2, etaMin: 0.001 })],
  "restarts-parts": [sgd, (o) => new CosineAnnealingWarmRestarts(o, 2, 2)],
  "restarts-parts-same": [sgd, (o) => new CosineAnnealingWarmRestarts(o, 2, { etaMin: 0.01 })],
  plateau: [sgd, (o) => new ReduceLROnPlateau(o, { factor: 0.5, patience: 2 })],
  "plateau-abs": [sgd, (o) => new ReduceLROnPlateau(o, "min", 0.3, 1, 0.05, "abs", 2, [0.01, 0.02])],
  "plateau-max": [
    adamw,
    (o) =>
      new ReduceLROnPlateau(o, {
        mode: "max",
        factor: 0.2,
        patience: 0,
        cooldown: 1,
        minLr: 0.001,
        eps: 1e-3,
      }),
  ],
  "plateau-max-abs": [
    sgd,
    (o) => new ReduceLROnPlateau(o, { mode: "max", patience: 3, threshold: 0.1, thresholdMode: "abs" }),
  ],
  polynomial: [sgd, (o) => new PolynomialLR(o, { totalIters: 15, power: 2 })],
  "polynomial-line": [sgd, (o) => new PolynomialLR(o)],
  multiplicative: [sgd, (o) => new MultiplicativeLR(o, () => 0.95)],
  "multiplicative-each": [
    sgd,
    (o) => new MultiplicativeLR(o, { lrLambda: [(epoch) => 1 - 0.01 * epoch, () => 0.9] }),
  ],
  chained: [
    sgd,
    (o) => new ChainedScheduler([new ConstantLR(o, 0.1, 4), new ExponentialLR(o, { gamma: 0.9 })]),
  ],
  "chained-three": [
    sgd,
    (o) =>
      new ChainedScheduler([new LinearLR(o), new CosineAnnealingLR(o, 20), new StepLR(o, 7, 0.5)], {
        optimizer: o,
      }),
  ],
  "chained-cycle": [
    sgd,
    (o) => new ChainedScheduler([new OneCycleLR(o, 0.4, 24), new ExponentialLR(o, 0.97)], o),
  ],
  "warmup-polynomial": [
    sgd,
    (o) => new SequentialLR(o, [new LinearLR(o, 0.1, { totalIters: 4 }), new PolynomialLR(o, 18, 0.9)], [4]),
  ],
  "warmup-restarts": [
    sgd,
    (o) => new SequentialLR(o, [new ConstantLR(o, 0.2, 3), new CosineAnnealingWarmRestarts(o, 4, 2)], [3]),
  ],
  "chained-first": [
    sgd,
    (o) =>
      new SequentialLR(
        o,
        [
          new ChainedScheduler([new ConstantLR(o, 0.5, 2), new ExponentialLR(o, 0.9)]),
          new MultiplicativeLR(o, () => 0.9),
        ],
        [6],
      ),
  ],
  swa: [sgd, (o) => new SWALR(o, { swaLr: 0.05 })],
  "swa-linear": [sgd, (o) => new SWALR(o, [0.05, 0.2], 6, "linear")],
  "swa-at-once": [sgd, (o) => new SWALR(o, 0.05, 0)],
  "swa-after-cosine": [
    sgd,
    (o) => new SequentialLR(o, [new CosineAnnealingLR(o, 20), new SWALR(o, 0.02, 5)], [8]),
  ],
};

const names = Object.keys(make);

function begin(name: string): { optimizer: AnyOptimizer; scheduler: Stepped } {
  const [makeOptimizer, makeScheduler] = make[name] as Make;
  const optimizer = makeOptimizer();
  return { optimizer, scheduler: makeScheduler(optimizer) as Stepped };
}

function look(optimizer: AnyOptimizer): Seen {
  return optimizer.paramGroups.map((group) => {
    const { lr, momentum, betas } = group as { lr: number; momentum?: number; betas?: number[] };
    return [lr, betas?.[0] ?? momentum ?? null];
  });
}

function walk(name: string, scheduler: Stepped, optimizer: AnyOptimizer, from: number, to: number): Seen[] {
  const told = cases[name]?.told ?? null;
  const seen: Seen[] = [];
  for (let step = from; step < to; step++) {
    scheduler.step(...(told === null ? [] : [told[step]]));
    expect(scheduler.getLastLr()).toEqual(optimizer.paramGroups.map(({ lr }) => lr));
    seen.push(look(optimizer));
  }
  return seen;
}

/** Numbers within rounding, all else the same; infinity is text in the fixture. */
function expectLike(actual: unknown, expected: unknown, where: string): void {
  if (typeof actual === "number" && typeof expected === "number") {
    const bound = RTOL_RATE * Math.abs(expected) + ATOL_RATE;
    expect(Math.abs(actual - expected), `${where}: ${actual}, expected ${expected}`).toBeLessThanOrEqual(
      bound,
    );
  } else if (typeof actual === "number" && (expected === "inf" || expected === "-inf")) {
    expect(actual, where).toBe(expected === "inf" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  } else if (typeof actual === "object" && actual !== null) {
    const own = actual instanceof Map ? Object.fromEntries(actual) : (actual as Record<string, unknown>);
    const theirs = expected as Record<string, unknown>;
    expect(Object.keys(own).sort(), where).toEqual(Object.keys(theirs).sort());
    for (const key of Object.keys(own)) expectLike(own[key], theirs[key], `${where}.${key}`);
  } else {
    expect(actual, where).toEqual(expected);
  }
}

/** The fixture's state with numbers for infinity, as a .pth file of Python's would have it. */
function withInfinity(value: unknown): unknown {
  if (value === "inf") return Number.POSITIVE_INFINITY;
  if (value === "-inf") return Number.NEGATIVE_INFINITY;
  if (Array.isArray(value)) return value.map(withInfinity);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withInfinity(one)]));
}

describe("schedulers equal PyTorch's", () => {
  test("the table covers every case of the fixture", () => {
    expect(names).toEqual(Object.keys(cases));
  });

  test.each(names)("%s: rates and momentum", (name) => {
    const { optimizer, scheduler } = begin(name);
    const { seen } = cases[name] as Case;
    const first = look(optimizer);
    expectLike([first, ...walk(name, scheduler, optimizer, 0, seen.length - 1)], seen, name);
  });

  test.each(names)("%s: the state dict is Python's, key by key", (name) => {
    const { optimizer, scheduler } = begin(name);
    walk(name, scheduler, optimizer, 0, savedAfter);
    const { scheduler: theirs, groups: theirGroups } = (cases[name] as Case).saved;
    expectLike(scheduler.stateDict(), theirs, name);
    expectLike(optimizer.stateDict().param_groups, theirGroups, `${name} groups`);
  });

  test.each(names)("%s: goes on from Python's state dict", (name) => {
    const { seen, saved } = cases[name] as Case;
    const { optimizer, scheduler } = begin(name);
    const { scheduler: state, groups: param_groups } = withInfinity(saved) as Case["saved"];
    optimizer.loadStateDict({ state: {}, param_groups });
    scheduler.loadStateDict(state);
    const late = walk(name, scheduler, optimizer, savedAfter, seen.length - 1);
    expectLike(late, seen.slice(savedAfter + 1), name);
  });
});

const python = findPython();

test.skipIf(python === undefined)(
  "Python goes on from our state dicts",
  async () => {
    const args = Object.fromEntries(
      names.map((name) => {
        const { optimizer, scheduler } = begin(name);
        walk(name, scheduler, optimizer, 0, savedAfter);
        const text = JSON.stringify(
          { scheduler: scheduler.stateDict(), groups: optimizer.stateDict().param_groups },
          (_, value) => {
            if (value instanceof Map) return { counts: [...value] };
            return value === Number.POSITIVE_INFINITY
              ? "inf"
              : value === Number.NEGATIVE_INFINITY
                ? "-inf"
                : value;
          },
        );
        return [name, JSON.parse(text)];
      }),
    );
    const { result } = await runPython(
      `
      import warnings, schedules
      warnings.simplefilter("ignore")
      def real(value):
          if isinstance(value, dict):
              return {key: real(one) for key, one in value.items()}
          if isinstance(value, list):
              return [real(one) for one in value]
          return float(value) if value in ("inf", "-inf") else value
      result = {}
      for name, saved in args.items():
          optimizer, scheduler = schedules.begin(name)
          saved = real(saved)
          optimizer.load_state_dict({"state": {}, "param_groups": saved["groups"]})
          scheduler.load_state_dict(saved["scheduler"])
          result[name] = schedules.walk(name, optimizer, scheduler, schedules.SAVED_AFTER, schedules.STEPS)
      `,
      { args },
    );
    for (const [name, late] of Object.entries(result as Record<string, Seen[]>)) {
      expectLike(late, cases[name]?.seen.slice(savedAfter + 1), name);
    }
    expect(Object.keys(result as object)).toEqual(names);
  },
  60_000,
);

describe("a figure for the plateau", () => {
  test("is a number or a tensor of one element, and NaN is no progress", () => {
    const o = sgd();
    const scheduler = new ReduceLROnPlateau(o, { patience: 0, factor: 0.5 });
    scheduler.step(tensor([0.5]));
    expect(scheduler.best).toBe(0.5);
    scheduler.step(Number.NaN);
    expect(o.paramGroups[0]?.lr).toBe(0.05);
    expect(() => scheduler.step("0.5" as never)).toThrow(/metric must be a number/);
    expect(() => (scheduler.step as () => void)()).toThrow(/metric is missing|metric/);
    expect(() => scheduler.step(1, ...([2] as never as []))).toThrow(/surplus|expected/);
  });

  test("leaves the groups without a first rate, so that a scheduler made later begins from the rate there is", () => {
    const o = sgd();
    const scheduler = new ReduceLROnPlateau(o, { patience: 0, factor: 0.5 });
    scheduler.step(1);
    scheduler.step(1);
    expect(new ExponentialLR(o, 0.9).baseLrs).toEqual([0.05, 0.0125]);
  });

  test("a group that joins has the lowest rate of all, where that is one number", () => {
    const o = sgd();
    const scheduler = new ReduceLROnPlateau(o, { patience: 0, factor: 0.1, minLr: 0.02 });
    const each = new ReduceLROnPlateau(sgd(), { patience: 0, minLr: [0.01, 0.01] });
    for (const one of [scheduler, each]) {
      (one.optimizer as SGD).addParamGroup({ params: [new Parameter(zeros([1]))], lr: 0.1 });
      one.step(1);
    }
    scheduler.step(1);
    expect(o.paramGroups.map(({ lr }) => lr)).toEqual([0.02, 0.02, 0.02]);
    expect(() => each.step(1)).toThrow(/minLr was given for 2 parameter groups, and now there are 3/);
  });
});

describe("wrong arguments", () => {
  const plain = () => new SGD(groups(), { lr: 0.1 });

  test.each<[string, RegExp, () => unknown]>([
    [
      "one cycle without a length",
      /give totalSteps, or both epochs/,
      () => new OneCycleLR(plain(), { maxLr: 1, epochs: 3 }),
    ],
    ["no steps", /totalSteps must be an integer of at least 1/, () => new OneCycleLR(plain(), 1, 0)],
    [
      "a share above 1",
      /pctStart must be/,
      () => new OneCycleLR(plain(), { maxLr: 1, totalSteps: 5, pctStart: 1.5 }),
    ],
    [
      "another way down",
      /annealStrategy must be one of/,
      () => new OneCycleLR(plain(), 1, 5, { annealStrategy: "cosine" as never }),
    ],
    [
      "three rates for two groups",
      /maxLr has 3 values for 2 parameter groups/,
      () => new OneCycleLR(plain(), [1, 2, 3], 5),
    ],
    ["no momentum to move", /neither momentum nor betas/, () => new OneCycleLR(adagrad(), 1, 5)],
    [
      "a phase without a step",
      /a phase has no step/,
      () => new OneCycleLR(plain(), { maxLr: 1, totalSteps: 10, pctStart: 0.1 }),
    ],
    ["cyclic without momentum", /neither momentum nor betas/, () => new CyclicLR(adagrad(), 0.1, 1)],
    ["another mode", /mode must be one of/, () => new CyclicLR(plain(), 0.1, 1, { mode: "square" as never })],
    ["one rate too few", /baseLr has 1 values/, () => new CyclicLR(plain(), [0.1], 1)],
    ["no epochs", /t0 must be an integer of at least 1/, () => new CosineAnnealingWarmRestarts(plain(), 0)],
    ["half an epoch", /tMult must be an integer/, () => new CosineAnnealingWarmRestarts(plain(), 2, 1.5)],
    [
      "an epoch below 0",
      /epoch must be a number between 0/,
      () => new CosineAnnealingWarmRestarts(plain(), 2).step(-1),
    ],
    ["a factor of 1", /factor must be below 1/, () => new ReduceLROnPlateau(plain(), { factor: 1 })],
    [
      "another direction",
      /mode must be one of "min", "max"/,
      () => new ReduceLROnPlateau(plain(), "lower" as never),
    ],
    ["three lowest rates", /minLr has 3 values/, () => new ReduceLROnPlateau(plain(), { minLr: [1, 2, 3] })],
    ["a chain of none", /at least one scheduler/, () => new ChainedScheduler([])],
    [
      "a chain over two optimizers",
      /same optimizer/,
      () => new ChainedScheduler([new ExponentialLR(plain(), 0.9), new ExponentialLR(plain(), 0.9)]),
    ],
    [
      "a plateau in a chain",
      /ReduceLROnPlateau is told a figure/,
      () => new ChainedScheduler([new ReduceLROnPlateau(plain()) as never]),
    ],
    [
      "a plateau in a sequence",
      /ReduceLROnPlateau is told a figure/,
      () => {
        const o = plain();
        return new SequentialLR(o, [new ReduceLROnPlateau(o) as never], []);
      },
    ],
    ["functions for other groups", /1 functions for 2/, () => new MultiplicativeLR(plain(), [() => 1])],
    ["averaging with three rates", /swaLr has 3 values/, () => new SWALR(plain(), [1, 2, 3])],
    ["no optimizer", /expected an optimizer/, () => new CyclicLR({} as never, 0.1, 1)],
  ])("%s", (_, message, call) => {
    expect(call).toThrow(message);
  });

  test("a step after the last of one cycle", () => {
    const scheduler = new OneCycleLR(plain(), 1, 5);
    for (let step = 0; step < 5; step++) scheduler.step();
    expect(() => scheduler.step()).toThrow(/step 6 of 5/);
  });
});
