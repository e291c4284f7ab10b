// What is refused, by which class and code, and whether the text helps.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  cuda,
  DeviceError,
  DTypeError,
  fft,
  Generator,
  getNumThreads,
  linalg,
  OperatorError,
  ones,
  ops,
  randn,
  ShapeError,
  setNumThreads,
  stack,
  TorchtsError,
  tensor,
  torch,
  zeros,
} from "../../lib/index.ts";

type Kind = new (...args: never[]) => TorchtsError;

const a = randn([2, 3]);
const i = arange(6).reshape([2, 3]);
const meta = zeros([2, 3], { device: "meta" });

const REFUSED: [string, () => unknown, Kind, RegExp][] = [
  // shapes
  [
    "matmul of shapes that do not fit",
    () => a.matmul(a),
    ShapeError,
    /matmul: .*\(2x3 and 2x3\)[\s\S]*float32 \[2, 3\]/,
  ],
  [
    "add of shapes that do not broadcast",
    () => a.add(zeros([4])),
    ShapeError,
    /add: .*size of tensor a \(3\)/,
  ],
  ["view to another size", () => a.view([7]), ShapeError, /view: shape '\[7\]' is invalid/],
  ["cat of other ranks", () => torch.cat([a, zeros([2, 2, 2])]), ShapeError, /cat/],
  ["stack of other shapes", () => stack([a, zeros([2])]), ShapeError, /stack/],
  [
    "conv2d with other channels",
    () => torch.conv2d(zeros([1, 3, 4, 4]), zeros([2, 5, 3, 3])),
    ShapeError,
    /channels/,
  ],
  ["a negative size", () => zeros([-1]), ShapeError, /zeros: .*non-negative.*-1|negative dimension/s],
  ["a dimension out of range", () => a.sum(2), ArgumentError, /sum.*-2, 1/s],
  [
    "an index out of range",
    () => torch.embedding(a, tensor([9n])),
    ArgumentError,
    /embedding: index out of range/,
  ],
  // dtypes
  ["softmax of integers", () => i.softmax(0), DTypeError, /softmax: .*not implemented for 'Long'/],
  [
    "a matrix product of two types",
    () => a.matmul(zeros([3, 2], { dtype: "float64" })),
    DTypeError,
    /matmul.*same dtype/s,
  ],
  ["float indices", () => torch.embedding(a, a), DTypeError, /embedding: .*Long/],
  ["an in-place result that does not fit", () => i.add_(0.5), DTypeError, /can't be cast/],
  ["an unknown dtype", () => zeros([1], { dtype: "float" as never }), ArgumentError, /zeros/],
  // devices
  ["tensors of two devices", () => a.add_(meta), DeviceError, /add_: .*device[\s\S]*on meta/],
  ["data of a tensor without any", () => meta.data(), DeviceError, /data.*meta/s],
  ["CUDA where there is none", () => (cuda.isAvailable() ? noCuda() : a.to("cuda")), DeviceError, /cuda/i],
  [
    "CUDA where there is none, in a few words",
    () => (cuda.isAvailable() ? noCuda() : a.to("cuda:0")),
    DeviceError,
    /skipped here|^to: libtorch \S+ \S+ .*install.*\.\n {2}arguments.*$/,
  ],
  [
    "a CUDA generator where there is none",
    () => (cuda.isAvailable() ? noCuda() : new Generator("cuda")),
    DeviceError,
    /CUDA/,
  ],
  [
    "waiting for a device that is not there",
    () => cuda.synchronize(99),
    DeviceError,
    /synchronize.*CUDA|cuda:99/,
  ],
  ["an unknown device", () => a.to("gpu" as never), ArgumentError, /"gpu"/],
  // kinds of arguments
  [
    "a string for a tensor",
    () => a.add("x" as never),
    ArgumentError,
    /got: add\(float32 \[2, 3\], "x"\)[\s\S]*other: Tensor/,
  ],
  [
    "too many arguments",
    () => (a as never as { relu(n: number): unknown }).relu(1),
    ArgumentError,
    /relu\(float32 \[2, 3\], 1\)/,
  ],
  [
    "too few",
    () => (a.matmul as () => unknown)(),
    ArgumentError,
    /expected[\s\S]*matmul\(self: Tensor, other: Tensor\)/,
  ],
  ["an unknown name", () => a.sum({ dimm: 1 } as never), ArgumentError, /no argument named dimm/],
  ["null for what is required", () => torch.relu(null as never), ArgumentError, /relu\(null\)/],
  ["undefined for what is required", () => torch.add(undefined as never, a), ArgumentError, /add\(undefined/],
  ["a fraction for an integer", () => a.sum(0.5), ArgumentError, /sum\(float32 \[2, 3\], 0.5\)/],
  ["NaN for an integer", () => a.unsqueeze(Number.NaN), ArgumentError, /NaN/],
  ["an unsafe integer", () => a.unsqueeze(2 ** 60), ArgumentError, /1152921504606847000/],
  [
    "a bigint beyond 64 bits",
    () => a.unsqueeze((2n ** 64n) as never),
    ArgumentError,
    /18446744073709551616n/,
  ],
  ["a bigint out of range", () => a.unsqueeze((2n ** 62n) as never), ArgumentError, /unsqueeze/],
  ["a list with a hole", () => a.reshape([2, undefined as never, 3]), ArgumentError, /undefined/],
  ["a list with a string", () => a.permute([0, "1" as never]), ArgumentError, /"1"/],
  ["a function", () => a.mul((() => 1) as never), ArgumentError, /a function/],
  [
    "a plain array for a tensor",
    () => torch.cat([[1], [2]] as never),
    ArgumentError,
    /cat\(\[\[1\], \[2\]\]\)/,
  ],
  [
    "an unknown memory format",
    () => a.clone({ memoryFormat: "nhwc" as never }),
    ArgumentError,
    /channels_last/,
  ],
  ["an unknown layout", () => zeros([1], { layout: "dense" as never }), ArgumentError, /strided/],
  [
    "an unknown choice",
    () => torch.div(a, a, { roundingMode: "up" as never }),
    OperatorError,
    /rounding_mode.*up/,
  ],
  ["a text that is no equation", () => torch.einsum("é🙂\ud800", [a]), OperatorError, /einsum/],
  ["an empty list", () => torch.cat([]), OperatorError, /non-empty list/],
  // operators and functions
  ["an unknown operator", () => ops.call("aten::nope"), ArgumentError, /no operator aten::nope/],
  [
    "an unknown overload",
    () => ops.call("aten::add.nope", a, a),
    ArgumentError,
    /no operator aten::add\.nope/,
  ],
  ["a name without its space", () => ops.call("add", a, a), ArgumentError, /"aten::add"/],
  ["no name", () => ops.call(undefined as never), ArgumentError, /ops\.call/],
  ["a singular matrix", () => linalg.inv(zeros([2, 2])), TorchtsError, /inv: .*singular/],
  ["no threads", () => setNumThreads(0), ArgumentError, /setNumThreads/],
  ["too many threads", () => setNumThreads(1e6), TorchtsError, /4096/],
  ["a transform over no elements", () => fft.fft(zeros([0])), TorchtsError, /fft/],
];

function noCuda(): never {
  throw new DeviceError("skipped here: cuda, CUDA");
}

describe("refused", () => {
  test.each(REFUSED)("%s", (_, call, kind, text) => {
    let caught: unknown;
    try {
      call();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(kind);
    expect(String((caught as Error).message)).toMatch(text);
    expect((caught as TorchtsError).code).toMatch(/^ERR_TORCHTS_[A-Z_]+$/);
    expect((caught as Error).message).not.toMatch(/\.cpp:\d+|frame #/);
  });

  test("leaves everything usable", () => {
    expect(ones([2]).add(1).toArray()).toEqual([2, 2]);
    expect(getNumThreads()).toBeGreaterThan(0);
  });

  test("each class has its code and name", () => {
    const caught = (call: () => unknown) => {
      try {
        call();
      } catch (error) {
        return error as TorchtsError;
      }
      throw new Error("not refused");
    };
    const shape = caught(() => a.matmul(a));
    expect([shape.name, shape.code, shape.operation]).toEqual(["ShapeError", "ERR_TORCHTS_SHAPE", "matmul"]);
    expect(shape.cause).toBeInstanceOf(Error);
    expect(caught(() => i.softmax(0)).code).toBe("ERR_TORCHTS_DTYPE");
    expect(caught(() => a.add("x" as never)).code).toBe("ERR_TORCHTS_ARGUMENT");
    expect(caught(() => a.add_(meta)).code).toBe("ERR_TORCHTS_DEVICE");
    expect(caught(() => torch.cat([])).code).toBe("ERR_TORCHTS_OPERATOR");
  });
});

describe("warnings of libtorch", () => {
  test("are process warnings, each once, and nothing is printed by native code", async () => {
    const heard: string[] = [];
    const listen = (warning: Error) => heard.push(`${warning.name}: ${warning.message}`);
    process.on("warning", listen);
    for (let n = 0; n < 3; n++) torch.std(tensor([1]));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("warning", listen);
    expect(heard.filter((text) => /^TorchWarning: std\(\): degrees of freedom/.test(text)).length).toBe(1);
  });
});
