/** A lock file that lets one process at a time write a file, on one machine or a shared disk. */
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { AbortError } from "../native/errors.ts";

/** A held lock touches its file this often, in milliseconds. */
const HEARTBEAT = 5_000;
/** A lock not touched for this long belongs to a process that is gone. */
const STALE = 60_000;
const POLL = 200;

/**
 * Runs `work` while holding `<path>.lock`, waiting for another holder first.
 *
 * A lock whose process has died is taken over: at once on the same machine, after a minute from another.
 *
 * @param work told whether it had to wait: then another process may have done the work already
 * @throws AbortError while waiting; what `work` throws
 */
export async function withFileLock<T>(
  path: string,
  work: (waited: boolean) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lock = `${path}.lock`;
  const mark = JSON.stringify({ host: hostname(), pid: process.pid, id: Math.random() });
  let waited = false;
  while (!(await tryLock(lock, mark))) {
    waited = true;
    if (await isStale(lock)) {
      await rm(lock, { force: true });
      continue;
    }
    try {
      await delay(POLL, undefined, { signal });
    } catch (error) {
      throw new AbortError(`waiting for ${lock}: aborted`, { file: path, cause: error });
    }
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => {}); // a lost lock file is noticed by nobody but a waiting process
  }, HEARTBEAT);
  heartbeat.unref();
  try {
    return await work(waited);
  } finally {
    clearInterval(heartbeat);
    // only our own: another process may have taken it over while this one was suspended
    if ((await readFile(lock, "utf8").catch(() => "")) === mark) await rm(lock, { force: true });
  }
}

async function tryLock(lock: string, mark: string): Promise<boolean> {
  try {
    const handle = await open(lock, "wx");
    try {
      await handle.writeFile(mark);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false; // fs only throws such errors
    throw error;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const touched = await stat(lock).catch(() => null);
  if (touched === null) return false; // released meanwhile
  if (Date.now() - touched.mtimeMs > STALE) return true;
  try {
    const { host, pid } = JSON.parse(await readFile(lock, "utf8")) as { host: string; pid: number };
    if (host !== hostname()) return false;
    process.kill(pid, 0); // signal 0 only asks whether the process exists
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
