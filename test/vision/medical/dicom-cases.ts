/** Small DICOM files with pydicom's numbers, and the public ones with digests of them; `scripts/fixtures/dicom.py` makes both. */

import { inflateSync } from "node:zlib";
import { fixtureJson } from "../../helpers/index.ts";

/** One committed file. */
export interface DicomCase {
  name: string;
  bytes: Buffer;
  modality: string;
  /** (F, C, H, W) */
  shape: number[];
  values: Float64Array;
  /** By how much decoders of lossy frames may differ. */
  slack: number;
  /** Levels 0 to 255 of the file's own window or table; none where it has none. */
  shades: Float32Array | null;
}

/** One file of pydicom's own tests. */
export interface PublicCase {
  file: string;
  modality: string;
  /** What pydicom said where it read nothing. */
  error?: string;
  shape: number[];
  sha256: string;
  sum: number;
  /** By how much decoders of lossy frames may differ. */
  slack: number;
  samples: number[];
  spacing: number[] | null;
  keywords: string[];
  shades?: number[];
}

function aligned(text: string): ArrayBuffer {
  return Uint8Array.from(inflateSync(Buffer.from(text, "base64"))).buffer;
}

interface Stored {
  name: string;
  file: string;
  modality: string;
  shape: number[];
  values: string;
  shades?: string;
  slack?: number;
}

const { secrets, cases } = fixtureJson<{ secrets: string[]; cases: Stored[] }>("dicom");

/** What of the files may identify. */
export const SECRETS: readonly string[] = secrets;

export const CASES: readonly DicomCase[] = cases.map(
  ({ name, file, modality, shape, values, shades, slack = 0 }) => ({
    name,
    modality,
    shape,
    slack,
    bytes: Buffer.from(file, "base64"),
    values: new Float64Array(aligned(values)),
    shades: shades === undefined ? null : new Float32Array(aligned(shades)),
  }),
);

/** The file of a name. */
export function caseOf(name: string): DicomCase {
  const found = CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}

export const PUBLIC: readonly PublicCase[] = fixtureJson<PublicCase[]>("dicom-public");
