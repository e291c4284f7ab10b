// Operators against PyTorch: every kind of argument, the choice among overloads, several results, in-place.
import { describe, expect, test } from "vitest";
import { type DType, fft, linalg, ops, special, Tensor, tensor, torch } from "../../lib/index.ts";
import { functionNames, methodNames } from "../../lib/tensor/generated/names.gen.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import { readOverloads, reasonLeftOut } from "../../lib/tensor/schema.ts";
import { expectClose, expectSame, RTOL } from "../helpers/index.ts";
import { type Case, callNamed, decode, decodeOptions, type Expected, facts, savedTensor } from "./fixture.ts";

const SPACES: Record<string, object> = { linalg, fft, special };

function makeCall({ call, args, kwargs }: Case): unknown {
  const [space, ...path] = call.split(".") as [string, ...string[]];
  const name = path.at(-1) as string;
  const given = args.map(decode);
  const options = decodeOptions(kwargs);
  const all = Object.keys(options).length > 0 ? [...given, options] : given;
  if (space === "Tensor") return callNamed(given[0] as Tensor, camelCase(name), all.slice(1));
  if (space === "aten") return ops.call(`aten::${name}`, ...all);
  if (path.length === 2) return callNamed(SPACES[path[0] as string] as object, camelCase(name), all);
  return callNamed(torch, camelCase(name), all);
}

function compare(actual: unknown, expected: Expected, where: string): void {
  if (expected.list !== undefined) {
    const items = expected.names?.map((name) => (actual as Record<string, unknown>)[camelCase(name)]);
    const list = (items ?? Object.values(actual as object)) as unknown[];
    expect(list.length, `${where}: number of results`).toBe(expected.list.length);
    for (const [i, item] of expected.list.entries()) compare(list[i], item, `${where}[${i}]`);
    return;
  }
  if (expected.tensor === undefined) {
    const { value } = expected;
    if (typeof value === "number") expect(actual, where).toBeCloseTo(value, 6);
    else expect(actual, where).toEqual("value" in expected ? value : expected.dtype);
    return;
  }
  expect(actual, where).toBeInstanceOf(Tensor);
  const got = actual as Tensor;
  expect([got.dtype, got.shape, got.stride()], where).toEqual([
    expected.dtype,
    expected.shape,
    expected.stride,
  ]);
  const wanted = savedTensor(expected.tensor);
  const plain = got.dtype.startsWith("complex") ? torch.viewAsReal(got.resolveConj()) : got;
  const rtol = RTOL[plain.dtype as keyof typeof RTOL];
  if (rtol === undefined) expectSame(plain.contiguous(), wanted, where);
  else expectClose(plain, wanted, rtol, where);
}

describe("PyTorch's result for the same call", () => {
  for (const [i, item] of facts.operators.entries()) {
    const shown = [...item.args.map((a) => JSON.stringify(a)), JSON.stringify(item.kwargs)].join(", ");
    test(`${i} ${item.call}(${shown})`, () => {
      const before = item.args.map(decode);
      const result = makeCall(item);
      compare(result, item.result, item.call);
      expect(before.length).toBe(item.args.length);
    });
  }
});

describe("spellings of one call", () => {
  const x = () =>
    tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);

  test("positional, named and mixed arguments give the same", () => {
    const expected = [[6], [15]];
    expect(x().sum(1, true).toArray()).toEqual(expected);
    expect(x().sum({ dim: 1, keepdim: true }).toArray()).toEqual(expected);
    expect(x().sum([1], { keepdim: true }).toArray()).toEqual(expected);
    expect(torch.sum(x(), 1, { keepdim: true }).toArray()).toEqual(expected);
    expect(ops.call("aten::sum.dim_IntList", x(), 1, true)).toSatisfy((t: Tensor) => t.shape[1] === 1);
  });

  test("undefined stands for the default", () => {
    expect(x().sum(1, undefined).shape).toEqual([2]);
    expect(x().sum({ dim: 1, keepdim: undefined }).shape).toEqual([2]);
    expect(x().add(1, undefined).toArray()).toEqual(x().add(1).toArray());
  });

  test("a number stands for a list of the fixed length", () => {
    const image = torch.ones([1, 1, 6, 6]);
    const weight = torch.ones([1, 1, 3, 3]);
    const a = torch.conv2d(image, weight, { stride: 2, padding: 1 });
    expect(a.shape).toEqual(torch.conv2d(image, weight, { stride: [2, 2], padding: [1, 1] }).shape);
  });

  test("whole numbers are integers, others floating", () => {
    const i = tensor([1n, 2n]);
    expect(i.add(1).dtype).toBe("int64");
    expect(i.add(1.5).dtype).toBe("float32");
    expect(i.mul(true).dtype).toBe("int64");
    expect(i.div(2).dtype).toBe("float32");
  });

  test("integers beyond 2^53 go in and out exactly", () => {
    const big = 9007199254740993n;
    const t = tensor([big]);
    expect(t.add(2n).item()).toBe(big + 2n);
    expect(t.sub(big).item()).toBe(0);
    expect(torch.full([1], -(2n ** 63n), { dtype: "int64" }).item()).toBe(-(2n ** 63n));
    expect(t.eq(big).item()).toBe(true);
  });
});

describe("in-place operators", () => {
  test("return the object they were called on", () => {
    const x = tensor([1, 2, 3]);
    expect(x.add_(1)).toBe(x);
    expect(x.mul_(2).sub_(1)).toBe(x);
    expect(torch.relu_(x)).toBe(x);
    expect(x.toArray()).toEqual([3, 5, 7]);
  });

  test("an out argument is the result", () => {
    const out = tensor([0, 0]);
    expect(ops.call("aten::add.out", tensor([1, 2]), tensor([3, 4]), { out })).toBe(out);
    expect(out.toArray()).toEqual([4, 6]);
  });

  test("count a version", () => {
    const x = tensor([1]);
    const { version } = x;
    x.add_(1);
    expect(x.version).toBe(version + 1);
  });
});

