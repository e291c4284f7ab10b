/** Which layers have a weight (in, out, ...kernel). */
import { ConvTranspose1d, ConvTranspose2d, ConvTranspose3d } from "../conv.ts";
import type { Module } from "../module.ts";

/** Whether a layer is a transposed convolution. */
export function isTransposed(module: Module): boolean {
  return [ConvTranspose1d, ConvTranspose2d, ConvTranspose3d].some((layer) => module instanceof layer);
}
