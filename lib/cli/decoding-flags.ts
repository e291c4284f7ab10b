/** Flags that say how images are decoded: the range of values of samples that are no bytes, the picture in a file, EXIF. */
import { InvalidArgumentError } from "commander";
import type { DecodingOptions } from "../vision/index.ts";
import { describedAs } from "./config/described.ts";
import { whole } from "./values.ts";

/** The flags as commander gives them. */
export interface DecodingFlags {
  range?: readonly [low: number, high: number];
  page?: number;
  /** False where it is turned off. */
  exif: boolean;
}

/** `--range -160,240` */
export const RANGE = [
  "--range <low,high>",
  "samples of images that are black and white, where they are no bytes: --range=-160,240",
  range,
] as const;

/** `--page 2` */
export const PAGE = ["--page <n>", "picture to take of files that hold several, from 0", whole] as const;

/** `--no-exif` */
export const NO_EXIF = ["--no-exif", "take pixels as they are stored, not turned as EXIF says"] as const;

function range(text: string): [number, number] {
  const [low = Number.NaN, high = Number.NaN, ...more] = text
    .split(",")
    .map((word) => (word.trim() === "" ? Number.NaN : Number(word)));
  if (more.length > 0 || !(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    throw new InvalidArgumentError("Expected two numbers of which the second is larger, as -160,240.");
  }
  return [low, high];
}
describedAs(range, {
  schema: {
    anyOf: [{ type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 }, { type: "string" }],
  },
});

/** What the flags say of decoding; empty where none was given. */
export function decodingGiven({ range, page, exif }: DecodingFlags): DecodingOptions {
  return {
    ...(range === undefined ? {} : { window: range }),
    ...(page === undefined ? {} : { page }),
    ...(exif === false ? { exif } : {}),
  };
}
