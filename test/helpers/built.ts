/**
 * The library as it is built in dist/, over which the tests run: `lib/x.ts` of a test is `dist/x.js`, which Node loads several
 * times as fast as the sources. vitest.config.ts reads this, so no tensor code here.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { repoRoot } from "./data.ts";

const lib = path.join(repoRoot, "lib");
const dist = path.join(repoRoot, "dist");
/** What the build writes last but for declarations. */
const last = path.join(dist, "command", "main.js");

/** The module that lets what is imported after it run over the library as it is built. */
export const RUN_BUILT = pathToFileURL(path.join(repoRoot, "test", "helpers", "run-built.mjs")).href;
/** Arguments of node for a child process whose TypeScript does. */
export const OVER_BUILT: readonly string[] = ["--import", RUN_BUILT];

/** What stands in dist/ for an import of lib/ by a file of the repository; undefined for other imports. */
export function builtFor(specifier: string, importer: string): string | undefined {
  if (!specifier.startsWith(".") || !specifier.endsWith(".ts")) return undefined;
  const below = path.relative(lib, path.resolve(path.dirname(importer), specifier));
  if (below.startsWith("..") || path.isAbsolute(below)) return undefined;
  return pathToFileURL(path.join(dist, below.replace(/\.ts$/, ".js"))).href;
}

/** Builds dist/ where it is older than lib/. Of several processes that want it one builds, the others wait. */
export async function buildWhereStale(): Promise<void> {
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
    if (existsSync(last) && statSync(last).mtimeMs >= newest(lib)) return;
    const started = new Date();
    const built = spawnSync("npm", ["run", "build"], {
      cwd: repoRoot,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (built.status !== 0) throw new Error(`npm run build failed:\n${built.stdout}\n${built.stderr}`);
    // What was changed in the meantime is newer than the build.
    utimesSync(last, started, started);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Latest change of a file or folder below a folder: one that is taken away changes its folder. */
function newest(folder: string): number {
  return Math.max(
    statSync(folder).mtimeMs,
    ...readdirSync(folder, { recursive: true, withFileTypes: true }).map(
      (entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs,
    ),
  );
}
