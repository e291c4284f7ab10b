/** Which layers have a weight (in, out, ...kernel). */
import { ConvTranspose2d } from "../conv.ts";
import type { Module } from "../module.ts";

/** Whether a layer is a transposed convolution. */
export function isTransposed(module: Module): boolean {
  return module instanceof ConvTranspose2d;
}
