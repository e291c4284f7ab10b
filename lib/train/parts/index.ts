/**
 * The parts that the library brings, in the order in which they act. A new one is a file beside this, its import and its place
 * in the list; its options are options of `fit` then.
 *
 * Around a step the first is the outermost: accumulation may keep all others from stepping, the schedule sets the rate before the
 * average is taken after, gradients are what they are without a scaled loss before they are clipped, and are clipped before they are judged, guards see what was judged, and nothing is told or written
 * of a step that failed.
 */
import type { PartMaker } from "../part.ts";
import { accumulation } from "./accumulation.ts";
import { best } from "./best.ts";
import { clipping } from "./clipping.ts";
import { ema } from "./ema.ts";
import { freezing } from "./freezing.ts";
import { guarding } from "./guard.ts";
import { mixing } from "./mixing.ts";
import { own } from "./own.ts";
import { mixedPrecision } from "./precision.ts";
import { receipt } from "./receipt.ts";
import { recording } from "./recording.ts";
import { schedule } from "./schedule.ts";
import { swa } from "./swa.ts";
import { telling } from "./telling.ts";
import { watching } from "./watching.ts";

/** The parts, the first outermost. */
export const PARTS = [
  freezing,
  accumulation,
  schedule,
  ema,
  swa,
  mixedPrecision,
  own,
  mixing,
  clipping,
  guarding,
  watching,
  best,
  recording,
  receipt,
  telling,
] as const;

type OptionsIn<P> = P extends PartMaker<infer Options, never> ? (options: Options) => void : never;

/** The options of all parts. */
export type PartOptions =
  OptionsIn<(typeof PARTS)[number]> extends (options: infer All) => void ? All : never;
