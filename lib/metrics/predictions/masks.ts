/** Tables of images whose masks were found: figures are means over the images, and Dice and IoU of all pixels together. */
import type { Table } from "../../data/tables/table.ts";
import type { Weights } from "../shared/ranking.ts";
import type { Figures } from "./figures.ts";
import type { Subject } from "./measured.ts";
import { PROBABILITY } from "./rows.ts";
import { groupsIn } from "./table.ts";

/** Counts of pixels, whose sums say more than their means. */
export const PIXELS = /^(tp|fp|fn|tn)_(.+)$/;

/** Whether a table is one of masks: figures of classes and no probabilities. */
export function isMaskTable(names: readonly string[]): boolean {
  return (
    names.some((name) => name.startsWith("dice_")) && !names.some((name) => name.startsWith(PROBABILITY))
  );
}

/** Columns of a table of masks that hold its figures. */
const FIGURES =
  /^(dice|iou|sensitivity|specificity|hausdorff95|surfaceDistance|surfaceDice)_.+$|^pixelAccuracy$/;

/** What the figures of all pixels together begin with. */
export const POOLED = "pooled_";

/** A table of masks. */
export interface MaskTable extends Subject {
  samples: number;
  groupColumn: string | null;
  /** Figures and pixels of each image by column; NaN where a cell is empty. */
  values: ReadonlyMap<string, Float64Array>;
}

/** Reads a table of masks. Throws FileFormatError, with the line, for what cannot be read. */
export function readMasks(table: Table, { group }: { group?: string | null }): MaskTable {
  const groups = groupsIn(table, group);
  const columns = table.names.filter((name) => FIGURES.test(name) || PIXELS.test(name));
  const values = new Map(
    columns.map((name) => [name, table.numbers(table.column(name), "a number", "NaN")] as const),
  );
  return {
    samples: table.length,
    groups: groups?.values ?? null,
    groupColumn: groups?.column ?? null,
    names: table.names.filter((name) => name.startsWith("dice_")).map((name) => name.slice("dice_".length)),
    ofEach: [],
    counts: () => [],
    values,
    figures: (rows) =>
      maskFigures(
        new Map(
          [...values].map(([name, all]) => [name, Float64Array.from(rows, (row) => all[row] as number)]),
        ),
      ),
  };
}

/** The means of the figures, and Dice and IoU of the sums of the pixels. */
export function maskFigures(values: ReadonlyMap<string, Float64Array>): (weights?: Weights) => Figures {
  const means = [...values].filter(([name]) => !PIXELS.test(name));
  const pixels = pixelsOf(values);
  return (weights) => ({
    ...Object.fromEntries(means.map(([name, all]) => [name, meanOf(all, weights)])),
    ...Object.fromEntries(
      pixels.flatMap(({ name, tp, fp, fn }) => {
        const [hit, extra, missed] = [tp, fp, fn].map((own) => sumOf(own, weights)) as [
          number,
          number,
          number,
        ];
        return [
          [`${POOLED}dice_${name}`, (2 * hit) / (2 * hit + extra + missed)],
          [`${POOLED}iou_${name}`, hit / (hit + extra + missed)],
        ];
      }),
    ),
  });
}

/** The pixels of each class that has them. */
export function pixelsOf(
  values: ReadonlyMap<string, Float64Array>,
): { name: string; tp: Float64Array; fp: Float64Array; fn: Float64Array }[] {
  return [...values.keys()].flatMap((column) => {
    const [, what, name = ""] = PIXELS.exec(column) ?? [];
    const [tp, fp, fn] = ["tp", "fp", "fn"].map((one) => values.get(`${one}_${name}`));
    return what !== "tp" || tp === undefined || fp === undefined || fn === undefined
      ? []
      : [{ name, tp, fp, fn }];
  });
}

/** A sum of samples that count several times. */
export function sumOf(values: Float64Array, weights?: Weights): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight !== 0) sum += (values[i] as number) * weight;
  }
  return sum;
}

/** The mean of what is known. */
export function meanOf(values: Float64Array, weights?: Weights): number {
  let [sum, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const [value, weight] = [values[i] as number, weights === undefined ? 1 : (weights[i] as number)];
    if (weight === 0 || Number.isNaN(value)) continue;
    sum += value * weight;
    all += weight;
  }
  return sum / all; // 0 / 0 is NaN
}
