/** Files of medical imaging: values with their units and places. */

export type { FrameGeometry, Point } from "./dicom/geometry.ts";
export { type DicomImage, type ReadDicomOptions, readDicom } from "./dicom/read.ts";
export type { DicomTags, DicomValue } from "./dicom/tags.ts";
export type { DicomWindow } from "./dicom/window.ts";
