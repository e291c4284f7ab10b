/** docs/operators.md: how many operators there are, as what they are callable, and what is left out, with reasons. */

import { camelCase } from "../lib/tensor/names.ts";
import { type Overload, reasonLeftOut } from "../lib/tensor/schema.ts";
import { reasonUnsafe } from "../lib/tensor/unsafe.ts";
import { functionalReport } from "./functional-names.ts";

/** An operator with some of its overloads. */
export interface Entry {
  name: string;
  overloads: readonly Overload[];
}

/** What the report counts. */
export interface Counted {
  /** Every public operator with all its overloads. */
  all: readonly Entry[];
  /** Those callable, with their callable overloads. */
  entries: readonly Entry[];
  methods: readonly Entry[];
  /** Operators taking `self` whose method is written by hand. */
  ownMethods: readonly string[];
  /** Prefixes of the namespaces: `linalg_`. */
  namespaces: readonly string[];
  /** Everything libtorch has registered, as `name` or `name.overload`. */
  operators: readonly string[];
}

// What has no call of its own at all, and why; anything else without one is an error of the generator.
const LEFT_OUT: Record<string, string> = {
  adaptive_avg_pool3d_backward: "its only form writes into `out` tensors; `ops.call` reaches it",
  record_stream: "takes a CUDA stream, which has no JavaScript form",
};

const OWN_OPERATORS = `\`\`\`cpp
#include <ATen/ATen.h>
#include <torch/library.h>

at::Tensor scaled_sum(const at::Tensor& a, const at::Tensor& b, double scale) { return (a + b) * scale; }

TORCH_LIBRARY(mine, library) {
  library.def("scaled_sum(Tensor a, Tensor b, *, float scale=1.0) -> Tensor", scaled_sum);
}
\`\`\`

    g++ -std=c++20 -O2 -fPIC -shared -I $LIBTORCH/include mine.cc -L $LIBTORCH/lib -ltorch_cpu -lc10 -o mine.so

\`\`\`ts
ops.load("./mine.so");
const y = ops.call<Tensor>("mine::scaled_sum", a, b, { scale: 0.5 });
\`\`\`

The libtorch to compile against is the one in use (\`npx torchts doctor\` names it). A library is tried in a child process
before it is opened: one that does not load, or that ends the process, is a \`LibtorchError\` with the reason. Libraries built
for Python (they need \`libtorch_python\`) do not load.`;

const thousands = (n: number) => n.toLocaleString("en-US");
const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
const overloadCount = (list: readonly Entry[]) => list.reduce((sum, e) => sum + e.overloads.length, 0);
const inPlace = (list: readonly Entry[]) => list.filter((e) => e.name.endsWith("_")).length;

function leftOutNames({ all, entries }: Counted): string[] {
  const callable = new Set(entries.map((e) => e.name));
  const missing = all.map((e) => e.name).filter((name) => !callable.has(name));
  return missing.map((name) => {
    const reason = LEFT_OUT[name];
    if (reason === undefined) throw new Error(`op-report.ts: no reason why ${name} is left out`);
    return `| \`${name}\` | ${reason} |`;
  });
}

/** Reason, count and examples: all of them where they are few. */
function leftOutOverloads({ all }: Counted): [string, number, readonly string[]][] {
  const classes = new Map<string, string[]>();
  for (const overload of all.flatMap((e) => e.overloads)) {
    const general = reasonLeftOut(overload);
    if (general === undefined) continue;
    const reason = overload.supported ? general : `${general}: a ${unsupportedType(overload)}`;
    classes.set(reason, [...(classes.get(reason) ?? []), overload.name]);
  }
  return [...classes]
    .map(([reason, names]): [string, number, readonly string[]] => [
      reason,
      names.length,
      names.length > FEW ? names.slice(0, 1) : names,
    ])
    .sort((a, b) => b[1] - a[1]);
}

const FEW = 12;

