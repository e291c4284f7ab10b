// The parts of a run: what they compute is what a plain PyTorch loop computes, parts of one's own act and fail by name, and all
// of them go on to the bit within an epoch.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keep, noGrad, type Tensor, tensor, train } from "../../lib/index.ts";
import * as io from "../../lib/io/index.ts";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import { BatchNorm1d } from "../../lib/nn/index.ts";
import { CosineAnnealingLR } from "../../lib/optim/index.ts";
import { StepGuard } from "../../lib/train/parts/guard.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";
import { CLASSES, DropNet, dropNet, fixtureData, Net, startNet } from "./convnet.ts";

/** Relative error of float32 after 20 steps. */
const RTOL = 1e-5;
const { tensors } = fixtureTensors("train-parts");
const fixture = (name: string): Tensor => tensors[name] as Tensor;
const BATCHES = 7;

class PartsLoader implements AsyncIterable<train.LabelledBatch> {
  readonly length: number;
  constructor(length = BATCHES) {
    this.length = length;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<train.LabelledBatch> {
    for (let batch = 0; batch < this.length; batch++) {
      yield { images: fixture("images").index(batch), labels: fixture("labels").index(batch) };
    }
  }
}

function partsNet(): Net {
  const net = new Net();
  const start = Object.entries(tensors).filter(([name]) => name.startsWith("start."));
  net.loadStateDict(new Map(start.map(([name, value]) => [name.slice("start.".length), value])));
  return net;
}

function expectState(net: Net, prefix: string): void {
  let seen = 0;
  for (const [key, value] of net.stateDict()) {
    expectClose(value, fixture(`${prefix}.${key}`), RTOL, key);
    seen++;
  }
  expect(seen).toBe(14);
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-parts-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("20 steps as in a plain PyTorch loop", () => {
  const data = () => ({ train: new PartsLoader(), val: new PartsLoader(2), classes: CLASSES });
  const options = {
    epochs: 5,
    optimizer: "adamw",
    lr: 0.01,
    weightDecay: 0.05,
    scheduler: "none",
    device: "cpu",
    accumulate: 2,
    gradientClip: 0.4,
  } as const;

  test("accumulation, clipping and averaged weights: losses, gradients, norms, weights, validation", async () => {
    const net = partsNet();
    const [losses, norms]: [number[], number[]] = [[], []];
    const gradients: Tensor[] = [];
    let end: Map<string, Tensor> = new Map();
    const watching: train.RunPart = {
      name: "watching",
      afterBackward: (step) => step.whenRead((loss) => void losses.push(loss)),
      async aroundStep(step, next) {
        gradients.push(keep((net.conv1.weight.grad as Tensor).clone()));
        await next();
        norms.push(Number(step.gradientNorm?.item()));
      },
      // The weights themselves: after the run the network holds the average.
      afterEpoch: () => {
        end = new Map([...net.stateDict()].map(([key, value]) => [key, keep(value.clone())]));
      },
    };
    const run = await train.fit(net, data(), { ...options, ema: 0.8, parts: [watching] });
    expect(norms.length).toBe(20);
    expectClose(Float64Array.from(losses), fixture("losses").data() as Float32Array, RTOL, "losses");
    expectClose(Float64Array.from(norms), fixture("norms").data() as Float32Array, RTOL, "norms");
    for (const [step, gradient] of gradients.entries()) {
      expectClose(gradient, fixture("gradients").index(step), RTOL, `gradient of step ${step}`);
    }
    for (const [key, value] of end) expectClose(value, fixture(`end.${key}`), RTOL, key);
    expectState(net, "average");
    expect(run.last.step).toBe(20);
    expect(run.last.valLoss).toBeCloseTo(Number(fixture("val_loss").item()), 5);
  });

  test("an event of each optimizer step has the mean loss of its batches", async () => {
    const events: train.StepEvent[] = [];
    const onEvent = (event: train.FitEvent): void => {
      if (event.type === "step") events.push(event);
    };
    await train.fit(partsNet(), data(), { ...options, onEvent });
    const losses = [...(fixture("losses").data() as Float32Array)];
    expect(events.map(({ step, stepsPerEpoch }) => [step, stepsPerEpoch]).slice(0, 5)).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
      [1, 4],
    ]);
    expect(events[0]?.loss).toBeCloseTo(((losses[0] as number) + (losses[1] as number)) / 2, 5);
    expect(events[3]?.loss).toBeCloseTo(losses[6] as number, 5); // what is left of the epoch
  });

  test("a batch of one that is left out leaves the gradients and statistics that wait as they are", async () => {
    /** Normalises over the samples, which a batch of one has no variance of. */
    class Normed extends Net {
      bn3 = new BatchNorm1d(8);
      override forward(x: Tensor): Tensor {
        let y = this.bn1.forward(this.conv1.forward(x)).relu();
        y = this.bn2.forward(this.conv2.forward(y)).relu();
        return this.fc.forward(this.bn3.forward(y.mean([2, 3])));
      }
    }
    const trained = async (withOne: boolean): Promise<Normed> => {
      const net = new Normed();
      net.loadStateDict(partsNet().stateDict(), { strict: false });
      const at = (batch: number, count: number): train.LabelledBatch => ({
        images: fixture("images").index(batch).narrow(0, 0, count),
        labels: fixture("labels").index(batch).narrow(0, 0, count),
      });
      const batches = [at(0, 4), ...(withOne ? [at(2, 1)] : []), at(1, 4)];
      const loader = {
        length: batches.length,
        async *[Symbol.asyncIterator]() {
          yield* batches;
        },
      };
      const notices: string[] = [];
      const onEvent = (event: train.FitEvent): void => {
        if (event.type === "notice") notices.push(event.about);
      };
      await train.fit(net, { train: loader, classes: CLASSES }, { ...options, epochs: 1, onEvent });
      expect(notices).toEqual(withOne ? ["batchOfOne"] : []);
      return net;
    };
    const [left, none] = [await trained(true), await trained(false)];
    for (const [key, value] of left.stateDict()) expectSame(value, none.stateDict().get(key) as Tensor, key);
  });

  test("settings of averaged weights: buffers of the network, steps between, steps before", async () => {
    const seen: [Tensor, Tensor][] = [];
    const net = partsNet();
    const watching: train.RunPart = {
      name: "watching",
      afterStep: () =>
        void seen.push([
          keep(net.fc.bias?.detach().clone() as Tensor),
          keep(net.bn1.running_mean?.clone() as Tensor),
        ]),
    };
    const ema = { decay: 0.5, every: 2, after: 4, buffers: false };
    await train.fit(net, data(), { ...options, epochs: 2, ema, parts: [watching] });
    // Of 8 steps those after the 2nd and 4th copy, the 6th and 8th average.
    const at = (step: number): Tensor => (seen[step - 1] as [Tensor, Tensor])[0];
    const sixth = at(4).add(at(6).sub(at(4)).mul(0.5));
    expectClose(net.fc.bias as Tensor, sixth.add(at(8).sub(sixth).mul(0.5)), RTOL, "fc.bias");
    expectSame(net.bn1.running_mean as Tensor, (seen[7] as [Tensor, Tensor])[1], "running_mean");
  });

  test.each([
    [{ ema: 1 }, /ema must be a number from 0 to below 1 or an object with decay/],
    [{ ema: { dcay: 0.9 } }, /unknown option "dcay"; did you mean decay\?/],
    [{ ema: { every: 2 } }, /decay/],
    [{ accumulate: 0 }, /accumulate must be an integer of at least 1/],
    [{ checkpointEvery: { step: 3 } }, /did you mean steps\?/],
    [{ parts: [{ name: "idle" }] }, /parts must be a list of parts/],
    [
      {
        parts: [
          { name: "a", end() {} },
          { name: "a", end() {} },
        ],
      },
      /with different names/,
    ],
  ])("%o is refused", async (odd, message) => {
    const run = train.fit(partsNet(), data(), { ...options, ...odd } as train.FitOptions);
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow(ArgumentError);
  });
});

