/**
 * Scenarios with worker threads, one per run: `threads.ts <scenario>`. A crash of the addon ends
 * this process and not the test runner; the last line of the output is the outcome as JSON.
 */

import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { memory, noGrad, ones, rand, randn, scope, setNumThreads, type Tensor, tensor, zeros } from "torchts";
import { type Started, startWorker } from "../helpers/worker.ts";

interface Job {
  kind: string;
  handle?: number;
}

function spin(size: number): Tensor {
  const w = rand([size, size]).mul_(0.05).requiresGrad_();
  let y = w;
  for (let i = 0; i < 100; i++) y = y.matmul(w).tanh();
  return y.sum();
}

const jobs: Record<string, (job: Job) => unknown> = {
  /** Plain work: everything a worker may do, and what it has left at the end. */
  async work() {
    setNumThreads(1);
    const w = tensor([1, 2], { requiresGrad: true });
    scope(() => w.mul(3).sum()).backward();
    await w.square().sum().backwardAsync();
    for (let i = 0; i < 300; i++) zeros([256, 256]);
    memory.collect();
    return {
      grad: w.grad?.toArray(),
      few: memory.liveTensors() < 100,
      data: [...((await w.detach().dataAsync()) as Float32Array)],
    };
  },
  fresh: () => memory.liveTensors(),
  steal(job) {
    const mine = zeros([1]);
    mine._handle = job.handle ?? 0;
    try {
      return mine.sum().item();
    } catch (error) {
      return (error as Error).name;
    }
  },
  modes: () => noGrad(() => ones([1], { requiresGrad: true }).mul(2).requiresGrad),
  busy() {
    parentPort?.postMessage("started");
    for (;;) spin(64).dispose();
  },
  async pending() {
    const losses = Array.from({ length: 6 }, () => spin(200));
    const passes = losses.map((loss) => loss.backwardAsync());
    parentPort?.postMessage("started");
    await Promise.all(passes);
    return "finished";
  },
  async reading() {
    const x = randn([2000, 2000]);
    const reads = Array.from({ length: 20 }, () => x.dataAsync());
    parentPort?.postMessage("started");
    await Promise.all(reads);
    return "finished";
  },
  leave() {
    void spin(200).backwardAsync();
    for (let i = 0; i < 50; i++) zeros([100]);
    process.exit(0);
  },
};

const run = (job: Job, untilStarted = false): Started => startWorker(import.meta.url, job, untilStarted);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function terminated(kind: string, delays: number[]): Promise<number> {
  for (const delay of delays) {
    const { worker, first } = run({ kind }, true);
    await first;
    await pause(delay);
    await worker.terminate();
  }
  return Number(ones([3]).sum().item());
}

const scenarios: Record<string, () => Promise<unknown>> = {
  async one() {
    return run({ kind: "work" }).first;
  },
  async several() {
    const mine = ones([2]);
    const results = await Promise.all(Array.from({ length: 4 }, () => run({ kind: "work" }).first));
    return { results, mine: mine.toArray() };
  },
  async separate() {
    const mine = Array.from({ length: 50 }, () => zeros([1]));
    const fresh = await run({ kind: "fresh" }).first;
    const stolen = await run({ kind: "steal", handle: (mine[40] as Tensor)._handle }).first;
    const modes = await run({ kind: "modes" }).first;
    return { fresh, stolen, modes, here: ones([1], { requiresGrad: true }).mul(2).requiresGrad };
  },
  busy: () => terminated("busy", [0, 5, 40]),
  pending: () => terminated("pending", [0, 3, 30]),
  reading: () => terminated("reading", [0, 5]),
  async leave() {
    const code = await run({ kind: "leave" }).exit;
    return { code, alive: ones([3]).sum().item() };
  },
  async mainLeaves() {
    void spin(200).backwardAsync();
    for (let i = 0; i < 100; i++) zeros([100]);
    run({ kind: "busy" });
    await pause(1500);
    console.log(JSON.stringify("leaving"));
    process.exit(0);
  },
};

if (isMainThread) {
  const scenario = scenarios[process.argv[2] ?? ""];
  if (scenario === undefined) throw new Error(`scenarios: ${Object.keys(scenarios).join(", ")}`);
  console.log(JSON.stringify(await scenario()));
} else {
  const job = workerData as Job;
  parentPort?.postMessage(await jobs[job.kind]?.(job));
}
