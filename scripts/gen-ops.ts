/**
 * Writes lib/tensor/generated/: the names of all public operators and their TypeScript signatures, read from the
 * dispatcher's schemas of the libtorch that is installed. Run by `npm run gen:ops`; running it again changes
 * nothing.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { native } from "../lib/native/addon.ts";
import { camelCase, isReservedWord } from "../lib/tensor/names.ts";
import {
  type ArgumentSpec,
  KIND,
  type Overload,
  type ResultSpec,
  readOverloads,
  reasonLeftOut,
} from "../lib/tensor/schema.ts";

const out = join(dirname(fileURLToPath(import.meta.url)), "..", "lib", "tensor", "generated");
const HEADER = "// Written by scripts/gen-ops.ts from libtorch's schemas; do not edit.\n";

// Methods that lib/tensor writes by hand, because they are more (or other) than one operator.
const OWN_METHODS = new Set(
  (
    "size stride dim numel item itemSync to data index indexPut_ isContiguous where dispose toString requiresGrad_ grad backward " +
    "shape ndim dtype device layout requiresGrad isLeaf gradFn elementSize nbytes isFreed storageOffset storageId version " +
    "dataSync toArray bytes cpu cuda float double half bfloat16 int long short byte char bool typeAs setData_ " +
    "backwardAsync constructor"
  ).split(" "),
);

const TYPES: Record<number, string> = {
  [KIND.tensor]: "Tensor",
  [KIND.int]: "number | bigint",
  [KIND.float]: "number",
  [KIND.bool]: "boolean",
  [KIND.scalar]: "Scalar",
  [KIND.complex]: "Complex | number",
  [KIND.string]: "string",
  [KIND.dtype]: "DType",
  [KIND.device]: "Device",
  [KIND.layout]: "Layout",
  [KIND.memoryFormat]: "MemoryFormat",
  [KIND.generator]: "Generator",
  [KIND.tensorList]: "readonly Tensor[]",
  [KIND.optionalTensorList]: "readonly (Tensor | null)[]",
  [KIND.intList]: "number | readonly (number | bigint)[]",
  [KIND.floatList]: "readonly number[]",
  [KIND.boolList]: "readonly boolean[]",
  [KIND.scalarList]: "readonly Scalar[]",
  [KIND.stringList]: "readonly string[]",
  [KIND.complexList]: "readonly (Complex | number)[]",
};

function type(a: ArgumentSpec): string {
  const base =
    a.kind === KIND.intList && a.size === 0 ? "readonly (number | bigint)[] | number" : TYPES[a.kind];
  return a.optional ? `${base} | null` : (base as string);
}

function resultType(r: ResultSpec): string {
  switch (r.kind) {
    case KIND.tensor:
      return "Tensor";
    case KIND.int:
      return "number";
    case KIND.float:
    case KIND.scalar:
      return "number";
    case KIND.bool:
      return "boolean";
    case KIND.tensorList:
    case KIND.optionalTensorList:
      return "Tensor[]";
    case KIND.intList:
    case KIND.floatList:
    case KIND.scalarList:
      return "number[]";
    case KIND.string:
      return "string";
    case KIND.dtype:
      return "number";
    default:
      return "unknown";
  }
}

function returnType(o: Overload, self: boolean): string {
  if (o.returns.length === 0) return "void";
  const first = o.returns[0] as ResultSpec;
  if (o.returns.length === 1) return self && first.alias === 0 ? "this" : resultType(first);
  if (o.named) return `{ ${o.returns.map((r) => `${r.name}: ${resultType(r)}`).join("; ")} }`;
  return `[${o.returns.map(resultType).join(", ")}]`;
}

const identifier = (name: string) => (isReservedWord(name) ? `${name}_` : name);

/** The ways to spell one overload: by position, required by position and the rest by name, all but tensors by name. */
function spellings(name: string, o: Overload, self: boolean): string[] {
  const args = self ? o.args.slice(1) : o.args;
  const positional = args.filter((a) => !a.kwargOnly);
  const named = args.filter((a) => a.kwargOnly);
  const result = returnType(o, self);
  const bag = (list: ArgumentSpec[]) =>
    `{ ${list.map((a) => `${a.name}${a.hasDefault ? "?" : ""}: ${type(a)}`).join("; ")} }`;
  const options = (list: ArgumentSpec[]) =>
    list.length === 0 ? [] : [`options${list.every((a) => a.hasDefault) ? "?" : ""}: ${bag(list)}`];
  const place = (a: ArgumentSpec, last: boolean) =>
    `${identifier(a.name)}${a.hasDefault && last ? "?" : ""}: ${type(a)}${a.hasDefault && !last ? " | undefined" : ""}`;
  const forms = new Set<string>();
  const add = (list: ArgumentSpec[], rest: ArgumentSpec[]) => {
    const restRequired = rest.some((a) => !a.hasDefault);
    const places = list.map((a, i) => place(a, !restRequired && list.slice(i).every((b) => b.hasDefault)));
    forms.add(`${name}(${[...places, ...options(rest)].join(", ")}): ${result};`);
  };
  const split = positional.findIndex((a) => a.hasDefault);
  const required = split < 0 ? positional : positional.slice(0, split);
  const tensors = positional.slice(0, positional.findIndex((a) => a.kind !== KIND.tensor) >>> 0);
  const leading = tensors.filter((a) => !a.hasDefault);
  add(positional, named);
  add(required, [...positional.slice(required.length), ...named]);
  add(leading, [...positional.slice(leading.length), ...named]);
  return [...forms];
}

