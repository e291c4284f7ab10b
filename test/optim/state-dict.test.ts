/** Optimizer and scheduler states between ours and Python's, through .pth files; and what cannot be loaded. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as io from "../../lib/io/index.ts";
import { Parameter } from "../../lib/nn/index.ts";
import * as optim from "../../lib/optim/index.ts";
import { arange, fullLike, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../helpers/index.ts";

const start = [tensor([0.5, -1, 2]), tensor([1, 2, 3, 4]).view([2, 2])];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "torchts-optim-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function params(name = ""): Parameter[] {
  // Muon takes matrices alone.
  return start.map(
    (value) => new Parameter(name === "Muon" ? value.reshape([1, -1]).clone() : value.clone()),
  );
}

/** Gradients that differ by step, the same as in the Python snippet. */
function run(optimizer: optim.Optimizer, all: readonly Parameter[], from: number, to: number): void {
  for (let step = from; step < to; step++) {
    if (optimizer instanceof optim.LBFGS) {
      optimizer.step(() => {
        optimizer.zeroGrad();
        const [loss] = all.map((param) => param.sub(1).square().mul(param.exp().add(1)).sum());
        const sum = all.slice(1).reduce((of, param) => of.add(param.pow(4).sum()), loss as Tensor);
        sum.backward();
        return sum;
      });
      continue;
    }
    for (const param of all) {
      const grad = param
        .detach()
        .mul(0.1)
        .add(step + 1);
      // Every other element of a sparse one is not there.
      const isThere = arange(param.numel()).remainder(2).reshape(param.shape);
      param.grad = optimizer instanceof optim.SparseAdam ? grad.mul(isThere).toSparse() : grad;
    }
    optimizer.step();
  }
}

const cases: [string, Record<string, unknown>, Record<string, unknown>][] = [
  ["SGD", { lr: 0.1, momentum: 0.9, weightDecay: 0.01 }, { lr: 0.1, momentum: 0.9, weight_decay: 0.01 }],
  ["SGD", { lr: 0.1 }, { lr: 0.1 }],
  ["Adam", { lr: 0.1, amsgrad: true }, { lr: 0.1, amsgrad: true }],
  [
    "Adam",
    { lr: 0.1, weightDecay: 0.2, decoupledWeightDecay: true },
    { lr: 0.1, weight_decay: 0.2, decoupled_weight_decay: true },
  ],
  ["AdamW", { lr: 0.1, betas: [0.8, 0.9] }, { lr: 0.1, betas: [0.8, 0.9] }],
  ["RMSprop", { lr: 0.1, momentum: 0.5, centered: true }, { lr: 0.1, momentum: 0.5, centered: true }],
  ["Adagrad", { lr: 0.1, lrDecay: 0.1 }, { lr: 0.1, lr_decay: 0.1 }],
  [
    "NAdam",
    { lr: 0.1, weightDecay: 0.1, decoupledWeightDecay: true },
    { lr: 0.1, weight_decay: 0.1, decoupled_weight_decay: true },
  ],
  ["RAdam", { lr: 0.1, betas: [0.8, 0.8] }, { lr: 0.1, betas: [0.8, 0.8] }],
  ["Adamax", { lr: 0.1, weightDecay: 0.1 }, { lr: 0.1, weight_decay: 0.1 }],
  ["Adadelta", { rho: 0.8, maximize: true }, { rho: 0.8, maximize: true }],
  ["ASGD", { lr: 0.1, t0: 1, lambd: 0.1 }, { lr: 0.1, t0: 1, lambd: 0.1 }],
  ["Rprop", { lr: 0.1, etas: [0.4, 1.3] }, { lr: 0.1, etas: [0.4, 1.3] }],
  ["Adafactor", { lr: 0.1, eps: [null, 0.01] }, { lr: 0.1, eps: [null, 0.01] }],
  ["Adafactor", { lr: 0.1, eps: [1e-6, 0.01] }, { lr: 0.1, eps: [1e-6, 0.01] }],
  ["Muon", { lr: 0.1, adjustLrFn: "match_rms_adamw" }, { lr: 0.1, adjust_lr_fn: "match_rms_adamw" }],
  ["SparseAdam", { lr: 0.1 }, { lr: 0.1 }],
  ["LBFGS", { lr: 0.1, maxIter: 3, historySize: 4 }, { lr: 0.1, max_iter: 3, history_size: 4 }],
  ["LBFGS", { maxIter: 2, lineSearchFn: "strong_wolfe" }, { max_iter: 2, line_search_fn: "strong_wolfe" }],
];
/** Muon's steps are bfloat16, and those of a line search amplify what rounding leaves. */
const rtolOf = (name: string): number =>
  name === "Muon" ? RTOL.bfloat16 : name === "LBFGS" ? 10 * RTOL.float32 : RTOL.float32;

