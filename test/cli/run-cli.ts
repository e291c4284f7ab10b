/** Runs the built command line in a child process. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
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
