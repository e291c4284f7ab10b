// Which libtorch `install --cuda` takes, by the driver and the cards, and that what came is looked at.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ArgumentError, DownloadError, LibtorchError } from "../../../lib/index.ts";
import { installLibtorch } from "../../../lib/io/libtorch/install.ts";
import type { CudaDriver } from "../../../lib/native/cuda/driver.ts";
import { findLibtorch } from "../../../lib/native/libtorch/find.ts";
import { libraryName } from "../../../lib/native/libtorch/probe.ts";
import {
  archiveEntries,
  emptyEnv,
  type FakeEntry,
  fakePython,
  makeZip,
  scratch,
  sendFile,
  serve,
  wheelEntries,
} from "./fakes.ts";

const machine = { platform: "linux", arch: "x64" } as const;
/** The libraries of the fakes are none. */
const tryToLoad = () => ({ loads: true }) as const;
const base = { tryToLoad, machine };

const cardOf = (name: string, computeCapability: string) => ({
  name,
  memoryMiB: 8192,
  computeCapability,
  instances: [],
});
const driverOf =
  (cudaVersion: string, ...cards: CudaDriver["cards"]) =>
  (): CudaDriver => ({
    version: "580.65.06",
    cudaVersion,
    cards,
    complaint: null,
  });
const GTX = cardOf("NVIDIA GeForce GTX 1080", "6.1");
const RTX = cardOf("NVIDIA GeForce RTX 4090", "8.9");

/** An archive of a variant, with the part for CUDA that the official ones have. */
function archiveOf(variant: string, withCuda = variant !== "cpu"): Buffer {
  const cuda: FakeEntry = { name: `libtorch/lib/${libraryName("torch_cuda")}`, text: "cuda", mode: 0o100755 };
  return makeZip([...archiveEntries(`2.13.0+${variant}`, "x".repeat(1000)), ...(withCuda ? [cuda] : [])]);
}

/** PyTorch's server with archives of some variants; what was asked for is noted. */
async function serverWith(...variants: string[]): Promise<{ env: Record<string, string>; asked: string[] }> {
  const asked: string[] = [];
  const mirror = await serve((request, response) => {
    const variant = /%2B(\w+)\.zip/.exec(request.url ?? "")?.[1] ?? "";
    if (!asked.includes(variant)) asked.push(variant);
    if (variants.includes(variant)) sendFile(request, response, archiveOf(variant));
    else response.writeHead(404).end();
  });
  return { env: emptyEnv(scratch(), { TORCHTS_MIRROR: mirror }), asked };
}

function fileWith(bytes: Buffer, name = "libtorch.zip"): string {
  const file = join(scratch(), name);
  writeFileSync(file, bytes);
  return file;
}

describe("install --cuda", () => {
  test("takes what has code for an old card, though the driver runs newer builds", async () => {
    const { env, asked } = await serverWith("cu132", "cu130", "cu126");
    const options = { ...base, env, flavour: "cuda", driver: driverOf("13.0", GTX) };
    const { libtorch, note } = await installLibtorch(options);
    expect(libtorch.flavour).toBe("cu126");
    expect(asked).toEqual(["cu126"]);
    expect(note).toMatch(/cu126 was chosen for driver 580\.65\.06 and NVIDIA GeForce GTX 1080 .*6\.1/);
  });

  test("takes the newest that is published, and says which that was", async () => {
    const { env, asked } = await serverWith("cu130");
    const options = { ...base, env, flavour: "cuda", driver: driverOf("13.0", RTX) };
    const { libtorch, note } = await installLibtorch(options);
    expect(libtorch.flavour).toBe("cu130");
    expect(asked).toEqual(["cu134", "cu132", "cu130"]);
    expect(note).toMatch(/^cu130 was chosen/);
  });

  test("for two cards takes what both run, and names a card that is left out", async () => {
    const both = await serverWith("cu130", "cu126");
    const options = { ...base, flavour: "cuda" };
    const together = { ...options, env: both.env, driver: driverOf("13.0", GTX, RTX) };
    expect((await installLibtorch(together)).libtorch.flavour).toBe("cu126");
    const apart = await serverWith("cu132", "cu126");
    const newest = cardOf("NVIDIA GeForce RTX 5090", "12.0");
    const split = { ...options, env: apart.env, driver: driverOf("13.0", GTX, newest, newest) };
    const { libtorch, note } = await installLibtorch(split);
    expect(libtorch.flavour).toBe("cu132");
    expect(note).toMatch(/holds no code for NVIDIA GeForce GTX 1080/);
  });

  test("says that it guessed where there is no driver to ask", async () => {
    const { env } = await serverWith("cu126");
    const { note } = await installLibtorch({ ...base, env, flavour: "cuda", driver: () => null });
    expect(note).toMatch(/no NVIDIA driver to ask, so cu126 was taken.*--cuda cu130/);
  });

  test.each([
    ["a driver that runs none", driverOf("11.4", RTX), /too old for each of cu134.*update the driver/],
    [
      "a card that none has code for",
      driverOf("13.0", cardOf("Tesla K80", "3.7")),
      /Tesla K80.*below compute capability 5\.0/,
    ],
  ])("%s is refused before anything is fetched", async (_name, driver, message) => {
    const { env, asked } = await serverWith("cu132", "cu126");
    const attempt = installLibtorch({ ...base, env, flavour: "cuda", driver });
    await expect(attempt).rejects.toBeInstanceOf(LibtorchError);
    await expect(attempt).rejects.toMatchObject({ code: "ERR_TORCHTS_NO_VARIANT" });
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(/--cpu/);
    expect(asked).toEqual([]);
  });

  test("there is none for macOS", async () => {
    const mac = { platform: "darwin", arch: "arm64" } as const;
    const attempt = installLibtorch({ ...base, machine: mac, env: emptyEnv(scratch()), flavour: "cuda" });
    await expect(attempt).rejects.toThrow(ArgumentError);
  });

  test("a variant by name is taken, and that it does not suit the card is said", async () => {
    const { env } = await serverWith("cu130");
    const options = { ...base, env, flavour: "cu130", driver: driverOf("13.0", GTX) };
    const { libtorch, note } = await installLibtorch(options);
    expect(libtorch.flavour).toBe("cu130");
    expect(note).toMatch(/cu130 holds no code for NVIDIA GeForce GTX 1080/);
  });

  test("an installed one that does not suit the card does not count as there already", async () => {
    const { env } = await serverWith("cu130", "cu126");
    await installLibtorch({ ...base, env, flavour: "cu130", driver: () => null });
    const options = { ...base, env, flavour: "cuda", driver: driverOf("13.0", GTX) };
    expect(await installLibtorch(options)).toMatchObject({ installed: true, libtorch: { flavour: "cu126" } });
    expect(await installLibtorch(options)).toMatchObject({
      installed: false,
      libtorch: { flavour: "cu126" },
    });
  });

  test("the one asked for last is the one in use, also where it was there already", async () => {
    const { env } = await serverWith("cpu", "cu126");
    const inUse = () => findLibtorch({ env, majorMinor: "2.13" }).flavour;
    const driver = () => null;
    for (const flavour of ["cpu", "cu126", "cpu"]) {
      await new Promise((later) => setTimeout(later, 5)); // of another millisecond
      await installLibtorch({ ...base, env, flavour, driver });
      expect(inUse()).toBe(flavour);
    }
  });
});

