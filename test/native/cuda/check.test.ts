// What `doctor` says of CUDA for what was found: never that all is well where libtorch cannot use a card that is there.
import { describe, expect, test } from "vitest";
import { type CudaFindings, type CudaTrial, checkCuda } from "../../../lib/native/cuda/check.ts";
import type { CudaCard, CudaDriver } from "../../../lib/native/cuda/driver.ts";
import type { CudaPresence } from "../../../lib/native/cuda/presence.ts";
import { hasCodeFor, variantsFor } from "../../../lib/native/cuda/variants.ts";
import { ownCommand } from "../../../lib/native/own-command.ts";

const PRESENCE: CudaPresence = {
  libtorch: "2.13.0 (cu130)",
  withCuda: true,
  ignored: false,
  driverProblem: null,
  devices: 0,
  visible: undefined,
};
const A100: CudaCard = { name: "NVIDIA A100", memoryMiB: 40960, computeCapability: "8.0", instances: [] };
const GTX: CudaCard = {
  name: "NVIDIA GeForce GTX 1080",
  memoryMiB: 8192,
  computeCapability: "6.1",
  instances: [],
};
const DRIVER: CudaDriver = { version: "580.65.06", cudaVersion: "13.0", cards: [A100], complaint: null };

const fine = (...devices: string[]): CudaTrial => ({
  devices: devices.map((device) => ({ device, failed: null, said: null })),
  refused: null,
  broken: null,
});
const refused = (said: string): CudaTrial => ({ devices: [], refused: said, broken: null });
const check = (findings: Partial<CudaFindings>) =>
  checkCuda({ driver: DRIVER, presence: PRESENCE, trial: null, ...findings });

describe("devices that libtorch sees", () => {
  test("are named with what nvidia-smi tells, once kernels ran on them", () => {
    expect(check({ trial: fine("cuda:0") })).toMatchObject({
      status: "ok",
      found:
        "libtorch sees one device; kernels ran on each; driver 580.65.06 (CUDA 13.0): NVIDIA A100 (40 GiB, compute capability 8.0)",
    });
  });

  test("are there though nvidia-smi is not", () => {
    const { status, found } = check({ driver: null, trial: fine("cuda:0", "cuda:1") });
    expect(status).toBe("ok");
    expect(found).toMatch(/^libtorch sees 2 devices; kernels ran on each/);
    const without: CudaDriver = { ...DRIVER, cards: [], complaint: "nvidia-smi is not there" };
    expect(check({ driver: without, trial: fine("cuda:0") }).found).toMatch(/nvidia-smi is not there/);
  });

  test("a divided card tells its instances, and no memory of NaN", () => {
    const mig = { ...A100, memoryMiB: null, instances: ["3g.20gb"] };
    const { found } = check({ driver: { ...DRIVER, cards: [mig] }, trial: fine("cuda:0") });
    expect(found).toMatch(/NVIDIA A100 \(compute capability 8\.0, MIG: 3g\.20gb\)/);
    expect(found).not.toMatch(/NaN|null/);
  });

  test("a card without code in this build is wrong before any training, with the build that has it", () => {
    const said =
      "CUDA error: no kernel image is available for execution on the device\nSearch for `cudaError";
    const trial = { ...fine(), devices: [{ device: "cuda:0", failed: "a kernel", said }] };
    expect(check({ driver: { ...DRIVER, cards: [GTX] }, trial })).toMatchObject({
      status: "error",
      problem: expect.stringMatching(
        /^cuda:0: a kernel failed: this libtorch holds no code for the card.*no kernel image/,
      ),
      fix: `${ownCommand("install", "--cuda")} takes cu126`,
    });
    expect(check({ driver: null, trial }).fix).toMatch(/--cuda, with a name for the card: cu126/);
  });

  test("one of two that fails, by another cause", () => {
    const busy = {
      device: "cuda:1",
      failed: "a kernel",
      said: "CUDA error: CUDA-capable device(s) is/are busy or unavailable",
    };
    const result = check({ trial: { ...fine("cuda:0"), devices: [...fine("cuda:0").devices, busy] } });
    expect(result).toMatchObject({ status: "error", fix: expect.stringMatching(/nvidia-smi/) });
    expect(result.problem).toMatch(/^cuda:1: a kernel failed: the device is taken by another process/);
  });

  test("wrong numbers are a failure too", () => {
    const wrong = { device: "cuda:0", failed: "a matrix product", said: null };
    expect(check({ trial: { ...fine(), devices: [wrong] } })).toMatchObject({
      status: "error",
      problem: "cuda:0: a matrix product failed: it gave wrong numbers",
      fix: expect.stringMatching(/install --cuda --force/),
    });
  });
});

