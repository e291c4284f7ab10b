/** What the benches have in common beside their sides: the compiled library, the machine, the file of results. */

import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const repoRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Compiles the library: what is measured is what users get, and it must not be yesterday's. Needs no npm. */
export function compileLibrary(): void {
  for (const args of [
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
    ["scripts/bundle.mjs"],
  ]) {
    const run = spawnSync(process.execPath, args, { cwd: repoRoot, stdio: "inherit" });
    if (run.status !== 0) throw new Error("the library does not compile: npm run build");
  }
}

/** The machine as results name it. */
export function thisMachine() {
  return {
    platform: process.platform,
    arch: process.arch,
    cpu: os.cpus()[0]?.model,
    cores: os.cpus().length,
  };
}

/** Writes results as JSON, whole or not at all, and says where; `name` is of bench/results unless `out` is given. */
export function writeResults(document: object, name: string, out?: string): void {
  const file = path.resolve(out ?? path.join(repoRoot, "bench", "results", name));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(document, null, 2)}\n`);
  renameSync(`${file}.tmp`, file);
  console.log(`\nwritten to ${path.relative(process.cwd(), file)}`);
}
