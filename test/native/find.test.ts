// Finding libtorch: the order of the places, and what is said where none fits.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LibtorchError } from "../../lib/index.ts";
import { findLibtorch, MANIFEST, searchLibtorch } from "../../lib/native/libtorch/find.ts";
import { readStamp, writeStamp } from "../../lib/native/libtorch/home.ts";
import { libraryName, probeLibtorch } from "../../lib/native/libtorch/probe.ts";
import { compareVersions, parseVersion } from "../../lib/native/libtorch/version.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/data.ts";
import { emptyEnv, fakePython, scratch } from "../io/libtorch/fakes.ts";

const posix = process.platform !== "win32";

/** A folder that looks like torch's package, or like the archive where `wheel` is false. */
function fakeLibtorch(folder: string, version: string, { wheel = true, headers = true } = {}): string {
  mkdirSync(join(folder, "lib"), { recursive: true });
  writeFileSync(join(folder, "lib", libraryName("torch_cpu")), "");
  if (wheel) writeFileSync(join(folder, "version.py"), `__version__ = '${version}'\n`);
  else writeFileSync(join(folder, "build-version"), `${version}\n`);
  if (headers) {
    mkdirSync(join(folder, "include", "ATen"), { recursive: true });
    writeFileSync(join(folder, "include", "ATen", "ATen.h"), "");
  }
  return folder;
}

function fakeInstalled(home: string, version: string, installedAt: string): void {
  const folder = join(home, "libtorch", version.replace("+", "-"));
  fakeLibtorch(join(folder, "libtorch"), version, { wheel: false });
  writeFileSync(join(folder, MANIFEST), JSON.stringify({ installedAt }));
}

function pythonWithTorch(root: string): string {
  return fakePython(scratch(), `printf '%s' '{"executable": "x", "places": ["${root}"]}'`);
}

describe("order", () => {
  test("TORCHTS_LIBTORCH comes before the cache, the cache before Python", () => {
    const home = scratch();
    const env = emptyEnv(home);
    const python = fakeLibtorch(scratch(), "2.13.1+cpu");
    if (posix) {
      env.TORCHTS_PYTHON = pythonWithTorch(python);
      expect(findLibtorch({ env })).toMatchObject({ source: "python", root: python, version: "2.13.1" });
    }
    fakeInstalled(home, "2.13.0+cpu", "2026-01-01");
    expect(findLibtorch({ env })).toMatchObject({ source: "cache", version: "2.13.0", flavour: "cpu" });
    env.TORCHTS_LIBTORCH = fakeLibtorch(scratch(), "2.12.0+cu126");
    expect(findLibtorch({ env })).toMatchObject({ source: "TORCHTS_LIBTORCH", flavour: "cu126" });
  });

  test("of several in the cache the one installed last that fits", () => {
    const home = scratch();
    fakeInstalled(home, "2.13.0+cpu", "2026-01-01");
    fakeInstalled(home, "2.13.0+cu126", "2026-02-01");
    fakeInstalled(home, "2.12.0+cpu", "2026-03-01");
    expect(findLibtorch({ env: emptyEnv(home) }).version).toBe("2.12.0");
    expect(findLibtorch({ env: emptyEnv(home), majorMinor: "2.13" }).flavour).toBe("cu126");
  });

  test("an installation without its note does not count", () => {
    const home = scratch();
    fakeLibtorch(join(home, "libtorch", "2.13.0-cpu"), "2.13.0+cpu");
    expect(() => findLibtorch({ env: emptyEnv(home) })).toThrow(LibtorchError);
  });

  test.runIf(posix)("Python is asked once, and again when its torch is gone", () => {
    const home = scratch();
    const root = fakeLibtorch(scratch(), "2.13.0+cpu");
    const python = pythonWithTorch(root);
    const env = emptyEnv(home, { TORCHTS_PYTHON: python });
    const calls = (): number => readFileSync(join(python, "..", "calls"), "utf8").split("-c").length - 1;
    findLibtorch({ env });
    findLibtorch({ env });
    expect(calls()).toBe(1);
    writeFileSync(join(root, "version.py"), "");
    expect(() => findLibtorch({ env })).toThrow(LibtorchError);
    expect(calls()).toBe(2);
  });
});

