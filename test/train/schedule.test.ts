// The closed forms of the learning-rate schedules.
import { expect, test } from "vitest";
import { type ScheduleOptions, scheduleFactor, warmupSteps } from "../../lib/train/schedule.ts";

const shape: ScheduleOptions = {
  name: "none",
  totalSteps: 100,
  stepsPerEpoch: 10,
  warmupSteps: 0,
  minFactor: 0,
  stepSize: 3,
  gamma: 0.5,
};

test("none keeps the rate, with warmup it climbs to it", () => {
  expect(scheduleFactor(0, shape)).toBe(1);
  expect(scheduleFactor(99, shape)).toBe(1);
  const warm = { ...shape, warmupSteps: 4 };
  expect([0, 1, 2, 3, 4].map((step) => scheduleFactor(step, warm))).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});

test("cosine falls from one to its floor and stays there", () => {
  const cosine: ScheduleOptions = { ...shape, name: "cosine", minFactor: 0.1 };
  expect(scheduleFactor(0, cosine)).toBe(1);
  expect(scheduleFactor(50, cosine)).toBeCloseTo(0.55, 12);
  expect(scheduleFactor(100, cosine)).toBeCloseTo(0.1, 12);
  expect(scheduleFactor(1000, cosine)).toBeCloseTo(0.1, 12);
});

test("step drops every so many epochs, as StepLR does", () => {
  const step: ScheduleOptions = { ...shape, name: "step" };
  expect([0, 29, 30, 59, 60].map((n) => scheduleFactor(n, step))).toEqual([1, 1, 0.5, 0.5, 0.25]);
});

test("warmup is a share below one and a number of steps from one on", () => {
  expect(warmupSteps(0, 200)).toBe(0);
  expect(warmupSteps(0.1, 200)).toBe(20);
  expect(warmupSteps(7, 200)).toBe(7);
});
