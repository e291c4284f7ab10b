// Names of devices, and what CUDA answers where it is not.
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  ArgumentError,
  backends,
  cuda,
  type Device,
  DeviceError,
  data,
  Generator,
  getFloat32MatmulPrecision,
  OperatorError,
  ones,
  setFloat32MatmulPrecision,
  type Tensor,
  tensor,
  zeros,
} from "../../lib/index.ts";
import { DEVICE_TYPES, deviceCode } from "../../lib/tensor/device.ts";
import { findPython, runPython } from "../helpers/python.ts";

const withoutCuda = test.skipIf(cuda.isAvailable());

describe("names", () => {
  test("every kind of device that libtorch names is known, with and without an index", () => {
    for (const [name, type] of Object.entries(DEVICE_TYPES)) {
      expect(deviceCode(name)).toEqual({ type, index: -1 });
      expect(deviceCode(`${name}:3`)).toEqual({ type, index: 3 });
    }
    for (const odd of ["gpu", "cuda:", "cuda:x", "cuda:-1", "", "CPU", "metal"]) {
      expect(() => zeros([1], { device: odd as Device }), odd).toThrow(ArgumentError);
    }
  });

  test("one that this libtorch has nothing for is refused in words of its own", () => {
    const there = /^(cpu|cuda|meta|mps|xpu)$/;
    for (const name of Object.keys(DEVICE_TYPES).filter((one) => !there.test(one))) {
      for (const use of [
        () => zeros([1], { device: name as Device }),
        () => ones([1]).to(name as Device),
        () => tensor([1, 2], { device: `${name}:0` as Device }),
      ]) {
        expect(use, name).toThrow(DeviceError);
        expect(use, name).toThrow(new RegExp(`this libtorch does not support ${name}: .*Use cpu or cuda`));
        expect(use, name).not.toThrow(/INTERNAL ASSERT|backend/);
      }
    }
    expect(() => new Generator("hpu")).toThrow(DeviceError);
  });

  withoutCuda('"auto" is Apple\'s device where there is one, else the CPU', () => {
    expect(zeros([1], { device: "auto" }).device).toMatch(
      process.platform === "darwin" ? /^(mps:0|cpu)$/ : /^cpu$/,
    );
  });
});

describe("without a CUDA device", () => {
  withoutCuda("what asks for nothing gives PyTorch's empty answers", () => {
    expect(cuda.isAvailable()).toBe(false);
    expect(cuda.deviceCount()).toBe(0);
    expect(cuda.memoryStats()).toEqual({});
    for (const bytes of [
      "memoryAllocated",
      "maxMemoryAllocated",
      "memoryReserved",
      "maxMemoryReserved",
    ] as const) {
      expect(cuda[bytes]()).toBe(0);
    }
    expect(cuda.emptyCache()).toBeUndefined();
    expect(backends.cudnn.version()).toBe(backends.cudnn.isAvailable() ? expect.any(Number) : null);
  });

  withoutCuda.each([
    ["currentDevice", () => cuda.currentDevice()],
    ["setDevice", () => cuda.setDevice(0)],
    ["device", () => cuda.device(0, () => 1)],
    ["synchronize", () => cuda.synchronize()],
    ["getDeviceName", () => cuda.getDeviceName()],
    ["getDeviceCapability", () => cuda.getDeviceCapability(0)],
    ["getDeviceProperties", () => cuda.getDeviceProperties("cuda:0")],
    ["resetPeakMemoryStats", () => cuda.resetPeakMemoryStats()],
    ["resetAccumulatedMemoryStats", () => cuda.resetAccumulatedMemoryStats()],
    ["memGetInfo", () => cuda.memGetInfo()],
  ])("%s says what is missing", (name, use) => {
    expect(use).toThrow(DeviceError);
    expect(use).toThrow(new RegExp(`^cuda\\.${name}: .*(build for the CPU|no NVIDIA driver|no CUDA device)`));
  });

  test("what is no device's index or name is refused", () => {
    for (const odd of [-1, 1.5, "cpu", "cuda:x", null, "mps:0"]) {
      expect(() => cuda.getDeviceName(odd as never)).toThrow(ArgumentError);
      expect(() => cuda.setDevice(odd as never)).toThrow(ArgumentError);
    }
    expect(() => cuda.device(0, 3 as never)).toThrow(ArgumentError);
  });

  withoutCuda("a loader that is to pin goes without, and says so once", async () => {
    const emit = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const read = async (): Promise<boolean[]> => {
      const pinned: boolean[] = [];
      const dataset = new data.ArrayDataset([tensor([1]), tensor([2])]);
      for await (const batch of new data.DataLoader<unknown, Tensor>(dataset, { pinMemory: true }))
        pinned.push(batch.isPinned());
      return pinned;
    };
    expect([await read(), await read()]).toEqual([
      [false, false],
      [false, false],
    ]);
    expect(emit.mock.calls.filter(([text]) => String(text).includes("pinMemory"))).toHaveLength(1);
    emit.mockRestore();
  });
});

