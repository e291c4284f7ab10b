/** The figures of tables of several labels, and of numbers. */
import { Table } from "../../../data/tables/table.ts";
import {
  type Band,
  type BlandAltman,
  blandAltman,
  bootstrap,
  type Interval,
  icc,
  mae,
  multilabelFigures,
  pearson,
  r2,
  rmse,
  rocBand,
  rocCurve,
} from "../../../metrics/index.ts";
import { groupsIn } from "../../../metrics/predictions/table.ts";
import { type EvidenceBase, type NamedFigure, type ReadSettings, withoutInterval } from "./evidence.ts";

/** Figures of one label. */
export interface LabelRow {
  name: string;
  known: number;
  positives: number;
  auc: Interval;
  averagePrecision: Interval;
  sensitivity: Interval;
  specificity: Interval;
  roc: readonly (readonly [number, number])[];
  band: Band | null;
}

/** Figures of several labels. */
export interface LabelEvidence extends EvidenceBase {
  kind: "labels";
  labels: readonly LabelRow[];
  ids: readonly string[];
  losses: Float64Array | null;
}

/** Figures of one number. */
export interface NumberRow {
  name: string;
  known: number;
  truth: Float64Array;
  predicted: Float64Array;
  figures: Readonly<Record<"mae" | "rmse" | "r2" | "pearson" | "icc", Interval>>;
  agreement: BlandAltman;
}

/** Figures of numbers. */
export interface NumberEvidence extends EvidenceBase {
  kind: "numbers";
  numbers: readonly NumberRow[];
  ids: readonly string[];
  losses: Float64Array | null;
}

const LABEL = { truth: "label.", said: "probability." };
const NUMBER = { truth: "value.", said: "prediction." };
/** Of the bands and of the figures of each label: they are many. */
const MOST_DRAWS = 500;

function namesIn(names: readonly string[], { truth, said }: typeof LABEL): string[] {
  return names.flatMap((name) =>
    name.startsWith(truth) && names.includes(said + name.slice(truth.length))
      ? [name.slice(truth.length)]
      : [],
  );
}

/** Whether a table is one of several labels. */
export function isOfLabels(names: readonly string[]): boolean {
  return namesIn(names, LABEL).length > 0;
}

/** Whether a table is one of numbers. */
export function isOfNumbers(names: readonly string[]): boolean {
  return namesIn(names, NUMBER).length > 0;
}

/** What both kinds of tables have. */
async function opened(file: string, { group, operation }: ReadSettings) {
  const table = await Table.open(file, { operation });
  const groups = groupsIn(table, group)?.values ?? null;
  const idAt = ["file", "id"].find((name) => table.names.includes(name));
  const numbersOf = (name: string): Float64Array => table.numbers(table.column(name), "a number", "NaN");
  return {
    table,
    groups,
    numbersOf,
    base: {
      file,
      samples: table.length,
      groups: groups === null ? null : new Set(groups).size,
      ids:
        idAt === undefined
          ? Array.from({ length: table.length }, (_, i) => `${i}`)
          : table.texts(table.column(idAt)),
      losses: table.names.includes("loss") ? numbersOf("loss") : null,
    },
  };
}

/** Figures of samples with their intervals, of whole patients where they are known. */
function measured<N extends string>(
  count: number,
  figure: (places: Uint32Array) => Record<N, number>,
  groups: readonly string[] | null,
  { draws, level, seed }: ReadSettings,
): Record<N, Interval> {
  if (draws < 2) {
    const whole = figure(Uint32Array.from({ length: count }, (_, i) => i));
    return Object.fromEntries(
      Object.entries<number>(whole).map(([name, value]) => [name, withoutInterval(value)]),
    ) as Record<N, Interval>; // the same names
  }
  const options = { draws: Math.min(draws, MOST_DRAWS), level, seed, ...(groups !== null && { groups }) };
  return bootstrap(count, figure, options); // the same names
}

/** Reads a table of several labels. */
export async function labelEvidence(file: string, settings: ReadSettings): Promise<LabelEvidence> {
  const { table, groups, numbersOf, base } = await opened(file, settings);
  const names = namesIn(table.names, LABEL);
  const columns = names.map((name) => ({
    truth: numbersOf(LABEL.truth + name),
    said: numbersOf(LABEL.said + name),
  }));
  const rowsAt = (places: Iterable<number>, which: "truth" | "said"): number[][] =>
    Array.from(places, (i) => columns.map((one) => one[which][i] as number));
  const summed = measured(
    base.samples,
    (places) => {
      const { mean, exactMatch } = multilabelFigures(rowsAt(places, "said"), rowsAt(places, "truth"));
      return { ...mean, exactMatch };
    },
    groups,
    { ...settings, draws: Math.min(settings.draws, 200) }, // each draw ranks every label anew
  );
  const labels = names.map((name, k) =>
    labelOf(name, columns[k] as (typeof columns)[number], groups, settings),
  );
  const told: readonly [keyof typeof summed, string][] = [
    ["auc", "AUC, mean of labels"],
    ["averagePrecision", "average precision, mean of labels"],
    ["sensitivity", "sensitivity, mean of labels"],
    ["specificity", "specificity, mean of labels"],
    ["f1", "F1, mean of labels"],
    ["exactMatch", "all labels right"],
  ];
  const figures = told.map(([name, label]): NamedFigure => ({ label, interval: summed[name] }));
  return { kind: "labels", ...base, figures, first: figures.slice(0, 4).map(({ label }) => label), labels };
}

