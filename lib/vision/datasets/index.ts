/** Vision data sets. */

export type { ArrayPlace, PixelArray } from "./array-pixels.ts";
export { aspectRatioGroups } from "./aspect-ratios.ts";
export {
  type ClassificationData,
  collateImages,
  type ImageBatch,
  type ImageLoaderOptions,
  type ImageSample,
  imageLoader,
} from "./classification.ts";
export { type CocoOptions, CocoSegmentation } from "./coco.ts";
export { CocoDetection, type CocoDetectionOptions } from "./coco-detection.ts";
export type { CocoAnnotation, CocoImage, CocoShape } from "./coco-file.ts";
export * as coco from "./coco-masks.ts";
export type { CocoFilesOptions, CocoPart } from "./coco-open.ts";
export { writeCocoDetection } from "./coco-write.ts";
export type { TableSplitOptions } from "./csv-split.ts";
export {
  collateDetection,
  type DetectionBatch,
  type DetectionData,
  type DetectionLoaderOptions,
  type DetectionSample,
  type DetectionTaskFacts,
  detectionLoader,
} from "./detection.ts";
export {
  type DetectionColumns,
  type DetectionCsvOptions,
  detectionFromCsv,
} from "./detection-csv.ts";
export {
  type DetectionFile,
  type DetectionFileOptions,
  DetectionFiles,
  DetectionSplit,
  type ObjectReader,
} from "./detection-files.ts";
export type { BadBoxes, DetectionObject, SkippedBox } from "./detection-objects.ts";
export { VocDetection, type VocDetectionOptions, type VocSets } from "./detection-voc.ts";
export type { Exclusion, FileParts } from "./file-parts.ts";
export type { FileEntry, FileSplit, KeptRow } from "./file-split.ts";
export {
  type ClassColumns,
  type FromCsvOptions,
  fromCsv,
  type GradeColumns,
  type ImageColumns,
  type LabelsColumns,
  type PointsColumns,
  type ValueColumns,
} from "./from-csv.ts";
export {
  type ArrayImage,
  ImageArrays,
  type ImageArraysOptions,
  ImageArraysSplit,
} from "./image-arrays.ts";
export { ImageFolder, type ImageFolderOptions, ImageFolderSplit } from "./image-folder.ts";
export {
  type ArchiveData,
  type ArchiveTask,
  type ImagesFromNpzOptions,
  imagesFromNpz,
} from "./images-npz.ts";
export { InstanceMasks, type InstanceMasksOptions } from "./instance-masks.ts";
export type { FileOptions } from "./kinds.ts";
export { LabelledFiles, LabelledSplit } from "./labelled-files.ts";
export type { MaskTask } from "./mask-parts.ts";
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
  type SlideEntry,
  type SlideTile,
  SlideTiles,
  type SlideTilesOptions,
  SlideTilesSplit,
} from "./slide-tiles.ts";
export {
  type ClassSplitOptions,
  type GroupedSplitOptions,
  groupedSplit,
  type Parts,
  type SplitOptions,
  stratifiedGroupedSplit,
  stratifiedSplit,
} from "./split.ts";
export { MultilabelFiles, RegressionFiles, type TargetFile, TargetSplit } from "./target-files.ts";
export {
  collateTargets,
  type MultilabelData,
  type OrdinalData,
  type RegressionData,
  type RegressionTaskFacts,
  type TargetBatch,
  type TargetLoaderOptions,
  type TargetSample,
  targetLoader,
} from "./targets.ts";
export {
  type MaskedVolumeEntry,
  SegmentationVolumes,
  type SegmentationVolumesOptions,
  SegmentationVolumesSplit,
  type VolumesWithMasks,
} from "./volume-masks.ts";
export type { Cut, CutShape, Fill } from "./volume-reader.ts";
export type { VolumeEntry, VolumePoint, VolumeSampleOptions, VolumeSlice } from "./volume-samples.ts";
export { type LabelledSlice, Volumes, type VolumesOptions, VolumesSplit } from "./volumes.ts";
export {
  type MaskedVolumeColumns,
  type MaskedVolumesCsvOptions,
  type VolumeColumns,
  type VolumesCsvOptions,
  volumesFromCsv,
} from "./volumes-csv.ts";
export { volumesFromNpz } from "./volumes-npz.ts";
