/**
 * Detection data of images in which objects are drawn: label maps, where each object has a value of its own, or masks, where
 * each connected part is one. Finding the pairs is `segmentation-pairs.ts`, images and transforms `detection-files.ts`.
 */

import { Limit } from "../../data/index.ts";
import {
  boolean,
  instance,
  integerFrom,
  listed,
  listOf,
  number,
  oneOf,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { imageSize } from "../image-size.ts";
import { decodeMask } from "../masks/mask-image.ts";
import { labelRegions } from "../regions/index.ts";
import {
  type DetectionFile,
  type DetectionFileOptions,
  DetectionFiles,
  detectionParts,
  type ObjectReader,
} from "./detection-files.ts";
import type { Corners, DetectionObject, PixelSize } from "./detection-objects.ts";
import { extensionsKind, fileKinds } from "./kinds.ts";
import { PARTS } from "./parts.ts";
import { IMAGE_EXTENSIONS } from "./scan.ts";
import type { SegmentationFile } from "./segmentation-files.ts";
import { findParts } from "./segmentation-folder.ts";
import { type GroupedSplitOptions, groupedSplitKind, type Parts, setAside } from "./split.ts";

/** Options of {@link InstanceMasks.open}. */
export interface InstanceMasksOptions extends DetectionFileOptions {
  /** Folder of the images. Default "images". */
  imagesDir?: string;
  /** Folder of the label maps or masks; a folder in it for each class where there are several. Default "masks". */
  masksDir?: string;
  /** Ending of a mask's name after its image's, as in `1_mask.png`; needed only where both lie together. Default "_mask". */
  maskSuffix?: string;
  /** What an image's name and its mask's have in common, where they are not called alike: as of `SegmentationFolder`. */
  pairs?: RegExp;
  /**
   * Name of the class; of several, those of their folders in the order wanted. Default "object", or the folders.
   */
  classes?: readonly string[];
  /**
   * Whether each connected part of what is not 0 is an object. Default: each value is one, and a file that looks like a mask of
   * 0 and one other value is refused; false takes that too as a map of one object.
   */
  components?: boolean;
  /** Of components: 4, neighbours share a side, or 8, also a corner. Default 8. */
  connectivity?: 4 | 8;
  /** Of components: values from here on are inside, such as 128 for masks kept as JPEG. Default 1. */
  threshold?: number;
  /** Value of pixels that belong to no object, besides 0: 255 for the borders of Pascal VOC's. Default none. */
  ignore?: number;
  /** Smaller objects are left out, in pixels: specks of a brush. Default 1. */
  minArea?: number;
  /** Whether targets have the masks of objects, which Mask R-CNN needs. Default true. */
  masks?: boolean;
  /** Images to set aside; parts that have a folder of their own are left as they are. */
  split?: GroupedSplitOptions;
  /** What an image without a mask does: throw, be left out, or stand for one without objects. Default "throw". */
  missing?: "throw" | "skip" | "empty";
  /** Endings of image and mask files. Default torchvision's. */
  extensions?: readonly string[];
}

const OPERATION = "InstanceMasks.open";
const ENTRY = `datasets.${OPERATION}`;
const OPEN = signature<InstanceMasksOptions>(ENTRY, {
  takes: { root: string },
  options: {
    ...fileKinds(ENTRY),
    imagesDir: string,
    masksDir: string,
    maskSuffix: string,
    pairs: instance(RegExp),
    classes: listOf(string),
    components: boolean,
    connectivity: oneOf(4, 8),
    threshold: number,
    ignore: integerFrom(1),
    minArea: number,
    masks: boolean,
    split: groupedSplitKind(ENTRY),
    missing: oneOf("throw", "skip", "empty"),
    extensions: extensionsKind,
  },
  advice: {
    instancesDir: "it is called masksDir",
    valSplit: "give split: { val: 0.2 }",
    groups: "give split: { val: 0.2, groups }",
    seed: "give split: { val: 0.2, seed: 0 }",
  },
});

/**
 * Images and label maps in folders, laid out as `SegmentationFolder` takes them: `images/1.png` and `masks/1.png`, of 8 or 16
 * bits. Each value but 0 is an object, with its mask, the smallest box around it and its pixels as area; or, with
 * `components`, each connected part of a mask.
 *
 * @example
 * const data = await InstanceMasks.open("nuclei", { masksDir: "instances", classes: ["nucleus"], split: { val: 0.2 } });
 */
export class InstanceMasks extends DetectionFiles {
  /**
   * Finds the pairs and looks up the sizes of images; decodes none yet. Throws DatasetError naming files without partner and
   * folders that are missing, ArgumentError for options that contradict each other or a split that leaves nothing to train
   * on. What is wrong in a mask is named when it is read.
   */
  static async open(root: string, ...rest: Rest<InstanceMasksOptions>): Promise<InstanceMasks> {
    const options = OPEN.read(rest);
    OPEN.check(root);
    checkOptions(options);
    const { masks = true, signal } = options;
    const found = await findParts(root, options.imagesDir ?? "images", options.masksDir ?? "masks", {
      operation: OPERATION,
      extensions: options.extensions ?? IMAGE_EXTENSIONS,
      maskSuffix: options.maskSuffix ?? "_mask",
      pairs: options.pairs,
      missing: options.missing ?? "throw",
      classes: options.classes,
      signal,
    });
    const { folders } = found.train;
    const classes = folders ?? options.classes ?? ["object"];
    if (folders === null && classes.length !== 1) {
      throw new ArgumentError(
        `${OPERATION}: a map of objects has one class, got ${listed(classes) || "none"}; several classes have a folder each, ` +
          "masks/<class>",
        { operation: OPERATION },
      );
    }
    if (found.train.files.length === 0) {
      throw new DatasetError(`${OPERATION}: ${root} has no image with a mask to train on`, {
        file: root,
        operation: OPERATION,
      });
    }
    const parts = setAside(
      OPERATION,
      { train: found.train.files, val: found.val?.files ?? null, test: found.test?.files ?? null },
      options.split,
    );
    const sized = await withSizes(parts, options);
    const reader = (samples: readonly DetectionFile[]) => mapReader(samples, options);
    return new InstanceMasks(
      ...detectionParts({ root, parts: sized, task: { classes: [...classes], masks }, reader }, options),
    );
  }
}

function checkOptions({
  components,
  connectivity,
  threshold,
  ignore,
  minArea = 1,
}: InstanceMasksOptions): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${OPERATION}: ${text}`, { operation: OPERATION });
  };
  for (const [name, value] of Object.entries({ connectivity, threshold })) {
    if (value !== undefined && components !== true)
      refuse(`${name} is of connected parts; give components: true`);
  }
  if (ignore !== undefined && threshold !== undefined) refuse("give ignore or threshold, not both");
  if (threshold !== undefined && !(threshold > 0 && Number.isFinite(threshold))) {
    refuse(`threshold is a number above 0, got ${threshold}`);
  }
  if (!(minArea >= 1 && Number.isFinite(minArea)))
    refuse(`minArea is a number of pixels from 1, got ${minArea}`);
}

async function withSizes(
  parts: Parts<SegmentationFile>,
  { image: decoding, signal }: InstanceMasksOptions,
): Promise<Parts<DetectionFile>> {
  const limit = new Limit(16);
  const sized: Parts<DetectionFile> = { train: [], val: [], test: [] };
  for (const part of PARTS) {
    sized[part] = await Promise.all(
      parts[part].map((file) =>
        limit.run(async (): Promise<DetectionFile> => {
          throwIfAborted(signal, OPERATION);
          const size = await imageSize(file.path, { ...decoding, signal });
          const source = file.masks.find((mask) => mask !== null) ?? file.path;
          return { ...file, source, size, stated: false };
        }),
      ),
    );
  }
  return sized;
}

/** Reads the objects that are drawn in the files of a sample. */
function mapReader(samples: readonly DetectionFile[], options: InstanceMasksOptions): ObjectReader {
  return async (index, size, signal) => {
    const { path, masks = [] } = samples[index] as DetectionFile;
    const objects: DetectionObject[] = [];
    for (const [i, file] of masks.entries()) {
      if (file === null) continue;
      const map = await readMap(file, path, size, options, signal);
      for (const drawn of objectsIn(map, size, options.minArea ?? 1)) {
        objects.push({ ...drawn, label: i + 1, crowd: false });
      }
    }
    return objects;
  };
}

/** As floating numbers where 32 bits do not hold them. */
type LabelMap = Uint8Array | Int32Array | Float64Array;

/** Values that a mask of one foreground has where a map of objects would have 1. */
const FULL = [255, 65535];

/** The numbers of objects, pixel by pixel, of a file that belongs to the image `path`. */
async function readMap(
  file: string,
  path: string,
  size: PixelSize,
  options: InstanceMasksOptions,
  signal?: AbortSignal,
): Promise<LabelMap> {
  const { components, connectivity, threshold, ignore, image } = options;
  const decoded = await decodeMask(file, { threshold, exif: image?.exif, signal });
  const { width, height } = decoded;
  const data = decoded.data instanceof BigInt64Array ? Float64Array.from(decoded.data, Number) : decoded.data;
  const refuse = (text: string): never => {
    throw new DatasetError(`detection: ${file} ${text}`, { file, operation: "detection" });
  };
  if (width !== size.width || height !== size.height) {
    refuse(
      `is ${width} x ${height} pixels (width x height), its image ${path} ${size.width} x ${size.height}`,
    );
  }
  if (ignore !== undefined) for (let i = 0; i < data.length; i++) if (data[i] === ignore) data[i] = 0;
  const parts = () => labelRegions({ data, width, height }, { connectivity });
  if (components === true) return parts().data;
  if (components === undefined) {
    const only = onlyValue(data);
    if (only !== null && (FULL.includes(only) || (only === 1 && parts().count > 1))) {
      refuse(
        `holds 0 and ${only} alone, as masks do, and not a value for each object; components: true makes an object of each ` +
          "connected part, components: false one of the whole",
      );
    }
  }
  const below = data.findIndex((value: number) => value < 0);
  if (below >= 0) refuse(`has the value ${data[below]}; objects are numbered from 1`);
  return data;
}

/** The one value besides 0; null where there are none or several. */
function onlyValue(data: LabelMap): number | null {
  let only: number | null = null;
  for (const value of data) {
    if (value === 0 || value === only) continue;
    if (only !== null) return null;
    only = value;
  }
  return only;
}

type Drawn = Pick<DetectionObject, "box" | "area" | "name" | "draw">;

/** The objects of a map in the order of their numbers. */
function objectsIn(map: LabelMap, { width, height }: PixelSize, minArea: number): Drawn[] {
  const extents = new Map<number, { box: [number, number, number, number]; area: number }>();
  let [last, extent]: [number, { box: [number, number, number, number]; area: number } | null] = [0, null];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const value = map[at] as number;
      if (value === 0) continue;
      // Neighbours mostly belong together.
      if (value !== last || extent === null) {
        extent = extents.get(value) ?? { box: [x, y, x + 1, y + 1], area: 0 };
        extents.set(value, extent);
        last = value;
      }
      const { box } = extent;
      if (x < box[0]) box[0] = x;
      if (x >= box[2]) box[2] = x + 1;
      box[3] = y + 1;
      extent.area++;
    }
  }
  return [...extents]
    .filter(([, { area }]) => area >= minArea)
    .sort(([a], [b]) => a - b)
    .map(([value, { box, area }]) => ({
      box,
      area,
      name: `object ${value}`,
      draw: (plane) => drawValue(plane, map, value, box, width),
    }));
}

function drawValue(
  plane: Uint8Array,
  map: LabelMap,
  value: number,
  [left, top, right, bottom]: Corners,
  width: number,
): void {
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left; at < y * width + right; at++) if (map[at] === value) plane[at] = 1;
  }
}
