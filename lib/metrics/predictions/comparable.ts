/** What a table is to who compares it with another of the same samples, whatever it is of. */
import type { Table } from "../../data/tables/table.ts";
import { describe } from "../../edge/index.ts";
import { countDecisions } from "../confusion.ts";
import { type AucComparison, compareAuc } from "../delong.ts";
import { classRankings } from "../multiclass.ts";
import { type McNemar, mcNemar } from "../paired-tests.ts";
import { Ranking, type Weights } from "../shared/ranking.ts";
import { definedMean } from "../shared/values.ts";
import { CLASS_FIGURES, type Figures, figuresOf, ofGrades, type Selected, select } from "./figures.ts";
import { isMaskTable, type MaskTable, maskFigures, PIXELS, readMasks } from "./masks.ts";
import type { Subject } from "./measured.ts";
import { boxColumns, type ObjectOptions, type ObjectTable, readObjects } from "./objects.ts";
import { type PredictionColumns, type Predictions, readPredictions } from "./read.ts";
import { idsOf } from "./table.ts";
import { readTargets, type Targets, targetTableOf } from "./targets.ts";

/** How tables that are compared are read. */
export type ComparedColumns = PredictionColumns & Pick<ObjectOptions, "box"> & { threshold: number };

/** Figures where whole samples of two tables are exchanged: `isTurned` says of which, `side` whose figures are asked for. */
export type Exchange = (isTurned: Uint8Array, side: 0 | 1) => Record<string, number>;

/** Two tables, sample by sample. */
export interface Pair {
  ofA: (weights?: Weights) => Figures;
  ofB: (weights?: Weights) => Figures;
  /** Null where there is nothing to exchange. */
  exchange: Exchange | null;
  /** DeLong's test of a positive class. */
  delong(level: number | undefined): AucComparison | null;
  /** DeLong's test of each label; null of one that has not both kinds. */
  delongOfEach(level: number | undefined): (AucComparison | null)[];
  mcNemar(): McNemar | null;
}

/** A table that can be compared. */
export interface Comparable {
  task: string;
  file: string;
  ids: readonly string[];
  groups: readonly string[] | null;
  /** Classes, labels or numbers. */
  names: readonly string[];
  ofEach: readonly string[];
  positive: string | null;
  /** The truth of a sample in words, which both tables must have alike. */
  truthOf(row: number): string;
  /** This one beside another of its kind, whose rows are in the order of this one's. */
  beside(other: Comparable, rows: Int32Array): Pair;
}

/** Reads a table of whatever kind. */
export function readComparable(table: Table, columns: ComparedColumns): Comparable {
  const isNamed = columns.label !== undefined || columns.score !== undefined;
  const targets = isNamed ? null : targetTableOf(table.names);
  if (targets !== null) return ofTargets(table, readTargets(table, targets, columns), columns, targets);
  if (boxColumns(table.names, columns) !== null) return ofObjects(table, readObjects(table, null, columns));
  if (!isNamed && isMaskTable(table.names)) return ofMasks(table, readMasks(table, columns), columns);
  return ofClasses(readPredictions(table, columns), columns.threshold);
}

const NO_TESTS = { delong: () => null, delongOfEach: () => [], mcNemar: () => null } as const;

/** Rows of which each is one table's or the other's. */
function mixedColumns(
  a: readonly Float64Array[],
  b: readonly Float64Array[],
  isTurned: Uint8Array,
  side: 0 | 1,
): Float64Array[] {
  return a.map((own, k) => own.map((value, i) => (isTurned[i] === side ? value : (b[k]?.[i] as number))));
}

const reordered = (columns: readonly Float64Array[], rows: Int32Array): Float64Array[] =>
  columns.map((values) => Float64Array.from(rows, (row) => values[row] as number));

interface TargetsComparable extends Comparable {
  own: Targets;
}

