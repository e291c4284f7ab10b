/**
 * The objects of an image as annotations state them: which boxes can be used, and the tensors that are made of them.
 * Tensors are made when an image is read; until then objects are plain.
 */

import { oneOf } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { fromBytes, tensor } from "../../tensor/index.ts";
import type { DetectionTarget } from "../detection-sample.ts";
import { MOST_PIXELS } from "../masks/run-length.ts";

/** x1, y1, x2, y2 in pixels, the far edges exclusive. */
export type Corners = readonly [number, number, number, number];

/** One object of an image, or with `crowd` a group of them. */
export interface DetectionObject {
  /** x1, y1, x2, y2 in pixels, the far edges exclusive. */
  readonly box: Corners;
  /** From 1 on. */
  readonly label: number;
  readonly crowd: boolean;
  /** Pixels it covers. */
  readonly area: number;
  /** How errors call it: `annotation 12`, `line 7`. */
  readonly name: string;
  /** Of Pascal VOC: hard to recognise. */
  readonly difficult?: boolean;
  /** Of Pascal VOC: cut off by the border, or by what stands before it. */
  readonly truncated?: boolean;
  /** Sets its pixels in a plane (H, W) of zeros to 1; missing where only a box is known. */
  readonly draw?: (plane: Uint8Array, height: number, width: number) => void;
}

/** What the pixels of a shape say: the smallest box around them, and how many they are. */
export interface Extent {
  readonly box: Corners;
  readonly area: number;
}

/** An object as a file states it. */
export interface StatedObject extends Omit<DetectionObject, "box" | "area"> {
  /** Null where its pixels say it. */
  readonly box: Corners | null;
  /** Null where its pixels say it, or where there are none its box. */
  readonly area: number | null;
  /** What its pixels in an image of this size say; null where there are none. Missing where only a box is known. */
  readonly measure?: (height: number, width: number) => Extent | null;
}

/** What a box does that has no extent, is inverted or lies outside of its image. */
export type BadBoxes = "throw" | "skip" | "clip";

/** The kind of {@link BadBoxes}. */
export const badBoxesKind = oneOf("throw", "skip", "clip");

/** A box that was left out. */
export interface SkippedBox {
  /** The image. */
  path: string;
  /** The file that has the box. */
  file: string;
  /** Where in it: `annotation 12`, `line 7`. */
  name: string;
  /** Null where none is stated. */
  box: Corners | null;
  /** What is wrong with it. */
  problem: string;
}

/** In pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** How far a box may reach beyond its image before that is a mistake: tools round, and some count from 1. */
const ROUNDING = 1;

/**
 * A box cut to its image, or what is wrong with it. Up to a pixel beyond the image is rounding, and cut off in any case.
 *
 * @param clip whether boxes that reach farther are cut too
 */
export function usableBox(
  [x1, y1, x2, y2]: Corners,
  { width, height }: PixelSize,
  clip: boolean,
): Corners | string {
  if (![x1, y1, x2, y2].every(Number.isFinite)) return "its coordinates are not finite";
  if (x2 < x1 || y2 < y1) return "its corners are exchanged";
  if (x2 === x1 && y2 === y1) return "it has neither width nor height";
  if (x2 === x1 || y2 === y1) return `it has no ${x2 === x1 ? "width" : "height"}`;
  const beyond = Math.max(-x1, -y1, x2 - width, y2 - height);
  if (!clip && beyond > ROUNDING) {
    return `it reaches ${beyond} pixels beyond the image of ${width} x ${height} (width x height)`;
  }
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const cut = [within(x1, width), within(y1, height), within(x2, width), within(y2, height)] as const;
  // Boxes become float32, in which narrow ones far from the corner may have no extent left.
  const hasExtent = Math.fround(cut[2]) > Math.fround(cut[0]) && Math.fround(cut[3]) > Math.fround(cut[1]);
  return hasExtent ? cut : `nothing of it lies in the image of ${width} x ${height} (width x height)`;
}

/** An image with the objects that a file states. */
export interface Annotated {
  readonly path: string;
  /** The file that states them. */
  readonly source: string;
  readonly size: PixelSize;
  readonly objects: readonly StatedObject[];
}

/** How many boxes an error lists. */
const SHOWN = 3;

