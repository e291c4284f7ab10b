// Module hooks of run-built.mjs: the package and lib/ as they are built in dist/, other TypeScript with its types taken out.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const lib = new URL("../../lib/", import.meta.url).href;
const dist = new URL("../../dist/", import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (specifier === "torchts") return { url: `${dist}node/index.js`, format: "module", shortCircuit: true };
  if (!specifier.endsWith(".ts")) return next(specifier, context);
  const { href } = new URL(specifier, context.parentURL);
  if (!href.startsWith(lib)) return next(specifier, context);
  return { url: dist + href.slice(lib.length).replace(/\.ts$/, ".js"), format: "module", shortCircuit: true };
}

export async function load(url, context, next) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return next(url, context);
  const file = fileURLToPath(url);
  const options = { loader: "ts", format: "esm", target: "node20", sourcefile: file };
  const { code } = await transform(await readFile(file, "utf8"), options);
  return { format: "module", source: code, shortCircuit: true };
}
