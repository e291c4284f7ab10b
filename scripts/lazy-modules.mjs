// An esbuild plugin that writes what it built as modules that are read when they are first used.
//
// An ES module cannot be read late without waiting, and `train.fit` must be there at once. So what is not read at the
// start becomes a CommonJS file that is one function; it is called with a `require` of our own, which gives it the ES
// modules that are loaded already: there is one copy of everything, whatever else changes how modules are found (tsx,
// test runners).
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { transform } from "esbuild";

/**
 * @param options.dist the compiled files
 * @param options.eager files whose exports `index.js` has from the start; the entry "core" is made of them
 * @param options.namespaces names of the entries that become lazy namespaces, with the names in them
 * @param options.functions names of functions that are fetched when they are first called, from `functionsFrom`
 */
export function lazyModules({ dist, eager, namespaces, functions, functionsFrom }) {
  return {
    name: "lazy-modules",
    setup(build) {
      build.onResolve({ filter: /^eager$/ }, () => ({ path: "eager", namespace: "eager" }));
      build.onLoad({ filter: /.*/, namespace: "eager" }, () => ({
        contents: eager.map((file) => `export * from ${JSON.stringify(`./${file}`)};`).join("\n"),
        resolveDir: dist,
      }));
      build.onEnd(async ({ outputFiles = [], metafile }) => {
        if (metafile === undefined) return; // esbuild has said what is wrong
        const texts = new Map(
          outputFiles.map(({ path, text }) => [basename(path), withoutNeedlessNames(text)]),
        );
        const needs = new Map(
          Object.entries(metafile.outputs).map(([path, { imports }]) => [
            basename(path),
            imports.filter(({ external }) => !external),
          ]),
        );
        const atOnce = reached("core.js", needs);
        const clear = new Set();
        for (const file of needs.keys()) refuseCircle(file, needs, clear);
        for (const [file, imports] of needs) {
          const late = imports.find(
            ({ kind, path }) => kind === "dynamic-import" && !atOnce.has(basename(path)),
          );
          if (late)
            throw new Error(`${file} imports ${late.path} dynamically, which would load a second copy of it`);
        }
        const folder = build.initialOptions.outdir;
        mkdirSync(folder, { recursive: true });
        for (const [file, text] of texts) {
          if (atOnce.has(file)) writeFileSync(join(folder, file), text);
          else writeFileSync(join(folder, file.replace(/\.js$/, ".cjs")), await asFunction(text));
        }
        const shared = [...atOnce].filter((file) => file !== "core.js");
        writeFileSync(join(folder, "index.js"), index({ shared, namespaces, functions, functionsFrom }));
      });
    },
  };
}

/** The files that a file imports, and those that they import, itself among them. */
function reached(file, needs, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { kind, path } of needs.get(file) ?? []) {
    if (kind === "import-statement") reached(basename(path), needs, found);
  }
  return found;
}

/** Throws where a file needs one that needs it: a function would be called before it has returned. */
function refuseCircle(file, needs, clear, before = []) {
  if (clear.has(file)) return;
  if (before.includes(file)) throw new Error(`modules need each other: ${[...before, file].join(" -> ")}`);
  for (const { kind, path } of needs.get(file) ?? []) {
    if (kind === "import-statement") refuseCircle(basename(path), needs, clear, [...before, file]);
  }
  clear.add(file);
}

/** An ES module as a CommonJS one that is a function of `require` and its own address. */
async function asFunction(text) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    define: { "import.meta.url": "moduleUrl" },
  });
  return `"use strict";\nmodule.exports = (require, moduleUrl) => {\nconst module = { exports: {} };\n${code}\nreturn module.exports;\n};\n`;
}

/** Without the calls by which esbuild keeps names where the name in the code is the same: nine of ten, a tenth of the time. */
function withoutNeedlessNames(text) {
  return text
    .replace(/^\s*__name\((\w+), "\1"\);\n/gm, "")
    .replace(
      /(\bclass (\w+)(?: extends [^\n]+)? \{\n)\s*static \{\n\s*__name\(this, "\2"\);\n\s*\}\n/g,
      "$1",
    );
}

function index({ shared, namespaces, functions, functionsFrom }) {
  const lines = [
    'import { createRequire } from "node:module";',
    ...shared.map((file, i) => `import * as part${i} from "./${file}";`),
    'export * from "./core.js";',
    "",
    "const readFile = createRequire(import.meta.url);",
    `const modules = new Map([${shared.map((file, i) => `["./${file}", part${i}]`).join(", ")}]);`,
    "",
    "// A module of this package that is read when it is first asked for; packages and Node's own as ever.",
    "function load(path) {",
    '  if (!path.startsWith("./")) return readFile(path);',
    "  let module = modules.get(path);",
    "  if (module === undefined) {",
    '    const file = path.replace(/\\.js$/, ".cjs");',
    "    module = readFile(file)(load, new URL(file, import.meta.url).href);",
    "    modules.set(path, module);",
    "  }",
    "  return module;",
    "}",
    "",
    "function lazyNamespace(path, names) {",
    "  const namespace = Object.create(null);",
    "  const read = () => {",
    "    const module = load(path);",
    "    for (const name of names) Object.defineProperty(namespace, name, { value: module[name], enumerable: true });",
    "  };",
    "  for (const name of names) {",
    "    const get = () => {",
    "      read();",
    "      return namespace[name];",
    "    };",
    "    Object.defineProperty(namespace, name, { get, enumerable: true, configurable: true });",
    "  }",
    '  Object.defineProperty(namespace, Symbol.toStringTag, { value: "Module" });',
    "  return Object.preventExtensions(namespace);",
    "}",
    "",
    ...Object.entries(namespaces).map(
      ([name, { names }]) =>
        `export const ${name} = lazyNamespace("./${name}.js", ${JSON.stringify(names)});`,
    ),
    ...functions.map(
      (name) =>
        `export function ${name}(...args) {\n  return load("./${functionsFrom}.js").${name}(...args);\n}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
