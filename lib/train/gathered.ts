/** A metric that keeps what the network gave and what was right of every sample, and measures it when it is asked. */
import { isFloatingPoint, noGrad, type Tensor } from "../tensor/index.ts";
import type { Better, Shown } from "./metric.ts";
import type { TaskMetric, TaskReport } from "./tasks/task.ts";

/** All samples so far, row by row. */
export interface GatheredRows {
  /** Outputs (N, width). */
  outputs: number[];
  /** Targets (N, width), NaN where one is not known. */
  targets: number[];
  rows: number;
}

/** What is kept of a pass, for a subclass that says what is measured of it. */
export abstract class GatheredMetric<Report extends TaskReport> implements TaskMetric<Report> {
  abstract readonly better: Readonly<Record<string, Better>>;
  readonly shown?: Readonly<Record<string, Shown>>;
  #outputs: number[] = [];
  #targets: number[] = [];
  #rows = 0;

  /** Adds a batch: outputs (N, width) and targets (N, width). */
  async update(outputs: Tensor, targets: Tensor): Promise<void> {
    const wide = (values: Tensor): Tensor =>
      isFloatingPoint(values.dtype) && values.dtype !== "float64" ? noGrad(() => values.float()) : values;
    const [given, right] = await Promise.all([wide(outputs).dataAsync(), wide(targets).dataAsync()]);
    for (const value of given) this.#outputs.push(Number(value));
    for (const value of right) this.#targets.push(Number(value));
    this.#rows += outputs.shape[0] as number;
  }

  compute(): Readonly<Record<string, number>> {
    return this.report().figures;
  }

  report(): Report {
    return this.measure({ outputs: this.#outputs, targets: this.#targets, rows: this.#rows });
  }

  /** What is said of all samples; there may be none. */
  protected abstract measure(all: GatheredRows): Report;

  reset(): void {
    this.#outputs = [];
    this.#targets = [];
    this.#rows = 0;
  }

  /** NaN is written as null, which files bear. */
  state(): unknown {
    const plain = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? null : value));
    return { outputs: plain(this.#outputs), targets: plain(this.#targets), rows: this.#rows };
  }

  merge(state: unknown): void {
    const other = state as Record<"outputs" | "targets", (number | null)[]> & { rows: number }; // as `state` gave it
    for (const value of other.outputs) this.#outputs.push(value ?? Number.NaN);
    for (const value of other.targets) this.#targets.push(value ?? Number.NaN);
    this.#rows += other.rows;
  }
}

/** Mean of the values that are defined; NaN where there are none. */
export function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
