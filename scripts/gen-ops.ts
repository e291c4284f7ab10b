/**
 * Writes lib/tensor/generated/: the names of all public operators and their TypeScript signatures, read from the
 * dispatcher's schemas of the libtorch that is installed, and docs/operators.md, which counts them. Run by
 * `npm run gen:ops`; running it again changes nothing, which `npm run gen:ops -- --check` shows without writing. It fails
 * for an operator without a sentence in op-docs.txt.
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { native } from "../lib/native/addon.ts";
import { camelCase } from "../lib/tensor/names.ts";
import { KIND, type Overload, readOverloads, reasonLeftOut } from "../lib/tensor/schema.ts";
import { reasonUnsafe } from "../lib/tensor/unsafe.ts";
import { sentencesFor } from "./op-docs.ts";
import { type Entry, report } from "./op-report.ts";
import { furtherSpellings, IMPORTS, spellings } from "./op-types.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "lib", "tensor", "generated");
const HEADER = "// Written by scripts/gen-ops.ts from libtorch's schemas; do not edit.\n";

// Methods that lib/tensor writes by hand, because they are more (or other) than one operator.
const OWN_METHODS = new Set(
  (
    "size stride dim numel item itemAsync itemSync to data dataAsync index indexPut_ isContiguous where dispose toString requiresGrad_ grad backward " +
    "shape ndim dtype device layout requiresGrad isLeaf gradFn elementSize nbytes isFreed storageOffset storageId version " +
    "dataSync toArray bytes cpu cuda float double half bfloat16 int long short byte char bool typeAs setData_ " +
    "backwardAsync constructor T H mT mH tolist unique"
  ).split(" "),
);

const NAMESPACES = { linalg_: "LinalgFunctions", fft_: "FftFunctions", special_: "SpecialFunctions" };
const inNamespace = (name: string) => Object.keys(NAMESPACES).some((prefix) => name.startsWith(prefix));

const names = [
  ...new Set(
    native()
      .operators()
      .filter((n) => n.startsWith("aten::") && !n.startsWith("aten::_"))
      .map((n) => n.slice(6).split(".")[0] as string),
  ),
].sort();

const all: Entry[] = names.map((name) => ({ name, overloads: readOverloads(`aten::${name}`) }));
const entries = all
  .map(({ name, overloads }) => ({
    name,
    overloads: overloads.filter((o) => reasonLeftOut(o) === undefined),
  }))
  .filter((e) => e.overloads.length > 0);

const takesSelf = (o: Overload) =>
  o.args[0]?.name === "self" && o.args[0].kind === KIND.tensor && !o.args[0].optional;
const withSelf = entries
  .map(({ name, overloads }) => ({ name, overloads: overloads.filter(takesSelf) }))
  .filter((e) => e.overloads.length > 0);
const methods = withSelf.filter((e) => !inNamespace(e.name) && !OWN_METHODS.has(camelCase(e.name)));

const sentences = sentencesFor(entries.map((e) => e.name));

function block(name: string, { name: operator, overloads }: Entry, self: boolean): string {
  const refused =
    reasonUnsafe(`aten::${operator}`) === undefined ? "" : " Refused unless called by `ops.unsafe`.";
  const schemas = overloads.map((o) => `\`${o.schema.replaceAll("*/", "*\\/")}\``).join(" · ");
  const forms = new Set([
    ...overloads.flatMap((o) => spellings(name, o, self)),
    ...furtherSpellings(name, operator, self),
  ]);
  return [`/** ${sentences.get(operator)}${refused} ${schemas} */`, ...forms]
    .map((line) => `  ${line}`)
    .join("\n");
}

function blocks(list: readonly Entry[], nameOf: (operator: string) => string, self = false): string {
  return list.map((e) => block(nameOf(e.name), e, self)).join("\n");
}

function imports(text: string): string {
  const code = text.replaceAll(/\/\*\*.*?\*\//gs, "");
  return Object.entries(IMPORTS)
    .map(([file, types]) => [file, types.filter((type) => new RegExp(`\\b${type}\\b`).test(code))] as const)
    .filter(([, types]) => types.length > 0)
    .map(([file, types]) => `import type { ${types.join(", ")} } from "../${file}.ts";\n`)
    .join("");
}

const checking = process.argv.includes("--check");
const changed: string[] = [];

function writeText(path: string, text: string): void {
  if (!checking) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) changed.push(relative(root, path));
}

function write(file: string, text: string): void {
  writeText(join(out, file), `${HEADER}\n${text}`);
}

function nameList(title: string, what: string, items: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line.length + item.length > 100) {
      lines.push(line);
      line = "";
    }
    line += `${item} `;
  }
  lines.push(line.trimEnd());
  const text = lines.map((l) => `  ${JSON.stringify(l)}`).join(" +\n");
  return `/** ${what} */\nexport const ${title}: readonly string[] = (\n${text}\n).split(" ");\n`;
}

mkdirSync(out, { recursive: true });

const methodText = `/** Operators whose first argument is \`self\`, as methods. */
export interface TensorMethods {
${blocks(methods, camelCase, true)}
}
`;
write("methods.gen.ts", `${imports(methodText)}\n${methodText}`);

const sections = [
  `/** Every operator as a function. */\nexport interface TorchFunctions {\n${blocks(entries, camelCase)}\n}\n`,
];
for (const [prefix, title] of Object.entries(NAMESPACES)) {
  const inside = entries.filter((e) => e.name.startsWith(prefix));
  const text = blocks(inside, (name) => camelCase(name.slice(prefix.length)));
  sections.push(
    `/** The operators of \`torch.${prefix.slice(0, -1)}\`. */\nexport interface ${title} {\n${text}\n}\n`,
  );
}
const functionText = sections.join("\n");
write("functions.gen.ts", `${imports(functionText)}\n${functionText}`);

write(
  "names.gen.ts",
  [
    nameList(
      "methodNames",
      "Operators that are methods.",
      methods.map((e) => e.name),
    ),
    nameList(
      "functionNames",
      "Operators that are functions.",
      entries.map((e) => e.name),
    ),
  ].join("\n"),
);

const { text, summary } = report({
  all,
  entries,
  methods,
  ownMethods: withSelf.filter((e) => OWN_METHODS.has(camelCase(e.name))).map((e) => e.name),
  namespaces: Object.keys(NAMESPACES),
  operators: native().operators(),
});
writeText(join(root, "docs", "operators.md"), text);
if (changed.length > 0) throw new Error(`not as \`npm run gen:ops\` writes them: ${changed.join(", ")}`);
console.log(summary);
