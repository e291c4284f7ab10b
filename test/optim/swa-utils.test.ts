/** Averages of weights and renewed BatchNorm against torch.optim.swa_utils (scripts/fixtures/train_more.py). */
import { describe, expect, test } from "vitest";
import { optim } from "../../lib/index.ts";
import { BatchNorm2d, Conv2d, Dropout, Flatten, Linear, Sequential } from "../../lib/nn/index.ts";
import { memory, scope, type Tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";

const { tensors } = fixtureTensors("train-more");
const { swaUtils } = optim;

/** Relative error of float32 after six steps. */
const RTOL = 1e-5;

function network(): Sequential {
  const net = new Sequential(new Conv2d(2, 3, 3), new BatchNorm2d(3), new Flatten(), new Linear(27, 4));
  net.loadStateDict(group("averages|start|"));
  return net;
}

function group(prefix: string): Map<string, Tensor> {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

const batches = (): Tensor[] =>
  Array.from({ length: 6 }, (_, i) => (tensors["averages|images"] as Tensor).index(i));

/** Six steps, with the averages after each. */
function trained(net: Sequential, averages: readonly optim.swaUtils.AveragedModel<Sequential>[]): void {
  const optimizer = new optim.SGD(net.parameters(), { lr: 0.05 });
  for (const images of batches()) {
    optimizer.zeroGrad();
    scope(() => void net.forward(images).square().mean().backward());
    optimizer.step();
    for (const average of averages) average.updateParameters(net);
  }
}

describe("AveragedModel", () => {
  test.each<[string, optim.swaUtils.AveragedModelOptions]>([
    ["swa", {}],
    ["swa-buffers", { useBuffers: true }],
    ["ema", { multiAvgFn: swaUtils.getEmaMultiAvgFn(0.7) }],
    ["ema-buffers", { multiAvgFn: swaUtils.getEmaMultiAvgFn(0.7), useBuffers: true }],
    ["ema-each", { avgFn: swaUtils.getEmaAvgFn(0.6) }],
    ["own", { avgFn: (averaged, current, count) => averaged.add(current.sub(averaged).div(count + 3)) }],
  ])("%s: the state dict after six updates is Python's", (name, options) => {
    const net = network();
    const average = new swaUtils.AveragedModel(net, options);
    trained(net, [average]);
    const expected = group(`averages|${name}|`);
    expect([...average.stateDict().keys()]).toEqual([...expected.keys()]);
    for (const [key, value] of average.stateDict())
      expectClose(value, expected.get(key) as Tensor, RTOL, key);
  });

  test("goes on from Python's state dict, and is none of the network's tensors", () => {
    const net = network();
    const average = new swaUtils.AveragedModel(net);
    average.loadStateDict(group("averages|swa|"));
    expect(Number(average.n_averaged.item())).toBe(6);
    const own = new Set<Tensor>([...net.parameters(), ...net.buffers()]);
    expect([...average.parameters(), ...average.buffers()].some((one) => own.has(one))).toBe(false);
  });

  test("computes with its own values, modes and statistics, and leaves the network's", () => {
    const net = network();
    const average = new swaUtils.AveragedModel(net);
    trained(net, [average]);
    const before = new Map([...net.stateDict()].map(([key, value]) => [key, value.clone()]));
    const [images] = batches() as [Tensor];
    const other = network();
    other.loadStateDict(average.module.stateDict());
    average.eval();
    expect([net.training, average.module.training]).toEqual([true, false]);
    expectSame(average.forward(images), other.eval().forward(images), "outputs");
    average.train();
    average.forward(images);
    expect(net.training).toBe(true);
    for (const [key, value] of net.stateDict()) expectSame(value, before.get(key) as Tensor, key);
    expect(average.stateDict().get("module.1.num_batches_tracked")?.item()).not.toEqual(
      before.get("1.num_batches_tracked")?.item(),
    );
  });

  test("a layer in two places is one in the average too, and gradients reach the average's parameters", () => {
    const shared = new Linear(3, 3);
    const average = new swaUtils.AveragedModel(new Sequential(shared, shared));
    expect([...average.parameters()]).toHaveLength(2);
    average
      .forward(zeros([1, 3]))
      .sum()
      .backward();
    expect([...average.parameters()].every(({ grad }) => grad !== null)).toBe(true);
    expect([...shared.parameters()].every(({ grad }) => grad === null)).toBe(true);
  });

  test("leaves no tensors behind, and puts all back where the network throws", () => {
    const net = network();
    const average = new swaUtils.AveragedModel(net);
    average.updateParameters(net);
    memory.collect();
    const before = memory.liveTensors();
    for (let i = 0; i < 5; i++) {
      average.updateParameters(net);
      scope(() => void average.forward(batches()[0] as Tensor));
    }
    expect(memory.liveTensors()).toBeLessThanOrEqual(before + 1);
    const { weight } = net[3] as Linear;
    expect(() => average.forward(zeros([1, 5, 5, 5]))).toThrow();
    expect((net[3] as Linear).weight).toBe(weight);
  });

  test("refuses two rules, decays that are none, another network and one that was changed", () => {
    const net = network();
    const avgFn = swaUtils.getSwaAvgFn();
    const multiAvgFn = swaUtils.getSwaMultiAvgFn();
    expect(() => new swaUtils.AveragedModel(net, { avgFn, multiAvgFn })).toThrow(/give one/);
    expect(() => new swaUtils.AveragedModel(net, { use_buffers: true } as never)).toThrow(
      /did you mean useBuffers\?/,
    );
    expect(() => new swaUtils.AveragedModel(3 as never)).toThrow(/model must be a module/);
    expect(() => swaUtils.getEmaMultiAvgFn(1.5)).toThrow(/decay must be a number between 0 and 1/);
    expect(() => swaUtils.getEmaAvgFn(-0.1)).toThrow(/decay must be/);
    const average = new swaUtils.AveragedModel(net);
    expect(() => average.updateParameters(new Linear(2, 2))).toThrow(/other parameters/);
    net.set(3, new Linear(27, 4));
    expect(() => average.forward(batches()[0] as Tensor)).toThrow(
      /is not what it was when the average was made/,
    );
  });
});

describe("updateBn", () => {
  test("statistics and outputs are Python's, of tensors, lists and objects with images", async () => {
    const expected = group("averages|renewed|");
    const ways: [string, (images: Tensor) => optim.swaUtils.BnBatch][] = [
      ["tensors", (images) => images],
      ["lists", (images) => [images, "label"]],
      ["objects", (images) => ({ images })],
    ];
    for (const [name, as] of ways) {
      const net = network();
      const average = new swaUtils.AveragedModel(net);
      trained(net, [average]);
      const ours = new Map([...net.stateDict()].map(([key, value]) => [key, value.clone()]));
      average.eval();
      await swaUtils.updateBn(batches().map(as), average);
      for (const [key, value] of average.stateDict()) {
        expectClose(value, expected.get(key) as Tensor, RTOL, `${name} ${key}`);
      }
      expect(average.module.training).toBe(false);
      expectClose(average.forward(batches()[0] as Tensor), tensors["averages|outputs"] as Tensor, RTOL);
      expect((net[1] as BatchNorm2d).momentum).toBe(0.1);
      for (const [key, value] of net.stateDict()) expectSame(value, ours.get(key) as Tensor, key);
    }
  });

  test("a network without BatchNorm is left alone, its batches are not even read", async () => {
    const unread = {
      [Symbol.asyncIterator](): AsyncIterator<Tensor> {
        throw new Error("read");
      },
    };
    await swaUtils.updateBn(unread, new Sequential(new Linear(2, 2), new Dropout(0.5)));
  });

  test("refuses what gives no images, and no batch", async () => {
    await expect(swaUtils.updateBn([{ pictures: 3 }] as never, network())).rejects.toThrow(
      /a batch must be a tensor/,
    );
    await expect(swaUtils.updateBn([], network())).rejects.toThrow(/gave no batch/);
    await expect(swaUtils.updateBn(3 as never, network())).rejects.toThrow(/loader must be batches/);
  });
});
