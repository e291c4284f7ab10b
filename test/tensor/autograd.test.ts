// Gradients: backward, grad, double backward, the modes, and the event loop during a long pass.
import { describe, expect, test } from "vitest";
import {
  AutogradError,
  arange,
  autograd,
  enableGrad,
  FreedTensorError,
  inferenceMode,
  isGradEnabled,
  isInferenceMode,
  memory,
  noGrad,
  ones,
  randn,
  scope,
  tensor,
  zeros,
} from "../../lib/index.ts";
import { expectClose } from "../helpers/index.ts";

const leaf = (...values: number[]) => tensor(values, { requiresGrad: true });

describe("backward", () => {
  test("fills grad of the leaves and adds up over passes", () => {
    const w = leaf(1, 2, 3);
    expect(w.grad).toBeNull();
    w.square().sum().backward();
    expect(w.grad?.toArray()).toEqual([2, 4, 6]);
    w.sum().backward();
    expect(w.grad?.toArray()).toEqual([3, 5, 7]);
    w.grad = null;
    expect(w.grad).toBeNull();
  });

  test("takes the gradient of what is no scalar", () => {
    const w = leaf(1, 2);
    w.mul(3).backward({ gradient: tensor([1, 10]) });
    expect(w.grad?.toArray()).toEqual([3, 30]);
    expect(() => w.mul(3).backward()).toThrow(AutogradError);
    expect(() => w.mul(3).backward()).toThrow(/scalar/);
    expect(() => w.mul(3).backward({ gradient: ones([3]) })).toThrow(/backward.*shape/is);
  });

  test("can be limited to some leaves", () => {
    const [a, b] = [leaf(1), leaf(2)];
    a.mul(b)
      .sum()
      .backward({ inputs: [a] });
    expect([a.grad?.toArray(), b.grad]).toEqual([[2], null]);
  });

  test("a second pass needs retainGraph", () => {
    const w = leaf(2);
    const y = w.square().sum();
    y.backward({ retainGraph: true });
    y.backward();
    expect(w.grad?.toArray()).toEqual([8]);
    expect(() => y.backward()).toThrow(AutogradError);
    expect(() => y.backward()).toThrow(/second time.*retainGraph: true/s);
  });

  test("works when every temporary was freed by a scope", () => {
    const w = leaf(1, 2);
    const loss = scope(() => w.mul(2).exp().sum());
    loss.backward();
    expectClose(w.grad as never, tensor([2 * Math.exp(2), 2 * Math.exp(4)]));
  });

  test("refuses what nothing requires gradients for", () => {
    expect(() => ones([]).backward()).toThrow(AutogradError);
    expect(() => tensor(1n).requiresGrad_()).toThrow(AutogradError);
    expect(() => tensor(1n, { requiresGrad: true })).toThrow(/floating point/);
  });

  test("sees changes in place of what it saved", () => {
    const w = leaf(1, 2);
    const y = w.exp();
    y.mul_(2);
    expect(() => y.sum().backward()).toThrow(/modified by an inplace operation/);
    expect(() => w.add_(1)).toThrow(AutogradError);
    expect(() => w.add_(1)).toThrow(/leaf Variable/);
    noGrad(() => w.add_(1));
    expect(w.detach().toArray()).toEqual([2, 3]);
  });
});

describe("properties", () => {
  test("isLeaf, gradFn, requiresGrad", () => {
    const w = leaf(1);
    const y = w.mul(2);
    expect([w.isLeaf, w.gradFn, w.requiresGrad]).toEqual([true, null, true]);
    expect([y.isLeaf, y.gradFn, y.requiresGrad]).toEqual([false, "MulBackward0", true]);
    expect([y.detach().requiresGrad, y.grad]).toEqual([false, null]);
    w.requiresGrad = false;
    expect(w.requiresGrad).toBe(false);
    expect(() => y.requiresGrad_(false)).toThrow(AutogradError);
  });

  test("grad is settable, and checked", () => {
    const w = leaf(1, 2);
    w.grad = tensor([5, 6]);
    expect(w.grad?.toArray()).toEqual([5, 6]);
    expect(() => {
      w.grad = tensor([1]);
    }).toThrow(/shape/);
    expect(() => {
      w.grad = tensor([1n, 2n]);
    }).toThrow(/grad/);
    expect(() => {
      w.grad = 3 as never;
    }).toThrow(/tensor or null/);
  });

  test("setData_ keeps the object and its gradient", () => {
    const w = leaf(1, 2);
    w.sum().backward();
    w.setData_(tensor([7, 8]));
    expect([w.detach().toArray(), w.grad?.toArray(), w.requiresGrad]).toEqual([[7, 8], [1, 1], true]);
  });
});

