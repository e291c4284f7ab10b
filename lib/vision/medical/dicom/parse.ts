/**
 * From the bytes of a DICOM file to its data elements: which there are and where their values stand. Values are read by
 * `data-set.ts`, pixels by `frames.ts`.
 *
 * Source: DICOM PS3.5 (encoding) and PS3.10 (files), https://dicom.nema.org/medical/dicom/current/output/html/part05.html
 */
import { inflateRawSync } from "node:zlib";
import { DataSet, type Element } from "./data-set.ts";
import { type Dictionary, loadDictionary } from "./dictionary.ts";
import { EXPLICIT_LITTLE, IMPLICIT_LITTLE, type TransferSyntax, transferSyntax } from "./transfer-syntax.ts";

/** A parsed file. */
export interface DicomData {
  set: DataSet;
  syntax: TransferSyntax;
}

const PREAMBLE = 128;
const [ITEM, ITEM_END, SEQUENCE_END] = [0xfffee000, 0xfffee00d, 0xfffee0dd];
export const PIXEL_DATA = 0x7fe00010;
const UNDEFINED = 0xffffffff;
/** VRs whose length has 4 bytes, behind 2 that are reserved. */
const LONG = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));
/** Sequences within sequences, as deep as anything real goes twice over. */
const MOST_LEVELS = 32;
/** Elements of a file: some 50 for each of 40,000 frames. */
const MOST_ELEMENTS = 2 ** 21;
/** What a deflated file may unpack to: so much, and so many times its size. */
const INFLATED_BASE = 2 ** 26;
const INFLATED_RATIO = 100;

/** Whether a file is DICOM, by the four letters behind its preamble, or by its elements where it has none. */
export function isDicom(bytes: Uint8Array): boolean {
  return hasPreamble(bytes) || isBare(bytes);
}

function hasPreamble(bytes: Uint8Array): boolean {
  return (
    bytes[PREAMBLE] === 0x44 &&
    bytes[PREAMBLE + 1] === 0x49 &&
    bytes[PREAMBLE + 2] === 0x43 &&
    bytes[PREAMBLE + 3] === 0x4d
  );
}

/** Elements that a file without a preamble begins with: several in order, of the groups of the file and of identification. */
const BARE_ELEMENTS = 4;

/**
 * Whether a file begins with elements, little-endian, as those of ACR-NEMA and of programs that leave out preamble and letters: in
 * rising order, of the groups 0002 and 0008, known to the standard, with its VRs or without any.
 */
function isBare(bytes: Uint8Array): boolean {
  const group = bytes[0];
  if ((group !== 2 && group !== 8) || bytes[1] !== 0 || bytes.length < 64) return false;
  const dictionary = loadDictionary();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [at, last] = [0, -1];
  for (let count = 0; count < BARE_ELEMENTS; count++) {
    if (at + 12 > bytes.length) return false;
    const tag = view.getUint16(at, true) * 0x10000 + view.getUint16(at + 2, true);
    // Lengths of groups are no elements of the dictionary's.
    const isLength = (tag & 0xffff) === 0;
    const isKnown = isLength || dictionary.get(tag) !== undefined;
    if (tag <= last || ![2, 8].includes(Math.floor(tag / 0x10000)) || !isKnown) return false;
    last = tag;
    const isExplicit = looksExplicit(bytes, at);
    const vr = isExplicit ? String.fromCharCode(bytes[at + 4] as number, bytes[at + 5] as number) : "";
    const isLong = LONG.has(vr);
    const length =
      !isExplicit || isLong ? view.getUint32(at + (isLong ? 8 : 4), true) : view.getUint16(at + 6, true);
    // A sequence of undefined length says enough.
    if (length === UNDEFINED) return count > 0;
    at += (isLong ? 12 : 8) + length;
  }
  return at <= bytes.length;
}

