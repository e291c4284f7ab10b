/**
 * A lock that lets one holder at a time write a file, on one machine or a shared disk.
 *
 * Each contender puts a claim beside the file, a small file whose name says who it is and is never used twice; then it
 * looks at the others. It holds the lock if there is no other claim of a process that lives; otherwise it takes its own
 * back and tries again. Two can never hold it: whoever claims later sees the earlier claim. And since a claim is one
 * process's and no name comes again, removing a dead one cannot hit a lock that somebody took meanwhile, as removing a
 * lock file that all share would.
 */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { open, readdir, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AbortError } from "../native/errors.ts";

/** A claim is touched this often, in milliseconds. */
const HEARTBEAT = 5_000;
/** A claim from another machine that stays untouched for this long, by this process's clock, is a dead process's. */
const STALE = 60_000;
/** Shortest and longest wait between two tries. */
const SHORTEST_WAIT = 5;
const LONGEST_WAIT = 200;

/**
 * Runs `work` while holding the lock of `path`, waiting for another holder first.
 *
 * A lock whose process has died is free: at once on the same machine, after a minute from another.
 *
 * @param work told whether it had to wait: then another process may have done the work already
 * @throws AbortError while waiting; what `work` throws
 */
export async function withFileLock<T>(
  path: string,
  work: (waited: boolean) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const others = new Others(path);
  let waited = false;
  for (let wait = SHORTEST_WAIT; ; wait = Math.min(LONGEST_WAIT, 2 * wait)) {
    const release = await tryClaim(path, others);
    if (release !== null) {
      try {
        return await work(waited);
      } finally {
        await release();
      }
    }
    waited = true;
    try {
      // by chance, so that two who saw each other do not meet again
      await delay(wait * (0.5 + Math.random()), undefined, { signal });
    } catch (error) {
      throw new AbortError(`waiting for ${path}: aborted`, { operation: "download", cause: error });
    }
  }
}

/**
 * Takes the lock of `path` if nobody holds it.
 *
 * @returns what gives it back, or null where another holds it
 */
export async function tryFileLock(path: string): Promise<(() => Promise<void>) | null> {
  return tryClaim(path, new Others(path));
}

async function tryClaim(path: string, others: Others): Promise<(() => Promise<void>) | null> {
  // Whoever waits makes no claims, so that they do not keep each other out.
  if (await others.holdIt(null)) return null;
  const own = `${claimPrefix(path)}${machine()}.${process.pid}.${startOf(process.pid) ?? "x"}.${randomBytes(8).toString("hex")}`;
  const claim = join(dirname(path), own);
  await (await open(claim, "wx")).close();
  const remove = (): Promise<void> => rm(claim, { force: true });
  try {
    if (await others.holdIt(own)) {
      await remove();
      return null;
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(claim, now, now).catch(() => {}); // a lost claim is noticed by nobody but a waiting process
  }, HEARTBEAT);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await remove();
  };
}

function claimPrefix(path: string): string {
  return `${basename(path)}.lock-`;
}

/** The claims of others on a path, as one contender sees them. */
class Others {
  readonly #folder: string;
  readonly #prefix: string;
  /** When a claim from elsewhere was last seen to be touched: its time on the disk, and ours. */
  readonly #seen = new Map<string, { touched: number; at: number }>();

  constructor(path: string) {
    this.#folder = dirname(path);
    this.#prefix = claimPrefix(path);
  }

  /** Whether another process that lives has a claim; claims of dead ones are removed. */
  async holdIt(own: string | null): Promise<boolean> {
    for (const name of await readdir(this.#folder)) {
      if (!name.startsWith(this.#prefix) || name === own) continue;
      if (await this.#isLive(name)) return true;
      await rm(join(this.#folder, name), { force: true });
    }
    return false;
  }

  async #isLive(name: string): Promise<boolean> {
    const [where, pid, start] = name.slice(this.#prefix.length).split(".");
    if (where === machine()) {
      const id = Number(pid);
      // Another thread of this process, if the claim is not a thread's that was ended: then nobody touches it.
      if (id !== process.pid) return isRunning(id, start ?? "x");
    }
    const found = await stat(join(this.#folder, name)).catch(() => null);
    if (found === null) return false; // taken back meanwhile
    const known = this.#seen.get(name);
    if (known === undefined || known.touched !== found.mtimeMs) {
      this.#seen.set(name, { touched: found.mtimeMs, at: performance.now() });
      return true;
    }
    return performance.now() - known.at < STALE;
  }
}

function isRunning(pid: number, start: string): boolean {
  const now = startOf(pid);
  if (now !== null && start !== "x") return now === start; // else the number went to another process
  try {
    process.kill(pid, 0); // signal 0 only asks whether the process exists
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** When a process was started, in the system's ticks; null where the system does not say or there is no such process. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended; its parent has not looked yet.
    return state === "Z" || state === "X" ? "ended" : (fields[18] ?? null);
  } catch {
    return null;
  }
}

let machineName: string | undefined;

/** A name for the machine and the set of process numbers that this process sees: containers have their own. */
function machine(): string {
  if (machineName !== undefined) return machineName;
  const parts = [hostname()];
  try {
    parts.push(
      readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
      readlinkSync("/proc/self/ns/pid"),
    );
  } catch {
    // not on Linux: the name alone
  }
  machineName = createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
  return machineName;
}
