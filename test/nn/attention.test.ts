/** Multi-head attention against PyTorch's (the other half of `attention` in scripts/fixtures/zoo2.py). */

import { describe, expect, test } from "vitest";
import {
  enableGrad,
  manualSeed,
  memory,
  nn,
  noGrad,
  ones,
  randn,
  scope,
  type Tensor,
  zeros,
} from "../../lib/index.ts";
import { expectClose, expectSame, findPython, fixtureTensors, RTOL, runPython } from "../helpers/index.ts";

// Outside every scope, so that no test's scope frees it.
const stored = fixtureTensors("attention").tensors;

function fixed(name: string): Tensor {
  const value = stored[name];
  if (value === undefined) throw new Error(`test/fixtures/attention.safetensors has no ${name}`);
  return value;
}

const EMBED = 8;
const HEADS = 2;

const cases: Record<string, nn.MultiheadAttentionOptions> = {
  self: { batchFirst: true },
  sequence: {},
  cross: { batchFirst: true },
  three: { batchFirst: true },
  sizes: { batchFirst: true, kdim: 5, vdim: 6 },
  extra: { batchFirst: true, addBiasKv: true, addZeroAttn: true },
  nobias: { batchFirst: true, bias: false },
};

/** Which inputs of a case are one tensor. */
function inputsOf(name: string): [Tensor, Tensor, Tensor] {
  const [query, key, value] = [fixed(`${name}.in0`), fixed(`${name}.in1`), fixed(`${name}.in2`)];
  if (name === "self" || name === "sequence" || name === "nobias") return [query, query, query];
  return name === "cross" || name === "extra" ? [query, key, key] : [query, key, value];
}

describe.each(Object.entries(cases))("MultiheadAttention, case %s", (name, options) => {
  const build = (): nn.MultiheadAttention => {
    manualSeed(7);
    return new nn.MultiheadAttention(EMBED, HEADS, options);
  };

  test("has PyTorch's keys and initial values", () => {
    const prefix = `${name}.state.`;
    const keys = Object.keys(stored).filter((key) => key.startsWith(prefix));
    const state = build().stateDict();
    expect([...state.keys()]).toEqual(keys.map((key) => key.slice(prefix.length)));
    for (const [key, value] of state) expectSame(value, fixed(prefix + key), key);
  });

  test("gives PyTorch's output, weights and gradients in training", () => {
    const attention = build();
    const [output, weights] = attention.forward(...inputsOf(name));
    expectClose(output, fixed(`${name}.out`));
    expectClose(weights as Tensor, fixed(`${name}.weights`));
    output.pow(2).sum().backward();
    for (const [key, parameter] of attention.namedParameters()) {
      expectClose(parameter.grad as Tensor, fixed(`${name}.grad.${key}`), RTOL.float32, key);
    }
  });

  test("gives PyTorch's output with masks, with and without recorded gradients", () => {
    const attention = build().eval();
    const inputs = inputsOf(name);
    const along = options.batchFirst ? 1 : 0;
    const [length, source] = [inputs[0].shape[along], inputs[1].shape[along]] as [number, number];
    const batch = inputs[0].shape[1 - along] as number;
    const attnMask = ones([length, source], { dtype: "bool" }).triu(1);
    const keyPaddingMask = zeros([batch, source], { dtype: "bool" });
    keyPaddingMask.indexPut_([0, -1], true);
    const calls: Record<string, nn.AttentionCallOptions> = {
      plain: { needWeights: false },
      heads: { averageAttnWeights: false },
      mask: { attnMask },
      masks: { attnMask, keyPaddingMask, needWeights: false },
      padding: { keyPaddingMask },
      causal: { attnMask, isCausal: true, needWeights: false },
      perhead: { attnMask: fixed(`${name}.perhead`) },
    };
    for (const [call, given] of Object.entries(calls)) {
      const recorded = enableGrad(() => attention.forward(...inputs, given));
      expectClose(recorded[0], fixed(`${name}.${call}.grad`), RTOL.float32, `${call}, recorded`);
      const [output, weights] = noGrad(() => attention.forward(...inputs, given));
      expectClose(output, fixed(`${name}.${call}.out`), RTOL.float32, call);
      if (given.needWeights === false) expect(weights).toBeNull();
      else expectClose(weights as Tensor, fixed(`${name}.${call}.weights`), RTOL.float32, `${call}, weights`);
    }
  });
});

