/**
 * What a class might be told from without looking at what is in the picture. A family of such features is an entry of
 * {@link FAMILIES}; columns of a table that the data keeps are families too.
 */

import type { SampleFacts } from "./facts.ts";

/** A value of a sample; null is missing. */
export type Value = number | string | null;

/** Features that belong together. */
export interface Family {
  /** To follow "from": `the size of the image`. */
  name: string;
  /**
   * What it is of: the file, so that nothing in the picture explains it; the picture, where it may be what the classes look
   * like; a column of the table.
   */
  of: "file" | "picture" | "column";
  values(facts: SampleFacts): Value[];
}

const log = (value: number | undefined | null): number | null =>
  value == null || value <= 0 ? null : Math.log(value);

/** The families that any data has. */
export const FAMILIES: readonly Family[] = [
  { name: "the format of the file", of: "file", values: ({ header }) => [header?.format ?? null] },
  {
    name: "how the file was compressed",
    of: "file",
    values: ({ header }) => [
      log(header?.quantisation),
      header?.quantisation == null ? null : String(header.quantisation),
      header?.subsampling ?? null,
      flag(header?.isProgressive),
      flag(header?.hasProfile),
      header?.density == null ? null : String(header.density),
      header?.bits == null ? null : String(header.bits),
    ],
  },
  {
    name: "the channels of the file",
    of: "file",
    values: ({ header }) => [
      header?.channels == null ? null : `${header.channels}${header.hasAlpha ? "a" : ""}`,
    ],
  },
  {
    name: "the size of the image",
    of: "file",
    values: ({ size }) => [
      log(size?.width),
      log(size?.height),
      size === null ? null : Math.log(size.width / size.height),
      size === null ? null : `${size.width} x ${size.height}`,
    ],
  },
  {
    name: "EXIF",
    of: "file",
    values: ({ header }) => [
      header === null ? null : String(header.orientation),
      flag(header === null ? undefined : header.exif !== null),
      header?.exif?.make ?? null,
      header?.exif?.model ?? null,
      header?.exif?.software ?? null,
    ],
  },
  {
    name: "the tags of DICOM",
    of: "file",
    values: ({ header }) => {
      const tags = header?.dicom;
      if (tags == null) return [];
      const spacing = tags.spacing === null ? null : tags.spacing[0];
      return [
        ...[
          tags.photometric,
          tags.modality,
          tags.manufacturer,
          tags.model,
          tags.view,
          tags.plane,
          tags.kernel,
        ],
        ...[spacing, tags.thickness],
        ...[String(tags.windows), tags.bits === null ? null : String(tags.bits)],
      ];
    },
  },
  {
    name: "an even border",
    of: "picture",
    values: ({ pixels }) => {
      if (pixels === null) return [];
      const { top, bottom, left, right, value } = pixels.border;
      return [top, bottom, left, right, value, flag(top + bottom + left + right > 0)];
    },
  },
  { name: "how many bytes the file has", of: "picture", values: ({ header }) => [log(header?.bytes)] },
  {
    name: "brightness and colour",
    of: "picture",
    values: ({ pixels }) =>
      pixels === null
        ? []
        : [...pixels.mean, ...pixels.std, pixels.white, pixels.black, flag(pixels.isColored)],
  },
];

function flag(is: boolean | undefined): string | null {
  return is === undefined ? null : is ? "yes" : "no";
}

/** Columns of a table as families. */
export function columnFamilies(facts: readonly SampleFacts[]): Family[] {
  const names = new Set(facts.flatMap(({ subject }) => Object.keys(subject.row ?? {})));
  return [...names].map((name) => ({
    name: `the column ${name}`,
    of: "column",
    values: ({ subject }) => {
      const value = subject.row?.[name];
      if (value == null || value === "") return [null];
      return [typeof value === "number" ? value : String(value)];
    },
  }));
}

/** Values that are taken one by one; more than these, or rarer ones, are taken together. */
const MOST_LEVELS = 10;
const RAREST = 3;

/** The values of samples as columns of numbers, for a model; null where none of them differ. */
export function matrixOf(
  values: readonly (readonly Value[])[],
): { rows: Float64Array; columns: number } | null {
  const width = Math.max(0, ...values.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, k) =>
    expanded(values.map((row) => row[k] ?? null)),
  ).flat();
  const telling = columns.filter((column) => column.some((value) => value !== column[0]));
  if (telling.length === 0) return null;
  const rows = new Float64Array(values.length * telling.length);
  for (const [c, column] of telling.entries()) {
    for (const [i, value] of column.entries()) rows[i * telling.length + c] = value;
  }
  return { rows, columns: telling.length };
}

/** One column of values as columns of numbers: the number and its square, each frequent value, and what is missing. */
function expanded(values: readonly Value[]): number[][] {
  const made: number[][] = [];
  const numbers = values.filter(
    (value): value is number => typeof value === "number" && Number.isFinite(value),
  );
  if (numbers.length > 0) {
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const spread =
      Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length) || 1;
    const scaled = values.map((value) =>
      typeof value === "number" && Number.isFinite(value)
        ? Math.max(-6, Math.min(6, (value - mean) / spread))
        : 0,
    );
    made.push(
      scaled,
      scaled.map((value) => value * value),
    );
  }
  const counts = new Map<string, number>();
  for (const value of values) if (typeof value === "string") counts.set(value, (counts.get(value) ?? 0) + 1);
  const levels = [...counts].filter(([, n]) => n >= RAREST).sort((a, b) => b[1] - a[1]);
  for (const [level] of levels.slice(0, MOST_LEVELS))
    made.push(values.map((value) => Number(value === level)));
  if (values.some((value) => value === null)) made.push(values.map((value) => Number(value === null)));
  return made;
}
