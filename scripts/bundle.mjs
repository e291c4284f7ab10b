// Joins dist/ to what `import "torchts"` loads, dist/node/, and to the command line, dist/command/: hundreds of files take
// three times as long to find and read as a few. dist/node/index.js holds tensors, operators and errors; each namespace (`nn`, `models`, `train`, ...) is read when
// something of it is first used, from files beside it that `lazy-modules.mjs` makes. Packages stay outside. `--watch` goes
// on joining as files change. The figures are in docs/decisions/lazy-modules.md.
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, context } from "esbuild";
import { lazyModules } from "./lazy-modules.mjs";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");

/** What is read at once. */
const EAGER = ["native/errors.js", "tensor/index.js"];

/** Where a namespace comes from: `export * as nn from "./nn/index.js"`, in the index or in one that it takes names from. */
function namespaceFiles() {
  const files = {};
  for (const index of ["index.js", "vision/index.js"]) {
    const text = readFileSync(join(dist, index), "utf8");
    for (const [, name, path] of text.matchAll(/^export \* as (\w+) from "(.+)";$/gm)) {
      files[name] = join(dirname(join(dist, index)), path);
    }
  }
  return files;
}

const load = (file) => import(pathToFileURL(join(dist, file)).href);
const everything = await load("index.js");
const eager = Object.assign({}, ...(await Promise.all(EAGER.map(load))));
const namespaces = {};
const functions = [];
const files = namespaceFiles();
for (const [name, value] of Object.entries(everything)) {
  if (eager[name] === value) continue;
  if (value?.[Symbol.toStringTag] === "Module") {
    namespaces[name] = { file: files[name], names: Object.keys(value) };
  } else if (typeof value === "function" && !String(value).startsWith("class")) functions.push(name);
  else
    throw new Error(
      `bundle: ${name} is exported at the top; that is for functions and namespaces, put it into one`,
    );
}

const common = {
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  keepNames: true,
  chunkNames: "part-[hash]",
  logLevel: "warning",
};
const library = {
  ...common,
  entryPoints: [
    ...Object.entries(namespaces).map(([name, { file }]) => ({ in: file, out: name })),
    { in: join(dist, "vision/index.js"), out: "vision" },
    { in: "eager", out: "core" },
  ],
  outdir: join(dist, "node"),
  metafile: true,
  write: false,
  plugins: [lazyModules({ dist, eager: EAGER, namespaces, functions, functionsFrom: "vision" })],
};
const commandLine = {
  ...common,
  // What one process asks another to run is a file of its own.
  entryPoints: ["main.js", "cuda-trial.js"].map((file) => join(dist, "cli", file)),
  outdir: join(dist, "command"),
};
for (const options of [library, commandLine]) {
  rmSync(options.outdir, { recursive: true, force: true });
  if (process.argv.includes("--watch")) await (await context(options)).watch();
  else await build(options);
}
