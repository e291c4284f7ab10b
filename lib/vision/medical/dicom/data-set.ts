/** Data elements of a DICOM file, or of an item of a sequence in it, and their values. */

import type { Dictionary } from "./dictionary.ts";

/** Where the value of a data element stands. */
export interface Element {
  /** Group and number: 0xGGGGEEEE. */
  tag: number;
  /** How its value is written; by the dictionary, where the file does not say it. */
  vr: string;
  at: number;
  length: number;
  /** Of a sequence. */
  items?: DataSet[];
  /** Pieces of compressed pixels. */
  fragments?: { at: number; length: number }[];
  /** Where in the pieces each frame begins; may be empty. */
  offsets?: number[];
}

const NUMBERS: Readonly<Record<string, [size: number, method: keyof DataView]>> = {
  US: [2, "getUint16"],
  SS: [2, "getInt16"],
  UL: [4, "getUint32"],
  SL: [4, "getInt32"],
  FL: [4, "getFloat32"],
  FD: [8, "getFloat64"],
  OW: [2, "getUint16"],
  OF: [4, "getFloat32"],
};

/** SpecificCharacterSet to what TextDecoder calls it (PS3.3, C.12.1.1.2). */
const CHARACTERS: Readonly<Record<string, string>> = {
  "ISO_IR 100": "iso-8859-1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 166": "windows-874",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};

/** The elements by tag. */
export class DataSet {
  readonly elements: ReadonlyMap<number, Element>;
  readonly bytes: Uint8Array;
  readonly little: boolean;
  readonly dictionary: Dictionary;
  readonly #view: DataView;

  constructor(
    elements: ReadonlyMap<number, Element>,
    bytes: Uint8Array,
    little: boolean,
    dictionary: Dictionary,
  ) {
    this.elements = elements;
    this.bytes = bytes;
    this.little = little;
    this.dictionary = dictionary;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  has(tag: number): boolean {
    return (this.elements.get(tag)?.length ?? 0) > 0;
  }

  /** The bytes of a value; empty where there is none. */
  raw(tag: number): Uint8Array {
    const element = this.elements.get(tag);
    return element === undefined
      ? new Uint8Array(0)
      : this.bytes.subarray(element.at, element.at + element.length);
  }

  /** A value as text, its padding taken off, all of several; undefined where there is none. `encoding` is for names and notes. */
  text(tag: number, encoding = "iso-8859-1"): string | undefined {
    const raw = this.raw(tag);
    if (raw.length === 0) return undefined;
    const text = new TextDecoder(encoding).decode(raw).replace(/[\0 ]+$/, "");
    return text === "" ? undefined : text;
  }

  /** How the text of this set is written. */
  encoding(outer = "iso-8859-1"): string {
    const [first = "", second = ""] = (this.text(0x00080005) ?? "").split("\\").map((name) => name.trim());
    const name = (first === "" ? second : first).replace(/^ISO 2022 IR /, "ISO_IR ");
    return CHARACTERS[name] ?? outer;
  }

  /** A code, one of few words. */
  code(tag: number): string | undefined {
    return this.text(tag)?.split("\\")[0]?.trim();
  }

  /**
   * The numbers of a value, NaN for what is none; empty where there is no value.
   *
   * @param signed how values are written that the dictionary leaves open
   */
  numbers(tag: number, signed = false): number[] {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return [];
    const vr = element.vr === "XS" ? (signed ? "SS" : "US") : element.vr;
    const known = NUMBERS[vr === "UN" || vr === "OB" ? "OW" : vr];
    if (known === undefined) {
      const text = this.text(tag) ?? "";
      // Number("") would be 0.
      return text === "" ? [] : text.split("\\").map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
    }
    const [size, method] = known;
    const read = this.#view[method] as (at: number, little: boolean) => number;
    return Array.from({ length: Math.floor(element.length / size) }, (_, i) =>
      read.call(this.#view, element.at + size * i, this.little),
    );
  }

  /** The first number of a value; undefined where there is none that is finite. */
  number(tag: number, signed = false): number | undefined {
    const [value] = this.numbers(tag, signed);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  }

  /** The items of a sequence; empty where there is none. Throws Error where they are damaged. */
  items(tag: number): readonly DataSet[] {
    return this.elements.get(tag)?.items ?? [];
  }
}
