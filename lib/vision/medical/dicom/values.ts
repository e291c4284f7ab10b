/** Stored samples to the values that they stand for: Hounsfield units, doses (PS3.3, C.11.1). */

import type { Samples } from "../../raw-image.ts";
import type { DataSet } from "./data-set.ts";
import type { PixelLayout } from "./layout.ts";
import { lookUp, lookUpTable } from "./look-up.ts";

/** The sets in which a frame's own description may stand: of the frame, of all frames, of the file. */
export type FrameSets = readonly DataSet[];

const [SHARED_GROUPS, FRAME_GROUPS] = [0x52009229, 0x52009230];
const MODALITY_LUT = 0x00283000;
const [INTERCEPT, SLOPE] = [0x00281052, 0x00281053];

/**
 * Where the description of a frame is looked for, the nearest first: functional groups of the frame and of all of them
 * (PS3.3, C.7.6.16), and the file itself.
 */
export function frameSets(set: DataSet, index: number): FrameSets {
  const groups = [set.items(FRAME_GROUPS)[index], set.items(SHARED_GROUPS)[0]];
  const inner = groups.flatMap((group) =>
    group === undefined
      ? []
      : [...group.elements.values()].flatMap(({ vr, items }) =>
          vr === "SQ" && items?.[0] ? [items[0]] : [],
        ),
  );
  return [...inner, set];
}

/** The nearest set that has an element. */
export function setWith(sets: FrameSets, tag: number): DataSet | undefined {
  return sets.find((set) => set.has(tag));
}

/** How stored samples become values. */
export interface Modality {
  /** Whether they stay what they are. */
  isIdentity: boolean;
  apply(data: Samples): Samples;
  /** One stored value. */
  of(value: number): number;
}

/** Reads the modality's transform. Throws Error for one that is damaged. */
export function modalityOf(sets: FrameSets, { isSigned }: PixelLayout): Modality {
  const table = setWith(sets, MODALITY_LUT)?.items(MODALITY_LUT)[0];
  if (table !== undefined) {
    const lut = lookUpTable(table, 0x00283002, 0x00283006, isSigned);
    const of = (value: number) => lookUp(lut, value);
    return { isIdentity: false, of, apply: (data) => Int32Array.from(data, of) };
  }
  const slope = numberOf(sets, SLOPE, "RescaleSlope") ?? 1;
  const intercept = numberOf(sets, INTERCEPT, "RescaleIntercept") ?? 0;
  const of = (value: number) => slope * value + intercept;
  if (slope === 1 && intercept === 0) return { isIdentity: true, of, apply: (data) => data };
  const isWhole = Number.isInteger(slope) && Number.isInteger(intercept);
  const apply = (data: Samples): Samples => {
    // Beyond 32 bits integers would wrap around.
    const most = 2 ** (8 * data.BYTES_PER_ELEMENT) * Math.abs(slope) + Math.abs(intercept);
    const kind = isWhole && !(data instanceof Float32Array) && most < 2 ** 31 ? Int32Array : Float32Array;
    return (kind as typeof Float32Array).from(data, of);
  };
  return { isIdentity: false, of, apply };
}

function numberOf(sets: FrameSets, tag: number, name: string): number | undefined {
  const set = setWith(sets, tag);
  if (set === undefined) return undefined;
  const value = set.number(tag);
  if (value === undefined) throw new Error(`its ${name} is no number; it is damaged`);
  return value;
}
