/**
 * Fetches torch's wheel through pip, which knows the user's index, mirror, proxy and certificates.
 *
 * The libraries in a wheel do not depend on the Python version it is for, so that any Python with pip will do.
 */
import { spawn } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { AbortError, DownloadError } from "../../native/errors.ts";
import type { Env } from "../../native/libtorch/home.ts";
import { pythonCommands } from "../../native/libtorch/python.ts";
import { hashFile } from "../download.ts";
import { notOfVariant } from "./choose.ts";
import { checkPinned } from "./pinned.ts";
import { wheelIndex } from "./release.ts";
import { readZipText } from "./unpack.ts";

/** Options of `pipDownload`. */
export interface PipOptions {
  version: string;
  /** `cpu` or a CUDA variant. */
  variant: string;
  /** Folder the wheels go to. */
  folder: string;
  /** Called with each line pip prints. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
  env?: Env;
}

/** A Python that torch publishes wheels for, where the machine's own is too old or too new for one. */
const OTHER_PYTHON = ["--only-binary=:all:", "--implementation=cp", "--python-version=3.12", "--abi=cp312"];

/**
 * Fetches the torch wheel of a release, and for CUDA the wheels of NVIDIA's libraries it asks for.
 *
 * @returns paths of the wheels, torch's first
 * @throws DownloadError `ERR_TORCHTS_PIP` where there is no pip or it does not find one; AbortError
 */
export async function pipDownload(options: PipOptions): Promise<string[]> {
  const { version, variant, folder, env = process.env } = options;
  await mkdir(folder, { recursive: true });

  const tagged = `torch==${version}+${variant}`;
  const plain = `torch==${version}`; // outside Linux the index's own wheel is the CPU one
  const attempts = [
    [tagged],
    ...(process.platform === "linux" || variant !== "cpu" ? [] : [[plain]]),
    [tagged, "--extra-index-url", wheelIndex(variant)],
    [tagged, "--extra-index-url", wheelIndex(variant), ...OTHER_PYTHON],
  ];
  const failures: string[] = [];
  for (const python of pythonCommands(env)) {
    const found = await pip(python, ["--version"], options);
    if (found.code !== 0) {
      failures.push(`${python}: no pip`);
      continue;
    }
    for (const attempt of attempts) {
      const run = await pip(python, ["download", "--no-deps", "--dest", folder, ...attempt], options);
      if (run.code !== 0) {
        failures.push(`${python} -m pip download ${attempt.join(" ")}: ${run.lastError}`);
        continue;
      }
      const torch = await wheelsIn(folder);
      for (const wheel of torch) await checkPinned(basename(wheel), () => hashFile(wheel, options.signal));
      if (torch[0] === undefined) return torch;
      // A mirror's index may have other wheels under the name, and NVIDIA's for a wrong one are gigabytes.
      const wrong = notOfVariant(torch[0], await versionFile(torch[0]), variant);
      if (wrong !== null) {
        failures.push(`${python} -m pip download ${attempt.join(" ")}: ${wrong}`);
        for (const wheel of torch) await rm(wheel);
        continue;
      }
      if (variant === "cpu") return torch;
      await fetchNvidia(python, torch[0], options);
      return await wheelsIn(folder);
    }
  }
  throw new DownloadError(`pip did not find torch ${version}+${variant}:\n  ${failures.join("\n  ")}`, {
    code: "ERR_TORCHTS_PIP",
    operation: "installLibtorch",
  });
}

function versionFile(wheel: string): Promise<string | null> {
  return readZipText(wheel, (name) => name === "torch/version.py");
}

async function fetchNvidia(python: string, torchWheel: string, options: PipOptions): Promise<void> {
  const metadata = await readZipText(torchWheel, (name) => name.endsWith(".dist-info/METADATA"));
  const requirements = [...(metadata ?? "").matchAll(/^Requires-Dist:\s*((?:nvidia|cuda)-[^;\n]+)/gim)]
    .map((match) => match[1]?.trim() ?? "")
    .filter((text) => text !== "" && !/^cuda-(bindings|python)/i.test(text));
  if (requirements.length === 0) return;
  const run = await pip(python, ["download", "--dest", options.folder, ...requirements], options);
  if (run.code !== 0) {
    throw new DownloadError(`pip could not fetch the CUDA libraries that torch needs: ${run.lastError}`, {
      code: "ERR_TORCHTS_PIP",
      operation: "installLibtorch",
    });
  }
}

async function wheelsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".whl"));
  names.sort((a, b) => Number(b.startsWith("torch-")) - Number(a.startsWith("torch-")));
  return names.map((name) => join(folder, name));
}

function pip(
  python: string,
  args: readonly string[],
  { folder, signal, onLine, env = process.env }: PipOptions,
): Promise<{ code: number | null; lastError: string }> {
  return new Promise((fulfil, reject) => {
    const command = /[\\/]/.test(python) ? resolve(python) : python;
    const quiet = ["--no-input", "--disable-pip-version-check"];
    const child = spawn(command, ["-m", "pip", ...args, ...(args[0] === "download" ? quiet : [])], {
      // In a folder of this user's: Python runs a pip that lies where it is started.
      cwd: folder,
      env: { ...env, PYTHONSAFEPATH: "1" } as NodeJS.ProcessEnv,
      signal,
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let lastError = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (args[0] !== "download") return;
      for (const line of text.split(/[\r\n]+/)) if (line.trim() !== "") onLine?.(line.trim());
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split(/[\r\n]+/)) if (/^ERROR/i.test(line)) lastError = line.trim();
    });
    child.on("error", (error) => {
      if (signal?.aborted) reject(new AbortError("pip download: aborted", { cause: error }));
      else fulfil({ code: null, lastError: error.message });
    });
    child.on("close", (code) => fulfil({ code, lastError }));
  });
}
