/** `precision`: runs in 16 bits equal a plain PyTorch loop, overflows leave steps out, and runs go on to the bit. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, data, isAutocastEnabled, nn, optim, type Tensor, train } from "../../lib/index.ts";
import { readConfig } from "../../lib/train/index.ts";
import { expectClose, expectSame, fixtureJson, fixtureTensors } from "../helpers/index.ts";

const { tensors } = fixtureTensors("amp_fit");
const facts = fixtureJson<Record<string, { losses: number[]; scales: number[] }>>("amp_fit");
/** Of losses and weights near 1: half of bfloat16's last digit. */
const ROUNDING = 2 ** -8;
const EPOCHS = 8;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-precision-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const at = (name: string): Tensor => tensors[name] as Tensor;

function network(): nn.Sequential {
  const net = new nn.Sequential(new nn.Linear(6, 16), new nn.ReLU(), new nn.Linear(16, 3));
  net.loadStateDict(new Map([...net.stateDict().keys()].map((key) => [key, at(`start|${key}`)])));
  return net;
}

const rows = () => ({
  train: new data.TensorDataset(at("x"), at("y")),
  val: new data.TensorDataset(at("x"), at("y")),
  classes: ["a", "b", "c"],
});

/** The options of the fixture's loop. */
const common = {
  epochs: EPOCHS,
  batchSize: 16,
  device: "cpu",
  scheduler: "none",
  optimizer: "sgd",
  momentum: 0.9,
  lr: 0.003,
  guards: false,
} as const;

function expectState(net: nn.Module, like: (key: string) => Tensor, rtol: number): void {
  for (const [key, value] of net.stateDict()) expectClose(value, like(key), rtol, key);
}

describe("equal a plain loop of PyTorch's", () => {
  test.each(Object.entries(facts))("%s", async (name, { losses }) => {
    const [precision, clip] = name.split("-") as ["bfloat16" | "float16", string | undefined];
    const net = network();
    const told: train.FitEvent[] = [];
    const run = await train.fit(net, rows(), {
      ...common,
      precision,
      ...(clip === undefined ? {} : { gradientClip: 0.1 }),
      onEvent: (event) => told.push(event),
    });
    const got = run.history.map(({ figures }) => figures["train.loss"] as number);
    for (const [i, loss] of got.entries()) {
      expect(Math.abs(loss - (losses[i] as number)), `epoch ${i}`).toBeLessThanOrEqual(ROUNDING);
    }
    expectState(net, (key) => at(`${name}|${key}`), ROUNDING);
    for (const parameter of net.parameters()) expect(parameter.dtype).toBe("float32");
    const left = told.flatMap((event) => (event.type === "notice" ? [event.text] : []));
    expect(left).toEqual(
      precision === "float16"
        ? [65536, 32768, 16384].map(
            (scale, i) =>
              `left out step ${i + 1}: gradients of float16 overflowed with the loss times ${scale}; it goes on with ${scale / 2}.`,
          )
        : [],
    );
    expect(told.find((event) => event.type === "start")).toMatchObject({ precision });
    expect(isAutocastEnabled("cpu")).toBe(false);
  });

  test("with an optimizer that has to be told not to step, and gradients of several batches", async () => {
    const net = network();
    const rms = (parameters: nn.Parameter[]) => new optim.RMSprop(parameters, { lr: 1e-3 });
    const { optimizer: _, momentum: __, lr: ___, ...rest } = common;
    const notices: string[] = [];
    const run = await train.fit(net, rows(), {
      ...rest,
      optimizer: rms,
      precision: "float16",
      batchSize: 8,
      accumulate: 2,
      onEvent: (event) => event.type === "notice" && notices.push(event.about),
    });
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(notices)).toEqual(new Set(["overflow"]));
    expect(run.last.figures["train.loss"]).toBeLessThan(run.history[0]?.figures["train.loss"] as number);
  });
});

describe("runs", () => {
  test("go on to the bit, with what auto came to and the scale that they had", async () => {
    const options = { ...common, precision: "float16" } as const;
    const whole = network();
    const reference = await train.fit(whole, rows(), { ...options, out: path.join(root, "whole") });
    const out = path.join(root, "parts");
    await train.fit(network(), rows(), { ...options, epochs: 2, out });
    const parts = network();
    const notices: string[] = [];
    const { history } = await train.fit(parts, rows(), {
      epochs: EPOCHS,
      device: "cpu",
      precision: "auto",
      out,
      resume: true,
      onEvent: (event) => event.type === "notice" && notices.push(event.text),
    });
    for (const [key, value] of parts.stateDict())
      expectSame(value, whole.stateDict().get(key) as Tensor, key);
    const losses = (records: readonly train.EpochRecord[]) =>
      records.map(({ figures }) => figures["val.loss"]);
    expect(losses(history)).toEqual(losses(reference.history));
    // The first two were before: the scale is not 65536 again.
    expect(notices).toEqual([expect.stringContaining("left out step 3")]);
    await expect(
      train.fit(network(), rows(), { epochs: EPOCHS, precision: "bfloat16", out, resume: true }),
    ).rejects.toThrow('precision was "float16", now "bfloat16"');
  });

  test("auto is float32 on the CPU, which is said once and kept", async () => {
    const out = path.join(root, "auto");
    const told: train.FitEvent[] = [];
    await train.fit(network(), rows(), {
      ...common,
      epochs: 1,
      precision: "auto",
      out,
      onEvent: (event) => told.push(event),
    });
    expect(told.find(({ type }) => type === "start")).toMatchObject({ precision: "float32" });
    expect(told.filter(({ type }) => type === "notice")).toEqual([
      { type: "notice", about: "precision", text: expect.stringContaining('"auto" is "float32"') },
    ]);
    expect((await readConfig(out)).options.precision).toBe("float32");
  });

  test("whose gradients are not finite at a scale of 1 either end", async () => {
    const net = network();
    const before = [...net.parameters()].map((p) => p.detach().clone());
    let left = 0;
    const run = train.fit(net, rows(), {
      ...common,
      epochs: 40,
      precision: "float16",
      loss: (logits) => logits.sum().mul(0).sqrt(),
      onEvent: (event) => {
        if (event.type === "notice") left++;
      },
    });
    await expect(run).rejects.toThrow(train.NonFiniteGradientError);
    expect(left).toBe(16);
    for (const [i, p] of [...net.parameters()].entries()) expectSame(p.detach(), before[i] as Tensor);
  });

  test("validate in it, as evaluate does where it is asked", async () => {
    const net = network();
    const seen: string[] = [];
    const watched = net.registerForwardHook((_, __, output) => {
      seen.push((output as Tensor).dtype);
    });
    const report = async (precision?: train.Precision) =>
      (await train.evaluate(net, rows().val, { precision, device: "cpu" })).loss;
    const [whole, half] = [await report(), await report("bfloat16")];
    expect(seen).toEqual(["float32", "bfloat16"]);
    expect(half).not.toBe(whole);
    expect(Math.abs(half - whole)).toBeLessThan(0.05);
    seen.length = 0;
    await train.fit(net, rows(), { ...common, epochs: 1, precision: "bfloat16" });
    expect(seen).toEqual(["bfloat16", "bfloat16"]);
    watched.remove();
  });

  test("refuse another precision", async () => {
    const wrong = { ...common, precision: "half" } as unknown as train.FitOptions;
    await expect(train.fit(network(), rows(), wrong)).rejects.toThrow(ArgumentError);
  });
});
