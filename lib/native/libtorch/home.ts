/**
 * The folder where torchts keeps what it fetched or learned about this machine.
 *
 *     <home>/libtorch/<version>-<flavour>/   what `npx torchts install` unpacked
 *     <home>/downloads/                      archives being fetched
 *     <home>/stamps/                         small notes that save work: everything in it may be deleted
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** Environment variables, `process.env` unless a test gives others. */
export type Env = Record<string, string | undefined>;

/** Folder of torchts: `TORCHTS_HOME`, else the cache folder that is usual on this system. */
export function torchtsHome(env: Env = process.env): string {
  if (env.TORCHTS_HOME) return resolve(env.TORCHTS_HOME);
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "torchts");
  if (process.platform === "win32") {
    return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "torchts", "Cache");
  }
  const xdg = env.XDG_CACHE_HOME; // the XDG specification says to ignore relative paths
  return join(xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache"), "torchts");
}

/** Folder with one subfolder per installed libtorch. */
export function libtorchStore(env: Env = process.env): string {
  return join(torchtsHome(env), "libtorch");
}

// The temporary folder stands in where the cache cannot be written, as in a container with a read-only image.
function stampFolders(env: Env): string[] {
  let user = "user";
  try {
    user = String(userInfo().uid >= 0 ? userInfo().uid : userInfo().username);
  } catch {
    // Containers may run under a user id without a name: the shared folder name does.
  }
  return [join(torchtsHome(env), "stamps"), join(tmpdir(), `torchts-stamps-${user}`)];
}

function stampName(kind: string, key: readonly unknown[]): string {
  return `${kind}-${createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32)}`;
}

/** Text noted under a key, or null. A stamp is only a hint: whoever reads it checks what it says. */
export function readStamp(kind: string, key: readonly unknown[], env: Env = process.env): string | null {
  const name = stampName(kind, key);
  for (const folder of stampFolders(env)) {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch {
      // absent or unreadable: the next folder, and in the end the work is done again
    }
  }
  return null;
}

/** Notes a text under a key; false where neither the cache nor the temporary folder can be written. */
export function writeStamp(
  kind: string,
  key: readonly unknown[],
  text: string,
  env: Env = process.env,
): boolean {
  const name = stampName(kind, key);
  for (const folder of stampFolders(env)) {
    const beside = join(folder, `${name}.${process.pid}.${Math.random().toString(36).slice(2, 8)}`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(beside, text);
      renameSync(beside, join(folder, name));
      return true;
    } catch {
      try {
        rmSync(beside, { force: true });
      } catch {
        // nothing was written, then
      }
    }
  }
  return false;
}
