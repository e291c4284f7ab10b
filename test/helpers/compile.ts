/** Compiles small C++ libraries against the libtorch in use, for tests of what is loaded at run time. */

import { spawnSync } from "node:child_process";
import { loadedFrom } from "../../lib/native/loader.ts";

/** Milliseconds that compiling against libtorch's headers may take on a busy machine. */
export const COMPILE_MS = 240_000;

function compiler(): string | undefined {
  for (const command of [process.env.CXX, "g++", "clang++"]) {
    if (command !== undefined && spawnSync(command, ["--version"]).status === 0) return command;
  }
  return undefined;
}

const command = compiler();

/** The C++ compiler by its name; undefined where there is none. */
export function compilerCommand(): string | undefined {
  return command;
}

/** Why libraries cannot be compiled here; undefined where they can. */
export function reasonNotToCompile(): string | undefined {
  if (process.platform === "win32") return "the test compiles with g++ or clang++, not on Windows";
  if (command === undefined) return "no C++ compiler (CXX, g++ or clang++)";
  if (!loadedFrom().libtorch.hasHeaders) return "the libtorch in use came without headers";
  return undefined;
}

/** Compiles the sources to a shared library. */
export function compileLibrary(sources: readonly string[], out: string): void {
  const { root, lib } = loadedFrom().libtorch;
  const flags = ["-std=c++20", "-O0", "-fPIC", "-shared", "-w", "-I", `${root}/include`];
  const links = ["-L", lib, "-ltorch_cpu", "-lc10"];
  const run = spawnSync(command as string, [...flags, ...sources, ...links, "-o", out], {
    encoding: "utf8",
    timeout: COMPILE_MS,
  });
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status}: ${run.stderr.slice(-3000)}`);
}
