// What must hold on a CUDA device: the same numbers as on the CPU, training, typed errors, memory given back.
import { expect } from "vitest";
import {
  type Device,
  DeviceError,
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  OutOfMemoryError,
  optim,
  randn,
  scope,
  type Tensor,
  tensor,
  torch,
} from "../../lib/index.ts";
import { DEVICE, gpu, INDEX } from "./device.ts";

/** float32 results of different kernels, relative to the largest value. */
const RELATIVE_TOLERANCE = 1e-4;

function expectSame(onGpu: Tensor, onCpu: Tensor, tolerance = RELATIVE_TOLERANCE): void {
  expect(onGpu.shape).toEqual(onCpu.shape);
  const scale = Math.max(1, Number(onCpu.abs().max().item()));
  const difference = Number(onGpu.cpu().sub(onCpu).abs().max().item());
  expect(difference / scale).toBeLessThan(tolerance);
}

gpu("tensors go there and back unchanged", () => {
  const x = randn([3, 4]);
  const y = x.cuda(INDEX);
  expect(y.device).toBe(DEVICE);
  expect(y.cpu().equal(x)).toBe(true);
  expect(tensor([1, 2], { device: DEVICE }).device).toBe(DEVICE);
});

gpu("operators give the CPU's numbers", () => {
  manualSeed(0);
  const [a, b] = [randn([64, 128]), randn([128, 32])];
  expectSame(a.cuda(INDEX).matmul(b.cuda(INDEX)), a.matmul(b), 1e-2); // TF32 keeps 10 bits of the mantissa
  expectSame(a.cuda(INDEX).softmax(1), a.softmax(1));
  expectSame(a.cuda(INDEX).sum(0), a.sum(0));
  const { values, indices } = a.cuda(INDEX).topk(5);
  expectSame(values, a.topk(5).values);
  expect(indices.dtype).toBe("int64");
});

gpu("a small network trains to the CPU's losses", () => {
  const losses = (device: Device): number[] => {
    manualSeed(1);
    const model = new nn.Sequential(new nn.Linear(16, 32), new nn.ReLU(), new nn.Linear(32, 3));
    const x = randn([20, 16]).to(device);
    const y = torch.randint(3, [20]).to(device);
    model.to(device);
    const optimizer = new optim.AdamW(model.parameters(), { lr: 1e-2 });
    return Array.from({ length: 10 }, () =>
      Number(
        scope(() => {
          optimizer.zeroGrad();
          const loss = torch.crossEntropyLoss(model.forward(x), y);
          loss.backward();
          optimizer.step();
          return loss.item();
        }),
      ),
    );
  };
  const [onCpu, onGpu] = [losses("cpu"), losses(DEVICE)];
  for (const [i, loss] of onGpu.entries()) expect(loss).toBeCloseTo(onCpu[i] ?? Number.NaN, 2);
  expect(onGpu.at(-1)).toBeLessThan(onGpu[0] ?? 0);
});

gpu("ResNet-18 gives the CPU's output", async () => {
  manualSeed(2);
  const model = await models.resnet18({ weights: null });
  model.eval();
  const x = randn([2, 3, 64, 64]);
  const onCpu = noGrad(() => model.forward(x));
  model.to(DEVICE);
  expectSame(
    noGrad(() => model.forward(x.cuda(INDEX))),
    onCpu,
    1e-2,
  );
});

gpu("tensors of two devices in one operation are a typed error", () => {
  expect(() =>
    tensor([1])
      .cuda(INDEX)
      .matmul(tensor([1])),
  ).toThrow(DeviceError);
});

gpu("memory is counted per device and given back by scopes", () => {
  const before = memory.stats().liveBytes[DEVICE] ?? 0;
  scope(() => {
    randn([1024, 1024]).cuda(INDEX);
    expect((memory.stats().liveBytes[DEVICE] ?? 0) - before).toBeGreaterThanOrEqual(4 * 1024 * 1024);
  });
  expect(memory.stats().liveBytes[DEVICE] ?? 0).toBe(before);
});

gpu("more memory than the device has is a typed error, and work goes on after it", () => {
  expect(() => torch.empty([1024, 1024, 1024, 1024], { device: DEVICE })).toThrow(OutOfMemoryError);
  expect(tensor([1, 2]).cuda(INDEX).sum().item()).toBe(3);
});
