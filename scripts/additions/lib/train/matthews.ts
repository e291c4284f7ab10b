/**
 * The Matthews correlation of predicted and true classes, of any number of classes: 1 where all are right, 0 for what chance
 * gives, whatever the shares of the classes.
 *
 * Gorodkin 2004, https://doi.org/10.1016/j.compbiolchem.2004.09.006.
 */
import { noMore } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Metric } from "./metric.ts";

/** Samples of a true class that were taken for a predicted one. */
type Cell = readonly [label: number, predicted: number, count: number];

/**
 * Matthews correlation coefficient of logits (N, C) and labels (N); NaN where all labels or all predictions are one class.
 *
 * @example
 * await train.fit(model, data, { epochs: 5, metrics: { mcc: new train.Matthews() }, monitor: "val.mcc" });
 */
export class Matthews implements Metric {
  readonly better = "higher";
  readonly #cells = new Map<string, Cell>();

  constructor(...rest: []) {
    noMore("train.Matthews", rest);
  }

  async update(logits: Tensor, labels: Tensor, ...rest: []): Promise<void> {
    noMore("train.Matthews.update", rest);
    const [predicted, actual] = await Promise.all([logits.argmax(1).dataAsync(), labels.dataAsync()]);
    for (const [at, label] of actual.entries()) this.#add([Number(label), Number(predicted[at]), 1]);
  }

  #add([label, predicted, count]: Cell): void {
    const key = `${label},${predicted}`;
    this.#cells.set(key, [label, predicted, (this.#cells.get(key)?.[2] ?? 0) + count]);
  }

  compute(...rest: []): number {
    noMore("train.Matthews.compute", rest);
    const labels = new Map<number, number>();
    const predictions = new Map<number, number>();
    let [total, right] = [0, 0];
    for (const [label, predicted, count] of this.#cells.values()) {
      labels.set(label, (labels.get(label) ?? 0) + count);
      predictions.set(predicted, (predictions.get(predicted) ?? 0) + count);
      total += count;
      if (label === predicted) right += count;
    }
    const product = (a: typeof labels, b: typeof labels): number =>
      [...a].reduce((sum, [index, count]) => sum + count * (b.get(index) ?? 0), 0);
    const spread = (counts: typeof labels): number => total ** 2 - product(counts, counts);
    return (right * total - product(labels, predictions)) / Math.sqrt(spread(labels) * spread(predictions));
  }

  reset(...rest: []): void {
    noMore("train.Matthews.reset", rest);
    this.#cells.clear();
  }

  state(...rest: []): Cell[] {
    noMore("train.Matthews.state", rest);
    return [...this.#cells.values()];
  }

  /** @throws ArgumentError for what is no state of such a metric */
  merge(state: unknown, ...rest: []): void {
    noMore("train.Matthews.merge", rest);
    const isCell = (cell: unknown): cell is Cell =>
      Array.isArray(cell) && cell.length === 3 && cell.every(Number.isInteger);
    if (!Array.isArray(state) || !state.every(isCell)) {
      throw new ArgumentError("train.Matthews.merge: expected what state() of another gave.", {
        operation: "train.Matthews.merge",
      });
    }
    for (const cell of state) this.#add(cell);
  }
}
