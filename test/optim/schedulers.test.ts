/** Learning rate schedules against PyTorch's (scripts/fixtures/optim.py). */
import { describe, expect, test } from "vitest";
import { Parameter } from "../../lib/nn/index.ts";
import { type LRScheduler, lrScheduler, SGD } from "../../lib/optim/index.ts";
import { zeros } from "../../lib/tensor/index.ts";
import { fixtureJson } from "../helpers/index.ts";

const { schedules } = fixtureJson<{ schedules: Record<string, { rates: number[][]; keys: string[] }> }>(
  "optim",
);

/** The formulas are the same, but sine and power may differ in the last digit between C libraries. */
const RTOL_RATE = 1e-12;

const make: Record<string, (o: SGD) => LRScheduler> = {
  step: (o) => new lrScheduler.StepLR(o, { stepSize: 4, gamma: 0.3 }),
  multistep: (o) => new lrScheduler.MultiStepLR(o, { milestones: [3, 7, 7, 15], gamma: 0.5 }),
  exponential: (o) => new lrScheduler.ExponentialLR(o, { gamma: 0.9 }),
  cosine: (o) => new lrScheduler.CosineAnnealingLR(o, { tMax: 10, etaMin: 0.001 }),
  linear: (o) => new lrScheduler.LinearLR(o, { startFactor: 0.1, totalIters: 6 }),
  "linear-down": (o) => new lrScheduler.LinearLR(o, { startFactor: 1, endFactor: 0.2, totalIters: 8 }),
  constant: (o) => new lrScheduler.ConstantLR(o, { factor: 0.25, totalIters: 4 }),
  lambda: (o) => new lrScheduler.LambdaLR(o, { lrLambda: [(e) => 0.95 ** e, (e) => 1 / (1 + e)] }),
  "warmup-cosine": (o) =>
    new lrScheduler.SequentialLR(o, {
      schedulers: [
        new lrScheduler.LinearLR(o, { startFactor: 0.01, totalIters: 5 }),
        new lrScheduler.CosineAnnealingLR(o, { tMax: 15 }),
      ],
      milestones: [5],
    }),
  three: (o) =>
    new lrScheduler.SequentialLR(o, {
      schedulers: [
        new lrScheduler.ConstantLR(o, { factor: 0.1, totalIters: 2 }),
        new lrScheduler.ExponentialLR(o, { gamma: 0.8 }),
        new lrScheduler.StepLR(o, { stepSize: 2 }),
      ],
      milestones: [3, 9],
    }),
};

function optimizer(): SGD {
  const group = () => new Parameter(zeros([1]));
  return new SGD([{ params: [group()] }, { params: [group()], lr: 0.025 }], { lr: 0.1 });
}

function rates(o: SGD): number[] {
  return o.paramGroups.map(({ lr }) => lr);
}

function expectRates(actual: number[], expected: number[] | undefined, epoch: number): void {
  actual.forEach((rate, i) => {
    const wanted = expected?.[i] as number;
    expect(
      Math.abs(rate - wanted),
      `epoch ${epoch}, group ${i}: ${rate}, expected ${wanted}`,
    ).toBeLessThanOrEqual(RTOL_RATE * Math.abs(wanted));
  });
}

describe("learning rate schedules equal PyTorch's", () => {
  test("the table covers every case of the fixture", () => {
    expect(Object.keys(make)).toEqual(Object.keys(schedules));
  });

  test.each(Object.keys(make))("%s", (name) => {
    const expected = schedules[name]?.rates as number[][];
    const o = optimizer();
    const scheduler = (make[name] as (o: SGD) => LRScheduler)(o);
    expectRates(rates(o), expected[0], 0);
    for (let epoch = 1; epoch < expected.length; epoch++) {
      scheduler.step();
      expectRates(rates(o), expected[epoch], epoch);
      expect(scheduler.getLastLr()).toEqual(rates(o));
      expect(scheduler.lastEpoch).toBe(epoch);
    }
    expect(Object.keys(scheduler.stateDict()).sort()).toEqual(schedules[name]?.keys);
  });

  test.each(Object.keys(make))("%s goes on from a state dict as if nothing had happened", (name) => {
    const expected = schedules[name]?.rates as number[][];
    const before = optimizer();
    const first = (make[name] as (o: SGD) => LRScheduler)(before);
    for (let epoch = 1; epoch <= 7; epoch++) first.step();
    // A state dict goes through files: only what JSON can carry counts, a Map of milestones aside.
    const saved = structuredClone({ optimizer: before.stateDict(), scheduler: first.stateDict() });

    const after = optimizer();
    const second = (make[name] as (o: SGD) => LRScheduler)(after);
    after.loadStateDict(saved.optimizer);
    second.loadStateDict(saved.scheduler);
    expect(second.getLastLr()).toEqual(first.getLastLr());
    for (let epoch = 8; epoch < expected.length; epoch++) {
      second.step();
      expectRates(rates(after), expected[epoch], epoch);
    }
  });
});

describe("wrong arguments of schedulers", () => {
  test("are named", () => {
    const o = optimizer();
    expect(() => new lrScheduler.StepLR(o, { stepSize: 0 })).toThrow(
      /stepSize must be an integer of at least 1/,
    );
    expect(() => new lrScheduler.LinearLR(o, { startFactor: 0 })).toThrow(/startFactor/);
    expect(() => new lrScheduler.LambdaLR(o, { lrLambda: [() => 1] })).toThrow(
      /1 functions for 2 parameter groups/,
    );
    expect(() => new lrScheduler.SequentialLR(o, { schedulers: [], milestones: [] })).toThrow(/at least one/);
    const other = new lrScheduler.StepLR(optimizer(), { stepSize: 1 });
    expect(() => new lrScheduler.SequentialLR(o, { schedulers: [other], milestones: [] })).toThrow(
      /same optimizer/,
    );
    expect(() => new lrScheduler.StepLR(optimizer(), { stepSize: 1, lastEpoch: 3 })).toThrow(/no initialLr/);
    const single = new SGD([new Parameter(zeros([1]))]);
    const saved = new lrScheduler.StepLR(single, { stepSize: 1 }).stateDict();
    expect(() => other.loadStateDict(saved)).toThrow(/1 parameter groups, the optimizer has 2/);
    expect(() => other.loadStateDict({})).toThrow(/last_epoch/);
  });
});
