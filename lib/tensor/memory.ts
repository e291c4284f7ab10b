/**
 * What lives where: the user's view of tensor memory.
 */

import { boolean, integerFrom, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { dropReleased } from "./callbacks.ts";
import { collectGarbage, stepBoundary } from "./collector.ts";
import { type Device, deviceName } from "./device.ts";
import { type DType, dtypeBytes, dtypeName } from "./dtype.ts";
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

interface StatsOptions {
  largest?: number;
}

const STATS = signature<StatsOptions>("memory.stats", { options: { largest: integerFrom(0) } });
const LIVE = signature("memory.liveTensors");
const TRACE = signature<{ on?: boolean }>("memory.trace", { options: { on: boolean }, positional: ["on"] });
const COLLECT = signature("memory.collect");
const STEP = signature("memory.stepBoundary");

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
  stats(...rest: Rest<StatsOptions>): MemoryStats {
    const { largest = 0 } = STATS.read(rest);
    const inTransit = native().inTransit();
    return {
      ...native().stats(),
      inTransit,
      largest: largest === 0 ? [] : largestHandles(largest).map(describeLive),
    };
  },
  /** The number of live tensors of this thread; cheap. */
  liveTensors(...rest: []): number {
    LIVE.read(rest);
    return native().live();
  },
  /** Records from now on where tensors are made, for `stats({ largest })`; slows every operation several times. */
  trace(...rest: Rest<{ on?: boolean }, [on: boolean]>): void {
    const { on = true } = TRACE.read(rest);
    setTracing(on);
  },
  /** Runs the garbage collector, so that unreachable tensors outside every scope are freed now. */
  collect(...rest: []): void {
    COLLECT.read(rest);
    dropReleased();
    collectGarbage();
  },
  /** Says that a step of a loop is over, a good moment to free what it left; optimizers call it. */
  stepBoundary(...rest: []): void {
    STEP.read(rest);
    stepBoundary();
  },
};
