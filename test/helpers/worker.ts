/** Worker threads for scenarios: a script that runs itself as main thread and as worker. */

import { Worker } from "node:worker_threads";
import { RUN_BUILT } from "./built.ts";

/** A worker, its first message (or how it ended), and its exit code. */
export interface Started {
  worker: Worker;
  first: Promise<unknown>;
  exit: Promise<number>;
}

/** Runs the script `url` as a worker with `job` as its data; `untilStarted`: the message "started" counts as first. */
export function startWorker(url: string, job: unknown, untilStarted = false): Started {
  // A worker does not inherit module hooks everywhere, so it registers them before it loads the file.
  const load = `import(${JSON.stringify(RUN_BUILT)}).then(() => import(${JSON.stringify(url)}));`;
  const worker = new Worker(load, { eval: true, workerData: job, execArgv: [] });
  const exit = new Promise<number>((resolve) => worker.on("exit", resolve));
  const first = new Promise<unknown>((resolve, reject) => {
    worker.on("message", (message) => {
      if (untilStarted || message !== "started") resolve(message);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => resolve(`exit ${code}`));
  });
  return { worker, first, exit };
}
