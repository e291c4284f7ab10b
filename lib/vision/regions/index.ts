/** Regions of masks: connected components, their measurements, tables of them. */

export type { OrientedBox, Point } from "./hull.ts";
export { type LabelOptions, type Labels, labelRegions } from "./label.ts";
export { type MeasureOptions, measureRegions, type RegionMeasurements } from "./measure.ts";
export {
  type OptionalRegionColumn,
  type RegionColumn,
  type RegionCsvOptions,
  type RegionTable,
  type RegionTableOptions,
  regionColumns,
  regionCsv,
  regionFeatures,
  regionTable,
  writeRegionCsv,
} from "./table.ts";
