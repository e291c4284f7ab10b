// The learning-rate schedules of a run: their rates at each step are those of PyTorch's schedulers, by name and with settings.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCHEDULES as OF_THE_COMMAND_LINE } from "../../lib/cli/schedule-names.ts";
import { data, nn, optim, setNumThreads, tensor, torch, train } from "../../lib/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { SCHEDULES, type ScheduleShape, scheduleFactor, warmupOf } from "../../lib/train/schedule.ts";
import { fixtureJson } from "../helpers/index.ts";

const EPOCHS = 5;
const STEPS = 7;
const { schedules } = fixtureJson("train-more") as { schedules: Record<string, (number | number[])[]> };

let root: string;
let table: data.TensorDataset;
beforeAll(async () => {
  setNumThreads(1);
  root = await mkdtemp(path.join(tmpdir(), "torchts-schedule-"));
  table = new data.TensorDataset(torch.zeros(STEPS, 2), tensor([0, 1, 0, 1, 0, 1, 0], { dtype: "int64" }));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const build = (): nn.Sequential => new nn.Sequential(new nn.Linear(2, 2));
const parts = (): train.TensorData => ({ train: table, classes: ["a", "b"] });
const common = { epochs: EPOCHS, batchSize: 1, lr: 0.1, optimizer: "sgd", device: "cpu" } as const;

/** The rate of each step of a run, and the momentum. */
async function walk(options: Partial<train.FitOptions>): Promise<{ rates: number[]; momenta: number[] }> {
  const rates: number[] = [];
  const momenta: number[] = [];
  const watching: train.RunPart = {
    name: "watching",
    async aroundStep({ run }, next) {
      const [group] = run.optimizer.paramGroups as { lr: number; momentum?: number }[];
      rates.push(group?.lr as number);
      momenta.push(group?.momentum as number);
      await next();
    },
  };
  await train.fit(build(), parts(), { ...common, parts: [watching], ...options } as train.FitOptions);
  return { rates, momenta };
}

function expectRates(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  for (const [at, rate] of found.entries()) {
    expect(Math.abs(rate - (expected[at] as number)), `step ${at}: ${rate}`).toBeLessThan(1e-12);
  }
}

describe("equal PyTorch's, step by step", () => {
  test.each([
    [
      "cosine",
      {
        scheduler: { name: "cosine", minFactor: 0.1 },
        warmup: { length: 5, kind: "linear", from: 0.1 },
      },
    ],
    ["polynomial", { scheduler: "polynomial", warmup: { length: 5, kind: "constant", from: 0.25 } }],
    ["linear", { scheduler: { name: "linear", minFactor: 0.2 } }],
    ["restarts", { scheduler: { name: "restarts", multiply: 2, minFactor: 0.01 } }],
    ["exponential", { scheduler: { name: "exponential", gamma: 0.8 } }],
    ["multistep", { scheduler: { name: "multistep", milestones: [1, 3], gamma: 0.3 } }],
    ["step", { scheduler: { name: "step", stepSize: 2 } }],
  ] as [string, Partial<train.FitOptions>][])("%s", async (name, options) => {
    expectRates((await walk(options)).rates, schedules[name] as number[]);
  });

  test.each([
    ["onecycle", { pctStart: 0.4 }],
    ["onecycle-three", { annealStrategy: "linear", threePhase: true, divFactor: 5 }],
  ] as const)("%s, the momentum too", async (name, settings) => {
    const optimizers: optim.SGD[] = [];
    const { rates, momenta } = await walk({
      scheduler: { name: "onecycle", ...settings },
      optimizer: (parameters) => {
        optimizers.push(new optim.SGD(parameters, { lr: 0.1, momentum: 0.9 }));
        return optimizers.at(-1) as optim.SGD;
      },
      lr: undefined,
    });
    const expected = schedules[name] as number[][];
    expectRates(
      rates,
      expected.map(([rate]) => rate as number),
    );
    expectRates(
      momenta,
      expected.map(([, momentum]) => momentum as number),
    );
    const [group] = (optimizers[0] as optim.SGD).paramGroups;
    expect([group?.lr, group?.momentum, group?.initialLr]).toEqual([0.1, 0.9, undefined]);
  });

  test("onecycle leaves a momentum of 0 alone", async () => {
    const { momenta } = await walk({ scheduler: "onecycle", momentum: 0 });
    expect(new Set(momenta)).toEqual(new Set([0]));
  });
});

describe("plateau", () => {
  /** A figure that the test decides, epoch by epoch. */
  class Given implements train.Metric {
    readonly better: train.Better;
    readonly #values: readonly number[];
    #passes = 0;
    constructor(better: train.Better, values: readonly number[]) {
      this.better = better;
      this.#values = values;
    }
    update(): void {}
    compute(): number {
      const value = this.#values[this.#passes] as number;
      this.#passes++;
      return value;
    }
    reset(): void {}
    state = (): number => this.#passes;
    merge(state: unknown): void {
      this.#passes = state as number;
    }
  }

  test.each([
    ["higher", [1, 2, 2, 2, 2]],
    ["lower", [2, 1, 1, 1, 1]],
  ] as const)("follows the monitored figure, of which the %s is the better", async (better, values) => {
    const { rates } = await walk({
      scheduler: { name: "plateau", factor: 0.5, patience: 1 },
      metrics: { given: new Given(better, values) },
      monitor: "train.given",
    });
    // As PyTorch's with mode "max" or "min": two epochs without progress, then the drop.
    const model = build();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
    const scheduler = new optim.ReduceLROnPlateau(optimizer, {
      factor: 0.5,
      patience: 1,
      mode: better === "higher" ? "max" : "min",
    });
    const expected = values.flatMap((value) => {
      const rate = optimizer.paramGroups[0]?.lr as number;
      scheduler.step(value);
      return Array.from({ length: STEPS }, () => rate);
    });
    expect(new Set(expected).size).toBe(2);
    expectRates(rates, expected);
  });

  test("a factory may give one", async () => {
    const made: optim.ReduceLROnPlateau[] = [];
    const { rates } = await walk({
      scheduler: (optimizer) => {
        made.push(new optim.ReduceLROnPlateau(optimizer, { factor: 0.1, patience: 0, threshold: 10 }));
        return { scheduler: made[0] as optim.ReduceLROnPlateau, interval: "epoch" };
      },
    });
    expect(rates[0]).toBe(0.1);
    expect(rates.at(-1)).toBeLessThan(0.02);
    await expect(
      walk({
        scheduler: ((optimizer: optim.SGD) => ({
          scheduler: new optim.ReduceLROnPlateau(optimizer),
          interval: "step",
        })) as never,
      }),
    ).rejects.toThrow('interval: "epoch"');
  });
});

test.each([
  ["onecycle", { name: "onecycle", pctStart: 0.4 }],
  ["plateau", { name: "plateau", factor: 0.5, patience: 0, threshold: 10 }],
  ["polynomial", "polynomial"],
] as [string, train.ScheduleSpec][])("%s goes on where a stopped run stood", async (name, scheduler) => {
  const whole = (await walk({ scheduler })).rates;
  const out = path.join(root, name);
  const stop = new AbortController();
  const first = walk({
    scheduler,
    out,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === "epoch" && event.record.epoch === 2) stop.abort();
    },
  });
  await expect(first).rejects.toThrow("stopped by its signal");
  const rest = (await walk({ out, resume: true, optimizer: undefined, lr: undefined })).rates;
  expect(rest).toEqual(whole.slice(2 * STEPS));
  await expect(walk({ out, resume: true, scheduler: "cosine" })).rejects.toThrow("scheduler was");
});

