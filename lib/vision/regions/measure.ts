/** What can be measured of each region of a label image, as scikit-image's `regionprops` defines it. */

import { kind, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, ShapeError } from "../../native/errors.ts";
import { enter, maskKind, spacingKind } from "../arguments.ts";
import { type Mask, type MaskLike, type Spacing, toMask, toPlane } from "../morphology/mask.ts";
import { skeletonize, skeletonLength } from "../morphology/skeleton.ts";
import { eulerNumber, perimeter } from "./border.ts";
import { convexRows, feretDiameter, type OrientedBox, orientedBox, type Point } from "./hull.ts";

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
  /** Longest distance between two points on the border of the region's convex hull. */
  feretDiameterMax: number;
  /** Of the circle with the region's area. */
  equivalentDiameter: number;
  /** Mean over the region of the intensity image, where one is given. */
  intensityMean?: number;
}

/** Options of {@link measureRegions}. */
export interface MeasureOptions {
  /** Distance between pixel centres `[row, column]` in millimetres. Default: pixels. */
  spacing?: Spacing;
  /** Image (H, W) whose mean over each region is wanted. */
  intensity?: MaskLike;
}

const MEASURE_REGIONS = signature<MeasureOptions>("regions.measureRegions", {
  takes: { labels: maskKind },
  options: {
    spacing: spacingKind,
    intensity: kind<MaskLike>("an image: a tensor (H, W), or { data, height, width }", maskKind.accepts),
  },
});

/**
 * Measures every region of a label image; labels are the positive whole numbers in it, in ascending order. For a mask, use
 * what `labelRegions` gives. An image without regions gives an empty list.
 *
 * @throws ShapeError for values that are not as many as the size says and an intensity image of another size,
 *   ArgumentError for labels that are no whole numbers from 0 and a spacing that is not above 0
 */
export function measureRegions(given: MaskLike, ...rest: Rest<MeasureOptions>): RegionMeasurements[] {
  const options = enter(MEASURE_REGIONS, rest, given);
  const { spacing = [1, 1] } = options;
  const labels = toMask(given, "measureRegions");
  const intensity =
    options.intensity === undefined ? undefined : toPlane(options.intensity, "measureRegions");
  if (intensity !== undefined && (intensity.height !== labels.height || intensity.width !== labels.width)) {
    throw new ShapeError(
      `measureRegions: the intensity image is ${intensity.height} x ${intensity.width}, the labels are ` +
        `${labels.height} x ${labels.width}.`,
      { operation: "measureRegions" },
    );
  }
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
  return ordered.map(([label, box]) => {
    const measured = measureRegion(label, cut(labels, label, box), box, spacing);
    return intensity === undefined
      ? measured
      : { ...measured, intensityMean: mean(labels, label, box, intensity) };
  });
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

function mean(
  labels: Mask,
  label: number,
  [top, left, bottom, right]: readonly [number, number, number, number],
  intensity: Mask,
): number {
  let [sum, count] = [0, 0];
  for (let y = top; y < bottom; y++) {
    for (let at = y * labels.width + left; at < y * labels.width + right; at++) {
      if (labels.data[at] !== label) continue;
      sum += intensity.data[at] as number;
      count++;
    }
  }
  return sum / count;
}

/** Measures one region, a mask of the size of its bounding box, that has a pixel in each outermost row and column. */
export function measureRegion(
  label: number,
  region: Mask,
  box: readonly [number, number, number, number],
  spacing: Spacing,
): RegionMeasurements {
  const { pixels, row, column, rows, columns, mixed, determinant } = moments(region);
  const [sy, sx] = spacing;
  // The inertia tensor, whose axes are (row, column).
  const [a, b, c] = [columns * sx * sx, -mixed * sy * sx, rows * sy * sy];
  const middle = (a + c) / 2;
  const spread = Math.hypot((a - c) / 2, b);
  const long = middle + spread;
  // From the determinant, as the difference of middle and spread would leave a line a width of rounding errors.
  const short = long === 0 ? 0 : (determinant * (sy * sx) ** 2) / long;
  let orientation = 0.5 * Math.atan2(-2 * b, c - a);
  if (a === c) orientation = b < 0 ? Math.PI / 4 : -Math.PI / 4;
  const unit = sy * sx;
  const lines: Mask = { ...region, data: skeletonize(region) };
  const convex = convexRows(region);
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
    eccentricity: long === 0 ? 0 : Math.sqrt(Math.max(1 - short / long, 0)),
    skeletonLength: skeletonLength(lines, spacing),
    solidity: pixels / convex.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    extent: pixels / (region.height * region.width),
    eulerNumber: eulerNumber(region),
    feretDiameterMax: feretDiameter(convex, spacing),
    equivalentDiameter: Math.sqrt((4 * pixels * unit) / Math.PI),
  };
}

interface Moments {
  pixels: number;
  row: number;
  column: number;
  rows: number;
  columns: number;
  mixed: number;
  /** Of the matrix of the second moments. */
  determinant: number;
}

/** Count, means and central second moments over the count, in pixels. */
function moments(region: Mask): Moments {
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
  // Whole numbers up to the division, so that equal moments come out equal and those of a line without width.
  const [rows, columns, mixed] = [n * sumYY - sumY * sumY, n * sumXX - sumX * sumX, n * sumXY - sumX * sumY];
  return {
    pixels: n,
    row: sumY / n,
    column: sumX / n,
    rows: rows / (n * n),
    columns: columns / (n * n),
    mixed: mixed / (n * n),
    determinant: Math.max(rows * columns - mixed * mixed, 0) / n ** 4,
  };
}
