/** SparseAdam against PyTorch's (scripts/fixtures/optim_more.py), and as the optimizer of an embedding. */
import { describe, expect, test } from "vitest";
import { nn, OperatorError, ones, optim, type Tensor, tensor, torch } from "../../lib/index.ts";
import { expectClose, fixtureJson, fixtureTensors, RTOL } from "../helpers/index.ts";

const steps = 20;
const { tensors: fixture } = fixtureTensors("optim_more");
const { sparse: cases } = fixtureJson<{
  sparse: Record<string, { options: object; groupKeys: string[]; step: number }>;
}>("optim_more");

function value(key: string): Tensor {
  const found = fixture[`sparse|${key}`];
  if (found === undefined) throw new Error(`the fixture has no sparse|${key}`);
  return found;
}

function gradient(step: number): Tensor {
  return torch.sparseCooTensor(value(`grad|${step}|indices`), value(`grad|${step}|values`), [6, 3]);
}

describe("steps equal PyTorch's", () => {
  test.each(Object.entries(cases))("%s", (name, { options, groupKeys, step: counted }) => {
    const param = new nn.Parameter(value("start").clone());
    const optimizer = new optim.SparseAdam([param], options);
    for (let step = 0; step < steps; step++) {
      param.grad = gradient(step);
      optimizer.step();
      const wanted = fixture[`sparse|${name}|after${step}`];
      if (wanted !== undefined) expectClose(param, wanted, RTOL.float32, `after step ${step}`);
    }
    const { state, param_groups } = optimizer.stateDict();
    const own = state.get(0);
    expect(Object.keys(own ?? {}).sort()).toEqual(["exp_avg", "exp_avg_sq", "step"]);
    expect(own?.step).toBe(counted);
    for (const key of ["exp_avg", "exp_avg_sq"])
      expectClose(own?.[key] as Tensor, value(`${name}|state|${key}`), RTOL.float32, key);
    expect(Object.keys(param_groups[0] ?? {}).sort()).toEqual(groupKeys);
  });

  test("with gradients scaled for mixed precision, also where a step is skipped", () => {
    const param = new nn.Parameter(value("start").clone());
    const optimizer = new optim.SparseAdam([param], cases.plain?.options);
    for (let step = 0; step < steps; step++) {
      param.grad = torch.sparseCooTensor(
        value(`grad|${step}|indices`),
        value(`grad|${step}|values`).mul(64),
        [6, 3],
      );
      optimizer.step({ gradScale: tensor(64), foundInf: tensor(1) });
      optimizer.step({ gradScale: tensor(64), foundInf: tensor(0) });
    }
    expectClose(param, value(`plain|after${steps - 1}`), RTOL.float32);
  });
});

test("rows of an embedding that nobody looked up stay as they are, to the bit", () => {
  const embedding = new nn.Embedding(5, 3, { sparse: true });
  const before = embedding.weight.detach().clone();
  const optimizer = new optim.SparseAdam(embedding.parameters(), { lr: 0.1 });
  for (let step = 0; step < 3; step++) {
    optimizer.zeroGrad();
    embedding
      .forward(tensor([1, 3, 1], { dtype: "int64" }))
      .square()
      .sum()
      .backward();
    optimizer.step();
  }
  const moved = embedding.weight.detach().ne(before).any(1).toArray();
  expect(moved).toEqual([false, true, false, true, false]);
});

test("a GradScaler unscales sparse gradients and leaves out a step that found an infinity", () => {
  const [param, plain] = [0, 1].map(() => new nn.Parameter(value("start").clone())) as [Tensor, Tensor];
  const [optimizer, expected] = [new optim.SparseAdam([param], 0.1), new optim.SparseAdam([plain], 0.1)];
  const scaler = new optim.GradScaler({ initScale: 4 });
  scaler.scale(tensor(1));
  for (const odd of [1, Number.POSITIVE_INFINITY, 1]) {
    const factor = scaler.getScale() * odd;
    const [indices, values] = [value("grad|0|indices"), value("grad|0|values")];
    param.grad = torch.sparseCooTensor(indices, values.mul(factor), [6, 3]);
    scaler.step(optimizer);
    scaler.update();
    if (odd !== 1) continue;
    plain.grad = gradient(0);
    expected.step();
  }
  expect(param.equal(plain)).toBe(true);
  expect(scaler.getScale()).toBe(2);
});

test("a dense gradient is refused, and a sparse one by the others", () => {
  const param = new nn.Parameter(ones([6, 3]));
  param.grad = ones([6, 3]);
  const optimizer = new optim.SparseAdam([param]);
  expect(() => optimizer.step()).toThrow(OperatorError);
  expect(() => optimizer.step()).toThrow(/has a strided gradient, and this optimizer takes sparse ones only/);
  param.grad = gradient(0);
  expect(() => new optim.NAdam([param]).step()).toThrow(/has a sparse_coo gradient, which this optimizer/);
});