const shape = (name: string, more: object = {}): ScheduleShape => ({
  spec: { name, ...more } as ScheduleShape["spec"],
  totalSteps: 100,
  stepsPerEpoch: 10,
  epochs: 10,
  warmup: { steps: 0, kind: "linear", from: null },
});

test("none keeps the rate, with warmup it climbs to it", () => {
  expect(scheduleFactor(0, shape("none"))).toBe(1);
  expect(scheduleFactor(99, shape("none"))).toBe(1);
  const warm = { ...shape("none"), warmup: warmupOf(4, 100) };
  expect([0, 1, 2, 3, 4].map((step) => scheduleFactor(step, warm))).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  const rising = {
    ...shape("none"),
    warmup: warmupOf({ length: 0.04, kind: "exponential", from: 0.0625 }, 100),
  };
  expect([0, 1, 2, 3, 4].map((step) => scheduleFactor(step, rising))).toEqual([0.0625, 0.125, 0.25, 0.5, 1]);
});

test("cosine falls from one to its floor and stays there", () => {
  const cosine = shape("cosine", { minFactor: 0.1 });
  expect(scheduleFactor(0, cosine)).toBe(1);
  expect(scheduleFactor(50, cosine)).toBeCloseTo(0.55, 12);
  expect(scheduleFactor(100, cosine)).toBeCloseTo(0.1, 12);
  expect(scheduleFactor(1000, cosine)).toBeCloseTo(0.1, 12);
});

test("step drops every so many epochs, of a third of the run where nothing is said", () => {
  const step = shape("step", { stepSize: 3, gamma: 0.5 });
  expect([0, 29, 30, 59, 60].map((n) => scheduleFactor(n, step))).toEqual([1, 1, 0.5, 0.5, 0.25]);
  expect(scheduleFactor(40, shape("step"))).toBeCloseTo(0.1, 12);
});

test("warmup is a share below one and a number of steps from one on", () => {
  expect(warmupOf(0, 200).steps).toBe(0);
  expect(warmupOf(0.1, 200).steps).toBe(20);
  expect(warmupOf(7, 200).steps).toBe(7);
});

test("the command line names those that need no settings", () => {
  const named = SCHEDULES.filter((name) => name !== "multistep" && name !== "exponential");
  expect([...OF_THE_COMMAND_LINE].sort()).toEqual([...named].sort());
});

test.each([
  [{ scheduler: "multistep" }, "scheduler"],
  [{ scheduler: "exponential" }, "scheduler"],
  [{ scheduler: { name: "multistep" } }, "milestones"],
  [{ scheduler: { name: "linear", power: 2 } }, 'unknown option "power"'],
  [{ scheduler: { name: "polynomial", power: 0 } }, "power"],
  [{ scheduler: { name: "sine" } }, "scheduler"],
  [{ scheduler: { name: "cosine" }, minLrFactor: 0.1 }, "stand in it"],
  [{ scheduler: "onecycle", warmup: 5 }, "begins low itself"],
  [{ scheduler: "plateau", warmup: 5 }, "steps with each epoch"],
  [{ scheduler: "linear", gamma: 0.5 }, 'belong to the scheduler "step"'],
  [{ warmup: { length: 3, shape: "linear" } }, 'unknown option "shape"'],
  [{ warmup: { length: 3, kind: "exponential", from: 0 } }, "begins above 0"],
  [{ warmup: -1 }, "warmup"],
  [{ scheduler: "onecycle", unfreeze: [{ epoch: 2, depth: 1 }] }, "onecycle"],
] as [object, string][])("%o is refused", async (odd, message) => {
  const run = train.fit(build(), parts(), { ...common, ...odd } as train.FitOptions);
  await expect(run).rejects.toThrow(ArgumentError);
  await expect(train.fit(build(), parts(), { ...common, ...odd } as train.FitOptions)).rejects.toThrow(
    message,
  );
});