describe("switches", () => {
  afterEach(() => {
    setFloat32MatmulPrecision("highest");
    backends.cudnn.allowTf32 = true;
    backends.cudnn.enabled = true;
    backends.cudnn.benchmark = false;
    backends.cudnn.deterministic = false;
  });

  /** What PyTorch 2.13 gives for the same calls. */
  test("TF32 and the precision of products are one thing, as in PyTorch", () => {
    expect([getFloat32MatmulPrecision(), backends.cuda.matmul.allowTf32]).toEqual(["highest", false]);
    setFloat32MatmulPrecision("high");
    expect([getFloat32MatmulPrecision(), backends.cuda.matmul.allowTf32]).toEqual(["high", true]);
    setFloat32MatmulPrecision("highest");
    expect(backends.cuda.matmul.allowTf32).toBe(false);
    backends.cuda.matmul.allowTf32 = true;
    expect(getFloat32MatmulPrecision()).toBe("high");
    backends.cuda.matmul.allowTf32 = false;
    expect(getFloat32MatmulPrecision()).toBe("highest");
  });

  test.runIf(findPython())("every order of setting them leaves what it leaves in PyTorch", async () => {
    const steps = ["high", true, false, "high", "highest", true, "high", false, true, "highest"] as const;
    const { result } = await runPython(
      `
result = []
for step in args:
    if isinstance(step, str):
        torch.set_float32_matmul_precision(step)
    else:
        torch.backends.cuda.matmul.allow_tf32 = step
    try:
        result.append([torch.get_float32_matmul_precision(), torch.backends.cuda.matmul.allow_tf32])
    except RuntimeError:
        result.append("mixed")
`,
      { args: steps },
    );
    const own = steps.map((step) => {
      if (typeof step === "string") setFloat32MatmulPrecision(step);
      else backends.cuda.matmul.allowTf32 = step;
      try {
        return [getFloat32MatmulPrecision(), backends.cuda.matmul.allowTf32];
      } catch (error) {
        expect(error).toBeInstanceOf(OperatorError);
        return "mixed";
      }
    });
    expect(own).toEqual(result);
  });

  test("cuDNN's begin as PyTorch's and keep what they are set to", () => {
    const { cudnn } = backends;
    const state = (): boolean[] => [cudnn.enabled, cudnn.allowTf32, cudnn.benchmark, cudnn.deterministic];
    expect(state()).toEqual([true, true, false, false]);
    for (const name of ["enabled", "allowTf32", "benchmark", "deterministic"] as const) {
      const before = cudnn[name];
      cudnn[name] = !before;
      expect(cudnn[name], name).toBe(!before);
      cudnn[name] = before;
    }
    expect(state()).toEqual([true, true, false, false]);
  });

  test("anything but a boolean, or a precision, is refused", () => {
    for (const odd of [1, "true", null]) {
      expect(() => {
        backends.cudnn.enabled = odd as never;
      }).toThrow(ArgumentError);
      expect(() => {
        backends.cuda.matmul.allowTf32 = odd as never;
      }).toThrow(/backends\.cuda\.matmul\.allowTf32: expected true or false/);
      expect(() => setFloat32MatmulPrecision(odd as never)).toThrow(/"highest", "high" or "medium"|highest/);
    }
  });
});
