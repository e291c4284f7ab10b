/** Options that tables of predictions have in common. */
import { TABLE_TEXT } from "../../data/tables/table.ts";
import {
  integer,
  integerFrom,
  type Kinds,
  nullable,
  number,
  oneOf,
  plainObject,
  string,
} from "../../edge/index.ts";
import type { BootstrapOptions } from "../bootstrap.ts";
import { betweenKind } from "../shared/values.ts";
import type { PredictionColumns } from "./read.ts";

/** How intervals are made. */
export type IntervalOptions = Omit<BootstrapOptions, "groups">;

/** Kinds of {@link IntervalOptions}; no draws mean no intervals. */
export const intervalKinds: Kinds<IntervalOptions> = {
  level: betweenKind,
  draws: integerFrom(0),
  method: oneOf("percentile", "bca"),
  seed: integer,
};

/** Kinds of the columns of a table of predictions. */
export const columnKinds: Kinds<PredictionColumns> = {
  label: string,
  probabilities: plainObject("an object with the column of each class"),
  score: string,
  positive: string,
  group: nullable(string),
  id: string,
  ...TABLE_TEXT,
};

/** What to give in place of names that there are not. */
export const COLUMN_ADVICE = { groups: "the column is called group", patient: "the column is called group" };

/** Kinds of the columns, and of what decides and how intervals are made. */
export const predictionKinds = { ...columnKinds, ...intervalKinds, threshold: number };
