/** Looks at data before an hour of training is lost on it. */

import { isTable } from "../../data/tables/table.ts";
import {
  abortSignal,
  callable,
  instance,
  integerFrom,
  isPlainObject,
  kind,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import * as nn from "../../nn/index.ts";
import { decodingKind } from "../../vision/datasets/kinds.ts";
import { groupOf } from "../../vision/datasets/split.ts";
import type { DecodingOptions } from "../../vision/image.ts";
import { labelOf, type Survey } from "./check.ts";
import { CHECKS } from "./checks/index.ts";
import { factsOf } from "./facts.ts";
import { type Finding, worstFirst } from "./finding.ts";
import { networkFeatures } from "./network-features.ts";
import { openPath } from "./open-folder.ts";
import { type InspectColumns, type OpenedTable, openTable } from "./open-table.ts";
import { addPictures } from "./pictures.ts";
import { type GroupOf, type InspectableData, isData, sourceOf } from "./source.ts";
import { type PartStatistics, statisticsOf } from "./statistics.ts";

/** How far an inspection is. */
export interface InspectProgress {
  /** What is being done: `reading images`, `near-duplicates 200/1000`. */
  stage: string;
  /** Images that were looked at, of all. */
  done: number;
  total: number;
}

/** Options of {@link inspectData}. */
export interface InspectDataOptions {
  /** Group of an image by its path and its class, such as the patient: groups must not lie in several parts. Default: the data's own. */
  groups?: GroupOf;
  /** Of a table: what its columns say, as `datasets.fromCsv` takes it; rows that cannot be used are left out and told. */
  columns?: InspectColumns;
  /** Of a table: the folder that names of images are relative to. Default: the table's. */
  root?: string;
  /** How images are decoded, of a folder or a table; data in parts says it itself. */
  image?: DecodingOptions;
  /**
   * A network by whose features labels are judged: its head is left out, as in `models.features`. Default: simple features of
   * gray values, colours and edges.
   */
  features?: nn.Module;
  /** How many files of a finding get a small picture, for `train.inspectPage`. Default 0. */
  pictures?: number;
  /** Images that are decoded at a time. Default 4. */
  atOnce?: number;
  signal?: AbortSignal;
  onProgress?: (progress: InspectProgress) => void;
}

/** Labels by how doubtful they are. */
export interface LabelJudgement {
  /** What they were judged by. */
  by: string;
  /** Share of each class that is told right by it, held out, over the classes; below 0.8 no label is reported. */
  accuracy: number;
  /**
   * Every sample that was judged, the most doubtful first: `margin` is the probability of its label less that of the likeliest other
   * class, held out.
   */
  ranking: { path: string; part: string; label: string; other: string; margin: number }[];
}

/** What an inspection found. It is plain: `JSON.stringify` writes all of it. */
export interface Inspection {
  /** Where the data is from. */
  root: string;
  /** What it is for: "classification", "segmentation", "detection", "multilabel", "regression", "ordinal", or "images" alone. */
  task: string;
  images: number;
  classes: string[];
  parts: PartStatistics[];
  /** The worst first. */
  findings: Finding[];
  /** How many findings of each severity. */
  errors: number;
  warnings: number;
  notes: number;
  /** How labels were judged; null where they were not: other tasks, few samples. */
  labels: LabelJudgement | null;
  /** Seconds that it took. */
  seconds: number;
}

const OPERATION = "train.inspectData";
const TAKES = signature<InspectDataOptions>(OPERATION, {
  takes: {
    data: kind<string | InspectableData>(
      "the path of a folder or a table, or data in parts with train, val and test",
      (v) => typeof v === "string" || isData(v),
    ),
  },
  options: {
    groups: callable<GroupOf>(),
    columns: kind<InspectColumns>(
      'columns of a table by what they say, as { image: "file", label: "diagnosis" }',
      isPlainObject,
    ),
    root: string,
    image: decodingKind(OPERATION),
    features: instance(nn.Module),
    pictures: integerFrom(0),
    atOnce: integerFrom(1),
    signal: abortSignal,
    onProgress: callable<(progress: InspectProgress) => void>(),
  },
  advice: { model: "it is called features", workers: "it is called atOnce", group: "it is called groups" },
});

const AT_ONCE = 4;
/** Between two turns of the event loop, milliseconds. */
const TURN_MS = 12;

/**
 * Looks at every image of some data and says what is wrong with it, or could spoil a result: files that cannot be read, copies
 * within and across parts, groups that lie in several parts, labels that look wrong, and classes that are told from the size of
 * the image, its compression, a burnt-in marker or whatever else is not in the picture.
 *
 * A folder or a table (with `columns`) is opened however little of it is in order; data in parts is looked at as training would read it, without its
 * transforms. Nothing is changed, and of files that can be read nothing is kept but small versions.
 *
 * @throws DatasetError for a folder without images; AbortError once the signal is raised
 *
 * @example
 * const found = await train.inspectData("./images");
 * console.log(train.inspectTable(found));
 */
export async function inspectData(
  data: string | InspectableData,
  ...rest: Rest<InspectDataOptions>
): Promise<Inspection> {
  const options = TAKES.read(rest);
  TAKES.check(data);
  const { signal, features = null, pictures = 0, atOnce = AT_ONCE, onProgress } = options;
  if (typeof data !== "string" && options.image !== undefined) {
    throw TAKES.error("image says how a folder is decoded; data in parts says it itself, so leave it out.");
  }
  const { columns, root, image } = options;
  const ofTable = typeof data === "string" && isTable(data);
  if (!ofTable && (columns !== undefined || root !== undefined)) {
    const name = columns !== undefined ? "columns" : "root";
    throw TAKES.error(
      `${name} is for the file of a table (.csv, .tsv, .jsonl, .parquet), and this is none; leave it out.`,
    );
  }
  const began = performance.now();
  const opened: OpenedTable = ofTable
    ? await openTable(data, { operation: OPERATION, columns, root, image, signal })
    : {
        data: typeof data === "string" ? await openPath(data, { operation: OPERATION, image, signal }) : data,
        groupColumn: null,
      };
  const { groups } = options;
  const source = sourceOf(
    opened.data,
    opened.groupColumn,
    groups === undefined ? undefined : (path, className) => groupOf(OPERATION, groups, path, className),
  );
  const total = source.subjects.length;
  const tell = (stage: string, done: number): void => onProgress?.({ stage, done, total });
  const facts = await factsOf(source, {
    operation: OPERATION,
    atOnce,
    signal,
    onLooked: (done) => tell("reading images", done),
  });
  let last = performance.now();
  const breathe = async (stage: string): Promise<void> => {
    throwIfAborted(signal, OPERATION);
    if (performance.now() - last < TURN_MS) return;
    tell(stage, total);
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
  const survey: Survey = { source, facts, features: null, labels: null, breathe };
  if (features !== null) survey.features = await networkFeatures(features, survey, signal);
  const findings: Finding[] = [];
  for (const check of CHECKS) {
    await breathe(check.name);
    findings.push(...(await check.run(survey)));
  }
  if (pictures > 0)
    await addPictures(findings, source, { each: pictures, atOnce, operation: OPERATION, signal });
  const count = (severity: Finding["severity"]): number =>
    findings.filter((one) => one.severity === severity).length;
  return {
    root: source.root,
    task: source.task,
    images: total,
    classes: [...source.classes],
    parts: statisticsOf(source, facts),
    findings: worstFirst(findings),
    errors: count("error"),
    warnings: count("warning"),
    notes: count("note"),
    labels: judgementOf(survey),
    seconds: (performance.now() - began) / 1000,
  };
}

function judgementOf({ labels, source }: Survey): LabelJudgement | null {
  if (labels === null) return null;
  const ranking = labels.ranking.map(({ facts: { subject }, other, margin }) => ({
    path: subject.path,
    part: subject.part,
    label: labelOf(source, subject) ?? "none",
    other,
    margin,
  }));
  return { by: labels.by, accuracy: labels.accuracy, ranking };
}
