/** Networks whose values stay where they lie in the file. */

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  getRngState,
  io,
  manualSeed,
  models,
  nn,
  noGrad,
  optim,
  randn,
  scope,
  type Tensor,
} from "../../../lib/index.ts";
import { expectSame } from "../../helpers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-mapped-"));
const file = path.join(folder, "network.pth");
const numClasses = 5;

beforeAll(async () => {
  manualSeed(1);
  await io.save((await models.regnet_x_400mf({ numClasses })).stateDict(), file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hash = (): string => createHash("sha256").update(readFileSync(file)).digest("hex");

test("give the same output as copied ones, and draw no random number", async () => {
  const copied = await models.regnet_x_400mf({ numClasses, weights: file });
  const before = getRngState();
  const mapped = await models.regnet_x_400mf({ numClasses, weights: file, mapped: true });
  expectSame(getRngState(), before);
  expect(mapped.origin?.report).toEqual({ missing: [], unexpected: [], mismatched: [] });
  const expected = copied.stateDict();
  for (const [key, value] of mapped.stateDict()) expectSame(value, expected.get(key) as Tensor, key);
  const images = randn([1, 3, 32, 32]);
  const outputs = [copied, mapped].map((model) => noGrad(() => model.eval().forward(images)));
  expectSame(outputs[1] as Tensor, outputs[0] as Tensor);
});

test("train without changing the file", async () => {
  const before = hash();
  const model = await models.regnet_x_400mf({ numClasses, weights: file, mapped: true });
  const first = model.fc.weight.clone();
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
  scope(() =>
    model
      .forward(randn([2, 3, 32, 32]))
      .sum()
      .backward(),
  );
  optimizer.step();
  expect(model.fc.weight.sub(first).abs().max().item()).toBeGreaterThan(0);
  expect(hash()).toBe(before);
});

test("are saved as what they are, not as the file they lie in", async () => {
  const model = await models.regnet_x_400mf({ numClasses, weights: file, mapped: true });
  const copy = path.join(folder, "head.pth");
  await io.save(model.fc.stateDict(), copy);
  expect(readFileSync(copy).length).toBeLessThan(20_000);
});

test("are not taken over where the file lacks some, or has another dtype", async () => {
  const partial = path.join(folder, "partial.pth");
  const whole = await io.loadStateDict(file);
  await io.save(new Map([...whole].filter(([key]) => !key.startsWith("fc."))), partial);
  const options = { numClasses, mapped: true };
  await expect(models.regnet_x_400mf({ ...options, weights: partial })).rejects.toThrow(/fc.weight/);
  const loose = await models.regnet_x_400mf({ ...options, weights: partial, strict: false });
  expect(loose.origin?.report?.missing).toEqual(["fc.weight", "fc.bias"]);
  const std = Number(loose.fc.weight.std().item());
  expect(std).toBeGreaterThan(0.005); // drawn, not whatever was in memory
  expect(std).toBeLessThan(0.015);

  const half = path.join(folder, "half.pth");
  await io.save(
    new Map([...whole].map(([key, value]) => [key, value.dtype === "float32" ? value.half() : value])),
    half,
  );
  const widened = await models.regnet_x_400mf({ ...options, weights: half });
  expect(widened.fc.weight.dtype).toBe("float32");
  expect(nn.functional.mseLoss(widened.fc.weight, whole.get("fc.weight") as Tensor).item()).toBeLessThan(
    1e-6,
  );
});
