/** How values differ from run to run. */

/** Mean and scatter of a figure. */
export interface Spread {
  mean: number;
  /** Sample standard deviation; NaN of one value. */
  deviation: number;
}

/** Mean and sample standard deviation of some values. */
export function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1)) };
}
