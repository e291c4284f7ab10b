/** Figures of subgroups as finetune.ts prints them, and their table. */

import type { metrics } from "torchts";
import type { Results } from "../sides-table.ts";
import { markdown, percent } from "../tables.ts";

/** What is shown of a subgroup. */
const SHOWN = { accuracy: "accuracy", balancedAccuracy: "balanced accuracy", auc: "mean AUC" } as const;

/** Below so many images a subgroup's figures are not shown: their intervals say nothing. */
const LEAST = 10;

type Shown = keyof typeof SHOWN;
const NAMES = Object.keys(SHOWN) as Shown[]; // the keys of SHOWN
/** A figure with the ends of its interval. */
type Row = [value: number, low: number, high: number];

/** A subgroup of the test images. */
export interface Group extends Record<Shown, Row> {
  column: string;
  value: string;
  images: number;
  lesions: number;
}

/** A run of another network, from random values. */
export interface OtherRun {
  balancedAccuracy: number;
  auc: number;
  /** How far the auxiliary head's last layer moved, in norms of what it was. */
  auxMoved: number;
  seconds: number;
}

/** What results.json holds: beside the runs of both sides one of Inception v3. */
export interface Lesions extends Results {
  inception: OtherRun;
}

/** One row. */
export function inceptionTable({ balancedAccuracy, auc, auxMoved, seconds }: OtherRun): string {
  const columns = ["balanced accuracy", "mean AUC", "auxiliary head moved by (norms)", "minutes"];
  const row = [percent(balancedAccuracy), percent(auc), auxMoved.toFixed(2), (seconds / 60).toFixed(1)];
  return markdown(columns, [row]);
}

function eachShown<T>(of: (name: Shown) => T): Record<Shown, T> {
  return { accuracy: of("accuracy"), balancedAccuracy: of("balancedAccuracy"), auc: of("auc") };
}

/** Figures without their intervals. */
export function valuesOf(figures: metrics.Subgroup["figures"]): Record<Shown, number> {
  return eachShown((name) => figures[name]?.value ?? Number.NaN);
}

/** A subgroup in short. */
export function groupOf(of: Omit<metrics.Subgroup, "perClass">): Group {
  const { column, value, samples: images, groups, figures } = of;
  const figure = (name: Shown): Row => {
    const { value: middle, low, high } = figures[name] as metrics.Interval; // every table of classes has it
    return [middle, low, high].map((one) => Number(one.toFixed(4))) as Row; // of three
  };
  return { column, value, images, lesions: groups ?? images, ...eachShown(figure) };
}

/** The subgroups of the first seed. */
export function groupsOf({ runs }: Results): readonly Group[] {
  const first = runs.find(({ side, seed }) => side === "torchts" && seed === 0);
  return (first?.groups ?? []) as readonly Group[]; // as finetune.ts prints them
}

const TITLES: Readonly<Record<string, string>> = { all: "all", localization: "site" };

/** A row for each subgroup. */
export function groupsTable(groups: readonly Group[]): string {
  const rows = groups.map((group) => [
    [TITLES[group.column] ?? group.column, group.value].join(" ").trim(),
    String(group.images),
    String(group.lesions),
    ...NAMES.map((name) => {
      if (group.images < LEAST) return "";
      const [value, low, high] = group[name];
      return `${percent(value)} (${percent(low)} to ${percent(high)})`;
    }),
  ]);
  return markdown(["", "images", "lesions", ...Object.values(SHOWN)], rows);
}
