/** What measures are given: numbers, typed arrays or tensors, read once into plain arrays, and refused where they mean nothing. */
import { describe, type Kind, kind, number, type Signature } from "../../edge/index.ts";
import { Tensor } from "../../tensor/index.ts";

/** (N) numbers: a list, a typed array, or a tensor, which stays the caller's and is read at once. */
export type Values = ArrayLike<number | bigint | boolean> | Tensor;

/** (N, C) numbers: a tensor, a list of rows, or all rows one after the other. */
export type Rows = Values | readonly ArrayLike<number | bigint | boolean>[];

const isList = (v: unknown): boolean =>
  Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView));

/** (N) numbers. */
export const valuesKind: Kind<Values> = kind(
  "a list of numbers, a typed array or a tensor",
  (v) => v instanceof Tensor || isList(v),
);

/** (N, C) numbers. */
export const rowsKind: Kind<Rows> = kind(
  "a tensor (N, C), a list of rows, or the numbers of all rows",
  valuesKind.accepts,
);

/** A share strictly between 0 and 1. */
export const betweenKind: Kind<number> = kind(
  "a number between 0 and 1, both excluded",
  (v) => number.accepts(v) && (v as number) > 0 && (v as number) < 1,
);

/** The signature of any entry. */
export type AnySignature = Pick<Signature<object>, "error" | "check" | "read" | "name">;

/** What numbers have to be. */
export interface ValuesAsked {
  /** How many there must be. Default any number but none. */
  length?: number;
  /** Whether infinities are refused. Default false: ranks bear them. */
  finite?: boolean;
  /** Whether NaN stands for what is not known. Default: it is refused. */
  missing?: boolean;
}

/** (N) numbers as float64. @throws ArgumentError for none, other counts, what is no number, NaN */
export function numbers(
  takes: AnySignature,
  name: string,
  values: Values,
  asked: ValuesAsked = {},
): Float64Array {
  if (values instanceof Tensor && values.ndim !== 1) {
    throw takes.error(`${name} must have one dimension (N), got ${describe(values)}.`);
  }
  return plain(takes, name, values, asked);
}

function plain(takes: AnySignature, name: string, values: Values, asked: ValuesAsked): Float64Array {
  const { length, finite = false, missing = false } = asked;
  const source = values instanceof Tensor ? dataOf(values) : values;
  if (source.length === 0) throw takes.error(`${name} is empty; there is nothing to measure.`);
  if (length !== undefined && source.length !== length) {
    throw takes.error(`expected ${length} values as ${name}, one for each sample, got ${source.length}.`);
  }
  const out = new Float64Array(source.length);
  for (let i = 0; i < out.length; i++) {
    const value = source[i];
    const isNumber = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
    out[i] = isNumber ? Number(value) : Number.NaN;
    const odd = !isNumber || (finite ? !Number.isFinite(out[i]) : Number.isNaN(out[i]));
    if (!odd || (missing && isNumber && Number.isNaN(out[i]))) continue;
    throw takes.error(
      `${name} must be ${finite ? "finite numbers" : "numbers, none of them NaN"}, got ${describe(value)} at ${i}.`,
    );
  }
  return out;
}

function dataOf(tensor: Tensor): ArrayLike<number | bigint | boolean> {
  const plainTensor = tensor.detach();
  try {
    return plainTensor.data();
  } finally {
    plainTensor.dispose();
  }
}

/** Labels of two classes: 1 or true where a sample is a positive. */
export interface Positives {
  positives: Uint8Array;
  /** Samples that are positive. */
  count: number;
}

/** (N) zeros and ones. @throws ArgumentError for other values */
export function positives(takes: AnySignature, name: string, values: Values, length?: number): Positives {
  const given = numbers(takes, name, values, { length });
  const odd = given.findIndex((value) => value !== 0 && value !== 1);
  if (odd >= 0) {
    throw takes.error(
      `${name} must be 0 and 1, or booleans, got ${given[odd]} at ${odd}; of several classes compare them with one first.`,
    );
  }
  const found = Uint8Array.from(given);
  return { positives: found, count: found.reduce((sum, one) => sum + one, 0) };
}

