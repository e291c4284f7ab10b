/** Steps of every optimizer against PyTorch's plain loops (scripts/fixtures/optim.py). */
import { describe, expect, test } from "vitest";
import * as nn from "../../lib/nn/index.ts";
import * as optim from "../../lib/optim/index.ts";
import { memory, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose, fixtureJson, fixtureTensors, RTOL } from "../helpers/index.ts";

const { tensors: fixture } = fixtureTensors("optim");
const { cases } = fixtureJson<{
  cases: Record<
    string,
    { optimizer: string; options: Record<string, unknown>; groupKeys: string[]; params: number[] }
  >;
}>("optim");

/** Twenty steps, each rounded in another order than PyTorch's plain loop does. */
const RTOL_STEPS = RTOL.float32;
/** Of Muon's way from the start: its matrices are bfloat16, whose sums another processor rounds otherwise. */
const RTOL_MUON = RTOL.bfloat16;

const steps = 20;
const counted = 3;

type OptimizerClass = new (params: Iterable<Tensor>, options: object) => optim.Optimizer;
const classes = optim as unknown as Record<string, OptimizerClass>;

function value(key: string): Tensor {
  const found = fixture[key];
  if (found === undefined) throw new Error(`the fixture has no ${key}`);
  return found;
}

function start(): nn.Parameter[] {
  return Array.from({ length: counted }, (_, i) => new nn.Parameter(value(`start|${i}`).clone()));
}

/** Parameter 2 has no gradient in the first two steps. */
function setGrads(params: readonly Tensor[], step: number, scale = 1): void {
  params.forEach((param, i) => {
    param.grad = i === 2 && step < 2 ? null : value(`grad|${step}|${i}`).mul(scale);
  });
}

function make(name: string, params: readonly Tensor[]): optim.Optimizer {
  const { optimizer, options, params: used } = cases[name] as (typeof cases)[string];
  return new (classes[optimizer] as OptimizerClass)(
    used.map((i) => params[i] as Tensor),
    options,
  );
}

function expectParams(params: readonly Tensor[], name: string, step: number): void {
  params.forEach((param, i) => {
    const expected = fixture[`${name}|after${step}|${i}`];
    if (cases[name]?.optimizer === "Muon") {
      if (expected === undefined) return;
      const way = (to: Tensor): Tensor => to.detach().sub(value(`start|${i}`));
      expectClose(way(param), way(expected), RTOL_MUON, `way of parameter ${i} to step ${step}`);
      return;
    }
    expectClose(param, value(`${name}|after${step}|${i}`), RTOL_STEPS, `parameter ${i} after step ${step}`);
  });
}

describe("optimizer steps equal PyTorch's", () => {
  test.each(Object.keys(cases))("%s", (name) => {
    const params = start();
    const optimizer = make(name, params);
    for (let step = 0; step < steps; step++) {
      setGrads(params, step);
      optimizer.step();
      if (step === 0 || step === 2 || step === steps - 1) expectParams(params, name, step);
    }
    const { state, param_groups } = optimizer.stateDict();
    const { params: used = [], groupKeys } = cases[name] as (typeof cases)[string];
    for (const key of Object.keys(fixture).filter((one) => one.startsWith(`${name}|state|`))) {
      const [, , index, field] = key.split("|") as [string, string, string, string];
      const own = state.get(used.indexOf(Number(index)))?.[field];
      expectClose(own as Tensor, value(key), RTOL_STEPS, key);
    }
    const inFixture = Object.keys(fixture).filter((key) => key.startsWith(`${name}|state|`)).length;
    expect([...state.values()].reduce((sum, own) => sum + Object.keys(own).length, 0)).toBe(inFixture);
    expect(Object.keys(param_groups[0] as object).sort()).toEqual(groupKeys);
  });

  // The kernels walk memory without looking at strides: each of these would be silently wrong.
  test.each([
    "sgd-nesterov",
    "adam-amsgrad",
    "adamw",
    "adagrad",
    "rmsprop-momentum",
    "nadam-decoupled",
    "asgd-averaging",
    "rprop-sizes",
    "adafactor-decay",
    "muon",
    "lamb-decay",
  ])("%s with channels-last, transposed and gapped parameters and contiguous gradients", (name) => {
    const [first, second, third] = start() as [nn.Parameter, nn.Parameter, nn.Parameter];
    const gapped = zeros([5, 3]).select(1, 1).copy_(second.detach());
    const params = [
      new nn.Parameter(first.detach().contiguous({ memoryFormat: "channels_last" })),
      new nn.Parameter(gapped),
      new nn.Parameter(third.detach().t().contiguous().t()),
    ];
    expect(params.map((param) => param.isContiguous())).toEqual([false, false, false]);
    const optimizer = make(name, params);
    for (let step = 0; step < steps; step++) {
      setGrads(params, step);
      optimizer.step();
    }
    expectParams(params, name, steps - 1);
  });

  test("a change of memory format between steps carries the state along", () => {
    const params = start();
    const optimizer = make("adamw", params);
    for (let step = 0; step < steps; step++) {
      if (step === 3)
        params[0]?.setData_((params[0] as Tensor).detach().contiguous({ memoryFormat: "channels_last" }));
      setGrads(params, step);
      optimizer.step();
    }
    expect(params[0]?.isContiguous()).toBe(false);
    expectParams(params, "adamw", steps - 1);
  });

  test.each(Object.keys(cases))(
    "%s: gradients scaled for mixed precision are unscaled, and a step that found an infinity changes nothing",
    (name) => {
      const params = start();
      const optimizer = make(name, params);
      for (let step = 0; step < steps; step++) {
        setGrads(params, step, 64);
        optimizer.step({ gradScale: tensor(64), foundInf: tensor(1) });
        setGrads(params, step, 64);
        optimizer.step({ gradScale: tensor(64), foundInf: tensor(0) });
      }
      expectParams(params, name, steps - 1);
    },
  );

  test("the scale and the infinity may be of any dtype and have a dimension; more than one element is refused", () => {
    const forms: (readonly [Tensor, Tensor])[] = [
      [tensor([64], { dtype: "float64" }), tensor([0], { dtype: "bool" })],
      [tensor(64, { dtype: "int64" }), tensor([[0]], { dtype: "float16" })],
    ];
    for (const name of ["sgd-momentum", "adamw"]) {
      for (const [gradScale, foundInf] of forms) {
        const params = start();
        const optimizer = make(name, params);
        for (let step = 0; step < steps; step++) {
          setGrads(params, step, 64);
          optimizer.step({ gradScale, foundInf: foundInf.add(1) });
          optimizer.step({ gradScale, foundInf });
        }
        expectParams(params, name, steps - 1);
      }
    }
    const optimizer = make("adamw", start());
    expect(() => optimizer.step({ gradScale: tensor([1, 2]) })).toThrow(
      /gradScale must be a tensor of one element/,
    );
  });
});

