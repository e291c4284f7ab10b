/** LBFGS against PyTorch's (scripts/fixtures/optim_more.py), with closures at once and asynchronous ones. */
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  eye,
  memory,
  nn,
  noGrad,
  optim,
  type Tensor,
  tensor,
  torch,
} from "../../lib/index.ts";
import { expectClose, fixtureJson, fixtureTensors } from "../helpers/index.ts";

const steps = 20;
const { tensors: fixture } = fixtureTensors("optim_more");
const { lbfgs: cases } = fixtureJson<{
  lbfgs: Record<
    string,
    {
      options: Partial<optim.LbfgsOptions>;
      losses: number[];
      counts: [number, number][];
      stateKeys: string[];
      groupKeys: string[];
    }
  >;
}>("optim_more");

/** Twenty steps in a curved valley, each of which magnifies the rounding of those before, and that differs by processor. */
const RTOL_VALLEY = 1e-6;

function start(): [nn.Parameter, nn.Parameter] {
  const dtype = "float64";
  return [
    new nn.Parameter(tensor([-0.5, 0.8, 0.3], { dtype })),
    new nn.Parameter(
      tensor(
        [
          [1, -1],
          [0.5, 2],
        ],
        { dtype },
      ),
    ),
  ];
}

/** `loss` of the fixture's script. */
function lossOf(a: Tensor, b: Tensor): Tensor {
  const [head, tail] = [a.narrow(0, 0, 2), a.narrow(0, 1, 2)];
  const valley = tail.sub(head.square()).square().mul(4).add(head.mul(-1).add(1).square()).sum();
  const matrix = tensor(
    [
      [2, 1],
      [0.5, 1.5],
    ],
    { dtype: "float64" },
  );
  const inverse = matrix
    .matmul(b)
    .sub(eye(2, { dtype: "float64" }))
    .square()
    .sum();
  return valley.add(inverse).add(b.pow(4).sum().mul(0.01));
}

function closureOf(optimizer: optim.LBFGS, a: Tensor, b: Tensor): () => Tensor {
  return () => {
    optimizer.zeroGrad();
    const loss = lossOf(a, b);
    loss.backward();
    return loss;
  };
}

describe("trajectories equal PyTorch's", () => {
  test.each(Object.entries(cases))("%s", (name, { options, losses, counts, stateKeys, groupKeys }) => {
    const [a, b] = start();
    const optimizer = new optim.LBFGS([a, b], options);
    const closure = closureOf(optimizer, a, b);
    for (let step = 0; step < steps; step++) {
      const loss = optimizer.step(closure).item() as number;
      expectClose([loss], [losses[step] as number], RTOL_VALLEY, `loss of step ${step}`);
      const own = optimizer.stateDict().state.get(0);
      expect([own?.func_evals, own?.n_iter], `evaluations and iterations of step ${step}`).toEqual(
        counts[step],
      );
      [a, b].forEach((param, i) => {
        const wanted = fixture[`lbfgs|${name}|${step}|${i}`];
        if (wanted !== undefined)
          expectClose(param, wanted, RTOL_VALLEY, `parameter ${i} after step ${step}`);
      });
    }
    const { state, param_groups } = optimizer.stateDict();
    expect([...state.keys()]).toEqual([0]);
    expect(Object.keys(state.get(0) ?? {}).sort()).toEqual(stateKeys);
    expect(Object.keys(param_groups[0] ?? {}).sort()).toEqual(groupKeys);
  });

  test("of a complex parameter, whose parts are variables of their own", () => {
    const real = (rows: number[][]): Tensor => tensor(rows, { dtype: "float64" });
    const target = real([
      [0.5, -1],
      [2, 0.25],
    ]);
    const z = new nn.Parameter(
      torch.viewAsComplex(
        real([
          [1, 1],
          [-1, 0.5],
        ]),
      ),
    );
    const optimizer = new optim.LBFGS([z], { maxIter: 3, lineSearchFn: "strong_wolfe" });
    for (let step = 0; step < 3; step++) {
      optimizer.step(() => {
        optimizer.zeroGrad();
        const apart = torch.viewAsReal(z).sub(target);
        const loss = apart.pow(4).sum().add(apart.square().sum()).add(apart.prod());
        loss.backward();
        return loss;
      });
      expectClose(torch.viewAsReal(z.detach()), fixture[`lbfgs-complex|${step}`] as Tensor, RTOL_VALLEY);
    }
  });
});

