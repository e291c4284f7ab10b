/** Masks and polygons as GeoJSON (RFC 7946): a FeatureCollection that QuPath, QGIS and the like read. */

import { type Kind, kind, number, plainObject, type Rest, signature, string } from "../../edge/index.ts";
import { writeAtomically } from "../../io/atomic-file.ts";
import { ArgumentError } from "../../native/errors.ts";
import { enter, maskKind, spacingKind } from "../arguments.ts";
import type { MaskLike, Spacing } from "../morphology/mask.ts";
import { type MaskObject, OBJECT_KINDS, type ObjectOptions, objectsOf } from "./classes.ts";
import { type Polygon, polygonKind, type Ring, ringArea, simplifyContours } from "./polygon.ts";

/** x and y. */
export type Position = [x: number, y: number];

/** The geometry of one feature. */
export type Geometry =
  | { type: "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] };

/** One object with what is known of it. */
export interface Feature {
  type: "Feature";
  geometry: Geometry;
  properties: Record<string, unknown>;
}

/** All objects of a mask. */
export interface FeatureCollection {
  type: "FeatureCollection";
  features: Feature[];
}

/** Options of {@link toGeoJSON}. */
export interface GeoJSONOptions extends ObjectOptions {
  /** Multiplies the coordinates: the distance between pixel centres `[row, column]` in millimetres. Default: pixels. */
  spacing?: Spacing;
  /** Leave points out that are not farther than so many pixels from the line. Default 0: the exact borders. */
  tolerance?: number;
  /** Added to each feature's properties. */
  properties?: Record<string, unknown> | ((object: { value: number; name: string; area: number }) => object);
}

const SOURCE: Kind<MaskLike | readonly Polygon[]> = kind(
  `${maskKind.expected}, or a list of polygons`,
  (v) => (Array.isArray(v) ? v.every(polygonKind.accepts) : maskKind.accepts(v)),
);

const TO_GEOJSON = signature<GeoJSONOptions>("contours.toGeoJSON", {
  takes: { source: SOURCE },
  options: {
    ...OBJECT_KINDS,
    spacing: spacingKind,
    tolerance: number,
    properties: kind(
      "an object, or a function of a feature's",
      (v) => typeof v === "function" || plainObject().accepts(v),
    ),
  },
});
const WRITE_GEOJSON = signature("contours.writeGeoJSON", {
  takes: { file: string, collection: plainObject("what toGeoJSON gives") },
});

/**
 * A mask of classes (H, W), masks (K, H, W) or polygons as a FeatureCollection.
 *
 * A mask gives a feature for each connected region, or for each class, with the properties `class` (its name), `value`
 * (its number) and `area` in pixels; polygons give a feature each. Coordinates are pixels, x to the right and y **down**,
 * from the upper left corner of the first pixel; multiplied by the spacing, where it is given. Rings are closed, and wound
 * as RFC 7946 asks (outlines counter-clockwise, holes clockwise) where x and y are taken as they are; drawn with y down
 * they turn the other way.
 *
 * @throws ShapeError for what is no mask, ArgumentError for values without a class and impossible options
 */
export function toGeoJSON(
  source: MaskLike | readonly Polygon[],
  ...rest: Rest<GeoJSONOptions>
): FeatureCollection {
  const options = enter(TO_GEOJSON, rest, source);
  const { spacing = [1, 1], tolerance = 0, properties = {} } = options;
  if (!(spacing[0] > 0 && spacing[1] > 0 && Number.isFinite(spacing[0] + spacing[1]))) {
    throw new ArgumentError(`toGeoJSON: spacing must be two lengths above 0, got [${spacing}]`);
  }
  const more = (object: Pick<MaskObject, "value" | "name" | "area">): object =>
    typeof properties === "function" ? properties(object) : properties;
  const found = isPolygons(source)
    ? source.map((polygon) => {
        const area = [polygon.outer, ...polygon.holes].reduce((sum, ring) => sum + ringArea(ring), 0);
        return { polygons: [polygon], properties: { area, ...more({ value: 1, name: "1", area }) } };
      })
    : objectsOf(source, options, "toGeoJSON").map(({ polygons, value, name, area }) => ({
        polygons,
        properties: { class: name, value, area, ...more({ value, name, area }) },
      }));
  const features = found.flatMap(({ polygons, properties: own }): Feature[] => {
    const kept = tolerance === 0 ? polygons : simplifyContours(polygons, tolerance);
    const geometry = geometryOf(kept, spacing);
    return geometry === null ? [] : [{ type: "Feature", geometry, properties: own }];
  });
  return { type: "FeatureCollection", features };
}

function isPolygons(source: MaskLike | readonly Polygon[]): source is readonly Polygon[] {
  return Array.isArray(source);
}

/** Polygons as one geometry, in pixels times the spacing; null where there are none. */
export function geometryOf(polygons: readonly Polygon[], spacing: Spacing): Geometry | null {
  const all = polygons.map(({ outer, holes }) => [outer, ...holes].map((ring) => positions(ring, spacing)));
  const [first] = all;
  if (first === undefined) return null;
  return all.length === 1
    ? { type: "Polygon", coordinates: first }
    : { type: "MultiPolygon", coordinates: all };
}

/** Closed: the first position again at the end. */
function positions(ring: Ring, [row, column]: Spacing): Position[] {
  return [...ring, ...ring.slice(0, 1)].map(([x, y]): Position => [x * column, y * row]);
}

/** Writes {@link toGeoJSON}'s result to a file, which appears whole or not at all. Throws ArgumentError where it cannot be written. */
export async function writeGeoJSON(file: string, collection: FeatureCollection, ...rest: []): Promise<void> {
  enter(WRITE_GEOJSON, rest, file, collection);
  await writeAtomically(file, async (handle) => {
    await handle.writeFile(JSON.stringify(collection));
  });
}
