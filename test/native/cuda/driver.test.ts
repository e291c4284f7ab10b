// What is read from nvidia-smi and from the driver's own files: its many ways to answer, and not to.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { cudaDriver } from "../../../lib/native/cuda/driver.ts";
import { scratch } from "../../io/libtorch/fakes.ts";

/** A folder with an `nvidia-smi` of a shell's cases; the environment that finds it first. */
function fakeSmi(cases: string): Record<string, string> {
  const folder = scratch();
  const path = join(folder, "nvidia-smi");
  writeFileSync(path, `#!/bin/sh\ncase "$*" in\n${cases}\nesac\n`);
  chmodSync(path, 0o755);
  return { PATH: `${folder}${delimiter}/bin${delimiter}/usr/bin` };
}

const PAGE = `| NVIDIA-SMI 570.86.10    Driver Version: 570.86.10    CUDA Version: 12.8     |`;

/** Answers the question for cards with rows, whatever the rest says. */
const smi = (rows: string, list = "", page = PAGE): string => `
  *compute_cap*) printf '%s\\n' "${rows}" ;;
  -L) printf '%s\\n' "${list}" ;;
  "") printf '%s\\n' "${page}" ;;`;

const ask = (env: Record<string, string>, kernel = "/nowhere") => cudaDriver({ env, kernel });

describe.runIf(process.platform !== "win32")("nvidia-smi", () => {
  test("two cards with their memory and compute capability", () => {
    const rows =
      "570.86.10, NVIDIA GeForce GTX 1080, 8192, 6.1\n570.86.10, NVIDIA A100-SXM4-40GB, 40960, 8.0";
    expect(ask(fakeSmi(smi(rows)))).toEqual({
      version: "570.86.10",
      cudaVersion: "12.8",
      complaint: null,
      cards: [
        { name: "NVIDIA GeForce GTX 1080", memoryMiB: 8192, computeCapability: "6.1", instances: [] },
        { name: "NVIDIA A100-SXM4-40GB", memoryMiB: 40960, computeCapability: "8.0", instances: [] },
      ],
    });
  });

  test("a divided card tells no memory, and its instances", () => {
    const list =
      "GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5b)\n  MIG 3g.20gb     Device  0: (UUID: MIG-c7ab)\n  MIG 1g.5gb      Device  1: (UUID: MIG-1d21)";
    for (const cell of ["[N/A]", "[Insufficient Permissions]", "[Not Supported]"]) {
      const found = ask(fakeSmi(smi(`570.86.10, NVIDIA A100-SXM4-40GB, ${cell}, 8.0`, list)));
      expect(found?.cards).toEqual([
        {
          name: "NVIDIA A100-SXM4-40GB",
          memoryMiB: null,
          computeCapability: "8.0",
          instances: ["3g.20gb", "1g.5gb"],
        },
      ]);
    }
  });

  test("an old one that does not know compute capabilities is asked again without", () => {
    const env = fakeSmi(`
      *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2 ;;
      *memory.total*) echo "460.32.03, Tesla V100-SXM2-16GB, 16160" ;;
      *) echo "Driver Version: 460.32.03    CUDA Version: 11.2" ;;`);
    expect(ask(env)).toMatchObject({
      cudaVersion: "11.2",
      cards: [{ name: "Tesla V100-SXM2-16GB", memoryMiB: 16160, computeCapability: null }],
    });
  });

  test("one that cannot reach the driver is a driver that fails, not none", () => {
    const said = "Failed to initialize NVML: Driver/library version mismatch";
    const found = ask(fakeSmi(`*) echo "${said}"; echo "NVML library version: 590.44"; exit 18 ;;`));
    expect(found).toEqual({ version: null, cudaVersion: null, cards: [], complaint: said });
  });

  test("one that finds no card", () => {
    expect(ask(fakeSmi('*) echo "No devices were found" ;;'))).toMatchObject({
      cards: [],
      complaint: "nvidia-smi finds no card",
    });
  });
});

describe("without nvidia-smi", () => {
  /** A folder like /proc/driver/nvidia. */
  function kernelFiles(version: string): string {
    const folder = scratch();
    mkdirSync(join(folder, "gpus", "0000:01:00.0"), { recursive: true });
    writeFileSync(join(folder, "version"), `NVRM version: ${version}\nGCC version:  gcc version 12.2.0\n`);
    writeFileSync(
      join(folder, "gpus", "0000:01:00.0", "information"),
      "Model: \t\t NVIDIA L4\nIRQ:   \t\t 42\n",
    );
    return folder;
  }

  test.each([
    ["NVIDIA UNIX x86_64 Kernel Module  550.127.05  Tue Oct  8 03:22:07 UTC 2024", "550.127.05", "12.0"],
    ["NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build", "580.65.06", "13.0"],
  ])("the kernel module's files tell the driver and the cards: %s", (line, version, cudaVersion) => {
    expect(ask({ PATH: "/nowhere" }, kernelFiles(line))).toEqual({
      version,
      cudaVersion,
      complaint: "nvidia-smi is not there",
      cards: [{ name: "NVIDIA L4", memoryMiB: null, computeCapability: null, instances: [] }],
    });
  });

  test("neither: there is no driver", () => {
    expect(ask({ PATH: "/nowhere" })).toBeNull();
  });
});
