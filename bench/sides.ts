/** The two worker processes of the bench and how to talk to them: one request, one answer, in turn. */

import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

/** A worker process: `torchts` or `python`. */
export interface Side {
  readonly name: "torchts" | "python";
  /** Sends a request and waits for its answer; throws what the worker says went wrong. */
  ask<T = unknown>(request: Record<string, unknown>): Promise<T>;
  close(): void;
}

type Answer = { ok: unknown } | { error: unknown };

function makeSide(
  name: Side["name"],
  child: ChildProcess,
  send: (request: Record<string, unknown>) => void,
  listen: (handler: (answer: Answer) => void) => void,
): Side {
  let waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void } | undefined;
  listen((answer) => {
    const { resolve, reject } = waiting ?? {};
    waiting = undefined;
    if ("error" in answer) reject?.(new Error(`${name}: ${answer.error}`));
    else resolve?.(answer.ok);
  });
  child.on("error", (error) => waiting?.reject(error));
  child.on("exit", (code, signal) => waiting?.reject(new Error(`${name} ended with ${code ?? signal}`)));
  return {
    name,
    ask: <T>(request: Record<string, unknown>) =>
      new Promise<T>((resolve, reject) => {
        waiting = { resolve: (value) => resolve(value as T), reject }; // the caller knows its question
        send(request);
      }),
    close: () => child.kill(),
  };
}

/** Starts the torchts worker; it inherits this process's loader, so TypeScript runs as the bench itself does. */
export function startTorchts(): Side {
  return startTorchtsScript("worker.ts");
}

/** As {@link startTorchts}, another script of this folder. */
export function startTorchtsScript(script: string): Side {
  const child = fork(path.join(here, script), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return makeSide(
    "torchts",
    child,
    (request) => child.send(request),
    (handler) => child.on("message", handler),
  );
}

/** The Python that has torch and torchvision, or the reason why there is none. */
export function findPython(): { command: string } | { missing: string } {
  const command = process.env.TORCHTS_PYTHON ?? (process.platform === "win32" ? "python" : "python3");
  const code = "import importlib.metadata as m; m.version('torch'); m.version('torchvision')";
  if (spawnSync(command, ["-c", code], { stdio: "ignore" }).status === 0) return { command };
  return { missing: `${command} has no torch and torchvision; TORCHTS_PYTHON names one that has` };
}

/** Starts the Python worker. */
export function startPython(command: string): Side {
  return startPythonScript(command, "worker.py");
}

/** As {@link startPython}, another script of the folder python/. */
export function startPythonScript(command: string, script: string): Side {
  const child = spawn(command, [path.join(here, "python", script)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return makeSide(
    "python",
    child,
    (request) => child.stdin.write(`${JSON.stringify(request)}\n`),
    (handler) =>
      createInterface({ input: child.stdout }).on("line", (line) => handler(JSON.parse(line) as Answer)),
  );
}