function unsupportedType(overload: Overload): string {
  const [, type] = /\b(Storage|Stream|CellParamsBase)\b/.exec(overload.schema) ?? [];
  if (type === undefined)
    throw new Error(`op-report.ts: which argument of ${overload.name} has no JavaScript form?`);
  return { Storage: "storage", Stream: "stream", CellParamsBase: "packed recurrent cell" }[type] as string;
}

/** The page's text, and a line for the terminal. */
export function report(counted: Counted): { text: string; summary: string } {
  const { all, entries, methods, ownMethods, namespaces, operators } = counted;
  const aten = operators.filter((name) => name.startsWith("aten::"));
  const atenNames = new Set(aten.map((name) => name.split(".")[0]));
  const named = entries.filter((e) => e.overloads.some((o) => o.named)).length;
  const classes = leftOutOverloads(counted);
  const hidden = [...atenNames].filter((name) => name?.startsWith("aten::_")) as string[];
  const taken = hidden.filter((name) => reasonUnsafe(name) === undefined);
  const refused = entries.filter((e) => reasonUnsafe(`aten::${e.name}`) !== undefined);
  const spaces = namespaces.map((prefix) => {
    const count = entries.filter((e) => e.name.startsWith(prefix)).length;
    return `| functions in \`${prefix.slice(0, -1)}\` | ${count} |`;
  });
  const text = `# Operators

Written by scripts/gen-ops.ts from the schemas of libtorch's dispatcher; do not edit.

Every operator below is a function in \`torch\` and, where its first argument is \`self\`, a method of \`Tensor\`, with types,
one line of documentation and its schema. A plain call chooses among the overloads by the kinds of the arguments.

| | |
|---|---|
| operators in \`aten::\` | ${thousands(aten.length)} overloads of ${thousands(atenNames.size)} names |
| public ones (no leading underscore) | ${thousands(overloadCount(all))} overloads of ${thousands(all.length)} names |
| functions in \`torch\` | ${thousands(entries.length)}, reaching ${thousands(overloadCount(entries))} overloads |
| of them in place (\`add_\`) | ${inPlace(entries)} |
| of them with several results by name | ${named} |
| methods of \`Tensor\` | ${methods.length} generated, ${inPlace(methods)} of them in place; ${ownMethods.length} written by hand |
${spaces.join("\n")}
| functions in \`nn.functional\` | ${functionalReport().covered} of ${functionalReport().total} of \`torch.nn.functional\` |

The methods written by hand: ${code(ownMethods.map(camelCase))}.

## Left out

Names without a call of their own: ${all.length - entries.length} of ${thousands(all.length)}.

| operator | reason |
|---|---|
${leftOutNames(counted).join("\n")}

Overloads that a plain call never chooses: ${classes.reduce((sum, [, n]) => sum + n, 0)} of ${thousands(overloadCount(all))}.
\`ops.call("aten::add.out", a, b, { out })\`, which names the overload, reaches those whose arguments have a JavaScript form.

| reason | overloads | which, or one of many |
|---|---|---|
${classes.map(([reason, count, some]) => `| ${reason} | ${count} | ${code(some)} |`).join("\n")}

The ${thousands(hidden.length)} names of \`aten::\` that begin with an underscore have no function or method: \`ops.call\` takes ${taken.length} of them, which check
their arguments, \`ops.unsafe\` the others too. Of the public ones ${refused.length} crash on wrong arguments and are called by \`ops.unsafe\` only:
\`ops.unsafeOperators\` lists them with reasons. Operators of other libraries are called by \`ops.call("namespace::name.overload", ...)\`;
\`ops.load(path)\` opens a library that brings its own, \`ops.list()\` names them all.

## Operators of your own

${OWN_OPERATORS}

## nn.functional

${functionalReport().text}
`;
  const summary =
    `${all.length} public names: ${entries.length} functions, ${methods.length} methods, ` +
    `${all.length - entries.length} left out; nn.functional: ${functionalReport().covered} of ${functionalReport().total}`;
  return { text, summary };
}
