// The command line of a checkout: `./torchts`, which neither links nor prepares anything, and what messages call it.
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownCommand, shellWord } from "../../lib/native/own-command.ts";
import { repoRoot } from "../helpers/data.ts";

const script = path.join(repoRoot, "torchts");
const posix = process.platform !== "win32";

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-checkout-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs the file itself, in an empty npm cache that must stay empty. */
function run(words: string[], cwd: string): { status: number | null; stdout: string; stderr: string } {
  const [command, ...first] = posix ? [script] : [process.execPath, script];
  const npmCache = path.join(root, "npm");
  mkdirSync(npmCache, { recursive: true });
  const env = { ...process.env, DEBUG: "", NODE_OPTIONS: "", npm_config_cache: npmCache };
  const ran = spawnSync(command as string, [...first, ...words], { cwd, env, encoding: "utf8" });
  expect(readdirSync(npmCache)).toEqual([]);
  return ran;
}

test("./torchts runs what is built, from the checkout and from any folder", () => {
  const { version } = JSON.parse(readFileSync(path.join(repoRoot, "package.json"), "utf8"));
  for (const cwd of [repoRoot, root]) {
    const { status, stdout, stderr } = run(["--version"], cwd);
    expect({ status, stdout: stdout.trim(), stderr }).toEqual({ status: 0, stdout: version, stderr: "" });
  }
  const failed = run(["predict", "no-such-run", "a.png"], root);
  expect(failed.status).toBe(2);
  expect(failed.stderr).toMatch(/^torchts: .*no-such-run/);
});

test("in a checkout that is not built it says so, in one line", () => {
  const bare = path.join(root, "bare");
  mkdirSync(bare);
  copyFileSync(script, path.join(bare, "torchts"));
  writeFileSync(path.join(bare, "package.json"), '{ "type": "module" }');
  const ran = spawnSync(process.execPath, [path.join(bare, "torchts"), "demo"], { encoding: "utf8" });
  expect(ran.status).toBe(1);
  expect(ran.stdout).toBe("");
  expect(ran.stderr).toMatch(/^torchts: this checkout is not built yet; run `npm install` in .*bare.*\n$/);
});

test.runIf(posix)("messages and examples name the command as it is called from here", async () => {
  expect(ownCommand("install", "--cuda")).toBe("./torchts install --cuda");
  const from = (cwd: string): string =>
    execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { ownCommand } from ${JSON.stringify(built)}; console.log(ownCommand("demo"))`,
      ],
      { cwd, encoding: "utf8" },
    ).trim();
  const built = path.join(repoRoot, "dist", "native", "own-command.js");
  expect(from(path.join(repoRoot, "lib"))).toBe("../torchts demo");
  const help = run(["predict", "--help"], path.join(repoRoot, "lib"));
  expect(help.stdout).toMatch(/\$ \.\.\/torchts predict runs\/first/);
});

test("an installed package is called through npx", () => {
  const folder = path.join(root, "node_modules", "torchts", "dist", "native");
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(repoRoot, "dist", "native", "own-command.js"), path.join(folder, "own-command.mjs"));
  const code = `import { ownCommand } from ${JSON.stringify(path.join(folder, "own-command.mjs"))}; console.log(ownCommand("doctor"))`;
  const told = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
  expect(told.trim()).toBe("npx torchts doctor");
});

test.runIf(posix)("what is advised can be pasted, whatever a folder is called", () => {
  for (const word of ["plain/run-1", "my runs/first one", "it's", "$HOME", "a;b", "*.png", ""]) {
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" })).toBe(word);
  }
});

test("no message of lib/ spells the command itself: in a checkout npx would prepare it again", () => {
  const files = readdirSync(path.join(repoRoot, "lib"), { recursive: true, encoding: "utf8" });
  const spelled = files
    .filter((name) => name.endsWith(".ts") && !name.endsWith("own-command.ts"))
    .flatMap((name) =>
      readFileSync(path.join(repoRoot, "lib", name), "utf8")
        .split("\n")
        .filter((line) => line.includes("npx torchts") && !/^\s*(\/?\*|\/\/)/.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(spelled).toEqual([]);
});
