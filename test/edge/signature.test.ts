// What a public entry takes, and what it refuses: names, kinds, surplus arguments.
import { expect, test } from "vitest";
import {
  abortSignal,
  boolean,
  integerFrom,
  type Kinds,
  listed,
  listOf,
  nullable,
  number,
  oneOf,
  optionsOf,
  type Rest,
  signature,
} from "../../lib/edge/index.ts";
import { ArgumentError, nn, zeros } from "../../lib/index.ts";

interface Options {
  p?: number;
  inplace?: boolean;
  mode?: "row" | "batch";
  weightDecay?: number | null;
}

const kinds: Kinds<Options> = {
  p: number,
  inplace: boolean,
  mode: oneOf("row", "batch"),
  weightDecay: nullable(number),
};
const TAKES = signature<Options>("op", { options: kinds, positional: ["p", "inplace"] });

function op(...rest: Rest<Options, [p: number, inplace: boolean]>): Options {
  return TAKES.read(rest);
}

/** Calls as plain JavaScript does. */
const loose = op as (...args: unknown[]) => Options;

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).code).toBe("ERR_TORCHTS_ARGUMENT");
    return (error as ArgumentError).message;
  }
  throw new Error("it was taken in silence");
}

test("options come by name, in PyTorch's order, or both", () => {
  expect(op()).toEqual({});
  expect(loose(undefined)).toEqual({});
  expect(op({ p: 0.1, mode: "row" })).toEqual({ p: 0.1, mode: "row" });
  expect(op(0.1)).toEqual({ p: 0.1 });
  expect(op(0.1, true)).toEqual({ p: 0.1, inplace: true });
  expect(op(0.1, { mode: "batch" })).toEqual({ p: 0.1, mode: "batch" });
});

test("undefined is an option that was not given", () => {
  expect(op({ p: undefined }).p).toBeUndefined();
  expect(loose({ p: 0.1, other: undefined }).p).toBe(0.1);
});

test("an unknown name is refused with the name that was meant", () => {
  expect(refusal(() => loose({ weight_decay: 1 }))).toBe(
    'op: unknown option "weight_decay"; did you mean weightDecay? It takes the options p, inplace, mode, weightDecay.',
  );
  expect(refusal(() => loose({ wd: 1 }))).toContain("did you mean weightDecay?");
  expect(refusal(() => loose({ weigthDecay: 1 }))).toContain("did you mean weightDecay?");
  expect(refusal(() => loose({ probability: 1 }))).toContain("did you mean p?");
  expect(refusal(() => loose({ nonsense: 1 }))).toBe(
    'op: unknown option "nonsense". It takes the options p, inplace, mode, weightDecay.',
  );
  for (const name of ["constructor", "__proto__x", "hasOwnProperty", "toString"]) {
    expect(refusal(() => loose({ [name]: 1 }))).toContain(`unknown option "${name}"`);
  }
  expect(refusal(() => loose(0.1, { modes: "row" }))).toContain("did you mean mode?");
});

test("a value of another kind is refused", () => {
  expect(refusal(() => loose({ p: "0.1" }))).toBe('op: p must be a number, got "0.1".');
  expect(refusal(() => loose({ p: Number.NaN }))).toBe("op: p must be a number, got NaN.");
  expect(refusal(() => loose({ p: null }))).toBe("op: p must be a number, got null.");
  expect(refusal(() => loose({ inplace: 1 }))).toBe("op: inplace must be true or false, got 1.");
  expect(refusal(() => loose({ mode: "column" }))).toBe(
    'op: mode must be one of "row", "batch", got "column".',
  );
  expect(refusal(() => loose({ p: Promise.resolve(1) }))).toContain("got a promise (await it first)");
  expect(loose({ weightDecay: null }).weightDecay).toBeNull();
});

