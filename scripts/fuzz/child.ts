/**
 * The process that makes the calls. It keeps a log that survives its death: the call in progress and what was
 * carried out until then.
 */

import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { TorchtsError } from "../../lib/native/errors.ts";
import { manualSeed, memory, setNumThreads, syncScope } from "../../lib/tensor/index.ts";
import type { Overload } from "../../lib/tensor/schema.ts";
import {
  callAndUse,
  describeCall,
  isPublic,
  overloadsOf,
  randomArguments,
  reachableOverloads,
  unsafeCall,
} from "./calls.ts";
import { edgeCall } from "./edge.ts";
import { Sabotage } from "./hostile.ts";
import { choose, generatorOf } from "./random.ts";
import { templateCall } from "./templates.ts";

/** What the child says of itself, in the log while it runs and at its end. */
export interface Progress {
  /** Number of the call in progress. */
  number: number;
  call: string;
  /** Calls that were carried out. */
  ran: number;
  /** Calls that threw what is no TorchtsError, and promises rejected with such. */
  untyped: string[];
  /** Most live tensors found between two calls, beyond those there were at the start. */
  leaked: number;
  /** Resident memory in MiB when the last calls were made again: the most in rounds 2 to 4, the least in 5 to 7. */
  rss: [number, number];
}

/** Which calls a child makes. */
export interface Work {
  seed: number;
  from: number;
  to: number;
  log: string;
  /** Only operators whose name matches; through ops.unsafe, so unsafe ones too. */
  only?: string;
  /** Operators not to call, by full name without overload. */
  without?: string[];
}

/** Operators and the share of calls each group gets. */
export interface Targets {
  plain: Overload[];
  others: Overload[];
}

/** The operators of a run. */
export function targetsOf(work: Pick<Work, "only" | "without">): Targets {
  const { only, without = [] } = work;
  const wanted = only === undefined ? undefined : new RegExp(only);
  const all = (wanted === undefined ? reachableOverloads() : overloadsOf((name) => wanted.test(name))).filter(
    (o) => !without.includes(o.name.split(".")[0] as string),
  );
  if (wanted !== undefined) return { plain: all, others: [] };
  const isPlain = (o: Overload) => isPublic(o) && !o.args.some((a) => a.write && a.kwargOnly);
  return { plain: all.filter(isPlain), others: all.filter((o) => !isPlain(o)) };
}

/** The call of a number: what it threw, if anything. `announce` hears of it before it runs. */
export function fuzzOnce(
  targets: Targets,
  seed: number,
  number: number,
  announce: (call: string) => void,
  call?: (name: string, ...args: unknown[]) => unknown,
): unknown {
  const random = generatorOf(seed * 1_000_003 + number);
  const kind = random();
  manualSeed(number);
  try {
    syncScope(
      "fuzz",
      () => {
        if (kind < 0.15 && targets.others.length > 0) {
          edgeCall(random, announce);
          return;
        }
        if (kind < 0.45 && targets.others.length > 0) {
          const { name, args } = templateCall(random);
          announce(describeCall(name, args));
          callAndUse(random, name, args);
          return;
        }
        const pool = kind < 0.6 && targets.others.length > 0 ? targets.others : targets.plain;
        const overload = choose(random, pool);
        const args = randomArguments(random, overload);
        announce(describeCall(overload.name, args));
        callAndUse(random, overload.name, args, call);
      },
      undefined,
      undefined,
    );
    return undefined;
  } catch (caught) {
    return caught;
  }
}

/** Whether an error may come out of a call: a typed one, or what an argument's own code threw. */
export function isAllowed(error: unknown): boolean {
  return error instanceof TorchtsError || error instanceof Sabotage;
}

/** Calls after which the tensors that live for good (default generators and the like) are there. */
const FIRST = 500;

/** Calls that are made again at the end, to see memory grow. */
const REPEATED = 4000;

/**
 * How often. A leak grows in every round; freed memory that the allocator keeps or gives back moves the figure by a
 * hundred MiB either way.
 */
const ROUNDS = 7;

/** Address space for tensors, beyond what Node and libtorch have mapped when they are loaded. */
const SPACE = 4 * 2 ** 30;

// A request beyond the limit must give an OutOfMemoryError; without it Linux would grant much more than there is and
// end the process at the first touch. Set from inside: Node maps tens of gigabytes of address space as it starts.
function limitMemory(): void {
  if (process.platform !== "linux") return;
  const mapped = /VmSize:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  const limit = Number(mapped) * 1024 + SPACE;
  try {
    execFileSync("prlimit", ["--pid", String(process.pid), `--as=${limit}`, "--core=0"]);
  } catch (error) {
    process.stderr.write(`no limit of memory: ${String(error)}\n`);
  }
}

/** Makes the calls of `work` and prints the last progress as JSON. */
export async function runChild(work: Work): Promise<void> {
  setNumThreads(1);
  const targets = targetsOf(work);
  // What loaded this file may still be making WebAssembly memory, for which Node reserves gigabytes of addresses.
  await new Promise((resolve) => setTimeout(resolve, 300));
  limitMemory();
  const log = openSync(work.log, "w");
  const progress: Progress = { number: work.from, call: "", ran: 0, untyped: [], leaked: 0, rss: [0, 0] };
  const note = (error: unknown, call: string) => {
    if (isAllowed(error) || progress.untyped.length >= 50) return;
    const stack =
      error instanceof Error ? (error.stack ?? "").split("\n").slice(0, 4).join("\n    ") : String(error);
    progress.untyped.push(`${call.slice(0, 600)}\n    ${stack}`);
  };
  process.on("unhandledRejection", (error) =>
    note(error, `a promise left by a call before ${progress.number}`),
  );
  process.on("warning", () => {});
  process.removeAllListeners("warning");

  let baseline = memory.liveTensors();
  const make = async (number: number): Promise<void> => {
    progress.number = number;
    progress.call = "";
    const announce = (text: string) => {
      progress.call = text.slice(0, 1500);
      writeSync(log, `${JSON.stringify({ ...progress, untyped: [] }).padEnd(4000)}\n`, 0);
    };
    const call = work.only === undefined ? undefined : unsafeCall;
    const error = fuzzOnce(targets, work.seed, number, announce, call);
    if (error === undefined) progress.ran++;
    else note(error, `${number}: ${progress.call}`);
    if (number % 500 !== 0) return;
    await settle();
    progress.leaked = Math.max(progress.leaked, memory.liveTensors() - baseline);
  };
  for (let number = work.from; number < work.to; number++) {
    await make(number);
    if (number === work.from + FIRST) {
      await settle();
      baseline = memory.liveTensors();
    }
  }
  // The same calls again: what they hold on to by design (plans, caches, freed memory kept) they hold already.
  const { ran } = progress;
  const repeated = Math.min(REPEATED, Math.floor((work.to - work.from) / 4));
  const resident: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let number = work.to - repeated; number < work.to; number++) await make(number);
    await settle();
    resident.push(residentMiB());
  }
  progress.rss = [Math.max(...resident.slice(1, 4)), Math.min(...resident.slice(4))];
  progress.ran = ran;
  progress.leaked = Math.max(progress.leaked, memory.liveTensors() - baseline);
  closeSync(log);
  process.stdout.write(`${JSON.stringify(progress)}\n`);
}

async function settle(): Promise<void> {
  await setImmediate();
  memory.collect();
}

function residentMiB(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}
