/**
 * The torchts side of `npm run bench`: the same requests and answers as python/worker.py, over the process's IPC
 * channel.
 *
 * It measures the built package (dist/), not the sources through a loader that rewrites them.
 */

import process from "node:process";
import type * as Torchts from "../lib/index.ts";
import { makeNetwork, type NetworkRequest } from "./networks.ts";
import { makeOperators, type OperatorLoop } from "./operators.ts";

const torchts = (await import(new URL("../dist/node/index.js", import.meta.url).href)) as typeof Torchts;

let device = "cpu";
let operators: Map<string, OperatorLoop> = new Map();
let step: (() => void) | undefined;

const synchronize = (): void => {
  if (device !== "cpu") torchts.cuda.synchronize();
};

/** Nanoseconds a call. */
function timed(loop: OperatorLoop, calls: number): number {
  synchronize();
  const started = process.hrtime.bigint();
  loop(calls);
  synchronize();
  return Number(process.hrtime.bigint() - started) / calls;
}

/** Milliseconds of each of `count` steps. */
function run(count: number): number[] {
  if (step === undefined) throw new Error("no workload was prepared");
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = process.hrtime.bigint();
    step();
    synchronize();
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  return times;
}

/** What the parent may ask for. */
export type Request =
  | { do: "hello" }
  | { do: "setup"; threads: number; device: string }
  | { do: "operator"; name: string; calls: number; mode: string }
  | ({ do: "workload"; mode: string } & NetworkRequest)
  | { do: "step"; count: number }
  | { do: "memory" };

async function answer(request: Request): Promise<unknown> {
  switch (request.do) {
    case "hello":
      return { node: process.version, cuda: torchts.cuda.isAvailable() ? "cuda" : null };
    case "setup":
      torchts.setNumThreads(request.threads);
      device = request.device;
      operators = makeOperators(torchts, device);
      step = undefined;
      return null;
    case "operator": {
      const loop = operators.get(request.name);
      if (loop === undefined) throw new Error(`no operator is named ${request.name}`);
      return request.mode === "expert"
        ? torchts.inferenceMode(() => timed(loop, request.calls))
        : timed(loop, request.calls);
    }
    case "workload":
      step = await makeNetwork(torchts, request, device);
      run(2);
      return null;
    case "step":
      return run(request.count);
    case "memory":
      return process.resourceUsage().maxRSS / 1024;
  }
}

process.on("message", (request: Request) => {
  answer(request).then(
    (ok) => process.send?.({ ok }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : error }),
  );
});
