/** PNG, which libvips decodes. */
import { type ImageFormat, startsWith } from "./format.ts";
import { decodeWithVips, orientationOf } from "./libvips.ts";

/** PNG, for the table of formats. */
export const png: ImageFormat = {
  name: "PNG",
  endings: [".png"],
  is: (bytes) => startsWith(bytes, "\x89PNG"),
  decode: decodeWithVips,
  hasPages: true,
  orientation: orientationOf,
};
