/**
 * The reference Python of the live tests: finding one that has torch, running snippets with tensors in and out.
 *
 * The interpreter is `TORCHTS_PYTHON`, else `python3` (`python` on Windows). Tests that need it skip, with the
 * reason printed, where it lacks a module.
 */

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Tensor } from "../../lib/tensor/index.ts";
import { repoRoot, saySkip } from "./data.ts";
import { readSafetensors, writeSafetensors } from "./exchange.ts";

/** The interpreter live tests use, whether or not it has torch. */
export const pythonCommand =
  process.env.TORCHTS_PYTHON ?? (process.platform === "win32" ? "python" : "python3");

const versions = new Map<string, string | null>();

/** Version of an installed Python package, or null; looks at metadata only, so it costs no import of torch. */
function packageVersion(name: string): string | null {
  const known = versions.get(name);
  if (known !== undefined) return known;
  const code = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))";
  const run = spawnSync(pythonCommand, ["-c", code, name], { encoding: "utf8", timeout: 30_000 });
  const version = run.status === 0 ? run.stdout.trim() : null;
  versions.set(name, version);
  return version;
}

/** The Python command where it has the named packages (torch alone by default), else undefined with a reason. */
export function findPython(packages: string[] = ["torch"]): string | undefined {
  for (const name of packages) {
    if (packageVersion(name) !== null) continue;
    saySkip(`${pythonCommand} has no ${name}; TORCHTS_PYTHON names the reference Python`);
    return undefined;
  }
  return pythonCommand;
}

/** What a snippet left behind. */
export interface PythonOutcome {
  /** The snippet's `outputs`. */
  outputs: Record<string, Tensor>;
  /** The snippet's `result`. */
  result: unknown;
  /** What it printed. */
  stdout: string;
}

/**
 * Runs a Python snippet with the reference Python (see exchange.py for the names it sees: `torch`, `inputs`,
 * `args`, `outputs`, `result`, `import_torchvision`, `folder`). Throws with the traceback where it fails.
 */
export async function runPython(
  snippet: string,
  given: { inputs?: Record<string, Tensor>; args?: unknown; threads?: number } = {},
): Promise<PythonOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "torchts-python-"));
  try {
    writeFileSync(path.join(folder, "snippet.py"), dedent(snippet));
    writeFileSync(path.join(folder, "args.json"), JSON.stringify(given.args ?? null));
    writeSafetensors(path.join(folder, "in.safetensors"), given.inputs ?? {});
    const stdout = await spawnPython(
      [path.join(repoRoot, "test", "helpers", "exchange.py"), folder],
      given.threads,
    );
    return {
      outputs: readSafetensors(path.join(folder, "out.safetensors")).tensors,
      result: JSON.parse(readFileSync(path.join(folder, "result.json"), "utf8")),
      stdout,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spawnPython(args: string[], threads?: number): Promise<string> {
  const env = { ...process.env };
  if (threads !== undefined) env.OMP_NUM_THREADS = String(threads);
  return new Promise((resolve, reject) => {
    const child = spawn(pythonCommand, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(stdout);
      else reject(new Error(`Python ended with ${status}:\n${stderr}`));
    });
  });
}

/** Takes off the indentation common to all lines, so that snippets can be indented like the test around them. */
function dedent(text: string): string {
  const lines = text.split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents, Infinity);
  return lines.map((line) => line.slice(Number.isFinite(common) ? common : 0)).join("\n");
}
