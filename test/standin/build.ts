/**
 * Builds the stand-in for CUDA (README.md) with the compiler and the libtorch that the addon's build uses, once for each
 * state of its sources, and opens it.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { ops } from "../../lib/index.ts";
import { withFileLock } from "../../lib/io/file-lock.ts";
import type { FoundLibtorch } from "../../lib/native/libtorch/find.ts";
import { fileIdentity, libraryName } from "../../lib/native/libtorch/probe.ts";
import { loadedFrom } from "../../lib/native/loader.ts";
import { compilerCommand, reasonNotToCompile } from "../helpers/compile.ts";
import { repoRoot } from "../helpers/data.ts";

const FLAGS = ["-std=c++20", "-O1", "-fPIC", "-w"];
const folder = path.join(repoRoot, "test", "standin");
const cache = path.join(repoRoot, ".cache", "standin");

/** Whether the libtorch in use is one for CUDA, in whose place nothing can stand. */
export function isCudaBuild(): boolean {
  return loadedFrom().libtorch.flavour !== "cpu";
}

/** Opens the stand-in, before anything has asked libtorch for CUDA; why that cannot be done, else undefined. */
export async function openStandin(): Promise<string | undefined> {
  const reason = reasonNotToCompile();
  if (reason !== undefined) return `the stand-in for CUDA cannot be built: ${reason}`;
  ops.load(await built());
  return undefined;
}

/** The library's path; compiles it where there is none of these sources and this libtorch. */
async function built(): Promise<string> {
  const { libtorch } = loadedFrom();
  const sources = readdirSync(folder).filter((name) => /\.(cc|h)$/.test(name));
  const hash = createHash("sha256");
  hash.update(JSON.stringify([compilerCommand(), FLAGS, fileIdentity(torchCpu(libtorch))]));
  for (const name of sources.sort()) hash.update(name).update(readFileSync(path.join(folder, name)));
  const library = path.join(cache, `${hash.digest("hex").slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  mkdirSync(cache, { recursive: true });
  await withFileLock(library, async () => {
    if (existsSync(library)) return;
    // Earlier states of the sources are not asked for again.
    for (const name of readdirSync(cache)) {
      if (/\.(so|o)$/.test(name)) rmSync(path.join(cache, name), { force: true });
    }
    const compiled = sources
      .filter((name) => name.endsWith(".cc"))
      .map((name) => compileOne(path.join(folder, name), `${library}.${name}.o`, libtorch.root));
    const objects = await Promise.all(compiled);
    const links = ["-L", libtorch.lib, "-ltorch_cpu", "-lc10", ...soname()];
    await compiler(["-shared", ...objects, ...links, "-o", `${library}.part`]);
    renameSync(`${library}.part`, library);
    for (const object of objects) rmSync(object);
  });
  return library;
}

const torchCpu = (libtorch: FoundLibtorch): string => path.join(libtorch.lib, libraryName("torch_cpu"));

/** That of the driver, which driver.cc is. */
const soname = (): string[] => (process.platform === "linux" ? ["-Wl,-soname,libcuda.so.1"] : []);

async function compileOne(source: string, object: string, libtorch: string): Promise<string> {
  await compiler([...FLAGS, "-I", path.join(libtorch, "include"), "-c", source, "-o", object]);
  return object;
}

// Not spawnSync: the test runner asks this process now and then whether it lives.
function compiler(args: readonly string[]): Promise<void> {
  const command = compilerCommand() as string;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-3000);
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ended with ${code} on the stand-in for CUDA: ${said}`)),
    );
  });
}