describe("parts of one's own", () => {
  const options = { epochs: 2, lr: 0.01, device: "cpu" } as const;

  test("act at every event, the first outermost", async () => {
    const told: string[] = [];
    const part = (name: string): train.RunPart => ({
      name,
      start: () => void told.push(`${name} start`),
      transformBatch: (batch) => {
        told.push(`${name} batch`);
        return batch;
      },
      aroundForward: (_, next) => {
        told.push(`${name} forward`);
        return next();
      },
      aroundBackward: async (_, loss, next) => {
        told.push(`${name} backward`);
        await next(loss);
      },
      afterBackward: () => void told.push(`${name} gradients`),
      aroundStep: async (_, next) => {
        told.push(`${name} step`);
        await next();
      },
      afterStep: () => void told.push(`${name} stepped`),
      aroundEvaluate: async (_, next) => {
        told.push(`${name} evaluate`);
        await next();
      },
      afterValidation: ({ record }) => void told.push(`${name} validated ${record.epoch}`),
      afterEpoch: () => void told.push(`${name} epoch`),
      end: () => void told.push(`${name} end`),
      dispose: () => void told.push(`${name} dispose`),
    });
    const one = { ...fixtureData(), train: new PartsLoader(1) };
    await train.fit(startNet(), one, { ...options, epochs: 1, parts: [part("a"), part("b")] });
    const events = ["start", "batch", "forward", "backward", "gradients", "step", "stepped", "evaluate"];
    const expected = [...events, "validated 1", "epoch", "end", "dispose"];
    expect(told).toEqual(expected.flatMap((event) => [`a ${event}`, `b ${event}`]));
  });

  test("change batches, losses and steps", async () => {
    const bare = startNet();
    await train.fit(bare, { train: new PartsLoader(2), classes: CLASSES }, { ...options, epochs: 1 });
    const frozen: train.RunPart = { name: "frozen", aroundStep: async () => {} };
    const kept = startNet();
    const held = await train
      .fit(kept, { train: new PartsLoader(2), classes: CLASSES }, { ...options, epochs: 1, parts: [frozen] })
      .catch((error: unknown) => error);
    expect(String(held)).toMatch(/no batch/);
    expectSame(kept.fc.weight, startNet().fc.weight);
    const black: train.RunPart = {
      name: "black",
      transformBatch: (batch) => {
        const { images, labels } = batch as train.LabelledBatch;
        return { images: images.mul(0), labels };
      },
    };
    const other = startNet();
    await train.fit(
      other,
      { train: new PartsLoader(2), classes: CLASSES },
      { ...options, epochs: 1, parts: [black] },
    );
    expect(other.conv1.weight.equal(bare.conv1.weight)).toBe(false);
  });

  test.each([
    ["start", { start: () => Promise.reject(new Error("no")) }],
    [
      "afterStep",
      {
        afterStep: () => {
          throw new Error("no");
        },
      },
    ],
    [
      "aroundForward",
      {
        aroundForward: () => {
          throw new Error("no");
        },
      },
    ],
    [
      "aroundStep",
      {
        aroundStep: async (_: unknown, next: () => Promise<void>) => {
          await next();
          throw new Error("no");
        },
      },
    ],
    [
      "afterEpoch",
      {
        afterEpoch: async () => {
          throw new Error("no");
        },
      },
    ],
  ] as [string, Partial<train.RunPart>][])("an error in %s names part and event", async (event, hooks) => {
    const run = train.fit(startNet(), fixtureData(), { ...options, parts: [{ name: "mine", ...hooks }] });
    const error = await run.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(train.RunPartError);
    expect(error).toMatchObject({ part: "mine", event, code: "ERR_TORCHTS_RUN_PART" });
    expect(String(error)).toMatch(new RegExp(`the part "mine" failed in ${event}: no`));
  });

  test("an error of the run is not said to be the part's around it", async () => {
    const around: train.RunPart = {
      name: "around",
      aroundForward: (_, next) => next(),
      aroundStep: async (_, next) => next(),
    };
    const bad = { images: fixture("images").index(0), labels: tensor([7, 7, 7, 7], { dtype: "int64" }) };
    const loader = {
      length: 1,
      async *[Symbol.asyncIterator]() {
        yield bad;
      },
    };
    const run = train.fit(startNet(), { train: loader, classes: CLASSES }, { ...options, parts: [around] });
    const error = await run.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(train.RunPartError);
  });

  test("keep their state in the run, and are asked for again", async () => {
    const out = path.join(root, "own");
    const counting = () => {
      let steps = 0;
      const part: train.RunPart = {
        name: "counting",
        afterStep: () => void steps++,
        state: () => ({ steps, last: tensor([steps]) }),
        restore: (state) => {
          const saved = state as { steps: number; last: Tensor };
          expect(saved.last.item()).toBe(saved.steps);
          steps = saved.steps;
        },
      };
      return { part, steps: () => steps };
    };
    await train.fit(startNet(), fixtureData(), { ...options, out, parts: [counting().part] });
    const again = counting();
    await train.fit(startNet(), fixtureData(), {
      epochs: 3,
      device: "cpu",
      out,
      resume: true,
      parts: [again.part],
    });
    expect(again.steps()).toBe(15);
    const bare = train.fit(startNet(), fixtureData(), { epochs: 4, device: "cpu", out, resume: true });
    await expect(bare).rejects.toThrow(/was started with parts of your own.*give it again/);
    const other: train.RunPart = { name: "other", state: () => 1 };
    const strange = train.fit(startNet(), fixtureData(), {
      epochs: 4,
      device: "cpu",
      out,
      resume: true,
      parts: [other],
    });
    await expect(strange).rejects.toThrow(/the run has a part "counting" with a state of its own/);
  });
});

