/**
 * Loads the files of a folder and says of each what came of it and for how long the event loop was held.
 *
 * Held means work of the main thread between two turns of the loop, not time on the clock, which other processes take,
 * and without the pauses of V8's collector, which come with any heap of this size.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { PerformanceObserver } from "node:perf_hooks";
import { load } from "../../lib/io/index.ts";
import type { TorchtsError } from "../../lib/native/errors.ts";
import { memory } from "../../lib/tensor/index.ts";

/** Milliseconds that the main thread has worked. */
function worked(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return performance.now(); // elsewhere than on Linux, the clock
  }
}

const pauses: { startTime: number; duration: number }[] = [];
new PerformanceObserver((list) => {
  pauses.push(...list.getEntries());
}).observe({ entryTypes: ["gc"] });

/** Milliseconds that the collector took between two times. */
function collected(from: number, to: number): number {
  const inside = pauses.filter(({ startTime }) => startTime >= from && startTime < to);
  return inside.reduce((sum, { duration }) => sum + duration, 0);
}

async function watch(file: string): Promise<void> {
  const name = path.basename(file);
  const unknown = name.includes("unknown") ? "placeholder" : "refuse";
  const stretches: { from: number; to: number; worked: number }[] = [];
  let last = worked();
  let turn = performance.now();
  let stopped = false;
  const look = (): void => {
    const now = worked();
    const time = performance.now();
    if (now - last > 5) stretches.push({ from: turn, to: time, worked: now - last });
    last = now;
    turn = time;
    if (!stopped) setImmediate(look);
  };
  setImmediate(look);
  const start = performance.now();
  let error: TorchtsError | null = null;
  try {
    await load(file, { unknown });
  } catch (caught) {
    error = caught as TorchtsError;
  }
  stopped = true;
  look();
  await new Promise((resolve) => setTimeout(resolve, 20)); // the observer is told later
  const stretch = Math.max(0, ...stretches.map((one) => one.worked - collected(one.from, one.to)));
  const said = {
    name,
    code: error === null ? null : (error.code ?? "(none)"),
    message: error?.message ?? "",
    type: error?.name ?? "",
    stretch: Math.round(stretch * 10) / 10,
    ms: Math.round(performance.now() - start),
    bytes: statSync(file).size,
    rss: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

memory.collect(); // the library is loaded before anything is measured
const [, , folder = "."] = process.argv;
for (const name of readdirSync(folder)) await watch(path.join(folder, name));
