/**
 * The addon as TypeScript sees it: one typed interface over native/, loaded at the first use.
 *
 * Nothing here knows what a tensor is; handles are numbers. Finding and loading libraries is loader.ts's work.
 */

import { isMainThread } from "node:worker_threads";
import { loadAddon } from "./loader.ts";

/** Switches of libtorch that hold for the whole process. */
export type SettingName =
  | "deterministic"
  | "deterministicWarnOnly"
  | "deterministicFill"
  | "cudnnDeterministic"
  | "cudnnBenchmark"
  | "cudnnEnabled"
  | "cudnnAllowTf32"
  | "matmulAllowTf32"
  | "cppTraces";

/** What native/ exports. Handles are integers held in doubles; `0` means no tensor. */
export interface NativeAddon {
  /** JSON of every overload of an operator, each with the index of its plan. */
  resolve(name: string): string;
  /** Every operator libtorch knows, as `name` or `name.overload`. */
  operators(): string[];
  /** Runs the plan written in the buffer; see native/dispatch.cc. */
  call(): number | true | undefined;
  buffer(): Float64Array;
  grow(doubles: number): Float64Array;

  info(handle: number): true | undefined;
  sizes(handle: number): number;
  fromBytes(bytes: ArrayBufferView, dtype: number, dims: number): number;
  /** Not on Windows. */
  readInto?(descriptor: number, pieces: Float64Array): Promise<number>;
  changePixels(
    bytes: Uint8Array,
    height: number,
    width: number,
    channels: number,
    steps: Float64Array,
    table: number,
  ): Promise<number>;
  read(handle: number): ArrayBuffer;
  readAsync(handle: number): Promise<ArrayBuffer>;
  item(handle: number): number | boolean | bigint | [number, number];
  itemAsync(handle: number): Promise<number | boolean | bigint | [number, number]>;
  alias(handle: number): number;
  free(count: number): void;
  track(owner: object, handle: number): number;
  stats(): { liveTensors: number; liveBytes: Record<string, number> };
  largest(count: number): number;
  live(): number;
  storageId(handle: number): number;
  /** Bytes of a CPU tensor's storage as a uint8 tensor with a storage of its own; the memory is the same. */
  storagePart(handle: number, offset: number, length: number): number;

  /** Tensors on their way to another thread, by number; see native/tensor.cc. */
  send(handle: number): number;
  receive(number: number): number;
  inTransit(): number;

  /** `serve`: on another thread, so that this one can run callbacks meanwhile. */
  backward(retain: boolean, create: boolean, allowUnused: boolean, serve: boolean): void;
  backwardAsync(retain: boolean, create: boolean, allowUnused: boolean, serve: boolean): Promise<void>;
  grad(retain: boolean, create: boolean, allowUnused: boolean, serve: boolean): number;
  /** What the graph calls JavaScript through: see native/bridge.h and lib/tensor/callbacks.ts. */
  setCallback(callback: (id: number, count: number) => number): void;
  released(): number;
  attach(id: number, name: string): void;
  registerHook(handle: number, id: number): number;
  removeHook(handle: number, position: number): void;
  setAccumulationHook(handle: number, id: number): void;
  pushPacker(id: number): void;
  popPacker(): void;
  setAnomaly(on: boolean, checkNan: boolean): boolean;
  anomaly(): string;
  getGrad(handle: number): number;
  setGrad(handle: number, gradient: number): void;
  hasGrad(handle: number): boolean;
  setRequiresGrad(handle: number, flag: boolean): void;
  setData(handle: number, source: number): void;
  gradFn(handle: number): string | null;
  version(handle: number): number;
  gradEnabled(): boolean;
  setGradEnabled(flag: boolean): boolean;
  inferenceEnabled(): boolean;
  enterInference(flag: boolean): void;
  leaveInference(): void;

  /** Of this thread; device types and dtypes are libtorch's codes. See native/autocast.cc. */
  autocastEnabled(deviceType: number): boolean;
  autocastDtype(deviceType: number): number;
  autocastCacheEnabled(): boolean;
  enterAutocast(deviceType: number, enabled: boolean, dtype: number, cache: boolean): void;
  leaveAutocast(): void;
  clearAutocastCache(): void;
  cudaHasBfloat16(index: number): boolean;

  cudaAvailable(): boolean;
  cudaDeviceCount(): number;
  cudaSynchronize(index: number): void;
  /** Whether there is a device of the type, by libtorch's code. */
  available(deviceType: number): boolean;
  cudaCurrentDevice(): number;
  /** Returns the one before. */
  cudaExchangeDevice(index: number): number;
  cudaEmptyCache(): void;
  cudaMemoryStats(index: number): Record<string, number>;
  cudaResetStats(index: number, peaks: boolean): void;
  cudaMemoryInfo(index: number): [free: number, total: number];
  cudaProperties(index: number): { name: string } & Record<string, number | string>;
  /** 0 without cuDNN. */
  cudnnVersion(): number;
  matmulPrecision(): "highest" | "high" | "medium";
  setMatmulPrecision(precision: string): void;
  /** A pinned tensor that the elements of a CUDA tensor arrive in, contiguous, once `arrived` is settled. */
  landing(handle: number): number;
  /** Settles once what was queued on the device is done. */
  arrived(index: number): Promise<void>;
  /** A copy in pinned memory, made on another thread. */
  pinned(handle: number): Promise<number>;
  threads(): number;
  setThreads(count: number): void;
  /** For calls from this thread only; returns the count before. */
  setThreadTeam(count: number): number;
  manualSeed(seed: number | bigint): void;
  generator(deviceType: number, index: number, isDefault: boolean, owner: object): number;
  generatorSeed(id: number, seed: number | bigint): void;
  generatorGetSeed(id: number): bigint;
  generatorState(id: number): number;
  setGeneratorState(id: number, state: number): void;
  setting(name: SettingName): boolean;
  setSetting(name: SettingName, on: boolean): void;
  /** The process has emitted "exit"; see native/leave.h. */
  leaving(code: number): void;
  build(): { compiledFor: string; parallel: string; cpuCapability: string; finalizersRunInLoops: boolean };
}

let loaded: NativeAddon | undefined;

/**
 * The addon, found and loaded at the first call.
 * @throws LibtorchError when libtorch or the addon is missing or does not fit; the text names the command to run.
 */
export function native(): NativeAddon {
  if (loaded === undefined) {
    const addon = loadAddon() as NativeAddon;
    loaded = addon;
    // A thread's end is no end of the process.
    if (isMainThread) process.on("exit", (code) => addon.leaving(Number(code)));
    // PyTorch's own switch.
    if (process.env.TORCH_SHOW_CPP_STACKTRACES === "1") loaded.setSetting("cppTraces", true);
  }
  return loaded;
}