describe("what came is looked at", () => {
  const refusedAs = { code: "ERR_TORCHTS_VARIANT" };

  test("a build for the CPU where one for CUDA is asked for", async () => {
    const home = scratch();
    const from = fileWith(archiveOf("cpu"));
    for (const flavour of ["cuda", "cu126"]) {
      const attempt = installLibtorch({
        ...base,
        env: emptyEnv(home),
        from,
        flavour,
        driver: driverOf("13.0", RTX),
      });
      await expect(attempt).rejects.toMatchObject(refusedAs);
      await expect(attempt).rejects.toThrow(
        /\(cpu\), a build for the CPU\. Take an archive or wheel for CUDA/,
      );
    }
    expect(existsSync(join(home, "libtorch")) ? readdirSync(join(home, "libtorch")) : []).toEqual([]);
  });

  test("a build for CUDA where --cpu is asked for; without a word it is taken", async () => {
    const from = fileWith(archiveOf("cu126"));
    const attempt = installLibtorch({ ...base, env: emptyEnv(scratch()), from, flavour: "cpu" });
    await expect(attempt).rejects.toMatchObject(refusedAs);
    const { libtorch } = await installLibtorch({ ...base, env: emptyEnv(scratch()), from });
    expect(libtorch).toMatchObject({ flavour: "cu126", withCuda: true });
  });

  test("another variant than the one named, and one that this card does not run", async () => {
    const from = fileWith(archiveOf("cu130"));
    const named = installLibtorch({
      ...base,
      env: emptyEnv(scratch()),
      from,
      flavour: "cu126",
      driver: () => null,
    });
    await expect(named).rejects.toThrow(/\(cu130\), and cu126 is asked for.*--cuda cu130/);
    const driver = driverOf("13.0", GTX);
    const suiting = installLibtorch({ ...base, env: emptyEnv(scratch()), from, flavour: "cuda", driver });
    await expect(suiting).rejects.toThrow(/does not suit this machine's driver and cards \(cu126 do\)/);
  });

  test("one that calls itself a build for CUDA and has no part for it", async () => {
    const from = fileWith(archiveOf("cu126", false));
    const attempt = installLibtorch({ ...base, env: emptyEnv(scratch()), from });
    await expect(attempt).rejects.toMatchObject(refusedAs);
    await expect(attempt).rejects.toThrow(/holds no libtorch_cuda|holds no torch_cuda/);
  });

  test.runIf(process.platform !== "win32")(
    "pip's wheel, before the libraries that it would need are fetched",
    async () => {
      const folder = scratch();
      writeFileSync(join(folder, "wheel"), makeZip(wheelEntries("2.13.0+cu126"))); // version.py says cuda: None
      const python = fakePython(
        join(folder, "bin"),
        `case "$*" in
          "-m pip --version") exit 0 ;;
          "-m pip download --no-deps --dest "*" torch==2.13.0+cu126 "*)
            cp "${folder}/wheel" "$6/torch-2.13.0+cu126-cp312-cp312-manylinux_2_28_x86_64.whl" ;;
          *) echo "ERROR: no such thing" >&2; exit 1 ;;
        esac`,
      );
      const mirror = await serve((_request, response) => response.writeHead(404).end());
      const env = emptyEnv(scratch(), { TORCHTS_MIRROR: mirror, TORCHTS_PYTHON: python });
      const attempt = installLibtorch({ ...base, env, flavour: "cu126", driver: () => null });
      await expect(attempt).rejects.toThrow(DownloadError);
      await expect(attempt).rejects.toThrow(/is a build for cpu, and cu126 is wanted/);
      const calls = readFileSync(join(folder, "bin", "calls"), "utf8");
      expect(calls).not.toMatch(/nvidia/);
    },
  );
});
