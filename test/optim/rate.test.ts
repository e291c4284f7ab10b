/** Learning rates given as tensors of one element, against PyTorch's fused and plain loops at run time. */
import { beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, nn, ones, optim, scope, type Tensor, tensor, zeros } from "../../lib/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../helpers/index.ts";

type OptimizerClass = new (params: Iterable<Tensor>, ...rest: never[]) => optim.Optimizer;
const classes = optim as unknown as Record<string, OptimizerClass>;

function make(name: string, params: Iterable<Tensor>, options: object): optim.Optimizer {
  return new (classes[name] as OptimizerClass)(params, options as never);
}

const start = (): Tensor => tensor([1, -2, 3, 0.5]);
const gradient = (step: number): Tensor =>
  tensor([0.1, -0.3, 0.7, 1.1])
    .mul(1 + step)
    .sin();

describe.skipIf(findPython() === undefined)("a tensor", () => {
  const cases: [string, object, object][] = [
    ["SGD", { momentum: 0.9 }, { momentum: 0.9 }],
    ["Adam", {}, {}],
    ["AdamW", { weightDecay: 0.1 }, { weight_decay: 0.1 }],
    ["Adagrad", {}, {}],
    ["RMSprop", { momentum: 0.5 }, { momentum: 0.5 }],
    ["NAdam", { weightDecay: 0.1 }, { weight_decay: 0.1 }],
    ["RAdam", {}, {}],
    ["Adamax", {}, {}],
    ["Adadelta", {}, {}],
    ["ASGD", {}, {}],
    ["Rprop", {}, {}],
    ["Adafactor", { weightDecay: 0.1 }, { weight_decay: 0.1 }],
    ["Muon", {}, {}],
    ["LBFGS", { maxIter: 2 }, { max_iter: 2 }],
    ["SparseAdam", {}, {}],
  ];
  let outputs: Record<string, Tensor>;
  let isTensor: boolean[];

  // One Python for all cases: its start takes longer than they do.
  beforeAll(async () => {
    const outcome = await runPython(
      `
      outputs, result = {}, []
      for n, case in enumerate(args):
          lr = torch.tensor(0.05)
          start = inputs["start"].clone()
          p = torch.nn.Parameter(start.reshape(2, 2) if case["name"] == "Muon" else start)
          o = getattr(torch.optim, case["name"])([p], lr=lr, **case["options"])
          for i in range(4):
              grad = (torch.tensor([0.1, -0.3, 0.7, 1.1]) * (1 + i)).sin().reshape(p.shape)
              p.grad = grad.to_sparse() if case["name"] == "SparseAdam" else grad
              o.step(*([lambda: p.detach().square().sum()] if case["name"] == "LBFGS" else []))
              # Python's LBFGS keeps the tensor itself as the size of its last step, which would change with it.
              if i == 1 and case["name"] != "LBFGS": lr.fill_(0.01)
          saved = o.state_dict()["param_groups"][0]["lr"]
          outputs.update({f"p{n}": p.detach(), f"lr{n}": saved.reshape(1)})
          result.append(torch.is_tensor(saved))
      `,
      {
        inputs: { start: start() },
        args: cases.map(([name, , options]) => ({ name, options })),
      },
    );
    outputs = outcome.outputs;
    isTensor = outcome.result as boolean[];
  });

  test.each(cases.map(([name, options], n) => [name, options, n] as const))(
    "%s %o steps as PyTorch's does with it, also where it is changed in place",
    (name, options, n) => {
      const lr = tensor(0.05);
      const p = new nn.Parameter(name === "Muon" ? start().reshape([2, 2]) : start());
      const o = make(name, [p], { ...options, lr });
      for (let i = 0; i < 4; i++) {
        const grad = gradient(i).reshape(p.shape);
        p.grad = name === "SparseAdam" ? grad.toSparse() : grad;
        if (name === "LBFGS") o.step(() => p.detach().square().sum());
        else o.step();
        if (i === 1 && name !== "LBFGS") lr.fill_(0.01);
      }
      expectClose(p, outputs[`p${n}`] as Tensor, name === "Muon" ? RTOL.bfloat16 : RTOL.float32);
      expect(isTensor[n]).toBe(true);
      const saved = o.stateDict().param_groups[0]?.lr as Tensor;
      expectClose(saved, outputs[`lr${n}`]?.reshape([]) as Tensor, 0);
    },
  );

  test("schedulers write into it, as PyTorch's do", async () => {
    const { result } = await runPython(`
      from torch.optim import lr_scheduler as s
      makers = [lambda o: s.StepLR(o, 2, 0.3), lambda o: s.MultiStepLR(o, [1, 3], 0.3), lambda o: s.ExponentialLR(o, 0.9),
                lambda o: s.CosineAnnealingLR(o, 5, 0.01), lambda o: s.LinearLR(o, 0.25, 1.0, 4),
                lambda o: s.ConstantLR(o, 0.25, 2), lambda o: s.LambdaLR(o, lambda e: 0.9 ** e)]
      result = []
      for make in makers:
          lr = torch.tensor(0.1)
          o = torch.optim.SGD([torch.zeros(1)], lr=lr)
          scheduler = make(o)
          rates = []
          for _ in range(6):
              rates.append(o.param_groups[0]["lr"].item())
              o.step(); scheduler.step()
          result.append(rates)
    `);
    const s = optim.lrScheduler;
    const makers: ((o: optim.SGD) => optim.LRScheduler)[] = [
      (o) => new s.StepLR(o, 2, 0.3),
      (o) => new s.MultiStepLR(o, [1, 3], 0.3),
      (o) => new s.ExponentialLR(o, 0.9),
      (o) => new s.CosineAnnealingLR(o, 5, 0.01),
      (o) => new s.LinearLR(o, 0.25, 1, 4),
      (o) => new s.ConstantLR(o, 0.25, 2),
      (o) => new s.LambdaLR(o, (epoch) => 0.9 ** epoch),
    ];
    makers.forEach((makeScheduler, i) => {
      const lr = tensor(0.1);
      const o = new optim.SGD([zeros([1])], lr);
      const scheduler = makeScheduler(o);
      for (const wanted of (result as number[][])[i] as number[]) {
        expectClose(lr.reshape([1]), tensor([wanted]), RTOL.float32, `scheduler ${i}`);
        expect(o.paramGroups[0]?.lr).toBe(lr.item());
        o.step();
        scheduler.step();
      }
    });
  });

  test("states go to Python and back with it", async () => {
    const p = new nn.Parameter(start());
    const o = new optim.Adam([p], tensor([0.05]));
    const { outputs } = await runPython(
      `
      p = torch.nn.Parameter(inputs["start"].clone())
      o = torch.optim.Adam([p], lr=torch.tensor(0.5))
      p.grad = torch.ones(4); o.step()
      s = o.state_dict()
      s["param_groups"][0]["lr"] = inputs["lr"]
      o.load_state_dict(s)
      p.grad = torch.ones(4); o.step()
      outputs = {"p": p.detach(), "exp_avg": o.state[p]["exp_avg"]}
      `,
      { inputs: { start: start(), lr: o.stateDict().param_groups[0]?.lr as Tensor } },
    );
    const other = new optim.Adam([p], 0.5);
    p.grad = ones([4]);
    other.step();
    const saved = other.stateDict();
    (saved.param_groups[0] as Record<string, unknown>).lr = tensor(0.05);
    other.loadStateDict(saved);
    expect(other.stateDict().param_groups[0]?.lr).toMatchObject({ shape: [] });
    p.grad = ones([4]);
    other.step();
    expectClose(p, outputs.p as Tensor, RTOL.float32);
  });
});