function make(name: string, options: object, all: readonly Parameter[]): optim.Optimizer {
  const classes = optim as unknown as Record<string, new (...args: unknown[]) => optim.Optimizer>;
  const groups =
    name === "LBFGS" ? [{ params: [...all] }] : [{ params: [all[0]] }, { params: [all[1]], lr: 0.02 }];
  return new (classes[name] as new (...args: unknown[]) => optim.Optimizer)(groups, options);
}

describe.skipIf(findPython() === undefined)("state dicts go to and from Python", () => {
  // One Python for all cases: its start takes longer than they do.
  const ours = (i: number) => path.join(folder, `ours-${i}.pth`);
  const theirs = (i: number) => path.join(folder, `theirs-${i}.pth`);
  const made = cases.map(([name, options]) => {
    const all = params(name);
    const optimizer = make(name, options, all);
    return { all, optimizer, scheduler: new optim.lrScheduler.CosineAnnealingLR(optimizer, { tMax: 10 }) };
  });
  let outputs: Record<string, Tensor>;
  let results: { lr: number[]; own: string[]; loaded: string[]; states: number[] }[];

  beforeAll(async () => {
    for (const [i, { all, optimizer, scheduler }] of made.entries()) {
      run(optimizer, all, 0, 3);
      scheduler.step();
      await io.save(
        { optimizer: optimizer.stateDict(), scheduler: scheduler.stateDict(), params: all },
        ours(i),
      );
    }
    const outcome = await runPython(
      `
      schedulers = torch.optim.lr_scheduler

      def run(optimizer, params, first, last):
          def closure():
              optimizer.zero_grad()
              loss = ((params[0] - 1).square() * (params[0].exp() + 1)).sum() + params[1].pow(4).sum()
              loss.backward()
              return loss

          for step in range(first, last):
              if isinstance(optimizer, torch.optim.LBFGS):
                  optimizer.step(closure)
                  continue
              for p in params:
                  p.grad = p.detach() * 0.1 + step + 1
                  if isinstance(optimizer, torch.optim.SparseAdam):
                      p.grad = (p.grad * (torch.arange(p.numel()) % 2).reshape(p.shape)).to_sparse()
              optimizer.step()

      def make(case):
          start = [inputs[f"p{i}"].clone() for i in range(2)]
          if case["name"] == "Muon":
              start = [value.reshape(1, -1) for value in start]
          params = [torch.nn.Parameter(value) for value in start]
          groups = [{"params": [params[0]]}, {"params": [params[1]], "lr": 0.02}]
          if case["name"] == "LBFGS":
              groups = params
          return params, getattr(torch.optim, case["name"])(groups, **case["options"])

      result = []
      for n, case in enumerate(args):
          params, optimizer = make(case)
          scheduler = schedulers.CosineAnnealingLR(optimizer, T_max=3)
          own = sorted(optimizer.state_dict()["param_groups"][0])
          saved = torch.load(case["ours"], weights_only=True)
          with torch.no_grad():
              for p, value in zip(params, saved["params"]):
                  p.copy_(value)
          optimizer.load_state_dict(saved["optimizer"])
          scheduler.load_state_dict(saved["scheduler"])
          run(optimizer, params, 3, 6)
          scheduler.step()
          result.append({
              "lr": [g["lr"] for g in optimizer.param_groups],
              "own": own,
              "loaded": sorted(optimizer.param_groups[0]),
              "states": [len(optimizer.state[p]) for p in params],
          })
          outputs.update({f"ours|{n}|{i}": p.detach() for i, p in enumerate(params)})

          params, optimizer = make(case)
          scheduler = schedulers.MultiStepLR(optimizer, milestones=[1, 2], gamma=0.5)
          run(optimizer, params, 0, 3)
          scheduler.step()
          torch.save({"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}, case["theirs"])
          outputs.update({f"middle|{n}|{i}": p.detach().clone() for i, p in enumerate(params)})
          run(optimizer, params, 3, 6)
          scheduler.step()
          run(optimizer, params, 6, 7)
          outputs.update({f"theirs|{n}|{i}": p.detach() for i, p in enumerate(params)})
      `,
      {
        inputs: { p0: start[0] as Tensor, p1: start[1] as Tensor },
        args: cases.map(([name, , options], i) => ({ name, options, ours: ours(i), theirs: theirs(i) })),
      },
    );
    outputs = outcome.outputs;
    results = outcome.result as typeof results;
  });

  test.each(cases.map(([name, options], i) => [name, options, i] as const))(
    "%s %o: Python goes on from ours",
    (name, _options, i) => {
      const { all, optimizer, scheduler } = made[i] as (typeof made)[number];
      run(optimizer, all, 3, 6);
      scheduler.step();
      all.forEach((param, j) => {
        expectClose(param, outputs[`ours|${i}|${j}`] as Tensor, rtolOf(name));
      });
      const { lr, own, loaded, states } = results[i] as (typeof results)[number];
      expect(lr).toEqual(optimizer.paramGroups.map((group) => group.lr));
      expect(loaded).toEqual(own);
      const { state } = optimizer.stateDict();
      expect(states).toEqual(all.map((_, j) => Object.keys(state.get(j) ?? {}).length));
    },
  );

  test.each(cases.map(([name, options], i) => [name, options, i] as const))(
    "%s %o: we go on from Python's",
    async (name, _options, i) => {
      const all = [0, 1].map((j) => new Parameter((outputs[`middle|${i}|${j}`] as Tensor).clone()));
      // Other options than saved, so that it shows whether the saved ones are taken over.
      const optimizer = make(name, { lr: 7 }, all);
      const scheduler = new optim.lrScheduler.MultiStepLR(optimizer, { milestones: [9] });
      const saved = (await io.load(theirs(i))) as {
        optimizer: optim.OptimizerStateDictInput;
        scheduler: Record<string, unknown>;
      };
      optimizer.loadStateDict(saved.optimizer);
      scheduler.loadStateDict(saved.scheduler);
      run(optimizer, all, 3, 6);
      scheduler.step();
      run(optimizer, all, 6, 7);
      all.forEach((param, j) => {
        expectClose(param, outputs[`theirs|${i}|${j}`] as Tensor, rtolOf(name));
      });
    },
  );
});