describe("parameter groups", () => {
  test("have options of their own, and the optimizer's for the rest", () => {
    const params = start();
    const [first, second, third] = params as [Tensor, Tensor, Tensor];
    const optimizer = new optim.SGD([{ params: [first] }, { params: [second], lr: 0 }], {
      lr: 0.1,
      momentum: 0.9,
    });
    optimizer.addParamGroup({ params: [third], momentum: 0 });
    expect(optimizer.paramGroups.map(({ lr, momentum }) => [lr, momentum])).toEqual([
      [0.1, 0.9],
      [0, 0.9],
      [0.1, 0],
    ]);
    for (let step = 0; step < steps; step++) {
      setGrads(params, step);
      optimizer.step();
    }
    expectClose(first, value(`sgd-momentum|after${steps - 1}|0`), RTOL_STEPS);
    expectClose(second, value("start|1"), 0);
    expectClose(third, value(`sgd|after${steps - 1}|2`), RTOL_STEPS);
  });

  test("changing lr between steps takes effect", () => {
    const param = new nn.Parameter(tensor([1]));
    const optimizer = new optim.SGD([param], { lr: 0.5 });
    for (const lr of [0.5, 0.25]) {
      (optimizer.paramGroups[0] as { lr: number }).lr = lr;
      param.grad = tensor([1]);
      optimizer.step();
    }
    expect(param.toArray()).toEqual([0.25]);
  });

  test("wrong arguments are named", () => {
    const param = new nn.Parameter(zeros([2]));
    expect(() => new optim.SGD([], {})).toThrow(/optim\.SGD: got no parameters/);
    expect(() => new optim.SGD([param], { lr: -1 })).toThrow(/lr must be a number at least 0, got -1/);
    expect(() => new optim.SGD([param], { nesterov: true })).toThrow(/nesterov needs a momentum/);
    expect(() => new optim.Adam([param], { betas: [0.9, 1] })).toThrow(/betas/);
    expect(() => new optim.SGD([param, param])).toThrow(/given twice/);
    expect(() => new optim.SGD([param.mul(2)])).toThrow(/result of an operation/);
    expect(() => new optim.SGD([{ params: [param], wd: 1 } as never])).toThrow(/unknown option "wd"/);
    expect(() => new optim.SGD(Object.entries({ a: param }) as never)).toThrow(
      /must be an object with params|tensors/,
    );
  });
});

describe("memory of a step", () => {
  test("steps leave no tensors behind, and no scope frees the state", () => {
    const params = start();
    const optimizer = scope(() => {
      const made = make("adamw-amsgrad", params);
      setGrads(params, 3);
      made.step();
      return made;
    });
    // A gradient read once has a handle of its own, which the step's scope must free.
    memory.collect();
    const before = memory.liveTensors();
    for (let i = 0; i < 50; i++) optimizer.step();
    expect(memory.liveTensors()).toBeLessThanOrEqual(before);
    expect(optimizer.state.get(params[0] as Tensor)?.step?.item()).toBe(51);
  });

  test("zeroGrad drops gradients or fills them with zero", () => {
    const params = start();
    const optimizer = make("sgd", params);
    setGrads(params, 0);
    optimizer.zeroGrad({ setToNull: false });
    expect(params.map((param) => param.grad?.abs().sum().item())).toEqual([0, 0, undefined]);
    optimizer.zeroGrad();
    expect(params.map((param) => param.grad)).toEqual([null, null, null]);
  });
});
