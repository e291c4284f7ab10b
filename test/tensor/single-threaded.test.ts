// singleThreaded: one thread inside, as many as before afterwards, also when the function throws.

import { expect, test } from "vitest";
import { getNumThreads, rand, setNumThreads, singleThreaded } from "../../lib/tensor/index.ts";

test("operators keep to one thread inside and get their team back", () => {
  setNumThreads(3);
  const x = rand([300, 300]);
  const expected = x.matmul(x).sum().item() as number;
  expect(singleThreaded(() => getNumThreads())).toBe(1);
  expect(getNumThreads()).toBe(3);
  const alone = singleThreaded(() => x.matmul(x).sum().item()) as number;
  expect(Math.abs(alone / expected - 1)).toBeLessThan(1e-5);
  expect(() =>
    singleThreaded(() => {
      throw new Error("inside");
    }),
  ).toThrow("inside");
  expect(getNumThreads()).toBe(3);
  expect(singleThreaded(() => singleThreaded(() => getNumThreads()))).toBe(1);
  expect(getNumThreads()).toBe(3);
});
