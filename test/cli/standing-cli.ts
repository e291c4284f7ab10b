/**
 * Runs commands in one process, one after another (standing.mjs), which takes a fraction of the time of a process each: for
 * what a command prints, writes and refuses. How a process starts and ends is what run-cli.ts is for.
 */
import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { afterAll } from "vitest";
import { repoRoot } from "../helpers/data.ts";
import type { CliResult } from "./run-cli.ts";

const MARK = `\n${randomUUID()}\n`;

let standing: ChildProcess | undefined;
/** Ends when the last command that was asked for has. */
let before: Promise<unknown> = Promise.resolve();

afterAll(() => standing?.disconnect());

/** Runs `torchts <args>` in the checkout; what it gives is that of a process of its own. */
export function standingCli(args: string[]): Promise<CliResult> {
  const result = before.then(() => runOne(args));
  before = result.catch(() => {});
  return result;
}

function start(): ChildProcess {
  const child = fork(path.join(repoRoot, "test", "cli", "standing.mjs"), [MARK], {
    cwd: repoRoot,
    execArgv: [],
    env: { ...process.env, DEBUG: "", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.setEncoding("utf8");
  child.stderr?.setEncoding("utf8");
  return child;
}

function runOne(args: string[]): Promise<CliResult> {
  standing ??= start();
  const child = standing;
  return new Promise((resolve, reject) => {
    const told = { stdout: "", stderr: "" };
    let code: number | undefined;
    const stop = (): void => {
      child.removeAllListeners();
      child.stdout?.removeAllListeners("data");
      child.stderr?.removeAllListeners("data");
    };
    const look = (): void => {
      if (code === undefined || !told.stdout.endsWith(MARK) || !told.stderr.endsWith(MARK)) return;
      stop();
      resolve({
        code,
        stdout: told.stdout.slice(0, -MARK.length),
        stderr: told.stderr.slice(0, -MARK.length),
      });
    };
    child.stdout?.on("data", (text: string) => {
      told.stdout += text;
      look();
    });
    child.stderr?.on("data", (text: string) => {
      told.stderr += text;
      look();
    });
    child.once("message", (message) => {
      code = message as number;
      look();
    });
    child.once("close", (ended, signal) => {
      stop();
      standing = undefined;
      const how = signal ?? `exit code ${ended}`;
      reject(new Error(`torchts ${args.join(" ")} ended the process (${how}): ${told.stderr.slice(-2000)}`));
    });
    child.send(args);
  });
}
