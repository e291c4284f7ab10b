/** GIF, animated too, which libvips decodes. */
import { type ImageFormat, startsWith } from "./format.ts";
import { decodeWithVips, orientationOf } from "./libvips.ts";

/** GIF, for the table of formats; torchvision does not look for its files. */
export const gif: ImageFormat = {
  name: "GIF",
  endings: [],
  is: (bytes) => startsWith(bytes, "GIF8"),
  decode: decodeWithVips,
  hasPages: true,
  orientation: orientationOf,
};
