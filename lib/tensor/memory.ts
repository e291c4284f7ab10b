/**
 * What lives where: the user's view of tensor memory.
 */

import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { dropReleased } from "./callbacks.ts";
import { checkOptions } from "./check.ts";
import { collectGarbage, stepBoundary } from "./collector.ts";
import { type Device, deviceName } from "./device.ts";
import { type DType, dtypeBytes, dtypeName } from "./dtype.ts";
import { describeArgument } from "./failures.ts";
import { type CreationSite, largestHandles, setTracing, siteOf } from "./tracing.ts";
import { refresh, wire } from "./wire.ts";

/** One live tensor in `memory.stats()`. */
export interface LiveTensor {
  shape: number[];
  dtype: DType;
  device: Device;
  /** Bytes of its elements. */
  bytes: number;
  /** Where it was made, if `memory.trace(true)` was on then. */
  site?: CreationSite;
}

/** What `memory.stats()` reports. */
export interface MemoryStats {
  /** Tensors with a live handle on this thread. */
  liveTensors: number;
  /** Bytes behind them per device; memory shared by several tensors counts once. */
  liveBytes: Record<string, number>;
  /** Tensors that this thread gave to `transfer` and no thread has received. */
  inTransit: number;
  /** The tensors with most memory, the largest first; as many as were asked for. */
  largest: LiveTensor[];
}

function describeLive(handle: number): LiveTensor {
  const w = wire();
  if (w.addon.info(handle)) refresh(w);
  const info = w.buffer;
  const dims = info[7] as number;
  const shape = Array.from(info.subarray(9, 9 + dims));
  const dtype = dtypeName(info[0] as number);
  const bytes = shape.reduce((a, b) => a * b, dtypeBytes(dtype));
  const tensor: LiveTensor = {
    shape,
    dtype,
    device: deviceName(info[1] as number, info[2] as number),
    bytes,
  };
  const site = siteOf(handle);
  if (site !== undefined) tensor.site = site;
  return tensor;
}

/** Looking at and freeing tensor memory. */
export const memory = {
  /**
   * Live tensors and bytes per device, of this thread.
   * @param options `largest`: how many of the largest tensors to describe, 0 by default.
   * @example
   * memory.trace(true);
   * // ... the code that leaks ...
   * for (const t of memory.stats({ largest: 5 }).largest) console.log(t.bytes, t.site?.scope, t.site?.stack[0]);
   */
  stats(options: { largest?: number } = {}): MemoryStats {
    checkOptions("memory.stats", options);
    const { largest = 0 } = options;
    if (!Number.isInteger(largest) || largest < 0) {
      throw new ArgumentError(
        `memory.stats: largest must be a whole number from 0, got ${describeArgument(largest)}`,
      );
    }
    const inTransit = native().inTransit();
    return {
      ...native().stats(),
      inTransit,
      largest: largest === 0 ? [] : largestHandles(largest).map(describeLive),
    };
  },
  /** The number of live tensors of this thread; cheap. */
  liveTensors(): number {
    return native().live();
  },
  /** Records from now on where tensors are made, for `stats({ largest })`; slows every operation several times. */
  trace(on = true): void {
    setTracing(on);
  },
  /** Runs the garbage collector, so that unreachable tensors outside every scope are freed now. */
  collect(): void {
    dropReleased();
    collectGarbage();
  },
  /** Says that a step of a loop is over, a good moment to free what it left; optimizers call it. */
  stepBoundary,
};
