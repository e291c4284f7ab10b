// The current device, what devices are, and what their memory is used for.
import { afterEach, expect } from "vitest";
import { type CudaDevice, cuda, DeviceError, memory, zeros } from "../../lib/index.ts";
import { AutogradError } from "../../lib/native/errors.ts";
import { DEVICE, gpu, INDEX, isStandin, limitMemory, standinOnly, twoDevices } from "./device.ts";

const MB = 1024 * 1024;

afterEach(() => {
  if (cuda.isAvailable()) cuda.setDevice(0);
});

const here = (): string => zeros([1], { device: "cuda" }).device;

gpu('"cuda" and "auto" mean the current device', () => {
  expect(cuda.currentDevice()).toBe(0);
  expect(here()).toBe("cuda:0");
  cuda.setDevice(INDEX);
  expect(cuda.currentDevice()).toBe(INDEX);
  expect(here()).toBe(DEVICE);
  expect(zeros([1], { device: "auto" }).device).toBe(DEVICE);
  expect(zeros([1]).cuda().device).toBe(DEVICE);
  cuda.setDevice("cuda:0");
  expect(here()).toBe("cuda:0");
});

twoDevices("a scope has another current device, whatever ends it", async () => {
  expect(cuda.device(1, here)).toBe("cuda:1");
  expect(cuda.device("cuda:1", () => [here(), cuda.device(0, here), here()])).toEqual([
    "cuda:1",
    "cuda:0",
    "cuda:1",
  ]);
  expect(here()).toBe("cuda:0");
  expect(() =>
    cuda.device(1, () => {
      throw new RangeError("inside");
    }),
  ).toThrow(RangeError);
  expect(here()).toBe("cuda:0");
  // Work that goes on in an await would find whatever device is current then.
  const late = async (): Promise<string> => {
    await Promise.resolve();
    return here();
  };
  expect(() => cuda.device(1, late)).toThrow(AutogradError);
  expect(here()).toBe("cuda:0");
});

gpu("a device that is not there is refused, and the current one stays", () => {
  for (const use of [
    () => cuda.setDevice(63),
    () => cuda.device(63, here),
    () => cuda.synchronize(63),
    () => cuda.getDeviceName(63),
    () => cuda.memGetInfo(63),
    () => cuda.memoryStats(63),
    () => cuda.resetPeakMemoryStats("cuda:63"),
  ]) {
    expect(use).toThrow(DeviceError);
    expect(use).toThrow(/there is no cuda:63/);
  }
  expect(cuda.currentDevice()).toBe(0);
});

gpu("what a device is", () => {
  const properties = cuda.getDeviceProperties(INDEX);
  expect(cuda.getDeviceName(DEVICE as CudaDevice)).toBe(properties.name);
  expect(cuda.getDeviceCapability({ device: INDEX })).toEqual([properties.major, properties.minor]);
  expect(properties.name).not.toBe("");
  expect(properties.major).toBeGreaterThan(2);
  expect(properties.warpSize).toBe(32);
  expect(properties.multiProcessorCount).toBeGreaterThan(0);
  expect(properties.isIntegrated).toBeTypeOf("boolean");
  const [free, total] = cuda.memGetInfo(INDEX);
  expect(free).toBeLessThanOrEqual(total);
  expect(Math.abs(total - properties.totalMemory) / total).toBeLessThan(0.1); // the driver keeps some
  if (isStandin) expect(properties).toMatchObject({ name: `Stand-in ${INDEX}`, major: 8, minor: INDEX });
});

gpu("memory that tensors have, its peak, and what is kept for the next ones", () => {
  memory.collect();
  cuda.emptyCache();
  cuda.resetPeakMemoryStats(INDEX);
  const before = cuda.memoryAllocated(INDEX);
  const x = zeros([16 * MB], { device: DEVICE, dtype: "uint8" });
  expect(cuda.memoryAllocated(INDEX) - before).toBe(16 * MB);
  expect(cuda.memoryReserved(INDEX)).toBeGreaterThanOrEqual(cuda.memoryAllocated(INDEX));
  x.dispose();
  expect(cuda.memoryAllocated(INDEX)).toBe(before);
  expect(cuda.maxMemoryAllocated(INDEX) - before).toBe(16 * MB);
  const kept = cuda.memoryReserved(INDEX);
  expect(kept - before).toBeGreaterThanOrEqual(16 * MB);
  cuda.emptyCache();
  expect(cuda.memoryReserved(INDEX)).toBeLessThanOrEqual(kept - 16 * MB);
  expect(cuda.maxMemoryReserved(INDEX)).toBeGreaterThanOrEqual(kept);
  cuda.resetPeakMemoryStats(INDEX);
  cuda.resetAccumulatedMemoryStats(INDEX);
  expect(cuda.maxMemoryAllocated(INDEX)).toBe(before);
  const stats = cuda.memoryStats(INDEX);
  expect(stats["allocatedBytes.all.current"]).toBe(before);
  expect(stats["allocatedBytes.all.peak"]).toBe(before);
  expect(Object.keys(stats)).toContain("numOoms");
  // the other device's are its own
  cuda.device(0, () => expect(cuda.memoryAllocated()).toBe(cuda.memoryAllocated(0)));
});

standinOnly("free memory is what is not reserved", () => {
  memory.collect();
  cuda.emptyCache();
  const before = limitMemory(64 * MB);
  try {
    const x = zeros([16 * MB], { device: DEVICE, dtype: "uint8" });
    expect(cuda.memGetInfo(INDEX)).toEqual([64 * MB - cuda.memoryReserved(INDEX), 64 * MB]);
    x.dispose();
  } finally {
    limitMemory(before);
  }
});