describe("closures", () => {
  test.each(["fixed", "wolfe-history"])(
    "an asynchronous one gives the same, to the bit (%s)",
    async (name) => {
      const run = async (isAsync: boolean): Promise<Tensor[]> => {
        const [a, b] = start();
        const optimizer = new optim.LBFGS([a, b], cases[name]?.options);
        for (let step = 0; step < 4; step++) {
          const closure = closureOf(optimizer, a, b);
          const later = async (): Promise<Tensor> => {
            optimizer.zeroGrad();
            const loss = lossOf(a, b);
            await loss.backwardAsync();
            return loss;
          };
          const loss = isAsync ? await optimizer.step(later) : optimizer.step(closure);
          expect(Number(loss.item())).toBeGreaterThan(0);
        }
        return [a, b];
      };
      const [now, later] = [await run(false), await run(true)];
      now.forEach((param, i) => {
        expect(param.equal(later[i] as Tensor)).toBe(true);
      });
    },
  );

  test("one that fails in a line search leaves parameters and what is known as they were", async () => {
    for (const isAsync of [false, true]) {
      const [a, b] = start();
      const optimizer = new optim.LBFGS([a, b], cases["wolfe-history"]?.options);
      optimizer.step(closureOf(optimizer, a, b));
      const before = [a, b].map((param) => param.detach().clone());
      const known = JSON.stringify(optimizer.stateDict().state.get(0)?.n_iter);
      let calls = 0;
      const broken = (): Tensor => {
        if (++calls === 2) throw new Error("no more data");
        return closureOf(optimizer, a, b)();
      };
      const go = async (): Promise<unknown> =>
        isAsync ? optimizer.step(async () => broken()) : optimizer.step(broken);
      await expect(go()).rejects.toThrow("no more data");
      [a, b].forEach((param, i) => {
        expect(param.detach().equal(before[i] as Tensor)).toBe(true);
      });
      expect(JSON.stringify(optimizer.stateDict().state.get(0)?.n_iter)).toBe(known);
    }
  });

  test("a missing one, gradient scales and losses that are none are refused", () => {
    const [a, b] = start();
    const optimizer = new optim.LBFGS([a, b]);
    expect(() => optimizer.step()).toThrow(ArgumentError);
    expect(() => optimizer.step()).toThrow(/closure is missing: a function that zeroes the gradients/);
    expect(() => optimizer.step(closureOf(optimizer, a, b), { foundInf: tensor(0) })).toThrow(
      /takes no gradScale and foundInf/,
    );
    expect(() => optimizer.step(() => tensor([1, 2]))).toThrow(/must return the loss/);
    expect(() => optimizer.step(() => undefined)).toThrow(/must return the loss/);
  });

  test("every optimizer takes one, records in it, and returns what it does", async () => {
    const make = (): [nn.Parameter, optim.AdamW] => {
      const param = new nn.Parameter(tensor([1, 2]));
      return [param, new optim.AdamW([param], 0.1)];
    };
    const [plain, first] = make();
    plain.square().sum().backward();
    first.step();
    const [param, optimizer] = make();
    const loss = noGrad(() =>
      optimizer.step(() => {
        const value = param.square().sum();
        value.backward();
        return value;
      }),
    );
    expect(loss.item()).toBe(5);
    expect(param.equal(plain)).toBe(true);
    const [other, later] = make();
    const promised = later.step(async () => {
      const value = other.square().sum();
      await value.backwardAsync();
      return value;
    });
    expect((await promised).item()).toBe(5);
    expect(other.equal(plain)).toBe(true);
    expect(later.stepCount).toBe(1);
  });
});

test("what is known of the curvature goes on from a state dict to the bit, and foreign ones are refused", () => {
  const [a, b] = start();
  const optimizer = new optim.LBFGS([a, b], cases["wolfe-history"]?.options);
  const closure = closureOf(optimizer, a, b);
  for (let step = 0; step < 3; step++) optimizer.step(closure);
  const [a2, b2] = [a, b].map((param) => new nn.Parameter(param.detach().clone())) as [Tensor, Tensor];
  const other = new optim.LBFGS([a2, b2], { lr: 7 });
  other.loadStateDict(optimizer.stateDict());
  optimizer.step(closure);
  other.step(closureOf(other, a2, b2));
  expect(a2.equal(a) && b2.equal(b)).toBe(true);

  const before = other.stateDict().state.get(0)?.n_iter;
  const alien = new optim.LBFGS([a]);
  alien.step(() => {
    alien.zeroGrad();
    const loss = a.square().sum();
    loss.backward();
    return loss;
  });
  const { state } = alien.stateDict();
  expect(() => other.loadStateDict({ state, param_groups: optimizer.stateDict().param_groups })).toThrow(
    /"d" must be a tensor of 7 elements/,
  );
  const adam = { state: { 0: { step: 1 } }, param_groups: optimizer.stateDict().param_groups };
  expect(() => other.loadStateDict(adam)).toThrow(/"func_evals" must be a number/);
  expect(other.stateDict().state.get(0)?.n_iter).toBe(before);
});

test("steps leave no tensors behind but what the history holds", () => {
  const [a, b] = start();
  const optimizer = new optim.LBFGS([a, b], { maxIter: 3, historySize: 2, lineSearchFn: "strong_wolfe" });
  const closure = closureOf(optimizer, a, b);
  for (let step = 0; step < 3; step++) optimizer.step(closure).dispose();
  memory.collect();
  const before = memory.liveTensors();
  for (let step = 0; step < 5; step++) optimizer.step(closure).dispose();
  memory.collect();
  expect(memory.liveTensors()).toBeLessThanOrEqual(before);
});