function ofTargets(
  table: Table,
  own: Targets,
  { id }: ComparedColumns,
  task: "multilabel" | "regression",
): TargetsComparable {
  const isLabels = task === "multilabel";
  const figure = isLabels ? "auc" : "mae";
  return {
    ...own,
    own,
    task,
    file: table.file,
    ids: idsOf(table, id),
    positive: null,
    truthOf: (row) => own.truth.map((values, k) => `${own.names[k]} ${values[row]}`).join(", "),
    beside(other, rows) {
      const { given } = (other as TargetsComparable).own; // of the same kind
      const theirs = reordered(given, rows);
      return {
        ...NO_TESTS,
        ofA: own.figuresOf(own.truth, own.given),
        ofB: own.figuresOf(own.truth, theirs),
        exchange: (isTurned, side) => ({
          [figure]: own.figuresOf(own.truth, mixedColumns(own.given, theirs, isTurned, side))()[
            figure
          ] as number,
        }),
        delongOfEach: (level) =>
          isLabels
            ? own.truth.map((truth, k) =>
                delongOf(truth, own.given[k] as Float64Array, theirs[k] as Float64Array, level),
              )
            : [],
      };
    },
  };
}

/** DeLong's test of a label over the samples where it is known. */
function delongOf(
  truth: Float64Array,
  a: Float64Array,
  b: Float64Array,
  level: number | undefined,
): AucComparison | null {
  const known = [...truth.keys()].filter((i) => !Number.isNaN(truth[i]));
  const labels = known.map((i) => truth[i] as number);
  if (!labels.includes(0) || !labels.includes(1)) return null;
  const cut = (values: Float64Array): number[] => known.map((i) => values[i] as number);
  return compareAuc(cut(a), cut(b), labels, { level });
}

interface ObjectsComparable extends Comparable {
  own: ObjectTable;
}

/** Objects: the figures alone, without tests. */
function ofObjects(table: Table, own: ObjectTable): ObjectsComparable {
  const order = [...own.names].sort();
  const places = order.map((name) => own.names.indexOf(name));
  const all = Int32Array.from(own.ids, (_, row) => row);
  return {
    own,
    task: "detection",
    file: table.file,
    ids: own.ids,
    groups: own.groups,
    names: order,
    ofEach: own.ofEach,
    positive: null,
    truthOf: (row) => {
      const counts = own.counts(Int32Array.of(row));
      return order.map((name, k) => `${counts[places[k] as number]} ${name}`).join(", ");
    },
    beside(other, rows) {
      return {
        ...NO_TESTS,
        ofA: inOrder(own, all),
        ofB: inOrder((other as ObjectsComparable).own, rows), // of the same kind
        exchange: null,
      };
    },
  };
}

/** The figures of each class by its place in the order of the names. */
function inOrder(own: Subject, rows: Int32Array): (weights?: Weights) => Figures {
  const of = own.figures(rows);
  const order = [...own.names].sort();
  return (weights) => {
    const found = of(weights);
    const figures = { ...found };
    for (const name of own.ofEach)
      for (const [k, one] of order.entries())
        figures[`${name}.${k}`] = found[`${name}.${own.names.indexOf(one)}`] as number;
    return figures;
  };
}

interface MasksComparable extends Comparable {
  own: MaskTable;
}

