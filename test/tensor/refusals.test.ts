// What the tensor floor says to a call it does not take: in one sentence what is wrong, never with the data itself.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  autograd,
  backends,
  cat,
  checkpoint,
  cuda,
  DTypeError,
  describeArgument,
  dtypeBytes,
  fft,
  forkRng,
  fromTypedArray,
  Generator,
  isTensor,
  keep,
  linalg,
  manualSeed,
  mapFile,
  memory,
  nn,
  noGrad,
  ones,
  ops,
  receive,
  scope,
  setNumThreads,
  setPrintOptions,
  special,
  type Tensor,
  TorchtsError,
  tensor,
  torch,
  transfer,
  useDeterministicAlgorithms,
  zeros,
} from "../../lib/index.ts";

const a = ones([2, 3]);
const later = Promise.resolve(a);
const unchecked = <T>(value: T) => value as never as (...args: unknown[]) => unknown;

function refusal(call: () => unknown): TorchtsError {
  try {
    call();
  } catch (error) {
    if (error instanceof TorchtsError) return error;
    throw error;
  }
  throw new Error("not refused");
}

const first = (call: () => unknown) => refusal(call).message.split("\n")[0];

describe("JavaScript's operators", () => {
  const wrong: Record<string, (t: number) => unknown> = {
    "t * 2": (t) => t * 2,
    "t + 1": (t) => t + 1,
    "t + text": (t) => [t as never as string, "x"].reduce((x, y) => x + y),
    "t < 1": (t) => t < 1,
    "-t": (t) => -t,
    "Math.max": (t) => Math.max(t, 1),
  };
  test.each(Object.entries(wrong))("%s is an error that names the method", (_, use) => {
    const error = refusal(() => use(a as never));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toMatch(/t\.add\(1\), t\.mul\(2\).*t\.item\(\)/);
  });

  test("a template string prints the tensor, and item() its value", () => {
    const loss = tensor(0.5);
    expect(`${loss}`).toBe("tensor(0.5000)");
    expect(String(loss)).toBe(loss.toString());
    expect(`${loss.item()}`).toBe("0.5");
    expect([loss, loss].join()).toBe("tensor(0.5000),tensor(0.5000)");
  });
});

describe("operators", () => {
  const calls: [string, () => unknown, string][] = [
    ["a dimension is missing", () => unchecked(torch.softmax)(a), "softmax: dim is missing."],
    [
      "a tensor for a list",
      () => unchecked(cat)(a),
      "cat: tensors must be a list of tensors, got float32 [2, 3]; put the tensors into a list, cat([a, b]).",
    ],
    [
      "a promise",
      () => unchecked(torch.add)(later, a),
      "add: argument 1 is a promise, or holds one; await it first.",
    ],
    [
      "a promise for a method",
      () => a.matmul(later as never),
      "matmul: argument 2 is a promise, or holds one; await it first.",
    ],
    [
      "a promise in a list",
      () => cat([a, later as never]),
      "cat: argument 1 is a promise, or holds one; await it first.",
    ],
    [
      "a near name",
      () => a.sum({ dim: 1, keepDim: true } as never),
      "sum: there is no argument named keepDim; did you mean keepdim?",
    ],
    [
      "NumPy's name",
      () => a.sum({ axis: 1 } as never),
      "sum: there is no argument named axis; did you mean dim?",
    ],
    [
      "a near name of what only makers take",
      () => zeros([2], { requires_grad: true } as never),
      "zeros: there is no argument named requires_grad; did you mean requiresGrad?",
    ],
    [
      "out",
      () => torch.add(a, a, { out: a } as never),
      "add: there is no argument named out; results are returned.",
    ],
    ["one too many", () => unchecked(torch.relu)(a, true), "relu: surplus argument true; it takes self."],
    ["twice", () => a.sum(1, { dim: 1 } as never), "sum: dim was given twice, by position and by name."],
    [
      "a wrong kind among several forms",
      () => a.add("x" as never),
      'add: other must be a tensor or a number, got "x".',
    ],
    [
      "requiresGrad that is no flag",
      () => torch.ones([2], { requiresGrad: 1 } as never),
      "ones: requiresGrad must be true or false, got 1.",
    ],
    [
      "another library's name of a type",
      () => torch.zeros([2], { dtype: "double" as never }),
      'zeros: dtype must be a dtype such as "float32" or null, got "double" (did you mean "float64"?).',
    ],
  ];
  test.each(calls)("%s", (_, call, text) => {
    expect(first(call)).toBe(text);
    expect(refusal(call)).toBeInstanceOf(ArgumentError);
  });

  test("called by map: write the arrow", () => {
    for (const call of [
      () => [a, a].map(torch.relu as never),
      () => [a].map(torch.softmax as never),
      () => [a, a].map(linalg.inv as never),
      () => [a].map(keep as never),
      () => [a].map(isTensor as never),
    ]) {
      expect(first(call)).toMatch(/write the arrow, xs\.map\(\(x\) => \w+\(x\)\)/);
    }
  });

  test("a name is given as it is written", () => {
    expect(first(() => unchecked(fft.ifft2)("x"))).toMatch(/^fft\.ifft2: self must be a tensor/);
    expect(first(() => unchecked(linalg.matrixNorm)(3))).toMatch(/^linalg\.matrixNorm: /);
    expect(first(() => special.xlog1py(zeros([2]), zeros([3])))).toMatch(/^special\.xlog1py: /);
    expect(refusal(() => linalg.inv(zeros([2, 2]))).operation).toBe("linalg.inv");
    // libtorch begins some of its texts so itself.
    expect(first(() => linalg.inv(zeros([2, 2])))).not.toMatch(/linalg\.inv: linalg/);
  });
});

