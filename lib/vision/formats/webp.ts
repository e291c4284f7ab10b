/** WebP, animated too, which libvips decodes. */
import { type ImageFormat, startsWith } from "./format.ts";
import { decodeWithVips, orientationOf } from "./libvips.ts";

/** WebP, for the table of formats. */
export const webp: ImageFormat = {
  name: "WebP",
  endings: [".webp"],
  is: (bytes) => startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8),
  decode: decodeWithVips,
  hasPages: true,
  orientation: orientationOf,
};
