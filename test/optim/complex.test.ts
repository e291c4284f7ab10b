/** Steps of complex parameters against PyTorch at run time: each part for itself. */
import { describe, expect, test } from "vitest";
import { nn, optim, type Tensor, tensor, torch } from "../../lib/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../helpers/index.ts";

type OptimizerClass = new (params: Iterable<Tensor>, options: object) => optim.Optimizer;
const classes = optim as unknown as Record<string, OptimizerClass>;

const cases: [string, Record<string, unknown>][] = [
  ["RMSprop", {}],
  ["RMSprop", { centered: true }],
  ["RMSprop", { momentum: 0.9 }],
  ["RMSprop", { momentum: 0.9, centered: true, weightDecay: 0.1, maximize: true }],
  ["SGD", { lr: 0.1 }],
  ["SGD", { lr: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1 }],
  ["Adam", {}],
  ["Adam", { amsgrad: true, weightDecay: 0.1 }],
  ["AdamW", { maximize: true }],
  ["Adagrad", {}],
  ["Adagrad", { initialAccumulatorValue: 0.5, lrDecay: 0.1, weightDecay: 0.1 }],
];

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe.skipIf(findPython() === undefined)("complex parameters", () => {
  test.each(cases)("%s %o", async (name, options) => {
    const python = Object.fromEntries(Object.entries(options).map(([key, value]) => [snake(key), value]));
    const real = tensor([1, -2, 0.5, 3, -0.25, 1.5, 2, -1]).reshape([2, 2, 2]);
    const { outputs } = await runPython(
      `
      p = torch.nn.Parameter(torch.view_as_complex(inputs["start"].clone()))
      o = getattr(torch.optim, args["name"])([p], **args["options"])
      outputs = {}
      for i in range(4):
          p.grad = torch.view_as_complex((inputs["start"] * (1 + i)).sin().contiguous())
          o.step()
          outputs[f"p{i}"] = torch.view_as_real(p.detach()).clone()
      for key, value in o.state[p].items():
          if torch.is_tensor(value) and value.is_complex():
              outputs[f"state.{key}"] = torch.view_as_real(value).clone()
      `,
      { inputs: { start: real }, args: { name, options: python } },
    );
    const p = new nn.Parameter(torch.viewAsComplex(real.clone()));
    const o = new (classes[name] as OptimizerClass)([p], options);
    for (let i = 0; i < 4; i++) {
      p.grad = torch.viewAsComplex(real.mul(1 + i).sin());
      o.step();
      expectClose(torch.viewAsReal(p.detach()), outputs[`p${i}`] as Tensor, RTOL.float32, `after step ${i}`);
    }
    const state = o.state.get(p) as Record<string, Tensor>;
    const saved = Object.keys(outputs).filter((key) => key.startsWith("state."));
    expect(Object.keys(state).filter((key) => key !== "step").length).toBe(saved.length);
    for (const key of saved) {
      const own = state[key.slice("state.".length)] as Tensor;
      expect(own.dtype).toBe("complex64");
      expectClose(torch.viewAsReal(own), outputs[key] as Tensor, RTOL.float32, key);
    }
  });
});
