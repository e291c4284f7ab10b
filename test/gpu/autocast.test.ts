// Autocast on a device: dtypes of what PyTorch's own tests call, by the list that they stand in, and scaled training.
import { expect, test } from "vitest";
import {
  amp,
  autocast,
  data,
  isAutocastEnabled,
  manualSeed,
  nn,
  OperatorError,
  optim,
  rand,
  randint,
  randn,
  type Tensor,
  train,
} from "../../lib/index.ts";
import { fixtureJson } from "../helpers/exchange.ts";
import { type AmpFacts, argumentsOf, callEntry, type Entry, tensorsOf } from "../tensor/autocast-lists.ts";
import { DEVICE, gpu } from "./device.ts";

const { lists } = fixtureJson<AmpFacts>("amp");

const tried: [string, Entry][] = lists.cuda.map((entry, i) => [`${i} ${entry.list} ${entry.op}`, entry]);
const kernelless: string[] = [];

gpu.each(tried)("%s", (_, entry) => {
  manualSeed(0);
  const args = argumentsOf(entry, DEVICE, null);
  let out: Tensor[];
  try {
    out = tensorsOf(autocast({ device: DEVICE, dtype: "float16" }, () => callEntry(entry, args)));
  } catch (error) {
    // Of the stand-in: the CPU has no kernel for it in half precision, or none at all.
    if (
      !/not implemented for|has no .* for|Could not run|unsupported|not supported on CPU/i.test(String(error))
    )
      throw error;
    kernelless.push(entry.op);
    return;
  }
  if (out.length > 0) expect(out[0]?.dtype).toBe(entry.out[0]);
});

gpu("but for a few, all of them were called", () => {
  if (kernelless.length > 0) console.log(`not called: ${kernelless.join(", ")}`);
  expect(kernelless.length).toBeLessThan(lists.cuda.length / 5);
});

gpu("a region is of one type of device", () => {
  const on = new nn.Linear(4, 3).to(DEVICE);
  const off = new nn.Linear(4, 3);
  autocast("cuda", () => {
    expect(on.forward(randn([2, 4]).to(DEVICE)).dtype).toBe("float16");
    expect(off.forward(randn([2, 4])).dtype).toBe("float32");
    expect([isAutocastEnabled(DEVICE), isAutocastEnabled("cpu")]).toEqual([true, false]);
  });
  expect(autocast({ dtype: "bfloat16" }, () => on.forward(randn([2, 4]).to(DEVICE)).dtype)).toBe("bfloat16");
});

gpu("binary cross entropy of probabilities is refused, with the way out", () => {
  const [p, y] = [rand([4]).to(DEVICE), rand([4]).to(DEVICE)];
  const call = (): Tensor => autocast("cuda", () => nn.functional.binaryCrossEntropy(p, y));
  expect(call).toThrow(OperatorError);
  expect(call).toThrow("nn.functional.binaryCrossEntropyWithLogits");
});

gpu("a scaler leaves out what overflowed, and goes on", () => {
  const p = new nn.Parameter(randn([3]).to(DEVICE));
  const optimizer = new optim.SGD([p], { lr: 0.1 });
  const scaler = new amp.GradScaler({ device: DEVICE, initScale: 8 });
  const before = p.detach().cpu();
  for (const factor of [Number.POSITIVE_INFINITY, 1]) {
    optimizer.zeroGrad();
    scaler.scale(p.sum().mul(factor)).backward();
    scaler.step(optimizer);
    scaler.update();
  }
  expect(scaler.getScale()).toBe(4);
  const moved = before.sub(p.detach().cpu()).toArray() as number[];
  for (const one of moved) expect(one).toBeCloseTo(0.1, 5);
});

gpu.each(["auto", "float16", "bfloat16"] as const)("fit with %s", async (precision) => {
  manualSeed(0);
  const net = new nn.Sequential(
    new nn.Linear(6, 16),
    new nn.BatchNorm1d(16),
    new nn.ReLU(),
    new nn.Linear(16, 3),
  );
  const x = randn([32, 6]);
  x.select(1, 0).mul_(1000);
  const rows = new data.TensorDataset(x, randint(3, [32]));
  const told: string[] = [];
  let chosen = "";
  const run = await train.fit(
    net,
    { train: rows, val: rows, classes: ["a", "b", "c"] },
    {
      epochs: 3,
      lr: 1e-2,
      batchSize: 8,
      gradientClip: 1,
      device: DEVICE,
      guards: false,
      precision,
      onEvent(event) {
        if (event.type === "notice") told.push(event.about);
        if (event.type === "start") chosen = event.precision;
      },
    },
  );
  expect(chosen).toMatch(precision === "auto" ? /float16/ : precision);
  expect(told.includes("precision")).toBe(precision === "auto");
  expect(told.includes("overflow")).toBe(chosen === "float16");
  expect(run.last.figures["train.loss"]).toBeLessThan(run.history[0]?.figures["train.loss"] as number);
});

test("the lists are there", () => expect(lists.cuda.length).toBeGreaterThan(90));
