// The declarations that are published are shortened and pruned after the compiler: they stand by themselves, and have every value
// that the sources export, of the same type.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repoRoot } from "../helpers/data.ts";

const TIMEOUT = 240_000;

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-declarations-"));
  writeFileSync(path.join(root, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the compiler says of files, with the project's strictness; nothing where all is well. */
function compiled(name: string, files: string[], include: string[] = [], skipLibCheck = false): string {
  const config = path.join(root, `${name}.json`);
  const compilerOptions = {
    noEmit: true,
    skipLibCheck,
    // What packages have of Node is not this package's to mend.
    types: ["node"],
    typeRoots: [path.join(repoRoot, "node_modules", "@types")],
  };
  const extended = path.join(repoRoot, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ extends: extended, compilerOptions, files, include }));
  const tsc = path.join(repoRoot, "node_modules", "typescript", "bin", "tsc");
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", config], { encoding: "utf8" });
  return `${stdout}${stderr}`;
}

const published = path.join(repoRoot, "dist", "index.d.ts");

test(
  "declarations are whole: nothing that they name is missing",
  () => {
    expect(compiled("whole", [published])).toBe("");
    // That a missing one is told of.
    const broken = path.join(root, "broken.ts");
    writeFileSync(
      broken,
      `import { nothing } from ${JSON.stringify(published.replace(".d.ts", ".js"))};\nnothing();\n`,
    );
    expect(compiled("broken", [broken])).toContain("nothing");
  },
  TIMEOUT,
);

test(
  "every exported value is declared, those of namespaces too",
  () => {
    const file = path.join(root, "same.ts");
    const sources = path.join(repoRoot, "lib", "index.ts");
    writeFileSync(
      file,
      `import type * as Sources from ${JSON.stringify(sources)};
import type * as Published from ${JSON.stringify(published.replace(".d.ts", ".js"))};

type Missing<A, B> = Exclude<keyof A, keyof B>;
type Spaces = { [K in keyof typeof Sources & keyof typeof Published]: Missing<(typeof Sources)[K], (typeof Published)[K]> };
export const names: Missing<typeof Sources, typeof Published> extends never ? true : Missing<typeof Sources, typeof Published> = true;
export const members: Spaces[keyof Spaces] extends never ? true : Spaces = true;
`,
    );
    // The sources read packages whose declarations name a browser's types; the published ones do not.
    expect(compiled("same", [file], [path.join(repoRoot, "lib", "**", "*.d.ts")], true)).toBe("");
  },
  TIMEOUT,
);
