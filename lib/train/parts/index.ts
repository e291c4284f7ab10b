/**
 * The parts that the library brings, in the order in which they act. A new one is a file beside this and a line in each of the
 * two lists.
 *
 * Around a step the first is the outermost: accumulation may keep all others from stepping, the schedule sets the rate before the
 * average is taken after, gradients are clipped before they are judged, guards see what was judged, and nothing is told or written
 * of a step that failed.
 */
import type { AccumulationOptions } from "./accumulation.ts";
import { accumulation } from "./accumulation.ts";
import { best, type StoppingOptions } from "./best.ts";
import { type ClippingOptions, clipping } from "./clipping.ts";
import { type EmaOptions, ema } from "./ema.ts";
import { type FreezingOptions, freezing } from "./freezing.ts";
import { guarding } from "./guard.ts";
import { type OwnPartOptions, own } from "./own.ts";
import { receipt } from "./receipt.ts";
import { type RecordingOptions, recording } from "./recording.ts";
import { schedule } from "./schedule.ts";
import { telling } from "./telling.ts";
import { type GuardOptions, watching } from "./watching.ts";

/** The options of all parts. */
export interface PartOptions
  extends AccumulationOptions,
    EmaOptions,
    FreezingOptions,
    OwnPartOptions,
    ClippingOptions,
    StoppingOptions,
    RecordingOptions,
    GuardOptions {}

/** The parts, the first outermost. */
export const PARTS = [
  freezing,
  accumulation,
  schedule,
  ema,
  own,
  clipping,
  guarding,
  watching,
  best,
  recording,
  receipt,
  telling,
] as const;
