/** The guards there are. A new one is a file beside this and a line in the list. */
import { constant } from "./constant.ts";
import { deadUnits } from "./dead-units.ts";
import type { Guard } from "./guard.ts";
import { imbalance } from "./imbalance.ts";
import { inputRange } from "./input-range.ts";
import { learningRate } from "./learning-rate.ts";
import { leftOut } from "./left-out.ts";
import { noGradient } from "./no-gradient.ts";
import { overlap } from "./overlap.ts";
import { probabilities } from "./probabilities.ts";

/** All guards. */
export const GUARDS = [
  leftOut,
  learningRate,
  noGradient,
  probabilities,
  inputRange,
  imbalance,
  constant,
  deadUnits,
  overlap,
] as const;

type AnyGuard = (typeof GUARDS)[number];

/** Name of a guard. */
export type GuardName = AnyGuard["name"];

/** What each guard finds beside its text, by name. */
export type GuardDetails = {
  [G in AnyGuard as G["name"]]: G extends Guard<string, infer Details> ? Details : never;
};
