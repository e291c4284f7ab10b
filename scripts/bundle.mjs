// Joins dist/ to the one module that `import "torchts"` loads, dist/node/index.js: two hundred files take three times as
// long to find and read as one. Rarely needed parts stay modules of their own beside it (dynamic imports); packages stay
// outside. `--watch` goes on joining as they change. The figures are in docs/decisions/one-module.md.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
rmSync(join(dist, "node"), { recursive: true, force: true });
const options = {
  entryPoints: [join(dist, "index.js")],
  outdir: join(dist, "node"),
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  keepNames: true,
  logLevel: "warning",
};
if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
