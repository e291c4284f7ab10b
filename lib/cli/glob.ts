/**
 * Files that a pattern names, for patterns that no shell expanded: quoted ones, and all of them on Windows.
 *
 * `*` and `?` stand for anything but a separator, `[a-c]` and `[!a-c]` for one character, `{png,jpg}` for either, and a
 * folder called `**` for any depth. Names that begin with a dot match only where the pattern's does.
 */
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

const IS_WINDOWS = process.platform === "win32";
const MAGIC = /[*?[\]{}]/;

/** Whether a text may be a pattern; a file may be called so all the same. */
export function isPattern(text: string): boolean {
  return MAGIC.test(text);
}

/** Files and folders that a pattern names, without doubles, in the order of their code points. */
export async function glob(pattern: string): Promise<string[]> {
  const found = new Set<string>();
  for (const one of expandBraces(IS_WINDOWS ? pattern.replaceAll("\\", "/") : pattern)) {
    const { root } = path.posix.parse(one);
    const segments = one
      .slice(root.length)
      .split("/")
      .filter((segment) => segment !== "");
    await walk(root, segments, found);
  }
  return [...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

async function walk(base: string, segments: readonly string[], found: Set<string>): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    if (base !== "") found.add(base);
    return;
  }
  const entries = async () => readdir(base === "" ? "." : base, { withFileTypes: true }).catch(() => []);
  if (segment === "**") {
    // A link to a folder above would make this endless.
    for (const entry of await entries()) {
      if (entry.isDirectory() && !entry.name.startsWith("."))
        await walk(join(base, entry.name), segments, found);
    }
    // At the end it stands for the files in all of these folders.
    await walk(base, rest.length === 0 ? ["*"] : rest, found);
    return;
  }
  if (!MAGIC.test(segment)) {
    const next = join(base, segment);
    const isThere = await stat(next).then(
      (about) => rest.length === 0 || about.isDirectory(),
      () => false,
    );
    if (isThere) await walk(next, rest, found);
    return;
  }
  const matches = matcher(segment);
  for (const { name } of await entries()) {
    if (!matches.test(name) || (name.startsWith(".") && !segment.startsWith("."))) continue;
    const next = join(base, name);
    const isFolder = rest.length > 0 && (await stat(next).catch(() => null))?.isDirectory();
    if (rest.length === 0 || isFolder) await walk(next, rest, found);
  }
}

/** `./a` stays as it was written, as a shell leaves it. */
function join(base: string, name: string): string {
  return base === "" || base.endsWith("/") ? `${base}${name}` : `${base}/${name}`;
}

function matcher(segment: string): RegExp {
  let source = "";
  for (let at = 0; at < segment.length; at++) {
    const letter = segment[at] as string;
    const set = letter === "[" ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(segment.slice(at)) : null;
    if (letter === "*") source += ".*";
    else if (letter === "?") source += ".";
    else if (set !== null) {
      source += `[${set[1] === "" ? "" : "^"}${(set[2] as string).replace(/[\\\]^]/g, "\\$&")}]`;
      at += set[0].length - 1;
    } else source += letter.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  }
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    return /(?!)/; // a range from high to low holds nothing
  }
}

/** `a.{png,jpg}` -> `a.png`, `a.jpg`; braces without a comma stay. */
function expandBraces(pattern: string): string[] {
  for (let open = pattern.indexOf("{"); open >= 0; open = pattern.indexOf("{", open + 1)) {
    const parts = partsAt(pattern, open);
    if (parts === null || parts.words.length < 2) continue;
    const rest = expandBraces(pattern.slice(parts.end + 1));
    return parts.words.flatMap((word) =>
      expandBraces(word).flatMap((inner) => rest.map((after) => pattern.slice(0, open) + inner + after)),
    );
  }
  return [pattern];
}

/** The words between a brace and the one that closes it; null where none does. */
function partsAt(pattern: string, open: number): { words: string[]; end: number } | null {
  const words: string[] = [];
  let [depth, begin] = [0, open + 1];
  for (let at = open; at < pattern.length; at++) {
    const letter = pattern[at];
    if (letter === "{") depth++;
    if (letter === "}") depth--;
    if (depth === 0 || (depth === 1 && letter === ",")) {
      words.push(pattern.slice(begin, at));
      begin = at + 1;
    }
    if (depth === 0) return { words, end: at };
  }
  return null;
}
