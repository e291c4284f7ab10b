/**
 * The net below the scopes: tensors outside every scope are freed when the garbage collector finds their objects.
 *
 * V8 alone would come too late: it sees small objects, not the memory behind them, and finalizers of the usual
 * kind never run inside a synchronous loop. So the addon's finalizers run inside the collection itself, V8 is
 * told of the bytes, and collections are asked for here, when enough was made since the last one. Such a
 * collection takes well under a millisecond for young objects, which these nearly always are.
 */

import { totalmem } from "node:os";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { native } from "../native/addon.ts";
import { isOutOfMemory, type NativeFailure } from "./failures.ts";
import { CollectionCost, isFullDue } from "./full-collection.ts";
import type { Tensor } from "./tensor.ts";
import { wire } from "./wire.ts";

type Gc = (options?: { type: "minor" | "major" }) => void;

let gc: Gc | undefined;

function collect(type: "minor" | "major"): void {
  if (gc === undefined) {
    if (typeof globalThis.gc === "function") gc = globalThis.gc as Gc;
    else {
      setFlagsFromString("--expose-gc");
      gc = runInNewContext("gc") as Gc;
    }
  }
  gc(type === "minor" ? { type } : undefined);
}

/** Collector-owned tensors made, and their bytes, since the last collection asked for here. */
let madeSince = 0;
let bytesSince = 0;
/** Tensors and bytes alive after the last full collection: growth beyond them means old objects died. */
let liveAfterFull = 0;
let bytesAfterFull = 0;
/** When the last full collection ended; before the first, when the process began. */
let fullMs = 0;
const fullCost = new CollectionCost();
/** What the last young collection took, and when the last collection ended. */
let youngMs = 0;
let lastMs = 0;
/** When a step ended last. */
let steppedMs = Number.NEGATIVE_INFINITY;

// A collection per 4,096 tensors costs nothing beside making them (each takes over a microsecond); 256 MB is
// what unscoped code may hold on to before the first collection.
const MAX_MADE = 4096;
const MAX_BYTES = 256 * 1024 * 1024;
// Small tensors that wait between large blocks keep the heap from joining what is free there: resident memory grew by
// 2 MB in each round of a loop of 1 MB tensors. So whoever is slow enough to pay for it is looked after sooner.
const LOOK_EACH = 64;
const STEPPING_MS = 5000;

// At the end of a training step a young collection (0.05 to 0.3 ms) may take up to this share of the time; where
// steps are so short that it would take more, this many tensors may wait for it.
const STEP_SHARE = 1 / 20;
const MAX_WAITING = 32;

/** What may wait for a full collection that costs too much, and what may not. */
const BOUNDS = { bytes: MAX_BYTES, mostBytes: Math.max(4 * MAX_BYTES, totalmem() / 8) };

function collectYoungThenOld(): void {
  const start = performance.now();
  const addon = native();
  const before = addon.live();
  collect("minor");
  // One slow collection, the first above all, must not put off the next ones.
  youngMs = Math.min(performance.now() - start, youngMs * 2 + 0.1);
  const live = addon.live();
  const isGrowingOld = before - live < madeSince / 2;
  const { external_memory: bytes, used_heap_size: heapBytes } = getHeapStatistics();
  // Whatever freed them, V8's own collections too.
  liveAfterFull = Math.min(liveAfterFull, live);
  bytesAfterFull = Math.min(bytesAfterFull, bytes);
  const growth = {
    ...{ live, liveAfterFull, isGrowingOld, bytes, bytesAfterFull },
    costMs: fullCost.estimate(heapBytes),
    sinceMs: performance.now() - fullMs,
  };
  if (isFullDue(growth, BOUNDS)) collectOld();
  madeSince = 0;
  bytesSince = 0;
  lastMs = performance.now();
}

function collectOld(): void {
  const { used_heap_size: heapBytes } = getHeapStatistics();
  const start = performance.now();
  collect("major");
  fullMs = performance.now();
  fullCost.measured(heapBytes, fullMs - start);
  liveAfterFull = native().live();
  bytesAfterFull = getHeapStatistics().external_memory;
}

/** @internal The collector owns the tensor from here on. */
export function giveToCollector(tensor: Tensor): void {
  tensor._scope = undefined;
  const bytes = native().track(tensor, tensor._handle);
  bytesSince += bytes;
  if (++madeSince > MAX_MADE || bytesSince > MAX_BYTES) collectYoungThenOld();
  else if (madeSince % LOOK_EACH === 0 && !isStepping() && isCheap()) collectYoungThenOld();
}

/** Whether a training loop runs: it is looked after at the end of its steps, not in the middle. */
function isStepping(): boolean {
  return performance.now() - steppedMs < STEPPING_MS;
}

/** Whether a young collection takes a small share of the time that has passed since the last one. */
function isCheap(): boolean {
  return youngMs < (performance.now() - lastMs) * STEP_SHARE;
}

/**
 * @internal A training step ends: a good moment to free what the step left behind, if a collection is cheap
 * beside the time since the last one. Keeps the number of live tensors of a plain loop constant.
 */
export function stepBoundary(): void {
  steppedMs = performance.now();
  if (madeSince === 0) return;
  if (isCheap() || madeSince >= MAX_WAITING) collectYoungThenOld();
}

/** @internal Frees native tensors by handle; stale handles are ignored. */
export function freeHandles(handles: readonly number[], count: number): void {
  if (count === 0) return;
  const { addon, buffer } = wire();
  const most = buffer.length;
  for (let start = 0; start < count; start += most) {
    const n = Math.min(most, count - start);
    for (let i = 0; i < n; i++) buffer[i] = handles[start + i] as number;
    addon.free(n);
  }
}

/**
 * @internal Runs `fn`; where memory runs out, the collector runs and `fn` once more. Only for what can be done twice: not
 * for a backward pass, which has used up part of its graph.
 */
export function retryAfterCollection<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
  }
  collectGarbage();
  try {
    return fn();
  } catch (error) {
    if (isOutOfMemory(error)) (error as NativeFailure).retried = true;
    throw error;
  }
}

/** @internal Runs a full collection, so that dead tensors are freed now. */
export function collectGarbage(): void {
  collectOld();
  madeSince = 0;
  bytesSince = 0;
}