function ofMasks(table: Table, own: MaskTable, { id }: ComparedColumns): MasksComparable {
  const figures = [...own.values.keys()].filter((name) => name.startsWith("dice_"));
  return {
    own,
    task: "segmentation",
    file: table.file,
    ids: idsOf(table, id),
    groups: own.groups,
    names: own.names,
    ofEach: [],
    positive: null,
    truthOf: (row) =>
      own.names
        .flatMap((name) => {
          const [tp, fn] = ["tp", "fn"].map((one) => own.values.get(`${one}_${name}`)?.[row]);
          return tp === undefined || fn === undefined ? [] : [`${tp + fn} pixels of ${name}`];
        })
        .join(", "),
    beside(other, rows) {
      const { values } = (other as MasksComparable).own; // of the same kind
      const both = [...own.values.keys()].filter((name) => values.has(name));
      const pick = (from: ReadonlyMap<string, Float64Array>): Float64Array[] =>
        both.map((name) => from.get(name) as Float64Array);
      const [a, b] = [pick(own.values), reordered(pick(values), rows)];
      const named = (columns: readonly Float64Array[]): Map<string, Float64Array> =>
        new Map(both.map((name, k) => [name, columns[k] as Float64Array]));
      const asked = both.filter((name) => !PIXELS.test(name) && figures.includes(name));
      return {
        ...NO_TESTS,
        ofA: maskFigures(named(a)),
        ofB: maskFigures(named(b)),
        exchange: (isTurned, side) => {
          const found = maskFigures(named(mixedColumns(a, b, isTurned, side)))();
          return Object.fromEntries(asked.map((name) => [name, found[name] as number]));
        },
      };
    },
  };
}

interface ClassesComparable extends Comparable {
  own: Predictions;
}

function ofClasses(own: Predictions, threshold: number): ClassesComparable {
  const all = Int32Array.from(own.labels, (_, row) => row);
  const first = select(own, all, threshold);
  const { positive } = first;
  return {
    own,
    task: own.isOrdered ? "ordinal" : "classification",
    file: own.file,
    ids: own.ids,
    groups: own.groups,
    names: own.classes,
    ofEach: CLASS_FIGURES,
    positive: positive && (own.classes[positive.index] as string),
    truthOf: (row) => describe(own.classes[own.labels[row] as number]),
    beside(other, rows) {
      const second = select((other as ClassesComparable).own, rows, threshold); // of the same kind
      return {
        ...NO_TESTS,
        ofA: figuresOf(first, threshold),
        ofB: figuresOf(second, threshold),
        exchange: (isTurned, side) => headlines(mixedClasses(first, second, isTurned, side)),
        delong: (level) =>
          positive === null || second.positive === null
            ? null
            : compareAuc(positive.scores, second.positive.scores, positive.isPositive, { level }),
        mcNemar: () => mcNemar(first.called, second.called, first.labels),
      };
    },
  };
}

/** The figures that classes are tested by; of grades their own too. */
function headlines(given: Selected): Record<string, number> {
  const { called, labels, classes } = given;
  const accuracy = called.reduce((sum, one, i) => sum + (one === labels[i] ? 1 : 0), 0) / labels.length;
  const figures = { accuracy, auc: areaOf(given) };
  if (!given.isOrdered) return figures;
  const { quadraticKappa, gradeError } = ofGrades(countDecisions({ predicted: called, labels, classes }));
  return { ...figures, quadraticKappa, gradeError };
}

/** The area as `figuresOf` gives it. */
function areaOf({ positive, probabilities, labels }: Selected): number {
  if (positive !== null) return new Ranking(positive.scores, positive.isPositive).auc();
  if (probabilities === null) return Number.NaN;
  return definedMean(classRankings(probabilities, labels).map((ranking) => ranking.auc()));
}

/** One model's predictions, with the other's where they are exchanged. */
function mixedClasses(a: Selected, b: Selected, isTurned: Uint8Array, side: 0 | 1): Selected {
  const from = (i: number): Selected => (isTurned[i] === side ? a : b);
  const { probabilities, positive, classes } = a;
  const data = probabilities && new Float64Array(probabilities.data.length);
  if (data !== null) {
    for (let i = 0; i < isTurned.length; i++) {
      const own = from(i).probabilities?.data as Float64Array; // both have them, as tables of the same columns
      data.set(own.subarray(i * classes, (i + 1) * classes), i * classes);
    }
  }
  return {
    ...a,
    probabilities: probabilities && data && { ...probabilities, data },
    positive: positive && {
      ...positive,
      scores: positive.scores.map((_, i) => from(i).positive?.scores[i] as number),
    },
    called: a.called.map((_, i) => from(i).called[i] as number),
  };
}