test("surplus arguments and things that are no options are refused", () => {
  expect(refusal(() => loose(0.1, true, 3))).toContain("op: surplus argument 3.");
  expect(refusal(() => loose(0.1, true, {}, {}))).toContain("surplus argument an object");
  expect(refusal(() => loose({ p: 0.1 }, {}))).toContain("surplus argument");
  expect(refusal(() => loose({ p: 0.1 }, 7))).toContain("surplus argument");
  expect(refusal(() => loose(0.1, { p: 0.2 }))).toContain("p was given twice");
  for (const value of [null, [1], new Map(), Promise.resolve({}), new (class Thing {})(), "text"]) {
    expect(
      refusal(() => loose(value)),
      String(value),
    ).toMatch(/must be|expected/);
  }
});

test("array methods, which pass an index too, get the advice to write the arrow", () => {
  const relu = signature<{ inplace?: boolean }>("nn.functional.relu", {
    options: { inplace: boolean },
    positional: ["inplace"],
  });
  const call = (_: unknown, ...rest: unknown[]): unknown => relu.read(rest);
  expect(refusal(() => [1, 2].map(call))).toContain("xs.map((x) => relu(x))");
});

test("required arguments and options are named where they are missing", () => {
  const pool = signature<{ dim: number; signal?: AbortSignal }>("pool", {
    takes: { size: integerFrom(1), shape: listOf(integerFrom(0), 2) },
    options: { dim: number, signal: abortSignal },
    required: ["dim"],
  });
  expect(refusal(() => pool.check(3))).toContain("pool: shape is missing.");
  expect(refusal(() => pool.check("3", [1, 2]))).toBe(
    'pool: size must be an integer of at least 1, got "3".',
  );
  expect(refusal(() => pool.check(3, [1]))).toContain("shape must be a list of 2");
  expect(refusal(() => pool.read([]))).toContain(
    "pool: dim is missing. It takes size, shape and the options dim, signal.",
  );
  expect(refusal(() => pool.read([{ signal: {} }]))).toContain("signal must be an AbortSignal");
  expect(pool.read([{ dim: 1, signal: new AbortController().signal }]).dim).toBe(1);
});

test("no message holds data", () => {
  const long = refusal(() => loose({ p: "x".repeat(1e6), inplace: true }));
  expect(long.length).toBeLessThan(200);
  expect(refusal(() => loose({ ["k".repeat(1e6)]: 1 })).length).toBeLessThan(300);
  expect(refusal(() => loose({ p: new Uint8Array(2e6) })).length).toBeLessThan(200);
  expect(refusal(() => loose({ p: Array.from({ length: 1e5 }, () => 1) })).length).toBeLessThan(200);
});

test("PyTorch's positional forms reach the layer and the function", () => {
  expect(new nn.Dropout(0.1).p).toBe(0.1);
  expect(new nn.Dropout({ p: 0.1 }).p).toBe(0.1);
  expect(nn.functional.maxPool2d(zeros([1, 1, 4, 4]), 2, 1).shape).toEqual([1, 1, 3, 3]);
});

test("what follows the options is surplus", () => {
  const takes = signature<{ p?: number }>("op", { options: { p: number } });
  expect(refusal(() => takes.read([{ p: 1 }, 2]))).toBe("op: surplus argument 2. It takes the options p.");
});

test("options within options are checked by name and kind", () => {
  const inner = signature<{ val?: number }>("open: split", { options: { val: number } });
  const takes = signature<{ split?: { val?: number } }>("open", { options: { split: optionsOf(inner) } });
  expect(takes.read([{ split: { val: 0.5 } }]).split).toEqual({ val: 0.5 });
  expect(refusal(() => takes.read([{ split: { vall: 0.5 } }]))).toBe(
    'open: split: unknown option "vall"; did you mean val? It takes the options val.',
  );
  expect(refusal(() => takes.read([{ split: { val: "a" } }]))).toContain("open: split: val must be a number");
  expect(refusal(() => takes.read([{ split: 0.5 }]))).toBe(
    "open: split must be an object with val, got 0.5.",
  );
});

test("a list of names in a message is short", () => {
  expect(listed(["a", "b"])).toBe("a, b");
  expect(
    listed(
      Array.from({ length: 1e5 }, (_, i) => `${i}`),
      3,
    ),
  ).toBe("0, 1, 2 and 99997 more");
  expect(listed(["x".repeat(1e6)]).length).toBe(203);
});
