// Makes the declarations in dist/ what an editor has to read: those that dist/index.d.ts leads to, indented by tabs, without the
// heads of files, which belong to no declaration, and without what files of the library export for each other alone. The compiler
// writes one for every file of lib/, the command line's among them. What is left stays under 2 MB, or the build fails.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { prunedDeclarations } from "./prune-declarations.mjs";

const MOST = 2_000_000;

/** What a file says of itself, above its imports. */
const HEAD = /^\/\*\*[\s\S]*?\*\/\n+(?=import\b|export (?:\*|type \{|\{))/;

/** The files that a declaration names, comments left out. */
function namedIn(file) {
  const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const named = [...text.matchAll(/(?:\bfrom|\bimport\s*\(|\bimport)\s*"(\.[^"]+)"/g)].map(
    (match) => match[1],
  );
  return named.map((name) => resolve(dirname(file), name).replace(/\.[cm]?[jt]s$/, ".d.ts"));
}

/** Removes declarations that nothing public leads to and shortens the others; gives how many bytes are left. */
export function tidyDeclarations(dist) {
  const reached = new Set();
  const waiting = [join(dist, "index.d.ts")];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file) || !existsSync(file)) continue;
    reached.add(file);
    waiting.push(...namedIn(file));
  }
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const file = join(dist, name);
    if (!name.endsWith(".d.ts")) continue;
    if (!reached.has(file)) {
      rmSync(file);
      continue;
    }
    const text = readFileSync(file, "utf8");
    const indented = text.replace(/^(?: {4})+/gm, (indent) => "\t".repeat(indent.length / 4));
    const short = indented.replace(HEAD, "");
    if (short !== text) writeFileSync(file, short);
  }
  let bytes = 0;
  for (const [file, text] of prunedDeclarations(join(dist, "index.d.ts"), reached)) {
    writeFileSync(file, text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

/** The same for a folder that is built; throws where too much is left. */
export function finishDeclarations(dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist")) {
  const bytes = tidyDeclarations(dist);
  if (bytes > MOST) throw new Error(`the declarations are ${bytes} bytes, more than ${MOST}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) finishDeclarations();