/**
 * The objects of each image whose boxes can be used, and what was left out. Objects whose box their pixels say are looked at
 * by {@link measuredObjects}, when the size of the image is certain.
 *
 * @throws DatasetError naming file, place and box of the first that cannot be used, and how many there are
 */
export function usableObjects(
  operation: string,
  images: readonly Annotated[],
  badBoxes: BadBoxes,
): { objects: (readonly StatedObject[])[]; skipped: SkippedBox[] } {
  const skipped: SkippedBox[] = [];
  const objects = images.map(({ path, source, size, objects: stated }) =>
    stated.flatMap((object) => {
      if (object.box === null && object.measure !== undefined) return [object];
      const box =
        object.box === null
          ? "it has neither a box nor a shape"
          : usableBox(object.box, size, badBoxes === "clip");
      if (typeof box !== "string") return [{ ...object, box }];
      skipped.push({ path, file: source, name: object.name, box: object.box, problem: box });
      return [];
    }),
  );
  const [first] = skipped;
  if (first === undefined || badBoxes !== "throw") return { objects, skipped };
  const list = skipped
    .slice(0, SHOWN)
    .map(({ file, name, box, problem }) => `${file}, ${name}${boxText(box)}: ${problem}`);
  const more = skipped.length > SHOWN ? `; and ${skipped.length - SHOWN} more` : "";
  throw new DatasetError(
    `${operation}: ${list.join("; ")}${more}; badBoxes: "skip" leaves such boxes out and lists them as data.skipped, ` +
      'badBoxes: "clip" cuts those that reach beyond their image',
    { file: first.file, operation },
  );
}

function boxText(box: Corners | null): string {
  return box === null ? "" : `: the box [${box.join(", ")}]`;
}

/**
 * The objects of one image, of those that {@link usableObjects} let pass, with the boxes and areas that their pixels say.
 * Throws DatasetError for a shape without a pixel in the image that has no box, unless such are left out.
 */
export function measuredObjects(
  { path, source, objects, size: { width, height } }: Annotated,
  badBoxes: BadBoxes,
): DetectionObject[] {
  return objects.flatMap(({ measure, ...object }): DetectionObject[] => {
    const extent = object.box === null || object.area === null ? measure?.(height, width) : undefined;
    const box = object.box ?? extent?.box;
    if (box === undefined) {
      if (badBoxes !== "throw") return [];
      throw new DatasetError(
        `detection: ${source}, ${object.name}: its shape has no pixel in the image ${path}; badBoxes: "skip" leaves it out`,
        { file: source, operation: "detection" },
      );
    }
    const ofBox = (box[2] - box[0]) * (box[3] - box[1]);
    return [{ ...object, box, area: object.area ?? (measure === undefined ? ofBox : (extent?.area ?? 0)) }];
  });
}

/**
 * The target of an image: boxes and area float32, labels and iscrowd int64, masks uint8. The caller owns it.
 *
 * @throws DatasetError for masks that are too many to be held at once
 */
export function targetOf(
  objects: readonly DetectionObject[],
  { path, size, masks }: { path: string; size: PixelSize; masks: boolean },
): Required<Omit<DetectionTarget, "masks">> & Pick<DetectionTarget, "masks"> {
  const { width, height } = size;
  const pixels = width * height;
  if (masks && objects.length * pixels > MOST_PIXELS) {
    throw new DatasetError(
      `detection: ${path}: the masks of ${objects.length} objects have ${objects.length * pixels} pixels together, more ` +
        "than can be held at once; open the data with masks: false, or cut the image into tiles",
      { file: path, operation: "detection" },
    );
  }
  const drawn = new Uint8Array(masks ? objects.length * pixels : 0);
  if (masks) {
    objects.forEach(({ draw }, i) => {
      draw?.(drawn.subarray(i * pixels, (i + 1) * pixels), height, width);
    });
  }
  const whole = (values: number[]) => tensor(values, { dtype: "int64" });
  const target = {
    boxes: tensor(Float32Array.from(objects.flatMap(({ box }) => box))).view([objects.length, 4]),
    labels: whole(objects.map(({ label }) => label)),
    area: tensor(Float32Array.from(objects, ({ area }) => area)),
    iscrowd: whole(objects.map(({ crowd }) => Number(crowd))),
  };
  return masks ? { ...target, masks: fromBytes(drawn, "uint8", [objects.length, height, width]) } : target;
}
