/**
 * TensorBoard's events: tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto and its plugins' own.
 */
import { Message, record } from "./records.ts";

/** What a tag has at a step. */
export type Summary = Message;

/** Numbers in bins. */
export interface HistogramCounts {
  low: number;
  high: number;
  count: number;
  sum: number;
  squares: number;
  /** Right end of each bin. */
  limits: readonly number[];
  counts: readonly number[];
}

/** A number. Fields are in their order, as protocol buffers' own writers have them. */
export function scalarSummary(tag: string, value: number): Summary {
  return new Message().bytes(1, tag).float(2, value);
}

/** An encoded picture, PNG or JPEG. */
export function imageSummary(
  tag: string,
  picture: Uint8Array,
  [height, width]: readonly [number, number],
): Summary {
  const image = new Message().integer(1, height).integer(2, width).integer(3, 3).bytes(4, picture);
  return new Message().bytes(1, tag).bytes(4, image);
}

/** Numbers in bins. */
export function histogramSummary(tag: string, of: HistogramCounts): Summary {
  const histogram = new Message()
    .double(1, of.low)
    .double(2, of.high)
    .double(3, of.count)
    .double(4, of.sum)
    .double(5, of.squares)
    .doubles(6, of.limits)
    .doubles(7, of.counts);
  return new Message().bytes(1, tag).bytes(5, histogram);
}

/**
 * A precision-recall curve: at each threshold from 0 to 1 those called positive, as the plugin counts them.
 *
 * @param scores (N) from 0 to 1
 * @param labels (N) 0 and 1
 */
export function prCurveSummary(
  tag: string,
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  thresholds: number,
): Summary {
  const [positives, negatives] = [new Float64Array(thresholds), new Float64Array(thresholds)];
  for (let i = 0; i < scores.length; i++) {
    const bin = Math.floor((scores[i] as number) * (thresholds - 1));
    const into = labels[i] === 1 ? positives : negatives;
    into[bin] = (into[bin] as number) + 1;
  }
  for (const counts of [positives, negatives])
    for (let bin = thresholds - 2; bin >= 0; bin--)
      counts[bin] = (counts[bin] as number) + (counts[bin + 1] as number);
  const [all, none] = [positives[0] ?? 0, negatives[0] ?? 0];
  const rows: number[][] = [[], [], [], [], [], []];
  const least = 1e-7; // as the plugin's own writer keeps from dividing by nothing
  for (let bin = 0; bin < thresholds; bin++) {
    const [tp, fp] = [positives[bin] as number, negatives[bin] as number];
    const figures = [tp, fp, none - fp, all - tp, tp / Math.max(least, tp + fp), tp / Math.max(least, all)];
    for (const [k, value] of figures.entries()) rows[k]?.push(value);
  }
  const shape = new Message()
    .bytes(2, new Message().integer(1, 6))
    .bytes(2, new Message().integer(1, thresholds));
  const tensor = new Message().integer(1, 1).bytes(2, shape).floats(5, rows.flat()); // type 1: float
  const content = new Message().integer(2, thresholds).encoded();
  return new Message().bytes(1, tag).bytes(8, tensor).bytes(9, metadata("pr_curves", content));
}

/** Which plugin shows a value. */
function metadata(plugin: string, content: Uint8Array): Message {
  return new Message().bytes(1, new Message().bytes(1, plugin).bytes(2, content));
}

/** A record of an event with values; time in seconds since 1970. */
export function summaryEvent(time: number, step: number, values: readonly Summary[]): Uint8Array {
  const summary = new Message();
  for (const value of values) summary.bytes(1, value);
  return record(new Message().double(1, time).integer(2, step).bytes(5, summary).encoded());
}

/** The first record of a file. */
export function versionEvent(time: number): Uint8Array {
  return record(new Message().double(1, time).bytes(3, "brain.Event:2").encoded());
}

/** Says that what other files have from this step on is void: a run goes on here, or begins. */
export function startEvent(time: number, step: number): Uint8Array {
  return record(
    new Message().double(1, time).integer(2, step).bytes(7, new Message().integer(1, 1)).encoded(),
  );
}
