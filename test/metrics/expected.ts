/** Numbers of scikit-learn, SciPy, statsmodels and pingouin, and how near ours have to be. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { ArgumentError } from "../../lib/index.ts";

/** Of sums in float64; optimised numbers say theirs. */
export const CLOSE = 1e-9;

/** A fixture whose numbers that are not finite are written as texts. */
export function expectedNumbers(name: string): Record<string, never> {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url);
  const words = new Map([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
  ]);
  return JSON.parse(readFileSync(file, "utf8"), (_, value) => words.get(value) ?? value);
}

/** Numbers, lists and objects of them, each within the tolerance, relative where they are large. */
export function near(actual: unknown, expected: unknown, tolerance = CLOSE, at = ""): void {
  if (typeof expected === "number") {
    const apart = Math.abs((actual as number) - expected);
    const isEqual = Object.is(actual, expected) || actual === expected;
    if (isEqual || apart <= tolerance * Math.max(1, Math.abs(expected))) return;
    expect.fail(`${at}: expected ${expected}, got ${actual}`);
  }
  if (expected === null || typeof expected !== "object") {
    expect(actual, at).toBe(expected);
    return;
  }
  expect(Object.keys(actual as object).length, `${at}: ${JSON.stringify(actual)?.slice(0, 200)}`).toBe(
    Object.keys(expected).length,
  );
  for (const [key, value] of Object.entries(expected)) {
    near((actual as Record<string, unknown>)[key], value, tolerance, `${at}.${key}`);
  }
}

/** The text with which a call is refused. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    return (error as Error).message;
  }
  throw new Error("it was taken in silence");
}
