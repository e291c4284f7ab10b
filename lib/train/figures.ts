/**
 * The figures of a run: names to numbers, `train.loss` and `val.accuracy`, whatever is measured.
 *
 * A figure of training is measured on each batch before its own step, with augmentation and dropout on; one of validation in
 * eval mode. Names from before there were others stay as aliases that can be read.
 */
import type { EpochFacts, EpochRecord } from "./events.ts";
import { type AnyMetric, type Better, figuresIn, type Shown } from "./metric.ts";

/** Figures by name; null where one is not defined, or was not measured in that epoch. */
export type Figures = Readonly<Record<string, number | null>>;

/** The passes of an epoch that figures are of. */
export const PASSES = ["train", "val"] as const;

/** What is known of a figure before it is measured. */
export interface FigureInfo {
  /** `val.accuracy` */
  name: string;
  better: Better;
  /** For people: `val accuracy`. */
  label: string;
  /** Whether it is a share, written in percent. */
  percent: boolean;
  /** Whether a line for people has it. */
  shown: boolean;
}

/** Former names, and what they are of. */
const FORMER = {
  trainLoss: "train.loss",
  valLoss: "val.loss",
  trainAccuracy: "train.accuracy",
  valAccuracy: "val.accuracy",
  valAuc: "val.auc",
  valDice: "val.dice",
  valIou: "val.iou",
  valPixelAccuracy: "val.pixelAccuracy",
} as const;

/** Names of figures from before they were open. */
export type FormerName = keyof typeof FORMER;

/** The name of a figure, which may be given by a former one. */
export function figureName(name: string): string {
  return Object.hasOwn(FORMER, name) ? FORMER[name as FormerName] : name;
}

/** A record of an epoch, with the former names as aliases of what is in `figures`. Nothing in it can be changed. */
export function makeRecord(facts: EpochFacts, figures: Figures): EpochRecord {
  const aliases = Object.entries(FORMER).map(([former, name]) => [former, figures[name] ?? null]);
  return Object.freeze({
    ...facts,
    figures: Object.freeze({ ...figures }),
    ...Object.fromEntries(aliases),
  }) as EpochRecord; // the aliases are those that the type names
}

/** A record as it is written: aliases of figures that the run does not have are left out. */
export function writtenRecord(record: EpochRecord): Partial<EpochRecord> {
  const isIdle = (key: string): boolean => Object.hasOwn(FORMER, key) && !(figureName(key) in record.figures);
  return Object.fromEntries(Object.entries(record).filter(([key]) => !isIdle(key)));
}

/** A record from a line that was written; lines from before figures were open have the former names alone. */
export function readRecord(line: Readonly<Record<string, unknown>>): EpochRecord {
  const given = (line.figures ?? {}) as Record<string, number | null>;
  const former = Object.entries(line).filter(([key]) => Object.hasOwn(FORMER, key));
  const figures = { ...Object.fromEntries(former.map(([key, value]) => [figureName(key), value])), ...given };
  const isFact = (key: string): boolean => key !== "figures" && !Object.hasOwn(FORMER, key);
  const facts = Object.fromEntries(Object.entries(line).filter(([key]) => isFact(key)));
  return makeRecord(facts as unknown as EpochFacts, figures as Figures); // as it was written
}

/** Metrics, each with the prefix of its figures: "" for the task's own. */
export type NamedMetrics = readonly (readonly [prefix: string, metric: AnyMetric])[];

/**
 * What a pass measures: the loss, and the figures of its metrics.
 *
 * @param terms names of the losses that the loss is the sum of
 */
export function figuresOf(
  pass: (typeof PASSES)[number],
  metrics: NamedMetrics,
  terms: readonly string[] = [],
): FigureInfo[] {
  const info = (name: string, better: Better, isShown: boolean, shown: Shown = {}): FigureInfo => {
    const { label = name, percent = false } = shown;
    return {
      name: `${pass}.${name}`,
      better,
      label: pass === "train" ? label : `${pass} ${label}`,
      percent,
      shown: isShown,
    };
  };
  const own = metrics.flatMap(([prefix, metric]) =>
    Object.entries(figuresIn(metric)).map(([name, better]) => {
      const isShown = metric.shown === undefined || Object.hasOwn(metric.shown, name);
      return info(pathOf(prefix, name), better, isShown, metric.shown?.[name]);
    }),
  );
  // People see those of training alone; of validation its sum tells as much.
  const named = terms.map((term) => info(`loss.${term}`, "lower", pass === "train", { label: term }));
  return [info("loss", "lower", true), ...named, ...own];
}

/** Whether a figure is a loss, or one of the losses that it is the sum of. */
export function isLoss(name: string): boolean {
  return PASSES.some((pass) => name === `${pass}.loss` || name.startsWith(`${pass}.loss.`));
}

/** `precision` of `pr` is `pr.precision`. */
export function pathOf(prefix: string, name: string): string {
  return [prefix, name].filter((part) => part !== "").join(".");
}

/** NaN and undefined as null, as JSON has them. */
export function definedOrNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