describe("checkpoints within an epoch", () => {
  const data = () => ({ train: new PartsLoader(), val: new PartsLoader(2), classes: CLASSES });
  const options = {
    epochs: 3,
    lr: 0.01,
    seed: 3,
    device: "cpu",
    accumulate: 2,
    gradientClip: 0.4,
    ema: { decay: 0.8 },
    patience: 5,
    checkpointEvery: { steps: 1 },
  } as const;
  const plain = (history: readonly train.EpochRecord[]) =>
    history.map((record) => ({ ...record, seconds: 0, samplesPerSecond: 0 }));

  test("a run that stopped at any step goes on to the bit, figures of training included", async () => {
    const whole = dropNet();
    const expected = await train.fit(whole, data(), { ...options, out: path.join(root, "whole") });
    for (const stopAt of [1, 2, 3, 4, 5, 7, 10]) {
      const out = path.join(root, `stopped-${stopAt}`);
      const stop = new AbortController();
      const onEvent = (event: train.FitEvent): void => {
        if (event.type === "checkpoint" && event.kind === "last" && event.step === stopAt) stop.abort();
      };
      const run = train.fit(dropNet(), data(), { ...options, out, signal: stop.signal, onEvent });
      await expect(run).rejects.toThrow(AbortError);
      const epochs = Math.floor((stopAt - 1) / 4); // the checkpoint of a 4th step is still within its epoch
      const resumed = dropNet();
      const started: train.StartEvent[] = [];
      const result = await train.fit(resumed, data(), {
        epochs: 3,
        device: "cpu",
        out,
        resume: true,
        onEvent: (event) => {
          if (event.type === "start") started.push(event);
        },
      });
      expect([
        (started[0] as train.StartEvent).resumedEpochs,
        (started[0] as train.StartEvent).resumedSteps,
      ]).toEqual([epochs, stopAt - 4 * epochs]);
      for (const [key, value] of resumed.stateDict()) {
        expectSame(value, whole.stateDict().get(key) as Tensor, `${key} after ${stopAt}`);
      }
      expect(plain(result.history)).toEqual(plain(expected.history));
    }
  });

  test("the rate of an epoch whose steps were all done is that of its last step, whatever the scheduler set after it", async () => {
    const scheduler: train.SchedulerFactory = (optimizer, { totalSteps }) => ({
      scheduler: new CosineAnnealingLR(optimizer, { tMax: totalSteps }),
      interval: "step",
    });
    const own = { ...options, scheduler };
    const expected = await train.fit(dropNet(), data(), own);
    const out = path.join(root, "last-step");
    const stop = new AbortController();
    const onEvent = (event: train.FitEvent): void => {
      if (event.type === "checkpoint" && event.kind === "last" && event.step === 4) stop.abort();
    };
    const run = train.fit(dropNet(), data(), { ...own, out, signal: stop.signal, onEvent });
    await expect(run).rejects.toThrow(AbortError);
    const result = await train.fit(dropNet(), data(), { ...own, out, resume: true });
    expect(expected.history[0]?.lr).toBeGreaterThan(expected.history[1]?.lr as number);
    expect(plain(result.history)).toEqual(plain(expected.history));
  });

  test("the best weights of averaged ones are the averages, and load again", async () => {
    const out = path.join(root, "averaged");
    const net = dropNet();
    const run = await train.fit(net, data(), { ...options, out, restoreBest: true });
    const loaded = await train.loadRun(out, { model: new DropNet(), task: "classification", device: "cpu" });
    const report = await loaded.evaluate(new PartsLoader(2));
    expect(report.accuracy).toBe(run.best?.valAccuracy);
    for (const [key, value] of loaded.model.stateDict())
      expectSame(value, net.stateDict().get(key) as Tensor, key);
    const last = (await io.load(path.join(out, "last.pth"))) as { parts: object };
    expect(
      Object.keys(last.parts instanceof Map ? Object.fromEntries(last.parts) : last.parts).sort(),
    ).toEqual(["best", "ema", "schedule"]);
  });
});

