/** Batch normalisation that learns a scale without a shift, against PyTorch at run time. */
import { describe, expect, test } from "vitest";
import { nn, type Tensor, tensor, torch } from "../../lib/index.ts";
import { expectClose, findPython, RTOL, runPython } from "../helpers/index.ts";

const layers = [
  ["BatchNorm1d", nn.BatchNorm1d, [5, 3, 4]],
  ["BatchNorm2d", nn.BatchNorm2d, [2, 3, 4, 5]],
] as const;

describe.skipIf(findPython() === undefined)("without a bias", () => {
  test.each(layers)("%s is PyTorch's", async (name, make, shape) => {
    const x = torch
      .arange(
        shape.reduce((a, b) => a * b, 1),
        { dtype: "float32" },
      )
      .sin()
      .reshape(shape);
    const weight = tensor([0.5, -1.5, 2]);
    const { outputs, result } = await runPython(
      `
      layer = getattr(torch.nn, args["name"])(3, bias=False)
      result = {"repr": repr(layer), "keys": list(layer.state_dict()), "params": [n for n, _ in layer.named_parameters()]}
      layer.weight.data.copy_(inputs["weight"])
      x = inputs["x"].clone().requires_grad_()
      out = layer(x)
      (out * torch.arange(out.numel()).reshape(out.shape).cos()).sum().backward()
      layer.eval()
      outputs = {"out": out.detach(), "grad": x.grad, "weight_grad": layer.weight.grad, "eval": layer(x).detach(),
                 "mean": layer.running_mean, "var": layer.running_var}
      `,
      { inputs: { x, weight }, args: { name } },
    );
    const layer = new make(3, { bias: false });
    expect(layer.bias).toBeNull();
    expect(String(layer)).toBe((result as { repr: string }).repr);
    expect([...layer.stateDict().keys()]).toEqual((result as { keys: string[] }).keys);
    expect([...layer.namedParameters()].map(([key]) => key)).toEqual((result as { params: string[] }).params);

    layer.loadStateDict({ weight }, { strict: false });
    const input = x.clone().requiresGrad_();
    const out = layer.forward(input);
    const factors = torch.arange(out.numel(), { dtype: "float32" }).cos().reshape(shape);
    out.mul(factors).sum().backward();
    layer.eval();
    const close = (actual: Tensor | null, key: string): void => {
      expectClose(actual as Tensor, outputs[key] as Tensor, RTOL.float32, key);
    };
    close(out.detach(), "out");
    close(input.grad, "grad");
    close(layer.weight?.grad ?? null, "weight_grad");
    close(layer.forward(input).detach(), "eval");
    close(layer.running_mean, "mean");
    close(layer.running_var, "var");
    layer.resetParameters();
    expect(layer.weight?.toArray()).toEqual([1, 1, 1]);
  });
});
