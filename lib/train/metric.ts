/**
 * What is gathered over the batches of a pass: the one interface of the library's figures and of a user's own.
 *
 * A metric sees tensors where they lie, and gives numbers. What its figures are called in a run, `train.f2` and `val.f2`,
 * is `figures.ts`.
 */
import { type Kind, kind } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Tensor } from "../tensor/index.ts";

/** Which of two values of a figure is the better one. */
export type Better = "higher" | "lower";

/** How a figure is written in a line for people. */
export interface Shown {
  /** Default: the figure's name. */
  label?: string;
  /** Whether it is a share, written in percent. Default false. */
  percent?: boolean;
}

/**
 * A figure over a pass of data, or several figures that share their work.
 *
 * `fit` takes a metric through a pass as `reset`, `update` for each batch, `compute`: first over the training batches, then over
 * the validation data. Between two passes, and between processes, it is its `state`: `merge` takes in the state of another
 * metric of its kind, so that parts of a data set, folds or bootstrap samples give what one pass over all of them gives.
 *
 * @example
 * class FalsePositives implements train.Metric {
 *   readonly better = "lower";
 *   #count = 0;
 *   async update(logits: Tensor, labels: Tensor) {
 *     const wrong = logits.argmax(1).eq(1).logicalAnd(labels.eq(0)).sum();
 *     this.#count += Number(await wrong.itemAsync());
 *   }
 *   compute = () => this.#count;
 *   reset = () => void (this.#count = 0);
 *   state = () => this.#count;
 *   merge = (state: unknown) => void (this.#count += state as number);
 * }
 * await train.fit(model, data, { epochs: 5, metrics: { fp: new FalsePositives() }, monitor: "val.fp" });
 */
export interface Metric<Output = Tensor, Targets = Tensor> {
  /** Which value is better; of several figures that of each, which names them as `compute` does. */
  readonly better: Better | Readonly<Record<string, Better>>;
  /** How the figures are written for people, by name, "" for the only one; those that are left out are not. Default: all are. */
  readonly shown?: Readonly<Record<string, Shown>>;
  /**
   * Takes a batch in: what the network gave, of its main head and without a gradient, and the targets, on the network's device.
   * Both are freed after the step, as is whatever is made here and not kept with `keep`. What it computes may be read
   * asynchronously: the promise is awaited one step later on CUDA, so that no step waits.
   */
  update(output: Output, targets: Targets): void | Promise<void>;
  /** The figure, or several by name; NaN where it is not defined. */
  compute(): number | Readonly<Record<string, number>>;
  /** Forgets all batches. */
  reset(): void;
  /** All it knows, as plain values: numbers, texts, lists and objects of them. */
  state(): unknown;
  /** Takes in what `state` of another gave, as if its batches had been seen here. */
  merge(state: unknown): void;
}

/** A metric whatever it takes; who calls `update` knows the task. */
export type AnyMetric = Metric<never, never>;

/** Metrics by the names that their figures get. */
export type Metrics = Readonly<Record<string, AnyMetric>>;

const METHODS = ["update", "compute", "reset", "state", "merge"] as const;

/** What an object lacks to be a metric; null where it lacks nothing. */
function lackOf(value: unknown): string | null {
  if (value === null || typeof value !== "object") return "an object";
  const given = value as Record<string, unknown>;
  for (const name of METHODS) if (typeof given[name] !== "function") return `the method ${name}`;
  const isBetter = (one: unknown): boolean => one === "higher" || one === "lower";
  const { better } = given;
  const several = better !== null && typeof better === "object" ? Object.values(better) : [better];
  return several.length > 0 && several.every(isBetter) ? null : '`better`, "higher" or "lower"';
}

/** Names that a path of a figure can be told apart by. */
const NAME = /^[A-Za-z_][\w-]*$/;

/** Metrics by name. */
export const metricsKind: Kind<Metrics> = kind(
  "an object of metrics by name, { f2: new F2() }, each with update, compute, reset, state, merge and better",
  (v) =>
    v !== null &&
    typeof v === "object" &&
    !Array.isArray(v) &&
    Object.entries(v).every(([name, metric]) => NAME.test(name) && lackOf(metric) === null),
);

/** The names of a metric's figures within it: "" for the only one. */
export function figuresIn({ better }: AnyMetric): Readonly<Record<string, Better>> {
  return typeof better === "string" ? { "": better } : better;
}

/**
 * The figures of a metric by their names within it.
 *
 * @throws ArgumentError where it computes what it did not declare, or no numbers
 */
export function computed(metric: AnyMetric, operation: string): Record<string, number> {
  const value: unknown = metric.compute();
  const found = typeof value === "number" ? { "": value } : (value as Record<string, unknown> | null);
  const declared = Object.keys(figuresIn(metric));
  const figures: Record<string, number> = {};
  for (const name of declared) {
    const figure = found?.[name];
    if (typeof figure === "number") figures[name] = figure;
  }
  const given = Object.keys(found ?? {});
  if (declared.length === Object.keys(figures).length && given.length === declared.length) return figures;
  const wanted =
    declared.join() === "" ? "a number" : `numbers named ${declared.join(", ")}, as its \`better\` says`;
  throw new ArgumentError(
    `${operation}: compute() of ${metric.constructor.name} gives ${wanted}; got ` +
      `${found === null || typeof found !== "object" ? typeof value : `an object with ${given.join(", ")}`}.`,
    { operation },
  );
}