describe("numbers that are read a step later, as on CUDA", () => {
  /** A run whose guard judges late, whatever the device. */
  async function late(build: () => Net, batches: AsyncIterable<train.LabelledBatch> & { length: number }) {
    const { setUp, taskOfRun } = await import("../../lib/train/setup.ts");
    const { EpochLoop } = await import("../../lib/train/epoch.ts");
    const { Meter } = await import("../../lib/train/meter.ts");
    const { Parts } = await import("../../lib/train/part.ts");
    const net = build();
    const losses: number[] = [];
    const options = {
      epochs: 1,
      lr: 0.01,
      scheduler: "none",
      device: "cpu",
      onEvent: (event: train.FitEvent<never>): void => {
        if (event.type === "step") losses.push(event.loss);
      },
    } as const;
    const data = { train: batches, classes: CLASSES };
    const setup = setUp(net, data, taskOfRun(net, data, options), options, null);
    const guard = new StepGuard(net, true);
    const parts = [...setup.trainer.parts].map((part) => (part.name === "guard" ? guard : part));
    const trainer = { ...setup.trainer, parts: new Parts(parts), late: true };
    const meter = new Meter(trainer.task.metric(true), {}, "train.fit");
    trainer.random.seed(1);
    const loop = new EpochLoop(trainer, setup.train, { epoch: 1, firstStep: 0, from: null }, meter);
    const error = await loop.run().catch((thrown: unknown) => thrown);
    setup.dispose();
    guard.dispose();
    return { net, losses, error, figures: meter.figures() };
  }

  test("give the same losses, figures and weights", async () => {
    const now = startNet();
    const losses: number[] = [];
    const run = await train.fit(
      now,
      { train: new PartsLoader(), classes: CLASSES },
      {
        epochs: 1,
        lr: 0.01,
        scheduler: "none",
        device: "cpu",
        onEvent: (event) => {
          if (event.type === "step") losses.push(event.loss);
        },
      },
    );
    const then = await late(startNet, new PartsLoader());
    expect(then.losses).toEqual(losses);
    expect(then.figures.loss).toBe(run.last.trainLoss);
    expect(then.figures.accuracy).toBe(run.last.trainAccuracy);
    for (const [key, value] of then.net.stateDict())
      expectSame(value, now.stateDict().get(key) as Tensor, key);
  });

  test("a step that is not finite, and the one after it, change nothing; it is named", async () => {
    const good = startNet();
    await late(() => good, new PartsLoader(2));
    const broken = {
      length: 4,
      async *[Symbol.asyncIterator]() {
        for (let batch = 0; batch < 4; batch++) {
          const images = fixture("images").index(batch).clone();
          if (batch === 2) images.select(0, 0).select(0, 0).select(0, 0).select(0, 0).fill_(Number.NaN);
          yield { images, labels: fixture("labels").index(batch) };
        }
      },
    };
    const { net, error } = await late(startNet, broken);
    expect(error).toBeInstanceOf(train.NonFiniteLossError);
    expect(error).toMatchObject({ epoch: 1, step: 3 });
    for (const [key, value] of net.stateDict()) expectSame(value, good.stateDict().get(key) as Tensor, key);
  });

  test("a gradient that is not finite under a finite loss is named", async () => {
    /** Its output has a square root of zero: an infinite slope, which zero times makes NaN. */
    class Rooted extends Net {
      override forward(x: Tensor): Tensor {
        const nothing = this.fc.weight.sub(this.fc.weight.detach()).sum().pow(2);
        return super.forward(x).add(nothing.sqrt().mul(0));
      }
    }
    const build = (): Net => {
      const net = new Rooted();
      net.loadStateDict(startNet().stateDict());
      return net;
    };
    const { error } = await late(build, new PartsLoader(3));
    expect(error).toBeInstanceOf(train.NonFiniteGradientError);
    expect(error).toMatchObject({ step: 1, parameter: "fc.weight" });
  });
});

