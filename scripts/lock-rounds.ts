/**
 * Processes that race for one lock, some of them killed while they hold it: shows that there is one holder at a time.
 *
 *     npx tsx scripts/lock-rounds.ts [--rounds 10000] [--processes 4] [--kill 50]
 *
 * A holder makes a file that must not be there, and removes it. Of every `kill` rounds one ends with SIGKILL, the file
 * still there. Prints how often each process held the lock, the kills and the violations; exits 1 if there were any.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withFileLock } from "../lib/io/file-lock.ts";

const self = fileURLToPath(import.meta.url);
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "10000" },
    processes: { type: "string", default: "4" },
    kill: { type: "string", default: "50" },
    contend: { type: "string" },
  },
});

/** Whether a process is there; one that was killed and not yet buried by its parent is not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}

/** Takes the lock again and again; says each time what it found, until it is ended. */
async function contend(folder: string): Promise<never> {
  const inside = path.join(folder, "inside");
  for (;;) {
    await withFileLock(path.join(folder, "file"), async () => {
      let violated = false;
      try {
        const left = Number(readFileSync(inside, "utf8"));
        violated = left !== 0 && isRunning(left); // a dead holder's remains
        rmSync(inside, { force: true });
      } catch {
        // nobody is inside, as it should be
      }
      try {
        const file = openSync(inside, "wx");
        writeSync(file, String(process.pid));
        closeSync(file);
      } catch {
        violated = true;
      }
      process.stdout.write(violated ? "!" : ".");
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
      if (Math.random() * Number(values.kill) < 1) process.kill(process.pid, "SIGKILL");
      rmSync(inside, { force: true });
    });
  }
}

if (values.contend !== undefined) await contend(values.contend);
else {
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-lock-"));
  const wanted = Number(values.rounds);
  const children = new Set<ChildProcess>();
  let rounds = 0;
  let violations = 0;
  let kills = 0;
  const started = performance.now();
  await new Promise<void>((resolve) => {
    const start = (): void => {
      const args = [...process.execArgv, self, "--contend", folder, "--kill", values.kill];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      children.add(child);
      child.stdout.on("data", (piece: Buffer) => {
        rounds += piece.length;
        violations += piece.filter((byte) => byte === 0x21).length;
        if (rounds >= wanted) resolve();
      });
      child.on("close", () => {
        children.delete(child);
        kills++;
        if (rounds < wanted) start();
      });
    };
    for (let i = 0; i < Number(values.processes); i++) start();
  });
  for (const child of children) child.kill("SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 200));
  rmSync(folder, { recursive: true, force: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${rounds} rounds, ${kills} holders killed, ${violations} violations, ${seconds} s`);
  process.exitCode = violations > 0 ? 1 : 0;
}
