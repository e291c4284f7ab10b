/**
 * What JavaScript keeps for the autograd graph: hooks, backward functions, packed tensors, each under a number that the
 * graph holds. The graph gives numbers back when it dies, which may be inside a garbage collection, so they are
 * collected in the addon and forgotten here at the next registration.
 *
 * A callback runs in a scope of its own: the tensors it is given and those it makes are freed when it returns, save
 * those it answers with.
 */

import { native } from "../native/addon.ts";
import { wrap } from "./dispatch.ts";
import { syncScope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";
import { ensure, wire } from "./wire.ts";

/** @internal What a callback answers with: tensors or, packing, a number. */
export type GraphAnswer = readonly (Tensor | null | undefined)[] | number;

/** @internal Called by the graph with what was registered with it and with tensors (null: undefined ones). */
export type GraphCallback<S> = (state: S, tensors: readonly (Tensor | null)[]) => GraphAnswer;

interface Kept {
  run: GraphCallback<unknown>;
  state: unknown;
}

const kept = new Map<number, Kept>();
let next = 1;
let connected = false;

/**
 * @internal Keeps a callback and its state until the graph that is given the number dies.
 *
 * `run` is a function of a module and all that it needs is in `state`, where one sees that it does not lead to a tensor
 * of the graph: a closure would keep whatever any closure of the function around it mentions, and a tensor that is kept
 * so keeps its graph, which keeps the callback.
 */
export function registerCallback<S>(run: GraphCallback<S>, state: S): number {
  if (connected) dropReleased();
  else {
    native().setCallback(dispatch);
    connected = true;
  }
  const id = next++;
  kept.set(id, { run: run as GraphCallback<unknown>, state }); // called with this state only
  return id;
}

/** @internal Forgets a callback that no graph took. */
export function dropCallback(id: number): void {
  kept.delete(id);
}

/** @internal Forgets the callbacks whose graphs are gone. */
export function dropReleased(): void {
  if (!connected) return;
  const w = wire();
  for (let count = w.addon.released(); count > 0; count = w.addon.released()) {
    for (let i = 0; i < count; i++) kept.delete(w.buffer[i] as number);
  }
}

/** @internal How many callbacks graphs hold; for tests. */
export function liveCallbacks(): number {
  dropReleased();
  return kept.size;
}

/** @internal Backward passes run on a thread of their own even without CUDA; for tests. */
export const serving = { always: false };

let cudaThere: boolean | undefined;

/**
 * @internal Whether a backward pass must leave this thread free: CUDA's threads then run the graph and may need it
 * for a callback.
 */
export function mustServe(): boolean {
  if (kept.size === 0) return false;
  cudaThere ??= native().cudaAvailable();
  return cudaThere || serving.always;
}

function dispatch(id: number, count: number): number {
  const handles = Array.from(wire().buffer.subarray(0, count));
  const answer = syncScope("autograd callback", answerOf, kept.get(id), handles);
  if (typeof answer === "number") return answer;
  const w = wire();
  ensure(w, answer.length);
  // Written last: closing the scope uses the buffer.
  for (let i = 0; i < answer.length; i++) w.buffer[i] = answer[i] as number;
  return answer.length;
}

function answerOf(callback: Kept | undefined, handles: readonly number[]): number | number[] {
  const tensors = handles.map((handle) => (handle === 0 ? null : wrap(handle, "backward")));
  const answer = callback === undefined ? [] : callback.run(callback.state, tensors);
  if (typeof answer === "number") return answer;
  // The graph takes handles of its own.
  return answer.map((t) => (t ? native().alias(t._require("backward")) : 0));
}