describe("no device", () => {
  test("an old driver is an error that says to update it", () => {
    const said = "The NVIDIA driver on your system is too old (found version 11040). Please update";
    expect(check({ trial: refused(said) })).toMatchObject({
      status: "error",
      problem: expect.stringMatching(/sees no CUDA device: the NVIDIA driver is too old.*up to 11\.4/),
      fix: expect.stringMatching(/^update the driver/),
    });
  });

  test("hidden devices are no reason to update the driver", () => {
    const result = check({
      presence: { ...PRESENCE, visible: "" },
      trial: refused("No CUDA GPUs are available"),
    });
    expect(result).toMatchObject({ status: "warning", fix: expect.stringMatching(/^unset it/) });
    expect(result.problem).toMatch(/CUDA_VISIBLE_DEVICES is ""/);
    expect(`${result.problem} ${result.fix}`).not.toMatch(/update/);
  });

  test("a container without its device, and a card with MIG and no instance named", () => {
    const nothing = refused("No CUDA GPUs are available");
    expect(check({ trial: nothing })).toMatchObject({
      status: "error",
      fix: expect.stringMatching(/--gpus all/),
    });
    const mig = { ...DRIVER, cards: [{ ...A100, instances: ["3g.20gb"] }] };
    expect(check({ driver: mig, trial: nothing }).fix).toMatch(/CUDA_VISIBLE_DEVICES name an instance/);
  });

  test("a build for CUDA on a machine without a driver: the CPU is used, and it is said", () => {
    const presence = { ...PRESENCE, driverProblem: "libcuda.so.1: cannot open shared object file" };
    expect(check({ driver: null, presence })).toMatchObject({
      status: "warning",
      problem: expect.stringMatching(/is for CUDA, but there is no NVIDIA driver: libcuda/),
    });
    // the kernel's part is there, the library is not: a container that was not given it
    expect(check({ presence })).toMatchObject({ status: "error" });
  });

  test("left out on purpose", () => {
    const presence = { ...PRESENCE, ignored: true };
    expect(check({ presence })).toMatchObject({ status: "warning", fix: "unset TORCHTS_NO_CUDA" });
  });

  test("a process that the driver ended", () => {
    const trial = { ...fine(), broken: "the process that tried was ended by SIGSEGV" };
    expect(check({ trial })).toMatchObject({ status: "error", problem: expect.stringMatching(/SIGSEGV/) });
  });
});

describe("a build for the CPU", () => {
  const presence = { ...PRESENCE, withCuda: false, libtorch: "2.13.0 (cpu)" };

  test("without a card all is well", () => {
    expect(check({ driver: null, presence })).toMatchObject({ status: "ok", found: "no NVIDIA driver" });
  });

  test("beside a card: which command takes one for it", () => {
    expect(check({ presence })).toMatchObject({ status: "warning", fix: ownCommand("install", "--cuda") });
  });

  test("beside a card that no build has code for", () => {
    const old = { ...GTX, name: "Tesla K80", computeCapability: "3.7" };
    const result = check({ presence, driver: { ...DRIVER, cards: [old] } });
    expect(result.fix).not.toMatch(/torchts install/);
  });
});

describe("which builds suit a driver and cards", () => {
  const x64 = "x64";

  test("a driver runs its own major version of CUDA and what is older", () => {
    expect(variantsFor({ driver: "12.2", cards: [], arch: x64 })).toEqual(["cu129", "cu128", "cu126"]);
    expect(variantsFor({ driver: "13.0", cards: [], arch: x64 })[0]).toBe("cu134");
    expect(variantsFor({ driver: "11.4", cards: [], arch: x64 })).toEqual([]);
  });

  test("CUDA 13 has nothing for cards below compute capability 7.5", () => {
    for (const card of ["5.2", "6.1", "7.0"]) {
      expect(variantsFor({ driver: "13.0", cards: [card], arch: x64 })).toEqual(["cu126"]);
    }
    expect(variantsFor({ driver: "13.0", cards: ["7.5"], arch: x64 })[0]).toBe("cu134");
  });

  test("the newest cards need CUDA 12.8 or newer", () => {
    for (const card of ["10.0", "12.0", "12.1"]) {
      expect(variantsFor({ driver: "12.8", cards: [card], arch: x64 })).toEqual(["cu129", "cu128"]);
      expect(variantsFor({ driver: null, cards: [card], arch: x64 })).not.toContain("cu126");
    }
  });

  test.runIf(process.platform === "linux")(
    "a card of a later generation runs what is translated for it",
    () => {
      expect(variantsFor({ driver: "13.0", cards: ["13.0"], arch: x64 })).toEqual([
        "cu134",
        "cu132",
        "cu130",
      ]);
    },
  );

  test("one build for every card where there is one, else for as many as can be", () => {
    expect(variantsFor({ driver: "13.0", cards: ["6.1", "8.6"], arch: x64 })[0]).toBe("cu126");
    expect(variantsFor({ driver: "13.0", cards: ["6.1", "12.0", "12.0"], arch: x64 })[0]).toBe("cu134");
    expect(variantsFor({ driver: "13.0", cards: ["3.7"], arch: x64 })).toEqual([]);
  });

  // DEVICE_REQUIREMENT and PYTORCH_RELEASES_CODE_CC of torch 2.13
  test.each([
    ["cu126", "8.9", x64, true],
    ["cu126", "9.0", x64, true],
    ["cu126", "5.3", x64, false],
    ["cu126", "6.2", x64, false],
    ["cu130", "8.7", x64, false],
    ["cu130", "10.3", x64, true],
    ["cu130", "11.0", x64, false],
    ["cu130", "11.0", "arm64", true],
    ["cu130", "7.5", "arm64", false],
    ["cu999", "8.0", x64, null],
  ])("%s for %s on %s: %s", (variant, card, arch, wanted) => {
    expect(hasCodeFor(variant, card, arch)).toBe(wanted);
  });
});
