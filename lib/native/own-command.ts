/** How the command line is called from where the process runs, so that what a message advises can be pasted. */

import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the package; this file lies two folders below it, in `lib/native/` as in `dist/native/`. */
export const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What a shell takes as it is. */
const PLAIN = process.platform === "win32" ? /^[\w@+=:,./\\-]+$/ : /^[\w@%+=:,./-]+$/;

/**
 * A command line of torchts: `npx torchts install --cuda` where the package is installed; in a checkout, where npx would
 * link the package into npm's cache and prepare it again, `./torchts install --cuda`, which no package contains.
 *
 * @param words one for each argument; what a shell would take apart is quoted
 */
export function ownCommand(...words: readonly string[]): string {
  return [program(), ...words.map(shellWord)].join(" ");
}

function program(): string {
  const script = join(packageRoot, "torchts");
  if (!existsSync(script)) return "npx torchts";
  const fromHere = relative(process.cwd(), script);
  const way = fromHere.length > script.length ? script : fromHere;
  if (process.platform === "win32") return `node ${shellWord(way)}`;
  return shellWord(way.includes("/") ? way : `./${way}`);
}

/** A word as a shell takes it for one. */
export function shellWord(word: string): string {
  if (PLAIN.test(word)) return word;
  return process.platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
