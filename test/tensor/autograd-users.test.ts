// What users do with autograd by hand, against PyTorch: hooks, custom functions, checkpoints, packed tensors, anomalies.
// Each on the three ways a backward pass can run: here, on a thread that this one serves (CUDA's way), asynchronously.
import { afterEach, describe, expect, test } from "vitest";
import {
  ArgumentError,
  AutogradError,
  autograd,
  checkpoint,
  type FunctionContext,
  forkRng,
  keep,
  linspace,
  manualSeed,
  memory,
  nn,
  noGrad,
  ones,
  rand,
  randn,
  scope,
  setNumThreads,
  type Tensor,
  tensor,
} from "../../lib/index.ts";
import { liveCallbacks, serving } from "../../lib/tensor/callbacks.ts";
import { expectClose, fixtureJson, RTOL } from "../helpers/index.ts";

setNumThreads(1);

interface Facts {
  hooks: { seen: number[][]; grad: number[]; retained: number[]; after: number[][] };
  function: {
    out: number[];
    rounds: number[];
    loss: number;
    first: [number[], number];
    second: [number[], number];
    alone: [number[], number];
  };
  checkpoint: { loss: number; grads: number[][]; next: number[] };
  packed: { grad: number[] };
  random: { inside: number[]; outside: number[] };
}

const facts = fixtureJson<Facts>("autograd");

type Way = "here" | "served" | "async";
const WAYS: readonly Way[] = ["here", "served", "async"];

async function backward(way: Way, loss: Tensor): Promise<void> {
  serving.always = way === "served";
  if (way === "async") await loss.backwardAsync();
  else loss.backward();
}

afterEach(() => {
  serving.always = false;
  autograd.setDetectAnomaly(false);
});

/** x * sigmoid(beta x) * scale, the gate, and a count: the function of scripts/fixtures/autograd.py. */
class Swish extends autograd.Function {
  static forward(ctx: FunctionContext, x: Tensor, beta: Tensor, scale: number): [Tensor, Tensor, Tensor] {
    const gate = x.mul(beta).sigmoid();
    ctx.saveForBackward(x, beta, gate);
    ctx.scale = scale;
    return [x.mul(gate).mul(scale), gate, x.round().long()];
  }

  static backward(ctx: FunctionContext, gradOut: Tensor, gradGate: Tensor): (Tensor | null)[] {
    const [x, beta, gate] = ctx.savedTensors as [Tensor, Tensor, Tensor];
    const slope = gate.mul(gate.mul(-1).add(1));
    const grad = gradOut.mul(ctx.scale as number);
    const gradX = grad.mul(gate.add(x.mul(slope).mul(beta))).add(gradGate.mul(slope).mul(beta));
    const gradBeta = grad.mul(x).mul(slope).mul(x).add(gradGate.mul(slope).mul(x)).sum();
    return [gradX, gradBeta, null];
  }
}

