// The addon in worker threads: state of their own, many at once, ended in the middle of work.
import { describe, test } from "vitest";
import { expectOutcome as expectScenario } from "../helpers/scenario.ts";

const expectOutcome = (name: string, outcome: unknown) =>
  expectScenario("test/native/threads.ts", name, outcome);

const WORK = { grad: [5, 7], few: true, data: [1, 2] };

describe("worker threads", () => {
  test("do all that the main thread does", () => expectOutcome("one", WORK));

  test("run at once, four of them", () =>
    expectOutcome("several", { results: [WORK, WORK, WORK, WORK], mine: [1, 1] }));

  test("have tensors, handles and modes of their own", () =>
    expectOutcome("separate", { fresh: 0, stolen: "FreedTensorError", modes: false, here: true }));
});

describe("ending", () => {
  test("a worker in the middle of operators", () => expectOutcome("busy", 3));

  test("a worker with backward passes pending", () => expectOutcome("pending", 3));

  test("a worker with reads pending", () => expectOutcome("reading", 3));

  test("a worker that leaves by itself with work pending", () =>
    expectOutcome("leave", { code: 0, alive: 3 }));

  test("the main thread while it and a worker are at work", () => expectOutcome("mainLeaves", "leaving"));
});
