/**
 * The folder where torchts keeps what it fetched or learned about this machine.
 *
 *     <home>/libtorch/<version>-<flavour>/   what `npx torchts install` unpacked
 *     <home>/downloads/                      archives being fetched
 *     <home>/stamps/                         small notes that save work: everything in it may be deleted
 */

import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
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

function stampName(kind: string, key: readonly unknown[]): string {
  return `${kind}-${createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32)}`;
}

/**
 * Text noted under a key, or null. A stamp decides which library is opened, so that one counts only where nobody but
 * this user can have written it: it and its folder are the user's own, no links, and not writable by others.
 */
export function readStamp(kind: string, key: readonly unknown[], env: Env = process.env): string | null {
  const folder = stampFolder(env);
  if (!isOwn(folder)) return null;
  let file: number | undefined;
  try {
    file = openSync(join(folder, stampName(kind, key)), constants.O_RDONLY | NO_LINKS);
    const found = fstatSync(file);
    return found.isFile() && isTrusted(found) ? readFileSync(file, "utf8") : null;
  } catch {
    return null; // absent or unreadable: the work is done again
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Notes a text under a key; false where that is not possible, as in a container with a read-only image. */
export function writeStamp(
  kind: string,
  key: readonly unknown[],
  text: string,
  env: Env = process.env,
): boolean {
  const folder = stampFolder(env);
  const name = stampName(kind, key);
  const beside = join(folder, `${name}.${process.pid}.${Math.random().toString(36).slice(2, 8)}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(folder)) return false;
    writeFileSync(beside, text, { flag: "wx", mode: 0o600 });
    renameSync(beside, join(folder, name));
    return true;
  } catch {
    try {
      rmSync(beside, { force: true });
    } catch {
      // nothing was written, then
    }
    return false;
  }
}

const NO_LINKS = constants.O_NOFOLLOW ?? 0; // Windows has no such flag, and its cache folder is the user's own

function stampFolder(env: Env): string {
  return join(torchtsHome(env), "stamps");
}

/** Whether a path is a folder of this user's, no link to one, that nobody else can write to. */
function isOwn(folder: string): boolean {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && isTrusted(found);
  } catch {
    return false;
  }
}

/** Whether this user owns it and nobody else can write to it. */
function isTrusted({ uid, mode }: Stats): boolean {
  if (process.getuid === undefined) return true; // Windows keeps other users out of the cache folder
  return uid === process.getuid() && (mode & 0o022) === 0;
}

/**
 * Why libraries in a folder are not opened, or null: another user owns it, or could exchange what is in it. Root's are
 * everybody's, and root may use a user's.
 */
export function distrust(folder: string): string | null {
  if (process.getuid === undefined) return null;
  const own = process.getuid();
  let found: Stats;
  try {
    found = statSync(folder);
  } catch {
    return null; // whoever wants to use it will say
  }
  const { uid, gid, mode } = found;
  if (own !== 0 && uid !== own && uid !== 0) {
    return `${folder} belongs to another user (${uid}), who could put any code there; if that is meant, name it with TORCHTS_LIBTORCH`;
  }
  // A group whose number is its user's is that user's alone, as most Linux systems make them.
  const byGroup = (mode & 0o020) !== 0 && gid !== uid;
  if ((mode & 0o002) !== 0 || byGroup) {
    return `${folder} can be written by other users, who could put any code there: \`chmod go-w ${folder}\``;
  }
  return null;
}