describe.each(WAYS)("a backward pass run %s", (way) => {
  test("calls hooks in order, and what they return takes the gradient's place", async () => {
    const seen: unknown[] = [];
    const after: unknown[] = [];
    const x = tensor([1, -2, 3], { requiresGrad: true });
    x.registerHook((g) => void seen.push(g.toArray()));
    x.registerHook((g) => g.mul(2));
    x.registerHook((g) => void seen.push(g.toArray()));
    const y = x.mul(x);
    y.retainGrad();
    y.registerHook((g) => g.add(1));
    x.registerPostAccumulateGradHook((leaf) => after.push(leaf.grad?.toArray()));
    await backward(way, y.mul(tensor([1, 2, 3])).sum());
    expect({ seen, after }).toEqual({ seen: facts.hooks.seen, after: facts.hooks.after });
    expect(x.grad?.toArray()).toEqual(facts.hooks.grad);
    expect(y.grad?.toArray()).toEqual(facts.hooks.retained);
  });

  test("runs custom functions", async () => {
    const x = linspace(-2, 2, 5, { dtype: "float64", requiresGrad: true });
    const beta = tensor(1.5, { dtype: "float64", requiresGrad: true });
    const [out, gate, rounds] = Swish.apply(x, beta, 3);
    expect(out.gradFn).toBe("SwishBackward");
    expect([rounds.requiresGrad, rounds.toArray()]).toEqual([false, facts.function.rounds]);
    const loss = out.square().add(gate).sum();
    expectClose(out, facts.function.out, RTOL.float64);
    expectClose(loss, [facts.function.loss], RTOL.float64);
    await backward(way, loss);
    expectClose(x.grad as Tensor, facts.function.first[0], RTOL.float64);
    expectClose(beta.grad as Tensor, [facts.function.first[1]], RTOL.float64);
  });

  test("computes checkpointed blocks again, with the same random numbers", async () => {
    manualSeed(3);
    const net = new nn.Sequential(
      new nn.Linear(6, 16),
      new nn.ReLU(),
      new nn.Dropout({ p: 0.4 }),
      new nn.Linear(16, 3),
    );
    const images = randn([5, 6]);
    manualSeed(4);
    const loss = scope(() =>
      checkpoint((x: Tensor) => net.forward(x), [images])
        .square()
        .mean(),
    );
    await backward(way, loss);
    expectClose(loss, [facts.checkpoint.loss]);
    for (const [i, parameter] of [...net.parameters()].entries()) {
      expectClose((parameter.grad as Tensor).flatten(), facts.checkpoint.grads[i] as number[]);
    }
    expect(rand([3]).toArray()).toEqual(facts.checkpoint.next.map(Math.fround));
  });

  test("unpacks what was packed", async () => {
    const x = tensor([1.0001, 2.0002, 3.0003], { requiresGrad: true });
    const pack = (t: Tensor) => t.half();
    const y = autograd.savedTensorsHooks(
      pack,
      (t) => t.float(),
      () => x.mul(x).mul(x).sum(),
    );
    await backward(way, y);
    expectClose(x.grad as Tensor, facts.packed.grad);
  });

  test("gives on what a callback throws, as it was thrown", async () => {
    const mine = new RangeError("mine");
    const x = tensor([1, 2], { requiresGrad: true });
    x.registerHook(() => {
      throw mine;
    });
    await expect(backward(way, x.sum())).rejects.toBe(mine);
    class Bad extends autograd.Function {
      static forward(_ctx: FunctionContext, t: Tensor): Tensor {
        return t.clone();
      }
      static backward(): Tensor {
        throw mine;
      }
    }
    const y = tensor([1, 2], { requiresGrad: true });
    await expect(backward(way, Bad.apply(y).sum())).rejects.toBe(mine);
  });

  test("leaves no callback and no tensor behind", async () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    const round = () =>
      scope(async () => {
        const y = x.mul(2);
        y.registerHook((g) => g.add(y.mul(0))); // refers to its own tensor
        const z = checkpoint((t: Tensor) => t.square().exp(), [Cube.apply(y)]);
        await backward(way, z.sum());
        x.grad = null;
      });
    for (let i = 0; i < 20; i++) await round();
    memory.collect();
    const before = { tensors: memory.liveTensors(), callbacks: liveCallbacks() };
    for (let i = 0; i < 200; i++) await round();
    memory.collect();
    // 200 rounds make thousands; how many of the last ones a collection finds dead at once is V8's affair.
    expect(memory.liveTensors()).toBeLessThanOrEqual(before.tensors + 64);
    expect(liveCallbacks()).toBeLessThanOrEqual(before.callbacks + 64);
  });
});

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

describe("hooks", () => {
  test("are taken off by their handle, or by using", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    let calls = 0;
    const handle = x.registerHook(() => void calls++);
    const after = x.registerPostAccumulateGradHook(() => void calls++);
    x.sum().backward();
    expect(calls).toBe(2);
    handle.remove();
    handle.remove();
    after.remove();
    x.sum().backward();
    expect(calls).toBe(2);
  });

  test("outlive the handle of their tensor", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const seen: unknown[] = [];
    const loss = scope(() => {
      const y = x.mul(2);
      y.registerHook((g) => void seen.push(g.toArray()));
      return y.sum();
    });
    loss.backward();
    expect(seen).toEqual([[1, 1]]);
  });

  test("keep a gradient by keep()", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    let kept: Tensor | undefined;
    let freed: Tensor | undefined;
    x.registerHook((g) => {
      freed = g;
    });
    x.registerHook((g) => {
      kept = keep(g);
    });
    x.mul(3).sum().backward();
    expect(kept?.toArray()).toEqual([3, 3]);
    expect(freed?.isFreed).toBe(true);
  });

  test("are refused where there is no gradient, and must be functions that return tensors", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    expect(() => tensor([1]).registerHook(() => undefined)).toThrow(AutogradError);
    expect(() => x.mul(2).registerPostAccumulateGradHook(() => undefined)).toThrow(AutogradError);
    expect(() => x.registerHook(3 as never)).toThrow(ArgumentError);
    x.registerHook((() => 5) as never);
    expect(() => x.sum().backward()).toThrow(/must return a tensor or nothing, got 5/);
  });

  test("may not change the gradient's shape", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    x.registerHook(() => ones([3]));
    expect(() => x.sum().backward()).toThrow(/size|shape/);
  });
});

