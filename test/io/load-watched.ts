/**
 * Loads the files of a folder and says of each what came of it and for how long the event loop was held.
 *
 * Held means work of the main thread between two turns of the loop, not time on the clock, which other processes take.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
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

async function watch(file: string): Promise<void> {
  const name = path.basename(file);
  const unknown = name.includes("unknown") ? "placeholder" : "refuse";
  let stretch = 0;
  let last = worked();
  let stopped = false;
  const look = (): void => {
    const now = worked();
    stretch = Math.max(stretch, now - last);
    last = now;
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
