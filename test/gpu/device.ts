/**
 * The CUDA device of the tests in this folder: a real one where libtorch has one, else the second of the stand-in's two
 * (test/standin), so that code that means another device than it was told does not get away with `cuda:0`.
 *
 * A test file of this folder imports this one, writes `gpu(name, ...)` for `test(name, ...)`, and uses DEVICE.
 */
import { test } from "vitest";
import { cuda, type Device, ops } from "../../lib/index.ts";
import { saySkip } from "../helpers/data.ts";
import { isCudaBuild, openStandin } from "../standin/build.ts";

const isReal = isCudaBuild();
const reason = isReal ? undefined : await openStandin();
const hasCuda = cuda.isAvailable();
if (!hasCuda) saySkip(reason ?? "no CUDA device that this libtorch can use");

/** The device under test. */
export const DEVICE: Device = cuda.deviceCount() > 1 ? "cuda:1" : "cuda:0";
/** Its index. */
export const INDEX = Number(DEVICE.split(":")[1]);

/** A test that needs a device. */
export const gpu = test.runIf(hasCuda);
/** Whether the devices are the stand-in's. */
export const isStandin = hasCuda && !isReal;
/** A test of what only the stand-in can show. */
export const standinOnly = test.runIf(isStandin);
/** A test that needs two devices. */
export const twoDevices = test.runIf(cuda.deviceCount() > 1);

/** The most memory, in bytes, that the stand-in's device gives at a time; returns what it was. */
export function limitMemory(bytes: number): number {
  return ops.call<number>("standin::limit", INDEX, bytes);
}

/** Bytes in use on the stand-in's device. */
export function usedMemory(): number {
  return ops.call<number>("standin::used", INDEX);
}

/** How many milliseconds the host waits each time it asks the stand-in for a value; returns what it was. */
export function slowWaits(milliseconds: number): number {
  return ops.call<number>("standin::latency", milliseconds);
}

/** How often the host has waited for a value of the stand-in's. */
export function hostWaits(): number {
  return ops.call<number>("standin::waits");
}

/** How often this thread, the event loop's, has waited for a value of the stand-in's. */
export function loopWaits(): number {
  return ops.call<number>("standin::waits_here");
}

/** Copies between host and the stand-in's devices since the process began. */
export interface Copies {
  /** To a device, waited for: from memory that is not pinned, or asked to block. */
  up: number;
  /** To a device from pinned memory, not waited for. */
  upLate: number;
  /** From a device, waited for. */
  down: number;
  /** From a device to pinned memory, not waited for. */
  downLate: number;
}

/** How many copies of each kind there have been. */
export function copies(): Copies {
  const [up, upLate, down, downLate] = ops.call<number[]>("standin::copies") as [
    number,
    number,
    number,
    number,
  ];
  return { up, upLate, down, downLate };
}

/** Whether the stand-in's devices have float64; returns what it was. */
export function withFloat64(has: boolean): boolean {
  return ops.call<boolean>("standin::double", has);
}
