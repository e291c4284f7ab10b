/** What can be measured of each region of a label image, as scikit-image's `regionprops` defines it. */
import { ArgumentError } from "../../native/errors.ts";
import { checkMask, type Mask, type Spacing } from "../morphology/mask.ts";
import { skeletonize, skeletonLength } from "../morphology/skeleton.ts";
import { eulerNumber, perimeter } from "./border.ts";
import { convexArea, type OrientedBox, orientedBox, type Point } from "./hull.ts";

/** Measurements of one region; lengths in pixels, or in millimetres where a spacing is given. */
export interface RegionMeasurements {
  label: number;
  /** Number of pixels, whatever the spacing. */
  pixels: number;
  area: number;
  perimeter: number;
  centroid: Point;
  /** First row and column, and those after the last, in pixels. */
  boundingBox: readonly [number, number, number, number];
  orientedBox: OrientedBox;
  /** Axes of the ellipse with the region's second moments. */
  majorAxisLength: number;
  minorAxisLength: number;
  /** Angle between the direction of rows and the major axis, in (-pi/2, pi/2], counter-clockwise. */
  orientation: number;
  /** Of that ellipse, between 0 and 1. */
  eccentricity: number;
  /** Length along the skeleton. */
  skeletonLength: number;
  /** Area over that of the convex hull. */
  solidity: number;
  /** Area over that of the bounding box. */
  extent: number;
  /** One less the number of holes, for a region in one part. */
  eulerNumber: number;
}

/**
 * Measures every region of a label image; labels are the positive whole numbers in it, in ascending order. For a mask, use
 * what `labelRegions` gives.
 *
 * @param spacing distance between pixel centres `[row, column]` in millimetres
 */
export function measureRegions(
  labels: Mask,
  { spacing = [1, 1] }: { spacing?: Spacing } = {},
): RegionMeasurements[] {
  checkMask("measureRegions", labels);
  if (!(spacing[0] > 0 && spacing[1] > 0 && Number.isFinite(spacing[0] + spacing[1]))) {
    throw new ArgumentError(`measureRegions: spacing must be two lengths above 0, got [${spacing}].`);
  }
  const { data, height, width } = labels;
  const boxes = new Map<number, [number, number, number, number]>();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = data[y * width + x] as number;
      if (label === 0) continue;
      if (!(Number.isInteger(label) && label > 0)) {
        throw new ArgumentError(`measureRegions: labels must be whole numbers from 0, got ${label}.`);
      }
      const box = boxes.get(label);
      if (box === undefined) boxes.set(label, [y, x, y + 1, x + 1]);
      else {
        box[1] = Math.min(box[1], x);
        box[2] = y + 1;
        box[3] = Math.max(box[3], x + 1);
      }
    }
  }
  const ordered = [...boxes].sort(([a], [b]) => a - b);
  return ordered.map(([label, box]) => measure(label, cut(labels, label, box), box, spacing));
}

function cut(
  labels: Mask,
  label: number,
  [top, left, bottom, right]: readonly [number, number, number, number],
): Mask {
  const [height, width] = [bottom - top, right - left];
  const data = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * labels.width + left;
    for (let x = 0; x < width; x++) if (labels.data[from + x] === label) data[y * width + x] = 1;
  }
  return { data, height, width };
}

function measure(
  label: number,
  region: Mask,
  box: readonly [number, number, number, number],
  spacing: Spacing,
): RegionMeasurements {
  const { pixels, row, column, rows, columns, mixed } = moments(region);
  const [sy, sx] = spacing;
  // The inertia tensor, whose axes are (row, column).
  const [a, b, c] = [columns * sx * sx, -mixed * sy * sx, rows * sy * sy];
  const middle = (a + c) / 2;
  const spread = Math.hypot((a - c) / 2, b);
  const [long, short] = [middle + spread, Math.max(middle - spread, 0)];
  let orientation = 0.5 * Math.atan2(-2 * b, c - a);
  if (a === c) orientation = b < 0 ? Math.PI / 4 : -Math.PI / 4;
  const unit = sy * sx;
  const lines: Mask = { ...region, data: skeletonize(region) };
  return {
    label,
    pixels,
    area: pixels * unit,
    perimeter: perimeter(region, spacing),
    centroid: [(box[0] + row) * sy, (box[1] + column) * sx],
    boundingBox: box,
    orientedBox: orientedBox(region, [box[0], box[1]], spacing),
    majorAxisLength: 4 * Math.sqrt(long),
    minorAxisLength: 4 * Math.sqrt(short),
    orientation,
    eccentricity: long === 0 ? 0 : Math.sqrt(1 - short / long),
    skeletonLength: skeletonLength(lines, spacing),
    solidity: pixels / convexArea(region),
    extent: pixels / (region.height * region.width),
    eulerNumber: eulerNumber(region),
  };
}

/** Count, means and central second moments over the count, in pixels. */
function moments(region: Mask): Record<"pixels" | "row" | "column" | "rows" | "columns" | "mixed", number> {
  let [n, sumY, sumX, sumYY, sumXX, sumXY] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < region.height; y++) {
    for (let x = 0; x < region.width; x++) {
      if (region.data[y * region.width + x] === 0) continue;
      n++;
      sumY += y;
      sumX += x;
      sumYY += y * y;
      sumXX += x * x;
      sumXY += x * y;
    }
  }
  // Whole numbers up to the division, so that equal moments come out equal.
  return {
    pixels: n,
    row: sumY / n,
    column: sumX / n,
    rows: (n * sumYY - sumY * sumY) / (n * n),
    columns: (n * sumXX - sumX * sumX) / (n * n),
    mixed: (n * sumXY - sumX * sumY) / (n * n),
  };
}