function labelOf(
  name: string,
  { truth, said }: { truth: Float64Array; said: Float64Array },
  groups: readonly string[] | null,
  settings: ReadSettings,
): LabelRow {
  const known = Array.from(truth.keys()).filter((i) => !Number.isNaN(truth[i]));
  const own = known.map((i) => truth[i] as number);
  const scores = known.map((i) => said[i] as number);
  const ofKnown = groups && known.map((i) => groups[i] as string);
  const positives = own.reduce((sum, one) => sum + one, 0);
  const isBoth = positives > 0 && positives < own.length;
  const nothing = withoutInterval(Number.NaN);
  const found = isBoth
    ? measured(
        own.length,
        (places) => {
          const [first] = multilabelFigures(
            Array.from(places, (i) => [scores[i] as number]),
            Array.from(places, (i) => [own[i] as number]),
          ).perLabel;
          const { auc, averagePrecision, sensitivity, specificity } = first as NonNullable<typeof first>; // one label
          return { auc, averagePrecision, sensitivity, specificity };
        },
        ofKnown,
        { ...settings, draws: Math.min(settings.draws, 200) },
      )
    : { auc: nothing, averagePrecision: nothing, sensitivity: nothing, specificity: nothing };
  const roc = isBoth ? rocCurve(scores, own) : null;
  const { level, seed, draws } = settings;
  return {
    name,
    known: own.length,
    positives,
    ...found,
    roc:
      roc === null
        ? []
        : roc.falsePositiveRate.map((x, i) => [x, roc.truePositiveRate[i] as number] as const),
    band:
      roc === null || draws < 2
        ? null
        : rocBand(scores, own, {
            level,
            seed,
            draws: Math.min(draws, 200),
            ...(ofKnown !== null && { groups: ofKnown }),
          }),
  };
}

/** Reads a table of numbers. */
export async function numberEvidence(file: string, settings: ReadSettings): Promise<NumberEvidence> {
  const { table, groups, numbersOf, base } = await opened(file, settings);
  const { level } = settings;
  const numbers = namesIn(table.names, NUMBER).flatMap((name): NumberRow[] => {
    const [truth, predicted] = [numbersOf(NUMBER.truth + name), numbersOf(NUMBER.said + name)];
    const known = Array.from(truth.keys()).filter((i) => !Number.isNaN(truth[i]));
    const [a, b] = [known.map((i) => truth[i] as number), known.map((i) => predicted[i] as number)];
    if (known.length < 2) return [];
    const ofKnown = groups && known.map((i) => groups[i] as string);
    const figures = measured(
      a.length,
      (places) => {
        const [x, y] = [Array.from(places, (i) => a[i] as number), Array.from(places, (i) => b[i] as number)];
        return {
          mae: mae(y, x),
          rmse: rmse(y, x),
          r2: r2(y, x),
          pearson: pearson(y, x),
        };
      },
      ofKnown,
      settings,
    );
    return [
      {
        name,
        known: a.length,
        truth: Float64Array.from(a),
        predicted: Float64Array.from(b),
        figures: {
          ...figures,
          icc: icc(
            a.map((value, i) => [value, b[i] as number]),
            { level },
          )["2,1"],
        },
        agreement: blandAltman(b, a, { level }),
      },
    ];
  });
  const labels = {
    mae: "mean absolute error",
    rmse: "root mean squared error",
    r2: "R²",
    pearson: "Pearson's r",
    icc: "ICC (2,1)",
  };
  const figures = numbers.flatMap(({ name, figures: own }) =>
    Object.entries(labels).map(
      ([key, label]): NamedFigure => ({
        label: numbers.length === 1 ? label : `${label}, ${name}`,
        interval: own[key as keyof typeof own],
        own: key === "mae" || key === "rmse",
      }),
    ),
  );
  return { kind: "numbers", ...base, figures, first: figures.slice(0, 4).map(({ label }) => label), numbers };
}
