// Installing libtorch: where it comes from, what goes wrong on the way, and that nothing half-written is left.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  AbortError,
  ArgumentError,
  DownloadError,
  FileFormatError,
  LibtorchError,
} from "../../../lib/index.ts";
import { type InstallProgress, installLibtorch } from "../../../lib/io/libtorch/install.ts";
import { archiveUrls } from "../../../lib/io/libtorch/release.ts";
import { findLibtorch } from "../../../lib/native/libtorch/find.ts";
import { OVER_BUILT } from "../../helpers/built.ts";
import { repoRoot } from "../../helpers/data.ts";
import {
  archiveEntries,
  emptyEnv,
  fakePython,
  makeZip,
  scratch,
  sendFile,
  serve,
  smallDisk,
  wheelEntries,
} from "./fakes.ts";

const machine = { platform: "linux", arch: "x64" } as const;
const archive = makeZip(archiveEntries());
/** The libraries of the fakes are none. */
const tryToLoad = () => ({ loads: true }) as const;
const posix = process.platform !== "win32";

/** What an installation left in the cache: nothing, if it failed. */
function leftIn(home: string): string[] {
  return existsSync(join(home, "libtorch")) ? readdirSync(join(home, "libtorch")) : [];
}

describe("from PyTorch's server", () => {
  test("fetches, unpacks what is needed, and is found afterwards", async () => {
    const home = scratch();
    const mirror = await serve((request, response) => sendFile(request, response, archive));
    const env = emptyEnv(home, { TORCHTS_MIRROR: mirror });
    const progress: InstallProgress[] = [];

    const { libtorch, folder, installed } = await installLibtorch({
      tryToLoad,
      env,
      machine,
      onProgress: (event) => progress.push(event),
    });

    expect(installed).toBe(true);
    expect(libtorch).toMatchObject({ version: "2.13.0", flavour: "cpu", hasHeaders: true });
    expect(folder).toBe(join(home, "libtorch", "2.13.0-cpu"));
    expect(readdirSync(libtorch.root).sort()).toEqual(["build-version", "include", "lib"]);
    if (posix) expect(statSync(join(libtorch.lib, "libc10.so")).mode & 0o111).toBe(0o111);
    expect(findLibtorch({ env, majorMinor: "2.13" })).toMatchObject({ source: "cache", root: libtorch.root });
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(new Set(["download", "unpack"]));
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
    expect(readdirSync(join(home, "downloads"))).toEqual([]); // the archive is not kept
  });

  test("tries the archive's other name where the first is not there", async () => {
    const asked: string[] = [];
    const mirror = await serve((request, response) => {
      asked.push(request.url ?? "");
      if (request.url?.includes("cxx11-abi")) return sendFile(request, response, archive);
      response.writeHead(403).end();
    });
    const env = emptyEnv(scratch(), { TORCHTS_MIRROR: mirror });
    await installLibtorch({ tryToLoad, env, machine });
    expect(asked).toEqual([
      "/libtorch/cpu/libtorch-shared-with-deps-2.13.0%2Bcpu.zip",
      "/libtorch/cpu/libtorch-cxx11-abi-shared-with-deps-2.13.0%2Bcpu.zip",
    ]);
  });

  test("goes on where a cut connection stopped", async () => {
    const ranges: (string | undefined)[] = [];
    const mirror = await serve((request, response) => {
      ranges.push(request.headers.range);
      if (ranges.length > 1) return sendFile(request, response, archive);
      response.writeHead(200, { "content-length": archive.length, etag: '"1"' });
      response.write(archive.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
    });
    const { libtorch } = await installLibtorch({
      tryToLoad,
      env: emptyEnv(scratch(), { TORCHTS_MIRROR: mirror }),
      machine,
    });
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect(statSync(join(libtorch.lib, posix ? "libtorch_cpu.so" : "torch_cpu.dll")).size).toBe(200_000);
  });

  test("refuses an archive with another checksum and keeps nothing of it", async () => {
    const home = scratch();
    const mirror = await serve((request, response) => sendFile(request, response, archive));
    const attempt = installLibtorch({
      tryToLoad,
      env: emptyEnv(home, { TORCHTS_MIRROR: mirror }),
      machine,
      sha256: "0".repeat(64),
    });
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toMatchObject({ code: "ERR_TORCHTS_HASH" });
    expect(leftIn(home)).toEqual([]);
    expect(readdirSync(join(home, "downloads"))).toEqual([]);
  });

  test("an archive of another release is refused", async () => {
    const home = scratch();
    const other = makeZip(archiveEntries("2.12.1+cpu"));
    const mirror = await serve((request, response) => sendFile(request, response, other));
    const attempt = installLibtorch({ tryToLoad, env: emptyEnv(home, { TORCHTS_MIRROR: mirror }), machine });
    await expect(attempt).rejects.toMatchObject({
      code: "ERR_TORCHTS_LIBTORCH_VERSION",
      message: expect.stringContaining("2.12.1"),
    });
    expect(leftIn(home)).toEqual([]);
  });

  test("stops at an abort and leaves nothing that counts as installed", async () => {
    const home = scratch();
    const controller = new AbortController();
    const mirror = await serve((_request, response) => {
      response.writeHead(200, { "content-length": archive.length });
      response.write(archive.subarray(0, 1000));
      setTimeout(() => controller.abort(), 50);
    });
    const env = emptyEnv(home, { TORCHTS_MIRROR: mirror });
    await expect(installLibtorch({ tryToLoad, env, machine, signal: controller.signal })).rejects.toThrow(
      AbortError,
    );
    expect(leftIn(home)).toEqual([]);
  });

  test("says how to do without network where neither server nor pip helps", async () => {
    const mirror = await serve((_request, response) => response.writeHead(404).end());
    const attempt = installLibtorch({
      tryToLoad,
      env: emptyEnv(scratch(), { TORCHTS_MIRROR: mirror }),
      machine,
    });
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toThrow(/404[\s\S]*no pip[\s\S]*\.\/torchts install --from <file>/);
  });

  test("fetches nothing with TORCHTS_OFFLINE", async () => {
    let asked = 0;
    const mirror = await serve((_request, response) => {
      asked++;
      response.writeHead(404).end();
    });
    const env = emptyEnv(scratch(), { TORCHTS_MIRROR: mirror, TORCHTS_OFFLINE: "1" });
    await expect(installLibtorch({ tryToLoad, env, machine })).rejects.toMatchObject({
      code: "ERR_TORCHTS_OFFLINE",
    });
    expect(asked).toBe(0);
  });

  test("does nothing the second time, unless forced", async () => {
    let asked = 0;
    const mirror = await serve((request, response) => {
      asked++;
      sendFile(request, response, archive);
    });
    const env = emptyEnv(scratch(), { TORCHTS_MIRROR: mirror });
    await installLibtorch({ tryToLoad, env, machine });
    expect(await installLibtorch({ tryToLoad, env, machine })).toMatchObject({ installed: false });
    expect(asked).toBe(1);
    expect(await installLibtorch({ tryToLoad, env, machine, force: true })).toMatchObject({
      installed: true,
    });
    expect(asked).toBe(2);
    expect(leftIn(env.TORCHTS_HOME ?? "")).toEqual(["2.13.0-cpu"]);
  });

  test("two processes at once do the work once", async () => {
    let asked = 0;
    const mirror = await serve((request, response) => {
      asked++;
      setTimeout(() => sendFile(request, response, archive), 300); // both are there by then
    });
    const home = scratch();
    const script = `
      const { installLibtorch } = await import("./lib/io/libtorch/install.ts");
      const { libtorch } = await installLibtorch({ tryToLoad: () => ({ loads: true }), machine: ${JSON.stringify(machine)} });
      process.stdout.write(libtorch.version);`;
    const one = (): Promise<string> =>
      new Promise((fulfil) => {
        const args = [...OVER_BUILT, "--input-type=module", "-e", script];
        const env = { ...process.env, NODE_OPTIONS: "", ...emptyEnv(home, { TORCHTS_MIRROR: mirror }) };
        const child = spawn(process.execPath, args, { cwd: repoRoot, env });
        let out = "";
        child.stdout.on("data", (text) => {
          out += text;
        });
        child.stderr.on("data", (text) => {
          out += text;
        });
        child.on("close", () => fulfil(out));
      });
    expect(await Promise.all([one(), one()])).toEqual(["2.13.0", "2.13.0"]);
    expect(asked).toBe(1);
    expect(leftIn(home)).toEqual(["2.13.0-cpu"]);
  });
});

describe.runIf(posix)("through pip", () => {
  /** A python whose pip "downloads" the given wheel when it is asked for torch 2.13.0+cpu. */
  function pythonWith(folder: string, wheel: Buffer): string {
    writeFileSync(join(folder, "wheel"), wheel);
    return fakePython(
      join(folder, "bin"),
      `case "$*" in
        "-m pip --version") exit 0 ;;
        "-m pip download --no-deps --dest "*" torch==2.13.0+cpu "*)
          cp "${folder}/wheel" "$6/torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl" ;;
        *) echo "ERROR: no such thing" >&2; exit 1 ;;
      esac`,
    );
  }

  test("takes the wheel's libraries where the server has no archive", async () => {
    const home = scratch();
    const mirror = await serve((_request, response) => response.writeHead(404).end());
    const python = pythonWith(scratch(), makeZip(wheelEntries()));
    const env = emptyEnv(home, { TORCHTS_MIRROR: mirror, TORCHTS_PYTHON: python });
    const { libtorch, origin } = await installLibtorch({ tryToLoad, env, machine });
    expect(libtorch).toMatchObject({ version: "2.13.0", flavour: "cpu", hasHeaders: true });
    expect(origin).toMatch(/^pip: torch-2\.13\.0/);
    expect(readdirSync(libtorch.root).sort()).toEqual(["include", "lib", "version.py"]);
    expect(readdirSync(join(home, "downloads"))).toEqual([]);
  });

  test("refuses a wheel whose files are not those of its RECORD", async () => {
    const home = scratch();
    const entries = wheelEntries().map((entry) =>
      entry.name.includes("c10") ? { ...entry, text: "other" } : entry,
    );
    const mirror = await serve((_request, response) => response.writeHead(404).end());
    const env = emptyEnv(home, {
      TORCHTS_MIRROR: mirror,
      TORCHTS_PYTHON: pythonWith(scratch(), makeZip(entries)),
    });
    const attempt = installLibtorch({ tryToLoad, env, machine });
    await expect(attempt).rejects.toThrow(FileFormatError);
    await expect(attempt).rejects.toThrow(/RECORD/);
    expect(leftIn(home)).toEqual([]);
  });
});

describe("from a file or folder", () => {
  test("an archive, by its path", async () => {
    const home = scratch();
    const file = join(scratch(), "libtorch.zip");
    writeFileSync(file, archive);
    const { libtorch } = await installLibtorch({ tryToLoad, env: emptyEnv(home), from: file });
    expect(libtorch.version).toBe("2.13.0");
    expect(existsSync(file)).toBe(true); // the user's file stays
    const manifest = JSON.parse(
      readFileSync(join(home, "libtorch", "2.13.0-cpu", "torchts-install.json"), "utf8"),
    );
    expect(manifest).toMatchObject({ origin: file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test("a wheel, and a folder with wheels in it", async () => {
    const folder = scratch();
    const file = join(folder, "torch-2.13.0+cpu-cp311-cp311-any.whl");
    writeFileSync(file, makeZip(wheelEntries()));
    for (const from of [file, folder]) {
      const { libtorch } = await installLibtorch({ tryToLoad, env: emptyEnv(scratch()), from });
      expect(libtorch).toMatchObject({ version: "2.13.0", hasHeaders: true });
    }
  });

  test("an unpacked libtorch", async () => {
    const first = await installLibtorch({
      tryToLoad,
      env: emptyEnv(scratch()),
      from: await written(archive),
    });
    const home = scratch();
    const { libtorch } = await installLibtorch({ tryToLoad, env: emptyEnv(home), from: first.libtorch.root });
    expect(libtorch.root.startsWith(home)).toBe(true);
    expect(libtorch).toMatchObject({ version: "2.13.0", hasHeaders: true });
  });

  test("a truncated archive is refused", async () => {
    const home = scratch();
    const from = await written(archive.subarray(0, archive.length / 2));
    const attempt = installLibtorch({ tryToLoad, env: emptyEnv(home), from });
    await expect(attempt).rejects.toThrow(FileFormatError);
    await expect(attempt).rejects.toThrow(/truncated/);
    expect(leftIn(home)).toEqual([]);
  });

  test("an archive of something else is refused", async () => {
    const from = await written(makeZip([{ name: "readme.txt", text: "hello" }]));
    await expect(installLibtorch({ tryToLoad, env: emptyEnv(scratch()), from })).rejects.toMatchObject({
      code: "ERR_TORCHTS_LIBTORCH_NOT_FOUND",
    });
  });

  test("a path that is not there is named", async () => {
    const from = join(scratch(), "nothing.zip");
    await expect(installLibtorch({ tryToLoad, env: emptyEnv(scratch()), from })).rejects.toThrow(from);
  });

  async function written(bytes: Buffer): Promise<string> {
    const file = join(scratch(), "some.zip");
    writeFileSync(file, bytes);
    return file;
  }
});

describe("a disk that will not", () => {
  test("one without room is noticed before anything is unpacked", async (context) => {
    const disk = smallDisk("100k");
    if (typeof disk === "string") return context.skip(disk);
    const file = join(scratch(), "libtorch.zip");
    writeFileSync(file, archive);
    const attempt = installLibtorch({ tryToLoad, env: emptyEnv(disk.folder), from: file });
    await expect(attempt).rejects.toThrow(LibtorchError);
    await expect(attempt).rejects.toThrow(/disk is full[\s\S]*TORCHTS_HOME/);
    expect(leftIn(disk.folder)).toEqual([]);
  });

  test("one that fills up on the way leaves nothing half-written", async (context) => {
    const disk = smallDisk("1m");
    if (typeof disk === "string") return context.skip(disk);
    const file = join(scratch(), "libtorch.zip");
    writeFileSync(file, archive);
    let filled = false;
    const attempt = installLibtorch({
      tryToLoad,
      env: emptyEnv(disk.folder),
      from: file,
      onProgress: () => {
        if (filled) return;
        filled = true;
        try {
          writeFileSync(join(disk.folder, "filler"), Buffer.alloc(2_000_000));
        } catch {
          // it is full now
        }
      },
    });
    await expect(attempt).rejects.toMatchObject({
      code: "ERR_TORCHTS_CACHE",
      message: expect.stringContaining("disk is full"),
    });
    expect(leftIn(disk.folder)).toEqual([]);
  });

  test("a download that fills it says so", async (context) => {
    const disk = smallDisk("64k");
    if (typeof disk === "string") return context.skip(disk);
    const mirror = await serve((request, response) => sendFile(request, response, archive));
    const attempt = installLibtorch({
      tryToLoad,
      env: emptyEnv(disk.folder, { TORCHTS_MIRROR: mirror }),
      machine,
    });
    await expect(attempt).rejects.toMatchObject({
      code: "ERR_TORCHTS_CACHE",
      message: expect.stringContaining("disk is full"),
    });
  });

  test("a read-only cache is named with what to set instead", async (context) => {
    const disk = smallDisk("1m");
    if (typeof disk === "string") return context.skip(disk);
    disk.remountReadOnly();
    const attempt = installLibtorch({ tryToLoad, env: emptyEnv(disk.folder), from: disk.folder });
    await expect(attempt).rejects.toMatchObject({
      code: "ERR_TORCHTS_CACHE",
      message: expect.stringMatching(/cannot be written[\s\S]*TORCHTS_HOME/),
    });
  });
});

describe("what is asked for", () => {
  test.each([
    [{ version: "2.1.0" }, /2\.11 to 2\.14/],
    [{ version: "latest" }, /not a version/],
    [{ flavour: "rocm" }, /cpu, cuda or cuNNN/],
  ])("%j is refused", async (options, message) => {
    const attempt = installLibtorch({ tryToLoad, env: emptyEnv(scratch()), ...options });
    await expect(attempt).rejects.toThrow(ArgumentError);
    await expect(attempt).rejects.toThrow(message);
  });

  test("archives have other names on other systems", () => {
    expect(archiveUrls("2.13.0", "cpu", { platform: "win32", arch: "x64" })[0]).toContain(
      "libtorch-win-shared",
    );
    expect(archiveUrls("2.13.0", "cpu", { platform: "darwin", arch: "arm64" })[0]).toContain(
      "macos-arm64-2.13.0.zip",
    );
    expect(archiveUrls("2.13.0", "cpu", { platform: "linux", arch: "arm64" })).toEqual([]);
  });
});

describe("what it does not trust", () => {
  test("an archive over plain http from another host, unless its SHA-256 is given", async () => {
    const env = emptyEnv(scratch(), { TORCHTS_MIRROR: "http://mirror.invalid/torch" });
    const attempt = installLibtorch({ tryToLoad, env, machine });
    await expect(attempt).rejects.toMatchObject({ code: "ERR_TORCHTS_INSECURE" });
    await expect(attempt).rejects.toThrow(/plain http[\s\S]*--sha256/);
    const withHash = installLibtorch({ tryToLoad, env, machine, sha256: "0".repeat(64) });
    await expect(withHash).rejects.not.toMatchObject({ code: "ERR_TORCHTS_INSECURE" });
  });

  test("a libtorch that does not load: it says why, and nothing is installed", async () => {
    const home = scratch();
    const file = join(scratch(), "libtorch.zip");
    writeFileSync(file, archive);
    const attempt = installLibtorch({ env: emptyEnv(home), machine, from: file });
    await expect(attempt).rejects.toMatchObject({ code: "ERR_TORCHTS_LOAD" });
    await expect(attempt).rejects.toThrow(/does not load[\s\S]*libc10/);
    expect(leftIn(home)).toEqual([]);
  });

  test("a wheel with the name of a published one and other bytes", async () => {
    const file = join(scratch(), "torch-2.13.0-cp312-cp312-manylinux_2_28_x86_64.whl");
    writeFileSync(file, makeZip(wheelEntries()));
    const attempt = installLibtorch({ tryToLoad, env: emptyEnv(scratch()), machine, from: file });
    await expect(attempt).rejects.toMatchObject({ code: "ERR_TORCHTS_HASH" });
  });

  test("a manifest that is no JSON", async () => {
    const home = scratch();
    const file = join(scratch(), "libtorch.zip");
    writeFileSync(file, archive);
    const { folder } = await installLibtorch({ tryToLoad, env: emptyEnv(home), machine, from: file });
    writeFileSync(join(folder, "torchts-install.json"), "{ torn");
    expect(await installLibtorch({ tryToLoad, env: emptyEnv(home), machine })).toMatchObject({
      installed: false,
    });
  });
});
