/**
 * Tensors from one thread to another without copying: a token travels in the message, the tensor stays where it is.
 */

import type { Worker } from "node:worker_threads";
import { boolean, kind, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { wrap } from "./dispatch.ts";
import { describeArgument, rethrow } from "./failures.ts";
import { Tensor } from "./tensor.ts";

/** Stands for a tensor in a message between threads of this process. */
export interface TensorToken {
  readonly torchtsTensor: number;
}

/** Objects that travel as they are. */
type Whole = Date | RegExp | Set<unknown> | ArrayBuffer | ArrayBufferView | ((...args: never[]) => unknown);

/** A value with its tensors replaced by tokens. */
export type Transferred<T> = T extends Tensor
  ? TensorToken
  : T extends Map<infer K, infer V>
    ? Map<K, Transferred<V>>
    : T extends readonly unknown[]
      ? { [K in keyof T]: Transferred<T[K]> }
      : T extends Whole
        ? T
        : T extends object
          ? { [K in keyof T]: Transferred<T[K]> }
          : T;

/** A value with its tokens replaced by tensors. */
export type Received<T> = T extends TensorToken
  ? Tensor
  : T extends Map<infer K, infer V>
    ? Map<K, Received<V>>
    : T extends readonly unknown[]
      ? { [K in keyof T]: Received<T[K]> }
      : T extends Whole
        ? T
        : T extends object
          ? { [K in keyof T]: Received<T[K]> }
          : T;

/** Options of `transfer`. */
export interface TransferOptions {
  /** Keep the tensors here too: both threads then see the same memory. By default they are freed here. */
  share?: boolean;
  /** The worker they go to: what it did not receive is freed when it ends. Without it, when this thread ends. */
  to?: Worker;
}

const TRANSFER = signature<TransferOptions>("transfer", {
  options: {
    share: boolean,
    to: kind<Worker>("a Worker", (v) => typeof (v as Worker | null)?.once === "function"),
  },
});

const RECEIVE = signature("receive");

function isPlain(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const MAX_DEPTH = 1000;
const MAX_ELEMENTS = 2 ** 24;

/** The list itself, unless it is longer than any that is walked in good time: arrays with holes claim any length. */
function elementsOf(operation: string, list: readonly unknown[]): readonly unknown[] {
  if (Number(list.length) <= MAX_ELEMENTS) return list;
  throw new ArgumentError(
    `${operation}: a list in a message has at most ${MAX_ELEMENTS} elements, got ${list.length}; send numbers as a tensor`,
  );
}

/** Replaces parts of arrays, plain objects and Maps; everything else stays. */
function replaced(operation: string, value: unknown, replace: (part: object) => unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  const made = replace(value);
  if (made !== undefined) return made;
  if (depth >= MAX_DEPTH)
    throw new ArgumentError(`${operation}: a message is nested more than ${MAX_DEPTH} deep, or in itself`);
  const inner = (part: unknown) => replaced(operation, part, replace, depth + 1);
  if (Array.isArray(value)) return elementsOf(operation, value).map(inner);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, inner(part)]));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
}

function send(tensor: Tensor): TensorToken {
  try {
    return { torchtsTensor: native().send(tensor._require("transfer")) };
  } catch (error) {
    return rethrow(error, "transfer", [tensor]);
  }
}

/**
 * Makes a tensor, or an array, plain object or Map with tensors in it, ready for `postMessage`; the other thread gets
 * them by `receive`. Nothing is copied; the tensors are freed here unless they are shared. A token is good for one
 * `receive`.
 *
 * @example
 * worker.postMessage(transfer({ images, labels }, { to: worker }));
 * // in the worker: parentPort.on("message", (message) => { const { images, labels } = receive(message); ... });
 * @throws AutogradError for a tensor with a graph behind it: detach() it first.
 */
export function transfer<T>(value: T, ...rest: Rest<TransferOptions>): Transferred<T> {
  const options = TRANSFER.read(rest);
  const sent = new Set<Tensor>();
  const tokens: TensorToken[] = [];
  let message: unknown;
  try {
    message = replaced("transfer", value, (part) => {
      if (!(part instanceof Tensor)) return undefined;
      const token = send(part);
      sent.add(part);
      tokens.push(token);
      return token;
    });
  } catch (error) {
    forget(tokens);
    throw error;
  }
  if (sent.size === 0) throw new ArgumentError(`transfer: there is no tensor in ${describeArgument(value)}`);
  if (!(options.share ?? false)) for (const tensor of sent) tensor.dispose();
  options.to?.once("exit", () => forget(tokens));
  return message as Transferred<T>;
}

function forget(tokens: Iterable<TensorToken>): void {
  for (const token of tokens) {
    const handle = native().receive(token.torchtsTensor);
    if (handle !== 0) wrap(handle, "receive").dispose();
  }
}

function isToken(part: object): part is TensorToken {
  return typeof (part as { torchtsTensor?: unknown }).torchtsTensor === "number";
}

/**
 * The tensors of a message that `transfer` made, on this thread: they belong to the current scope, else to the
 * collector. @throws ArgumentError for a token that was already received, or whose sender has ended.
 */
export function receive<T>(message: T, ...rest: []): Received<T> {
  RECEIVE.read(rest);
  return replaced("receive", message, (part) => {
    if (!isToken(part)) return undefined;
    const handle = native().receive(part.torchtsTensor);
    if (handle !== 0) return wrap(handle, "receive");
    throw new ArgumentError(
      `receive: there is no tensor ${part.torchtsTensor}: it was received before, or its sender has ended`,
    );
  }) as Received<T>;
}
