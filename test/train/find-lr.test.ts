// The range test of learning rates: its curve is that of an independent Python loop over the same batches, the network is as before
// it, and a guard compares a run's rate with what it found.
import { describe, expect, test } from "vitest";
import { keep, manualSeed, rand, type Tensor, train } from "../../lib/index.ts";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import { SGD } from "../../lib/optim/index.ts";
import { LrCurve } from "../../lib/train/lr-curve.ts";
import { expectSame, fixtureJson } from "../helpers/index.ts";
import { CLASSES, type Net } from "./convnet.ts";
import { BATCHES, RecipeLoader, recipeNet } from "./recipe-data.ts";

interface Expected {
  rates: number[];
  losses: number[];
  smoothed: number[];
  diverged: boolean;
  steepest: number;
  minimum: number;
  valley: number;
}
const { rangeTests } = fixtureJson<{ rangeTests: Record<"whole" | "diverging", Expected> }>("train-more");

/** Relative error of float32 after 30 steps. */
const RTOL = 1e-5;
/** Where the rate is so large that the loss jumps, rounding grows from step to step. */
const RTOL_JUMPING = 5e-2;
const STEADY = 0.1;

const data = () => ({ train: new RecipeLoader(), val: new RecipeLoader(2), classes: CLASSES });
const sgd = (net: Net) => new SGD(net.parameters(), { lr: 0.5, momentum: 0.9 });
const whole = { from: 1e-4, to: 1, steps: 40, smoothing: 0.9, device: "cpu" } as const;

function expectNear(actual: readonly number[], expected: readonly number[], rates: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    const wanted = expected[i] as number;
    const bound = (rates[i] as number) < STEADY ? RTOL : RTOL_JUMPING;
    expect(Math.abs(value - wanted), `step ${i}: ${value}, expected ${wanted}`).toBeLessThanOrEqual(
      bound * Math.abs(wanted),
    );
  });
}

