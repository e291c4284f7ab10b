// The library is open: one of each kind of thing that DEVELOPERS.md names is added to a copy of the sources, by one file and at
// most two lines, and used there.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { add, MOST_LINES } from "../scripts/additions/add.mjs";
import { KINDS } from "../scripts/additions/kinds.mjs";
import { repoRoot } from "./helpers/data.ts";

/** What the script may take on two busy cores; most of it is tsc over the library. */
const SCRIPT_MS = 300_000;

const KIND_NAMES = [
  "metric",
  "run part",
  "task",
  "family",
  "layer",
  "optimizer",
  "transform",
  "image format",
  "data set",
  "loss",
  "command",
];

const scratch = mkdtempSync(path.join(tmpdir(), "torchts-lines-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test(
  "each kind of addition is a file and at most two lines, is typed, and gives the right numbers",
  () => {
    const script = path.join(repoRoot, "scripts", "additions.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const told = stdout.trim().split("\n");
    const counts = told.map((line) => /^(.+?) +1 file, ([0-9]+) lines? /.exec(line)?.slice(1));
    expect(counts.map((one) => one?.[0])).toEqual(KIND_NAMES);
    for (const [kind, lines] of counts as [string, string][]) {
      expect(Number(lines), kind).toBeGreaterThanOrEqual(1);
      expect(Number(lines), kind).toBeLessThanOrEqual(2);
    }
  },
  SCRIPT_MS,
);

test("DEVELOPERS.md has a line for each, with the files that its lines go into", () => {
  const rows = readFileSync(path.join(repoRoot, "DEVELOPERS.md"), "utf8").split("\n");
  for (const { kind, file, lines } of KINDS) {
    const row = rows.find((one) => one.startsWith(`| ${kind} |`)) ?? "";
    expect(row, kind).toContain(`\`${path.posix.dirname(file)}/NAME.ts\``);
    for (const line of lines) expect(row, kind).toContain(`\`${line.in}\``);
  }
});

/** A tree with one file, and an addition to it of so many lines. */
function additionOf(count: number) {
  const [example] = KINDS;
  const tree = mkdtempSync(path.join(scratch, "tree-"));
  mkdirSync(path.join(tree, "lib"));
  writeFileSync(path.join(tree, "lib", "index.ts"), "// first\n// second\n");
  const lines = Array.from({ length: count }, (_, at) => ({
    in: "lib/index.ts",
    before: "// second",
    add: `// ${at}`,
  }));
  return { tree, addition: { kind: "thing", file: (example as (typeof KINDS)[number]).file, lines } };
}

test("an addition that takes more lines is refused, and so is one whose place is gone", () => {
  const two = additionOf(MOST_LINES);
  expect(add(two.tree, two.addition).lines).toBe(MOST_LINES);
  expect(readFileSync(path.join(two.tree, "lib", "index.ts"), "utf8")).toBe(
    "// first\n// 0\n// 1\n// second\n",
  );
  expect(() => add(two.tree, two.addition)).toThrow("is there already");
  const three = additionOf(MOST_LINES + 1);
  expect(() => add(three.tree, three.addition)).toThrow("thing: 3 lines in lib/index.ts; at most 2");
  const lost = additionOf(1);
  writeFileSync(path.join(lost.tree, "lib", "index.ts"), "// first\n");
  expect(() => add(lost.tree, lost.addition)).toThrow("0 times; say in kinds.mjs where the line goes");
});
