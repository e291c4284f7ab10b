/** Found objects as GeoJSON (RFC 7946), which QuPath and QGIS read. */

import { type Feature, type FeatureCollection, geometryOf } from "../../vision/contours/geojson.ts";
import type { Polygon } from "../../vision/contours/polygon.ts";
import type { Box } from "../../vision/drawing/draw-boxes.ts";
import { runsArea } from "../../vision/masks/packed-runs.ts";
import type { Spacing } from "../../vision/morphology/mask.ts";
import type { FoundImage, FoundObject } from "./found-image.ts";
import { checkSpacing } from "./measured.ts";
import { outlinesOf } from "./outlines.ts";

/** How GeoJSON is made. */
export interface FoundGeoJSONOptions {
  /** Multiplies the coordinates: the distance between pixel centres `[row, column]` in millimetres. Default: pixels. */
  spacing?: Spacing;
  /** Leave points out that are not farther than so many pixels from the line. Default 0: the exact borders. */
  tolerance?: number;
  /** Added to each feature's properties. */
  properties?: Record<string, unknown> | ((object: FoundObject, index: number) => object);
}

/** A feature for each object: the outline of its mask, or its box where it has none or an empty one. */
export function foundGeoJSON(
  { objects }: FoundImage,
  options: FoundGeoJSONOptions,
  operation: string,
): FeatureCollection {
  const { spacing = [1, 1], tolerance = 0, properties = {} } = options;
  checkSpacing(spacing, operation);
  const features = objects.map((object, index): Feature => {
    const { label, classId, score, box, mask } = object;
    const outlines = mask === null ? [] : outlinesOf(mask, tolerance);
    const polygons = outlines.length > 0 ? outlines : [rectangle(box)];
    return {
      type: "Feature",
      geometry: geometryOf(polygons, spacing) as Feature["geometry"], // there is a polygon
      properties: {
        class: label,
        value: classId,
        score,
        area: mask === null ? (box.x2 - box.x1) * (box.y2 - box.y1) : runsArea(mask.counts),
        objectType: "detection",
        classification: { name: label },
        ...(typeof properties === "function" ? properties(object, index) : properties),
      },
    };
  });
  return { type: "FeatureCollection", features };
}

/** Clockwise as one sees it, as outlines of masks are. */
function rectangle({ x1, y1, x2, y2 }: Box): Polygon {
  return {
    outer: [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
    ],
    holes: [],
  };
}