test("a state is read into the tensor that the group has", () => {
  const lr = tensor(0.1);
  const o = new optim.SGD([zeros([1])], lr);
  const saved = new optim.SGD([zeros([1])], 0.25).stateDict();
  o.loadStateDict(saved);
  expect(lr.item()).toBe(0.25);
});

test("a tensor made in a scope outlives it with its optimizer", () => {
  const o = scope(() => new optim.SGD([new nn.Parameter(ones([1]))], { lr: tensor(0.5) }));
  expect(o.paramGroups[0]?.lr).toBe(0.5);
});

test("groups have their own, and share the optimizer's", () => {
  const lr = tensor(0.5);
  const own = tensor(0.125);
  const params = (): nn.Parameter[] => [new nn.Parameter(ones([1]))];
  const o = new optim.SGD(
    [{ params: params() }, { params: params(), lr: own }, { params: params(), lr: 0.25 }],
    lr,
  );
  lr.fill_(0.75);
  expect(o.paramGroups.map((group) => group.lr)).toEqual([0.75, 0.125, 0.25]);
  expect(o.defaults.lr).toBe(0.75);
});

test("one of several elements or below zero is refused", () => {
  expect(() => new optim.SGD([zeros([1])], tensor([0.1, 0.2]))).toThrow(ArgumentError);
  expect(() => new optim.SGD([zeros([1])], tensor([0.1, 0.2]))).toThrow(
    /tensor of one element, got float32 \[2\]/,
  );
  expect(() => new optim.SGD([zeros([1])], tensor(-1))).toThrow(/lr must be a number at least 0, got -1/);
});
