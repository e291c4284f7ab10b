// The floors of lib/: a file imports only from its own folder and from floors below it, as DEVELOPERS.md says, files do not
// import each other in a circle, and none that is written by hand outgrows one reading.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repoRoot } from "./helpers/data.ts";

/** The files of lib/ itself: what the package exports. The command line alone is above it. */
const ENTRY = ".";

/** From the ground up; `nn` and `optim` share a floor, and optimizers know parameters. */
const FLOORS = [
  "native",
  "edge",
  "tensor",
  "io",
  "nn",
  "optim",
  "data",
  "vision",
  "metrics",
  "models",
  "inference",
  "report",
  "train",
  ENTRY,
  "cli",
];

const MOST_LINES = 600;

/** What follows `from`, `import` and `import(` where it is a relative path. */
const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

interface Import {
  /** Of the repository. */
  file: string;
  /** Folder of lib/ that the file lies in, and the one that it imports from. */
  from: string;
  to: string;
}

const lib = path.join(repoRoot, "lib");
const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) => /\.ts$/.test(name));

function importsOfLibrary(): Import[] {
  const folderOf = (file: string): string => {
    const [folder = "", ...below] = path.relative(lib, file).split(path.sep);
    return below.length === 0 ? ENTRY : folder;
  };
  return files.flatMap((name) => {
    const file = path.join(lib, name);
    return [...readFileSync(file, "utf8").matchAll(RELATIVE_IMPORT)].map(([, target = ""]) => ({
      file: path.relative(repoRoot, file),
      from: folderOf(file),
      to: folderOf(path.resolve(path.dirname(file), target)),
    }));
  });
}

const imports = importsOfLibrary();

test("every folder of lib/ is a floor, and there are imports to look at", () => {
  const folders = readdirSync(path.join(repoRoot, "lib"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect([ENTRY, ...folders].sort()).toEqual([...FLOORS].sort());
  for (const floor of FLOORS) expect(imports.some(({ from }) => from === floor)).toBe(true);
});

test("no import goes up a floor", () => {
  const up = imports.filter(
    ({ from, to }) =>
      FLOORS.includes(from) && (!FLOORS.includes(to) || FLOORS.indexOf(to) > FLOORS.indexOf(from)),
  );
  expect(up.map(({ file, to }) => `${file} imports from ${to}`)).toEqual([]);
});

/**
 * What a module runs before it runs itself: every import and re-export but those of types alone, which are erased
 * (`import { type A }` is not: `verbatimModuleSyntax` leaves `import {}`), and but `import()`, which waits for its call.
 */
const RUN_FIRST = /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"(\.[^"]+)"/gm;

/** The circles among modules, each as its files in the order of their imports; `imported` says what a file imports. */
function circles(modules: readonly string[], imported: (file: string) => readonly string[]): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    const place = way.indexOf(file);
    if (place >= 0) found.push([...way.slice(place), file]);
    if (place >= 0 || done.has(file)) return;
    way.push(file);
    for (const next of imported(file)) visit(next);
    way.pop();
    done.add(file);
  };
  for (const file of modules) visit(file);
  return found;
}

/** Files of lib/ that a source text imports when it runs. */
function runFirst(file: string, text: string): string[] {
  return [...text.matchAll(RUN_FIRST)].map(([, target = ""]) => path.join(path.dirname(file), target));
}

test("files do not import each other in a circle when they run", () => {
  const graph = new Map(
    files.map((name) => [name, runFirst(name, readFileSync(path.join(lib, name), "utf8"))]),
  );
  const lost = [...graph].flatMap(([name, targets]) =>
    targets.filter((to) => !graph.has(to)).map((to) => [name, to]),
  );
  expect(lost).toEqual([]);
  expect([...graph.values()].flat().length).toBeGreaterThan(files.length); // they were read
  expect(circles(files, (file) => graph.get(file) ?? []).map((circle) => circle.join(" -> "))).toEqual([]);
});

test("a circle is found in whatever way it is imported, and types alone make none", () => {
  const forms = [
    'import { a } from "./b.ts";',
    'import * as b from "./b.ts";',
    'import "./b.ts";',
    'import {\n  a,\n  type B,\n} from "./b.ts";',
    'import { type B } from "./b.ts";',
    'export * from "./b.ts";',
    'export { a } from "./b.ts";',
  ];
  for (const form of forms)
    expect(runFirst("x/a.ts", `/** a */\n${form}\n`), form).toEqual([path.join("x", "b.ts")]);
  for (const form of [
    'import type { B } from "./b.ts";',
    'export type { B } from "./b.ts";',
    'const b = await import("./b.ts");',
    'import { readFile } from "node:fs";',
  ]) {
    expect(runFirst("x/a.ts", form), form).toEqual([]);
  }
  const graph: Record<string, string[]> = { a: ["b"], b: ["c", "d"], c: ["e"], d: ["b"], e: ["e"] };
  expect(circles(Object.keys(graph), (file) => graph[file] ?? [])).toEqual([
    ["e", "e"],
    ["b", "d", "b"],
  ]);
});

test("no file is so long that it should be two", () => {
  const long = files
    .filter((name) => !name.endsWith(".gen.ts"))
    .map((name) => [name, readFileSync(path.join(lib, name), "utf8").split("\n").length] as const)
    .filter(([, lines]) => lines > MOST_LINES);
  expect(long).toEqual([]);
});
