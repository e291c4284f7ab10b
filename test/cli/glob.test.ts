// Patterns that no shell expanded: what they name, beside what bash makes of them where there is one.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { glob, isPattern } from "../../lib/cli/glob.ts";

const FILES = [
  ...["a.png", "b.png", "c.jpg", "d.txt", "image-2.png", "image-10.png", "A.PNG", ".hidden.png"],
  ...["odd[1].png", "odd1.png", "plus+(1).png", "umlaut-\u00e4.png", "x{1}.png"],
  ...["sub/a.png", "sub/deep/b.png", "sub/deep/er/c.png", ".dot/x.png", "sub-2/a.png", "sub/.secret/x.png"],
];

let root: string;
let before: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-glob-"));
  for (const file of FILES) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), "");
  }
  before = process.cwd();
  process.chdir(root);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true, force: true });
});

const PATTERNS = [
  ...["*.png", "*.{png,jpg}", "?.png", "[ab].png", "[!ab].png", "[a-c].*", "image-[0-9].png", "image-*.png"],
  ...[
    "**/*.png",
    "sub/**/*.png",
    "sub*/a.png",
    "s*b/*/b.png",
    "./sub/*.png",
    "{sub,sub-2}/a.png",
    "**/deep/*",
  ],
  ...["odd[[]1].png", "umlaut-?.png", ".*.png", ".dot/*", "{a,b,{c,d}}.{png,jpg}", "no*such", "[z-a].png"],
];

test("the named files, each once, in the order of their names", async () => {
  expect(await glob("*.png")).toEqual(
    ["A.PNG", ...FILES].filter((name) => /^[^./][^/]*\.png$/.test(name)).sort(),
  );
  expect(await glob("{a,a}.png")).toEqual(["a.png"]);
  expect(await glob("sub/**")).toEqual(
    expect.arrayContaining(["sub/a.png", "sub/deep", "sub/deep/b.png", "sub/deep/er/c.png"]),
  );
  expect(await glob(path.join(root, "sub", "*.png"))).toEqual([path.join(root, "sub", "a.png")]);
  expect(await glob("[z-a].png")).toEqual([]);
});

const bash = spawnSync("bash", ["--version"], { encoding: "utf8" });
const isModern = /version ([4-9]|\d\d)/.test(bash.stdout ?? "");

test.skipIf(!isModern).each(PATTERNS)("%s names what bash's does", async (pattern) => {
  const script = `shopt -s globstar nullglob; LC_ALL=C.UTF-8; for f in ${pattern}; do [ -e "$f" ] && echo "$f"; done`;
  const { stdout } = spawnSync("bash", ["-c", script], { cwd: root, encoding: "utf8" });
  const theirs = stdout.split("\n").filter((name) => name !== "");
  expect(await glob(pattern)).toEqual([...new Set(theirs)].sort());
});

test("a link back to a folder above ends nowhere, and is not gone through", async () => {
  const before = await glob("**/*.png");
  symlinkSync("..", path.join(root, "sub", "up"));
  expect(await glob("**/*.png")).toEqual(before);
  expect(await glob("sub/up/a.png")).toEqual(["sub/up/a.png"]);
});

test("tells a pattern from a name", () => {
  expect(["a.png", "my folder/x", "C:\\x"].map(isPattern)).toEqual([false, false, false]);
  expect(["*.png", "a?", "[ab]", "{a,b}"].map(isPattern)).toEqual([true, true, true, true]);
});