/** The elements of a file. Throws Error for damaged and truncated ones; no text of an error holds a value. */
export function parseDicom(file: Uint8Array): DicomData {
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength); // of a Buffer, parts would be Buffers
  if (!isDicom(bytes)) {
    throw new Error(
      'it is no DICOM file: the letters "DICM" do not stand behind its first 128 bytes, nor does it begin with elements',
    );
  }
  const dictionary = loadDictionary();
  const head = new Parser(bytes, true, dictionary);
  head.at = hasPreamble(bytes) ? PREAMBLE + 4 : 0;
  const meta = new Map<number, Element>();
  // The group of the file itself is always explicit and little-endian.
  while (head.at + 8 <= bytes.length && head.peekGroup() === 2) {
    const element = head.element(true, 0);
    meta.set(element.tag, element);
  }
  const named = new DataSet(meta, bytes, true, dictionary).text(0x00020010);
  const guessed = looksExplicit(bytes, head.at) ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
  const syntax = transferSyntax(named ?? guessed);
  let [body, at] = [bytes, head.at];
  if (syntax.isDeflated === true) [body, at] = [inflated(bytes.subarray(head.at)), 0];
  const parser = new Parser(body, syntax.isBigEndian !== true, dictionary);
  parser.at = at;
  return { set: parser.set(body.length, syntax.isImplicit !== true, 0, true), syntax };
}

function inflated(packed: Uint8Array): Uint8Array {
  const most = INFLATED_BASE + INFLATED_RATIO * packed.length;
  try {
    return Uint8Array.from(inflateRawSync(packed, { maxOutputLength: most }));
  } catch (cause) {
    throw new Error(`its deflated part is damaged, cut off, or unpacks to more than ${most} bytes`, {
      cause,
    });
  }
}

/** Whether an element with two letters for its VR stands there. */
function looksExplicit(bytes: Uint8Array, at: number): boolean {
  const isLetter = (byte: number | undefined) => byte !== undefined && byte >= 0x41 && byte <= 0x5a;
  return isLetter(bytes[at + 4]) && isLetter(bytes[at + 5]);
}

class Parser {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #dictionary: Dictionary;
  #count = 0;