describe("the curve", () => {
  test.each([
    ["whole", whole],
    ["diverging", { from: 1e-4, to: 1e4, steps: 60, smoothing: 0.7, stopAt: 2, device: "cpu" }],
  ] as const)("%s: rates, losses and suggestions of a plain PyTorch loop", async (name, options) => {
    const expected = rangeTests[name];
    const net = recipeNet();
    const seen: train.LrProgress[] = [];
    const found = await train.findLr(net, data(), {
      ...options,
      optimizer: sgd(net),
      onProgress: (done) => void seen.push(done),
    });
    const { points } = found;
    points.forEach(({ lr }, i) => {
      expect(lr).toBeCloseTo(expected.rates[i] as number, 12);
    });
    expectNear(
      points.map(({ loss }) => loss),
      expected.losses,
      expected.rates,
    );
    expectNear(
      points.map(({ smoothed }) => smoothed),
      expected.smoothed,
      expected.rates,
    );
    expect(found.ending).toBe(expected.diverged ? "diverged" : "done");
    for (const way of ["valley", "steepest", "minimum"] as const) {
      expect(found.suggestions[way] as number, way).toBeCloseTo(expected[way], 10);
    }
    expect(found.suggested).toBe(found.suggestions.valley);
    expect(found.turning as number).toBeCloseTo(expected.minimum * 10, 10);
    expect(seen.map(({ step, steps, ...point }) => point)).toEqual(points);
    expect(seen.at(-1)).toMatchObject({ step: points.length, steps: options.steps });
  });

  test("climbs by the same amount where that is asked for, and goes on past the best where stopAt is null", async () => {
    const net = recipeNet();
    const found = await train.findLr(net, data(), {
      ...whole,
      to: 40,
      steps: 12,
      sweep: "linear",
      stopAt: null,
      optimizer: "sgd",
    });
    expect(found.points.map(({ lr }) => Number((lr - 1e-4).toFixed(9)))).toEqual(
      Array.from({ length: 12 }, (_, i) => Number((((40 - 1e-4) * i) / 11).toFixed(9))),
    );
  });

  test("ends where the loss is not finite, with the points before", async () => {
    const net = recipeNet();
    const found = await train.findLr(net, data(), {
      ...whole,
      from: 1,
      to: 1e38,
      steps: 20,
      stopAt: null,
      optimizer: "sgd",
    });
    expect(found.ending).toBe("notFinite");
    expect(found.points.length).toBeLessThan(20);
    expect(String(found)).toMatch(/the loss was not finite any more/);
  });

  test("is too short to suggest anything where it ends at once", () => {
    const curve = new LrCurve([{ lr: 1, loss: 2, smoothed: 2 }], "diverged");
    expect([curve.suggested, curve.turning]).toEqual([null, null]);
    expect(String(curve)).toMatch(/too few steps to suggest a rate/);
  });

  test("prints a row for each of some steps, and what it suggests", async () => {
    const found = await train.findLr(recipeNet(), data(), { ...whole, optimizer: "sgd" });
    const lines = String(found).split("\n");
    expect(lines[0]).toMatch(/^ +rate +loss +smoothed$/);
    expect(lines[1]).toMatch(/^1\.00e-4 +\d\.\d{4} +\d\.\d{4} +#+$/);
    expect(lines).toHaveLength(1 + 24 + 2);
    expect(lines.at(-1)).toMatch(
      /^suggested: \d\.\d\de-\d \(valley\); steepest at .*, a tenth of the lowest at /,
    );
    expect(JSON.parse(JSON.stringify(found))).toMatchObject({ ending: "done", suggested: found.suggested });
  });

  test("groups keep their ratio to the first", async () => {
    const net = recipeNet();
    const optimizer = new SGD([
      { params: net.fc.parameters(), lr: 0.2 },
      { params: [net.conv1.weight], lr: 0.05 },
    ]);
    const ratios: number[] = [];
    await train.findLr(net, data(), {
      ...whole,
      optimizer,
      onProgress: () => {
        const [first, second] = optimizer.paramGroups.map(({ lr }) => lr) as [number, number];
        ratios.push(second / first);
      },
    });
    for (const ratio of ratios) expect(ratio).toBeCloseTo(0.25, 12);
    expect(optimizer.paramGroups.map(({ lr }) => lr)).toEqual([0.2, 0.05]);
  });
});

describe("afterwards all is as before", () => {
  test("parameters, running statistics, modes, what is trained, and the process's random state", async () => {
    const net = recipeNet();
    net.conv2.weight.requiresGrad = false;
    net.eval();
    net.bn1.train();
    const before = new Map([...net.stateDict()].map(([key, value]) => [key, keep(value.clone())]));
    manualSeed(4);
    const expected = rand([3]);
    manualSeed(4);
    await train.findLr(net, data(), { ...whole, optimizer: "sgd", freeze: { only: ["fc"] } });
    await train.findLr(net, data(), { ...whole, optimizer: "sgd" });
    expectSame(rand([3]), expected, "random");
    for (const [key, value] of net.stateDict()) expectSame(value, before.get(key) as Tensor, key);
    expect([net.training, net.bn1.training, net.bn2.training]).toEqual([false, true, false]);
    expect(net.conv2.weight.requiresGrad).toBe(false);
    expect(net.conv1.weight.requiresGrad).toBe(true);
    expect([...net.parameters()].every(({ grad }) => grad === null)).toBe(true);
  });

  test("an optimizer that was given: state, rates and count", async () => {
    const net = recipeNet();
    const optimizer = sgd(net);
    const first = { images: (await firstBatch()).images, labels: (await firstBatch()).labels };
    await train.trainStep(net, first, { optimizer });
    const moments = [...optimizer.state.values()].map((state) =>
      keep((state.momentum_buffer as Tensor).clone()),
    );
    await train.findLr(net, data(), { ...whole, optimizer });
    expect(optimizer.stepCount).toBe(1);
    expect(optimizer.paramGroups[0]?.lr).toBe(0.5);
    expect(optimizer.paramGroups[0]).not.toHaveProperty("initialLr");
    const after = [...net.parameters()].map((p) => optimizer.state.get(p)?.momentum_buffer as Tensor);
    expect(after).toHaveLength(moments.length);
    after.forEach((moment, i) => {
      expectSame(moment, moments[i] as Tensor, `moment ${i}`);
    });
  });

  test("also where it is stopped, and where the network is being trained it does nothing", async () => {
    const net = recipeNet();
    const before = keep(net.fc.weight.detach().clone());
    const stop = new AbortController();
    const stopped = train.findLr(net, data(), {
      ...whole,
      optimizer: "sgd",
      signal: stop.signal,
      onProgress: ({ step }) => step === 3 && stop.abort(),
    });
    await expect(stopped).rejects.toThrow(AbortError);
    expectSame(net.fc.weight.detach(), before, "fc.weight");

    const running = train.fit(net, data(), { epochs: 1, device: "cpu", lr: 0.01 });
    await expect(train.findLr(net, data())).rejects.toThrow(/is being trained by another train.fit/);
    await running;
    expect(net.fc.weight.detach().equal(before)).toBe(false);
  });
});

async function firstBatch(): Promise<train.LabelledBatch> {
  for await (const batch of new RecipeLoader(1)) return batch;
  throw new Error("there is one");
}

describe("options", () => {
  test.each<[object, RegExp]>([
    [{ epochs: 3 }, /`epochs` would do nothing in a test of rates/],
    [{ lr: 0.1 }, /`lr` would do nothing/],
    [{ out: "runs/x" }, /`out` would do nothing/],
    [{ from: 1, to: 0.1 }, /`from` has to be below `to`/],
    [{ steps: 3 }, /steps must be an integer of at least 10/],
    [{ sweep: "square" }, /sweep must be one of/],
    [{ stopAt: 1 }, /stopAt must be a number above 1/],
    [{ smothing: 0.5 }, /did you mean smoothing\?/],
    [{ numIter: 5 }, /give steps/],
    [{ momentm: 0.9 }, /did you mean momentum\?/],
  ])("%o is refused", async (odd, message) => {
    const call = train.findLr(recipeNet(), data(), odd as train.FindLrOptions);
    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.toThrow(ArgumentError);
  });
});

describe("a guard compares the run's rate with the curve", () => {
  /** A curve that suggests 1e-2 and turns at 1e-1. */
  const curve = new LrCurve(
    Array.from({ length: 50 }, (_, i) => {
      const lr = 10 ** (-4 + i / 12);
      const smoothed = lr < 0.1 ? 2 - i / 40 : 2 + i;
      return { lr, loss: smoothed, smoothed };
    }),
    "done",
  );
  const turning = curve.turning as number;
  const suggested = curve.suggested as number;

  async function told(options: Partial<train.FitOptions>): Promise<train.GuardEvent[]> {
    const events: train.GuardEvent[] = [];
    await train.fit(recipeNet(), data(), {
      epochs: 1,
      device: "cpu",
      foundLr: curve,
      ...options,
      onEvent: (event) => {
        if (event.type === "guard" && event.guard === "learningRate") events.push(event);
      },
    });
    return events;
  }

  test("speaks of a rate above the turning point", async () => {
    const [event, ...others] = await told({ lr: turning * 1.5 });
    expect(others).toEqual([]);
    expect(event).toMatchObject({ reason: "high", epoch: 0, suggested, turning });
    expect(event?.text).toMatch(/the loss rose again from 0\.\d+ on.*Give lr: 0\.0/);
  });

  test("speaks of a rate far below what is suggested", async () => {
    const [event] = await told({ lr: suggested / 150 });
    expect(event).toMatchObject({ reason: "low", lr: suggested / 150 });
  });

  test("is silent on near misses, without a curve, with one that says nothing, and when it is switched off", async () => {
    expect(await told({ lr: turning * 0.99 })).toEqual([]);
    expect(await told({ lr: suggested / 99 })).toEqual([]);
    expect(await told({ lr: turning * 1.5, foundLr: undefined })).toEqual([]);
    const empty = new LrCurve([], "diverged");
    expect(await told({ lr: turning * 1.5, foundLr: empty })).toEqual([]);
    expect(await told({ lr: turning * 1.5, guards: { learningRate: false } })).toEqual([]);
  });

  test("is an error where guards are, and takes nothing but a curve", async () => {
    await expect(told({ lr: turning * 1.5, guards: { learningRate: "error" } })).rejects.toThrow(
      train.GuardError,
    );
    await expect(told({ foundLr: 0.1 as never })).rejects.toThrow(/foundLr must be a LrCurve/);
  });

  test("a warmup does not hide the rate that it leads to", async () => {
    expect(await told({ lr: turning * 1.5, warmup: BATCHES - 1 })).toHaveLength(1);
  });
});
