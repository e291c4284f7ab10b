/**
 * Values that no operator takes, and objects that act while they are read: getters that throw, call operators or
 * free tensors, arrays that change, proxies, cycles.
 *
 * An object made here is named in a table, so that describing a call does not set it off.
 */

import { Complex, ops, type Tensor, tensor } from "../../lib/tensor/index.ts";
import { below, choose, chooseCall, type Random } from "./random.ts";

/** What a hostile getter throws: it must reach the caller as it is. */
export class Sabotage extends Error {
  override name = "Sabotage";
}

const labels = new WeakMap<object, string>();

/** The name of a hostile object; undefined for everything else. */
export function labelOf(value: unknown): string | undefined {
  return (typeof value === "object" && value !== null) || typeof value === "function"
    ? labels.get(value)
    : undefined;
}

function labelled<T extends object>(label: string, value: T): T {
  labels.set(value, label);
  return value;
}

/** Strings that break what reads them carelessly. */
export const STRINGS = [
  "\0",
  "a\0b",
  "\ud800",
  "x\udc00y",
  "\uffff",
  "__proto__",
  "constructor",
  "🙂".repeat(40),
];

/** Numbers that are no integers of 64 bits. */
export const NUMBERS: readonly (number | bigint)[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.5,
  -0,
  2 ** 53,
  2 ** 64,
  -(2 ** 63),
  1e308,
  5e-324,
  2n ** 63n,
  -(2n ** 63n) - 1n,
  2n ** 70n,
  -(10n ** 400n),
];

/** Runs while an argument is being read. */
function mischief(random: Random, victim: Tensor | undefined): void {
  const act = below(random, 6);
  if (act === 0) throw new Sabotage("a getter threw");
  if (act === 1) ops.call("aten::add", tensor([1, 2]), 1);
  if (act === 2) tensor(Array.from({ length: 3000 }, (_, i) => i)).sum(0, true);
  if (act === 3) victim?.dispose();
  if (act === 4 && victim !== undefined && !victim.isFreed) void victim.shape;
  if (act === 5)
    ops.call(
      "aten::cat",
      Array.from({ length: 2500 }, () => tensor(1).reshape([1])),
    );
}

/** A list of `values` that misbehaves while it is read: getters, a proxy, a length that is none. */
export function hostileList(random: Random, values: readonly unknown[], victim?: Tensor): unknown[] {
  return chooseCall<unknown[]>(random, [
    () => {
      const list = [...values, 1];
      const at = below(random, list.length);
      const kept = list[at];
      Object.defineProperty(list, at, {
        get() {
          mischief(random, victim);
          return kept;
        },
      });
      return labelled(`list of ${list.length} with a getter at ${at}`, list);
    },
    () => {
      const list = [...values, 1, 2];
      Object.defineProperty(list, 0, {
        get() {
          list.length = 1;
          return 1;
        },
        configurable: true,
      });
      return labelled("list that shrinks while it is read", list);
    },
    () => {
      const grown: unknown[] = [...values, 3n];
      Object.defineProperty(grown, 0, {
        get() {
          if (grown.length < 20_000) for (let i = 0; i < 2000; i++) grown.push(1n);
          return 1n;
        },
      });
      return labelled("list that grows while it is read", grown);
    },
    () => {
      const length = choose<unknown>(random, [-1, Number.NaN, 2 ** 32, 1e300, "3", 1.5, 2 ** 31, null]);
      const proxy = new Proxy([...values], {
        get: (target, key) => (key === "length" ? length : Reflect.get(target, key)),
      });
      return labelled(`proxy list of length ${String(length)}`, proxy);
    },
    () => {
      const proxy = new Proxy([...values], {
        get(target, key) {
          if (typeof key === "string" && random() < 0.3) mischief(random, victim);
          return Reflect.get(target, key);
        },
      });
      return labelled("proxy list that acts", proxy);
    },
  ]);
}

/** Options whose getters act. */
export function hostileOptions(
  random: Random,
  values: Record<string, unknown>,
  victim?: Tensor,
): Record<string, unknown> {
  const names = Object.keys(values);
  if (names.length === 0 || random() < 0.3) {
    const proxy = new Proxy(values, {
      get(target, key) {
        if (random() < 0.3) mischief(random, victim);
        return Reflect.get(target, key);
      },
    });
    return labelled(`proxy of options { ${names.join(", ")} }`, proxy);
  }
  const made: Record<string, unknown> = {};
  const acting = choose(random, names);
  for (const [name, value] of Object.entries(values)) {
    let reads = 0;
    Object.defineProperty(made, name, {
      enumerable: true,
      get() {
        if (name === acting) mischief(random, victim);
        // Another value at each later reading: what was checked must be what is used.
        return name === acting && reads++ > 0 && random() < 0.5 ? choose(random, [0, -1, null, "x"]) : value;
      },
    });
  }
  return labelled(`options { ${names.join(", ")} } with a getter for ${acting}`, made);
}

/** A value of no use as an argument. */
export function nonsense(random: Random): unknown {
  return chooseCall<unknown>(random, [
    () => choose(random, [null, undefined, "x", -1, true, Number.NaN, ""]),
    () => choose(random, NUMBERS),
    () => choose(random, STRINGS),
    () => choose<unknown>(random, [[], [1, [2]], {}, [null], [undefined], [[]]]),
    () => new Complex(1, 2),
    () => () => 1,
    () => Symbol("s"),
    () => labelled("a Date", new Date(0)),
    () => labelled("a Map", new Map([[1, 2]])),
    () => new Float32Array(3),
    () => labelled("an ArrayBuffer", new ArrayBuffer(8)),
    () => labelled("a promise", Promise.resolve(1)),
    () => {
      const cycle: unknown[] = [1];
      cycle.push(cycle);
      return labelled("a cyclic list", cycle);
    },
    () => {
      const cycle: unknown[] = [];
      cycle.push(cycle);
      return labelled("a list of itself", cycle);
    },
    () => {
      const cycle: Record<string, unknown> = {};
      cycle.self = cycle;
      return labelled("a cyclic object", cycle);
    },
    () =>
      labelled("a list of 100,000", new Array(100_000).fill(choose<unknown>(random, [0, 1, 1n, true, "a"]))),
    () => labelled("a list of 16 million holes", new Array(2 ** 24)),
    () => {
      let deep: unknown = 1;
      for (let i = 0; i < 20_000; i++) deep = [deep];
      return labelled("a list 20,000 deep", deep as unknown[]);
    },
    () => labelled("an object without a prototype", Object.create(null) as object),
    () =>
      labelled("something shaped like a tensor", {
        _handle: 16777216,
        _origin: "nowhere",
        _scope: undefined,
      }),
    () => hostileList(random, [1, 2]),
    () => hostileOptions(random, { dim: 0 }),
    () => {
      const t = tensor([1, 2, 3]);
      t.dispose();
      return t;
    },
  ]);
}
