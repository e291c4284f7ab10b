/** Regions of masks: connected components, their measurements, tables of them. */

export type { OrientedBox, Point } from "./hull.ts";
export { type Labels, labelRegions } from "./label.ts";
export { type MeasureOptions, measureRegions, type RegionMeasurements } from "./measure.ts";
export {
  type OptionalRegionColumn,
  type RegionColumn,
  type RegionTable,
  regionColumns,
  regionCsv,
  regionFeatures,
  regionTable,
  writeRegionCsv,
} from "./table.ts";
