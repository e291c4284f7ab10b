/** Vision data sets. */

export {
  type ClassificationData,
  collateImages,
  type ImageBatch,
  type ImageLoaderOptions,
  type ImageSample,
  imageLoader,
} from "./classification.ts";
export { type CocoOptions, type CocoPart, CocoSegmentation } from "./coco.ts";
export type { CocoAnnotation, CocoImage, CocoShape } from "./coco-file.ts";
export * as coco from "./coco-masks.ts";
export { ImageFolder, type ImageFolderOptions, ImageFolderSplit } from "./image-folder.ts";
export type { OwnTransforms, Part, PartSets } from "./parts.ts";
export { IMAGE_EXTENSIONS, type LabelledFile } from "./scan.ts";
export {
  collateMasks,
  type SegmentationBatch,
  type SegmentationData,
  type SegmentationKind,
  type SegmentationLoaderOptions,
  type SegmentationSample,
  segmentationLoader,
} from "./segmentation.ts";
export {
  type SegmentationColumns,
  type SegmentationCsvOptions,
  segmentationFromCsv,
} from "./segmentation-csv.ts";
export {
  type MaskReader,
  type MaskTask,
  type SegmentationFile,
  type SegmentationFileOptions,
  SegmentationFiles,
  SegmentationSplit,
} from "./segmentation-files.ts";
export { SegmentationFolder, type SegmentationFolderOptions } from "./segmentation-folder.ts";
export type { MaskTaskOptions } from "./segmentation-task.ts";
export {
  SegmentationTiles,
  type Tile,
  TiledSegmentation,
  type TileOptions,
  tiled,
} from "./segmentation-tiles.ts";
export {
  type ClassSplitOptions,
  type GroupedSplitOptions,
  groupedSplit,
  type Parts,
  type SplitOptions,
  stratifiedGroupedSplit,
  stratifiedSplit,
} from "./split.ts";