describe("loading", () => {
  test("copies: the loaded optimizer and the source do not share tensors", () => {
    const all = params();
    const first = new optim.AdamW(all);
    run(first, all, 0, 1);
    const second = new optim.AdamW(all);
    second.loadStateDict(first.stateDict());
    const average = (o: optim.Optimizer) => o.state.get(all[0] as Parameter)?.exp_avg as Tensor;
    expectClose(average(second), average(first), 0);
    run(first, all, 1, 2);
    expect(average(second).equal(average(first))).toBe(false);
    expect(second.state.get(all[0] as Parameter)?.step?.item()).toBe(1);
  });

  test("drops the state of parameters that the state dict has none for", () => {
    const all = params();
    const optimizer = new optim.Adam(all);
    const fresh = optimizer.stateDict();
    run(optimizer, all, 0, 2);
    optimizer.loadStateDict(fresh);
    expect(optimizer.state.size).toBe(0);
    run(optimizer, all, 0, 1);
    expect(optimizer.state.get(all[0] as Parameter)?.step?.item()).toBe(1);
  });

  test("takes a state dict of another dtype to the parameters' dtype", () => {
    const source = params();
    const first = new optim.Adam(source);
    run(first, source, 0, 1);
    const doubles = start.map((value) => new Parameter(value.double()));
    const second = new optim.Adam(doubles);
    second.loadStateDict(first.stateDict());
    const state = second.state.get(doubles[0] as Parameter);
    expect([state?.exp_avg?.dtype, state?.step?.dtype]).toEqual(["float64", "float32"]);
  });

  test("what does not fit is refused and changes nothing", () => {
    const all = params();
    const optimizer = new optim.Adam(all, { lr: 0.5 });
    run(optimizer, all, 0, 1);
    const before = optimizer.stateDict();
    const other = new optim.Adam([new Parameter(zeros([3])), new Parameter(zeros([9]))], { lr: 0.1 });
    for (const { params: own } of other.paramGroups) for (const param of own) param.grad = fullLike(param, 1);
    other.step();
    const refused: [unknown, RegExp][] = [
      [{}, /expected \{ state, param_groups \}/],
      [
        new optim.Adam([zeros([3]).requiresGrad_()]).stateDict(),
        /groups of 1 parameters, the optimizer of 2/,
      ],
      [other.stateDict(), /"exp_avg" of a parameter of shape \[2,2\] is a tensor of shape \[9\]/],
      [{ ...before, state: new Map([[5, {}]]) }, /state for parameter 5/],
      [
        { ...before, param_groups: [{ ...before.param_groups[0], lr: -1 }] },
        /lr must be a number at least 0/,
      ],
    ];
    for (const [dict, message] of refused) {
      expect(() => optimizer.loadStateDict(dict as optim.OptimizerStateDictInput)).toThrow(message);
      expect(optimizer.paramGroups[0]?.lr).toBe(0.5);
      const average = optimizer.state.get(all[1] as Parameter)?.exp_avg as Tensor;
      expectClose(average, before.state.get(1)?.exp_avg as Tensor, 0);
    }
  });
});
