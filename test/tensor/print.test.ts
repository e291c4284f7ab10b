// Printing: the text is PyTorch's, character by character.
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  Complex,
  empty,
  formatTensor,
  memory,
  noGrad,
  OperatorError,
  setPrintOptions,
  type Tensor,
  type TensorLike,
  tensor,
  torch,
} from "../../lib/index.ts";
import { facts } from "./fixture.ts";

function parse(value: unknown): number | bigint | boolean {
  if (typeof value === "boolean") return value;
  if (value === "nan") return Number.NaN;
  if (value === "inf") return Number.POSITIVE_INFINITY;
  if (value === "-inf") return Number.NEGATIVE_INFINITY;
  if (value === "-0") return -0;
  return typeof value === "string" ? BigInt(value) : (value as number);
}

function make({ dtype, shape, arange: regular, values }: (typeof facts.printed)[number]): Tensor {
  if (regular)
    return arange(shape.reduce((a, b) => a * b, 1))
      .to(dtype)
      .reshape(shape);
  if (dtype.startsWith("complex")) {
    const parts = (values as unknown[][]).map((pair) => pair.map(parse));
    const flat = tensor(parts.flat() as TensorLike, { dtype: "float32" }).reshape([...shape, 2]);
    return torch.viewAsComplex(flat.contiguous());
  }
  return tensor(values.map(parse) as TensorLike, { dtype }).reshape(shape);
}

describe("str() of PyTorch", () => {
  for (const [i, item] of facts.printed.entries()) {
    test(`${i} ${item.dtype} [${item.shape.join(", ")}] ${JSON.stringify(item.values ?? "arange").slice(0, 60)}`, () => {
      expect(String(make(item))).toBe(item.text);
    });
  }
});

/** A view made without gradients, whose base was then changed in place with them. */
function staleView(): Tensor {
  const base = tensor([1, 2], { requiresGrad: true }).mul(2);
  const view = noGrad(() => base.view([2, 1]));
  base.add_(1);
  return view;
}

describe("suffixes and options", () => {
  const expected = facts.printedExtras;
  const x = () => tensor([1, 2], { requiresGrad: true });
  afterEach(() => setPrintOptions());

  test.each<[string, () => Tensor]>([
    ["requires_grad", x],
    ["grad_fn", () => x().mul(2)],
    ["grad_fn_sum", () => x().mul(2).sum()],
    ["grad_fn_invalid", staleView],
    ["meta", () => empty([2, 3], { device: "meta" })],
    ["meta_int", () => empty([2], { device: "meta", dtype: "int64" })],
    ["long_suffixes", () => arange(9).double().reshape([3, 3]).requiresGrad_().mul(1.5)],
    ["long_row", () => arange(14).double().requiresGrad_().mul(1.25)],
    ["transposed", () => arange(6).reshape([2, 3]).t()],
    ["expanded", () => tensor([1]).expand([2, 3])],
    ["parameter_of_view", () => x().view([2, 1])],
  ])("%s", (name, make) => {
    expect(make().toString()).toBe(expected[name]);
  });

  test("what printing calls invalid is a typed error where it is asked for", () => {
    expect(() => staleView().gradFn).toThrow(OperatorError);
  });

  test("precision and scientific notation", () => {
    setPrintOptions({ precision: 2, sciMode: true });
    expect(String(tensor([1, 0.333]))).toBe(expected.precise);
  });

  test("threshold, edge items and line width", () => {
    setPrintOptions({ threshold: 5, edgeItems: 1, lineWidth: 20 });
    expect(String(arange(20).float().reshape([4, 5]))).toBe(expected.narrow);
  });

  test("an unknown option is refused", () => {
    expect(() => setPrintOptions({ precison: 2 } as never)).toThrow(ArgumentError);
  });
});

describe("the ways to print", () => {
  test("console.log and template strings show the same", () => {
    const x = tensor([1.5]);
    expect([inspect(x), `${x}`, formatTensor(x)]).toEqual(new Array(3).fill("tensor([1.5000])"));
  });

  test("a freed tensor prints instead of throwing", () => {
    const x = tensor([1]);
    x.dispose();
    expect(inspect(x)).toBe("tensor(freed)");
  });

  test("printing frees what it makes", () => {
    const x = torch.randn([40, 40]);
    memory.collect();
    const before = memory.liveTensors();
    String(x);
    expect(memory.liveTensors()).toBe(before);
  });

  test("sparse tensors and complex numbers print", () => {
    expect(String(torch.eye(2).toSparse())).toContain("layout=torch.sparse_coo");
    expect(String(new Complex(1, -2))).toBe("1-2i");
  });
});
