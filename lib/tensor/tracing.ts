/**
 * Where live tensors were made, for finding leaks. Off by default: a stack trace takes far longer than an operator.
 *
 * Records are kept by handle and refer to no tensor, so that tracing keeps nothing alive; those of freed tensors are
 * dropped as the table grows.
 */

import { fileURLToPath } from "node:url";
import type { Tensor } from "./tensor.ts";
import { wire } from "./wire.ts";

/** Where a tensor was made. */
export interface CreationSite {
  /** The operation that made it, such as `aten::add.Tensor`. */
  operation: string;
  /** The scope it was made in, or null outside every scope. */
  scope: string | null;
  /** The JavaScript stack at its creation, innermost call first. */
  stack: string[];
}

const sites = new Map<number, CreationSite>();
let purgeAt = 4096;

/** @internal Whether creations are recorded; read at each creation. */
export const tracing = { on: false };

/** @internal Switches recording; what was recorded is forgotten when it is switched off. */
export function setTracing(on: boolean): void {
  tracing.on = on;
  if (!on) sites.clear();
}

const ownFolders = [new URL(".", import.meta.url).href, fileURLToPath(new URL(".", import.meta.url))];

function isOwn(frame: string): boolean {
  return ownFolders.some((folder) => frame.includes(folder));
}

/** @internal The frames of a stack that are not the library's own way from an operator into the addon. */
export function withoutOwnFrames(lines: readonly string[]): string[] {
  const frames = lines.filter((line) => /^\s*at /.test(line)).map((line) => line.trim().replace(/^at /, ""));
  return frames.filter((line) => !isOwn(line));
}

/** @internal Records where a tensor is being made. */
export function recordSite(tensor: Tensor): void {
  const stack = withoutOwnFrames((new Error().stack ?? "").split("\n"));
  sites.set(tensor._handle, { operation: tensor._origin, scope: tensor._scope?.name ?? null, stack });
  if (sites.size >= purgeAt) purge();
}

function purge(): void {
  const live = new Set(largestHandles(Number.MAX_SAFE_INTEGER));
  for (const handle of sites.keys()) if (!live.has(handle)) sites.delete(handle);
  purgeAt = Math.max(4096, sites.size * 2);
}

/** @internal Where the tensor of a handle was made, if that was recorded. */
export function siteOf(handle: number): CreationSite | undefined {
  return sites.get(handle);
}

/** @internal The handles of the tensors with most bytes, the largest first. */
export function largestHandles(count: number): number[] {
  const { addon, buffer } = wire();
  const found = addon.largest(count);
  return Array.from(buffer.subarray(0, found));
}
