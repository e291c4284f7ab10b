/** Masks class by class and region by region, as the file formats have them. */

import { integer, type Kinds, listOf, nullable, string } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { Tensor } from "../../tensor/index.ts";
import { choice } from "../arguments.ts";
import { type Mask, type MaskLike, toMask } from "../morphology/mask.ts";
import { connectivityKind, type Labels, labelRegions } from "../regions/label.ts";
import type { Polygon } from "./polygon.ts";
import { tracePolygons } from "./trace.ts";

/** A mask of class numbers (H, W), 0 the background, or one mask per class (K, H, W). */
export type ClassMask = MaskLike;

/** What makes an object of the pixels of a class: their connected regions, or all of them together. */
export type ObjectRule = "region" | "class";

/** Options of going through the objects of masks. */
export interface ObjectOptions {
  /** Names by class number; of (H, W) the first is the background. Default: the numbers. */
  classes?: readonly string[];
  /** One object for each connected region, or for each class. Default "region". */
  each?: ObjectRule;
  /** Neighbours of a region's pixels: 4 share a side, 8 also a corner. Default 8. */
  connectivity?: 4 | 8;
  /** Pixels of this value belong to nothing, as 255 does in many data sets. Default: none. */
  ignoreIndex?: number | null;
}

/** The kinds of {@link ObjectOptions}. */
export const OBJECT_KINDS: Kinds<ObjectOptions> = {
  classes: listOf(string),
  each: choice(["region", "class"]),
  connectivity: connectivityKind,
  ignoreIndex: nullable(integer),
};

/** Pixels of one class that belong together. */
export interface MaskObject {
  /** The class number: the value in (H, W), the position in (K, H, W). */
  value: number;
  name: string;
  /** A mask of the image's size, 1 where the object is. */
  mask: () => Mask;
  /** Several, where parts touch at corners only or where the object is a whole class. */
  polygons: Polygon[];
  /** Number of pixels. */
  area: number;
  /** First column and row, width and height, in pixels. */
  box: [x: number, y: number, width: number, height: number];
}

/** Height and width of a mask. */
export function maskSize(mask: ClassMask): [height: number, width: number] {
  if (!(mask instanceof Tensor)) return [mask.height, mask.width];
  return mask.shape.slice(-2) as [number, number]; // checked where its values are read
}

/**
 * The objects of a mask, by class and then in the order in which a scan meets them.
 *
 * @throws ShapeError for what is no mask, ArgumentError for values that `classes` has no name for
 */
export function objectsOf(mask: ClassMask, options: ObjectOptions, operation: string): MaskObject[] {
  const { each = "region", connectivity = 8 } = options;
  return classMasks(mask, options, operation).flatMap(({ value, name, mask: own }) => {
    // All pixels of a class are one object where the class is: then they have one label.
    const labels =
      each === "class"
        ? { ...own, data: Int32Array.from(own.data), count: 1 }
        : labelRegions(own, { connectivity });
    const objects = Array.from({ length: labels.count }, (_, i): MaskObject => {
      const only = (): Uint8Array => Uint8Array.from(labels.data, (label) => (label === i + 1 ? 1 : 0));
      return {
        value,
        name,
        mask: () => ({ ...own, data: only() }),
        polygons: [],
        area: 0,
        box: [0, 0, 0, 0],
      };
    });
    measure(objects, labels);
    for (const { polygon, pixel } of tracePolygons(own)) {
      objects[(labels.data[pixel] as number) - 1]?.polygons.push(polygon);
    }
    return objects;
  });
}

/** Counts the pixels of each label and finds the box around them. */
function measure(objects: readonly MaskObject[], { data, height, width }: Labels): void {
  const boxes = objects.map(() => ({ left: width, top: height, right: 0, bottom: 0 }));
  for (let i = 0; i < data.length; i++) {
    const label = data[i] as number;
    const [object, box] = [objects[label - 1], boxes[label - 1]];
    if (object === undefined || box === undefined) continue;
    const [y, x] = [Math.floor(i / width), i % width];
    object.area++;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  for (const [i, { left, top, right, bottom }] of boxes.entries()) {
    (objects[i] as MaskObject).box = [left, top, right - left, bottom - top]; // as many boxes as objects
  }
}

/** The mask of each class that there is. */
function classMasks(
  mask: ClassMask,
  { classes, ignoreIndex = null }: ObjectOptions,
  operation: string,
): { value: number; name: string; mask: Mask }[] {
  const named = (value: number): string => {
    const name = classes === undefined ? `${value}` : classes[value];
    if (name !== undefined) return name;
    throw new ArgumentError(
      `${operation}: the mask has the value ${value}, and there are ${classes?.length} classes; name all of them, or ` +
        "leave pixels of that value out with ignoreIndex",
      { operation },
    );
  };
  if (mask instanceof Tensor && mask.ndim === 3) {
    return Array.from({ length: mask.shape[0] as number }, (_, value) => {
      const one = mask.detach();
      const plane = one.select(0, value);
      const own = toMask(plane, operation);
      plane.dispose();
      one.dispose();
      return {
        value,
        name: named(value),
        mask: { ...own, data: Uint8Array.from(own.data, (v) => (v === 0 ? 0 : 1)) },
      };
    }).filter((one) => one.mask.data.includes(1));
  }
  const { data, height, width } = toMask(mask, operation);
  const values = new Set<number>();
  for (let i = 0; i < data.length; i++) values.add(data[i] as number);
  return [...values]
    .filter((value) => value !== 0 && value !== ignoreIndex)
    .sort((a, b) => a - b)
    .map((value) => ({
      value,
      name: named(value),
      mask: { data: Uint8Array.from(data, (v) => (v === value ? 1 : 0)), height, width },
    }));
}
