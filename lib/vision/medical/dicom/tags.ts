/** Values of a DICOM file by keyword, without what may say who the patient is unless that is asked for. */

import type { DataSet, Element } from "./data-set.ts";

/** A value: text, a number, several of them, or the items of a sequence. */
export type DicomValue = string | number | readonly (string | number)[] | readonly DicomTags[];

/** Values by keyword, as "KVP" or "PixelSpacing". */
export interface DicomTags {
  readonly [keyword: string]: DicomValue;
}

/** VRs of numbers and of codes from a list, in which no name, date, place or number of a patient stands; and ages. */
const HARMLESS = new Set("CS DS IS US SS XS UL SL FL FD AS SQ".split(" "));
const TEXT = new Set("AE AS CS DA DT LO LT PN SH ST TM UC UI UR UT".split(" "));
const WRITTEN_NUMBERS = new Set(["DS", "IS"]);
const BINARY = new Set(["US", "SS", "XS", "UL", "SL", "FL", "FD"]);

/** Of other VRs those that say nothing of the patient. */
const ALSO_HARMLESS = new Set([
  "SOPClassUID",
  "Manufacturer",
  "ManufacturerModelName",
  "SoftwareVersions",
  "ConvolutionKernel",
  "ContrastBolusAgent",
  "RescaleType",
  "LUTExplanation",
  "WindowCenterWidthExplanation",
  "SequenceName",
  "ImagedNucleus",
  "CodeValue",
  "CodingSchemeDesignator",
  "CodeMeaning",
]);

/**
 * The values of a set. Those that the dictionary does not know, private ones and those that are no text and no number are
 * left out; so is, unless `identifiers`, whatever may identify: names, numbers of patients and studies, UIDs, dates, times,
 * institutions, free text.
 */
export function tagsOf(set: DataSet, identifiers: boolean, outer = "iso-8859-1"): DicomTags {
  const tags: Record<string, DicomValue> = {};
  const encoding = set.encoding(outer);
  for (const element of set.elements.values()) {
    const keyword = set.dictionary.get(element.tag)?.keyword;
    if (keyword === undefined || element.length === 0) continue;
    const isHarmless = HARMLESS.has(element.vr) || ALSO_HARMLESS.has(keyword);
    if (!identifiers && !isHarmless) continue;
    const value = valueIn(set, element, identifiers, encoding);
    if (value !== undefined) tags[keyword] = value;
  }
  return tags;
}

function valueIn(
  set: DataSet,
  { tag, vr }: Element,
  identifiers: boolean,
  encoding: string,
): DicomValue | undefined {
  if (vr === "SQ") return set.items(tag).map((item) => tagsOf(item, identifiers, encoding));
  if (BINARY.has(vr) || WRITTEN_NUMBERS.has(vr)) {
    const numbers = set.numbers(tag, set.number(0x00280103) === 1);
    return numbers.length === 1 ? numbers[0] : numbers;
  }
  if (!TEXT.has(vr)) return undefined;
  const text = set.text(tag, encoding);
  if (text === undefined) return undefined;
  const parts = ["LT", "ST", "UT"].includes(vr) ? [text] : text.split("\\").map((part) => part.trim());
  return parts.length === 1 ? parts[0] : parts;
}
