/** The checks of the preflight, in the order in which findings of one severity are listed. A new one is a file and a line. */

import type { Check } from "../check.ts";
import { blank } from "./blank.ts";
import { boxes } from "./boxes.ts";
import { channels } from "./channels.ts";
import { depth } from "./depth.ts";
import { dicom } from "./dicom.ts";
import { duplicates } from "./duplicates.ts";
import { groups } from "./groups.ts";
import { labelNoise } from "./label-noise.ts";
import { labels } from "./labels.ts";
import { large } from "./large.ts";
import { leftOut } from "./left-out.ts";
import { markers } from "./markers.ts";
import { masks } from "./masks.ts";
import { misnamed } from "./misnamed.ts";
import { nearDuplicates } from "./near-duplicates.ts";
import { orientation } from "./orientation.ts";
import { saturated } from "./saturated.ts";
import { severalPictures } from "./several-pictures.ts";
import { shortcuts } from "./shortcuts.ts";
import { tiny } from "./tiny.ts";
import { unreadable } from "./unreadable.ts";

/** All checks. */
export const CHECKS: readonly Check[] = [
  groups,
  duplicates,
  nearDuplicates,
  unreadable,
  severalPictures,
  markers,
  shortcuts,
  labelNoise,
  labels,
  masks,
  boxes,
  leftOut,
  blank,
  saturated,
  large,
  tiny,
  misnamed,
  orientation,
  depth,
  channels,
  dicom,
];