  constructor(bytes: Uint8Array, little: boolean, dictionary: Dictionary) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = little;
    this.#dictionary = dictionary;
  }

  peekGroup(): number {
    return this.#view.getUint16(this.at, this.#little);
  }

  /**
   * The elements up to `end`, or up to the end of an item of undefined length; of the file itself those up to its pixels.
   * Whether they are explicit is looked at anew: there are files whose first elements say one thing and are the other.
   */
  set(end: number, explicit: boolean, level: number, isFile = false, isOpen = false): DataSet {
    if (level > MOST_LEVELS) throw new Error(`its sequences lie more than ${MOST_LEVELS} deep`);
    const elements = new Map<number, Element>();
    const isExplicit = explicit && looksExplicit(this.#bytes, this.at);
    while (this.at < end) {
      // Some writers fill files up with zeros.
      if (isFile && end - this.at < 8) break;
      this.#need(8, end);
      if (isOpen && this.#tag(this.at) === ITEM_END) {
        this.at += 8;
        return this.#made(elements);
      }
      const element = this.element(isExplicit, level, end);
      elements.set(element.tag, element);
      if (isFile && element.tag >= 0x7fe00008 && element.tag <= PIXEL_DATA) break;
    }
    if (isOpen) throw truncated();
    return this.#made(elements);
  }

  #made(elements: Map<number, Element>): DataSet {
    return new DataSet(elements, this.#bytes, this.#little, this.#dictionary);
  }

  /** The element that stands at `at`, and on behind it. */
  element(explicit: boolean, level: number, end = this.#bytes.length): Element {
    if (++this.#count > MOST_ELEMENTS) throw new Error(`it has more than ${MOST_ELEMENTS} elements`);
    this.#need(8, end);
    const tag = this.#tag(this.at);
    let vr: string;
    let length: number;
    if (explicit && looksExplicit(this.#bytes, this.at)) {
      vr = String.fromCharCode(this.#bytes[this.at + 4] as number, this.#bytes[this.at + 5] as number);
      if (LONG.has(vr)) {
        this.#need(12, end);
        length = this.#view.getUint32(this.at + 8, this.#little);
        this.at += 12;
      } else {
        length = this.#view.getUint16(this.at + 6, this.#little);
        this.at += 8;
      }
    } else {
      vr = this.#dictionary.get(tag)?.vr ?? "UN";
      length = this.#view.getUint32(this.at + 4, this.#little);
      this.at += 8;
    }
    const element: Element = { tag, vr, at: this.at, length };
    if (length !== UNDEFINED) {
      this.#need(length, end);
      this.at += length;
      if (vr === "SQ") this.#leaveItems(element, explicit, level);
      return element;
    }
    if (tag === PIXEL_DATA) this.#readFragments(element);
    // Of undefined length, what is unknown is a sequence without VRs.
    else element.items = this.#items(this.#bytes.length, explicit && vr !== "UN", level + 1, true);
    element.length = this.at - element.at;
    return element;
  }

  /** Items of a sequence whose length is known are read when they are asked for: what nobody needs may be damaged. */
  #leaveItems(element: Element, explicit: boolean, level: number): void {
    const { at, length } = element;
    let items: DataSet[] | undefined;
    Object.defineProperty(element, "items", {
      get: () => {
        if (items === undefined) {
          this.at = at;
          items = this.#items(at + length, explicit, level + 1, false);
        }
        return items;
      },
    });
  }

  #items(end: number, explicit: boolean, level: number, isOpen: boolean): DataSet[] {
    const items: DataSet[] = [];
    while (this.at < end) {
      this.#need(8, end);
      const tag = this.#tag(this.at);
      const length = this.#view.getUint32(this.at + 4, this.#little);
      this.at += 8;
      if (tag === SEQUENCE_END) return items;
      if (tag !== ITEM) throw new Error("an item of a sequence is expected, and something else stands there");
      if (length === UNDEFINED) items.push(this.set(end, explicit, level, false, true));
      else {
        this.#need(length, end);
        items.push(this.set(this.at + length, explicit, level));
      }
    }
    if (isOpen) throw truncated();
    return items;
  }

  /** Compressed pixels: a table of offsets, then pieces (PS3.5, A.4). */
  #readFragments(element: Element): void {
    const fragments: { at: number; length: number }[] = [];
    for (;;) {
      this.#need(8);
      const tag = this.#tag(this.at);
      const length = this.#view.getUint32(this.at + 4, this.#little);
      this.at += 8;
      if (tag === SEQUENCE_END) break;
      if (tag !== ITEM)
        throw new Error("a piece of compressed pixels is expected, and something else stands there");
      this.#need(length);
      fragments.push({ at: this.at, length });
      this.at += length;
    }
    const [table, ...pieces] = fragments;
    element.fragments = pieces;
    element.offsets = [];
    if (table === undefined) throw new Error("its compressed pixels lack their table of offsets");
    for (let i = 0; i + 4 <= table.length; i += 4) {
      element.offsets.push(this.#view.getUint32(table.at + i, this.#little));
    }
  }

  #tag(at: number): number {
    return this.#view.getUint16(at, this.#little) * 0x10000 + this.#view.getUint16(at + 2, this.#little);
  }

  /** Throws where fewer bytes are left. */
  #need(count: number, end = this.#bytes.length): void {
    if (this.at + count > end) throw truncated(count, end - this.at);
  }
}

function truncated(needs?: number, left?: number): Error {
  const what =
    needs === undefined ? "it ends within an item" : `an element needs ${needs} bytes, ${left} are left`;
  return new Error(`it is truncated or damaged: ${what}`);
}
