/** What external.ts measures, and its table. */

import type { metrics } from "torchts";
import { markdown, percent } from "../tables.ts";

const SHOWN = {
  quadraticKappa: "quadratic kappa",
  accuracy: "accuracy",
  withinOne: "at most one off",
} as const;
type Shown = keyof typeof SHOWN;
type Row = [value: number, low: number, high: number];

/** A network of one seed on its own test part and on the photographs. */
export interface External {
  seed: number;
  photographs: number;
  internal: Record<Shown, Row>;
  external: Record<Shown, Row>;
}

/** What is shown of a table of predictions. */
export function figuresOf({ figures }: metrics.PredictionReport): Record<Shown, Row> {
  const of = (name: Shown): Row => {
    const { value, low, high } = figures[name] as metrics.Interval; // every table of grades has it
    return [value, low, high].map((one) => Number(one.toFixed(4))) as Row; // of three
  };
  return { quadraticKappa: of("quadraticKappa"), accuracy: of("accuracy"), withinOne: of("withinOne") };
}

/** Two rows a seed, figures with their intervals in percent. */
export function externalTable(found: readonly External[]): string {
  const rows = found.flatMap(({ seed, ...of }) =>
    (["internal", "external"] as const).map((which) => [
      `seed ${seed}`,
      which === "internal" ? "RetinaMNIST's test part" : `${of.photographs} photographs of IDRiD`,
      ...Object.values(of[which]).map(
        ([value, low, high]) => `${percent(value)} (${percent(low)} to ${percent(high)})`,
      ),
    ]),
  );
  return markdown(["", "", ...Object.values(SHOWN)], rows);
}
