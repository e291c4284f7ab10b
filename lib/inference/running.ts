/** What all that runs a network asks: where it is, and turns of the event loop for others. */

import type { Module } from "../nn/index.ts";
import type { Device } from "../tensor/index.ts";

/** Where a network's parameters are; the CPU for one without any. */
export function deviceOf(model: Module): Device {
  for (const parameter of model.parameters()) return parameter.device;
  return "cpu";
}

/** Lets timers, signals and other tasks of the event loop run. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
