/**
 * Devices, layouts and memory formats: their names and libtorch's codes; threads. What CUDA's devices are is cuda.ts's.
 */

import { callable, integerFrom, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { describeArgument, rethrow } from "./failures.ts";

/** A kind of device that libtorch knows by name; a build of it has few of them (`cpu` and `meta` always). */
export type DeviceType =
  | "cpu"
  | "cuda"
  | "mps"
  | "xpu"
  | "meta"
  | "fpga"
  | "hip"
  | "hpu"
  | "ideep"
  | "ipu"
  | "lazy"
  | "maia"
  | "mkldnn"
  | "mtia"
  | "opencl"
  | "opengl"
  | "privateuseone"
  | "ve"
  | "vulkan"
  | "xla";

/** A device: `"cpu"`, `"cuda"` (the current one) or `"cuda:1"`. */
export type Device = DeviceType | `${DeviceType}:${number}`;

/** Where something is to be: a device, or `"auto"`, the current CUDA device where there is one, else Apple's, else the CPU. */
export type DeviceChoice = "auto" | Device;

/** How elements are ordered in memory. */
export type MemoryFormat = "contiguous" | "preserve" | "channels_last" | "channels_last_3d";

/** How a tensor is stored. */
export type Layout =
  | "strided"
  | "sparse_coo"
  | "sparse_csr"
  | "mkldnn"
  | "sparse_csc"
  | "sparse_bsr"
  | "sparse_bsc";

/** @internal libtorch's codes, c10/core/DeviceType.h. */
export const DEVICE_TYPES: Record<DeviceType, number> = {
  cpu: 0,
  cuda: 1,
  mkldnn: 2,
  opengl: 3,
  opencl: 4,
  ideep: 5,
  hip: 6,
  fpga: 7,
  maia: 8,
  xla: 9,
  vulkan: 10,
  xpu: 12,
  mps: 13,
  meta: 14,
  hpu: 15,
  ve: 16,
  lazy: 17,
  ipu: 18,
  mtia: 19,
  privateuseone: 20,
};
const DEVICE_NAMES = new Map(Object.entries(DEVICE_TYPES).map(([name, code]) => [code, name]));
const MEMORY_FORMATS: Record<string, number> = {
  contiguous: 0,
  preserve: 1,
  channels_last: 2,
  channels_last_3d: 3,
};
const LAYOUTS: Record<string, number> = {
  strided: 0,
  sparse_coo: 1,
  sparse_csr: 2,
  mkldnn: 3,
  sparse_csc: 4,
  sparse_bsr: 5,
  sparse_bsc: 6,
};
const LAYOUT_NAMES = Object.keys(LAYOUTS) as Layout[];

/** Type and index of a device; the index is -1 where the name gives none. */
export interface DeviceCode {
  type: number;
  index: number;
}

const parsed = new Map<string, DeviceCode>();

/** Reads a device name, or "auto". @throws ArgumentError for a name that is no device. */
export function deviceCode(name: string): DeviceCode {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  if (name === "auto") return deviceCode(chooseDevice(name));
  const match = typeof name === "string" ? /^([a-z]+)(?::(\d{1,2}))?$/.exec(name) : null;
  const type = isDevice(match?.[1]) ? DEVICE_TYPES[match?.[1] as DeviceType] : undefined;
  if (match === null || type === undefined) {
    throw new ArgumentError(`${describeArgument(name)} is no device; expected "cpu", "cuda" or "cuda:0"`);
  }
  const code = { type, index: match[2] === undefined ? -1 : Number(match[2]) };
  parsed.set(name, code);
  return code;
}

/** The name of libtorch's device; CUDA devices carry their index, the CPU does not. */
export function deviceName(type: number, index: number): Device {
  const name = DEVICE_NAMES.get(type) ?? `device${type}`;
  return (name === "cpu" || index < 0 ? name : `${name}:${index}`) as Device;
}

/** The device that is meant. */
export function chooseDevice(choice: DeviceChoice): Device {
  if (choice !== "auto") return choice;
  const addon = native();
  if (addon.cudaAvailable()) return `cuda:${addon.cudaCurrentDevice()}`;
  return addon.available(DEVICE_TYPES.mps) ? "mps:0" : "cpu";
}

/** Whether the value is "auto" or looks like a device name. */
export function isDeviceChoice(value: unknown): value is DeviceChoice {
  return value === "auto" || isDevice(value);
}

/** Whether the value looks like a device name. */
export function isDevice(value: unknown): value is Device {
  if (typeof value !== "string") return false;
  const colon = value.indexOf(":");
  return Object.hasOwn(DEVICE_TYPES, colon < 0 ? value : value.slice(0, colon));
}

/** libtorch's code for a memory format. @throws ArgumentError for a name that is none. */
export function memoryFormatCode(name: string): number {
  const code = MEMORY_FORMATS[name];
  if (code === undefined || !Object.hasOwn(MEMORY_FORMATS, name)) {
    throw new ArgumentError(
      `${describeArgument(name)} is no memory format; known: ${Object.keys(MEMORY_FORMATS).join(", ")}`,
    );
  }
  return code;
}

/** libtorch's code for a layout. @throws ArgumentError for a name that is none. */
export function layoutCode(name: string): number {
  const code = LAYOUTS[name];
  if (code === undefined || !Object.hasOwn(LAYOUTS, name)) {
    throw new ArgumentError(`${describeArgument(name)} is no layout; known: ${LAYOUT_NAMES.join(", ")}`);
  }
  return code;
}

/** The name of libtorch's layout code. */
export function layoutName(code: number): Layout {
  return LAYOUT_NAMES[code] ?? (`layout${code}` as Layout);
}

const GET_THREADS = signature("getNumThreads");
const SET_THREADS = signature("setNumThreads", { takes: { count: integerFrom(1) } });
const SINGLE = signature("singleThreaded", { takes: { fn: callable() } });

/** How many threads one operator may use. */
export function getNumThreads(...rest: []): number {
  GET_THREADS.read(rest);
  return native().threads();
}

/** Sets how many threads one operator may use. */
export function setNumThreads(count: number, ...rest: []): void {
  SET_THREADS.read(rest);
  SET_THREADS.check(count);
  try {
    native().setThreads(count);
  } catch (error) {
    rethrow(error, "setNumThreads", []);
  }
}

/**
 * Runs `fn` with operators that keep to this thread, as PyTorch's data workers do.
 *
 * Many small operators gain nothing from a team of threads, and beside a training step each would wait for
 * cores that the step is using.
 */
export function singleThreaded<T>(fn: () => T, ...rest: []): T {
  SINGLE.read(rest);
  SINGLE.check(fn);
  const before = native().setThreadTeam(1);
  try {
    return fn();
  } finally {
    native().setThreadTeam(before);
  }
}