describe("what is said", () => {
  test("nothing anywhere: the places and the command", () => {
    const env = emptyEnv(scratch());
    expect(() => findLibtorch({ env, majorMinor: "2.13" })).toThrow(
      expect.objectContaining({
        code: "ERR_TORCHTS_LIBTORCH_NOT_FOUND",
        message: expect.stringMatching(
          /cache: nothing is installed[\s\S]*no-python[\s\S]*`\.\/torchts install`/,
        ),
      }),
    );
  });

  test.runIf(posix)("a Python torch of another version: which, which is wanted, and both ways out", () => {
    const root = fakeLibtorch(scratch(), "2.12.1+cpu");
    const env = emptyEnv(scratch(), { TORCHTS_PYTHON: pythonWithTorch(root) });
    expect(() => findLibtorch({ env, majorMinor: "2.13" })).toThrow(
      expect.objectContaining({
        code: "ERR_TORCHTS_LIBTORCH_VERSION",
        message: expect.stringMatching(
          /libtorch 2\.12\.1[\s\S]*compiled against 2\.13[\s\S]*\.\/torchts install[\s\S]*npm run build:native/,
        ),
      }),
    );
  });

  test("a libtorch for an addon that is not the pinned one's: the command has its version", () => {
    expect(() => findLibtorch({ env: emptyEnv(scratch()), majorMinor: "2.12" })).toThrow(
      /\.\/torchts install --version 2\.12\.0/,
    );
  });

  test("a release that the sources do not compile against is not taken", () => {
    const env = emptyEnv(scratch(), { TORCHTS_LIBTORCH: fakeLibtorch(scratch(), "2.4.0+cpu") });
    expect(() => findLibtorch({ env })).toThrow(/2\.11 to 2\.14[\s\S]*unset TORCHTS_LIBTORCH/);
  });

  test("TORCHTS_LIBTORCH that leads nowhere is not passed over in silence", () => {
    const home = scratch();
    fakeInstalled(home, "2.13.0+cpu", "2026-01-01");
    const env = emptyEnv(home, { TORCHTS_LIBTORCH: join(home, "nowhere") });
    expect(() => searchLibtorch({ env })).toThrow(/TORCHTS_LIBTORCH is .*nowhere/);
  });

  test("TORCHTS_LIBTORCH that leads to lib/ instead of its parent: which one is meant", () => {
    const root = fakeLibtorch(scratch(), "2.13.0+cpu");
    const env = emptyEnv(scratch(), { TORCHTS_LIBTORCH: join(root, "lib") });
    expect(() => findLibtorch({ env })).toThrow(`Set it to ${root}.`);
  });

  test("one without headers will not do to compile against", () => {
    const root = fakeLibtorch(scratch(), "2.13.0+cpu", { headers: false });
    const env = emptyEnv(scratch(), { TORCHTS_LIBTORCH: root });
    expect(findLibtorch({ env }).hasHeaders).toBe(false);
    expect(() => findLibtorch({ env, withHeaders: true })).toThrow(/include/);
  });
});

test("a folder is probed by what lies in it", () => {
  const folder = scratch();
  expect(probeLibtorch(folder)).toBeNull();
  fakeLibtorch(join(folder, "libtorch"), "2.13.0+cu130", { wheel: false });
  expect(probeLibtorch(folder)).toMatchObject({ root: join(folder, "libtorch"), flavour: "cu130" });
  expect(existsSync(join(folder, "libtorch", "lib"))).toBe(true);
});

test.each([
  ["2.13.0", "2.13.0", "2.13", ""],
  ["2.13.0+cu126\n", "2.13.0", "2.13", "cu126"],
  ["2.14.0a0+git1234", "2.14.0", "2.14", "git1234"],
  ["2.13", "2.13.0", "2.13", ""],
])("version %j is read", (text, release, majorMinor, local) => {
  expect(parseVersion(text)).toEqual({ release, majorMinor, local });
});