describe("functions and methods beside operators", () => {
  const calls: [string, () => unknown, RegExp][] = [
    ["tensor", () => tensor([1], { requires_grad: true } as never), /did you mean requiresGrad/],
    ["tensor of a promise", () => tensor(later as never), /a promise \(await it first\)/],
    ["to", () => a.to("cpu", { nonblocking: true } as never), /did you mean nonBlocking/],
    ["to of options", () => a.to({ devce: "cpu" } as never), /did you mean device/],
    ["to of a name", () => a.to("float" as never), /"float" \(did you mean "float32"\?\)/],
    ["item", () => unchecked(a.item).call(a, 1), /item: surplus argument 1/],
    ["size", () => a.size("0" as never), /size: dim must be an integer, got "0"/],
    ["stride", () => unchecked(a.stride).call(a, 0, 1), /stride: surplus argument 1/],
    ["backward", () => a.backward({ retain_graph: true } as never), /did you mean retainGraph/],
    ["backward of a flag", () => a.backward(true as never), /gradient must be a tensor or null, got true/],
    [
      "autograd.grad",
      () => autograd.grad(a, [a], { allow_unused: true } as never),
      /did you mean allowUnused/,
    ],
    ["autograd.backward", () => autograd.backward(later as never), /tensors must be .* a promise/],
    ["indexPut_", () => a.indexPut_(0, 1, { acc: true } as never), /unknown option "acc"/],
    ["registerHook", () => a.registerHook(1 as never), /registerHook: hook must be a function/],
    ["requiresGrad_", () => a.requiresGrad_("yes" as never), /requiresGrad must be true or false/],
    ["isContiguous", () => a.isContiguous({ format: 1 } as never), /no argument named format/],
    ["fromTypedArray", () => fromTypedArray([1] as never), /array must be a typed array/],
    ["Generator", () => new Generator("gpu" as never), /device must be a device/],
    ["manualSeed", () => manualSeed(1.5), /seed must be an integer of 64 bits, got 1\.5/],
    ["forkRng", () => forkRng(() => 1, { device: [] } as never), /did you mean devices/],
    ["noGrad", () => unchecked(noGrad)(() => 1, true), /noGrad: surplus argument true/],
    ["noGrad of a value", () => unchecked(noGrad)(1), /fn must be a function, got 1/],
    ["scope", () => scope(() => 1, { nam: "x" } as never), /did you mean name/],
    ["keep", () => keep(later as never), /a promise/],
    ["checkpoint", () => checkpoint((x: Tensor) => x, a as never), /args must be a list/],
    [
      "checkpoint's reentrance",
      () => checkpoint(() => 1, [], { useReentrant: false } as never),
      /leave it out/,
    ],
    ["memory.stats", () => memory.stats({ larges: 1 } as never), /did you mean largest/],
    ["setPrintOptions", () => setPrintOptions({ edgeitems: 3 } as never), /did you mean edgeItems/],
    [
      "setPrintOptions of text",
      () => setPrintOptions({ precision: "4" } as never),
      /precision must be an integer/,
    ],
    ["setNumThreads", () => setNumThreads(0.5), /count must be an integer of at least 1/],
    [
      "cuda.synchronize",
      () => cuda.synchronize("0" as never),
      /device must be the index of a CUDA device, or its name/,
    ],
    [
      "useDeterministicAlgorithms",
      () => useDeterministicAlgorithms(true, { warn_only: true } as never),
      /warnOnly/,
    ],
    [
      "backends",
      () => {
        backends.cudnn.benchmark = 1 as never;
      },
      /expected true or false/,
    ],
    ["transfer", () => transfer(a, { shared: true } as never), /did you mean share/],
    ["receive", () => unchecked(receive)({}, 1), /receive: surplus argument 1/],
    ["ops.list", () => unchecked(ops.list)("aten"), /ops\.list: surplus argument/],
    ["dtypeBytes", () => unchecked(dtypeBytes)("int8", 1), /dtypeBytes: surplus argument 1/],
    ["describeArgument", () => unchecked(describeArgument)(1, { depth: 1 }), /unknown option "depth"/],
    ["a method that casts", () => unchecked(a.float).call(a, "x"), /float: surplus argument "x"/],
  ];
  test.each(calls)("%s", (_, call, text) => {
    const error = refusal(call);
    expect(error.message).toMatch(text);
    expect(error).toBeInstanceOf(ArgumentError);
  });
});

