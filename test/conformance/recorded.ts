/** PyTorch's recorded results (scripts/fixtures/conformance.py) and how an outcome is compared with them. */

import { fixtureJson } from "../helpers/exchange.ts";
import type { Case, Outcome, Result, TensorResult } from "./case.ts";
import { decode, differ, TOLERANCE } from "./compare.ts";
import { freeOrder, freeSigns } from "./table/ambiguous.ts";

/** A tensor: kind, shape, and its elements or a sample of them; a list; or a plain value. */
export type Recorded =
  | { t: [string, number[], string | null, string?] }
  | { value: string | number | boolean | null }
  | Recorded[];

/** What is recorded of a case: result, changed tensors, gradients. */
export interface RecordedOutcome {
  r: Recorded;
  c?: Record<string, Recorded>;
  g?: (Recorded | null)[];
}

/** Recorded outcomes by the name of the case. */
export function recordedOutcomes(): Record<string, RecordedOutcome> {
  return fixtureJson<Record<string, RecordedOutcome>>("conformance");
}

/** What of a tensor is compared: its values, their sizes without signs, or its dtype and shape only. */
type Care = "values" | "sizes" | "shape";

const SAMPLES = 8;

/** The sample of a tensor's elements as the fixture holds it: some elements, the sum, the sum of absolute values. */
function sampleOf(elements: readonly number[]): number[] {
  const sample = Array.from({ length: SAMPLES }, (_, i) => {
    return elements[Math.floor((i * (elements.length - 1)) / (SAMPLES - 1))] as number;
  });
  let sum = 0;
  let size = 0;
  for (const value of elements) {
    sum += value;
    size += Math.abs(value);
  }
  return [...sample, sum, size];
}

function compareTensor(
  actual: TensorResult,
  recorded: [string, number[], string | null, string?],
  care: Care,
  least: number,
): string | undefined {
  const [kind, shape, data, packed] = recorded;
  const got = actual.layout === undefined ? actual.dtype : `${actual.layout} ${actual.dtype}`;
  if (got !== kind || String(actual.shape) !== String(shape)) {
    return `${got}[${actual.shape}], expected ${kind}[${shape}]`;
  }
  if (care === "shape" || actual.data === data) return undefined;
  const tolerance = Math.max(least, TOLERANCE[actual.dtype] ?? 0);
  const plain = (values: (number | bigint)[]) =>
    care === "sizes" ? values.map((value) => Math.abs(Number(value))) : values;
  if (data !== null) return differ(plain(decode(actual)), plain(decode({ ...actual, data })), tolerance);
  const sample = decode({ dtype: "float64", shape: [], data: packed as string }).map(Number);
  const own = sampleOf(decode(actual).map(Number));
  if (care === "sizes") return differ([own.at(-1) as number], [sample.at(-1) as number], tolerance);
  // The bound for the elements is their own scale, that of the sums the sum of absolute values.
  return (
    differ(own.slice(0, SAMPLES), sample.slice(0, SAMPLES), tolerance) ??
    differ(own.slice(SAMPLES), sample.slice(SAMPLES), tolerance)
  );
}

function compareOne(
  actual: Result,
  recorded: Recorded,
  care: Care,
  where: string,
  least: number,
): string | undefined {
  if (Array.isArray(recorded)) {
    const items = "list" in actual ? actual.list : [];
    if (items.length !== recorded.length)
      return `${where}: ${items.length} results, expected ${recorded.length}`;
    for (const [i, item] of recorded.entries()) {
      const found = compareOne(items[i] as Result, item, care, `${where}[${i}]`, least);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if ("t" in recorded) {
    if (!("dtype" in actual)) return `${where}: ${JSON.stringify(actual)}, expected a tensor`;
    const found = compareTensor(actual, recorded.t, care, least);
    return found === undefined ? undefined : `${where}: ${found}`;
  }
  const value = "value" in actual ? actual.value : JSON.stringify(actual);
  if (value === recorded.value || care === "shape") return undefined;
  if (typeof value === "number" && typeof recorded.value === "number" && !Number.isInteger(recorded.value)) {
    if (differ([value], [recorded.value], TOLERANCE.float64 as number) === undefined) return undefined;
  }
  return `${where}: ${value}, expected ${recorded.value}`;
}

/** How the result at a place is compared; `undefined` for a result that stands alone. */
function careFor(test: Case, place: number): Care {
  if (freeOrder.has(test.op) || test.unspecified === "all" || test.unspecified?.includes(place))
    return "shape";
  return freeSigns[test.op]?.includes(place) ? "sizes" : "values";
}

/**
 * Where an outcome differs from the recorded one; undefined when it does not.
 *
 * @param least the least relative tolerance, where values were computed in a narrower dtype than they come in
 */
export function compareRecorded(
  test: Case,
  actual: Outcome,
  recorded: RecordedOutcome,
  least = 0,
): string | undefined {
  const several = Array.isArray(recorded.r);
  const results = several ? (recorded.r as Recorded[]) : [recorded.r];
  const own = several && "list" in actual.result ? actual.result.list : [actual.result];
  if (own.length !== results.length) return `${own.length} results, expected ${results.length}`;
  for (const [i, item] of results.entries()) {
    const where = several ? `result ${i}` : "result";
    const found = compareOne(own[i] as Result, item, careFor(test, i), where, least);
    if (found !== undefined) return found;
  }
  const changes = recorded.c ?? {};
  const places = new Set([...Object.keys(changes), ...Object.keys(actual.changed)]);
  for (const place of places) {
    const a = actual.changed[place];
    const b = changes[place];
    if (a === undefined || b === undefined) return `tensor ${place} is ${a === undefined ? "un" : ""}changed`;
    const found = compareOne(a, b, careFor(test, -1), `tensor ${place} after the call`, least);
    if (found !== undefined) return found;
  }
  // The gradient of a vector of free sign has a free sign.
  if (freeSigns[test.op] !== undefined || freeOrder.has(test.op)) return undefined;
  for (const [i, b] of (recorded.g ?? []).entries()) {
    const a = actual.gradients?.[i] ?? null;
    if (a === null && b === null) continue;
    if (a === null || b === null)
      return `gradient ${i}: ${a === null ? "none, expected one" : "one, expected none"}`;
    const found = compareOne(a, b, "values", `gradient ${i}`, least);
    if (found !== undefined) return found;
  }
  return undefined;
}
