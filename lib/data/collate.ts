/** How samples become a batch where nobody says otherwise, and how a batch is freed. */

import { describe, listed, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { stack, Tensor, tensor } from "../tensor/index.ts";

const OPERATION = "data.defaultCollate";
const TAKES = signature(OPERATION);
const FREE = signature("data.freeBatch");

/**
 * Stacks samples the way PyTorch's default_collate does, by their kind and never by their values: tensors along a new
 * first dimension, numbers to a float32 tensor, bigints to int64, booleans to bool; arrays and plain objects element by
 * element; anything else becomes a list. Class indices that are numbers become float32 too; `train.fit` makes int64 of
 * them, elsewhere `batch.label.long()` does.
 *
 * @param rest the samples' positions, as every collate function gets them; they are not needed
 * @throws ShapeError for tensors of several shapes and arrays of several lengths; ArgumentError for samples of several
 *   kinds, objects with other keys, and a sample that is `undefined`
 */
export function defaultCollate(
  samples: readonly unknown[],
  ...rest: [indices?: readonly number[] | undefined]
): unknown {
  if (rest.length > 1 || (rest[0] !== undefined && !Array.isArray(rest[0]))) TAKES.read(rest);
  if (!Array.isArray(samples)) {
    throw TAKES.error(`expected a list of samples, got ${describe(samples)}.`);
  }
  const missing = samples.indexOf(undefined);
  if (missing >= 0) {
    throw new ArgumentError(
      `DataLoader: the data set gave undefined for sample ${missing} of the batch; does its get return the sample?`,
      { operation: "DataLoader" },
    );
  }
  return collated(samples, "");
}

/** Deepest nesting of a sample; more is one that holds itself. */
const MAX_DEPTH = 64;

/** @param at where in the sample these values are: "", ".image", "[0]" */
function collated(samples: readonly unknown[], at: string, depth = 0): unknown {
  const [first] = samples;
  if (depth > MAX_DEPTH) {
    throw new ArgumentError(
      `DataLoader: samples hold arrays or objects more than ${MAX_DEPTH} deep inside each other; do they hold themselves?`,
      { operation: "DataLoader" },
    );
  }
  if (first instanceof Tensor) return stacked(sameKind(samples, isTensor, "tensors", at), at);
  if (typeof first === "number") {
    return tensor(sameKind(samples, isNumber, "numbers", at), { dtype: "float32" });
  }
  if (typeof first === "bigint") {
    return tensor(sameKind(samples, isBigint, "bigints", at), { dtype: "int64" });
  }
  if (typeof first === "boolean") {
    return tensor(sameKind(samples, isBoolean, "booleans", at), { dtype: "bool" });
  }
  if (Array.isArray(first)) {
    const lists = sameKind(samples, isList, "arrays", at);
    const odd = lists.find((list) => list.length !== first.length);
    if (odd !== undefined) {
      throw new ShapeError(
        `DataLoader: samples${at} of one batch are arrays of one length, got ${first.length} and ${odd.length}; ` +
          "give a collate function",
        { operation: "DataLoader" },
      );
    }
    return first.map((_, i) =>
      collated(
        lists.map((list) => list[i]),
        `${at}[${i}]`,
        depth + 1,
      ),
    );
  }
  if (isRecord(first)) {
    const records = sameKind(samples, isRecord, "plain objects", at);
    const keys = Object.keys(first);
    for (const record of records) {
      const odd = symmetricDifference(keys, Object.keys(record));
      if (odd.length === 0) continue;
      throw new ArgumentError(
        `DataLoader: samples${at} of one batch have the same keys; not all have ${listed(odd)}`,
        { operation: "DataLoader" },
      );
    }
    return Object.fromEntries(
      keys.map((key) => [
        key,
        collated(
          records.map((record) => record[key]),
          `${at}.${key}`,
          depth + 1,
        ),
      ]),
    );
  }
  return [...samples];
}

const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;
const isNumber = (value: unknown): value is number => typeof value === "number";
const isBigint = (value: unknown): value is bigint => typeof value === "bigint";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;

function sameKind<T>(
  samples: readonly unknown[],
  is: (value: unknown) => value is T,
  kind: string,
  at: string,
): T[] {
  const odd = samples.findIndex((value) => !is(value));
  if (odd < 0) return samples as T[]; // every one was looked at
  throw new ArgumentError(
    `DataLoader: samples${at} of one batch are of one kind, got ${kind} and, at ${odd}, ${describe(samples[odd])}`,
    { operation: "DataLoader" },
  );
}

function stacked(tensors: Tensor[], at: string): Tensor {
  const [first] = tensors as [Tensor];
  const odd = tensors.find((t) => String(t.shape) !== String(first.shape));
  if (odd === undefined) return stack(tensors);
  throw new ShapeError(
    `DataLoader: samples${at} of one batch have one shape, got [${first.shape}] and [${odd.shape}]; ` +
      "resize or crop them in the transform, or give a collate function",
    { operation: "DataLoader" },
  );
}

function symmetricDifference(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((key) => !b.includes(key)), ...b.filter((key) => !a.includes(key))];
}

/** Frees every tensor of a batch (found in arrays, plain objects and maps) that is not freed already. */
export function freeBatch(batch: unknown, ...rest: []): void {
  FREE.read(rest);
  const seen = new Set<unknown>();
  const waiting = [batch];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (value instanceof Tensor) {
      if (!value.isFreed) value.dispose();
    } else if (
      typeof value === "object" &&
      value !== null &&
      !ArrayBuffer.isView(value) &&
      !seen.has(value)
    ) {
      seen.add(value);
      const held = Array.isArray(value) || value instanceof Map ? value.values() : Object.values(value);
      for (const item of held) waiting.push(item);
    }
  }
}