describe("no message holds data", () => {
  const many = new Array<number>(1e6).fill(1);
  const long = "x".repeat(1e6);
  const calls: [string, () => unknown][] = [
    ["a view of a million sizes", () => a.view(many)],
    ["a tensor of a million sizes", () => zeros([...many, -1])],
    ["a shape of a million sizes", () => fromTypedArray(new Float32Array(3), [...many, 2])],
    ["bytes for a list", () => cat(new Uint8Array(2e6) as never)],
    ["bytes for a path", () => mapFile(new Uint8Array(2e6) as never)],
    ["a long name of a type", () => dtypeBytes(long as never)],
    ["a long name of a device", () => a.to(long as never)],
    ["a long name of an operator", () => ops.call(`aten::${long}`)],
    ["a long option", () => a.sum({ [long]: 1 } as never)],
    [
      "many options",
      () => a.sum(Object.fromEntries(many.slice(0, 1e5).map((n, i) => [`k${i}`, n])) as never),
    ],
    ["many arguments", () => unchecked(torch.relu)(...many.slice(0, 1e4))],
  ];
  test.each(calls)("%s", (_, call) => {
    expect(refusal(call).message.length).toBeLessThan(4000);
  });
});

test("parameters of another dtype are a DTypeError in every operator", () => {
  const double = (...shape: number[]) => zeros(shape, { dtype: "float64" });
  const F = nn.functional;
  const calls: Record<string, () => unknown> = {
    conv1d: () => torch.conv1d(zeros([1, 3, 8]), zeros([2, 3, 3]), double(2)),
    conv2d: () => torch.conv2d(zeros([1, 3, 8, 8]), zeros([2, 3, 3, 3]), double(2)),
    "conv2d, bfloat16": () =>
      torch.conv2d(zeros([1, 3, 8, 8]), zeros([2, 3, 3, 3]), zeros([2], { dtype: "bfloat16" })),
    "conv2d's weight": () => torch.conv2d(zeros([1, 3, 8, 8]), double(2, 3, 3, 3)),
    conv3d: () => torch.conv3d(zeros([1, 3, 8, 8, 8]), zeros([2, 3, 3, 3, 3]), double(2)),
    "F.conv2d": () => F.conv2d(zeros([1, 3, 8, 8]), zeros([2, 3, 3, 3]), { bias: double(2) }),
    linear: () => torch.linear(zeros([1, 3]), zeros([2, 3]), double(2)),
    batchNorm: () =>
      torch.batchNorm(zeros([2, 3, 4]), ones([3]), double(3), zeros([3]), ones([3]), true, 0.1, 1e-5, true),
    layerNorm: () => torch.layerNorm(zeros([2, 3]), [3], zeros([3]), double(3)),
    groupNorm: () => torch.groupNorm(zeros([2, 4, 3]), 2, zeros([4]), double(4)),
    prelu: () => torch.prelu(zeros([2, 3]), double(1)),
  };
  for (const [name, call] of Object.entries(calls)) expect(refusal(call), name).toBeInstanceOf(DTypeError);
});
