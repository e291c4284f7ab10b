/** What fundus.ts measures, and its table. */

import { markdown, percent } from "../tables.ts";

interface Overlap {
  dice: number;
  iou: number;
  clDice: number;
}

/** One picture, by networks that saw the other two. */
export interface Fold {
  name: string;
  disc: Overlap;
  /** Against what the filter found. */
  vessels: Overlap;
  fovea: { pixels: number; discDiameters: number };
}

/** One row a picture. */
export function fundusTable(folds: readonly Fold[]): string {
  const rows = folds.map(({ name, disc, vessels, fovea }) => [
    name,
    ...[disc.dice, disc.iou, vessels.dice, vessels.iou, vessels.clDice].map(percent),
    fovea.pixels.toFixed(0),
    fovea.discDiameters.toFixed(2),
  ]);
  const columns = [
    "held out",
    "disc: Dice",
    "disc: IoU",
    "vessels: Dice",
    "vessels: IoU",
    "vessels: clDice",
    "fovea missed by, pixels",
    "disc diameters",
  ];
  return markdown(columns, rows);
}
