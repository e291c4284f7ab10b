// Callbacks of the graph on a CUDA device: there autograd runs them from threads of its own.
import { expect } from "vitest";
import {
  AutogradError,
  autograd,
  checkpoint,
  enableGrad,
  type FunctionContext,
  forkRng,
  type HookHandle,
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
import { DEVICE, gpu, isStandin, slowWaits, twoDevices } from "./device.ts";

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

/** Cubes, with the gradient taken by autograd itself inside `backward`. */
class ByAutograd extends autograd.Function {
  static forward(ctx: FunctionContext, x: Tensor): Tensor {
    ctx.saveForBackward(x);
    return x.pow(3);
  }
  static backward(ctx: FunctionContext, gradient: Tensor): Tensor {
    const [x] = ctx.savedTensors as [Tensor];
    const own = x.detach().requiresGrad_();
    const [found] = enableGrad(() => autograd.grad(own.pow(3).sum(), own));
    return (found as Tensor).mul(gradient);
  }
}

const WAYS = {
  "with backward()": (loss: Tensor) => loss.backward(),
  "with backwardAsync()": (loss: Tensor) => loss.backwardAsync(),
};

for (const [name, backward] of Object.entries(WAYS)) {
  gpu(`hooks and custom functions run ${name}`, async () => {
    const x = tensor([1, 2, 3], { device: DEVICE, requiresGrad: true });
    const seen: string[] = [];
    x.registerHook((g) => {
      seen.push(g.device);
      return g.mul(2);
    });
    x.registerPostAccumulateGradHook(() => void seen.push("accumulated"));
    await backward(Cube.apply(x).sum());
    expect(seen).toEqual([DEVICE, "accumulated"]);
    expect(x.grad?.cpu().toArray()).toEqual([6, 24, 54]);
  });

  gpu(`checkpoints give the same gradients ${name}`, async () => {
    const net = new nn.Sequential(makeLinear(), new nn.ReLU(), new nn.Dropout({ p: 0.5 }), makeLinear()).to(
      DEVICE,
    );
    const images = randn([16, 32], { device: DEVICE });
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
    const x = tensor([1, 2], { device: DEVICE, requiresGrad: true });
    x.registerHook(() => {
      throw new RangeError("mine");
    });
    await expect((async () => backward(x.sum()))()).rejects.toThrow(RangeError);
  });
}

function makeLinear(): nn.Linear {
  return new nn.Linear(32, 32);
}

for (const [name, backward] of Object.entries(WAYS)) {
  gpu(`a backward pass inside a hook goes through ${name}`, async () => {
    const x = tensor([1, 2], { device: DEVICE, requiresGrad: true });
    const found: unknown[] = [];
    x.registerHook((g) => {
      for (const device of [DEVICE, "cpu"] as const) {
        const inner = tensor([1, 2], { device, requiresGrad: true });
        inner.registerHook((one) => one.mul(2)); // a callback inside the callback
        enableGrad(() => inner.pow(3).sum()).backward();
        found.push(inner.grad?.toArray());
      }
      return g.mul(3);
    });
    await backward(x.sum());
    expect(found).toEqual([
      [6, 24],
      [6, 24],
    ]);
    expect(x.grad?.toArray()).toEqual([3, 3]);
  });

  gpu(`a custom function may take gradients inside its backward ${name}`, async () => {
    const x = tensor([1, 2], { device: DEVICE, requiresGrad: true });
    await backward(ByAutograd.apply(x).sum());
    expect(x.grad?.toArray()).toEqual([3, 12]);
  });

  gpu(`passes within passes go deep, and what the innermost throws comes through ${name}`, async () => {
    const nested = (depth: number): Tensor => {
      const x = tensor([1], { device: DEVICE, requiresGrad: true });
      x.registerHook((g) => {
        if (depth === 0) throw new RangeError("the innermost");
        enableGrad(() => nested(depth - 1)).backward();
        return g;
      });
      return x.sum();
    };
    await expect((async () => backward(nested(8)))()).rejects.toThrow("the innermost");
    // and the next pass finds everything as it was
    const x = tensor([1], { device: DEVICE, requiresGrad: true });
    x.registerHook((g) => g.mul(2));
    await backward(x.sum());
    expect(x.grad?.toArray()).toEqual([2]);
  });
}

twoDevices("a pass within a pass may go over several devices", () => {
  const x = tensor([2], { device: "cuda:0", requiresGrad: true });
  const y = x.to("cuda:1").mul(3);
  const found: unknown[] = [];
  y.registerHook((g) => {
    const inner = tensor([1, 2], { device: "cuda:1", requiresGrad: true });
    enableGrad(() => {
      const middle = inner.to("cuda:0");
      middle.registerHook((one) => one.mul(10));
      return middle.square().sum();
    }).backward();
    found.push(inner.grad?.toArray());
    return g.mul(5);
  });
  y.sum().backward();
  expect(found).toEqual([[20, 40]]);
  expect(x.grad?.toArray()).toEqual([15]);
});

twoDevices(
  "callbacks of two devices that each ask for a pass over both are refused, not a deadlock, and the next pass works",
  () => {
    const over = (): Tensor =>
      enableGrad(() => {
        const x = tensor([1, 2], { device: "cuda:0", requiresGrad: true });
        return x.to("cuda:1").square().to("cuda:0").sum();
      });
    for (let round = 0; round < 20; round++) {
      const branches = (["cuda:0", "cuda:1"] as const).map((device) => {
        const leaf = tensor([1], { device, requiresGrad: true });
        leaf.registerHook(() => {
          for (let i = 0; i < 5; i++) over().backward();
        });
        return leaf.mul(2).sum();
      });
      try {
        autograd.backward(branches);
      } catch (error) {
        expect(error).toBeInstanceOf(AutogradError);
        expect((error as Error).message).toMatch(/another device's thread/);
      }
      over().backward();
    }
  },
);

gpu("savedTensorsHooks and saveOnCpu give memory back and the right gradients", () => {
  const x = randn([256, 256], { device: DEVICE, requiresGrad: true });
  autograd.saveOnCpu(() => x.sin().exp().sum()).backward();
  const wanted = scope(() => x.detach().sin().exp().mul(x.detach().cos()));
  expect((x.grad as Tensor).allclose(wanted, { rtol: 1e-4 })).toBe(true);
});

gpu("forkRng restores the device's generator", () => {
  manualSeed(3);
  const before = rand([4], { device: DEVICE }).cpu();
  manualSeed(3);
  forkRng(() => rand([100], { device: DEVICE }));
  expect(rand([4], { device: DEVICE }).cpu().equal(before)).toBe(true);
});

gpu("item() and data() do not block the event loop, and give what the synchronous forms give", async () => {
  const size = isStandin ? 64 : 4096; // what keeps a GPU busy for a while
  const before = isStandin ? slowWaits(100) : 0;
  try {
    let big = randn([size, size], { device: DEVICE });
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    for (let i = 0; i < 30; i++) big = scope(() => big.matmul(big).mul(1e-3));
    const value = big.sum();
    const waited = await value.itemAsync();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(value.item()).toBe(waited);
  } finally {
    if (isStandin) slowWaits(before);
  }
});

for (const [name, enclosed] of [
  ["in a scope", (fn: () => void) => scope(fn)],
  ["outside every scope", (fn: () => void) => fn()],
] as const) {
  gpu(`no callback and no tensor stays behind ${name}`, () => {
    const x = tensor([1, 2, 3], { device: DEVICE, requiresGrad: true });
    const removals: HookHandle[] = [];
    const round = () =>
      enclosed(() => {
        const y = x.mul(2);
        removals.push(y.registerHook((g) => g.mul(1)));
        const leaf = y.detach().requiresGrad_();
        removals.push(leaf.registerPostAccumulateGradHook((one) => void one.shape));
        checkpoint((t: Tensor) => t.square(), [Cube.apply(y).add(leaf)])
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
}
