/** Colours of DICOM files to RGB: luma and chroma, and palettes (PS3.3, C.7.6.3.1.2 and C.7.6.3.1.5). */

import type { Samples } from "../../raw-image.ts";
import type { DataSet } from "./data-set.ts";
import { lookUp, lookUpTable, segmentedTable } from "./look-up.ts";

/** Two luma samples and one of each chroma for two pixels, as a full set for each. */
export function ybrFull422(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array((bytes.length / 4) * 6);
  for (let at = 0, to = 0; at + 3 < bytes.length; at += 4) {
    const [first, second, blue, red] = bytes.subarray(at, at + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    for (const luma of [first, second]) {
      out[to++] = luma;
      out[to++] = blue;
      out[to++] = red;
    }
  }
  return out;
}

/** YBR_FULL to RGB, as CCIR Recommendation 601-2 with the full range. */
export function ybrToRgb(data: Samples, bits: number): Samples {
  const middle = 2 ** (bits - 1);
  const most = 2 ** bits - 1;
  const out = new (data.constructor as new (length: number) => Samples)(data.length);
  const whole = (value: number) => Math.min(Math.max(Math.floor(value + 0.5), 0), most);
  for (let i = 0; i + 2 < data.length; i += 3) {
    const luma = data[i] as number;
    const blue = (data[i + 1] as number) - middle;
    const red = (data[i + 2] as number) - middle;
    out[i] = whole(luma + 1.402 * red);
    out[i + 1] = whole(luma - (0.114 * 1.772 * blue + 0.299 * 1.402 * red) / 0.587);
    out[i + 2] = whole(luma + 1.772 * blue);
  }
  return out;
}

/** Indices of a palette to RGB of 8 bits. Throws Error where the palette is missing or damaged. */
export function paletteToRgb(set: DataSet, data: Samples, isSigned: boolean): Uint8Array {
  const isSegmented = set.has(0x00281221);
  const tables = [1, 2, 3].map((color) =>
    isSegmented
      ? segmentedTable(set, 0x00281100 + color, 0x00281220 + color, isSigned)
      : lookUpTable(set, 0x00281100 + color, 0x00281200 + color, isSigned),
  );
  const out = new Uint8Array(3 * data.length);
  for (const [c, table] of tables.entries()) {
    // Of 16 bits the high byte.
    const shift = Math.max(table.bits - 8, 0);
    for (let i = 0; i < data.length; i++) out[3 * i + c] = lookUp(table, data[i] as number) >> shift;
  }
  return out;
}