describe("custom functions", () => {
  test("have second derivatives", () => {
    const x = linspace(-2, 2, 5, { dtype: "float64", requiresGrad: true });
    const beta = tensor(1.5, { dtype: "float64", requiresGrad: true });
    const [out, gate] = Swish.apply(x, beta, 3);
    const loss = out.square().add(gate).sum();
    const [dx, dbeta] = autograd.grad(loss, [x, beta], { createGraph: true }) as [Tensor, Tensor];
    const [ddx, ddbeta] = autograd.grad(dx.sum().add(dbeta), [x, beta]) as [Tensor, Tensor];
    expectClose(ddx, facts.function.second[0], RTOL.float64);
    expectClose(ddbeta, [facts.function.second[1]], RTOL.float64);
  });

  test("get zeros for outputs that nothing used, or null where asked", () => {
    const x = linspace(-2, 2, 5, { dtype: "float64", requiresGrad: true });
    const beta = tensor(1.5, { dtype: "float64", requiresGrad: true });
    const [dx, dbeta] = autograd.grad(Swish.apply(x, beta, 1)[0].sum(), [x, beta]) as [Tensor, Tensor];
    expectClose(dx, facts.function.alone[0], RTOL.float64);
    expectClose(dbeta, [facts.function.alone[1]], RTOL.float64);
    let given: unknown;
    class Two extends autograd.Function {
      static forward(ctx: FunctionContext, t: Tensor): [Tensor, Tensor] {
        ctx.setMaterializeGrads(false);
        return [t.mul(1), t.mul(2)];
      }
      static backward(_ctx: FunctionContext, first: Tensor | null, second: Tensor | null): Tensor | null {
        given = second;
        return first;
      }
    }
    Two.apply(x)[0].sum().backward();
    expect(given).toBeNull();
  });

  test("may return inputs and views of them", () => {
    class Scale extends autograd.Function {
      static forward(_ctx: FunctionContext, a: Tensor, b: Tensor): [Tensor, Tensor] {
        return [a, b.view([2, 1])];
      }
      static backward(_ctx: FunctionContext, ga: Tensor, gb: Tensor): Tensor[] {
        return [ga.mul(10), gb.view([2]).mul(100)];
      }
    }
    const a = tensor([1, 2], { requiresGrad: true });
    const b = tensor([3, 4], { requiresGrad: true });
    const [p, q] = Scale.apply(a, b);
    expect([p.gradFn, p.toArray(), q.shape]).toEqual(["ScaleBackward", [1, 2], [2, 1]]);
    p.sum().add(q.sum()).backward();
    expect([a.grad?.toArray(), b.grad?.toArray(), a.isLeaf]).toEqual([[10, 10], [100, 100], true]);
  });

  test("record nothing in noGrad and for inputs without gradients", () => {
    const x = tensor([2], { requiresGrad: true });
    expect(noGrad(() => Cube.apply(x)).requiresGrad).toBe(false);
    expect(Cube.apply(tensor([2])).requiresGrad).toBe(false);
  });

  test("notice a saved tensor that was changed in place, and a second pass", () => {
    const x = tensor([2], { requiresGrad: true });
    const y = x.mul(1);
    const z = Cube.apply(y);
    y.add_(1);
    expect(() => z.backward()).toThrow(AutogradError);
    const again = Cube.apply(x);
    again.backward();
    expect(() => again.backward()).toThrow(/retainGraph: true/);
  });

  test("must give a gradient for each tensor, and none for the rest", () => {
    const x = tensor([2], { requiresGrad: true });
    const wrong = (gradients: unknown) => {
      class Wrong extends autograd.Function {
        static forward(_ctx: FunctionContext, a: Tensor, _k: number, b: Tensor): Tensor {
          return a.add(b);
        }
        static backward(): Tensor {
          return gradients as Tensor;
        }
      }
      return () => Wrong.apply(x, 2, x).sum().backward();
    };
    expect(wrong(ones([1]))).toThrow(/gradient or null for each of the 3 arguments of forward, got 1/);
    expect(wrong([ones([1]), ones([1]), null])).toThrow(/argument 1 of forward was no tensor/);
    expect(wrong([3, null, null])).toThrow(/gradient 0 is no tensor: 3/);
    expect(wrong([ones([1]), null, null])).not.toThrow();
    expect(() => (autograd.Function as unknown as { apply(): void }).apply()).toThrow(ArgumentError);
  });
});

