/**
 * What one pass over data measures: its loss and its metrics, batch by batch.
 *
 * A batch is taken in while its tensors live; its numbers arrive later, so that on CUDA nobody waits for them in the step.
 */
import { isPlainObject } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { keep, noGrad, Tensor } from "../tensor/index.ts";
import { type NamedMetrics, pathOf } from "./figures.ts";
import { type AnyMetric, computed } from "./metric.ts";
import { LossMean, type LossPart } from "./tasks/loss-mean.ts";
import type { Forwarded, TaskMetric, TaskReport } from "./tasks/task.ts";

/** A meter between two batches, as values that a checkpoint can hold. */
export interface MeterState {
  count: number;
  loss: unknown;
  terms: Record<string, unknown>;
  metrics: unknown[];
}

/** Gathers the loss and the metrics of a pass. */
export class Meter<Report extends TaskReport> {
  readonly #own: TaskMetric<Report> | null;
  /** The task's own metric first. */
  readonly #metrics: NamedMetrics;
  readonly #operation: string;
  readonly #loss = new LossMean();
  readonly #terms = new Map<string, LossMean>();
  #count = 0;

  /** @param others the user's metrics; all are reset */
  constructor(
    own: TaskMetric<Report> | null,
    others: Readonly<Record<string, AnyMetric>>,
    operation: string,
  ) {
    this.#own = own;
    this.#metrics = [...(own === null ? [] : [["", own] as const]), ...Object.entries(others)];
    this.#operation = operation;
    for (const [prefix, metric] of this.#metrics) inMetric(prefix, "reset", operation, () => metric.reset());
  }

  /** Samples seen so far. */
  get count(): number {
    return this.#count;
  }

  /** Mean loss so far, whatever the batches; NaN without one. */
  get loss(): number {
    return this.#loss.value;
  }

  /**
   * Takes a batch in, in the scope that its tensors live in; everything is started before this returns.
   *
   * @returns settles once all is read and counted; the batch's loss, NaN without one
   */
  take({ output, targets, loss, terms = {}, parts, samples }: Forwarded): Promise<number> {
    // A metric may come back to them after the step.
    const held = [detached(output), detached(targets)] as const;
    const updates = updateAll(this.#metrics, held, this.#operation);
    this.#count += samples;
    const means: [LossMean, LossPart[]][] = [];
    if (loss !== null) means.push([this.#loss, parts ?? [{ value: loss, weight: samples }]]);
    for (const [name, value] of Object.entries(terms)) {
      const mean = this.#terms.get(name) ?? new LossMean();
      this.#terms.set(name, mean);
      means.push([mean, [{ value, weight: samples }]]);
    }
    const reading = readParts(means.flatMap(([, all]) => all));
    return this.#settle(updates, reading, means).finally(() => {
      for (const one of held) for (const tensor of tensorsIn(one)) tensor.dispose();
    });
  }

  async #settle(
    updates: readonly unknown[],
    reading: Promise<[value: number, weight: number][]>,
    means: readonly [LossMean, LossPart[]][],
  ): Promise<number> {
    const [numbers] = await Promise.all([reading, ...updates]);
    let at = 0;
    for (const [mean, parts] of means) {
      const own = numbers.slice(at, at + parts.length);
      at += parts.length;
      mean.add(
        own.map(([value]) => value),
        own.map(([, weight]) => weight),
      );
    }
    const [first] = means;
    if (first === undefined || first[0] !== this.#loss) return Number.NaN;
    return numbers.slice(0, first[1].length).reduce((sum, [value]) => sum + value, 0);
  }

  /** The figures by name: `loss`, the task's, and those of others under their metric's name. */
  figures(): Record<string, number> {
    const figures: Record<string, number> = { loss: this.loss };
    for (const [name, mean] of this.#terms) figures[`loss.${name}`] = mean.value;
    for (const [prefix, metric] of this.#metrics) {
      const values = inMetric(prefix, "compute", this.#operation, () => computed(metric, this.#operation));
      for (const [name, value] of Object.entries(values)) figures[pathOf(prefix, name)] = value;
    }
    return figures;
  }

  /** What the task's own metric reports of the pass; null without one. */
  taskReport(): Report | null {
    return this.#own?.report() ?? null;
  }

  /** All that the task reports of the pass, with all figures. */
  report(): Report {
    if (this.#own === null) throw new TypeError("a pass without a metric has no report"); // the caller's slip
    return { ...this.#own.report(), count: this.#count, loss: this.loss, figures: this.figures() };
  }

  /** Where it stands, for a checkpoint within an epoch. */
  state(): MeterState {
    return {
      count: this.#count,
      loss: this.#loss.state(),
      terms: Object.fromEntries([...this.#terms].map(([name, mean]) => [name, mean.state()])),
      metrics: this.#metrics.map(([, metric]) => metric.state()),
    };
  }

  /** Takes in the state of another pass, as if its batches had been seen here. */
  merge({ count, loss, terms, metrics }: MeterState): void {
    this.#count += count;
    this.#loss.merge(loss);
    for (const [name, state] of Object.entries(terms)) {
      const mean = this.#terms.get(name) ?? new LossMean();
      this.#terms.set(name, mean);
      mean.merge(state);
    }
    for (const [at, [prefix, metric]] of this.#metrics.entries()) {
      inMetric(prefix, "merge", this.#operation, () => metric.merge(metrics[at]));
    }
  }

  /** Goes on where another stood. */
  restore({ count, loss, terms, metrics }: MeterState): void {
    this.#count = count;
    this.#loss.restore(loss);
    for (const [name, state] of Object.entries(terms)) {
      const mean = new LossMean();
      mean.restore(state);
      this.#terms.set(name, mean);
    }
    for (const [at, [prefix, metric]] of this.#metrics.entries()) {
      inMetric(prefix, "merge", this.#operation, () => {
        metric.reset();
        metric.merge(metrics[at]);
      });
    }
  }
}

/** The same with tensors of its own, without gradients: a tensor, or lists and records of tensors. */
export function detached(value: unknown): unknown {
  if (value instanceof Tensor) return keep(value.detach());
  if (Array.isArray(value)) return value.map(detached);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, detached(one)]));
}

/** The tensors in a tensor, or in lists and records. */
export function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap(tensorsIn);
  return isPlainObject(value) ? Object.values(value as object).flatMap(tensorsIn) : [];
}

/** Shows metrics a batch, without gradients; what each needs for it may still be on its way. */
export function updateAll(
  metrics: NamedMetrics,
  [output, targets]: readonly [output: unknown, targets: unknown],
  operation: string,
): unknown[] {
  return noGrad(() =>
    metrics.map(([prefix, metric]) =>
      // What each takes is the task's to say, who made the batch.
      inMetric(prefix, "update", operation, () => metric.update(output as never, targets as never)),
    ),
  );
}

/** Runs a method of a metric; an error of the user's own says whose it is. */
function inMetric<T>(prefix: string, method: string, operation: string, run: () => T): T {
  if (prefix === "") return run();
  const told = (error: unknown): never => {
    throw new ArgumentError(
      `${operation}: the metric "${prefix}" failed in ${method}: ${error instanceof Error ? error.message : String(error)}`,
      { operation, cause: error },
    );
  };
  try {
    const result = run();
    return result instanceof Promise ? (result.catch(told) as T) : result;
  } catch (error) {
    return told(error);
  }
}

/** Value and weight of each part; all are asked for at once, so that a device is waited for once. */
function readParts(parts: readonly LossPart[]): Promise<[value: number, weight: number][]> {
  return Promise.all(parts.map(({ value, weight }) => Promise.all([numberOf(value), numberOf(weight)])));
}

function numberOf(one: Tensor | number): Promise<number> | number {
  return one instanceof Tensor ? one.itemAsync().then(Number) : one;
}
