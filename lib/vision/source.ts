/** What images and volumes are read from. */

import { type Kind, kind } from "../edge/index.ts";

/** A file, by its path or its bytes. */
export const sourceKind: Kind<string | Uint8Array> = kind(
  "the path of a file, or its bytes as a Uint8Array",
  (v) => (typeof v === "string" && v !== "") || v instanceof Uint8Array,
);

/** Images with more pixels are refused unless the caller says otherwise. */
export const DEFAULT_MAX_PIXELS = 2 ** 28;
