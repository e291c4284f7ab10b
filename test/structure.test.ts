// The floors of lib/: a file imports only from its own folder and from floors below it, as DEVELOPERS.md says; and no file
// that is written by hand outgrows one reading.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repoRoot } from "./helpers/data.ts";

/** From the ground up; `nn` and `optim` share a floor, and optimizers know parameters. */
const FLOORS = ["native", "edge", "tensor", "io", "nn", "optim", "data", "vision", "models", "train", "cli"];

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
  const folderOf = (file: string): string => path.relative(lib, file).split(path.sep)[0] ?? "";
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
  expect(folders.sort()).toEqual([...FLOORS].sort());
  for (const floor of FLOORS) expect(imports.some(({ from }) => from === floor)).toBe(true);
});

test("no import goes up a floor", () => {
  const up = imports.filter(
    ({ from, to }) =>
      FLOORS.includes(from) && (!FLOORS.includes(to) || FLOORS.indexOf(to) > FLOORS.indexOf(from)),
  );
  expect(up.map(({ file, to }) => `${file} imports from ${to}`)).toEqual([]);
});

test("no file is so long that it should be two", () => {
  const long = files
    .filter((name) => !name.endsWith(".gen.ts"))
    .map((name) => [name, readFileSync(path.join(lib, name), "utf8").split("\n").length] as const)
    .filter(([, lines]) => lines > MOST_LINES);
  expect(long).toEqual([]);
});
