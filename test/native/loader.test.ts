// Loading the addon: with the real one of this checkout and the libtorch of this machine, in child processes where
// what is tried would last or crash.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diagnose, loadingRemedy } from "../../lib/native/diagnose.ts";
import { loadTest } from "../../lib/native/libtorch/preload.ts";
import { libraryName } from "../../lib/native/libtorch/probe.ts";
import { PINNED_VERSION } from "../../lib/native/libtorch/version.ts";
import { findAddon, loadedFrom, loadPreload } from "../../lib/native/loader.ts";
import { ownCommand } from "../../lib/native/own-command.ts";
import { repoRoot } from "../helpers/data.ts";
import { scratch } from "../io/libtorch/fakes.ts";

/** Adds two numbers with torchts in a child process; its output and error text. */
function addInChild(env: Record<string, string>): { status: number | null; out: string } {
  const script = `
    import { tensor } from "torchts";
    process.stdout.write(String(tensor([1, 2]).sum().item()));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: repoRoot,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "", TORCHTS_LIBTORCH: loadedFrom().libtorch.root, ...env },
  });
  return { status: run.status, out: run.stdout + run.stderr };
}

test("the addon and the libtorch in use are of one major.minor", () => {
  const { libtorch, files } = loadedFrom();
  expect(loadPreload(files).majorMinor).toBe(libtorch.majorMinor);
});

test("preloading a library that is not there gives the loader's message", () => {
  const { preload } = loadPreload(findAddon());
  expect(preload.open(join(scratch(), "nothing.so"))).toMatch(/nothing\.so/);
});

describe("before the first load", () => {
  test("a pair is tried in a child process and noted", () => {
    const home = scratch();
    expect(addInChild({ TORCHTS_HOME: home })).toEqual({ status: 0, out: "3" });
    expect(readdirSync(join(home, "stamps")).filter((name) => name.startsWith("loads-"))).toHaveLength(1);
    expect(addInChild({ TORCHTS_HOME: home })).toEqual({ status: 0, out: "3" });
  });

  test("a cache that cannot be written does not matter", () => {
    const file = join(scratch(), "file");
    writeFileSync(file, "");
    expect(addInChild({ TORCHTS_HOME: join(file, "below") })).toEqual({ status: 0, out: "3" });
  });

  test("a broken library gives a message with its name, not a crash", () => {
    const { addon, preload } = findAddon();
    const broken = join(scratch(), libraryName("torch_cpu"));
    writeFileSync(broken, "this is no library");
    expect(loadTest(preload, addon, [broken])).toContain(broken);
  });

  test("a process that dies on the way is a message too", () => {
    const { addon } = findAddon();
    const deadly = join(scratch(), "preload.cjs");
    writeFileSync(deadly, `process.kill(process.pid, "SIGKILL"); exports.open = () => null;`);
    expect(loadTest(deadly, addon, ["x"])).toMatch(/ended by SIGKILL/);
  });
});

describe("what does not fit is refused before it is loaded", () => {
  test("a libtorch of another version", () => {
    const root = scratch();
    mkdirSync(join(root, "lib"));
    writeFileSync(join(root, "lib", libraryName("torch_cpu")), "never loaded");
    writeFileSync(join(root, "build-version"), "2.99.0+cpu");
    const { status, out } = addInChild({ TORCHTS_LIBTORCH: root });
    expect(status).toBe(1);
    expect(out).toMatch(/LibtorchError[\s\S]*2\.99\.0[\s\S]*torchts install/);
  });

  test("a damaged libtorch of the right version", () => {
    const root = scratch();
    mkdirSync(join(root, "lib"));
    const { libtorch } = loadedFrom();
    copyFileSync(join(libtorch.lib, libraryName("c10")), join(root, "lib", libraryName("c10")));
    writeFileSync(join(root, "lib", libraryName("torch_cpu")), "damaged");
    writeFileSync(join(root, "build-version"), `${libtorch.version}+cpu`);
    const { status, out } = addInChild({ TORCHTS_LIBTORCH: root, TORCHTS_HOME: scratch() });
    expect(status).toBe(1);
    expect(out).toMatch(/ERR_TORCHTS_LOAD/);
    expect(out).toMatch(/torchts doctor/);
  });

  test("no addon for this platform", () => {
    const { status, out } = addInChild({ TORCHTS_PREBUILD: scratch(), PREBUILDS_ONLY: "1" });
    expect(status).toBe(1);
    expect(out).toMatch(/No native addon for [\s\S]*npm run build:native/);
    expect(out).toContain("ERR_TORCHTS_ADDON_MISSING");
  });
});

describe("another runtime than Node", () => {
  const at = (runtime: string): string => {
    const script = `
      Object.defineProperty(process, "versions", { value: { ...process.versions, ${runtime}: "9.8.7" } });
      const { tensor } = await import("torchts");
      try { tensor([1]); } catch (error) { console.log(error.name, error.code, error.message); }`;
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: repoRoot,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    return run.stdout + run.stderr;
  };

  test.each([
    ["deno", "Deno 9.8.7"],
    ["bun", "Bun 9.8.7"],
  ])("%s is refused with a sentence, when the addon is needed", (runtime, name) => {
    expect(at(runtime)).toMatch(
      new RegExp(
        `^LibtorchError ERR_TORCHTS_RUNTIME torchts runs on Node.js from 20.19 on, and this is ${name}, .*\n$`,
      ),
    );
  });
});

test("importing torchts loads nothing and registers nothing", () => {
  const script = `
    const { report } = process;
    const names = ["exit", "uncaughtException", "unhandledRejection", "SIGINT", "SIGTERM"];
    const count = () => names.map((name) => process.listenerCount(name)).join();
    const before = count();
    const { tensor } = await import("torchts");
    const loads = () => report.getReport().sharedObjects.filter((file) => /torch/.test(file)).length;
    const imported = { listeners: count() === before, libraries: loads() };
    tensor([1]);
    console.log(JSON.stringify({ ...imported, after: loads() > 0, exit: process.listenerCount("exit") > 0 }));`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: repoRoot,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  expect(JSON.parse(run.stdout)).toEqual({ listeners: true, libraries: 0, after: true, exit: true });
});

test.each([
  ["libcublas.so.13: cannot open shared object file", ownCommand("install", "--cuda", "--force")],
  ["libcufft.so.12: cannot open shared object file", ownCommand("install", "--cuda", "--force")],
  ["libnccl.so.2: cannot open shared object file", ownCommand("install", "--cuda", "--force")],
  ["/a/lib/libtorch_cuda.so: cannot open shared object file", ownCommand("install", "--cuda", "--force")],
  ["libgomp.so.1: cannot open shared object file", "install the system library libgomp.so.1"],
  ["libcurl.so.4: cannot open shared object file", "install the system library libcurl.so.4"],
  ["/a/lib/libtorch_cuda.so: file too short", ownCommand("install", "--cuda", "--force")],
])("a build for CUDA that does not load (%s) is not mended by one for the CPU", (problem, fix) => {
  const { libtorch } = loadedFrom();
  const pinned = { version: PINNED_VERSION, majorMinor: PINNED_VERSION.replace(/\.\d+$/, "") };
  const found = { ...libtorch, ...pinned, flavour: "cu130", source: "cache" } as const;
  expect(loadingRemedy(problem, found)).toBe(fix);
  expect(loadingRemedy("damaged", { ...found, flavour: "cpu" })).toBe(ownCommand("install", "--force"));
});

test("the diagnosis of a working checkout has no error", async () => {
  const tryCuda = async () => ({
    devices: [{ device: "cuda:0", failed: null, said: null }],
    refused: null,
    broken: null,
  });
  const checks = await diagnose({ tryCuda, driver: () => null });
  expect(checks.filter(({ status }) => status === "error")).toEqual([]);
  expect(checks.map(({ id }) => id)).toEqual([
    "node",
    "platform",
    "cache",
    "addon",
    "libtorch",
    "loading",
    "cuda",
  ]);
});
