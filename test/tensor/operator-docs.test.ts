// The generated declarations: each operator with a sentence of ours and its schema, and as the generator writes them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadedFrom } from "../../lib/native/loader.ts";
import { functionNames, methodNames } from "../../lib/tensor/generated/names.gen.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import { readSentences, sentenceOf, sentencesFor } from "../../scripts/op-docs.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot, saySkip } from "../helpers/index.ts";

const generated = (file: string) =>
  readFileSync(path.join(repoRoot, "lib", "tensor", "generated", file), "utf8");

/** The comment of each name in an interface: only the first form of an overloaded one has it. */
function comments(text: string, title: string): Map<string, string> {
  const body = text.slice(text.indexOf(`export interface ${title} {`)).split("\n}\n")[0] as string;
  return new Map(
    [...body.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(\w+)\(/gm)].map((m) => [m[2] as string, m[1] as string]),
  );
}

describe("documentation of operators", () => {
  const interfaces: [string, string, readonly string[]][] = [
    ["functions.gen.ts", "TorchFunctions", functionNames],
    ["methods.gen.ts", "TensorMethods", methodNames],
  ];
  test.each(interfaces)("in %s each has a sentence and its schemas", (file, title, names) => {
    const found = comments(generated(file), title);
    for (const name of names) {
      const comment = found.get(camelCase(name));
      expect(comment, name).toMatch(/^\S.{5,240}?\. `aten::/);
      expect(comment, name).toContain(`\`aten::${name}`);
    }
    expect(found.size).toBe(names.length);
  });

  test("sentences are short, end in a full stop and name operators as they are called here", () => {
    for (const [name, sentence] of readSentences()) {
      if (sentence.startsWith("=")) continue;
      expect(sentence, name).toMatch(/^.{8,140}\.$/);
      expect(sentence, name).not.toMatch(/`[a-z0-9]+_[a-z]/);
    }
  });

  test("rules make those of in-place forms, copies, gradients and other names", () => {
    const sentences = new Map([
      ["foo", "Sum of all."],
      ["bar", "=foo"],
    ]);
    expect(sentenceOf("foo_", sentences)).toBe("In place: sum of all.");
    expect(sentenceOf("bar", sentences)).toBe("As `foo`: sum of all.");
    expect(sentenceOf("bar_", sentences)).toBe("In place, as `foo_`: sum of all.");
    expect(sentenceOf("foo_copy", sentences)).toBe("As `foo`, but a copy that shares no memory.");
    expect(sentenceOf("foo_backward", sentences)).toBe("Gradient of `foo`; autograd calls it.");
    expect(sentenceOf("special_foo", sentences)).toBe("Sum of all.");
    expect(sentenceOf("baz", sentences)).toBeUndefined();
  });

  test("an operator without a sentence and a sentence without an operator stop the generator", () => {
    expect(() => sentencesFor([...functionNames, "no_such_operator"])).toThrow(
      /no sentence for no_such_operator/,
    );
    expect(() => sentencesFor(functionNames.slice(1))).toThrow(/no operator is named abs/);
  });
});

// Other releases have other operators.
const wanted = "2.13";
const release = loadedFrom().libtorch.majorMinor;
if (release !== wanted) saySkip(`the declarations are those of libtorch ${wanted}, this one is ${release}`);

test.skipIf(release !== wanted)(
  "generating the declarations again changes nothing",
  { timeout: 120_000 },
  () => {
    const run = spawnSync(
      process.execPath,
      [...OVER_BUILT, path.join(repoRoot, "scripts", "gen-ops.ts"), "--check"],
      { cwd: repoRoot, encoding: "utf8" },
    );
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toContain(`${functionNames.length} functions, ${methodNames.length} methods`);
  },
);
