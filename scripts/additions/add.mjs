// A copy of the sources, and what adding something to it takes.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, "..", "..");

/** Most lines that an addition may take in files that are there. */
export const MOST_LINES = 2;

/** A copy of the sources beside the dependencies and the addon of the checkout. */
export function copySources() {
  const scratch = mkdtempSync(join(tmpdir(), "torchts-additions-"));
  const listed = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const { stdout, status } = spawnSync("git", [...listed, "lib", "*.json"], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error("git does not list the files; is this a checkout?");
  for (const name of stdout.split("\n").filter((name) => /^(lib\/.*|[^/]+)$/.test(name))) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(scratch, name));
  }
  for (const name of ["node_modules", "build", "prebuilds"]) {
    if (existsSync(join(root, name))) symlinkSync(join(root, name), join(scratch, name), "junction");
  }
  return scratch;
}

/** The text with one line more, or with one line changed. */
function withLine(text, { in: file, before, add, from, to }) {
  const place = before === undefined ? from : `\n${before}`;
  const count = text.split(place).length - 1;
  if (count !== 1) {
    throw new Error(
      `${file} has ${JSON.stringify(before ?? from)} ${count} times; say in kinds.mjs where the line goes`,
    );
  }
  return before === undefined ? text.replace(from, to) : text.replace(place, `\n${add}${place}`);
}

/** How many lines of `after` are not in `before`. */
function newLines(before, after) {
  const left = new Map();
  for (const line of before.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return after.split("\n").filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}

/** Adds one thing; gives what it took. Throws Error where that is more than a file and two lines. */
export function add(scratch, { kind, file, lines }) {
  if (existsSync(join(scratch, file)))
    throw new Error(`${kind}: ${file} is there already; add something else`);
  const names = [...new Set(lines.map((line) => line.in))];
  const before = names.map((name) => readFileSync(join(scratch, name), "utf8"));
  mkdirSync(dirname(join(scratch, file)), { recursive: true });
  cpSync(join(here, file), join(scratch, file));
  for (const line of lines) {
    const path = join(scratch, line.in);
    writeFileSync(path, withLine(readFileSync(path, "utf8"), line));
  }
  const after = names.map((name) => readFileSync(join(scratch, name), "utf8"));
  const took = after.reduce((sum, text, at) => sum + newLines(before[at], text), 0);
  if (took > MOST_LINES)
    throw new Error(`${kind}: ${took} lines in ${names.join(", ")}; at most ${MOST_LINES}`);
  return { kind, file, lines: took, in: names };
}