/** Scores of two classes and which samples are positive. */
export interface Scored extends Positives {
  scores: Float64Array;
}

/** Scores (N) and labels (N) of two classes. */
export function scored(
  takes: AnySignature,
  scores: Values,
  labels: Values,
  asked: ValuesAsked = {},
  name = "scores",
): Scored {
  const read = numbers(takes, name, scores, asked);
  return { scores: read, ...positives(takes, "labels", labels, read.length) };
}

/** Probabilities (N) and labels (N) of two classes. @throws ArgumentError for numbers outside of 0 to 1 */
export function probable(takes: AnySignature, probabilities: Values, labels: Values): Scored {
  const read = scored(takes, probabilities, labels, {}, "probabilities");
  checkProbabilities(takes, read.scores);
  return read;
}

/** @throws ArgumentError for numbers outside of 0 to 1 */
export function checkProbabilities(takes: AnySignature, values: Float64Array): void {
  const odd = values.find((value) => value < 0 || value > 1);
  if (odd === undefined) return;
  throw takes.error(
    `probabilities lie between 0 and 1, got ${odd}; logits become probabilities by sigmoid or softmax.`,
  );
}

/** (N) class indices. @throws ArgumentError for what is no whole number from 0 */
export function classIndices(
  takes: AnySignature,
  name: string,
  values: Values,
  asked: { length?: number; classes?: number } = {},
): Int32Array {
  const given = numbers(takes, name, values, { length: asked.length });
  const most = (asked.classes ?? 2 ** 31) - 1;
  const odd = given.findIndex((value) => !Number.isInteger(value) || value < 0 || value > most);
  if (odd < 0) return Int32Array.from(given);
  const range = asked.classes === undefined ? "whole numbers from 0" : `from 0 to ${most}`;
  throw takes.error(`${name} must be class indices, ${range}, got ${given[odd]} at ${odd}.`);
}

/** (N, C) numbers, row by row. */
export interface Matrix {
  data: Float64Array;
  rows: number;
  columns: number;
}

/**
 * (N, C) numbers.
 *
 * @param count how many rows there are, where all rows come as one list
 */
export function matrix(
  takes: AnySignature,
  name: string,
  values: Rows,
  asked: ValuesAsked & { rows?: number } = {},
): Matrix {
  const { rows: wanted, ...each } = asked;
  const checked = (found: Matrix): Matrix => {
    if (wanted === undefined || found.rows === wanted) return found;
    throw takes.error(`expected ${wanted} rows of ${name}, one for each sample, got ${found.rows}.`);
  };
  if (values instanceof Tensor) {
    if (values.ndim !== 2) throw takes.error(`${name} must be (N, C), got ${describe(values)}.`);
    const [rows = 0, columns = 0] = values.shape;
    return checked({ data: plain(takes, name, values, each), rows, columns });
  }
  const [first] = values as readonly unknown[];
  if (isList(first)) {
    const lists = values as readonly ArrayLike<number>[];
    const columns = (first as ArrayLike<number>).length;
    const odd = lists.findIndex((row) => !isList(row) || row.length !== columns);
    if (odd >= 0) throw takes.error(`rows of ${name} have one length, ${columns}; row ${odd} has not.`);
    const flat = lists.flatMap((row) => Array.from(row));
    return checked({ data: plain(takes, name, flat, each), rows: lists.length, columns });
  }
  const data = plain(takes, name, values as Values, each);
  if (wanted === undefined || data.length % wanted !== 0) {
    throw takes.error(
      `${name} must be (N, C): a tensor, a list of rows, or as many numbers for each sample, got ${data.length} numbers.`,
    );
  }
  return { data, rows: wanted, columns: data.length / wanted };
}

/** One column of a matrix. */
export function columnOf({ data, rows, columns }: Matrix, column: number): Float64Array {
  const out = new Float64Array(rows);
  for (let row = 0; row < rows; row++) out[row] = data[row * columns + column] as number;
  return out;
}

/** Mean of the values that are not NaN; NaN where there are none. */
export function definedMean(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count; // 0 / 0 is NaN
}