describe("MultiheadAttention", () => {
  test("takes inputs without a batch, and drops the weights PyTorch drops", () => {
    manualSeed(8);
    const attention = new nn.MultiheadAttention(EMBED, HEADS, { dropout: 0.5 });
    const x = fixed("dropped.in");
    manualSeed(9);
    const [output, weights] = attention.forward(x, x, x);
    expectClose(output, fixed("dropped.out"));
    expectClose(weights as Tensor, fixed("dropped.weights"));
  });

  test("frees what it made but its results", () => {
    const attention = new nn.MultiheadAttention(EMBED, HEADS, { batchFirst: true });
    scope(() => {
      const x = randn([2, 3, EMBED]);
      const before = memory.stats().liveTensors;
      noGrad(() => attention.forward(x, x, x));
      expect(memory.stats().liveTensors - before).toBe(2);
    });
  });

  test("prints as PyTorch prints it", () => {
    expect(String(new nn.MultiheadAttention(4, 1))).toBe(
      "MultiheadAttention(\n  (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)\n)",
    );
  });

  test("refuses sizes and masks that do not fit", () => {
    expect(() => new nn.MultiheadAttention(8, 3)).toThrow(/divisible/);
    const attention = new nn.MultiheadAttention(8, 2, { batchFirst: true });
    const x = zeros([2, 3, 8]);
    expect(() => attention.forward(x, zeros([2, 3, 6]), x)).toThrow(/8, 8 and 8 features/);
    expect(() => attention.forward(x, zeros([2, 4, 8]), x)).toThrow(/as many values as keys/);
    expect(() => attention.forward(x, zeros([3, 8]), x)).toThrow(/all without/);
    expect(() => attention.forward(x, x, x, { isCausal: true })).toThrow(/give the mask too/);
    expect(() => attention.forward(x, x, x, { attnMask: zeros([3, 4]) })).toThrow(
      /\[3,3\] or \[4,3,3\], got/,
    );
    expect(() => attention.forward(x, x, x, { keyPaddingMask: zeros([2, 3], { dtype: "int64" }) })).toThrow(
      /boolean or floating tensor, got int64/,
    );
  });
});

const python = findPython();

test.skipIf(python === undefined)(
  "MultiheadAttention gives the same as Python's at a size of use",
  async () => {
    manualSeed(2);
    const attention = new nn.MultiheadAttention(96, 6, { batchFirst: true });
    const x = randn([3, 50, 96]);
    const { outputs } = await runPython(
      `
    torch.manual_seed(2)
    attention = torch.nn.MultiheadAttention(96, 6, batch_first=True)
    x = torch.randn(3, 50, 96)
    outputs["out"], _ = attention(x, x, x, need_weights=False)
    outputs["out"].sin().sum().backward()
    outputs["grad"] = attention.in_proj_weight.grad
    attention.eval()
    with torch.no_grad():
        outputs["eval"], outputs["weights"] = attention(x, x, x)
    `,
      { threads: 1 },
    );
    const [output] = attention.forward(x, x, x, { needWeights: false });
    output.sin().sum().backward();
    expectClose(output, outputs.out as Tensor);
    expectClose(attention.in_proj_weight?.grad as Tensor, outputs.grad as Tensor, 1e-4);
    const [still, weights] = noGrad(() => attention.eval().forward(x, x, x));
    expectClose(still, outputs.eval as Tensor);
    expectClose(weights as Tensor, outputs.weights as Tensor);
  },
);
