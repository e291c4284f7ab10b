/**
 * What a TIFF file says of its pages, for what libvips does not tell or would change: which pages are pictures of their
 * own, and how samples are to be understood. Nothing is decoded here.
 */

/** One directory of a TIFF file. */
export interface TiffPage {
  /** Bits of a sample. */
  bits: number;
  /** SampleFormat: 1 unsigned, 2 signed, 3 floating; others are complex or say nothing. */
  format: number;
  /** PhotometricInterpretation: 0 where zero is white. */
  photometric: number;
  /** Whether its pixels lie in tiles, not in strips. */
  isTiled: boolean;
  /** A smaller copy of another page, or its transparency: no picture of its own. */
  isAside: boolean;
  /** Where the numbers of SampleFormat stand, to be written over; empty where the file leaves them out. */
  formatAt: readonly number[];
}

const [SUBFILE_TYPE, BITS, PHOTOMETRIC, TILE_WIDTH, SAMPLE_FORMAT] = [254, 258, 262, 322, 339];
const SHORT = 3;
/** Of samples in a pixel, and of pages: as many as libtiff counts. */
const MOST = 65535;

/** The directories of a TIFF, BigTIFF too; null for other files and for damaged ones, which are the decoder's to name. */
export function tiffPages(bytes: Uint8Array): TiffPage[] | null {
  const order = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  if (bytes.length < 16 || (order !== "II" && order !== "MM")) return null;
  const little = order === "II";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint16(2, little);
  if (version !== 42 && version !== 43) return null;
  const isBig = version === 43;
  const word = isBig ? 8 : 4;
  const long = (at: number) => (isBig ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));

  /** Where the numbers of the entry at `at` stand, and how many bytes each has. */
  const numbersOf = (at: number): { places: number[]; size: number } => {
    const size = view.getUint16(at + 2, little) === SHORT ? 2 : 4;
    const count = long(at + 4);
    if (count > MOST) throw new RangeError("the entry is damaged");
    const from = count * size <= word ? at + 4 + word : long(at + 4 + word);
    return { places: Array.from({ length: count }, (_, i) => from + i * size), size };
  };
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  try {
    for (let at = long(isBig ? 8 : 4); at !== 0 && !seen.has(at); ) {
      if (pages.length === MOST) return null;
      seen.add(at);
      const count = isBig ? long(at) : view.getUint16(at, little);
      const first = at + (isBig ? 8 : 2);
      const length = isBig ? 20 : 12;
      const page = {
        bits: 1,
        format: 1,
        photometric: 1,
        isTiled: false,
        isAside: false,
        formatAt: [] as number[],
      };
      for (let i = 0; i < count; i++) {
        const entry = first + i * length;
        const tag = view.getUint16(entry, little);
        if (![SUBFILE_TYPE, BITS, PHOTOMETRIC, TILE_WIDTH, SAMPLE_FORMAT].includes(tag)) continue;
        const { places, size } = numbersOf(entry);
        const [place] = places;
        if (place === undefined) continue;
        const value = size === 2 ? view.getUint16(place, little) : view.getUint32(place, little);
        if (tag === SUBFILE_TYPE) page.isAside = (value & 0b101) !== 0;
        else if (tag === TILE_WIDTH) page.isTiled = true;
        else if (tag === BITS) page.bits = value;
        else if (tag === PHOTOMETRIC) page.photometric = value;
        else [page.format, page.formatAt] = [value, size === 2 ? places : []];
      }
      pages.push(page);
      at = long(first + count * length);
    }
  } catch (error) {
    if (error instanceof RangeError) return null; // an offset outside the file
    throw error;
  }
  return pages.length === 0 ? null : pages;
}

/** The file with the samples of one page declared unsigned: the same bits, which libvips then leaves as they are. */
export function asUnsigned(bytes: Uint8Array, page: TiffPage): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  for (const at of page.formatAt) view.setUint16(at, 1, bytes[0] === 0x49);
  return copy;
}