describe("autograd.grad", () => {
  test("gives gradients and leaves grad alone", () => {
    const [a, b] = [leaf(2), leaf(3)];
    const [da, db] = autograd.grad(a.mul(b).sum(), [a, b]);
    expect([da?.item(), db?.item(), a.grad]).toEqual([3, 2, null]);
  });

  test("createGraph allows higher derivatives", () => {
    const x = leaf(2);
    const [first] = autograd.grad(x.pow(3).sum(), x, { createGraph: true });
    const [second] = autograd.grad(first?.sum() as never, x, { createGraph: true });
    const [third] = autograd.grad(second?.sum() as never, x);
    expect([first?.item(), second?.item(), third?.item()]).toEqual([12, 12, 6]);
    const y = leaf(3);
    y.pow(3).sum().backward({ createGraph: true });
    (y.grad as never as typeof y).sum().backward();
    expect(y.grad?.detach().toArray()).toEqual([27 + 18]);
  });

  test("unused inputs", () => {
    const [a, b] = [leaf(1), leaf(1)];
    expect(() => autograd.grad(a.sum(), [b])).toThrow(AutogradError);
    expect(autograd.grad(a.sum(), [a, b], { allowUnused: true }).map((g) => g?.item())).toEqual([
      1,
      undefined,
    ]);
    expect(() => autograd.grad(a.sum(), [arange(3)])).toThrow(AutogradError);
  });
});

describe("modes", () => {
  test("nest and end, also by exceptions", () => {
    const w = leaf(1);
    expect(noGrad(() => w.mul(2).requiresGrad)).toBe(false);
    expect(noGrad(() => enableGrad(() => [w.mul(2).requiresGrad, isGradEnabled()]))).toEqual([true, true]);
    expect(() =>
      noGrad(() =>
        enableGrad(() => {
          throw new Error("in");
        }),
      ),
    ).toThrow("in");
    expect(() =>
      inferenceMode(() =>
        noGrad(() => {
          throw new Error("in");
        }),
      ),
    ).toThrow("in");
    expect([isGradEnabled(), isInferenceMode(), w.mul(2).requiresGrad]).toEqual([true, false, true]);
  });

  test("inference tensors stay out of autograd", () => {
    const w = leaf(1);
    const t = inferenceMode(() => {
      expect([isInferenceMode(), isGradEnabled()]).toEqual([true, false]);
      return inferenceMode(() => w.mul(2));
    });
    expect(isInferenceMode()).toBe(false);
    expect(() => w.mul(t)).toThrow(AutogradError);
    expect(() => t.version).toThrow(AutogradError);
    expect(t.item()).toBe(2);
  });

  test.each([
    ["noGrad", noGrad],
    ["enableGrad", enableGrad],
    ["inferenceMode", inferenceMode],
  ])("%s refuses asynchronous functions and ends all the same", async (name, mode) => {
    const failing = async () => {
      await null;
      throw new Error("must not become an unhandled rejection");
    };
    expect(() => mode(failing)).toThrow(AutogradError);
    expect(() => mode(failing)).toThrow(new RegExp(`${name}.*synchronous`, "s"));
    expect([isGradEnabled(), isInferenceMode()]).toEqual([true, false]);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
});

describe("backwardAsync", () => {
  test("gives what backward gives, with the event loop alive", async () => {
    const w = randn([300, 300]).mul_(0.05).requiresGrad_();
    const loss = (x = w) => {
      let y = x;
      for (let i = 0; i < 60; i++) y = y.matmul(x).tanh();
      return y.sum();
    };
    loss().backward();
    const expected = w.grad?.clone();
    w.grad = null;
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const start = performance.now();
    await loss().backwardAsync();
    const took = performance.now() - start;
    clearInterval(timer);
    expectClose(w.grad as never, expected as never);
    if (took > 30) expect(ticks, `timer ticks in ${took} ms`).toBeGreaterThan(3);
  });

  test("rejects as backward throws", async () => {
    await expect(ones([]).backwardAsync()).rejects.toThrow(AutogradError);
    const y = leaf(1).square().sum();
    await y.backwardAsync();
    await expect(y.backwardAsync()).rejects.toThrow(/second time/);
    const gone = zeros([]);
    gone.dispose();
    await expect(gone.backwardAsync()).rejects.toThrow(FreedTensorError);
  });

  test("several run in order, beside work on this thread", async () => {
    const w = leaf(1);
    const passes = [1, 2, 3].map((n) => w.mul(n).sum().backwardAsync());
    randn([100, 100]).matmul(randn([100, 100]));
    await Promise.all(passes);
    expect(w.grad?.toArray()).toEqual([6]);
  });

  test("its tensor may be freed at once", async () => {
    const w = leaf(3);
    memory.collect();
    const before = memory.liveTensors();
    await scope(async () => {
      const y = w.square().sum();
      const pass = y.backwardAsync();
      y.dispose();
      await pass;
    });
    expect(w.grad?.toArray()).toEqual([6]);
    expect(memory.liveTensors()).toBeLessThanOrEqual(before + 1);
  });
});
