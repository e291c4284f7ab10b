/** GradScaler against PyTorch: twenty steps of which some overflow, states that go on in the other, and what it refuses. */
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  amp,
  DTypeError,
  memory,
  nn,
  noGrad,
  OperatorError,
  ones,
  optim,
  StateDictError,
  scope,
  type Tensor,
  zeros,
} from "../../lib/index.ts";
import { expectClose } from "../helpers/close.ts";
import { fixtureJson, fixtureTensors } from "../helpers/exchange.ts";
import { findPython, runPython } from "../helpers/python.ts";

const { tensors } = fixtureTensors("amp");
const { scaler: facts } = fixtureJson<{
  scaler: Record<string, { scales: [number, number][]; state: Record<string, number> }>;
}>("amp");

const STEPS = 20;
const OVERFLOWS: Readonly<Record<number, number>> = {
  2: Number.POSITIVE_INFINITY,
  3: Number.NaN,
  12: Number.NEGATIVE_INFINITY,
};
const SETTINGS = {
  device: "cpu",
  initScale: 1024,
  growthFactor: 2,
  backoffFactor: 0.5,
  growthInterval: 4,
} as const;
const OPTIMIZERS: Record<string, (params: nn.Parameter[]) => optim.Optimizer> = {
  sgd: (params) => new optim.SGD(params, { lr: 0.05, momentum: 0.9 }),
  adamw: (params) => new optim.AdamW(params, { lr: 0.02 }),
  rmsprop: (params) => new optim.RMSprop(params, { lr: 0.01 }),
};

const started = (): nn.Parameter[] =>
  [0, 1].map((i) => new nn.Parameter((tensors[`start|${i}`] as Tensor).clone()));

/** One iteration, as scripts/fixtures/amp.py does it. */
function iterate(
  params: readonly nn.Parameter[],
  optimizer: optim.Optimizer,
  scaler: amp.GradScaler,
  step: number,
): void {
  optimizer.zeroGrad();
  const parts = params.map((p, i) =>
    p
      .sub(tensors[`target|${step}|${i}`] as Tensor)
      .square()
      .mean(),
  );
  scaler.scale(parts.reduce((sum, part) => sum.add(part))).backward();
  const overflow = OVERFLOWS[step];
  if (overflow !== undefined) noGrad(() => params[0]?.grad?.index(0, 0).fill_(overflow));
  if (step % 2 === 1) {
    scaler.unscale_(optimizer);
    optim.clipGradNorm_(params, 0.5);
  }
  scaler.step(optimizer);
  scaler.update();
}

describe.each(Object.entries(OPTIMIZERS))("%s", (name, make) => {
  const expected = facts[name] as (typeof facts)[string];

  test("twenty steps", () => {
    const params = started();
    const optimizer = make(params);
    const scaler = new amp.GradScaler(SETTINGS);
    for (let step = 0; step < STEPS; step++) {
      const before = params.map((p) => p.detach().clone());
      iterate(params, optimizer, scaler, step);
      const { scale, _growth_tracker } = scaler.stateDict();
      expect([scale, _growth_tracker], `step ${step}`).toEqual(expected.scales[step]);
      const isSame = params.every((p, i) => p.equal(before[i] as Tensor));
      expect(isSame, `step ${step}`).toBe(step in OVERFLOWS);
      for (const [i, p] of params.entries()) {
        const recorded = tensors[`${name}|${step}|${i}`];
        if (recorded !== undefined) expectClose(p.detach(), recorded);
      }
      if (step === 9) expect(scaler.stateDict()).toEqual(expected.state);
    }
  });

  test("goes on from PyTorch's state", () => {
    const scaler = new amp.GradScaler({ device: "cpu" });
    scaler.loadStateDict(expected.state);
    const params = started();
    const optimizer = make(params);
    for (let step = 10; step < STEPS; step++) {
      iterate(params, optimizer, scaler, step);
      const { scale, _growth_tracker } = scaler.stateDict();
      expect([scale, _growth_tracker], `step ${step}`).toEqual(expected.scales[step]);
    }
    const later = new amp.GradScaler({ device: "cpu" });
    later.scale(ones([])); // its tensors are there already
    later.loadStateDict(new Map(Object.entries(scaler.stateDict())));
    expect(later.stateDict()).toEqual(scaler.stateDict());
  });
});

const python = findPython();
test.skipIf(python === undefined)("PyTorch goes on from our state", async () => {
  const params = started();
  const optimizer = new optim.SGD(params, { lr: 0.1 });
  const scaler = new amp.GradScaler(SETTINGS);
  for (let step = 0; step < 10; step++) iterate(params, optimizer, scaler, step);
  const { result } = await runPython(
    `
    scaler = torch.amp.GradScaler("cpu")
    scaler.load_state_dict(args)
    p = torch.nn.Parameter(torch.ones(3))
    optimizer = torch.optim.SGD([p], lr=0.1)
    result = [scaler.state_dict()]
    for step in range(10, 20):
        optimizer.zero_grad()
        scaler.scale(p.sum()).backward()
        if step == 12:
            p.grad[0] = float("inf")
        scaler.step(optimizer)
        scaler.update()
        result.append([scaler.get_scale(), scaler._get_growth_tracker()])
    `,
    { args: scaler.stateDict() },
  );
  const [state, ...scales] = result as [unknown, ...unknown[]];
  expect(state).toEqual(scaler.stateDict());
  expect(scales).toEqual(facts.sgd?.scales.slice(10));
});

