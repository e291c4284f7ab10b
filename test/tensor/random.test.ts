// Random numbers: equal seeds give PyTorch's numbers.
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  arange,
  defaultGenerator,
  empty,
  full,
  Generator,
  getRngState,
  manualSeed,
  ones,
  rand,
  randint,
  randLike,
  randn,
  randperm,
  setRngState,
  type Tensor,
  tensor,
  torch,
} from "../../lib/index.ts";
import { expectClose, expectSame, isSanitized } from "../helpers/index.ts";
import { facts, savedTensor } from "./fixture.ts";

// In the order of the fixture: each call starts where the one before left the stream.
const STREAM: Record<string, () => Tensor> = {
  rand: () => rand([5]),
  randn: () => randn([3, 7]),
  randn_large: () => randn([40]),
  randint: () => randint(1000, [6]),
  randint_wide: () => randint(-(2 ** 40), 2 ** 40, [4]),
  randperm: () => randperm(10),
  normal_: () => empty([20]).normal_(1, 3),
  uniform_: () => empty([5]).uniform_(-2, 2),
  bernoulli: () => torch.bernoulli(full([12], 0.4)),
  bernoulli_: () => empty([6]).bernoulli_(0.7),
  dropout: () => torch.dropout(ones([12]), 0.5, true),
  feature_dropout: () => torch.featureDropout(ones([2, 4, 2, 2]), 0.5, true),
  multinomial: () =>
    torch.multinomial(
      tensor([
        [0.1, 0.2, 0.7],
        [0.5, 0.25, 0.25],
      ]),
      4,
      true,
    ),
  exponential_: () => empty([4]).exponential_(2),
  randn_double: () => randn([4], { dtype: "float64" }),
  rand_half: () => rand([4], { dtype: "float16" }),
  randn_bf16: () => randn([4], { dtype: "bfloat16" }),
  rand_like: () => randLike(empty([3])),
  poisson: () => torch.poisson(tensor([1, 5, 10])),
  cauchy_: () => empty([3]).cauchy_(),
  // torch.nn.init.kaiming_normal_, spelled out
  kaiming: () => empty([3, 4]).normal_(0, Math.sqrt(2) / Math.sqrt(4)),
  random_: () => empty([4], { dtype: "int64" }).random_(),
  geometric_: () => empty([4]).geometric_(0.3),
  log_normal_: () => empty([3]).logNormal_(),
};

describe("manualSeed", () => {
  test("one stream of many operators is PyTorch's", () => {
    manualSeed(42);
    const names = facts.random.filter((name) => !name.startsWith("seed"));
    expect(names).toEqual(Object.keys(STREAM));
    for (const name of names) {
      const make = STREAM[name] as () => Tensor;
      const actual = make();
      const expected = savedTensor(`random.${name}`);
      // Kernels of other CPUs may differ in the last bit of logarithms; integers and uniforms may not.
      if (["rand", "randint", "randperm", "bernoulli", "dropout", "multinomial"].includes(name)) {
        expectSame(actual, expected, name);
      } else if (actual.dtype === "int64") expectSame(actual, expected, name);
      else expectClose(actual, expected, 1e-6, name);
    }
  });

  test.each([0, 1, 2 ** 32 - 1, 2 ** 53 - 1, -1])("seed %d", (seed) => {
    manualSeed(seed);
    expectSame(randn([3]), savedTensor(`random.seed${seed}`));
  });

  test("seeds beyond 2^53 as bigint", () => {
    manualSeed(2n ** 63n + 12345n);
    expectSame(randn([3]), savedTensor("random.seedbig"));
  });

  test.each([1.5, Number.NaN, 2 ** 60, "1" as never, 2n ** 64n, -(2n ** 63n) - 1n])(
    "%s is no seed",
    (seed) => {
      expect(() => manualSeed(seed)).toThrow(ArgumentError);
      expect(() => new Generator().manualSeed(seed)).toThrow(ArgumentError);
    },
  );
});

describe("generators", () => {
  test("have a stream of their own", () => {
    manualSeed(0);
    const a = new Generator().manualSeed(5);
    const first = rand([4], { generator: a });
    rand([10]);
    const second = rand([4], { generator: a });
    const b = new Generator().manualSeed(5);
    expectSame(rand([4], { generator: b }), first);
    expectSame(rand([4], { generator: b }), second);
    expect(b.initialSeed()).toBe(5n);
  });

  test("of the default seed are not all one", () => {
    expect(() => rand([2], { generator: {} as never })).toThrow(ArgumentError);
    expect(new Generator().device).toBe("cpu");
  });

  test.skipIf(isSanitized)("many are not kept for ever", () => {
    const make = (count: number) => {
      for (let i = 0; i < count; i++) rand([1], { generator: new Generator() }).dispose();
    };
    make(20_000);
    const { rss } = process.memoryUsage();
    make(40_000); // 5 KB each: 200 MB if they were kept
    expect(process.memoryUsage().rss - rss).toBeLessThan(60e6);
  });
});

describe("state", () => {
  test("of the default generator is saved and restored", () => {
    manualSeed(3);
    rand([5]);
    const state = getRngState();
    const wanted = randn([6]);
    randperm(100);
    setRngState(state);
    expectSame(randn([6]), wanted);
    expect([state.dtype, state.ndim]).toEqual(["uint8", 1]);
  });

  test("of one generator goes to another", () => {
    const a = new Generator().manualSeed(9);
    rand([3], { generator: a });
    const b = new Generator();
    setRngState(getRngState(a), b);
    expectSame(rand([3], { generator: a }), rand([3], { generator: b }));
    expect(defaultGenerator()).toBe(defaultGenerator());
  });

  test("that is none is refused", () => {
    expect(() => setRngState(arange(3).byte())).toThrow(/setRngState/);
    expect(() => setRngState(tensor([1]))).toThrow(/setRngState/);
  });
});
