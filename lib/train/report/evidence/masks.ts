/** The figures of a table of images whose masks were found. */
import { Table } from "../../../data/tables/table.ts";
import { type ColumnMeans, columnMeans } from "../../../metrics/index.ts";
import type { EvidenceBase, NamedFigure, ReadSettings } from "./evidence.ts";

/** Figures of masks. */
export interface MaskEvidence extends EvidenceBase {
  kind: "masks";
  means: ColumnMeans;
  /** Names of the classes but the background. */
  found: readonly string[];
  ids: readonly string[];
  /** Dice of each image, by class; NaN where it is not defined. */
  dice: Readonly<Record<string, Float64Array>>;
}

/** Columns that hold a figure of a class. */
const FIGURES = {
  dice: "Dice",
  iou: "IoU",
  sensitivity: "sensitivity",
  specificity: "specificity",
  hausdorff95: "Hausdorff distance, 95 %",
  surfaceDistance: "surface distance",
} as const;

/** Reads a table of masks. */
export async function maskEvidence(file: string, settings: ReadSettings): Promise<MaskEvidence> {
  const { level, seed, group, operation } = settings;
  const draws = Math.max(2, settings.draws); // means are not to be had without
  const table = await Table.open(file, { operation });
  const found = table.names
    .filter((name) => name.startsWith("dice_"))
    .map((name) => name.slice("dice_".length));
  const columns = Object.keys(FIGURES).flatMap((name) =>
    found.map((one) => `${name}_${one}`).filter((column) => table.names.includes(column)),
  );
  const means = await columnMeans(file, { level, seed, group, draws, columns });
  const named = (column: string): string => {
    const [figure = "", ...rest] = column.split("_");
    return `${FIGURES[figure as keyof typeof FIGURES] ?? figure}, ${rest.join("_")}`;
  };
  const ofImages: NamedFigure[] = columns.map((column) => ({
    label: `${named(column)}, mean of images`,
    interval: means.columns[column] as NamedFigure["interval"],
    own: /^(hausdorff95|surfaceDistance)_/.test(column),
  }));
  const pooled: NamedFigure[] = Object.entries(means.pooled).map(([column, interval]) => ({
    label: `${named(column)}, all pixels`,
    interval,
  }));
  const idAt = ["file", "id"].find((name) => table.names.includes(name));
  return {
    kind: "masks",
    file,
    samples: means.samples,
    groups: means.groups,
    figures: [...ofImages, ...pooled],
    first: found.slice(0, 4).map((one) => `${named(`dice_${one}`)}, mean of images`),
    means,
    found,
    ids:
      idAt === undefined
        ? Array.from({ length: table.length }, (_, i) => `${i}`)
        : table.texts(table.column(idAt)),
    dice: Object.fromEntries(
      found.map((one) => [one, table.numbers(table.column(`dice_${one}`), "a number", "NaN")]),
    ),
  };
}
