/** What of a DICOM file tells one kind of picture from another. Nothing that names a patient, an institution or a date is read. */

import type { DataSet } from "../../vision/medical/dicom/data-set.ts";

/** Facts of a DICOM file. */
export interface DicomFacts {
  size: { width: number; height: number } | null;
  samples: number | null;
  bits: number | null;
  frames: number;
  photometric: string | null;
  modality: string | null;
  manufacturer: string | null;
  model: string | null;
  /** How the picture was taken: AP, PA, LL. */
  view: string | null;
  bodyPart: string | null;
  /** How many windows the file has. */
  windows: number;
  /** Whether it says in another way which values are black and white. */
  hasLookUp: boolean;
  /** Millimetres between rows and columns; null where it is not said. */
  spacing: readonly [number, number] | null;
  thickness: number | null;
  /** Of the slices: axial, coronal, sagittal, oblique; null where it is not said. */
  plane: string | null;
  kernel: string | null;
}

const PLANES = ["sagittal", "coronal", "axial"] as const;

/** Reads the facts. */
export function dicomFacts(set: DataSet): DicomFacts {
  const [rows, columns] = [set.number(0x00280010), set.number(0x00280011)];
  const spacing = set.numbers(0x00280030).length === 2 ? set.numbers(0x00280030) : set.numbers(0x00181164);
  const isSpaced = spacing.length === 2 && spacing.every((one) => one > 0);
  return {
    size: rows === undefined || columns === undefined ? null : { width: columns, height: rows },
    samples: set.number(0x00280002) ?? null,
    bits: set.number(0x00280101) ?? null,
    frames: set.number(0x00280008) ?? 1,
    photometric: set.code(0x00280004) ?? null,
    modality: set.code(0x00080060) ?? null,
    manufacturer: set.code(0x00080070) ?? null,
    model: set.code(0x00081090) ?? null,
    view: set.code(0x00185101) ?? null,
    bodyPart: set.code(0x00180015) ?? null,
    windows: set.numbers(0x00281050).filter(Number.isFinite).length,
    hasLookUp: set.has(0x00283010) || set.elements.has(0x00283010),
    spacing: isSpaced ? [spacing[0] as number, spacing[1] as number] : null,
    thickness: set.number(0x00180050) ?? null,
    plane: planeOf(set.numbers(0x00200037)),
    kernel: set.code(0x00181210) ?? null,
  };
}

/** The plane of a slice, by the direction that is across rows and columns. */
function planeOf(axes: readonly number[]): string | null {
  if (axes.length !== 6 || !axes.every(Number.isFinite)) return null;
  const [a, b, c, d, e, f] = axes as [number, number, number, number, number, number];
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d].map(Math.abs);
  const largest = Math.max(...normal);
  return largest > 0.9 ? (PLANES[normal.indexOf(largest)] as string) : "oblique";
}
