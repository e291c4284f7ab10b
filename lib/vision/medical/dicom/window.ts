/** Which values are black and white: windows and look-up tables of a DICOM file (PS3.3, C.11.2). */

import type { Samples } from "../../raw-image.ts";
import type { PixelLayout } from "./layout.ts";
import { lookUp, lookUpTable } from "./look-up.ts";
import { type FrameSets, setWith } from "./values.ts";

/** A window, as a file says it. */
export interface DicomWindow {
  center: number;
  width: number;
  /** How values between black and white rise. */
  shape: "linear" | "linear exact" | "sigmoid";
  /** What it is for, as "LUNG"; null where the file does not say it. */
  explanation: string | null;
}

const [CENTER, WIDTH, EXPLANATION, FUNCTION] = [0x00281050, 0x00281051, 0x00281055, 0x00281056];
const VOI_LUT = 0x00283010;
const SHAPES: Readonly<Record<string, DicomWindow["shape"]>> = {
  LINEAR: "linear",
  LINEAR_EXACT: "linear exact",
  SIGMOID: "sigmoid",
};

/** The windows of a frame; empty where there are none. Throws Error for one that is none. */
export function windowsOf(sets: FrameSets): DicomWindow[] {
  const set = setWith(sets, CENTER);
  if (set === undefined) return [];
  const [centers, widths] = [set.numbers(CENTER), set.numbers(WIDTH)];
  const notes = (set.text(EXPLANATION, set.encoding()) ?? "").split("\\");
  const name = set.code(FUNCTION) ?? "LINEAR";
  const shape = SHAPES[name];
  return centers.map((center, i) => {
    const width = widths[i] ?? Number.NaN;
    const least = shape === "linear" ? 1 : 0;
    if (shape === undefined || !Number.isFinite(center) || !(width >= least && width > 0)) {
      throw new Error(
        "its window is damaged: a centre, a width above 0 and a known VOILUTFunction are needed",
      );
    }
    return { center, width, shape, explanation: notes[i]?.trim() || null };
  });
}

/** How black a value is, 0 to 1. */
export type Shade = (value: number) => number;

/** What the file says of its shades, a table before a window; null where it says nothing. Throws Error for damaged ones. */
export function shadeOf(sets: FrameSets, layout: PixelLayout): Shade | null {
  const item = setWith(sets, VOI_LUT)?.items(VOI_LUT)[0];
  if (item !== undefined) {
    const table = lookUpTable(item, 0x00283002, 0x00283006, layout.isSigned);
    const most = 2 ** table.bits - 1;
    return (value) => Math.min(lookUp(table, value) / most, 1);
  }
  const [window] = windowsOf(sets);
  return window === undefined ? null : shadeOfWindow(window);
}

/** The three functions of PS3.3, C.11.2.1.2 and C.11.2.1.3. */
export function shadeOfWindow({ center, width, shape }: Omit<DicomWindow, "explanation">): Shade {
  if (shape === "sigmoid") return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width));
  const [middle, span] = shape === "linear" ? [center - 0.5, width - 1] : [center, width];
  const [low, high] = [middle - span / 2, middle + span / 2];
  return (value) => (value <= low ? 0 : value > high ? 1 : (value - middle) / span + 0.5);
}

/** Values as shades of 8 bits, to the nearest. */
export function shaded(data: Samples, shade: Shade, isInverted: boolean): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < out.length; i++) {
    const level = shade(data[i] as number);
    out[i] = Math.floor((isInverted ? 1 - level : level) * 255 + 0.5);
  }
  return out;
}
