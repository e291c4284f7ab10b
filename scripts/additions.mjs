// Shows that the library is open: adds one of each kind of thing to a copy of the sources, a file and at most two lines each,
// and uses them there.
//
//     node scripts/additions.mjs [--keep]    # keeps the copy and says where it is
//
// What is added is in scripts/additions: kinds.mjs, the files below lib/, and use.ts, which uses them as a user would. The copy
// must be in format, be typed and give the right numbers, or this exits 1.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { add, copySources, root } from "./additions/add.mjs";
import { KINDS } from "./additions/kinds.mjs";

/** Runs a program of node_modules or node itself; ends this one where it fails. */
function run(cwd, what, ...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${what} failed:\n${stdout}${stderr}`);
  return stdout;
}

const scratch = copySources();
try {
  const added = KINDS.map((kind) => add(scratch, kind));
  cpSync(join(root, "scripts", "additions", "use.ts"), join(scratch, "use.ts"));
  const project = { extends: "./tsconfig.json", include: ["lib", "use.ts"] };
  writeFileSync(join(scratch, "tsconfig.use.json"), JSON.stringify(project));

  const touched = [...new Set(added.flatMap((one) => [one.file, ...one.in]))];
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  run(scratch, "the format", biome, "check", "--error-on-warnings", "--vcs-enabled=false", ...touched);
  run(scratch, "tsc", join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.use.json");
  const used = run(scratch, "use.ts", "--import", "tsx", "use.ts").trim().split("\n");
  const unused = KINDS.filter(({ kind }) => !used.includes(kind));
  if (unused.length > 0) throw new Error(`use.ts does not use ${unused.map(({ kind }) => kind).join(", ")}`);

  for (const { kind, file, lines, in: names } of added) {
    console.log(
      `${kind.padEnd(12)} 1 file, ${lines} ${lines === 1 ? "line " : "lines"}  ${file}; ${names.join(", ")}`,
    );
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  if (process.argv.includes("--keep")) console.log(scratch);
  else rmSync(scratch, { recursive: true, force: true });
}
