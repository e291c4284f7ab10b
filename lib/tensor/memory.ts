/**
 * What lives where: the user's view of tensor memory.
 */

import { native } from "../native/addon.ts";
import { collectGarbage, stepBoundary } from "./collector.ts";

/** What `memory.stats()` reports. */
export interface MemoryStats {
  /** Tensors with a live handle on this thread. */
  liveTensors: number;
  /** Bytes behind them per device; memory shared by several tensors counts once. */
  liveBytes: Record<string, number>;
}

/** Looking at and freeing tensor memory. */
export const memory = {
  /** Live tensors and bytes per device, of this thread. */
  stats(): MemoryStats {
    return native().stats();
  },
  /** The number of live tensors of this thread; cheap. */
  liveTensors(): number {
    return native().live();
  },
  /** Runs the garbage collector, so that unreachable tensors outside every scope are freed now. */
  collect(): void {
    collectGarbage();
  },
  /** Says that a step of a loop is over, a good moment to free what it left; optimizers call it. */
  stepBoundary,
};
