// Every operator, as function and as method, refuses a name that it does not know and an argument too many, whatever its
// other arguments are: those are drawn from its schema and fit.
import { expect, test } from "vitest";
import { ArgumentError, fft, Generator, linalg, special, Tensor, torch, zeros } from "../../lib/index.ts";
import { functionNames, methodNames } from "../../lib/tensor/generated/names.gen.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import {
  type ArgumentSpec,
  KIND,
  type Overload,
  readOverloads,
  reasonLeftOut,
} from "../../lib/tensor/schema.ts";

/** More than any operator takes. */
const TOO_MANY = 40;

type Callable = (...args: unknown[]) => unknown;

const x = zeros([2, 2]);

const FILLERS: Record<number, (spec: ArgumentSpec) => unknown> = {
  [KIND.tensor]: () => x,
  [KIND.int]: () => 1,
  [KIND.float]: () => 0.5,
  [KIND.bool]: () => true,
  [KIND.scalar]: () => 1,
  [KIND.complex]: () => 1,
  [KIND.string]: () => "none",
  [KIND.dtype]: () => "float32",
  [KIND.device]: () => "cpu",
  [KIND.layout]: () => "strided",
  [KIND.memoryFormat]: () => "contiguous",
  [KIND.generator]: () => new Generator(),
  [KIND.tensorList]: () => [x],
  [KIND.optionalTensorList]: () => [x],
  [KIND.intList]: ({ size }) => new Array(size || 1).fill(1),
  [KIND.floatList]: ({ size }) => new Array(size || 1).fill(1),
  [KIND.boolList]: ({ size }) => new Array(size || 1).fill(true),
  [KIND.scalarList]: () => [1],
  [KIND.stringList]: () => ["a"],
  [KIND.complexList]: () => [1],
  [KIND.deviceList]: () => ["cpu"],
};

/** Required arguments of an overload, by position. */
function required(overload: Overload): unknown[] {
  return overload.args
    .filter((spec) => !spec.hasDefault && !spec.kwargOnly)
    .map((spec) => FILLERS[spec.kind]?.(spec) ?? null);
}

function refusal(call: () => unknown): string | null {
  try {
    call();
    return null;
  } catch (error) {
    return error instanceof ArgumentError ? error.message : null;
  }
}

/** Operators that take any number of sizes or places one by one, as PyTorch's Python layer does. */
const ONE_BY_ONE = /\.(?:dsplit|hsplit|vsplit)$/;

interface Found {
  name: string;
  aten: string;
  call: Callable;
  /** Whether the first argument is `this`. */
  method: boolean;
}

const SPACES: [string, object][] = [
  ["linalg_", linalg],
  ["fft_", fft],
  ["special_", special],
  ["", torch],
];

const functions: Found[] = functionNames.flatMap((name) =>
  SPACES.filter(([prefix]) => name.startsWith(prefix)).map(([prefix, space]) => {
    const short = camelCase(name.slice(prefix.length));
    return {
      name: `${prefix === "" ? "torch" : prefix.slice(0, -1)}.${short}`,
      aten: `aten::${name}`,
      call: (space as Record<string, Callable>)[short] as Callable,
      method: false,
    };
  }),
);

const methods: Found[] = methodNames.map((name) => {
  const short = camelCase(name);
  const call = (Tensor.prototype as unknown as Record<string, Callable>)[short] as Callable;
  return { name: `Tensor.${short}`, aten: `aten::${name}`, call, method: true };
});

/** Calls with the arguments of each overload that fit, and what comes after them. */
function silent(found: readonly Found[], after: readonly unknown[], says: RegExp): string[] {
  return found.flatMap(({ name, aten, call, method }) => {
    const overloads = readOverloads(aten).filter((overload) => reasonLeftOut(overload) === undefined);
    return overloads.slice(0, 1).flatMap((overload) => {
      const given = [...required(overload), ...after];
      const message = refusal(() => (method ? call.apply(given[0], given.slice(1)) : call(...given)));
      return message !== null && says.test(message)
        ? []
        : [`${name}: ${message?.slice(0, 200) ?? "not refused"}`];
    });
  });
}

test("there are operators to walk", () => {
  expect(functions.length).toBeGreaterThan(1100);
  expect(methods.length).toBeGreaterThan(700);
});

for (const [kind, found] of [
  ["functions", functions],
  ["methods", methods],
] as const) {
  test(`${kind}: an unknown name is refused`, () => {
    expect(silent(found, [{ surelyNoOption: 1 }], /surelyNoOption|unsafe/)).toEqual([]);
  });

  test(`${kind}: an argument too many is refused`, () => {
    const fixed = found.filter(({ name }) => !ONE_BY_ONE.test(name));
    expect(silent(fixed, new Array(TOO_MANY).fill(7), /./)).toEqual([]);
  });
}
