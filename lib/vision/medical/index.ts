/** Files of medical imaging: values with their units and places. */

export { openSlide, Slide, type SlideLevel, type SlideRegion } from "../slides/slide.ts";
export { type Tissue, type TissueOptions, tissueMask } from "../slides/tissue.ts";
export { CT_WINDOWS, type CtWindow, type ValueWindow, type WindowOption } from "../windows.ts";
export type { FrameGeometry, Point } from "./dicom/geometry.ts";
export { type DicomImage, type ReadDicomOptions, readDicom } from "./dicom/read.ts";
export {
  type DicomSeries,
  type DicomVolume,
  type ListSeriesOptions,
  listDicomSeries,
  type ReadSeriesOptions,
  readDicomSeries,
} from "./dicom/series.ts";
export type { DicomTags, DicomValue } from "./dicom/tags.ts";
export type { DicomWindow } from "./dicom/window.ts";
export { type FieldOfViewOptions, fieldOfView } from "./field-of-view.ts";
export type { Affine } from "./nifti/header.ts";
export { type NiftiVolume, type ReadNiftiOptions, readNifti } from "./nifti/read.ts";
export {
  type PlacedVolume,
  type ReadVolume,
  type ReadVolumeOptions,
  type ResampleOptions,
  readVolume,
  reorient,
  resample,
} from "./volume/read.ts";
export type { VolumeOptions } from "./volume/source.ts";
export type { Resampling, ViewOptions } from "./volume/view.ts";