describe("uses", () => {
  const param = (): nn.Parameter => new nn.Parameter(ones([2]));
  const sgd = (p: nn.Parameter): optim.SGD => new optim.SGD([p], { lr: 0.1 });

  test("gradScale and foundInf of one's own count too", () => {
    const p = param();
    const scaler = new amp.GradScaler({ initScale: 8 });
    scaler.scale(p.sum()).mul(2).backward();
    scaler.step(sgd(p), { gradScale: ones([]).mul(2) });
    expectClose(p.detach(), ones([2]).mul(0.9));
    scaler.update();
    scaler.step(sgd(p), { foundInf: ones([]) });
    expectClose(p.detach(), ones([2]).mul(0.9));
  });

  test("scales lists, and several optimizers share a factor", () => {
    const [a, b] = [param(), param()];
    const [first, second] = [sgd(a), sgd(b)];
    const scaler = new amp.GradScaler("auto", 4, { growthInterval: 1 });
    const [x, [y]] = scaler.scale([a.sum(), [b.sum()]] as const);
    expect([Number(x.item()), Number(y.item())]).toEqual([8, 8]);
    x.add(y).backward();
    noGrad(() => b.grad?.fill_(Number.NaN));
    scaler.step(first);
    scaler.step(second);
    scaler.update();
    expectClose(a.detach(), ones([2]).mul(0.9));
    expectClose(b.detach(), ones([2]));
    expect(scaler.getScale()).toBe(2);
    scaler.update(16);
    expect(scaler.getScale()).toBe(16);
    scaler.update({ newScale: ones([1]).mul(3) });
    expect(scaler.getScale()).toBe(3);
  });

  test("one that is not enabled passes on what it is given", () => {
    const p = param();
    const scaler = new amp.GradScaler({ enabled: false });
    const loss = p.sum();
    expect(scaler.scale(loss)).toBe(loss);
    loss.backward();
    const optimizer = sgd(p);
    scaler.unscale_(optimizer);
    scaler.step(optimizer);
    scaler.update();
    expectClose(p.detach(), ones([2]).mul(0.9));
    expect([scaler.getScale(), scaler.stateDict(), scaler.isEnabled()]).toEqual([1, {}, false]);
    scaler.loadStateDict({});
  });

  test("its numbers are those of PyTorch's methods", () => {
    const scaler = new amp.GradScaler();
    scaler.setGrowthFactor(3);
    scaler.setBackoffFactor(0.25);
    scaler.setGrowthInterval(7);
    expect(scaler.stateDict()).toEqual({
      scale: 65536,
      growth_factor: 3,
      backoff_factor: 0.25,
      growth_interval: 7,
      _growth_tracker: 0,
    });
    expect([scaler.getGrowthFactor(), scaler.getBackoffFactor(), scaler.getGrowthInterval()]).toEqual([
      3, 0.25, 7,
    ]);
  });

  test("what is out of order, or out of range, is refused", () => {
    const p = param();
    const optimizer = sgd(p);
    const scaler = new amp.GradScaler();
    expect(() => scaler.step(optimizer)).toThrow(OperatorError);
    expect(() => scaler.unscale_(optimizer)).toThrow("before scale(loss)");
    scaler.scale(p.sum());
    expect(() => scaler.step(optimizer)).toThrow("no gradients");
    expect(() => scaler.update()).toThrow("call step(optimizer) before");
    const begun = new amp.GradScaler();
    begun.scale(p.sum()).backward();
    begun.unscale_(optimizer);
    expect(() => begun.unscale_(optimizer)).toThrow("since the last update()");
    begun.step(optimizer);
    expect(() => begun.step(optimizer)).toThrow("since the last update()");
    expect(() => begun.unscale_(optimizer)).toThrow("after step()");
    const closure = (() => 1) as unknown as optim.StepOptions;
    expect(() => new amp.GradScaler().step(optimizer, closure)).toThrow("no closure");
    const half = new nn.Parameter(zeros([2], { dtype: "float16" }));
    const other = new amp.GradScaler();
    other.scale(half.sum()).backward();
    expect(() => other.unscale_(sgd(half))).toThrow(DTypeError);
    for (const options of [
      { growthFactor: 1 },
      { backoffFactor: 1 },
      { initScale: 0 },
      { growthInterval: 0 },
      { init_scale: 3 },
    ]) {
      expect(() => new amp.GradScaler(options as amp.GradScalerOptions), JSON.stringify(options)).toThrow(
        ArgumentError,
      );
    }
    expect(() => scaler.setGrowthFactor(0.5)).toThrow(ArgumentError);
    expect(() => scaler.scale("loss" as unknown as Tensor)).toThrow(ArgumentError);
    expect(() => scaler.step({} as unknown as optim.SGD)).toThrow(ArgumentError);
    expect(() => scaler.loadStateDict({})).toThrow(StateDictError);
    expect(() => scaler.loadStateDict({ ...scaler.stateDict(), scale: "large" })).toThrow(StateDictError);
  });

  test("leaves no tensor behind", () => {
    const p = param();
    const optimizer = sgd(p);
    const before = memory.stats().liveTensors;
    scope(() => {
      const scaler = new amp.GradScaler();
      for (let i = 0; i < 3; i++) {
        scaler.scale(p.sum()).backward();
        scaler.step(optimizer);
        scaler.update();
      }
      optimizer.zeroGrad();
      scaler.dispose();
    });
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
  });
});
