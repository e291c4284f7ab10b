// Memory, copies and random numbers of a CUDA device.
import { expect } from "vitest";
import {
  defaultGenerator,
  Generator,
  getRngState,
  manualSeed,
  memory,
  nn,
  OutOfMemoryError,
  ops,
  rand,
  randn,
  randperm,
  scope,
  setRngState,
  type Tensor,
  torch,
  zeros,
} from "../../lib/index.ts";
import { DEVICE, gpu, limitMemory, standinOnly, twoDevices, usedMemory } from "./device.ts";

const MB = 1024 * 1024;
const mega = (): Tensor => zeros([MB / 4], { device: DEVICE });

standinOnly(
  "where memory runs out, garbage is freed and the call tried again, else it is a typed error",
  () => {
    memory.collect();
    const before = limitMemory(usedMemory() + 32 * MB);
    try {
      for (let i = 0; i < 60; i++) mega().add(1); // five times what there is, all of it garbage
      memory.collect();
      const held: Tensor[] = [];
      const fill = () => {
        for (let i = 0; i < 30; i++) held.push(mega());
      };
      expect(fill).toThrow(OutOfMemoryError);
      expect(held.length).toBeGreaterThan(8);
      expect(() => scope(() => Array.from({ length: 30 }, mega))).toThrow(/CUDA out of memory/);
      for (const one of held) one.dispose();
      expect(mega().add(1).sum().item()).toBe(MB / 4);

      // a backward pass that needs more than there is, and the next one
      memory.collect();
      const w = zeros([MB / 4], { device: DEVICE })
        .add_(1)
        .requiresGrad_();
      const ballast: Tensor[] = [];
      let y: Tensor = w;
      for (let i = 0; i < 8; i++) y = y.sin();
      try {
        for (;;) ballast.push(mega());
      } catch {
        // full
      }
      expect(() => y.sum().backward()).toThrow(OutOfMemoryError);
      for (const one of ballast) one.dispose();
      w.grad = null;
      w.sin().sum().backward();
      expect(w.grad).not.toBeNull();
    } finally {
      limitMemory(before);
    }
  },
);

standinOnly("a loop of training outside every scope keeps the memory of the device flat", () => {
  const net = new nn.Sequential(new nn.Linear(256, 256), new nn.ReLU(), new nn.Linear(256, 256)).to(DEVICE);
  const step = () => {
    const x = randn([64, 256], { device: DEVICE });
    const y = net.forward(x);
    y.registerHook((g) => g.mul(1));
    net.zeroGrad();
    y.square().mean().backward();
  };
  for (let i = 0; i < 20; i++) step();
  memory.collect();
  const before = usedMemory();
  for (let i = 0; i < 100; i++) step();
  memory.collect();
  expect(usedMemory()).toBeLessThanOrEqual(before + MB);
});

gpu("copies that were asked not to block give no stale data", () => {
  const x = randn([64, 64], { device: DEVICE });
  const expected = x.cpu();
  const ways: Record<string, () => Tensor> = {
    "to(device, dtype, true)": () => x.to("cpu", "float32", true),
    "to({ nonBlocking })": () => x.to({ device: "cpu", nonBlocking: true }),
    "to(tensor, true)": () => x.to(zeros([1]), true),
    "torch.to": () => torch.to(x, { device: "cpu", nonBlocking: true } as never),
    _to_copy: () => ops.unsafe<Tensor>("aten::_to_copy", x, { device: "cpu", nonBlocking: true }),
    copy_: () => zeros([64, 64], { pinMemory: true } as never).copy_(x, true),
    "copy_ by name": () => zeros([64, 64]).pinMemory().copy_(x, { nonBlocking: true }),
  };
  for (const [name, copy] of Object.entries(ways)) {
    const y = copy();
    expect(y.device, name).toBe("cpu");
    expect(y.equal(expected), name).toBe(true);
  }
  const there = expected.pinMemory().to({ device: DEVICE, nonBlocking: true });
  expect(there.equal(x)).toBe(true);
});

gpu("views share the device's memory, and layouts survive the way there and back", () => {
  const x = randn([4, 6]).to(DEVICE);
  const row = x.select(0, 2);
  row.fill_(7);
  expect(x.index(2).toArray()).toEqual(Array(6).fill(7));
  expect(row.storageId()).toBe(x.storageId());
  const image = randn([1, 3, 4, 5]).contiguous({ memoryFormat: "channels_last" }).to(DEVICE);
  expect(image.isContiguous({ memoryFormat: "channels_last" })).toBe(true);
  expect(image.cpu().isContiguous({ memoryFormat: "channels_last" })).toBe(true);
  const complex = torch.complex(randn([3]), randn([3]));
  const parts = (t: Tensor) => torch.viewAsReal(t.conj().resolveConj());
  expect(parts(complex.to(DEVICE)).cpu().equal(parts(complex))).toBe(true);
  expect(complex.to(DEVICE).conj().cpu().equal(complex.conj())).toBe(true);
});

gpu(
  "generators of a device: a seed gives its numbers again, states go back, and the CPU's is another",
  () => {
    const draw = (generator?: Generator) =>
      rand([5], { device: DEVICE, ...(generator ? { generator } : {}) } as never);
    manualSeed(4);
    const first = draw().cpu();
    const state = getRngState(defaultGenerator(DEVICE));
    const second = draw().cpu();
    setRngState(state, defaultGenerator(DEVICE));
    expect(draw().cpu().equal(second)).toBe(true);
    manualSeed(4);
    expect(draw().cpu().equal(first)).toBe(true);
    expect(first.equal(second)).toBe(false);

    const own = new Generator(DEVICE).manualSeed(9);
    const numbers = torch.randn([4], { device: DEVICE, generator: own } as never).cpu();
    own.manualSeed(9);
    expect(
      torch
        .randn([4], { device: DEVICE, generator: own } as never)
        .cpu()
        .equal(numbers),
    ).toBe(true);
    expect(getRngState(own).device).toBe("cpu");
    expect([...(randperm(10, { device: DEVICE }).cpu().data() as BigInt64Array)].sort()).toEqual(
      Array.from({ length: 10 }, (_, i) => BigInt(i)).sort(),
    );
    const kept = nn.functional.dropout(zeros([1000], { device: DEVICE }).add(1), { p: 0.25, training: true });
    expect(Number(kept.ne(0).float().mean().item())).toBeCloseTo(0.75, 1);
    expect(
      torch
        .bernoulli(zeros([100], { device: DEVICE }).add(1))
        .sum()
        .item(),
    ).toBe(100);
  },
);

twoDevices("a generator of one device is refused on the other, and their numbers are drawn apart", () => {
  const other = new Generator("cuda:0").manualSeed(1);
  expect(() => torch.randn([2], { device: "cuda:1", generator: other } as never)).toThrow();
  manualSeed(1);
  const alone = rand([3], { device: "cuda:1" }).cpu();
  manualSeed(1);
  rand([50], { device: "cuda:0" });
  expect(rand([3], { device: "cuda:1" }).cpu().equal(alone)).toBe(true);
});