describe("several results", () => {
  test("come by name where the schema names them", () => {
    const { values, indices } = tensor([
      [1, 3],
      [4, 2],
    ]).max(1);
    expect([values.toArray(), indices.toArray()]).toEqual([
      [3, 4],
      [1, 0],
    ]);
    const { Q, R } = linalg.qr(
      tensor([
        [2, 0],
        [0, 3],
      ]),
    ) as { Q: Tensor; R: Tensor };
    expect(Q.matmul(R).abs().toArray()).toEqual([
      [2, 0],
      [0, 3],
    ]);
  });

  test("come in order where it does not", () => {
    const [variance, mean] = torch.varMean(tensor([1, 2, 3])) as [Tensor, Tensor];
    expect([variance.item(), mean.item()]).toEqual([1, 2]);
  });

  test("an undefined tensor is null", () => {
    const [gradInput, gradWeight, gradBias] = ops.call(
      "aten::convolution_backward",
      torch.ones([1, 1, 2, 2]),
      torch.ones([1, 1, 2, 2]),
      torch.ones([1, 1, 1, 1]),
      [1],
      [1, 1],
      [0, 0],
      [1, 1],
      false,
      [0, 0],
      1,
      [true, false, false],
    ) as (Tensor | null)[];
    expect(gradInput?.shape).toEqual([1, 1, 2, 2]);
    expect([gradWeight, gradBias]).toEqual([null, null]);
  });
});

describe("the whole operator set", () => {
  test("every public operator resolves, and each of its overloads is callable or has a reason not to be", () => {
    expect(functionNames.length).toBeGreaterThanOrEqual(1000);
    let callable = 0;
    const without: string[] = [];
    for (const name of functionNames) {
      const overloads = readOverloads(`aten::${name}`);
      expect(overloads.length, name).toBeGreaterThan(0);
      const reasons = overloads.map(reasonLeftOut);
      callable += reasons.filter((reason) => reason === undefined).length;
      if (!reasons.includes(undefined)) without.push(name);
      for (const overload of overloads) {
        expect(overload.args.every((a) => a.name !== "" && Number.isInteger(a.kind))).toBe(true);
      }
    }
    expect(callable).toBeGreaterThan(1300);
    expect(without, "operators no call reaches").toEqual([]);
  });

  test("every name is a function, and a method where it takes self", () => {
    for (const name of functionNames) expect(torch, name).toHaveProperty(camelCase(name));
    for (const name of methodNames) expect(Tensor.prototype, name).toHaveProperty(camelCase(name));
  });

  test("operators outside the public set are called by name", () => {
    const params = [tensor([1, 2])];
    ops.call("aten::_fused_sgd_", params, [tensor([1, 1])], [], {
      weightDecay: 0,
      momentum: 0,
      lr: 0.5,
      dampening: 0,
      nesterov: false,
      maximize: false,
      isFirstStep: true,
    });
    expect(params[0]?.toArray()).toEqual([0.5, 1.5]);
    expect(ops.list()).toContain("aten::add.Tensor");
  });
});

describe("unsafe operators", () => {
  const args = [torch.ones([1, 1, 4]), torch.ones([1, 1, 2]), [1, 1]];

  test("are refused with the reason, whichever way they are called", () => {
    expect(() => callNamed(torch, "reflectionPad1dBackward", args)).toThrow(/does not check.*ops\.unsafe/);
    expect(() => ops.call("aten::reflection_pad1d_backward", ...args)).toThrow(/crash/);
    expect(() => ops.call("aten::reflection_pad1d_backward.grad_input", ...args)).toThrow(/crash/);
    for (const name of Object.keys(ops.unsafeOperators)) expect(functionNames).toContain(name);
  });

  test("are reached through ops.unsafe", () => {
    const x = tensor([[[1, 2]]], { requiresGrad: true });
    torch.reflectionPad1d(x, [1, 1]).sum().backward();
    const gradient = ops.unsafe("aten::reflection_pad1d_backward", torch.ones([1, 1, 4]), x.detach(), [1, 1]);
    expect((gradient as Tensor).toArray()).toEqual(x.grad?.toArray());
  });
});

describe("sizes beyond the shared buffer", () => {
  test("10,000 tensors as arguments", () => {
    const ones = Array.from({ length: 10_000 }, () => tensor([1]));
    expect(torch.cat(ones).sum().item()).toBe(10_000);
  });

  test("5,000 tensors as results", () => {
    const parts = torch.arange(5000).unbind(0);
    expect(parts.length).toBe(5000);
    expect(parts[4999]?.item()).toBe(4999);
    expect(torch.arange(20_000).split(2).at(-1)?.toArray()).toEqual([19_998, 19_999]);
  });

  test("long lists of integers and strings", () => {
    const sizes = new Array<number>(6000).fill(1);
    expect(torch.arange(6000).split(sizes).length).toBe(6000);
    expect(() => torch.einsum("a".repeat(10_000), [tensor([1])])).toThrow(/einsum/);
    expect(() => torch.zeros(new Array<number>(5000).fill(1))).not.toThrow(RangeError);
  });

  test("dtypes stay strings", () => {
    const all: DType[] = ["float16", "bfloat16", "int8", "bool", "complex64"];
    for (const dtype of all) expect(torch.zeros([1], { dtype }).dtype).toBe(dtype);
  });
});