function block(name: string, overloads: Overload[], self: boolean): string {
  const doc = overloads.map((o) => o.schema.replaceAll("*/", "*\\/"));
  const lines = [`  /** ${doc.map((d) => `\`${d}\``).join(" · ")} */`];
  const seen = new Set<string>();
  for (const o of overloads) {
    for (const form of spellings(name, o, self)) {
      if (seen.has(form)) continue;
      seen.add(form);
      lines.push(`  ${form}`);
    }
  }
  return lines.join("\n");
}

const names = [
  ...new Set(
    native()
      .operators()
      .filter((n) => n.startsWith("aten::") && !n.startsWith("aten::_"))
      .map((n) => n.slice(6).split(".")[0] as string),
  ),
].sort();

interface Entry {
  name: string;
  overloads: Overload[];
}

const entries: Entry[] = [];
const leftOut: string[] = [];
for (const name of names) {
  const all = readOverloads(`aten::${name}`);
  const overloads = all.filter((o) => reasonLeftOut(o) === undefined);
  if (overloads.length > 0) entries.push({ name, overloads });
  else leftOut.push(`${name}: ${[...new Set(all.map((o) => reasonLeftOut(o)))].join("; ")}`);
}

const NAMESPACES = { linalg_: "LinalgFunctions", fft_: "FftFunctions", special_: "SpecialFunctions" };
const inNamespace = (name: string) => Object.keys(NAMESPACES).some((prefix) => name.startsWith(prefix));

const methods = entries
  .map(({ name, overloads }) => ({
    name,
    overloads: overloads.filter(
      (o) => o.args[0]?.name === "self" && o.args[0].kind === KIND.tensor && !o.args[0].optional,
    ),
  }))
  .filter((e) => e.overloads.length > 0 && !inNamespace(e.name) && !OWN_METHODS.has(camelCase(e.name)));

const IMPORTS = `import type { Complex } from "../complex.ts";
import type { Device, Layout, MemoryFormat } from "../device.ts";
import type { DType } from "../dtype.ts";
import type { Generator } from "../generator.ts";
import type { Tensor } from "../tensor.ts";

/** A number where operators take any kind of number. */
export type Scalar = number | bigint | boolean | Complex;
`;

function used(text: string): string {
  return IMPORTS.split("\n")
    .filter((line) => {
      const match = /^import type \{ (.*) \}/.exec(line);
      return (
        match === null || (match[1] as string).split(", ").some((t) => new RegExp(`\\b${t}\\b`).test(text))
      );
    })
    .map((line) => {
      const match = /^import type \{ (.*) \} from (.*)$/.exec(line);
      if (match === null) return line;
      const kept = (match[1] as string)
        .split(", ")
        .filter((t) => new RegExp(`\\b${t}\\b`).test(text) || t === "Complex");
      return `import type { ${kept.join(", ")} } from ${match[2]}`;
    })
    .join("\n");
}

mkdirSync(out, { recursive: true });
const methodText = methods.map((e) => block(camelCase(e.name), e.overloads, true)).join("\n");
writeFileSync(
  join(out, "methods.gen.ts"),
  `${HEADER}\n${used(methodText + IMPORTS)}\n/** Operators whose first argument is \`self\`, as methods. */\nexport interface TensorMethods {\n${methodText}\n}\n`,
);

const sections: string[] = [];
const functionText = entries.map((e) => block(camelCase(e.name), e.overloads, false)).join("\n");
sections.push(
  `/** Every operator as a function. */\nexport interface TorchFunctions {\n${functionText}\n}\n`,
);
for (const [prefix, title] of Object.entries(NAMESPACES)) {
  const text = entries
    .filter((e) => e.name.startsWith(prefix))
    .map((e) => block(camelCase(e.name.slice(prefix.length)), e.overloads, false))
    .join("\n");
  sections.push(
    `/** The operators of \`torch.${prefix.slice(0, -1)}\`. */\nexport interface ${title} {\n${text}\n}\n`,
  );
}
const functionsText = sections.join("\n");
writeFileSync(join(out, "functions.gen.ts"), `${HEADER}\n${used(functionsText + IMPORTS)}\n${functionsText}`);

const list = (title: string, what: string, items: string[]) => {
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
};
writeFileSync(
  join(out, "names.gen.ts"),
  `${HEADER}\n${list(
    "methodNames",
    "Operators that are methods.",
    methods.map((e) => e.name),
  )}\n${list(
    "functionNames",
    "Operators that are functions.",
    entries.map((e) => e.name),
  )}`,
);
console.log(
  `${names.length} public names: ${entries.length} functions, ${methods.length} methods, ${leftOut.length} left out`,
);
for (const line of leftOut) console.log(`  left out: ${line}`);
