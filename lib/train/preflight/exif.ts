/** Which camera or program wrote a file, from the first directory of its EXIF block. No names, places or dates are read. */

/** What EXIF says of the device. */
export interface ExifFacts {
  make: string | null;
  model: string | null;
  software: string | null;
}

const TAGS: Readonly<Record<number, keyof ExifFacts>> = { 271: "make", 272: "model", 305: "software" };
const ASCII = 2;
const LONGEST = 64;

/** Reads the block as sharp gives it; what is damaged counts as not said. */
export function readExif(block: Uint8Array): ExifFacts {
  const facts: ExifFacts = { make: null, model: null, software: null };
  const start = String.fromCharCode(...block.subarray(0, 4)) === "Exif" ? 6 : 0;
  const bytes = block.subarray(start);
  if (bytes.length < 8) return facts;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > bytes.length) return facts;
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > bytes.length) break;
    const name = TAGS[view.getUint16(at, little)];
    if (name === undefined || view.getUint16(at + 2, little) !== ASCII) continue;
    const length = view.getUint32(at + 4, little);
    const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
    if (from + length > bytes.length) continue;
    const text = Buffer.from(bytes.subarray(from, from + Math.min(length, LONGEST))).toString("latin1");
    facts[name] = text.replace(/\0.*$/s, "").trim() || null;
  }
  return facts;
}
