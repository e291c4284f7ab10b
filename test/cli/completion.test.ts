// What shells are told, by the words so far; and the shells themselves, as far as they are here.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { candidates } from "../../lib/cli/completion/candidates.ts";
import { makeProgram } from "../../lib/cli/program.ts";
import { cli } from "./run-cli.ts";

const MODELS = ["resnet18", "resnet50", "vit_b_16"];

async function values(...words: string[]): Promise<string[]> {
  const found = await candidates(makeProgram(words), words, { models: async () => MODELS });
  return found.map(({ value }) => value);
}

describe("a command line so far", () => {
  test("has commands first, without the hidden one", async () => {
    expect(await values("fin")).toEqual(["finetune"]);
    expect(await values("")).toEqual(expect.arrayContaining(["config", "finetune", "segment"]));
    expect(await values("compl")).toEqual(["completion"]);
    expect(await values("--verb")).toEqual(["--verbose"]);
  });

  test("has flags, of which those that count once are not offered twice", async () => {
    expect(await values("finetune", "./images", "--epochs")).toEqual(["--epochs"]);
    expect(await values("finetune", "./images", "--ep")).toEqual(["--epochs", "--epoch-table"]);
    expect(await values("finetune", "--epochs", "3", "--epochs")).toEqual([]);
    expect(await values("finetune", "--unfreeze", "layer4", "--unf")).toEqual(["--unfreeze"]);
  });

  test("has choices, also of a flag with = and where a shell divided there", async () => {
    expect(await values("finetune", "--task", "")).toEqual(["classification", "segmentation", "detection"]);
    expect(await values("finetune", "--task=seg")).toEqual(["--task=segmentation"]);
    expect(await values("finetune", "--task", "=", "seg")).toEqual(["--task=segmentation"]);
    expect(await values("completion", "z")).toEqual(["zsh"]);
    expect(await values("predict", "--device", "c")).toEqual(["cpu", "cuda:0"]);
  });

  test("has names of networks where they are asked for", async () => {
    expect(await values("finetune", "--model", "res")).toEqual(["resnet18", "resnet50"]);
    expect(await values("inspect", "vit")).toEqual(["vit_b_16"]);
    expect(await values("inspect", "vit_b_16", "r")).toEqual([]);
  });

  test("leaves paths, numbers and texts to the shell", async () => {
    for (const words of [
      ["finetune", ""],
      ["finetune", "--out", ""],
      ["finetune", "--epochs", ""],
      ["predict", "runs/x", "im"],
      ["predict", "--", "--js"],
      ["no-command", ""],
    ])
      expect(await values(...words)).toEqual([]);
  });
});

describe("shells", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "torchts-completion-"));
    mkdirSync(path.join(folder, "images"));
    const main = path.resolve("dist/command/main.js");
    writeFileSync(path.join(folder, "torchts"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, {
      mode: 0o755,
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (shell: string, args: readonly string[], script: string) =>
    spawnSync(shell, [...args, script], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}`, HOME: folder },
    });
  const isThere = (shell: string) => spawnSync(shell, ["--version"]).status === 0;
  const bash = isThere("bash");
  const fish = isThere("fish");
  if (!bash) console.warn("completion: bash is not here, its script was not run");
  if (!fish) console.warn("completion: fish is not here, its script was not run");

  test.skipIf(!bash)("bash completes, twice sourced, and runs nothing that stands in a word", () => {
    const { stdout, stderr } = run(
      "bash",
      ["-c"],
      `eval "$(torchts completion bash)"; eval "$(torchts completion bash)"
       of() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _torchts torchts "\${!#}" ""; echo "\${COMPREPLY[*]}"; }
       of torchts finet
       of torchts finetune --task = seg
       of torchts finetune --optimizer adama
       of torchts finetune '$(touch made)' ""
       complete -p torchts; ls`,
    );
    expect(stderr).toBe("");
    expect(stdout).toBe(
      "finetune\nsegmentation\nadamax\n\ncomplete -o bashdefault -o default -F _torchts torchts\nimages\ntorchts\n",
    );
  });

  test.skipIf(!fish)("fish completes, paths too", () => {
    const { stdout } = run(
      "fish",
      ["-c"],
      'torchts completion fish | source; complete -C "torchts finetune --task seg"; complete -C "torchts finetune im"',
    );
    expect(stdout.trim().split(/\s+/)).toEqual(["segmentation", "images/"]);
  });

  test("have a script each; another one is refused with the list of them", async () => {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { code, stdout } = await cli(["completion", shell]);
      expect({ code, asks: stdout.includes("complete") }).toEqual({ code: 0, asks: true });
    }
    const { code, stderr } = await cli(["completion", "tcsh"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/bash, zsh, fish, powershell/);
  });
});