describe("checkpoint", () => {
  test("holds less memory than the block", () => {
    const x = randn([64, 64], { requiresGrad: true });
    const deep = (t: Tensor) => {
      let y = t;
      for (let i = 0; i < 20; i++) y = y.tanh();
      return y;
    };
    let held = 0;
    const count = (t: Tensor) => {
      held++;
      return t;
    };
    autograd.savedTensorsHooks(
      count,
      (t) => t,
      () => scope(() => deep(x)),
    );
    const plain = held;
    held = 0;
    const y = autograd.savedTensorsHooks(
      count,
      (t) => t,
      () => scope(() => checkpoint(deep, [x])),
    );
    expect([plain, held]).toEqual([20, 0]);
    const [dx] = autograd.grad(y.sum(), x) as [Tensor];
    const [wanted] = autograd.grad(deep(x).sum(), x) as [Tensor];
    expect(dx.equal(wanted)).toBe(true);
  });

  test("works nested, twice with retainGraph, and with inputs that require no gradients", () => {
    const w = tensor([0.5, 1.5], { requiresGrad: true });
    const inner = (t: Tensor) => t.mul(w).sin();
    const y = checkpoint((t: Tensor) => checkpoint(inner, [t]).exp(), [tensor([1, 2])]).sum();
    y.backward({ retainGraph: true });
    const once = w.grad?.clone() as Tensor;
    y.backward();
    const plain = tensor([0.5, 1.5], { requiresGrad: true });
    tensor([1, 2]).mul(plain).sin().exp().sum().backward();
    expectClose(once, plain.grad as Tensor);
    expectClose(w.grad as Tensor, (plain.grad as Tensor).mul(2));
  });

  test("says when the block does something else the second time", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    let runs = 0;
    const y = checkpoint((t: Tensor) => (runs++ === 0 ? t.square().exp() : t.square()), [x]);
    expect(() => y.sum().backward()).toThrow(/must do the same each time/);
  });

  test("refuses what is no function and no array", () => {
    expect(() => checkpoint(3 as never, [])).toThrow(ArgumentError);
    expect(() => checkpoint((t: Tensor) => t, 3 as never)).toThrow(ArgumentError);
  });
});

describe("saved tensors", () => {
  test("wait in main memory with saveOnCpu", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    autograd.saveOnCpu(() => x.square().sum()).backward();
    expect(x.grad?.toArray()).toEqual([2, 4]);
  });

  test("what pack throws stops the operation", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const pack = () => {
      throw new RangeError("full");
    };
    expect(() =>
      autograd.savedTensorsHooks(
        pack,
        (t: Tensor) => t,
        () => x.square(),
      ),
    ).toThrow(RangeError);
    expect(() =>
      autograd
        .savedTensorsHooks(
          () => 1,
          (() => 7) as never,
          () => x.square(),
        )
        .sum()
        .backward(),
    ).toThrow(Error);
  });
});

describe("anomaly detection", () => {
  function makeNan(): Tensor {
    return tensor([-1], { requiresGrad: true }).sqrt().mul(0).sum();
  }

  test("names the node and the forward call of a NaN", () => {
    expect(() => makeNan().backward()).not.toThrow();
    let failure: unknown;
    try {
      autograd.detectAnomaly(() => makeNan().backward());
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(AutogradError);
    expect((failure as Error).message).toMatch(/SqrtBackward0.*nan/);
    expect((failure as Error).message).toMatch(/made by this forward call:\n.*makeNan/);
  });

  test("is off again after the function, also after an asynchronous one and after an error", async () => {
    expect(() => autograd.detectAnomaly(() => makeNan().backward())).toThrow();
    makeNan().backward();
    await autograd.detectAnomaly(async () => {
      await Promise.resolve();
      await expect(makeNan().backwardAsync()).rejects.toThrow(/SqrtBackward0/);
    });
    makeNan().backward();
    expect(autograd.setDetectAnomaly(true, { checkNan: false })).toBe(false);
    makeNan().backward();
    expect(autograd.setDetectAnomaly(false)).toBe(true);
  });
});

describe("autograd.backward", () => {
  test("takes several tensors", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    autograd.backward([x.mul(2), x.sum()], { gradTensors: [tensor([1, 10]), null] });
    expect(x.grad?.toArray()).toEqual([3, 21]);
  });
});

describe("forkRng", () => {
  test("leaves the sequence outside alone", async () => {
    manualSeed(11);
    const inside = forkRng(() => {
      manualSeed(5);
      return rand([3]).toArray();
    });
    expect(inside).toEqual(facts.random.inside.map(Math.fround));
    expect(rand([3]).toArray()).toEqual(facts.random.outside.map(Math.fround));
    manualSeed(11);
    await forkRng(async () => {
      await Promise.resolve();
      rand([100]);
    });
    expect(() =>
      forkRng(() => {
        rand([7]);
        throw new RangeError("stop");
      }),
    ).toThrow(RangeError);
    expect(rand([3]).toArray()).toEqual(facts.random.outside.map(Math.fround));
  });
});
