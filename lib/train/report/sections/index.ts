/** The sections of a report in the order in which they are read. A new one is a file beside this and a line here. */
import { boxes } from "./boxes.ts";
import { calibration } from "./calibration.ts";
import { claim } from "./claim.ts";
import { curves } from "./curves.ts";
import { data } from "./data.ts";
import { depth } from "./depth.ts";
import { discrimination } from "./discrimination.ts";
import { environment } from "./environment.ts";
import { external } from "./external.ts";
import { flow } from "./flow.ts";
import { labels } from "./labels.ts";
import { masks } from "./masks.ts";
import { numbers } from "./numbers.ts";
import { operating } from "./operating.ts";
import { performance } from "./performance.ts";
import { augmented, mistakes } from "./pictures.ts";
import { receipt } from "./receipt.ts";
import { runs } from "./runs.ts";
import type { Section } from "./section.ts";
import { subgroups } from "./subgroups.ts";
import { tripod } from "./tripod.ts";

export const SECTIONS: readonly Section[] = [
  flow,
  data,
  curves,
  performance,
  masks,
  boxes,
  labels,
  numbers,
  discrimination,
  calibration,
  operating,
  subgroups,
  external,
  runs,
  mistakes,
  augmented,
  receipt,
  depth,
  environment,
  claim,
  tripod,
];