test("a metric of one's own: figures, monitor, report and resume", async () => {
  class Wrong implements train.Metric {
    readonly better = "lower";
    #wrong = 0;
    #all = 0;
    async update(logits: Tensor, labels: Tensor): Promise<void> {
      const wrong = noGrad(() => logits.argmax(1).ne(labels).sum());
      this.#all += labels.numel();
      this.#wrong += Number(await wrong.itemAsync());
    }
    compute(): number {
      return this.#wrong / this.#all;
    }
    reset(): void {
      this.#wrong = this.#all = 0;
    }
    state(): unknown {
      return [this.#wrong, this.#all];
    }
    merge(state: unknown): void {
      const [wrong, all] = state as [number, number];
      this.#wrong += wrong;
      this.#all += all;
    }
  }
  const out = path.join(root, "metric");
  const options = { epochs: 4, lr: 0.02, device: "cpu", out, monitor: "val.wrong" } as const;
  const run = await train.fit(startNet(), fixtureData(), { ...options, metrics: { wrong: new Wrong() } });
  for (const { figures } of run.history) {
    expect(figures["val.wrong"]).toBeCloseTo(1 - (figures["val.accuracy"] as number), 12);
    expect(figures["train.wrong"]).toBeCloseTo(1 - (figures["train.accuracy"] as number), 12);
  }
  const least = Math.min(...run.history.map(({ figures }) => figures["val.wrong"] as number));
  expect(run.best?.figures["val.wrong"]).toBe(least);
  expect(run.report?.figures.wrong).toBe(run.last.figures["val.wrong"]);
  expect(await train.readHistory(out)).toEqual(run.history);
  const bare = train.fit(startNet(), fixtureData(), { epochs: 5, device: "cpu", out, resume: true });
  await expect(bare).rejects.toThrow(/was started with metrics of your own/);
  const taken = train.fit(startNet(), fixtureData(), {
    epochs: 1,
    device: "cpu",
    metrics: { accuracy: new Wrong() },
  });
  await expect(taken).rejects.toThrow(/one named "accuracy", which is a figure of classification already/);
  // Two halves put together are the whole.
  const report = await train.evaluate(startNet(), new PartsLoader(4), {
    classes: CLASSES,
    metrics: { w: new Wrong() },
  });
  const halves = [new Wrong(), new Wrong()];
  const net = startNet();
  net.eval();
  for (const [at, half] of halves.entries()) {
    for (const batch of [2 * at, 2 * at + 1]) {
      await half.update(
        noGrad(() => net.forward(fixture("images").index(batch))),
        fixture("labels").index(batch),
      );
    }
  }
  halves[0]?.merge(halves[1]?.state());
  expect(halves[0]?.compute()).toBe(report.figures.w);
  // One object counts for one run at a time.
  const shared = { metrics: { shared: new Wrong() }, epochs: 1, device: "cpu" } as const;
  const first = train.fit(startNet(), fixtureData(), shared);
  const twice = train.fit(startNet(), fixtureData(), shared);
  await expect(twice).rejects.toThrow(/metrics\.shared, a Wrong, is at work in another train\.fit/);
  const { metrics } = shared;
  const measured = train.evaluate(startNet(), new PartsLoader(1), { classes: CLASSES, metrics });
  await expect(measured).rejects.toThrow(/metrics\.shared, a Wrong, is at work in another train\.fit/);
  await first;
  await train.fit(startNet(), fixtureData(), shared);
  class Broken extends Wrong {
    override compute(): number {
      return { a: 1 } as unknown as number;
    }
  }
  const broken = train.evaluate(startNet(), new PartsLoader(1), {
    classes: CLASSES,
    metrics: { b: new Broken() },
  });
  await expect(broken).rejects.toThrow(
    /the metric "b" failed in compute: .*Broken gives a number; got an object with a/,
  );
});

test("metrics of the library merge: parts of the data give what all of it gives", async () => {
  const net = startNet();
  net.eval();
  const whole = new train.ClassificationMetrics(CLASSES, { logits: true, topK: [2] });
  const parts = [0, 1].map(() => new train.ClassificationMetrics(CLASSES, { logits: true, topK: [2] }));
  for (let batch = 0; batch < 4; batch++) {
    const [logits, labels] = [
      noGrad(() => net.forward(fixture("images").index(batch))),
      fixture("labels").index(batch),
    ];
    await whole.update(logits, labels);
    await parts[batch < 2 ? 0 : 1]?.update(logits, labels);
  }
  const [first, second] = parts as [train.ClassificationMetrics, train.ClassificationMetrics];
  first.merge(JSON.parse(JSON.stringify(second.state())));
  expect(first.report()).toEqual(whole.report());
  second.reset();
  expect(second.count).toBe(0);
  second.merge(first.state());
  expect(second.compute()).toEqual(whole.compute());
  expect(() => first.merge(new train.ClassificationMetrics(["a", "b"]).state())).toThrow(ArgumentError);
});
