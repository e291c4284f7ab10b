/** AVIF, which libvips decodes. */
import { type ImageFormat, startsWith } from "./format.ts";
import { decodeWithVips, orientationOf } from "./libvips.ts";

/** AVIF, for the table of formats; torchvision does not look for its files. */
export const avif: ImageFormat = {
  name: "AVIF",
  endings: [],
  is: (bytes) => startsWith(bytes, "ftyp", 4),
  decode: decodeWithVips,
  hasPages: true,
  orientation: orientationOf,
};
