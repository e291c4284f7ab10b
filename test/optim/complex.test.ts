/** Steps of complex parameters against PyTorch's (scripts/fixtures/optim_more.py): each part for itself. */
import { describe, expect, test } from "vitest";
import { nn, optim, type Tensor, torch } from "../../lib/index.ts";
import { expectClose, fixtureJson, fixtureTensors, RTOL } from "../helpers/index.ts";

type OptimizerClass = new (params: Iterable<Tensor>, options: object) => optim.Optimizer;
const classes = optim as unknown as Record<string, OptimizerClass>;

const steps = 20;
const { tensors: fixture } = fixtureTensors("optim_more");
const { complex: cases } = fixtureJson<{ complex: Record<string, { optimizer: string; options: object }> }>(
  "optim_more",
);

function value(key: string): Tensor {
  const found = fixture[`complex|${key}`];
  if (found === undefined) throw new Error(`the fixture has no complex|${key}`);
  return found;
}

describe("complex parameters", () => {
  test.each(Object.entries(cases))("%s", (name, { optimizer, options }) => {
    const param = new nn.Parameter(torch.viewAsComplex(value("start").clone()));
    const made = new (classes[optimizer] as OptimizerClass)([param], options);
    for (let step = 0; step < steps; step++) {
      param.grad = torch.viewAsComplex(value(`grad|${step}`).clone());
      made.step();
      if (step !== 0 && step !== steps - 1) continue;
      const wanted = value(`${name}|after${step}`);
      expectClose(torch.viewAsReal(param.detach()), wanted, RTOL.float32, `after step ${step}`);
    }
    const state = made.state.get(param) as Record<string, Tensor>;
    const prefix = `complex|${name}|state|`;
    const saved = Object.keys(fixture).filter((key) => key.startsWith(prefix));
    const own = Object.entries(state).filter(([, one]) => one.dtype === "complex64");
    expect(own.length).toBe(saved.length);
    for (const [key, one] of own) {
      expectClose(torch.viewAsReal(one), fixture[`${prefix}${key}`] as Tensor, RTOL.float32, key);
    }
  });
});
