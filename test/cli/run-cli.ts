/** Runs the built command line in a child process, building it first where it is older than its sources. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repoRoot } from "../helpers/data.ts";

const main = path.join(repoRoot, "dist", "command", "main.js");

/** What a command left. */
export interface CliResult {
  /** As shells report it: 128 + the signal where one ended the process. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Options of {@link cli}. */
export interface CliOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Called at the start, with what sends a signal to the process. */
  onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Called with each piece of stdout, and what sends a signal to the process. */
  onStdout?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `torchts <args>` and waits for its end; DEBUG is off, so that errors look as users see them. */
export async function cli(args: string[], options: CliOptions = {}): Promise<CliResult> {
  await buildWhereStale();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: options.cwd ?? repoRoot,
      env: { ...process.env, DEBUG: "", NODE_OPTIONS: "", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    options.onStart?.((signal) => child.kill(signal));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      options.onStdout?.(stdout, (signal) => child.kill(signal));
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code: signal === null ? code : 128 + constants.signals[signal], stdout, stderr });
    });
  });
}

/** Test files run side by side: one of them builds, the others wait for it. */
async function buildWhereStale(): Promise<void> {
  const lock = path.join(tmpdir(), `torchts-build-${repoRoot.replaceAll(/[^A-Za-z0-9]/g, "-")}`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const held = statSync(lock, { throwIfNoEntry: false });
      const age = held === undefined ? 0 : Date.now() - held.mtimeMs;
      // The one that held it died.
      if (age > 120_000) rmSync(lock, { recursive: true, force: true });
      await sleep(100);
    }
  }
  try {
    if (existsSync(main) && statSync(main).mtimeMs >= newest(path.join(repoRoot, "lib"))) return;
    const built = spawnSync("npm", ["run", "build"], {
      cwd: repoRoot,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (built.status !== 0) throw new Error(`npm run build failed:\n${built.stdout}\n${built.stderr}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Latest change of a file below a folder. */
function newest(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  );
}