test("versions compare as numbers", () => {
  expect(compareVersions("2.9", "2.11")).toBeLessThan(0);
  expect(compareVersions("2.13", "2.13.0")).toBe(0);
  expect(parseVersion("latest")).toBeNull();
});

describe.runIf(posix)("what others can write", () => {
  const key = ["a key"];

  test("a stamp counts, and is the user's own", () => {
    const env = emptyEnv(scratch());
    expect(writeStamp("python", key, "text", env)).toBe(true);
    expect(readStamp("python", key, env)).toBe("text");
    const [name = ""] = readdirSync(join(env.TORCHTS_HOME ?? "", "stamps"));
    expect(statSync(join(env.TORCHTS_HOME ?? "", "stamps", name)).mode & 0o777).toBe(0o600);
  });

  test("no stamp of a folder that others can write to, of a link, or of a file that others can write to", () => {
    const env = emptyEnv(scratch());
    const folder = join(env.TORCHTS_HOME ?? "", "stamps");
    writeStamp("python", key, "text", env);
    const [name = ""] = readdirSync(folder);
    chmodSync(folder, 0o777);
    expect(readStamp("python", key, env)).toBeNull();
    expect(writeStamp("python", ["another"], "text", env)).toBe(false);
    chmodSync(folder, 0o700);
    chmodSync(join(folder, name), 0o666);
    expect(readStamp("python", key, env)).toBeNull();
    chmodSync(join(folder, name), 0o600);
    expect(readStamp("python", key, env)).toBe("text");
    renameSync(join(folder, name), join(folder, "elsewhere"));
    symlinkSync("elsewhere", join(folder, name));
    expect(readStamp("python", key, env)).toBeNull();
    renameSync(folder, `${folder}-moved`);
    symlinkSync(`${folder}-moved`, folder);
    expect(readStamp("python", key, env)).toBeNull();
  });

  test("nothing is noted in the folder for temporary files, where others may have been first", () => {
    const home = join(scratch(), "file");
    writeFileSync(home, "no folder");
    const before = readdirSync(tmpdir()).filter((name) => name.includes("torchts-stamps"));
    expect(writeStamp("python", key, "text", emptyEnv(home))).toBe(false);
    expect(readdirSync(tmpdir()).filter((name) => name.includes("torchts-stamps"))).toEqual(before);
  });

  test("an installation that others can write to is not opened, and the message says what to do", () => {
    const home = scratch();
    fakeInstalled(home, "2.13.0+cpu", "2026-01-01");
    const folder = join(home, "libtorch", "2.13.0-cpu", "libtorch");
    expect(findLibtorch({ env: emptyEnv(home) }).root).toBe(folder);
    chmodSync(folder, 0o777);
    expect(() => findLibtorch({ env: emptyEnv(home) })).toThrow(
      /can be written by other users[\s\S]*chmod go-w/,
    );
  });

  test("Python does not look for torch, nor for its own modules, in the current folder", () => {
    const here = scratch();
    fakeLibtorch(join(here, "torch"), "2.13.0+cpu");
    writeFileSync(join(here, "torch", "__init__.py"), "");
    writeFileSync(join(here, "json.py"), `open(${JSON.stringify(join(here, "ran"))}, "w")`);
    const script = `
      const { findPythonTorch } = await import(${JSON.stringify(join(repoRoot, "lib/native/libtorch/python.ts"))});
      const found = findPythonTorch({ ...process.env, TORCHTS_HOME: ${JSON.stringify(scratch())}, PYTHONPATH: undefined });
      process.stdout.write(JSON.stringify(found.map(({ libtorch }) => libtorch?.root ?? null)));`;
    const args = [...OVER_BUILT, "--input-type=module", "-e", script];
    const run = spawnSync(process.execPath, args, { cwd: here, encoding: "utf8" });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).not.toContain(here);
    expect(existsSync(join(here, "ran"))).toBe(false);
  });
});
