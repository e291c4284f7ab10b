/**
 * CUDA devices as `torch.cuda`: which there are, which one is meant where none is named, what they are, and what their
 * memory is used for.
 *
 * Without a device `isAvailable`, `deviceCount`, `emptyCache` and what tells of memory give PyTorch's empty answers; all
 * others throw a DeviceError that says what is missing.
 */

import { callable, integerFrom, type Kind, kind, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { DeviceError, TorchtsError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import { rethrow } from "./failures.ts";
import { checkSync } from "./grad-mode.ts";

/** A CUDA device: its index, or its name. */
export type CudaDevice = number | "cuda" | `cuda:${number}`;

/** Of which device; the current one where none is named. */
export interface OfCudaDevice {
  device?: CudaDevice;
}

/** What a CUDA device is, as its driver says. */
export interface CudaDeviceProperties {
  /** `NVIDIA A100-SXM4-80GB`. */
  readonly name: string;
  /** Compute capability before the point. */
  readonly major: number;
  /** Compute capability after the point. */
  readonly minor: number;
  /** Bytes of memory. */
  readonly totalMemory: number;
  /** Streaming multiprocessors. */
  readonly multiProcessorCount: number;
  readonly maxThreadsPerMultiProcessor: number;
  readonly warpSize: number;
  readonly regsPerMultiprocessor: number;
  /** Bytes. */
  readonly sharedMemoryPerBlock: number;
  /** Bytes. */
  readonly sharedMemoryPerMultiprocessor: number;
  /** Bytes that a kernel may ask for. */
  readonly sharedMemoryPerBlockOptin: number;
  /** Bytes. */
  readonly l2CacheSize: number;
  /** kHz. */
  readonly clockRate: number;
  /** kHz. */
  readonly memoryClockRate: number;
  /** Bits. */
  readonly memoryBusWidth: number;
  readonly isIntegrated: boolean;
  readonly isMultiGpuBoard: boolean;
}

const cudaDeviceKind: Kind<CudaDevice> = kind(
  'the index of a CUDA device, or its name such as "cuda:0"',
  (v) => (typeof v === "string" ? /^cuda(:\d{1,2})?$/.test(v) : integerFrom(0).accepts(v)),
);
const ofDevice = { options: { device: cudaDeviceKind }, positional: ["device"] } as const;
const of = (name: string) => signature<OfCudaDevice>(`cuda.${name}`, ofDevice);

const IS_AVAILABLE = signature("cuda.isAvailable");
const DEVICE_COUNT = signature("cuda.deviceCount");
const CURRENT_DEVICE = signature("cuda.currentDevice");
const SET_DEVICE = signature("cuda.setDevice", { takes: { device: cudaDeviceKind } });
const DEVICE = signature("cuda.device", { takes: { device: cudaDeviceKind, fn: callable() } });
const EMPTY_CACHE = signature("cuda.emptyCache");
const SYNCHRONIZE = of("synchronize");
const NAME = of("getDeviceName");
const CAPABILITY = of("getDeviceCapability");
const PROPERTIES = of("getDeviceProperties");
const STATS = of("memoryStats");
const ALLOCATED = of("memoryAllocated");
const MAX_ALLOCATED = of("maxMemoryAllocated");
const RESERVED = of("memoryReserved");
const MAX_RESERVED = of("maxMemoryReserved");
const RESET_PEAK = of("resetPeakMemoryStats");
const RESET_ACCUMULATED = of("resetAccumulatedMemoryStats");
const MEM_GET_INFO = of("memGetInfo");

type Given = Rest<OfCudaDevice, [device: CudaDevice]>;

/** Runs what asks libtorch for a device; its failures are typed. */
function asked<T>(name: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    return rethrow(error, `cuda.${name}`, []);
  }
}

/** The index that is meant. */
function indexOf(device: CudaDevice | undefined): number {
  if (typeof device === "number") return device;
  if (device === undefined || device === "cuda") return native().cudaCurrentDevice();
  return Number(device.slice("cuda:".length));
}

function statsOf(device: CudaDevice | undefined, name: string): Record<string, number> {
  return asked(name, () => (native().available(1) ? native().cudaMemoryStats(indexOf(device)) : {}));
}

function propertiesOf(device: CudaDevice | undefined, name: string): CudaDeviceProperties {
  const index = asked(name, () => indexOf(device));
  try {
    const { isIntegrated, isMultiGpuBoard, ...rest } = native().cudaProperties(index);
    return { ...rest, isIntegrated: isIntegrated !== 0, isMultiGpuBoard: isMultiGpuBoard !== 0 } as never; // as named there
  } catch (error) {
    if ((error as { kind?: string }).kind === "torch") rethrow(error, `cuda.${name}`, []);
    if (error instanceof TorchtsError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(
      `cuda.${name}: what cuda:${index} is could not be found out: ${why}. \`${ownCommand("doctor")}\` says what is there.`,
      { operation: `cuda.${name}`, cause: error },
    );
  }
}

/** CUDA devices, as PyTorch's `torch.cuda`. */
export const cuda = {
  /** Whether libtorch has CUDA and sees a device. */
  isAvailable(...rest: []): boolean {
    IS_AVAILABLE.read(rest);
    return native().cudaAvailable();
  },
  /** How many CUDA devices libtorch sees. */
  deviceCount(...rest: []): number {
    DEVICE_COUNT.read(rest);
    return native().cudaDeviceCount();
  },
  /** Index of the device that `"cuda"` and `"auto"` mean on this thread. @throws DeviceError without a device */
  currentDevice(...rest: []): number {
    CURRENT_DEVICE.read(rest);
    return asked("currentDevice", () => native().cudaCurrentDevice());
  },
  /**
   * Makes a device the one that `"cuda"` and `"auto"` mean, on this thread. Naming devices, `"cuda:1"`, is clearer.
   * @throws DeviceError when there is no such device
   */
  setDevice(device: CudaDevice, ...rest: []): void {
    SET_DEVICE.read(rest);
    SET_DEVICE.check(device);
    asked("setDevice", () => native().cudaExchangeDevice(indexOf(device)));
  },
  /**
   * Runs `fn` with a device as the current one, as `with torch.cuda.device(device)`. `fn` must be synchronous: the current
   * device belongs to the thread, and what runs meanwhile would have it too.
   * @example cuda.device(1, () => zeros([2], { device: "cuda" })); // on cuda:1
   * @throws DeviceError when there is no such device
   */
  device<T>(device: CudaDevice, fn: () => T, ...rest: []): T {
    DEVICE.read(rest);
    DEVICE.check(device, fn);
    const before = asked("device", () => native().cudaExchangeDevice(indexOf(device)));
    try {
      return checkSync("cuda.device", fn());
    } finally {
      native().cudaExchangeDevice(before);
    }
  },
  /** Waits for all work queued on a device, the current one by default. @throws DeviceError when there is no such device */
  synchronize(...rest: Given): void {
    const { device } = SYNCHRONIZE.read(rest);
    asked("synchronize", () => native().cudaSynchronize(indexOf(device)));
  },
  /** `NVIDIA A100-SXM4-80GB`. @throws DeviceError when there is no such device */
  getDeviceName(...rest: Given): string {
    return propertiesOf(NAME.read(rest).device, "getDeviceName").name;
  },
  /** Compute capability, `[8, 0]`. @throws DeviceError when there is no such device */
  getDeviceCapability(...rest: Given): [major: number, minor: number] {
    const { major, minor } = propertiesOf(CAPABILITY.read(rest).device, "getDeviceCapability");
    return [major, minor];
  },
  /** What the device is, as the driver says. @throws DeviceError when there is no such device */
  getDeviceProperties(...rest: Given): CudaDeviceProperties {
    return propertiesOf(PROPERTIES.read(rest).device, "getDeviceProperties");
  },
  /** Gives memory that no tensor uses, but that is kept for the next ones, back to the device, for other processes. */
  emptyCache(...rest: []): void {
    EMPTY_CACHE.read(rest);
    asked("emptyCache", () => native().cudaEmptyCache());
  },
  /**
   * Numbers of the allocator, by PyTorch's names in camelCase: `allocatedBytes.all.current`, with `smallPool` and
   * `largePool` beside `all`, `peak`, `allocated` (added up) and `freed` beside `current`. Empty where CUDA is not used.
   * https://docs.pytorch.org/docs/stable/generated/torch.cuda.memory.memory_stats.html
   */
  memoryStats(...rest: Given): Record<string, number> {
    return statsOf(STATS.read(rest).device, "memoryStats");
  },
  /** Bytes that tensors have now. */
  memoryAllocated(...rest: Given): number {
    return statsOf(ALLOCATED.read(rest).device, "memoryAllocated")["allocatedBytes.all.current"] ?? 0;
  },
  /** The most bytes that tensors had since the process began, or since `resetPeakMemoryStats`. */
  maxMemoryAllocated(...rest: Given): number {
    return statsOf(MAX_ALLOCATED.read(rest).device, "maxMemoryAllocated")["allocatedBytes.all.peak"] ?? 0;
  },
  /** Bytes that the allocator took from the device: what tensors have, and what is kept for the next ones. */
  memoryReserved(...rest: Given): number {
    return statsOf(RESERVED.read(rest).device, "memoryReserved")["reservedBytes.all.current"] ?? 0;
  },
  /** The most bytes that the allocator took since the process began, or since `resetPeakMemoryStats`. */
  maxMemoryReserved(...rest: Given): number {
    return statsOf(MAX_RESERVED.read(rest).device, "maxMemoryReserved")["reservedBytes.all.peak"] ?? 0;
  },
  /** Peaks count from what there is now. @throws DeviceError without a device */
  resetPeakMemoryStats(...rest: Given): void {
    const { device } = RESET_PEAK.read(rest);
    asked("resetPeakMemoryStats", () => native().cudaResetStats(indexOf(device), true));
  },
  /** What is added up (`allocated`, `freed`, and the numbers of calls) counts from zero. @throws DeviceError without a device */
  resetAccumulatedMemoryStats(...rest: Given): void {
    const { device } = RESET_ACCUMULATED.read(rest);
    asked("resetAccumulatedMemoryStats", () => native().cudaResetStats(indexOf(device), false));
  },
  /** Bytes of a device that are free, and all of them, whoever uses them. @throws DeviceError without a device */
  memGetInfo(...rest: Given): [free: number, total: number] {
    const { device } = MEM_GET_INFO.read(rest);
    return asked("memGetInfo", () => native().cudaMemoryInfo(indexOf(device)));
  },
};
