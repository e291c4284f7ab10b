/** Masks as polygons, and as files other programs read: GeoJSON and COCO. */

export type { ClassMask, ObjectOptions, ObjectRule } from "./classes.ts";
export {
  type CocoAnnotation,
  type CocoDataset,
  type CocoImage,
  type CocoOptions,
  type CocoRle,
  toCoco,
  writeCoco,
} from "./coco.ts";
export {
  type Feature,
  type FeatureCollection,
  type GeoJSONOptions,
  type Geometry,
  type Position,
  toGeoJSON,
  writeGeoJSON,
} from "./geojson.ts";
export {
  fillContours,
  type Polygon,
  type Ring,
  ringArea,
  simplifyContours,
  type Vertex,
} from "./polygon.ts";
export { type ContourOptions, findContours } from "./trace.ts";
