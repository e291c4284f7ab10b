// Callbacks of the graph on a CUDA device: there autograd runs them from threads of its own.
//
// scripts/gpu-check.sh runs this folder; elsewhere it is skipped and says so.
import { expect, test } from "vitest";
import {
  AutogradError,
  autograd,
  checkpoint,
  cuda,
  type FunctionContext,
  forkRng,
  manualSeed,
  memory,
  nn,
  rand,
  randn,
  scope,
  type Tensor,
  tensor,
} from "../../lib/index.ts";
import { liveCallbacks } from "../../lib/tensor/callbacks.ts";
import { saySkip } from "../helpers/data.ts";

const hasCuda = cuda.isAvailable();
if (!hasCuda) saySkip("no CUDA device that this libtorch can use");
const gpu = test.runIf(hasCuda);

class Cube extends autograd.Function {
  static forward(ctx: FunctionContext, x: Tensor): Tensor {
    ctx.saveForBackward(x);
    return x.pow(3);
  }
  static backward(ctx: FunctionContext, gradient: Tensor): Tensor {
    const [x] = ctx.savedTensors as [Tensor];
    return gradient.mul(x.square()).mul(3);
  }
}

const WAYS = {
  "with backward()": (loss: Tensor) => loss.backward(),
  "with backwardAsync()": (loss: Tensor) => loss.backwardAsync(),
};

for (const [name, backward] of Object.entries(WAYS)) {
  gpu(`hooks and custom functions run ${name}`, async () => {
    const x = tensor([1, 2, 3], { device: "cuda", requiresGrad: true });
    const seen: string[] = [];
    x.registerHook((g) => {
      seen.push(g.device);
      return g.mul(2);
    });
    x.registerPostAccumulateGradHook(() => void seen.push("accumulated"));
    await backward(Cube.apply(x).sum());
    expect(seen).toEqual(["cuda:0", "accumulated"]);
    expect(x.grad?.cpu().toArray()).toEqual([6, 24, 54]);
  });

  gpu(`checkpoints give the same gradients ${name}`, async () => {
    const net = new nn.Sequential(makeLinear(), new nn.ReLU(), new nn.Dropout({ p: 0.5 }), makeLinear()).to(
      "cuda",
    );
    const images = randn([16, 32], { device: "cuda" });
    manualSeed(2);
    await backward(net.forward(images).square().mean());
    const wanted = [...net.parameters()].map((p) => (p.grad as Tensor).cpu());
    net.zeroGrad();
    manualSeed(2);
    await backward(
      checkpoint((t: Tensor) => net.forward(t), [images])
        .square()
        .mean(),
    );
    for (const [i, p] of [...net.parameters()].entries()) {
      expect((p.grad as Tensor).cpu().allclose(wanted[i] as Tensor, { rtol: 1e-4, atol: 1e-6 })).toBe(true);
    }
  });

  gpu(`what a callback throws comes through ${name}`, async () => {
    const x = tensor([1, 2], { device: "cuda", requiresGrad: true });
    x.registerHook(() => {
      throw new RangeError("mine");
    });
    await expect((async () => backward(x.sum()))()).rejects.toThrow(RangeError);
  });
}

function makeLinear(): nn.Linear {
  return new nn.Linear(32, 32);
}

gpu("a backward pass inside a callback is refused, not a deadlock", () => {
  const x = tensor([1, 2], { device: "cuda", requiresGrad: true });
  x.registerHook(() => {
    tensor([1], { device: "cuda", requiresGrad: true }).sum().backward();
  });
  expect(() => x.sum().backward()).toThrow(AutogradError);
});

gpu("savedTensorsHooks and saveOnCpu give memory back and the right gradients", () => {
  const x = randn([256, 256], { device: "cuda", requiresGrad: true });
  autograd.saveOnCpu(() => x.sin().exp().sum()).backward();
  const wanted = scope(() => x.detach().sin().exp().mul(x.detach().cos()));
  expect((x.grad as Tensor).allclose(wanted, { rtol: 1e-4 })).toBe(true);
});

gpu("forkRng restores the device's generator", () => {
  manualSeed(3);
  const before = rand([4], { device: "cuda" }).cpu();
  manualSeed(3);
  forkRng(() => rand([100], { device: "cuda" }));
  expect(rand([4], { device: "cuda" }).cpu().equal(before)).toBe(true);
});

gpu("item() and data() do not block the event loop, and give what the synchronous forms give", async () => {
  let big = randn([4096, 4096], { device: "cuda" });
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  for (let i = 0; i < 30; i++) big = scope(() => big.matmul(big).mul(1e-3));
  const value = big.sum();
  const waited = await value.itemAsync();
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  expect(value.item()).toBe(waited);
});

gpu("no callback and no tensor stays behind", () => {
  const x = tensor([1, 2, 3], { device: "cuda", requiresGrad: true });
  const round = () =>
    scope(() => {
      const y = x.mul(2);
      y.registerHook((g) => g.mul(1));
      checkpoint((t: Tensor) => t.square(), [Cube.apply(y)])
        .sum()
        .backward();
      x.grad = null;
    });
  for (let i = 0; i < 10; i++) round();
  memory.collect();
  const before = [memory.liveTensors(), liveCallbacks()];
  for (let i = 0; i < 100; i++) round();
  memory.collect();
  expect(memory.liveTensors()).toBeLessThanOrEqual((before[0] as number) + 2);
  expect(liveCallbacks()).toBeLessThanOrEqual((before[1] as number) + 2);
});
